//! The text of a file that may be compressed. Knows nothing of models.

use std::path::Path;
use std::{fs, io};

use super::jar::{self, parts};

/// Bytes of one text, so that a small file cannot fill the memory: sixteen times the largest
/// model there is.
const MOST: usize = 64 << 20;

/// The beginning of gzip files (RFC 1952, section 2.3.1).
const GZIP: [u8; 2] = [0x1f, 0x8b];

/// Reads a text file, which may be compressed by gzip or be in a Java archive.
///
/// Fails if it cannot be read, is not UTF-8 or is damaged, and where it is compressed and the
/// feature `gzip` is not switched on.
pub fn read_text(path: &Path) -> io::Result<String> {
    text_of(match parts(path) {
        Some((archive, inside)) => jar::read(archive, inside)?,
        None => fs::read(path)?,
    })
}

/// The text that is in bytes, which may be compressed by gzip. Fails as [`read_text`] does.
pub fn text_of(bytes: Vec<u8>) -> io::Result<String> {
    let bytes = match bytes.strip_prefix(&GZIP) {
        Some(rest) => inflated(rest, MOST)?,
        None => bytes,
    };
    String::from_utf8(bytes).map_err(|_| invalid("it is not UTF-8"))
}

fn invalid(fault: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, fault)
}

#[cfg(not(feature = "gzip"))]
fn inflated(_: &[u8], _: usize) -> io::Result<Vec<u8>> {
    Err(io::Error::new(
        io::ErrorKind::Unsupported,
        "it is compressed: enable the feature `gzip` of the generator, or unpack the file (`gunzip`)",
    ))
}

/// Inflates a gzip file of one member, to at most so many bytes; `rest` is everything after the
/// first two bytes.
#[cfg(feature = "gzip")]
fn inflated(rest: &[u8], most: usize) -> io::Result<Vec<u8>> {
    use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit};

    let damaged = || invalid("the compressed data is damaged");
    let body = after_header(rest).ok_or_else(damaged)?;
    let (body, end) = body.split_last_chunk::<8>().ok_or_else(damaged)?;
    let text = decompress_to_vec_with_limit(body, most).map_err(|error| match error.status {
        TINFLStatus::HasMoreOutput => invalid("it is too large when unpacked"),
        _ => damaged(),
    })?;
    let [a, b, c, d, ..] = *end;
    if crc32(&text) == u32::from_le_bytes([a, b, c, d]) {
        Ok(text)
    } else {
        Err(damaged())
    }
}

/// The part after the header, whose first two bytes are consumed: method, flags, time and system,
/// then the optional fields (RFC 1952, section 2.3).
#[cfg(feature = "gzip")]
fn after_header(rest: &[u8]) -> Option<&[u8]> {
    const DEFLATE: u8 = 8;
    const CHECKSUM: u8 = 2;
    const EXTRA: u8 = 4;
    const TEXTS: [u8; 2] = [8, 16];
    let (&[method, flags, ..], mut rest) = rest.split_first_chunk::<8>()?;
    if method != DEFLATE {
        return None;
    }
    if flags & EXTRA != 0 {
        let (length, after) = rest.split_first_chunk::<2>()?;
        rest = after.get(usize::from(u16::from_le_bytes(*length))..)?;
    }
    for _ in TEXTS.iter().filter(|text| flags & **text != 0) {
        let end = rest.iter().position(|byte| *byte == 0)?;
        rest = rest.get(end + 1..)?;
    }
    if flags & CHECKSUM != 0 {
        rest = rest.get(2..)?;
    }
    Some(rest)
}

/// The checksum at the end of the file (RFC 1952, section 8).
#[cfg(feature = "gzip")]
fn crc32(bytes: &[u8]) -> u32 {
    const TABLE: [u32; 256] = {
        let mut table = [0; 256];
        let mut index = 0_usize;
        let mut value = 0_u32;
        while index < table.len() {
            let mut crc = value;
            let mut bit = 0;
            while bit < 8 {
                crc = (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg());
                bit += 1;
            }
            table[index] = crc;
            index += 1;
            value += 1;
        }
        table
    };
    let step = |crc: u32, byte: &u8| {
        let [low, ..] = crc.to_le_bytes();
        (crc >> 8) ^ TABLE[usize::from(low ^ byte)]
    };
    !bytes.iter().fold(u32::MAX, step)
}

#[cfg(all(test, feature = "gzip"))]
mod tests {
    use miniz_oxide::deflate::compress_to_vec;

    use super::{crc32, inflated, text_of};

    /// A file as `gzip` writes it, with these flags and their optional fields.
    fn file(text: &[u8], flags: u8, announced: &[u8]) -> Vec<u8> {
        let mut file = vec![0x1f, 0x8b, 8, flags, 0, 0, 0, 0, 0, 3];
        file.extend(announced);
        file.extend(compress_to_vec(text, 6));
        file.extend(crc32(text).to_le_bytes());
        let length = u32::try_from(text.len()).expect("a short text");
        file.extend(length.to_le_bytes());
        file
    }

    #[test]
    fn the_checksum_is_that_of_the_standard() {
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
    }

    #[test]
    fn a_text_comes_out_as_it_went_in_whatever_the_header_holds() {
        for (flags, announced) in [
            (0, &b""[..]),
            (4, b"\x03\0abc"),
            (8, b"model.json\0"),
            (8 | 16 | 2, b"model.json\0of a service\0\x12\x34"),
        ] {
            let read = text_of(file(b"{\"smithy\": \"2.0\"}", flags, announced));
            assert_eq!(read.expect("a text"), "{\"smithy\": \"2.0\"}", "{flags}");
        }
    }

    #[test]
    fn what_is_not_compressed_is_left_as_it_is() {
        assert_eq!(text_of(b"{}".to_vec()).expect("a text"), "{}");
        assert_eq!(text_of(Vec::new()).expect("a text"), "");
    }

    #[test]
    fn a_damaged_file_is_refused_wherever_it_ends() {
        let whole = file(b"a model, a model, a model", 8, b"model.json\0");
        for end in 2..whole.len() {
            let cut = whole.get(..end).expect("a beginning").to_vec();
            let fault = text_of(cut).expect_err("a fault").to_string();
            assert_eq!(fault, "the compressed data is damaged", "{end}");
        }
        let mut wrong = whole;
        *wrong.last_chunk_mut::<8>().expect("an end") = [0; 8];
        text_of(wrong).expect_err("a fault");
    }

    #[test]
    fn what_would_fill_the_memory_is_refused() {
        let file = file(&[b' '; 1000], 0, b"");
        let (_, rest) = file.split_at(2);
        assert_eq!(inflated(rest, 1000).expect("a text").len(), 1000);
        let fault = inflated(rest, 999).expect_err("a fault");
        assert!(
            fault.to_string().ends_with("too large when unpacked"),
            "{fault}"
        );
    }

    #[test]
    fn text_must_be_utf_8() {
        let fault = text_of(file(b"\xff", 0, b"")).expect_err("a fault");
        assert_eq!(fault.to_string(), "it is not UTF-8");
    }
}
