//! Numbers of any size, kept as decimal text.

use std::fmt;
use std::str::FromStr;

/// An integer of any size, as decimal text without leading zeros.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct BigInteger(String);

/// A decimal number of any size and precision, as text.
///
/// Compared by text: `1.0` and `1.00` differ in scale and are not equal.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct BigDecimal(String);

/// Error: a text is not a number of the expected type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberError {
    expected: &'static str,
    found: String,
}

impl NumberError {
    fn new(expected: &'static str, found: &str) -> Self {
        let found = found.chars().take(40).collect();
        Self { expected, found }
    }
}

impl fmt::Display for NumberError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {}, found `{}`", self.expected, self.found)
    }
}

impl std::error::Error for NumberError {}

impl FromStr for BigInteger {
    type Err = NumberError;

    /// Reads digits with an optional sign.
    fn from_str(text: &str) -> Result<Self, NumberError> {
        let number = Parts::split(text).filter(|number| number.rest.is_empty());
        let number = number.ok_or_else(|| NumberError::new("an integer", text))?;
        Ok(Self(match number.whole {
            "0" => "0".to_owned(),
            whole => format!("{}{whole}", number.sign),
        }))
    }
}

impl FromStr for BigDecimal {
    type Err = NumberError;

    /// Reads digits with an optional sign, fraction and exponent.
    fn from_str(text: &str) -> Result<Self, NumberError> {
        let Parts { sign, whole, rest } =
            Parts::split(text).ok_or_else(|| NumberError::new("a decimal number", text))?;
        Ok(Self(format!("{sign}{whole}{rest}")))
    }
}

/// The parts of a number: `-`, digits without leading zeros, fraction with exponent.
struct Parts<'a> {
    sign: &'static str,
    whole: &'a str,
    rest: &'a str,
}

impl<'a> Parts<'a> {
    fn split(text: &'a str) -> Option<Self> {
        let (sign, number) = match text.strip_prefix('-') {
            Some(number) => ("-", number),
            None => ("", text.strip_prefix('+').unwrap_or(text)),
        };
        let (digits, rest) = split_digits(number)?;
        let whole = match digits.trim_start_matches('0') {
            "" => "0",
            whole => whole,
        };
        let after = match rest.strip_prefix('.') {
            Some(fraction) => split_digits(fraction)?.1,
            None => rest,
        };
        let end = match after.strip_prefix(['e', 'E']) {
            Some(exponent) => {
                split_digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))?.1
            }
            None => after,
        };
        end.is_empty().then_some(Self { sign, whole, rest })
    }
}

/// Splits `text` after its leading digits, of which there must be at least one.
fn split_digits(text: &str) -> Option<(&str, &str)> {
    let end = text
        .find(|it: char| !it.is_ascii_digit())
        .unwrap_or(text.len());
    text.split_at_checked(end)
        .filter(|(digits, _)| !digits.is_empty())
}

macro_rules! number {
    ($type:ident, [$($from:ty),*], [$($to:ty),*]) => {
        impl $type {
            /// The number as text, which is a valid JSON number.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// Called by generated code with a default value that the generator has checked.
            #[doc(hidden)]
            pub fn declared(text: &str) -> Self {
                text.parse().unwrap_or_default()
            }
        }

        impl Default for $type {
            fn default() -> Self {
                Self("0".to_owned())
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl fmt::Debug for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        $(
            impl From<$from> for $type {
                fn from(number: $from) -> Self {
                    Self(number.to_string())
                }
            }
        )*

        $(
            impl TryFrom<&$type> for $to {
                type Error = NumberError;

                /// Errors if the type cannot hold the number.
                fn try_from(number: &$type) -> Result<Self, NumberError> {
                    number.0.parse().map_err(|_| {
                        NumberError::new(concat!("a number in the range of ", stringify!($to)), &number.0)
                    })
                }
            }
        )*
    };
}

number!(
    BigInteger,
    [i32, i64, i128, u32, u64, u128],
    [i32, i64, i128, u32, u64, u128]
);
number!(BigDecimal, [i32, i64, u32, u64], []);

impl From<BigInteger> for BigDecimal {
    fn from(number: BigInteger) -> Self {
        Self(number.0)
    }
}

impl BigDecimal {
    /// The nearest binary floating-point number; infinite if the number is too large.
    pub fn to_f64(&self) -> f64 {
        self.0.parse().unwrap_or(f64::NAN)
    }
}
