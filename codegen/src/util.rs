//! What several layers need and that knows none of them: dates as days, and base64.

pub(crate) mod base64;
pub(crate) mod calendar;
