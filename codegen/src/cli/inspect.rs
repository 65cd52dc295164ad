//! `tinsmith inspect`: what is in a model, and what would not be generated.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use tinsmith_codegen::Options;
use tinsmith_codegen::compile::pattern::compile;
use tinsmith_codegen::diagnostic::Diagnostics;
use tinsmith_codegen::load::load;
use tinsmith_codegen::load::select::{Choice, select, services};
use tinsmith_codegen::lower::lower;
use tinsmith_codegen::model::traits::{Standing, standing};
use tinsmith_codegen::model::{Model, Shape, ShapeId, ShapeKind, Traits};

use super::arguments::{Arguments, Command, Flag};
use super::generate::dependency;
use super::table::table;
use super::{Failure, print, read_models, translated};

pub(super) const COMMAND: Command = Command {
    name: "inspect",
    summary: "Shows services, operations and their sizes, and what is not supported",
    operands: "MODEL…",
    options: &[Flag {
        name: "service",
        value: "ID",
        help: "this service only",
    }],
    details: "\
The size of an operation is the number of shapes that it reaches, itself included and those
of the prelude not. What is not supported is named below the table, shape by shape.
",
};

pub(super) fn run(arguments: &Arguments, out: &mut dyn Write) -> Result<(), Failure> {
    let wanted = arguments.text("service")?;
    let sources = read_models(&arguments.models)?;
    let mut loading = Diagnostics::new();
    let sources = translated(&sources, &mut loading)?;
    let ast = load(&sources, &mut loading);
    let services = match wanted {
        Some(wanted) => vec![wanted],
        None => services(&ast).iter().map(ToString::to_string).collect(),
    };
    if loading.has_errors() {
        return Err(Failure::Model(loading));
    }
    if services.is_empty() {
        print(out, "no service\n")?;
    }
    for (index, service) in services.iter().enumerate() {
        let mut diagnostics = Diagnostics::new();
        let choice = Choice {
            service: Some(service),
            operations: &[],
        };
        let Some(model) = select(&ast, &choice, &mut diagnostics) else {
            return Err(Failure::Model(diagnostics));
        };
        let options = Options::new("inspected");
        let features = lower(&model, &options, &mut diagnostics).map(|ir| ir.features);
        print(out, if index > 0 { "\n" } else { "" })?;
        print(out, &describe(&model, features.as_deref(), &diagnostics))?;
    }
    print(out, &loading.to_string())
}

fn describe(model: &Model, features: Option<&[&str]>, diagnostics: &Diagnostics) -> String {
    let service = model.service();
    let defined = model.shapes().filter(|shape| shape.location.is_some());
    let facts = [
        ("protocols", protocols(&service.traits).join(", ")),
        ("authentication", authentication(&service.traits).join(", ")),
        ("endpoints", endpoints(&service.traits).to_owned()),
        ("operations", model.operations().len().to_string()),
        ("shapes", defined.count().to_string()),
        ("Cargo.toml", features.map(dependency).unwrap_or_default()),
    ];
    let facts = facts.into_iter().filter(|(_, value)| !value.is_empty());
    let facts = facts.map(|(name, value)| vec![name.to_owned(), value]);
    let mut text = format!("{}\n{}\n", service.id, table("  ", facts));
    let heading = ["operation", "shapes", ""].map(str::to_owned).to_vec();
    let operations = model
        .operations()
        .map(|operation| operation_row(operation, model));
    text += &table("  ", std::iter::once(heading).chain(operations));
    text += &section("traits ignored on purpose", ignored(model));
    text += &section("patterns that the client does not check", unchecked(model));
    if !diagnostics.is_empty() {
        text += "\n";
        text += &diagnostics.to_string();
    }
    text
}

/// Rows under a heading; nothing if there are none.
fn section(heading: &str, rows: Vec<Vec<String>>) -> String {
    if rows.is_empty() {
        return String::new();
    }
    format!("\n{heading}\n{}", table("  ", rows))
}

/// Patterns that the generator cannot compile: where, why, and what.
fn unchecked(model: &Model) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for shape in model.shapes() {
        let members = shape.members().iter();
        let members = members.map(|member| (shape.id.with_member(&member.name), &member.traits));
        for (id, traits) in members.chain([(shape.id.clone(), &shape.traits)]) {
            let refused = traits
                .pattern()
                .and_then(|pattern| Some((pattern, compile(pattern).err()?)));
            if let Some((pattern, reason)) = refused {
                rows.push(vec![id.to_string(), reason.to_string(), pattern.to_owned()]);
            }
        }
    }
    rows
}

fn operation_row(operation: &Shape, model: &Model) -> Vec<String> {
    let mut remarks = Vec::new();
    if operation.traits.paginated().is_some() {
        remarks.push("pages".to_owned());
    }
    for name in operation
        .traits
        .waitable()
        .into_iter()
        .flat_map(|waiters| waiters.keys())
    {
        remarks.push(format!("waits for {name}"));
    }
    let size = closure(operation, model).to_string();
    vec![
        operation.id.name().to_owned(),
        format!("{size:>6}"),
        remarks.join(", "),
    ]
}

/// How many shapes of the files an operation reaches.
fn closure(operation: &Shape, model: &Model) -> usize {
    let mut seen = BTreeSet::new();
    let mut queue = vec![&operation.id];
    while let Some(id) = queue.pop() {
        let shape = model.shape(id);
        if shape.location.is_none() || !seen.insert(&shape.id) {
            continue;
        }
        queue.extend(shape.members().iter().map(|member| &member.target));
        if let ShapeKind::Operation(operation) = &shape.kind {
            queue.extend([&operation.input, &operation.output]);
            queue.extend(&operation.errors);
        }
    }
    seen.len()
}

fn protocols(traits: &Traits) -> Vec<&'static str> {
    let known = [
        (traits.aws_json_1_0().is_some(), "awsJson1_0"),
        (traits.aws_json_1_1().is_some(), "awsJson1_1"),
        (traits.rest_json_1().is_some(), "restJson1"),
        (traits.rest_xml().is_some(), "restXml"),
        (traits.rpcv2_cbor().is_some(), "rpcv2Cbor"),
        (traits.rpcv2_json().is_some(), "rpcv2Json"),
        (traits.aws_query(), "awsQuery"),
        (traits.ec2_query(), "ec2Query"),
    ];
    names(&known)
}

fn authentication(traits: &Traits) -> Vec<&'static str> {
    let known = [
        (traits.sigv4().is_some(), "sigv4"),
        (traits.sigv4a().is_some(), "sigv4a"),
        (traits.http_bearer_auth(), "httpBearerAuth"),
        (traits.http_basic_auth(), "httpBasicAuth"),
        (traits.http_digest_auth(), "httpDigestAuth"),
        (traits.http_api_key_auth().is_some(), "httpApiKeyAuth"),
    ];
    names(&known)
}

fn names(known: &[(bool, &'static str)]) -> Vec<&'static str> {
    let given: Vec<_> = known
        .iter()
        .filter(|(is, _)| *is)
        .map(|(_, name)| *name)
        .collect();
    if given.is_empty() {
        vec!["none"]
    } else {
        given
    }
}

fn endpoints(traits: &Traits) -> &'static str {
    match traits.endpoint_rule_set() {
        Some(_) => "by the model's rules",
        None => "given by the user",
    }
}

/// Traits that are ignored on purpose: id, how often, and why.
fn ignored(model: &Model) -> Vec<Vec<String>> {
    let mut counts = BTreeMap::<&ShapeId, usize>::new();
    for shape in model.shapes() {
        let members = shape.members().iter().map(|member| &member.traits);
        for id in members.chain([&shape.traits]).flat_map(Traits::others) {
            *counts.entry(id).or_default() += 1;
        }
    }
    let reasons = counts
        .into_iter()
        .filter_map(|(id, count)| match standing(id) {
            Standing::Ignored(reason) => {
                Some(vec![id.to_string(), count.to_string(), reason.into()])
            }
            Standing::Honoured | Standing::Unknown => None,
        });
    reasons.collect()
}
