//! The interface of wire formats: the trait [`Codec`], its limits and its errors. The formats are
//! in `codec`.

use std::fmt::{self, Debug, Write};

use crate::model::schema::{Binding, Member, Trait};
use crate::model::value::{Slot, Structure, Value};
use crate::util::printable::Printable;

/// A wire format. A protocol may encode only a [`Part`] of a structure with it.
pub trait Codec: Debug + Send + Sync {
    /// Appends the members of `value` that `part` contains, as one document.
    fn encode(
        &self,
        value: &dyn Structure,
        part: Part,
        out: &mut Vec<u8>,
    ) -> Result<(), EncodeError>;

    /// Appends `value`, the value of `member`, as a document of its own.
    fn encode_member(
        &self,
        member: &'static Member,
        value: Value<'_>,
        out: &mut Vec<u8>,
    ) -> Result<(), EncodeError>;

    /// Fills the members of `value` that `part` contains from one document. Skips data of other
    /// members and leaves those members unchanged.
    fn decode(
        &self,
        bytes: &[u8],
        value: &mut dyn Structure,
        part: Part,
        limits: &Limits,
    ) -> Result<Decoded, DecodeError>;

    /// Fills `slot`, the slot of `member`, from a document of its own.
    fn decode_member(
        &self,
        bytes: &[u8],
        member: &'static Member,
        slot: Slot<'_>,
        limits: &Limits,
    ) -> Result<Decoded, DecodeError>;
}

/// The members of a structure that one document holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// All members. Streams are not values and are never part of a document.
    Whole,
    /// Members that are not bound to another part of an HTTP request.
    Body,
    /// Members that are not bound to another part of an HTTP response, which has neither path
    /// nor query.
    Response,
    /// Members of an event that are neither headers nor the payload.
    Event,
}

impl Part {
    /// Whether `member` is in the document.
    pub fn takes(self, member: &Member) -> bool {
        let elsewhere = |it: &Trait| matches!(it, Trait::EventHeader | Trait::EventPayload);
        match self {
            Self::Whole => true,
            Self::Body => member.binding() == Binding::Body && !member.is_streaming(),
            Self::Response => {
                member.binding().in_response() == Binding::Body && !member.is_streaming()
            }
            Self::Event => !member.traits.iter().any(elsewhere),
        }
    }
}

/// The limits of a decoder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Maximum nesting depth of values. Each level takes some hundred bytes of stack.
    pub depth: usize,
    /// How to handle an absent required member.
    pub missing: Missing,
    /// Maximum memory of the decoded values, in bytes. All texts and blobs together count as the
    /// length of the data. `None` is 48 MiB, or six times the length of data longer than 8 MiB.
    /// `usize::MAX` disables the limit.
    pub memory: Option<usize>,
}

impl Default for Limits {
    fn default() -> Self {
        Self::new()
    }
}

impl Limits {
    /// The default limits: 128 levels, and a memory limit that depends on the length of the data.
    pub const fn new() -> Self {
        Self {
            depth: 128,
            missing: Missing::Correct,
            memory: None,
        }
    }

    /// The same limits with another depth.
    #[must_use]
    pub const fn with_depth(self, depth: usize) -> Self {
        Self { depth, ..self }
    }

    /// The same limits with another memory limit.
    #[must_use]
    pub const fn with_memory(self, memory: Option<usize>) -> Self {
        Self { memory, ..self }
    }

    /// Whether data must follow the specification exactly. Services are strict about requests,
    /// clients are lenient about responses.
    pub fn is_strict(&self) -> bool {
        self.missing == Missing::Refuse
    }

    /// The same limits for data that must follow the specification exactly.
    #[must_use]
    pub const fn strict(self) -> Self {
        Self {
            missing: Missing::Refuse,
            ..self
        }
    }
}

/// How to handle an absent required member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Missing {
    /// Leave it blank and report it in [`Decoded::corrected`] (Smithy 2.0, "Client error
    /// correction").
    Correct,
    /// Return an error, as services do for requests.
    Refuse,
}

/// Findings of a decoder besides the values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Decoded {
    /// The paths of absent required members, which are blank now. Only the first 100, as there
    /// may be more of them than bytes of data.
    pub corrected: Vec<String>,
}

/// Maximum number of paths in [`Decoded::corrected`].
const CORRECTED: usize = 100;

impl Decoded {
    /// Records `path`, unless 100 paths are recorded already.
    pub fn correct(&mut self, path: impl fmt::Display) {
        if self.corrected.len() < CORRECTED {
            self.corrected.push(path.to_string());
        }
    }
}

/// Error: bytes could not be decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DecodeError {
    /// The path in the data: `ExportDescription.StartTime`, `Items[3]` or `Tags["a"]`; empty at
    /// the root.
    pub path: String,
    /// The byte offset in the data, if known.
    pub offset: Option<usize>,
    /// The expected and the found data, in words.
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
        // Reason and path may quote the data.
        let mut out = Printable(f);
        out.write_str(&self.reason)?;
        if !self.path.is_empty() {
            write!(out, " at {}", self.path)?;
        }
        match self.offset {
            Some(offset) => write!(f, " (byte {offset})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for DecodeError {}

/// Error: a value could not be encoded.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct EncodeError {
    /// The path in the value; empty at the root.
    pub path: String,
    /// What is wrong with the value.
    pub reason: String,
}

impl EncodeError {
    /// An error at the root.
    pub fn new(reason: impl Into<String>) -> Self {
        Self {
            path: String::new(),
            reason: reason.into(),
        }
    }
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
