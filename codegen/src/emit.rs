//! IR to tokens: pure functions, one file for each kind of item. Nothing is decided and
//! nothing can fail here; what is written are declarations and calls that forward.
//!
//! Every module of a service is a child of the service's root, and the root re-exports
//! them all: an item is `super::Item` everywhere, whatever it is called.

mod absent;
mod accessor;
mod attributes;
mod builder;
mod endpoint;
mod enumeration;
mod error;
mod example;
mod fields;
mod http;
mod imports;
mod jmespath;
mod links;
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
use self::imports::{Imports, Taken};
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
    let taken = Taken::new(ir);
    let mut children = vec![
        leaf(&taken, "client", "The client.", |items| {
            items.push(service::client(ir), []);
        }),
        leaf(&taken, "errors", "Modelled errors.", |items| {
            structures(items, ir, &Home::Errors, &derives);
        }),
        leaf(
            &taken,
            "schema",
            "Schemas of shapes that several operations use.",
            |items| items.push(schema::module(ir), []),
        ),
        leaf(
            &taken,
            "types",
            "Types that several operations use.",
            |items| types(items, ir, &derives),
        ),
        Module {
            public: true,
            ..leaf(&taken, "absent", absent::DOCS, |items| {
                items.push(absent::module(ir), []);
            })
        },
        Module {
            public: true,
            ..leaf(&taken, "required", required::DOCS, |items| {
                items.push(required::module(ir), []);
            })
        },
    ];
    children.extend(ir.service.endpoint.as_ref().map(|rules| {
        leaf(&taken, "endpoint", "Where requests go.", |items| {
            items.push(endpoint::module(rules, facts), []);
        })
    }));
    children.extend(ir.operations.iter().map(|it| {
        let docs = format!("The operation `{}`.", it.id.name);
        let module = leaf(&taken, it.module.as_str(), &docs, |items| {
            operation_items(items, ir, it, &derives);
        });
        Module {
            name: it.module.clone(),
            ..module
        }
    }));
    children.retain(|child| !child.items.is_empty());
    children.sort_by(|a, b| a.name.cmp(&b.name));
    Module {
        name: ir.service.module.clone(),
        docs: service::docs(ir),
        public: true,
        items: root(ir, &children, generated_from),
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

fn leaf<'a>(
    taken: &'a Taken,
    name: &'a str,
    docs: &str,
    fill: impl FnOnce(&mut Imports<'a>),
) -> Module {
    let mut items = Imports::new(taken, name);
    fill(&mut items);
    Module {
        name: Name::new(name),
        docs: docs.to_owned(),
        public: false,
        items: items.finish(),
        children: Vec::new(),
    }
}

/// The re-exports; the checks of the runtime come first.
fn root(ir: &Ir, children: &[Module], generated_from: &str) -> TokenStream {
    let (service, features) = (&ir.service.sdk_id, &ir.features);
    let private = children
        .iter()
        .filter(|child| !child.public && !is_internal(&child.name));
    let names = private.map(|child| &child.name);
    quote! {
        ::tinsmith::rt::require_runtime!("0.1");
        ::tinsmith::rt::require_features!(#service, [#(#features),*]);

        /// What this module was generated from.
        pub const GENERATED_FROM: &str = #generated_from;

        #(pub use self::#names::*;)*
    }
}

fn is_internal(module: &Name) -> bool {
    matches!(module.as_str(), "endpoint" | "schema")
}

fn types<'a>(items: &mut Imports<'a>, ir: &'a Ir, derives: &Derives) {
    items.declare(ir.unions.iter().map(|it| &it.name));
    items.declare(ir.enumerations.iter().map(|it| &it.name));
    structures(items, ir, &Home::Types, derives);
    for union in &ir.unions {
        items.push(union::item(union, derives), []);
    }
    for enumeration in &ir.enumerations {
        items.push(enumeration::item(enumeration, derives), []);
    }
}

fn operation_items<'a>(
    items: &mut Imports<'a>,
    ir: &'a Ir,
    operation: &'a Operation,
    derives: &Derives,
) {
    let home = Home::Operation(operation.module.clone());
    items.declare([&operation.marker, &operation.error.name]);
    items.declare(operation.aliases());
    declare_structures(items, ir, &home);
    items.push(operation::items(operation, &ir.service), []);
    structures(items, ir, &home, derives);
    items.push(schema::statics(ir, |it| *it == home), []);
}

fn structures<'a>(items: &mut Imports<'a>, ir: &'a Ir, home: &Home, derives: &Derives) {
    declare_structures(items, ir, home);
    for it in at_home(ir, home) {
        items.push(structure::item(it, derives), []);
        let parameters = it.required().map(|(_, it)| &it.parameter);
        items.push(builder::item(it, &operations_with(ir, it)), parameters);
    }
}

fn declare_structures<'a>(items: &mut Imports<'a>, ir: &'a Ir, home: &Home) {
    items.declare(at_home(ir, home).flat_map(|it| [&it.name, &it.builder]));
}

fn at_home<'a>(ir: &'a Ir, home: &Home) -> impl Iterator<Item = &'a Structure> {
    ir.structures.iter().filter(move |it| it.home == *home)
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
