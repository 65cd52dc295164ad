//! Reading the shared files.

use std::io;

use crate::files::grammar::Kind;
use crate::files::location::Location;
use crate::files::{FileError, Files};
use crate::host::FileSystem;
use crate::source::unreadable;

/// The result of reading the shared files.
pub(super) struct Read {
    pub(super) files: Files,
    /// Why they cannot be used.
    pub(super) error: Option<FileError>,
    /// Files that are named and cannot be read.
    pub(super) unreadable: Vec<String>,
    /// Whether the target has files at all.
    pub(super) has_files: bool,
}

impl Read {
    pub(super) fn new(files: &dyn FileSystem, config: &Location, credentials: &Location) -> Self {
        let mut read = Self {
            files: Files::default(),
            error: None,
            unreadable: Vec::new(),
            has_files: true,
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
            Err(error) => {
                self.has_files &= error.kind() != io::ErrorKind::Unsupported;
                let (shown, why) = (&location.shown, unreadable(&error));
                match (location.variable, error.kind()) {
                    (Some(variable), _) => {
                        let what = format!("{shown}, which {variable} names, {why}");
                        self.unreadable.push(what);
                    }
                    // Only a file that a variable names must exist.
                    (None, io::ErrorKind::NotFound | io::ErrorKind::Unsupported) => {}
                    (None, _) => self.unreadable.push(format!("{shown} {why}")),
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
