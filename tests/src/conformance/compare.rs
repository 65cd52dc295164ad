//! Modelled values against each other: NaN equals NaN, and the first difference is told.

use bytes::Bytes;
use tinsmith::Document;
use tinsmith::rt::schema::Kind;
use tinsmith::rt::value::{Entries, List, Streaming, Structure, Union, Value, Variant};

use super::message::drain;

/// Fails with the path of the first difference, what was expected there and what was found.
pub fn structures(expected: &dyn Structure, found: &dyn Structure) -> Result<(), String> {
    for (index, member) in expected.schema().members.iter().enumerate() {
        // Events have cases of their own.
        if member.target.kind == Kind::Union && member.is_streaming() {
            continue;
        }
        values(expected.get(index), found.get(index)).map_err(|it| within(member.name, &it))?;
    }
    Ok(())
}

fn values(expected: Value<'_>, found: Value<'_>) -> Result<(), String> {
    let same = match (expected, found) {
        (Value::Null, Value::Null) => true,
        (Value::Boolean(a), Value::Boolean(b)) => a == b,
        (Value::Integer(a), Value::Integer(b)) => a == b,
        (Value::Float(a), Value::Float(b)) => same_float(a.into(), b.into()),
        (Value::Double(a), Value::Double(b)) => same_float(a, b),
        (Value::BigInteger(a), Value::BigInteger(b)) => a == b,
        (Value::BigDecimal(a), Value::BigDecimal(b)) => a == b,
        (Value::String(a), Value::String(b)) => a == b,
        (Value::Blob(a), Value::Blob(b)) => a == b,
        (Value::Timestamp(a), Value::Timestamp(b)) => a == b,
        (Value::Document(a), Value::Document(b)) => same_document(a, b),
        (Value::List(a), Value::List(b)) => return lists(a, b),
        (Value::Map(a), Value::Map(b)) => return maps(a, b),
        (Value::Structure(a), Value::Structure(b)) => return structures(a, b),
        (Value::Union(a), Value::Union(b)) => return unions(a, b),
        (Value::Stream(a), Value::Stream(b)) => return streams(a, b),
        _ => false,
    };
    if same {
        return Ok(());
    }
    let (expected, found) = (describe(expected), describe(found));
    Err(format!("expected {expected}, found {found}"))
}

fn lists(expected: &dyn List, found: &dyn List) -> Result<(), String> {
    if expected.len() != found.len() {
        let (expected, found) = (expected.len(), found.len());
        return Err(format!("expected {expected} elements, found {found}"));
    }
    for index in 0..expected.len() {
        let compared = values(expected.get(index), found.get(index));
        compared.map_err(|it| within(&format!("[{index}]"), &it))?;
    }
    Ok(())
}

fn maps(expected: &dyn Entries, found: &dyn Entries) -> Result<(), String> {
    if expected.len() != found.len() {
        let (expected, found) = (expected.len(), found.len());
        return Err(format!("expected {expected} entries, found {found}"));
    }
    for index in 0..expected.len() {
        let (Some((key, a)), Some((other, b))) = (expected.entry(index), found.entry(index)) else {
            return Err("an entry is missing".to_owned());
        };
        if key != other {
            return Err(format!("expected the key {key:?}, found {other:?}"));
        }
        values(a, b).map_err(|it| within(&format!("[{key:?}]"), &it))?;
    }
    Ok(())
}

/// Compares streams of bytes.
fn streams(expected: &dyn Streaming, found: &dyn Streaming) -> Result<(), String> {
    let bytes = |it: &dyn Streaming| it.open(None).map_or(Ok(Bytes::new()), drain);
    let (expected, found) = (bytes(expected)?, bytes(found)?);
    if expected == found {
        return Ok(());
    }
    let (expected, found) = (expected.escape_ascii(), found.escape_ascii());
    Err(format!("expected the bytes `{expected}`, found `{found}`"))
}

/// The same of unions.
pub fn unions(expected: &dyn Union, found: &dyn Union) -> Result<(), String> {
    match (expected.variant(), found.variant()) {
        (Variant::Known(a, expected), Variant::Known(b, found)) if a == b => {
            values(expected, found)
        }
        (Variant::Unknown(a, expected), Variant::Unknown(b, found)) if a == b => {
            values(Value::Document(expected), Value::Document(found))
        }
        _ => Err(format!("expected {expected:?}, found {found:?}")),
    }
}

#[expect(clippy::float_cmp, reason = "what is sent must come back to the bit")]
fn same_float(a: f64, b: f64) -> bool {
    a == b || a.is_nan() && b.is_nan()
}

/// Numbers count by their value, however they are held.
fn same_document(a: &Document, b: &Document) -> bool {
    match (a.as_number(), b.as_number()) {
        (Some(a), Some(b)) => a == b || same_float(a.to_f64(), b.to_f64()),
        _ => match (a.as_list(), b.as_list(), a.as_map(), b.as_map()) {
            (Some(a), Some(b), ..) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_document(a, b))
            }
            (_, _, Some(a), Some(b)) => {
                let same = |((key, a), (other, b))| key == other && same_document(a, b);
                a.len() == b.len() && a.iter().zip(b.iter()).all(same)
            }
            _ => a == b,
        },
    }
}

fn within(step: &str, fault: &str) -> String {
    let joint = match fault {
        fault if fault.starts_with("expected ") => ": ",
        fault if fault.starts_with('[') => "",
        _ => ".",
    };
    format!("{step}{joint}{fault}")
}

fn describe(value: Value<'_>) -> String {
    match value {
        Value::Null => "nothing".to_owned(),
        Value::Boolean(it) => it.to_string(),
        Value::Integer(it) => it.to_string(),
        Value::Float(it) => it.to_string(),
        Value::Double(it) => it.to_string(),
        Value::BigInteger(it) => it.to_string(),
        Value::BigDecimal(it) => it.to_string(),
        Value::String(it) => format!("{it:?}"),
        Value::Blob(it) => format!("b\"{}\"", it.escape_ascii()),
        Value::Timestamp(it) => it.to_string(),
        Value::Document(it) => format!("{it:?}"),
        Value::List(it) => format!("a list of {}", it.len()),
        Value::Map(it) => format!("a map of {}", it.len()),
        Value::Structure(it) => format!("{it:?}"),
        Value::Union(it) => format!("{it:?}"),
        Value::Stream(it) => format!("{it:?}"),
    }
}

#[cfg(test)]
mod tests {
    use tinsmith::rt::value::Field;
    use tinsmith::{Document, Map};

    use super::*;

    #[test]
    fn nan_is_nan_and_nothing_else() {
        let value = Value::Double;
        assert_eq!(values(value(f64::NAN), value(f64::NAN)), Ok(()));
        assert!(values(value(f64::NAN), value(0.0)).is_err());
        assert!(values(Value::Null, value(0.0)).is_err());
    }

    #[test]
    fn the_way_to_a_difference_is_told() {
        let of = |number: i32| {
            let entries = [("a".to_owned(), vec![1, number])];
            entries.into_iter().collect::<Map<String, Vec<i32>>>()
        };
        let compared = values(of(2).value(), of(3).value());
        assert_eq!(compared, Err(r#"["a"][1]: expected 2, found 3"#.to_owned()));
        assert_eq!(values(of(2).value(), of(2).value()), Ok(()));
    }

    #[test]
    fn numbers_of_documents_count_by_value() {
        let document = |number: f64| Document::from(vec![Document::from(number)]);
        let whole = Document::from(vec![Document::from(1)]);
        assert!(same_document(&document(1.0), &whole));
        assert!(!same_document(&document(1.5), &whole));
    }
}
