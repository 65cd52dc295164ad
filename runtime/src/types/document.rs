//! Untyped data: the `document` shape.

mod number;

pub use number::Number;

use crate::types::map::Map;

/// Untyped data, as in JSON.
///
/// ```
/// use tinsmith::Document;
///
/// let document = Document::from_iter([("answer", Document::from(42)), ("why", "?".into())]);
/// assert_eq!(document.get("answer").and_then(Document::as_i64), Some(42));
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Document {
    /// Null.
    #[default]
    Null,
    /// A boolean.
    Bool(bool),
    /// A number.
    Number(Number),
    /// Text.
    String(String),
    /// A list.
    List(Vec<Self>),
    /// An object.
    Map(Map<String, Self>),
}

impl Document {
    /// Whether this is null.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The boolean, if this is one.
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(it) => Some(*it),
            _ => None,
        }
    }

    /// The number, if this is one.
    pub fn as_number(&self) -> Option<Number> {
        match self {
            Self::Number(it) => Some(*it),
            _ => None,
        }
    }

    /// The number, if this is one that an `i64` holds exactly.
    pub fn as_i64(&self) -> Option<i64> {
        self.as_number()?.as_i64()
    }

    /// The number, if this is one that a `u64` holds exactly.
    pub fn as_u64(&self) -> Option<u64> {
        self.as_number()?.as_u64()
    }

    /// The number, if this is one that an `f64` holds exactly.
    pub fn as_f64(&self) -> Option<f64> {
        self.as_number()?.as_f64()
    }

    /// The text, if this is text.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(it) => Some(it),
            _ => None,
        }
    }

    /// The elements, if this is a list.
    pub fn as_list(&self) -> Option<&[Self]> {
        match self {
            Self::List(it) => Some(it),
            _ => None,
        }
    }

    /// The entries, if this is an object.
    pub fn as_map(&self) -> Option<&Map<String, Self>> {
        match self {
            Self::Map(it) => Some(it),
            _ => None,
        }
    }

    /// The value of `key`, if this is an object that has it.
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.as_map()?.get(key)
    }

    /// The element at `index`, if this is a list that long.
    pub fn at(&self, index: usize) -> Option<&Self> {
        self.as_list()?.get(index)
    }
}

impl From<bool> for Document {
    fn from(it: bool) -> Self {
        Self::Bool(it)
    }
}

impl From<&str> for Document {
    fn from(it: &str) -> Self {
        Self::String(it.to_owned())
    }
}

impl From<String> for Document {
    fn from(it: String) -> Self {
        Self::String(it)
    }
}

impl From<Map<String, Self>> for Document {
    fn from(it: Map<String, Self>) -> Self {
        Self::Map(it)
    }
}

impl<T: Into<Self>> From<Vec<T>> for Document {
    fn from(it: Vec<T>) -> Self {
        it.into_iter().collect()
    }
}

impl<T: Into<Self>> From<Option<T>> for Document {
    fn from(it: Option<T>) -> Self {
        it.map_or(Self::Null, Into::into)
    }
}

impl<T: Into<Self>> FromIterator<T> for Document {
    fn from_iter<I: IntoIterator<Item = T>>(elements: I) -> Self {
        Self::List(elements.into_iter().map(Into::into).collect())
    }
}

impl<K: Into<String>, V: Into<Self>> FromIterator<(K, V)> for Document {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let entries = entries.into_iter();
        Self::Map(
            entries
                .map(|(key, value)| (key.into(), value.into()))
                .collect(),
        )
    }
}
