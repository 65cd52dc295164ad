//! Generates Rust clients from Smithy models.
//!
//! Reading order: [`Build`] is the entry point for build scripts; it and the other entry points
//! call [`generate`]. Texts become a [`model`], a model becomes an [`ir`] with every decision
//! taken, the IR becomes tokens, and tokens become [`Files`].
//!
//! Works without network, time, environment and randomness: the same texts and options give
//! the same bytes.

mod build;
pub mod compile;
#[cfg(feature = "toml")]
mod config;
pub mod diagnostic;
mod emit;
mod generate;
pub mod ir;
pub mod load;
pub mod lower;
pub mod model;
pub mod names;
mod options;
mod output;
mod overlay;
mod quirks;
pub mod suggest;
pub mod syntax;
mod util;

#[cfg(feature = "jar")]
pub use build::Archive;
pub use build::{Build, model_files, model_name, read_text, text_of, watched_file};
#[cfg(feature = "toml")]
pub use build::{ModelEntry, build_directory, directory_models};
pub use diagnostic::{Diagnostic, Diagnostics, Source};
pub use generate::{Generated, generate};
pub use options::Options;
pub use output::{Difference, Files, Layout};
pub use overlay::{Constraint, Overlay};
