//! The user's choice of what to generate. The build script, the command and the macro read it from
//! their arguments; everywhere else it is an ordinary value.

use crate::overlay::Overlay;

/// The options of one service's generation.
#[derive(Debug, Clone)]
pub struct Options {
    /// The module that everything is generated into.
    pub module: String,
    /// The service's shape id or name; `None` if the model has only one.
    pub service: Option<String>,
    /// The operations' shape ids or names; none means all.
    pub operations: Vec<String>,
    /// The place where the user names the operations, in Markdown, for compile errors about other
    /// operations.
    pub operations_list: String,
    /// The protocol's shape id or name; `None` for the preferred one of those the service has. A
    /// service without a protocol speaks the one named here.
    pub protocol: Option<String>,
    /// The path of the runtime in the generated code, `::tinsmith` unless renamed.
    pub runtime: String,
    /// Corrections to the model.
    pub overlay: Overlay,
    /// Whether structures may get members without breaking code that uses them: they can be
    /// built only by their builders then.
    pub non_exhaustive: bool,
    /// Whether operations with which something is wrong are left out, the others generated. Of
    /// operations with a faulty waiter or faulty pages, these alone are left out.
    pub keep_going: bool,
    /// The names of the model files in the code, less directories that they begin with and that
    /// depend on the machine; `None` for the names of the sources.
    pub origin: Option<Vec<String>>,
    /// The text of a partitions file newer than the one that comes with the generator.
    pub partitions: Option<String>,
}

impl Options {
    /// Everything that the model's only service has, into a module of that name.
    pub fn new(module: impl Into<String>) -> Self {
        Self {
            module: module.into(),
            service: None,
            operations: Vec::new(),
            operations_list: "`Options::operations`".to_owned(),
            protocol: None,
            runtime: "::tinsmith".to_owned(),
            overlay: Overlay::new(),
            non_exhaustive: false,
            keep_going: false,
            origin: None,
            partitions: None,
        }
    }
}
