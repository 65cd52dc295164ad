//! Credentials from a function of the user's, plain or async.

use std::fmt;

use super::{Credentials, CredentialsError, ProvideCredentials, Provided};
use crate::types::Timestamp;
use crate::util::future::{MaybeSend, MaybeSync};

/// A source that calls a plain function; see [`from_fn`].
#[derive(Clone, Copy)]
pub struct Closure<F>(F);

/// A source that calls an async function; see [`from_async_fn`].
#[derive(Clone, Copy)]
pub struct AsyncClosure<F>(F);

/// Takes credentials from a plain function, called for every attempt of every request.
///
/// ```
/// use tinsmith::credentials::{Credentials, from_fn};
///
/// let vault = from_fn(|| Ok(Credentials::new("AKIDEXAMPLE", "secret")));
/// ```
pub fn from_fn<F>(function: F) -> Closure<F>
where
    F: Fn() -> Result<Credentials, CredentialsError> + MaybeSend + MaybeSync,
{
    Closure(function)
}

/// Takes credentials from an async function, called for every attempt of every request. Wrap it
/// in [`Cached`](crate::auth::credentials::Cached) if it uses the network.
///
/// ```
/// use tinsmith::credentials::{Cached, Credentials, CredentialsError, from_async_fn};
///
/// async fn ask_the_vault() -> Result<Credentials, CredentialsError> {
///     Ok(Credentials::new("AKIDEXAMPLE", "secret"))
/// }
/// let vault = Cached::new(from_async_fn(ask_the_vault));
/// ```
pub fn from_async_fn<F, R>(function: F) -> AsyncClosure<F>
where
    F: Fn() -> R + MaybeSend + MaybeSync,
    R: Future<Output = Result<Credentials, CredentialsError>> + MaybeSend,
{
    AsyncClosure(function)
}

impl<F> ProvideCredentials for Closure<F>
where
    F: Fn() -> Result<Credentials, CredentialsError> + MaybeSend + MaybeSync,
{
    fn provide(&self, _now: Timestamp) -> Provided<'_> {
        Provided::Ready((self.0)().map(Some))
    }
}

impl<F, R> ProvideCredentials for AsyncClosure<F>
where
    F: Fn() -> R + MaybeSend + MaybeSync,
    R: Future<Output = Result<Credentials, CredentialsError>> + MaybeSend,
{
    fn provide(&self, _now: Timestamp) -> Provided<'_> {
        Provided::Pending(Box::pin(async { (self.0)().await.map(Some) }))
    }
}

impl<F> fmt::Debug for Closure<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Closure")
    }
}

impl<F> fmt::Debug for AsyncClosure<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AsyncClosure")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_function_answers_at_once() {
        let source = from_fn(|| Ok(Credentials::new("AKID", "secret")));
        let answer = source.provide(Timestamp::EPOCH);
        assert!(matches!(answer, Provided::Ready(Ok(Some(_)))), "{answer:?}");
    }

    #[test]
    fn an_async_function_serves_a_blocking_caller_too() {
        let source = from_async_fn(|| async { Err(CredentialsError::source("vault is sealed")) });
        let error = source.provide(Timestamp::EPOCH).wait().unwrap_err();
        assert_eq!(
            error.to_string(),
            "the source of credentials failed: vault is sealed"
        );
    }
}
