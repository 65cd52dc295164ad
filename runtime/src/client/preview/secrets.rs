//! The URI of a request without the members that must not be shown.

use std::borrow::Cow;

use http::Uri;
use http::uri::PathAndQuery;

use crate::auth::sigv4::REDACTED;
use crate::call::exchange::{Plan, Signing};
use crate::model::operation::HostPart;
use crate::model::schema::Binding;
use crate::model::value::{Slot, Structure, Value};

/// `uri`, or where sensitive members of `input` are part of it, that of the same request with
/// `REDACTED` in their place.
#[inline]
pub(super) fn shown_uri(
    plan: &Plan<'_>,
    input: &mut dyn Structure,
    signing: &Signing<'_>,
    uri: &Uri,
) -> Uri {
    match redact(plan, input) {
        None => uri.clone(),
        Some(true) => plan
            .request(input, signing)
            .map_or_else(|_| without_path(uri), |request| request.uri().clone()),
        Some(false) => without_path(uri),
    }
}

/// Replaces the sensitive members in the URI. `None` if it has no such member, `Some(false)` if
/// one of them cannot be replaced.
#[inline]
fn redact(plan: &Plan<'_>, input: &mut dyn Structure) -> Option<bool> {
    let mut replaced = None;
    for (index, member) in input.schema().members.iter().enumerate() {
        let in_host = || plan.operation.host_prefix.contains(&HostPart::Label(index));
        let in_uri = match member.binding() {
            Binding::Label | Binding::Query(_) | Binding::QueryParams => true,
            _ => in_host(),
        };
        if !in_uri || !member.has_secrets() || matches!(input.get(index), Value::Null) {
            continue;
        }
        let was_replaced = match input.slot(index) {
            Slot::String(text) => {
                text.set(Cow::Borrowed(REDACTED));
                true
            }
            Slot::List(list) => {
                list.clear();
                match list.push() {
                    Slot::String(text) => {
                        text.set(Cow::Borrowed(REDACTED));
                        true
                    }
                    _ => false,
                }
            }
            Slot::Map(map) => {
                map.clear();
                true
            }
            _ => false,
        };
        replaced = Some(replaced.unwrap_or(true) && was_replaced);
    }
    replaced
}

/// The URI with nothing below its host.
#[inline]
fn without_path(uri: &Uri) -> Uri {
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(PathAndQuery::from_static("/REDACTED"));
    Uri::from_parts(parts).unwrap_or_default()
}
