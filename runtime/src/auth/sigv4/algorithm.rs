//! The two forms of Signature Version 4: with a shared key for one region, and with a key pair
//! for a set of regions (`SigV4a`).

use super::hex::Hex;

/// The algorithm of a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Algorithm {
    /// HMAC with SHA-256.
    Symmetric,
    /// ECDSA over P-256 with SHA-256. The scope has no region: a header holds the set of regions.
    #[cfg(feature = "sigv4a")]
    Asymmetric,
}

impl Algorithm {
    /// The algorithm's name in signatures.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Symmetric => "AWS4-HMAC-SHA256",
            #[cfg(feature = "sigv4a")]
            Self::Asymmetric => "AWS4-ECDSA-P256-SHA256",
        }
    }

    /// Returns whether a set of regions is sent along.
    pub(super) const fn has_region_set(self) -> bool {
        match self {
            Self::Symmetric => false,
            #[cfg(feature = "sigv4a")]
            Self::Asymmetric => true,
        }
    }
}

/// A signature in hexadecimal.
pub(super) enum Signature {
    Symmetric(Hex),
    #[cfg(feature = "sigv4a")]
    Asymmetric(Vec<u8>),
}

impl Signature {
    pub(super) fn as_bytes(&self) -> &[u8] {
        match self {
            Self::Symmetric(hex) => hex.as_bytes(),
            #[cfg(feature = "sigv4a")]
            Self::Asymmetric(hex) => hex,
        }
    }

    /// The signature of the symmetric form.
    #[cfg(feature = "event-stream")]
    #[cfg_attr(
        not(feature = "sigv4a"),
        expect(
            clippy::unnecessary_wraps,
            reason = "there is the other form with a feature"
        )
    )]
    pub(super) const fn symmetric(&self) -> Option<Hex> {
        match self {
            Self::Symmetric(hex) => Some(*hex),
            #[cfg(feature = "sigv4a")]
            Self::Asymmetric(_) => None,
        }
    }
}
