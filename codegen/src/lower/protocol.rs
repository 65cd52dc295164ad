//! Which protocol the client speaks, and which traits that protocol reads: static schemas hold
//! no others.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ir::Protocol;
use crate::model::traits::Traits;
use crate::model::{Model, Shape};
use crate::suggest::did_you_mean;

/// A protocol trait, the protocol without settings, and how it is found on a service.
type Known = (&'static str, Protocol, fn(&Traits) -> Option<Protocol>);

/// The protocols that clients can speak, the preferred one first.
///
/// Smithy 2.0, "Wire protocol selection", has each generator keep such a list and take the first
/// that the service has. This is the order of the AWS SDKs: RPC version 2, then JSON before XML
/// and whatever has forms for requests last.
const ORDER: [Known; 8] = [
    ("smithy.protocols#rpcv2Cbor", Protocol::RpcV2Cbor, |it| {
        let plain = it.rpcv2_cbor().map(|_| Protocol::RpcV2Cbor);
        if it.aws_query_compatible() {
            plain.map(|_| Protocol::RpcV2CborQueryCompatible)
        } else {
            plain
        }
    }),
    ("smithy.protocols#rpcv2Json", Protocol::RpcV2Json, |it| {
        it.rpcv2_json().map(|_| Protocol::RpcV2Json)
    }),
    ("aws.protocols#awsJson1_0", Protocol::AwsJson10, |it| {
        let plain = it.aws_json_1_0().map(|_| Protocol::AwsJson10);
        if it.aws_query_compatible() {
            plain.map(|_| Protocol::AwsJson10QueryCompatible)
        } else {
            plain
        }
    }),
    ("aws.protocols#awsJson1_1", Protocol::AwsJson11, |it| {
        it.aws_json_1_1().map(|_| Protocol::AwsJson11)
    }),
    ("aws.protocols#restJson1", Protocol::RestJson1, |it| {
        it.rest_json_1().map(|_| Protocol::RestJson1)
    }),
    ("aws.protocols#restXml", Protocol::RestXml, |it| {
        it.rest_xml().map(|it| {
            if it.no_error_wrapping {
                Protocol::RestXmlUnwrapped
            } else {
                Protocol::RestXml
            }
        })
    }),
    ("aws.protocols#awsQuery", Protocol::AwsQuery, |it| {
        it.aws_query().then_some(Protocol::AwsQuery)
    }),
    ("aws.protocols#ec2Query", Protocol::Ec2Query, |it| {
        it.ec2_query().then_some(Protocol::Ec2Query)
    }),
];

/// The protocol of that shape ID or name, else the preferred one of the service's protocols. A
/// service without any has the one that the user names.
pub(super) fn choose(
    model: &Model,
    wanted: Option<&str>,
    diagnostics: &mut Diagnostics,
) -> Option<Protocol> {
    let service = model.service();
    let offered = ORDER.iter().filter_map(|(id, _, find)| {
        let found = find(&service.traits)?;
        Some((*id, found))
    });
    let mut offered: Vec<(&str, Protocol)> = offered.collect();
    if let ([], Some(wanted)) = (offered.as_slice(), wanted) {
        let named = ORDER.iter().find(|(id, ..)| is_called(id, wanted));
        offered.extend(named.map(|(id, plain, _)| (*id, *plain)));
    }
    let chosen = offered
        .iter()
        .find(|(id, _)| wanted.is_none_or(|wanted| is_called(id, wanted)));
    if chosen.is_none() {
        diagnostics.push(match wanted {
            Some(wanted) => not_offered(service, wanted, &offered),
            None => none_known(model),
        });
    }
    chosen.map(|(_, found)| *found)
}

/// Of lines of a file in a help.
const INDENT: &str = "        ";

/// Most models outside AWS leave the choice of a protocol to their users.
fn none_known(model: &Model) -> Diagnostic {
    let service = model.service();
    let binds_http = model.operations().any(|it| it.traits.http().is_some());
    let likely = if binds_http {
        "aws.protocols#restJson1"
    } else {
        "smithy.protocols#rpcv2Cbor"
    };
    let (id, namespace) = (&service.id, service.id.namespace());
    let help = format!(
        "name the one that the service speaks with the option `protocol` ({}), or add a file:\n\
         {INDENT}$version: \"2.0\"\n\
         {INDENT}namespace {namespace}\n\
         {INDENT}apply {id} @{likely}",
        listed(names().map(name_of))
    );
    Diagnostic::error("the service has no protocol that clients can speak")
        .on(&service.id)
        .help(help)
        .maybe_at(service.location.as_ref())
}

fn not_offered(service: &Shape, wanted: &str, offered: &[(&str, Protocol)]) -> Diagnostic {
    let known = names().any(|id| is_called(id, wanted));
    let fault = if known {
        format!("`{}` does not have the protocol `{wanted}`", service.id)
    } else {
        format!("`{wanted}` is no protocol that clients can speak")
    };
    let has = offered.iter().map(|(id, _)| *id);
    let help = match offered {
        [] => format!(
            "the service has none; these can be spoken: {}",
            listed(names())
        ),
        _ => format!("the service has {}", listed(has)),
    };
    let near = did_you_mean(wanted, names().filter_map(|id| id.split('#').nth(1)));
    let near = near.filter(|_| !known).map(|near| format!("{near} {help}"));
    Diagnostic::error(fault)
        .on(&"option `protocol`")
        .help(near.unwrap_or(help))
}

fn names() -> impl Iterator<Item = &'static str> {
    ORDER.iter().map(|(id, ..)| *id)
}

fn is_called(id: &str, wanted: &str) -> bool {
    id == wanted || name_of(id) == wanted
}

fn name_of(id: &str) -> &str {
    id.split_once('#').map_or(id, |(_, name)| name)
}

fn listed<'a>(ids: impl Iterator<Item = &'a str>) -> String {
    ids.map(|id| format!("`{id}`"))
        .collect::<Vec<_>>()
        .join(", ")
}

/// The traits that only some protocols read.
impl Protocol {
    /// Whether members travel outside the body: `smithy.api#http` and its like, and media types.
    pub(super) fn binds_http(self) -> bool {
        matches!(
            self,
            Self::RestJson1 | Self::RestXml | Self::RestXmlUnwrapped
        )
    }

    /// Whether XML is written or read.
    pub(super) fn has_xml(self) -> bool {
        matches!(
            self,
            Self::RestXml | Self::RestXmlUnwrapped | Self::AwsQuery | Self::Ec2Query
        )
    }

    /// Whether `smithy.api#jsonName` counts.
    pub(super) fn renames_in_json(self) -> bool {
        self == Self::RestJson1
    }

    /// Whether `aws.protocols#awsQueryError` counts.
    pub(super) fn has_query_errors(self) -> bool {
        matches!(
            self,
            Self::AwsQuery | Self::AwsJson10QueryCompatible | Self::RpcV2CborQueryCompatible
        )
    }

    /// Whether `smithy.api#timestampFormat` counts.
    pub(super) fn formats_timestamps(self) -> bool {
        !matches!(
            self,
            Self::RpcV2Cbor | Self::RpcV2CborQueryCompatible | Self::RpcV2Json
        )
    }
}
