//! Endpoint rules, checked: names resolved to indices, types verified, templates split.
//!
//! Lowers the raw value of `smithy.rules#endpointRuleSet`. It must not know how the rules
//! are spelled in Rust; `emit::endpoint` does.
//!
//! Source: Smithy 2.0, "Rules engine specification".

mod expr;
mod functions;
mod node;
mod parameters;
mod rules;
mod template;

#[cfg(test)]
mod tests;

use serde_json::Value;

use self::expr::Lowering;
pub use self::functions::{Attribute, Function};
use self::node::Node;

/// A rule set in which every decision is taken.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleSet {
    /// In the order of their names. [`Expr::Variable`] counts these first.
    pub parameters: Vec<Parameter>,
    /// In the model's order; never empty.
    pub rules: Vec<Rule>,
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
    /// What the model says about it.
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

/// Conditions and what follows when all hold.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// In the order in which they are checked.
    pub conditions: Vec<Condition>,
    /// The end of the rule.
    pub outcome: Outcome,
}

/// The end of a rule.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// An endpoint.
    Endpoint(Endpoint),
    /// An error's text.
    Error(Expr),
    /// More rules; never empty.
    Tree(Vec<Rule>),
}

/// The endpoint of a rule.
#[derive(Clone, Debug, PartialEq)]
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
#[derive(Clone, Debug, PartialEq)]
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

/// A clause of a rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    /// What must have a value other than `false`.
    pub value: Expr,
    /// Whether the value becomes the next variable.
    pub assign: bool,
}

/// An expression whose types have been checked.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    /// A text.
    Text(String),
    /// A boolean.
    Boolean(bool),
    /// A number.
    Integer(i32),
    /// A parameter, or after the last one a variable in the order of assignment.
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
    /// What, and what to do about it.
    pub message: String,
}

/// Lowers the value of `smithy.rules#endpointRuleSet`, or says all that is wrong with it.
pub fn lower(raw: &Value) -> Result<RuleSet, Vec<RuleError>> {
    let mut lowering = Lowering::default();
    let rule_set = lowering.rule_set(&Node::root(raw));
    match rule_set {
        Some(rule_set) if lowering.errors.is_empty() => Ok(rule_set),
        _ => Err(lowering.errors),
    }
}

impl Lowering {
    fn rule_set(&mut self, root: &Node<'_>) -> Option<RuleSet> {
        let version = self.text_of(root, "version")?;
        if !version.starts_with("1.") {
            let known = "versions 1.x of the rules engine are supported";
            self.report(root, format!("version `{version}` is not known: {known}"));
            return None;
        }
        let parameters = self.parameters(root)?;
        let rules = self.rules(root)?;
        Some(RuleSet {
            parameters,
            rules,
            uses_partitions: self.uses_partitions,
        })
    }
}
