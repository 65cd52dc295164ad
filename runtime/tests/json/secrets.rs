//! Errors do not quote values of sensitive members.

#![expect(
    unreachable_pub,
    reason = "declared by macros that are meant for public types"
)]

use tinsmith::rt::codec::Limits;
use tinsmith::rt::codec::json::Json;
use tinsmith::rt::schema::prelude::{INTEGER, STRING};
use tinsmith::rt::schema::{Kind, Member, Schema, ShapeId, Trait};
use tinsmith::rt::value::Field;
use tinsmith::{Map, structure};

const SENSITIVE: &[Trait] = &[Trait::Sensitive];

static ACCOUNTS: Schema = Schema {
    id: ShapeId::new("test", "Accounts"),
    kind: Kind::Map,
    members: &[
        Member::new("key", &STRING).with(SENSITIVE),
        Member::new("value", &INTEGER),
    ],
    traits: &[],
};

static SAFE: Schema = Schema {
    id: ShapeId::new("test", "Safe"),
    kind: Kind::Structure,
    members: &[
        Member::new("pin", &INTEGER).with(SENSITIVE),
        Member::new("accounts", &ACCOUNTS),
        Member::new("keys", &ACCOUNTS).with(SENSITIVE),
    ],
    traits: &[],
};

#[derive(Clone, PartialEq)]
pub struct Safe {
    pub pin: Option<i32>,
    pub accounts: Option<Map<String, i32>>,
    pub keys: Option<Map<String, i32>>,
}

structure!(Safe, SAFE, { 0 => pin, 1 => accounts, 2 => keys });

fn error(text: &str) -> String {
    let mut value = Safe::blank();
    let decoded = Json::AWS_JSON.decode(text.as_bytes(), &mut value, &Limits::default());
    decoded.unwrap_err().to_string()
}

#[test]
fn a_sensitive_number_is_not_shown() {
    assert_eq!(
        error(r#"{"pin":98765.5}"#),
        "invalid value of a sensitive member, which is not shown at pin (byte 14)"
    );
}

#[test]
fn values_inside_a_sensitive_member_are_not_shown() {
    assert_eq!(
        error(r#"{"keys":{"first":"hush"}}"#),
        "invalid value of a sensitive member, which is not shown at keys (byte 17)"
    );
}

#[test]
fn an_index_replaces_a_sensitive_key() {
    assert_eq!(
        error(r#"{"accounts":{"first":1,"DE89 3704":1.5}}"#),
        "expected an integer, found 1.5 at accounts[1] (byte 38)"
    );
}
