//! The headers that a signature covers, and their canonical values.

use super::{SigningError, Unsigned};

/// A covered header: its name in lower case and its value as sent.
pub(super) type Covered<'a> = (&'a str, &'a [u8]);

/// The headers that a signature of `request` covers, sorted by name; values of one name keep
/// their order. A name in `own` has the value given there, or is left out, whatever the request
/// has.
pub(super) fn covered<'a>(
    request: &Unsigned<'a>,
    own: &[(&'a str, Option<&'a [u8]>)],
) -> Result<Vec<Covered<'a>>, SigningError> {
    let mut covered = Vec::with_capacity(request.headers.len() + own.len() + 1);
    let mut has_host = false;
    for (name, value) in request.headers {
        let name = name.as_str();
        has_host |= name == "host";
        if !is_rewritten(name) && !own.iter().any(|(own, _)| *own == name) {
            insert(&mut covered, (name, value.as_bytes()));
        }
    }
    for (name, value) in own {
        if let Some(value) = value {
            insert(&mut covered, (name, value));
        }
    }
    if !has_host {
        insert(&mut covered, ("host", host(request)?.as_bytes()));
    }
    Ok(covered)
}

/// Inserts a header behind those of its name. There are few headers: a sort would cost users more
/// to compile than it saves.
fn insert<'a>(covered: &mut Vec<Covered<'a>>, header: Covered<'a>) {
    let place = covered.partition_point(|(name, _)| *name <= header.0);
    covered.insert(place, header);
}

/// Returns whether proxies and HTTP clients may change or drop the header: `user-agent`, the
/// trace ID, `expect`, and the hop-by-hop headers of RFC 9110. The AWS SDKs' lists differ in
/// details; this list is what they share plus the headers that are unreliable.
fn is_rewritten(name: &str) -> bool {
    matches!(
        name,
        "authorization"
            | "connection"
            | "expect"
            | "keep-alive"
            | "proxy-authorization"
            | "proxy-connection"
            | "te"
            | "trailer"
            | "transfer-encoding"
            | "upgrade"
            | "user-agent"
            | "x-amzn-trace-id"
    )
}

/// The value that an HTTP client will send in `host`: the authority without user and default
/// port.
pub(super) fn host<'a>(request: &Unsigned<'a>) -> Result<&'a str, SigningError> {
    let authority = request.uri.authority().ok_or(SigningError::NoHost)?;
    let authority = authority.as_str();
    let host = authority
        .rsplit_once('@')
        .map_or(authority, |(_, host)| host);
    let port = match request.uri.scheme_str() {
        Some("https") => ":443",
        Some("http") => ":80",
        _ => return Ok(host),
    };
    Ok(host.strip_suffix(port).unwrap_or(host))
}

/// Appends `name:value\n` for every name, the values of one name joined by commas.
pub(super) fn write(covered: &[Covered<'_>], out: &mut Vec<u8>) {
    for same in covered.chunk_by(|one, next| one.0 == next.0) {
        for (index, (name, value)) in same.iter().enumerate() {
            if index == 0 {
                out.extend_from_slice(name.as_bytes());
                out.push(b':');
            } else {
                out.push(b',');
            }
            write_value(value, out);
        }
        out.push(b'\n');
    }
}

/// Appends the covered names, joined by semicolons.
pub(super) fn write_names(covered: &[Covered<'_>], out: &mut Vec<u8>) {
    for (index, same) in covered.chunk_by(|one, next| one.0 == next.0).enumerate() {
        if index > 0 {
            out.push(b';');
        }
        let name = same.first().map_or("", |(name, _)| name);
        out.extend_from_slice(name.as_bytes());
    }
}

/// Appends a value without surrounding white space; runs of white space inside become one space.
fn write_value(value: &[u8], out: &mut Vec<u8>) {
    // Most values have no white space: no other byte of a value is as small as space and tab.
    if value.iter().copied().fold(u8::MAX, u8::min) > b' ' {
        return out.extend_from_slice(value);
    }
    let is_space = |byte: &u8| matches!(byte, b' ' | b'\t');
    let mut words = value.split(is_space).filter(|word| !word.is_empty());
    out.extend_from_slice(words.next().unwrap_or_default());
    for word in words {
        out.push(b' ');
        out.extend_from_slice(word);
    }
}

#[cfg(test)]
mod tests {
    use http::Request;

    use super::*;

    fn lines(request: &Request<()>, own: &[(&str, Option<&[u8]>)]) -> Result<String, SigningError> {
        let unsigned = Unsigned {
            method: request.method(),
            uri: request.uri(),
            headers: request.headers(),
            body: b"",
        };
        let mut out = Vec::new();
        write(&covered(&unsigned, own)?, &mut out);
        Ok(String::from_utf8(out).unwrap())
    }

    fn host_of(uri: &str) -> Result<String, SigningError> {
        lines(&Request::get(uri).body(()).unwrap(), &[])
    }

    #[test]
    fn the_host_comes_from_the_uri_without_user_and_default_port() {
        for (uri, host) in [
            ("https://example.com/", "host:example.com\n"),
            ("https://me:pw@example.com:443/", "host:example.com\n"),
            ("http://example.com:443/", "host:example.com:443\n"),
            ("http://[::1]:80/", "host:[::1]\n"),
        ] {
            assert_eq!(host_of(uri).as_deref(), Ok(host), "{uri}");
        }
    }

    #[test]
    fn a_host_header_wins_over_the_uri() {
        let request = Request::get("https://example.com/").header("Host", "front.example.org");
        let lines = lines(&request.body(()).unwrap(), &[]);
        assert_eq!(lines.as_deref(), Ok("host:front.example.org\n"));
    }

    #[test]
    fn a_request_without_host_is_refused() {
        assert_eq!(host_of("/"), Err(SigningError::NoHost));
    }

    #[test]
    fn headers_that_change_on_the_way_are_left_out() {
        let request = Request::get("https://example.com/")
            .header("user-agent", "test")
            .header("x-amzn-trace-id", "1")
            .header("transfer-encoding", "chunked")
            .header("expect", "100-continue")
            .header("content-type", "text/plain");
        let lines = lines(&request.body(()).unwrap(), &[]);
        assert_eq!(
            lines.as_deref(),
            Ok("content-type:text/plain\nhost:example.com\n")
        );
    }

    #[test]
    fn white_space_is_trimmed_and_folded() {
        let request = Request::get("https://h/")
            .header("a", "  b \t c  ")
            .header("d", "");
        let lines = lines(&request.body(()).unwrap(), &[]);
        assert_eq!(lines.as_deref(), Ok("a:b c\nd:\nhost:h\n"));
    }

    #[test]
    fn values_of_one_name_keep_their_order() {
        let request = Request::get("https://h/").header("a", "2").header("a", "1");
        let lines = lines(&request.body(()).unwrap(), &[]);
        assert_eq!(lines.as_deref(), Ok("a:2,1\nhost:h\n"));
    }

    #[test]
    fn own_headers_replace_and_drop_those_of_the_request() {
        let request = Request::get("https://h/")
            .header("a", "old")
            .header("b", "old");
        let own: [(&str, Option<&[u8]>); 2] = [("a", Some(b"new")), ("b", None)];
        let lines = lines(&request.body(()).unwrap(), &own);
        assert_eq!(lines.as_deref(), Ok("a:new\nhost:h\n"));
    }
}
