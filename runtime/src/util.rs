//! Small algorithms that several layers use: checks, codes, sorting, futures. Knows nothing of
//! models, HTTP or services.

pub(crate) mod crc;
pub mod future;
pub(crate) mod order;
pub(crate) mod percent;
pub(crate) mod printable;
