//! Shapes of Smithy's own packages that models use without bringing the package. A definition in
//! the files of a model wins over the one here.
//!
//! Source: smithy-lang/smithy, package smithy-validation-model; names and types, documentation in
//! our own words.

use std::sync::{Arc, OnceLock};

use crate::diagnostic::Source;

/// One file in JSON AST 2.0 for each package.
pub(super) fn sources() -> &'static [Arc<Source>] {
    static SOURCES: OnceLock<[Arc<Source>; 1]> = OnceLock::new();
    SOURCES.get_or_init(|| {
        let validation = include_str!("../../data/smithy.framework.json");
        [Source::new("smithy-validation-model", validation)]
    })
}
