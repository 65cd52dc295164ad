//! The house rules that no lint knows: layers, file and function budgets, module documentation,
//! documents and lists of features that are true, nothing left behind.

mod code;
mod documents;
mod door;
mod features;
mod files;
mod functions;
mod layers;
mod only;
mod paths;

/// Fails with the complaints, if there are any.
fn assert_none(complaints: &[String]) {
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}
