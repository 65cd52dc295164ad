//! Forms that a service decodes or refuses.

use tinsmith::rt::codec::query::Query;
use tinsmith::rt::codec::{DecodeError, Decoded, Limits};
use tinsmith::rt::value::{Field, Unit};
use tinsmith::{Map, Timestamp};

use crate::fixture::{Choice, Colour, Level, OrderInput, Parcel, order, parcel};

const SERVICE: Limits = Limits::new().with_depth(8).strict();

fn decode(form: &[u8], limits: Limits) -> Result<(OrderInput, Decoded), DecodeError> {
    let mut input = OrderInput::blank();
    let decoded = Query::Aws.decode(form, &mut input, &limits)?;
    Ok((input, decoded))
}

/// The input decoded from a form, to which an ID is added.
fn read(form: &str) -> OrderInput {
    decode(format!("Id=1&{form}").as_bytes(), SERVICE)
        .unwrap()
        .0
}

/// The path and the reason of the error in a form.
fn refused(form: &[u8]) -> (String, String) {
    let form = [b"Id=1&", form].concat();
    let error = decode(&form, SERVICE).unwrap_err();
    (error.path, error.reason)
}

macro_rules! order {
    ($($member:ident: $value:expr),*) => {
        OrderInput { $($member: Some($value),)* ..order("1") }
    };
}

#[test]
fn scalars_are_read() {
    let form = "paid=false&Byte=-8&Long=9223372036854775807&Float=1.5&Double=-Infinity\
        &BigInteger=12345678901234567890&BigDecimal=0.10&shade=GREEN&grade=2&Blob=AP8%2f\
        &At=2023-11-14T22:13:20Z&Epoch=1700000000.5";
    let expected = order! {
        paid: false, byte: -8, long: i64::MAX, float: 1.5, double: f64::NEG_INFINITY,
        big_integer: 12_345_678_901_234_567_890_u64.into(), big_decimal: "0.10".parse().unwrap(),
        colour: Colour::Unknown("GREEN".to_owned()), level: Level::High,
        blob: b"\x00\xff?".as_slice().into(), at: Timestamp::new(1_700_000_000, 0),
        epoch: Timestamp::new(1_700_000_000, 500_000_000)
    };
    assert_eq!(read(form), expected);
}

#[test]
fn a_plus_is_a_space_and_escapes_are_bytes() {
    let input = read("shade=a+b%2B%c3%BC%3d=");
    assert_eq!(input.colour.unwrap().as_str(), "a b+ü==");
}

#[test]
fn escaped_keys_are_the_same_keys() {
    assert_eq!(read("%4Eames%2Emember.1=a"), order("1"));
    assert_eq!(
        read("%6Eames%2Emember.1=a"),
        order! { names: vec!["a".to_owned()] }
    );
}

#[test]
fn parameters_without_a_member_are_skipped() {
    assert_eq!(
        read("Action=Order&Version=1&Other.member.1=x&&=x&Id2&Parcel.x.y=1"),
        order! {
            parcel: Parcel::blank()
        }
    );
}

#[test]
fn the_last_of_equal_keys_wins() {
    assert_eq!(
        read("shade=RED&Byte=1&shade=BLUE").colour,
        Some(Colour::Blue)
    );
    let entries = "Counts.entry.1.key=RED&Counts.entry.1.value=1\
        &Counts.entry.2.key=RED&Counts.entry.2.value=2";
    assert_eq!(read(entries).counts, Some(Map::from([(Colour::Red, 2)])));
}

#[test]
fn elements_come_in_the_order_of_their_numbers() {
    let form = "Name.10=j&Name.9=i&Name.18446744073709551617=k&Name.1=a&Name.2=b";
    let names = read(form).flat_names.unwrap();
    assert_eq!(names, ["a", "b", "i", "j", "k"]);
}

#[test]
fn collections_are_read() {
    let form = "names.member.1=a&Named.item.1=c&Grid.member.1.member.1=d&Grid.member.2=\
        &Parcels.member.2.weight=4&Parcels.member.1.tag=x&FlatCounts.1.value=1&FlatCounts.1.key=RED\
        &Boxes.entry.1.K=a&Boxes.entry.1.V.weight=7&Boxes.entry.2.K=b&Gaps.entry.1.key=c";
    let tagged = Parcel {
        label: Some("x".to_owned()),
        ..Parcel::blank()
    };
    let expected = order! {
        names: vec!["a".to_owned()], named: vec!["c".to_owned()],
        grid: vec![vec!["d".to_owned()], vec![]], parcels: vec![tagged, parcel(4)],
        flat_counts: Map::from([(Colour::Red, 1)]),
        boxes: Map::from([("a".to_owned(), parcel(7)), ("b".to_owned(), Parcel::blank())]),
        gaps: Map::from([("c".to_owned(), None)])
    };
    assert_eq!(read(form), expected);
}

#[test]
fn an_empty_value_is_an_empty_collection() {
    let expected = order! { names: vec![], flat_names: vec![], counts: Map::new() };
    assert_eq!(read("names=&Name=&Counts="), expected);
}

#[test]
fn structures_and_unions_are_read() {
    let nested = Parcel {
        inner: Some(Box::new(parcel(2))),
        ..parcel(1)
    };
    let form = "Parcel.inner.weight=2&Parcel.weight=1&Choice.text=hi";
    let expected = order! { parcel: nested, choice: Choice::Text("hi".to_owned()) };
    assert_eq!(read(form), expected);
    assert_eq!(read("Choice.nothing=").choice, Some(Choice::Nothing(Unit)));
}

#[test]
fn a_required_member_that_is_absent_is_an_error_to_a_service() {
    let error = decode(b"paid=true", SERVICE).unwrap_err();
    assert_eq!(
        (error.path.as_str(), error.reason.as_str()),
        ("Id", "a required member is missing")
    );
    let (_, decoded) = decode(b"Choice=", Limits::default()).unwrap();
    assert_eq!(decoded.corrected, ["Id", "Choice"]);
}

/// Asserts the path and the reason of the error in each form.
#[track_caller]
fn assert_refused(cases: &[(&[u8], &str, &str)]) {
    for (form, path, reason) in cases {
        let shown = String::from_utf8_lossy(form);
        let expected = ((*path).to_owned(), (*reason).to_owned());
        assert_eq!(refused(form), expected, "{shown}");
    }
}

#[test]
fn an_invalid_text_is_an_error_with_its_path() {
    assert_refused(&[
        (b"shade=%", "", "a parameter is not percent-encoded UTF-8"),
        (b"shade=%4", "", "a parameter is not percent-encoded UTF-8"),
        (
            b"sh%zzade=1",
            "",
            "a parameter is not percent-encoded UTF-8",
        ),
        (b"shade=\xff", "", "a parameter is not UTF-8"),
        (b"shade=%ff", "", "a parameter is not percent-encoded UTF-8"),
        (b"\xff", "", "a parameter is not UTF-8"),
        (
            b"paid=True",
            "paid",
            "expected `true` or `false`, found \"True\"",
        ),
        (b"paid=", "paid", "expected `true` or `false`, found \"\""),
        (
            b"Byte=128",
            "Byte",
            "expected a byte (-128 to 127), found \"128\"",
        ),
        (
            b"Byte.x=1",
            "Byte",
            "expected a text, found parameters below it",
        ),
        (b"Float=inf", "Float", "expected a float, found \"inf\""),
        (
            b"Blob=%25",
            "Blob",
            "invalid base64: Invalid symbol 37, offset 0.",
        ),
        (
            b"Secret=4711x",
            "Secret",
            "invalid value of a sensitive member, which is not shown",
        ),
    ]);
}

#[test]
fn an_invalid_key_is_an_error_with_its_path() {
    let number = "expected the number of an element, found";
    assert_refused(&[
        (b"names=a", "names", "expected a list, found a text"),
        (b"names.1=a", "names", "expected `member` below the key"),
        (b"names.member.x=a", "names[0]", &format!("{number} \"x\"")),
        (
            b"names.member.01=a",
            "names[0]",
            &format!("{number} \"01\""),
        ),
        (b"names.member.0=a", "names[0]", &format!("{number} \"0\"")),
        (
            b"names.member.-1=a",
            "names[0]",
            &format!("{number} \"-1\""),
        ),
        (b"names.member.=a", "names[0]", &format!("{number} \"\"")),
        (
            b"names.member.1.x=a",
            "names[0]",
            "expected a text, found parameters below it",
        ),
        (b"Counts=a", "Counts", "expected a map, found a text"),
        (
            b"Counts.entry.1.value=1",
            "Counts[0]",
            "the key of an entry is missing",
        ),
        (
            b"Counts.entry.1.key=RED",
            "Counts[\"RED\"]",
            "a value is missing",
        ),
        (
            b"Counts.entry.1.key=RED&Counts.entry.1.value=x",
            "Counts[\"RED\"]",
            "expected an integer (-2147483648 to 2147483647), found \"x\"",
        ),
        (b"Parcel=a", "Parcel", "expected a structure, found a text"),
        (
            b"Parcels.member.1=a",
            "Parcels[0]",
            "expected a structure, found a text",
        ),
        (b"Choice=a", "Choice", "expected a union, found a text"),
        (b"Choice=", "Choice", "the variant of a union is missing"),
        (
            b"Choice.new=1",
            "Choice",
            "a variant that the model does not know",
        ),
        (
            b"Choice.text=1&Choice.parcel.weight=1",
            "Choice",
            "more than one variant of a union",
        ),
    ]);
}

#[test]
fn a_syntax_error_has_an_offset() {
    let error = decode(b"Id=1&shade=%zz", SERVICE).unwrap_err();
    assert_eq!(error.offset, Some(5));
}

#[test]
fn deep_nesting_is_refused() {
    let nested = |depth: usize| format!("Parcel{}.weight=1", ".inner".repeat(depth - 1));
    assert!(decode(format!("Id=1&{}", nested(8)).as_bytes(), SERVICE).is_ok());
    let (path, reason) = refused(nested(9).as_bytes());
    assert_eq!(reason, "nested too deeply");
    assert!(path.starts_with("Parcel.inner.inner"), "{path}");
    let (_, reason) = refused(nested(100_000).as_bytes());
    assert_eq!(reason, "nested too deeply");
}
