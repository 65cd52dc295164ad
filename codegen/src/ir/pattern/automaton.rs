//! From an expression to the rows of its automaton.
//!
//! States are derivatives; those from which no text is accepted any more become row 0.

use std::cmp::Reverse;
use std::collections::HashMap;

use indexmap::IndexSet;

use super::alphabet::Alphabet;
use super::derive::{Before, Step, accepts, is_word};
use super::expr::{Arena, Id};

/// More is a pattern whose automaton explodes, not one that a model needs.
const MAX_STATES: usize = 4096;
/// Nodes looked at for one pattern; bounds the time of generation.
const BUDGET: usize = 1_000_000;

/// A state: what the rest of the text must match, and what came before it.
type State = (Id, Before);

/// All states, the first one first, and for each the next state by symbol.
struct Graph {
    states: IndexSet<State>,
    next: Vec<Vec<usize>>,
}

/// The rows described at [`super::Program::rows`]; `None` when they are too many.
pub(super) fn rows(arena: &mut Arena, alphabet: &Alphabet, root: Id) -> Option<Vec<u8>> {
    let anywhere = arena.then(root, Arena::ANYTHING);
    let anywhere = arena.then(Arena::ANYTHING, anywhere);
    let graph = explore(arena, alphabet, anywhere)?;
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
        let mut row = Vec::with_capacity(alphabet.len());
        for symbol in 0..alphabet.len() {
            let mut step = Step {
                arena,
                alphabet,
                symbol,
                before,
                budget: &mut budget,
            };
            let rest = step.take(expr, Arena::EMPTY);
            let word = is_word(arena, alphabet, symbol);
            let before = if word { Before::Word } else { Before::Other };
            row.push(graph.states.insert_full((rest, before)).0);
        }
        if budget == 0 || graph.states.len() > MAX_STATES {
            return None;
        }
        graph.next.push(row);
    }
    Some(graph)
}

/// Which states can still accept something.
fn alive(next: &[Vec<usize>], accepting: &[bool]) -> Vec<bool> {
    let mut sources: HashMap<usize, Vec<usize>> = HashMap::new();
    for (from, row) in next.iter().enumerate() {
        for to in row {
            sources.entry(*to).or_default().push(from);
        }
    }
    let mut alive = accepting.to_vec();
    let mut open: Vec<usize> = (0..alive.len()).filter(|state| accepting[*state]).collect();
    while let Some(state) = open.pop() {
        for &source in sources.get(&state).map_or(&[][..], Vec::as_slice) {
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

fn encode(next: &[Vec<usize>], accepting: &[bool]) -> Option<Vec<u8>> {
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

fn row(next: &[usize], numbers: &[usize], accepting: bool) -> Row {
    let targets: Vec<usize> = next.iter().map(|state| numbers[*state]).collect();
    let count = |number: &usize| targets.iter().filter(|other| *other == number).count();
    let usual = targets
        .iter()
        .copied()
        .max_by_key(|number| (count(number), Reverse(*number)))
        .unwrap_or(REFUSE);
    // Letters, which texts are mostly made of, have late symbols: they come first, and are
    // not the usual case, which is known only after all exceptions.
    let symbols = (0..=u8::MAX).zip(targets).filter(|(_, to)| *to != usual);
    let mut exceptions: Vec<_> = symbols.collect();
    exceptions.reverse();
    Row {
        accepting,
        usual,
        exceptions,
    }
}
