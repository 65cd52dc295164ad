//! Any bytes as the body of a request, an output or an error of either RPC v2 protocol are
//! decoded or refused.

#![no_main]

#[path = "../../runtime/tests/rpc_v2/fixture.rs"]
#[allow(dead_code, reason = "written for the tests of the protocols")]
mod fixture;

use libfuzzer_sys::fuzz_target;
use tinsmith::rt::codec::Limits;
use tinsmith::rt::protocol::{Protocol, RPC_V2_CBOR, RPC_V2_JSON, ServiceProtocol};
use tinsmith::rt::value::Field;

use fixture::{LETTERS, NoSuchAddress, SEND, SendInput, SendOutput, request, response};

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits::default();
    for (protocol, name, content_type) in [
        (&RPC_V2_CBOR, "rpc-v2-cbor", "application/cbor"),
        (&RPC_V2_JSON, "rpc-v2-json", "application/json"),
    ] {
        let headers = [("smithy-protocol", name), ("content-type", content_type)];
        let request = request("/service/Letters/operation/Send", &headers, bytes);
        assert!(protocol.route(&LETTERS, &request).is_some());
        let mut input = SendInput::blank();
        if protocol
            .decode_request(&SEND, &request, &mut input, &limits)
            .is_ok()
        {
            let _ = protocol.encode_request(&LETTERS, &SEND, &input);
        }
        let answer = response(200, &headers, bytes);
        let _ = protocol.decode_output(&SEND, &answer, &mut SendOutput::blank(), &limits);
        let answer = response(400, &headers, bytes);
        let failure = protocol.identify_error(&SEND, &answer);
        assert!(failure.index.is_none() || !failure.code.is_empty());
        let _ = protocol.decode_error(&SEND, &answer, &mut NoSuchAddress::blank(), &limits);
    }
});
