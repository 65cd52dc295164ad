//! Whether a text is HTML or `CommonMark`, and its blocks accordingly.

use super::block::{Block, Marker, print};
use super::text::push_commonmark;
use super::{commonmark, html, writer};

/// Converts documentation of a model.
pub(in crate::lower) fn markdown(documentation: &str) -> String {
    print(&blocks(documentation))
}

/// The blocks of a text of the model.
pub(super) fn blocks(documentation: &str) -> Vec<Block> {
    let source = documentation.trim_end();
    let blocks = commonmark::blocks(source);
    if blocks.iter().any(is_html) {
        return writer::blocks(source);
    }
    blocks.into_iter().map(escaped).collect()
}

/// Whether the text of a block has HTML block tags outside of code.
fn is_html(block: &Block) -> bool {
    match block {
        Block::Code(_) | Block::Rule => false,
        Block::Paragraph(text) | Block::Heading(_, text) => {
            text.split('`').step_by(2).any(html::is_html)
        }
        Block::Quote(blocks) => blocks.iter().any(is_html),
        Block::List(_, items) => items.iter().flatten().any(is_html),
    }
}

/// The block with its text made safe for rustdoc.
fn escaped(block: Block) -> Block {
    let text = |text: &str| {
        let mut out = String::with_capacity(text.len() + 16);
        push_commonmark(&mut out, text);
        out
    };
    let all = |blocks: Vec<Block>| blocks.into_iter().map(escaped).collect();
    match block {
        Block::Paragraph(it) => Block::Paragraph(text(&it)),
        Block::Heading(level, it) => Block::Heading(level, text(&it)),
        Block::Code(_) | Block::Rule => block,
        Block::Quote(blocks) => Block::Quote(all(blocks)),
        Block::List(marker, items) => {
            // Facts have another bullet, so that theirs is a list of its own.
            let marker = match marker {
                Marker::Bullet(_) => Marker::Bullet('-'),
                Marker::Number(_) => marker,
            };
            Block::List(marker, items.into_iter().map(all).collect())
        }
    }
}
