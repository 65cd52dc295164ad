//! Documentation, deprecation and derives.

use proc_macro2::TokenStream;
use quote::quote;

/// One `///` line for each line of `text`.
pub(super) fn docs(text: &str) -> TokenStream {
    text.lines()
        .map(|line| {
            let line = if line.is_empty() {
                String::new()
            } else {
                format!(" {line}")
            };
            quote!(#[doc = #line])
        })
        .collect()
}

/// `#[deprecated]`, where the model says so.
pub(super) fn deprecated(note: Option<&String>) -> TokenStream {
    match note {
        None => TokenStream::new(),
        Some(note) if note.is_empty() => quote!(#[deprecated]),
        Some(note) => quote!(#[deprecated(note = #note)]),
    }
}

/// What the runtime implements for every enum.
const OF_ENUMS: &[&str] = &[
    "Clone",
    "Debug",
    "Default",
    "Deserialize",
    "Eq",
    "Hash",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Serialize",
];

/// What every type gets because the user asks for it.
pub(super) struct Derives {
    /// `, path, path`, to follow other derives.
    pub(super) more: TokenStream,
    /// `#[derive(path, path)]` for enums, which the runtime derives the rest for, serde's too.
    pub(super) alone: TokenStream,
    /// `#[non_exhaustive]` or nothing.
    pub(super) non_exhaustive: TokenStream,
    serde: bool,
}

impl Derives {
    pub(super) fn new(paths: &[String], non_exhaustive: bool) -> Self {
        let parse = |path: &String| path.parse::<TokenStream>().ok();
        let unlike = |known: &'static [&'static str]| {
            let has = move |path: &str| {
                path.rsplit("::")
                    .next()
                    .is_some_and(|it| known.contains(&it))
            };
            paths
                .iter()
                .filter(move |path| !has(path))
                .filter_map(parse)
        };
        let more = unlike(&["Clone", "Debug", "Default", "PartialEq"]);
        let more = quote!(#(, #more)*);
        let others: Vec<_> = unlike(OF_ENUMS).collect();
        let alone = (!others.is_empty()).then(|| quote!(#[derive(#(#others),*)]));
        let non_exhaustive = non_exhaustive.then(|| quote!(#[non_exhaustive]));
        Self {
            more,
            alone: alone.unwrap_or_default(),
            non_exhaustive: non_exhaustive.unwrap_or_default(),
            serde: paths.iter().any(|path| is_serde(path)),
        }
    }

    /// The name that a field or variant has in the model.
    pub(super) fn wire_name(&self, name: &str) -> TokenStream {
        self.when_serde(|| quote!(#[serde(rename = #name)]))
    }

    /// An optional field that may be left out.
    pub(super) fn may_be_absent(&self) -> TokenStream {
        self.when_serde(
            || quote!(#[serde(default, skip_serializing_if = "::core::option::Option::is_none")]),
        )
    }

    /// A field that may be left out and then has what [`Default`] gives, or the function
    /// called `function`.
    pub(super) fn has_default(&self, function: Option<&str>) -> TokenStream {
        let function = function.map(|path| quote!(= #path));
        self.when_serde(|| quote!(#[serde(default #function)]))
    }

    /// A field that is neither read nor written.
    pub(super) fn skipped(&self) -> TokenStream {
        self.when_serde(|| quote!(#[serde(skip)]))
    }

    /// Whether values can be read and written by serde.
    pub(super) fn has_serde(&self) -> bool {
        self.serde
    }

    fn when_serde(&self, tokens: impl FnOnce() -> TokenStream) -> TokenStream {
        if self.serde {
            tokens()
        } else {
            TokenStream::new()
        }
    }
}

fn is_serde(path: &str) -> bool {
    matches!(
        path.trim_start_matches("::"),
        "serde::Serialize" | "serde::Deserialize"
    )
}
