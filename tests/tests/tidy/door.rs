//! The door between generated code and the runtime: `tinsmith::rt` has the machinery, and a few
//! items of the root are in the signatures that users call.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::assert_none;
use super::code::{code, root};
use super::paths::paths;

/// The items of the root that generated signatures have.
const FOR_USERS: &[&str] = &[
    "Async",
    "BigDecimal",
    "BigInteger",
    "Blob",
    "ByteStream",
    "Config",
    "Document",
    "Error",
    "EventStream",
    "Map",
    "Timestamp",
    "Unit",
    "client::Call",
    "client::Client",
    "client::Explained",
    "client::Mode",
    "client::Presigned",
    "client::Reply",
    "paginate::Paginator",
    "wait::Poll",
    "wait::WaitError",
    "wait::Waiter",
];

#[test]
fn generated_code_goes_through_the_door() {
    let named = named_by_generated_code();
    let strangers = named.iter().filter(|path| !is_allowed(path));
    let complaints: Vec<_> = strangers
        .map(|path| format!("generated code names `{path}`, which `tinsmith::rt` should have"))
        .collect();
    assert_none(&complaints);
    let unused = FOR_USERS
        .iter()
        .filter(|item| !named.iter().any(|path| is_below(path, item)));
    let complaints: Vec<_> = unused
        .map(|item| format!("no generated code names `tinsmith::{item}`"))
        .collect();
    assert_none(&complaints);
}

#[test]
fn the_macros_of_generated_code_go_through_the_door() {
    let mut complaints = Vec::new();
    for file in ["declare.rs", "types/serde_enums.rs"] {
        let path = root().join("runtime/src").join(file);
        let text = fs::read_to_string(path).expect("a file of macros");
        for named in paths(&code(&text), &[]) {
            if named.first().is_some_and(|first| first == "root") {
                let path = named[1..].join("::");
                let is_macro = text.contains(&format!("$crate::{path}!"));
                if !is_macro && !is_allowed(&path) && path != "paginate::Paginated" {
                    complaints.push(format!("{file} names `{path}`, which `rt` should have"));
                }
            }
        }
    }
    assert_none(&complaints);
}

fn is_allowed(path: &str) -> bool {
    is_below(path, "rt") || FOR_USERS.iter().any(|item| is_below(path, item))
}

fn is_below(path: &str, item: &str) -> bool {
    let rest = path.strip_prefix(item);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

/// The paths from the runtime that the fixtures and the checked-in clients have.
fn named_by_generated_code() -> BTreeSet<String> {
    let mut named = BTreeSet::new();
    collect(&root().join("codegen/tests/fixtures"), &mut named);
    collect(&root().join("config/src/clients"), &mut named);
    assert!(named.len() > 50, "only {named:?}");
    named
}

fn collect(directory: &Path, named: &mut BTreeSet<String>) {
    for entry in fs::read_dir(directory).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, named);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).expect("generated code is text");
            let found = paths(&code(&text), &[]).into_iter();
            let of_runtime = found.filter(|path| path[0] == "tinsmith" && path.len() > 1);
            named.extend(of_runtime.map(|path| path[1..].join("::")));
        }
    }
}
