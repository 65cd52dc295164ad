//! Walks the automata that the generator compiles `pattern` traits to.
//!
//! A pattern is plain data in a `static`. It is deterministic, so that matching takes one step
//! for each character and allocates nothing. The generator parses regular expressions. Some of
//! them need an engine, which the feature `regex` provides.

#[cfg_attr(not(feature = "regex"), path = "pattern/no_regex.rs")]
pub mod regex;

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
    /// The engine that matches instead of the automaton.
    engine: Option<&'static dyn Engine>,
}

/// Matches a pattern without an automaton.
pub trait Engine: Send + Sync {
    /// Whether some part of `text` matches.
    fn matches(&self, text: &str) -> bool;
}

/// A Unicode property of characters beyond ASCII.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Category {
    /// `\p{L}`, approximated as alphabetic but not numeric: letters, and the few hundred vowel
    /// signs and circled letters that Unicode calls alphabetic.
    Letter,
    /// `\p{N}`
    Number,
    /// `\p{Z}`
    Separator,
}

/// The offset of the first state's row; the row before it rejects everything.
const FIRST: usize = 3;
/// Size of each exception of a row, in bytes.
const UNIT: usize = 3;
/// A flag in the first byte of a row: the text may end here.
const ACCEPTS: u8 = 0x80;

impl Pattern {
    /// Called by generated code for the automaton of `source`, the model's expression.
    ///
    /// `edges` are the first characters, ascending, of the ranges that the pattern distinguishes.
    /// `symbols` has `2^n` symbols for each range, indexed by the set of the `n` `categories` that
    /// hold. A row of `rows` is a count byte (bit 7: the text may end here), the offset of the
    /// usual next row, and `count` exceptions: symbol, offset. Offsets are big-endian. The row at
    /// 0 rejects, and the row at 3 is the first state.
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
            engine: None,
        }
    }

    /// Called by generated code if `source`, the model's expression, needs an engine.
    #[must_use]
    pub const fn with(source: &'static str, engine: &'static dyn Engine) -> Self {
        Self {
            engine: Some(engine),
            ..Self::new(source, "", &[], &[], &[])
        }
    }

    /// The regular expression as written in the model.
    #[must_use]
    pub const fn source(&self) -> &'static str {
        self.source
    }

    /// Whether some part of `text` matches, or all of it if the pattern is anchored.
    #[must_use]
    pub fn matches(&self, text: &str) -> bool {
        if let Some(engine) = self.engine {
            return engine.matches(text);
        }
        if text.is_ascii() {
            self.accepts(
                text.bytes()
                    .map(|byte| self.ascii[usize::from(byte & 0x7F)]),
            )
        } else {
            self.accepts(text.chars().map(|character| self.symbol(character)))
        }
    }

    fn accepts(&self, symbols: impl Iterator<Item = u8>) -> bool {
        let mut at = FIRST;
        let mut row = self.row(at);
        // A text usually stays in a state for several equal symbols.
        let mut stays = None;
        for symbol in symbols {
            if stays == Some(symbol) {
                continue;
            }
            let next = row.next(symbol);
            if next == 0 {
                return false;
            }
            stays = Some(symbol).filter(|_| next == at);
            if next != at {
                at = next;
                row = self.row(at);
            }
        }
        row.accepts
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

    fn row(&self, at: usize) -> Row {
        let Some([count, high, low, others @ ..]) = self.rows.get(at..) else {
            return Row::default();
        };
        Row {
            accepts: count & ACCEPTS != 0,
            usual: offset(*high, *low),
            exceptions: others
                .get(..UNIT * usize::from(count & !ACCEPTS))
                .unwrap_or_default(),
        }
    }
}

/// A state of the automaton; the default rejects everything.
#[derive(Default)]
struct Row {
    accepts: bool,
    usual: usize,
    exceptions: &'static [u8],
}

impl Row {
    fn next(&self, symbol: u8) -> usize {
        let mut exceptions = self.exceptions;
        while let [exception, high, low, others @ ..] = exceptions {
            if *exception == symbol {
                return offset(*high, *low);
            }
            exceptions = others;
        }
        self.usual
    }
}

fn offset(high: u8, low: u8) -> usize {
    usize::from(u16::from_be_bytes([high, low]))
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

/// A look-up table of the symbols of ASCII characters, built at compile time.
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
