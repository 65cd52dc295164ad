//! The URI of a request: an endpoint's URL, the operation's host prefix and the request's path.

use http::Uri;

use super::resolved::{Endpoint, EndpointError};

impl Endpoint {
    /// Returns the URI of a request.
    ///
    /// `host_prefix` is the prefix of `smithy.api#endpoint` with its labels filled in, or empty.
    /// It is omitted if the host is an IP address, which has no subdomains. `path_and_query`
    /// starts with a slash and is appended to the endpoint's own path; it may also be empty or
    /// only a query.
    ///
    /// Errors if the URL is not absolute or has user information, a query or a fragment, or if
    /// the prefix does not consist of host labels.
    pub fn uri(&self, host_prefix: &str, path_and_query: &str) -> Result<Uri, EndpointError> {
        let url = self.url();
        let invalid = |reason| EndpointError::InvalidUrl {
            url: shown(url),
            reason,
        };
        if has_byte(url, |byte| matches!(byte, b'?' | b'#')) {
            return Err(invalid("it must have neither a query nor a fragment"));
        }
        if has_byte(host_prefix, |byte| !is_host_byte(byte)) {
            return Err(invalid(
                "the operation's host prefix is not made of host labels",
            ));
        }
        let (scheme, rest) = url
            .split_once(':')
            .and_then(|(scheme, rest)| Some((scheme, rest.strip_prefix("//")?)))
            .ok_or_else(|| invalid("it has no scheme"))?;
        if !["https", "http"]
            .iter()
            .any(|it| scheme.eq_ignore_ascii_case(it))
        {
            return Err(invalid("its scheme is neither `https` nor `http`"));
        }
        let (authority, base) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        if authority.is_empty() {
            return Err(invalid("it has no host"));
        }
        if has_byte(authority, |byte| byte == b'@') {
            return Err(invalid(USER));
        }
        let length = url.len() + host_prefix.len() + path_and_query.len();
        let mut text = String::with_capacity(length);
        text.push_str(scheme);
        text.push_str("://");
        if !host_prefix.is_empty() && !is_ip_address(authority) {
            text.push_str(host_prefix);
        }
        text.push_str(authority);
        text.push_str(base.trim_end_matches('/'));
        text.push_str(path_and_query);
        Uri::try_from(text).map_err(|_| invalid("it has characters that are not allowed in a URI"))
    }
}

const USER: &str = "it must not have a user or password; requests are signed by `credentials`";

/// Errors if an endpoint that the caller has set has user information, which endpoint rules would
/// drop silently.
pub(crate) fn check_given(url: &str) -> Result<(), EndpointError> {
    let authority = url
        .split_once("://")
        .and_then(|(_, rest)| rest.split(['/', '?', '#']).next());
    if authority.unwrap_or_default().contains('@') {
        return Err(EndpointError::InvalidUrl {
            url: shown(url),
            reason: USER,
        });
    }
    Ok(())
}

/// The URL for a message. Hides the text before an `@`, which may be a password, and the query or
/// fragment, which may contain a token.
pub(crate) fn shown(url: &str) -> String {
    let (url, hidden) = url.split_at(url.find(['?', '#']).unwrap_or(url.len()));
    let shown = match url.rsplit_once('@') {
        Some((_, host)) => format!("…@{host}"),
        // The password may contain a question mark.
        None if hidden.contains('@') => "…".to_owned(),
        None => url.to_owned(),
    };
    match hidden.get(..1) {
        Some(sign) => format!("{shown}{sign}…"),
        None => shown,
    }
}

/// Whether the host in `authority`, which may have a port, is an IP address. Includes short forms
/// of addresses such as `127.1`, since names do not end in a number (RFC 3696, section 2).
fn is_ip_address(authority: &str) -> bool {
    if authority.starts_with('[') {
        return true;
    }
    let host = authority
        .split_once(':')
        .map_or(authority, |(host, _)| host);
    let host = host.strip_suffix('.').unwrap_or(host);
    let last = host.rsplit('.').next().unwrap_or(host);
    let hexadecimal = last.strip_prefix("0x").or_else(|| last.strip_prefix("0X"));
    match hexadecimal {
        Some(digits) => digits.bytes().all(|it| it.is_ascii_hexdigit()),
        None => !last.is_empty() && last.bytes().all(|it| it.is_ascii_digit()),
    }
}

/// Whether `is_wanted` is true for a byte of `text`. Reads all bytes, so that the loop vectorizes.
fn has_byte(text: &str, is_wanted: impl Fn(u8) -> bool) -> bool {
    text.bytes()
        .fold(false, |found, byte| found | is_wanted(byte))
}

fn is_host_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'.'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn uri(url: &str, prefix: &str, path: &str) -> Result<String, EndpointError> {
        let uri = Endpoint::plain(url).uri(prefix, path)?;
        Ok(uri.to_string())
    }

    #[test]
    fn base_path_and_request_path_are_joined_by_one_slash() {
        assert_eq!(uri("http://host", "", "/").unwrap(), "http://host/");
        assert_eq!(uri("http://host/", "", "/").unwrap(), "http://host/");
        assert_eq!(
            uri("http://host:1/a", "", "/b?c").unwrap(),
            "http://host:1/a/b?c"
        );
        assert_eq!(uri("http://host/a/", "", "/b").unwrap(), "http://host/a/b");
    }

    #[test]
    fn without_a_request_path_the_uri_has_only_the_base_path() {
        assert_eq!(uri("http://host/a", "", "?c").unwrap(), "http://host/a?c");
        assert_eq!(uri("http://host", "", "?c").unwrap(), "http://host/?c");
    }

    #[test]
    fn host_prefix_goes_before_the_host() {
        assert_eq!(
            uri("https://host/a", "data.", "/").unwrap(),
            "https://data.host/a/"
        );
    }

    #[test]
    fn an_ip_address_gets_no_host_prefix() {
        for host in [
            "127.0.0.1",
            "127.0.0.1:8000",
            "[::1]",
            "[::1]:8000",
            "127.1",
            "2130706433",
            "127.0.0.1.",
            "0x7f.1",
            "0x7f000001",
        ] {
            let url = format!("http://{host}/a");
            assert_eq!(uri(&url, "data.", "/b").unwrap(), format!("{url}/b"));
        }
        for host in ["localhost:8000", "1.example", "127.0.0.1.nip.io", "0x.test"] {
            let url = uri(&format!("http://{host}"), "data.", "/").unwrap();
            assert_eq!(url, format!("http://data.{host}/"));
        }
    }

    #[test]
    fn other_urls_are_refused() {
        let reason = |url, prefix| match uri(url, prefix, "/") {
            Err(EndpointError::InvalidUrl { reason, .. }) => reason,
            other => panic!("{other:?}"),
        };
        assert_eq!(reason("host", ""), "it has no scheme");
        assert_eq!(reason("http:///a", ""), "it has no host");
        assert_eq!(
            reason("ftp://host", ""),
            "its scheme is neither `https` nor `http`"
        );
        assert_eq!(
            reason("http://host?q", ""),
            "it must have neither a query nor a fragment"
        );
        assert_eq!(
            reason("http://two words", ""),
            "it has characters that are not allowed in a URI"
        );
        assert_eq!(
            reason("http://host", "a/"),
            "the operation's host prefix is not made of host labels"
        );
    }

    #[test]
    fn errors_hide_secrets_of_a_url() {
        for url in [
            "https://me:secret@host/a",
            "https://me:secret/more@host?q",
            "https://host?token=secret",
            "https://host/a#secret",
            "https://host?q=a@b&token=secret",
            "https://me:secret?x@host/a",
        ] {
            let error = uri(url, "", "/").unwrap_err().to_string();
            assert!(!error.contains("secret"), "{error}");
        }
    }
}
