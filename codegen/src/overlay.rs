//! A user's corrections of a model: traits, members that are always present, wrong constraints,
//! better names, paginators and waiters. Holds the wishes only; `lower` checks and applies them.

pub(crate) mod place;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Location, Source};
use crate::model::traits::{Paginated, Waiter};

/// Corrections to a model.
///
/// A shape is named as in the model, `ExportDescription`, with its namespace where that is
/// not the service's; a member is `ExportDescription$ExportArn`. A name that the model does
/// not have is an error of generation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Overlay {
    pub(crate) required: Vec<String>,
    pub(crate) optional: Vec<String>,
    pub(crate) renames: BTreeMap<String, String>,
    pub(crate) constraints: Vec<(String, Constraint)>,
    pub(crate) derives: Vec<String>,
    pub(crate) paginators: BTreeMap<String, Option<Paginated>>,
    pub(crate) waiters: BTreeMap<String, Option<(String, Waiter)>>,
    /// Shape, trait and value of each.
    pub(crate) traits: Vec<(String, String, String)>,
    /// The configuration file that it is from, if it is from one.
    pub(crate) file: Option<Arc<Source>>,
}

/// A change of one constraint of a shape or member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Constraint {
    /// The trait of that name, such as `pattern`, does not count.
    Without(String),
    /// `length`, in place of the model's.
    Length {
        /// Least length, no limit if absent.
        min: Option<u64>,
        /// Greatest length, no limit if absent.
        max: Option<u64>,
    },
    /// `range`, in place of the model's, as JSON numbers.
    Range {
        /// Least value, no limit if absent.
        min: Option<String>,
        /// Greatest value, no limit if absent.
        max: Option<String>,
    },
    /// `pattern`, in place of the model's.
    Pattern(String),
}

impl Overlay {
    /// No corrections.
    pub fn new() -> Self {
        Self::default()
    }

    /// The place of a name in a table or list of the configuration file.
    pub(crate) fn place(&self, table: &str, name: &str) -> Option<Location> {
        place::place(self.file.as_ref()?, &["overlay", table, name])
    }

    /// Gives a shape or member a trait that the model does not have, as `apply` in a model file
    /// does: `my.api#Service` the trait `aws.protocols#restJson1` with the value `{}`. Both ids
    /// have a namespace, except for traits of `smithy.api`; the value is JSON. Another value of a
    /// trait that the model has is an error.
    pub fn apply(
        mut self,
        shape: impl Into<String>,
        id: impl Into<String>,
        value: impl Into<String>,
    ) -> Self {
        self.traits.push((shape.into(), id.into(), value.into()));
        self
    }

    /// Makes a member required, whatever the model says: its field is not an `Option`.
    pub fn required(mut self, member: impl Into<String>) -> Self {
        self.required.push(member.into());
        self
    }

    /// Makes a member optional, whatever the model says: its field is an `Option`, and no validator
    /// requires it.
    pub fn optional(mut self, member: impl Into<String>) -> Self {
        self.optional.push(member.into());
        self
    }

    /// The structure, union or enum is called `name` in Rust.
    pub fn rename(mut self, shape: impl Into<String>, name: impl Into<String>) -> Self {
        self.renames.insert(shape.into(), name.into());
        self
    }

    /// Changes a constraint of the shape or member.
    pub fn constraint(mut self, target: impl Into<String>, change: Constraint) -> Self {
        self.constraints.push((target.into(), change));
        self
    }

    /// Gives the operation pages, whatever the model says. Absent settings are those of the
    /// service's `smithy.api#paginated`.
    pub fn paginator(mut self, operation: impl Into<String>, paginator: Paginated) -> Self {
        self.paginators.insert(operation.into(), Some(paginator));
        self
    }

    /// Removes the operation's pages, whatever the model says.
    pub fn without_paginator(mut self, operation: impl Into<String>) -> Self {
        self.paginators.insert(operation.into(), None);
        self
    }

    /// There is a waiter of that name that polls `operation`, in place of one that the model has.
    pub fn waiter(
        mut self,
        name: impl Into<String>,
        operation: impl Into<String>,
        waiter: Waiter,
    ) -> Self {
        let declared = (operation.into(), waiter);
        self.waiters.insert(name.into(), Some(declared));
        self
    }

    /// Removes the waiter of that name, whatever the model says.
    pub fn without_waiter(mut self, name: impl Into<String>) -> Self {
        self.waiters.insert(name.into(), None);
        self
    }

    /// Adds a derive to every generated type, by path: `serde::Serialize`. With serde's two,
    /// fields and variants have the names that they have in the model. The crate must be a
    /// dependency of the crate that the code is compiled in.
    pub fn derive(mut self, path: impl Into<String>) -> Self {
        self.derives.push(path.into());
        self
    }
}
