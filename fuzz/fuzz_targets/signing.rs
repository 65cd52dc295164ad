//! What is signed is what a server computes from the message: any request, in headers and
//! presigned, against a canonicaliser of its own, which reads the message as it travels and
//! follows the IAM User Guide, "Create a signed AWS API request".

#![no_main]

#[path = "signing/server.rs"]
mod server;

use std::time::Duration;

use http::{HeaderName, HeaderValue, Method, Request, Uri};
use libfuzzer_sys::fuzz_target;
use tinsmith::Timestamp;
use tinsmith::auth::sigv4::{Payload, SessionToken, Signer, SigningSettings};
use tinsmith::credentials::Credentials;

use server::{Message, Rules, SECRET};

/// Names that signing treats in a way of their own, and some that it does not.
const NAMES: [&str; 20] = [
    "a",
    "b-c",
    "content-type",
    "host",
    "x-amz-date",
    "x-amz-security-token",
    "x-amz-s3session-token",
    "x-amz-content-sha256",
    "x-amz-region-set",
    "authorization",
    "user-agent",
    "connection",
    "te",
    "expect",
    "transfer-encoding",
    "x-amzn-trace-id",
    "range",
    "x-amz-meta-a",
    "x-amz-target",
    "accept",
];

const AUTHORITIES: [&str; 8] = [
    "https://example.amazonaws.com",
    "https://h:443",
    "http://h:80",
    "http://h:443",
    "https://me:pw@h:8443",
    "http://[::1]:80",
    "https://[2001:db8::1]",
    "http://127.0.0.1:9000",
];

/// What an earlier signature has left in a query, spelled by several.
const STALE: &str =
    "X-Amz-Date=20150830T123600Z&X%2DAmz-Signature=0&X%2damz-expires=1&%58-Amz-SignedHeaders&";

/// Method, path, query, headers, body, token, seconds, and what the choices are made by.
type Input<'a> = (
    &'a str,
    &'a str,
    &'a str,
    Vec<(u8, &'a [u8])>,
    &'a [u8],
    Option<&'a str>,
    u32,
    [u8; 4],
);

fuzz_target!(|input: Input<'_>| {
    let (method, path, query, headers, body, token, seconds, choices) = input;
    let [place, options, payload, expires] = choices;
    let target = [path, query].map(|it| {
        if options & 1 == 0 {
            it.to_owned()
        } else {
            sendable(it)
        }
    });
    let authority = AUTHORITIES[usize::from(place) % AUTHORITIES.len()];
    let [path, query] = &target;
    let stale = if options & 16 == 0 { "" } else { STALE };
    let (Ok(uri), Ok(method)) = (
        Uri::try_from(format!("{authority}/{path}?{stale}{query}")),
        Method::from_bytes(method.as_bytes()),
    ) else {
        return;
    };
    let mut request = Request::new(body);
    (*request.uri_mut(), *request.method_mut()) = (uri, method);
    for (name, value) in headers {
        let name = NAMES[usize::from(name) % NAMES.len()];
        let Ok(value) = HeaderValue::from_bytes(value) else {
            continue;
        };
        let headers = request.headers_mut();
        // No message has two hosts (RFC 9112, 3.2).
        if name == "host" {
            headers.insert(name, value);
        } else {
            headers.append(HeaderName::from_static(name), value);
        }
    }
    let settings = SigningSettings {
        normalize_path: options & 2 == 0,
        double_encode_path: options & 4 == 0,
        content_sha256_header: options & 8 == 0,
        presign_any_body: options & 32 == 0,
        payload: match payload % 3 {
            0 => Payload::Signed,
            1 => Payload::Unsigned,
            _ => Payload::Precomputed("STREAMING-UNSIGNED-PAYLOAD-TRAILER"),
        },
        session_token: match payload / 3 % 3 {
            0 => SessionToken::Signed,
            1 => SessionToken::Unsigned,
            _ => SessionToken::S3Session,
        },
    };
    let credentials = Credentials::new("AKIDEXAMPLE", SECRET);
    let credentials = match token {
        Some(token) => credentials.with_session_token(token),
        None => credentials,
    };
    let time = Timestamp::new(i64::from(seconds), 0);
    let signer = Signer::new(&credentials, "us-east-1", "service", time).with_settings(settings);
    in_headers(&signer, &settings, token, request.clone());
    presigned(
        &signer,
        &settings,
        token,
        &request,
        Duration::from_secs(1 + u64::from(expires)),
    );
});

fn in_headers(
    signer: &Signer<'_>,
    settings: &SigningSettings<'_>,
    token: Option<&str>,
    mut request: Request<&[u8]>,
) {
    let explained = signer.explain(&request);
    if signer.sign(&mut request).is_err() {
        assert!(explained.is_err(), "{explained:?}");
        return;
    }
    let explained = explained.expect("what can be signed can be explained");
    let message = Message::of(&request);
    let claims = message.claims_in_header();
    let payload = payload(settings, request.body());
    if settings.content_sha256_header {
        assert_eq!(message.header("x-amz-content-sha256"), payload.as_bytes());
    }
    let canonical = message.canonical(&claims, &payload, rules(settings));
    assert_eq!(
        claims.signature,
        message.signature(&canonical, &claims),
        "{request:?}"
    );
    message.check_coverage(&claims);
    agrees(
        &explained,
        &claims,
        &canonical,
        &message,
        token.filter(|_| is_signed(settings)),
    );
}

fn presigned(
    signer: &Signer<'_>,
    settings: &SigningSettings<'_>,
    token: Option<&str>,
    request: &Request<&[u8]>,
    expires: Duration,
) {
    let explained = signer.explain_presigned(request, expires);
    let Ok(url) = signer.presign(request, expires) else {
        return;
    };
    let explained = explained.expect("what can be presigned can be explained");
    let expected = match settings.payload {
        Payload::Signed if settings.presign_any_body => "UNSIGNED-PAYLOAD".to_owned(),
        _ => payload(settings, request.body()),
    };
    assert_eq!(url.payload_hash, expected);
    // Sent by a client that knows no more than what it was given.
    let mut sent = Request::new(*request.body());
    *sent.method_mut() = url.method.clone();
    *sent.uri_mut() = url.uri.clone();
    *sent.headers_mut() = url.headers.clone();
    let mut message = Message::of(&sent);
    let claims = message.claims_in_query(expires);
    if settings.session_token == SessionToken::Unsigned {
        message.take_parameter("X-Amz-Security-Token");
    }
    let canonical = message.canonical(&claims, &url.payload_hash, rules(settings));
    assert_eq!(
        claims.signature,
        message.signature(&canonical, &claims),
        "{request:?}\n{url:?}"
    );
    agrees(
        &explained,
        &claims,
        &canonical,
        &message,
        token.filter(|_| is_signed(settings)),
    );
}

/// That the explanation says what the server has found, the session token apart.
fn agrees(
    explained: &tinsmith::auth::sigv4::Explanation,
    claims: &server::Claims,
    canonical: &[u8],
    message: &Message,
    token: Option<&str>,
) {
    assert_eq!(explained.signature, claims.signature);
    assert_eq!(explained.signed_headers, claims.signed_headers.join(";"));
    assert_eq!(explained.scope, claims.scope);
    assert_eq!(
        explained.string_to_sign,
        message.string_to_sign(canonical, claims)
    );
    if token.is_none() {
        assert_eq!(
            explained.canonical_request,
            String::from_utf8_lossy(canonical)
        );
    }
}

fn is_signed(settings: &SigningSettings<'_>) -> bool {
    settings.session_token != SessionToken::Unsigned
}

fn rules(settings: &SigningSettings<'_>) -> Rules {
    Rules {
        resolves_dots: settings.normalize_path,
        encodes_twice: settings.double_encode_path,
    }
}

fn payload(settings: &SigningSettings<'_>, body: &[u8]) -> String {
    match settings.payload {
        Payload::Signed => server::sha256(body),
        Payload::Unsigned => "UNSIGNED-PAYLOAD".to_owned(),
        Payload::Precomputed(hash) => hash.to_owned(),
        other => panic!("{other:?} is not among the settings that this target makes"),
    }
}

/// Percent-encodes what a URI cannot hold, so that little input is wasted.
fn sendable(text: &str) -> String {
    let encoded = text.bytes().map(|byte| match byte {
        b'/' | b'&' | b'=' | b'%' | b'+' | b'~' | b'.' | b'-' | b'@' | b':' | b'!' => {
            char::from(byte).to_string()
        }
        _ if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
        _ => format!("%{byte:02x}"),
    });
    encoded.collect()
}
