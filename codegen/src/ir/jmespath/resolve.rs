//! Names in a `JMESPath` become member indices, and what the runtime does not do is refused.

use super::parse::{Ast, Link};
use super::{Expression, Step};
use crate::model::{Model, Shape, ShapeKind};
use crate::suggest::did_you_mean;

/// What is known of a value on the way.
#[derive(Clone)]
enum Known<'m> {
    Shape(&'m Shape),
    List(Box<Self>),
    Other,
}

struct Resolver<'m> {
    model: &'m Model,
}

/// Resolves an expression on values of `root`.
pub(super) fn resolve(model: &Model, root: &Shape, ast: &Ast) -> Result<Expression, String> {
    let resolver = Resolver { model };
    resolver.expression(&Known::Shape(root), ast)
}

impl<'m> Resolver<'m> {
    fn expression(&self, at: &Known<'m>, ast: &Ast) -> Result<Expression, String> {
        let boxed = |ast: &Ast| self.expression(at, ast).map(Box::new);
        Ok(match ast {
            Ast::Path(links) => Expression::Path(self.path(at, links)?.0),
            Ast::Literal(literal) => Expression::Literal(literal.clone()),
            Ast::Length(of) => Expression::Length(boxed(of)?),
            Ast::Keys(of) => self.keys(at, of)?,
            Ast::Contains(list, item) => Expression::Contains(boxed(list)?, boxed(item)?),
            Ast::Compare(how, left, right) => {
                Expression::Compare(*how, boxed(left)?, boxed(right)?)
            }
            Ast::And(left, right) => Expression::And(boxed(left)?, boxed(right)?),
            Ast::Or(left, right) => Expression::Or(boxed(left)?, boxed(right)?),
            Ast::Not(of) => Expression::Not(boxed(of)?),
        })
    }

    fn keys(&self, at: &Known<'m>, of: &Ast) -> Result<Expression, String> {
        if let Ast::Path(links) = of {
            let (steps, found) = self.path(at, links)?;
            if matches!(found, Known::Shape(shape) if matches!(shape.kind, ShapeKind::Map { .. })) {
                return Ok(Expression::Keys(Box::new(Expression::Path(steps))));
            }
        }
        Err("`keys` of what is not a map is not supported".to_owned())
    }

    /// The steps, and what they lead to.
    fn path(&self, from: &Known<'m>, links: &[Link]) -> Result<(Vec<Step>, Known<'m>), String> {
        let mut at = from.clone();
        let mut projecting = false;
        let mut steps = Vec::with_capacity(links.len());
        for link in links {
            let nests = matches!(link, Link::Each | Link::Values | Link::Filter(_));
            if nests && projecting {
                return Err("projections in projections are not supported".to_owned());
            }
            let (step, next) = self.step(&at, link, projecting)?;
            projecting |= nests || *link == Link::Flatten;
            steps.push(step);
            at = next;
        }
        if projecting {
            at = Known::List(Box::new(at));
        }
        Ok((steps, at))
    }

    fn step(
        &self,
        at: &Known<'m>,
        link: &Link,
        projecting: bool,
    ) -> Result<(Step, Known<'m>), String> {
        Ok(match link {
            Link::Field(name) => self.field(at, name)?,
            Link::Each => (Step::Each, self.element(at)),
            Link::Values => (Step::Values, self.element(at)),
            Link::Flatten => {
                let element = self.element(at);
                let nested = match &element {
                    Known::List(_) => true,
                    Known::Shape(shape) => matches!(shape.kind, ShapeKind::List { .. }),
                    Known::Other => false,
                };
                let dissolved = nested && !projecting;
                (
                    Step::Flatten,
                    if dissolved {
                        self.element(&element)
                    } else {
                        element
                    },
                )
            }
            Link::Filter(condition) => {
                let element = self.element(at);
                (Step::Filter(self.expression(&element, condition)?), element)
            }
            Link::Select(chosen) => {
                let chosen = chosen.iter().map(|ast| self.expression(at, ast));
                let chosen = chosen.collect::<Result<_, _>>()?;
                (Step::Select(chosen), Known::List(Box::new(Known::Other)))
            }
        })
    }

    fn field(&self, at: &Known<'m>, name: &str) -> Result<(Step, Known<'m>), String> {
        let Known::Shape(shape) = at else {
            return Err(format!("nothing is known of what has the field `{name}`"));
        };
        if !matches!(shape.kind, ShapeKind::Structure { .. }) {
            return Err(format!(
                "`{}` is not a structure and has no field `{name}`",
                shape.id.name()
            ));
        }
        let mut members = shape.members().iter().enumerate();
        let Some((index, member)) = members.find(|(_, member)| member.name == name) else {
            let known = shape.members().iter().map(|it| it.name.as_str());
            let help = did_you_mean(name, known).map(|help| format!(" ({help})"));
            let help = help.unwrap_or_default();
            return Err(format!(
                "`{}` has no member `{name}`{help}",
                shape.id.name()
            ));
        };
        Ok((
            Step::Field(index),
            Known::Shape(self.model.shape(&member.target)),
        ))
    }

    /// What a list or map holds.
    fn element(&self, of: &Known<'m>) -> Known<'m> {
        match of {
            Known::List(element) => (**element).clone(),
            Known::Shape(shape) => match &shape.kind {
                ShapeKind::List { member } => Known::Shape(self.model.shape(&member.target)),
                ShapeKind::Map { entry } => {
                    let [_, value] = &**entry;
                    Known::Shape(self.model.shape(&value.target))
                }
                _ => Known::Other,
            },
            Known::Other => Known::Other,
        }
    }
}
