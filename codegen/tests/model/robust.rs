//! No input makes the front end panic.

use crate::support::{check, v2};

/// A little of everything.
const MODEL: &str = r#"{"smithy":"2.0","metadata":{"a":[1,-2.5e3,null,true]},"shapes":{
"ns#Svc":{"type":"service","version":"1","operations":[{"target":"ns#Op"}],"rename":{"ns#S":"T"},
"traits":{"smithy.api#title":"\u00e9\n","smithy.api#auth":["aws.auth#sigv4"],"x#y":{}}},
"ns#Op":{"type":"operation","input":{"target":"ns#In"},"errors":[{"target":"ns#E"}],
"traits":{"smithy.waiters#waitable":{"W":{"acceptors":[{"state":"retry","matcher":{"success":true}}]}}}},
"ns#In":{"type":"structure","members":{"l":{"target":"ns#L"}},"mixins":[{"target":"ns#Mix"}]},
"ns#Mix":{"type":"structure","members":{"m":{"target":"ns#M"}},"traits":{"smithy.api#mixin":{}}},
"ns#In$m":{"type":"apply","traits":{"smithy.api#default":{"k":[0]}}},
"ns#E":{"type":"structure","traits":{"smithy.api#error":"client","smithy.api#httpError":404}},
"ns#L":{"type":"set","member":{"target":"ns#S"},"traits":{"smithy.api#length":{"min":1,"max":9}}},
"ns#M":{"type":"map","key":{"target":"ns#S"},"value":{"target":"smithy.api#Document"}},
"ns#S":{"type":"string","traits":{"smithy.api#enum":[{"value":"v"}]}},
"ns#R":{"type":"resource","identifiers":{"id":{"target":"ns#S"}},"create":{"target":"ns#Op"}}}}"#;

#[test]
fn the_model_itself_is_sound() {
    assert_eq!(
        check(&[MODEL]),
        "warning: trait `x#y` is unknown and ignored\n  --> a.json:3:84 (ns#Svc)\n  \
         = help: if it changes what is sent, the generated client will not do it\n"
    );
}

#[test]
fn every_truncation_is_an_error() {
    for end in 0..MODEL.len() {
        assert!(check(&[&MODEL[..end]]).contains("error: "), "cut at {end}");
    }
}

#[test]
fn no_change_of_one_byte_makes_it_panic() {
    for at in 0..MODEL.len() {
        for byte in [
            b'"', b'{', b'}', b'[', b']', b',', b':', b'0', b'-', b'\\', b' ', b'x', b'$', b'#',
        ] {
            let mut bytes = MODEL.as_bytes().to_vec();
            bytes[at] = byte;
            if let Ok(text) = String::from_utf8(bytes) {
                check(&[&text]);
            }
        }
    }
}

#[test]
fn every_value_may_be_of_any_other_kind() {
    let tokens = [
        "null",
        "true",
        "0",
        "-1e999",
        "\"\"",
        "[]",
        "{}",
        "[{}]",
        "{\"target\":[]}",
    ];
    let starts = MODEL.match_indices(':').map(|(at, _)| at + 1);
    for start in starts {
        let rest = &MODEL[start..];
        let end = start + rest.find([',', '}', ']']).unwrap_or(rest.len());
        for token in tokens {
            check(&[&format!("{}{token}{}", &MODEL[..start], &MODEL[end..])]);
        }
    }
}

#[test]
fn deep_nesting_is_refused_where_it_is_read() {
    let deep = "[".repeat(100_000) + &"]".repeat(100_000);
    let shape =
        format!(r#""ns#S": {{"type": "string", "traits": {{"smithy.api#default": {deep}}}}}"#);
    let faults = check(&[&v2(&shape)]);
    assert!(
        faults.starts_with("error: nested more than 128 levels deep\n  --> a.json:2:190 (ns#S)"),
        "{faults}"
    );
}

#[test]
fn deep_nesting_is_harmless_where_it_is_not_read() {
    let deep = "[".repeat(100_000) + &"]".repeat(100_000);
    let tests = "smithy.rules#endpointTests";
    let shape = format!(r#""ns#S": {{"type": "string", "traits": {{"{tests}": {deep}}}}}"#);
    assert_eq!(check(&[&v2(&shape)]), "");
}

#[test]
fn long_chains_of_shapes_are_followed() {
    let structure = |i| {
        format!(
            r#""ns#S{i}": {{"type": "structure", "members": {{"m": {{"target": "ns#S{}"}}}}}},"#,
            i + 1
        )
    };
    let chain: String = (0..20_000).map(structure).collect();
    assert_eq!(
        check(&[&v2(&(chain + r#""ns#S20000": {"type": "string"}"#))]),
        ""
    );
}
