//! Time limits of calls and memory limits of responses.

use std::time::Duration;

use super::ConfigBuilder;

impl<T> ConfigBuilder<T> {
    /// The time limit of one attempt: getting credentials, connecting, TLS, sending, and reading
    /// the response, errors included. No limit if unset, or for `Duration::MAX`; with zero
    /// nothing is sent. An attempt that exceeds the limit is retried.
    ///
    /// The limit does not cover reading a stream in the output, which the caller does. A blocking
    /// client with a limit sends calls with such an output from a separate thread. Blocking code
    /// of the user, such as a source of credentials or a reader that is sent, is not interrupted;
    /// its time counts when it returns.
    ///
    /// An abandoned thread ends with its next read, at the latest when the transfer counts as
    /// stalled. With [`stalled_stream_grace`](Self::stalled_stream_grace) switched off, a server
    /// that sends half an error and keeps the connection open keeps thread and connection alive.
    ///
    /// [`Clock::monotonic`](crate::io::clock::Clock::monotonic) measures the limits.
    #[must_use]
    pub const fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.settings.attempt_timeout = Some(limit);
        self
    }

    /// The time limit of a call with all its attempts and pauses; no limit if unset, or for
    /// `Duration::MAX`. It covers what [`attempt_timeout`](Self::attempt_timeout) covers, and
    /// also the nested calls for a session or an endpoint. A pause that would exceed it is not
    /// begun.
    #[must_use]
    pub const fn call_timeout(mut self, limit: Duration) -> Self {
        self.settings.call_timeout = Some(limit);
        self
    }

    /// How long the body of a request or response, or a stream in an output, may make no progress
    /// before the attempt fails: 20 seconds if unset, like the stalled-stream protection of the
    /// AWS SDKs. A response slower than a byte a second makes no progress, and neither does an
    /// upload of which no piece of 16 KiB is taken in this time. `None` and zero disable the
    /// check.
    ///
    /// The system and HTTP libraries collect pieces before they take more. So an upload has twice
    /// the time until more is taken than their buffers hold, and twice its longest pause from
    /// then on, up to four times the time.
    ///
    /// Only time spent on the network counts, not the time of a slow source that is sent, nor of
    /// a slow caller that reads. Streams of events may pause without limit.
    ///
    /// A blocking client leaves the check to its transport. `UreqTransport` implements it, except
    /// for a response that stops altogether through an agent given to it: that agent's
    /// `timeout_per_read` applies.
    #[must_use]
    pub const fn stalled_stream_grace(mut self, grace: Option<Duration>) -> Self {
        self.settings.stalled_stream_grace = grace;
        self
    }

    /// The maximum length of a response body, in bytes; 64 MiB if unset.
    #[must_use]
    pub const fn max_response_bytes(mut self, limit: usize) -> Self {
        self.settings.max_response_bytes = limit;
        self
    }

    /// The maximum memory for the values of a response, or of one event of a stream, in bytes;
    /// the response itself does not count. If unset, 48 MiB, or six times the length of a
    /// response longer than 8 MiB. `usize::MAX` is no limit.
    ///
    /// A response of a few megabytes can contain values that take gigabytes. Such a response
    /// fails with [`ErrorKind::Decode`](crate::call::error::ErrorKind::Decode), which names the
    /// member.
    #[must_use]
    pub const fn max_decoded_bytes(mut self, limit: usize) -> Self {
        self.settings.max_decoded_bytes = Some(limit);
        self
    }

    /// The maximum nesting depth of a response; 128 if unset. Each level takes some hundred bytes
    /// of stack.
    #[must_use]
    pub const fn max_depth(mut self, limit: usize) -> Self {
        self.settings.max_depth = limit;
        self
    }
}
