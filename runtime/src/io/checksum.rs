//! Checksums of bodies (`aws.protocols#httpChecksum`, `smithy.api#httpChecksumRequired`),
//! computed incrementally. Does not decide which checksum an operation has, or where it is sent.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use md5::Md5;
use sha1::Sha1;
use sha2::{Digest as _, Sha256};

use crate::util::crc::{self, Crc};

/// A checksum algorithm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Algorithm {
    /// CRC-32 as in gzip (ISO-HDLC).
    Crc32,
    /// CRC-32 with Castagnoli's polynomial (iSCSI).
    Crc32C,
    /// CRC-64 with the polynomial of the NVM Express specification.
    Crc64Nvme,
    /// SHA-1.
    Sha1,
    /// SHA-256.
    Sha256,
    /// MD5, which the header `content-md5` carries, too.
    Md5,
}

impl Algorithm {
    /// Every algorithm.
    pub const ALL: [Self; 6] = [
        Self::Crc32,
        Self::Crc32C,
        Self::Crc64Nvme,
        Self::Sha1,
        Self::Sha256,
        Self::Md5,
    ];

    /// The algorithm's name in models and in requests.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Crc32 => "CRC32",
            Self::Crc32C => "CRC32C",
            Self::Crc64Nvme => "CRC64NVME",
            Self::Sha1 => "SHA1",
            Self::Sha256 => "SHA256",
            Self::Md5 => "MD5",
        }
    }

    /// The algorithm with this name, ignoring case.
    pub fn from_name(name: &str) -> Option<Self> {
        let mut all = Self::ALL.into_iter();
        all.find(|it| it.name().eq_ignore_ascii_case(name))
    }

    /// The header, or trailer, that carries the checksum in base64.
    pub const fn header_name(self) -> &'static str {
        match self {
            Self::Crc32 => "x-amz-checksum-crc32",
            Self::Crc32C => "x-amz-checksum-crc32c",
            Self::Crc64Nvme => "x-amz-checksum-crc64nvme",
            Self::Sha1 => "x-amz-checksum-sha1",
            Self::Sha256 => "x-amz-checksum-sha256",
            Self::Md5 => "x-amz-checksum-md5",
        }
    }

    /// A hasher without input.
    pub fn hasher(self) -> Hasher {
        Hasher(match self {
            Self::Crc32 => State::Crc32(Crc::new(&crc::CRC32)),
            Self::Crc32C => State::Crc32(Crc::new(&crc::CRC32C)),
            Self::Crc64Nvme => State::Crc64(Crc::new(&crc::CRC64_NVME)),
            Self::Sha1 => State::Sha1(Sha1::new()),
            Self::Sha256 => State::Sha256(Sha256::new()),
            Self::Md5 => State::Md5(Md5::new()),
        })
    }

    /// The checksum of `bytes`.
    pub fn of(self, bytes: &[u8]) -> Checksum {
        let mut hasher = self.hasher();
        hasher.update(bytes);
        hasher.finalize()
    }
}

impl fmt::Display for Algorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// An incremental checksum.
///
/// ```
/// use tinsmith::checksum::Algorithm;
///
/// let mut hasher = Algorithm::Crc32.hasher();
/// hasher.update(b"1234");
/// hasher.update(b"56789");
/// assert_eq!(hasher.finalize().to_base64(), "y/Q5Jg==");
/// ```
#[derive(Clone, Debug)]
pub struct Hasher(State);

#[derive(Clone, Debug)]
enum State {
    Crc32(Crc),
    Crc64(Crc),
    Sha1(Sha1),
    Sha256(Sha256),
    Md5(Md5),
}

impl Hasher {
    /// Adds the next bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        match &mut self.0 {
            State::Crc32(it) | State::Crc64(it) => it.update(bytes),
            State::Sha1(it) => it.update(bytes),
            State::Sha256(it) => it.update(bytes),
            State::Md5(it) => it.update(bytes),
        }
    }

    /// Returns the checksum of all bytes added.
    pub fn finalize(self) -> Checksum {
        match self.0 {
            State::Crc32(it) => {
                let [_, _, _, _, bytes @ ..] = it.value().to_be_bytes();
                Checksum::new(&bytes)
            }
            State::Crc64(it) => Checksum::new(&it.value().to_be_bytes()),
            State::Sha1(it) => Checksum::new(&it.finalize()),
            State::Sha256(it) => Checksum::new(&it.finalize()),
            State::Md5(it) => Checksum::new(&it.finalize()),
        }
    }
}

/// The length of the longest checksum.
const LONGEST: usize = 32;

/// A checksum as bytes, most significant first.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Checksum {
    bytes: [u8; LONGEST],
    length: usize,
}

impl Checksum {
    /// `value` must fit.
    fn new(value: &[u8]) -> Self {
        let mut bytes = [0; LONGEST];
        for (place, byte) in bytes.iter_mut().zip(value) {
            *place = *byte;
        }
        Self {
            bytes,
            length: value.len().min(LONGEST),
        }
    }

    /// The checksum as in headers and trailers.
    pub fn to_base64(&self) -> String {
        STANDARD.encode(self)
    }
}

impl AsRef<[u8]> for Checksum {
    fn as_ref(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }
}

impl fmt::Debug for Checksum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_base64())
    }
}
