//! Handles missing values in decoders (Smithy 2.0, "Client error correction") and adds paths to
//! their errors.

use super::budget::EXHAUSTED;
use super::{DecodeError, Decoded, Missing, Part, Seen};
use crate::model::path::{Path, Segment};
use crate::model::schema::{Member, Schema};

/// A result with a boxed error, so that the path without errors carries one word.
type Fallible<T> = Result<T, Box<DecodeError>>;

/// Reports missing values, or returns an error for them.
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

    /// The paths of the missing values.
    pub(crate) fn into_decoded(self) -> Decoded {
        self.decoded
    }

    /// Handles required members of `part` that are not in `seen` at the structure's end, at
    /// `offset`.
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

    /// Handles the absence of `what`, which is required.
    #[cold]
    pub(crate) fn absent(&mut self, what: &str, path: &Path<'_>, offset: usize) -> Fallible<()> {
        if self.missing == Missing::Correct {
            self.decoded.correct(path);
            return Ok(());
        }
        Err(fault(format!("{what} is missing"), path, offset))
    }

    /// Handles a null in a collection that is not sparse: a client drops it, a service returns an
    /// error (Smithy 2.0, `sparse` trait).
    pub(crate) fn check_null(&self, path: &Path<'_>, offset: usize) -> Fallible<()> {
        if self.missing == Missing::Correct {
            return Ok(());
        }
        let reason = "null in a collection that is not sparse";
        Err(fault(reason.to_owned(), path, offset))
    }
}

/// An error with all its parts.
#[cold]
#[expect(clippy::unnecessary_box_returns, reason = "errors are passed on boxed")]
fn fault(reason: String, path: &Path<'_>, offset: usize) -> Box<DecodeError> {
    Box::new(DecodeError {
        path: path.to_string(),
        offset: Some(offset),
        reason,
    })
}

/// Adds `path` to an error, unless the error of a nested value has a path already. Removes the
/// value of a sensitive member from the reason and the path.
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

/// Replaces an error that may quote a sensitive value.
pub(crate) const HIDDEN: &str = "invalid value of a sensitive member, which is not shown";

/// The error for a type that does not match its schema, which is an error of the declaration.
pub(crate) const MISMATCH: &str = "the type of the value does not match its schema";
