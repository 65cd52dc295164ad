//! The example on the front page of a service: a call with what the operation requires.
//!
//! It is documentation that no test of the user's compiles, so its values are placeholders.

use std::iter;

use crate::ir::{Argument, EnumValues, Field, Ir, Name, Operation, Structure, Type};

/// The widest call that stays on one line.
const WIDTH: usize = 60;

/// How deep structures are built in structures.
const DEPTH: usize = 3;

/// A call of the first operation for which it is short; `None` if nothing can be called
/// without values that only a program has, such as streams of events.
pub(super) fn example(ir: &Ir) -> Option<String> {
    let setters = |depth| {
        let mut operations = ir.operations.iter().filter(|it| it.deprecated.is_none());
        operations.find_map(move |it| Some((it, Example { ir }.setters_of(it, depth)?)))
    };
    let (operation, setters) = setters(0).or_else(|| setters(DEPTH))?;
    let module = &ir.service.module;
    let call = iter::once(format!(".{}()", operation.method));
    let links: Vec<String> = call
        .chain(setters)
        .chain([".send()".to_owned(), ".await?;".to_owned()])
        .collect();
    let width: usize = links.iter().map(String::len).sum();
    let gap = if width < WIDTH { "" } else { "\n    " };
    let call: String = links.iter().flat_map(|link| [gap, link]).collect();
    Some(format!(
        "let client = {module}::Client::new(config);\nlet output = client{call}"
    ))
}

struct Example<'a> {
    ir: &'a Ir,
}

impl Example<'_> {
    /// Calls of the setters for what an operation requires.
    fn setters_of(&self, operation: &Operation, depth: usize) -> Option<Vec<String>> {
        self.setters(self.structure(&operation.input)?, depth)
    }

    fn setters(&self, structure: &Structure, depth: usize) -> Option<Vec<String>> {
        let required = structure.required();
        let setters = required.map(|(field, _)| {
            let arguments = self.arguments(field, depth)?;
            Some(format!(".{}({arguments})", field.setter))
        });
        setters.collect()
    }

    fn structure(&self, name: &Name) -> Option<&Structure> {
        self.ir.structures.iter().find(|it| it.name == *name)
    }

    fn arguments(&self, field: &Field, depth: usize) -> Option<String> {
        match &field.argument {
            Argument::Value => self.value(&field.ty, false, depth),
            Argument::Into => self.value(&field.ty, true, depth),
            Argument::Element { ty, into } => self.value(ty, *into, depth),
            Argument::Entry {
                key,
                key_into,
                value,
                value_into,
            } => {
                let key = self.value(key, *key_into, depth)?;
                let value = self.value(value, *value_into, depth)?;
                Some(format!("{key}, {value}"))
            }
        }
    }

    /// A value of a type, or, if `into`, of one that becomes it.
    fn value(&self, ty: &Type, into: bool, depth: usize) -> Option<String> {
        let text = match ty {
            Type::Boolean => "true",
            Type::Byte | Type::Short | Type::Integer | Type::Long => "1",
            Type::Float | Type::Double => "1.0",
            Type::String | Type::Blob if into => "\"...\"",
            Type::String | Type::Blob => "\"...\".into()",
            Type::Boxed(inner) => return self.value(inner, into, depth),
            Type::Nullable(inner) => {
                let inner = self.value(inner, false, depth)?;
                return Some(format!("Some({inner})"));
            }
            Type::List(element) => {
                let element = self.value(element, false, depth)?;
                return Some(format!("vec![{element}]"));
            }
            Type::Named(name) => return self.named(name, depth),
            _ => return None,
        };
        Some(text.to_owned())
    }

    fn named(&self, name: &Name, depth: usize) -> Option<String> {
        let module = &self.ir.service.module;
        if let Some(it) = self.ir.enumerations.iter().find(|it| it.name == *name) {
            let variant = match &it.values {
                EnumValues::Strings(values) => &values.first()?.name,
                EnumValues::Integers(values) => &values.first()?.name,
            };
            return Some(format!("{module}::{name}::{variant}"));
        }
        let depth = depth.checked_sub(1)?;
        if let Some(it) = self.ir.unions.iter().find(|it| it.name == *name) {
            let values = it.variants.iter().map(|variant| {
                let value = self.value(&variant.ty, false, depth)?;
                Some(format!("{module}::{name}::{}({value})", variant.name))
            });
            return values.flatten().next();
        }
        let setters = self.setters(self.structure(name)?, depth)?.concat();
        Some(format!("{module}::{name}::builder(){setters}.build()"))
    }
}
