//! JSON with its path, so that an error can name its place.

use super::RuleError;
use super::expr::Lowering;
use crate::model::Node as Value;

/// A JSON value and how it was reached. Pointers are spelled only for errors.
pub(super) struct Node<'n> {
    pub(super) value: &'n Value,
    step: Step<'n>,
    parent: Option<&'n Self>,
}

enum Step<'n> {
    Root,
    Key(&'n str),
    Index(usize),
}

impl<'n> Node<'n> {
    pub(super) fn root(value: &'n Value) -> Self {
        Self {
            value,
            step: Step::Root,
            parent: None,
        }
    }

    /// The field `key`, if this is an object that has it.
    pub(super) fn get(&'n self, key: &'n str) -> Option<Self> {
        Some(Self {
            value: self.value.get(key)?,
            step: Step::Key(key),
            parent: Some(self),
        })
    }

    /// The fields in the order of their names, if this is an object.
    pub(super) fn fields(&'n self) -> Option<impl Iterator<Item = (&'n str, Self)>> {
        let mut fields: Vec<_> = self.value.as_object()?.iter().collect();
        fields.sort_unstable_by_key(|(key, _)| *key);
        Some(fields.into_iter().map(move |(key, value)| {
            let node = Self {
                value,
                step: Step::Key(key),
                parent: Some(self),
            };
            (key.as_str(), node)
        }))
    }

    /// The elements, if this is an array.
    pub(super) fn items(&'n self) -> Option<impl Iterator<Item = Self>> {
        let items = self.value.as_array()?.iter().enumerate();
        Some(items.map(move |(index, value)| Self {
            value,
            step: Step::Index(index),
            parent: Some(self),
        }))
    }

    fn pointer(&self) -> String {
        let mut pointer = self.parent.map(Self::pointer).unwrap_or_default();
        match self.step {
            Step::Root => {}
            Step::Key(key) => {
                pointer.push('/');
                pointer.push_str(&key.replace('~', "~0").replace('/', "~1"));
            }
            Step::Index(index) => {
                pointer.push('/');
                pointer.push_str(&index.to_string());
            }
        }
        pointer
    }
}

impl Lowering {
    pub(super) fn report(&mut self, node: &Node<'_>, message: impl Into<String>) {
        self.errors.push(RuleError {
            pointer: node.pointer(),
            message: message.into(),
        });
    }

    /// The string `key` of an object, reported where it is missing or something else.
    pub(super) fn text_of<'n>(&mut self, node: &'n Node<'n>, key: &'n str) -> Option<&'n str> {
        let text = node.value.get(key).and_then(Value::as_str);
        if text.is_none() {
            self.report(node, format!("`{key}` is required, and must be a string"));
        }
        text
    }

    /// The field `key` of an object, reported where it is missing or not an array.
    pub(super) fn array_of<'n>(&mut self, node: &'n Node<'n>, key: &'n str) -> Option<Node<'n>> {
        let array = node
            .get(key)
            .filter(|array| array.value.as_array().is_some());
        if array.is_none() {
            self.report(node, format!("`{key}` is required, and must be an array"));
        }
        array
    }

    /// The field `key` of an object, empty where it is missing, reported where it is not an
    /// object.
    pub(super) fn object_of<'n>(&mut self, node: &'n Node<'n>, key: &'n str) -> Option<Node<'n>> {
        let object = node.get(key)?;
        if object.value.as_object().is_some() {
            return Some(object);
        }
        self.report(&object, "this must be an object");
        None
    }

    /// Reports the fields of an object that nobody reads.
    pub(super) fn only(&mut self, node: &Node<'_>, known: &[&str]) {
        for key in node.value.as_object().into_iter().flat_map(|it| it.keys()) {
            if !known.contains(&key.as_str()) {
                let known = known.join("`, `");
                self.report(
                    node,
                    format!("`{key}` is not known here: only `{known}` are"),
                );
            }
        }
    }
}
