//! Which classes the next character of a text is asked for: characters that these do not tell
//! apart lead to the same rest, so that one derivative does for all of them.
//!
//! Errs on the side of too many classes; knows nothing of symbols or automata.

use std::collections::{BTreeSet, HashMap};

use super::expr::{Arena, Expr, Id};

/// The classes of `arena`, by position, that decide what is left of `expr` after a character.
///
/// Counts `budget` down as it looks at nodes.
pub(super) fn first(arena: &Arena, expr: Id, budget: &mut usize) -> BTreeSet<usize> {
    let mut first = First {
        arena,
        classes: arena.word().into_iter().collect(),
        seen: HashMap::new(),
    };
    first.look(expr);
    *budget = budget.saturating_sub(first.seen.len());
    first.classes
}

struct First<'a> {
    arena: &'a Arena,
    classes: BTreeSet<usize>,
    /// Whether what follows an expression may see the character, too.
    seen: HashMap<Id, bool>,
}

impl First<'_> {
    fn look(&mut self, expr: Id) -> bool {
        if let Some(known) = self.seen.get(&expr) {
            return *known;
        }
        let passes = self.look_inside(expr);
        self.seen.insert(expr, passes);
        passes
    }

    fn look_inside(&mut self, mut expr: Id) -> bool {
        while let Expr::Then(left, right) = *self.arena.node(expr) {
            if !self.look(left) {
                return false;
            }
            expr = right;
        }
        match self.arena.node(expr) {
            Expr::Nothing | Expr::Then(..) => false,
            Expr::Empty | Expr::Start | Expr::End | Expr::Boundary { .. } => true,
            Expr::Class(class) => {
                self.classes.insert(*class);
                false
            }
            Expr::Look { ahead, .. } => {
                self.look(*ahead);
                true
            }
            Expr::Not(inner) => self.look(*inner),
            Expr::Either(ids) | Expr::Both(ids) => {
                let mut passes = false;
                for id in ids {
                    passes |= self.look(*id);
                }
                passes
            }
            Expr::Repeat { body, min, .. } => self.look(*body) || *min == 0,
        }
    }
}
