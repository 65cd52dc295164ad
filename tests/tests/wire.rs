//! What clients send, byte by byte: every case of the command `wire`, for every adapter.

#[test]
fn every_adapter_sends_what_was_signed() {
    let table = tests::wire::run("");
    assert!(table.passed() > 300, "only {} cases", table.passed());
    assert_eq!(table.failed(), 0, "\n{table}");
}
