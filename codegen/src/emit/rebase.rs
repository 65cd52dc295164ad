//! Another path for the runtime than `::tinsmith`, which is what every emitter writes.

use proc_macro2::{Group, Punct, TokenStream, TokenTree};

/// `tokens` with `path` in place of each `::tinsmith`.
pub(super) fn rebase(tokens: TokenStream, path: &TokenStream) -> TokenStream {
    let mut out: Vec<TokenTree> = Vec::new();
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                let inner = rebase(group.stream(), path);
                let mut moved = Group::new(group.delimiter(), inner);
                moved.set_span(group.span());
                out.push(moved.into());
            }
            TokenTree::Ident(ident) if ident == "tinsmith" && is_absolute(&out) => {
                out.truncate(out.len().saturating_sub(2));
                out.extend(path.clone());
            }
            other => out.push(other),
        }
    }
    out.into_iter().collect()
}

/// Whether `before` ends in a `::` that starts a path.
fn is_absolute(before: &[TokenTree]) -> bool {
    let colon =
        |token: &TokenTree| matches!(token, TokenTree::Punct(it) if Punct::as_char(it) == ':');
    match before {
        [.., owner, first, second] => {
            let starts = !matches!(owner, TokenTree::Ident(it) if !is_keyword(&it.to_string()));
            colon(first) && colon(second) && starts
        }
        [first, second] => colon(first) && colon(second),
        _ => false,
    }
}

/// Keywords that a path can follow.
fn is_keyword(ident: &str) -> bool {
    matches!(
        ident,
        "impl" | "for" | "dyn" | "use" | "in" | "as" | "return" | "mut" | "where"
    )
}
