//! What a build script does, as a program: `generator MODULE MODEL OPERATION..` writes
//! `MODULE.rs` to `OUT_DIR`.

fn main() {
    let mut arguments = std::env::args().skip(1);
    let module = arguments.next().unwrap_or_default();
    let model = arguments.next().unwrap_or_default();
    tinsmith_codegen::Build::new(&module)
        .model(model)
        .operations(arguments)
        .write();
}
