//! Messages that were changed in transit.

use tinsmith::rt::operation::{Operation, OperationSchema};
use tinsmith::rt::quirks::{Attributes, MessageDigests, Messages};
use tinsmith::rt::schema::prelude::{BLOB, STRING};
use tinsmith::rt::schema::{Kind, Member, Schema, ShapeId};
use tinsmith::{Blob, Map, structure, wire};

use crate::rig::{client, config, run};
use crate::script::{World, reply};
use crate::service::{PutError, Vault};

macro_rules! shape {
    ($name:ident, $kind:ident, [$($member:expr),* $(,)?]) => {
        static $name: Schema = Schema {
            id: ShapeId::new("test.queue", stringify!($name)),
            kind: Kind::$kind,
            members: &[$($member),*],
            traits: &[],
        };
    };
}

shape!(
    ATTRIBUTE,
    Structure,
    [
        Member::new("Type", &STRING),
        Member::new("Text", &STRING),
        Member::new("Bytes", &BLOB),
    ]
);
shape!(
    ATTRIBUTES,
    Map,
    [
        Member::new("key", &STRING),
        Member::new("value", &ATTRIBUTE)
    ]
);
shape!(
    MESSAGE,
    Structure,
    [
        Member::new("Id", &STRING),
        Member::new("Body", &STRING),
        Member::new("Attributes", &ATTRIBUTES),
        Member::new("BodyMd5", &STRING),
        Member::new("AttributesMd5", &STRING),
    ]
);
shape!(MESSAGE_LIST, List, [Member::new("member", &MESSAGE)]);
shape!(TOGETHER, Structure, [Member::new("List", &MESSAGE_LIST)]);

#[derive(Clone, Default, PartialEq)]
pub(crate) struct Attribute {
    kind: Option<String>,
    text: Option<String>,
    bytes: Option<Blob>,
}
structure!(Attribute, ATTRIBUTE, { 0 => kind, 1 => text, 2 => bytes });

#[derive(Clone, Default, PartialEq)]
pub(crate) struct Message {
    id: Option<String>,
    body: Option<String>,
    attributes: Option<Map<String, Attribute>>,
    body_md5: Option<String>,
    attributes_md5: Option<String>,
}
structure!(Message, MESSAGE, {
    0 => id, 1 => body, 2 => attributes, 3 => body_md5, 4 => attributes_md5,
});

#[derive(Clone, Default, PartialEq)]
pub(crate) struct Together {
    list: Option<Vec<Message>>,
}
structure!(Together, TOGETHER, { 0 => list });

macro_rules! operations {
    ($($type:ident: $schema:ident $held:ident = $messages:expr;)*) => {
        $(
            pub(crate) enum $type {}

            impl Operation for $type {
                const SCHEMA: &'static OperationSchema = &const {
                    OperationSchema {
                        quirks: &[&MessageDigests {
                            messages: $messages,
                            id: 0,
                            body: 1,
                            body_md5: 3,
                            attributes: &[Attributes { member: 2, md5: 4, kind: 0, text: 1, binary: 2 }],
                        }],
                        ..OperationSchema::new(
                            ShapeId::new("test.queue", stringify!($type)),
                            &$schema,
                            &$schema,
                        )
                    }
                };
                type Service = Vault;
                type Input = $held;
                type Output = $held;
                type Error = PutError;
            }
        )*
    };
}

operations! {
    Send: MESSAGE Message = Messages::Sent;
    SendTogether: TOGETHER Together = Messages::SentTogether { entries: 0, id: 0, results: 0 };
    Receive: TOGETHER Together = Messages::Received { messages: 0 };
}

/// The MD5 of `hello`.
const HELLO: &str = "5d41402abc4b2a76b9719d911017c592";
/// The MD5 of a `Number.int` with the text 42 and a `Binary` of the bytes 1 and 2, computed with
/// Python's `hashlib`.
const TWO: &str = "8ae772c3b0a762ecfd9d3c3af23928cf";

fn message(id: &str) -> Message {
    let number = Attribute {
        kind: Some("Number.int".to_owned()),
        text: Some("42".to_owned()),
        bytes: None,
    };
    let bytes = Attribute {
        kind: Some("Binary".to_owned()),
        text: None,
        bytes: Some(Blob::from(vec![1, 2])),
    };
    Message {
        id: Some(id.to_owned()),
        body: Some("hello".to_owned()),
        attributes: Some(
            [("b".to_owned(), bytes), ("a".to_owned(), number)]
                .into_iter()
                .collect(),
        ),
        ..Message::default()
    }
}

fn sent<O: Operation<Error = PutError>>(input: O::Input, answer: &str) -> Result<(), String> {
    let world = World::new([reply(200, answer)]);
    let call = client::<O>(config(), &world).operation::<O>();
    run(call.send(input))
        .map(|_| ())
        .map_err(|error| error.to_string())
}

#[test]
fn a_message_with_the_right_digest_is_accepted() {
    let answer = format!(r#"{{"Id":"1","BodyMd5":"{HELLO}","AttributesMd5":"{TWO}"}}"#);
    sent::<Send>(message("x"), &answer).unwrap();
}

#[test]
fn digests_may_be_in_upper_case() {
    let answer = format!(r#"{{"BodyMd5":"{}"}}"#, HELLO.to_uppercase());
    sent::<Send>(message("x"), &answer).unwrap();
}

#[test]
fn absent_digests_are_not_checked() {
    sent::<Send>(message("x"), r#"{"Id":"1"}"#).unwrap();
}

#[test]
fn a_body_that_was_changed_is_an_error_that_names_the_message() {
    let error = sent::<Send>(message("x"), r#"{"Id":"1","BodyMd5":"beef"}"#).unwrap_err();
    let expected = format!(
        r#"the message "1" was changed on its way: the service sent the MD5 "beef", but it is "{HELLO}" at BodyMd5"#
    );
    assert!(error.contains(&expected), "{error}");
}

#[test]
fn attributes_that_were_changed_are_an_error() {
    let answer = format!(r#"{{"BodyMd5":"{HELLO}","AttributesMd5":"beef"}}"#);
    let error = sent::<Send>(message("x"), &answer).unwrap_err();
    assert!(
        error.contains(TWO) && error.contains("at AttributesMd5"),
        "{error}"
    );
}

#[test]
fn attributes_that_the_digest_does_not_cover_are_not_checked() {
    let mut message = message("x");
    let odd = Attribute::default();
    message.attributes = Some([("odd".to_owned(), odd)].into_iter().collect());
    sent::<Send>(message, r#"{"AttributesMd5":"beef"}"#).unwrap();
}

#[test]
fn messages_of_a_batch_are_compared_by_id() {
    let together = || Together {
        list: Some(vec![
            message("x"),
            Message {
                body: None,
                ..message("y")
            },
            message("z"),
        ]),
    };
    // The service accepts only some messages, in its own order.
    let answer = |md5: &str| {
        format!(r#"{{"List":[{{"Id":"z","BodyMd5":"{HELLO}"}},{{"Id":"x","BodyMd5":"{md5}"}}]}}"#)
    };
    sent::<SendTogether>(together(), &answer(HELLO)).unwrap();
    let error = sent::<SendTogether>(together(), &answer("beef")).unwrap_err();
    assert!(error.contains(r#"the message "x" was"#), "{error}");
    assert!(error.contains("at List[1].BodyMd5"), "{error}");
}

#[test]
fn received_messages_are_compared_with_their_digests() {
    let answer = |md5: &str| {
        format!(
            r#"{{"List":[{{"Id":"1","Body":"hello","BodyMd5":"{HELLO}"}},{{"Id":"2","Body":"hello","BodyMd5":"{md5}"}}]}}"#
        )
    };
    sent::<Receive>(Together::default(), &answer(HELLO)).unwrap();
    let error = sent::<Receive>(Together::default(), &answer("beef")).unwrap_err();
    assert!(error.contains(r#"the message "2" was"#), "{error}");
    // Also without a client.
    let response = http::Response::new(bytes::Bytes::from(answer("beef")));
    let error = wire::response::<Receive>(response).unwrap_err().to_string();
    assert!(error.contains("at List[1].BodyMd5"), "{error}");
}

#[test]
fn without_its_input_a_message_that_was_sent_is_not_checked() {
    let response = http::Response::new(bytes::Bytes::from(r#"{"BodyMd5":"beef"}"#));
    wire::response::<Send>(response).unwrap();
}
