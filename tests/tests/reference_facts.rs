//! What the generator makes of models is what the reference implementation says of them.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

use serde_json::Value;
use tests::endpoints::corpora;
use tests::facts::{self, Facts, Nullability};
use tinsmith_codegen::Source;

/// Members that services have, or may leave out, beyond their models: `lower/customize` tells why.
const CUSTOMIZED: [(&str, &str); 5] = [
    ("com.amazonaws.s3#", "ExpiresString"),
    ("com.amazonaws.docdb#", "$SourceRegion"),
    ("com.amazonaws.neptune#", "$SourceRegion"),
    ("com.amazonaws.rds#", "$SourceRegion"),
    ("com.amazonaws.glacier#", "$accountId"),
];

/// Members of EC2's model whose default, zero, breaks their own range. The reference keeps it; here
/// they are absent until somebody sets them.
const BROKEN_DEFAULTS: [&str; 8] = [
    "AnalysisLoadBalancerListener$LoadBalancerPort",
    "AnalysisLoadBalancerListener$InstancePort",
    "AnalysisLoadBalancerTarget$Port",
    "ElasticInferenceAccelerator$Count",
    "Explanation$LoadBalancerListenerPort",
    "Explanation$LoadBalancerTargetPort",
    "Explanation$Port",
    "LaunchTemplateElasticInferenceAccelerator$Count",
];

/// Facts about HTTP, which protocols without bindings do not read.
const OF_HTTP: [&str; 5] = [
    "http",
    "request",
    "requestContentType",
    "response",
    "responseContentType",
];

/// What was compared and what differs.
#[derive(Default)]
struct Comparison {
    services: usize,
    operations: usize,
    members: usize,
    /// Paginators whose items we infer, where the trait names none and a page has one list.
    inferred: usize,
    differences: Vec<String>,
}

#[test]
fn all_models_are_understood_as_the_reference_understands_them() {
    let Some(corpora) = corpora() else {
        // Not `eprintln!`, which the test harness swallows when a test passes.
        let _ = writeln!(
            io::stderr(),
            "LEFT OUT: the reference's facts, for want of the corpora; set TINSMITH_CORPORA"
        );
        return;
    };
    let mut comparison = Comparison::default();
    for folder in ["models", "protocol-tests/reference-ast"] {
        for entry in fs::read_dir(corpora.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let facts = corpora.join("model-facts").join(path.file_name().unwrap());
            if path.extension().is_some_and(|it| it == "json") && facts.exists() {
                comparison.model(&path, &facts);
            }
        }
    }
    comparison.differences.retain(|difference| {
        let ec2 = difference.strip_prefix("com.amazonaws.ec2#");
        let mut broken = BROKEN_DEFAULTS.iter();
        if ec2.is_some_and(|it| broken.any(|member| it.starts_with(&format!("{member}: ")))) {
            return false;
        }
        let mut expected = CUSTOMIZED.iter();
        !expected
            .any(|(service, member)| difference.starts_with(service) && difference.contains(member))
    });
    let first: Vec<_> = comparison.differences.iter().take(60).collect();
    assert!(
        first.is_empty(),
        "{}: {first:#?}",
        comparison.differences.len()
    );
    assert_eq!((comparison.services, comparison.operations), (76, 4204));
    assert_eq!((comparison.members, comparison.inferred), (45184, 62));
}

impl Comparison {
    fn model(&mut self, model: &Path, facts: &Path) {
        let name = model.display().to_string();
        let source = Source::new(name, fs::read_to_string(model).expect("a model"));
        let facts = fs::read_to_string(facts).expect("facts");
        let reference: Value = serde_json::from_str(&facts).expect("facts in JSON");
        for (service, theirs) in reference.as_object().expect("services") {
            if service == "nullability" {
                continue;
            }
            match facts::of(&source, service) {
                Ok(ours) => {
                    self.services += 1;
                    self.operations(&ours, &theirs["operations"]);
                    self.nullability(&ours, &reference["nullability"]);
                }
                Err(fault) => self.differences.push(format!("{service}: {fault}")),
            }
        }
    }

    fn operations(&mut self, ours: &Facts, theirs: &Value) {
        for (id, theirs) in theirs.as_object().expect("operations") {
            let mut theirs = comparable(theirs, ours.binds_http);
            match ours.operations.get(id) {
                Some(ours) => {
                    self.operations += 1;
                    self.inferred += usize::from(infer_items(ours, &mut theirs));
                    differences(id, ours, &theirs, &mut self.differences);
                }
                None => self.differences.push(format!("{id}: left out")),
            }
        }
    }

    fn nullability(&mut self, ours: &Facts, theirs: &Value) {
        for (structure, members) in &ours.nullability {
            for (member, ours) in members {
                let letters = theirs[structure][member].as_str().unwrap_or("absent");
                self.members += 1;
                if !agrees(*ours, letters) {
                    let what = format!("{structure}${member}: {ours:?}, {letters}");
                    self.differences.push(what);
                }
            }
        }
    }
}

/// Whether nullability is that of generators which are not authoritative (`C`), but for inputs:
/// theirs follows `required`, as services' does (`S`), unless the model excuses it.
fn agrees(ours: Nullability, letters: &str) -> bool {
    match ours {
        Nullability::OfOther { optional } => optional == letters.contains('C'),
        Nullability::OfInput { optional, excused } => {
            optional == (excused || letters.contains('S'))
        }
        Nullability::Stream => true,
    }
}

/// The reference's facts of an operation without what clients do not read.
fn comparable(theirs: &Value, binds_http: bool) -> Value {
    let mut theirs = theirs.clone();
    let facts = theirs.as_object_mut().expect("facts");
    if !binds_http {
        facts.retain(|key, _| !OF_HTTP.contains(&key.as_str()));
    }
    for message in ["request", "response"] {
        let places = facts.get_mut(message).and_then(Value::as_object_mut);
        for place in places.into_iter().flat_map(|it| it.values_mut()) {
            let in_header = place["location"]
                .as_str()
                .is_some_and(|it| it.contains("HEADER"));
            if let Some(name) = place["name"].as_str().filter(|_| in_header) {
                place["name"] = name.to_lowercase().into();
            }
        }
    }
    theirs
}

/// Gives their paginator our items where the trait names none and we infer them.
fn infer_items(ours: &Value, theirs: &mut Value) -> bool {
    let items = &ours["paginated"]["items"];
    let empty = Value::Array(Vec::new());
    match theirs.pointer_mut("/paginated/items") {
        Some(theirs) if *theirs == empty && *items != empty => {
            theirs.clone_from(items);
            true
        }
        _ => false,
    }
}

/// Where two facts differ: the place, ours, theirs.
fn differences(at: &str, ours: &Value, theirs: &Value, out: &mut Vec<String>) {
    match (ours, theirs) {
        (Value::Object(ours), Value::Object(theirs)) => {
            let keys: BTreeSet<_> = ours.keys().chain(theirs.keys()).collect();
            for key in keys {
                let [ours, theirs] = [ours, theirs].map(|it| it.get(key).unwrap_or(&Value::Null));
                differences(&format!("{at}.{key}"), ours, theirs, out);
            }
        }
        _ if ours == theirs => {}
        _ => out.push(format!("{at}: {ours}, {theirs}")),
    }
}
