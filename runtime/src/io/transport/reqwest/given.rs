//! Whether a client that somebody else has built can be used.
//!
//! `reqwest` tells a client's settings in its `Debug` form only. That form is read so that a client
//! is refused where it is not understood: a change of it can only refuse more.

/// Why `client` cannot be used.
pub(super) fn fault(client: &reqwest::Client) -> Option<&'static str> {
    let settings = format!("{client:?}");
    if !settings.contains(r#"redirect_policy: "Policy(None)""#) {
        return Some(
            "this `reqwest::Client` follows redirects, which would carry session tokens, keys and \
             bodies to other hosts: build it with `.redirect(reqwest::redirect::Policy::none())`, \
             or give its builder to `ReqwestTransport::with_builder`",
        );
    }
    if decompresses(&settings) {
        return Some(
            "this `reqwest::Client` decompresses bodies, which have to come as they are stored: \
             build it with `.no_gzip().no_brotli().no_zstd().no_deflate()`, or give its builder to \
             `ReqwestTransport::with_builder`",
        );
    }
    None
}

/// `accepts: Accepts`, followed by `{ gzip: true }` and the like where `reqwest` has the features.
fn decompresses(settings: &str) -> bool {
    let Some((_, accepts)) = settings.split_once("accepts: Accepts") else {
        return true;
    };
    let Some(fields) = accepts.strip_prefix(" {") else {
        return false;
    };
    let fields = fields.split('}').next().unwrap_or_default();
    fields
        .split(',')
        .any(|field| !field.trim().ends_with(": false"))
}

#[cfg(test)]
mod tests {
    use reqwest::redirect::Policy;

    use super::super::tls::build;
    use super::*;

    fn fault_of(policy: Policy) -> Option<&'static str> {
        let builder = reqwest::Client::builder().redirect(policy);
        let builder = builder.no_gzip().no_brotli().no_zstd().no_deflate();
        fault(&build(builder).unwrap())
    }

    #[test]
    fn a_client_without_redirects_is_used() {
        assert_eq!(fault_of(Policy::none()), None);
    }

    #[test]
    fn a_client_that_may_follow_redirects_is_not() {
        for policy in [
            Policy::default(),
            Policy::limited(1),
            Policy::custom(|attempt| Policy::limited(1).redirect(attempt)),
        ] {
            assert!(fault_of(policy).unwrap().contains("redirects"));
        }
    }

    #[test]
    fn headers_cannot_pass_for_settings() {
        let mut headers = http::HeaderMap::new();
        let text = r#"redirect_policy: "Policy(None)""#;
        headers.insert("x", text.parse().unwrap());
        let client = reqwest::Client::builder().default_headers(headers);
        assert!(fault(&build(client).unwrap()).is_some());
    }

    #[test]
    fn any_way_of_decompressing_is_seen() {
        assert!(!decompresses("Client { accepts: Accepts, referer: true }"));
        for (fields, expected) in [
            ("gzip: false", false),
            ("gzip: true", true),
            ("gzip: false, brotli: false, zstd: true", true),
            ("gzip: false, brotli: false", false),
        ] {
            let settings = format!("Client {{ accepts: Accepts {{ {fields} }}, referer: true }}");
            assert_eq!(decompresses(&settings), expected, "{fields}");
        }
        assert!(decompresses("Client { takes: Accepts }"));
    }
}
