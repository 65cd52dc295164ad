//! Copies a page token from an output to an input: mostly text, but `Query` and `Scan` of
//! `DynamoDB` use a map of unions. Copies any value, whatever its Rust types.
//!
//! Rarely used: `#[inline]` leaves compiling it to the programs that call it.

use std::borrow::Cow;

use crate::model::value::{Entries, List, Slot, Structure, Union, Value, Variant};
use crate::rules::validate::compare;

/// Returns whether both are the same token.
pub(super) fn same(left: Value<'_>, right: Value<'_>) -> bool {
    compare(left, right).is_eq()
}

/// Copies `value` into `place`. False if the model gives them different types.
#[inline]
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

#[inline]
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

#[inline]
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

#[inline]
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

#[inline]
fn copy_structure(structure: &dyn Structure, place: &mut dyn Structure) -> bool {
    (0..structure.schema().members.len()).all(|index| match structure.get(index) {
        Value::Null => true,
        value => copy(value, place.slot(index)),
    })
}

#[inline]
fn copy_union(union: &dyn Union, place: &mut dyn Union) -> bool {
    match union.variant() {
        Variant::Known(index, value) => copy(value, place.select(index)),
        Variant::Unknown(name, value) => {
            place.select_unknown(name).clone_from(value);
            true
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::value::Field;
    use crate::{BigDecimal, BigInteger, Blob, Document, Map, Timestamp};

    #[track_caller]
    fn assert_copied<T: Field + PartialEq + std::fmt::Debug>(original: &T) {
        let mut place = T::blank();
        assert!(copy(original.value(), place.slot()));
        assert!(same(original.value(), place.value()));
        assert_eq!(&place, original);
    }

    #[test]
    fn every_kind_is_copied() {
        assert_copied(&"text".to_owned());
        assert_copied(&true);
        assert_copied(&1_i8);
        assert_copied(&2_i16);
        assert_copied(&3_i32);
        assert_copied(&4_i64);
        assert_copied(&0.5_f32);
        assert_copied(&0.25_f64);
        assert_copied(&"12345678901234567890".parse::<BigInteger>().unwrap());
        assert_copied(&"1.5".parse::<BigDecimal>().unwrap());
        assert_copied(&Blob::from("bytes"));
        assert_copied(&Timestamp::new(7, 0));
        assert_copied(&Document::Bool(true));
        assert_copied(&vec![Some(1_i32), None]);
        let entries = [("a", Some(1_i64)), ("b", None)];
        let entries = entries.map(|(key, value)| (key.to_owned(), value));
        assert_copied(&entries.into_iter().collect::<Map<String, Option<i64>>>());
    }

    #[test]
    fn what_was_there_before_is_replaced() {
        let mut place = vec![1_i32, 2];
        assert!(copy(vec![3_i32].value(), Field::slot(&mut place)));
        assert_eq!(place, [3]);
    }

    #[test]
    fn kinds_that_do_not_match_are_refused() {
        assert!(!copy(Value::String("text"), 0_i32.slot()));
        assert!(!copy(Value::Integer(300), 0_i8.slot()));
    }
}
