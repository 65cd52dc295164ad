//! Spells a rule set as static data of the runtime.
//!
//! Declarations only: every decision was taken in [`crate::compile::endpoint`].

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, format_ident, quote};

use super::partitions::partitions;
use super::ty::maybe;
use crate::compile::endpoint::{
    BuiltIn, Condition, Decision, Endpoint, Expr, Literal as Default, Next, Outcome, Parameter,
    Property, RuleSet,
};
use crate::compile::partitions::Partitions;

/// The items of a module: `pub(super) static ENDPOINT_RULES`, and `static PARTITIONS` if the
/// rules use it.
pub(crate) fn module(rule_set: &RuleSet, facts: &Partitions) -> TokenStream {
    let parameters = rule_set.parameters.iter().map(parameter);
    let conditions = rule_set.conditions.iter().map(condition);
    let outcomes = rule_set.outcomes.iter().map(outcome);
    let decisions = rule_set.decisions.iter().map(decision);
    let root = next(rule_set.root);
    let table = rule_set.uses_partitions.then(|| partitions(facts));
    let partitions = maybe(table.as_ref().map(|_| quote!(&PARTITIONS)));
    quote! {
        use ::tinsmith::endpoint as e;

        pub(super) static ENDPOINT_RULES: e::RuleSet = e::RuleSet {
            parameters: &[#(#parameters),*],
            conditions: &[#(#conditions),*],
            outcomes: &[#(#outcomes),*],
            decisions: &[#(#decisions),*],
            root: #root,
            partitions: #partitions,
        };

        #table
    }
}

fn parameter(parameter: &Parameter) -> TokenStream {
    let Parameter { name, required, .. } = parameter;
    let default = maybe(parameter.default.as_ref().map(|default| match default {
        Default::Boolean(value) => quote!(e::Literal::Boolean(#value)),
        Default::Text(text) => quote!(e::Literal::Text(#text)),
        Default::List(items) => quote!(e::Literal::List(&[#(#items),*])),
    }));
    let built_in = maybe(parameter.built_in.as_ref().map(|built_in| match built_in {
        BuiltIn::Region => quote!(e::BuiltIn::Region),
        BuiltIn::UseDualStack => quote!(e::BuiltIn::UseDualStack),
        BuiltIn::UseFips => quote!(e::BuiltIn::UseFips),
        BuiltIn::Endpoint => quote!(e::BuiltIn::Endpoint),
        BuiltIn::AccountId => quote!(e::BuiltIn::AccountId),
        BuiltIn::AccountIdEndpointMode => quote!(e::BuiltIn::AccountIdEndpointMode),
        BuiltIn::Other(name) => quote!(e::BuiltIn::Other(#name)),
    }));
    quote! {
        e::Parameter {
            name: #name,
            required: #required,
            default: #default,
            built_in: #built_in,
        }
    }
}

fn condition(condition: &Condition) -> TokenStream {
    let value = expr(&condition.value);
    let assign = maybe(condition.assign.map(|variable| quote!(#variable)));
    quote!(e::Condition { value: #value, assign: #assign })
}

fn decision(decision: &Decision) -> TokenStream {
    let condition = Literal::usize_unsuffixed(decision.condition);
    let (yes, no) = (next(decision.yes), next(decision.no));
    quote!(e::Decision(#condition, #yes, #no))
}

/// A decision by its index, an outcome by the complement of its index.
fn next(next: Next) -> TokenStream {
    match next {
        Next::Decision(index) => Literal::usize_unsuffixed(index).into_token_stream(),
        Next::Outcome(index) => {
            let below = Literal::usize_unsuffixed(index + 1);
            quote!(-#below)
        }
    }
}

fn outcome(outcome: &Outcome) -> TokenStream {
    match outcome {
        Outcome::Endpoint(rule) => {
            let endpoint = endpoint(rule);
            quote!(e::Outcome::Endpoint(#endpoint))
        }
        Outcome::Error(message) => {
            let message = expr(message);
            quote!(e::Outcome::Error(#message))
        }
        Outcome::Exhausted => quote!(e::Outcome::Exhausted),
    }
}

fn endpoint(endpoint: &Endpoint) -> TokenStream {
    let url = expr(&endpoint.url);
    let headers = endpoint.headers.iter().map(|(name, value)| {
        let value = expr(value);
        quote!((#name, #value))
    });
    let properties = fields(&endpoint.properties);
    let computed = exprs(&endpoint.computed);
    quote! {
        e::EndpointRule {
            url: #url,
            headers: &[#(#headers),*],
            properties: #properties,
            computed: #computed,
        }
    }
}

fn fields(fields: &[(String, Property)]) -> TokenStream {
    let fields = fields.iter().map(|(name, value)| {
        let value = property(value);
        quote!((#name, #value))
    });
    quote!(&[#(#fields),*])
}

fn property(property_: &Property) -> TokenStream {
    match property_ {
        Property::Boolean(value) => quote!(e::Property::Boolean(#value)),
        Property::Integer(value) => quote!(e::Property::Integer(#value)),
        Property::Text(text) => quote!(e::Property::Text(#text)),
        Property::Computed(index) => quote!(e::Property::Computed(#index)),
        Property::List(items) => {
            let items = items.iter().map(property);
            quote!(e::Property::List(&[#(#items),*]))
        }
        Property::Object(object) => {
            let fields = fields(object);
            quote!(e::Property::Object(#fields))
        }
    }
}

fn exprs(exprs: &[Expr]) -> TokenStream {
    let exprs = exprs.iter().map(expr);
    quote!(&[#(#exprs),*])
}

fn expr(expr_: &Expr) -> TokenStream {
    match expr_ {
        Expr::Text(text) => quote!(e::Expr::Text(#text)),
        Expr::Boolean(value) => quote!(e::Expr::Boolean(#value)),
        Expr::Integer(value) => quote!(e::Expr::Integer(#value)),
        Expr::Variable(index) => quote!(e::Expr::Variable(#index)),
        Expr::Template(parts) => {
            let parts = exprs(parts);
            quote!(e::Expr::Template(#parts))
        }
        Expr::Attribute(of, attribute) => {
            let of = expr(of);
            let attribute = format_ident!("{}", format!("{attribute:?}"));
            quote!(e::Expr::Attribute(&#of, e::Attribute::#attribute))
        }
        Expr::Element(of, index) => {
            let of = expr(of);
            quote!(e::Expr::Element(&#of, #index))
        }
        Expr::Call(function, arguments) => {
            let function = format_ident!("{}", format!("{function:?}"));
            let arguments = exprs(arguments);
            quote!(e::Expr::Call(e::Function::#function, #arguments))
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
            use ::tinsmith::endpoint as e;

            pub(super) static ENDPOINT_RULES: e::RuleSet = e::RuleSet {
                parameters: &[e::Parameter {
                    name: "Region",
                    required: true,
                    default: ::core::option::Option::None,
                    built_in: ::core::option::Option::Some(e::BuiltIn::Region),
                }],
                conditions: &[e::Condition {
                    value: e::Expr::Call(e::Function::ParseUrl, &[e::Expr::Text("https://a")]),
                    assign: ::core::option::Option::Some(1usize)
                }],
                outcomes: &[
                    e::Outcome::Endpoint(e::EndpointRule {
                        url: e::Expr::Template(&[e::Expr::Text("https://"), e::Expr::Variable(0usize)]),
                        headers: &[],
                        properties: &[(
                            "a",
                            e::Property::List(&[e::Property::Computed(0usize), e::Property::Boolean(true)])
                        )],
                        computed: &[e::Expr::Attribute(&e::Expr::Variable(1usize), e::Attribute::UrlPath)],
                    }),
                    e::Outcome::Exhausted
                ],
                decisions: &[e::Decision(0, -1, -2)],
                root: 0,
                partitions: ::core::option::Option::None,
            };
        };
        assert_eq!(module.to_string(), expected.to_string());
    }
}
