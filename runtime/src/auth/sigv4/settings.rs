//! The signing rules that differ between services.

use http::HeaderName;

/// How to sign for a service. Start from [`SigningSettings::DEFAULT`] or [`SigningSettings::S3`]
/// and change what differs:
///
/// ```
/// use tinsmith::auth::sigv4::{Payload, SigningSettings};
///
/// let settings = SigningSettings { payload: Payload::Unsigned, ..SigningSettings::S3 };
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a rule that services follow or do not"
)]
pub struct SigningSettings<'a> {
    /// Whether `.`, `..` and empty segments of the path are resolved first. Off for S3, where
    /// they are parts of a key.
    pub normalize_path: bool,
    /// Whether the path, encoded as it is sent, is percent-encoded once more. Off for S3.
    pub double_encode_path: bool,
    /// The payload hash that the signature covers.
    pub payload: Payload<'a>,
    /// Whether `x-amz-content-sha256` carries the payload hash; S3 requires it. Has no effect on
    /// presigned URLs.
    pub content_sha256_header: bool,
    /// Whether any body may be sent to a presigned URL, whose signature then covers
    /// `UNSIGNED-PAYLOAD` in place of [`Payload::Signed`]. S3 computes it so in any case
    /// ("Authenticating Requests: Using Query Parameters" in the S3 API Reference).
    pub presign_any_body: bool,
    /// Whether the signature covers the session token.
    pub session_token: SessionToken,
}

impl<'a> SigningSettings<'a> {
    /// The payload hash in the signature of a presigned URL.
    pub(super) fn presigned_payload(&self) -> Payload<'a> {
        match self.payload {
            Payload::Signed if self.presign_any_body => Payload::Unsigned,
            payload => payload,
        }
    }
}

impl SigningSettings<'static> {
    /// The rules of every service except S3.
    pub const DEFAULT: Self = Self {
        normalize_path: true,
        double_encode_path: true,
        payload: Payload::Signed,
        content_sha256_header: false,
        presign_any_body: false,
        session_token: SessionToken::Signed,
    };

    /// The rules of S3, S3 Control and S3 Express.
    pub const S3: Self = Self {
        normalize_path: false,
        double_encode_path: false,
        content_sha256_header: true,
        presign_any_body: true,
        ..Self::DEFAULT
    };
}

impl Default for SigningSettings<'_> {
    fn default() -> Self {
        SigningSettings::DEFAULT
    }
}

/// The payload hash in a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Payload<'a> {
    /// The SHA-256 of the body.
    Signed,
    /// `UNSIGNED-PAYLOAD`: the body is not covered. S3, over TLS, and operations with the
    /// `aws.auth#unsignedPayload` trait accept that.
    Unsigned,
    /// This text: a SHA-256 in hexadecimal computed earlier, or one of the names of the body's
    /// streaming forms. The body passed in is ignored.
    Precomputed(&'a str),
}

/// Whether a signature covers the session token; the token is sent in either case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SessionToken {
    /// Covered, as nearly all services require.
    Signed,
    /// Added after signing, as AWS `IoT` presigned URLs require.
    Unsigned,
    /// Covered, under its own name: the token of a session that S3 Express has opened.
    S3Session,
}

impl SessionToken {
    /// The header that carries the token.
    pub(super) const fn header(self) -> HeaderName {
        match self {
            Self::Signed | Self::Unsigned => {
                const { HeaderName::from_static("x-amz-security-token") }
            }
            Self::S3Session => const { HeaderName::from_static("x-amz-s3session-token") },
        }
    }

    /// The query parameter that carries the token in a presigned URL.
    pub(super) const fn parameter(self) -> &'static str {
        match self {
            Self::Signed | Self::Unsigned => "X-Amz-Security-Token",
            Self::S3Session => "X-Amz-S3session-Token",
        }
    }

    pub(super) const fn is_signed(self) -> bool {
        matches!(self, Self::Signed | Self::S3Session)
    }
}
