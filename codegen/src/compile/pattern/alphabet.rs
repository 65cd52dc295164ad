//! The symbols of a pattern: characters that no class of the pattern distinguishes are one symbol.
//!
//! Knows classes only, neither expressions nor automata.

use std::collections::BTreeSet;

use indexmap::IndexSet;

use super::Category;
use super::class::{Class, LAST};

/// More would not fit the row format of the automaton.
const MAX_SYMBOLS: usize = 128;

/// A set of symbols: bit by number.
pub(super) type Symbols = u128;

/// The partition of all characters, and which classes hold each part.
pub(super) struct Alphabet {
    pub(super) edges: String,
    pub(super) symbols: Vec<u8>,
    pub(super) categories: Vec<Category>,
    /// For each symbol, whether each class of the pattern holds it.
    held: IndexSet<Vec<bool>>,
    /// The symbols that each class holds.
    sets: Vec<Symbols>,
}

impl Alphabet {
    /// The coarsest alphabet for `classes`; `None` when it is too large.
    pub(super) fn of(classes: &IndexSet<Class>) -> Option<Self> {
        let categories: BTreeSet<_> = classes
            .iter()
            .flat_map(Class::categories)
            .copied()
            .collect();
        let mut alphabet = Self {
            edges: String::new(),
            symbols: Vec::new(),
            categories: categories.into_iter().collect(),
            held: IndexSet::new(),
            sets: Vec::new(),
        };
        for edge in edges(classes) {
            alphabet.edges.push(edge);
            for subset in 0..1_usize << alphabet.categories.len() {
                let symbol = alphabet.symbol(u32::from(edge), subset, classes)?;
                alphabet.symbols.push(symbol);
            }
        }
        alphabet.sets = (0..classes.len())
            .map(|class| alphabet.symbols_of(class))
            .collect();
        Some(alphabet)
    }

    fn symbols_of(&self, class: usize) -> Symbols {
        let held = (0..self.len()).filter(|symbol| self.holds(class, *symbol));
        held.fold(0, |set, symbol| set | 1 << symbol)
    }

    fn symbol(&mut self, code: u32, subset: usize, classes: &IndexSet<Class>) -> Option<u8> {
        let members = self.categories.iter().enumerate();
        let belongs: Vec<_> = members
            .filter(|(bit, _)| subset & (1 << bit) != 0)
            .map(|(_, category)| *category)
            .collect();
        let held = classes
            .iter()
            .map(|class| class.holds(code, &belongs))
            .collect();
        let (symbol, _) = self.held.insert_full(held);
        u8::try_from(symbol).ok().filter(|_| symbol < MAX_SYMBOLS)
    }

    /// How many symbols there are; they count from zero.
    pub(super) fn len(&self) -> usize {
        self.held.len()
    }

    /// Whether a class, by its position in the arena, holds a symbol.
    pub(super) fn holds(&self, class: usize, symbol: usize) -> bool {
        self.held
            .get_index(symbol)
            .and_then(|held| held.get(class))
            .copied()
            .unwrap_or(false)
    }

    /// The symbols as sets: no class of `classes` distinguishes the symbols of a set.
    pub(super) fn told_apart_by(&self, classes: &BTreeSet<usize>) -> Vec<Symbols> {
        let mut sets = vec![Symbols::MAX >> (MAX_SYMBOLS - self.len())];
        for class in classes {
            let held = self.sets.get(*class).copied().unwrap_or_default();
            let halves = sets.iter().flat_map(|set| [set & held, set & !held]);
            sets = halves.filter(|set| *set != 0).collect();
        }
        sets
    }
}

/// First characters of the ranges that the classes distinguish, ascending.
fn edges(classes: &IndexSet<Class>) -> BTreeSet<char> {
    let ranges = classes.iter().flat_map(Class::ranges);
    let mut codes: BTreeSet<u32> = ranges
        .flat_map(|&(first, last)| [first, last + 1])
        .collect();
    codes.extend([0, 0x80]);
    // An edge among the surrogates, which are no characters, moves to the first after them.
    let codes = codes.into_iter().filter(|code| *code <= LAST);
    codes
        .map(|code| char::from_u32(code).unwrap_or('\u{E000}'))
        .collect()
}
