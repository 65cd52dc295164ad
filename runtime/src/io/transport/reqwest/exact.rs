//! Checks that `reqwest` sends the request unchanged: it normalises URLs like browsers (WHATWG
//! URL), while the signature covers the original path.

use http::Uri;
use reqwest::Url;

use crate::io::transport::TransportError;

/// Fails if the part of `url` that is sent differs from `uri` in any byte.
pub(super) fn check(uri: &Uri, url: &Url) -> Result<(), TransportError> {
    // The URI that `reqwest` passes to hyper.
    let Ok(sent) = url.as_str().parse::<Uri>() else {
        return Err(TransportError::unsendable(
            "`reqwest` cannot send the URL of the request; the adapters to `ureq` and `tower` can",
        ));
    };
    match difference(uri, &sent) {
        None => Ok(()),
        Some(difference) => Err(TransportError::unsendable(format!(
            "`reqwest` would send {difference}, which is not what was signed; the adapters to \
             `ureq`, and to `tower` with hyper, send it as it is"
        ))),
    }
}

/// Describes the first difference. Path and query are not shown, since both may hold secrets.
fn difference(uri: &Uri, sent: &Uri) -> Option<String> {
    let port = |uri: &Uri| {
        let default = if uri.scheme_str() == Some("https") {
            443
        } else {
            80
        };
        uri.port_u16().unwrap_or(default)
    };
    let path = |uri: &Uri| uri.path_and_query().map(|it| it.path().to_owned());
    let changed = |part: &str, before: &str, after: &str| {
        Some(format!("the {part} `{after}` in place of `{before}`"))
    };
    let [before, after] = [uri, sent].map(|it| it.scheme_str().unwrap_or_default());
    if before != after {
        return changed("scheme", before, after);
    }
    let [before, after] = [uri, sent].map(|it| it.host().unwrap_or_default());
    if before != after {
        return changed("host", before, after);
    }
    let [before, after] = [uri, sent].map(port);
    if before != after {
        return changed("port", &before.to_string(), &after.to_string());
    }
    let [before, after] = [uri, sent].map(path);
    if before.as_deref().unwrap_or("/") != after.as_deref().unwrap_or("/") {
        return Some("another path, with dot segments resolved or characters escaped".to_owned());
    }
    (uri.query() != sent.query()).then(|| "another query".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(uri: &str) -> Result<(), String> {
        let url = Url::parse(uri).unwrap();
        check(&uri.parse().unwrap(), &url).map_err(|it| it.to_string())
    }

    #[test]
    fn what_is_sent_as_it_is_passes() {
        for uri in [
            "http://host",
            "http://host?list",
            "https://host:443/a//b/%2F%20?x=%27&y=",
            "http://[::1]:8080/...",
            "http://127.0.0.1/a:b@c!$&()*+,;=~",
        ] {
            assert_eq!(checked(uri), Ok(()), "{uri}");
        }
    }

    #[test]
    fn what_would_be_changed_is_refused_by_the_part() {
        for (uri, part) in [
            ("http://host/a/../b", "another path"),
            ("http://host/.", "another path"),
            ("http://host/a/%2E%2e/b", "another path"),
            ("http://host/a{b", "another path"),
            ("http://host/a\\b", "another path"),
            ("http://HOST/", "the host `host` in place of `HOST`"),
            ("http://127.1/", "the host `127.0.0.1` in place of `127.1`"),
            ("http://0x7f000001/", "the host `127.0.0.1`"),
            ("http://[::ffff:127.0.0.1]/", "the host `[::ffff:7f00:1]`"),
        ] {
            let error = checked(uri).unwrap_err();
            assert!(error.contains(part), "{uri}: {error}");
        }
    }

    #[test]
    fn paths_and_queries_that_would_be_changed_are_not_shown() {
        for (uri, part) in [
            ("http://host/?X-Amz-Signature=secret'", "another query"),
            ("http://host/secret/../b", "another path"),
        ] {
            let error = checked(uri).unwrap_err();
            assert!(error.contains(part), "{error}");
            assert!(!error.contains("secret"), "{error}");
        }
    }
}
