//! From an expression to the rows of its automaton.
//!
//! States are derivatives; those from which no text is accepted any more become row 0.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use indexmap::IndexSet;

use super::alphabet::{Alphabet, Symbols};
use super::derive::{Before, Step, accepts};
use super::expr::{Arena, Id};
use super::first::first;

/// More is a pattern whose automaton explodes, not one that a model needs.
const MAX_STATES: usize = 1400;
/// The greatest size of all rows in bytes: the most that a pattern may add to a program.
const MAX_SIZE: usize = 8192;
/// Nodes looked at for one pattern; bounds the time of generation.
const BUDGET: usize = 50_000;

/// A state: the expression that the rest of the text must match, and the context before it.
type State = (Id, Before);

/// The state that some symbols lead to.
struct Move {
    symbols: Symbols,
    to: usize,
}

/// All states, the first one first, and for each the ways on.
struct Graph {
    states: IndexSet<State>,
    next: Vec<Vec<Move>>,
}

/// The rows described at [`super::Program::rows`]; `None` when they are too many.
pub(super) fn rows(arena: &mut Arena, alphabet: &Alphabet, root: Id) -> Option<Vec<u8>> {
    let mut whole = arena.then(root, Arena::ANYTHING);
    if !arena.is_anchored(root) {
        whole = arena.then(Arena::ANYTHING, whole);
    }
    let graph = explore(arena, alphabet, whole)?;
    let accepting: Vec<bool> = graph
        .states
        .iter()
        .map(|(expr, before)| accepts(arena, *expr, *before))
        .collect();
    encode(&graph.next, &accepting)
}

fn explore(arena: &mut Arena, alphabet: &Alphabet, root: Id) -> Option<Graph> {
    let mut graph = Graph {
        states: IndexSet::from([(root, Before::Start)]),
        next: Vec::new(),
    };
    let mut budget = BUDGET;
    while let Some(&(expr, before)) = graph.states.get_index(graph.next.len()) {
        let mut moves = Vec::new();
        for symbols in alphabet.told_apart_by(&first(arena, expr, &mut budget)) {
            let mut step = Step {
                arena,
                alphabet,
                symbol: symbols.trailing_zeros() as usize,
                before,
                budget: &mut budget,
            };
            let (rest, before) = step.next(expr);
            let to = graph.states.insert_full((rest, before)).0;
            moves.push(Move { symbols, to });
        }
        if budget == 0 || graph.states.len() > MAX_STATES {
            return None;
        }
        graph.next.push(moves);
    }
    Some(graph)
}

/// Which states can still accept something.
fn alive(next: &[Vec<Move>], accepting: &[bool]) -> Vec<bool> {
    let mut sources: Vec<Vec<usize>> = vec![Vec::new(); next.len()];
    for (from, moves) in next.iter().enumerate() {
        for it in moves {
            sources[it.to].push(from);
        }
    }
    let mut alive = accepting.to_vec();
    let mut open: Vec<usize> = (0..alive.len()).filter(|state| accepting[*state]).collect();
    while let Some(state) = open.pop() {
        for &source in &sources[state] {
            if !std::mem::replace(&mut alive[source], true) {
                open.push(source);
            }
        }
    }
    alive
}

/// One state with its next states named by row; the usual one, and the symbols that differ.
struct Row {
    accepting: bool,
    usual: usize,
    exceptions: Vec<(u8, usize)>,
}

/// The refusing row has this number, so that the first state follows it.
const REFUSE: usize = 0;

fn encode(next: &[Vec<Move>], accepting: &[bool]) -> Option<Vec<u8>> {
    let alive = alive(next, accepting);
    let mut numbers = vec![REFUSE; next.len()];
    let mut rows = vec![Row {
        accepting: false,
        usual: REFUSE,
        exceptions: Vec::new(),
    }];
    let kept: Vec<usize> = (0..next.len())
        .filter(|state| *state == 0 || alive[*state])
        .collect();
    for (number, state) in kept.iter().enumerate() {
        numbers[*state] = number + 1;
    }
    if !alive.first().copied().unwrap_or(false) {
        numbers[0] = REFUSE;
    }
    rows.extend(
        kept.iter()
            .map(|state| row(&next[*state], &numbers, accepting[*state])),
    );
    let mut offsets = Vec::with_capacity(rows.len());
    let mut end = 0;
    for row in &rows {
        offsets.push(u16::try_from(end).ok()?);
        end += 3 + 3 * row.exceptions.len();
    }
    if end > MAX_SIZE {
        return None;
    }
    let mut bytes = Vec::with_capacity(end);
    for row in &rows {
        let flag = if row.accepting { 0x80 } else { 0 };
        bytes.push(u8::try_from(row.exceptions.len()).ok()? | flag);
        bytes.extend(offsets[row.usual].to_be_bytes());
        for (symbol, to) in &row.exceptions {
            bytes.push(*symbol);
            bytes.extend(offsets[*to].to_be_bytes());
        }
    }
    Some(bytes)
}

fn row(moves: &[Move], numbers: &[usize], accepting: bool) -> Row {
    let mut targets: BTreeMap<usize, Symbols> = BTreeMap::new();
    for it in moves {
        *targets.entry(numbers[it.to]).or_default() |= it.symbols;
    }
    let most = targets
        .iter()
        .max_by_key(|(to, symbols)| (symbols.count_ones(), Reverse(**to)));
    let usual = most.map_or(REFUSE, |(to, _)| *to);
    targets.remove(&usual);
    // Letters, which texts are mostly made of, have late symbols: they come first, and are
    // not the usual case, which is known only after all exceptions.
    let symbols = (0..128).rev().filter_map(|symbol| {
        let mut holders = targets.iter();
        let (to, _) = holders.find(|(_, set)| **set >> symbol & 1 == 1)?;
        Some((symbol, *to))
    });
    Row {
        accepting,
        usual,
        exceptions: symbols.collect(),
    }
}
