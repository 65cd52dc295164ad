//! IR to tokens: pure functions, one file for each kind of item. Nothing is decided and
//! nothing can fail here; what is written are declarations and calls that forward.
//!
//! Every module of a service is a child of the service's root, and the root re-exports
//! them all: an item is `super::Item` everywhere, whatever it is called.

mod attributes;
mod builder;
mod endpoint;
mod enumeration;
mod error;
mod http;
mod jmespath;
mod literal;
mod methods;
mod operation;
mod partitions;
mod pattern;
mod quirks;
mod rebase;
mod required;
mod schema;
mod service;
mod settings;
mod structure;
mod ty;
mod union;
mod waiter;

use proc_macro2::TokenStream;
use quote::quote;

use self::attributes::Derives;
use crate::compile::partitions::Partitions;
use crate::ir::{Home, Ir, Name, Operation, Role, Structure};

/// A module of generated code.
#[derive(Debug, Clone)]
pub(crate) struct Module {
    /// The module's name.
    pub name: Name,
    /// Markdown.
    pub docs: String,
    /// Whether the module itself is for users; if not, its items are re-exported.
    pub public: bool,
    /// Its items.
    pub items: TokenStream,
    /// Its submodules, after the items.
    pub children: Vec<Self>,
}

/// Spells everything that `ir` says; `facts` are those that its endpoint rules use, and
/// `generated_from` is what the module is to say of itself.
pub(crate) fn emit(ir: &Ir, facts: &Partitions, generated_from: &str) -> Module {
    let derives = Derives::new(&ir.derives, ir.non_exhaustive);
    let mut children = vec![
        leaf("client", "The client.", service::client(ir)),
        leaf(
            "errors",
            "Modelled errors.",
            structures(ir, &Home::Errors, &derives),
        ),
        leaf(
            "schema",
            "What the model says about shapes that several operations use.",
            schema::module(ir),
        ),
        leaf(
            "types",
            "Types that several operations use.",
            types(ir, &derives),
        ),
    ];
    children.extend(ir.service.endpoint.as_ref().map(|rules| {
        leaf(
            "endpoint",
            "Where requests go.",
            endpoint::module(rules, facts),
        )
    }));
    children.push(Module {
        public: true,
        ..leaf("required", required::DOCS, required::module(ir))
    });
    children.extend(ir.operations.iter().map(|operation| {
        let home = Home::Operation(operation.module.clone());
        let mut items = operation::items(operation, &ir.service);
        items.extend(structures(ir, &home, &derives));
        items.extend(schema::statics(ir, |it| *it == home));
        let docs = format!("The operation `{}`.", operation.id.name);
        Module {
            name: operation.module.clone(),
            ..leaf("", &docs, items)
        }
    }));
    children.retain(|child| !child.items.is_empty());
    children.sort_by(|a, b| a.name.cmp(&b.name));
    Module {
        name: ir.service.module.clone(),
        docs: service::docs(ir),
        public: true,
        items: root(&children, generated_from),
        children,
    }
}

impl Module {
    /// The module for a runtime that the user's crate has at `path`.
    #[must_use]
    pub(crate) fn on_runtime(self, path: &TokenStream) -> Self {
        // Mostly it is where emitters have it, and no token need be looked at.
        if path.to_string() == quote!(::tinsmith).to_string() {
            return self;
        }
        self.rebased(path)
    }

    fn rebased(mut self, path: &TokenStream) -> Self {
        self.items = rebase::rebase(self.items, path);
        let children = self.children.into_iter();
        self.children = children.map(|child| child.rebased(path)).collect();
        self
    }
}

fn leaf(name: &str, docs: &str, items: TokenStream) -> Module {
    Module {
        name: Name::new(name),
        docs: docs.to_owned(),
        public: false,
        items,
        children: Vec::new(),
    }
}

/// The re-exports; the check of the runtime's version comes first.
fn root(children: &[Module], generated_from: &str) -> TokenStream {
    let private = children
        .iter()
        .filter(|child| !child.public && !is_internal(&child.name));
    let names = private.map(|child| &child.name);
    quote! {
        ::tinsmith::require_runtime!("0.1");

        /// What this module was generated from.
        pub const GENERATED_FROM: &str = #generated_from;

        #(pub use self::#names::*;)*
    }
}

fn is_internal(module: &Name) -> bool {
    matches!(module.as_str(), "endpoint" | "schema")
}

fn types(ir: &Ir, derives: &Derives) -> TokenStream {
    let mut items = structures(ir, &Home::Types, derives);
    items.extend(ir.unions.iter().map(|it| union::item(it, derives)));
    items.extend(
        ir.enumerations
            .iter()
            .map(|it| enumeration::item(it, derives)),
    );
    items
}

fn structures(ir: &Ir, home: &Home, derives: &Derives) -> TokenStream {
    let here = ir.structures.iter().filter(|it| it.home == *home);
    here.map(|it| {
        let mut items = structure::item(it, derives);
        items.extend(builder::item(it, &operations_with(ir, it)));
        items
    })
    .collect()
}

/// The operations whose input is `structure`.
fn operations_with<'a>(ir: &'a Ir, structure: &Structure) -> Vec<&'a Operation> {
    match structure.role {
        Role::Plain => Vec::new(),
        Role::Input => {
            let operations = ir.operations.iter();
            operations.filter(|it| it.input == structure.name).collect()
        }
    }
}
