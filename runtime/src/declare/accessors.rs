//! The macro for methods that return the values of fields.

/// Declares the accessors of a structure: for each field a method that borrows or copies its value.
#[doc(hidden)]
#[macro_export]
macro_rules! accessors {
    ($type:ident, { $($field:ident: $value:ty),* $(,)? }) => {
        impl $type {
            $(
                /// The value of the field, borrowed or copied; an absent list is empty.
                #[inline]
                pub fn $field(&self) -> $value {
                    $crate::rt::value::Borrowed::borrowed(&self.$field)
                }
            )*
        }
    };
}
