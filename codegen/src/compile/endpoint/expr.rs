//! Expressions: literals, references, templates and function calls, with their types.

use crate::model::Node as Value;

use super::functions::{ATTRIBUTES, Function, SIGNATURES, Signature, Type};
use super::node::Node;
use super::template::{self, Part};
use super::{Expr, RuleError};
use crate::suggest::did_you_mean;

/// The state of compiling one rule set: the scope, and the faults found.
#[derive(Default)]
pub(super) struct Lowering {
    pub(super) errors: Vec<RuleError>,
    /// Parameters, then the variables assigned so far; indices are those of the IR.
    pub(super) scope: Vec<Variable>,
    /// The version that the rules are written for: its number after `1.`.
    pub(super) version: u32,
    /// Whether values are there wherever they are used: who made a diagram has seen to that.
    pub(super) is_proven: bool,
}

/// A name that expressions may refer to.
#[derive(Clone)]
pub(super) struct Variable {
    pub(super) name: String,
    pub(super) is: Type,
    /// Whether there may be no value; an `isSet` condition settles that.
    pub(super) optional: bool,
}

/// An expression, its type, and whether it may have no value.
pub(super) struct Typed {
    pub(super) expr: Expr,
    pub(super) is: Type,
    pub(super) optional: bool,
}

impl Typed {
    fn total(expr: Expr, is: Type) -> Self {
        Self {
            expr,
            is,
            optional: false,
        }
    }
}

impl Lowering {
    /// An expression of any type.
    pub(super) fn expr(&mut self, node: &Node<'_>) -> Option<Typed> {
        match node.value {
            Value::Bool(value) => Some(Typed::total(Expr::Boolean(*value), Type::Boolean)),
            Value::Number(number) => {
                let number = number.parse().ok();
                let Some(number) = number else {
                    self.report(node, "numbers here are integers of 32 bits");
                    return None;
                };
                Some(Typed::total(Expr::Integer(number), Type::Integer))
            }
            Value::String(template) => self.template(node, template),
            Value::Object(object) if object.contains_key("ref") => {
                let name = self.text_of(node, "ref")?;
                self.reference(node, name)
            }
            Value::Object(_) => self.call(node),
            Value::Null | Value::Array(_) => {
                let known = "a string, a boolean, an integer, `{\"ref\": ..}` or `{\"fn\": ..}`";
                self.report(node, format!("an expression is {known}"));
                None
            }
        }
    }

    /// A string that is always there.
    pub(super) fn text(&mut self, node: &Node<'_>) -> Option<Expr> {
        let typed = self.expr(node)?;
        self.check(node, &typed, Type::Text)?;
        Some(typed.expr)
    }

    /// A template string; one that is nothing but a reference is that reference.
    pub(super) fn template(&mut self, node: &Node<'_>, template: &str) -> Option<Typed> {
        let parts = match template::split(template) {
            Ok(parts) => parts,
            Err(message) => {
                self.report(node, message);
                return None;
            }
        };
        let mut exprs = Vec::with_capacity(parts.len());
        for part in parts {
            exprs.push(match part {
                Part::Text(text) => Expr::Text(text),
                Part::Reference(name, path) => {
                    let mut typed = self.reference(node, name)?;
                    if let Some(path) = path {
                        typed = self.select(node, typed, path)?;
                    }
                    self.check(node, &typed, Type::Text)?;
                    typed.expr
                }
            });
        }
        let single = (exprs.len() == 1).then(|| exprs.pop()).flatten();
        let expr = single.unwrap_or(Expr::Template(exprs));
        Some(Typed::total(expr, Type::Text))
    }

    fn reference(&mut self, node: &Node<'_>, name: &str) -> Option<Typed> {
        let Some(index) = self.scope.iter().position(|variable| variable.name == name) else {
            self.report(
                node,
                format!("no parameter or variable in scope is called `{name}`"),
            );
            return None;
        };
        let variable = self.scope.get(index)?;
        Some(Typed {
            expr: Expr::Variable(index),
            is: variable.is,
            optional: variable.optional,
        })
    }

    /// A function call: of a condition, too, which has the same fields.
    pub(super) fn call(&mut self, node: &Node<'_>) -> Option<Typed> {
        let name = self.text_of(node, "fn")?;
        let arguments = self.array_of(node, "argv")?;
        if name == "getAttr" {
            return self.get_attr(&arguments);
        }
        let mut typed = Vec::new();
        for argument in arguments.items().into_iter().flatten() {
            typed.push(self.expr(&argument)?);
        }
        if ["coalesce", "ite", "split"].contains(&name) {
            self.since(node, 1, &format!("`{name}`"));
        }
        match name {
            "isSet" => self.is_set(&arguments, typed),
            "coalesce" => self.coalesce(&arguments, typed),
            "ite" => self.if_then_else(&arguments, typed),
            _ => {
                let signature = SIGNATURES.iter().find(|signature| signature.name == name);
                if signature.is_none() {
                    let known = SIGNATURES.iter().map(|signature| signature.name);
                    let near = did_you_mean(name, known).map(|near| format!(": {near}"));
                    let near = near.unwrap_or_default();
                    self.report(node, format!("the function `{name}` is not known{near}"));
                }
                self.apply(&arguments, signature?, typed)
            }
        }
    }

    fn apply(
        &mut self,
        node: &Node<'_>,
        signature: &Signature,
        arguments: Vec<Typed>,
    ) -> Option<Typed> {
        self.count(node, &arguments, signature.takes.len())?;
        let typed = arguments.iter().zip(signature.takes);
        for (at, (argument, is)) in node.items()?.zip(typed) {
            self.check_type(&at, argument, *is)?;
            // A function that may have no value has none without its arguments.
            if !signature.optional {
                self.check_value(&at, argument)?;
            }
        }
        if signature.function == Function::Split
            && matches!(arguments.get(1), Some(t) if t.expr == Expr::Text(String::new()))
        {
            self.report(node, "the delimiter of `split` must not be empty");
        }
        Some(Typed {
            expr: simplify(signature.function, exprs(arguments)),
            is: signature.returns,
            optional: signature.optional,
        })
    }

    fn is_set(&mut self, node: &Node<'_>, arguments: Vec<Typed>) -> Option<Typed> {
        self.count(node, &arguments, 1)?;
        let call = Expr::Call(Function::IsSet, exprs(arguments));
        Some(Typed::total(call, Type::Boolean))
    }

    fn coalesce(&mut self, node: &Node<'_>, arguments: Vec<Typed>) -> Option<Typed> {
        let is = self.common_type(node, &arguments)?;
        if arguments.len() < 2 {
            self.report(node, "`coalesce` takes two or more arguments");
        }
        Some(Typed {
            is,
            optional: arguments.iter().all(|argument| argument.optional),
            expr: Expr::Call(Function::Coalesce, exprs(arguments)),
        })
    }

    fn if_then_else(&mut self, node: &Node<'_>, arguments: Vec<Typed>) -> Option<Typed> {
        self.count(node, &arguments, 3)?;
        let (condition, values) = arguments.split_first()?;
        self.check(node, condition, Type::Boolean)?;
        let is = self.common_type(node, values)?;
        let optional = values.iter().any(|value| value.optional);
        Some(Typed {
            is,
            optional,
            expr: Expr::Call(Function::If, exprs(arguments)),
        })
    }

    fn get_attr(&mut self, arguments: &Node<'_>) -> Option<Typed> {
        let mut items = arguments.items()?;
        let (Some(of), Some(path), None) = (items.next(), items.next(), items.next()) else {
            self.report(arguments, "`getAttr` takes 2 arguments");
            return None;
        };
        let Some(text) = path.value.as_str() else {
            self.report(&path, "the path of `getAttr` must be a string");
            return None;
        };
        let of = self.expr(&of)?;
        self.select(&path, of, text)
    }

    /// Follows a path such as `resourceId[1]`.
    fn select(&mut self, node: &Node<'_>, of: Typed, path: &str) -> Option<Typed> {
        let mut typed = of;
        for part in path.split('.') {
            let (name, index) = match part.split_once('[') {
                Some((name, index)) => (name, Some(index)),
                None => (part, None),
            };
            if !name.is_empty() || index.is_none() {
                typed = self.attribute(node, typed, name)?;
            }
            if let Some(index) = index {
                typed = self.element(node, typed, index)?;
            }
        }
        Some(typed)
    }

    fn attribute(&mut self, node: &Node<'_>, of: Typed, name: &str) -> Option<Typed> {
        let found = ATTRIBUTES
            .iter()
            .find(|(on, called, ..)| *on == of.is && *called == name);
        let Some((_, _, attribute, is)) = found else {
            self.report(
                node,
                format!("a value of type `{}` has no `{name}`", of.is.name()),
            );
            return None;
        };
        Some(Typed {
            expr: Expr::Attribute(Box::new(of.expr), *attribute),
            is: *is,
            optional: of.optional,
        })
    }

    fn element(&mut self, node: &Node<'_>, of: Typed, index: &str) -> Option<Typed> {
        let number = index.strip_suffix(']').and_then(|index| index.parse().ok());
        let (Some(index), Type::List) = (number, of.is) else {
            self.report(
                node,
                format!("`[{index}` is not an index into a list, such as `[0]`"),
            );
            return None;
        };
        if index < 0 {
            self.since(node, 1, "an index that counts from the end");
        }
        Some(Typed {
            expr: Expr::Element(Box::new(of.expr), index),
            is: Type::Text,
            optional: true,
        })
    }

    /// Reports features of later versions.
    pub(super) fn since(&mut self, node: &Node<'_>, version: u32, what: &str) {
        if self.version < version {
            let way_out = format!("make the `version` of the rules `1.{version}`");
            self.report(node, format!("{what} needs a later version: {way_out}"));
        }
    }

    /// Reports an expression that is not of type `is`, or may have no value.
    fn check(&mut self, node: &Node<'_>, typed: &Typed, is: Type) -> Option<()> {
        self.check_type(node, typed, is)?;
        self.check_value(node, typed)
    }

    fn check_type(&mut self, node: &Node<'_>, typed: &Typed, is: Type) -> Option<()> {
        if typed.is != is {
            let (found, wanted) = (typed.is.name(), is.name());
            self.report(
                node,
                format!("this must be a `{wanted}`, but is a `{found}`"),
            );
            return None;
        }
        Some(())
    }

    fn check_value(&mut self, node: &Node<'_>, typed: &Typed) -> Option<()> {
        if typed.optional && !self.is_proven {
            let way_out = "check it with `isSet`, or `assign` it, in a condition before";
            self.report(node, format!("a value here may be missing: {way_out}"));
            return None;
        }
        Some(())
    }

    fn count(&mut self, node: &Node<'_>, arguments: &[Typed], wanted: usize) -> Option<()> {
        if arguments.len() != wanted {
            let found = arguments.len();
            self.report(
                node,
                format!("the function takes {wanted} arguments, not {found}"),
            );
            return None;
        }
        Some(())
    }

    fn common_type(&mut self, node: &Node<'_>, values: &[Typed]) -> Option<Type> {
        let is = values.first().map(|value| value.is);
        let differ = values.iter().any(|value| Some(value.is) != is);
        if differ || is == Some(Type::Integer) {
            self.report(
                node,
                "the values to choose from must be of one type, and not numbers",
            );
            return None;
        }
        is
    }
}

/// A call; a comparison with `true`, which most conditions are, becomes its argument.
fn simplify(function: Function, mut arguments: Vec<Expr>) -> Expr {
    let literal = arguments
        .iter()
        .position(|argument| *argument == Expr::Boolean(true));
    if let (Function::BooleanEquals, Some(literal)) = (function, literal) {
        arguments.remove(literal);
        if let Some(other) = arguments.pop() {
            return other;
        }
    }
    Expr::Call(function, arguments)
}

fn exprs(arguments: Vec<Typed>) -> Vec<Expr> {
    arguments
        .into_iter()
        .map(|argument| argument.expr)
        .collect()
}
