//! Wire formats: how a structure is spelled in bytes.
//!
//! Owns what all formats share: limits, errors and client error correction. A codec knows
//! schemas and values; it knows no operation and no HTTP.

#[cfg(feature = "json")]
pub mod json;
mod path;

use std::fmt;

pub(crate) use path::{Excerpt, Path, Segment};

/// What a decoder accepts at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How deep values may be nested. Each level takes some hundred bytes of stack.
    pub depth: usize,
    /// What is done about a required member that is absent.
    pub missing: Missing,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            depth: 128,
            missing: Missing::Correct,
        }
    }
}

/// What is done about a required member that is absent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// It stays blank and is reported in [`Decoded::corrected`] (Smithy 2.0, "Client error
    /// correction").
    Correct,
    /// It is an error: what a service does with a request.
    Refuse,
}

/// What decoding found besides the values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decoded {
    /// The paths of required members that were absent and stand as blanks now.
    pub corrected: Vec<String>,
}

/// Why bytes could not be decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    /// Where in the data, as `ExportDescription.StartTime`, `Items[3]` or `Tags["a"]`; empty at the root.
    pub path: String,
    /// The offset in the bytes, where it is known.
    pub offset: Option<usize>,
    /// What was expected and what was found.
    pub reason: String,
}

impl DecodeError {
    /// An error at the root.
    pub fn new(reason: impl Into<String>) -> Self {
        Self {
            path: String::new(),
            offset: None,
            reason: reason.into(),
        }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)?;
        if !self.path.is_empty() {
            write!(f, " at {}", self.path)?;
        }
        match self.offset {
            Some(offset) => write!(f, " (byte {offset})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for DecodeError {}

/// Why a value could not be encoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EncodeError {
    /// Where in the value; empty at the root.
    pub path: String,
    /// What is wrong with it.
    pub reason: String,
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path.as_str() {
            "" => f.write_str(&self.reason),
            path => write!(f, "{path}: {}", self.reason),
        }
    }
}

impl std::error::Error for EncodeError {}
