//! What every source file must and must not have.

use super::assert_none;
use super::code::sources;

/// Lines that a source file may have; above that, two ideas live in it.
const BUDGET: usize = 400;

/// What must not be left in a source file. Spelled in two parts, so that this file passes.
const LEFTOVERS: [(&str, &str); 5] = [
    ("TO", "DO"),
    ("FIX", "ME"),
    ("todo", "!("),
    ("dbg", "!("),
    ("#[ign", "ore"),
];

#[test]
fn every_module_opens_with_its_documentation() {
    complain("has no `//!` documentation on its first line", |text| {
        !text.starts_with("//!")
    });
}

#[test]
fn files_stay_within_their_budget() {
    complain("has more than 400 lines", |text| {
        text.lines().count() > BUDGET
    });
}

#[test]
fn nothing_is_left_behind() {
    complain("has something left behind", |text| {
        LEFTOVERS
            .iter()
            .any(|(start, end)| text.contains(&format!("{start}{end}")))
    });
}

#[test]
fn no_path_of_a_machine_is_named() {
    let homes = [
        format!("/{}/", "home"),
        format!("/{}/", "root"),
        format!("/{}/main", "work"),
    ];
    complain("names a path of a machine", |text| {
        homes.iter().any(|home| text.contains(home))
    });
}

/// Fails with every source file of the workspace that `is_wrong`.
fn complain(what: &str, is_wrong: impl Fn(&str) -> bool) {
    let mut wrong = sources();
    wrong.retain(|(_, text)| is_wrong(text));
    let complaints: Vec<_> = wrong
        .iter()
        .map(|(path, _)| format!("{path} {what}"))
        .collect();
    assert_none(&complaints);
}
