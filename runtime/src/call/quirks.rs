//! What services want beyond what their models say, as rules that a call asks at fixed points.
//!
//! A rule is generic and takes data; which operation has which is decided at generation, and
//! stands in generated code. No service is named here, and nothing here does IO.
//!
//! ```text
//!  input ─► validated, encoded ─► request ─► signed, sent ─► response ─► judged, decoded ─► output
//! ```

mod bucket;
mod crc32;
mod endpoint;
mod header;
#[cfg(feature = "rest-xml")]
mod late_error;
#[cfg(feature = "checksum")]
mod message_digests;
mod presigned_url;
mod query_in_body;
mod raw_path;
mod text;
mod tree_hash;

use std::fmt::Debug;

use bytes::Bytes;
use http::{Request, Response};

use crate::auth::sigv4::SigningSettings;
use crate::call::error::Failed;
use crate::call::exchange::{Plan, Signing};
use crate::codec::{DecodeError, EncodeError};
use crate::io::transport::TransportError;
use crate::model::operation::OperationSchema;
use crate::model::value::{Structure, Value};

pub use bucket::BucketName;
pub use crc32::ResponseCrc32;
pub use endpoint::EndpointMember;
pub use header::Header;
#[cfg(feature = "rest-xml")]
pub use late_error::LateError;
#[cfg(feature = "checksum")]
pub use message_digests::{Attributes, MessageDigests, Messages};
pub use presigned_url::PresignedUrl;
pub use query_in_body::QueryInBody;
pub use raw_path::RawPath;
pub use text::{DefaultText, TrimPrefix};
pub use tree_hash::TreeHash;

/// A rule that an operation has ([`OperationSchema::customizations`]). What is not its business
/// it leaves alone.
pub trait Customize: Debug + Send + Sync {
    /// Fills in or edits the input, before it is validated. Once a call, whatever the attempts.
    fn input(&self, _cx: &Context<'_>, _input: &mut dyn Structure) -> Result<(), Failed> {
        Ok(())
    }

    /// Edits the request: encoded, with its headers and on its way to the endpoint, but not yet
    /// signed. Once an attempt.
    fn request(
        &self,
        _cx: &Context<'_>,
        _input: &dyn Structure,
        _request: &mut Request<Bytes>,
    ) -> Result<(), Failed> {
        Ok(())
    }

    /// Changes how the request is signed.
    fn signing(&self, _settings: &mut SigningSettings<'_>) {}

    /// Checks or edits a response, before it is judged an output or an error; of one with a
    /// stream there is only what precedes that. An error is treated as one of the transport.
    fn response(
        &self,
        _cx: &Context<'_>,
        _response: &mut Response<Bytes>,
    ) -> Result<(), TransportError> {
        Ok(())
    }

    /// Checks the output against the input, which is not known to those who decode a response of
    /// their own.
    fn output(
        &self,
        _cx: &Context<'_>,
        _input: Option<&dyn Structure>,
        _output: &dyn Structure,
    ) -> Result<(), DecodeError> {
        Ok(())
    }
}

/// What a rule may know of a call.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    operation: &'static OperationSchema,
    /// The client's call, and who signs it, when and for where, once that is known; there is
    /// neither where an operation is used as two functions.
    call: Option<(&'a Plan<'a>, &'a Signing<'a>)>,
}

impl<'a> Context<'a> {
    pub(crate) const fn of(operation: &'static OperationSchema) -> Self {
        Self {
            operation,
            call: None,
        }
    }

    /// The same of a request that is about to be signed.
    pub(crate) const fn signed(mut self, plan: &'a Plan<'a>, signing: &'a Signing<'a>) -> Self {
        self.call = Some((plan, signing));
        self
    }

    /// Asks every rule of the operation, in order.
    pub(crate) fn input(&self, input: &mut dyn Structure) -> Result<(), Failed> {
        let mut rules = self.operation.customizations.iter();
        rules.try_for_each(|rule| rule.input(self, input))
    }

    /// `input` as the rules edit it, if there are any.
    pub(crate) fn edited<I: Structure + Clone>(&self, input: &I) -> Result<Option<I>, EncodeError> {
        if self.operation.customizations.is_empty() {
            return Ok(None);
        }
        let mut edited = input.clone();
        self.input(&mut edited).map_err(encode_error)?;
        Ok(Some(edited))
    }

    /// Likewise.
    pub(crate) fn request(
        &self,
        input: &dyn Structure,
        request: &mut Request<Bytes>,
    ) -> Result<(), Failed> {
        let mut rules = self.operation.customizations.iter();
        rules.try_for_each(|rule| rule.request(self, input, request))
    }

    /// Likewise.
    pub(crate) fn signing(&self, settings: &mut SigningSettings<'_>) {
        for rule in self.operation.customizations {
            rule.signing(settings);
        }
    }

    /// Likewise.
    pub(crate) fn response(&self, response: &mut Response<Bytes>) -> Result<(), TransportError> {
        let mut rules = self.operation.customizations.iter();
        rules.try_for_each(|rule| rule.response(self, response))
    }

    /// Likewise.
    pub(crate) fn output(
        &self,
        input: Option<&dyn Structure>,
        output: &dyn Structure,
    ) -> Result<(), DecodeError> {
        let mut rules = self.operation.customizations.iter();
        rules.try_for_each(|rule| rule.output(self, input, output))
    }
}

/// The same failure for those who only encode.
pub(crate) fn encode_error(failed: Failed) -> EncodeError {
    match failed {
        Failed::Encode(error) => error,
        failed => EncodeError {
            path: String::new(),
            reason: failed.to_string(),
        },
    }
}

/// The error that the member at `index` of `structure` cannot be used.
fn unusable(structure: &dyn Structure, index: usize, reason: impl Into<String>) -> Failed {
    let member = structure.schema().members.get(index);
    Failed::Encode(EncodeError {
        path: member.map_or(String::new(), |member| member.name.to_owned()),
        reason: reason.into(),
    })
}

/// The string of a member, where there is one and it is not empty.
#[inline]
fn string(structure: &dyn Structure, member: usize) -> Option<&str> {
    match structure.get(member) {
        Value::String(text) if !text.is_empty() => Some(text),
        _ => None,
    }
}
