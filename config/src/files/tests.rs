//! The suites that the AWS SDKs share: grammar, merging, locations.

use serde_json::{Map, Value as Json};

use super::grammar::Kind;
use super::location::{Platform, shared_file};
use super::*;
use crate::corpora::corpus;

/// What the suites call what is wrong.
fn theirs(fault: Fault) -> [&'static str; 2] {
    match fault {
        Fault::NoSection => [
            "Expected a profile definition",
            "Expected a section definition",
        ],
        Fault::OpenHeading => [
            "Profile definition must end with ']'",
            "Section definition must end with ']'",
        ],
        Fault::NoEquals => ["Expected an '=' sign defining a property"; 2],
        Fault::NoName => ["Property did not have a name"; 2],
        Fault::NoProperty => ["Expected a property definition, found continuation"; 2],
        Fault::NoNestedEquals => [
            "Expected an '=' sign defining a sub-property",
            "Expected an '=' sign defining a property in sub-property",
        ],
        Fault::NoNestedName => [
            "Sub-property did not have a name",
            "Property did not have a name in sub-property",
        ],
        Fault::NotText => ["not UTF-8"; 2],
    }
}

fn parse(input: &Json) -> Result<Files, FileError> {
    let mut files = Files::default();
    for (kind, key) in [
        (Kind::Config, "configFile"),
        (Kind::Credentials, "credentialsFile"),
    ] {
        files.add(kind, key, input[key].as_str().unwrap_or_default())?;
    }
    Ok(files)
}

/// Sections as a suite writes them; smithy-rs has nested properties as texts.
fn shown(sections: &BTreeMap<String, Values>, is_nested: bool) -> Json {
    let value = |value: &Value| {
        if value.nested.is_empty() || !is_nested {
            return Json::from(value.text.as_str());
        }
        let nested = value.nested.iter();
        let pairs = nested.map(|(name, value)| (name.clone(), value.text.as_str().into()));
        Json::Object(pairs.collect())
    };
    let section = |values: &Values| {
        let pairs = values.properties.iter();
        Json::Object(pairs.map(|(name, it)| (name.clone(), value(it))).collect())
    };
    let pairs = sections.iter();
    Json::Object(
        pairs
            .map(|(name, it)| (name.clone(), section(it)))
            .collect(),
    )
}

fn check(case: &Json, is_nested: bool) {
    let output = &case["output"];
    let output = output.get("config").unwrap_or(output);
    match (parse(&case["input"]), output["errorContaining"].as_str()) {
        (Ok(files), None) => {
            for (key, sections) in [
                ("profiles", &files.profiles),
                ("ssoSessions", &files.sso_sessions),
            ] {
                if let Some(expected) = output.get(key) {
                    assert_eq!(&shown(sections, is_nested), expected, "{case}");
                }
            }
        }
        (Err(error), Some(expected)) => {
            let matches = |text: &str| text.contains(expected);
            assert!(
                theirs(error.fault).into_iter().any(matches),
                "{error}: {case}"
            );
        }
        (found, _) => panic!("{found:?}: {case}"),
    }
}

#[test]
fn the_grammar_is_that_of_the_sdks() {
    for (file, count, is_nested) in [
        ("profile/smithy-rs/profile-parser-tests.json", 65, false),
        (
            "profile/smithy-java/config-file-parser-tests.json",
            118,
            true,
        ),
    ] {
        let Some(suite) = corpus(file) else { continue };
        let cases = suite["tests"].as_array().unwrap();
        assert!(cases.len() >= count, "{file}: {}", cases.len());
        for case in cases {
            if is_nested && is_empty_parent(case) {
                continue;
            }
            check(case, is_nested);
        }
    }
}

/// A property with nothing valid below it: a text for us, an empty table for smithy-java.
fn is_empty_parent(case: &Json) -> bool {
    case["name"] == "Sub-property definitions cannot have an invalid name."
}

#[test]
fn what_is_nested_below_a_property_needs_valid_names() {
    let mut files = Files::default();
    let text = "[default]\ns3 =\n in valid = value\n name = value\n";
    files.add(Kind::Config, "config", text).unwrap();
    let s3 = files.profiles["default"].get("s3").unwrap();
    assert_eq!(s3.nested.len(), 1);
    assert_eq!(s3.nested("name").unwrap().origin.to_string(), "config:4");
}

#[test]
fn files_are_where_the_sdks_look_for_them() {
    for file in [
        "profile/smithy-rs/file-location-tests.json",
        "profile/smithy-java/config-file-location-tests.json",
    ] {
        let Some(suite) = corpus(file) else { continue };
        for case in suite["tests"].as_array().unwrap() {
            let none = Map::new();
            let variables = case["environment"].as_object().unwrap_or(&none);
            // What the language knows stands in for `HOME` where nothing else does.
            let is_homeless = !variables.contains_key("HOME")
                && (case["platform"] != "windows" || variables.is_empty());
            let get = |name: &str| match variables.get(name) {
                None if name == "HOME" && is_homeless => case["languageSpecificHome"].as_str(),
                value => value?.as_str(),
            };
            let get = |name: &str| Some(get(name)?.to_owned());
            let platform = match case["platform"].as_str().unwrap() {
                "windows" => Platform::Windows,
                _ => Platform::Unix,
            };
            for (key, variable, name) in [
                ("configLocation", "AWS_CONFIG_FILE", "config"),
                (
                    "credentialsLocation",
                    "AWS_SHARED_CREDENTIALS_FILE",
                    "credentials",
                ),
            ] {
                let found = shared_file(variable, name, &get, platform).path;
                let found = found.map(|path| path.to_string_lossy().into_owned());
                assert_eq!(found.as_deref(), case[key].as_str(), "{case}");
            }
        }
    }
}

#[test]
fn errors_name_the_file_the_line_and_the_reason() {
    let mut files = Files::default();
    let error = files.add(Kind::Config, "~/.aws/config", "[default]\n[profile dev");
    assert_eq!(
        error.unwrap_err().to_string(),
        "~/.aws/config:2: the heading does not end with `]`"
    );
}

#[test]
fn values_are_not_shown() {
    let mut files = Files::default();
    let text = "[default]\naws_secret_access_key = hush\n";
    files.add(Kind::Credentials, "credentials", text).unwrap();
    assert!(!format!("{files:?}").contains("hush"));
}
