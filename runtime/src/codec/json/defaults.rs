//! Default values of inputs, which models write as JSON for every protocol.

use super::Json;
use crate::codec::{Codec, DecodeError, Limits};
use crate::model::schema::{Kind, Member, TimestampFormat, Trait};
use crate::model::value::{Structure, Value};

/// Sets the absent members of an operation's input that have a default value, as services do
/// (Smithy 2.0, `default` trait).
///
/// Errors if a default of the model does not fit its member.
pub fn fill_defaults(input: &mut dyn Structure) -> Result<(), DecodeError> {
    for (index, member) in input.schema().members.iter().enumerate() {
        let Some(default) = default_of(member) else {
            continue;
        };
        if matches!(input.get(index), Value::Null) {
            let json = codec(member, default);
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

/// The codec of a default. A number is a timestamp in seconds, in every format of the wire.
fn codec(member: &Member, default: &str) -> Json {
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
