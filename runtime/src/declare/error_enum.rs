//! The macro for the errors of an operation.

/// Declares the errors of one operation: a variant for each modelled one, in the order of the
/// operation's schema, and one for all others.
#[doc(hidden)]
#[macro_export]
macro_rules! error_enum {
    ($(#[$meta:meta])* $type:ident, $unmodelled:ident { $($index:literal => $variant:ident($error:ty)),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum $type {
            $(
                #[doc = ::core::concat!("See [`", ::core::stringify!($error), "`].")]
                $variant($error),
            )*
            /// An error that the model does not list for the operation.
            $unmodelled($crate::rt::operation::Unmodelled),
        }

        impl $crate::rt::operation::ServiceError for $type {
            fn modelled(index: usize) -> ::core::option::Option<Self> {
                match index {
                    $($index => ::core::option::Option::Some(Self::$variant($crate::rt::value::Field::blank())),)*
                    _ => ::core::option::Option::None,
                }
            }

            fn unmodelled(error: $crate::rt::operation::Unmodelled) -> Self {
                Self::$unmodelled(error)
            }

            fn structure(&self) -> ::core::option::Option<&dyn $crate::rt::value::Structure> {
                match self {
                    $(Self::$variant(error) => ::core::option::Option::Some(error),)*
                    Self::$unmodelled(_) => ::core::option::Option::None,
                }
            }

            fn structure_mut(&mut self) -> ::core::option::Option<&mut dyn $crate::rt::value::Structure> {
                match self {
                    $(Self::$variant(error) => ::core::option::Option::Some(error),)*
                    Self::$unmodelled(_) => ::core::option::Option::None,
                }
            }

            fn as_unmodelled(&self) -> ::core::option::Option<&$crate::rt::operation::Unmodelled> {
                match self {
                    Self::$unmodelled(error) => ::core::option::Option::Some(error),
                    _ => ::core::option::Option::None,
                }
            }
        }

        impl ::core::fmt::Display for $type {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::rt::operation::describe(self, f)
            }
        }

        impl ::core::error::Error for $type {}
    };
}
