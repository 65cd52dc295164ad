//! Models in Java archives, as Maven's repositories have them. A model in an archive has the
//! archive's path joined with its path inside: `alloy-core.jar/META-INF/smithy/unions.smithy`.
//!
//! Source: Smithy 2.0, "Model discovery": the file `META-INF/smithy/manifest` lists the models.

use std::io;
use std::path::{Path, PathBuf};

/// The folder of the models.
#[cfg(feature = "jar")]
const FOLDER: &str = "META-INF/smithy/";

/// Whether a file is a Java archive, by its name.
pub(super) fn is_jar(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "jar")
}

/// The file that cargo and the compiler watch for a path of [`model_files`](super::model_files): the
/// archive for a model in an archive, and the path itself for all others.
pub fn watched_file(path: &Path) -> &Path {
    parts(path).map_or(path, |(archive, _)| archive)
}

/// The archive and the path inside it of a model in an archive.
pub(super) fn parts(path: &Path) -> Option<(&Path, &Path)> {
    let mut around = path.ancestors().skip(1);
    let archive = around.find(|around| is_jar(around) && around.is_file())?;
    Some((archive, path.strip_prefix(archive).ok()?))
}

/// The paths of an archive's models, in the manifest's order; `None` if it has no manifest, which
/// most archives have not. Fails if it is damaged.
#[cfg(feature = "jar")]
pub(super) fn models(archive: &Path) -> io::Result<Option<Vec<PathBuf>>> {
    let jar = open(archive)?;
    let manifest = format!("{FOLDER}manifest");
    if !jar.files().any(|file| file == manifest) {
        return Ok(None);
    }
    let manifest = jar.read(&manifest).map_err(invalid)?;
    let manifest = String::from_utf8(manifest).map_err(invalid)?;
    let lines = manifest.lines().map(str::trim);
    let names = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
    let paths = names.map(|name| archive.join(format!("{FOLDER}{name}")));
    Ok(Some(paths.collect()))
}

/// The contents of a file in an archive.
#[cfg(feature = "jar")]
pub(super) fn read(archive: &Path, inside: &Path) -> io::Result<Vec<u8>> {
    let inside = inside.to_string_lossy().replace('\\', "/");
    open(archive)?.read(&inside).map_err(invalid)
}

#[cfg(feature = "jar")]
fn open(archive: &Path) -> io::Result<super::Archive> {
    super::Archive::open(std::fs::read(archive)?).map_err(invalid)
}

#[cfg(feature = "jar")]
fn invalid(fault: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, fault)
}

#[cfg(not(feature = "jar"))]
pub(super) fn models(_: &Path) -> io::Result<Option<Vec<PathBuf>>> {
    Err(unsupported())
}

#[cfg(not(feature = "jar"))]
pub(super) fn read(_: &Path, _: &Path) -> io::Result<Vec<u8>> {
    Err(unsupported())
}

#[cfg(not(feature = "jar"))]
fn unsupported() -> io::Error {
    let fault = "it is a Java archive: enable the feature `jar` of the generator, or unpack its \
                 folder `META-INF/smithy`";
    io::Error::new(io::ErrorKind::Unsupported, fault)
}

#[cfg(feature = "jar")]
#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::{Path, PathBuf};

    use rawzip::{CompressionMethod, ZipArchiveWriter};

    use super::watched_file;
    use crate::build::{model_files, read_text};

    /// A folder of the test's own with an archive of these files in it.
    fn archive(test: &str, files: &[(&str, &str)]) -> (PathBuf, PathBuf) {
        let name = format!("tinsmith-jar-{test}-{}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        fs::create_dir_all(&folder).expect("a folder");
        let jar = folder.join("alloy-core.jar");
        fs::write(&jar, zipped(files)).expect("an archive");
        (folder, jar)
    }

    fn zipped(files: &[(&str, &str)]) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut out = ZipArchiveWriter::new(&mut bytes);
        for (path, text) in files {
            let file = out.new_file(path);
            let file = file.compression_method(CompressionMethod::STORE);
            let (mut entry, config) = file.start().expect("an entry");
            let mut writer = config.wrap(&mut entry);
            std::io::Write::write_all(&mut writer, text.as_bytes()).expect("written");
            let (_, output) = writer.finish().expect("an entry");
            entry.finish(output).expect("an entry");
        }
        out.finish().expect("an archive");
        bytes
    }

    const MANIFEST: &str = "# models\nunions.smithy\n\ncommon/common.json\r\n";

    #[test]
    fn the_models_of_the_manifest_are_read() {
        let files = [
            ("META-INF/smithy/manifest", MANIFEST),
            ("META-INF/smithy/unions.smithy", "$version: \"2.0\""),
            (
                "META-INF/smithy/common/common.json",
                "{\"smithy\": \"2.0\"}",
            ),
            ("META-INF/smithy/unlisted.smithy", "?"),
            ("alloy/Trait.class", "?"),
        ];
        let (folder, jar) = archive("manifest", &files);
        for root in [&jar, &folder] {
            let models = model_files(root).expect("models");
            let inside = models
                .iter()
                .map(|path| path.strip_prefix(&jar).expect("inside"));
            let wanted = ["common/common.json", "unions.smithy"];
            let wanted = wanted.map(|name| Path::new("META-INF/smithy").join(name));
            let mut inside: Vec<_> = inside.collect();
            inside.sort();
            assert_eq!(inside, wanted);
            let texts = models.iter().map(|path| read_text(path).expect("a text"));
            assert!(texts.into_iter().all(|text| text.contains("2.0")));
            assert!(models.iter().all(|path| watched_file(path) == jar));
        }
        assert_eq!(watched_file(&jar), jar);
        fs::remove_dir_all(&folder).expect("the folder removed");
    }

    #[test]
    fn an_archive_without_models_is_skipped_in_folders_only() {
        let (folder, jar) = archive("other", &[("a/B.class", "?")]);
        fs::write(folder.join("a.smithy"), "").expect("a file");
        assert_eq!(
            model_files(&folder).expect("models"),
            [folder.join("a.smithy")]
        );
        let fault = model_files(&jar).expect_err("a fault").to_string();
        assert_eq!(fault, "there is no `META-INF/smithy/manifest` in it");
        fs::remove_dir_all(&folder).expect("the folder removed");
    }

    #[test]
    fn a_damaged_archive_and_a_missing_model_are_faults() {
        let (folder, jar) = archive("damaged", &[("META-INF/smithy/manifest", MANIFEST)]);
        for path in model_files(&jar).expect("models") {
            let fault = read_text(&path).expect_err("a fault").to_string();
            assert_eq!(fault, "there is no such file");
        }
        fs::write(&jar, "no archive").expect("a file");
        model_files(&jar).expect_err("a fault");
        model_files(&folder).expect_err("a fault");
        fs::remove_dir_all(&folder).expect("the folder removed");
    }
}
