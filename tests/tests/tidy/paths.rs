//! The paths that code names: `a::b::c` anywhere, the trees of `use` taken apart.

/// Every path of at least two segments in code without comments and texts. Those that are
/// relative are resolved against `module`, the path of the module that the code is of.
pub(super) fn paths(code: &str, module: &[String]) -> Vec<Vec<String>> {
    let mut reader = Reader {
        rest: code,
        found: Vec::new(),
    };
    while !reader.rest.is_empty() {
        reader.item();
    }
    let resolved = reader.found.into_iter().map(|path| resolve(path, module));
    resolved.collect()
}

struct Reader<'c> {
    rest: &'c str,
    found: Vec<Vec<String>>,
}

impl Reader<'_> {
    fn item(&mut self) {
        let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let Some(at) = self.rest.find(is_word) else {
            self.rest = "";
            return;
        };
        self.rest = &self.rest[at..];
        self.tree(&[]);
    }

    /// A path, or a tree of paths, below `parent`.
    fn tree(&mut self, parent: &[String]) {
        let mut path = parent.to_vec();
        loop {
            let word = self.word();
            if word.is_empty() {
                break;
            }
            path.push(word);
            if !self.rest.starts_with("::") {
                break;
            }
            self.rest = &self.rest[2..];
            if self.rest.starts_with('{') {
                return self.group(&path);
            }
        }
        if path.len() > 1 {
            self.found.push(path);
        }
    }

    /// What is in braces behind a path.
    fn group(&mut self, parent: &[String]) {
        self.rest = &self.rest[1..];
        loop {
            self.rest = self.rest.trim_start_matches([' ', '\n', ',']);
            match self.rest.chars().next() {
                None => return,
                Some('}') => {
                    self.rest = &self.rest[1..];
                    return;
                }
                Some(_) => {
                    let before = self.rest.len();
                    self.tree(parent);
                    // What follows a name there: `as other`, or `*`.
                    let end = self.rest.find([',', '}']).unwrap_or(self.rest.len());
                    self.rest = &self.rest[end..];
                    if self.rest.len() == before {
                        return;
                    }
                }
            }
        }
    }

    fn word(&mut self) -> String {
        let is_other = |c: char| !(c.is_ascii_alphanumeric() || c == '_');
        let end = self.rest.find(is_other).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        word.to_owned()
    }
}

/// The path from `crate` on, where it is relative.
fn resolve(path: Vec<String>, module: &[String]) -> Vec<String> {
    let supers = path.iter().take_while(|it| *it == "super").count();
    let is_self = path.first().is_some_and(|it| it == "self");
    if supers == 0 && !is_self {
        return path;
    }
    let kept = module.len().saturating_sub(supers);
    let base = module.iter().take(kept).cloned();
    let rest = path.into_iter().skip(supers.max(usize::from(is_self)));
    std::iter::once("crate".to_owned())
        .chain(base)
        .chain(rest)
        .collect()
}

#[test]
fn trees_are_taken_apart_and_relative_paths_resolved() {
    let module = ["a".to_owned(), "b".to_owned()];
    let code =
        "use super::c::{D, e::{self, F as G}};\nuse crate::h;\nx(self::i::j, std::fs::write);";
    let found = paths(code, &module);
    let found: Vec<_> = found.iter().map(|path| path.join("::")).collect();
    let expected = [
        "crate::a::c::D",
        "crate::a::c::e::self",
        "crate::a::c::e::F",
        "crate::h",
        "crate::a::b::i::j",
        "std::fs::write",
    ];
    assert_eq!(found, expected);
}
