//! The macro `service!`, which generates a client from a Smithy model in place.
//!
//! Parses arguments, finds files and maps diagnostics to spans. `tinsmith-codegen` does
//! everything else, as it does for build scripts and the command.

mod arguments;
mod expand;
mod fault;
mod find;
mod stub;

use proc_macro::TokenStream;

/// Generates the client of a service, as a module, from a Smithy model.
///
/// The model is in JSON, in the IDL (`*.smithy`), or in AWS's own JSON (a `service-2.json` with
/// the files beside it). With the feature `gzip`, JSON files may be compressed; with the
/// feature `jar`, models are read from Java archives.
///
/// ```ignore
/// tinsmith_macros::service!("models/dynamodb.json", operations = [ExportTableToPointInTime]);
///
/// let client = dynamodb::Client::new(config);
/// ```
///
/// The first argument is the model's path. Several files in brackets are merged, as are the files
/// of a folder. Paths are relative to the directory of the crate's `Cargo.toml`; a file that does
/// not exist there is looked up in the directories above that have a `Cargo.toml`, such as the
/// root of a workspace. The module is named after the first file. When a file changes, the crate
/// is built again; the compiler cannot notice a new file, in a folder or beside `service-2.json`:
/// a build script does, or change another file.
///
/// The other arguments are optional and have any order:
///
/// - `operations = [A, B]`: the operations to generate; by default, all of the service's.
/// - `service = "ns#Id"`: the service, if the files have several.
/// - `protocol = restJson1`: the protocol, if the service has several or none.
/// - `module = name`: the name of the module, instead of the file's name.
/// - `config = "dynamodb.toml"`: operations and corrections, as for the command.
/// - `required = ["Shape$member"]`, `optional = ["Shape$member"]`: corrections of members.
/// - `derive = ["serde::Serialize"]`: derives added to every type.
///
/// An error is reported at the argument that caused it, or at the path if the file is wrong.
#[proc_macro]
pub fn service(arguments: TokenStream) -> TokenStream {
    expand::expand(arguments.into()).into()
}
