//! Rules, their conditions and their outcomes.

use crate::model::Node as Value;

use super::expr::{Lowering, Variable};
use super::functions::{Function, Type};
use super::node::Node;
use super::{Endpoint, Expr, Property};

/// Conditions and the successor if all hold. Variables are numbered after the last parameter, in
/// the order of assignment.
pub(super) struct Rule {
    /// In the order in which they are checked.
    pub(super) conditions: Vec<Clause>,
    pub(super) end: End,
}

/// A condition of a rule.
pub(super) struct Clause {
    pub(super) value: Expr,
    /// Whether the value becomes the next variable.
    pub(super) assign: bool,
}

/// The end of a rule.
pub(super) enum End {
    Endpoint(Endpoint),
    /// An error's text.
    Error(Expr),
    /// More rules; never empty.
    Tree(Vec<Rule>),
}

/// Assigned variables that may be in scope at once; real rule sets need a dozen.
const MAX_VARIABLES: usize = 256;

impl Lowering {
    /// The `rules` of a rule set or of a tree.
    pub(super) fn rules(&mut self, node: &Node<'_>) -> Option<Vec<Rule>> {
        let rules = self.array_of(node, "rules")?;
        let mut lowered = Vec::new();
        let mut complete = true;
        for rule in rules.items().into_iter().flatten() {
            match self.rule(&rule) {
                Some(rule) => lowered.push(rule),
                None => complete = false,
            }
        }
        if complete && lowered.is_empty() {
            self.report(&rules, "there must be at least one rule");
        }
        complete.then_some(lowered)
    }

    /// A rule. Variables and facts from its conditions are known only inside it.
    fn rule(&mut self, node: &Node<'_>) -> Option<Rule> {
        let outside = self.scope.clone();
        let rule = self.rule_in_scope(node);
        self.scope = outside;
        rule
    }

    /// A rule whose variables stay in scope.
    pub(super) fn rule_in_scope(&mut self, node: &Node<'_>) -> Option<Rule> {
        let mut conditions = Vec::new();
        // Results of a decision diagram need not have any.
        if node.get("conditions").is_some() {
            let array = self.array_of(node, "conditions")?;
            for condition in array.items().into_iter().flatten() {
                conditions.push(self.condition(&condition)?);
            }
        }
        let end = match self.text_of(node, "type")? {
            "endpoint" => End::Endpoint(self.endpoint(node)?),
            "tree" => End::Tree(self.rules(node)?),
            "error" => {
                let Some(message) = node.get("error") else {
                    self.report(node, "an `error` rule must have an `error`");
                    return None;
                };
                End::Error(self.text(&message)?)
            }
            other => {
                let known = "rules are `endpoint`, `error` or `tree`";
                self.report(node, format!("type `{other}` is not known: {known}"));
                return None;
            }
        };
        Some(Rule { conditions, end })
    }

    pub(super) fn condition(&mut self, node: &Node<'_>) -> Option<Clause> {
        let typed = self.call(node)?;
        if let Expr::Call(function, arguments) = &typed.expr {
            if !matches!(function, Function::Coalesce | Function::If) {
                self.prove(arguments);
            }
        }
        let name = node.get("assign");
        if let Some(name) = &name {
            self.assign(name, typed.is)?;
        }
        Some(Clause {
            value: typed.expr,
            assign: name.is_some(),
        })
    }

    /// From here on the variables that the condition needs have a value.
    fn prove(&mut self, arguments: &[Expr]) {
        for argument in arguments {
            if let Expr::Variable(index) = argument {
                if let Some(variable) = self.scope.get_mut(*index) {
                    variable.optional = false;
                }
            }
        }
    }

    fn assign(&mut self, node: &Node<'_>, is: Type) -> Option<()> {
        let Some(name) = node.value.as_str() else {
            self.report(node, "the name of a variable must be a string");
            return None;
        };
        if self.scope.iter().any(|variable| variable.name == name) {
            self.report(
                node,
                format!("there is already a parameter or variable `{name}`"),
            );
            return None;
        }
        if self.scope.len() >= MAX_VARIABLES {
            self.report(
                node,
                format!("more than {MAX_VARIABLES} variables are in scope"),
            );
            return None;
        }
        self.scope.push(Variable {
            name: name.to_owned(),
            is,
            optional: false,
        });
        Some(())
    }

    fn endpoint(&mut self, rule: &Node<'_>) -> Option<Endpoint> {
        let Some(node) = rule.get("endpoint") else {
            self.report(rule, "an `endpoint` rule must have an `endpoint`");
            return None;
        };
        self.only(&node, &["url", "headers", "properties"]);
        let Some(url) = node.get("url") else {
            self.report(&node, "an endpoint must have a `url`");
            return None;
        };
        let mut endpoint = Endpoint {
            url: self.url(&url)?,
            headers: Vec::new(),
            properties: Vec::new(),
            computed: Vec::new(),
        };
        if let Some(headers) = self.object_of(&node, "headers") {
            endpoint.headers = self.headers(&headers)?;
        }
        if let Some(properties) = self.object_of(&node, "properties") {
            self.check_auth_schemes(&properties);
            endpoint.properties = self.fields(&properties, &mut endpoint.computed)?;
        }
        Some(endpoint)
    }

    fn url(&mut self, node: &Node<'_>) -> Option<Expr> {
        let url = self.text(node)?;
        let start = match &url {
            Expr::Text(text) => Some(text),
            Expr::Template(parts) => match parts.first() {
                Some(Expr::Text(text)) => Some(text),
                _ => None,
            },
            _ => None,
        };
        if start.is_some_and(|text| !text.starts_with("https://") && !text.starts_with("http://")) {
            self.report(node, "the URL must start with `https://` or `http://`");
        }
        Some(url)
    }

    fn headers(&mut self, node: &Node<'_>) -> Option<Vec<(String, Expr)>> {
        let mut headers = Vec::new();
        for (name, values) in node.fields()? {
            let Some(values) = values.items() else {
                self.report(&values, "the values of a header must be an array");
                return None;
            };
            for value in values {
                headers.push((name.to_owned(), self.text(&value)?));
            }
        }
        Some(headers)
    }

    fn property(&mut self, node: &Node<'_>, computed: &mut Vec<Expr>) -> Option<Property> {
        match node.value {
            Value::Bool(value) => Some(Property::Boolean(*value)),
            Value::String(template) => match self.template(node, template)?.expr {
                Expr::Text(text) => Some(Property::Text(text)),
                expr => {
                    computed.push(expr);
                    Some(Property::Computed(computed.len() - 1))
                }
            },
            Value::Array(_) => {
                let items = node.items()?.map(|item| self.property(&item, computed));
                items.collect::<Option<_>>().map(Property::List)
            }
            Value::Object(_) => self.fields(node, computed).map(Property::Object),
            Value::Null | Value::Number(_) => {
                if let Some(number) = node.value.as_integer() {
                    return Some(Property::Integer(number));
                }
                let known = "strings, booleans, integers, arrays and objects";
                self.report(node, format!("properties are made of {known}"));
                None
            }
        }
    }

    fn fields(
        &mut self,
        node: &Node<'_>,
        computed: &mut Vec<Expr>,
    ) -> Option<Vec<(String, Property)>> {
        let mut fields = Vec::new();
        for (name, value) in node.fields()? {
            fields.push((name.to_owned(), self.property(&value, computed)?));
        }
        Some(fields)
    }
}
