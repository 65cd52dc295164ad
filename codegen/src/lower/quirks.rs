//! The table of quirks, looked up for a model: rules with the indices of members, and facts. The
//! runtime implements the rules.

mod revise;

pub(super) use self::revise::{is_lenient, more_pages, revise};
use crate::ir::{RuleValue, ServiceRule};
use crate::model::traits::Traits;
use crate::model::{Member, Model, Operation, Shape, ShapeId, ShapeKind};
use crate::quirks::{self, Fact, RULES, Row, Rule, Value};

/// The rules of an operation, in the order of the table. Those about members that the model does
/// not have are left out.
pub(super) fn rules(model: &Model, shape: &Shape, operation: &Operation) -> Vec<ServiceRule> {
    let rows = rows(model, &shape.id);
    rows.flat_map(|row| resolve(&row.rule, model, operation))
        .collect()
}

/// The model with the members that rules need and that only AWS's own clients have; `None` if there
/// are no such members.
pub(super) fn complete(model: &Model) -> Option<Model> {
    let mut changed: Option<Model> = None;
    for shape in model.operations() {
        let ShapeKind::Operation(operation) = &shape.kind else {
            continue;
        };
        let input = model.shape(&operation.input);
        for (name, like) in rows(model, &shape.id).flat_map(|row| added(&row.rule)) {
            let Some(like) = input.member(like).filter(|_| input.member(name).is_none()) else {
                continue;
            };
            let changed = changed.get_or_insert_with(|| model.clone());
            changed.add_member(&operation.input, source_region(name, like));
        }
    }
    changed
}

/// The members that a rule asks to be added, and the one that each is made like.
fn added(rule: &Rule) -> impl Iterator<Item = (&'static str, &'static str)> {
    let values = rule.fields.iter().map(|(_, value)| value);
    values.filter_map(|value| match *value {
        Value::Added { name, like } => Some((name, like)),
        _ => None,
    })
}

/// A member like the one that it is for.
fn source_region(name: &str, url: &Member) -> Member {
    let mut traits = Traits::default();
    traits.set_documentation(
        "The region of the source, if it is not the client's own. The client then sends a \
         presigned URL for it. The service does not have this member.",
    );
    Member {
        name: name.to_owned(),
        target: url.target.clone(),
        traits,
        location: url.location.clone(),
    }
}

/// Whether callers need not give a required member of this operation's input.
pub(super) fn fills_in(model: &Model, operation: &ShapeId, name: &str) -> bool {
    let mut fields = rows(model, operation).flat_map(|row| row.rule.fields);
    fields.any(|(_, value)| matches!(value, Value::Filled(filled) if *filled == name))
}

/// Whether a fact holds for the model's service.
pub(super) fn holds(model: &Model, fact: Fact) -> bool {
    sdk_id(model).is_some_and(|id| quirks::holds(fact, id, ""))
}

/// Whether a fact holds for an operation or shape of the model's service.
pub(super) fn holds_for(model: &Model, fact: Fact, shape: &ShapeId) -> bool {
    sdk_id(model).is_some_and(|id| quirks::holds(fact, id, shape.name()))
}

fn rows<'m>(model: &'m Model, operation: &'m ShapeId) -> impl Iterator<Item = &'static Row> {
    let service = sdk_id(model);
    RULES.iter().filter(move |row| {
        let operations = row.operations;
        service == Some(row.service)
            && (operations.is_empty() || operations.contains(&operation.name()))
    })
}

fn sdk_id(model: &Model) -> Option<&str> {
    let service = model.service().traits.aws_service();
    service.map(|it| it.sdk_id.as_str())
}

/// A row's rules for an operation: one, none, or one for each member of a kind.
fn resolve(rule: &Rule, model: &Model, operation: &Operation) -> Vec<ServiceRule> {
    let input = model.shape(&operation.input).members().iter().enumerate();
    let targeting = rule.fields.iter().find_map(|(_, value)| match *value {
        Value::Targeting(targets) => Some(targets),
        _ => None,
    });
    let Some(targets) = targeting else {
        return resolved(rule, model, operation, None).into_iter().collect();
    };
    let members = input.filter(|(_, it)| targets.contains(&it.target.name()));
    members
        .filter_map(|(member, _)| resolved(rule, model, operation, Some(member)))
        .collect()
}

/// The rule for a member with the target that it concerns; `None` if a member is missing.
fn resolved(
    rule: &Rule,
    model: &Model,
    operation: &Operation,
    member: Option<usize>,
) -> Option<ServiceRule> {
    let fields = rule.fields.iter().map(|(name, value)| {
        let value = resolved_value(value, model, operation, member)?;
        Some((*name, value))
    });
    Some(ServiceRule {
        name: rule.name,
        fields: fields.collect::<Option<_>>()?,
    })
}

fn resolved_value(
    value: &Value,
    model: &Model,
    operation: &Operation,
    member: Option<usize>,
) -> Option<RuleValue> {
    let of_input = |name: &str| index(model.shape(&operation.input), name);
    Some(match value {
        Value::Text(text) => RuleValue::Text((*text).to_owned()),
        Value::Texts(texts) => RuleValue::Texts(texts),
        Value::Flag(flag) => RuleValue::Flag(*flag),
        Value::Version => match &model.service().kind {
            ShapeKind::Service(service) => RuleValue::Text(service.version.clone()),
            _ => return None,
        },
        Value::Member(path) => RuleValue::Index(index_at(model, operation, path)?),
        Value::Filled(name) | Value::Added { name, .. } => RuleValue::Index(of_input(name)?),
        Value::Targeting(_) => RuleValue::Index(member?),
        Value::Structure(rule) => RuleValue::Structure(resolved(rule, model, operation, member)?),
        Value::List(values) => {
            let values = values.iter();
            let resolved = |value| resolved_value(value, model, operation, member);
            RuleValue::List(values.filter_map(resolved).collect())
        }
    })
}

/// The index of the member at the end of a path from `input` or `output`, through lists and maps.
fn index_at(model: &Model, operation: &Operation, path: &str) -> Option<usize> {
    let (way, name) = path.rsplit_once('.')?;
    let mut way = way.split('.');
    let mut shape = match way.next()? {
        "input" => model.shape(&operation.input),
        _ => model.shape(&operation.output),
    };
    for name in way {
        let held = model.shape(&shape.member(name)?.target).members().last()?;
        shape = model.shape(&held.target);
    }
    index(shape, name)
}

fn index(shape: &Shape, name: &str) -> Option<usize> {
    shape.members().iter().position(|it| it.name == name)
}
