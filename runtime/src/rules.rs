//! Machines that interpret data which the generator compiled: constraints, JMESPath,
//! endpoint rules. They know values, and nothing of HTTP.

pub mod endpoint;
pub mod jmespath;
pub mod validate;
