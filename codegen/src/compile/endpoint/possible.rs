//! The possible values of expressions, given the values that the chosen operations can give to
//! parameters.

use super::functions::Function;
use super::{Expr, Literal, Parameter, Possible};

/// More combinations of arguments than this are not tried.
const MAX_COMBINATIONS: usize = 64;

/// The known values of parameters.
pub(super) struct Known {
    values: Vec<Possible>,
    /// Whether there is a value, whatever it is.
    is_set: Vec<bool>,
}

/// A value, or none.
type Maybe = Option<Literal>;

impl Known {
    pub(super) fn new(parameters: &[Parameter], values: Vec<Possible>) -> Self {
        Self {
            values,
            is_set: parameters.iter().map(|it| it.required).collect(),
        }
    }

    /// How many parameters there are.
    pub(super) fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether a condition holds, if it does not depend on unknown values.
    pub(super) fn holds(&self, expr: &Expr) -> Option<bool> {
        let values = self.values(expr)?;
        let holds = |value: &Maybe| value.is_some() && *value != Some(Literal::Boolean(false));
        if values.iter().all(holds) {
            Some(true)
        } else if values.iter().any(holds) {
            None
        } else {
            Some(false)
        }
    }

    /// The expression with literals in place of parameters that have one value.
    pub(super) fn fill(&self, expr: &Expr) -> Expr {
        let all = |exprs: &[Expr]| exprs.iter().map(|it| self.fill(it)).collect::<Vec<_>>();
        match expr {
            Expr::Variable(_) => match self.values(expr).as_deref() {
                Some([Some(Literal::Text(text))]) => Expr::Text(text.clone()),
                Some([Some(Literal::Boolean(value))]) => Expr::Boolean(*value),
                _ => expr.clone(),
            },
            Expr::Template(parts) => template(all(parts)),
            Expr::Attribute(of, name) => Expr::Attribute(Box::new(self.fill(of)), *name),
            Expr::Element(of, index) => Expr::Element(Box::new(self.fill(of)), *index),
            Expr::Call(function, arguments) => call(*function, all(arguments)),
            Expr::Text(_) | Expr::Boolean(_) | Expr::Integer(_) => expr.clone(),
        }
    }

    /// All that an expression can yield; `None` if that is not known.
    fn values(&self, expr: &Expr) -> Option<Vec<Maybe>> {
        match expr {
            Expr::Text(text) => Some(vec![Some(Literal::Text(text.clone()))]),
            Expr::Boolean(value) => Some(vec![Some(Literal::Boolean(*value))]),
            Expr::Variable(index) => match self.values.get(*index)? {
                Possible::OneOf(values) => Some(values.clone()),
                Possible::Any => None,
            },
            Expr::Attribute(of, _) | Expr::Element(of, _) => {
                self.is_missing(of).then(|| vec![None])
            }
            Expr::Template(parts) => parts
                .iter()
                .any(|part| self.is_missing(part))
                .then(|| vec![None]),
            Expr::Call(Function::IsSet, arguments) => self.is_set(arguments),
            Expr::Call(function, arguments) => self.call(*function, arguments),
            Expr::Integer(_) => None,
        }
    }

    /// Whether there is never a value.
    fn is_missing(&self, expr: &Expr) -> bool {
        let values = self.values(expr);
        values.is_some_and(|values| values.iter().all(Option::is_none))
    }

    fn is_set(&self, arguments: &[Expr]) -> Option<Vec<Maybe>> {
        let [argument] = arguments else { return None };
        let is_set = |value: Maybe| Some(Literal::Boolean(value.is_some()));
        match argument {
            Expr::Variable(index) if self.is_set.get(*index) == Some(&true) => {
                Some(vec![Some(Literal::Boolean(true))])
            }
            argument => Some(self.values(argument)?.into_iter().map(is_set).collect()),
        }
    }

    fn call(&self, function: Function, arguments: &[Expr]) -> Option<Vec<Maybe>> {
        let is_lenient = matches!(function, Function::Coalesce | Function::If);
        if !is_lenient && arguments.iter().any(|it| self.is_missing(it)) {
            return Some(vec![None]);
        }
        let arguments = arguments.iter().map(|argument| self.values(argument));
        let arguments: Vec<Vec<Maybe>> = arguments.collect::<Option<_>>()?;
        let combinations: usize = arguments.iter().map(Vec::len).product();
        if combinations > MAX_COMBINATIONS {
            return None;
        }
        let all = (0..combinations).map(|number| apply(function, &pick(&arguments, number)));
        all.collect()
    }
}

/// The arguments of one combination.
fn pick(arguments: &[Vec<Maybe>], number: usize) -> Vec<&Maybe> {
    let mut rest = number;
    let picked = arguments.iter().filter_map(|values| {
        let value = values.get(rest % values.len());
        rest /= values.len();
        value
    });
    picked.collect()
}

/// The result of a function; `None` if the runtime has to compute it.
fn apply(function: Function, arguments: &[&Maybe]) -> Option<Maybe> {
    let truth = |value: bool| Some(Some(Literal::Boolean(value)));
    match (function, arguments) {
        (Function::Coalesce, values) => {
            let first = values.iter().find(|value| value.is_some());
            Some(first.and_then(|value| (*value).clone()))
        }
        (Function::If, [Some(Literal::Boolean(condition)), yes, no]) => Some(if *condition {
            (*yes).clone()
        } else {
            (*no).clone()
        }),
        (Function::Not, [Some(Literal::Boolean(value))]) => truth(!value),
        (Function::StringEquals | Function::BooleanEquals, [Some(left), Some(right)]) => {
            truth(left == right)
        }
        (_, values) if values.iter().any(|value| value.is_none()) => Some(None),
        _ => None,
    }
}

/// A template whose neighbouring texts are one.
fn template(parts: Vec<Expr>) -> Expr {
    let mut joined: Vec<Expr> = Vec::with_capacity(parts.len());
    for part in parts {
        match (joined.last_mut(), part) {
            (Some(Expr::Text(before)), Expr::Text(text)) => before.push_str(&text),
            (_, part) => joined.push(part),
        }
    }
    match joined.as_slice() {
        [Expr::Text(text)] => Expr::Text(text.clone()),
        _ => Expr::Template(joined),
    }
}

/// A call in its shortest form, so that equal conditions look equal.
fn call(function: Function, arguments: Vec<Expr>) -> Expr {
    match (function, arguments.as_slice()) {
        (
            Function::BooleanEquals,
            [value, Expr::Boolean(false)] | [Expr::Boolean(false), value],
        ) => Expr::Call(Function::Not, vec![value.clone()]),
        (Function::BooleanEquals, [value, Expr::Boolean(true)] | [Expr::Boolean(true), value]) => {
            value.clone()
        }
        _ => Expr::Call(function, arguments),
    }
}
