//! `service!`: a client generated from a Smithy model where it is used.
//!
//! Parses arguments, finds files and maps diagnostics to spans; all else is
//! `tinsmith-codegen`'s, as for build scripts and the command.

mod arguments;
mod expand;
mod fault;
mod find;
mod stub;

use proc_macro::TokenStream;

/// Generates the client of a service, as a module, from a Smithy model in JSON or, where the
/// file is called `*.smithy`, in the IDL; or from a model in AWS's own JSON, a
/// `service-2.json` with the files beside it. With the feature `gzip`, files in JSON may be
/// compressed.
///
/// ```ignore
/// tinsmith_macros::service!("models/dynamodb.json", operations = [ExportTableToPointInTime]);
///
/// let client = dynamodb::Client::new(config);
/// ```
///
/// The model's path comes first; several files in brackets are merged, and so are those of a
/// folder. Paths are relative to
/// the directory of the crate's `Cargo.toml` and, where no such file is there, to the
/// directories above it that have a `Cargo.toml` too: the root of a workspace. The module is
/// named after the first file. When a file changes, the crate is built again.
///
/// After the path come, in any order:
///
/// - `operations = [A, B]`: the operations to generate; all of the service's without it.
/// - `service = "ns#Id"`: the service, where the files have several.
/// - `protocol = restJson1`: the protocol, where the service has several.
/// - `module = name`: the module, where it is not to be called as the file.
/// - `config = "dynamodb.toml"`: operations and corrections, as for the command.
/// - `required = ["Shape$member"]`, `optional = ["Shape$member"]`: corrections of members.
/// - `derive = ["serde::Serialize"]`: derives added to every type.
///
/// Errors point at the argument at fault, and at the path for what is wrong in the file.
#[proc_macro]
pub fn service(arguments: TokenStream) -> TokenStream {
    expand::expand(arguments.into()).into()
}
