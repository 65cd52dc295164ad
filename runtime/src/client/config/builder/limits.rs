//! How long calls may take, and how much memory responses may need.

use std::time::Duration;

use super::ConfigBuilder;

impl<T> ConfigBuilder<T> {
    /// How long one attempt may take: getting credentials, connecting, TLS, sending, and reading
    /// the response, errors included. No limit where not set, or for `Duration::MAX`; with zero
    /// nothing is sent. An attempt that takes longer is tried again.
    ///
    /// The limit does not cover reading a stream in the output, which is the caller's. A blocking
    /// client sends calls with such an output from a thread of their own when they have a limit.
    /// Code of the user's that blocks, such as a source of credentials or a reader that is sent,
    /// is not interrupted; its time counts when it returns.
    ///
    /// A thread that nobody waits for any more ends with its next read, at the latest when the
    /// transfer counts as stalled: with [`stalled_stream_grace`](Self::stalled_stream_grace) switched
    /// off, a server that sends half an error and keeps the connection open keeps thread and
    /// connection, too.
    ///
    /// Limits are counted by [`Clock::monotonic`](crate::io::clock::Clock::monotonic).
    #[must_use]
    pub const fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.settings.attempt_timeout = Some(limit);
        self
    }

    /// How long a call may take with all its attempts and pauses; no limit where not set, or for
    /// `Duration::MAX`. It covers what [`attempt_timeout`](Self::attempt_timeout) covers, and also
    /// the calls that this one makes for a session or an endpoint. A pause that would outlast it
    /// is not begun.
    #[must_use]
    pub const fn call_timeout(mut self, limit: Duration) -> Self {
        self.settings.call_timeout = Some(limit);
        self
    }

    /// How long the body of a request or response may make no progress before the attempt fails,
    /// and a stream in an output: 20 seconds where not set, as in the AWS SDKs, whose stalled-stream
    /// protection this is. A response that is slower than a byte a second makes none, and neither does
    /// an upload of which no piece of 16 KiB is taken in this time. `None` and zero switch it off.
    ///
    /// The system and HTTP libraries collect pieces before they take more. So an upload has twice the
    /// time until more is taken than their buffers hold, and twice its longest pause from then on, up
    /// to four times the time.
    ///
    /// Only the network counts, not a source that is slow to yield what is sent, nor a caller who is
    /// slow to read. Streams of events may pause as long as they like.
    ///
    /// A blocking client leaves it to its transport. `UreqTransport` does it, but for a response of
    /// an agent given to it that stops altogether: that agent's `timeout_per_read` counts.
    #[must_use]
    pub const fn stalled_stream_grace(mut self, grace: Option<Duration>) -> Self {
        self.settings.stalled_stream_grace = grace;
        self
    }

    /// The longest response body to read, in bytes; 64 MiB where not set.
    #[must_use]
    pub const fn max_response_bytes(mut self, limit: usize) -> Self {
        self.settings.max_response_bytes = limit;
        self
    }

    /// How much memory the values of a response, or of one event of a stream, may take, in bytes;
    /// the response itself is not counted. Where not set 48 MiB, or six times the length of a
    /// response that is longer than 8 MiB. `usize::MAX` is no limit.
    ///
    /// A response of a few megabytes can stand for values that take gigabytes. One that does fails
    /// with [`ErrorKind::Decode`](crate::call::error::ErrorKind::Decode), which names the member.
    #[must_use]
    pub const fn max_decoded_bytes(mut self, limit: usize) -> Self {
        self.settings.max_decoded_bytes = Some(limit);
        self
    }

    /// How deep a response may be nested; 128 where not set. Each level takes some hundred bytes of
    /// stack.
    #[must_use]
    pub const fn max_depth(mut self, limit: usize) -> Self {
        self.settings.max_depth = limit;
        self
    }
}
