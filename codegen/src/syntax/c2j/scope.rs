//! One service's names: how shapes and operations are called in the JSON AST.

use std::borrow::Cow;

use super::fields::{Fields, Text, Value};
use super::metadata::Metadata;
use super::tables::{self, Table, Uses};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::suggest::did_you_mean;
use crate::syntax::json::{Json, Report};

/// Everything that is looked up by name.
pub(super) struct Scope<'src> {
    pub(super) metadata: Metadata<'src>,
    pub(super) operations: Table<'src>,
    pub(super) shapes: Table<'src>,
    pub(super) uses: Uses<'src>,
    /// The XML namespace of everything that names no other.
    pub(super) xml_namespace: Option<Text<'src>>,
    namespace: String,
    service: String,
}

impl<'src> Scope<'src> {
    /// Takes it out of the service file. `None` if there is too little to go on.
    pub(super) fn read(top: &mut Fields<'src>, report: &mut Report<'_>) -> Option<Self> {
        let metadata = Metadata::read(top, report)?;
        let operations = tables::table("operations", top, report);
        let shapes = tables::table("shapes", top, report);
        let mut uses = tables::uses(&operations, report);
        tables::add_members(&mut uses, &shapes, report);
        let given = metadata.xml_namespace.clone();
        let xml_namespace = given.or_else(|| tables::only_namespace(&shapes, &uses, report));
        let letters = metadata.sdk_id.text.chars();
        let letters: String = letters.filter(char::is_ascii_alphanumeric).collect();
        let service = service_name(&metadata, &letters, report)?;
        Some(Self {
            metadata,
            operations,
            shapes,
            uses,
            xml_namespace,
            namespace: format!("com.amazonaws.{}", letters.to_ascii_lowercase()),
            service,
        })
    }

    /// The service's id.
    pub(super) fn service(&self) -> String {
        self.id(&self.service)
    }

    /// The id of a name that is in no table.
    pub(super) fn id(&self, name: &str) -> String {
        format!("{}#{name}", self.namespace)
    }

    /// The ID of an operation. In protocols without paths, the name is sent.
    pub(super) fn operation(&self, key: &str) -> String {
        let sent = self.operations.get(key);
        let sent = sent.and_then(|operation| operation.fields.peek("name"));
        match sent.filter(|_| !self.metadata.is_rest()) {
            Some(name) => self.id(&name),
            None => self.id(key),
        }
    }

    /// The id of an operation that another file names; one that is not there is reported.
    pub(super) fn named_operation(
        &self,
        at: Json<'_>,
        key: &str,
        report: &mut Report<'_>,
    ) -> Option<String> {
        if self.operations.contains_key(key) {
            return Some(self.operation(key));
        }
        let known = self.operations.keys().map(AsRef::as_ref);
        let fault = Diagnostic::error(format!("there is no operation `{key}`"));
        let fault = fault.at(&at.location());
        report.push(fault.maybe_help(did_you_mean(key, known)));
        None
    }

    /// The id of a shape. Operations may have the same name here, which Smithy forbids.
    pub(super) fn shape(&self, name: &str) -> String {
        if self.operations.contains_key(name) || self.service == name {
            self.id(&format!("{name}Shape"))
        } else {
            self.id(name)
        }
    }

    /// A name that no shape has, for one that the format does not name.
    pub(super) fn fresh(&self, prefix: &str, name: &str) -> String {
        let mut name = format!("{prefix}{name}");
        while self.shapes.contains_key(&*name) {
            name.push('_');
        }
        self.id(&name)
    }

    /// The shape that a reference targets.
    pub(super) fn target(&self, reference: &Fields<'src>) -> Option<&Fields<'src>> {
        let named = self.shapes.get(&*reference.peek("shape")?)?;
        Some(&named.fields)
    }

    /// A property of a reference, or else of the shape that it targets.
    pub(super) fn inherited(&self, reference: &Fields<'src>, name: &str) -> Option<Value<'src>> {
        let target = || self.target(reference)?.get(name);
        reference.get(name).or_else(target).cloned()
    }

    /// The structure that an operation's input or output is.
    pub(super) fn structure(&self, operation: &str, side: &str) -> Option<&Fields<'src>> {
        let mut ignored = Diagnostics::new();
        let operation = self.operations.get(operation)?;
        let reference = operation.fields.get(side)?;
        self.target(&reference.fields(&mut Report::new(&mut ignored))?)
    }
}

/// Protocols that name the service in requests use `targetPrefix`, which has a namespace for a few
/// services; Smithy's clients send only its last part.
fn service_name(metadata: &Metadata<'_>, letters: &str, report: &mut Report<'_>) -> Option<String> {
    let is_named = metadata.speaks("json") || metadata.speaks("smithy-rpc-v2-cbor");
    match &metadata.target_prefix {
        Some(prefix) if is_named => prefix.text.rsplit('.').next().map(str::to_owned),
        None if is_named => {
            let fault = "the protocol needs a `targetPrefix`, which requests carry";
            let help = "write it as `X-Amz-Target` begins, without the dot";
            let at = metadata.sdk_id.at.location();
            report.push(Diagnostic::error(fault).at(&at).on(&"metadata").help(help));
            None
        }
        _ => Some(Cow::Borrowed(letters).into_owned()),
    }
}
