//! Decodes a response to an output or an error, for calls, nested calls and `wire` alike.
//!
//! Knows nothing of attempts: `judge` decides whether another one follows.

use bytes::Bytes;
use http::Response;

use crate::call::error::{CallError, Context, Error, ErrorKind, request_id_in_body};
use crate::call::wire::streams_events;
use crate::codec::{DecodeError, Decoded, Limits, Missing};
use crate::io::body::Body;
use crate::model::operation::{Operation, OperationSchema, ServiceError, Unmodelled};
use crate::model::value::{Slot, Structure};
use crate::protocol::{ErrorIdentity, EventFormat, Protocol};

/// A complete response that an operation ends with.
pub(crate) struct Answer {
    protocol: &'static dyn Protocol,
    operation: &'static OperationSchema,
    pub(crate) response: Response<Bytes>,
    /// The stream of the output, if it has one.
    stream: Option<Body>,
    /// The service's error, if the response is one; identified only here.
    pub(crate) error: Option<ErrorIdentity>,
}

impl Answer {
    pub(crate) fn new(
        protocol: &'static dyn Protocol,
        operation: &'static OperationSchema,
        response: Response<Bytes>,
        stream: Option<Body>,
    ) -> Self {
        let is_error = protocol.is_error(&response);
        Self {
            protocol,
            operation,
            error: is_error.then(|| protocol.identify_error(operation, &response)),
            response,
            stream,
        }
    }

    /// Fills the blank `output` from a success; `input` is the request's, if known.
    pub(crate) fn output(
        &mut self,
        limits: &Limits,
        input: Option<&dyn Structure>,
        output: &mut dyn Structure,
    ) -> Result<Decoded, DecodeError> {
        let operation = self.operation;
        // Error correction does not apply to a missing first message: its members were promised
        // before the events.
        let missing = if streams_events(operation.output, operation.output_stream) {
            Missing::Refuse
        } else {
            limits.missing
        };
        let strict = Limits { missing, ..*limits };
        let decoded = self
            .protocol
            .decode_output(operation, &self.response, output, &strict)?;
        operation.check_output(input, output)?;
        self.deliver_stream(limits, output);
        Ok(decoded)
    }

    /// Puts the stream into its member of `output`; `limits` apply to each event.
    fn deliver_stream(&mut self, limits: &Limits, output: &mut dyn Structure) {
        let (Some(stream), Some(index)) = (self.stream.take(), self.operation.output_stream) else {
            return;
        };
        if let Slot::Stream(slot) = output.slot(index) {
            let (events, limits) = (self.protocol.events(), *limits);
            slot.receive(stream, events.map(|it| EventFormat { limits, ..it }));
        }
    }

    /// The modelled error, if its members can be decoded.
    fn modelled<E: ServiceError>(&self, failure: &ErrorIdentity, limits: &Limits) -> Option<E> {
        let mut error = failure.index.and_then(E::modelled)?;
        let structure = error.structure_mut()?;
        self.protocol
            .decode_error(self.operation, &self.response, structure, limits)
            .ok()?;
        Some(error)
    }

    /// Hands the response of a failed call to its context.
    fn end(self, context: &mut Context) {
        context.request_id_in_body = request_id_in_body(self.protocol, &self.response);
        context.response = Some(self.response);
    }
}

/// The result of an exchange.
pub(crate) struct Outcome {
    pub(crate) result: Result<Answer, CallError>,
    pub(crate) context: Context,
}

/// A success: what was received beside its output.
pub(crate) struct Received {
    pub(crate) response: Response<Bytes>,
    pub(crate) decoded: Decoded,
    pub(crate) context: Context,
}

impl Outcome {
    /// The outcome of an exchange that could not begin.
    pub(crate) fn unsent(operation: &OperationSchema, error: CallError) -> Self {
        Self {
            result: Err(error),
            context: Context::unsent(operation.id),
        }
    }

    /// Fills the blank `output`, or returns the failure of the call; `input` is the request's, if
    /// known. In place, because an output is large and each function that returned it would move
    /// it.
    pub(crate) fn receive<O: Operation>(
        self,
        limits: &Limits,
        input: Option<&O::Input>,
        output: &mut O::Output,
    ) -> Result<Received, Error<O::Error>> {
        let input = input.map(|input| input as &dyn Structure);
        self.received(limits, input, output)
            .map_err(|cause| cause.into_error(limits))
    }

    /// [`receive`](Self::receive) for any operation, so that it is compiled once.
    fn received(
        self,
        limits: &Limits,
        input: Option<&dyn Structure>,
        output: &mut dyn Structure,
    ) -> Result<Received, NoOutput> {
        let mut context = self.context;
        let mut answer = match self.result {
            Ok(answer) => answer,
            Err(error) => return Err(NoOutput::Failed(Box::new((error, context)))),
        };
        if let Some(identity) = answer.error.take() {
            context.is_unnamed = identity.code.is_empty();
            return Err(NoOutput::Refused(Box::new((identity, answer, context))));
        }
        match answer.output(limits, input, output) {
            Ok(decoded) => Ok(Received {
                response: answer.response,
                decoded,
                context,
            }),
            Err(error) => {
                answer.end(&mut context);
                Err(NoOutput::Failed(Box::new((
                    CallError::Decode(error),
                    context,
                ))))
            }
        }
    }
}

/// The cause why an exchange has no output, before an error of the service is decoded.
enum NoOutput {
    /// The service answered with an error.
    Refused(Box<(ErrorIdentity, Answer, Context)>),
    Failed(Box<(CallError, Context)>),
}

impl NoOutput {
    fn into_error<E: ServiceError>(self, limits: &Limits) -> Error<E> {
        match self {
            Self::Refused(refused) => {
                let (identity, answer, mut context) = *refused;
                let modelled = answer.modelled(&identity, limits);
                let error = of_service(identity, modelled, &mut context);
                answer.end(&mut context);
                Error::new(ErrorKind::Service(error), context)
            }
            Self::Failed(failed) => {
                let (error, context) = *failed;
                Error::new(error.of_operation(), context)
            }
        }
    }
}

/// The modelled error, or its code and message: a partly decoded error tells more than a decoding
/// error.
fn of_service<E: ServiceError>(
    failure: ErrorIdentity,
    modelled: Option<E>,
    context: &mut Context,
) -> E {
    match modelled {
        Some(error) => {
            context.code = Some(failure.code);
            error
        }
        None => E::unmodelled(Unmodelled {
            code: failure.code,
            message: failure.message,
        }),
    }
}
