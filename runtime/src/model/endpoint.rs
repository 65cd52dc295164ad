//! Endpoint rule sets as static data, which `rules/endpoint` evaluates.
//!
//! The generator has resolved names to indices and split templates; only declarations here.

mod partition;

pub use partition::{Partition, Partitions};

/// The endpoint rules of a service (`smithy.rules#endpointRuleSet`), a diagram of decisions.
#[derive(Debug)]
pub struct RuleSet {
    /// What the rules take. [`Expr::Variable`] counts these first.
    pub parameters: &'static [Parameter],
    /// What decisions ask.
    pub conditions: &'static [Condition],
    /// What decisions lead to.
    pub outcomes: &'static [Outcome],
    /// Each leads to later ones only, or to an outcome.
    pub decisions: &'static [Decision],
    /// Where to begin; read like the numbers of a [`Decision`].
    pub root: i32,
    /// What `aws.partition` answers from; none where the rules do not call it.
    pub partitions: Option<&'static Partitions>,
}

impl RuleSet {
    /// Rules that begin at `root`, without any decision or outcome.
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
    /// Whether resolving fails when there is no value.
    pub required: bool,
    /// The value taken when none is given.
    pub default: Option<Literal>,
    /// Where the client finds the value when the operation gives none.
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
    /// Of a boolean parameter.
    Boolean(bool),
    /// Of a string parameter.
    Text(&'static str),
    /// Of a string array parameter.
    List(&'static [&'static str]),
}

/// What a client knows that rules may ask for (the `builtIn` property of a parameter).
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

/// A question and where its answers lead: the index of a condition, what follows if it holds,
/// and what if not. What follows is the index of another decision, or the complement (`!index`)
/// of an outcome's index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decision(pub usize, pub i32, pub i32);

/// The end of all decisions.
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
    /// Scheme, host and perhaps a base path.
    pub url: Expr,
    /// Headers to add to the request, one entry for each value.
    pub headers: &'static [(&'static str, Expr)],
    /// What else the service says about the endpoint, `authSchemes` among it.
    pub properties: &'static [(&'static str, Property)],
    /// The texts that [`Property::Computed`] points at.
    pub computed: &'static [Expr],
}

impl EndpointRule {
    /// An endpoint of which the rules say no more than its URL.
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
    /// A text that is always the same.
    Text(&'static str),
    /// A text that depends on the parameters: an index into [`EndpointRule::computed`].
    Computed(usize),
    /// A list.
    List(&'static [Self]),
    /// An object.
    Object(&'static [(&'static str, Self)]),
}

/// What a decision asks: holds when the value is there and is not `false`.
#[derive(Clone, Copy, Debug)]
pub struct Condition {
    /// What is evaluated.
    pub value: Expr,
    /// The variable that becomes the value, for what follows if it holds.
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

/// An expression. The generator has checked the types; one of a wrong type has no value.
#[derive(Clone, Copy, Debug)]
pub enum Expr {
    /// A text.
    Text(&'static str),
    /// A boolean.
    Boolean(bool),
    /// A number; only an argument of functions.
    Integer(i32),
    /// A parameter, or after the last parameter a variable that a condition assigns.
    Variable(usize),
    /// Texts put together.
    Template(&'static [Self]),
    /// `getAttr` with a name.
    Attribute(&'static Self, Attribute),
    /// `getAttr` with an index; a negative one counts from the end.
    Element(&'static Self, i32),
    /// A function call.
    Call(Function, &'static [Self]),
}

/// The functions of the standard library and of its AWS extension, `getAttr` apart.
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
    /// `coalesce`: the first value that is there.
    Coalesce,
    /// `ite`: the second or the third argument, as the first says.
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

/// A field of what `aws.partition`, `parseURL` or `aws.parseArn` returns.
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
