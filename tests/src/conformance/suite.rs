//! The cases of a model: which operations of which services they are for.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use serde_json::Value;
use tinsmith_codegen::load::load;
use tinsmith_codegen::load::whole;
use tinsmith_codegen::syntax::idl;
use tinsmith_codegen::{Diagnostics, Source};

use super::case::{Case, Kind, Side};
use super::numbers::keep_exact;
use super::{parameters, rules};

/// A model with cases.
pub(super) struct Suite {
    pub(super) sources: Vec<Arc<Source>>,
    /// As JSON AST.
    model: Value,
}

/// The properties of resources that name operations.
const LIFECYCLE: [&str; 6] = ["put", "create", "read", "update", "delete", "list"];

impl Suite {
    /// The model of these files: one of JSON AST, or any number in the IDL. Fails when one
    /// cannot be read.
    pub(super) fn read(paths: &[PathBuf]) -> Result<Self, String> {
        let sources = paths.iter().map(|path| {
            let name = path.display().to_string();
            let text = fs::read_to_string(path).map_err(|error| format!("{name}: {error}"))?;
            Ok(Source::new(name, text))
        });
        let sources = sources.collect::<Result<Vec<_>, String>>()?;
        let mut diagnostics = Diagnostics::new();
        let mut sources = idl::translate(&sources, &mut diagnostics);
        let text = whole::print(&load(&sources, &mut diagnostics), &mut diagnostics);
        if diagnostics.has_errors() {
            return Err(diagnostics.to_string());
        }
        let model = serde_json::from_str(&keep_exact(&text)).map_err(|error| error.to_string())?;
        sources.extend(rules::missing(&model)?);
        Ok(Self { sources, model })
    }

    /// Every case of every service, once for each side that it applies to. The case of an
    /// error is that of the first operation which can fail with it.
    pub(super) fn cases(&self) -> Vec<Case> {
        let shapes = self.model["shapes"].as_object().into_iter().flatten();
        let services = shapes.filter(|(_, shape)| shape["type"] == "service");
        let mut cases = Vec::new();
        for (id, _) in services {
            let mut errors = BTreeSet::new();
            for operation in self.operations(id) {
                self.of_operation(id, operation, &mut cases);
                for error in self.errors(id, operation) {
                    if errors.insert(error) {
                        self.of_error(id, operation, error, &mut cases);
                    }
                }
            }
        }
        cases
    }

    fn of_operation(&self, service: &str, operation: &str, cases: &mut Vec<Case>) {
        for (test_trait, kind) in [
            ("smithy.test#httpRequestTests", Kind::Request),
            ("smithy.test#httpResponseTests", Kind::Response),
            ("smithy.test#eventStreamTests", Kind::Events),
            ("smithy.test#httpMalformedRequestTests", Kind::Malformed),
        ] {
            for test in elements(&self.shape(operation)["traits"][test_trait]) {
                for test in parameters::expand(test) {
                    self.add(service, operation, None, kind, &test, cases);
                }
            }
        }
    }

    fn of_error(&self, service: &str, operation: &str, error: &str, cases: &mut Vec<Case>) {
        for test in elements(&self.shape(error)["traits"]["smithy.test#httpResponseTests"]) {
            self.add(service, operation, Some(error), Kind::Error, test, cases);
        }
    }

    /// The case for each side, if the service speaks its protocol.
    fn add(
        &self,
        service: &str,
        operation: &str,
        error: Option<&str>,
        kind: Kind,
        test: &Value,
        cases: &mut Vec<Case>,
    ) {
        let Some(protocol) = test["protocol"].as_str() else {
            return;
        };
        if self.shape(service)["traits"][protocol].is_null() {
            return;
        }
        let only = test["appliesTo"].as_str();
        for side in [Side::Client, Side::Server] {
            let applies = only.is_none_or(|only| only == side.name());
            if applies && !(kind == Kind::Malformed && side == Side::Client) {
                cases.push(Case {
                    module: String::new(),
                    service: service.to_owned(),
                    operation: operation.to_owned(),
                    protocol: protocol.to_owned(),
                    error: error.map(str::to_owned),
                    kind,
                    side,
                    test: test.clone(),
                });
            }
        }
    }

    /// All operations of a service, those of its resources included, sorted.
    fn operations(&self, service: &str) -> BTreeSet<&str> {
        let mut operations = BTreeSet::new();
        let mut seen = BTreeSet::new();
        let mut queue = self.with_mixins(service);
        while let Some(shape) = queue.pop() {
            operations.extend(targets(&shape["operations"]));
            operations.extend(targets(&shape["collectionOperations"]));
            operations.extend(
                LIFECYCLE
                    .iter()
                    .filter_map(|it| shape[it]["target"].as_str()),
            );
            let resources = targets(&shape["resources"]).filter(|id| seen.insert(*id));
            queue.extend(resources.flat_map(|id| self.with_mixins(id)));
        }
        operations
    }

    /// What an operation of a service can fail with.
    fn errors(&self, service: &str, operation: &str) -> Vec<&str> {
        let shapes = [operation, service].into_iter();
        let shapes = shapes.flat_map(|id| self.with_mixins(id));
        shapes.flat_map(|shape| targets(&shape["errors"])).collect()
    }

    /// The member of an operation's `input` or `output` that is a stream of events.
    pub(super) fn event_stream(&self, operation: &str, of: &str) -> Option<&str> {
        let mut shapes = self.with_mixins(operation).into_iter();
        let target = shapes.find_map(|it| it[of]["target"].as_str())?;
        let shapes = self.with_mixins(target).into_iter();
        let mut members = shapes.flat_map(|it| it["members"].as_object().into_iter().flatten());
        let streams = |member: &Value| {
            let target = self.shape(member["target"].as_str().unwrap_or_default());
            target["type"] == "union" && !target["traits"]["smithy.api#streaming"].is_null()
        };
        let (name, _) = members.find(|(_, member)| streams(member))?;
        Some(name)
    }

    /// A shape and what is mixed into it.
    fn with_mixins(&self, id: &str) -> Vec<&Value> {
        let shape = self.shape(id);
        let mixins = targets(&shape["mixins"]).flat_map(|id| self.with_mixins(id));
        std::iter::once(shape).chain(mixins).collect()
    }

    fn shape(&self, id: &str) -> &Value {
        &self.model["shapes"][id]
    }
}

fn elements(list: &Value) -> impl Iterator<Item = &Value> {
    list.as_array().into_iter().flatten()
}

fn targets(list: &Value) -> impl Iterator<Item = &str> {
    elements(list).filter_map(|it| it["target"].as_str())
}
