//! Runs the endpoint tests that models carry (`smithy.rules#endpointTests`) against the
//! rules they carry, through the generator's lowering and the runtime's evaluation.

mod corpus;
mod leak;

use serde_json::{Map, Value, json};
use tinsmith::rt::endpoint::{Endpoint, EndpointError, List, Params, PropertyRef, RuleSet};
use tinsmith_codegen::compile::endpoint as ir;
use tinsmith_codegen::compile::partitions::Partitions;

pub use self::corpus::{corpora, files, models, run_file};
pub use self::leak::leak;

/// What came of the tests of one or more models.
#[derive(Debug, Default)]
pub struct Report {
    /// How many tests passed.
    pub passed: usize,
    /// What went wrong, one text for each test that failed.
    pub failures: Vec<String>,
}

impl Report {
    /// Adds the results of other tests, naming where they come from.
    pub fn add(&mut self, source: &str, other: Self) {
        self.passed += other.passed;
        let failures = other.failures.into_iter();
        self.failures
            .extend(failures.map(|failure| format!("{source}: {failure}")));
    }
}

/// The traits that hold endpoint rules, each a form of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// As generated code has them: of two forms the tree.
    Preferred,
    /// `smithy.rules#endpointBdd`, even where there is a tree.
    Diagram,
}

impl Form {
    fn rules(self, traits: &Value) -> &Value {
        let tree = &traits["smithy.rules#endpointRuleSet"];
        if self == Self::Diagram || tree.is_null() {
            &traits["smithy.rules#endpointBdd"]
        } else {
            tree
        }
    }
}

/// Runs all endpoint tests of a model (Smithy JSON AST); none if it has no rules.
///
/// Fails when the model is not JSON or its rules are refused.
pub fn run_model(model: &str, form: Form, partitions: &Partitions) -> Result<Report, String> {
    let model: Value = serde_json::from_str(model).map_err(|error| error.to_string())?;
    let mut report = Report::default();
    let shapes = model["shapes"].as_object().into_iter().flatten();
    for (id, shape) in shapes {
        let traits = &shape["traits"];
        let rules = form.rules(traits);
        if !rules.is_null() {
            let tests = &traits["smithy.rules#endpointTests"];
            report.add(id, run(rules, tests, partitions)?);
        }
    }
    Ok(report)
}

/// Runs the tests of one rule set.
///
/// Fails when the rules are refused.
pub fn run(raw: &Value, tests: &Value, partitions: &Partitions) -> Result<Report, String> {
    let rules = ir::lower(&raw.to_string(), &|_| ir::Possible::Any);
    let rules = rules.map_err(|errors| format!("{errors:#?}"))?;
    let rules = leak(&rules, partitions);
    let mut report = Report::default();
    for case in tests["testCases"].as_array().into_iter().flatten() {
        match check(raw, rules, case) {
            Ok(()) => report.passed += 1,
            Err(message) => report
                .failures
                .push(format!("{}: {message}", case["documentation"])),
        }
    }
    Ok(report)
}

fn check(raw: &Value, rules: &RuleSet, case: &Value) -> Result<(), String> {
    let given = case["params"].as_object();
    let strings = given.map(string_lists).unwrap_or_default();
    let mut params = Params::new(rules);
    for (name, value) in given.into_iter().flatten() {
        let Some(index) = rules.index(name) else {
            // One that no rule reads is left out of what is generated.
            let is_known = !raw["parameters"][name].is_null();
            is_known
                .then_some(())
                .ok_or(format!("no parameter `{name}`"))?;
            continue;
        };
        match value {
            Value::Bool(value) => params.set(index, *value),
            Value::String(text) => params.set(index, text.as_str()),
            _ => {
                let list = strings.iter().find(|(list, _)| *list == name);
                let (_, list) = list.ok_or(format!("`{name}` has an unknown type"))?;
                params.set(index, List::Borrowed(list));
            }
        }
    }
    let found = describe(rules.resolve(&params));
    let expected = expectation(&case["expect"]);
    if found == expected {
        Ok(())
    } else {
        Err(format!("expected {expected}, found {found}"))
    }
}

fn string_lists(params: &Map<String, Value>) -> Vec<(&str, Vec<&str>)> {
    let lists = params.iter().filter_map(|(name, value)| {
        let list = value.as_array()?.iter().filter_map(Value::as_str);
        Some((name.as_str(), list.collect()))
    });
    lists.collect()
}

/// The expectation of a test with everything it leaves out spelled out.
fn expectation(expect: &Value) -> Value {
    let endpoint = &expect["endpoint"];
    if endpoint.is_null() {
        return expect.clone();
    }
    let object = |key| match &endpoint[key] {
        Value::Null => json!({}),
        value => value.clone(),
    };
    json!({"endpoint": {
        "url": endpoint["url"],
        "headers": object("headers"),
        "properties": object("properties"),
    }})
}

/// A result in the form of a test's expectation.
fn describe(result: Result<Endpoint, EndpointError>) -> Value {
    let endpoint = match result {
        Ok(endpoint) => endpoint,
        // As the model says it; `Display` escapes control characters.
        Err(EndpointError::Refused(message)) => return json!({"error": message}),
        Err(error) => return json!({"error": error.to_string()}),
    };
    let mut headers: Map<String, Value> = Map::new();
    for (name, value) in endpoint.headers() {
        let values = headers.entry(name).or_insert_with(|| json!([]));
        if let Value::Array(values) = values {
            values.push(value.into());
        }
    }
    let properties = endpoint.properties();
    let properties = properties.map(|(name, value)| (name.to_owned(), describe_property(value)));
    json!({"endpoint": {
        "url": endpoint.url(),
        "headers": headers,
        "properties": properties.collect::<Map<_, _>>(),
    }})
}

fn describe_property(property: PropertyRef<'_>) -> Value {
    if let Some(text) = property.text() {
        return text.into();
    }
    if let Some(value) = property.boolean() {
        return value.into();
    }
    if let Some(number) = property.integer() {
        return number.into();
    }
    let fields = property
        .fields()
        .map(|(name, value)| (name.to_owned(), describe_property(value)));
    let fields: Map<_, _> = fields.collect();
    if fields.is_empty() {
        property.items().map(describe_property).collect()
    } else {
        fields.into()
    }
}
