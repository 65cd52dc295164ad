//! Values during evaluation, and the parameters of an evaluation.
//!
//! Texts are borrowed from the caller or the rules unless they are computed.

use std::borrow::Cow;
use std::ops::Range;

use crate::model::endpoint::Partition;
use crate::model::endpoint::{Attribute, Literal, RuleSet};

/// A value of the rules. Parameters are booleans, texts and lists.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    /// `bool`.
    Boolean(bool),
    /// `string`.
    Text(Cow<'a, str>),
    /// `array<string>`.
    List(List<'a>),
    /// The result of `aws.partition`.
    Partition(&'static Partition),
    /// The result of `parseURL`.
    Url(Url<'a>),
    /// The result of `aws.parseArn`.
    Arn(Arn<'a>),
}

/// A list of texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum List<'a> {
    /// A borrowed list.
    Borrowed(&'a [&'a str]),
    /// An owned list, with elements that may be borrowed.
    Owned(Vec<Cow<'a, str>>),
}

/// A parsed URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Url<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) scheme: usize,
    pub(super) authority: Range<usize>,
    pub(super) is_ip: bool,
}

/// A parsed Amazon Resource Name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arn<'a> {
    pub(super) text: Cow<'a, str>,
    /// The positions of the colons after partition, service, region and account.
    pub(super) ends: [usize; 4],
}

impl Value<'_> {
    /// The same value; a text is borrowed, not copied.
    pub(super) fn reborrow(&self) -> Value<'_> {
        match self {
            Self::Text(text) => Value::Text(Cow::Borrowed(text)),
            other => other.clone(),
        }
    }

    fn to_static(&self) -> Option<Value<'static>> {
        match self {
            Self::Boolean(value) => Some(Value::Boolean(*value)),
            Self::Text(text) => Some(Value::Text(Cow::Owned(text.clone().into_owned()))),
            _ => None,
        }
    }

    /// Whether a condition with this value holds.
    pub(super) fn is_truthy(&self) -> bool {
        !matches!(self, Self::Boolean(false))
    }

    /// The boolean field `attribute`, if this is a structure that has it.
    pub(super) fn boolean_field(&self, attribute: Attribute) -> Option<bool> {
        match (self, attribute) {
            (Self::Partition(it), Attribute::PartitionSupportsFips) => Some(it.supports_fips),
            (Self::Partition(it), Attribute::PartitionSupportsDualStack) => {
                Some(it.supports_dual_stack)
            }
            (Self::Url(url), Attribute::UrlIsIp) => Some(url.is_ip),
            _ => None,
        }
    }

    /// The text, if this is a text.
    pub(super) fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The text field `attribute`, if this is a structure that stores it. Computed fields are
    /// `None`.
    pub(super) fn text_field(&self, attribute: Attribute) -> Option<&str> {
        Some(match (self, attribute) {
            (Self::Partition(it), Attribute::PartitionName) => it.name,
            (Self::Partition(it), Attribute::PartitionDnsSuffix) => it.dns_suffix,
            (Self::Partition(it), Attribute::PartitionDualStackDnsSuffix) => {
                it.dual_stack_dns_suffix
            }
            (Self::Partition(it), Attribute::PartitionImplicitGlobalRegion) => {
                it.implicit_global_region
            }
            (Self::Url(url), Attribute::UrlScheme) => url.scheme(),
            (Self::Url(url), Attribute::UrlAuthority) => url.authority(),
            (Self::Url(url), Attribute::UrlPath) => url.path(),
            (Self::Arn(arn), Attribute::ArnPartition) => arn.partition(),
            (Self::Arn(arn), Attribute::ArnService) => arn.service(),
            (Self::Arn(arn), Attribute::ArnRegion) => arn.region(),
            (Self::Arn(arn), Attribute::ArnAccountId) => arn.account_id(),
            _ => return None,
        })
    }

    /// The element at `index` of a list, or of an ARN's resource. A negative index counts from
    /// the end.
    pub(super) fn nth(&self, index: i32) -> Option<Cow<'_, str>> {
        match self {
            Self::List(List::Borrowed(items)) => nth(items.iter().copied(), index),
            Self::List(List::Owned(items)) => nth(items.iter().map(AsRef::as_ref), index),
            Self::Arn(arn) => nth(arn.resource_id(), index),
            _ => None,
        }
    }
}

fn nth<'a>(
    mut items: impl DoubleEndedIterator<Item = &'a str>,
    index: i32,
) -> Option<Cow<'a, str>> {
    let offset = usize::try_from(index.unsigned_abs()).ok()?;
    let item = if index < 0 {
        items.nth_back(offset - 1)
    } else {
        items.nth(offset)
    };
    item.map(Cow::Borrowed)
}

impl From<bool> for Value<'_> {
    fn from(value: bool) -> Self {
        Self::Boolean(value)
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<Cow<'a, str>> for Value<'a> {
    fn from(text: Cow<'a, str>) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<List<'a>> for Value<'a> {
    fn from(list: List<'a>) -> Self {
        Self::List(list)
    }
}

impl From<Literal> for Value<'_> {
    fn from(literal: Literal) -> Self {
        match literal {
            Literal::Boolean(value) => Self::Boolean(value),
            Literal::Text(text) => Self::from(text),
            Literal::List(items) => Self::List(List::Borrowed(items)),
        }
    }
}

/// An optional value for each parameter of a rule set.
#[derive(Clone, Debug, PartialEq)]
pub struct Params<'a> {
    values: Vec<Option<Value<'a>>>,
}

impl<'a> Params<'a> {
    /// The default values of the parameters of `rules`.
    pub fn new(rules: &RuleSet) -> Self {
        let defaults = rules.parameters.iter().map(|p| p.default.map(Value::from));
        Self {
            values: defaults.collect(),
        }
    }

    /// Sets the parameter at `index` of [`RuleSet::parameters`]; does nothing if the index is out
    /// of range.
    pub fn set(&mut self, index: usize, value: impl Into<Value<'a>>) {
        if let Some(place) = self.values.get_mut(index) {
            *place = Some(value.into());
        }
    }

    /// The value of the parameter at `index`.
    pub fn get(&self, index: usize) -> Option<&Value<'a>> {
        self.values.get(index)?.as_ref()
    }

    /// The same parameters without borrowed values; `None` if one is neither boolean nor text.
    pub(crate) fn to_static(&self) -> Option<Params<'static>> {
        let values = self.values.iter().map(|value| match value {
            None => Some(None),
            Some(value) => value.to_static().map(Some),
        });
        let values = values.collect::<Option<Vec<_>>>()?;
        Some(Params { values })
    }

    /// The number of parameters, set or not.
    pub(super) fn len(&self) -> usize {
        self.values.len()
    }
}
