//! What a wire format is: the trait, its limits and its errors. Formats themselves are in
//! `codec`.

use std::fmt::{self, Debug, Write};

use crate::model::schema::{Binding, Member, Trait};
use crate::model::value::{Slot, Structure, Value};
use crate::util::printable::Printable;

/// A wire format, as protocols use it that put parts of a structure elsewhere.
pub trait Codec: Debug + Send + Sync {
    /// Appends the members of `value` that `part` takes, as one document.
    fn encode(
        &self,
        value: &dyn Structure,
        part: Part,
        out: &mut Vec<u8>,
    ) -> Result<(), EncodeError>;

    /// Appends `value`, which is that of `member`, as a document of its own.
    fn encode_member(
        &self,
        member: &'static Member,
        value: Value<'_>,
        out: &mut Vec<u8>,
    ) -> Result<(), EncodeError>;

    /// Fills the members of `value` that `part` takes from one document. What is not theirs
    /// is skipped; the other members are left as they are.
    fn decode(
        &self,
        bytes: &[u8],
        value: &mut dyn Structure,
        part: Part,
        limits: &Limits,
    ) -> Result<Decoded, DecodeError>;

    /// Fills `slot`, which is that of `member`, from a document of its own.
    fn decode_member(
        &self,
        bytes: &[u8],
        member: &'static Member,
        slot: Slot<'_>,
        limits: &Limits,
    ) -> Result<Decoded, DecodeError>;
}

/// Which members of a structure are in a document of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// All; streams, which are not values, stay out of every document.
    Whole,
    /// Those that are not bound to another place of an HTTP request.
    Body,
    /// Those that are not bound to another place of an HTTP response, which has neither path
    /// nor query.
    Response,
    /// Those of an event that are neither headers nor the payload.
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

/// What a decoder accepts at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// How deep values may be nested. Each level takes some hundred bytes of stack.
    pub depth: usize,
    /// What is done about a required member that is absent.
    pub missing: Missing,
    /// How many bytes of memory the values may take, texts and blobs counted with the length of
    /// the data. `None` is 48 MiB, or six times the length of data longer than 8 MiB;
    /// `usize::MAX` is no limit.
    pub memory: Option<usize>,
}

impl Default for Limits {
    fn default() -> Self {
        Self::new()
    }
}

impl Limits {
    /// The limits of a client that sets none: 128 levels, and the memory that the data's length
    /// calls for.
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

    /// The same limits with another budget of memory.
    #[must_use]
    pub const fn with_memory(self, memory: Option<usize>) -> Self {
        Self { memory, ..self }
    }

    /// Whether data must be just as the specification says: what services demand of requests,
    /// while clients make the best of responses.
    pub fn is_strict(&self) -> bool {
        self.missing == Missing::Refuse
    }

    /// The same limits where data must be so.
    #[must_use]
    pub const fn strict(self) -> Self {
        Self {
            missing: Missing::Refuse,
            ..self
        }
    }
}

/// What is done about a required member that is absent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Missing {
    /// It stays blank and is reported in [`Decoded::corrected`] (Smithy 2.0, "Client error
    /// correction").
    Correct,
    /// It is an error: what a service does with a request.
    Refuse,
}

/// What decoding found besides the values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Decoded {
    /// The paths of required members that were absent and stand as blanks now: the first 100
    /// of them, as there may be more of them than bytes.
    pub corrected: Vec<String>,
}

/// How many paths are kept of what was corrected.
const CORRECTED: usize = 100;

impl Decoded {
    /// Keeps `path`, unless there are enough.
    pub fn correct(&mut self, path: impl fmt::Display) {
        if self.corrected.len() < CORRECTED {
            self.corrected.push(path.to_string());
        }
    }
}

/// Why bytes could not be decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
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
        // Both may quote the data.
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

/// Why a value could not be encoded.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct EncodeError {
    /// Where in the value; empty at the root.
    pub path: String,
    /// What is wrong with it.
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
