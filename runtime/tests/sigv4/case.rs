//! A case of the suites in aws-c-auth's layout.

use std::{path::Path, time::Duration};

use http::{Request, Uri};
use serde_json::Value;
use tinsmith::{
    Timestamp,
    auth::sigv4::{Explanation, SessionToken, SigningSettings},
    credentials::Credentials,
};

use crate::vector::{credentials, json, parse, read, redact, timestamp};

/// A case: a request to sign, and the settings.
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) context: Value,
    pub(crate) credentials: Credentials,
    pub(crate) request: Request<Vec<u8>>,
    pub(crate) settings: SigningSettings<'static>,
}

impl Case {
    pub(crate) fn read(folder: &Path) -> Self {
        let context = json(folder);
        let parsed = parse(&read(folder, "request.txt"));
        let flag = |name: &str, default| context[name].as_bool().unwrap_or(default);
        let session_token = if flag("omit_session_token", false) {
            SessionToken::Unsigned
        } else {
            SessionToken::Signed
        };
        let settings = SigningSettings {
            normalize_path: flag("normalize", true),
            double_encode_path: flag("double_uri_encode", true) && parsed.target_is_legal,
            content_sha256_header: flag("sign_body", false),
            session_token,
            ..SigningSettings::DEFAULT
        };
        Self {
            name: folder.display().to_string(),
            credentials: credentials(&context["credentials"], "token"),
            request: parsed.request,
            settings,
            context,
        }
    }

    /// A text of the context.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.context[name].as_str().unwrap()
    }

    pub(crate) fn time(&self) -> Timestamp {
        timestamp(self.text("timestamp"))
    }

    pub(crate) fn expires(&self) -> Duration {
        Duration::from_secs(self.context["expiration_in_seconds"].as_u64().unwrap())
    }

    /// Asserts that the canonical request and the string to sign equal those of the suite.
    pub(crate) fn check(&self, explained: &Explanation, folder: &Path, location: &str) {
        let expected = |part: &str| read(folder, &format!("{location}-{part}.txt"));
        let canonical = redact(&expected("canonical-request"));
        assert_eq!(explained.canonical_request, canonical, "{}", self.name);
        let string_to_sign = expected("string-to-sign");
        assert_eq!(explained.string_to_sign, string_to_sign, "{}", self.name);
    }
}

/// The parameters of a query, in order.
pub(crate) fn parameters(uri: &Uri) -> Vec<&str> {
    let mut query: Vec<_> = uri.query().unwrap().split('&').collect();
    query.sort_unstable();
    query
}
