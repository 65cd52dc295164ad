//! Modelled values out of a case's `params`, by schema.
//!
//! The spelling is that of the suites: timestamps are seconds since the epoch, or RFC 3339 in
//! events; blobs are plain text, and floats that JSON has no numbers for are texts. Where a
//! corpus says more, it is `{"$blob": base64}` and `{"$timestamp": seconds}`.

use std::borrow::Cow;
use std::str::FromStr;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Map, Number, Value};
use tinsmith::body::Body;
use tinsmith::rt::operation::{HostPart, OperationSchema, PathPart};
use tinsmith::rt::schema::TimestampFormat;
use tinsmith::rt::value::{Entries, List, Slot, Structure, Union};
use tinsmith::{Blob, Document, Timestamp};

/// Fills the members that `params` names; fails with the path of what does not fit.
pub(crate) fn fill(structure: &mut dyn Structure, params: &Value) -> Result<(), String> {
    match params {
        Value::Null => Ok(()),
        Value::Object(members) => fill_structure(structure, members),
        _ => Err(format!("params are not an object: {params}")),
    }
}

/// Fills the members without which no request of the operation can be written: those that are
/// part of the path or the host.
pub(super) fn fill_labels(input: &mut dyn Structure, operation: &OperationSchema) {
    let path = operation.http.map_or(&[][..], |http| http.path).iter();
    let path = path.filter_map(|part| match part {
        PathPart::Label(index) | PathPart::Greedy(index) | PathPart::Key(index) => Some(*index),
        PathPart::Text(_) => None,
    });
    let host = operation.host_prefix.iter().filter_map(|part| match part {
        HostPart::Label(index) => Some(*index),
        HostPart::Text(_) => None,
    });
    for index in path.chain(host) {
        if let Slot::String(text) = input.slot(index) {
            text.set(Cow::Borrowed("label"));
        }
    }
}

fn fill_structure(
    structure: &mut dyn Structure,
    params: &Map<String, Value>,
) -> Result<(), String> {
    for (name, node) in params.iter().filter(|(_, node)| !node.is_null()) {
        let index = structure.schema().member_index(name, 0);
        let index = index.ok_or_else(|| format!("no member `{name}`"))?;
        fill_slot(structure.slot(index), node).map_err(|fault| format!("{name}: {fault}"))?;
    }
    Ok(())
}

fn fill_slot(slot: Slot<'_>, node: &Value) -> Result<(), String> {
    match slot {
        Slot::Boolean(it) => *it = fitting(node.as_bool(), node)?,
        Slot::Byte(it) => *it = integer(node)?,
        Slot::Short(it) => *it = integer(node)?,
        Slot::Integer(it) => *it = integer(node)?,
        Slot::Long(it) => *it = integer(node)?,
        Slot::IntEnum(it) => it.set(integer(node)?),
        Slot::Float(it) => *it = decimal(node)?,
        Slot::Double(it) => *it = decimal(node)?,
        Slot::BigInteger(it) => *it = big(node)?,
        Slot::BigDecimal(it) => *it = big(node)?,
        Slot::String(it) => it.set(Cow::Borrowed(fitting(node.as_str(), node)?)),
        Slot::Blob(it) => *it = blob(node)?,
        Slot::Timestamp(it) => *it = timestamp(node)?,
        Slot::Document(it) => *it = document(node)?,
        Slot::List(it) => fill_list(it, fitting(node.as_array(), node)?)?,
        Slot::Map(it) => fill_map(it, fitting(node.as_object(), node)?)?,
        Slot::Structure(it) => fill_structure(it, fitting(node.as_object(), node)?)?,
        Slot::Union(it) => fill_union(it, node)?,
        Slot::Stream(it) => {
            it.receive(Body::from(blob(node)?.as_ref().to_vec()), None);
        }
        Slot::Missing => return Err("there is no place for it".to_owned()),
    }
    Ok(())
}

fn fill_list(list: &mut dyn List, nodes: &[Value]) -> Result<(), String> {
    list.clear();
    for (index, node) in nodes.iter().enumerate() {
        if node.is_null() {
            list.push_null();
        } else {
            fill_slot(list.push(), node).map_err(|fault| format!("[{index}]: {fault}"))?;
        }
    }
    Ok(())
}

fn fill_map(map: &mut dyn Entries, nodes: &Map<String, Value>) -> Result<(), String> {
    map.clear();
    for (key, node) in nodes {
        let key = Cow::Borrowed(key.as_str());
        if node.is_null() {
            map.append_null(key);
        } else {
            let slot = map.append(key.clone());
            fill_slot(slot, node).map_err(|fault| format!("[{key:?}]: {fault}"))?;
        }
    }
    map.finish();
    Ok(())
}

/// Fills the one member that `nodes` names.
pub(super) fn fill_union(union: &mut dyn Union, node: &Value) -> Result<(), String> {
    let mut nodes = fitting(node.as_object(), node)?.iter();
    let (Some((name, node)), None) = (nodes.next(), nodes.next()) else {
        return Err("a union has one member".to_owned());
    };
    let index = union.schema().member_index(name, 0);
    let index = index.ok_or_else(|| format!("no member `{name}`"))?;
    fill_slot(union.select(index), node).map_err(|fault| format!("{name}: {fault}"))
}

fn fitting<T>(value: Option<T>, node: &Value) -> Result<T, String> {
    value.ok_or_else(|| format!("params have {node}, which does not fit"))
}

fn integer<T: TryFrom<i64>>(node: &Value) -> Result<T, String> {
    // Some integers are spelled with a fraction of zero.
    let integer = node
        .as_i64()
        .or_else(|| node.as_f64()?.to_string().parse().ok());
    fitting(integer.and_then(|it| it.try_into().ok()), node)
}

/// A float at its own precision.
fn decimal<T: FromStr>(node: &Value) -> Result<T, String> {
    let text = node.as_str().map(str::to_owned);
    let text = text.or_else(|| node.as_number().map(Number::to_string));
    fitting(text.and_then(|it| it.parse().ok()), node)
}

fn big<T: FromStr>(node: &Value) -> Result<T, String> {
    decimal(node)
}

fn blob(node: &Value) -> Result<Blob, String> {
    let Some(encoded) = node["$blob"].as_str() else {
        return Ok(Blob::from(fitting(node.as_str(), node)?));
    };
    fitting(BASE64_STANDARD.decode(encoded).ok().map(Blob::from), node)
}

fn timestamp(node: &Value) -> Result<Timestamp, String> {
    let node = node.get("$timestamp").unwrap_or(node);
    if let Some(text) = node.as_str() {
        let parsed = Timestamp::parse(text, TimestampFormat::DateTime);
        return fitting(parsed.ok(), node);
    }
    let number = fitting(node.as_number(), node)?;
    fitting(number.as_f64().and_then(Timestamp::from_seconds_f64), node)
}

/// A document that says the same as `node`.
fn document(node: &Value) -> Result<Document, String> {
    Ok(match node {
        Value::Null => Document::Null,
        Value::Bool(value) => Document::from(*value),
        Value::Number(number) => fitting(number_document(number), node)?,
        Value::String(text) => Document::from(text.as_str()),
        Value::Array(items) => {
            let items: Result<Vec<Document>, _> = items.iter().map(document).collect();
            Document::from(items?)
        }
        Value::Object(fields) => {
            let fields = fields
                .iter()
                .map(|(name, node)| Ok((name.clone(), document(node)?)));
            fields
                .collect::<Result<Vec<(String, Document)>, String>>()?
                .into_iter()
                .collect()
        }
    })
}

fn number_document(number: &Number) -> Option<Document> {
    let signed = number.as_i64().map(Document::from);
    let unsigned = || number.as_u64().map(Document::from);
    let float = || number.as_f64().map(Document::from);
    signed.or_else(unsigned).or_else(float)
}
