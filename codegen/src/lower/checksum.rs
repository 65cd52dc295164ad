//! Checksums of requests and responses. Source: `aws.protocols#httpChecksum` and
//! `smithy.api#httpChecksumRequired`.

use super::Context;
use crate::ir::Checksum;
use crate::model::{Operation, Shape};

impl Context<'_> {
    /// The checksums of an operation, if it has any.
    pub(super) fn checksum(&self, shape: &Shape, operation: &Operation) -> Option<Checksum> {
        let legacy = shape.traits.http_checksum_required();
        let Some(given) = shape.traits.http_checksum() else {
            return legacy.then(|| Checksum {
                required: true,
                md5: true,
                algorithm: None,
                validation_mode: None,
                response: Vec::new(),
            });
        };
        let member = |name: Option<&String>| {
            let name = name?;
            let mut members = self.model.shape(&operation.input).members().iter();
            let index = members.position(|member| member.name == *name);
            if index.is_none() {
                let why = format!("the input has no member `{name}`");
                self.leave_out("a choice of `aws.protocols#httpChecksum`", &why, shape);
            }
            index
        };
        let algorithm = member(given.request_algorithm_member.as_ref());
        Some(Checksum {
            required: given.request_checksum_required,
            // Without a choice of algorithm, the trait means the same as the older one.
            md5: given.request_checksum_required && algorithm.is_none(),
            algorithm,
            validation_mode: member(given.request_validation_mode_member.as_ref()),
            response: given.response_algorithms.clone(),
        })
    }
}
