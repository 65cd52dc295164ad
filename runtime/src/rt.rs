//! The parts of generated code: schemas, values, protocols, and the macros that declare types.
//!
//! **For generated code only.** Code that any generator 0.1.x wrote compiles with any runtime 0.1.y;
//! code written by hand gets no such promise. Programs name the items of the [crate root](crate).

mod features;
pub mod protocol;

pub use features::has_feature;

pub use crate::call::{quirks, token};
pub use crate::model::{debug, operation, pattern, schema, value};
pub use crate::rules::{endpoint, jmespath};
pub use crate::{
    absent, accessors, error_enum, int_enum, paginated, require_features, require_runtime,
    string_enum, structure, union,
};
#[cfg(feature = "serde")]
#[doc(hidden)]
pub use ::serde;

/// Wire formats.
pub mod codec {
    pub use crate::codec::*;
}

/// Waiters as data.
pub mod wait {
    pub use crate::client::wait::schema::{
        Acceptor, Comparator, Condition, Matcher, State, WaiterSchema,
    };
}

/// State of a required member that has been set.
#[derive(Clone, Copy, Debug)]
pub enum Set {}

/// State of a required member that has not been set.
#[derive(Clone, Copy, Debug)]
pub enum Unset {}
