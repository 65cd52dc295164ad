//! Nodes as JSON text, on lines of their own or on one. Knows nothing of models.

use super::node::Node;

impl Node {
    /// The value as JSON, on one line.
    pub(crate) fn to_json(&self) -> String {
        let mut out = String::new();
        compact(self, &mut out);
        out
    }
}

fn compact(node: &Node, out: &mut String) {
    match node {
        Node::Array(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                out.push_str(if index > 0 { "," } else { "" });
                compact(item, out);
            }
            out.push(']');
        }
        Node::Object(entries) => {
            out.push('{');
            for (index, (key, item)) in entries.iter().enumerate() {
                out.push_str(if index > 0 { "," } else { "" });
                string(key, out);
                out.push(':');
                compact(item, out);
            }
            out.push('}');
        }
        Node::Null | Node::Bool(_) | Node::Number(_) | Node::String(_) => value(node, 0, out),
    }
}

/// The node with a final newline.
pub(crate) fn print(node: &Node) -> String {
    let mut out = String::new();
    value(node, 0, &mut out);
    out.push('\n');
    out
}

fn value(node: &Node, depth: usize, out: &mut String) {
    match node {
        Node::Null => out.push_str("null"),
        Node::Bool(flag) => out.push_str(if *flag { "true" } else { "false" }),
        Node::Number(digits) => out.push_str(digits),
        Node::String(text) => string(text, out),
        Node::Array(items) if items.is_empty() => out.push_str("[]"),
        Node::Array(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                new_line(index > 0, depth + 1, out);
                value(item, depth + 1, out);
            }
            new_line(false, depth, out);
            out.push(']');
        }
        Node::Object(entries) if entries.is_empty() => out.push_str("{}"),
        Node::Object(entries) => {
            out.push('{');
            for (index, (key, item)) in entries.iter().enumerate() {
                new_line(index > 0, depth + 1, out);
                string(key, out);
                out.push_str(": ");
                value(item, depth + 1, out);
            }
            new_line(false, depth, out);
            out.push('}');
        }
    }
}

fn new_line(comma: bool, depth: usize, out: &mut String) {
    out.push_str(if comma { ",\n" } else { "\n" });
    out.extend(std::iter::repeat_n("  ", depth));
}

/// RFC 8259, section 7: quotes, backslashes and control characters are escaped.
pub(crate) fn string(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c < ' ' => {
                let escape = format!("\\u{:04x}", u32::from(c));
                out.push_str(&escape);
            }
            c => out.push(c),
        }
    }
    out.push('"');
}
