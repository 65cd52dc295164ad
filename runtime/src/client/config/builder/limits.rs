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

    /// How long a call may take with all its attempts and pauses; there is no limit by default, or
    /// for `Duration::MAX`. It covers the same phases as
    /// [`attempt_timeout`](Self::attempt_timeout), and also nested calls for a session or an
    /// endpoint. A pause that would outlast it is not begun.
    #[must_use]
    pub const fn call_timeout(mut self, limit: Duration) -> Self {
        self.settings.call_timeout = Some(limit);
        self
    }

    /// How long the body of a request or response, or a stream in an output, may make no progress
    /// before the attempt fails: 20 seconds by default, as in the AWS SDKs' stalled-stream
    /// protection. A response slower than a byte a second makes no progress, and neither does an
    /// upload if the network accepts no piece of 16 KiB in this time. `None` and zero switch the
    /// limit off.
    ///
    /// The operating system and HTTP libraries buffer pieces. So an upload has twice the time until
    /// the network has accepted more than the buffers hold, and twice its longest pause from then
    /// on, up to four times the time.
    ///
    /// Only the network counts, not a slow source of the body, nor a caller who reads slowly.
    /// Streams of events may pause for any time.
    ///
    /// A blocking client's transport enforces the limit. `UreqTransport` does, except for a
    /// response that stops altogether with an agent of yours: there the agent's `timeout_per_read`
    /// counts.
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
    /// the response itself is not counted. The default is 48 MiB, or six times the length of a
    /// response that is longer than 8 MiB. `usize::MAX` is no limit.
    ///
    /// A response of a few megabytes can decode to values that take gigabytes. Such a response
    /// fails with [`ErrorKind::Decode`](crate::call::error::ErrorKind::Decode), which names the
    /// member.
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
