//! Expressions, hash-consed: equal ones have equal ids, which is what makes the derivatives
//! of an expression finitely many.
//!
//! Constructors simplify; nothing here knows the syntax or the matching of expressions.

use indexmap::{IndexMap, IndexSet};

use super::class::Class;

/// An expression of an [`Arena`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Id(usize);

/// One node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Expr {
    /// Matches no text.
    Nothing,
    /// Matches the empty text.
    Empty,
    /// One character of a class, by its position in [`Arena::classes`].
    Class(usize),
    /// `^`
    Start,
    /// `$`
    End,
    /// `\b`, or `\B` when negated.
    Boundary { negated: bool },
    /// `(?=..)`, or `(?!..)` when negated.
    Look { negated: bool, ahead: Id },
    /// One after the other; the left one is never a `Then`.
    Then(Id, Id),
    /// Any of them.
    Either(Vec<Id>),
    /// All of them at once, of the rest of the text.
    Both(Vec<Id>),
    /// The rest of the text does not match.
    Not(Id),
    /// At least `min` and at most `max` times.
    Repeat {
        body: Id,
        min: u32,
        max: Option<u32>,
    },
}

/// The expressions and classes of one pattern.
pub(super) struct Arena {
    exprs: IndexSet<Expr>,
    classes: IndexSet<Class>,
    word: Option<usize>,
}

impl Default for Arena {
    fn default() -> Self {
        let anything = Expr::Repeat {
            body: Id(2),
            min: 0,
            max: None,
        };
        Self {
            exprs: [Expr::Nothing, Expr::Empty, Expr::Class(0), anything]
                .into_iter()
                .collect(),
            classes: IndexSet::from([Class::everything()]),
            word: None,
        }
    }
}

impl Arena {
    pub(super) const NOTHING: Id = Id(0);
    pub(super) const EMPTY: Id = Id(1);
    /// Any text at all.
    pub(super) const ANYTHING: Id = Id(3);

    pub(super) fn get(&self, id: Id) -> Expr {
        self.node(id).clone()
    }

    pub(super) fn node(&self, id: Id) -> &Expr {
        self.exprs.get_index(id.0).unwrap_or(&Expr::Nothing)
    }

    pub(super) fn classes(&self) -> &IndexSet<Class> {
        &self.classes
    }

    /// The class `\w`, if some `\b` or `\B` makes the previous character matter.
    pub(super) fn word(&self) -> Option<usize> {
        self.word
    }

    pub(super) fn boundary(&mut self, negated: bool) -> Id {
        self.word = Some(self.classes.insert_full(Class::word()).0);
        self.leaf(Expr::Boundary { negated })
    }

    /// A node that needs no simplification.
    pub(super) fn leaf(&mut self, expr: Expr) -> Id {
        Id(self.exprs.insert_full(expr).0)
    }

    pub(super) fn class(&mut self, class: Class) -> Id {
        let (index, _) = self.classes.insert_full(class);
        self.leaf(Expr::Class(index))
    }

    pub(super) fn then(&mut self, left: Id, right: Id) -> Id {
        match (left, right) {
            (Self::NOTHING, _) | (_, Self::NOTHING) => Self::NOTHING,
            (Self::EMPTY, other) | (other, Self::EMPTY) => other,
            (Self::ANYTHING, Self::ANYTHING) => Self::ANYTHING,
            (end, Self::ANYTHING) if *self.node(end) == Expr::End => end,
            _ => {
                let mut last = left;
                let mut spine = Vec::new();
                while let Expr::Then(first, second) = self.get(last) {
                    spine.push(first);
                    last = second;
                }
                spine.push(last);
                spine
                    .into_iter()
                    .rev()
                    .fold(right, |rest, part| self.leaf(Expr::Then(part, rest)))
            }
        }
    }

    pub(super) fn either(&mut self, options: impl IntoIterator<Item = Id>) -> Id {
        let mut flat = Vec::new();
        for option in options {
            match self.exprs.get_index(option.0) {
                Some(Expr::Either(inner)) => flat.extend(inner),
                _ => flat.push(option),
            }
        }
        if flat.contains(&Self::ANYTHING) {
            return Self::ANYTHING;
        }
        flat.retain(|id| *id != Self::NOTHING);
        let merged = self.merge_counts(flat);
        self.set(merged, Self::NOTHING, Expr::Either)
    }

    /// `a{0,5}b|a{3,9}b` is `a{0,9}b`: without this, counters multiply the states.
    fn merge_counts(&mut self, options: Vec<Id>) -> Vec<Id> {
        let mut counted: IndexMap<(Id, Id), Vec<(u32, u32)>> = IndexMap::new();
        let (repeated, mut merged): (Vec<_>, Vec<_>) = options
            .iter()
            .partition(|option| self.counted(**option).is_some());
        if repeated.len() < 2 {
            return options;
        }
        for (key, bounds) in repeated.into_iter().filter_map(|id| self.counted(id)) {
            counted.entry(key).or_default().push(bounds);
        }
        for ((body, rest), bounds) in counted {
            for (min, max) in joined(bounds) {
                let repeated = self.repeat(body, min, (max < u32::MAX).then_some(max));
                merged.push(self.then(repeated, rest));
            }
        }
        merged
    }

    /// A repetition with its bounds, and the expression after it.
    fn counted(&self, id: Id) -> Option<((Id, Id), (u32, u32))> {
        let (repeated, rest) = match self.get(id) {
            Expr::Then(left, right) => (left, right),
            _ => (id, Self::EMPTY),
        };
        match self.get(repeated) {
            Expr::Repeat { body, min, max } => Some(((body, rest), (min, max.unwrap_or(u32::MAX)))),
            _ => None,
        }
    }

    pub(super) fn both(&mut self, parts: impl IntoIterator<Item = Id>) -> Id {
        let mut flat = Vec::new();
        for part in parts {
            match self.exprs.get_index(part.0) {
                Some(Expr::Both(inner)) => flat.extend(inner),
                _ => flat.push(part),
            }
        }
        if flat.contains(&Self::NOTHING) {
            return Self::NOTHING;
        }
        flat.retain(|id| *id != Self::ANYTHING);
        self.set(flat, Self::ANYTHING, Expr::Both)
    }

    fn set(&mut self, mut ids: Vec<Id>, none: Id, several: fn(Vec<Id>) -> Expr) -> Id {
        ids.sort_unstable();
        ids.dedup();
        match ids.as_slice() {
            [] => none,
            [one] => *one,
            _ => self.leaf(several(ids)),
        }
    }

    pub(super) fn not(&mut self, id: Id) -> Id {
        match (id, self.get(id)) {
            (Self::NOTHING, _) => Self::ANYTHING,
            (Self::ANYTHING, _) => Self::NOTHING,
            (_, Expr::Not(inner)) => inner,
            _ => self.leaf(Expr::Not(id)),
        }
    }

    /// Repetitions of something that may be empty are unrolled up to `min`, so that the other
    /// iterations can be taken to consume a character, as ECMA 262 has it.
    pub(super) fn repeat(&mut self, body: Id, min: u32, max: Option<u32>) -> Id {
        match (self.get(body), min, max) {
            (_, _, Some(0)) | (Expr::Empty, _, _) => return Self::EMPTY,
            (_, 1, Some(1)) => return body,
            (Expr::Start | Expr::End | Expr::Boundary { .. } | Expr::Look { .. }, min, _) => {
                return if min == 0 { Self::EMPTY } else { body };
            }
            _ => {}
        }
        if min == 0 || !self.may_be_empty(body) {
            return self.leaf(Expr::Repeat { body, min, max });
        }
        let mut repeated = self.repeat(body, 0, max.map(|max| max - min));
        for _ in 0..min {
            repeated = self.then(body, repeated);
        }
        repeated
    }

    /// Whether texts can match from their start only.
    pub(super) fn is_anchored(&self, id: Id) -> bool {
        match self.node(id) {
            Expr::Start => true,
            Expr::Then(left, _) => self.is_anchored(*left),
            Expr::Either(options) => options.iter().all(|it| self.is_anchored(*it)),
            _ => false,
        }
    }

    fn may_be_empty(&self, mut id: Id) -> bool {
        while let Expr::Then(left, right) = self.get(id) {
            if !self.may_be_empty(left) {
                return false;
            }
            id = right;
        }
        match self.get(id) {
            Expr::Nothing | Expr::Class(_) => false,
            Expr::Either(options) => options.iter().any(|option| self.may_be_empty(*option)),
            Expr::Repeat { body, min, .. } => min == 0 || self.may_be_empty(body),
            _ => true,
        }
    }
}

/// Ranges of counts, with overlapping or adjacent ones merged.
fn joined(mut bounds: Vec<(u32, u32)>) -> Vec<(u32, u32)> {
    bounds.sort_unstable();
    let mut joined: Vec<(u32, u32)> = Vec::with_capacity(bounds.len());
    for (min, max) in bounds {
        match joined.last_mut() {
            Some(before) if min <= before.1.saturating_add(1) => before.1 = before.1.max(max),
            _ => joined.push((min, max)),
        }
    }
    joined
}
