//! An operation: the type that stands for it, its errors and its schema.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::attributes::docs;
use super::fields::{self, flag, index, list, some};
use super::{error, http, jmespath, quirks, schema, service, ty, waiter};
use crate::ir::{HostPart, Items, Name, Operation, Pagination, Service, StaticParam};

pub(super) fn items(operation: &Operation, service: &Service) -> TokenStream {
    let Operation {
        marker,
        schema,
        input,
        input_alias,
        output,
        output_alias,
        ..
    } = operation;
    let aliases = [
        ("input", input_alias, input),
        ("output", output_alias, output),
    ];
    let aliases = aliases
        .into_iter()
        .filter_map(|(end, alias, of)| Some(self::alias(marker, end, alias.as_ref()?, of)));
    let text = docs(&operation.docs);
    let of_service = &service.marker;
    let error_name = &operation.error.name;
    let error = error::item(&operation.error, marker);
    let waiters = operation.waiters.iter().map(waiter::item);
    let declaration = declaration(operation);
    let items = operation.paging.as_ref().and_then(|it| it.items.as_ref());
    let paginated = items.map(|items| paginated(marker, items));
    quote! {
        #text
        #[derive(Clone, Copy, Debug)]
        pub enum #marker {}

        impl ::tinsmith::rt::operation::Operation for #marker {
            const SCHEMA: &'static ::tinsmith::rt::operation::OperationSchema = &#schema;
            type Service = super::#of_service;
            type Input = super::#input;
            type Output = super::#output;
            type Error = super::#error_name;
        }

        #(#aliases)*
        #error
        #declaration
        #paginated
        #(#waiters)*
    }
}

/// The name by which users guess a type, where the model calls it otherwise.
fn alias(marker: &Name, end: &str, alias: &Name, of: &Name) -> TokenStream {
    let text = docs(&format!("The {end} of [`{marker}`](super::{marker})."));
    quote! {
        #text
        pub type #alias = super::#of;
    }
}

/// The static schema: what the model says beyond what every operation has.
fn declaration(operation: &Operation) -> TokenStream {
    let name = &operation.schema;
    let id = schema::id(&operation.id);
    let input = ty::schema(&operation.input_schema);
    let output = ty::schema(&operation.output_schema);
    let ty = quote!(::tinsmith::rt::operation::OperationSchema);
    let new = quote!(#id, &#input, &#output);
    let value = fields::structure(&ty, &new, said(operation));
    quote! {
        pub(super) static #name: #ty = #value;
    }
}

/// The fields that differ from those of an operation of which the model says no more.
fn said(operation: &Operation) -> [(&'static str, Option<TokenStream>); 19] {
    let variants = operation.error.variants.iter();
    let errors = variants.map(|it| ty::schema(&it.schema));
    let errors = list(errors.map(|it| quote!(&#it)));
    let context = operation.static_context.iter().map(|(name, param)| {
        let param = static_param(param);
        quote!((#name, #param))
    });
    let paths = operation.operation_context.iter().map(|(name, path)| {
        let path = jmespath::expression(path);
        quote!((#name, #path))
    });
    [
        ("errors", errors),
        ("auth", some(operation.auth.as_deref().map(service::auth))),
        (
            "host_prefix",
            list(operation.host_prefix.iter().map(host_part)),
        ),
        ("paginated", some(operation.paging.as_ref().map(pagination))),
        ("more_pages", index(operation.more_pages)),
        ("repeats_last_token", flag(operation.repeats_last_token)),
        (
            "discovery",
            some(operation.discovery.as_ref().map(service::discovery)),
        ),
        ("static_context", list(context)),
        ("operation_context", list(paths)),
        ("long_polling", flag(operation.long_polling)),
        ("http", some(operation.http.as_ref().map(http::binding))),
        ("addressed", flag(operation.addressed)),
        ("input_stream", index(operation.input_stream)),
        ("output_stream", index(operation.output_stream)),
        (
            "checksum",
            some(operation.checksum.as_ref().map(http::checksum)),
        ),
        ("compressed", flag(operation.compressed)),
        ("unsigned_payload", flag(operation.unsigned_payload)),
        ("unwrapped_output", flag(operation.unwrapped_output)),
        (
            "quirks",
            list(operation.customizations.iter().map(quirks::rule)),
        ),
    ]
}

fn host_part(part: &HostPart) -> TokenStream {
    let part = match part {
        HostPart::Text(text) => quote!(Text(#text)),
        HostPart::Label(index) => {
            let index = Literal::usize_unsuffixed(*index);
            quote!(Label(#index))
        }
    };
    quote!(::tinsmith::rt::operation::HostPart::#part)
}

fn pagination(pagination: &Pagination) -> TokenStream {
    let way = |way: &[usize]| {
        let indices = way.iter().map(|index| Literal::usize_unsuffixed(*index));
        quote!(&[#(#indices),*])
    };
    let input_token = Literal::usize_unsuffixed(pagination.input_token);
    let output_token = way(&pagination.output_token);
    let ty = quote!(::tinsmith::rt::operation::Pagination);
    let value = fields::structure(
        &ty,
        &quote!(#input_token),
        [
            ("output_token", Some(output_token)),
            (
                "items",
                some(pagination.items.as_ref().map(|it| way(&it.way))),
            ),
            ("page_size", index(pagination.page_size)),
        ],
    );
    quote!(&#value)
}

/// Where the items of a page are.
fn paginated(marker: &Name, items: &Items) -> Option<TokenStream> {
    let (_, found) = items.fields.last()?;
    let found = ty::ty(found);
    let fields = items.fields.iter().map(|(field, held)| {
        let held = ty::ty(held);
        quote!(#field: #held)
    });
    Some(quote!(::tinsmith::rt::paginated!(#marker => #found { #(#fields),* });))
}

fn static_param(param: &StaticParam) -> TokenStream {
    let value = match param {
        StaticParam::Bool(value) => quote!(Bool(#value)),
        StaticParam::String(text) => quote!(String(#text)),
        StaticParam::StringArray(texts) => quote!(StringArray(&[#(#texts),*])),
    };
    quote!(::tinsmith::rt::operation::StaticParam::#value)
}
