//! Derivatives: the expression that must match the rest of a text after its next character.
//!
//! Brzozowski's derivatives in continuation form, so that look-ahead, which concerns the whole
//! rest, stays a conjunction of rests. Knows nothing of the syntax of expressions.

use super::alphabet::Alphabet;
use super::expr::{Arena, Expr, Id};

/// The context before the current position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Before {
    /// Nothing: the text starts here.
    Start,
    /// A word character.
    Word,
    /// Any other character.
    Other,
}

/// One step: the next character, and the context before it.
pub(super) struct Step<'a> {
    pub(super) arena: &'a mut Arena,
    pub(super) alphabet: &'a Alphabet,
    pub(super) symbol: usize,
    pub(super) before: Before,
    /// Counted down as nodes are looked at; at zero the result means nothing.
    pub(super) budget: &'a mut usize,
}

impl Step<'_> {
    /// The expression that the text must match after `expr` has consumed the character, with the
    /// context before it.
    pub(super) fn next(&mut self, expr: Id) -> (Id, Before) {
        let rest = self.take(expr, Arena::EMPTY);
        let word = is_word(self.arena, self.alphabet, self.symbol);
        (rest, if word { Before::Word } else { Before::Other })
    }

    /// The rest to match after `expr` has taken the character and `rest` follows it.
    ///
    /// Conjunctions and negations speak of whole rests: they occur with an empty `rest` only.
    fn take(&mut self, expr: Id, rest: Id) -> Id {
        let node = self.arena.get(expr);
        if !self.afford(&node) {
            return Arena::NOTHING;
        }
        match node {
            Expr::Class(class) if self.alphabet.holds(class, self.symbol) => rest,
            Expr::Then(..) => self.take_sequence(expr, rest),
            Expr::Either(options) => {
                let taken: Vec<_> = options
                    .into_iter()
                    .map(|option| self.take(option, rest))
                    .collect();
                self.arena.either(taken)
            }
            Expr::Both(parts) => {
                let taken: Vec<_> = parts
                    .into_iter()
                    .map(|part| self.take(part, rest))
                    .collect();
                self.arena.both(taken)
            }
            Expr::Not(inner) => {
                let taken = self.take(inner, rest);
                self.arena.not(taken)
            }
            Expr::Repeat { body, min, max } => {
                let again = self
                    .arena
                    .repeat(body, min.saturating_sub(1), max.map(|max| max - 1));
                let again = self.arena.then(again, rest);
                self.take(body, again)
            }
            _ => Arena::NOTHING,
        }
    }

    /// Any element may take the character, if those before it can be skipped.
    fn take_sequence(&mut self, sequence: Id, rest: Id) -> Id {
        let mut options = Vec::new();
        let mut condition = Arena::ANYTHING;
        let mut here = sequence;
        while condition != Arena::NOTHING {
            let Expr::Then(left, right) = self.arena.get(here) else {
                let taken = self.take(here, rest);
                options.push(self.arena.both([condition, taken]));
                break;
            };
            let after = self.arena.then(right, rest);
            let taken = self.take(left, after);
            options.push(self.arena.both([condition, taken]));
            let skipped = self.skip(left);
            condition = self.arena.both([condition, skipped]);
            here = right;
        }
        self.arena.either(options)
    }

    /// The condition on the rest, after the character, under which `expr` matches nothing here.
    fn skip(&mut self, expr: Id) -> Id {
        let node = self.arena.get(expr);
        if !self.afford(&node) {
            return Arena::NOTHING;
        }
        match node {
            Expr::Empty | Expr::Repeat { min: 0, .. } => Arena::ANYTHING,
            Expr::Repeat { body, .. } => self.skip(body),
            Expr::Start => truth(self.before == Before::Start),
            Expr::Boundary { negated } => {
                let word = is_word(self.arena, self.alphabet, self.symbol);
                truth((word != (self.before == Before::Word)) != negated)
            }
            Expr::Look { negated, ahead } => {
                let ahead = self.arena.then(ahead, Arena::ANYTHING);
                let taken = self.take(ahead, Arena::EMPTY);
                if negated {
                    self.arena.not(taken)
                } else {
                    taken
                }
            }
            Expr::Then(left, mut right) => {
                let mut conditions = vec![self.skip(left)];
                while let Expr::Then(left, next) = self.arena.get(right) {
                    conditions.push(self.skip(left));
                    right = next;
                }
                conditions.push(self.skip(right));
                self.arena.both(conditions)
            }
            Expr::Either(options) => {
                let conditions: Vec<_> = options
                    .into_iter()
                    .map(|option| self.skip(option))
                    .collect();
                self.arena.either(conditions)
            }
            _ => Arena::NOTHING,
        }
    }

    fn afford(&mut self, node: &Expr) -> bool {
        let price = match node {
            Expr::Either(ids) | Expr::Both(ids) => 1 + ids.len(),
            _ => 1,
        };
        *self.budget = self.budget.saturating_sub(price);
        *self.budget > 0
    }
}

fn truth(holds: bool) -> Id {
    if holds {
        Arena::ANYTHING
    } else {
        Arena::NOTHING
    }
}

/// Whether the previous character will be seen as a word character; nobody looks without `\b`.
fn is_word(arena: &Arena, alphabet: &Alphabet, symbol: usize) -> bool {
    arena
        .word()
        .is_some_and(|class| alphabet.holds(class, symbol))
}

/// Whether `expr` matches when the text ends here.
pub(super) fn accepts(arena: &Arena, mut expr: Id, before: Before) -> bool {
    let ends = |id| accepts(arena, id, before);
    while let Expr::Then(left, right) = arena.get(expr) {
        if !ends(left) {
            return false;
        }
        expr = right;
    }
    match arena.get(expr) {
        Expr::Nothing | Expr::Class(_) | Expr::Then(..) => false,
        Expr::Empty | Expr::End => true,
        Expr::Start => before == Before::Start,
        Expr::Boundary { negated } => (before == Before::Word) != negated,
        Expr::Look { negated, ahead } => ends(ahead) != negated,
        Expr::Either(options) => options.into_iter().any(ends),
        Expr::Both(parts) => parts.into_iter().all(ends),
        Expr::Not(inner) => !ends(inner),
        Expr::Repeat { body, min, .. } => min == 0 || ends(body),
    }
}
