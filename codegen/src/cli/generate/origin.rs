//! The names of model files in generated code: relative to the directory of the code, so that they
//! depend neither on the working directory nor on how a path is written.

use std::path::{Component, Path, PathBuf};
use std::{io, iter};

/// The path from a directory, which need not exist, to a file. A file on another drive has its own
/// path. Separators are `/` on every system.
pub(super) fn relative(directory: &Path, file: &Path) -> io::Result<String> {
    let (from, to) = (resolved(directory)?, resolved(file)?);
    let same = from.components().zip(to.components());
    let same = same.take_while(|(a, b)| a == b).count();
    let up = from.components().skip(same).map(|_| Component::ParentDir);
    let down = to.components().skip(same);
    let path: PathBuf = match same {
        0 => to.clone(),
        _ => up.chain(down).collect(),
    };
    let parts = path.iter().map(|part| part.to_string_lossy());
    Ok(parts.collect::<Vec<_>>().join("/"))
}

/// The absolute path with links followed, as far as it exists.
fn resolved(path: &Path) -> io::Result<PathBuf> {
    let path = std::path::absolute(path)?;
    let around = iter::successors(Some(path.as_path()), |path| path.parent());
    for existing in around {
        if let Ok(resolved) = existing.canonicalize() {
            let rest = path.strip_prefix(existing).unwrap_or(Path::new(""));
            return Ok(resolved.join(rest));
        }
    }
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_is_the_same_however_it_is_written() {
        let here = std::env::current_dir().expect("a directory");
        let here = |path: &str| here.join(path);
        let name = |directory: &Path, file: &Path| relative(directory, file).expect("a path");
        let files = ["Cargo.toml", "./Cargo.toml", "src/../Cargo.toml"];
        let directories = ["src/none", "./src/none", "src/cli/../none", "src//none/"];
        for file in files {
            for directory in directories {
                let (file, directory) = (Path::new(file), Path::new(directory));
                assert_eq!(name(directory, file), "../../Cargo.toml");
                assert_eq!(name(&here("src/none"), file), "../../Cargo.toml");
                assert_eq!(name(directory, &here("Cargo.toml")), "../../Cargo.toml");
            }
        }
        assert_eq!(name(Path::new("."), Path::new("src/lib.rs")), "src/lib.rs");
        assert_eq!(
            name(Path::new("src"), Path::new("src/é b.json")),
            "é b.json"
        );
    }
}
