//! Spells a rule set as static data of the runtime.
//!
//! Declarations only: every decision was taken in [`crate::ir::endpoint`].

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::partitions::partitions;
use super::ty::maybe;
use crate::ir::endpoint::{
    BuiltIn, Condition, Endpoint, Expr, Literal, Outcome, Parameter, Property, Rule, RuleSet,
};
use crate::partitions::Partitions;

/// The items of a module: `pub(super) static ENDPOINT_RULES`, and `static PARTITIONS` if the
/// rules use it.
pub(crate) fn module(rule_set: &RuleSet, facts: &Partitions) -> TokenStream {
    let parameters = rule_set.parameters.iter().map(parameter);
    let rules = rules(&rule_set.rules);
    let table = rule_set.uses_partitions.then(|| partitions(facts));
    let partitions = maybe(table.as_ref().map(|_| quote!(&PARTITIONS)));
    quote! {
        use ::tinsmith::endpoint as e;

        pub(super) static ENDPOINT_RULES: e::RuleSet = e::RuleSet {
            parameters: &[#(#parameters),*],
            rules: #rules,
            partitions: #partitions,
        };

        #table
    }
}

fn parameter(parameter: &Parameter) -> TokenStream {
    let Parameter { name, required, .. } = parameter;
    let default = maybe(parameter.default.as_ref().map(|default| match default {
        Literal::Boolean(value) => quote!(e::Literal::Boolean(#value)),
        Literal::Text(text) => quote!(e::Literal::Text(#text)),
        Literal::List(items) => quote!(e::Literal::List(&[#(#items),*])),
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

fn rules(rules: &[Rule]) -> TokenStream {
    let rules = rules.iter().map(|rule| {
        let conditions = rule.conditions.iter().map(condition);
        let outcome = outcome(&rule.outcome);
        quote!(e::Rule { conditions: &[#(#conditions),*], outcome: #outcome })
    });
    quote!(&[#(#rules),*])
}

fn condition(condition: &Condition) -> TokenStream {
    let value = expr(&condition.value);
    let assign = condition.assign;
    quote!(e::Condition { value: #value, assign: #assign })
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
        Outcome::Tree(tree) => {
            let rules = rules(tree);
            quote!(e::Outcome::Tree(#rules))
        }
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
    use crate::ir::endpoint::lower;

    #[test]
    fn rules_are_static_data() {
        let rule_set = lower(&json!({
            "version": "1.0",
            "parameters": {"Region": {"type": "string", "required": true, "builtIn": "AWS::Region"}},
            "rules": [{
                "type": "endpoint",
                "conditions": [{"fn": "parseURL", "argv": ["https://a"], "assign": "Url"}],
                "endpoint": {"url": "https://{Region}", "properties": {"a": ["{Url#path}", true]}},
            }],
        }));
        let module = module(&rule_set.unwrap(), &Partitions::bundled().unwrap());
        let expected = quote! {
            use ::tinsmith::endpoint as e;

            pub(super) static ENDPOINT_RULES: e::RuleSet = e::RuleSet {
                parameters: &[e::Parameter {
                    name: "Region",
                    required: true,
                    default: ::core::option::Option::None,
                    built_in: ::core::option::Option::Some(e::BuiltIn::Region),
                }],
                rules: &[e::Rule {
                    conditions: &[e::Condition {
                        value: e::Expr::Call(e::Function::ParseUrl, &[e::Expr::Text("https://a")]),
                        assign: true
                    }],
                    outcome: e::Outcome::Endpoint(e::EndpointRule {
                        url: e::Expr::Template(&[e::Expr::Text("https://"), e::Expr::Variable(0usize)]),
                        headers: &[],
                        properties: &[(
                            "a",
                            e::Property::List(&[e::Property::Computed(0usize), e::Property::Boolean(true)])
                        )],
                        computed: &[e::Expr::Attribute(&e::Expr::Variable(1usize), e::Attribute::UrlPath)],
                    })
                }],
                partitions: ::core::option::Option::None,
            };
        };
        assert_eq!(module.to_string(), expected.to_string());
    }
}
