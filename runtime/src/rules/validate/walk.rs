//! Goes through a value beside its schema and collects what violates it.
//!
//! A valid value costs no allocation, unless it has a list of unique elements.

use std::mem;

use super::{Constraint, Violation, number, order};
use crate::model::path::{Excerpt, Path, Segment};
use crate::model::schema::{Kind, Member, Trait};
use crate::model::value::{Entries, List, Structure, Value, Variant};

/// Values nested deeper are not looked at; codecs refuse them anyway.
const MAX_DEPTH: usize = 128;

/// Everything below `input` that violates its schema, but for the member at `except`.
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

/// A value, where it is, and whether it may be printed.
#[derive(Clone, Copy)]
struct Place<'a> {
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
                    self.tell(&path, Constraint::Required, "none".to_owned());
                }
                Value::Null => {}
                value => self.member(
                    member,
                    Place {
                        value,
                        path: &path,
                        sensitive,
                    },
                ),
            }
        }
    }

    /// A value and everything in it; traits of the member win over those of its target.
    fn member(&mut self, member: &'static Member, place: Place<'_>) {
        for constraint in member.traits {
            self.check(constraint, member, place);
        }
        for constraint in member.target.traits {
            let same = |own: &Trait| mem::discriminant(own) == mem::discriminant(constraint);
            if !member.traits.iter().any(same) {
                self.check(constraint, member, place);
            }
        }
        let nested = matches!(
            place.value,
            Value::List(_) | Value::Map(_) | Value::Structure(_) | Value::Union(_)
        );
        if nested && self.depth < MAX_DEPTH {
            self.depth += 1;
            let sensitive = place.sensitive || member.is_sensitive();
            self.descend(member, Place { sensitive, ..place });
            self.depth -= 1;
        }
    }

    fn descend(&mut self, member: &'static Member, place: Place<'_>) {
        let (parent, sensitive) = (place.path, place.sensitive);
        match place.value {
            Value::Structure(structure) => self.structure(structure, parent, sensitive, None),
            Value::List(list) => self.list(member, list, place),
            Value::Map(map) => self.map(member, map, place),
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
                    Place {
                        value,
                        path: &path,
                        sensitive,
                    },
                );
            }
            _ => {}
        }
    }

    fn list(&mut self, member: &'static Member, list: &dyn List, place: Place<'_>) {
        let Some(element) = member.target.list_member() else {
            return;
        };
        for index in 0..list.len() {
            let path = place.path.then(Segment::Index(index));
            self.member(
                element,
                Place {
                    value: list.get(index),
                    path: &path,
                    ..place
                },
            );
        }
    }

    fn map(&mut self, member: &'static Member, map: &dyn Entries, place: Place<'_>) {
        let Some((key_member, value_member)) = member.target.map_members() else {
            return;
        };
        let secret = place.sensitive || key_member.is_sensitive();
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
            let path = place.path.then(shown(Segment::Key(key)));
            self.member(
                key_member,
                Place {
                    value: Value::String(key),
                    path: &path,
                    ..place
                },
            );
            let path = place.path.then(shown(Segment::Value(key)));
            self.member(
                value_member,
                Place {
                    value,
                    path: &path,
                    ..place
                },
            );
        }
    }

    fn check(&mut self, constraint: &'static Trait, member: &'static Member, place: Place<'_>) {
        let open = matches!(member.target.kind, Kind::Enum | Kind::IntEnum);
        let broken = match (constraint, place.value) {
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
            (Trait::UniqueItems, Value::List(list)) => order::duplicate(list)
                .map(|(one, other)| (Constraint::UniqueItems, format!("{one} and {other} equal"))),
            _ => None,
        };
        let Some((constraint, found)) = broken else {
            return;
        };
        let value = matches!(
            constraint,
            Constraint::Pattern(_) | Constraint::Range { .. }
        );
        if value && (place.sensitive || member.is_sensitive()) {
            self.tell(place.path, constraint, "a sensitive value".to_owned());
        } else {
            self.tell(place.path, constraint, found);
        }
    }

    fn tell(&mut self, path: &Path<'_>, constraint: Constraint, found: String) {
        self.found.push(Violation {
            path: path.to_string(),
            constraint,
            found,
        });
    }
}

/// The length of a value, in words, if it is out of bounds.
fn length(value: Value<'_>, min: u64, max: u64) -> Option<String> {
    let outside = |length: usize| {
        let length = u64::try_from(length).unwrap_or(u64::MAX);
        length < min || length > max
    };
    let (length, [one, many]) = match value {
        // A character takes one to four bytes: mostly there is no need to count.
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
    // What is not finite is outside every range.
    let inside = |bound: &str, wrong: fn(std::cmp::Ordering) -> bool| {
        number::compare(&text, bound).is_some_and(|order| !wrong(order))
    };
    let inside = min.is_none_or(|min| inside(min, std::cmp::Ordering::is_lt))
        && max.is_none_or(|max| inside(max, std::cmp::Ordering::is_gt));
    (!inside).then_some(text)
}
