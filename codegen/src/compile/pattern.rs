//! Compiles the `pattern` trait: a regular expression becomes, at generation time, a
//! deterministic automaton in plain data that the runtime walks, one step a character.
//!
//! The runtime therefore needs no regular-expression engine, allocates nothing and takes time
//! linear in the text whatever the pattern. A pattern that needs a too large automaton, or general
//! categories of Unicode that the standard library does not know, is spelled for the `regex` crate,
//! which the runtime has behind a feature. A pattern that neither can match (look-around,
//! back-references) is [`Unsupported`], with the reason and the place.
//! Nothing is silently approximated; the only leniency is `\p{L}` of automata, see
//! [`Category::Letter`]. Categories are those of the Unicode version of the engine at hand.
//!
//! Expressions are read as ECMA 262 does (the trait's definition), characters being Unicode
//! scalar values, plus the Java spellings that occur in models: `\A`, `\z`, `\p{Alnum}` and
//! the like. The steps: `parse` → `expr` (hash-consed expressions) → `derive`
//! (derivatives, which give look-ahead and counted repetition without unrolling) →
//! `automaton` → [`Program`], or `spell` → [`Compiled::Expression`]. Nothing here knows Rust tokens; those are `emit`'s.

mod alphabet;
mod automaton;
mod class;
mod derive;
mod expr;
mod first;
mod parse;
mod spell;

use std::fmt;

/// A pattern in the form in which the runtime has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Compiled {
    /// An automaton.
    Automaton(Program),
    /// A pattern that needs the runtime's feature `regex`.
    Expression {
        /// The expression as the model has it.
        source: String,
        /// The same in the syntax of the `regex` crate, its classes spelled out.
        spelled: String,
    },
}

/// A pattern as an automaton, field by field what `tinsmith::rt::pattern::Pattern::new` takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    /// The expression as the model has it.
    pub source: String,
    /// First characters, ascending, of the ranges that the pattern distinguishes.
    pub edges: String,
    /// The symbol of each range; with `n` categories, `2^n` symbols for each range, indexed
    /// by which categories hold a character.
    pub symbols: Vec<u8>,
    /// Unicode categories that decide the symbol of characters beyond ASCII.
    pub categories: Vec<Category>,
    /// The automaton: one row a state, addressed by its byte offset; the row at 0 refuses, the
    /// row at 3 is the first. A row is a count byte (bit 7: the text may end here), the offset
    /// of the usual next row, and `count` exceptions: symbol, offset. Offsets are big-endian.
    pub rows: Vec<u8>,
}

impl Program {
    /// Whether the pattern matches the empty text: whether a text may end in the first row.
    pub fn accepts_empty_text(&self) -> bool {
        self.rows.get(3).is_some_and(|count| count & 0x80 != 0)
    }
}

/// A Unicode property of characters beyond ASCII that the standard library can decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Category {
    /// `\p{L}`, taken as alphabetic but not numeric: letters, and the few hundred vowel signs
    /// and circled letters that Unicode calls alphabetic. Lenient, as a client may be.
    Letter,
    /// `\p{N}`, exactly.
    Number,
    /// `\p{Z}`, exactly.
    Separator,
}

/// Why a pattern cannot be checked by generated code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsupported {
    /// The features that the pattern uses.
    pub reason: String,
    /// Where in the pattern, in bytes.
    pub offset: usize,
}

impl fmt::Display for Unsupported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (at offset {})", self.reason, self.offset)
    }
}

/// Compiles one `pattern` trait value.
///
/// A pattern matches anywhere in the text unless it is anchored, as the trait says.
pub fn compile(source: &str) -> Result<Compiled, Unsupported> {
    let mut arena = expr::Arena::default();
    let root = parse::parse(source, &mut arena)?;
    match program(source, &mut arena, root) {
        Ok(program) => Ok(Compiled::Automaton(program)),
        Err(why) => match spell::spell(&arena, root) {
            Ok(spelled) => Ok(Compiled::Expression {
                source: source.to_owned(),
                spelled,
            }),
            Err(nor) => Err(whole(&format!("{why}, and {nor}"))),
        },
    }
}

/// Compiles a pattern to an automaton, or not at all.
pub fn automaton(source: &str) -> Result<Program, Unsupported> {
    let mut arena = expr::Arena::default();
    let root = parse::parse(source, &mut arena)?;
    program(source, &mut arena, root).map_err(whole)
}

/// The automaton of a parsed expression; the error gives the reason why it has none.
fn program(source: &str, arena: &mut expr::Arena, root: expr::Id) -> Result<Program, &'static str> {
    if !arena.classes().iter().all(class::Class::is_decidable) {
        return Err("uses Unicode categories that the standard library lacks");
    }
    let alphabet = alphabet::Alphabet::of(arena.classes())
        .ok_or("distinguishes more than 128 kinds of characters")?;
    let rows =
        automaton::rows(arena, &alphabet, root).ok_or("needs an automaton that is too large")?;
    Ok(Program {
        source: source.to_owned(),
        edges: alphabet.edges,
        symbols: alphabet.symbols,
        categories: alphabet.categories,
        rows,
    })
}

fn whole(reason: &str) -> Unsupported {
    Unsupported {
        reason: reason.to_owned(),
        offset: 0,
    }
}
