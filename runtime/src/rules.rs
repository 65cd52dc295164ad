//! Interpreters of data that the generator compiled: constraint traits, JMESPath expressions and
//! endpoint rules. They know values, but not HTTP.

pub mod endpoint;
pub mod jmespath;
pub mod validate;
