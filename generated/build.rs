//! Generates a client for every model in `models/`.

fn main() {
    tinsmith_codegen::build_directory("../models");
}
