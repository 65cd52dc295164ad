//! The only place that names services: the behaviour of each that its model does not describe, with
//! the source. Rules are structures of the runtime (`tinsmith::rt::quirks`), as data; facts are
//! properties that models lack. Knows names only: `lower` resolves them, and `syntax` asks for
//! properties that AWS's JSON lacks.

mod facts;
mod rules;

use self::facts::FACTS;
pub(crate) use self::rules::RULES;

/// A rule of the runtime for some operations of a service.
pub(crate) struct Row {
    /// `aws.api#service`, `sdkId`.
    pub(crate) service: &'static str,
    /// By name; none: all of them.
    pub(crate) operations: &'static [&'static str],
    pub(crate) rule: Rule,
}

/// A rule: the name of the runtime's structure, and its fields.
pub(crate) struct Rule {
    pub(crate) name: &'static str,
    pub(crate) fields: Fields,
}

pub(crate) type Fields = &'static [(&'static str, Value)];

/// The value of a field, in the names of a model. A rule about members that an operation does not
/// have does not apply.
pub(crate) enum Value {
    Text(&'static str),
    Texts(&'static [&'static str]),
    Flag(bool),
    /// The service's version.
    Version,
    /// The index of a member: `input` or `output`, and names, through lists and maps.
    Member(&'static str),
    /// The index of a member of the input that callers need not give, though it is required.
    Filled(&'static str),
    /// The index of a member of the input that only the AWS clients have; it is made like another.
    Added {
        name: &'static str,
        like: &'static str,
    },
    /// The index of each member of the input that targets one of these: a rule for each.
    Targeting(&'static [&'static str]),
    /// Another structure or variant of the runtime, by its path from `tinsmith::rt::quirks`.
    Structure(Rule),
    /// The rules that apply.
    List(&'static [Self]),
}

/// A property of a service, an operation or a shape that models lack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fact {
    /// Paths of the service name a bucket, which endpoint rules place, and the key of an object,
    /// which may have any segments.
    HasBuckets,
    /// Endpoint rules name the account in the host, as the host prefixes of operations do once more.
    HostsInRules,
    /// Objects keep whatever was given as `Expires`, whether or not it is a date.
    KeepsExpires,
    /// The output member `IsTruncated` tells whether there are more pages; the token does not.
    SaysTruncated,
    /// The pages of the operation end with a token that is repeated.
    RepeatsLastToken,
    /// The operation is a long poll: the service holds its answer back.
    LongPolling,
    /// The error may be gone the next time.
    Retryable,
    /// The structure is a union. Smithy models say so; AWS's JSON does not.
    Union,
}

/// Whether a fact holds for a service, by `sdkId`, and for an operation or a shape of it.
pub(crate) fn holds(fact: Fact, service: &str, name: &str) -> bool {
    FACTS.iter().any(|(known, of, names)| {
        *known == fact && *of == service && (names.is_empty() || names.contains(&name))
    })
}

/// The name of Amazon S3's signature in AWS's JSON. Its errors have no element around them (Smithy
/// 2.0, "AWS restXml protocol", `noErrorWrapping`).
pub(crate) const S3_SIGNATURE: &str = "s3";

/// The operation whose output has no element around it where the signature is that of Amazon S3:
/// Smithy 2.0, "Amazon S3 customizations", `s3UnwrappedXmlOutput`.
pub(crate) const UNWRAPPED_OPERATION: &str = "GetBucketLocation";

/// The endpoint parameter that buckets are bound to: Smithy 2.0, "Amazon S3 customizations".
pub(crate) const BUCKET_PARAMETER: &str = "Bucket";
