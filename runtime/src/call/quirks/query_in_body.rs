//! Queries that may be too long for a URI.

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderValue};
use http::uri::{PathAndQuery, Uri};
use http::{Method, Request};

use crate::model::codec::EncodeError;
use crate::model::quirk::{Quirk, QuirkContext};
use crate::model::value::Structure;

/// Sends the query of a `GET` as a form in a `POST`.
#[derive(Debug)]
pub struct QueryInBody;

const FORM: HeaderValue = HeaderValue::from_static("application/x-www-form-urlencoded");

impl Quirk for QueryInBody {
    fn request(
        &self,
        _cx: &QuirkContext<'_>,
        _input: &dyn Structure,
        request: &mut Request<Bytes>,
    ) -> Result<(), EncodeError> {
        let mut parts = request.uri().clone().into_parts();
        let target = parts.path_and_query.as_ref().map(PathAndQuery::as_str);
        let Some((path, query)) = target.and_then(|target| target.split_once('?')) else {
            return Ok(());
        };
        if request.method() != Method::GET {
            return Ok(());
        }
        let body = Bytes::copy_from_slice(query.as_bytes());
        let invalid = |error: http::Error| EncodeError::new(error.to_string());
        parts.path_and_query =
            Some(PathAndQuery::try_from(path).map_err(|error| invalid(error.into()))?);
        let moved = Uri::from_parts(parts);
        *request.uri_mut() = moved.map_err(|error| invalid(error.into()))?;
        *request.method_mut() = Method::POST;
        *request.body_mut() = body;
        request.headers_mut().insert(CONTENT_TYPE, FORM);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::operation::OperationSchema;
    use crate::model::schema::{ShapeId, prelude::UNIT};
    use crate::model::value::Unit;

    static SEARCH: OperationSchema =
        OperationSchema::new(ShapeId::new("test", "Search"), &UNIT, &UNIT);

    fn posted(method: Method, uri: &'static str) -> Request<Bytes> {
        let mut request = Request::new(Bytes::new());
        *request.method_mut() = method;
        *request.uri_mut() = Uri::from_static(uri);
        let cx = QuirkContext::without_call(&SEARCH);
        QueryInBody.request(&cx, &Unit, &mut request).unwrap();
        request
    }

    #[test]
    fn a_query_is_posted() {
        let request = posted(
            Method::GET,
            "https://search.test/2013/search?q=a%20b&size=1",
        );
        assert_eq!(request.method(), Method::POST);
        assert_eq!(request.uri(), "https://search.test/2013/search");
        assert_eq!(request.headers()[CONTENT_TYPE], FORM);
        assert_eq!(request.body(), "q=a%20b&size=1");
    }

    #[test]
    fn what_stands_relative_to_the_endpoint_stays_so() {
        assert_eq!(posted(Method::GET, "/search?q=a").uri(), "/search");
    }

    #[test]
    fn what_is_no_get_or_has_no_query_stays() {
        assert_eq!(posted(Method::PUT, "/search?q=a").method(), Method::PUT);
        assert_eq!(posted(Method::GET, "/search").method(), Method::GET);
    }
}
