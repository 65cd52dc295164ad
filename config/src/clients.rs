//! Clients of the services that sources ask, generated from `models/` and checked in as they come.

#[cfg(feature = "login")]
#[rustfmt::skip]
pub(crate) mod signin;
#[rustfmt::skip]
pub(crate) mod sso;
#[rustfmt::skip]
pub(crate) mod sso_oidc;
#[rustfmt::skip]
pub(crate) mod sts;
