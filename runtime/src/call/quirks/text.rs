//! Texts of the input that are completed or shortened before they are used.

use std::borrow::Cow;

use crate::model::quirk::Quirk;
use crate::model::value::{Slot, Structure, Value};

/// Sets a member that the caller left unset.
#[derive(Debug)]
pub struct DefaultText {
    /// The input member, a string.
    pub member: usize,
    /// Its value.
    pub value: &'static str,
}

impl Quirk for DefaultText {
    fn edits_input(&self) -> bool {
        true
    }

    fn edit_input(&self, input: &mut dyn Structure) {
        if matches!(input.get(self.member), Value::Null | Value::String("")) {
            set(input, self.member, self.value);
        }
    }
}

/// Removes the prefix that the service's own responses put before an ID.
#[derive(Debug)]
pub struct TrimPrefix {
    /// The input member, a string.
    pub member: usize,
    /// The prefixes to remove, together with an optional slash before them: `hostedzone/`.
    pub prefixes: &'static [&'static str],
}

impl Quirk for TrimPrefix {
    fn edits_input(&self) -> bool {
        true
    }

    fn edit_input(&self, input: &mut dyn Structure) {
        let Value::String(text) = input.get(self.member) else {
            return;
        };
        let bare = text.strip_prefix('/').unwrap_or(text);
        let mut rests = self.prefixes.iter().filter_map(|it| bare.strip_prefix(it));
        if let Some(rest) = rests.next().map(str::to_owned) {
            set(input, self.member, &rest);
        }
    }
}

fn set(input: &mut dyn Structure, member: usize, value: &str) {
    if let Slot::String(slot) = input.slot(member) {
        slot.set(Cow::Borrowed(value));
    }
}
