//! Small algorithms that several layers use: checksums, encodings, sorting and futures. Knows
//! nothing of models, HTTP or services.

pub(crate) mod crc;
pub mod future;
pub(crate) mod order;
pub(crate) mod percent;
pub(crate) mod printable;
