//! Names in a `JMESPath` become member indices. Impossible expressions are refused: members that
//! shapes do not have, and operations on values of a wrong type.

use super::ast::{Ast, Comparison, Link};
use super::function::{FUNCTIONS, Function, Parameter};
use super::known::{Kind, Known};
use super::{Expression, Step};
use crate::model::{Model, ShapeKind};
use crate::suggest::did_you_mean;

type Resolved<'m, T = Expression> = Result<(T, Known<'m>), String>;

struct Resolver<'m> {
    model: &'m Model,
}

/// Resolves an expression on values of `root`.
pub(super) fn resolve<'m>(model: &'m Model, root: &Known<'m>, ast: &Ast) -> Resolved<'m> {
    Resolver { model }.expression(root, ast)
}

impl<'m> Resolver<'m> {
    fn expression(&self, at: &Known<'m>, ast: &Ast) -> Resolved<'m> {
        Ok(match ast {
            Ast::Path(links) => {
                let (steps, found) = self.path(at, links)?;
                (Expression::Path(steps), found)
            }
            Ast::Literal(literal) => (Expression::Literal(literal.clone()), Known::of(literal)),
            Ast::Call(name, arguments) => self.call(at, name, arguments)?,
            // The parser admits references among arguments only.
            Ast::Reference(of) => self.expression(at, of)?,
            Ast::Pipe(left, right) => {
                let (left, between) = self.expression(at, left)?;
                let (right, found) = self.expression(&between, right)?;
                (Expression::Pipe(Box::new(left), Box::new(right)), found)
            }
            Ast::Compare(how, left, right) => {
                let (left, of_left) = self.expression(at, left)?;
                let (right, of_right) = self.expression(at, right)?;
                if !matches!(how, Comparison::Equal | Comparison::NotEqual) {
                    is_number(&of_left)?;
                    is_number(&of_right)?;
                }
                let compared = Expression::Compare(*how, Box::new(left), Box::new(right));
                (compared, Known::Boolean)
            }
            Ast::And(left, right) => self.either(Expression::And, at, left, right)?,
            Ast::Or(left, right) => self.either(Expression::Or, at, left, right)?,
            Ast::Not(of) => {
                let (of, _) = self.expression(at, of)?;
                (Expression::Not(Box::new(of)), Known::Boolean)
            }
        })
    }

    fn either(
        &self,
        join: fn(Box<Expression>, Box<Expression>) -> Expression,
        at: &Known<'m>,
        left: &Ast,
        right: &Ast,
    ) -> Resolved<'m> {
        let (left, of_left) = self.expression(at, left)?;
        let (right, of_right) = self.expression(at, right)?;
        Ok((join(Box::new(left), Box::new(right)), of_left.or(of_right)))
    }

    fn call(&self, at: &Known<'m>, name: &str, arguments: &[Ast]) -> Resolved<'m> {
        let known = FUNCTIONS.iter().find(|(known, ..)| *known == name);
        if let Some((_, function, parameters)) = known {
            return self.call_any(at, (name, *function, parameters), arguments);
        }
        let parameters: &[Parameter] = match name {
            "length" => &[SIZED],
            "keys" => &[Parameter::Of(&[Kind::Map, Kind::Structure])],
            "contains" => &[Parameter::Of(&[Kind::Text, Kind::List]), Parameter::Any],
            _ => {
                let names = FUNCTIONS.iter().map(|(name, ..)| *name);
                let help = did_you_mean(name, names.chain(["length", "keys", "contains"]));
                let help = help.map_or(String::new(), |help| format!(" ({help})"));
                return Err(format!("there is no function `{name}`{help}"));
            }
        };
        let (resolved, _) = self.arguments(at, name, arguments, parameters)?;
        let mut resolved = resolved.into_iter().map(Box::new);
        let first = resolved.next().ok_or_else(|| miscounted(name))?;
        Ok(match (name, resolved.next()) {
            ("length", _) => (Expression::Length(first), Known::Number),
            (_, None) => (Expression::Keys(first), Known::List(Box::new(Known::Text))),
            (_, Some(second)) => (Expression::Contains(first, second), Known::Boolean),
        })
    }

    fn call_any(
        &self,
        at: &Known<'m>,
        (name, function, parameters): (&str, Function, &[Parameter]),
        arguments: &[Ast],
    ) -> Resolved<'m> {
        let mut parameters = parameters.to_vec();
        if let (true, Some(last)) = (function.is_variadic(), parameters.last().copied()) {
            parameters.resize(arguments.len().max(1), last);
        }
        let (resolved, found) = self.arguments(at, name, arguments, &parameters)?;
        if let (true, Some(key)) = (function.orders(), found.last()) {
            takes(name, key, &[Kind::Number, Kind::Text])?;
        }
        let call = Expression::Call(function, resolved);
        Ok((call, function.result(self.model, found)))
    }

    /// The arguments of a function, with their types.
    fn arguments(
        &self,
        at: &Known<'m>,
        name: &str,
        arguments: &[Ast],
        parameters: &[Parameter],
    ) -> Result<(Vec<Expression>, Vec<Known<'m>>), String> {
        if arguments.len() != parameters.len() {
            return Err(miscounted(name));
        }
        let is_value = |argument: &&Ast| !matches!(argument, Ast::Reference(_));
        let list = arguments.iter().find(is_value);
        let mut resolved = Vec::new();
        for (argument, parameter) in arguments.iter().zip(parameters) {
            resolved.push(match (argument, parameter) {
                (Ast::Reference(key), Parameter::Reference) => {
                    let list = list.map(|list| self.expression(at, list)).transpose()?;
                    let element = list.map_or(Known::Any, |(_, list)| list.element(self.model));
                    self.expression(&element, key)?
                }
                (Ast::Reference(_), _) => {
                    return Err(format!("`{name}` takes a value in place of `&..`"));
                }
                (_, Parameter::Reference) => {
                    return Err(format!("`{name}` takes a reference, `&..`"));
                }
                _ => self.argument(at, name, argument, *parameter)?,
            });
        }
        Ok(resolved.into_iter().unzip())
    }

    fn argument(
        &self,
        at: &Known<'m>,
        name: &str,
        argument: &Ast,
        parameter: Parameter,
    ) -> Resolved<'m> {
        let (resolved, found) = self.expression(at, argument)?;
        match parameter {
            Parameter::Of(kinds) => takes(name, &found, kinds)?,
            Parameter::ListOf(kinds) => {
                takes(name, &found, &[Kind::List])?;
                takes(&format!("{name}(list)"), &found.element(self.model), kinds)?;
            }
            Parameter::Any | Parameter::Reference => {}
        }
        Ok((resolved, found))
    }

    /// The steps, and the type of their result.
    fn path(&self, from: &Known<'m>, links: &[Link]) -> Resolved<'m, Vec<Step>> {
        let mut at = from.clone();
        // How many projections later steps work in.
        let mut open = 0_usize;
        let mut steps = Vec::with_capacity(links.len());
        for link in links {
            if *link == Link::Flatten {
                at = projected(at, open);
                open = 0;
            }
            let (step, next) = self.step(&at, link)?;
            let is_projection = matches!(
                step,
                Step::Each | Step::Values | Step::Flatten | Step::Filter(_) | Step::Slice(_)
            );
            open += usize::from(is_projection);
            steps.push(step);
            at = next;
        }
        Ok((steps, projected(at, open)))
    }

    /// A step, and the type of its result; for a projection, of one of its values.
    fn step(&self, at: &Known<'m>, link: &Link) -> Resolved<'m, Step> {
        Ok(match link {
            Link::Field(name) => self.field(at, name)?,
            Link::Index(index) => (Step::Index(*index), self.element(at, "an index")?),
            Link::Slice(slice) => (Step::Slice(*slice), self.element(at, "a slice")?),
            Link::Each => (Step::Each, self.element(at, "`[*]`")?),
            Link::Values => match at.kind() {
                Kind::Map | Kind::Structure | Kind::Any => (Step::Values, at.element(self.model)),
                kind => return Err(format!("`*` is of a map, and not of {}", kind.spelt())),
            },
            Link::Flatten => {
                let element = self.element(at, "`[]`")?;
                let found = match element.kind() {
                    Kind::List => element.element(self.model),
                    _ => element,
                };
                (Step::Flatten, found)
            }
            Link::Filter(condition) => {
                let element = self.element(at, "a filter")?;
                let (condition, _) = self.expression(&element, condition)?;
                (Step::Filter(condition), element)
            }
            Link::Select(chosen) => {
                let chosen = chosen.iter().map(|ast| self.expression(at, ast));
                let (chosen, known): (Vec<_>, Vec<_>) =
                    chosen.collect::<Result<Vec<_>, _>>()?.into_iter().unzip();
                let known = known.into_iter().reduce(Known::or).unwrap_or(Known::Any);
                (Step::Select(chosen), Known::List(Box::new(known)))
            }
            Link::Name(named) => {
                let (mut parts, mut known) = (Vec::new(), Vec::new());
                for (name, ast) in named {
                    let (part, found) = self.expression(at, ast)?;
                    parts.push((name.clone(), part));
                    known.push((name.clone(), found));
                }
                (Step::Name(parts), Known::Object(known))
            }
            Link::Apply(call) => {
                let (call, found) = self.expression(at, call)?;
                (Step::Apply(call), found)
            }
        })
    }

    fn element(&self, of: &Known<'m>, what: &str) -> Result<Known<'m>, String> {
        match of.kind() {
            Kind::List | Kind::Any => Ok(of.element(self.model)),
            kind => Err(format!("{what} is of a list, and not of {}", kind.spelt())),
        }
    }

    fn field(&self, at: &Known<'m>, name: &str) -> Resolved<'m, Step> {
        let missing = |owner: &str, known: &mut dyn Iterator<Item = &str>| {
            let help = did_you_mean(name, known).map(|help| format!(" ({help})"));
            format!("{owner} has no member `{name}`{}", help.unwrap_or_default())
        };
        match at {
            Known::Shape(shape) if at.kind() == Kind::Structure => {
                let members = shape.members();
                let index = members.iter().position(|it| it.name == name);
                let found = index.and_then(|index| Some((index, members.get(index)?)));
                let (index, member) = found.ok_or_else(|| {
                    let mut known = members.iter().map(|it| it.name.as_str());
                    missing(&format!("`{}`", shape.id.name()), &mut known)
                })?;
                let target = self.model.shape(&member.target);
                Ok((Step::Field(index), Known::Shape(target)))
            }
            Known::Object(entries) => {
                let found = entries.iter().find(|(known, _)| known == name);
                let (_, found) = found.ok_or_else(|| {
                    let mut known = entries.iter().map(|(known, _)| known.as_str());
                    missing("the object", &mut known)
                })?;
                Ok((Step::Key(name.to_owned()), found.clone()))
            }
            Known::Shape(shape) if matches!(shape.kind, ShapeKind::Map { .. }) => {
                Ok((Step::Key(name.to_owned()), at.element(self.model)))
            }
            _ if at.kind() == Kind::Any => Ok((Step::Key(name.to_owned()), Known::Any)),
            Known::Shape(shape) => {
                let (shape, kind) = (shape.id.name(), at.spelt());
                Err(format!("`{shape}` is {kind} and has no member `{name}`"))
            }
            _ => Err(format!("{} has no member `{name}`", at.spelt())),
        }
    }
}

/// Lists of lists, as many as projections are open.
fn projected(element: Known<'_>, open: usize) -> Known<'_> {
    (0..open).fold(element, |inner, _| Known::List(Box::new(inner)))
}

fn is_number(found: &Known<'_>) -> Result<(), String> {
    match found.kind() {
        Kind::Number | Kind::Any => Ok(()),
        kind => Err(format!(
            "`<`, `<=`, `>` and `>=` are of numbers, and not of {}",
            kind.spelt()
        )),
    }
}

/// The values that have a length.
const SIZED: Parameter = Parameter::Of(&[Kind::Text, Kind::List, Kind::Map, Kind::Structure]);

fn miscounted(name: &str) -> String {
    format!("`{name}` has another number of arguments")
}

fn takes(function: &str, found: &Known<'_>, kinds: &[Kind]) -> Result<(), String> {
    let kind = found.kind();
    if kind == Kind::Any || kinds.contains(&kind) {
        return Ok(());
    }
    let kinds: Vec<_> = kinds.iter().map(|kind| kind.spelt()).collect();
    let (kinds, kind) = (kinds.join(" or "), kind.spelt());
    Err(format!("`{function}` is of {kinds}, and not of {kind}"))
}
