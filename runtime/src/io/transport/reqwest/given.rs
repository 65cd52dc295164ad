//! Checks whether a client that the user has built can be used.
//!
//! `reqwest` shows the settings of a client only in its `Debug` form. A client whose form is not
//! understood is refused, so that a change of that form can only refuse more clients.

/// The reason why `client` cannot be used, if any.
pub(super) fn fault(client: &reqwest::Client) -> Option<String> {
    fault_of(&format!("{client:?}"))
}

/// Returns whether `client` looks for proxies in the environment, or has its own.
#[cfg(not(target_family = "wasm"))]
pub(super) fn uses_proxies(client: &reqwest::Client) -> bool {
    format!("{client:?}").contains("proxies: [")
}

/// Browsers have proxies of their own.
#[cfg(target_family = "wasm")]
pub(super) fn uses_proxies(_: &reqwest::Client) -> bool {
    true
}

#[cfg(not(target_family = "wasm"))]
fn fault_of(settings: &str) -> Option<String> {
    const NO_REDIRECTS: &str = r#"redirect_policy: "Policy(None)", "#;
    if settings.starts_with("Client { cookie_store") {
        return Some(
            "this `reqwest::Client` stores cookies and would send them unsigned: build it without \
             a cookie store"
                .to_owned(),
        );
    }
    let Some((before, after)) = settings.split_once(NO_REDIRECTS) else {
        return Some(
            "this `reqwest::Client` follows redirects, which would carry session tokens, keys and \
             bodies to other hosts: build it with `.redirect(reqwest::redirect::Policy::none())`, \
             or give its builder to `ReqwestTransport::with_builder`"
                .to_owned(),
        );
    };
    if decompresses(before) {
        return Some(
            "this `reqwest::Client` decompresses bodies, which have to come as they are stored: \
             build it with `.no_gzip().no_brotli().no_zstd().no_deflate()`, or give its builder to \
             `ReqwestTransport::with_builder`"
                .to_owned(),
        );
    }
    header_fault(after.strip_prefix("referer: true, ").unwrap_or(after))
}

/// Browsers decide about redirects, compression and cookies.
#[cfg(target_family = "wasm")]
fn fault_of(settings: &str) -> Option<String> {
    header_fault(settings.strip_prefix("Client { ").unwrap_or(settings))
}

/// The reason why a client with these default headers cannot be used, if any. `reqwest` adds them
/// to each request that does not have them, after it was signed.
fn header_fault(settings: &str) -> Option<String> {
    let name = match settings.strip_prefix("default_headers: {") {
        Some(headers) => unsigned(headers)?,
        None => "(unknown)",
    };
    Some(format!(
        "this `reqwest::Client` would add its default header `{name}` to requests that are signed \
         already: build it without that header, and set the header with `header` of the \
         `tinsmith::Config`, which signs it"
    ))
}

/// The first header that changes the meaning of a request: any except `user-agent` and `accept:
/// */*`.
fn unsigned(headers: &str) -> Option<&str> {
    let mut rest = headers;
    while !rest.starts_with('}') {
        let entry = rest.strip_prefix('"').and_then(|it| it.split_once("\": "));
        let Some((name, value)) = entry else {
            return Some("(unknown)");
        };
        let end = match name {
            "accept" => value.strip_prefix(r#""*/*""#),
            "user-agent" => text_end(value),
            _ => None,
        };
        let Some(end) = end else {
            return Some(name);
        };
        rest = end.strip_prefix(", ").unwrap_or(end);
    }
    None
}

/// The text after a quoted one. A quote after a backslash may be the end or part of the text.
fn text_end(value: &str) -> Option<&str> {
    let (text, end) = value.strip_prefix('"')?.split_once('"')?;
    (!text.ends_with('\\')).then_some(end)
}

/// `accepts: Accepts`, followed by `{ gzip: true }` and the like where `reqwest` has the features.
#[cfg(not(target_family = "wasm"))]
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
    use http::HeaderMap;
    use reqwest::ClientBuilder;
    use reqwest::redirect::Policy;

    use super::super::tls::build;
    use super::*;

    fn builder() -> ClientBuilder {
        let builder = reqwest::Client::builder().redirect(Policy::none());
        builder.no_gzip().no_brotli().no_zstd().no_deflate()
    }

    #[test]
    fn a_client_without_proxies_uses_none() {
        assert!(uses_proxies(&build(builder()).unwrap()));
        let proxy = reqwest::Proxy::all("http://localhost:1").unwrap();
        assert!(uses_proxies(&build(builder().proxy(proxy)).unwrap()));
        assert!(!uses_proxies(&build(builder().no_proxy()).unwrap()));
    }

    fn fault_of_client(builder: ClientBuilder) -> Option<String> {
        fault(&build(builder).unwrap())
    }

    fn with_header(name: &'static str, value: &str) -> ClientBuilder {
        let headers =
            HeaderMap::from_iter([(http::HeaderName::from_static(name), value.parse().unwrap())]);
        builder().default_headers(headers)
    }

    #[test]
    fn a_client_that_changes_nothing_is_used() {
        for builder in [
            builder(),
            builder().referer(false),
            builder().user_agent("mine/1.0 (a, b)"),
            builder().connect_timeout(std::time::Duration::from_secs(1)),
            builder().proxy(reqwest::Proxy::all("http://localhost:1").unwrap()),
            with_header("accept", "*/*").user_agent("mine"),
        ] {
            assert_eq!(fault_of_client(builder), None);
        }
    }

    #[test]
    fn a_client_that_may_follow_redirects_is_refused() {
        for policy in [
            Policy::default(),
            Policy::limited(1),
            Policy::custom(|attempt| Policy::limited(1).redirect(attempt)),
        ] {
            let fault = fault_of_client(builder().redirect(policy)).unwrap();
            assert!(fault.contains("redirects"), "{fault}");
        }
    }

    #[test]
    fn a_client_with_default_headers_is_refused() {
        for name in [
            "accept",
            "authorization",
            "content-type",
            "cookie",
            "date",
            "host",
            "if-match",
            "range",
            "transfer-encoding",
            "x-amz-acl",
            "x-mine",
        ] {
            let fault = fault_of_client(with_header(name, "v").user_agent("mine")).unwrap();
            assert!(fault.contains(&format!("header `{name}`")), "{fault}");
        }
    }

    #[test]
    fn a_sensitive_header_is_refused_without_its_value() {
        let mut value = http::HeaderValue::from_static("secret");
        value.set_sensitive(true);
        let headers = HeaderMap::from_iter([(http::header::AUTHORIZATION, value)]);
        let fault = fault_of_client(builder().default_headers(headers)).unwrap();
        assert!(fault.contains("`authorization`") && !fault.contains("secret"));
    }

    #[test]
    fn headers_cannot_pass_for_settings() {
        let text = r#"redirect_policy: "Policy(None)", default_headers: {}"#;
        for policy in [Policy::none(), Policy::limited(1)] {
            let builder = with_header("x", text).redirect(policy);
            assert!(fault_of_client(builder).is_some());
        }
        for agent in [r#"a", "x": "b"#, r"a\", r#"a\", "#] {
            let builder = with_header("x-amz-acl", "v").user_agent(agent);
            assert!(fault_of_client(builder).is_some(), "{agent}");
        }
    }

    #[test]
    fn a_form_that_is_not_known_is_refused() {
        let known = r#"Client { accepts: Accepts, redirect_policy: "Policy(None)", default_headers: {}, timeout: 1s }"#;
        assert_eq!(fault_of(known), None);
        for (part, other) in [
            ("accepts: Accepts, ", ""),
            ("Policy(None)", "Policy { None }"),
            ("default_headers: {}", "headers: {}"),
            ("default_headers: {}", "default_headers: [x]"),
            ("default_headers: {}", r#"default_headers: {"accept""#),
        ] {
            assert!(fault_of(&known.replace(part, other)).is_some(), "{other}");
        }
        let cookies = known.replace("{ accepts", "{ cookie_store: true, accepts");
        assert!(fault_of(&cookies).unwrap().contains("cookies"));
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
