//! Where the pages of an operation have their tokens and items, as member indices.

use super::{Name, Type};

/// `smithy.api#paginated`, that of the service filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pagination<I = Items> {
    /// The input member that takes the token.
    pub input_token: usize,
    /// The way to the output member that gives the next one.
    pub output_token: Vec<usize>,
    /// The output member that holds the items.
    pub items: Option<I>,
    /// The input member that limits a page.
    pub page_size: Option<usize>,
}

/// Where a page has its items.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Items {
    /// The way to them.
    pub way: Vec<usize>,
    /// The fields on it, and what each holds.
    pub fields: Vec<(Name, Type)>,
}
