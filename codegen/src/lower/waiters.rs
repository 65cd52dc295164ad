//! `smithy.waiters#waitable` checked, its `JMESPath` resolved, so that nothing is parsed or looked
//! up at run time.

use indexmap::IndexMap;

use crate::compile::jmespath::{self, Expression, Known};
use crate::ir::waiter::{self as ir, Acceptor, Condition, Matcher};
use crate::model::traits::{self, AcceptorState, Comparator, PathMatcher};
use crate::model::{Member, Model, Operation, Shape, ShapeId, ShapeKind};

/// Whether a waiter of `operation` may be called that: an identifier in upper camel case, which
/// is not that of another operation's waiter, whatever its case.
pub(super) fn check_name(model: &Model, operation: &Shape, name: &str) -> Result<(), String> {
    let is_identifier = name.starts_with(|c: char| c.is_ascii_uppercase())
        && name.chars().all(|c| c.is_ascii_alphanumeric());
    if !is_identifier {
        let rule = "a waiter's name begins with a capital and has letters and digits only";
        return Err(rule.to_owned());
    }
    let has_it = |shape: &&Shape| {
        let waiters = shape.traits.waitable();
        let mut names = waiters.into_iter().flat_map(IndexMap::keys);
        names.any(|other| other.eq_ignore_ascii_case(name))
    };
    let mut others = model.operations().filter(|it| it.id != operation.id);
    match others.find(has_it) {
        Some(other) => Err(format!(
            "`{}` also has a waiter of that name",
            other.id.name()
        )),
        None => Ok(()),
    }
}

/// Resolves the acceptors of a waiter on an operation; the error is that of the first faulty
/// acceptor.
pub(super) fn acceptors(
    model: &Model,
    operation: &Operation,
    waiter: &traits::Waiter,
) -> Result<Vec<Acceptor>, String> {
    let succeeds = |it: &traits::Acceptor| it.state == AcceptorState::Success;
    if !waiter.acceptors.iter().any(succeeds) {
        return Err(
            "no acceptor has the state `success`, so the waiter could never succeed".to_owned(),
        );
    }
    if waiter.min_delay > waiter.max_delay {
        let (min, max) = (waiter.min_delay, waiter.max_delay);
        return Err(format!("`minDelay` is {min}, more than `maxDelay`, {max}"));
    }
    for end in [&operation.input, &operation.output] {
        let is_event_stream = |it: &&Member| {
            let target = model.shape(&it.target);
            target.traits.streaming() && matches!(target.kind, ShapeKind::Union { .. })
        };
        if let Some(member) = model.shape(end).members().iter().find(is_event_stream) {
            let member = &member.name;
            return Err(format!(
                "`{member}` is a stream of events, which no poll waits for"
            ));
        }
    }
    let acceptors = waiter.acceptors.iter().enumerate();
    acceptors
        .map(|(index, acceptor)| {
            let resolved = self::acceptor(model, operation, acceptor);
            resolved.map_err(|why| format!("acceptor {index}: {why}"))
        })
        .collect()
}

fn acceptor(
    model: &Model,
    operation: &Operation,
    acceptor: &traits::Acceptor,
) -> Result<Acceptor, String> {
    let message = acceptor.message.as_deref();
    if message.is_some() && acceptor.state != AcceptorState::Failure {
        return Err("only acceptors with the state `failure` have a `message`".to_owned());
    }
    Ok(Acceptor {
        state: match acceptor.state {
            AcceptorState::Success => ir::AcceptorState::Success,
            AcceptorState::Failure => ir::AcceptorState::Failure,
            AcceptorState::Retry => ir::AcceptorState::Retry,
        },
        matcher: matcher(model, operation, &acceptor.matcher)?,
        message: message
            .map(|text| message_path(model, operation, text))
            .transpose()?,
    })
}

fn message_path(model: &Model, operation: &Operation, text: &str) -> Result<Expression, String> {
    let output = Known::Shape(model.shape(&operation.output));
    let (path, found) = jmespath::expression(model, &output, text)?;
    if found.may_be_text() || found.may_be_texts(model) {
        return Ok(path);
    }
    let found = found.spelt();
    Err(format!("a `message` is text, but `{text}` finds {found}"))
}

fn matcher(
    model: &Model,
    operation: &Operation,
    matcher: &traits::Matcher,
) -> Result<Matcher, String> {
    let shape = |id: &ShapeId| Known::Shape(model.shape(id));
    Ok(match matcher {
        traits::Matcher::Success(success) => Matcher::Success(*success),
        traits::Matcher::ErrorType(name) => {
            let name = name.rsplit('#').next().unwrap_or(name);
            Matcher::ErrorType(name.to_owned())
        }
        traits::Matcher::Output(path) => {
            Matcher::Output(condition(model, &shape(&operation.output), path)?)
        }
        traits::Matcher::InputOutput(path) => {
            let part = |name: &str, id: &ShapeId| (name.to_owned(), shape(id));
            let both = vec![
                part("input", &operation.input),
                part("output", &operation.output),
            ];
            Matcher::InputOutput(condition(model, &Known::Object(both), path)?)
        }
    })
}

fn condition(model: &Model, root: &Known<'_>, matcher: &PathMatcher) -> Result<Condition, String> {
    let PathMatcher {
        path,
        expected,
        comparator,
    } = matcher;
    let (path, found) = jmespath::expression(model, root, path)?;
    let (text, texts) = (found.may_be_text(), found.may_be_texts(model));
    let (comparator, fits, wanted) = match comparator {
        Comparator::StringEquals => (ir::Comparator::StringEquals, text, "text"),
        Comparator::BooleanEquals => {
            let fits = found.may_be_boolean();
            (ir::Comparator::BooleanEquals, fits, "a boolean")
        }
        Comparator::AllStringEquals => (ir::Comparator::AllStringEquals, texts, "a list of texts"),
        Comparator::AnyStringEquals => (ir::Comparator::AnyStringEquals, texts, "a list of texts"),
    };
    if !fits {
        let (what, path, found) = (comparator.name(), &matcher.path, found.spelt());
        return Err(format!(
            "`{what}` compares {wanted}, but `{path}` finds {found}"
        ));
    }
    let of_booleans = comparator == ir::Comparator::BooleanEquals;
    if of_booleans && !matches!(expected.as_str(), "true" | "false") {
        return Err(format!(
            "`booleanEquals` expects `true` or `false`, and not `{expected}`"
        ));
    }
    Ok(Condition {
        path,
        comparator,
        expected: expected.clone(),
    })
}
