//! What the overlay's serde derives do: names of the wire, absent members, default values.

#[path = "fixtures/serde_derives/expected/mod.rs"]
mod serde_derives;

use serde_derives::{All, Color, Needed, RunOutput, Shape};
use serde_json::{Value, from_value, json, to_value};

/// Writes `value` and reads it again.
#[track_caller]
fn back_and_forth<T>(value: &T) -> Value
where
    T: serde::Serialize + serde::de::DeserializeOwned + PartialEq + std::fmt::Debug,
{
    let written = to_value(value).expect("written");
    assert_eq!(from_value::<T>(written.clone()).expect("read"), *value);
    written
}

#[test]
fn members_have_the_names_of_the_wire_and_absent_ones_are_left_out() {
    let needed = Needed::builder()
        .name("a")
        .counts("one", 1)
        .next(Needed::builder().name("b").r#type("leaf").build())
        .build();
    let expected = json!({
        "Name": "a",
        "Counts": {"one": 1},
        "Next": {"Name": "b", "type": "leaf"},
    });
    assert_eq!(back_and_forth(&needed), expected);
}

#[test]
fn members_that_are_left_out_have_the_default_values_of_the_model() {
    let all: All = from_value(json!({})).unwrap();
    assert_eq!(all, All::default());
    assert_eq!((all.long, all.text.as_str()), (4, "a \"b\""));
    assert_eq!(all.color, Color::Red);
}

#[test]
fn every_kind_of_member_is_read_as_it_was_written() {
    back_and_forth(&All::default());
}

#[test]
fn required_members_must_be_there() {
    assert!(from_value::<Needed>(json!({})).is_err());
}

#[test]
fn unions_are_objects_of_one_member() {
    let output = RunOutput::builder().shape(Shape::Circle(1.5)).build();
    assert_eq!(back_and_forth(&output), json!({"Shape": {"Circle": 1.5}}));
    let nothing = back_and_forth(&Shape::Nothing(tinsmith::Unit));
    assert_eq!(nothing, json!({"Nothing": {}}));
}
