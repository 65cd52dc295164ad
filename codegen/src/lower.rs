//! Model to IR: every decision is taken here, and this is the last stage that may fail. Faults
//! accumulate. Nothing here knows how Rust spells the decisions.

mod absent;
mod accessor;
mod auth;
mod bindings;
mod checksum;
mod corrections;
mod declared;
mod default;
mod discovery;
mod docs;
mod endpoint;
mod enumeration;
mod features;
mod host;
mod http;
mod message;
mod operation;
mod paging;
mod parameters;
pub mod plan;
mod presence;
mod protocol;
mod quirks;
mod recursion;
mod schema;
mod service;
mod setters;
mod stream;
mod structure;
mod supported;
mod traits;
mod types;
mod union;
mod usage;
mod waiters;
mod without;

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeMap;

use self::corrections::Corrections;
use self::plan::Plan;
use self::recursion::Recursion;
use self::usage::Usage;
use crate::compile::pattern::{self, Compiled, Unsupported};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ir::{Id, Ir, Protocol, Trait};
use crate::model::{Model, ShapeId};
use crate::options::Options;
use crate::overlay::Overlay;

/// A pass over the model before anything is decided: the changed model, or `None` if nothing
/// changes.
type Pass = fn(&Model, &Overlay, &mut Diagnostics) -> Option<Model>;

/// All passes, in their order.
const PASSES: [Pass; 3] = [
    declared::apply,
    |model, _, _| quirks::complete(model),
    |model, _, _| quirks::revise(model),
];

/// Decides everything about the code for `model`. `None` if anything was an error; all
/// errors found are in `diagnostics` then.
pub fn lower(model: &Model, options: &Options, diagnostics: &mut Diagnostics) -> Option<Ir> {
    let mut model = Cow::Borrowed(model);
    for pass in PASSES {
        if let Some(changed) = pass(&model, &options.overlay, diagnostics) {
            model = Cow::Owned(changed);
        }
    }
    let model = &*model;
    let corrections = Corrections::resolve(model, &options.overlay, diagnostics);
    // Without a protocol, unsupported parts of operations do not matter.
    let wanted = options.protocol.as_deref();
    let protocol = protocol::choose(model, wanted, diagnostics)?;
    let mut cx = Context {
        model,
        protocol,
        keep_going: options.keep_going,
        plan: Plan::new(model, &corrections.renames),
        usage: Usage::of(model),
        recursion: Recursion::find(model),
        corrections,
        traits: BTreeMap::new(),
        patterns: RefCell::default(),
        diagnostics: RefCell::default(),
    };
    cx.traits = model
        .shapes()
        .map(|shape| (shape.id.clone(), cx.shape_traits(shape)))
        .collect();
    cx.corrections.check_renames(&cx);
    let ir = service::lower(&cx, options);
    diagnostics.append(cx.diagnostics.into_inner());
    if diagnostics.has_errors() { None } else { ir }
}

/// The facts about other shapes that lowering one shape needs.
struct Context<'m> {
    model: &'m Model,
    protocol: Protocol,
    keep_going: bool,
    plan: Plan,
    usage: Usage,
    recursion: Recursion,
    corrections: Corrections,
    /// Of shapes; compiling patterns is not for free.
    traits: BTreeMap<ShapeId, Vec<Trait>>,
    /// By source: shapes share them.
    patterns: RefCell<BTreeMap<String, Result<Compiled, Unsupported>>>,
    diagnostics: RefCell<Diagnostics>,
}

impl Context<'_> {
    fn traits_of(&self, id: &ShapeId) -> &[Trait] {
        self.traits.get(id).map_or(&[], Vec::as_slice)
    }

    /// The automaton of a pattern, made once.
    fn compile(&self, source: &str) -> Result<Compiled, Unsupported> {
        let mut patterns = self.patterns.borrow_mut();
        let compiled = patterns.entry(source.to_owned());
        compiled.or_insert_with(|| pattern::compile(source)).clone()
    }

    fn report(&self, diagnostic: Diagnostic) {
        self.diagnostics.borrow_mut().push(diagnostic);
    }
}

fn id_of(id: &ShapeId) -> Id {
    Id {
        namespace: id.namespace().to_owned(),
        name: id.name().to_owned(),
    }
}
