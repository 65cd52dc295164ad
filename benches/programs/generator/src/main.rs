//! What a build script does, as a program: `generator MODEL OPERATION..` writes `dynamodb.rs`
//! to `OUT_DIR`.

fn main() {
    let mut arguments = std::env::args().skip(1);
    let model = arguments.next().unwrap_or_default();
    tinsmith_codegen::Build::new("dynamodb")
        .model(model)
        .operations(arguments)
        .write();
}
