//! Clients of the services that sources ask, generated from `models/` and checked in as they come.

#[rustfmt::skip]
pub(crate) mod sso;
#[rustfmt::skip]
pub(crate) mod sso_oidc;
#[rustfmt::skip]
pub(crate) mod sts;
