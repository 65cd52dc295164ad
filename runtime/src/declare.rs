//! The macros that generated code is declared with.
//!
//! They expand to look-up tables and forwarding impls that nobody wants to read. Each line is
//! compiled for every type of every client, so a table only locates things, and rarely used
//! functions are `#[inline]`, so that only programs that call them compile them.

mod absent;
mod accessors;
mod error_enum;
mod guards;

/// Makes a struct a modelled structure: `Structure`, `Field` and a redacting `Debug`.
///
/// Fields come in the order of the schema's members; a default value follows its field.
#[doc(hidden)]
#[macro_export]
macro_rules! structure {
    ($type:ident, $schema:expr, { $($index:literal => $field:ident $(= $default:expr)?),* $(,)? }) => {
        impl $crate::rt::value::Structure for $type {
            fn schema(&self) -> &'static $crate::rt::schema::Schema {
                &$schema
            }

            #[allow(unused_variables, reason = "a structure may have no members")]
            fn field(&self, index: usize) -> ::core::option::Option<&dyn $crate::rt::value::Field> {
                match index {
                    $($index => ::core::option::Option::Some(&self.$field),)*
                    _ => ::core::option::Option::None,
                }
            }

            #[allow(unused_variables, reason = "a structure may have no members")]
            fn field_mut(&mut self, index: usize) -> ::core::option::Option<&mut dyn $crate::rt::value::Field> {
                match index {
                    $($index => ::core::option::Option::Some(&mut self.$field),)*
                    _ => ::core::option::Option::None,
                }
            }
        }

        impl $crate::rt::value::Field for $type {
            fn value(&self) -> $crate::rt::value::Value<'_> {
                $crate::rt::value::Value::Structure(self)
            }

            fn slot(&mut self) -> $crate::rt::value::Slot<'_> {
                $crate::rt::value::Slot::Structure(self)
            }

            fn blank() -> Self {
                Self { $($field: $crate::structure!(@blank $($default)?)),* }
            }
        }

        impl ::core::fmt::Debug for $type {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::rt::debug::structure(self, f)
            }
        }
    };
    (@blank) => { $crate::rt::value::Field::blank() };
    (@blank $default:expr) => { $default };
}

/// Locates the items of a paginated operation: the fields on the way to them, each with the type of
/// its value.
#[doc(hidden)]
#[macro_export]
macro_rules! paginated {
    ($operation:ident => $items:ty { $($field:ident: $type:ty),+ $(,)? }) => {
        impl $crate::paginate::Paginated for $operation {
            type Items = $items;

            fn items(output: Self::Output) -> ::core::option::Option<$items> {
                let found = output;
                $(let found = ::core::option::Option::<$type>::from(found.$field)?;)+
                ::core::option::Option::Some(found)
            }
        }
    };
}

/// Makes an enum with an `Unknown { name, value }` variant a modelled union.
#[doc(hidden)]
#[macro_export]
macro_rules! union {
    ($type:ident, $schema:expr, $unknown:ident, { $($index:literal => $variant:ident),* $(,)? }) => {
        impl $crate::rt::value::Union for $type {
            fn schema(&self) -> &'static $crate::rt::schema::Schema {
                &$schema
            }

            fn variant(&self) -> $crate::rt::value::Variant<'_> {
                match self {
                    $(Self::$variant(held) => $crate::rt::value::Variant::Known($index, $crate::rt::value::Field::value(held)),)*
                    Self::$unknown { name, value } => $crate::rt::value::Variant::Unknown(name, value),
                }
            }

            fn select(&mut self, index: usize) -> $crate::rt::value::Slot<'_> {
                match index {
                    $($index => {
                        *self = Self::$variant($crate::rt::value::Field::blank());
                        match self {
                            Self::$variant(held) => $crate::rt::value::Field::slot(held),
                            _ => $crate::rt::value::Slot::Missing,
                        }
                    })*
                    _ => $crate::rt::value::Slot::Missing,
                }
            }

            fn select_unknown(&mut self, name: &str) -> &mut $crate::Document {
                *self = Self::$unknown { name: name.into(), value: $crate::Document::Null };
                match self {
                    Self::$unknown { value, .. } => value,
                    _ => ::core::unreachable!(),
                }
            }
        }

        impl $crate::rt::value::Field for $type {
            fn value(&self) -> $crate::rt::value::Value<'_> {
                $crate::rt::value::Value::Union(self)
            }

            fn slot(&mut self) -> $crate::rt::value::Slot<'_> {
                $crate::rt::value::Slot::Union(self)
            }

            fn blank() -> Self {
                Self::$unknown { name: ::std::string::String::new(), value: $crate::Document::Null }
            }
        }

        impl ::core::fmt::Debug for $type {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::rt::debug::union(self, f)
            }
        }
    };
}

/// Declares an open string enum: the modelled values and one variant for all others.
#[doc(hidden)]
#[macro_export]
macro_rules! string_enum {
    ($(#[$meta:meta])* $type:ident, $unknown:ident { $($(#[$variant_meta:meta])* $variant:ident = $text:literal),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $type {
            $($(#[$variant_meta])* $variant,)*
            /// A value newer than the model. To build one, use `From<&str>`.
            $unknown(::std::string::String),
        }

        impl $type {
            /// The modelled values.
            pub const VALUES: &'static [&'static str] = &[$($text),*];

            /// The value as it travels.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
                    Self::$unknown(text) => text,
                }
            }

            fn modelled(text: &str) -> ::core::option::Option<Self> {
                match text {
                    $($text => ::core::option::Option::Some(Self::$variant),)*
                    _ => ::core::option::Option::None,
                }
            }
        }

        $crate::string_enum!(@impls $type, $unknown);
    };
    (@impls $type:ident, $unknown:ident) => {
        $crate::serde_string_enum!($type);

        impl ::core::convert::From<&str> for $type {
            fn from(text: &str) -> Self {
                match Self::modelled(text) {
                    ::core::option::Option::Some(value) => value,
                    ::core::option::Option::None => Self::$unknown(text.into()),
                }
            }
        }

        impl ::core::convert::From<::std::string::String> for $type {
            #[inline]
            fn from(text: ::std::string::String) -> Self {
                match Self::modelled(&text) {
                    ::core::option::Option::Some(value) => value,
                    ::core::option::Option::None => Self::$unknown(text),
                }
            }
        }

        impl ::core::fmt::Display for $type {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl ::core::convert::AsRef<str> for $type {
            #[inline]
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl $crate::rt::value::StringSlot for $type {
            fn set(&mut self, text: ::std::borrow::Cow<'_, str>) {
                *self = Self::from(text.as_ref());
            }
        }

        impl $crate::rt::value::Field for $type {
            fn value(&self) -> $crate::rt::value::Value<'_> {
                $crate::rt::value::Value::String(self.as_str())
            }

            fn slot(&mut self) -> $crate::rt::value::Slot<'_> {
                $crate::rt::value::Slot::String(self)
            }

            fn blank() -> Self {
                Self::$unknown(::std::string::String::new())
            }
        }

        impl $crate::rt::value::Key for $type {
            #[inline]
            fn as_text(&self) -> &str {
                self.as_str()
            }

            #[inline]
            fn from_text(text: ::std::borrow::Cow<'_, str>) -> Self {
                Self::from(text.as_ref())
            }
        }
    };
}

/// Declares an open int enum: the modelled values and one variant for all others.
#[doc(hidden)]
#[macro_export]
macro_rules! int_enum {
    ($(#[$meta:meta])* $type:ident, $unknown:ident { $($(#[$variant_meta:meta])* $variant:ident = $code:literal),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $type {
            $($(#[$variant_meta])* $variant,)*
            /// A value newer than the model. To build one, use `From<i32>`.
            $unknown(i32),
        }

        impl $type {
            /// The value as it travels.
            pub const fn code(self) -> i32 {
                match self {
                    $(Self::$variant => $code,)*
                    Self::$unknown(code) => code,
                }
            }
        }

        impl ::core::convert::From<i32> for $type {
            fn from(code: i32) -> Self {
                match code {
                    $($code => Self::$variant,)*
                    _ => Self::$unknown(code),
                }
            }
        }

        $crate::serde_int_enum!($type);

        impl $crate::rt::value::IntEnumSlot for $type {
            fn set(&mut self, code: i32) {
                *self = Self::from(code);
            }
        }

        impl $crate::rt::value::Field for $type {
            fn value(&self) -> $crate::rt::value::Value<'_> {
                $crate::rt::value::Value::Integer(i64::from(self.code()))
            }

            fn slot(&mut self) -> $crate::rt::value::Slot<'_> {
                $crate::rt::value::Slot::IntEnum(self)
            }

            fn blank() -> Self {
                Self::$unknown(0)
            }
        }
    };
}
