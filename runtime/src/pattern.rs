//! Walks the automata that the generator makes of `pattern` traits.
//!
//! A pattern is plain data in a `static`: deterministic, so that matching takes one step a
//! character whatever the pattern and allocates nothing. Regular expressions, and what of them
//! cannot be expressed, are the generator's business.

use std::fmt;

/// A compiled `pattern` trait.
#[derive(Clone, Copy)]
pub struct Pattern {
    source: &'static str,
    ascii: [u8; 128],
    edges: &'static str,
    symbols: &'static [u8],
    categories: &'static [Category],
    rows: &'static [u8],
}

/// A Unicode property of characters beyond ASCII.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Category {
    /// `\p{L}`, taken as alphabetic but not numeric: letters, and the few hundred vowel signs
    /// and circled letters that Unicode calls alphabetic.
    Letter,
    /// `\p{N}`
    Number,
    /// `\p{Z}`
    Separator,
}

/// The row of the first state; the row before it refuses everything.
const FIRST: usize = 3;
/// In the first byte of a row: the text may end here.
const ACCEPTS: u8 = 0x80;

impl Pattern {
    /// Made by generated code from `source`, the expression as the model has it.
    ///
    /// `edges` are the first characters, ascending, of the ranges that the pattern tells apart;
    /// `symbols` has `2^n` symbols for each, indexed by which of the `n` `categories` hold. A
    /// row of `rows` is a count byte (bit 7: the text may end here), the offset of the usual
    /// next row, and `count` exceptions: symbol, offset; offsets are big-endian. The row at 0
    /// refuses, the one at 3 is the first.
    #[must_use]
    pub const fn new(
        source: &'static str,
        edges: &'static str,
        symbols: &'static [u8],
        categories: &'static [Category],
        rows: &'static [u8],
    ) -> Self {
        let ascii = ascii_symbols(edges.as_bytes(), symbols, 1 << categories.len());
        Self {
            source,
            ascii,
            edges,
            symbols,
            categories,
            rows,
        }
    }

    /// The regular expression as the model has it.
    #[must_use]
    pub const fn source(&self) -> &'static str {
        self.source
    }

    /// Whether some part of `text` matches; the whole of it, if the pattern is anchored.
    #[must_use]
    pub fn matches(&self, text: &str) -> bool {
        let mut row = FIRST;
        for character in text.chars() {
            row = self.next(row, self.symbol(character));
            if row == 0 {
                return false;
            }
        }
        self.rows.get(row).is_some_and(|head| head & ACCEPTS != 0)
    }

    fn symbol(&self, character: char) -> u8 {
        match self.ascii.get(character as usize) {
            Some(symbol) => *symbol,
            None => self.wide_symbol(character),
        }
    }

    fn wide_symbol(&self, character: char) -> u8 {
        let range = self
            .edges
            .chars()
            .take_while(|edge| *edge <= character)
            .count()
            .saturating_sub(1);
        let categories = self.categories.iter().rev();
        let subset = categories.fold(0, |bits, category| {
            bits << 1 | usize::from(category.holds(character))
        });
        let index = (range << self.categories.len()) + subset;
        self.symbols.get(index).copied().unwrap_or(0)
    }

    fn next(&self, row: usize, symbol: u8) -> usize {
        let Some([count, high, low, exceptions @ ..]) = self.rows.get(row..) else {
            return 0;
        };
        let mut target = [*high, *low];
        let mut exceptions = exceptions;
        for _ in 0..count & !ACCEPTS {
            let [exception, high, low, others @ ..] = exceptions else {
                return 0;
            };
            if *exception == symbol {
                target = [*high, *low];
                break;
            }
            exceptions = others;
        }
        usize::from(u16::from_be_bytes(target))
    }
}

impl fmt::Debug for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Pattern").field(&self.source).finish()
    }
}

impl Category {
    fn holds(self, character: char) -> bool {
        match self {
            Self::Letter => character.is_alphabetic() && !character.is_numeric(),
            Self::Number => character.is_numeric(),
            Self::Separator => character.is_whitespace() && !character.is_control(),
        }
    }
}

/// The symbols of ASCII, laid out for look-up while compiling.
const fn ascii_symbols(edges: &[u8], symbols: &[u8], stride: usize) -> [u8; 128] {
    let mut table = [0; 128];
    let mut range = 0;
    let mut code = 0;
    while code < table.len() {
        if range + 1 < edges.len() && edges[range + 1] as usize == code {
            range += 1;
        }
        if range * stride < symbols.len() {
            table[code] = symbols[range * stride];
        }
        code += 1;
    }
    table
}
