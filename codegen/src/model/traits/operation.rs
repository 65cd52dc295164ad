//! Values of the traits about the purpose of an operation, an error or a member.

use super::read::{Read, read_properties};
use crate::model::ShapeId;
use crate::syntax::json::{Json, Report};

/// `smithy.api#error`: whose fault it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    /// The caller's.
    Client,
    /// The service's.
    Server,
}

impl Read for ErrorKind {
    /// A structure with this trait is an error even if its value is wrong: operations may return
    /// it.
    fn read(json: Json<'_>, report: &mut Report<'_>) -> Option<Self> {
        if json.text() == "\"server\"" {
            return Some(Self::Server);
        }
        if json.text() != "\"client\"" {
            let fault = format!("{} is neither \"client\" nor \"server\"", json.text());
            report.error::<()>(json, fault);
        }
        Some(Self::Client)
    }
}

/// `smithy.api#retryable`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retryable {
    /// The service asks to be called less often.
    pub throttling: bool,
}

read_properties!(Retryable { "throttling" => throttling: flag, });

/// `smithy.api#paginated`: paths are member names separated by dots.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paginated {
    /// The input member that takes the token.
    pub input_token: Option<String>,
    /// The output path that gives the next one.
    pub output_token: Option<String>,
    /// The output path of the items.
    pub items: Option<String>,
    /// The input member that limits a page.
    pub page_size: Option<String>,
}

read_properties!(Paginated {
    "inputToken" => input_token: optional,
    "outputToken" => output_token: optional,
    "items" => items: optional,
    "pageSize" => page_size: optional,
});

/// `smithy.api#deprecated`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deprecated {
    /// The replacement, or the reason.
    pub message: Option<String>,
    /// The version or date.
    pub since: Option<String>,
}

read_properties!(Deprecated { "message" => message: optional, "since" => since: optional, });

/// `smithy.api#recommended`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recommended {
    /// Why the member should be set.
    pub reason: Option<String>,
}

read_properties!(Recommended { "reason" => reason: optional, });

/// `smithy.api#mixin`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mixin {
    /// Traits that shapes with the mixin do not inherit.
    pub local_traits: Vec<ShapeId>,
}

read_properties!(Mixin { "localTraits" => local_traits: list, });

impl Mixin {
    /// Reads the trait's value.
    pub(crate) fn of(json: Json<'_>, report: &mut Report<'_>) -> Option<Self> {
        Self::read(json, report)
    }
}
