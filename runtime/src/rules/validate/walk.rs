//! Walks a value along its schema and collects violations.
//!
//! A valid value costs no allocation, unless it contains a list of unique elements.

use std::mem;

use super::{Constraint, Violation, number, order};
use crate::model::path::{Excerpt, Path, Segment};
use crate::model::schema::{Kind, Member, Trait};
use crate::model::value::{Entries, List, Structure, Value, Variant};

/// Maximum nesting depth to check; codecs refuse values that are nested deeper.
const MAX_DEPTH: usize = 128;

/// The violations in `input`, except in the member at `except`.
pub(super) fn violations(input: &dyn Structure, except: Option<usize>) -> Vec<Violation> {
    let mut walk = Walk {
        found: Vec::new(),
        depth: 0,
    };
    walk.structure(input, &Path::ROOT, false, except);
    walk.found
}

struct Walk {
    found: Vec<Violation>,
    depth: usize,
}

/// A value, its path, and whether it is sensitive.
#[derive(Clone, Copy)]
struct Located<'a> {
    value: Value<'a>,
    path: &'a Path<'a>,
    sensitive: bool,
}

impl Walk {
    fn structure(
        &mut self,
        structure: &dyn Structure,
        parent: &Path<'_>,
        sensitive: bool,
        except: Option<usize>,
    ) {
        for (index, member) in structure.schema().members.iter().enumerate() {
            if Some(index) == except {
                continue;
            }
            let path = parent.then(Segment::Member(member.name));
            match structure.get(index) {
                Value::Null if member.is_required() => {
                    self.report(&path, Constraint::Required, "none".to_owned());
                }
                Value::Null => {}
                value => self.member(
                    member,
                    Located {
                        value,
                        path: &path,
                        sensitive,
                    },
                ),
            }
        }
    }

    /// Checks a value and everything in it. Traits of the member override those of its target.
    fn member(&mut self, member: &'static Member, located: Located<'_>) {
        for constraint in member.traits {
            self.check(constraint, member, located);
        }
        for constraint in member.target.traits {
            let same = |own: &Trait| mem::discriminant(own) == mem::discriminant(constraint);
            if !member.traits.iter().any(same) {
                self.check(constraint, member, located);
            }
        }
        let nested = matches!(
            located.value,
            Value::List(_) | Value::Map(_) | Value::Structure(_) | Value::Union(_)
        );
        if nested && self.depth < MAX_DEPTH {
            self.depth += 1;
            let sensitive = located.sensitive || member.is_sensitive();
            self.descend(
                member,
                Located {
                    sensitive,
                    ..located
                },
            );
            self.depth -= 1;
        }
    }

    fn descend(&mut self, member: &'static Member, located: Located<'_>) {
        let (parent, sensitive) = (located.path, located.sensitive);
        match located.value {
            Value::Structure(structure) => self.structure(structure, parent, sensitive, None),
            Value::List(list) => self.list(member, list, located),
            Value::Map(map) => self.map(member, map, located),
            Value::Union(union) => {
                let Variant::Known(index, value) = union.variant() else {
                    return;
                };
                let Some(variant) = union.schema().members.get(index) else {
                    return;
                };
                let path = parent.then(Segment::Member(variant.name));
                self.member(
                    variant,
                    Located {
                        value,
                        path: &path,
                        sensitive,
                    },
                );
            }
            _ => {}
        }
    }

    fn list(&mut self, member: &'static Member, list: &dyn List, located: Located<'_>) {
        let Some(element) = member.target.list_member() else {
            return;
        };
        for index in 0..list.len() {
            let path = located.path.then(Segment::Index(index));
            self.member(
                element,
                Located {
                    value: list.get(index),
                    path: &path,
                    ..located
                },
            );
        }
    }

    fn map(&mut self, member: &'static Member, map: &dyn Entries, located: Located<'_>) {
        let Some((key_member, value_member)) = member.target.map_members() else {
            return;
        };
        let secret = located.sensitive || key_member.is_sensitive();
        for index in 0..map.len() {
            let Some((key, value)) = map.entry(index) else {
                return;
            };
            let shown = |segment| {
                if secret {
                    Segment::Index(index)
                } else {
                    segment
                }
            };
            let path = located.path.then(shown(Segment::Key(key)));
            self.member(
                key_member,
                Located {
                    value: Value::String(key),
                    path: &path,
                    ..located
                },
            );
            let path = located.path.then(shown(Segment::Value(key)));
            self.member(
                value_member,
                Located {
                    value,
                    path: &path,
                    ..located
                },
            );
        }
    }

    fn check(&mut self, constraint: &'static Trait, member: &'static Member, located: Located<'_>) {
        let open = matches!(member.target.kind, Kind::Enum | Kind::IntEnum);
        let broken = match (constraint, located.value) {
            (Trait::Length { min, max }, value) if !open => {
                length(value, *min, *max).map(|found| {
                    (
                        Constraint::Length {
                            min: *min,
                            max: *max,
                        },
                        found,
                    )
                })
            }
            (Trait::Range { min, max }, value) if !open => {
                outside(value, *min, *max).map(|found| {
                    (
                        Constraint::Range {
                            min: *min,
                            max: *max,
                        },
                        found,
                    )
                })
            }
            (Trait::Pattern(pattern), Value::String(text)) if !open && !pattern.matches(text) => {
                Some((Constraint::Pattern(pattern), Excerpt(text).to_string()))
            }
            (Trait::UniqueItems, Value::List(list)) => {
                order::duplicate(list).map(|(one, other)| {
                    (
                        Constraint::UniqueItems,
                        format!("equal elements at {one} and {other}"),
                    )
                })
            }
            _ => None,
        };
        let Some((constraint, found)) = broken else {
            return;
        };
        let value = matches!(
            constraint,
            Constraint::Pattern(_) | Constraint::Range { .. }
        );
        if value && (located.sensitive || member.is_sensitive()) {
            self.report(located.path, constraint, "a sensitive value".to_owned());
        } else {
            self.report(located.path, constraint, found);
        }
    }

    fn report(&mut self, path: &Path<'_>, constraint: Constraint, found: String) {
        self.found.push(Violation {
            path: path.to_string(),
            constraint,
            found,
        });
    }
}

/// The length of a value with its unit, if it is out of bounds.
fn length(value: Value<'_>, min: u64, max: u64) -> Option<String> {
    let outside = |length: usize| {
        let length = u64::try_from(length).unwrap_or(u64::MAX);
        length < min || length > max
    };
    let (length, [one, many]) = match value {
        // A character takes one to four bytes, so that characters usually need not be counted.
        Value::String(text) if !outside(text.len()) && !outside(text.len().div_ceil(4)) => {
            return None;
        }
        Value::String(text) => (text.chars().count(), ["character", "characters"]),
        Value::Blob(bytes) => (bytes.len(), ["byte", "bytes"]),
        Value::List(list) => (list.len(), ["element", "elements"]),
        Value::Map(map) => (map.len(), ["entry", "entries"]),
        _ => return None,
    };
    let unit = if length == 1 { one } else { many };
    outside(length).then(|| format!("{length} {unit}"))
}

/// The number, as text, if it is out of bounds.
fn outside(value: Value<'_>, min: Option<&str>, max: Option<&str>) -> Option<String> {
    if let Value::Integer(number) = value {
        let bound = |bound: Option<&str>| bound.map(str::parse::<i64>).transpose();
        if let (Ok(min), Ok(max)) = (bound(min), bound(max)) {
            let inside = min.is_none_or(|min| number >= min) && max.is_none_or(|max| number <= max);
            return (!inside).then(|| number.to_string());
        }
    }
    let text = match value {
        Value::Integer(number) => number.to_string(),
        Value::Float(number) => number.to_string(),
        Value::Double(number) => number.to_string(),
        Value::BigInteger(number) => number.as_str().to_owned(),
        Value::BigDecimal(number) => number.as_str().to_owned(),
        _ => return None,
    };
    // A number that is not finite is outside every range.
    let inside = |bound: &str, wrong: fn(std::cmp::Ordering) -> bool| {
        number::compare(&text, bound).is_some_and(|order| !wrong(order))
    };
    let inside = min.is_none_or(|min| inside(min, std::cmp::Ordering::is_lt))
        && max.is_none_or(|max| inside(max, std::cmp::Ordering::is_gt));
    (!inside).then_some(text)
}
