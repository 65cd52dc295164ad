//! Numbers of untyped data, with lossless conversions.

use std::fmt;

use super::Document;

/// A number in a [`Document`], in the narrowest kind that holds it exactly.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number {
    /// Zero or more.
    Unsigned(u64),
    /// Less than zero.
    Negative(i64),
    /// Anything else.
    Float(f64),
}

impl Number {
    /// The number, if an `i64` holds it exactly.
    pub fn as_i64(self) -> Option<i64> {
        match self {
            Self::Unsigned(it) => i64::try_from(it).ok(),
            Self::Negative(it) => Some(it),
            Self::Float(it) => whole(it).and_then(|it| i64::try_from(it).ok()),
        }
    }

    /// The number, if a `u64` holds it exactly.
    pub fn as_u64(self) -> Option<u64> {
        match self {
            Self::Unsigned(it) => Some(it),
            Self::Negative(_) => None,
            Self::Float(it) => whole(it).and_then(|it| u64::try_from(it).ok()),
        }
    }

    /// The number, if an `f64` holds it exactly.
    pub fn as_f64(self) -> Option<f64> {
        let nearest = self.to_f64();
        let exact = match self {
            Self::Unsigned(it) => whole(nearest) == Some(i128::from(it)),
            Self::Negative(it) => whole(nearest) == Some(i128::from(it)),
            Self::Float(_) => true,
        };
        exact.then_some(nearest)
    }

    /// The nearest `f64`.
    #[expect(
        clippy::cast_precision_loss,
        reason = "the nearest float is the contract"
    )]
    pub fn to_f64(self) -> f64 {
        match self {
            Self::Unsigned(it) => it as f64,
            Self::Negative(it) => it as f64,
            Self::Float(it) => it,
        }
    }
}

/// The integer equal to a float, if there is one. Ignores floats from 1e30 on, since callers
/// convert the result to 64 bits.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the range is checked and there is no fraction to lose"
)]
fn whole(number: f64) -> Option<i128> {
    (number.fract() == 0.0 && number.abs() < 1e30).then_some(number as i128)
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unsigned(it) => it.fmt(f),
            Self::Negative(it) => it.fmt(f),
            Self::Float(it) => fmt::Debug::fmt(it, f),
        }
    }
}

macro_rules! from {
    ($($type:ty, |$it:ident| $number:expr;)*) => {
        $(
            impl From<$type> for Number {
                fn from($it: $type) -> Self {
                    $number
                }
            }

            impl From<$type> for Document {
                fn from(it: $type) -> Self {
                    Self::Number(it.into())
                }
            }
        )*
    };
}

from! {
    u8, |it| Self::Unsigned(it.into());
    u16, |it| Self::Unsigned(it.into());
    u32, |it| Self::Unsigned(it.into());
    u64, |it| Self::Unsigned(it);
    i8, |it| i64::from(it).into();
    i16, |it| i64::from(it).into();
    i32, |it| i64::from(it).into();
    i64, |it| u64::try_from(it).map_or(Self::Negative(it), Self::Unsigned);
    f32, |it| Self::Float(it.into());
    f64, |it| Self::Float(it);
}

impl From<Number> for Document {
    fn from(it: Number) -> Self {
        Self::Number(it)
    }
}
