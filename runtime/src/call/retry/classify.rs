//! Classifies the failure of an attempt for retries.

use std::borrow::Cow;
use std::time::Duration;

use http::HeaderMap;

use crate::io::transport::TransportErrorKind;

/// The facts about a failed attempt. Start from [`Failure::NONE`] or `default()`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Failure<'a> {
    /// The HTTP status, if there was a response.
    pub status: Option<u16>,
    /// The error code that the response named, without namespace. If a response to `HEAD` cannot
    /// name one, in XML, its status in one word (`Forbidden`).
    pub code: Option<Cow<'a, str>>,
    /// The `smithy.api#retryable` trait of the modelled error.
    pub modelled: Option<Retryable>,
    /// Why there was no response.
    pub transport: Option<TransportErrorKind>,
    /// The wait that the service asks for; see [`retry_after`].
    pub retry_after: Option<Duration>,
    /// Whether the local clock was found to be off far enough to invalidate a signature; see
    /// [`ClockSkew::is_significant`](crate::auth::ClockSkew::is_significant).
    pub clock_skewed: bool,
}

/// The `smithy.api#retryable` trait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retryable {
    /// Whether the error means that the caller is throttled.
    pub throttling: bool,
}

/// The reason why another attempt may succeed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RetryKind {
    /// The service wants fewer requests.
    Throttling,
    /// The service or the network took too long.
    Timeout,
    /// A transient failure: a lost connection, or an error modelled as retryable.
    Transient,
    /// The service failed.
    Server,
    /// The signature's time was wrong, and can be corrected.
    ClockSkew,
}

impl Failure<'_> {
    /// No facts.
    pub const NONE: Self = Self {
        status: None,
        code: None,
        modelled: None,
        transport: None,
        retry_after: None,
        clock_skewed: false,
    };

    /// Classifies the failure by the rules that the AWS SDKs share; `None` if retrying cannot
    /// help. The model and the code are more specific than the status and take precedence.
    pub fn kind(&self) -> Option<RetryKind> {
        self.kind_of_transport()
            .or_else(|| self.kind_of_code())
            .or_else(|| self.kind_of_model())
            .or_else(|| self.kind_of_status())
    }

    fn kind_of_transport(&self) -> Option<RetryKind> {
        match self.transport? {
            TransportErrorKind::Connect
            | TransportErrorKind::Disconnected
            | TransportErrorKind::ChecksumMismatch => Some(RetryKind::Transient),
            TransportErrorKind::Timeout => Some(RetryKind::Timeout),
            _ => None,
        }
    }

    fn kind_of_model(&self) -> Option<RetryKind> {
        if self.modelled?.throttling {
            Some(RetryKind::Throttling)
        } else {
            Some(RetryKind::Transient)
        }
    }

    fn kind_of_code(&self) -> Option<RetryKind> {
        match self.code.as_deref()? {
            "BandwidthLimitExceeded"
            | "EC2ThrottledException"
            | "LimitExceededException"
            | "PriorRequestNotComplete"
            | "ProvisionedThroughputExceededException"
            | "RequestLimitExceeded"
            | "RequestThrottled"
            | "RequestThrottledException"
            | "SlowDown"
            | "ThrottledException"
            | "Throttling"
            | "ThrottlingException"
            | "TooManyRequestsException"
            | "TransactionInProgressException" => Some(RetryKind::Throttling),
            "RequestTimeout" | "RequestTimeoutException" => Some(RetryKind::Timeout),
            "AccessDeniedException"
            | "AuthFailure"
            | "InvalidSignatureException"
            | "RequestExpired"
            | "RequestInTheFuture"
            | "RequestTimeTooSkewed"
            | "SignatureDoesNotMatch"
                if self.clock_skewed =>
            {
                Some(RetryKind::ClockSkew)
            }
            _ => None,
        }
    }

    fn kind_of_status(&self) -> Option<RetryKind> {
        match self.status? {
            429 => Some(RetryKind::Throttling),
            500 | 502 | 503 | 504 => Some(RetryKind::Server),
            400 | 403 if self.clock_skewed && self.is_unexplained() => Some(RetryKind::ClockSkew),
            _ => None,
        }
    }

    /// Returns whether the code is absent, or tells no more than the status, as in responses to
    /// `HEAD`.
    pub(crate) fn is_unexplained(&self) -> bool {
        matches!(
            self.code.as_deref(),
            None | Some("BadRequest" | "Forbidden")
        )
    }
}

/// The wait that a response asks for in `x-amz-retry-after`, in whole milliseconds; any other
/// value is ignored.
pub fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get("x-amz-retry-after")?.to_str().ok()?;
    text.trim().parse().ok().map(Duration::from_millis)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_code(status: u16, code: &str) -> Failure<'_> {
        Failure {
            status: Some(status),
            code: Some(code.into()),
            ..Failure::NONE
        }
    }

    fn of_status(status: u16) -> Option<RetryKind> {
        let status = Some(status);
        Failure {
            status,
            ..Failure::NONE
        }
        .kind()
    }

    #[test]
    fn server_errors_are_retried_but_not_all() {
        for status in [500, 502, 503, 504] {
            assert_eq!(of_status(status), Some(RetryKind::Server), "{status}");
        }
        for status in [400, 403, 404, 409, 501, 505] {
            assert_eq!(of_status(status), None, "{status}");
        }
    }

    #[test]
    fn too_many_requests_is_throttling_whatever_the_code() {
        assert_eq!(of_status(429), Some(RetryKind::Throttling));
    }

    #[test]
    fn a_throttling_code_counts_more_than_the_status() {
        let failure = of_code(503, "SlowDown");
        assert_eq!(failure.kind(), Some(RetryKind::Throttling));
    }

    #[test]
    fn a_timeout_of_the_service_is_retried_though_the_client_is_blamed() {
        let failure = of_code(400, "RequestTimeout");
        assert_eq!(failure.kind(), Some(RetryKind::Timeout));
    }

    #[test]
    fn an_unknown_code_leaves_the_status_to_decide() {
        assert_eq!(of_code(400, "ValidationException").kind(), None);
        assert_eq!(of_code(500, "Strange").kind(), Some(RetryKind::Server));
    }

    #[test]
    fn the_model_can_make_any_error_retryable() {
        for (throttling, kind) in [(false, RetryKind::Transient), (true, RetryKind::Throttling)] {
            let modelled = Some(Retryable { throttling });
            let failure = Failure {
                modelled,
                ..of_code(400, "ReplicatedWriteConflictException")
            };
            assert_eq!(failure.kind(), Some(kind));
        }
    }

    #[test]
    fn a_bad_signature_is_retried_only_if_the_clock_explains_it() {
        let failure = of_code(400, "InvalidSignatureException");
        assert_eq!(failure.kind(), None);
        let failure = Failure {
            clock_skewed: true,
            ..failure
        };
        assert_eq!(failure.kind(), Some(RetryKind::ClockSkew));
    }

    #[test]
    fn a_refusal_without_a_code_is_retried_only_if_the_clock_explains_it() {
        for (status, code) in [(400, "BadRequest"), (403, "Forbidden"), (403, "")] {
            let failure = Failure {
                code: (!code.is_empty()).then_some(code.into()),
                ..of_code(status, "")
            };
            assert_eq!(failure.kind(), None);
            let failure = Failure {
                clock_skewed: true,
                ..failure
            };
            assert_eq!(failure.kind(), Some(RetryKind::ClockSkew));
        }
    }

    #[test]
    fn a_wrong_clock_explains_nothing_else() {
        let failure = Failure {
            clock_skewed: true,
            ..of_code(400, "ValidationException")
        };
        assert_eq!(failure.kind(), None);
    }

    #[test]
    fn transport_errors_are_retried_where_sending_again_can_help() {
        let kind = |transport| {
            Failure {
                transport: Some(transport),
                ..Failure::NONE
            }
            .kind()
        };
        assert_eq!(
            kind(TransportErrorKind::Connect),
            Some(RetryKind::Transient)
        );
        assert_eq!(
            kind(TransportErrorKind::Disconnected),
            Some(RetryKind::Transient)
        );
        assert_eq!(kind(TransportErrorKind::Timeout), Some(RetryKind::Timeout));
        for lasting in [
            TransportErrorKind::Tls,
            TransportErrorKind::Malformed,
            TransportErrorKind::TooLarge,
            TransportErrorKind::Unsendable,
            TransportErrorKind::Other,
        ] {
            assert_eq!(kind(lasting), None, "{lasting:?}");
        }
    }

    #[test]
    fn retry_after_is_in_milliseconds_or_nothing() {
        for (text, expected) in [
            ("1500", Some(Duration::from_millis(1500))),
            ("0", Some(Duration::ZERO)),
            ("-1", None),
            ("1.5", None),
            ("soon", None),
            ("99999999999999999999999", None),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert("x-amz-retry-after", text.parse().unwrap());
            assert_eq!(retry_after(&headers), expected, "{text}");
        }
    }
}
