//! Which service wants what. Each row says where that is known from.

/// What some operations of a service want.
pub(super) struct Row {
    /// `aws.api#service`, `sdkId`.
    pub(super) service: &'static str,
    /// By name; none: all of them.
    pub(super) operations: &'static [&'static str],
    pub(super) rule: Rule,
}

/// A rule in the names of a model.
pub(super) enum Rule {
    Header {
        name: &'static str,
        value: &'static str,
    },
    DefaultText {
        member: &'static str,
        value: &'static str,
    },
    /// Of members by what they target.
    TrimPrefix {
        targets: &'static [&'static str],
        prefixes: &'static [&'static str],
    },
}

const fn of(service: &'static str, operations: &'static [&'static str], rule: Rule) -> Row {
    Row {
        service,
        operations,
        rule,
    }
}

const ALL: &[&str] = &[];

pub(super) static TABLE: &[Row] = &[
    // Answers name things as paths, requests want the last segment: "Amazon Route 53
    // customizations" of Smithy's protocol tests (`aws.protocoltests.restxml`), and botocore.
    of(
        "Route 53",
        ALL,
        Rule::TrimPrefix {
            targets: &["ResourceId", "DelegationSetId", "ChangeId"],
            prefixes: &["hostedzone/", "change/", "delegationset/"],
        },
    ),
    // Without it some answers are in HAL's form: Smithy 2.0, "Amazon API Gateway customizations".
    of(
        "API Gateway",
        ALL,
        Rule::Header {
            name: "accept",
            value: "application/json",
        },
    ),
    // Smithy 2.0, "Amazon Glacier customizations".
    of(
        "Glacier",
        ALL,
        Rule::DefaultText {
            member: "accountId",
            value: "-",
        },
    ),
];
