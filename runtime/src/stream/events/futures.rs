//! Converts streams of events to the ecosystem's `Stream`, and back.

use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;

use super::{BoxError, EventError, EventStream, Events};
use crate::model::value::{Field, Union};
use crate::util::future::MaybeSend;

impl<U: Union + Field + 'static> EventStream<U> {
    /// A stream of the events of `stream`; an error ends the request.
    pub fn from_stream<S, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<U, E>> + MaybeSend + 'static,
        E: Into<BoxError>,
    {
        Self::new(Streamed(Box::pin(stream)))
    }
}

impl<U: Union + Field + 'static> Stream for EventStream<U> {
    type Item = Result<U, EventError<U>>;

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<U, EventError<U>>>> {
        Self::poll_next(&mut self, context)
    }
}

struct Streamed<S>(Pin<Box<S>>);

impl<U, S, E> Events<U> for Streamed<S>
where
    S: Stream<Item = Result<U, E>> + MaybeSend,
    E: Into<BoxError>,
{
    fn poll_event(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<U, BoxError>>> {
        let next = self.0.as_mut().poll_next(context);
        next.map(|it| it.map(|it| it.map_err(Into::into)))
    }
}
