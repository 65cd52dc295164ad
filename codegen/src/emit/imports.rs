//! Absolute paths become names, and `use` lines at the head of a module say where they are.
//!
//! Emitters write `::tinsmith::rt::schema::Kind::List` and `super::Item`. A name is imported unless
//! something of the service has it; the standard prelude's names are in scope already.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Group, Ident, Spacing, Span, TokenStream, TokenTree};
use quote::quote;

use super::links;
use crate::ir::{Ir, Name};

/// What the standard prelude brings into scope, as far as emitters name it.
const PRELUDE: &[&str] = &[
    "Box",
    "Clone",
    "Default",
    "FnOnce",
    "From",
    "Into",
    "IntoIterator",
    "None",
    "Option",
    "Result",
    "Some",
    "String",
    "Vec",
];

/// The modules that are not an operation's.
const MODULES: &[&str] = &[
    "absent", "client", "endpoint", "errors", "required", "schema", "types",
];

/// The constant that the root declares; it hides what an operation's module has by that name.
const ROOT: &str = "GENERATED_FROM";

/// The type parameters of all that has a context.
const PARAMETERS: &[&str] = &["C", "M", "O"];

/// Every name at the root of the service's module, and of its child modules.
pub(super) struct Taken(BTreeSet<String>);

impl Taken {
    pub(super) fn new(ir: &Ir) -> Self {
        let structures = ir.structures.iter().flat_map(|it| [&it.name, &it.builder]);
        let operations = ir.operations.iter().flat_map(|it| {
            [&it.marker, &it.error.name, &it.module]
                .into_iter()
                .chain(it.aliases())
        });
        let names = structures
            .chain(operations)
            .chain(ir.unions.iter().map(|it| &it.name))
            .chain(ir.enumerations.iter().map(|it| &it.name))
            .chain([&ir.service.marker]);
        let fixed = MODULES.iter().chain(&["Client", "ClientParams"]);
        let names = names.map(|name| name.as_str().to_owned());
        Self(names.chain(fixed.map(|&name| name.to_owned())).collect())
    }
}

/// The items of a module, whose paths are shortened.
pub(super) struct Imports<'a> {
    taken: &'a Taken,
    /// The module.
    module: &'a str,
    /// The types that the module declares.
    own: BTreeSet<&'a str>,
    /// Whether `use super::*` brings everything of the service into scope.
    all: bool,
    /// The type parameters of what is being shortened.
    parameters: Vec<&'a str>,
    /// The path of what a name stands for, without the name.
    imported: BTreeMap<String, Vec<String>>,
    items: TokenStream,
}

impl<'a> Imports<'a> {
    pub(super) fn new(taken: &'a Taken, module: &'a str) -> Self {
        Self {
            taken,
            module,
            own: BTreeSet::new(),
            // It names every operation, each once or twice.
            all: module == "client",
            parameters: Vec::new(),
            imported: BTreeMap::new(),
            items: TokenStream::new(),
        }
    }

    /// Declares types of the module.
    pub(super) fn declare(&mut self, names: impl IntoIterator<Item = &'a Name>) {
        self.own.extend(names.into_iter().map(Name::as_str));
    }

    /// Adds items that have type parameters by the names given, beside those of contexts.
    pub(super) fn push(
        &mut self,
        items: TokenStream,
        parameters: impl IntoIterator<Item = &'a Name>,
    ) {
        self.parameters = PARAMETERS.to_vec();
        self.parameters
            .extend(parameters.into_iter().map(Name::as_str));
        let items = self.shorten(items);
        self.items.extend(items);
    }

    /// The imports and the items.
    pub(super) fn finish(self) -> TokenStream {
        let mut names: BTreeMap<&[String], BTreeSet<&str>> = BTreeMap::new();
        for (name, path) in &self.imported {
            names.entry(path).or_default().insert(name);
        }
        let mut names: Vec<_> = names.into_iter().collect();
        names.sort_by_key(|(path, names)| order(path, names));
        let uses = names.into_iter().map(|(path, names)| {
            let from_service = path.first().is_some_and(|first| first == "super");
            let start = (!from_service).then(|| quote!(::));
            let path = path.iter().map(|segment| ident(segment));
            let names: Vec<_> = names.into_iter().map(ident).collect();
            match names.as_slice() {
                [name] => quote!(use #start #(#path::)* #name;),
                names => quote!(use #start #(#path::)* {#(#names),*};),
            }
        });
        let uses: TokenStream = uses.collect();
        let items = links::shorten(self.items.clone(), &|path, name| {
            self.is_in_scope(path, name)
        });
        let all = self.all.then(|| {
            quote!(
                use super::*;
            )
        });
        quote!(#uses #all #items)
    }

    fn shorten(&mut self, tokens: TokenStream) -> TokenStream {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut rest = tokens.as_slice();
        let mut out: Vec<TokenTree> = Vec::with_capacity(tokens.len());
        while let Some((token, after)) = rest.split_first() {
            let starts = !out.last().is_some_and(ends_path);
            if let Some(path) = Path::read(rest).filter(|_| starts) {
                rest = rest.get(path.length..).unwrap_or_default();
                let is_macro =
                    matches!(rest.first(), Some(TokenTree::Punct(it)) if it.as_char() == '!');
                let short = (!is_macro).then(|| self.resolve(&path.segments)).flatten();
                match short {
                    Some(short) => out.extend(spelled(&short)),
                    None => out.extend(path.tokens.iter().cloned()),
                }
                continue;
            }
            rest = after;
            out.push(match token {
                TokenTree::Group(group) => {
                    let inner = self.shorten(group.stream());
                    Group::new(group.delimiter(), inner).into()
                }
                other => other.clone(),
            });
        }
        out.into_iter().collect()
    }

    /// The shortest path to what `segments` name, if there is one and it can be imported.
    fn resolve(&mut self, segments: &[String]) -> Option<Vec<String>> {
        match segments.first()?.as_str() {
            "super" => self.of_service(segments),
            "core" | "std" if segments.get(1).is_none_or(|it| it != "fmt") => self
                .of_prelude(segments)
                .or_else(|| self.of_library(segments)),
            "core" | "std" | "tinsmith" => self.of_library(segments),
            _ => None,
        }
    }

    fn of_service(&mut self, segments: &[String]) -> Option<Vec<String>> {
        let [_, name, inner @ ..] = segments else {
            return None;
        };
        let is_type = name.starts_with(char::is_uppercase);
        let is_operation = !is_type && !MODULES.contains(&name.as_str());
        let is_visible = || self.all && is_operation && inner != [ROOT];
        if !inner.is_empty() && (name == self.module || is_visible()) {
            return Some(inner.to_vec());
        }
        if self.parameters.contains(&name.as_str()) {
            return None;
        }
        if !self.all && !self.own.contains(name.as_str()) {
            self.imported.insert(name.clone(), vec!["super".to_owned()]);
        }
        segments.get(1..).map(<[String]>::to_vec)
    }

    fn of_prelude(&self, segments: &[String]) -> Option<Vec<String>> {
        let known = |it: &String| PRELUDE.contains(&it.as_str()) && self.is_free(it);
        let at = segments.iter().rposition(known)?;
        segments.get(at..).map(<[String]>::to_vec)
    }

    /// Imports the type that is named, or the module if the type's name is taken.
    fn of_library(&mut self, segments: &[String]) -> Option<Vec<String>> {
        let is_type = |it: &String| {
            let second = it.chars().nth(1);
            it.starts_with(char::is_uppercase) && second.is_none_or(char::is_lowercase)
        };
        let found = segments.iter().position(is_type);
        let module = found.unwrap_or(segments.len() - 1).checked_sub(1)?;
        let candidates = found.into_iter().chain([module]).filter(|at| *at > 0);
        let at = candidates
            .into_iter()
            .find(|at| self.import(segments, *at))?;
        segments.get(at..).map(<[String]>::to_vec)
    }

    /// Imports the segment at `at` under its name; says whether that is possible.
    fn import(&mut self, segments: &[String], at: usize) -> bool {
        let (path, rest) = segments.split_at(at);
        let Some(name) = rest.first() else {
            return false;
        };
        if !self.is_free(name) || PRELUDE.contains(&name.as_str()) {
            return false;
        }
        let known = self.imported.entry(name.clone());
        *known.or_insert_with(|| path.to_vec()) == *path
    }

    /// Whether the module can name what is at `path` by its name alone.
    fn is_in_scope(&self, path: &str, name: &str) -> bool {
        let imported = self.imported.get(name).and_then(|path| path.first());
        let of_service = path == "super" && (self.all || self.own.contains(name));
        of_service || imported.is_some_and(|it| it == path.trim_start_matches(':'))
    }

    fn is_free(&self, name: &str) -> bool {
        !self.taken.0.contains(name) && !self.parameters.contains(&name)
    }
}

/// The place of an import, as rustfmt sorts them: lists of names come after all modules beside them.
fn order<'a>(path: &'a [String], names: &BTreeSet<&'a str>) -> Vec<(bool, &'a str)> {
    let segments = path.iter().map(|segment| (false, segment.as_str()));
    let name = names.first().map(|first| (names.len() > 1, *first));
    segments.chain(name).collect()
}

/// A path with two segments at least.
struct Path<'a> {
    segments: Vec<String>,
    tokens: &'a [TokenTree],
    length: usize,
}

impl<'a> Path<'a> {
    /// The path that the tokens begin with, if it starts with `::` or `super::`.
    fn read(tokens: &'a [TokenTree]) -> Option<Self> {
        let absolute = is_separator(tokens);
        let mut length = if absolute { 2 } else { 0 };
        let mut segments = Vec::new();
        while let Some(TokenTree::Ident(segment)) = tokens.get(length) {
            segments.push(segment.to_string());
            length += 1;
            let rest = tokens.get(length..).unwrap_or_default();
            let goes_on = is_separator(rest) && matches!(rest.get(2), Some(TokenTree::Ident(_)));
            if !goes_on {
                break;
            }
            length += 2;
        }
        let is_path = absolute || segments.first().is_some_and(|it| it == "super");
        (is_path && segments.len() > 1).then(|| Self {
            segments,
            tokens: tokens.get(..length).unwrap_or_default(),
            length,
        })
    }
}

fn is_separator(tokens: &[TokenTree]) -> bool {
    match tokens {
        [TokenTree::Punct(first), TokenTree::Punct(second), ..] => {
            let joint = first.spacing() == Spacing::Joint;
            joint && first.as_char() == ':' && second.as_char() == ':'
        }
        _ => false,
    }
}

/// Whether a `::` that follows goes on with a path.
fn ends_path(token: &TokenTree) -> bool {
    match token {
        TokenTree::Ident(it) => {
            let keywords = [
                "as", "dyn", "for", "impl", "in", "mut", "return", "static", "use", "where",
            ];
            !keywords.iter().any(|keyword| it == keyword)
        }
        _ => false,
    }
}

fn spelled(segments: &[String]) -> TokenStream {
    let segments = segments.iter().map(|it| ident(it));
    quote!(#(#segments)::*)
}

fn ident(segment: &str) -> Ident {
    match segment.strip_prefix("r#") {
        Some(keyword) => Ident::new_raw(keyword, Span::call_site()),
        None => Ident::new(segment, Span::call_site()),
    }
}
