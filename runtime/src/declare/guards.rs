//! Macros that refuse to compile, with one sentence that says what to do.

/// Fails to compile unless the code was generated for this version of the runtime.
#[doc(hidden)]
#[macro_export]
macro_rules! require_runtime {
    ("0.1") => {};
    ($version:literal) => {
        ::core::compile_error!(::core::concat!(
            "this code was generated for version ",
            $version,
            " of the `tinsmith` runtime, but version 0.1 is in use: ",
            "generate it again with the same version of tinsmith-codegen, or depend on tinsmith ",
            $version
        ));
    };
}

/// Fails to compile unless the runtime has the features that a service needs: one sentence for each
/// that is missing.
#[doc(hidden)]
#[macro_export]
macro_rules! require_features {
    ($service:literal, $features:tt) => {
        $crate::require_features!(@each $service, $features, $features);
    };
    (@each $service:literal, [$($feature:literal),*], $features:tt) => {
        $($crate::require_features!(@one $service, $feature, $features);)*
    };
    (@one $service:literal, $feature:literal, [$first:literal $(, $other:literal)*]) => {
        const _: () = if !$crate::rt::has_feature($feature) {
            ::core::panic!("{}", ::core::concat!(
                "`", $service, "` needs the feature `", $feature, "` of `tinsmith`: write ",
                "`tinsmith = { version = \"0.1\", features = [\"", $first, "\"",
                $(", \"", $other, "\"",)* "] }` in Cargo.toml",
            ));
        };
    };
}

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
