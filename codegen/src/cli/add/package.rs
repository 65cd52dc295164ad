//! The package botocore, as a folder or as a wheel: its files and their contents.

use std::fs;
use std::path::{Path, PathBuf};

use tinsmith_codegen::Archive;

use crate::cli::Failure;

/// Where the models are in the package.
const DATA: &str = "botocore/data/";

/// A package that can be read.
pub(super) struct Package {
    /// Its name in messages.
    name: String,
    place: Place,
}

enum Place {
    /// That with the models in it.
    Folder(PathBuf),
    Wheel(Archive),
}

impl Package {
    /// The package at a path: its folder, one above it, that with the models in it, or a wheel.
    pub(super) fn at(path: &Path) -> Result<Self, Failure> {
        let name = path.display().to_string();
        if !path.is_dir() {
            let fault = |error| Failure::File(format!("cannot read `{name}`"), error);
            let bytes = fs::read(path).map_err(fault)?;
            return Self::wheel(name, bytes);
        }
        let folders = [path.join(DATA), path.join("data")];
        let folder = folders.into_iter().find(|folder| folder.is_dir());
        Ok(Self {
            name,
            place: Place::Folder(folder.unwrap_or_else(|| path.to_owned())),
        })
    }

    /// The package in a wheel.
    pub(super) fn wheel(name: String, bytes: Vec<u8>) -> Result<Self, Failure> {
        match Archive::open(bytes) {
            Ok(wheel) => Ok(Self {
                name,
                place: Place::Wheel(wheel),
            }),
            Err(reason) => {
                let fault = format!("`{name}` is not a wheel: {reason}");
                let help = "`pip download botocore --no-deps` downloads one";
                Err(Failure::Refused(fault, Some(help.to_owned())))
            }
        }
    }

    /// Its name in messages.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// The version in the package's metadata.
    pub(super) fn version(&self) -> Option<String> {
        let text = match &self.place {
            Place::Folder(data) => fs::read(data.parent()?.join("__init__.py")).ok()?,
            Place::Wheel(wheel) => wheel.read("botocore/__init__.py").ok()?,
        };
        let text = String::from_utf8(text).ok()?;
        let said = text.lines().find_map(|line| {
            let rest = line.strip_prefix("__version__")?.trim_start();
            Some(rest.strip_prefix('=')?.trim().trim_matches(['"', '\'']))
        });
        said.map(str::to_owned)
    }

    /// The paths of files three levels below the folder with the models, as
    /// `dynamodb/2012-08-10/service-2.json`.
    pub(super) fn files(&self) -> Result<Vec<String>, Failure> {
        let data = match &self.place {
            Place::Wheel(wheel) => {
                let files = wheel.files().filter_map(|path| path.strip_prefix(DATA));
                return Ok(files.map(str::to_owned).collect());
            }
            Place::Folder(data) => data,
        };
        let fault = |error| Failure::File(format!("cannot list `{}`", self.name), error);
        let mut files = Vec::new();
        for service in folders(data).map_err(fault)? {
            for version in folders(&data.join(&service)).map_err(fault)? {
                let folder = format!("{service}/{version}");
                for entry in fs::read_dir(data.join(&folder)).map_err(fault)? {
                    let name = entry.map_err(fault)?.file_name();
                    files.push(format!("{folder}/{}", name.to_string_lossy()));
                }
            }
        }
        files.sort();
        Ok(files)
    }

    /// The name of such a file in messages.
    pub(super) fn path(&self, file: &str) -> String {
        match &self.place {
            Place::Folder(data) => data.join(file).display().to_string(),
            Place::Wheel(_) => format!("{}/{DATA}{file}", self.name),
        }
    }

    /// The contents of such a file.
    pub(super) fn read(&self, file: &str) -> Result<Vec<u8>, Failure> {
        let fault = || format!("cannot read `{}`", self.path(file));
        match &self.place {
            Place::Folder(data) => {
                fs::read(data.join(file)).map_err(|error| Failure::File(fault(), error))
            }
            Place::Wheel(wheel) => {
                let read = wheel.read(&format!("{DATA}{file}"));
                read.map_err(|reason| Failure::Refused(format!("{}: {reason}", fault()), None))
            }
        }
    }
}

/// The names of the folders in a folder.
fn folders(folder: &Path) -> std::io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.path().is_dir() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    Ok(names)
}
