//! Builds the tree of a text while it is read: everything goes into the innermost open block.

use super::block::{Block, Marker};

/// How deep blocks may be nested; a reader does not go deeper.
const DEPTH: usize = 24;

/// A block that contains other blocks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Container {
    Quote,
    List(Marker),
    Item,
}

/// The blocks of a text, open ones included.
#[derive(Default)]
pub(super) struct Builder {
    blocks: Vec<Block>,
    open: Vec<Level>,
}

struct Level {
    container: Container,
    blocks: Vec<Block>,
    /// Of a list.
    items: Vec<Vec<Block>>,
}

impl Builder {
    /// Whether nothing more may be opened.
    pub(super) fn is_full(&self) -> bool {
        self.open.len() >= DEPTH
    }

    /// The innermost block that is open.
    pub(super) fn innermost(&self) -> Option<Container> {
        self.open.last().map(|level| level.container)
    }

    /// Opens a block; inside a list, a block that is not an item goes into the last item.
    pub(super) fn open(&mut self, container: Container) {
        let in_list = matches!(self.innermost(), Some(Container::List(_)));
        if in_list && container != Container::Item {
            let blocks = self.open.last_mut().and_then(|list| list.items.pop());
            self.push_level(Container::Item, blocks.unwrap_or_default());
        }
        self.push_level(container, Vec::new());
    }

    fn push_level(&mut self, container: Container, blocks: Vec<Block>) {
        self.open.push(Level {
            container,
            blocks,
            items: Vec::new(),
        });
    }

    /// Closes the innermost block.
    pub(super) fn close(&mut self) {
        let Some(level) = self.open.pop() else {
            return;
        };
        match level.container {
            Container::Quote => self.push(Block::Quote(level.blocks)),
            Container::List(marker) => self.push(Block::List(marker, level.items)),
            Container::Item => {
                if let Some(list) = self.open.last_mut() {
                    list.items.push(level.blocks);
                }
            }
        }
    }

    /// Appends a block to the innermost one, or to the last item of a list.
    pub(super) fn push(&mut self, block: Block) {
        let blocks = match self.open.last_mut() {
            None => &mut self.blocks,
            Some(Level {
                container: Container::List(_),
                items,
                ..
            }) => {
                if items.is_empty() {
                    items.push(Vec::new());
                }
                match items.last_mut() {
                    Some(item) => item,
                    None => return,
                }
            }
            Some(level) => &mut level.blocks,
        };
        blocks.push(block);
    }

    /// Closes all.
    pub(super) fn finish(mut self) -> Vec<Block> {
        while !self.open.is_empty() {
            self.close();
        }
        self.blocks
    }
}
