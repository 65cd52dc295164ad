//! Host prefixes of operations. Source: Smithy 2.0, `smithy.api#endpoint`.

use super::Context;
use super::quirks;
use crate::diagnostic::Diagnostic;
use crate::ir::HostPart;
use crate::model::{Operation, Shape, ShapeKind};
use crate::quirks::Fact;

impl Context<'_> {
    /// The parts of the prefix, none where the operation has no such trait.
    pub(super) fn host_prefix(&self, shape: &Shape, operation: &Operation) -> Vec<HostPart> {
        let Some(endpoint) = shape.traits.endpoint() else {
            return Vec::new();
        };
        if quirks::holds(self.model, Fact::HostsInRules) {
            return Vec::new();
        }
        let label = |name: &str| self.host_label(operation, name);
        match parts(&endpoint.host_prefix, label) {
            Ok(parts) => parts,
            Err(fault) => {
                let fault = format!("the host prefix `{}` {fault}", endpoint.host_prefix);
                let diagnostic = Diagnostic::error(fault)
                    .on(&shape.id)
                    .help("correct the operation's `smithy.api#endpoint`")
                    .maybe_at(shape.location.as_ref());
                self.report(diagnostic);
                Vec::new()
            }
        }
    }

    /// The index of an input member that may be part of a host.
    fn host_label(&self, operation: &Operation, name: &str) -> Option<usize> {
        let mut members = self.model.shape(&operation.input).members().iter();
        members.position(|member| {
            let target = &self.model.shape(&member.target).kind;
            let text = matches!(target, ShapeKind::String | ShapeKind::Enum { .. });
            member.name == name && member.traits.host_label() && text
        })
    }
}

/// Cuts a prefix at its braces.
fn parts(prefix: &str, label: impl Fn(&str) -> Option<usize>) -> Result<Vec<HostPart>, String> {
    let mut parts = Vec::new();
    let mut rest = prefix;
    while let Some((text, behind)) = rest.split_once('{') {
        let (name, behind) = behind.split_once('}').ok_or("has an unmatched brace")?;
        parts.extend(fixed(text)?);
        let index = label(name);
        parts.push(HostPart::Label(index.ok_or_else(|| {
            format!(
                "names `{name}`, which is not a string of the input with `smithy.api#hostLabel`"
            )
        })?));
        rest = behind;
    }
    parts.extend(fixed(rest)?);
    Ok(parts)
}

/// A part without labels, unless it is empty.
fn fixed(text: &str) -> Result<Option<HostPart>, String> {
    let in_host = |c: char| c.is_ascii_alphanumeric() || "-._".contains(c);
    match text.chars().find(|&c| !in_host(c)) {
        Some(c) => Err(format!(
            "has `{}`, which a host cannot contain",
            c.escape_debug()
        )),
        None => Ok((!text.is_empty()).then(|| HostPart::Text(text.to_owned()))),
    }
}
