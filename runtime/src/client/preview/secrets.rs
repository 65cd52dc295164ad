//! The URI of a request with its secrets redacted.

use std::borrow::Cow;

use http::Uri;
use http::uri::{Authority, PathAndQuery};

use crate::auth::sigv4::REDACTED;
use crate::call::exchange::{Plan, Signing, secrets};
use crate::model::operation::HostPart;
use crate::model::schema::Binding;
use crate::model::value::{Slot, Structure, Value};

/// `uri`; if it contains sensitive members of `input`, the URI of the same request with
/// `REDACTED` in their place.
#[inline]
pub(super) fn shown_uri(
    plan: &Plan<'_>,
    input: &mut dyn Structure,
    signing: &Signing<'_>,
    uri: &Uri,
) -> Uri {
    let Some(redacted) = redact(plan, input) else {
        return uri.clone();
    };
    let again = || {
        let endpoint = &plan.trace_endpoint(input, signing.identity, &mut |_| {})?;
        plan.request(
            input,
            &Signing {
                endpoint,
                ..*signing
            },
        )
    };
    match redacted.is_whole.then(again) {
        Some(Ok(request)) => request.uri().clone(),
        _ if redacted.in_host => hidden(uri, Some(Authority::from_static(REDACTED))),
        _ => hidden(uri, uri.authority().cloned()),
    }
}

/// The result of replacing secrets in the URI.
struct Redacted {
    /// Whether every member could be replaced.
    is_whole: bool,
    /// Whether the host contains one.
    in_host: bool,
}

/// Replaces the sensitive members in the URI. `None` if it has no such member.
#[inline]
fn redact(plan: &Plan<'_>, input: &mut dyn Structure) -> Option<Redacted> {
    let mut redacted = None;
    let placed = secrets(plan.operation, input);
    for (index, member) in input.schema().members.iter().enumerate() {
        let in_host =
            placed.contains(&index) || plan.operation.host_prefix.contains(&HostPart::Label(index));
        let in_uri = match member.binding() {
            Binding::Label | Binding::Query(_) | Binding::QueryParams => true,
            _ => in_host,
        };
        let has_secrets = member.has_secrets() || placed.contains(&index);
        if !in_uri || !has_secrets || matches!(input.get(index), Value::Null) {
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
        let redacted = redacted.get_or_insert(Redacted {
            is_whole: true,
            in_host: false,
        });
        redacted.is_whole &= was_replaced;
        redacted.in_host |= in_host;
    }
    redacted
}

/// The URI with another host, and without path and query.
#[inline]
fn hidden(uri: &Uri, host: Option<Authority>) -> Uri {
    let mut parts = uri.clone().into_parts();
    parts.authority = host;
    parts.path_and_query = Some(PathAndQuery::from_static("/REDACTED"));
    Uri::from_parts(parts).unwrap_or_default()
}
