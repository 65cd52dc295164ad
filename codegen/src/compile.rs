//! Compilers of the small languages in models: patterns, endpoint rules with the partitions that
//! they ask for, and `JMESPath`. Each makes data that the runtime has a machine for; none knows
//! the IR, names of Rust, or tokens.

pub mod endpoint;
pub mod jmespath;
pub mod partitions;
pub mod pattern;
