//! Reading the shared files.

use std::io;

use crate::files::grammar::Kind;
use crate::files::location::Location;
use crate::files::{FileError, Files};
use crate::host::FileSystem;

/// What was read of the shared files.
pub(super) struct Read {
    pub(super) files: Files,
    /// Why they cannot be used.
    pub(super) error: Option<FileError>,
    /// Files that are named and cannot be read.
    pub(super) unreadable: Vec<String>,
}

impl Read {
    pub(super) fn new(files: &dyn FileSystem, config: &Location, credentials: &Location) -> Self {
        let mut read = Self {
            files: Files::default(),
            error: None,
            unreadable: Vec::new(),
        };
        for (kind, location) in [(Kind::Config, config), (Kind::Credentials, credentials)] {
            if let Some(path) = &location.path {
                read.add(kind, location, files.read(path));
            }
        }
        read
    }

    fn add(&mut self, kind: Kind, location: &Location, contents: io::Result<Vec<u8>>) {
        let contents = match contents {
            Ok(contents) => contents,
            // A file that nobody names need not be there.
            Err(error) => {
                if let Some(variable) = location.variable {
                    let shown = &location.shown;
                    let what = format!("{shown}, which {variable} names, cannot be read: {error}");
                    self.unreadable.push(what);
                }
                return;
            }
        };
        let added = match std::str::from_utf8(&contents) {
            Ok(text) => self.files.add(kind, &location.shown, text),
            Err(error) => Err(FileError::not_text(&location.shown, &contents, error)),
        };
        if let Err(error) = added {
            self.error.get_or_insert(error);
        }
    }
}
