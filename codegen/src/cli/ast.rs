//! `tinsmith ast`: models of whatever form as one file of the JSON AST.

use std::io::Write;

use tinsmith_codegen::diagnostic::Diagnostics;
use tinsmith_codegen::load::load;
use tinsmith_codegen::load::select::check_all;
use tinsmith_codegen::load::whole;

use super::arguments::{Arguments, Command};
use super::{Failure, print, read_models, translated};

pub(super) const COMMAND: Command = Command {
    name: "ast",
    summary: "Prints models, in the IDL or in JSON, as one model in JSON",
    operands: "MODEL…",
    options: &[],
    details: "\
The form is that of Smithy's own serializer: version 2.0, shapes and traits sorted, mixins
kept. Every shape is checked, not only what some service reaches.
",
};

pub(super) fn run(arguments: &Arguments, out: &mut dyn Write) -> Result<(), Failure> {
    let sources = read_models(&arguments.models)?;
    let mut diagnostics = Diagnostics::new();
    let sources = translated(&sources, &mut diagnostics)?;
    let ast = load(&sources, &mut diagnostics);
    check_all(&ast, &mut diagnostics);
    let text = whole::print(&ast, &mut diagnostics);
    if diagnostics.has_errors() {
        return Err(Failure::Model(diagnostics));
    }
    eprint!("{diagnostics:#}");
    print(out, &text)
}
