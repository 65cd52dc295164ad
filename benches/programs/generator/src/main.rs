//! What a build script does, as a program: `generator MODULE MODEL OPERATION..` writes
//! `MODULE.rs` to `OUT_DIR`, and says where it can how much memory that took.

fn main() {
    let mut arguments = std::env::args().skip(1);
    let module = arguments.next().unwrap_or_default();
    let model = arguments.next().unwrap_or_default();
    tinsmith_codegen::Build::new(&module)
        .model(model)
        .operations(arguments)
        .write();
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|it| it.strip_prefix("VmHWM:"));
    println!("peak memory: {}", peak.unwrap_or_default().trim());
}
