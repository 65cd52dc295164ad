//! Reads shapes and the shapes that they refer to, each once, and checks the references.

use std::collections::BTreeMap;

use super::checks;
use super::recursion;
use super::reference::{Expected, Reference};
use super::typed::{Typed, typed};
use super::values::Values;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::load::defaults;
use crate::load::flatten::Flattener;
use crate::model::traits::{Standing, standing};
use crate::model::{Shape, ShapeId, ShapeKind, prelude};
use crate::syntax::ast::Ast;
use crate::syntax::draft::{Draft, RawTraits};
use crate::syntax::json::{Json, Report};
use crate::syntax::known_traits;

/// The help for an unknown trait.
const NOT_DONE: &str = "if it changes what is sent, the generated client will not do it";

/// The work list of a selection.
pub(super) struct Reader<'a, 'src> {
    ast: &'a Ast<'src>,
    pub(super) diagnostics: &'a mut Diagnostics,
    flattener: Flattener<'a, 'src>,
    /// `None` for shapes that could not be read; the reason was reported.
    shapes: BTreeMap<ShapeId, Option<Shape>>,
    references: Vec<Reference>,
    of_version_1: Vec<(ShapeId, String)>,
    /// Unknown traits by id: how often, and where first.
    unknown: BTreeMap<ShapeId, (usize, Json<'src>, ShapeId)>,
    /// Checks the values of traits that the files define.
    values: Option<Values<'a, 'src>>,
}

impl<'a, 'src> Reader<'a, 'src> {
    pub(super) fn new(ast: &'a Ast<'src>, diagnostics: &'a mut Diagnostics) -> Self {
        Self {
            ast,
            diagnostics,
            flattener: Flattener::new(ast),
            shapes: BTreeMap::new(),
            references: Vec::new(),
            of_version_1: Vec::new(),
            unknown: BTreeMap::new(),
            values: None,
        }
    }

    /// One that looks at the values of traits too that nobody reads.
    pub(super) fn thorough(ast: &'a Ast<'src>, diagnostics: &'a mut Diagnostics) -> Self {
        Self {
            values: Some(Values::new(ast)),
            ..Self::new(ast, diagnostics)
        }
    }

    /// One shape, if it can be read, without the shapes that it refers to.
    pub(super) fn peek(&mut self, id: &ShapeId) -> Option<Shape> {
        if let Some(read) = self.shapes.get(id) {
            return read.clone();
        }
        let draft = self.flattener.shape(id, self.diagnostics)?;
        let mut report = Report::new(self.diagnostics);
        typed(id, &draft, &mut report.on(id)).map(|typed| typed.shape)
    }

    /// Reads a shape and its closure. References of services and resources are checked and not
    /// followed: operations are read by name.
    pub(super) fn read(&mut self, id: ShapeId) {
        let mut queue = vec![id];
        while let Some(id) = queue.pop() {
            if self.shapes.contains_key(&id) {
                continue;
            }
            let shape = match self.read_one(&id) {
                Some(Typed {
                    shape,
                    references,
                    of_version_1,
                }) => {
                    let followed = references.iter().filter(|reference| {
                        !matches!(reference.expected, Expected::Operation | Expected::Resource)
                    });
                    queue.extend(followed.map(|reference| reference.target.clone()));
                    if let ShapeKind::Operation(operation) = &shape.kind {
                        // The unit, if nothing else is written.
                        queue.extend([operation.input.clone(), operation.output.clone()]);
                    }
                    self.references.extend(references);
                    self.of_version_1.extend(of_version_1);
                    Some(shape)
                }
                None => prelude::shape(&id),
            };
            self.shapes.insert(id, shape);
        }
    }

    fn read_one(&mut self, id: &ShapeId) -> Option<Typed> {
        let draft = self.flattener.shape(id, self.diagnostics)?;
        self.count_unknown(id, &draft);
        let mut report = Report::new(self.diagnostics);
        let mut report = report.on(id);
        checks::check(&draft, &mut report);
        typed(id, &draft, &mut report)
    }

    fn count_unknown(&mut self, id: &ShapeId, draft: &Draft<'src>) {
        self.count_unknown_of(&draft.traits, id);
        for (name, member) in &draft.members {
            self.count_unknown_of(&member.traits, &id.with_member(name));
        }
    }

    fn count_unknown_of(&mut self, traits: &RawTraits<'src>, subject: &ShapeId) {
        for (name, value) in traits {
            let Some(name) = ShapeId::parse(name) else {
                let fault = Diagnostic::error(format!("`{name}` is not the id of a trait"));
                self.diagnostics
                    .push(fault.at(&value.location()).on(subject));
                continue;
            };
            if let Some(values) = &mut self.values {
                let mut report = Report::new(self.diagnostics);
                values.check(&name, *value, &mut report.on(subject));
            }
            if standing(&name) == Standing::Unknown && !self.ast.defines_plain_trait(name.as_str())
            {
                let first = self
                    .unknown
                    .entry(name)
                    .or_insert((0, *value, subject.clone()));
                first.0 += 1;
            }
        }
    }

    /// Checks all references and answers with the shapes read.
    pub(super) fn finish(mut self) -> BTreeMap<ShapeId, Shape> {
        for reference in &self.references {
            let shape = self.shapes.get(&reference.target).and_then(Option::as_ref);
            self.diagnostics.extend(match shape {
                Some(shape) => reference.misfit(shape),
                None => reference.misfit_unread(self.ast),
            });
        }
        self.warn_of_unknown();
        let read = self.shapes.into_iter();
        let mut shapes = read.filter_map(|(id, shape)| Some((id, shape?))).collect();
        defaults::add_implicit(&mut shapes, &self.of_version_1);
        recursion::check(&shapes, self.diagnostics);
        shapes
    }

    fn warn_of_unknown(&mut self) {
        for (name, (count, value, subject)) in &self.unknown {
            let more = match count {
                1 => String::new(),
                count => format!(", here and in {} more places", count - 1),
            };
            let fault = format!("trait `{name}` is unknown and ignored{more}");
            let fault = Diagnostic::warning(fault).at(&value.location()).on(subject);
            let help = match known_traits::meant_trait(name) {
                Some(known) => format!("did you mean `{known}`?"),
                None => NOT_DONE.to_owned(),
            };
            self.diagnostics.push(fault.help(help));
        }
    }
}
