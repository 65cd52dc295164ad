//! An object store: endpoint rules put the bucket into the host, and the key is the path.

use tinsmith::rt::endpoint::{BuiltIn, EndpointRule, Expr, Outcome, Parameter, Property, RuleSet};
use tinsmith::rt::operation::{
    AuthScheme, Http, Operation, OperationSchema, PathPart, Service, ServiceSchema,
};
use tinsmith::rt::protocol::REST_XML_UNWRAPPED;
use tinsmith::rt::quirks::{BucketName, RawPath};
use tinsmith::rt::schema::prelude::{BLOB, STRING, UNIT};
use tinsmith::rt::schema::{Kind, Member, Schema, ShapeId, Trait};
use tinsmith::rt::value::Unit;
use tinsmith::stream::ByteStream;
use tinsmith::{error_enum, structure};

const fn id(name: &'static str) -> ShapeId {
    ShapeId::new("test.store", name)
}

static CUSTOMER_KEY: Schema = Schema {
    id: id("CustomerKey"),
    kind: Kind::String,
    members: &[],
    traits: &[Trait::Sensitive],
};

const BUCKET: Member = Member::new("Bucket", &STRING).with(&[
    Trait::Required,
    Trait::HttpLabel,
    Trait::ContextParam("Bucket"),
]);

static DELETE_INPUT: Schema = Schema {
    id: id("DeleteInput"),
    kind: Kind::Structure,
    members: &[
        BUCKET,
        Member::new("Key", &STRING).with(&[Trait::Required, Trait::HttpLabel]),
    ],
    traits: &[],
};

static STORE_INPUT: Schema = Schema {
    id: id("StoreInput"),
    kind: Kind::Structure,
    members: &[
        BUCKET,
        Member::new("Key", &STRING).with(&[Trait::Required, Trait::HttpLabel]),
        Member::new("Body", &BLOB).with(&[Trait::HttpPayload, Trait::Streaming]),
        Member::new("ContentType", &STRING).with(&[Trait::HttpHeader("content-type")]),
        Member::new("CustomerKey", &CUSTOMER_KEY).with(&[Trait::HttpHeader("x-amz-customer-key")]),
        Member::new("Ticket", &CUSTOMER_KEY).with(&[Trait::HttpQuery("ticket")]),
    ],
    traits: &[],
};

#[derive(Clone)]
pub(crate) struct DeleteInput {
    pub(crate) bucket: String,
    pub(crate) key: String,
}
structure!(DeleteInput, DELETE_INPUT, { 0 => bucket, 1 => key });

#[derive(Clone, Default)]
pub(crate) struct StoreInput {
    pub(crate) bucket: String,
    pub(crate) key: String,
    pub(crate) body: ByteStream,
    pub(crate) content_type: Option<String>,
    pub(crate) customer_key: Option<String>,
    pub(crate) ticket: Option<String>,
}
structure!(StoreInput, STORE_INPUT, {
    0 => bucket,
    1 => key,
    2 => body,
    3 => content_type,
    4 => customer_key,
    5 => ticket,
});

error_enum! {
    /// The errors of the operations.
    StoreError, Unmodelled {}
}

const OBJECT: &[PathPart] = &[
    PathPart::Text("/"),
    PathPart::Label(0),
    PathPart::Text("/"),
    PathPart::Key(1),
];

/// Deletes an object: without its key, the bucket.
#[derive(Debug)]
pub(crate) enum Delete {}

impl Operation for Delete {
    const SCHEMA: &'static OperationSchema = &OperationSchema {
        http: Some(&Http {
            method: "DELETE",
            path: OBJECT,
            query: &[],
            status: 204,
        }),
        addressed: true,
        quirks: &[&RawPath, &BucketName { member: 0 }],
        ..OperationSchema::new(id("Delete"), &DELETE_INPUT, &UNIT)
    };
    type Service = Objects;
    type Input = DeleteInput;
    type Output = Unit;
    type Error = StoreError;
}

/// Stores an object.
#[derive(Debug)]
pub(crate) enum Store {}

impl Operation for Store {
    const SCHEMA: &'static OperationSchema = &OperationSchema {
        http: Some(&Http {
            method: "PUT",
            path: OBJECT,
            query: &[("x-id", Some("Store"))],
            status: 200,
        }),
        addressed: true,
        input_stream: Some(2),
        quirks: &[&RawPath, &BucketName { member: 0 }],
        ..OperationSchema::new(id("Store"), &STORE_INPUT, &UNIT)
    };
    type Service = Objects;
    type Input = StoreInput;
    type Output = Unit;
    type Error = StoreError;
}

pub(crate) enum Objects {}

impl Service for Objects {
    const SCHEMA: &'static ServiceSchema = &ServiceSchema {
        id: id("Objects"),
        version: "1",
        sdk_id: "Objects",
        protocol: &REST_XML_UNWRAPPED,
        auth: &[AuthScheme::SigV4 { name: "s3" }],
        endpoint: Some(&RULES),
        xml_namespace: None,
        operations: &[],
    };
}

/// Rules that return `https://{Bucket}.store.test`.
static RULES: RuleSet = RuleSet {
    parameters: &[
        parameter("Bucket", None),
        parameter("Region", Some(BuiltIn::Region)),
    ],
    conditions: &[],
    outcomes: &[Outcome::Endpoint(EndpointRule {
        url: Expr::Template(&[
            Expr::Text("https://"),
            Expr::Variable(0),
            Expr::Text(".store.test"),
        ]),
        headers: &[],
        properties: &[(
            "authSchemes",
            Property::List(&[Property::Object(&[
                ("name", Property::Text("sigv4")),
                ("signingName", Property::Text("s3")),
                ("disableDoubleEncoding", Property::Boolean(true)),
            ])]),
        )],
        computed: &[],
    })],
    decisions: &[],
    root: !0,
    partitions: None,
};

const fn parameter(name: &'static str, built_in: Option<BuiltIn>) -> Parameter {
    Parameter {
        name,
        required: false,
        default: None,
        built_in,
    }
}
