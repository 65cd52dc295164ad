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
