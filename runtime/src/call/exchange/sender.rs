//! The headers that identify the sender of requests: the program in `user-agent`, and the trace
//! that they belong to.

use http::header::{HeaderMap, HeaderName, HeaderValue, USER_AGENT};

use crate::call::settings::Settings;
use crate::model::operation::ServiceSchema;
use crate::util::percent;

const TRACE_ID: HeaderName = HeaderName::from_static("x-amzn-trace-id");

/// The sender of a client's requests.
pub(super) struct Sender {
    user_agent: HeaderValue,
    /// Whether requests may carry a trace on. The trace changes with every invocation.
    is_traced: bool,
}

impl Sender {
    pub(super) fn new(service: &ServiceSchema, settings: &Settings) -> Self {
        let text = user_agent(service, settings);
        Self {
            user_agent: HeaderValue::try_from(text)
                .unwrap_or_else(|_| HeaderValue::from_static("tinsmith")),
            is_traced: settings
                .environment
                .get("AWS_LAMBDA_FUNCTION_NAME")
                .is_some(),
        }
    }

    pub(super) fn describe(&self, settings: &Settings, headers: &mut HeaderMap) {
        headers.insert(USER_AGENT, self.user_agent.clone());
        if !self.is_traced || headers.contains_key(TRACE_ID) {
            return;
        }
        let trace = settings.environment.get("_X_AMZN_TRACE_ID");
        if let Some(Ok(trace)) = trace.map(|trace| HeaderValue::try_from(escaped(&trace))) {
            headers.insert(TRACE_ID, trace);
        }
    }
}

/// The `User-Agent` of a client, in the order of the AWS SDKs: tool, service, system, language,
/// environment, application.
fn user_agent(service: &ServiceSchema, settings: &Settings) -> String {
    let api = token(service.sdk_id).to_ascii_lowercase();
    let mut text = format!(
        "tinsmith/{} ua/2.1 api/{api}#{} os/{} lang/rust",
        env!("CARGO_PKG_VERSION"),
        token(service.version),
        std::env::consts::OS,
    );
    let environment = settings.environment.get("AWS_EXECUTION_ENV");
    let application = settings.app_name.clone();
    for (key, value) in [("exec-env", environment), ("app", application)] {
        if let Some(value) = value {
            text.extend([" ", key, "/", &token(&value)]);
        }
    }
    text
}

/// `text` with `-` in place of characters that a token must not have (RFC 9110, section 5.6.2).
fn token(text: &str) -> String {
    let allowed = |it: char| it.is_ascii_alphanumeric() || "!$%&'*+-.^_`|~".contains(it);
    text.chars()
        .map(|it| if allowed(it) { it } else { '-' })
        .collect()
}

/// A trace as a header value: everything except visible ASCII is percent-encoded.
fn escaped(trace: &str) -> String {
    let mut text = String::with_capacity(trace.len());
    for byte in trace.bytes() {
        match percent::escape(byte) {
            Some(escaped) if !byte.is_ascii_graphic() => text.extend(escaped.map(char::from)),
            _ => text.push(char::from(byte)),
        }
    }
    text
}
