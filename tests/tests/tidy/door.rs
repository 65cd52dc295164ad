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

/// The files whose structures generated code fills in.
const DATA: &[&str] = &[
    "client/wait/schema.rs",
    "model/endpoint.rs",
    "model/endpoint/partition.rs",
    "model/operation.rs",
    "model/operation/discovery.rs",
    "model/operation/service.rs",
    "model/schema.rs",
    "model/schema/traits.rs",
];

#[test]
fn generated_code_has_no_complete_literals() {
    let texts = DATA.iter().map(|file| {
        let path = root().join("runtime/src").join(file);
        fs::read_to_string(path).expect("a file of data")
    });
    let data: BTreeSet<String> = texts.flat_map(|text| structures(&text)).collect();
    assert!(data.contains("Schema") && data.len() > 10, "{data:?}");
    let mut found = 0;
    let mut complaints = Vec::new();
    for (path, code) in generated() {
        for (name, literal) in literals(&code, &data) {
            found += 1;
            if !literal.contains("..") {
                complaints.push(format!("{path}: `{name} {{` without `..{name}::new`"));
            }
        }
    }
    assert!(found > 100, "only {found} literals");
    assert_none(&complaints);
}

/// The names of the structures with fields that other crates can build.
fn structures(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    let parts: Vec<_> = text.split("pub struct ").collect();
    for (before, rest) in parts.iter().zip(parts.iter().skip(1)) {
        let is_open = !before.ends_with("#[non_exhaustive]\n");
        let name = rest.split_once(" {\n").map(|(name, _)| name);
        let name = name.filter(|it| it.chars().all(char::is_alphanumeric));
        names.extend(name.filter(|_| is_open).map(str::to_owned));
    }
    names
}

/// The literals of structures, each with its own fields and without those of nested ones.
fn literals<'c>(code: &'c str, names: &'c BTreeSet<String>) -> Vec<(&'c str, String)> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices(" {") {
        let (before, after) = (&code[..at], &code[at + 2..]);
        let start = before
            .rfind(|c: char| !c.is_alphanumeric())
            .map_or(0, |it| it + 1);
        let is_literal = ["= ", "&", "[", "(", ", ", ": ", "    "];
        let starts_literal = is_literal.iter().any(|it| before[..start].ends_with(it));
        if names.contains(&before[start..]) && starts_literal {
            found.push((&before[start..], own_fields(after)));
        }
    }
    found
}

/// The text up to the brace that ends it, without what is in other brackets.
fn own_fields(text: &str) -> String {
    let mut depth = 0_usize;
    let mut fields = String::new();
    for c in text.chars() {
        match c {
            '{' | '[' | '(' => depth += 1,
            '}' if depth == 0 => return fields,
            '}' | ']' | ')' => depth = depth.saturating_sub(1),
            c if depth == 0 => fields.push(c),
            _ => {}
        }
    }
    fields
}

#[test]
fn complete_literals_are_found() {
    let names = BTreeSet::from(["Http".to_owned()]);
    let code =
        "x: Some(&Http { path: &[Y { z, ..Y::new() }] }), Http { a, ..Http::new() }\nimpl Http {";
    let found = literals(code, &names);
    let complete = found.iter().map(|(_, fields)| !fields.contains(".."));
    assert_eq!(complete.collect::<Vec<_>>(), [true, false]);
}

/// The paths from the runtime that the fixtures and the checked-in clients have.
fn named_by_generated_code() -> BTreeSet<String> {
    let mut named = BTreeSet::new();
    for (_, code) in generated() {
        let found = paths(&code, &[]).into_iter();
        let of_runtime = found.filter(|path| path[0] == "tinsmith" && path.len() > 1);
        named.extend(of_runtime.map(|path| path[1..].join("::")));
    }
    assert!(named.len() > 50, "only {named:?}");
    named
}

/// The code of the fixtures and of the checked-in clients, by path.
fn generated() -> Vec<(String, String)> {
    let mut found = Vec::new();
    collect(&root().join("codegen/tests/fixtures"), &mut found);
    collect(&root().join("config/src/clients"), &mut found);
    found
}

fn collect(directory: &Path, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(directory).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).expect("generated code is text");
            found.push((path.display().to_string(), code(&text)));
        }
    }
}
