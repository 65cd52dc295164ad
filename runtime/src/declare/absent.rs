//! The macro for operations that are not generated.

/// Declares the operations of a service that were not generated: for each, a method of the client
/// that cannot be called, since nothing implements the operation's trait.
///
/// The method returns any type. The compiler then reports the trait alone, and not also the setters
/// and the `send` that follow the call.
#[doc(hidden)]
#[macro_export]
macro_rules! absent {
    ($client:ident, $advice:literal { $($operation:ident = $method:ident: $message:literal),* $(,)? }) => {
        $(
            #[doc = ::core::concat!($message, ": ", $advice, ".")]
            #[diagnostic::on_unimplemented(message = $message, label = $advice)]
            pub trait $operation {}
        )*

        impl<M: $crate::client::Mode> $client<M> {
            $(
                #[doc = ::core::concat!($message, ": ", $advice, ".")]
                #[inline]
                pub fn $method<Call>(&self) -> Call
                where
                    M: $operation,
                {
                    ::core::unreachable!()
                }
            )*
        }
    };
}
