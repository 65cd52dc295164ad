//! The parameters of the standard mode, and the formulas that use them.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::{Failure, RetryKind};

type Classifier = dyn Fn(&Failure<'_>, Option<RetryKind>) -> Option<RetryKind> + Send + Sync;

/// How a client retries. The defaults are those of the AWS SDKs.
#[derive(Clone)]
pub struct RetryConfig {
    version: Version,
    is_adaptive: bool,
    max_attempts: u32,
    base_delay: Duration,
    throttling_base_delay: Duration,
    max_backoff: Duration,
    quota: u32,
    classifier: Option<Arc<Classifier>>,
}

/// The versions of the standard mode, which use the same parameters differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Version {
    V1,
    V2_1,
}

/// The maximum that is added to the backoff when a service asks for a longer wait.
const MAX_RETRY_AFTER: Duration = Duration::from_secs(5);

impl RetryConfig {
    /// Standard mode 2.1: three attempts; a base delay of 50 ms, or 1 s when throttled; 500
    /// tokens. A retry costs 14 tokens, or 5 if the request was throttled.
    pub fn standard() -> Self {
        Self {
            version: Version::V2_1,
            is_adaptive: false,
            max_attempts: 3,
            base_delay: Duration::from_millis(50),
            throttling_base_delay: Duration::from_secs(1),
            max_backoff: Duration::from_secs(20),
            quota: 500,
            classifier: None,
        }
    }

    /// Standard mode before 2026: three attempts; a base delay of 1 s; 500 tokens. A retry costs
    /// 5 tokens, or 10 after a timeout.
    pub fn standard_v1() -> Self {
        Self {
            version: Version::V1,
            base_delay: Duration::from_secs(1),
            ..Self::standard()
        }
    }

    /// [`RetryConfig::standard`] for a client that sends more slowly when throttled, first
    /// attempts included: calls wait for their turn. Use it for a client whose calls all go to
    /// one resource, since throttling by one table or bucket slows down the calls to all others.
    pub fn adaptive() -> Self {
        Self::standard().with_adaptive_rate(true)
    }

    /// Sets whether a throttled client sends more slowly; see [`RetryConfig::adaptive`].
    pub fn with_adaptive_rate(mut self, on: bool) -> Self {
        self.is_adaptive = on;
        self
    }

    /// A single attempt.
    pub fn never() -> Self {
        Self {
            max_attempts: 1,
            ..Self::standard()
        }
    }

    /// [`RetryConfig::standard`] with the values for the service with this `sdkId`
    /// (`aws.api#service`).
    pub fn for_service(sdk_id: &str) -> Self {
        match sdk_id {
            // DynamoDB answers in milliseconds, and interactive programs call it.
            "DynamoDB" | "DynamoDB Streams" => Self {
                max_attempts: 4,
                base_delay: Duration::from_millis(25),
                ..Self::standard()
            },
            _ => Self::standard(),
        }
    }

    /// Sets the number of attempts, the first included; zero counts as one.
    pub fn with_max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = attempts;
        self
    }

    /// Sets the longest wait before the first retry; it doubles with every further one.
    pub fn with_base_delay(mut self, delay: Duration) -> Self {
        self.base_delay = delay;
        self
    }

    /// Sets the longest wait before the first retry of a throttled request; it doubles likewise.
    pub fn with_throttling_base_delay(mut self, delay: Duration) -> Self {
        self.throttling_base_delay = delay;
        self
    }

    /// Sets the longest backoff, at which doubling stops.
    pub fn with_max_backoff(mut self, delay: Duration) -> Self {
        self.max_backoff = delay;
        self
    }

    /// Sets the size of the client's [`Quota`](crate::call::retry::Quota).
    pub fn with_quota(mut self, tokens: u32) -> Self {
        self.quota = tokens;
        self
    }

    /// Lets `classifier` decide whether, and as what kind, a failure is retried. Its second
    /// argument is the built-in classification, `None` for "not at all".
    ///
    /// ```
    /// use tinsmith::retry::{RetryConfig, RetryKind};
    ///
    /// let config = RetryConfig::standard().with_classifier(|failure, usual| {
    ///     match failure.code.as_deref() {
    ///         Some("ResourceNotReadyException") => Some(RetryKind::Transient),
    ///         _ => usual,
    ///     }
    /// });
    /// ```
    pub fn with_classifier<F>(mut self, classifier: F) -> Self
    where
        F: Fn(&Failure<'_>, Option<RetryKind>) -> Option<RetryKind> + Send + Sync + 'static,
    {
        self.classifier = Some(Arc::new(classifier));
        self
    }

    /// The number of attempts, the first included.
    pub fn max_attempts(&self) -> u32 {
        self.max_attempts
    }

    /// Decides whether, and as what kind, a failure is retried.
    pub fn classify(&self, failure: &Failure<'_>) -> Option<RetryKind> {
        let usual = failure.kind();
        match &self.classifier {
            Some(classifier) => classifier(failure, usual),
            None => usual,
        }
    }

    pub(super) fn is_adaptive(&self) -> bool {
        self.is_adaptive
    }

    pub(super) fn quota(&self) -> u32 {
        self.quota
    }

    pub(super) fn cost(&self, kind: RetryKind) -> u32 {
        match (self.version, kind) {
            (Version::V1, RetryKind::Timeout) => 10,
            (Version::V1, _) | (Version::V2_1, RetryKind::Throttling) => 5,
            (Version::V2_1, _) => 14,
        }
    }

    pub(super) fn waits_when_long_polling(&self) -> bool {
        self.version == Version::V2_1
    }

    /// The wait after `retries` retries.
    pub(super) fn delay(
        &self,
        kind: RetryKind,
        retries: u32,
        random: f64,
        asked: Option<Duration>,
    ) -> Duration {
        let base = match (self.version, kind) {
            (Version::V2_1, RetryKind::Throttling) => self.throttling_base_delay,
            _ => self.base_delay,
        };
        let doubled = base.saturating_mul(2_u32.saturating_pow(retries));
        match self.version {
            Version::V1 => asked
                .unwrap_or_else(|| share(doubled, random))
                .min(self.max_backoff),
            Version::V2_1 => {
                let backoff = share(doubled.min(self.max_backoff), random);
                let most = backoff.saturating_add(MAX_RETRY_AFTER);
                asked.map_or(backoff, |asked| asked.clamp(backoff, most))
            }
        }
    }
}

/// `whole` multiplied by `random`, which lies between 0 and 1; `whole` for any other number.
fn share(whole: Duration, random: f64) -> Duration {
    let part = Duration::try_from_secs_f64(whole.as_secs_f64() * random);
    part.unwrap_or(whole).min(whole)
}

impl Default for RetryConfig {
    fn default() -> Self {
        Self::standard()
    }
}

impl fmt::Debug for RetryConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RetryConfig")
            .field("version", &self.version)
            .field("is_adaptive", &self.is_adaptive)
            .field("max_attempts", &self.max_attempts)
            .field("base_delay", &self.base_delay)
            .field("throttling_base_delay", &self.throttling_base_delay)
            .field("max_backoff", &self.max_backoff)
            .field("quota", &self.quota)
            .field("classifier", &self.classifier.as_ref().map(|_| ".."))
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn delays(config: &RetryConfig, kind: RetryKind, random: f64) -> Vec<u128> {
        let delays = (0..4).map(|retries| config.delay(kind, retries, random, None));
        delays.map(|delay| delay.as_millis()).collect()
    }

    #[test]
    fn dynamodb_starts_at_25_ms_and_has_four_attempts() {
        for service in ["DynamoDB", "DynamoDB Streams"] {
            let config = RetryConfig::for_service(service);
            assert_eq!(config.max_attempts(), 4);
            assert_eq!(delays(&config, RetryKind::Server, 1.0), [25, 50, 100, 200]);
        }
    }

    #[test]
    fn throttled_dynamodb_waits_as_long_as_others() {
        let config = RetryConfig::for_service("DynamoDB");
        let delays = delays(&config, RetryKind::Throttling, 1.0);
        assert_eq!(delays, [1000, 2000, 4000, 8000]);
    }

    #[test]
    fn other_services_have_the_standard() {
        let config = RetryConfig::for_service("S3");
        assert_eq!(config.max_attempts(), 3);
        assert_eq!(delays(&config, RetryKind::Server, 1.0), [50, 100, 200, 400]);
    }

    #[test]
    fn jitter_shortens_the_wait_proportionally() {
        let config = RetryConfig::standard();
        assert_eq!(delays(&config, RetryKind::Server, 0.5), [25, 50, 100, 200]);
        assert_eq!(delays(&config, RetryKind::Server, 0.0), [0, 0, 0, 0]);
    }

    #[test]
    fn the_versions_cap_before_and_after_jitter() {
        let jittered = |config: RetryConfig| {
            let config = config
                .with_base_delay(8 * SECOND)
                .with_max_backoff(4 * SECOND);
            config.delay(RetryKind::Server, 0, 0.5, None)
        };
        assert_eq!(jittered(RetryConfig::standard_v1()), 4 * SECOND);
        assert_eq!(jittered(RetryConfig::standard()), 2 * SECOND);
    }

    #[test]
    fn no_number_of_retries_and_no_random_number_overflows() {
        let config = RetryConfig::standard().with_base_delay(Duration::MAX);
        for random in [1.0, 2.0, -1.0, f64::NAN, f64::INFINITY] {
            let delay = config.delay(RetryKind::Server, u32::MAX, random, None);
            assert_eq!(delay, 20 * SECOND, "{random}");
        }
    }

    #[test]
    fn a_wait_asked_for_is_kept_to_at_most_five_seconds_more() {
        let config = RetryConfig::standard();
        let asked = |asked| config.delay(RetryKind::Throttling, 0, 1.0, Some(asked));
        assert_eq!(asked(Duration::ZERO), SECOND);
        assert_eq!(asked(3 * SECOND), 3 * SECOND);
        assert_eq!(asked(Duration::MAX), 6 * SECOND);
    }

    #[test]
    fn timeouts_cost_more_in_the_first_version_only() {
        let cost = |config: RetryConfig, kind| config.cost(kind);
        assert_eq!(cost(RetryConfig::standard_v1(), RetryKind::Timeout), 10);
        assert_eq!(cost(RetryConfig::standard_v1(), RetryKind::Throttling), 5);
        assert_eq!(cost(RetryConfig::standard(), RetryKind::Timeout), 14);
    }

    #[test]
    fn a_classifier_has_the_last_word() {
        let config = RetryConfig::standard().with_classifier(|failure, usual| {
            if failure.status == Some(409) {
                Some(RetryKind::Transient)
            } else {
                usual
            }
        });
        let classify = |status| {
            let status = Some(status);
            config.classify(&Failure {
                status,
                ..Failure::default()
            })
        };
        assert_eq!(classify(409), Some(RetryKind::Transient));
        assert_eq!(classify(500), Some(RetryKind::Server));
        assert_eq!(classify(400), None);
    }
}
