//! Headers of responses that `ureq` would act upon, hidden from it.
//!
//! With features that any crate of the program may switch on, `ureq` decompresses bodies,
//! translates text into UTF-8 and stores cookies, and has no setting to disable that. It reads
//! three headers, whose names are changed here between the socket and `ureq`, and restored in its
//! response. Informational responses, which `ureq` miscounts, are removed.

use std::time::{Duration, Instant};

use http::HeaderMap;
use http::header::{CONTENT_ENCODING, CONTENT_TYPE, HeaderName, SET_COOKIE};
use ureq::unversioned::transport::{Buffers, ConnectionDetails, Connector, NextTimeout, Transport};

/// Names of headers, and replacements of the same length.
const HIDDEN: [(HeaderName, &str); 3] = [
    (CONTENT_ENCODING, "x-tinsmith-coded"),
    (CONTENT_TYPE, "x-tinsmith-t"),
    (SET_COOKIE, "x-tinsmith"),
];

/// Restores the header names of a response.
pub(super) fn restore(headers: &mut HeaderMap) {
    for (name, hidden) in HIDDEN {
        let values: Vec<_> = headers.get_all(hidden).iter().cloned().collect();
        headers.remove(hidden);
        for value in values {
            headers.append(name.clone(), value);
        }
    }
}

/// The end of a chain of connectors: its connections hide those headers.
#[derive(Debug)]
pub(super) struct Hiding {
    /// The time limit of a read within a head; the request's own limit is for bodies.
    pub(super) per_read: Option<Duration>,
    /// The maximum size of a head.
    pub(super) max_head: usize,
    /// Whether there is a proxy. The connection to the proxy itself is left unchanged.
    pub(super) has_proxy: bool,
}

impl<T: Transport> Connector<T> for Hiding {
    type Out = Connection<T>;

    fn connect(
        &self,
        details: &ConnectionDetails<'_>,
        chained: Option<T>,
    ) -> Result<Option<Connection<T>>, ureq::Error> {
        // `ureq` connects to a proxy with the settings of the agent, but without the proxy.
        let is_to_proxy = self.has_proxy && details.config.proxy().is_none();
        Ok(chained.map(|inner| Connection {
            inner,
            per_read: self.per_read,
            max_head: self.max_head,
            interim: 0,
            carries_http: !is_to_proxy,
            in_head: !is_to_proxy,
        }))
    }
}

#[derive(Debug)]
pub(super) struct Connection<T> {
    inner: T,
    per_read: Option<Duration>,
    max_head: usize,
    /// The bytes of informational responses received since something was sent.
    interim: usize,
    carries_http: bool,
    /// Whether the next input is the head of a response, or the rest of one.
    in_head: bool,
}

impl<T: Transport> Transport for Connection<T> {
    fn buffers(&mut self) -> &mut dyn Buffers {
        self.inner.buffers()
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), ureq::Error> {
        self.in_head = self.carries_http;
        self.interim = 0;
        self.inner.transmit_output(amount, timeout)
    }

    fn await_input(&mut self, mut timeout: NextTimeout) -> Result<bool, ureq::Error> {
        if !self.in_head {
            return self.inner.await_input(timeout);
        }
        timeout.per_read = self.per_read.map(Into::into);
        let started = Instant::now();
        let limit = timeout.after;
        loop {
            let progress = self.inner.await_input(timeout)?;
            self.edit_head()?;
            if !progress || self.has_head() {
                return Ok(progress);
            }
            // `ureq` must not see a part of a head, which it would not add to while it waits for
            // `100`, nor informational responses.
            if !limit.is_not_happening() {
                timeout.after = limit.saturating_sub(started.elapsed()).into();
            }
            if timeout.after.is_zero() {
                return Err(ureq::Error::Timeout(timeout.reason));
            }
        }
    }

    fn is_open(&mut self) -> bool {
        self.inner.is_open()
    }

    fn is_tls(&self) -> bool {
        self.inner.is_tls()
    }
}

impl<T: Transport> Connection<T> {
    /// Removes informational responses from the input, and hides headers in the rest.
    fn edit_head(&mut self) -> Result<(), ureq::Error> {
        let buffers = self.inner.buffers();
        let length = buffers.input().len();
        let mut input = without_interim(buffers.input());
        self.in_head = hide(&mut input);
        buffers.input_consume(length);
        buffers.input_append_buf()[..input.len()].copy_from_slice(&input);
        buffers.input_appended(input.len());
        self.interim += length - input.len();
        if self.interim > self.max_head {
            let (found, most) = (self.interim, self.max_head);
            return Err(ureq::Error::LargeResponseHeader(found, most));
        }
        Ok(())
    }

    /// Whether the input begins with a whole head, or with one that is too large.
    fn has_head(&mut self) -> bool {
        let max = self.max_head;
        let buffers = self.inner.buffers();
        let input = buffers.input();
        head_length(input).is_some() || input.len() > max || buffers.input_append_buf().is_empty()
    }
}

/// `input` without the informational heads at its beginning. `ureq` requested `100` itself, in
/// which it expects no headers, and treats `101` as a response; with any other it takes all of
/// `input` for the head, and while it waits for `100`, it takes it for a refusal.
fn without_interim(input: &[u8]) -> Vec<u8> {
    let mut kept = Vec::with_capacity(input.len());
    let mut rest = input;
    while let Some([b'1', status @ ..]) = rest.get(9..12).filter(|_| rest.get(8) == Some(&b' ')) {
        let Some(length) = head_length(rest).filter(|_| status != b"01") else {
            break;
        };
        let (head, behind) = rest.split_at(length);
        if status == b"00" {
            let mut lines = head.split_inclusive(|byte| *byte == b'\n');
            let ends = lines.next().into_iter().chain(lines.next_back());
            kept.extend(ends.flatten());
        }
        rest = behind;
    }
    kept.extend_from_slice(rest);
    kept
}

/// The length of the head at the beginning of `input`, if it is complete.
fn head_length(input: &[u8]) -> Option<usize> {
    let mut length = 0;
    let mut lines = input.split_inclusive(|byte| *byte == b'\n');
    let end = lines.find(|line| {
        length += line.len();
        matches!(line, [b'\n'] | [b'\r', b'\n'])
    });
    end.map(|_| length)
}

/// Hides headers in the heads at the beginning of `input`; the last one is that of the response,
/// the others are informational. Returns whether the last one is incomplete.
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
    fn informational_heads_but_those_that_ureq_waits_for_are_left_out() {
        let without = |input: &str| String::from_utf8(without_interim(input.as_bytes())).unwrap();
        let (hint, ok) = (
            "HTTP/1.1 103 Early Hints\r\nlink: a\r\n\r\n",
            "HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 103 a\r\n\r\n",
        );
        let (go_on, switch) = (
            "HTTP/1.1 100 Continue\r\n\r\n",
            "HTTP/1.1 101 Switching Protocols\r\n\r\n",
        );
        for (input, expected) in [
            ([hint, ok].concat(), ok.to_owned()),
            ([hint, hint, ok].concat(), ok.to_owned()),
            ([hint, go_on, hint, ok].concat(), [go_on, ok].concat()),
            (
                ["HTTP/1.1 100 Continue\r\nserver: a\r\nx: b\r\n\r\n", ok].concat(),
                [go_on, ok].concat(),
            ),
            (
                "HTTP/1.1 100\nx: b\n\n".to_owned(),
                "HTTP/1.1 100\n\n".to_owned(),
            ),
            ([hint, switch, hint].concat(), [switch, hint].concat()),
            ([hint, &hint[..20]].concat(), hint[..20].to_owned()),
            (hint.to_owned(), String::new()),
            (ok.to_owned(), ok.to_owned()),
            ("HTTP/1.1 1".to_owned(), "HTTP/1.1 1".to_owned()),
            (String::new(), String::new()),
        ] {
            assert_eq!(without(&input), expected, "{input}");
        }
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
