//! The hosts of operations with host prefixes, joined from model and endpoint rules, against those
//! of botocore.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use serde_json::Value;
use tests::endpoints::leak;
use tests::servers::botocore;
use tinsmith::rt::endpoint::{Params, RuleSet};
use tinsmith_codegen::compile::partitions::Partitions;
use tinsmith_codegen::ir::{HostPart, Ir, Operation, StaticParam, Trait};
use tinsmith_codegen::load::load;
use tinsmith_codegen::load::select::{Choice, select};
use tinsmith_codegen::syntax::translate;
use tinsmith_codegen::{Diagnostics, Options, Source, lower, model_files, read_text};

/// The service in a folder of botocore, with the operations of these cases.
fn lowered(folder: &str, cases: &[&Value]) -> Ir {
    let folder = PathBuf::from(folder);
    let service = ["service-2.json.gz", "service-2.json"].map(|name| folder.join(name));
    let service = service.iter().find(|it| it.is_file());
    let files = model_files(service.expect("a model")).expect("the model's files");
    let mut diagnostics = Diagnostics::new();
    let sources: Vec<Arc<Source>> = files
        .iter()
        .map(|file| {
            let text = read_text(file).expect("a readable file");
            Source::new(file.display().to_string(), text)
        })
        .collect();
    let sources = translate(&sources, &mut diagnostics);
    let ast = load(&sources, &mut diagnostics);
    let operations: BTreeSet<String> = cases.iter().map(|it| text(it, "operation")).collect();
    let operations: Vec<String> = operations.into_iter().collect();
    let choice = Choice {
        service: None,
        operations: &operations,
    };
    let model = select(&ast, &choice, &mut diagnostics);
    let ir =
        model.and_then(|model| lower::lower(&model, &Options::new("service"), &mut diagnostics));
    ir.unwrap_or_else(|| panic!("{}: {diagnostics}", folder.display()))
}

fn text(case: &Value, name: &str) -> String {
    case[name].as_str().expect("text").to_owned()
}

/// The host for an input of an operation.
fn host(rules: &RuleSet, ir: &Ir, operation: &Operation, input: &Value) -> Result<String, String> {
    let mut params = Params::new(rules);
    let mut set = |name: &str, value: tinsmith::rt::endpoint::Value<'static>| {
        if let Some(index) = rules.index(name) {
            params.set(index, value);
        }
    };
    set("Region", text_value("us-west-2"));
    for (name, value) in &operation.static_context {
        match value {
            StaticParam::Bool(value) => set(name, (*value).into()),
            StaticParam::String(value) => set(name, text_value(value)),
            StaticParam::StringArray(_) => {}
        }
    }
    let schema = ir.schema(&operation.input_schema);
    let members = schema.map_or(&[][..], |schema| &schema.members);
    let given = |name: &str| input[name].as_str();
    for member in members {
        for applied in &member.traits {
            if let (Trait::ContextParam(name), Some(value)) = (applied, given(&member.name)) {
                set(name, text_value(value));
            }
        }
    }
    let endpoint = rules.resolve(&params).map_err(|error| error.to_string())?;
    let prefix: String = operation
        .host_prefix
        .iter()
        .map(|part| match part {
            HostPart::Text(text) => text.as_str(),
            HostPart::Label(index) => given(&members[*index].name).unwrap_or_default(),
        })
        .collect();
    let uri = endpoint
        .uri(&prefix, "/")
        .map_err(|error| error.to_string())?;
    Ok(uri.host().unwrap_or_default().to_owned())
}

fn text_value(text: &str) -> tinsmith::rt::endpoint::Value<'static> {
    let text: &'static str = text.to_owned().leak();
    text.into()
}

#[test]
fn hosts_are_those_of_botocore() {
    let Some(cases) = botocore::hosts() else {
        return;
    };
    let mut services: BTreeMap<String, Vec<&Value>> = BTreeMap::new();
    for case in &cases {
        services.entry(text(case, "folder")).or_default().push(case);
    }
    assert!(services.len() > 15, "{} services", services.len());
    let partitions = Partitions::bundled().expect("bundled partitions");
    let mut wrong = Vec::new();
    for (folder, cases) in &services {
        let ir = lowered(folder, cases);
        let rules = leak(ir.service.endpoint.as_ref().expect("rules"), &partitions);
        for case in cases {
            let name = text(case, "operation");
            let mut operations = ir.operations.iter();
            let operation = operations.find(|it| it.id.name == name);
            let found = host(
                rules,
                &ir,
                operation.expect("the operation"),
                &case["input"],
            );
            let url: http::Uri = text(case, "url").parse().expect("a URL");
            if found.as_deref() != Ok(url.host().unwrap_or_default()) {
                wrong.push(format!("{name}: {found:?}, botocore has {:?}", url.host()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
