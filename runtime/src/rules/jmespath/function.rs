//! JMESPath's functions (jmespath.org, "Built-in Functions"). An argument of a wrong type gives null.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt::Write;

use super::data::Data;
use super::evaluate::find;
use super::{Expression, Function};
use crate::model::value::Value;
use crate::types::{Document, Number};
use crate::util::order;

/// The result of a function; arguments are evaluated on `on`.
pub(super) fn call<'a>(function: Function, arguments: &'a [Expression], on: &Data<'a>) -> Data<'a> {
    let found = match arguments {
        [of] => unary(function, &find(of, on)),
        [first, second] => binary(function, first, second, on),
        _ => None,
    };
    let all = arguments.iter().map(|argument| find(argument, on));
    let found = match function {
        Function::Merge => merged(all),
        Function::NotNull => all.into_iter().find(|it| !it.is_null()),
        _ => found,
    };
    found.unwrap_or(Data::NULL)
}

fn unary<'a>(function: Function, of: &Data<'a>) -> Option<Data<'a>> {
    Some(match function {
        Function::Abs => number(of.number()?.abs()),
        Function::Ceil => number(of.number()?.ceil()),
        Function::Floor => number(of.number()?.floor()),
        Function::Sum => number(numbers(of)?.iter().sum()),
        Function::Avg => average(&numbers(of)?)?,
        Function::Max => extreme(of, Ordering::Greater, &|it| it.clone())?,
        Function::Min => extreme(of, Ordering::Less, &|it| it.clone())?,
        Function::Sort => sorted(of, &|it| it.clone())?,
        Function::Reverse => reversed(of)?,
        Function::Values => Data::Many(of.values()?),
        Function::Type => Data::One(Value::String(type_of(of))),
        Function::ToArray => Data::Many(of.elements().unwrap_or_else(|| vec![of.clone()])),
        Function::ToNumber => number(to_number(of)?),
        Function::ToString => Data::Text(to_string(of)),
        _ => return None,
    })
}

fn binary<'a>(
    function: Function,
    first: &'a Expression,
    second: &'a Expression,
    on: &Data<'a>,
) -> Option<Data<'a>> {
    let texts = || Some((find(first, on).text()?, find(second, on).text()?));
    let key = |it: &Data<'a>| find(second, it);
    Some(match function {
        Function::StartsWith => {
            texts().map(|(text, part)| Data::boolean(text.starts_with(&*part)))?
        }
        Function::EndsWith => texts().map(|(text, part)| Data::boolean(text.ends_with(&*part)))?,
        Function::Join => {
            let all = find(second, on).elements()?;
            let all: Option<Vec<Cow<'_, str>>> = all.iter().map(Data::text).collect();
            Data::Text(all?.join(&*find(first, on).text()?))
        }
        Function::Map => {
            let all = find(second, on).elements()?;
            Data::Many(all.iter().map(|it| find(first, it)).collect())
        }
        Function::MaxBy => extreme(&find(first, on), Ordering::Greater, &key)?,
        Function::MinBy => extreme(&find(first, on), Ordering::Less, &key)?,
        Function::SortBy => sorted(&find(first, on), &key)?,
        _ => return None,
    })
}

fn number<'a>(it: f64) -> Data<'a> {
    Data::One(Value::Double(it))
}

fn numbers(of: &Data<'_>) -> Option<Vec<f64>> {
    of.elements()?.iter().map(Data::number).collect()
}

#[expect(clippy::cast_precision_loss, reason = "no list has 2^53 elements")]
fn average<'a>(numbers: &[f64]) -> Option<Data<'a>> {
    let count = numbers.len();
    (count > 0).then(|| number(numbers.iter().sum::<f64>() / count as f64))
}

/// A value that lists are ordered by.
enum Key<'a> {
    Number(f64),
    Text(Cow<'a, str>),
}

impl Key<'_> {
    /// The order of two keys of one type.
    fn order(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => Some(a.total_cmp(b)),
            (Self::Text(a), Self::Text(b)) => Some(a.cmp(b)),
            _ => None,
        }
    }
}

type Keyed<'a> = (Key<'a>, Data<'a>);

/// The elements with their keys; `None` unless all keys are numbers or all are texts.
fn keyed<'a>(of: &Data<'a>, key: &dyn Fn(&Data<'a>) -> Data<'a>) -> Option<Vec<Keyed<'a>>> {
    let keyed = of.elements()?.into_iter().map(|it| {
        let found = key(&it);
        let text = found.text().map(Key::Text);
        Some((text.or_else(|| found.number().map(Key::Number))?, it))
    });
    let keyed: Vec<Keyed<'a>> = keyed.collect::<Option<_>>()?;
    let first = keyed.first();
    let fits = |(key, _): &Keyed<'a>| first.is_none_or(|(first, _)| key.order(first).is_some());
    keyed.iter().all(fits).then_some(keyed)
}

/// The elements in ascending order of their keys; those with equal keys keep their order.
fn sorted<'a>(of: &Data<'a>, key: &dyn Fn(&Data<'a>) -> Data<'a>) -> Option<Data<'a>> {
    let keyed = keyed(of, key)?;
    let compare = |a: usize, b: usize| {
        let (a, b) = (keyed.get(a)?, keyed.get(b)?);
        a.0.order(&b.0)
    };
    let compare = |a, b| compare(a, b).unwrap_or(Ordering::Equal);
    let order = order::sort(keyed.len(), &|_| 0, &compare).positions();
    let all = order.into_iter().filter_map(|at| keyed.get(at));
    Some(Data::Many(all.map(|(_, it)| it.clone()).collect()))
}

/// The first of the elements whose keys are greatest or least.
fn extreme<'a>(
    of: &Data<'a>,
    wanted: Ordering,
    key: &dyn Fn(&Data<'a>) -> Data<'a>,
) -> Option<Data<'a>> {
    let keyed = keyed(of, key)?.into_iter();
    let better = |best: Keyed<'a>, next: Keyed<'a>| match next.0.order(&best.0) {
        Some(order) if order == wanted => next,
        _ => best,
    };
    keyed.reduce(better).map(|(_, it)| it)
}

fn reversed<'a>(of: &Data<'a>) -> Option<Data<'a>> {
    if let Some(text) = of.text() {
        return Some(Data::Text(text.chars().rev().collect()));
    }
    let mut all = of.elements()?;
    all.reverse();
    Some(Data::Many(all))
}

/// One object of several; of entries with one name, the last counts.
fn merged<'a>(all: impl Iterator<Item = Data<'a>>) -> Option<Data<'a>> {
    let mut merged: Vec<(&'a str, Data<'a>)> = Vec::new();
    for object in all {
        for (name, value) in object.entries()? {
            match merged.iter_mut().find(|(known, _)| *known == name) {
                Some((_, known)) => *known = value,
                None => merged.push((name, value)),
            }
        }
    }
    Some(Data::Named(merged))
}

fn type_of(of: &Data<'_>) -> &'static str {
    match of {
        Data::One(Value::Boolean(_)) => "boolean",
        _ if of.text().is_some() => "string",
        _ if of.number().is_some() => "number",
        _ if of.elements().is_some() => "array",
        _ if of.entries().is_some() => "object",
        _ => "null",
    }
}

fn to_number(of: &Data<'_>) -> Option<f64> {
    let Some(text) = of.text() else {
        return of.number();
    };
    let has_digits = text
        .trim_start_matches('-')
        .starts_with(|it: char| it.is_ascii_digit());
    let parsed = text.parse().ok().filter(|_| has_digits);
    parsed.filter(|it: &f64| it.is_finite())
}

/// The text itself, and any other value in JSON.
fn to_string(of: &Data<'_>) -> String {
    match of.to_document() {
        Document::String(text) => text,
        document => json(&document),
    }
}

fn json(document: &Document) -> String {
    match document {
        Document::Null => "null".to_owned(),
        Document::Bool(it) => it.to_string(),
        Document::Number(it) => match it {
            Number::Float(it) if !it.is_finite() => "null".to_owned(),
            _ => match it.as_i64() {
                Some(integer) => integer.to_string(),
                None => it.to_f64().to_string(),
            },
        },
        Document::String(text) => quoted(text),
        Document::List(items) => {
            let items: Vec<String> = items.iter().map(json).collect();
            format!("[{}]", items.join(","))
        }
        Document::Map(entries) => {
            let entries = entries.iter();
            let entries = entries.map(|(key, it)| format!("{}:{}", quoted(key), json(it)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(","))
        }
    }
}

fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            c if c < ' ' => {
                // Writing to a `String` cannot fail.
                let _ = write!(quoted, "\\u{:04x}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
