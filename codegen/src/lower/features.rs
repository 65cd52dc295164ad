//! The cargo features of the runtime that a service needs. Without one of them its code would not
//! compile, or a call would fail or omit something that the model requires.

use std::collections::BTreeSet;

use crate::compile::pattern::Compiled;
use crate::ir::{Auth, Ir, Operation, Protocol, Trait, Type};

/// The features, in the order of their names.
pub(super) fn features(ir: &Ir) -> Vec<&'static str> {
    let uses = |uses: &dyn Fn(&Operation) -> bool| ir.operations.iter().any(uses);
    let only = |only: fn(&Auth) -> bool| uses(&|it| needs(schemes(ir, it), only));
    let needed = [
        (protocol(ir.service.protocol), true),
        ("checksum", uses(&has_checksums)),
        ("event-stream", has_events(ir)),
        ("gzip", uses(&|it| it.compressed)),
        ("http-digest", only(|it| matches!(it, Auth::Digest))),
        ("regex", has_expressions(ir)),
        ("sigv4a", only(|it| matches!(it, Auth::SigV4a { .. }))),
    ];
    let needed = needed.into_iter().filter(|(_, is_needed)| *is_needed);
    let names: BTreeSet<&str> = needed.map(|(name, _)| name).collect();
    names.into_iter().collect()
}

fn protocol(protocol: Protocol) -> &'static str {
    match protocol {
        Protocol::AwsJson10 | Protocol::AwsJson10QueryCompatible => "aws-json-1-0",
        Protocol::AwsJson11 => "aws-json-1-1",
        Protocol::RestJson1 => "rest-json-1",
        Protocol::RestXml | Protocol::RestXmlUnwrapped => "rest-xml",
        Protocol::AwsQuery => "aws-query",
        Protocol::Ec2Query => "ec2-query",
        Protocol::RpcV2Cbor | Protocol::RpcV2CborQueryCompatible => "rpc-v2-cbor",
        Protocol::RpcV2Json => "rpc-v2-json",
    }
}

fn has_checksums(operation: &Operation) -> bool {
    let mut rules = operation.customizations.iter();
    operation.checksum.is_some() || rules.any(|rule| rule.name == "MessageDigests")
}

fn has_events(ir: &Ir) -> bool {
    let mut fields = ir.structures.iter().flat_map(|it| &it.fields);
    fields.any(|field| matches!(field.ty, Type::EventStream(_)))
}

fn has_expressions(ir: &Ir) -> bool {
    let of_members = |it: &'_ crate::ir::Schema| -> bool {
        let members = it.members.iter().flat_map(|member| &member.traits);
        it.traits.iter().chain(members).any(is_expression)
    };
    ir.schemas.iter().any(of_members)
}

fn is_expression(it: &Trait) -> bool {
    matches!(it, Trait::Pattern(Compiled::Expression { .. }))
}

fn schemes<'a>(ir: &'a Ir, operation: &'a Operation) -> &'a [Auth] {
    operation.auth.as_deref().unwrap_or(&ir.service.auth)
}

/// Whether a caller who authenticates has no scheme but those that `only` names.
fn needs(schemes: &[Auth], only: fn(&Auth) -> bool) -> bool {
    let mut schemes = schemes.iter().filter(|it| **it != Auth::None).peekable();
    schemes.peek().is_some() && schemes.all(only)
}
