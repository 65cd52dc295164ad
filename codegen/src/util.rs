//! Functions that several layers need and that know none of them: dates as days, and base64.

pub(crate) mod base64;
pub(crate) mod calendar;
