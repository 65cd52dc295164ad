//! The host prefix of an operation (`smithy.api#endpoint`).

use std::borrow::Cow;

use crate::codec::EncodeError;
use crate::model::operation::{HostPart, OperationSchema};
use crate::model::value::{Structure, Value};
use crate::rules::endpoint::is_valid_host_label;

/// The prefix with the labels of `input` filled in. Fails if one is not a valid host label.
pub(super) fn host_prefix(
    operation: &OperationSchema,
    input: &dyn Structure,
) -> Result<Cow<'static, str>, EncodeError> {
    match operation.host_prefix {
        [] => Ok(Cow::Borrowed("")),
        [HostPart::Text(text)] => Ok(Cow::Borrowed(text)),
        parts => {
            let mut prefix = String::new();
            for part in parts {
                match part {
                    HostPart::Text(text) => prefix.push_str(text),
                    HostPart::Label(index) => prefix.push_str(label(input, *index)?),
                }
            }
            Ok(Cow::Owned(prefix))
        }
    }
}

fn label(input: &dyn Structure, index: usize) -> Result<&str, EncodeError> {
    let invalid = |reason: &str| EncodeError {
        path: input
            .schema()
            .members
            .get(index)
            .map_or(String::new(), |member| member.name.to_owned()),
        reason: format!("it is part of the host: {reason}"),
    };
    let Value::String(label) = input.get(index) else {
        return Err(invalid("it must be set"));
    };
    if !is_valid_host_label(label, false) {
        return Err(invalid(
            "it must have 1 to 63 letters, digits and inner hyphens",
        ));
    }
    Ok(label)
}
