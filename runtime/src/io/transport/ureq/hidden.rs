//! Headers of responses that `ureq` would act upon, hidden from it.
//!
//! With features that any crate of the program may switch on, `ureq` decompresses bodies,
//! translates text into UTF-8 and stores cookies, and has no setting to leave that. It looks at
//! three headers, whose names are changed here between the socket and `ureq`, and changed back in
//! its response.

use std::time::Duration;

use http::HeaderMap;
use http::header::{CONTENT_ENCODING, CONTENT_TYPE, HeaderName, SET_COOKIE};
use ureq::unversioned::transport::{Buffers, ConnectionDetails, Connector, NextTimeout, Transport};

/// Names of headers, and others of the same length.
const HIDDEN: [(HeaderName, &str); 3] = [
    (CONTENT_ENCODING, "x-tinsmith-coded"),
    (CONTENT_TYPE, "x-tinsmith-t"),
    (SET_COOKIE, "x-tinsmith"),
];

/// Gives the headers of a response their names back.
pub(super) fn restore(headers: &mut HeaderMap) {
    for (name, hidden) in HIDDEN {
        let values: Vec<_> = headers.get_all(hidden).iter().cloned().collect();
        headers.remove(hidden);
        for value in values {
            headers.append(name.clone(), value);
        }
    }
}

/// The end of a chain of connectors, from which connections come with those headers hidden.
#[derive(Debug)]
pub(super) struct Hiding {
    /// How long a read may take within a head, where that of requests is for bodies.
    pub(super) per_read: Option<Duration>,
    /// Whether there is a proxy. The connection to it carries the connections that are meant here.
    pub(super) has_proxy: bool,
}

impl<T: Transport> Connector<T> for Hiding {
    type Out = Connection<T>;

    fn connect(
        &self,
        details: &ConnectionDetails<'_>,
        chained: Option<T>,
    ) -> Result<Option<Connection<T>>, ureq::Error> {
        // `ureq` connects to a proxy with the settings of the agent without the proxy.
        let is_to_proxy = self.has_proxy && details.config.proxy().is_none();
        Ok(chained.map(|inner| Connection {
            inner,
            per_read: self.per_read,
            carries_http: !is_to_proxy,
            in_head: !is_to_proxy,
        }))
    }
}

#[derive(Debug)]
pub(super) struct Connection<T> {
    inner: T,
    per_read: Option<Duration>,
    carries_http: bool,
    /// Whether what comes next is the head of a response, or the rest of one.
    in_head: bool,
}

impl<T: Transport> Transport for Connection<T> {
    fn buffers(&mut self) -> &mut dyn Buffers {
        self.inner.buffers()
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), ureq::Error> {
        self.in_head = self.carries_http;
        self.inner.transmit_output(amount, timeout)
    }

    fn await_input(&mut self, mut timeout: NextTimeout) -> Result<bool, ureq::Error> {
        if self.in_head {
            timeout.per_read = self.per_read.map(Into::into);
        }
        let progress = self.inner.await_input(timeout)?;
        if self.in_head {
            let buffers = self.inner.buffers();
            let mut input = buffers.input().to_vec();
            self.in_head = hide(&mut input);
            buffers.input_consume(input.len());
            buffers.input_append_buf()[..input.len()].copy_from_slice(&input);
            buffers.input_appended(input.len());
        }
        Ok(progress)
    }

    fn is_open(&mut self) -> bool {
        self.inner.is_open()
    }

    fn is_tls(&self) -> bool {
        self.inner.is_tls()
    }
}

/// Hides headers in the heads at the beginning of `input`, of which the last one is that of the
/// response, the others being informational. Whether that one is not there as a whole.
fn hide(input: &mut [u8]) -> bool {
    let mut is_informational = false;
    let mut is_first = true;
    for line in input.split_inclusive_mut(|byte| *byte == b'\n') {
        match line {
            [b'\n'] | [b'\r', b'\n'] if is_first => {}
            [b'\n'] | [b'\r', b'\n'] if is_informational => is_first = true,
            [b'\n'] | [b'\r', b'\n'] => return false,
            line if is_first => {
                is_first = false;
                is_informational = line.get(8..10) == Some(b" 1");
            }
            line => hide_name(line),
        }
    }
    true
}

fn hide_name(line: &mut [u8]) {
    for (name, hidden) in HIDDEN {
        let length = hidden.len();
        if line.get(length) == Some(&b':')
            && line[..length].eq_ignore_ascii_case(name.as_str().as_bytes())
        {
            line[..length].copy_from_slice(hidden.as_bytes());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hidden(input: &str) -> (String, bool) {
        let mut input = input.as_bytes().to_vec();
        let is_partial = hide(&mut input);
        (String::from_utf8(input).unwrap(), is_partial)
    }

    #[test]
    fn names_keep_their_length() {
        for (name, hidden) in HIDDEN {
            assert_eq!(name.as_str().len(), hidden.len());
        }
    }

    #[test]
    fn headers_are_hidden_and_restored() {
        let (input, is_partial) =
            hidden("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\ncontent-type: t\r\n\r\nbody");
        assert_eq!(
            input,
            "HTTP/1.1 200 OK\r\nx-tinsmith-coded: gzip\r\nx-tinsmith-t: t\r\n\r\nbody"
        );
        assert!(!is_partial);
        let mut headers = HeaderMap::new();
        headers.append("x-tinsmith-coded", "aws-chunked".parse().unwrap());
        headers.append("x-tinsmith-coded", "gzip".parse().unwrap());
        restore(&mut headers);
        let values: Vec<_> = headers.get_all(CONTENT_ENCODING).iter().collect();
        assert_eq!(values, ["aws-chunked", "gzip"]);
        assert_eq!(headers.len(), 2);
    }

    #[test]
    fn a_body_is_left_alone() {
        let message = "HTTP/1.1 200 OK\n\ncontent-encoding: gzip\r\n\r\n";
        assert_eq!(hidden(message), (message.to_owned(), false));
    }

    #[test]
    fn the_head_behind_informational_ones_is_meant() {
        let (input, is_partial) =
            hidden("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\ncontent-encoding: br\r\n\r\n");
        assert!(input.contains("x-tinsmith-coded: br"));
        assert!(!is_partial);
        assert!(hidden("HTTP/1.1 100 Continue\r\n\r\n").1);
        for part in [
            "",
            "HTTP/1.1 200",
            "HTTP/1.1 200 OK\r\n",
            "HTTP/1.1 200 OK\r\ncontent-enc",
        ] {
            assert!(hidden(part).1, "{part}");
        }
    }
}
