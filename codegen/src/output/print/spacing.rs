//! Where there is a space between two tokens.

use super::tree::{Kind, Node, Part};

/// Whether there is a space before `next`, which `before` precedes.
pub(super) fn gap(before: Option<&Node>, next: &Part) -> bool {
    let Some(before) = before else {
        return false;
    };
    match (&before.part, next) {
        // The operand of a prefix operator.
        (Part::Text(text), _) if is_prefix(text) => false,
        (Part::Text(text), Part::List(list)) if text == "!" => list.kind.is_braces(),
        (_, Part::Text(text)) if is_suffix(text) => false,
        (Part::Text(word), Part::Text(text)) if text == "::" => is_operator(word),
        (Part::Text(word), Part::Text(text)) if word == "pub" => !text.starts_with('('),
        (before, Part::List(list)) => match (before, list.kind) {
            (Part::Text(word), Kind::Arguments | Kind::Tuple) => is_operator(word),
            (Part::Text(word), Kind::Generics) => is_operator(word) && word != "impl",
            (Part::List(list), Kind::Arguments) => list.kind != Kind::Generics,
            _ => true,
        },
        (_, Part::Text(_)) => true,
    }
}

/// Whether a list in parentheses after `before` holds the arguments of something.
pub(super) fn takes_arguments(before: Option<&Node>) -> bool {
    match before.map(|node| &node.part) {
        Some(Part::Text(text)) => !is_operator(text) && !is_prefix(text) || text == "!",
        Some(Part::List(list)) => list.kind == Kind::Generics,
        None => false,
    }
}

fn is_prefix(text: &str) -> bool {
    matches!(text, "&" | "::" | "." | ".." | "-")
}

fn is_suffix(text: &str) -> bool {
    matches!(text, "," | ";" | ":" | "." | "?" | "!")
}

/// Whether a path or an expression can follow, so that it does not belong to the token before.
fn is_operator(text: &str) -> bool {
    let is_word = text.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '"'));
    let keywords = [
        "as", "dyn", "for", "impl", "in", "mut", "pub", "return", "use", "where",
    ];
    !is_word || keywords.contains(&text)
}
