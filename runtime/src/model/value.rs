//! How codecs read and fill modelled values without knowing their types.
//!
//! A structure hands out one [`Value`] (to read) or [`Slot`] (to fill) per member; the codec
//! decides when. Nothing here knows a wire format.

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
    /// Bytes or events that are not held in memory; no codec looks into them.
    Stream(&'a dyn Streaming),
}

/// A place that accepts one kind of value. Decoders fill it.
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
    String(&'a mut dyn Text),
    IntEnum(&'a mut dyn Code),
    Blob(&'a mut Blob),
    Timestamp(&'a mut Timestamp),
    Document(&'a mut Document),
    List(&'a mut dyn List),
    Map(&'a mut dyn Entries),
    Structure(&'a mut dyn Structure),
    Union(&'a mut dyn Union),
    /// Bytes or events on their way.
    Stream(&'a mut dyn Streaming),
    /// No member has the index asked for: a fault of the caller, not of the data.
    Missing,
}

/// A generated structure; an index is a position in `schema().members`.
pub trait Structure: Debug + MaybeSend + MaybeSync {
    /// What the model says about the structure.
    fn schema(&self) -> &'static Schema;

    /// The field of the member at `index`.
    fn field(&self, index: usize) -> Option<&dyn Field>;

    /// The field of the member at `index`, to be changed.
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Field>;
}

impl dyn Structure + '_ {
    /// The member at `index`; [`Value::Null`] when it is absent or there is none.
    pub fn get(&self, index: usize) -> Value<'_> {
        match self.field(index) {
            Some(field) => field.value(),
            None => Value::Null,
        }
    }

    /// The place of the member at `index`. An absent optional member becomes present.
    pub fn slot(&mut self, index: usize) -> Slot<'_> {
        match self.field_mut(index) {
            Some(field) => field.slot(),
            None => Slot::Missing,
        }
    }
}

/// A generated union.
pub trait Union: Debug + MaybeSend + MaybeSync {
    /// What the model says about the union.
    fn schema(&self) -> &'static Schema;

    /// The variant that is set.
    fn variant(&self) -> Variant<'_>;

    /// Makes the variant at `index` of `schema().members` the one that is set, to be filled.
    fn select(&mut self, index: usize) -> Slot<'_>;

    /// Keeps a variant that the model does not know, to be filled.
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
    /// How many elements there are.
    fn len(&self) -> usize;

    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The element at `index`, or [`Value::Null`].
    fn get(&self, index: usize) -> Value<'_>;

    /// Removes all elements.
    fn clear(&mut self);

    /// How much room there is, and what an element takes of it.
    fn room(&self) -> Room;

    /// Makes room for `count` more elements.
    fn reserve(&mut self, count: usize);

    /// Appends an element, to be filled.
    fn push(&mut self) -> Slot<'_>;

    /// Appends a null; only sparse lists are asked to.
    fn push_null(&mut self);
}

/// A map of modelled values, its keys read as text.
pub trait Entries {
    /// How many entries there are.
    fn len(&self) -> usize;

    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The entry at `index`, in key order.
    fn entry(&self, index: usize) -> Option<(&str, Value<'_>)>;

    /// Removes all entries.
    fn clear(&mut self);

    /// How much room there is, and what an entry takes of it.
    fn room(&self) -> Room;

    /// Makes room for `count` more entries.
    fn reserve(&mut self, count: usize);

    /// Appends an entry, to be filled. [`Entries::finish`] must follow the last one.
    fn append(&mut self, key: Cow<'_, str>) -> Slot<'_>;

    /// Appends a null; only sparse maps are asked to.
    fn append_null(&mut self, key: Cow<'_, str>);

    /// Ends a series of appends: puts the entries in order, the last of equal keys winning.
    fn finish(&mut self);
}

/// The memory that a list or map has for its elements or entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// For how many of them there is room.
    pub capacity: usize,
    /// How many bytes one of them takes, without what it points to.
    pub size: usize,
}

/// A string or an open enum.
pub trait Text {
    /// Takes the text over.
    fn set(&mut self, text: Cow<'_, str>);
}

/// An open int enum.
pub trait Code {
    /// Takes the number over.
    fn set(&mut self, code: i32);
}

/// Anything that may be a member, a list element or a map value.
pub trait Field: MaybeSend + MaybeSync {
    /// The value, to read.
    fn value(&self) -> Value<'_>;

    /// The place, to fill.
    fn slot(&mut self) -> Slot<'_>;

    /// What stands where nothing was decoded: zero, empty or unknown (Smithy 2.0, "Client
    /// error correction"), a member's default value where it has one.
    ///
    /// Not `Default`, or callers could get around required members.
    fn blank() -> Self
    where
        Self: Sized;
}

/// What may be the key of a map: a string or an open enum.
pub trait Key: Ord + Send + Sync {
    /// The key as it travels.
    fn as_text(&self) -> &str;

    /// The key from what travelled.
    fn from_text(text: Cow<'_, str>) -> Self;

    /// A number that orders as the key does where two of them differ; it makes sorting faster.
    fn rank(&self) -> u64 {
        0
    }
}
