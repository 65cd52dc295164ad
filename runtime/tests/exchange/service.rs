//! A small service as the generator would write it: with AWS traits, without them, and with
//! endpoint rules.

mod waiters;

use tinsmith::rt::endpoint::{
    BuiltIn, Condition, Decision, EndpointRule, Expr, Function, Outcome, Parameter, RuleSet,
};
use tinsmith::rt::operation::{
    ApiKeyPlace, AuthScheme, Discovery, HostPart, Operation, OperationSchema, Pagination, Service,
    ServiceSchema,
};
use tinsmith::rt::protocol::{AWS_JSON_1_0, AWS_JSON_1_0_QUERY_COMPATIBLE};
use tinsmith::rt::quirks::{DefaultText, Header, TrimPrefix};
use tinsmith::rt::schema::prelude::{BOOLEAN, LONG, STRING};
use tinsmith::rt::schema::{Fault, Kind, Member, Schema, ShapeId, Trait};
use tinsmith::{Map, error_enum, structure};

use crate::quirks::Suspicious;

pub(crate) use self::waiters::{GONE, READY, SAME};

const fn id(name: &'static str) -> ShapeId {
    ShapeId::new("test.vault", name)
}

macro_rules! shape {
    ($name:ident, $kind:ident, $id:literal, [$($member:expr),* $(,)?] $(, $traits:expr)?) => {
        static $name: Schema = Schema {
            id: id($id),
            kind: Kind::$kind,
            members: &[$($member),*],
            traits: shape!(@traits $($traits)?),
        };
    };
    (@traits) => { &[] };
    (@traits $traits:expr) => { $traits };
}

shape!(KEY, String, "Key", [], &[Trait::Length { min: 1, max: 8 }]);
shape!(NAMES, List, "Names", [Member::new("member", &STRING)]);
shape!(
    POSITION,
    Map,
    "Position",
    [Member::new("key", &STRING), Member::new("value", &STRING)]
);
shape!(
    PUT_INPUT,
    Structure,
    "PutInput",
    [
        Member::new("key", &KEY).with(&[Trait::Required]),
        Member::new("note", &STRING),
        Member::new("token", &STRING).with(&[Trait::IdempotencyToken]),
    ]
);
shape!(
    PUT_OUTPUT,
    Structure,
    "PutOutput",
    [
        Member::new("state", &STRING).with(&[Trait::Required]),
        Member::new("size", &LONG),
    ]
);
shape!(
    LIST_INPUT,
    Structure,
    "ListInput",
    [Member::new("token", &STRING)]
);
shape!(
    LIST_OUTPUT,
    Structure,
    "ListOutput",
    [
        Member::new("token", &STRING),
        Member::new("names", &NAMES),
        Member::new("more", &BOOLEAN),
    ]
);
shape!(
    SCAN_INPUT,
    Structure,
    "ScanInput",
    [Member::new("start", &POSITION)]
);
shape!(
    SCAN_OUTPUT,
    Structure,
    "ScanOutput",
    [Member::new("last", &POSITION)]
);
shape!(
    NOT_FOUND,
    Structure,
    "NotFound",
    [
        Member::new("message", &STRING),
        Member::new("resource", &STRING).with(&[Trait::Required]),
    ],
    &[Trait::Error(Fault::Client)]
);
shape!(
    BUSY,
    Structure,
    "Busy",
    [Member::new("message", &STRING)],
    &[
        Trait::Error(Fault::Client),
        Trait::Retryable { throttling: true }
    ]
);
shape!(
    FLAKY,
    Structure,
    "Flaky",
    [Member::new("message", &STRING)],
    &[
        Trait::Error(Fault::Client),
        Trait::Retryable { throttling: false }
    ]
);

macro_rules! shapes {
    ($($type:ident, $schema:ident { $($index:literal => $field:ident: $held:ty),* })*) => {
        $(
            #[derive(Clone, PartialEq)]
            pub(crate) struct $type { $(pub(crate) $field: $held),* }
            structure!($type, $schema, { $($index => $field),* });
        )*
    };
}

shapes! {
    PutInput, PUT_INPUT { 0 => key: String, 1 => note: Option<String>, 2 => token: Option<String> }
    PutOutput, PUT_OUTPUT { 0 => state: String, 1 => size: Option<i64> }
    ListInput, LIST_INPUT { 0 => token: Option<String> }
    ListOutput, LIST_OUTPUT {
        0 => token: Option<String>, 1 => names: Option<Vec<String>>, 2 => more: Option<bool>
    }
    ScanInput, SCAN_INPUT { 0 => start: Option<Map<String, String>> }
    ScanOutput, SCAN_OUTPUT { 0 => last: Option<Map<String, String>> }
    NotFound, NOT_FOUND { 0 => message: Option<String>, 1 => resource: String }
    Busy, BUSY { 0 => message: Option<String> }
    Flaky, FLAKY { 0 => message: Option<String> }
}

error_enum! {
    /// The errors of the service's operations.
    PutError, Unmodelled { 0 => NotFound(NotFound), 1 => Busy(Busy), 2 => Flaky(Flaky) }
}

const PUT: OperationSchema = OperationSchema {
    errors: &[&NOT_FOUND, &BUSY, &FLAKY],
    ..OperationSchema::new(id("Put"), &PUT_INPUT, &PUT_OUTPUT)
};

static DESCRIBE_ENDPOINTS: OperationSchema = OperationSchema::discovering(id("DescribeEndpoints"));

const fn discovery(required: bool) -> Discovery {
    Discovery {
        operation: &DESCRIBE_ENDPOINTS,
        error: "InvalidEndpoint",
        required,
    }
}

macro_rules! operations {
    ($($type:ident: $service:ident, $input:ident => $output:ident = $schema:expr;)*) => {
        $(
            #[derive(Clone, Copy, Debug)]
            pub(crate) enum $type {}
            impl Operation for $type {
                const SCHEMA: &'static OperationSchema = &const { $schema };
                type Service = $service;
                type Input = $input;
                type Output = $output;
                type Error = PutError;
            }
        )*
    };
}

operations! {
    Put: Vault, PutInput => PutOutput = PUT;
    PutPlain: Plain, PutInput => PutOutput = PUT;
    PutCompatibly: Compatible, PutInput => PutOutput = PUT;
    PutRegional: Regional, PutInput => PutOutput = PUT;
    PutDiscovered: Regional, PutInput => PutOutput = OperationSchema {
        discovery: Some(&discovery(true)),
        ..PUT
    };
    PutMaybeDiscovered: Regional, PutInput => PutOutput = OperationSchema {
        discovery: Some(&discovery(false)),
        ..PUT
    };
    PutOpenly: Vault, PutInput => PutOutput = OperationSchema {
        auth: Some(&[AuthScheme::SigV4 { name: "vault" }, AuthScheme::None]),
        ..PUT
    };
    PutWithToken: Vault, PutInput => PutOutput = OperationSchema {
        auth: Some(&[AuthScheme::SigV4 { name: "vault" }, AuthScheme::Bearer]),
        ..PUT
    };
    PutAsUser: Vault, PutInput => PutOutput = OperationSchema {
        auth: Some(&[AuthScheme::Basic]),
        ..PUT
    };
    PutWithKey: Vault, PutInput => PutOutput = OperationSchema {
        auth: Some(&[AuthScheme::ApiKey {
            place: ApiKeyPlace::Header("x-key"),
            scheme: Some("Key"),
        }]),
        ..PUT
    };
    PutWithKeyInQuery: Vault, PutInput => PutOutput = OperationSchema {
        auth: Some(&[AuthScheme::ApiKey {
            place: ApiKeyPlace::Query("the key"),
            scheme: None,
        }]),
        ..PUT
    };
    PutAside: Vault, PutInput => PutOutput = OperationSchema {
        host_prefix: &[HostPart::Text("of-"), HostPart::Label(0), HostPart::Text(".data.")],
        ..PUT
    };
    PutCustomized: Vault, PutInput => PutOutput = OperationSchema {
        quirks: &[
            &DefaultText { member: 1, value: "none" },
            &TrimPrefix { member: 0, prefixes: &["door/", "vault/"] },
            &Header { name: "accept", value: "text/test" },
            &Suspicious,
        ],
        ..PUT
    };
    Poll: Vault, PutInput => PutOutput = OperationSchema { long_polling: true, ..PUT };
    ListToEnd: Vault, ListInput => ListOutput = OperationSchema {
        repeats_last_token: true,
        paginated: List::SCHEMA.paginated,
        ..OperationSchema::new(id("List"), &LIST_INPUT, &LIST_OUTPUT)
    };
    List: Vault, ListInput => ListOutput = OperationSchema {
        id: id("List"),
        input: &LIST_INPUT,
        output: &LIST_OUTPUT,
        paginated: Some(&Pagination {
            input_token: 0,
            output_token: &[0],
            items: Some(&[1]),
            page_size: None,
        }),
        ..PUT
    };
    ListTruncated: Vault, ListInput => ListOutput = OperationSchema {
        more_pages: Some(2),
        ..*List::SCHEMA
    };
    Scan: Vault, ScanInput => ScanOutput = OperationSchema {
        id: id("Scan"),
        input: &SCAN_INPUT,
        output: &SCAN_OUTPUT,
        paginated: Some(&Pagination {
            input_token: 0,
            output_token: &[0],
            items: None,
            page_size: None,
        }),
        ..PUT
    };
}

static VAULT: ServiceSchema = ServiceSchema {
    id: id("Vault_2020"),
    version: "2020-01-01",
    sdk_id: "Test Vault",
    protocol: &AWS_JSON_1_0,
    auth: &[AuthScheme::SigV4 { name: "vault" }],
    endpoint: None,
    xml_namespace: None,
    operations: &[],
};
static PLAIN: ServiceSchema = ServiceSchema {
    id: id("Plain"),
    version: "1",
    sdk_id: "Plain",
    protocol: &AWS_JSON_1_0,
    auth: &[],
    endpoint: None,
    xml_namespace: None,
    operations: &[],
};
static COMPATIBLE: ServiceSchema = ServiceSchema {
    id: id("Compatible"),
    version: "1",
    sdk_id: "Compatible",
    protocol: &AWS_JSON_1_0_QUERY_COMPATIBLE,
    auth: &[],
    endpoint: None,
    xml_namespace: None,
    operations: &[],
};
static REGIONAL: ServiceSchema = ServiceSchema {
    id: id("Regional"),
    version: "1",
    sdk_id: "DynamoDB",
    protocol: &AWS_JSON_1_0,
    auth: &[AuthScheme::SigV4 { name: "vault" }],
    endpoint: Some(&RULES),
    xml_namespace: None,
    operations: &[],
};

macro_rules! services {
    ($($type:ident = $schema:ident;)*) => {
        $(
            pub(crate) enum $type {}
            impl Service for $type {
                const SCHEMA: &'static ServiceSchema = &$schema;
            }
        )*
    };
}

services! {
    Vault = VAULT;
    Plain = PLAIN;
    Compatible = COMPATIBLE;
    Regional = REGIONAL;
}

tinsmith::rt::paginated!(List => Vec<String> { names: Vec<String> });

/// Rules that return `https://{Account}.{Region}.test` with an account, else the user's endpoint or
/// `https://{Region}.test`.
static RULES: RuleSet = RuleSet {
    parameters: &[
        parameter("Region", BuiltIn::Region, false),
        parameter("Account", BuiltIn::AccountId, false),
        parameter("Endpoint", BuiltIn::Endpoint, false),
    ],
    conditions: &[
        is_set(&[Expr::Variable(2)]),
        is_set(&[Expr::Variable(0)]),
        is_set(&[Expr::Variable(1)]),
    ],
    outcomes: &[
        endpoint(Expr::Variable(2)),
        Outcome::Error(Expr::Text("Missing Region")),
        endpoint(Expr::Template(&[
            Expr::Text("https://"),
            Expr::Variable(1),
            Expr::Text("."),
            Expr::Variable(0),
            Expr::Text(".test"),
        ])),
        endpoint(Expr::Template(&[
            Expr::Text("https://"),
            Expr::Variable(0),
            Expr::Text(".test"),
        ])),
    ],
    decisions: &[Decision(0, !0, 1), Decision(1, 2, !1), Decision(2, !2, !3)],
    root: 0,
    partitions: None,
};

const fn parameter(name: &'static str, built_in: BuiltIn, required: bool) -> Parameter {
    Parameter {
        name,
        required,
        default: None,
        built_in: Some(built_in),
    }
}

const fn is_set(variable: &'static [Expr]) -> Condition {
    Condition {
        value: Expr::Call(Function::IsSet, variable),
        assign: None,
    }
}

const fn endpoint(url: Expr) -> Outcome {
    Outcome::Endpoint(EndpointRule {
        url,
        headers: &[],
        properties: &[],
        computed: &[],
    })
}

pub(crate) fn put(key: &str) -> PutInput {
    PutInput {
        key: key.to_owned(),
        note: None,
        token: None,
    }
}
