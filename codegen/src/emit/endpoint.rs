//! Spells a rule set as static data of the runtime.
//!
//! Declarations only: every decision was taken in [`crate::compile::endpoint`].

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, format_ident, quote};

use super::fields::{self, flag, index, list, some};
use super::partitions::partitions;
use crate::compile::endpoint::{
    BuiltIn, Condition, Decision, Endpoint, Expr, Literal as Default, Next, Outcome, Parameter,
    Property, RuleSet,
};
use crate::compile::partitions::Partitions;

/// The items of a module: `pub(super) static ENDPOINT_RULES`, and `static PARTITIONS` if the
/// rules use it.
pub(crate) fn module(rule_set: &RuleSet, facts: &Partitions) -> TokenStream {
    let root = next(rule_set.root);
    let table = rule_set.uses_partitions.then(|| partitions(facts));
    let ty = quote!(::tinsmith::rt::endpoint::RuleSet);
    let value = fields::structure(
        &ty,
        &root,
        [
            (
                "parameters",
                list(rule_set.parameters.iter().map(parameter)),
            ),
            (
                "conditions",
                list(rule_set.conditions.iter().map(condition)),
            ),
            ("outcomes", list(rule_set.outcomes.iter().map(outcome))),
            ("decisions", list(rule_set.decisions.iter().map(decision))),
            (
                "partitions",
                some(table.as_ref().map(|_| quote!(&PARTITIONS))),
            ),
        ],
    );
    quote! {
        pub(super) static ENDPOINT_RULES: #ty = #value;

        #table
    }
}

fn parameter(parameter: &Parameter) -> TokenStream {
    let name = &parameter.name;
    let default = parameter.default.as_ref().map(|default| match default {
        Default::Boolean(value) => quote!(::tinsmith::rt::endpoint::Literal::Boolean(#value)),
        Default::Text(text) => quote!(::tinsmith::rt::endpoint::Literal::Text(#text)),
        Default::List(items) => quote!(::tinsmith::rt::endpoint::Literal::List(&[#(#items),*])),
    });
    let built_in = parameter.built_in.as_ref().map(|built_in| match built_in {
        BuiltIn::Region => quote!(::tinsmith::rt::endpoint::BuiltIn::Region),
        BuiltIn::UseDualStack => quote!(::tinsmith::rt::endpoint::BuiltIn::UseDualStack),
        BuiltIn::UseFips => quote!(::tinsmith::rt::endpoint::BuiltIn::UseFips),
        BuiltIn::Endpoint => quote!(::tinsmith::rt::endpoint::BuiltIn::Endpoint),
        BuiltIn::AccountId => quote!(::tinsmith::rt::endpoint::BuiltIn::AccountId),
        BuiltIn::AccountIdEndpointMode => {
            quote!(::tinsmith::rt::endpoint::BuiltIn::AccountIdEndpointMode)
        }
        BuiltIn::Other(name) => quote!(::tinsmith::rt::endpoint::BuiltIn::Other(#name)),
    });
    fields::structure(
        &quote!(::tinsmith::rt::endpoint::Parameter),
        &quote!(#name),
        [
            ("required", flag(parameter.required)),
            ("default", some(default)),
            ("built_in", some(built_in)),
        ],
    )
}

fn condition(condition: &Condition) -> TokenStream {
    let value = expr(&condition.value);
    let ty = quote!(::tinsmith::rt::endpoint::Condition);
    fields::structure(&ty, &value, [("assign", index(condition.assign))])
}

fn number(index: usize) -> TokenStream {
    Literal::usize_unsuffixed(index).into_token_stream()
}

fn decision(decision: &Decision) -> TokenStream {
    let condition = number(decision.condition);
    let (yes, no) = (next(decision.yes), next(decision.no));
    quote!(::tinsmith::rt::endpoint::Decision(#condition, #yes, #no))
}

/// A decision by its index, an outcome by the complement of its index.
fn next(next: Next) -> TokenStream {
    match next {
        Next::Decision(at) => number(at),
        Next::Outcome(at) => {
            let below = number(at + 1);
            quote!(-#below)
        }
    }
}

fn outcome(outcome: &Outcome) -> TokenStream {
    match outcome {
        Outcome::Endpoint(rule) => {
            let endpoint = endpoint(rule);
            quote!(::tinsmith::rt::endpoint::Outcome::Endpoint(#endpoint))
        }
        Outcome::Error(message) => {
            let message = expr(message);
            quote!(::tinsmith::rt::endpoint::Outcome::Error(#message))
        }
        Outcome::Exhausted => quote!(::tinsmith::rt::endpoint::Outcome::Exhausted),
    }
}

fn endpoint(endpoint: &Endpoint) -> TokenStream {
    let url = expr(&endpoint.url);
    let headers = endpoint.headers.iter().map(|(name, value)| {
        let value = expr(value);
        quote!((#name, #value))
    });
    fields::structure(
        &quote!(::tinsmith::rt::endpoint::EndpointRule),
        &url,
        [
            ("headers", list(headers)),
            ("properties", list(properties(&endpoint.properties))),
            ("computed", list(endpoint.computed.iter().map(expr))),
        ],
    )
}

fn properties(fields: &[(String, Property)]) -> impl Iterator<Item = TokenStream> {
    fields.iter().map(|(name, value)| {
        let value = property(value);
        quote!((#name, #value))
    })
}

fn property(property_: &Property) -> TokenStream {
    match property_ {
        Property::Boolean(value) => quote!(::tinsmith::rt::endpoint::Property::Boolean(#value)),
        Property::Integer(value) => {
            let value = Literal::i64_unsuffixed(*value);
            quote!(::tinsmith::rt::endpoint::Property::Integer(#value))
        }
        Property::Text(text) => quote!(::tinsmith::rt::endpoint::Property::Text(#text)),
        Property::Computed(index) => {
            let index = number(*index);
            quote!(::tinsmith::rt::endpoint::Property::Computed(#index))
        }
        Property::List(items) => {
            let items = items.iter().map(property);
            quote!(::tinsmith::rt::endpoint::Property::List(&[#(#items),*]))
        }
        Property::Object(object) => {
            let fields = properties(object);
            quote!(::tinsmith::rt::endpoint::Property::Object(&[#(#fields),*]))
        }
    }
}

fn exprs(exprs: &[Expr]) -> TokenStream {
    let exprs = exprs.iter().map(expr);
    quote!(&[#(#exprs),*])
}

fn expr(expr_: &Expr) -> TokenStream {
    match expr_ {
        Expr::Text(text) => quote!(::tinsmith::rt::endpoint::Expr::Text(#text)),
        Expr::Boolean(value) => quote!(::tinsmith::rt::endpoint::Expr::Boolean(#value)),
        Expr::Integer(value) => {
            let value = Literal::i64_unsuffixed((*value).into());
            quote!(::tinsmith::rt::endpoint::Expr::Integer(#value))
        }
        Expr::Variable(index) => {
            let index = number(*index);
            quote!(::tinsmith::rt::endpoint::Expr::Variable(#index))
        }
        Expr::Template(parts) => {
            let parts = exprs(parts);
            quote!(::tinsmith::rt::endpoint::Expr::Template(#parts))
        }
        Expr::Attribute(of, attribute) => {
            let of = expr(of);
            let attribute = format_ident!("{}", format!("{attribute:?}"));
            quote!(::tinsmith::rt::endpoint::Expr::Attribute(&#of, ::tinsmith::rt::endpoint::Attribute::#attribute))
        }
        Expr::Element(of, index) => {
            let (of, index) = (expr(of), Literal::i64_unsuffixed((*index).into()));
            quote!(::tinsmith::rt::endpoint::Expr::Element(&#of, #index))
        }
        Expr::Call(function, arguments) => {
            let function = format_ident!("{}", format!("{function:?}"));
            let arguments = exprs(arguments);
            quote!(::tinsmith::rt::endpoint::Expr::Call(::tinsmith::rt::endpoint::Function::#function, #arguments))
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::compile::endpoint::{Possible, lower};

    #[test]
    fn rules_are_static_data() {
        let raw = json!({
            "version": "1.0",
            "parameters": {"Region": {"type": "string", "required": true, "builtIn": "AWS::Region"}},
            "rules": [{
                "type": "endpoint",
                "conditions": [{"fn": "parseURL", "argv": ["https://a"], "assign": "Url"}],
                "endpoint": {"url": "https://{Region}", "properties": {"a": ["{Url#path}", true]}},
            }],
        });
        let rule_set = lower(&raw.to_string(), &|_| Possible::Any).unwrap();
        let module = module(&rule_set, &Partitions::bundled().unwrap());
        let expected = quote! {
                pub(super) static ENDPOINT_RULES: ::tinsmith::rt::endpoint::RuleSet = ::tinsmith::rt::endpoint::RuleSet {
                parameters: &[::tinsmith::rt::endpoint::Parameter {
                    required: true,
                    built_in: ::core::option::Option::Some(::tinsmith::rt::endpoint::BuiltIn::Region),
                    ..::tinsmith::rt::endpoint::Parameter::new("Region")
                }],
                conditions: &[::tinsmith::rt::endpoint::Condition {
                    assign: ::core::option::Option::Some(1),
                    ..::tinsmith::rt::endpoint::Condition::new(
                        ::tinsmith::rt::endpoint::Expr::Call(::tinsmith::rt::endpoint::Function::ParseUrl, &[::tinsmith::rt::endpoint::Expr::Text("https://a")])
                    )
                }],
                outcomes: &[
                    ::tinsmith::rt::endpoint::Outcome::Endpoint(::tinsmith::rt::endpoint::EndpointRule {
                        properties: &[(
                            "a",
                            ::tinsmith::rt::endpoint::Property::List(&[::tinsmith::rt::endpoint::Property::Computed(0), ::tinsmith::rt::endpoint::Property::Boolean(true)])
                        )],
                        computed: &[::tinsmith::rt::endpoint::Expr::Attribute(&::tinsmith::rt::endpoint::Expr::Variable(1), ::tinsmith::rt::endpoint::Attribute::UrlPath)],
                        ..::tinsmith::rt::endpoint::EndpointRule::new(
                            ::tinsmith::rt::endpoint::Expr::Template(&[::tinsmith::rt::endpoint::Expr::Text("https://"), ::tinsmith::rt::endpoint::Expr::Variable(0)])
                        )
                    }),
                    ::tinsmith::rt::endpoint::Outcome::Exhausted
                ],
                decisions: &[::tinsmith::rt::endpoint::Decision(0, -1, -2)],
                ..::tinsmith::rt::endpoint::RuleSet::new(0)
            };
        };
        assert_eq!(module.to_string(), expected.to_string());
    }
}
