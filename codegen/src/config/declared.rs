//! `[overlay.paginators]` and `[overlay.waiters]`.

use serde_json::Value;

use super::Reader;
use crate::model::traits::{
    Acceptor, AcceptorState, Comparator, Matcher, Paginated, PathMatcher, Waiter,
};
use crate::overlay::Overlay;

impl Reader<'_> {
    pub(super) fn paginators(&mut self, setting: &str, value: &Value, overlay: &mut Overlay) {
        for (operation, value) in self.table(setting, value) {
            let paginator = match value {
                Value::Bool(false) => None,
                _ => Some(self.paginator(&format!("{setting}.{operation}"), value)),
            };
            overlay.paginators.insert(operation.clone(), paginator);
        }
    }

    fn paginator(&mut self, setting: &str, value: &Value) -> Paginated {
        const KNOWN: &[&str] = &["input-token", "items", "output-token", "page-size"];
        let mut read = Paginated {
            input_token: None,
            output_token: None,
            items: None,
            page_size: None,
        };
        for (key, value) in self.table(setting, value) {
            let setting = format!("{setting}.{key}");
            let property = match key.as_str() {
                "input-token" => &mut read.input_token,
                "output-token" => &mut read.output_token,
                "items" => &mut read.items,
                "page-size" => &mut read.page_size,
                _ => {
                    self.unknown(&setting, KNOWN);
                    continue;
                }
            };
            *property = self.text(&setting, value);
        }
        read
    }

    pub(super) fn waiters(&mut self, setting: &str, value: &Value, overlay: &mut Overlay) {
        for (name, value) in self.table(setting, value) {
            let setting = format!("{setting}.{name}");
            if !is_waiter_name(name) {
                let fault = "a waiter's name begins with a capital and has letters and digits only";
                self.fault(&setting, fault.to_owned(), None);
            }
            let waiter = match value {
                Value::Bool(false) => None,
                _ => Some(self.waiter(&setting, value)),
            };
            overlay.waiters.insert(name.clone(), waiter);
        }
    }

    fn waiter(&mut self, setting: &str, value: &Value) -> (String, Waiter) {
        const KNOWN: &[&str] = &[
            "acceptors",
            "documentation",
            "max-delay",
            "min-delay",
            "operation",
        ];
        let mut operation = None;
        let mut read = Waiter {
            documentation: None,
            acceptors: Vec::new(),
            min_delay: 2,
            max_delay: 120,
            deprecated: false,
        };
        for (key, value) in self.table(setting, value) {
            let setting = format!("{setting}.{key}");
            match key.as_str() {
                "operation" => operation = self.text(&setting, value),
                "documentation" => read.documentation = self.text(&setting, value),
                "min-delay" => read.min_delay = self.seconds(&setting, value),
                "max-delay" => read.max_delay = self.seconds(&setting, value),
                "acceptors" => read.acceptors = self.acceptors(&setting, value),
                _ => self.unknown(&setting, KNOWN),
            }
        }
        if operation.is_none() {
            let fault = "has no `operation` to poll".to_owned();
            self.fault(setting, fault, None);
        }
        (operation.unwrap_or_default(), read)
    }

    fn acceptors(&mut self, setting: &str, value: &Value) -> Vec<Acceptor> {
        let Value::Array(items) = value else {
            self.mistyped(setting, "a list of tables");
            return Vec::new();
        };
        let acceptors = items.iter().map(|it| self.acceptor(setting, it));
        acceptors
            .collect::<Vec<_>>()
            .into_iter()
            .flatten()
            .collect()
    }

    fn acceptor(&mut self, setting: &str, value: &Value) -> Option<Acceptor> {
        const KNOWN: &[&str] = &[
            "error-type",
            "input-output",
            "message",
            "output",
            "state",
            "success",
        ];
        let (mut state, mut matchers, mut message) = (None, Vec::new(), None);
        for (key, value) in self.table(setting, value) {
            let setting = format!("{setting}.{key}");
            match key.as_str() {
                "state" => state = self.choice(&setting, value, STATES),
                "message" => message = self.text(&setting, value),
                "success" => matchers.push(Some(Matcher::Success(self.flag(&setting, value)))),
                "error-type" => matchers.push(self.text(&setting, value).map(Matcher::ErrorType)),
                "output" => matchers.push(self.path(&setting, value).map(Matcher::Output)),
                "input-output" => {
                    matchers.push(self.path(&setting, value).map(Matcher::InputOutput));
                }
                _ => self.unknown(&setting, KNOWN),
            }
        }
        let [matcher] = matchers.as_slice() else {
            let one = "expected one of `success`, `error-type`, `output` and `input-output`";
            self.fault(setting, one.to_owned(), None);
            return None;
        };
        if state.is_none() {
            self.fault(setting, "an acceptor has no `state`".to_owned(), None);
        }
        Some(Acceptor {
            state: state?,
            matcher: matcher.clone()?,
            message,
        })
    }

    fn path(&mut self, setting: &str, value: &Value) -> Option<PathMatcher> {
        const KNOWN: &[&str] = &["comparator", "expected", "path"];
        let (mut path, mut expected, mut comparator) = (None, None, None);
        for (key, value) in self.table(setting, value) {
            let setting = format!("{setting}.{key}");
            match key.as_str() {
                "path" => path = self.text(&setting, value),
                "expected" => expected = self.text(&setting, value),
                "comparator" => comparator = self.choice(&setting, value, COMPARATORS),
                _ => self.unknown(&setting, KNOWN),
            }
        }
        let read = path.zip(expected).zip(comparator);
        if read.is_none() {
            self.mistyped(setting, "`path`, `expected` and `comparator`");
        }
        read.map(|((path, expected), comparator)| PathMatcher {
            path,
            expected,
            comparator,
        })
    }

    fn choice<T: Copy>(&mut self, setting: &str, value: &Value, all: &[(&str, T)]) -> Option<T> {
        let text = self.text(setting, value)?;
        let found = all.iter().find(|(name, _)| *name == text);
        if found.is_none() {
            let names: Vec<_> = all.iter().map(|(name, _)| format!("`{name}`")).collect();
            self.mistyped(setting, &names.join(", "));
        }
        found.map(|(_, it)| *it)
    }

    fn seconds(&mut self, setting: &str, value: &Value) -> u64 {
        value.as_u64().filter(|it| *it > 0).unwrap_or_else(|| {
            self.mistyped(setting, "a number of seconds, at least 1");
            1
        })
    }
}

const STATES: &[(&str, AcceptorState)] = &[
    ("success", AcceptorState::Success),
    ("failure", AcceptorState::Failure),
    ("retry", AcceptorState::Retry),
];

const COMPARATORS: &[(&str, Comparator)] = &[
    ("stringEquals", Comparator::StringEquals),
    ("booleanEquals", Comparator::BooleanEquals),
    ("allStringEquals", Comparator::AllStringEquals),
    ("anyStringEquals", Comparator::AnyStringEquals),
];

/// Smithy 2.0, "Waiter names".
fn is_waiter_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_uppercase())
        && name.chars().all(|c| c.is_ascii_alphanumeric())
}
