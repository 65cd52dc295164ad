//! The headers that describe the body of a presigned request, which someone else sends.

use bytes::Bytes;
use http::Request;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderName};

use crate::call::exchange::Plan;
use crate::model::schema::{Binding, Kind, Trait};
use crate::model::value::{Structure, Value};

/// Removes the headers that describe the body of `input`, except those that the caller has set: a
/// signature that covers them would require the sender to send them. They stay if the signature
/// covers a body whose type the service has to know, such as a JSON document.
#[inline]
pub(super) fn forget(
    plan: &Plan<'_>,
    input: &dyn Structure,
    is_open: bool,
    request: &mut Request<Bytes>,
) {
    if !is_open && !has_untyped_payload(input) {
        return;
    }
    let headers = request.headers_mut();
    for name in [CONTENT_TYPE, CONTENT_LENGTH] {
        if !is_given(plan, input, &name) {
            headers.remove(name);
        }
    }
}

/// Returns whether the body is a member without a media type, such as the bytes of an object.
#[inline]
fn has_untyped_payload(input: &dyn Structure) -> bool {
    let mut members = input.schema().members.iter();
    members.any(|member| {
        member.binding() == Binding::Payload
            && matches!(member.target.kind, Kind::Blob | Kind::String)
            && member
                .find_trait(|it| matches!(it, Trait::MediaType(_)).then_some(()))
                .is_none()
    })
}

/// Returns whether the caller has set the header, for the call, for the client or by a member.
#[inline]
fn is_given(plan: &Plan<'_>, input: &dyn Structure, name: &HeaderName) -> bool {
    let own = plan.headers.iter().chain(&plan.shared.settings.headers);
    let mut members = input.schema().members.iter().enumerate();
    own.map(|(name, _)| name).any(|own| own == name)
        || members.any(|(index, member)| {
            matches!(member.binding(), Binding::Header(bound) if bound == name.as_str())
                && !matches!(input.get(index), Value::Null)
        })
}
