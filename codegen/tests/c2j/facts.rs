//! What the traits of a shape or member say, as texts under names.

use std::collections::BTreeMap;

use tinsmith_codegen::model::traits::Paginated;
use tinsmith_codegen::model::{Model, Shape, ShapeKind, Traits};

type Part = fn(&Paginated) -> Option<&String>;

/// Names and what is said; nothing is said by default.
pub(crate) type Facts = BTreeMap<&'static str, String>;

macro_rules! facts {
    ($facts:ident, $traits:ident, flags: $($flag:ident)*, values: $($value:ident)*) => {
        $(if $traits.$flag() {
            $facts.insert(stringify!($flag), "yes".to_owned());
        })*
        $(if let Some(value) = $traits.$value() {
            $facts.insert(stringify!($value), format!("{value:?}"));
        })*
    };
}

/// What holds of the values of a member, whether the member or its target says so.
pub(crate) fn of_value(member: &Traits, target: &Shape) -> Facts {
    let mut facts = Facts::new();
    for traits in [&target.traits, member] {
        facts!(facts, traits, flags: sensitive streaming requires_length xml_flattened,
            values: length range pattern timestamp_format media_type);
    }
    if matches!(
        target.kind,
        ShapeKind::Structure { .. } | ShapeKind::Union { .. }
    ) {
        // Said of each of these once.
        facts.remove("sensitive");
        facts.remove("streaming");
    }
    if let Some(length) = facts.get_mut("length") {
        // No length is less.
        *length = length.replace("min: Some(0)", "min: None");
    }
    facts.retain(|_, said| said != "Length { min: None, max: None }");
    facts
}

/// What holds of a member alone.
pub(crate) fn of_member(traits: &Traits) -> Facts {
    let mut facts = Facts::new();
    facts!(facts, traits,
        flags: required idempotency_token http_label http_query_params http_payload
            http_response_code event_payload event_header host_label xml_attribute,
        values: http_query http_header http_prefix_headers json_name xml_name xml_namespace
            ec2_query_name context_param default_value);
    if traits.deprecated().is_some() {
        facts.insert("deprecated", "yes".to_owned());
    }
    facts
}

/// What holds of a structure, union or enum.
pub(crate) fn of_shape(shape: &Shape) -> Facts {
    let traits = &shape.traits;
    let mut facts = Facts::new();
    facts!(facts, traits, flags: sensitive streaming,
        values: error http_error retryable aws_query_error xml_name xml_namespace);
    if traits.xml_name() == Some(shape.id.name()) {
        facts.remove("xml_name");
    }
    if traits.deprecated().is_some() {
        facts.insert("deprecated", "yes".to_owned());
    }
    facts
}

pub(crate) fn of_operation(model: &Model, shape: &Shape) -> Facts {
    let traits = &shape.traits;
    let service = model.service().traits.paginated();
    let mut facts = Facts::new();
    facts!(facts, traits,
        flags: optional_auth unsigned_payload http_checksum_required idempotent readonly
            s3_unwrapped_xml_output,
        values: http auth endpoint http_checksum request_compression operation_context_params
            client_discovered_endpoint);
    if let Some(parameters) = traits.static_context_params() {
        let sorted: BTreeMap<_, _> = parameters.iter().collect();
        facts.insert("static parameters", format!("{sorted:?}"));
    }
    if traits.deprecated().is_some() {
        facts.insert("deprecated", "yes".to_owned());
    }
    if let Some(paginated) = traits.paginated() {
        // The service says what most operations have in common.
        let parts: [(_, Part); 4] = [
            ("page input", |it| it.input_token.as_ref()),
            ("page output", |it| it.output_token.as_ref()),
            ("page items", |it| it.items.as_ref()),
            ("page size", |it| it.page_size.as_ref()),
        ];
        for (name, part) in parts {
            let given = part(paginated).or_else(|| part(service?));
            facts.extend(given.map(|given| (name, given.clone())));
        }
    }
    if let Some(waiters) = traits.waitable() {
        let mut waiters: Vec<_> = waiters.iter().collect();
        waiters.sort_by_key(|(name, _)| *name);
        let waiters = waiters
            .iter()
            .map(|(name, waiter)| format!("{name} {} {:?}", waiter.min_delay, waiter.acceptors));
        facts.insert("waiters", waiters.collect::<Vec<_>>().join("\n"));
    }
    facts
}

pub(crate) fn of_service(model: &Model) -> Facts {
    let traits = &model.service().traits;
    let mut facts = Facts::new();
    facts!(facts, traits,
        flags: aws_query ec2_query aws_query_compatible http_bearer_auth http_basic_auth,
        values: sigv4 sigv4a auth xml_namespace aws_json_1_0 aws_json_1_1 rest_json_1 rest_xml
            rpcv2_cbor title);
    if let Some(service) = traits.aws_service() {
        let prefix = service.endpoint_prefix.clone();
        facts.insert("sdk id", service.sdk_id.clone());
        facts.insert("endpoint prefix", prefix.unwrap_or_default());
    }
    if let Some(settings) = traits.client_context_params() {
        let sorted: BTreeMap<_, _> = settings.iter().map(|(name, it)| (name, &it.kind)).collect();
        facts.insert("client parameters", format!("{sorted:?}"));
    }
    let rules = traits.endpoint_rule_set().is_some();
    facts.insert("rules", rules.to_string());
    facts
}
