//! Moves a page token from an output to an input: mostly text, but `Query` and `Scan` of
//! `DynamoDB` give a map of unions. Copies any value, whatever Rust types hold it.

use std::borrow::Cow;

use crate::validate::compare;
use crate::value::{Entries, List, Slot, Structure, Union, Value, Variant};

/// Whether both are the same token.
pub(super) fn same(left: Value<'_>, right: Value<'_>) -> bool {
    compare(left, right).is_eq()
}

/// Puts a copy of `value` into `place`; false where the model has them of different kinds.
pub(super) fn copy(value: Value<'_>, place: Slot<'_>) -> bool {
    match (value, place) {
        (Value::String(text), Slot::String(place)) => place.set(Cow::Borrowed(text)),
        (Value::Integer(number), place) => return copy_integer(number, place),
        (Value::Boolean(value), Slot::Boolean(place)) => *place = value,
        (Value::Float(number), Slot::Float(place)) => *place = number,
        (Value::Double(number), Slot::Double(place)) => *place = number,
        (Value::BigInteger(number), Slot::BigInteger(place)) => place.clone_from(number),
        (Value::BigDecimal(number), Slot::BigDecimal(place)) => place.clone_from(number),
        (Value::Blob(bytes), Slot::Blob(place)) => *place = bytes.into(),
        (Value::Timestamp(time), Slot::Timestamp(place)) => *place = time,
        (Value::Document(document), Slot::Document(place)) => place.clone_from(document),
        (Value::List(list), Slot::List(place)) => return copy_list(list, place),
        (Value::Map(map), Slot::Map(place)) => return copy_map(map, place),
        (Value::Structure(it), Slot::Structure(place)) => return copy_structure(it, place),
        (Value::Union(it), Slot::Union(place)) => return copy_union(it, place),
        _ => return false,
    }
    true
}

fn copy_integer(number: i64, place: Slot<'_>) -> bool {
    fn fit<T: TryFrom<i64>>(number: i64, place: &mut T) -> bool {
        let fitting = T::try_from(number).map(|it| *place = it);
        fitting.is_ok()
    }
    match place {
        Slot::Byte(place) => fit(number, place),
        Slot::Short(place) => fit(number, place),
        Slot::Integer(place) => fit(number, place),
        Slot::Long(place) => fit(number, place),
        Slot::IntEnum(place) => i32::try_from(number).map(|it| place.set(it)).is_ok(),
        _ => false,
    }
}

fn copy_list(list: &dyn List, place: &mut dyn List) -> bool {
    place.clear();
    place.reserve(list.len());
    (0..list.len()).all(|index| match list.get(index) {
        Value::Null => {
            place.push_null();
            true
        }
        value => copy(value, place.push()),
    })
}

fn copy_map(map: &dyn Entries, place: &mut dyn Entries) -> bool {
    place.clear();
    let entries = (0..map.len()).filter_map(|index| map.entry(index));
    let mut all = true;
    for (key, value) in entries {
        let key = Cow::Borrowed(key);
        match value {
            Value::Null => place.append_null(key),
            value => all &= copy(value, place.append(key)),
        }
    }
    place.finish();
    all
}

fn copy_structure(structure: &dyn Structure, place: &mut dyn Structure) -> bool {
    (0..structure.schema().members.len()).all(|index| match structure.get(index) {
        Value::Null => true,
        value => copy(value, place.slot(index)),
    })
}

fn copy_union(union: &dyn Union, place: &mut dyn Union) -> bool {
    match union.variant() {
        Variant::Known(index, value) => copy(value, place.select(index)),
        Variant::Unknown(name, value) => {
            place.select_unknown(name).clone_from(value);
            true
        }
    }
}
