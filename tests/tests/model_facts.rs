//! Checks the models that this project wrote (`models/*.json`): complete and documented in
//! themselves, their facts those of the official models, their texts not.
//!
//! Owns the comparison only. It must not know the generator: it reads plain JSON, so that a fault
//! in the generator's loader cannot hide one in a model.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde_json::Value;
use serde_json::value::RawValue;

/// Models whose documentation is ours. Models dropped in beside them keep their own.
const OURS: [&str; 5] = [
    "dynamodb.json",
    "signin.json",
    "sso-oidc.json",
    "sso.json",
    "sts.json",
];

/// Keys that hold texts or tests, not facts.
const NOT_FACTS: [&str; 6] = [
    "documentation",
    "smithy.api#documentation",
    "smithy.api#examples",
    "smithy.api#externalDocumentation",
    "smithy.rules#endpointTests",
    "smithy.rules#endpointBdd",
];

/// Words in a row that count as copied.
const RUN: usize = 8;

#[test]
fn every_target_is_defined() {
    for name in OURS {
        let model = Model::read(&models().join(name));
        let mut named = BTreeSet::new();
        targets(&model.shapes, &mut named);
        let missing: Vec<_> = named
            .iter()
            .filter(|id| !id.starts_with("smithy.api#") && model.shapes.get(id).is_none())
            .collect();
        assert!(missing.is_empty(), "{name}: not defined: {missing:#?}");
    }
}

#[test]
fn everything_a_user_meets_is_documented() {
    for name in OURS {
        let bare = undocumented(&Model::read(&models().join(name)));
        assert!(bare.is_empty(), "{name}: without documentation: {bare:#?}");
    }
}

#[test]
fn facts_are_those_of_the_official_model() {
    for (name, ours, official) in pairs() {
        let mut found = Vec::new();
        for (id, shape) in objects(&ours.shapes) {
            let theirs = official.shapes.get(id).unwrap_or(&Value::Null);
            differences(id, &facts(shape), &facts(theirs), &mut found);
            if ours.members.get(id) != official.members.get(id) {
                found.push(format!("{id}: members are in another order"));
            }
        }
        assert!(
            found.is_empty(),
            "{name}: ours, then theirs: {:#?}",
            found.iter().take(40).collect::<Vec<_>>()
        );
    }
}

#[test]
fn no_text_is_taken_from_the_official_model() {
    for (name, ours, official) in pairs() {
        let texts = documentation(&official.shapes);
        let whole: BTreeSet<_> = texts.iter().map(|text| words(text).join(" ")).collect();
        let runs: BTreeSet<_> = texts.iter().flat_map(|text| runs(text)).collect();
        let mut copied = Vec::new();
        for text in documentation(&ours.shapes) {
            let same = whole.contains(&words(text).join(" "));
            let run = self::runs(text).into_iter().find(|run| runs.contains(run));
            if same || run.is_some() {
                copied.push((text, run));
            }
        }
        assert!(
            copied.is_empty(),
            "{name}: found in official texts: {copied:#?}"
        );
    }
}

#[test]
fn a_copied_run_of_words_is_seen_through_markup() {
    let official =
        runs("<p>One <code>two</code>\n three four, five six &amp; seven &quot;eight.</p>");
    assert_eq!(official, ["one two three four five six seven eight"]);
    assert_eq!(
        official,
        runs("one `two` three: four five (six seven) EIGHT")
    );
}

#[test]
fn a_changed_fact_is_seen() {
    let ours = serde_json::json!({"a": {"traits": {"smithy.api#length": {"min": 1}}}});
    let theirs = serde_json::json!({"a": {"traits": {"smithy.api#length": {"min": 2}}}, "b": {}});
    let mut found = Vec::new();
    differences("S", &ours, &theirs, &mut found);
    assert_eq!(
        found,
        ["S.a.traits.smithy.api#length.min: 1, 2", "S.b: null, {}"]
    );
}

/// A model as this test needs it: its shapes, and for each the names of its members in order.
struct Model {
    shapes: Value,
    members: HashMap<String, Vec<String>>,
}

impl Model {
    fn read(path: &Path) -> Self {
        let text =
            fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let shapes = &entries(&text)["shapes"];
        let members = entries(shapes.get()).into_iter().map(|(id, shape)| {
            let members = entries(shape.get()).remove("members");
            (id, members.map_or(Vec::new(), names_in_order))
        });
        Self {
            members: members.collect(),
            shapes: serde_json::from_str(shapes.get()).expect("shapes are JSON"),
        }
    }
}

fn entries(object: &str) -> BTreeMap<String, &RawValue> {
    serde_json::from_str(object).expect("a JSON object")
}

/// `Value` sorts its keys; where each entry lies in the text tells the order it was written in.
fn names_in_order(object: &RawValue) -> Vec<String> {
    let mut entries: Vec<_> = entries(object.get()).into_iter().collect();
    entries.sort_by_key(|(_, value)| value.get().as_ptr().addr());
    entries.into_iter().map(|(name, _)| name).collect()
}

fn models() -> PathBuf {
    workspace().join("models")
}

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Our models, each with the official one of the same file name; says which are left out.
fn pairs() -> Vec<(&'static str, Model, Model)> {
    let corpora = std::env::var_os("TINSMITH_CORPORA")
        .map_or_else(|| workspace().join("../shared/corpora"), PathBuf::from);
    let mut pairs = Vec::new();
    for name in OURS {
        let official = corpora.join("models").join(name);
        if official.exists() {
            let ours = Model::read(&models().join(name));
            pairs.push((name, ours, Model::read(&official)));
        } else {
            // Not `eprintln!`, which the test harness swallows when a test passes.
            let _ = writeln!(
                io::stderr(),
                "LEFT OUT: {name} is not compared with the official model, for want of {}; \
                 set TINSMITH_CORPORA to the directory of the corpora",
                official.display()
            );
        }
    }
    pairs
}

fn objects(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

fn children(value: &Value) -> Vec<&Value> {
    match value {
        Value::Object(object) => object.values().collect(),
        Value::Array(items) => items.iter().collect(),
        _ => Vec::new(),
    }
}

/// Ids named by members, operations and errors, and those the service trait of endpoint
/// discovery names.
fn targets<'a>(value: &'a Value, found: &mut BTreeSet<&'a str>) {
    for key in ["target", "operation", "error"] {
        let id = value.get(key).and_then(Value::as_str);
        found.extend(id.filter(|id| id.contains('#')));
    }
    for child in children(value) {
        targets(child, found);
    }
}

fn undocumented(model: &Model) -> Vec<String> {
    const KINDS: [&str; 5] = ["service", "operation", "structure", "union", "enum"];
    let documented = |value: &Value| {
        let text = &value["traits"]["smithy.api#documentation"];
        text.as_str().is_some_and(|text| text.ends_with('.'))
    };
    let mut bare = Vec::new();
    for (id, shape) in objects(&model.shapes) {
        if !KINDS.iter().any(|kind| shape["type"] == *kind) {
            continue;
        }
        if !documented(shape) {
            bare.push(id.clone());
        }
        let members = objects(&shape["members"]).filter(|(_, member)| !documented(member));
        bare.extend(members.map(|(name, _)| format!("{id}${name}")));
    }
    bare
}

/// A shape without its texts. Of a service's operations those that our models have are chosen
/// freely, so that list is left to the comparison of the operations themselves.
fn facts(shape: &Value) -> Value {
    let mut shape = without_texts(shape);
    if shape["type"] == "service" {
        shape["operations"] = Value::Null;
    }
    shape
}

fn without_texts(value: &Value) -> Value {
    match value {
        Value::Object(object) => object
            .iter()
            .filter(|(key, _)| !NOT_FACTS.contains(&key.as_str()))
            .map(|(key, value)| (key.clone(), without_texts(value)))
            .filter(|(key, value)| key != "traits" || !children(value).is_empty())
            .collect(),
        Value::Array(items) => items.iter().map(without_texts).collect(),
        scalar => scalar.clone(),
    }
}

/// Adds one line for each place where the two differ.
fn differences(at: &str, ours: &Value, theirs: &Value, found: &mut Vec<String>) {
    if let (Value::Object(a), Value::Object(b)) = (ours, theirs) {
        for key in a.keys().chain(b.keys().filter(|key| !a.contains_key(*key))) {
            differences(&format!("{at}.{key}"), &ours[key], &theirs[key], found);
        }
        return;
    }
    let (a, b) = (children(ours), children(theirs));
    if ours.is_array() && theirs.is_array() && a.len() == b.len() {
        for (index, (a, b)) in a.into_iter().zip(b).enumerate() {
            differences(&format!("{at}.{index}"), a, b, found);
        }
    } else if ours != theirs {
        found.push(format!("{at}: {ours}, {theirs}"));
    }
}

/// All documentation in a value: of shapes, members, rules and tests.
fn documentation(value: &Value) -> Vec<&str> {
    let own = objects(value)
        .filter(|(key, _)| key.ends_with("documentation"))
        .filter_map(|(_, text)| text.as_str());
    let nested = children(value).into_iter().flat_map(documentation);
    own.chain(nested).collect()
}

fn runs(text: &str) -> Vec<String> {
    words(text).windows(RUN).map(|run| run.join(" ")).collect()
}

/// Words in lower case, without tags, entities and punctuation.
fn words(text: &str) -> Vec<String> {
    let mut plain = String::with_capacity(text.len());
    for (index, part) in text.split('<').enumerate() {
        let after_tag = part.split_once('>').map(|(_, rest)| rest);
        plain.push(' ');
        plain.push_str(after_tag.filter(|_| index > 0).unwrap_or(part));
    }
    for entity in [
        "&amp;", "&lt;", "&gt;", "&quot;", "&apos;", "&#39;", "&nbsp;",
    ] {
        plain = plain.replace(entity, " ");
    }
    plain
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}
