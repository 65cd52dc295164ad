//! The `message` member of errors, which services send under several names.

use crate::codec::Decoded;
use crate::model::value::{Slot, Structure, Value};

/// Fills the message of `error` with the result of `read`, which looks for other names, unless it
/// was found under the model's own name.
pub(super) fn adopt(
    error: &mut dyn Structure,
    decoded: &mut Decoded,
    read: impl FnOnce() -> Option<String>,
) {
    let mut members = error.schema().members.iter().enumerate();
    let found = members.find(|(_, member)| member.name.eq_ignore_ascii_case("message"));
    let Some((index, member)) = found else {
        return;
    };
    if !matches!(error.get(index), Value::Null | Value::String("")) {
        return;
    }
    let Some(message) = read() else {
        return;
    };
    if let Slot::String(slot) = error.slot(index) {
        slot.set(message.into());
        decoded.corrected.retain(|path| path != member.name);
    }
}
