//! Values of the traits that bind operations to HTTP.

use super::read::{Properties, Read, read_choice, read_properties};
use crate::syntax::json::{Json, Report};

/// `smithy.api#http`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Http {
    /// The method.
    pub method: String,
    /// The path's pattern with labels, perhaps with a constant query.
    pub uri: String,
    /// The status of success; 200 unless given.
    pub code: u16,
}

impl Read for Http {
    fn read(json: Json<'_>, report: &mut Report<'_>) -> Option<Self> {
        let mut properties = Properties::of(json, report)?;
        let method = properties.required("method", report);
        let uri = properties.required("uri", report);
        let code = properties.optional("code", report).unwrap_or(200);
        properties.finish(report);
        Some(Self {
            method: method?,
            uri: uri?,
            code,
        })
    }
}

/// `smithy.api#endpoint`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndpointTrait {
    /// The prefix of the host; may hold labels in braces.
    pub host_prefix: String,
}

read_properties!(EndpointTrait { "hostPrefix" => host_prefix: required, });

/// `smithy.api#requestCompression`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestCompression {
    /// Encodings in order of preference, such as `gzip`.
    pub encodings: Vec<String>,
}

read_properties!(RequestCompression { "encodings" => encodings: list, });

/// `smithy.api#httpApiKeyAuth`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiKeyAuth {
    /// The header or query parameter.
    pub name: String,
    /// Which of the two it is.
    pub place: ApiKeyPlace,
    /// The authentication scheme written before the key, in a header only.
    pub scheme: Option<String>,
}

read_properties!(ApiKeyAuth {
    "name" => name: required,
    "in" => place: required,
    "scheme" => scheme: optional,
});

/// Where an API key goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ApiKeyPlace {
    /// A header.
    Header,
    /// A query parameter.
    Query,
}

read_choice!(ApiKeyPlace { "header" => Header, "query" => Query, });
