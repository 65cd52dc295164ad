//! An operation: the type that stands for it, its errors and its schema.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::attributes::docs;
use super::{error, http, jmespath, quirks, schema, service, ty, waiter};
use crate::ir::{HostPart, Items, Name, Operation, Pagination, Service, StaticParam};

pub(super) fn items(operation: &Operation, service: &Service) -> TokenStream {
    let Operation {
        marker,
        schema,
        input,
        output,
        ..
    } = operation;
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

        #error
        #declaration
        #paginated
        #(#waiters)*
    }
}

/// The static schema: what the model says beyond what every operation has.
fn declaration(operation: &Operation) -> TokenStream {
    let name = &operation.schema;
    let id = schema::id(&operation.id);
    let input = ty::schema(&operation.input_schema);
    let output = ty::schema(&operation.output_schema);
    let new = quote!(::tinsmith::rt::operation::OperationSchema::new(#id, &#input, &#output));
    let said = said(operation);
    let value = if said.is_empty() {
        new
    } else {
        quote!(::tinsmith::rt::operation::OperationSchema { #(#said,)* ..#new })
    };
    quote! {
        pub(super) static #name: ::tinsmith::rt::operation::OperationSchema = #value;
    }
}

/// The fields that differ from those of an operation of which the model says no more.
fn said(operation: &Operation) -> Vec<TokenStream> {
    let variants = operation.error.variants.iter();
    let errors = variants.map(|it| ty::schema(&it.schema));
    let errors = list(errors.map(|it| quote!(&#it)));
    let auth = operation.auth.as_deref().map(service::auth);
    let host_prefix = list(operation.host_prefix.iter().map(host_part));
    let paginated = operation.paging.as_ref().map(pagination);
    let discovery = operation.discovery.as_ref().map(service::discovery);
    let context = operation.static_context.iter().map(|(name, param)| {
        let param = static_param(param);
        quote!((#name, #param))
    });
    let paths = operation.operation_context.iter().map(|(name, path)| {
        let path = jmespath::expression(path);
        quote!((#name, #path))
    });
    let http = operation.http.as_ref().map(http::binding);
    let checksum = operation.checksum.as_ref().map(http::checksum);
    let customizations = operation.customizations.iter().map(quirks::rule);
    let some = |value: Option<TokenStream>| value.map(|value| ty::maybe(Some(value)));
    let fields = [
        (quote!(errors), errors),
        (quote!(auth), some(auth)),
        (quote!(host_prefix), host_prefix),
        (quote!(paginated), some(paginated)),
        (quote!(more_pages), index(operation.more_pages)),
        (
            quote!(repeats_last_token),
            flag(operation.repeats_last_token),
        ),
        (quote!(discovery), some(discovery)),
        (quote!(static_context), list(context)),
        (quote!(operation_context), list(paths)),
        (quote!(long_polling), flag(operation.long_polling)),
        (quote!(http), some(http)),
        (quote!(addressed), flag(operation.addressed)),
        (quote!(input_stream), index(operation.input_stream)),
        (quote!(output_stream), index(operation.output_stream)),
        (quote!(checksum), some(checksum)),
        (quote!(compressed), flag(operation.compressed)),
        (quote!(unsigned_payload), flag(operation.unsigned_payload)),
        (quote!(unwrapped_output), flag(operation.unwrapped_output)),
        (quote!(quirks), list(customizations)),
    ];
    let said = fields.into_iter();
    said.filter_map(|(name, value)| value.map(|value| quote!(#name: #value)))
        .collect()
}

/// A list, unless it is empty.
fn list(items: impl Iterator<Item = TokenStream>) -> Option<TokenStream> {
    let items: Vec<_> = items.collect();
    (!items.is_empty()).then(|| quote!(&[#(#items),*]))
}

/// `true`, or nothing.
fn flag(is: bool) -> Option<TokenStream> {
    is.then(|| quote!(true))
}

/// `Some(index)`, or nothing.
fn index(index: Option<usize>) -> Option<TokenStream> {
    let index = Literal::usize_unsuffixed(index?);
    Some(ty::maybe(Some(quote!(#index))))
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
    let items = ty::maybe(pagination.items.as_ref().map(|it| way(&it.way)));
    let page_size = pagination.page_size.map(Literal::usize_unsuffixed);
    let page_size = ty::maybe(page_size.map(|it| quote!(#it)));
    quote! {
        &::tinsmith::rt::operation::Pagination {
            input_token: #input_token,
            output_token: #output_token,
            items: #items,
            page_size: #page_size,
        }
    }
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
