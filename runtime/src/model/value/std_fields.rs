//! [`Field`] for the types of members: scalars, `Option`, `Box`, lists and maps.

use std::borrow::Cow;

use super::{Entries, Field, Key, List, Room, Slot, StringSlot, Value};
use crate::types::map::Map;
use crate::types::{BigDecimal, BigInteger, Blob, Document, Timestamp};

macro_rules! scalar {
    ($($type:ty, $slot:ident, |$it:ident| $value:expr, $blank:expr;)*) => {
        $(
            impl Field for $type {
                fn value(&self) -> Value<'_> {
                    let $it = self;
                    $value
                }

                fn slot(&mut self) -> Slot<'_> {
                    Slot::$slot(self)
                }

                fn blank() -> Self {
                    $blank
                }
            }
        )*
    };
}

scalar! {
    bool, Boolean, |it| Value::Boolean(*it), false;
    i8, Byte, |it| Value::Integer(i64::from(*it)), 0;
    i16, Short, |it| Value::Integer(i64::from(*it)), 0;
    i32, Integer, |it| Value::Integer(i64::from(*it)), 0;
    i64, Long, |it| Value::Integer(*it), 0;
    f32, Float, |it| Value::Float(*it), 0.0;
    f64, Double, |it| Value::Double(*it), 0.0;
    BigInteger, BigInteger, |it| Value::BigInteger(it), Self::default();
    BigDecimal, BigDecimal, |it| Value::BigDecimal(it), Self::default();
    String, String, |it| Value::String(it), Self::new();
    Blob, Blob, |it| Value::Blob(it.as_ref()), Self::default();
    Timestamp, Timestamp, |it| Value::Timestamp(*it), Self::EPOCH;
    Document, Document, |it| Value::Document(it), Self::Null;
}

impl StringSlot for String {
    fn set(&mut self, text: Cow<'_, str>) {
        *self = text.into_owned();
    }
}

// Compiled for every member type, so written with the constructs that compile fastest.
impl<T: Field> Field for Option<T> {
    fn value(&self) -> Value<'_> {
        match self {
            Some(value) => value.value(),
            None => Value::Null,
        }
    }

    fn slot(&mut self) -> Slot<'_> {
        if self.is_none() {
            *self = Some(T::blank());
        }
        match self {
            Some(value) => value.slot(),
            None => Slot::Missing,
        }
    }

    fn blank() -> Self {
        None
    }
}

impl<T: Field> Field for Box<T> {
    fn value(&self) -> Value<'_> {
        T::value(self)
    }

    fn slot(&mut self) -> Slot<'_> {
        T::slot(self)
    }

    fn blank() -> Self {
        Self::new(T::blank())
    }
}

impl<T: Field> Field for Vec<T> {
    fn value(&self) -> Value<'_> {
        Value::List(self)
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::List(self)
    }

    fn blank() -> Self {
        Self::new()
    }
}

impl<T: Field> List for Vec<T> {
    fn len(&self) -> usize {
        self.as_slice().len()
    }

    fn get(&self, index: usize) -> Value<'_> {
        match self.as_slice().get(index) {
            Some(value) => value.value(),
            None => Value::Null,
        }
    }

    fn clear(&mut self) {
        Self::clear(self);
    }

    fn room(&self) -> Room {
        Room {
            capacity: self.capacity(),
            size: size_of::<T>(),
        }
    }

    fn reserve(&mut self, count: usize) {
        self.reserve_exact(count);
    }

    fn push(&mut self) -> Slot<'_> {
        Self::push(self, T::blank());
        match self.last_mut() {
            Some(value) => value.slot(),
            None => Slot::Missing,
        }
    }

    fn push_null(&mut self) {
        Self::push(self, T::blank());
    }
}

impl<K: Key, V: Field> Field for Map<K, V> {
    fn value(&self) -> Value<'_> {
        Value::Map(self)
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::Map(self)
    }

    fn blank() -> Self {
        Self::new()
    }
}

impl<K: Key, V: Field> Entries for Map<K, V> {
    fn len(&self) -> usize {
        Self::len(self)
    }

    fn entry(&self, index: usize) -> Option<(&str, Value<'_>)> {
        self.entry_at(index)
            .map(|(key, value)| (key.as_text(), value.value()))
    }

    fn clear(&mut self) {
        *self = Self::new();
    }

    fn room(&self) -> Room {
        Room {
            capacity: self.capacity(),
            size: size_of::<(K, V)>(),
        }
    }

    fn reserve(&mut self, count: usize) {
        Self::reserve(self, count);
    }

    fn append(&mut self, key: Cow<'_, str>) -> Slot<'_> {
        Self::append(self, K::from_text(key), V::blank()).slot()
    }

    fn append_null(&mut self, key: Cow<'_, str>) {
        Self::append(self, K::from_text(key), V::blank());
    }

    fn finish(&mut self) {
        self.restore_order_by(K::rank);
    }
}

impl Key for String {
    fn as_text(&self) -> &str {
        self
    }

    fn from_text(text: Cow<'_, str>) -> Self {
        text.into_owned()
    }

    /// The first eight bytes, padded with zeros so that a prefix sorts first.
    fn rank(&self) -> u64 {
        let bytes = self.as_bytes();
        if let Some(first) = bytes.first_chunk() {
            return u64::from_be_bytes(*first);
        }
        let mut first = [0; 8];
        first[..bytes.len()].copy_from_slice(bytes);
        u64::from_be_bytes(first)
    }
}
