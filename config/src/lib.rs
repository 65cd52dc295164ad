//! Credentials and configuration as every AWS program expects them: from the environment, the
//! shared files with their profiles, roles and logins, containers and instances.
//!
//! ```no_run
//! # use tinsmith::transport::UreqTransport;
//! let config = tinsmith_config::load()
//!     .blocking_transport(UreqTransport::new())
//!     .build();
//! ```
//!
//! [`load`] reads two small files and waits for nothing; credentials are looked for by the first
//! call that needs some, and remembered. What is chosen after `.transport(..)` wins over what is
//! configured.
//!
//! # Where credentials come from
//!
//! In this order ([`Provider`]):
//!
//! 1. `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`, unless [`Loader::profile`] is set
//! 2. the profile: `role_arn` with `source_profile` or `credential_source`,
//!    `web_identity_token_file`, `sso_session` or `sso_start_url`, `login_session` (feature
//!    `login`), `credential_process`, `aws_access_key_id`
//! 3. `AWS_WEB_IDENTITY_TOKEN_FILE` and `AWS_ROLE_ARN`
//! 4. `AWS_CONTAINER_CREDENTIALS_RELATIVE_URI` or `AWS_CONTAINER_CREDENTIALS_FULL_URI`
//! 5. the metadata service of an EC2 instance, unless `AWS_EC2_METADATA_DISABLED` is `true`
//!
//! A provider is passed over where nothing is configured for it. One that is configured and fails
//! ends the search: a role that cannot be assumed does not turn into that of the instance.
//! [`Loader::report`] tells what was looked at, and errors do.

#![forbid(unsafe_code)]

mod chain;
mod clients;
#[cfg(test)]
mod corpora;
mod files;
mod host;
mod loader;
mod plan;
mod report;
mod settings;
mod source;
mod step;

pub use chain::Provider;
pub use host::FileSystem;
pub use loader::Loader;
pub use report::Report;

/// Loads the configuration that AWS programs share.
pub fn load() -> Loader {
    Loader::new()
}
