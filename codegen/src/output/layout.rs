//! How the modules of a service are spread over files.

use std::path::PathBuf;

use proc_macro2::TokenStream;
use quote::quote;

use super::Files;
use super::print::print;
use crate::emit::Module;

/// How the modules of a service are spread over files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// One file that holds the module, for `include!`: `dynamodb.rs`.
    Single,
    /// A directory with a file for each module, to be checked in: `dynamodb/mod.rs`.
    Tree,
}

/// The lints that generated code is excused from.
fn excused() -> TokenStream {
    quote! {
        clippy::all, clippy::nursery, clippy::pedantic, clippy::restriction, dead_code,
        deprecated, missing_copy_implementations, unreachable_pub, unused_imports, unused_results,
        reason = "generated: uniform rather than idiomatic, and as public as its user makes it"
    }
}

/// The files of a service, made of the model files called `origin`.
pub(crate) fn render(module: &Module, origin: &str, layout: Layout) -> Files {
    let mut files = Files::default();
    let name = PathBuf::from(module.name.plain());
    match layout {
        Layout::Single => {
            files.insert(name.with_extension("rs"), origin, &print(inline(module)));
        }
        Layout::Tree => {
            for child in &module.children {
                let path = name.join(child.name.plain()).with_extension("rs");
                files.insert(path, origin, &print(in_own_file(child)));
            }
            files.insert(name.join("mod.rs"), origin, &print(in_mod_file(module)));
        }
    }
    files
}

/// The whole service as one inline module.
pub(crate) fn inline(module: &Module) -> TokenStream {
    let excused = excused();
    let inner = nested(module);
    quote!(#[allow(#excused)] #inner)
}

fn nested(module: &Module) -> TokenStream {
    let docs = module.docs.lines().map(spaced);
    let visibility = module.public.then(|| quote!(pub));
    let (name, items) = (&module.name, &module.items);
    let children = module.children.iter().map(nested);
    quote! {
        #(#[doc = #docs])*
        #visibility mod #name {
            #items
            #(#children)*
        }
    }
}

fn in_own_file(module: &Module) -> TokenStream {
    let docs = module.docs.lines().map(spaced);
    let items = &module.items;
    quote!(#(#![doc = #docs])* #items)
}

fn in_mod_file(module: &Module) -> TokenStream {
    let docs = module.docs.lines().map(spaced);
    let excused = excused();
    let items = &module.items;
    let children = module.children.iter().map(|child| {
        let visibility = child.public.then(|| quote!(pub));
        let name = &child.name;
        quote!(#[rustfmt::skip] #visibility mod #name;)
    });
    quote! {
        #(#![doc = #docs])*
        #![allow(#excused)]
        #items
        #(#children)*
    }
}

fn spaced(line: &str) -> String {
    if line.is_empty() {
        String::new()
    } else {
        format!(" {line}")
    }
}
