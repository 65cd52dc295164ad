//! Defaults of inputs, which models give as JSON whatever the protocol.

use super::Json;
use crate::codec::{Codec, DecodeError, Limits};
use crate::model::schema::{Kind, Member, TimestampFormat, Trait};
use crate::model::value::{Structure, Value};

/// Fills the members of an operation's input that are absent and that the model has a default
/// for: what a service does with a request (Smithy 2.0, `default` trait).
///
/// Fails where the model's default is none of the member.
pub fn fill_defaults(input: &mut dyn Structure) -> Result<(), DecodeError> {
    for (index, member) in input.schema().members.iter().enumerate() {
        let Some(default) = default_of(member) else {
            continue;
        };
        if matches!(input.get(index), Value::Null) {
            let json = spelling(member, default);
            let slot = input.slot(index);
            json.decode_member(default.as_bytes(), member, slot, &Limits::default())?;
        }
    }
    Ok(())
}

fn default_of(member: &Member) -> Option<&'static str> {
    member.traits.iter().find_map(|it| match it {
        Trait::InputDefault(json) => Some(*json),
        _ => None,
    })
}

/// A timestamp is seconds where it is a number, whatever its format on the wire.
fn spelling(member: &Member, default: &str) -> Json {
    let is_text = default.starts_with('"');
    let timestamps = match member.target.kind {
        Kind::Timestamp if is_text => match member.timestamp_format() {
            Some(TimestampFormat::HttpDate) => TimestampFormat::HttpDate,
            _ => TimestampFormat::DateTime,
        },
        _ => TimestampFormat::EpochSeconds,
    };
    Json {
        timestamps,
        timestamp_traits: false,
        ..Json::AWS_JSON
    }
}
