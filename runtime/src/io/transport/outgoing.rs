//! Prepares requests for HTTP libraries, so that all libraries send the same request.

use std::future::poll_fn;

use http::header::{ACCEPT_ENCODING, CONTENT_LENGTH, HOST, HeaderValue, TRANSFER_ENCODING};
use http::uri::Authority;
use http::{Method, Request, Uri};

use super::TransportError;
use crate::io::body::Body;

/// The request with the headers that its body needs. Fails if libraries would send another
/// request than the signed one, or would differ from each other.
pub(super) async fn prepared(request: Request<Body>) -> Result<Request<Body>, TransportError> {
    let (head, body) = framed(request)?.into_parts();
    Ok(Request::from_parts(head, settled(body).await?))
}

/// The body. Libraries do not poll a body of length zero, so that its surplus bytes or its error
/// are found here.
async fn settled(mut body: Body) -> Result<Body, TransportError> {
    if body.as_bytes().is_some() || body.length() != Some(0) {
        return Ok(body);
    }
    let chunk = poll_fn(|context| body.poll_chunk(context)).await;
    chunk.transpose()?;
    Ok(Body::empty())
}

/// The request with the headers that its body needs.
fn framed(mut request: Request<Body>) -> Result<Request<Body>, TransportError> {
    check_uri(request.uri())?;
    check_framing(&request)?;
    // Checksums cover bodies as they are stored; libraries would request compressed ones.
    let encoding = request.headers_mut().entry(ACCEPT_ENCODING);
    encoding.or_insert(HeaderValue::from_static("identity"));
    match (announced(&request)?, request.body().length()) {
        (Some(announced), Some(length)) if announced != length => {
            Err(TransportError::unsendable(format!(
                "the header `content-length` says {announced}, but the body has {length} bytes; \
                 leave the header out"
            )))
        }
        (Some(announced), None) => Ok(request.map(|body| body.with_length(announced))),
        (None, Some(0)) if expects_body(request.method()) => {
            // RFC 9110, 8.6. Amazon S3 answers 411 if the header is missing.
            let headers = request.headers_mut();
            headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
            Ok(request)
        }
        (None, None) if !expects_body(request.method()) => {
            // hyper omits the body of a GET whose headers do not announce it.
            let headers = request.headers_mut().entry(TRANSFER_ENCODING);
            headers.or_insert(HeaderValue::from_static("chunked"));
            Ok(request)
        }
        _ => Ok(request),
    }
}

/// Libraries frame bodies themselves; proxies and servers would read a second framing in
/// different ways (RFC 9112, 11.2), and also a second host.
fn check_framing(request: &Request<Body>) -> Result<(), TransportError> {
    let headers = request.headers();
    if headers.contains_key(TRANSFER_ENCODING) {
        return Err(TransportError::unsendable(
            "the header `transfer-encoding` is set by the HTTP library; leave it out",
        ));
    }
    if headers.get_all(HOST).iter().count() > 1 {
        return Err(TransportError::unsendable(
            "there is more than one header `host`",
        ));
    }
    Ok(())
}

/// Returns whether a request with the method is expected to have a body, and announces an empty
/// one.
fn expects_body(method: &Method) -> bool {
    matches!(*method, Method::POST | Method::PUT | Method::PATCH)
}

/// The length in the headers.
fn announced(request: &Request<Body>) -> Result<Option<u64>, TransportError> {
    let mut values = request.headers().get_all(CONTENT_LENGTH).iter();
    let Some(first) = values.next() else {
        return Ok(None);
    };
    let digits = first.to_str().ok().filter(|it| is_number(it));
    let length = digits.and_then(|it| it.parse().ok());
    match length.filter(|_| values.next().is_none()) {
        Some(length) => Ok(Some(length)),
        None => Err(TransportError::unsendable(
            "the header `content-length` is not one number",
        )),
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Libraries write the `host` header themselves, from a URI that each of them parses differently.
fn check_uri(uri: &Uri) -> Result<(), TransportError> {
    let authority = uri.authority();
    let (Some("http" | "https"), Some(authority)) = (uri.scheme_str(), authority) else {
        return Err(TransportError::unsendable(
            "the URI of the request is not an absolute one of `http` or `https`",
        ));
    };
    if authority.as_str().contains('@') {
        return Err(TransportError::unsendable(
            "the URI has a user or password, which HTTP does not send; use credentials",
        ));
    }
    match odd_port(authority) {
        None => Ok(()),
        // The text may be part of a password.
        Some(_) => Err(TransportError::unsendable(
            "the port of the URI is not a plain number up to 65535, so that HTTP libraries would \
             write it in another way than it was signed",
        )),
    }
}

/// The text after the host; `None` if it is empty or a port in canonical form.
fn odd_port(authority: &Authority) -> Option<&str> {
    let rest = authority.as_str().get(authority.host().len()..)?;
    let port = rest.strip_prefix(':').unwrap_or(rest);
    let is_plain = is_number(port) && !port.starts_with('0') && port.parse::<u16>().is_ok();
    (!rest.is_empty() && !is_plain).then_some(port)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::transport::TransportErrorKind;
    use crate::util::future::block_on;

    fn prepared(request: Request<Body>) -> Result<Request<Body>, TransportError> {
        block_on(super::prepared(request))
    }

    fn of(method: Method, body: Body) -> Request<Body> {
        let request = Request::builder().method(method).uri("http://host/");
        request.body(body).unwrap()
    }

    fn length_of(method: Method, body: Body) -> Option<String> {
        let request = prepared(of(method, body)).unwrap();
        let length = request.headers().get(CONTENT_LENGTH)?;
        Some(length.to_str().unwrap().to_owned())
    }

    fn streamed() -> Body {
        Body::from_reader(&b"abc"[..])
    }

    #[test]
    fn an_empty_body_is_announced_where_one_is_expected() {
        for method in [Method::POST, Method::PUT, Method::PATCH] {
            assert_eq!(length_of(method.clone(), Body::empty()).unwrap(), "0");
            let stream = Body::from_reader(&b""[..]).with_length(0);
            assert_eq!(length_of(method, stream).unwrap(), "0");
        }
        for method in [Method::GET, Method::HEAD, Method::DELETE] {
            assert_eq!(length_of(method, Body::empty()), None);
        }
    }

    #[test]
    fn a_body_of_unknown_length_is_sent_whatever_the_method() {
        let request = prepared(of(Method::GET, streamed())).unwrap();
        assert_eq!(request.headers()[TRANSFER_ENCODING], "chunked");
    }

    #[test]
    fn a_framing_or_a_second_host_of_the_callers_is_refused() {
        for (name, values) in [
            (TRANSFER_ENCODING, &["chunked"][..]),
            (TRANSFER_ENCODING, &["identity"]),
            (HOST, &["host", "other"]),
        ] {
            let mut request = of(Method::PUT, Body::from("abc"));
            for value in values {
                let value = HeaderValue::from_static(value);
                request.headers_mut().append(name.clone(), value);
            }
            let error = prepared(request).unwrap_err();
            assert_eq!(error.kind(), TransportErrorKind::Unsendable, "{name}");
            assert!(error.to_string().contains(name.as_str()), "{error}");
        }
    }

    #[test]
    fn a_length_that_contradicts_the_body_is_refused() {
        for body in [Body::from("abc"), streamed().with_length(3)] {
            let mut request = of(Method::PUT, body);
            let headers = request.headers_mut();
            headers.insert(CONTENT_LENGTH, HeaderValue::from_static("5"));
            let error = prepared(request).unwrap_err();
            assert_eq!(error.kind(), TransportErrorKind::Unsendable);
            assert!(error.to_string().contains("says 5, but the body has 3"));
        }
    }

    #[test]
    fn a_length_that_is_announced_holds_for_a_stream() {
        let mut request = of(Method::PUT, streamed());
        let headers = request.headers_mut();
        headers.insert(CONTENT_LENGTH, HeaderValue::from_static("3"));
        assert_eq!(prepared(request).unwrap().body().length(), Some(3));
    }

    #[test]
    fn a_body_said_to_be_empty_is_asked_for_bytes() {
        let full = || Body::from_reader(&b"abc"[..]).with_length(0);
        let broken = Body::failed(std::io::Error::other("broken")).with_length(0);
        for (body, part) in [(full(), "longer than its length"), (broken, "broken")] {
            let error = prepared(of(Method::PUT, body)).unwrap_err();
            assert!(error.to_string().contains(part), "{error}");
        }
        let empty = Body::from_reader(&b""[..]).with_length(0);
        let request = prepared(of(Method::PUT, empty)).unwrap();
        assert!(request.body().as_bytes().is_some());
    }

    #[test]
    fn lengths_that_are_not_one_number_are_refused() {
        for values in [&["+3"][..], &["3, 3"], &[""], &["3", "3"]] {
            let mut request = of(Method::PUT, Body::from("abc"));
            for value in values {
                let headers = request.headers_mut();
                headers.append(CONTENT_LENGTH, HeaderValue::from_static(value));
            }
            let error = prepared(request).unwrap_err();
            assert_eq!(error.kind(), TransportErrorKind::Unsendable, "{values:?}");
        }
    }

    #[test]
    fn uris_that_libraries_read_differently_are_refused() {
        for uri in [
            "/path",
            "ftp://host/",
            "http://me:pw@host/",
            "http://host:080/",
            "http://host:99999/",
            "http://[::1]:0443/",
        ] {
            let mut request = of(Method::GET, Body::empty());
            *request.uri_mut() = uri.parse().unwrap();
            let error = prepared(request).unwrap_err();
            assert_eq!(error.kind(), TransportErrorKind::Unsendable, "{uri}");
            assert!(!error.to_string().contains("pw"), "{error}");
        }
        for uri in ["http://host:80/", "https://[::1]:8443/a", "https://HOST/"] {
            let mut request = of(Method::GET, Body::empty());
            *request.uri_mut() = uri.parse().unwrap();
            assert!(prepared(request).is_ok(), "{uri}");
        }
    }
}
