//! Evaluates expressions against parameters and the variables in scope.

use std::borrow::Cow;

use super::Scope;
use crate::model::endpoint::{Attribute, BuiltIn, EndpointRule, Expr, Function, RuleSet};
use crate::rules::endpoint::functions;
use crate::rules::endpoint::resolved::{Endpoint, EndpointError};
use crate::rules::endpoint::value::{Arn, List, Params, Url, Value};
use crate::util::percent;

/// The environment of an expression. Each type of value has its own function, so that most values
/// are never wrapped in a [`Value`].
pub(super) struct Reader<'s> {
    pub(super) rules: &'s RuleSet,
    pub(super) params: &'s Params<'s>,
    pub(super) scope: Option<&'s Scope<'s>>,
}

impl<'s> Reader<'s> {
    pub(super) fn endpoint(&self, rule: &'static EndpointRule) -> Result<Endpoint, EndpointError> {
        let mut headers = Vec::with_capacity(rule.headers.len());
        for (name, value) in rule.headers {
            headers.push((*name, self.required_text(value)?));
        }
        let computed = rule.computed.iter().map(|text| self.required_text(text));
        self.check_host(&rule.url)?;
        Ok(Endpoint {
            url: self.required_text(&rule.url)?,
            headers,
            properties: rule.properties,
            computed: computed.collect::<Result<_, _>>()?,
        })
    }

    /// Errors if a value in the template `url` would end the host. Rules do not always check the
    /// parameters, ARNs and parts of texts that they use.
    fn check_host(&self, url: &'static Expr) -> Result<(), EndpointError> {
        let Expr::Template(parts) = url else {
            return Ok(());
        };
        let allowed = |it: u8| it.is_ascii_alphanumeric() || matches!(it, b'-' | b'.' | b'_');
        for (index, part) in parts.iter().enumerate() {
            if begins_path(part) {
                break;
            }
            if matches!(part, Expr::Text(_)) || self.is_trusted(part) {
                continue;
            }
            let text = self.text(part).unwrap_or_default();
            // A variable may contain the path of a parsed URL.
            let is_path = index + 1 == parts.len() && text.starts_with('/');
            let is_path = is_path && self.is_assigned(part);
            if !is_path && !text.bytes().all(allowed) {
                return Err(EndpointError::NotInHost(self.parameter_of(part)));
            }
        }
        Ok(())
    }

    /// The parameter that an expression depends on, for errors; the text itself may be a secret.
    fn parameter_of(&self, part: &Expr) -> &'static str {
        match part {
            Expr::Variable(index) => {
                let assigned = || {
                    let mut conditions = self.rules.conditions.iter();
                    conditions.find(|it| it.assign == Some(*index))
                };
                match self.rules.parameters.get(*index) {
                    Some(parameter) => parameter.name,
                    None => assigned().map_or("", |it| self.parameter_of(&it.value)),
                }
            }
            Expr::Attribute(of, _) | Expr::Element(of, _) => self.parameter_of(of),
            Expr::Template(parts) | Expr::Call(_, parts) => {
                let mut names = parts.iter().map(|part| self.parameter_of(part));
                names.find(|name| !name.is_empty()).unwrap_or_default()
            }
            Expr::Text(_) | Expr::Boolean(_) | Expr::Integer(_) => "",
        }
    }

    /// Whether an expression is a variable that a condition assigns.
    fn is_assigned(&self, part: &Expr) -> bool {
        matches!(part, Expr::Variable(index) if *index >= self.params.len())
    }

    /// Whether an expression needs no check: a part of a parsed URL, a field of a partition, or the
    /// endpoint that the user has set.
    fn is_trusted(&self, part: &Expr) -> bool {
        match part {
            Expr::Attribute(_, attribute) => !matches!(
                attribute,
                Attribute::ArnPartition
                    | Attribute::ArnService
                    | Attribute::ArnRegion
                    | Attribute::ArnAccountId
                    | Attribute::ArnResourceId
            ),
            Expr::Variable(index) => {
                let parameter = self.rules.parameters.get(*index);
                parameter.is_some_and(|it| it.built_in == Some(BuiltIn::Endpoint))
            }
            _ => false,
        }
    }

    pub(super) fn error(&self, message: &'static Expr) -> EndpointError {
        self.required_text(message)
            .map_or_else(|error| error, EndpointError::Refused)
    }

    /// The value of a text expression, which the generator has checked to always have one.
    fn required_text(&self, expr: &'static Expr) -> Result<String, EndpointError> {
        let text = self.text(expr).ok_or(EndpointError::Exhausted)?;
        Ok(text.into_owned())
    }

    /// Whether a condition that assigns nothing holds.
    pub(super) fn holds(&self, expr: &'static Expr) -> bool {
        match expr {
            Expr::Call(function, arguments) if is_predicate(*function) => {
                self.predicate(*function, arguments) == Some(true)
            }
            Expr::Variable(index) => self.variable(*index).is_some_and(Value::is_truthy),
            _ => self.value(expr).is_some_and(|value| value.is_truthy()),
        }
    }

    fn variable(&self, index: usize) -> Option<&'s Value<'s>> {
        if index < self.params.len() {
            return self.params.get(index);
        }
        let mut scope = self.scope;
        while let Some(Scope {
            variable,
            value,
            below,
        }) = scope
        {
            if *variable == index {
                return Some(value);
            }
            scope = *below;
        }
        None
    }

    pub(super) fn value(&self, expr: &'static Expr) -> Option<Value<'s>> {
        match expr {
            Expr::Variable(index) => self.variable(*index).map(Value::reborrow),
            Expr::Attribute(of, Attribute::ArnResourceId) => match self.value(of)? {
                Value::Arn(arn) => {
                    let parts = arn.resource_id().map(|part| Cow::Owned(part.to_owned()));
                    Some(Value::List(List::Owned(parts.collect())))
                }
                _ => None,
            },
            Expr::Boolean(_)
            | Expr::Attribute(
                _,
                Attribute::PartitionSupportsFips
                | Attribute::PartitionSupportsDualStack
                | Attribute::UrlIsIp,
            ) => self.boolean(expr).map(Value::Boolean),
            Expr::Call(function, arguments) => self.call(*function, arguments),
            Expr::Text(_) | Expr::Template(_) | Expr::Attribute(..) | Expr::Element(..) => {
                self.text(expr).map(Value::Text)
            }
            Expr::Integer(_) => None,
        }
    }

    fn call(&self, function: Function, arguments: &'static [Expr]) -> Option<Value<'s>> {
        match (function, arguments) {
            (Function::Coalesce, values) => values.iter().find_map(|value| self.value(value)),
            (Function::If, [condition, yes, no]) => {
                self.value(if self.boolean(condition)? { yes } else { no })
            }
            (Function::Partition, [region]) => {
                let region = self.text(region)?;
                self.rules.partitions?.find(&region).map(Value::Partition)
            }
            (Function::ParseUrl, [url]) => Url::parse(self.text(url)?).map(Value::Url),
            (Function::ParseArn, [arn]) => Arn::parse(self.text(arn)?).map(Value::Arn),
            (Function::Split, [text, delimiter, Expr::Integer(limit)]) => {
                let delimiter = self.text(delimiter)?;
                functions::split(self.text(text)?, &delimiter, *limit).map(Value::List)
            }
            (Function::UriEncode, [text]) => Some(percent::encoded(self.text(text)?).into()),
            (Function::Substring, [text, Expr::Integer(start), Expr::Integer(end), reverse]) => {
                let (text, reverse) = (self.text(text)?, self.boolean(reverse)?);
                let part = match &text {
                    Cow::Borrowed(text) => {
                        functions::substring(text, *start, *end, reverse)?.into()
                    }
                    Cow::Owned(text) => {
                        to_static(functions::substring(text, *start, *end, reverse)?.into())
                    }
                };
                Some(Value::Text(part))
            }
            _ => self.predicate(function, arguments).map(Value::Boolean),
        }
    }

    fn boolean(&self, expr: &'static Expr) -> Option<bool> {
        match expr {
            Expr::Boolean(value) => Some(*value),
            Expr::Variable(index) => match self.variable(*index)? {
                Value::Boolean(value) => Some(*value),
                _ => None,
            },
            Expr::Attribute(of, attribute) => match of {
                Expr::Variable(index) => self.variable(*index)?.boolean_field(*attribute),
                of => self.value(of)?.boolean_field(*attribute),
            },
            Expr::Call(function, arguments) if is_predicate(*function) => {
                self.predicate(*function, arguments)
            }
            expr => match self.value(expr)? {
                Value::Boolean(value) => Some(value),
                _ => None,
            },
        }
    }

    /// The result of a function for which [`is_predicate`] is true.
    fn predicate(&self, function: Function, arguments: &'static [Expr]) -> Option<bool> {
        match (function, arguments) {
            (Function::IsSet, [Expr::Variable(index)]) => Some(self.variable(*index).is_some()),
            (Function::IsSet, [value]) => Some(self.value(value).is_some()),
            (Function::Not, [value]) => Some(!self.boolean(value)?),
            (Function::BooleanEquals, [left, right]) => {
                Some(self.boolean(left)? == self.boolean(right)?)
            }
            (Function::StringEquals, [left, right]) => {
                match (self.borrowed(left), self.borrowed(right)) {
                    (Some(left), Some(right)) => Some(left == right),
                    _ => Some(self.text(left)? == self.text(right)?),
                }
            }
            (Function::IsValidHostLabel, [text, subdomains]) => {
                let (text, subdomains) = (self.text(text)?, self.boolean(subdomains)?);
                Some(functions::is_valid_host_label(&text, subdomains))
            }
            (Function::IsVirtualHostableS3Bucket, [text, subdomains]) => {
                let (text, subdomains) = (self.text(text)?, self.boolean(subdomains)?);
                Some(functions::is_virtual_hostable_s3_bucket(&text, subdomains))
            }
            _ => None,
        }
    }

    /// The value of a text expression if it need not be computed, as is usual.
    fn borrowed(&self, expr: &'static Expr) -> Option<&'s str> {
        match expr {
            Expr::Text(text) => Some(text),
            Expr::Variable(index) => self.variable(*index)?.as_text(),
            Expr::Attribute(Expr::Variable(index), attribute) => {
                self.variable(*index)?.text_field(*attribute)
            }
            _ => None,
        }
    }

    fn text(&self, expr: &'static Expr) -> Option<Cow<'s, str>> {
        match self.borrowed(expr) {
            Some(text) => Some(Cow::Borrowed(text)),
            None => self.computed(expr),
        }
    }

    /// The value of a text expression that must be computed.
    fn computed(&self, expr: &'static Expr) -> Option<Cow<'s, str>> {
        match expr {
            Expr::Template(parts) => self.template(parts).map(Cow::Owned),
            Expr::Element(of, index) => self.element(of, *index),
            Expr::Attribute(of, attribute) => match (self.value(of)?, attribute) {
                (Value::Url(url), Attribute::UrlNormalizedPath) => {
                    Some(to_static(url.normalized_path()))
                }
                (value, attribute) => value
                    .text_field(*attribute)
                    .map(|text| to_static(text.into())),
            },
            Expr::Call(function, arguments) => match self.call(*function, arguments)? {
                Value::Text(text) => Some(text),
                _ => None,
            },
            Expr::Text(_) | Expr::Variable(_) | Expr::Boolean(_) | Expr::Integer(_) => None,
        }
    }

    fn template(&self, parts: &'static [Expr]) -> Option<String> {
        let mut text = String::with_capacity(64);
        for part in parts {
            match self.borrowed(part) {
                Some(part) => text.push_str(part),
                None => text.push_str(&self.computed(part)?),
            }
        }
        Some(text)
    }

    fn element(&self, of: &'static Expr, index: i32) -> Option<Cow<'s, str>> {
        // Reads parts of an ARN's resource without creating a list of them.
        let of = match of {
            Expr::Attribute(arn, Attribute::ArnResourceId) => arn,
            of => of,
        };
        match of {
            Expr::Variable(variable) => self.variable(*variable)?.nth(index),
            of => self.value(of)?.nth(index).map(to_static),
        }
    }
}

/// Whether a part of a URL template ends the host. Rules encode the parts after it.
fn begins_path(part: &Expr) -> bool {
    match part {
        Expr::Text(text) => text
            .split_once("://")
            .map_or(*text, |(_, rest)| rest)
            .contains('/'),
        Expr::Attribute(_, attribute) => {
            matches!(attribute, Attribute::UrlPath | Attribute::UrlNormalizedPath)
        }
        _ => false,
    }
}

/// Whether a function always returns a boolean.
fn is_predicate(function: Function) -> bool {
    matches!(
        function,
        Function::IsSet
            | Function::Not
            | Function::BooleanEquals
            | Function::StringEquals
            | Function::IsValidHostLabel
            | Function::IsVirtualHostableS3Bucket
    )
}

fn to_static(text: Cow<'_, str>) -> Cow<'static, str> {
    Cow::Owned(text.into_owned())
}
