//! Pages and items as the `Stream`s of the ecosystem.

use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;

use super::items::{Item, Items, Paginated};
use super::{Page, Paginator};
use crate::call::error::Error;
use crate::client::Async;
use crate::model::operation::Operation;

impl<O: Operation> Stream for Paginator<Async, O> {
    type Item = Page<O>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Self::poll_next(&mut self, context)
    }
}

impl<O: Paginated> Stream for Items<Async, O> {
    type Item = Result<Item<O>, Error<O::Error>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Self::poll_next(&mut self, context)
    }
}
