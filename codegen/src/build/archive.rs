//! Zip archives, as Java's and Python's packages are: the files in them, each of limited size.
//! Knows nothing of models.
//!
//! Source: APPNOTE.TXT of PKWARE, through `rawzip`.

use std::collections::BTreeMap;

use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit};
use rawzip::{CompressionMethod, ZipArchive, ZipArchiveEntryWayfinder, ZipSliceArchive};

/// Bytes of one file, so that a small archive cannot fill the memory.
const MOST: usize = 64 << 20;

/// A zip archive in memory, and where its files are.
#[derive(Debug)]
pub struct Archive {
    archive: ZipSliceArchive<Vec<u8>>,
    files: BTreeMap<String, (CompressionMethod, ZipArchiveEntryWayfinder)>,
}

impl Archive {
    /// Fails, with the reason, if the bytes are no archive.
    pub fn open(bytes: Vec<u8>) -> Result<Self, String> {
        let archive = ZipArchive::from_slice(bytes).map_err(|error| error.to_string())?;
        let mut files = BTreeMap::new();
        let mut entries = archive.entries();
        while let Some(entry) = entries.next_entry().map_err(|error| error.to_string())? {
            if let Ok(path) = std::str::from_utf8(entry.file_path().as_bytes()) {
                let place = (entry.compression_method(), entry.wayfinder());
                files.insert(path.to_owned(), place);
            }
        }
        Ok(Self { archive, files })
    }

    /// The paths of the files, sorted.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// The contents of a file. Fails, with the reason, if the file is missing, damaged or too
    /// large.
    pub fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        let (method, place) = self.files.get(path).ok_or("there is no such file")?;
        if place.uncompressed_size_hint() > MOST as u64 {
            return Err(too_large());
        }
        let entry = self.archive.get_entry(*place);
        let entry = entry.map_err(|error| error.to_string())?;
        let bytes = match *method {
            CompressionMethod::STORE => entry.data().to_vec(),
            CompressionMethod::DEFLATE => inflate(entry.data())?,
            other => return Err(format!("it is compressed by the method {other}")),
        };
        let found = rawzip::ZipVerification {
            crc: rawzip::crc32(&bytes),
            uncompressed_size: bytes.len() as u64,
        };
        let verified = entry.claim_verifier().valid(found);
        verified.map_err(|error| error.to_string())?;
        Ok(bytes)
    }
}

fn inflate(data: &[u8]) -> Result<Vec<u8>, String> {
    decompress_to_vec_with_limit(data, MOST).map_err(|error| match error.status {
        TINFLStatus::HasMoreOutput => too_large(),
        _ => "the compressed data is damaged".to_owned(),
    })
}

fn too_large() -> String {
    format!("unpacked it has more than {} MB", MOST >> 20)
}
