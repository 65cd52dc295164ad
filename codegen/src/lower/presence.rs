//! Whether a member may be absent: the optionality rules of generators that are not
//! authoritative (Smithy 2.0, "Structure member optionality"), with one deviation: required
//! members of inputs are required, so that a missing one does not compile. A member with
//! `clientOptional` may be absent, and its `required` is not checked: with the trait, the service
//! reserves the right to drop the requirement, and only the service knows whether it has.

use super::Context;
use super::default::DefaultValue;
use super::quirks;
use crate::model::{Member, Shape};

/// How a member is there.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Needed {
    Always,
    Maybe,
    OrDefault(DefaultValue),
}

impl Context<'_> {
    pub(super) fn needed(&self, owner: &Shape, member: &Member) -> Needed {
        if let Some(corrected) = self.corrections.needed(&owner.id, &member.name) {
            return if corrected {
                Needed::Always
            } else {
                Needed::Maybe
            };
        }
        let traits = &member.traits;
        let default = self.default_of(owner, member);
        if traits.client_optional() || traits.idempotency_token() && !traits.required() {
            return Needed::Maybe;
        }
        let operations = self.usage.inputs(&owner.id);
        let fills_in = |it| quirks::fills_in(self.model, it, &member.name);
        if operations.iter().any(fills_in) {
            return Needed::Maybe;
        }
        let is_input = owner.traits.input() || !operations.is_empty();
        // Inputs: "A member marked @required MUST be serialized, including members that have a
        // default" (Smithy 2.0, "Type refinement traits"), and the caller chooses its value.
        let required = traits.required() && !traits.idempotency_token();
        match default {
            _ if is_input && required => Needed::Always,
            // The service fills it in; sending it would add something that the caller did not set.
            Some(_) if is_input => Needed::Maybe,
            // The service would refuse it, and the caller never chose it.
            Some(_) if self.default_is_invalid(owner, member) => Needed::Maybe,
            Some(default) => Needed::OrDefault(default),
            None if required => Needed::Always,
            None => Needed::Maybe,
        }
    }
}
