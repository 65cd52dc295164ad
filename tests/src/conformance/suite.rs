//! The cases of a model: which operations of which services they are for.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use serde_json::Value;
use tinsmith_codegen::Source;

use super::case::{Case, Kind, Side};

/// A model (Smithy JSON AST) with cases.
pub(super) struct Suite {
    pub(super) source: Arc<Source>,
    model: Value,
}

/// The properties of resources that name operations.
const LIFECYCLE: [&str; 6] = ["put", "create", "read", "update", "delete", "list"];

impl Suite {
    /// Fails when the file cannot be read or is not JSON.
    pub(super) fn read(path: &Path) -> Result<Self, String> {
        let fault = |error: &dyn std::error::Error| format!("{}: {error}", path.display());
        let text = fs::read_to_string(path).map_err(|error| fault(&error))?;
        let model = serde_json::from_str(&text).map_err(|error| fault(&error))?;
        let source = Source::new(path.display().to_string(), text);
        Ok(Self { source, model })
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
                self.add(service, operation, None, kind, test, cases);
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
        let mut queue = vec![self.shape(service)];
        while let Some(shape) = queue.pop() {
            operations.extend(targets(&shape["operations"]));
            operations.extend(targets(&shape["collectionOperations"]));
            operations.extend(
                LIFECYCLE
                    .iter()
                    .filter_map(|it| shape[it]["target"].as_str()),
            );
            let resources = targets(&shape["resources"]).filter(|id| seen.insert(*id));
            queue.extend(resources.map(|id| self.shape(id)));
        }
        operations
    }

    /// What an operation of a service can fail with.
    fn errors(&self, service: &str, operation: &str) -> impl Iterator<Item = &str> {
        let of_operation = targets(&self.shape(operation)["errors"]);
        of_operation.chain(targets(&self.shape(service)["errors"]))
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
