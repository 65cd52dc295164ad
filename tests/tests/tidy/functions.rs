//! The sizes of functions, as rustfmt lays them out.

use super::assert_none;
use super::code::sources;

/// Lines that a function may have, its signature included.
const BUDGET: usize = 60;

/// The same for tests, some of which are a table of cases.
const TEST_BUDGET: usize = 70;

#[test]
fn functions_stay_within_their_budget() {
    let mut complaints = Vec::new();
    for (path, text) in sources() {
        for (line, name, length) in functions(&text) {
            let budget = if path.contains("/tests/") {
                TEST_BUDGET
            } else {
                BUDGET
            };
            if length > budget {
                complaints.push(format!("{path}:{line} `{name}` has {length} lines"));
            }
        }
    }
    assert_none(&complaints);
}

/// Every function with a body of its own lines: the line of its signature, its name, its length.
fn functions(text: &str) -> Vec<(usize, &str, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let starts = lines.iter().enumerate().filter_map(|(index, line)| {
        let indent = line.len() - line.trim_start().len();
        Some((index, indent, function_name(line.trim_start())?))
    });
    let measured = starts.filter_map(|(start, indent, name)| {
        let is_end = |line: &&str| line.len() > indent && line.trim() == "}";
        let is_end = |line: &str| is_end(&line) && line.find('}') == Some(indent);
        let body = lines.get(start..)?;
        // A declaration without a body ends in `;`, on whichever line its signature ends.
        let opens = body
            .iter()
            .position(|line| line.ends_with('{') || line.ends_with(';') || line.ends_with('}'))?;
        let has_body = body.get(opens)?.ends_with('{');
        let end = body.iter().position(|line| is_end(line))?;
        has_body.then_some((start + 1, name, end + 1))
    });
    measured.collect()
}

/// The name in a line that begins a function.
fn function_name(line: &str) -> Option<&str> {
    let mut rest = line;
    if rest.starts_with("pub") {
        rest = rest.split_once(' ')?.1;
        rest = rest.split_once(") ").map_or(
            rest,
            |(scope, after)| {
                if scope.contains("fn ") { rest } else { after }
            },
        );
    }
    for word in ["const ", "async ", "extern \"C\" "] {
        rest = rest.strip_prefix(word).unwrap_or(rest);
    }
    let name = rest.strip_prefix("fn ")?;
    name.split(['(', '<']).next()
}

#[test]
fn a_function_is_measured_from_its_signature_to_its_end() {
    let text = "\
impl A {
    pub(in crate::a) fn one(
        &self,
    ) -> B {
        loop {
        }
    }

    fn declared(&self);
    fn short(&self) {}
}

pub async fn two() {
}
";
    let expected = vec![(2, "one", 6), (13, "two", 2)];
    assert_eq!(functions(text), expected);
}
