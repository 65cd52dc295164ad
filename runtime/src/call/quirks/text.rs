//! Texts of the input that are completed or cut before anything looks at them.

use std::borrow::Cow;

use super::{Context, Customize};
use crate::call::error::Failed;
use crate::model::value::{Slot, Structure, Value};

/// Gives a member a value where the caller gives none.
#[derive(Debug)]
pub struct DefaultText {
    /// The input member, a string.
    pub member: usize,
    /// Its value.
    pub value: &'static str,
}

impl Customize for DefaultText {
    fn input(&self, _cx: &Context<'_>, input: &mut dyn Structure) -> Result<(), Failed> {
        if matches!(input.get(self.member), Value::Null | Value::String("")) {
            set(input, self.member, self.value);
        }
        Ok(())
    }
}

/// Cuts what the service's own answers put before an id.
#[derive(Debug)]
pub struct TrimPrefix {
    /// The input member, a string.
    pub member: usize,
    /// What is cut, the slash in front of it included: `hostedzone/`.
    pub prefixes: &'static [&'static str],
}

impl Customize for TrimPrefix {
    fn input(&self, _cx: &Context<'_>, input: &mut dyn Structure) -> Result<(), Failed> {
        let Value::String(text) = input.get(self.member) else {
            return Ok(());
        };
        let bare = text.strip_prefix('/').unwrap_or(text);
        let mut rests = self.prefixes.iter().filter_map(|it| bare.strip_prefix(it));
        if let Some(rest) = rests.next().map(str::to_owned) {
            set(input, self.member, &rest);
        }
        Ok(())
    }
}

fn set(input: &mut dyn Structure, member: usize, value: &str) {
    if let Slot::String(slot) = input.slot(member) {
        slot.set(Cow::Borrowed(value));
    }
}
