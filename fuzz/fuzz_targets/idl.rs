//! Any text in Smithy's IDL is refused or is a model, which is the same once it is written
//! as JSON and read again.

#![no_main]

use std::str;
use std::sync::Arc;

use libfuzzer_sys::fuzz_target;
use tinsmith_codegen::syntax::idl::translate;
use tinsmith_codegen::load::load;
use tinsmith_codegen::load::whole;
use tinsmith_codegen::{Diagnostics, Source};

fn printed(source: Arc<Source>) -> Option<String> {
    let mut diagnostics = Diagnostics::new();
    let sources = translate(&[source], &mut diagnostics);
    let ast = load(&sources, &mut diagnostics);
    let text = whole::print(&ast, &mut diagnostics);
    // Finds every place in the text.
    let _ = diagnostics.to_string();
    (!diagnostics.has_errors()).then_some(text)
}

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = str::from_utf8(bytes) else {
        return;
    };
    if let Some(model) = printed(Source::new("fuzz.smithy", text)) {
        let again = printed(Source::new("fuzz.json", model.as_str()));
        assert_eq!(again.as_deref(), Some(model.as_str()));
    }
});
