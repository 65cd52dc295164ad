//! Notes about settings that are configured and have no effect.

use super::*;

#[test]
fn what_cannot_be_honoured_is_noted() {
    let text = report(loader(
        &[("AWS_CA_BUNDLE", "/ca.pem"), ("AWS_CONFIG_FILE", "/none")],
        "",
    ));
    for expected in [
        "\n  note: /none, which AWS_CONFIG_FILE names, cannot be read:",
        "\n  note: AWS_CA_BUNDLE (\"/ca.pem\") is not honoured: give the transport the certificates \
         in this file",
    ] {
        assert!(text.contains(expected), "{text}");
    }
    let config = "[default]\ndefaults_mode = mobile\ns3 =\n  payload_signing_enabled = false\n";
    let text = report(loader(&[], config));
    for expected in [
        "\n  note: ~/.aws/config:2: `defaults_mode` (\"mobile\") is not honoured: set time limits \
         and retries in code (`attempt_timeout`, `retry`)",
        "\n  note: ~/.aws/config:4: `s3 payload_signing_enabled` (\"false\") is not honoured: bodies \
         in memory are signed, and streams are not",
    ] {
        assert!(text.contains(expected), "{text}");
    }
}

/// A transport like [`Nobody`], whose HTTP client honours variables for proxies.
struct Proxied;

impl BlockingTransport for Proxied {
    fn send(
        &self,
        request: Request<Body>,
        timeout: Option<Duration>,
    ) -> Result<Response<Body>, TransportError> {
        Nobody.send(request, timeout)
    }

    fn uses_proxies(&self) -> bool {
        true
    }
}

#[test]
fn a_proxy_that_the_transport_does_not_use_is_noted() {
    const NOW: Timestamp = Timestamp::new(1_764_547_200, 0);
    for name in ["HTTPS_PROXY", "http_proxy", "ALL_PROXY"] {
        let proxied = || {
            tinsmith_config::load()
                .files(Files(BTreeMap::new()))
                .environment(Environment::from_fn(move |it| {
                    (it == name).then(|| "http://u:pw@proxy".to_owned())
                }))
        };
        let text = report(proxied());
        let expected = format!(
            "\n  note: {name} is not honoured: the transport does not use it; set the proxy of its \
             HTTP client, or choose a transport that does (`ReqwestTransport`, `UreqTransport`)"
        );
        assert!(text.ends_with(&expected), "{text}");
        assert!(!text.contains("pw"), "{text}");
        let text = proxied().report_blocking(Proxied, NOW).to_string();
        assert!(!text.contains("note"), "{text}");
    }
}

#[test]
fn settings_that_need_a_feature_are_noted() {
    let lines = [
        "request_checksum_calculation = when_supported",
        "response_checksum_validation = when_supported",
        "request_min_compression_size_bytes = 1",
        "sigv4a_signing_region_set = *",
        "disable_request_compression = false",
    ];
    let text = report(loader(&[], &format!("[default]\n{}\n", lines.join("\n"))));
    for (name, feature) in tinsmith::config::SETTINGS_WITHOUT_FEATURE {
        let key = name.trim_start_matches("AWS_").to_ascii_lowercase();
        let line = lines
            .iter()
            .position(|line| line.starts_with(&key))
            .unwrap();
        let value = lines[line].split(" = ").nth(1).unwrap();
        let expected = format!(
            "note: ~/.aws/config:{}: `{key}` ({value:?}) has no effect: it needs the feature \
             `{feature}` of `tinsmith`",
            line + 2
        );
        assert!(text.contains(&expected), "{text}");
    }
    let config = "[default]\nrequest_checksum_calculation = when_required\n\
                  disable_request_compression = true\n";
    let text = report(loader(&[], config));
    assert!(!text.contains("note"), "{text}");
}

/// Files that the user may not read.
struct Forbidden;

impl FileSystem for Forbidden {
    fn read(&self, _path: &Path) -> io::Result<Vec<u8>> {
        Err(io::ErrorKind::PermissionDenied.into())
    }

    fn write(&self, _path: &Path, _contents: &[u8]) -> io::Result<()> {
        Err(io::ErrorKind::PermissionDenied.into())
    }
}

#[test]
fn files_that_are_there_and_cannot_be_read_are_noted() {
    let text = report(loader(&[], "").files(Forbidden));
    for file in ["config", "credentials"] {
        let expected = format!("\n  note: ~/.aws/{file} cannot be read: permission denied");
        assert!(text.contains(&expected), "{text}");
    }
}
