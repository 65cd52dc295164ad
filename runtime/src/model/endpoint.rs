//! Endpoint rule sets as static data, which `rules/endpoint` evaluates.
//!
//! Declarations only: the generator has resolved names to indices and split templates.

mod partition;

pub use partition::{Partition, Partitions};

/// The endpoint rules of a service (`smithy.rules#endpointRuleSet`), as a decision diagram.
#[derive(Debug)]
pub struct RuleSet {
    /// The parameters of the rules: the first indices of [`Expr::Variable`].
    pub parameters: &'static [Parameter],
    /// The conditions of the decisions.
    pub conditions: &'static [Condition],
    /// The outcomes of the decisions.
    pub outcomes: &'static [Outcome],
    /// The decisions. Each leads to later decisions only, or to an outcome.
    pub decisions: &'static [Decision],
    /// The first decision or only outcome, encoded like the branches of a [`Decision`].
    pub root: i32,
    /// The data of `aws.partition`; `None` if the rules do not call it.
    pub partitions: Option<&'static Partitions>,
}

impl RuleSet {
    /// Rules that start at `root`, without decisions and outcomes.
    pub const fn new(root: i32) -> Self {
        Self {
            parameters: &[],
            conditions: &[],
            outcomes: &[],
            decisions: &[],
            root,
            partitions: None,
        }
    }

    /// The position of a parameter in [`RuleSet::parameters`].
    pub fn index(&self, parameter: &str) -> Option<usize> {
        self.parameters.iter().position(|p| p.name == parameter)
    }
}

/// A parameter of the rules.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    /// The name that the rules and the binding traits use.
    pub name: &'static str,
    /// Whether resolving fails without a value.
    pub required: bool,
    /// The default value.
    pub default: Option<Literal>,
    /// The setting of the client that provides the value, unless the operation does.
    pub built_in: Option<BuiltIn>,
}

impl Parameter {
    /// An optional parameter that only operations or users set.
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            required: false,
            default: None,
            built_in: None,
        }
    }
}

/// A parameter's default.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Literal {
    /// A boolean parameter's default.
    Boolean(bool),
    /// A string parameter's default.
    Text(&'static str),
    /// A string array parameter's default.
    List(&'static [&'static str]),
}

/// A setting of the client that rules may read (the `builtIn` property of a parameter).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    /// Any other, such as `AWS::S3::ForcePathStyle`: the user sets it by this name.
    Other(&'static str),
}

/// The index of a condition, the branch to follow if it holds, and the branch otherwise. A branch
/// is the index of another decision, or the complement (`!index`) of an outcome's index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decision(pub usize, pub i32, pub i32);

/// The result of a rule set.
#[derive(Clone, Copy, Debug)]
pub enum Outcome {
    /// An endpoint.
    Endpoint(EndpointRule),
    /// The text of an error for the caller.
    Error(Expr),
    /// No rule applies.
    Exhausted,
}

/// The endpoint of a rule, before its templates are filled.
#[derive(Clone, Copy, Debug)]
pub struct EndpointRule {
    /// The URL: scheme, host and an optional base path.
    pub url: Expr,
    /// Headers to add to the request, one entry for each value.
    pub headers: &'static [(&'static str, Expr)],
    /// Further properties of the endpoint, such as `authSchemes`.
    pub properties: &'static [(&'static str, Property)],
    /// The texts that [`Property::Computed`] refers to.
    pub computed: &'static [Expr],
}

impl EndpointRule {
    /// An endpoint that has only a URL.
    pub const fn new(url: Expr) -> Self {
        Self {
            url,
            headers: &[],
            properties: &[],
            computed: &[],
        }
    }
}

/// A property of an endpoint.
#[derive(Clone, Copy, Debug)]
pub enum Property {
    /// A boolean.
    Boolean(bool),
    /// A number.
    Integer(i64),
    /// A constant text.
    Text(&'static str),
    /// A text that depends on the parameters: an index into [`EndpointRule::computed`].
    Computed(usize),
    /// A list.
    List(&'static [Self]),
    /// An object.
    Object(&'static [(&'static str, Self)]),
}

/// The condition of a decision. It holds if its value exists and is not `false`.
#[derive(Clone, Copy, Debug)]
pub struct Condition {
    /// The expression to evaluate.
    pub value: Expr,
    /// The variable that takes the value in the branch where the condition holds.
    pub assign: Option<usize>,
}

impl Condition {
    /// A condition that assigns nothing.
    pub const fn new(value: Expr) -> Self {
        Self {
            value,
            assign: None,
        }
    }
}

/// An expression. The generator has checked the types; an expression of a wrong type has no
/// value.
#[derive(Clone, Copy, Debug)]
pub enum Expr {
    /// A text.
    Text(&'static str),
    /// A boolean.
    Boolean(bool),
    /// A number; occurs only as an argument of functions.
    Integer(i32),
    /// The parameter at this index, or with a greater index a variable that a condition assigns.
    Variable(usize),
    /// Texts to concatenate.
    Template(&'static [Self]),
    /// `getAttr` with a name.
    Attribute(&'static Self, Attribute),
    /// `getAttr` with an index; a negative one counts from the end.
    Element(&'static Self, i32),
    /// A function call.
    Call(Function, &'static [Self]),
}

/// The functions of the standard library and of its AWS extension, except `getAttr`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Function {
    /// `isSet`.
    IsSet,
    /// `not`.
    Not,
    /// `booleanEquals`.
    BooleanEquals,
    /// `stringEquals`.
    StringEquals,
    /// `coalesce`: the first argument that has a value.
    Coalesce,
    /// `ite`: the second argument if the first is true, else the third.
    If,
    /// `substring`.
    Substring,
    /// `split`.
    Split,
    /// `uriEncode`.
    UriEncode,
    /// `parseURL`.
    ParseUrl,
    /// `isValidHostLabel`.
    IsValidHostLabel,
    /// `aws.partition`.
    Partition,
    /// `aws.parseArn`.
    ParseArn,
    /// `aws.isVirtualHostableS3Bucket`.
    IsVirtualHostableS3Bucket,
}

/// A field of the result of `aws.partition`, `parseURL` or `aws.parseArn`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "each variant is the field of that name, after the structure's name"
)]
pub enum Attribute {
    PartitionName,
    PartitionDnsSuffix,
    PartitionDualStackDnsSuffix,
    PartitionImplicitGlobalRegion,
    PartitionSupportsFips,
    PartitionSupportsDualStack,
    UrlScheme,
    UrlAuthority,
    UrlPath,
    UrlNormalizedPath,
    UrlIsIp,
    ArnPartition,
    ArnService,
    ArnRegion,
    ArnAccountId,
    ArnResourceId,
}
