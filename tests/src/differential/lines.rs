//! Cases in lines of JSON (`*.jsonl`, compressed or not), one operation each, whose models lie
//! in a folder of AWS's own JSON.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bytes::Bytes;
use serde_json::Value;
use tinsmith_codegen::{Source, model_files, read_text};

use super::case::{Case, Kind, Message, Named, base64, headers, text};
use super::set::Set;
use crate::endpoints::corpora;

/// The endpoint that all cases are for.
const ENDPOINT: &str = "svc.example.com";

/// The cases of a file by service, version and protocol. Fails when it cannot be read, or a
/// model is not there.
pub(super) fn read(file: &Path) -> Result<Vec<Set>, String> {
    let fault = |fault: String| format!("{}: {fault}", file.display());
    let lines = read_text(file).map_err(|error| fault(error.to_string()))?;
    let mut sets = BTreeMap::<[String; 3], Vec<Case>>::new();
    for (index, line) in lines.lines().enumerate() {
        let fault = |reason: String| fault(format!("line {}: {reason}", index + 1));
        let line: Value = serde_json::from_str(line).map_err(|error| fault(error.to_string()))?;
        let key = ["service", "version", "protocol"].map(|name| text(&line[name]));
        let case = case(&line).map_err(fault)?;
        sets.entry(key).or_default().push(case);
    }
    let sets = sets.into_iter();
    let sets = sets.map(|([service, version, protocol], cases)| {
        let model = model(file, &service, &version);
        let model = model.ok_or_else(|| fault(format!("no model of {service} {version}")))?;
        Ok(Set {
            name: format!("{service} {version}"),
            model: sources(&model)?,
            protocol,
            cases,
        })
    });
    sets.collect()
}

/// The model's file: near the cases, or in the corpora.
fn model(file: &Path, service: &str, version: &str) -> Option<PathBuf> {
    let folders = file.ancestors().skip(1).take(2).map(Path::to_owned);
    let mut places = folders.chain(corpora()).flat_map(|it| {
        let version = it.join("c2j").join(service).join(version);
        ["service-2.json", "service-2.json.gz"].map(|name| version.join(name))
    });
    places.find(|it| it.is_file())
}

fn sources(model: &Path) -> Result<Vec<Arc<Source>>, String> {
    let fault = |path: &Path, error| format!("{}: {error}", path.display());
    let files = model_files(model).map_err(|error| fault(model, error))?;
    let sources = files.iter().map(|path| {
        let text = read_text(path).map_err(|error| fault(path, error))?;
        Ok(Source::new(path.display().to_string(), text))
    });
    sources.collect()
}

fn case(line: &Value) -> Result<Case, String> {
    let (kind, value, message) = match () {
        () if line["request"].is_object() => {
            (Kind::Request, &line["params"], request(&line["request"])?)
        }
        () if line["errorShape"].is_string() => {
            (Kind::Error, &line["members"], response(&line["response"])?)
        }
        () => (
            Kind::Response,
            &line["expected"],
            response(&line["response"])?,
        ),
    };
    let operation = text(&line["operation"]);
    let owned = |name: &str| line[name].as_str().map(str::to_owned);
    Ok(Case {
        id: format!("{}.{operation}", text(&line["service"])),
        kind,
        operation,
        value: value.clone(),
        message,
        error: Named {
            shape: owned("errorShape"),
            code: owned("code"),
            message: owned("message"),
        },
    })
}

fn request(request: &Value) -> Result<Message, String> {
    let url = text(&request["url"]);
    let rest = url
        .strip_prefix("https://")
        .ok_or("a URL without `https`")?;
    let (host, target) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
    Ok(Message {
        method: text(&request["method"]),
        host: host.to_owned(),
        endpoint: ENDPOINT.to_owned(),
        target: target.to_owned(),
        headers: headers(&request["headers"]),
        body: body(&request["body"])?,
        ..Message::default()
    })
}

fn response(response: &Value) -> Result<Message, String> {
    let status = response["status"]
        .as_u64()
        .and_then(|it| it.try_into().ok());
    Ok(Message {
        status: status.ok_or("a response without a status")?,
        headers: headers(&response["headers"]),
        body: body(&response["body"])?,
        ..Message::default()
    })
}

fn body(body: &Value) -> Result<Option<Bytes>, String> {
    match body["base64"].as_str() {
        Some(body) => base64(body).map(Some),
        None => Ok(Some(text(&body["text"]).into())),
    }
}
