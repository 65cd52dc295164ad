//! Reads and writes floats, the latter in as few bytes as possible.

/// The value of a half-precision float (RFC 8949, appendix D).
pub(super) fn from_half(bits: u16) -> f64 {
    let fraction = f64::from(bits & 0x03FF);
    let magnitude = match (bits >> 10) & 0x1F {
        0 => fraction * 2f64.powi(-24),
        31 if fraction == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        exponent => (fraction + 1024.0) * 2f64.powi(i32::from(exponent) - 25),
    };
    if bits & 0x8000 == 0 {
        magnitude
    } else {
        -magnitude
    }
}

/// Appends `number` with single precision.
pub(super) fn write_single(number: f32, out: &mut Vec<u8>) {
    out.push(0xFA);
    out.extend_from_slice(&number.to_be_bytes());
}

/// Appends `number` with the precision that it needs, but never with half precision, which not
/// all readers support (Smithy RPC v2 CBOR, "Numeric type serialization").
pub(super) fn write_double(number: f64, out: &mut Vec<u8>) {
    if let Some(single) = to_single(number) {
        return write_single(single, out);
    }
    out.push(0xFB);
    out.extend_from_slice(&number.to_be_bytes());
}

/// The same number with single precision, if that is lossless.
fn to_single(number: f64) -> Option<f32> {
    let single = nearest_single(number);
    (number.is_nan() || f64::from(single).to_bits() == number.to_bits()).then_some(single)
}

/// The nearest single-precision float, which may be infinite.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the nearest float is the contract"
)]
pub(super) fn nearest_single(number: f64) -> f32 {
    number as f32
}
