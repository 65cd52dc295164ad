//! A service with every kind of `restXml` document, as the generator would write it.

#![expect(
    unreachable_pub,
    reason = "declared by macros that are meant for public types"
)]

use tinsmith::rt::operation::{AuthScheme, Http, OperationSchema, PathPart, ServiceSchema};
use tinsmith::rt::protocol::{Protocol, REST_XML, REST_XML_UNWRAPPED};
use tinsmith::rt::schema::prelude::*;
use tinsmith::rt::schema::{Fault, Kind, Member, Schema, ShapeId, Trait, XmlNamespace};
use tinsmith::rt::structure;

const fn id(name: &'static str) -> ShapeId {
    ShapeId::new("test.letters", name)
}

const fn of(name: &'static str, members: &'static [Member], traits: &'static [Trait]) -> Schema {
    Schema {
        id: id(name),
        kind: Kind::Structure,
        members,
        traits,
    }
}

static LETTER: Schema = of(
    "Letter",
    &[
        Member::new("text", &STRING).with(&[Trait::Required]),
        Member::new("stamps", &INTEGER).with(&[Trait::XmlAttribute]),
    ],
    &[],
);

#[derive(Clone, PartialEq)]
pub struct Letter {
    pub text: String,
    pub stamps: Option<i32>,
}
structure!(Letter, LETTER, { 0 => text, 1 => stamps });

static POST_INPUT: Schema = of(
    "PostInput",
    &[
        Member::new("box_", &STRING).with(&[Trait::HttpLabel, Trait::Required]),
        Member::new("tag", &STRING).with(&[Trait::HttpHeader("x-tag")]),
        Member::new("letter", &LETTER).with(&[Trait::XmlName("Letter")]),
    ],
    &[Trait::XmlName("Post")],
);

#[derive(Clone, PartialEq)]
pub struct PostInput {
    pub box_: String,
    pub tag: Option<String>,
    pub letter: Option<Letter>,
}
structure!(PostInput, POST_INPUT, { 0 => box_, 1 => tag, 2 => letter });

static POST_OUTPUT: Schema = of(
    "PostOutput",
    &[
        Member::new("tag", &STRING).with(&[Trait::HttpHeader("x-tag")]),
        Member::new("count", &INTEGER).with(&[Trait::Required]),
    ],
    &[],
);

#[derive(Clone, PartialEq)]
pub struct PostOutput {
    pub tag: Option<String>,
    pub count: i32,
}
structure!(PostOutput, POST_OUTPUT, { 0 => tag, 1 => count });

static REPLACE: Schema = of(
    "ReplaceInputOutput",
    &[Member::new("letter", &LETTER).with(&[Trait::HttpPayload])],
    &[],
);

#[derive(Clone, PartialEq)]
pub struct Replace {
    pub letter: Option<Letter>,
}
structure!(Replace, REPLACE, { 0 => letter });

static PLACE_OUTPUT: Schema = of("PlaceOutput", &[Member::new("Place", &STRING)], &[]);

#[derive(Clone, PartialEq)]
pub struct PlaceOutput {
    pub place: Option<String>,
}
structure!(PlaceOutput, PLACE_OUTPUT, { 0 => place });

static NO_BOX: Schema = of(
    "NoBox",
    &[
        Member::new("message", &STRING).with(&[Trait::Required]),
        Member::new("Number", &INTEGER),
        Member::new("retry", &INTEGER).with(&[Trait::HttpHeader("x-retry")]),
    ],
    &[Trait::Error(Fault::Client), Trait::HttpError(404)],
);

#[derive(Clone, PartialEq)]
pub struct NoBox {
    pub message: String,
    pub number: Option<i32>,
    pub retry: Option<i32>,
}
structure!(NoBox, NO_BOX, { 0 => message, 1 => number, 2 => retry });

static BROKEN: Schema = of("Broken", &[], &[Trait::Error(Fault::Server)]);

#[derive(Clone, PartialEq)]
pub struct Broken {}
structure!(Broken, BROKEN, {});

const fn http(method: &'static str, path: &'static [PathPart]) -> Http {
    Http {
        method,
        path,
        query: &[],
        status: 200,
    }
}

static POST_HTTP: Http = http("POST", &[PathPart::Text("/boxes/"), PathPart::Label(0)]);
static REPLACE_HTTP: Http = http("PUT", &[PathPart::Text("/letter")]);
static PLACE_HTTP: Http = http("GET", &[PathPart::Text("/place")]);

pub static POST: OperationSchema = OperationSchema {
    http: Some(&POST_HTTP),
    errors: &[&BROKEN, &NO_BOX],
    ..OperationSchema::new(id("Post"), &POST_INPUT, &POST_OUTPUT)
};

pub static REPLACE_LETTER: OperationSchema = OperationSchema {
    http: Some(&REPLACE_HTTP),
    ..OperationSchema::new(id("ReplaceLetter"), &REPLACE, &REPLACE)
};

pub static PLACE: OperationSchema = OperationSchema {
    http: Some(&PLACE_HTTP),
    unwrapped_output: true,
    ..OperationSchema::new(id("Place"), &UNIT, &PLACE_OUTPUT)
};

const OPERATIONS: &[&OperationSchema] = &[&POST, &REPLACE_LETTER, &PLACE];

const fn service(protocol: &'static dyn Protocol) -> ServiceSchema {
    ServiceSchema {
        id: id("Letters"),
        version: "2025-01-01",
        sdk_id: "Letters",
        protocol,
        auth: &[AuthScheme::None],
        endpoint: None,
        xml_namespace: Some(XmlNamespace {
            uri: "urn:letters",
            prefix: None,
        }),
        operations: OPERATIONS,
    }
}

pub static SERVICE: ServiceSchema = service(&REST_XML);
pub static UNWRAPPED: ServiceSchema = service(&REST_XML_UNWRAPPED);
