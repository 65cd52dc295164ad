//! Checks that an HTTP message can carry what a structure binds to it: names, and members beside a
//! payload. Source: Smithy 2.0, "HTTP binding traits"; RFC 9110, sections 5.1 and 5.6.2.

use std::collections::BTreeMap;

use super::Context;
use crate::diagnostic::Diagnostic;
use crate::ir::Binding;
use crate::model::{Member, Shape, ShapeKind};

/// A member with its binding.
type Bound<'m> = (&'m Member, Option<Binding>);

impl Context<'_> {
    /// Reports members of an input, output, error or event that messages could not carry.
    pub(super) fn check_message(&self, owner: &Shape) {
        self.check_event(owner);
        let is_message = self.usage.is_end(&owner.id) || self.usage.is_error(&owner.id);
        if !self.protocol.binds_http() || !is_message {
            return;
        }
        let members = owner.members().iter();
        let bound = |member| (member, self.binding(owner, member));
        let members: Vec<Bound<'_>> = members.map(bound).collect();
        for (member, binding) in &members {
            if let Some(fault) = binding.as_ref().and_then(misnamed) {
                self.refuse_member(owner, member, &fault, "correct the member's trait");
            }
            if let Some(fault) = binding.as_ref().and_then(|it| self.unfit(it, member)) {
                self.refuse_member(owner, member, &fault, "bind the member elsewhere");
            }
        }
        // Members of outputs may share a header: each of them reads it.
        if !self.usage.inputs(&owner.id).is_empty() {
            self.check_conflicts(owner, &members);
            self.check_prefixes(owner, &members);
        }
        self.check_payload(owner, &members);
    }

    /// Streams are payloads, with or without the trait.
    fn binding(&self, owner: &Shape, member: &Member) -> Option<Binding> {
        let binding = self.http_binding(&owner.id, &member.traits);
        binding.or_else(|| self.is_stream(member).then_some(Binding::Payload))
    }

    /// Why the place cannot hold values of the member's type.
    fn unfit(&self, binding: &Binding, member: &Member) -> Option<String> {
        let (place, lists) = match binding {
            Binding::Header(_) => ("a header", true),
            Binding::Query(_) => ("a parameter of the query", true),
            Binding::Label => ("a label", false),
            Binding::PrefixHeaders(_)
            | Binding::QueryParams
            | Binding::Payload
            | Binding::ResponseCode => return None,
        };
        let target = self.model.shape(&member.target);
        let fits = match &target.kind {
            ShapeKind::List { member } => {
                lists && is_scalar(&self.model.shape(&member.target).kind)
            }
            kind => is_scalar(kind),
        };
        let kind = target.kind.name();
        (!fits).then(|| format!("{place} cannot hold a value of the type `{kind}`"))
    }

    /// Two members in one place: the second would replace the first, or join it.
    fn check_conflicts(&self, owner: &Shape, members: &[Bound<'_>]) {
        let mut places: BTreeMap<String, &Member> = BTreeMap::new();
        for (member, binding) in members {
            let Some(place) = binding.as_ref().and_then(place) else {
                continue;
            };
            if let Some(first) = places.get(&place) {
                let fault = format!("{place} holds the member `{}` already", first.name);
                self.refuse_member(owner, member, &fault, "bind one of them to another place");
            } else {
                places.insert(place, member);
            }
        }
    }

    /// The same of headers that a map may hold; the empty prefix yields to headers with names.
    fn check_prefixes(&self, owner: &Shape, members: &[Bound<'_>]) {
        let prefixes = members
            .iter()
            .filter_map(|(member, binding)| match binding {
                Some(Binding::PrefixHeaders(prefix)) if !prefix.is_empty() => {
                    Some((member, prefix))
                }
                _ => None,
            });
        for (of_prefix, prefix) in prefixes {
            for (member, binding) in members {
                if matches!(binding, Some(Binding::Header(name)) if name.starts_with(prefix)) {
                    let fault = format!(
                        "the member `{}` holds all headers that begin with `{prefix}`",
                        of_prefix.name
                    );
                    let help = "give the header a name that begins otherwise";
                    self.refuse_member(owner, member, &fault, help);
                }
            }
        }
    }

    /// Members without a place of their own travel in the body, which a payload fills.
    fn check_payload(&self, owner: &Shape, members: &[Bound<'_>]) {
        let mut payloads = members.iter().filter(|it| it.1 == Some(Binding::Payload));
        let Some((payload, _)) = payloads.next() else {
            return;
        };
        for (second, _) in payloads.filter(|it| !self.is_stream(it.0)) {
            let fault = format!("`{}` is the whole body already", payload.name);
            let help = "remove `smithy.api#httpPayload` from one of them";
            self.refuse_member(owner, second, &fault, help);
        }
        for (member, _) in members.iter().filter(|(_, binding)| binding.is_none()) {
            let fault = format!("the member is lost: `{}` is the whole body", payload.name);
            let help = "bind the member to a header, or in inputs to the path or the query";
            self.refuse_member(owner, member, &fault, help);
        }
    }

    /// The same of events: members without `eventHeader` beside an `eventPayload`.
    fn check_event(&self, owner: &Shape) {
        let ShapeKind::Structure { members } = &owner.kind else {
            return;
        };
        let Some(payload) = members.iter().find(|it| it.traits.event_payload()) else {
            return;
        };
        let others = members.iter().filter(|it| it.name != payload.name);
        for member in others.filter(|it| !it.traits.event_header()) {
            let fault = format!(
                "the member is lost: `{}` is the event's whole payload",
                payload.name
            );
            let help = "give the member the trait `smithy.api#eventHeader`";
            self.refuse_member(owner, member, &fault, help);
        }
    }

    /// Reports a media type that no header can hold.
    pub(super) fn check_media_type(&self, shape: &Shape) {
        let media_type = shape.traits.media_type();
        let Some(media_type) = media_type.filter(|_| self.protocol.binds_http()) else {
            return;
        };
        let carried = |byte: u8| matches!(byte, b' '..=b'~' | b'\t');
        if media_type.trim().is_empty() || !media_type.bytes().all(carried) {
            let fault = format!(
                "no header can hold the media type `{}`",
                media_type.escape_debug()
            );
            let help = "correct the shape's `smithy.api#mediaType`, as `image/png`";
            let fault = Diagnostic::error(fault).on(&shape.id).help(help);
            self.report(fault.maybe_at(shape.location.as_ref()));
        }
    }

    fn refuse_member(&self, owner: &Shape, member: &Member, fault: &str, help: &str) {
        let subject = owner.id.with_member(&member.name);
        let fault = Diagnostic::error(fault).at(&member.location);
        self.report(fault.on(&subject).help(help));
    }
}

fn is_scalar(kind: &ShapeKind) -> bool {
    !matches!(
        kind,
        ShapeKind::Blob
            | ShapeKind::Document
            | ShapeKind::List { .. }
            | ShapeKind::Map { .. }
            | ShapeKind::Structure { .. }
            | ShapeKind::Union { .. }
    )
}

/// The fault of a header's or query parameter's name, if there is one.
fn misnamed(binding: &Binding) -> Option<String> {
    match binding {
        Binding::Header(name) if !is_token(name) => Some(format!(
            "`{}` cannot be the name of a header",
            name.escape_debug()
        )),
        Binding::PrefixHeaders(prefix) if !prefix.is_empty() && !is_token(prefix) => Some(format!(
            "no header name can begin with `{}`",
            prefix.escape_debug()
        )),
        Binding::Query(name) if name.is_empty() => {
            Some("a parameter of the query needs a name".to_owned())
        }
        _ => None,
    }
}

/// The place that one member may have.
fn place(binding: &Binding) -> Option<String> {
    Some(match binding {
        Binding::Header(name) => format!("the header `{name}`"),
        Binding::Query(name) => format!("the parameter `{name}` of the query"),
        Binding::PrefixHeaders(_)
        | Binding::Payload
        | Binding::Label
        | Binding::QueryParams
        | Binding::ResponseCode => return None,
    })
}

/// Whether a text is a `token` of RFC 9110: names of headers and methods are.
pub(super) fn is_token(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !text.is_empty() && text.bytes().all(allowed)
}
