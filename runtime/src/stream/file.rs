//! Files as streams: a whole file, or a part.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::PathBuf;

use super::ByteStream;
use crate::io::body::Body;

impl ByteStream {
    /// A stream of the file at `path`, opened for every attempt to send it. Fails if the file
    /// does not exist. Its length is determined now: sending fails if the file has grown or
    /// shrunk by then.
    pub fn from_path(path: impl Into<PathBuf>) -> io::Result<Self> {
        let path = path.into();
        let length = length(&path)?;
        Ok(Self::of_part(path, 0, None).with_length(length))
    }

    /// A stream of `length` bytes of the file at `path` from `offset` on, for instance for a part
    /// of an upload; otherwise like [`from_path`](Self::from_path). Fails if the file ends before
    /// that.
    pub fn from_path_range(path: impl Into<PathBuf>, offset: u64, length: u64) -> io::Result<Self> {
        let path = path.into();
        let whole = self::length(&path)?;
        if offset.checked_add(length).is_none_or(|end| end > whole) {
            let reason = format!(
                "{length} bytes from {offset} on are more than the {whole} bytes of the file {}",
                path.display()
            );
            return Err(io::Error::new(io::ErrorKind::InvalidInput, reason));
        }
        Ok(Self::of_part(path, offset, Some(length)).with_length(length))
    }

    /// From `offset` on, for `length` bytes or to the end of the file.
    fn of_part(path: PathBuf, offset: u64, length: Option<u64>) -> Self {
        Self::from_source(move || {
            Ok(Body::from_reader(Part::Closed {
                path: path.clone(),
                offset,
                length,
            }))
        })
    }
}

fn length(path: &std::path::Path) -> io::Result<u64> {
    Ok(File::open(path)?.metadata()?.len())
}

/// A part of a file, which is opened at the first read: on the thread that may block.
enum Part {
    Closed {
        path: PathBuf,
        offset: u64,
        length: Option<u64>,
    },
    Open(io::Take<File>),
}

impl Read for Part {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            match self {
                Self::Open(file) => return file.read(buffer),
                Self::Closed {
                    path,
                    offset,
                    length,
                } => {
                    let mut file = File::open(path)?;
                    file.seek(SeekFrom::Start(*offset))?;
                    *self = Self::Open(file.take(length.unwrap_or(u64::MAX)));
                }
            }
        }
    }
}
