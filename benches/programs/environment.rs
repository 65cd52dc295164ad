//! A configuration with the keys in the environment.

use tinsmith::{Config, Credentials};

use crate::own_transport::Nowhere;

pub(crate) fn config() -> Config {
    let env = |name| std::env::var(name).unwrap_or_default();
    Config::builder()
        .transport(Nowhere)
        .region("us-east-1")
        .credentials(Credentials::new(
            env("AWS_ACCESS_KEY_ID"),
            env("AWS_SECRET_ACCESS_KEY"),
        ))
        .build()
}
