//! Endpoint rules, checked: names are resolved to indices, types are verified, templates are split,
//! and the tree of rules becomes a decision diagram in which everything occurs once.
//!
//! Lowers the raw value of `smithy.rules#endpointRuleSet` or `smithy.rules#endpointBdd`. It must
//! not know how the rules are spelled in Rust; `emit::endpoint` does.
//!
//! Source: Smithy 2.0, "Rules engine specification".

mod auth;
mod bdd;
mod compile;
mod expr;
mod functions;
mod graph;
mod implied;
mod node;
mod parameters;
mod possible;
mod rules;
mod template;
mod tidy;

#[cfg(test)]
mod tests;

use self::expr::Lowering;
pub use self::functions::{Attribute, Function};
use self::node::Node;
use self::possible::Known;
use crate::model;

/// A rule set in which every decision is taken.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleSet {
    /// In the order of their names. [`Expr::Variable`] counts these first.
    pub parameters: Vec<Parameter>,
    /// The conditions of decisions: each once, and before conditions that use the variable it
    /// assigns.
    pub conditions: Vec<Condition>,
    /// The outcomes of decisions, each once.
    pub outcomes: Vec<Outcome>,
    /// The first, if there is one, is the root; others are reached from it.
    pub decisions: Vec<Decision>,
    /// Where to begin.
    pub root: Next,
    /// Whether any expression calls `aws.partition`.
    pub uses_partitions: bool,
}

/// A parameter of a rule set.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// The name in the rules.
    pub name: String,
    /// The type of its values.
    pub kind: ParameterKind,
    /// Whether resolving fails without a value.
    pub required: bool,
    /// The value taken when none is given; of type `kind`.
    pub default: Option<Literal>,
    /// The client's setting that feeds it.
    pub built_in: Option<BuiltIn>,
    /// The model's documentation of it.
    pub documentation: Option<String>,
}

/// The types that parameters may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterKind {
    /// `string`.
    String,
    /// `boolean`.
    Boolean,
    /// `stringArray`.
    StringArray,
}

/// The default of a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Literal {
    /// Of a `boolean`.
    Boolean(bool),
    /// Of a `string`.
    Text(String),
    /// Of a `stringArray`.
    List(Vec<String>),
}

/// The client's setting that feeds a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BuiltIn {
    /// `AWS::Region`.
    Region,
    /// `AWS::UseDualStack`.
    UseDualStack,
    /// `AWS::UseFIPS`.
    UseFips,
    /// `SDK::Endpoint`.
    Endpoint,
    /// `AWS::Auth::AccountId`.
    AccountId,
    /// `AWS::Auth::AccountIdEndpointMode`.
    AccountIdEndpointMode,
    /// Any other; the user sets it by name.
    Other(String),
}

/// A question and where its answers lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Decision {
    /// An index into [`RuleSet::conditions`].
    pub condition: usize,
    /// When the condition holds.
    pub yes: Next,
    /// When it does not.
    pub no: Next,
}

/// The successor for an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Next {
    /// An index into [`RuleSet::decisions`].
    Decision(usize),
    /// An index into [`RuleSet::outcomes`].
    Outcome(usize),
}

/// The end of all decisions.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// An endpoint.
    Endpoint(Endpoint),
    /// An error's text.
    Error(Expr),
    /// No rule applies.
    Exhausted,
}

/// The endpoint of a rule.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Endpoint {
    /// The URL.
    pub url: Expr,
    /// Headers, one entry for each value.
    pub headers: Vec<(String, Expr)>,
    /// Properties by name.
    pub properties: Vec<(String, Property)>,
    /// The texts that [`Property::Computed`] points at.
    pub computed: Vec<Expr>,
}

/// A property of an endpoint.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Property {
    /// A boolean.
    Boolean(bool),
    /// A number.
    Integer(i64),
    /// A text without references.
    Text(String),
    /// A text with references: an index into [`Endpoint::computed`].
    Computed(usize),
    /// A list.
    List(Vec<Self>),
    /// An object.
    Object(Vec<(String, Self)>),
}

/// The condition of a decision.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Condition {
    /// The expression that must have a value other than `false`.
    pub value: Expr,
    /// The variable that becomes the value, for decisions that follow a yes.
    pub assign: Option<usize>,
}

/// An expression whose types have been checked.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Expr {
    /// A text.
    Text(String),
    /// A boolean.
    Boolean(bool),
    /// A number.
    Integer(i32),
    /// A parameter, or after the last one a variable that a condition assigns.
    Variable(usize),
    /// Texts put together.
    Template(Vec<Self>),
    /// `getAttr` with a name.
    Attribute(Box<Self>, Attribute),
    /// `getAttr` with an index.
    Element(Box<Self>, i32),
    /// A function call.
    Call(Function, Vec<Self>),
}

/// Something wrong with a rule set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleError {
    /// Where: a JSON pointer (RFC 6901) into the trait's value.
    pub pointer: String,
    /// The message, with the way out.
    pub message: String,
}

/// The values that the chosen operations can give to a parameter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Possible {
    /// Anything of its type.
    #[default]
    Any,
    /// One of these; `None` is no value.
    OneOf(Vec<Option<Literal>>),
}

/// Compiles the JSON value of `smithy.rules#endpointRuleSet` or `smithy.rules#endpointBdd` for the
/// parameter values in `possible`. The error lists every fault.
pub fn lower(
    rules: &str,
    possible: &dyn Fn(&Parameter) -> Possible,
) -> Result<RuleSet, Vec<RuleError>> {
    let rules = model::Node::parse(rules).map_err(|message| {
        let pointer = String::new();
        vec![RuleError { pointer, message }]
    })?;
    let mut lowering = Lowering::default();
    let rule_set = lowering.rule_set(&Node::root(&rules), possible);
    match rule_set {
        Some(rule_set) if lowering.errors.is_empty() => Ok(rule_set),
        _ => Err(lowering.errors),
    }
}

impl Lowering {
    fn rule_set(
        &mut self,
        root: &Node<'_>,
        possible: &dyn Fn(&Parameter) -> Possible,
    ) -> Option<RuleSet> {
        self.version = self.version(root)?;
        let parameters = self.parameters(root)?;
        let values = parameters.iter().map(possible).collect();
        let known = Known::new(&parameters, values);
        let (graph, root) = if root.get("nodes").is_some() {
            self.since(root, 1, "a decision diagram");
            self.diagram(root, known)?
        } else {
            compile::tree(&self.rules(root)?, known)
        };
        Some(tidy::rule_set(graph, root, parameters))
    }

    /// The number after `1.`.
    fn version(&mut self, root: &Node<'_>) -> Option<u32> {
        let version = self.text_of(root, "version")?;
        let minor = version.strip_prefix("1.");
        let minor = minor.and_then(|minor| minor.parse().ok());
        if minor.is_none() {
            let known = "versions 1.x of the rules engine are supported";
            self.report(root, format!("version `{version}` is not known: {known}"));
        }
        minor
    }
}
