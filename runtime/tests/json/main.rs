//! The JSON codec: values over a schema with every kind of shape, and the JSONTestSuite.

mod decode;
mod encode;
mod fixture;
mod round_trip;
mod suite;
