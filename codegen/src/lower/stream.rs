//! Members that stream. Source: Smithy 2.0, "Streaming".

use super::Context;
use crate::diagnostic::Diagnostic;
use crate::ir::Type;
use crate::model::{Member, Shape, ShapeId, ShapeKind};

impl Context<'_> {
    /// Whether a member holds a stream of bytes or events.
    pub(super) fn is_stream(&self, member: &Member) -> bool {
        member.traits.streaming() || self.model.shape(&member.target).traits.streaming()
    }

    /// The type of a streaming member.
    pub(super) fn stream_type(&self, member: &Member) -> Type {
        let target = self.model.shape(&member.target);
        match target.kind {
            ShapeKind::Union { .. } => Type::EventStream(self.plan.type_of(&target.id).clone()),
            _ => Type::ByteStream,
        }
    }

    /// The index of the member of an input or output that streams.
    pub(super) fn stream(&self, structure: &ShapeId) -> Option<usize> {
        let mut members = self.model.shape(structure).members().iter();
        members.position(|member| self.is_stream(member))
    }

    /// Reports streams where there can be none.
    pub(super) fn check_streams(&self, owner: &Shape) {
        let ends = self.usage.is_end(&owner.id);
        let streams = owner.members().iter().filter(|it| self.is_stream(it));
        for (nth, member) in streams.enumerate() {
            let target = &self.model.shape(&member.target).kind;
            let streams = matches!(target, ShapeKind::Blob | ShapeKind::Union { .. });
            let fault = match (streams, ends, nth) {
                (false, ..) => "only blobs and unions can be streams",
                (true, false, _) => "only members of inputs and outputs can be streams",
                (true, true, 0) => continue,
                (true, true, _) => "a structure cannot have a second stream",
            };
            let subject = owner.id.with_member(&member.name);
            let help = "remove `smithy.api#streaming` from the member's target";
            let fault = Diagnostic::error(fault).at(&member.location);
            self.report(fault.on(&subject).help(help));
        }
    }
}
