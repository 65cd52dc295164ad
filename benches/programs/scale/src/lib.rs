//! The client that the run generated.

include!(concat!(env!("TINSMITH_BENCH_CODE"), "/service.rs"));
