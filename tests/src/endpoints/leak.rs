//! Lowered rules as the runtime's static data without compiling generated code: the same
//! values that the emitter spells, leaked.

use tinsmith::rt::endpoint as rt;
use tinsmith::rt::pattern::{Category, Pattern};
use tinsmith_codegen::compile::endpoint as ir;
use tinsmith_codegen::compile::partitions as facts;
use tinsmith_codegen::compile::pattern as ir_pattern;

/// The rule set as the runtime takes it. Its memory is never given back.
pub fn leak(rules: &ir::RuleSet, partitions: &facts::Partitions) -> &'static rt::RuleSet {
    let table = rules.uses_partitions.then(|| leak_partitions(partitions));
    Box::leak(Box::new(rt::RuleSet {
        parameters: slice(&rules.parameters, parameter),
        conditions: slice(&rules.conditions, |condition| rt::Condition {
            value: expr(&condition.value),
            assign: condition.assign,
        }),
        outcomes: slice(&rules.outcomes, outcome),
        decisions: slice(&rules.decisions, |it| {
            rt::Decision(it.condition, next(it.yes), next(it.no))
        }),
        root: next(rules.root),
        partitions: table,
    }))
}

fn slice<T, U>(items: &[T], convert: impl Fn(&T) -> U) -> &'static [U] {
    items.iter().map(convert).collect::<Vec<_>>().leak()
}

fn text(text: &str) -> &'static str {
    text.to_owned().leak()
}

fn parameter(parameter: &ir::Parameter) -> rt::Parameter {
    rt::Parameter {
        name: text(&parameter.name),
        required: parameter.required,
        default: parameter.default.as_ref().map(|default| match default {
            ir::Literal::Boolean(value) => rt::Literal::Boolean(*value),
            ir::Literal::Text(value) => rt::Literal::Text(text(value)),
            ir::Literal::List(items) => rt::Literal::List(slice(items, |item| text(item))),
        }),
        built_in: parameter.built_in.as_ref().map(|built_in| match built_in {
            ir::BuiltIn::Region => rt::BuiltIn::Region,
            ir::BuiltIn::UseDualStack => rt::BuiltIn::UseDualStack,
            ir::BuiltIn::UseFips => rt::BuiltIn::UseFips,
            ir::BuiltIn::Endpoint => rt::BuiltIn::Endpoint,
            ir::BuiltIn::AccountId => rt::BuiltIn::AccountId,
            ir::BuiltIn::AccountIdEndpointMode => rt::BuiltIn::AccountIdEndpointMode,
            ir::BuiltIn::Other(name) => rt::BuiltIn::Other(text(name)),
        }),
    }
}

fn next(next: ir::Next) -> i32 {
    let number = |index| i32::try_from(index).unwrap_or(i32::MAX);
    match next {
        ir::Next::Decision(index) => number(index),
        ir::Next::Outcome(index) => !number(index),
    }
}

fn outcome(from: &ir::Outcome) -> rt::Outcome {
    match from {
        ir::Outcome::Endpoint(rule) => rt::Outcome::Endpoint(endpoint(rule)),
        ir::Outcome::Error(message) => rt::Outcome::Error(expr(message)),
        ir::Outcome::Exhausted => rt::Outcome::Exhausted,
    }
}

fn endpoint(endpoint: &ir::Endpoint) -> rt::EndpointRule {
    rt::EndpointRule {
        url: expr(&endpoint.url),
        headers: slice(&endpoint.headers, |(name, value)| (text(name), expr(value))),
        properties: fields(&endpoint.properties),
        computed: slice(&endpoint.computed, expr),
    }
}

fn fields(fields: &[(String, ir::Property)]) -> &'static [(&'static str, rt::Property)] {
    slice(fields, |(name, value)| (text(name), property(value)))
}

fn property(from: &ir::Property) -> rt::Property {
    match from {
        ir::Property::Boolean(value) => rt::Property::Boolean(*value),
        ir::Property::Integer(value) => rt::Property::Integer(*value),
        ir::Property::Text(value) => rt::Property::Text(text(value)),
        ir::Property::Computed(index) => rt::Property::Computed(*index),
        ir::Property::List(items) => rt::Property::List(slice(items, property)),
        ir::Property::Object(object) => rt::Property::Object(fields(object)),
    }
}

fn expr(from: &ir::Expr) -> rt::Expr {
    match from {
        ir::Expr::Text(value) => rt::Expr::Text(text(value)),
        ir::Expr::Boolean(value) => rt::Expr::Boolean(*value),
        ir::Expr::Integer(value) => rt::Expr::Integer(*value),
        ir::Expr::Variable(index) => rt::Expr::Variable(*index),
        ir::Expr::Template(parts) => rt::Expr::Template(slice(parts, expr)),
        ir::Expr::Attribute(of, attr) => rt::Expr::Attribute(boxed(of), attribute(*attr)),
        ir::Expr::Element(of, index) => rt::Expr::Element(boxed(of), *index),
        ir::Expr::Call(callee, args) => rt::Expr::Call(function(*callee), slice(args, expr)),
    }
}

fn boxed(from: &ir::Expr) -> &'static rt::Expr {
    Box::leak(Box::new(expr(from)))
}

/// A `match` from each listed variant to the one of the same name.
macro_rules! same_name {
    ($value:expr, $type:ident: $($variant:ident),* $(,)?) => {
        match $value {
            $(ir::$type::$variant => rt::$type::$variant,)*
        }
    };
}

fn function(from: ir::Function) -> rt::Function {
    same_name!(from, Function: IsSet, Not, BooleanEquals, StringEquals, Coalesce, If, Substring, Split, UriEncode,
        ParseUrl, IsValidHostLabel, Partition, ParseArn, IsVirtualHostableS3Bucket)
}

fn attribute(from: ir::Attribute) -> rt::Attribute {
    same_name!(from, Attribute: PartitionName, PartitionDnsSuffix, PartitionDualStackDnsSuffix,
        PartitionImplicitGlobalRegion, PartitionSupportsFips, PartitionSupportsDualStack,
        UrlScheme, UrlAuthority, UrlPath, UrlNormalizedPath, UrlIsIp,
        ArnPartition, ArnService, ArnRegion, ArnAccountId, ArnResourceId)
}

fn leak_partitions(partitions: &facts::Partitions) -> &'static rt::Partitions {
    Box::leak(Box::new(rt::Partitions {
        partitions: slice(&partitions.partitions, |partition| rt::Partition {
            name: text(&partition.name),
            dns_suffix: text(&partition.dns_suffix),
            dual_stack_dns_suffix: text(&partition.dual_stack_dns_suffix),
            implicit_global_region: text(&partition.implicit_global_region),
            supports_fips: partition.supports_fips,
            supports_dual_stack: partition.supports_dual_stack,
            region_pattern: pattern(&partition.region_pattern),
        }),
        regions: slice(&partitions.regions, |(name, index)| (text(name), *index)),
        fallback: partitions.fallback,
    }))
}

fn pattern(program: &ir_pattern::Program) -> Pattern {
    let categories = slice(&program.categories, |category| match category {
        ir_pattern::Category::Letter => Category::Letter,
        ir_pattern::Category::Number => Category::Number,
        ir_pattern::Category::Separator => Category::Separator,
    });
    let (symbols, rows) = (program.symbols.clone().leak(), program.rows.clone().leak());
    Pattern::new(
        text(&program.source),
        text(&program.edges),
        symbols,
        categories,
        rows,
    )
}
