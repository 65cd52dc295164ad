//! The signatures of the rules engine's functions, as tables.
//!
//! Source: Smithy 2.0, "Rules engine standard library" and "AWS rules engine library
//! functions".

use self::Function as F;
use self::Type::{Arn, Boolean, Integer, List, Partition, Text, Url};

/// The functions that have code of their own in the runtime. The variants bear the names of
/// the runtime's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each variant is the function of that name")]
pub enum Function {
    IsSet,
    Not,
    BooleanEquals,
    StringEquals,
    Coalesce,
    /// `ite`.
    If,
    Substring,
    Split,
    UriEncode,
    ParseUrl,
    IsValidHostLabel,
    Partition,
    ParseArn,
    IsVirtualHostableS3Bucket,
}

/// The fields of the structures that functions return. The variants bear the names of the
/// runtime's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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

/// The type of a value that is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Type {
    Boolean,
    Text,
    Integer,
    List,
    Partition,
    Url,
    Arn,
}

impl Type {
    /// The type as the specification writes it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Boolean => "bool",
            Self::Text => "string",
            Self::Integer => "int",
            Self::List => "array<string>",
            Self::Partition => "Partition",
            Self::Url => "URL",
            Self::Arn => "ARN",
        }
    }
}

/// A function whose argument types do not depend on one another.
pub(super) struct Signature {
    pub(super) name: &'static str,
    pub(super) function: Function,
    pub(super) takes: &'static [Type],
    pub(super) returns: Type,
    /// Whether there may be no value for arguments of the right types.
    pub(super) optional: bool,
}

const fn total(
    name: &'static str,
    function: Function,
    takes: &'static [Type],
    returns: Type,
) -> Signature {
    Signature {
        name,
        function,
        takes,
        returns,
        optional: false,
    }
}

const fn partial(
    name: &'static str,
    function: Function,
    takes: &'static [Type],
    returns: Type,
) -> Signature {
    Signature {
        optional: true,
        ..total(name, function, takes, returns)
    }
}

/// All functions but `isSet`, `coalesce`, `ite` and `getAttr`, which take any type.
pub(super) static SIGNATURES: &[Signature] = &[
    total(
        "booleanEquals",
        F::BooleanEquals,
        &[Boolean, Boolean],
        Boolean,
    ),
    total("stringEquals", F::StringEquals, &[Text, Text], Boolean),
    total("not", F::Not, &[Boolean], Boolean),
    partial(
        "substring",
        F::Substring,
        &[Text, Integer, Integer, Boolean],
        Text,
    ),
    total("split", F::Split, &[Text, Text, Integer], List),
    total("uriEncode", F::UriEncode, &[Text], Text),
    partial("parseURL", F::ParseUrl, &[Text], Url),
    total(
        "isValidHostLabel",
        F::IsValidHostLabel,
        &[Text, Boolean],
        Boolean,
    ),
    partial("aws.partition", F::Partition, &[Text], Partition),
    partial("aws.parseArn", F::ParseArn, &[Text], Arn),
    total(
        "aws.isVirtualHostableS3Bucket",
        F::IsVirtualHostableS3Bucket,
        &[Text, Boolean],
        Boolean,
    ),
];

/// The fields of structures: the structure, the field's name, and its type.
pub(super) static ATTRIBUTES: &[(Type, &str, Attribute, Type)] = &[
    (Partition, "name", Attribute::PartitionName, Text),
    (Partition, "dnsSuffix", Attribute::PartitionDnsSuffix, Text),
    (
        Partition,
        "dualStackDnsSuffix",
        Attribute::PartitionDualStackDnsSuffix,
        Text,
    ),
    (
        Partition,
        "implicitGlobalRegion",
        Attribute::PartitionImplicitGlobalRegion,
        Text,
    ),
    (
        Partition,
        "supportsFIPS",
        Attribute::PartitionSupportsFips,
        Boolean,
    ),
    (
        Partition,
        "supportsDualStack",
        Attribute::PartitionSupportsDualStack,
        Boolean,
    ),
    (Url, "scheme", Attribute::UrlScheme, Text),
    (Url, "authority", Attribute::UrlAuthority, Text),
    (Url, "path", Attribute::UrlPath, Text),
    (Url, "normalizedPath", Attribute::UrlNormalizedPath, Text),
    (Url, "isIp", Attribute::UrlIsIp, Boolean),
    (Arn, "partition", Attribute::ArnPartition, Text),
    (Arn, "service", Attribute::ArnService, Text),
    (Arn, "region", Attribute::ArnRegion, Text),
    (Arn, "accountId", Attribute::ArnAccountId, Text),
    (Arn, "resourceId", Attribute::ArnResourceId, List),
];
