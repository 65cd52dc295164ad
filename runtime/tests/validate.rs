//! The validator: each constraint, each kind of path, all violations at once.

#![expect(
    clippy::unnecessary_wraps,
    reason = "members of inputs are options, and the helpers make members"
)]

use tinsmith::rt::operation::{OperationSchema, Pagination};
use tinsmith::rt::schema::{ShapeId, prelude};
use tinsmith::rt::value::Field;
use tinsmith::validate;
use tinsmith::{Blob, Document, Map};

#[path = "validate/model.rs"]
mod model;

use model::{Choice, Credential, INPUT, Inner, Input};

static PAGES: Pagination = Pagination {
    input_token: 15,
    output_token: &[],
    items: None,
    page_size: None,
};

fn operation(paginated: Option<&'static Pagination>) -> OperationSchema {
    OperationSchema {
        paginated,
        ..OperationSchema::new(ShapeId::new("test", "Operate"), &INPUT, &prelude::UNIT)
    }
}

/// The violations of an input, except for its page token.
fn check(fill: impl FnOnce(&mut Input)) -> Vec<String> {
    let mut input = Input::blank();
    fill(&mut input);
    match validate::input(&operation(Some(&PAGES)), &input) {
        Ok(()) => Vec::new(),
        Err(violations) => violations.iter().map(ToString::to_string).collect(),
    }
}

fn one(expected: &str, fill: impl FnOnce(&mut Input)) {
    assert_eq!(check(fill), [expected]);
}

fn none(fill: impl FnOnce(&mut Input)) {
    assert_eq!(check(fill), [""; 0]);
}

fn some<T: From<&'static str>>(text: &'static str) -> Option<T> {
    Some(text.into())
}

fn map<const N: usize>(entries: [(&str, &str); N]) -> Option<Map<String, String>> {
    Some(
        entries
            .into_iter()
            .map(|(key, value)| (key.to_owned(), value.to_owned()))
            .collect(),
    )
}

fn texts<const N: usize>(texts: [&str; N]) -> Option<Vec<String>> {
    Some(texts.map(str::to_owned).into())
}

#[test]
fn string_lengths_count_characters() {
    none(|input| input.text = some("日本語"));
    none(|input| input.text = some("😀😀😀😀"));
    one("Text must have length 2 to 4, found 1 character", |input| {
        input.text = some("語");
    });
    one(
        "Text must have length 2 to 4, found 5 characters",
        |input| input.text = some("abcde"),
    );
}

#[test]
fn a_member_overrides_its_target() {
    none(|input| input.wide = some("abcdef"));
    one(
        "Wide must have at least length 6, found 3 characters",
        |input| input.wide = some("abc"),
    );
}

#[test]
fn blob_lengths_count_bytes() {
    one("Bytes must have length 2 to 4, found 5 bytes", |input| {
        input.bytes = Some(Blob::new([0; 5]));
    });
}

#[test]
fn list_lengths_count_elements() {
    one(
        "Texts must have at most length 3, found 4 elements",
        |input| {
            input.texts = texts(["aa", "ab", "ac", "ad"]);
        },
    );
}

#[test]
fn map_lengths_count_entries() {
    one(
        "Tags must have at most length 2, found 3 entries",
        |input| {
            input.tags = map([("k1", "a"), ("k2", "a"), ("k3", "a")]);
        },
    );
}

#[test]
fn patterns_show_an_escaped_excerpt() {
    none(|input| input.lettered = some("aaa"));
    one("Lettered must match `^a+$`, found \"b\\n\"", |input| {
        input.lettered = some("b\n");
    });
    let long = "b".repeat(100);
    let expected = format!("Lettered must match `^a+$`, found \"{}\"…", "b".repeat(40));
    one(&expected, |input| input.lettered = Some(long));
}

#[test]
fn enum_values_are_never_refused() {
    none(|input| input.colour = some("some colour newer than the model"));
}

#[test]
fn ranges_are_exact() {
    none(|input| input.count = Some(5));
    one("Count must be from 1 to 5, found 0", |input| {
        input.count = Some(0);
    });
    one("Count must be from 1 to 5, found 6", |input| {
        input.count = Some(6);
    });
    none(|input| input.ratio = Some(0.1));
    none(|input| input.ratio = Some(-0.5));
    none(|input| input.ratio = Some(-0.0));
    one(
        "Ratio must be from -0.5 to 0.1, found 0.10000001",
        |input| {
            input.ratio = Some(0.100_000_01);
        },
    );
    one("Ratio must be from -0.5 to 0.1, found -0.51", |input| {
        input.ratio = Some(-0.51);
    });
    one("Ratio must be from -0.5 to 0.1, found NaN", |input| {
        input.ratio = Some(f32::NAN);
    });
    one("Ratio must be from -0.5 to 0.1, found inf", |input| {
        input.ratio = Some(f32::INFINITY);
    });
}

#[test]
fn ranges_hold_for_numbers_of_any_size() {
    let power = format!("1{}", "0".repeat(30));
    none(|input| input.huge = power.parse().ok());
    let more = format!("1{}1", "0".repeat(29));
    one(
        &format!("Huge must be at most 1e30, found {more}"),
        |input| input.huge = more.parse().ok(),
    );
    none(|input| input.huge = format!("-{more}").parse().ok());
    for fits in ["1", "1.0", "0.001e3", "10e-1", "1e999999999999999999999"] {
        none(|input| input.exact = fits.parse().ok());
    }
    for less in [
        "0.999999999999999999999",
        "-1",
        "0",
        "0e99",
        "1e-999999999999999999999",
    ] {
        one(
            &format!("Exact must be at least 1, found {less}"),
            |input| {
                input.exact = less.parse().ok();
            },
        );
    }
}

#[test]
fn equal_elements_are_named() {
    none(|input| input.texts = texts(["bb", "aa", "cc"]));
    one(
        "Texts must have unique elements, found equal elements at 1 and 2",
        |input| {
            input.texts = texts(["bb", "aa", "aa"]);
        },
    );
}

#[test]
fn many_elements_are_compared_quickly() {
    let many: Vec<String> = (0..100_000).map(|number| format!("{number:06}")).collect();
    let start = std::time::Instant::now();
    let found = check(|input| input.texts = Some(many));
    assert!(found.iter().all(|violation| !violation.contains("equal")));
    assert!(start.elapsed().as_secs() < 10, "{:?}", start.elapsed());
}

#[test]
fn paths_reach_into_lists_maps_and_unions() {
    one(
        "Texts[1] must have length 2 to 4, found 1 character",
        |input| {
            input.texts = texts(["aa", "b"]);
        },
    );
    one(
        "Tags.key(\"x\") must have length 2 to 4, found 1 character",
        |input| {
            input.tags = map([("x", "a")]);
        },
    );
    one("Tags[\"x\\\"y\"] must match `^a+$`, found \"b\"", |input| {
        input.tags = map([("x\"y", "b")]);
    });
    one(
        "Choice.Name must have length 2 to 4, found 1 character",
        |input| {
            input.choice = Some(Choice::Name("x".into()));
        },
    );
    one("Choice.Inner.Inners[1].Id is required", |input| {
        let inner = |id: Option<&str>| Inner {
            id: id.map(str::to_owned),
            inners: None,
        };
        let inners = Some(vec![inner(Some("1")), inner(None)]);
        input.choice = Some(Choice::Inner(Inner {
            inners,
            ..inner(Some("0"))
        }));
    });
}

#[test]
fn unknown_union_variants_are_not_checked() {
    let unknown = Choice::Unknown {
        name: "New".into(),
        value: Document::Null,
    };
    none(|input| input.choice = Some(unknown));
}

#[test]
fn sensitive_values_are_not_printed() {
    one(
        "Secret must match `^a+$`, found a sensitive value",
        |input| input.secret = some("hush"),
    );
    let found = check(|input| input.secrets = map([("hush", "x")]));
    assert_eq!(
        found,
        [
            "Secrets[0] must match `^a+$`, found a sensitive value",
            "Secrets[0] must have length 2 to 4, found 1 character",
        ]
    );
    let found = check(|input| {
        input.credential = Some(Credential {
            count: Some(77),
            tags: map([("hush", "more")]),
        });
    });
    assert_eq!(
        found,
        [
            "Credential.Count must be from 1 to 5, found a sensitive value",
            "Credential.Tags[0] must match `^a+$`, found a sensitive value",
        ]
    );
}

#[test]
fn page_tokens_are_not_checked() {
    none(|input| input.token = some("longer than four"));
    let mut input = Input::blank();
    let missing = validate::input(&operation(None), &input).expect_err("no token");
    assert_eq!(
        missing.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["Token is required"]
    );
    input.token = some("longer than four");
    assert!(validate::input(&operation(None), &input).is_err());
}

#[test]
fn checks_stop_at_the_maximum_depth() {
    let mut inner = Inner {
        id: None,
        inners: None,
    };
    for _ in 0..1_000 {
        inner = Inner {
            id: some("x"),
            inners: Some(vec![inner]),
        };
    }
    none(|input| input.choice = Some(Choice::Inner(inner)));
}

#[test]
fn all_violations_are_reported_at_once_with_the_way_out() {
    let mut input = Input::blank();
    input.text = some("x");
    input.count = Some(9);
    let violations = validate::input(&operation(None), &input).expect_err("three violations");
    assert_eq!(violations.operation().name, "Operate");
    assert_eq!(
        violations.to_string(),
        "the input of Operate violates its model in 3 places:\n\
         - Text must have length 2 to 4, found 1 character\n\
         - Count must be from 1 to 5, found 9\n\
         - Token is required\n\
         if the model is too strict, set `Validation::Warn` or `Validation::Off` for the client or \
         the call to send the input anyway, or drop or widen the constraint in the generator's \
         overlay"
    );
}

#[test]
fn a_violation_can_be_read_by_a_program() {
    let mut input = Input::blank();
    input.count = Some(9);
    let violations = validate::input(&operation(Some(&PAGES)), &input).expect_err("a violation");
    let [violation] = violations.iter().as_slice() else {
        panic!("one violation")
    };
    assert_eq!((violation.path(), violation.found()), ("Count", "9"));
    let range = validate::Constraint::Range {
        min: Some("1"),
        max: Some("5"),
    };
    assert_eq!(
        format!("{:?}", violation.constraint()),
        format!("{range:?}")
    );
}
