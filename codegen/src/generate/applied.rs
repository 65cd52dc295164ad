//! Traits that the overlay gives to shapes of the model, as one more file of the model: everything
//! else treats them like an `apply` in a file.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Diagnostics, Source};
use crate::model::ShapeId;
use crate::overlay::Overlay;
use crate::syntax::ast::Ast;
use crate::syntax::json::is_json;
use crate::syntax::print;

/// The name of the file in diagnostics.
const NAME: &str = "overlay.traits";

/// A file in JSON AST 2.0 with one `apply` for each shape; `None` if the overlay gives no traits.
/// Faults of shape ids and values are reported.
pub(super) fn file(overlay: &Overlay, diagnostics: &mut Diagnostics) -> Option<Arc<Source>> {
    let mut shapes: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (shape, id, value) in &overlay.traits {
        if ShapeId::parse(shape).is_none() {
            let fault = format!("`{shape}` is not a shape id");
            let help = "write the namespace, too: `my.api#Service` or `my.api#Shape$member`";
            diagnostics.push(fault_of(overlay, shape, fault).help(help));
            continue;
        }
        if !is_json(value) {
            let fault = format!("the value of the trait `{id}` is not JSON: `{value}`");
            diagnostics.push(fault_of(overlay, shape, fault));
            continue;
        }
        let prelude = if id.contains('#') { "" } else { "smithy.api#" };
        let id = quoted(&format!("{prelude}{id}"));
        let traits = shapes.entry(shape).or_default();
        traits.push(format!("{id}: {value}"));
    }
    if shapes.is_empty() {
        return None;
    }
    let applied = shapes.iter().map(|(shape, traits)| {
        let (shape, traits) = (quoted(shape), traits.join(", "));
        format!("{shape}: {{\"type\": \"apply\", \"traits\": {{{traits}}}}}")
    });
    let applied: Vec<String> = applied.collect();
    let applied = applied.join(",\n");
    let text = format!("{{\"smithy\": \"2.0\", \"shapes\": {{\n{applied}\n}}}}\n");
    Some(Source::new(NAME, text))
}

/// Reports the shapes that the overlay gives traits to and that no file defines. The index reports
/// those of members.
pub(super) fn check(overlay: &Overlay, ast: &Ast<'_>, diagnostics: &mut Diagnostics) {
    for (shape, ..) in &overlay.traits {
        let id = ShapeId::parse(shape).filter(|id| id.member().is_none());
        if let Some(id) = id.filter(|id| ast.type_of(id.as_str()).is_none()) {
            let fault = fault_of(overlay, shape, format!("no file defines `{id}`"));
            diagnostics.push(fault.maybe_help(ast.did_you_mean(&id)));
        }
    }
}

fn fault_of(overlay: &Overlay, shape: &str, fault: String) -> Diagnostic {
    let fault = Diagnostic::error(fault).on(&format!("overlay: traits.{shape}"));
    fault.maybe_at(overlay.place("traits", shape).as_ref())
}

fn quoted(text: &str) -> String {
    let mut quoted = String::new();
    print::string(text, &mut quoted);
    quoted
}
