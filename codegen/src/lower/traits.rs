//! The traits that the runtime reads, of shapes and of members.

use super::Context;
use super::quirks;
use crate::diagnostic::Location;
use crate::ir::{TimestampFormat, Trait};
use crate::model::traits::{ErrorKind, TimestampFormat as Format, Traits};
use crate::model::{Member, Shape, ShapeId};
use crate::quirks::Fact;

impl Context<'_> {
    /// Of a shape, on its schema.
    pub(super) fn shape_traits(&self, shape: &Shape) -> Vec<Trait> {
        let traits = &shape.traits;
        let mut list = self.common(&shape.id, traits, shape.location.as_ref());
        list.extend(traits.sparse().then_some(Trait::Sparse));
        let unique = self.corrections.unique_items(&shape.id, traits);
        list.extend(unique.then_some(Trait::UniqueItems));
        list.extend(traits.error().map(|kind| Trait::Error {
            server: *kind == ErrorKind::Server,
        }));
        list.extend(traits.http_error().map(|status| Trait::HttpError(*status)));
        let query = traits.aws_query_error();
        let query = query.filter(|_| self.protocol.has_query_errors());
        list.extend(query.map(|it| Trait::QueryError {
            code: it.code.clone(),
            status: it.http_response_code,
        }));
        let unmarked =
            || quirks::holds_for(self.model, Fact::Retryable, &shape.id).then_some(false);
        let throttling = traits.retryable().map(|it| it.throttling).or_else(unmarked);
        list.extend(throttling.map(|throttling| Trait::Retryable { throttling }));
        list.extend(self.shape_bindings(traits));
        list
    }

    /// Of a member, on its edge; `required` is decided by its presence.
    pub(super) fn member_traits(
        &self,
        owner: &ShapeId,
        member: &Member,
        required: bool,
    ) -> Vec<Trait> {
        let traits = &member.traits;
        let mut list = Vec::new();
        list.extend(required.then_some(Trait::Required));
        let id = owner.with_member(&member.name);
        list.extend(self.common(&id, traits, Some(&member.location)));
        list.extend(
            traits
                .idempotency_token()
                .then_some(Trait::IdempotencyToken),
        );
        list.extend(
            traits
                .context_param()
                .map(|it| Trait::ContextParam(it.name.clone())),
        );
        list.extend(self.member_bindings(owner, member));
        let lenient = quirks::is_lenient(self.model, owner, member);
        list.extend(lenient.then_some(Trait::Lenient));
        list
    }

    /// The traits that shapes and members can have.
    fn common(&self, target: &ShapeId, traits: &Traits, location: Option<&Location>) -> Vec<Trait> {
        let mut list = Vec::new();
        list.extend(traits.sensitive().then_some(Trait::Sensitive));
        list.extend(
            self.corrections
                .length(target, traits)
                .map(|it| Trait::Length {
                    min: it.min.unwrap_or(0),
                    max: it.max.unwrap_or(u64::MAX),
                }),
        );
        list.extend(
            self.corrections
                .range(target, traits)
                .map(|it| Trait::Range {
                    min: it.min,
                    max: it.max,
                }),
        );
        if let Some(source) = self.corrections.pattern(target, traits) {
            match self.compile(source) {
                Ok(program) => list.push(Trait::Pattern(program)),
                Err(why) => {
                    let what = format!("the pattern `{source}` is not checked: {why}");
                    self.without(target, location, &what);
                }
            }
        }
        let format = traits.timestamp_format();
        let format = format.filter(|_| self.protocol.formats_timestamps());
        list.extend(format.map(|format| {
            Trait::TimestampFormat(match format {
                Format::DateTime => TimestampFormat::DateTime,
                Format::HttpDate => TimestampFormat::HttpDate,
                Format::EpochSeconds => TimestampFormat::EpochSeconds,
            })
        }));
        list
    }
}
