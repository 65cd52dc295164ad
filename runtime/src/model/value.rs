//! The interface by which codecs read and fill modelled values without knowing their types.
//!
//! A structure returns one [`Value`] (to read) or [`Slot`] (to fill) for each member that the
//! codec asks for. Knows no wire format.

mod accessor;
mod std_fields;
mod unit;
#[cfg(feature = "serde")]
mod unit_serde;

use std::borrow::Cow;
use std::fmt::Debug;

use crate::model::schema::Schema;
use crate::types::{BigDecimal, BigInteger, Blob, Document, Timestamp};
use crate::util::future::{MaybeSend, MaybeSync};

pub use crate::model::streaming::Streaming;
pub use accessor::Borrowed;
pub use unit::Unit;

/// A borrowed view of any modelled value. Encoders read it.
#[derive(Clone, Copy)]
#[expect(
    missing_docs,
    reason = "each variant is the Smithy shape type of that name"
)]
pub enum Value<'a> {
    /// Absent, or a null in a sparse collection.
    Null,
    Boolean(bool),
    /// Byte, short, integer, long and int enum.
    Integer(i64),
    Float(f32),
    Double(f64),
    BigInteger(&'a BigInteger),
    BigDecimal(&'a BigDecimal),
    /// String and every enum.
    String(&'a str),
    Blob(&'a [u8]),
    Timestamp(Timestamp),
    Document(&'a Document),
    List(&'a dyn List),
    Map(&'a dyn Entries),
    Structure(&'a dyn Structure),
    Union(&'a dyn Union),
    /// A stream of bytes or events; codecs do not read it.
    Stream(&'a dyn Streaming),
}

/// A mutable reference to a value of one type. Decoders fill it.
#[expect(
    missing_docs,
    reason = "each variant is the Smithy shape type of that name"
)]
pub enum Slot<'a> {
    Boolean(&'a mut bool),
    Byte(&'a mut i8),
    Short(&'a mut i16),
    Integer(&'a mut i32),
    Long(&'a mut i64),
    Float(&'a mut f32),
    Double(&'a mut f64),
    BigInteger(&'a mut BigInteger),
    BigDecimal(&'a mut BigDecimal),
    /// String and every enum.
    String(&'a mut dyn StringSlot),
    IntEnum(&'a mut dyn IntEnumSlot),
    Blob(&'a mut Blob),
    Timestamp(&'a mut Timestamp),
    Document(&'a mut Document),
    List(&'a mut dyn List),
    Map(&'a mut dyn Entries),
    Structure(&'a mut dyn Structure),
    Union(&'a mut dyn Union),
    /// A stream of bytes or events.
    Stream(&'a mut dyn Streaming),
    /// No member has the requested index: an error of the caller, not of the data.
    Missing,
}

/// A generated structure; an index is a position in `schema().members`.
pub trait Structure: Debug + MaybeSend + MaybeSync {
    /// The schema of the structure.
    fn schema(&self) -> &'static Schema;

    /// The field of the member at `index`.
    fn field(&self, index: usize) -> Option<&dyn Field>;

    /// The field of the member at `index`, to change it.
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Field>;
}

impl dyn Structure + '_ {
    /// The value of the member at `index`; [`Value::Null`] if it is absent or does not exist.
    pub fn get(&self, index: usize) -> Value<'_> {
        match self.field(index) {
            Some(field) => field.value(),
            None => Value::Null,
        }
    }

    /// The slot of the member at `index`. An absent optional member becomes present.
    pub fn slot(&mut self, index: usize) -> Slot<'_> {
        match self.field_mut(index) {
            Some(field) => field.slot(),
            None => Slot::Missing,
        }
    }
}

/// A generated union.
pub trait Union: Debug + MaybeSend + MaybeSync {
    /// The schema of the union.
    fn schema(&self) -> &'static Schema;

    /// The variant that is set.
    fn variant(&self) -> Variant<'_>;

    /// Sets the union to a blank variant at `index` of `schema().members`, and returns its slot.
    fn select(&mut self, index: usize) -> Slot<'_>;

    /// Sets the union to a variant that the model does not know, and returns its value to fill.
    fn select_unknown(&mut self, name: &str) -> &mut Document;
}

/// The variant that a union holds.
pub enum Variant<'a> {
    /// The member at this index.
    Known(usize, Value<'a>),
    /// A member newer than the model.
    Unknown(&'a str, &'a Document),
}

/// A list of modelled values.
pub trait List {
    /// The number of elements.
    fn len(&self) -> usize;

    /// Whether the list has no elements.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The element at `index`; [`Value::Null`] past the end.
    fn get(&self, index: usize) -> Value<'_>;

    /// Removes all elements.
    fn clear(&mut self);

    /// The capacity of the list and the size of an element.
    fn room(&self) -> Room;

    /// Reserves capacity for `count` more elements.
    fn reserve(&mut self, count: usize);

    /// Appends a blank element and returns its slot.
    fn push(&mut self) -> Slot<'_>;

    /// Appends a null; called for sparse lists only.
    fn push_null(&mut self);
}

/// A map of modelled values, with its keys as text.
pub trait Entries {
    /// The number of entries.
    fn len(&self) -> usize;

    /// Whether the map has no entries.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The entry at `index`, in key order.
    fn entry(&self, index: usize) -> Option<(&str, Value<'_>)>;

    /// Removes all entries.
    fn clear(&mut self);

    /// The capacity of the map and the size of an entry.
    fn room(&self) -> Room;

    /// Reserves capacity for `count` more entries.
    fn reserve(&mut self, count: usize);

    /// Appends a blank entry and returns its slot. [`Entries::finish`] must follow the last one.
    fn append(&mut self, key: Cow<'_, str>) -> Slot<'_>;

    /// Appends a null; called for sparse maps only.
    fn append_null(&mut self, key: Cow<'_, str>);

    /// Ends a series of appends: sorts the entries, and keeps the last of equal keys.
    fn finish(&mut self);
}

/// The memory that a list or map has allocated for its elements or entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// The number of elements or entries that fit.
    pub capacity: usize,
    /// The size of one element or entry in bytes, without the memory that it refers to.
    pub size: usize,
}

/// A string or an open enum.
pub trait StringSlot {
    /// Sets the value to `text`.
    fn set(&mut self, text: Cow<'_, str>);
}

/// An open int enum.
pub trait IntEnumSlot {
    /// Sets the value to `code`.
    fn set(&mut self, code: i32);
}

/// A type of members, list elements and map values.
pub trait Field: MaybeSend + MaybeSync {
    /// The value, to read.
    fn value(&self) -> Value<'_>;

    /// The slot, to fill.
    fn slot(&mut self) -> Slot<'_>;

    /// The value of a field that was not decoded: zero, empty or unknown (Smithy 2.0, "Client
    /// error correction"). A structure sets members with a default value to that value.
    ///
    /// Not `Default`, which would let callers bypass required members.
    fn blank() -> Self
    where
        Self: Sized;
}

/// A type of map keys: a string or an open enum.
pub trait Key: Ord + Send + Sync {
    /// The key as text on the wire.
    fn as_text(&self) -> &str;

    /// The key for a text from the wire.
    fn from_text(text: Cow<'_, str>) -> Self;

    /// A number that speeds up sorting: if the ranks of two keys differ, they order as the keys do.
    fn rank(&self) -> u64 {
        0
    }
}
