//! Reads and writes blobs as base64 in JSON strings.

use ::base64::Engine;
use ::base64::engine::general_purpose::STANDARD;

/// Appends `bytes` as base64 in quotes.
pub(super) fn write(bytes: &[u8], out: &mut Vec<u8>) {
    out.push(b'"');
    let start = out.len();
    let length = ::base64::encoded_len(bytes.len(), true).unwrap_or(usize::MAX);
    out.resize(start + length, 0);
    // The space is exactly as long as the text.
    let written = STANDARD.encode_slice(bytes, &mut out[start..]).unwrap_or(0);
    out.truncate(start + written);
    out.push(b'"');
}

/// Decodes the base64 `text`.
pub(super) fn read(text: &str) -> Result<Vec<u8>, String> {
    STANDARD
        .decode(text)
        .map_err(|error| format!("invalid base64: {error}"))
}
