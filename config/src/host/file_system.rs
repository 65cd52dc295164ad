//! Files: the system's, or the user's own for targets that have none.

use std::io;
use std::path::Path;

/// Where files are, for targets without any and for tests.
pub trait FileSystem: Send + Sync + 'static {
    /// The contents of a file.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;

    /// Replaces the contents of a file in one piece. The file holds secrets, so that only its owner
    /// may read it.
    fn write(&self, path: &Path, contents: &[u8]) -> io::Result<()>;
}

/// The system's files.
#[derive(Debug)]
pub(crate) struct System;

impl FileSystem for System {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        std::fs::read(path)
    }

    fn write(&self, path: &Path, contents: &[u8]) -> io::Result<()> {
        write(path, contents)
    }
}

/// Writes a new file beside the old one, and then puts it in its place.
fn write(path: &Path, contents: &[u8]) -> io::Result<()> {
    use std::io::Write;
    use std::sync::atomic::{AtomicU64, Ordering};

    static COUNT: AtomicU64 = AtomicU64::new(0);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let extension = format!("{}-{number}.tmp", std::process::id());
    let temporary = path.with_extension(extension);
    let written = create(&temporary)
        .and_then(|mut file| file.write_all(contents))
        .and_then(|()| std::fs::rename(&temporary, path));
    if written.is_err() {
        // What is left of an attempt that failed; that it failed is what counts.
        let _ = std::fs::remove_file(&temporary);
    }
    written
}

fn create(path: &Path) -> io::Result<std::fs::File> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_and_is_its_owners() {
        let directory = std::env::temp_dir().join(format!("tinsmith-files-{}", std::process::id()));
        std::fs::create_dir_all(&directory).unwrap();
        let path = directory.join("token.json");
        for contents in ["the first, which is longer", "the second"] {
            System.write(&path, contents.as_bytes()).unwrap();
            assert_eq!(System.read(&path).unwrap(), contents.as_bytes());
        }
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = std::fs::metadata(&path).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        assert_eq!(std::fs::read_dir(&directory).unwrap().count(), 1);
        std::fs::remove_dir_all(&directory).unwrap();
    }
}
