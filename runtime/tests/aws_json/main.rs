//! The AWS JSON protocols in both directions, and the fake service that is built on them.

mod client;
mod fake;
mod fixture;
mod server;
mod service;
