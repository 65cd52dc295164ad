//! Checksums of bodies, by the names of their headers.

use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use crate::wire::server::message::Request;

/// The checksum in a header of this name, in base64; `None` of others.
pub(crate) fn sum(header: &str, bytes: &[u8]) -> Option<String> {
    let sum = match header {
        "x-amz-checksum-crc32" => crc(bytes, 0xEDB8_8320, 32),
        "x-amz-checksum-crc32c" => crc(bytes, 0x82F6_3B78, 32),
        "x-amz-checksum-crc64nvme" => crc(bytes, 0x9A6C_9329_AC4B_C9B5, 64),
        "x-amz-checksum-sha1" => sha1::Sha1::digest(bytes).to_vec(),
        "x-amz-checksum-sha256" => Sha256::digest(bytes).to_vec(),
        "content-md5" => md5::Md5::digest(bytes).to_vec(),
        _ => return None,
    };
    Some(STANDARD.encode(sum))
}

/// Whether `value` is the checksum of `bytes` that the name says.
pub(super) fn check(name: &str, value: &str, bytes: &[u8]) -> Result<(), String> {
    match sum(name, bytes) {
        Some(sum) if sum == value => Ok(()),
        Some(sum) => Err(format!("{name} is {value} of a body with {sum}")),
        None => Err(format!("{name} is no checksum")),
    }
}

/// Whether the checksums in the head are those of the body.
pub(super) fn check_headers(request: &Request) -> Result<(), String> {
    for (name, value) in &request.head.headers {
        let is_sum = name == "content-md5" || name.starts_with("x-amz-checksum-");
        if is_sum && sum(name, b"").is_some() {
            check(name, &String::from_utf8_lossy(value), &request.body)?;
        }
    }
    Ok(())
}

/// Bytes in hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// A cyclic redundancy check of the reflected kind that starts with ones and is inverted at the
/// end, bit by bit.
fn crc(bytes: &[u8], polynomial: u64, bits: usize) -> Vec<u8> {
    let ones = u64::MAX >> (64 - bits);
    let mut crc = ones;
    for byte in bytes {
        crc ^= u64::from(*byte);
        for _ in 0..8 {
            let carries = crc & 1 == 1;
            crc = (crc >> 1) ^ if carries { polynomial } else { 0 };
        }
    }
    (crc ^ ones).to_be_bytes()[8 - bits / 8..].to_vec()
}
