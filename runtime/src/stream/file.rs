//! Files as streams: a whole one, or a part.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::PathBuf;

use super::ByteStream;
use crate::io::body::Body;

impl ByteStream {
    /// The file at `path`, opened at every attempt to send it. Fails if it does not exist. Its
    /// length is that of this moment: sending one that has grown or shrunk by then fails.
    pub fn from_path(path: impl Into<PathBuf>) -> io::Result<Self> {
        let path = path.into();
        let length = length(&path)?;
        Ok(Self::of_part(path, 0, None).with_length(length))
    }

    /// The part of the file at `path` that has `length` bytes from `offset` on, for instance for a
    /// part of an upload; else as [`from_path`](Self::from_path). Fails where the file ends before
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

    /// From `offset` on, to the end of the file unless there is a `length`.
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

/// A part of a file, which is opened when it is read first: on the thread that may wait for it.
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
