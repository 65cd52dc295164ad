//! Static schemas.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

use super::fields::{self, list, some};
use super::pattern::compiled;
use super::ty;
use crate::ir::{
    Binding, Home, Id, Ir, Name, Schema, SchemaMember, TimestampFormat, Trait, Xml, XmlNamespace,
};

/// The schemas that do not belong to one operation.
pub(super) fn module(ir: &Ir) -> TokenStream {
    statics(ir, |home| !matches!(home, Home::Operation(_)))
}

/// The schemas at the homes that `here` says.
pub(super) fn statics(ir: &Ir, here: impl Fn(&Home) -> bool) -> TokenStream {
    ir.schemas
        .iter()
        .filter(|it| here(&it.home))
        .map(item)
        .collect()
}

/// `ShapeId::new(..)`.
pub(super) fn id(Id { namespace, name }: &Id) -> TokenStream {
    quote!(::tinsmith::rt::schema::ShapeId::new(#namespace, #name))
}

fn item(schema: &Schema) -> TokenStream {
    let name = &schema.name;
    let id = id(&schema.id);
    let kind = Name::new(schema.kind);
    let ty = quote!(::tinsmith::rt::schema::Schema);
    let value = fields::structure(
        &ty,
        &quote!(#id, ::tinsmith::rt::schema::Kind::#kind),
        [
            ("members", list(schema.members.iter().map(member))),
            ("traits", list(schema.traits.iter().map(spell))),
        ],
    );
    quote! {
        pub(super) static #name: #ty = #value;
    }
}

fn member(member: &SchemaMember) -> TokenStream {
    let name = &member.name;
    let target = ty::schema(&member.target);
    let traits = member.traits.iter().map(spell);
    let with = (!member.traits.is_empty()).then(|| quote!(.with(&[#(#traits),*])));
    quote!(::tinsmith::rt::schema::Member::new(#name, &#target) #with)
}

fn spell(it: &Trait) -> TokenStream {
    let variant = match it {
        Trait::Required => quote!(Required),
        Trait::Sparse => quote!(Sparse),
        Trait::Sensitive => quote!(Sensitive),
        Trait::IdempotencyToken => quote!(IdempotencyToken),
        Trait::UniqueItems => quote!(UniqueItems),
        Trait::Length { min, max } => length(*min, *max),
        Trait::Range { min, max } => {
            let min = ty::maybe(min.as_ref().map(|it| quote!(#it)));
            let max = ty::maybe(max.as_ref().map(|it| quote!(#it)));
            quote!(Range { min: #min, max: #max })
        }
        Trait::Pattern(pattern) => {
            let pattern = compiled(pattern);
            quote!(Pattern(&#pattern))
        }
        Trait::JsonName(name) => quote!(JsonName(#name)),
        Trait::TimestampFormat(format) => timestamp_format(*format),
        Trait::Error { server: false } => quote!(Error(::tinsmith::rt::schema::Fault::Client)),
        Trait::Error { server: true } => quote!(Error(::tinsmith::rt::schema::Fault::Server)),
        Trait::HttpError(status) => {
            let status = Literal::u16_unsuffixed(*status);
            quote!(HttpError(#status))
        }
        Trait::QueryError { code, status } => {
            let status = Literal::u16_unsuffixed(*status);
            quote!(QueryError { code: #code, status: #status })
        }
        Trait::Retryable { throttling } => quote!(Retryable { throttling: #throttling }),
        Trait::ContextParam(name) => quote!(ContextParam(#name)),
        Trait::Binding(place) => binding(place),
        Trait::MediaType(name) => quote!(MediaType(#name)),
        Trait::Xml(spelling) => xml(spelling),
        Trait::Ec2QueryName(name) => quote!(Ec2QueryName(#name)),
        Trait::Streaming => quote!(Streaming),
        Trait::RequiresLength => quote!(RequiresLength),
        Trait::EventHeader => quote!(EventHeader),
        Trait::EventPayload => quote!(EventPayload),
        Trait::Lenient => quote!(Lenient),
        Trait::InputDefault(json) => quote!(InputDefault(#json)),
    };
    quote!(::tinsmith::rt::schema::Trait::#variant)
}

fn length(min: u64, max: u64) -> TokenStream {
    let max = match max {
        u64::MAX => quote!(u64::MAX),
        max => Literal::u64_unsuffixed(max).into_token_stream(),
    };
    let min = Literal::u64_unsuffixed(min);
    quote!(Length { min: #min, max: #max })
}

fn timestamp_format(format: TimestampFormat) -> TokenStream {
    let format = match format {
        TimestampFormat::DateTime => quote!(DateTime),
        TimestampFormat::HttpDate => quote!(HttpDate),
        TimestampFormat::EpochSeconds => quote!(EpochSeconds),
    };
    quote!(TimestampFormat(::tinsmith::rt::schema::TimestampFormat::#format))
}

fn binding(place: &Binding) -> TokenStream {
    match place {
        Binding::Label => quote!(HttpLabel),
        Binding::Header(name) => quote!(HttpHeader(#name)),
        Binding::PrefixHeaders(prefix) => quote!(HttpPrefixHeaders(#prefix)),
        Binding::Query(name) => quote!(HttpQuery(#name)),
        Binding::QueryParams => quote!(HttpQueryParams),
        Binding::Payload => quote!(HttpPayload),
        Binding::ResponseCode => quote!(HttpResponseCode),
    }
}

fn xml(spelling: &Xml) -> TokenStream {
    match spelling {
        Xml::Name(name) => quote!(XmlName(#name)),
        Xml::Attribute => quote!(XmlAttribute),
        Xml::Flattened => quote!(XmlFlattened),
        Xml::Namespace(namespace) => {
            let namespace = xml_namespace(namespace);
            quote!(XmlNamespace(#namespace))
        }
    }
}

/// `XmlNamespace::new(..)`.
pub(super) fn xml_namespace(XmlNamespace { uri, prefix }: &XmlNamespace) -> TokenStream {
    let ty = quote!(::tinsmith::rt::schema::XmlNamespace);
    let prefix = some(prefix.as_ref().map(|it| quote!(#it)));
    fields::structure(&ty, &quote!(#uri), [("prefix", prefix)])
}
