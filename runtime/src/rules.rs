//! Machines that interpret data which the generator compiled: patterns, constraints, JMESPath,
//! endpoint rules. They know values, and nothing of HTTP.

pub mod endpoint;
pub mod jmespath;
pub mod pattern;
pub mod validate;
