//! The identifiers that shapes and members get, a line each, for fixtures about names.

use std::fmt::Write;
use std::sync::Arc;

use tinsmith_codegen::ir::{EnumValues, Enumeration, Field, Ir, Operation, SchemaRef};
use tinsmith_codegen::load::load;
use tinsmith_codegen::load::select::{Choice, select};
use tinsmith_codegen::lower::lower;
use tinsmith_codegen::names::Name;
use tinsmith_codegen::{Diagnostics, Options, Source};

/// `shape -> identifiers`, in the order of the IR; nothing where something is wrong.
pub(crate) fn identifiers(options: &Options, sources: &[Arc<Source>]) -> Option<String> {
    let mut diagnostics = Diagnostics::new();
    let ast = load(sources, &mut diagnostics);
    let model = select(&ast, &Choice::default(), &mut diagnostics)?;
    let ir = lower(&model, options, &mut diagnostics)?;
    let mut lines = Lines::default();
    let service = &ir.service;
    lines.shape(
        "service",
        &service.id.name,
        [&service.module, &service.marker],
    );
    ir.operations.iter().for_each(|it| lines.operation(it));
    for it in &ir.structures {
        let shape = shape(&ir, &it.schema);
        lines.shape("structure", shape, [&it.name, &it.builder]);
        it.fields.iter().for_each(|field| lines.field(field));
    }
    for it in &ir.unions {
        lines.shape("union", shape(&ir, &it.schema), [&it.name, &it.unknown]);
        for variant in &it.variants {
            lines.member(&variant.member, [&variant.name]);
        }
    }
    ir.enumerations.iter().for_each(|it| lines.enumeration(it));
    for schema in &ir.schemas {
        lines.shape("schema", &schema.id.name, [&schema.name]);
    }
    for marker in &ir.markers {
        lines.shape("required", marker.setter.plain(), [&marker.name]);
    }
    Some(lines.0)
}

fn shape<'a>(ir: &'a Ir, at: &SchemaRef) -> &'a str {
    ir.schema(at).map_or("(made up)", |schema| &schema.id.name)
}

#[derive(Default)]
struct Lines(String);

impl Lines {
    fn shape<'a>(&mut self, kind: &str, name: &str, given: impl IntoIterator<Item = &'a Name>) {
        self.line(&format!("{kind} {name}"), given);
    }

    fn member<'a>(&mut self, name: &str, given: impl IntoIterator<Item = &'a Name>) {
        self.line(&format!("  {name}"), given);
    }

    fn line<'a>(&mut self, of: &str, given: impl IntoIterator<Item = &'a Name>) {
        let given: Vec<&str> = given.into_iter().map(Name::as_str).collect();
        writeln!(self.0, "{of} -> {}", given.join(", ")).expect("a line");
    }

    fn operation(&mut self, it: &Operation) {
        let names = [
            &it.marker,
            &it.module,
            &it.method,
            &it.schema,
            &it.error.name,
        ];
        self.shape("operation", &it.id.name, names);
        for variant in &it.error.variants {
            self.member(variant.structure.plain(), [&variant.name]);
        }
        for waiter in &it.waiters {
            self.member(&waiter.name, [&waiter.method, &waiter.schema]);
        }
    }

    fn field(&mut self, it: &Field) {
        let optional = [&it.replacer, &it.ensure].into_iter().flatten();
        let parameter = it.presence.requirement().map(|it| &it.parameter);
        self.member(
            &it.member,
            [&it.name, &it.setter]
                .into_iter()
                .chain(optional)
                .chain(parameter),
        );
    }

    fn enumeration(&mut self, it: &Enumeration) {
        self.shape("enum", it.name.plain(), [&it.name, &it.unknown]);
        match &it.values {
            EnumValues::Strings(values) => {
                for value in values {
                    self.member(&value.value, [&value.name]);
                }
            }
            EnumValues::Integers(values) => {
                for value in values {
                    self.member(&value.value.to_string(), [&value.name]);
                }
            }
        }
    }
}
