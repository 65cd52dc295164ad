//! What a service wants beyond what its model says: the trait of such rules, and what they may
//! know of a call. The rules themselves are in `call/quirks`.
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

/// A rule that an operation has ([`OperationSchema::quirks`]). Each method does nothing unless a
/// rule says otherwise.
pub trait Quirk: Debug + Send + Sync {
    /// Whether [`edit_input`](Self::edit_input) may change the input.
    fn edits_input(&self) -> bool {
        false
    }

    /// Edits the input, once a call, before anything looks at it.
    fn edit_input(&self, _input: &mut dyn Structure) {}

    /// Refuses an input, once a call, before it is validated.
    fn check_input(&self, _input: &dyn Structure) -> Result<(), EncodeError> {
        Ok(())
    }

    /// Edits the request, once an attempt: it is encoded and has its headers and its endpoint,
    /// but no signature.
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

    /// Checks or edits a response before it is read as an output or an error; of one with a
    /// stream only what precedes the stream. The caller treats an error as one of the transport.
    fn response(&self, _response: &mut Response<Bytes>) -> Result<(), TransportError> {
        Ok(())
    }

    /// Checks the output against the input, which is `None` where somebody decodes a response
    /// without having made the request.
    fn output(
        &self,
        _input: Option<&dyn Structure>,
        _output: &dyn Structure,
    ) -> Result<(), DecodeError> {
        Ok(())
    }
}

/// What a rule may know of a call.
#[derive(Clone, Copy)]
pub struct QuirkContext<'a> {
    pub(crate) operation: &'static OperationSchema,
    /// `None` where the call has no credentials, or where an operation is used without a client.
    pub(crate) signing: Option<&'a dyn RegionalSigning>,
}

/// The credentials of a call, for requests to the same service in another region.
pub(crate) trait RegionalSigning {
    /// The region of the call.
    fn region(&self) -> Option<&str>;

    /// Hands `sign` the URI of `target` below the endpoint of `region`, and who signs a request to
    /// it; does nothing where that endpoint wants no signature.
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

    /// Has every rule edit the input.
    pub(crate) fn edit_input(&self, input: &mut dyn Structure) {
        for quirk in self.quirks {
            quirk.edit_input(input);
        }
    }

    /// Has every rule check the input.
    pub(crate) fn check_input(&self, input: &dyn Structure) -> Result<(), EncodeError> {
        let mut quirks = self.quirks.iter();
        quirks.try_for_each(|quirk| quirk.check_input(input))
    }

    /// Has every rule change how requests are signed.
    pub(crate) fn edit_signing(&self, settings: &mut SigningSettings<'_>) {
        for quirk in self.quirks {
            quirk.signing(settings);
        }
    }

    /// Has every rule check or edit the response.
    pub(crate) fn edit_response(
        &self,
        response: &mut Response<Bytes>,
    ) -> Result<(), TransportError> {
        let mut quirks = self.quirks.iter();
        quirks.try_for_each(|quirk| quirk.response(response))
    }

    /// Has every rule check the output.
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
    /// That of an operation without a call.
    pub(crate) const fn of(operation: &'static OperationSchema) -> Self {
        Self {
            operation,
            signing: None,
        }
    }

    /// Has every rule edit the request.
    pub(crate) fn edit_request(
        &self,
        input: &dyn Structure,
        request: &mut Request<Bytes>,
    ) -> Result<(), EncodeError> {
        let mut quirks = self.operation.quirks.iter();
        quirks.try_for_each(|quirk| quirk.request(self, input, request))
    }
}
