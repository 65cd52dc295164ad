//! The interface of service-specific rules that models do not describe. The rules themselves are
//! in `call/quirks`.
//!
//! ```text
//!  input ─► edited, checked, encoded ─► request ─► signed, sent ─► response ─► decoded ─► output
//! ```

use std::fmt::Debug;

use bytes::Bytes;
use http::{Request, Response, Uri};

use crate::auth::sigv4::{Signer, SigningError, SigningSettings};
use crate::io::transport::TransportError;
use crate::model::codec::{DecodeError, EncodeError};
use crate::model::operation::OperationSchema;
use crate::model::value::Structure;

/// A service-specific rule of an operation ([`OperationSchema::quirks`]). By default, each method
/// does nothing.
pub trait Quirk: Debug + Send + Sync {
    /// Whether [`edit_input`](Self::edit_input) may change the input.
    fn edits_input(&self) -> bool {
        false
    }

    /// Edits the input, once per call, before anything else reads it.
    fn edit_input(&self, _input: &mut dyn Structure) {}

    /// Checks the input, once per call, before it is validated.
    fn check_input(&self, _input: &dyn Structure) -> Result<(), EncodeError> {
        Ok(())
    }

    /// Edits the request, once per attempt. It is encoded and has its headers and its endpoint,
    /// but no signature yet.
    fn request(
        &self,
        _cx: &QuirkContext<'_>,
        _input: &dyn Structure,
        _request: &mut Request<Bytes>,
    ) -> Result<(), EncodeError> {
        Ok(())
    }

    /// Changes how the request is signed.
    fn signing(&self, _settings: &mut SigningSettings<'_>) {}

    /// Checks or edits a response before it is decoded; of a response with a stream, only the
    /// part before the stream. The caller treats an error as one of the transport.
    fn response(&self, _response: &mut Response<Bytes>) -> Result<(), TransportError> {
        Ok(())
    }

    /// Checks the output against the input, which is `None` if a response is decoded without
    /// its request.
    fn output(
        &self,
        _input: Option<&dyn Structure>,
        _output: &dyn Structure,
    ) -> Result<(), DecodeError> {
        Ok(())
    }
}

/// The parts of a call that a rule may use.
#[derive(Clone, Copy)]
pub struct QuirkContext<'a> {
    pub(crate) operation: &'static OperationSchema,
    /// `None` if the call has no credentials, or if an operation is used without a client.
    pub(crate) signing: Option<&'a dyn RegionalSigning>,
}

/// The credentials of a call, for requests to the same service in another region.
pub(crate) trait RegionalSigning {
    /// The region of the call.
    fn region(&self) -> Option<&str>;

    /// Calls `sign` with the URI of `target` below the endpoint of `region`, and with the signer
    /// of requests to it. Does nothing if requests to that endpoint are not signed.
    fn sign_in(
        &self,
        region: &str,
        input: &dyn Structure,
        target: &str,
        sign: &mut dyn FnMut(Uri, &Signer<'_>) -> Result<(), SigningError>,
    ) -> Result<(), EncodeError>;
}

impl OperationSchema {
    /// Whether a rule may change inputs.
    pub(crate) fn edits_input(&self) -> bool {
        self.quirks.iter().any(|quirk| quirk.edits_input())
    }

    /// Lets every rule edit the input.
    pub(crate) fn edit_input(&self, input: &mut dyn Structure) {
        for quirk in self.quirks {
            quirk.edit_input(input);
        }
    }

    /// Lets every rule check the input.
    pub(crate) fn check_input(&self, input: &dyn Structure) -> Result<(), EncodeError> {
        let mut quirks = self.quirks.iter();
        quirks.try_for_each(|quirk| quirk.check_input(input))
    }

    /// Lets every rule change how requests are signed.
    pub(crate) fn edit_signing(&self, settings: &mut SigningSettings<'_>) {
        for quirk in self.quirks {
            quirk.signing(settings);
        }
    }

    /// Lets every rule check or edit the response.
    pub(crate) fn edit_response(
        &self,
        response: &mut Response<Bytes>,
    ) -> Result<(), TransportError> {
        let mut quirks = self.quirks.iter();
        quirks.try_for_each(|quirk| quirk.response(response))
    }

    /// Lets every rule check the output.
    pub(crate) fn check_output(
        &self,
        input: Option<&dyn Structure>,
        output: &dyn Structure,
    ) -> Result<(), DecodeError> {
        let mut quirks = self.quirks.iter();
        quirks.try_for_each(|quirk| quirk.output(input, output))
    }
}

impl QuirkContext<'_> {
    /// The context of an operation without a call.
    pub(crate) const fn without_call(operation: &'static OperationSchema) -> Self {
        Self {
            operation,
            signing: None,
        }
    }

    /// Lets every rule edit the request.
    pub(crate) fn edit_request(
        &self,
        input: &dyn Structure,
        request: &mut Request<Bytes>,
    ) -> Result<(), EncodeError> {
        let mut quirks = self.operation.quirks.iter();
        quirks.try_for_each(|quirk| quirk.request(self, input, request))
    }
}
