//! Big numbers, blobs and documents.

use tinsmith::{BigDecimal, BigInteger, Blob, Document, Map, Number};

#[test]
fn a_big_integer_loses_redundant_signs_and_zeros() {
    let cases = [("0", "0"), ("-0", "0"), ("+007", "7"), ("-010", "-10")];
    for (text, expected) in cases {
        assert_eq!(text.parse::<BigInteger>().unwrap().as_str(), expected);
    }
}

#[test]
fn a_big_integer_is_of_any_size() {
    let text = "123456789012345678901234567890123456789012345678901234567890";
    assert_eq!(text.parse::<BigInteger>().unwrap().to_string(), text);
}

#[test]
fn an_invalid_integer_is_refused() {
    for text in ["", "-", "1.0", "1e3", "0x1", " 1", "1 ", "١"] {
        assert!(text.parse::<BigInteger>().is_err(), "{text:?}");
    }
}

#[test]
fn a_big_decimal_keeps_its_scale_and_exponent() {
    for text in ["0", "-0.00", "1.10", "12e-400", "0.5E+3"] {
        assert_eq!(text.parse::<BigDecimal>().unwrap().as_str(), text);
    }
}

#[test]
fn a_big_decimal_becomes_a_json_number() {
    assert_eq!("+01.5".parse::<BigDecimal>().unwrap().as_str(), "1.5");
}

#[test]
fn an_invalid_decimal_is_refused() {
    for text in ["", ".5", "1.", "1e", "1e+", "--1", "NaN", "1.5.5"] {
        assert!(text.parse::<BigDecimal>().is_err(), "{text:?}");
    }
}

#[test]
fn a_number_error_says_what_was_expected() {
    let error = "12x".parse::<BigInteger>().unwrap_err();
    assert_eq!(error.to_string(), "expected an integer, found `12x`");
}

#[test]
fn a_big_integer_converts_where_it_fits() {
    let number = BigInteger::from(u64::MAX);
    assert_eq!(u64::try_from(&number), Ok(u64::MAX));
    assert!(i64::try_from(&number).is_err());
}

#[test]
fn a_blob_reads_as_bytes_and_hides_them() {
    let blob = Blob::from("abc");
    assert_eq!(&blob[1..], b"bc");
    assert_eq!(format!("{blob:?}"), "<3 bytes>");
}

#[test]
fn a_number_has_the_narrowest_variant() {
    assert_eq!(Number::from(-1_i8), Number::Negative(-1));
    assert_eq!(Number::from(1_i64), Number::Unsigned(1));
}

#[test]
fn a_number_converts_only_without_loss() {
    let exact = 1_u64 << 60;
    assert_eq!(
        Number::from(exact).as_f64(),
        Some(1_152_921_504_606_846_976.0)
    );
    assert_eq!(Number::from(exact + 1).as_f64(), None);
    assert_eq!(Number::from(2.0).as_i64(), Some(2));
    assert_eq!(Number::from(2.5).as_i64(), None);
    assert_eq!(Number::from(-2.0).as_u64(), None);
    assert_eq!(Number::from(u64::MAX).as_i64(), None);
    assert_eq!(Number::from(1e300).as_i64(), None);
}

#[test]
fn a_document_is_built_from_plain_values() {
    let document = Document::from_iter([
        ("list", Document::from(vec![1, 2])),
        ("none", Document::from(None::<bool>)),
        ("text", "it".into()),
    ]);
    let list = Document::List(vec![Number::Unsigned(1).into(), Number::Unsigned(2).into()]);
    let expected = Map::from([
        ("list".to_owned(), list),
        ("none".to_owned(), Document::Null),
        ("text".to_owned(), Document::String("it".to_owned())),
    ]);
    assert_eq!(document, Document::Map(expected));
}

#[test]
fn accessors_return_only_values_of_their_type() {
    let document = Document::from_iter([("a", vec![true])]);
    let first = document.get("a").and_then(|it| it.at(0));
    assert_eq!(first.and_then(Document::as_bool), Some(true));
    assert_eq!(first.and_then(Document::as_str), None);
    assert_eq!(document.at(0), None);
    assert_eq!(document.get("b"), None);
}
