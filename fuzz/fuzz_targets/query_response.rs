//! Any bytes are a response of `awsQuery` and `ec2Query` that is understood or refused.

#![no_main]

#[path = "../../runtime/tests/aws_query/fixture.rs"]
#[allow(dead_code, reason = "nothing is sent")]
mod fixture;

use bytes::Bytes;
use http::Response;
use libfuzzer_sys::fuzz_target;
use tinsmith::rt::codec::Limits;
use tinsmith::rt::protocol::{AWS_QUERY, EC2_QUERY, Protocol, ServiceProtocol};
use tinsmith::rt::value::Field;

use fixture::{ORDER, ORDERS, OrderOutput, SoldOut};

fuzz_target!(|bytes: &[u8]| {
    // XML has no spelling for it.
    if bytes.contains(&0) {
        return;
    }
    let response = Response::new(Bytes::copy_from_slice(bytes));
    let limits = Limits::default();
    for protocol in [&AWS_QUERY, &EC2_QUERY] {
        protocol.request_id(&response);
        protocol.identify_error(&ORDER, &response);
        let _ = protocol.decode_error(&ORDER, &response, &mut SoldOut::blank(), &limits);
        let mut output = OrderOutput::blank();
        if protocol
            .decode_output(&ORDER, &response, &mut output, &limits)
            .is_err()
        {
            continue;
        }
        // A moment may be out of the years that its format can spell.
        let Ok(written) = protocol.encode_output(&ORDERS, &ORDER, &output) else {
            continue;
        };
        let mut read = OrderOutput::blank();
        let decoded = protocol.decode_output(&ORDER, &written, &mut read, &limits);
        assert!(decoded.is_ok(), "{decoded:?} of {written:?}");
    }
});
