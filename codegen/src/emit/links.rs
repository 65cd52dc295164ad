//! Links in documentation name what is in scope without its path: rustdoc warns of paths that
//! are not needed.

use proc_macro2::{Group, Literal, TokenStream, TokenTree};

/// Where the paths of links begin.
const ROOTS: [&str; 2] = ["super", "::tinsmith"];

/// Names that are derive macros, too: a link by the name alone would be ambiguous.
const MACROS: [&str; 9] = [
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Eq",
    "Hash",
    "Ord",
    "PartialEq",
    "PartialOrd",
];

/// Shortens the links in all documentation, where `is_in_scope` says so of a path and a name.
pub(super) fn shorten(
    tokens: TokenStream,
    is_in_scope: &dyn Fn(&str, &str) -> bool,
) -> TokenStream {
    let tokens = tokens.into_iter().map(|token| match token {
        TokenTree::Group(group) => {
            let inner = shorten(group.stream(), is_in_scope);
            Group::new(group.delimiter(), inner).into()
        }
        TokenTree::Literal(text) => literal(text, is_in_scope).into(),
        other => other,
    });
    tokens.collect()
}

fn literal(literal: Literal, is_in_scope: &dyn Fn(&str, &str) -> bool) -> Literal {
    let mut text = literal.to_string();
    if !text.contains("`](") {
        return literal;
    }
    for root in ROOTS {
        text = links(&text, root, is_in_scope);
    }
    text.parse().unwrap_or(literal)
}

fn links(text: &str, root: &str, is_in_scope: &dyn Fn(&str, &str) -> bool) -> String {
    let start = format!("]({root}::");
    let mut parts = text.split(&start);
    let mut short = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let is_name = |c: char| c.is_alphanumeric() || c == '_';
        let rest = part.trim_start_matches(is_name);
        let (name, rest) = part.split_at(part.len() - rest.len());
        if MACROS.contains(&name) || !is_in_scope(root, name) {
            short.extend([start.as_str(), part]);
            continue;
        }
        let is_label = short.ends_with(&format!("[`{name}`"));
        match rest.strip_prefix(')').filter(|_| is_label) {
            Some(rest) => short.extend(["]", rest]),
            None => short.extend(["](", part]),
        }
    }
    short
}
