//! Packed files as they occur, and as they should not: gzip and zip.

use miniz_oxide::MZFlush;
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::deflate::core::CompressorOxide;
use miniz_oxide::deflate::stream::deflate;
use rawzip::crc32;
use sha2::{Digest, Sha256};

/// A file as `gzip` writes it.
pub(crate) fn gzip(text: &str) -> Vec<u8> {
    let mut file = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3];
    file.extend(compress_to_vec(text.as_bytes(), 6));
    file.extend(crc32(text.as_bytes()).to_le_bytes());
    file.extend(word(text.len()));
    file
}

/// A file of an archive.
pub(crate) struct Entry {
    pub(crate) name: String,
    pub(crate) method: u16,
    pub(crate) packed: Vec<u8>,
    /// How many bytes it is said to have unpacked.
    pub(crate) length: usize,
    /// The checksum that it is said to have.
    pub(crate) crc: u32,
}

impl Entry {
    /// A file as it is.
    pub(crate) fn stored(name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        let packed = bytes.into();
        Self {
            name: name.to_owned(),
            method: 0,
            length: packed.len(),
            crc: crc32(&packed),
            packed,
        }
    }

    /// A file that is compressed.
    pub(crate) fn deflated(name: &str, text: &str) -> Self {
        Self {
            method: 8,
            packed: compress_to_vec(text.as_bytes(), 6),
            ..Self::stored(name, text)
        }
    }

    /// A file that becomes so many million bytes, and says that it is small.
    pub(crate) fn bomb(name: &str, megabytes: usize) -> Self {
        // A part that ends where a byte does can be repeated.
        let mut part = vec![0; 1 << 16];
        let blanks = vec![b' '; 1 << 20];
        let mut compressor = CompressorOxide::default();
        compressor.set_format_and_level(miniz_oxide::DataFormat::Raw, 6);
        let done = deflate(&mut compressor, &blanks, &mut part, MZFlush::Sync);
        part.truncate(done.bytes_written);
        let mut packed = part.repeat(megabytes);
        packed.extend([1, 0, 0, 0xff, 0xff]);
        Self {
            method: 8,
            packed,
            ..Self::stored(name, "small")
        }
    }
}

/// An archive (APPNOTE.TXT, section 4.3): entries, their directory, its end.
pub(crate) fn zip(entries: &[Entry]) -> Vec<u8> {
    let mut archive = Vec::new();
    let mut directory = Vec::new();
    for entry in entries {
        let place = word(archive.len());
        let mut facts = Vec::new();
        facts.extend([20, 0, 0, 0]);
        facts.extend(entry.method.to_le_bytes());
        facts.extend([0; 4]);
        facts.extend(entry.crc.to_le_bytes());
        facts.extend(word(entry.packed.len()));
        facts.extend(word(entry.length));
        facts.extend(half(entry.name.len()));
        facts.extend([0; 2]);
        archive.extend(b"PK\x03\x04");
        archive.extend(&facts);
        archive.extend(entry.name.as_bytes());
        archive.extend(&entry.packed);
        directory.extend(b"PK\x01\x02\x14\0");
        directory.extend(&facts);
        directory.extend([0; 10]);
        directory.extend(place);
        directory.extend(entry.name.as_bytes());
    }
    let (start, count) = (word(archive.len()), half(entries.len()));
    archive.extend(&directory);
    archive.extend(b"PK\x05\x06\0\0\0\0");
    archive.extend([count, count].concat());
    archive.extend(word(directory.len()));
    archive.extend(start);
    archive.extend([0; 2]);
    archive
}

/// The checksum that an index gives.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    format!("{:x}", Sha256::digest(bytes))
}

fn word(number: usize) -> [u8; 4] {
    u32::try_from(number).expect("a small number").to_le_bytes()
}

fn half(number: usize) -> [u8; 2] {
    u16::try_from(number).expect("a small number").to_le_bytes()
}
