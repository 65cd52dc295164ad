//! What decoders do about values that are not there (Smithy 2.0, "Client error correction"),
//! and what they know of the members that are.

use super::budget::EXHAUSTED;
use super::{DecodeError, Decoded, Missing, Part, Seen};
use crate::model::path::{Path, Segment};
use crate::model::schema::{Member, Schema};

/// Boxed, so that the way without errors carries one word.
type Fallible<T> = Result<T, Box<DecodeError>>;

/// What is missing: reported, or refused.
pub(crate) struct Correction {
    missing: Missing,
    decoded: Decoded,
}

impl Correction {
    pub(crate) fn new(missing: Missing) -> Self {
        Self {
            missing,
            decoded: Decoded::default(),
        }
    }

    /// What was found missing.
    pub(crate) fn into_decoded(self) -> Decoded {
        self.decoded
    }

    /// Looks for required members among those that `part` takes and that were not seen before
    /// the structure's end at `offset`.
    #[inline]
    pub(crate) fn check_required(
        &mut self,
        schema: &'static Schema,
        part: Part,
        seen: &Seen,
        path: &Path<'_>,
        offset: usize,
    ) -> Fallible<()> {
        for (index, member) in schema.members.iter().enumerate() {
            if member.is_required() && !seen.contains(index) && part.takes(member) {
                let path = path.then(Segment::Member(member.name));
                self.absent("a required member", &path, offset)?;
            }
        }
        Ok(())
    }

    /// Reports that `what` is not there and must be.
    #[cold]
    pub(crate) fn absent(&mut self, what: &str, path: &Path<'_>, offset: usize) -> Fallible<()> {
        if self.missing == Missing::Correct {
            self.decoded.correct(path);
            return Ok(());
        }
        Err(fault(format!("{what} is missing"), path, offset))
    }

    /// A null in a dense collection: a client drops it, a service refuses it (Smithy 2.0,
    /// `sparse` trait).
    pub(crate) fn check_null(&self, path: &Path<'_>, offset: usize) -> Fallible<()> {
        if self.missing == Missing::Correct {
            return Ok(());
        }
        let reason = "null where the collection is not sparse";
        Err(fault(reason.to_owned(), path, offset))
    }
}

/// An error of which all is known.
#[cold]
#[expect(clippy::unnecessary_box_returns, reason = "errors are passed on boxed")]
fn fault(reason: String, path: &Path<'_>, offset: usize) -> Box<DecodeError> {
    Box::new(DecodeError {
        path: path.to_string(),
        offset: Some(offset),
        reason,
    })
}

/// The error of a value at `path`, unless a part of the value has set its own path already.
/// What a sensitive member holds is in neither reason nor path.
#[cold]
#[expect(clippy::unnecessary_box_returns, reason = "errors are passed on boxed")]
pub(crate) fn locate(
    mut error: Box<DecodeError>,
    edge: &Member,
    path: &Path<'_>,
) -> Box<DecodeError> {
    if edge.is_sensitive() {
        if !error.reason.starts_with(EXHAUSTED) {
            HIDDEN.clone_into(&mut error.reason);
        }
        error.path.clear();
    }
    if error.path.is_empty() {
        error.path = path.to_string();
    }
    error
}

/// Said instead of what a sensitive member holds.
pub(crate) const HIDDEN: &str = "not a value of the member, which is sensitive and not shown";

/// A type whose schema is of another kind: a fault of the declaration.
pub(crate) const MISMATCH: &str = "the value is not of the kind that its schema says";
