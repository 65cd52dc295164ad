//! Writes heads of items in their shortest form (RFC 8949, section 4.1).

/// Appends an integer.
#[inline]
pub(super) fn write_integer(number: i64, out: &mut Vec<u8>) {
    if number < 0 {
        write(1, (-1 - number).unsigned_abs(), out);
    } else {
        write(0, number.unsigned_abs(), out);
    }
}

/// Appends an integer that may exceed every signed type.
pub(super) fn write_unsigned(number: u64, out: &mut Vec<u8>) {
    write(0, number, out);
}

/// Appends a byte string.
pub(super) fn write_bytes(bytes: &[u8], out: &mut Vec<u8>) {
    write(2, bytes.len() as u64, out);
    out.extend_from_slice(bytes);
}

/// Appends a text.
#[inline]
pub(super) fn write_text(text: &str, out: &mut Vec<u8>) {
    write(3, text.len() as u64, out);
    out.extend_from_slice(text.as_bytes());
}

/// Appends the head of a list.
pub(super) fn write_list(elements: usize, out: &mut Vec<u8>) {
    write(4, elements as u64, out);
}

/// Appends the head of a map.
pub(super) fn write_map(entries: usize, out: &mut Vec<u8>) {
    write(5, entries as u64, out);
}

/// Appends a tag; the tagged item follows.
pub(super) fn write_tag(tag: u64, out: &mut Vec<u8>) {
    write(6, tag, out);
}

/// Appends a null.
pub(super) fn write_null(out: &mut Vec<u8>) {
    out.push(0xF6);
}

/// Appends a boolean.
pub(super) fn write_boolean(value: bool, out: &mut Vec<u8>) {
    out.push(0xF4 + u8::from(value));
}

/// Appends a head of `major` type.
#[inline]
fn write(major: u8, argument: u64, out: &mut Vec<u8>) {
    let major = major << 5;
    let bytes = argument.to_be_bytes();
    let (info, used) = match argument {
        0..=23 => return out.push(major | bytes[7]),
        24..=0xFF => (24, 1),
        0x100..=0xFFFF => (25, 2),
        0x1_0000..=0xFFFF_FFFF => (26, 4),
        _ => (27, 8),
    };
    out.push(major | info);
    out.extend_from_slice(&bytes[8 - used..]);
}
