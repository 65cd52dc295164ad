//! Models of the Python package botocore: from where it is installed, from a copy that the user
//! names, or from the index.

use std::collections::BTreeMap;
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use tinsmith_codegen::suggest::did_you_mean;
use tinsmith_codegen::syntax::c2j::beside;
use tinsmith_codegen::{Source, text_of};

use super::index::{ACCEPT, Link, choose, links};
use super::package::Package;
use super::url::{file_name, shown};
use super::web::{PACKAGE, Web};
use super::{Found, sha256};
use crate::cli::Failure;
use crate::cli::arguments::Arguments;
use crate::cli::table::table;

/// As in the package's metadata (`License-Expression`).
const LICENCE: &str = "Apache-2.0";

const INDEX: &str = "https://pypi.org/simple";

/// Says where a folder of a package is, without running anything of the package.
const WHERE: &str = "import importlib.util as u; s = u.find_spec('botocore'); \
                     print(s.submodule_search_locations[0] if s else '')";

/// The services of the package, each with the date of its version.
pub(super) fn list(arguments: &Arguments) -> Result<String, Failure> {
    let package = package(arguments)?;
    let services = services(&package)?;
    let rows = services.into_iter();
    let rows = rows.map(|(service, folder)| {
        let date = folder.rsplit('/').next().unwrap_or_default();
        vec![service, date.to_owned()]
    });
    Ok(format!("{}\n{}", called(&package), table("  ", rows)))
}

/// The model of the service that the command line names.
pub(super) fn find(arguments: &Arguments) -> Result<Found, Failure> {
    let [_, service] = arguments.models.as_slice() else {
        let help = "one at a time, as in `tinsmith add botocore dynamodb`; `--list` names them";
        let fault = "say which service of botocore".to_owned();
        return Err(Failure::Usage(fault, Some(help.to_owned())));
    };
    let service = service.to_string_lossy().into_owned();
    let package = package(arguments)?;
    let services = services(&package)?;
    let Some(folder) = services.get(&service) else {
        let fault = format!("{} has no service `{service}`", called(&package));
        let near = did_you_mean(&service, services.keys().map(String::as_str));
        let all = || Some("`tinsmith add botocore --list` names its services".to_owned());
        return Err(Failure::Refused(fault, near.or_else(all)));
    };
    let origin = format!("{}, {folder}", called(&package));
    Ok(Found {
        sources: read(&package, folder)?,
        origin: vec![origin],
        name: Some(service),
        licence: Some(LICENCE),
    })
}

/// The package's name and version.
fn called(package: &Package) -> String {
    match package.version() {
        Some(version) => format!("botocore {version}"),
        None => "botocore".to_owned(),
    }
}

/// The services, and the folder of the last version of each.
fn services(package: &Package) -> Result<BTreeMap<String, String>, Failure> {
    let mut services = BTreeMap::new();
    // In order, so that a later version replaces an earlier one.
    for file in package.files()? {
        if let Some((folder, name)) = file.rsplit_once('/') {
            let service = folder.split('/').next().unwrap_or_default();
            if !beside(unpacked(name)).is_empty() {
                services.insert(service.to_owned(), folder.to_owned());
            }
        }
    }
    if services.is_empty() {
        let fault = format!("there is no model of botocore in `{}`", package.name());
        let help = "name its folder, as `site-packages/botocore`, or its wheel";
        return Err(Failure::Refused(fault, Some(help.to_owned())));
    }
    Ok(services)
}

/// The service file in a folder of the package, and the files that belong to it.
fn read(package: &Package, folder: &str) -> Result<Vec<Arc<Source>>, Failure> {
    let files = package.files()?;
    let files = files.iter().filter_map(|file| {
        let name = file.strip_prefix(folder)?.strip_prefix('/')?;
        Some((unpacked(name).to_owned(), file))
    });
    // A file in both forms is read once.
    let files: BTreeMap<_, _> = files.rev().collect();
    let own = files.keys().find(|name| !beside(name).is_empty());
    let own = own.cloned().unwrap_or_default();
    let belongs = |name: &str| name == own || beside(&own).contains(&name);
    let files = files.iter().filter(|(name, _)| belongs(name));
    let source = |(_, file): (&String, &&String)| {
        let name = package.path(file);
        let fault = |error| Failure::File(format!("cannot read `{name}`"), error);
        let text = text_of(package.read(file)?).map_err(fault)?;
        Ok(Source::new(name, text))
    };
    files.map(source).collect()
}

fn unpacked(name: &str) -> &str {
    name.strip_suffix(".gz").unwrap_or(name)
}

/// The package that the command line asks for.
fn package(arguments: &Arguments) -> Result<Package, Failure> {
    let version = arguments.text("version")?;
    let is_wanted = |package: &Package| version.is_none() || package.version() == version;
    if let Some(path) = arguments.path("from") {
        let package = Package::at(path)?;
        if is_wanted(&package) {
            return Ok(package);
        }
        let wanted = version.unwrap_or_default();
        let fault = format!(
            "`{}` is {}, and not {wanted}",
            path.display(),
            called(&package)
        );
        return Err(Failure::Refused(fault, None));
    }
    if !arguments.has("index-url") {
        let installed = installed().and_then(|path| Package::at(&path).ok());
        if let Some(package) = installed.filter(is_wanted) {
            return Ok(package);
        }
    }
    let index = arguments.text("index-url")?;
    let index = index.or_else(|| env::var("PIP_INDEX_URL").ok());
    download(index.as_deref().unwrap_or(INDEX), version.as_deref())
}

/// Where Python has the package, if there is a Python that has it.
fn installed() -> Option<PathBuf> {
    for python in ["python3", "python"] {
        if let Ok(done) = Command::new(python).args(["-c", WHERE]).output() {
            let path = String::from_utf8(done.stdout).ok()?;
            let path = Path::new(path.trim());
            return path.is_dir().then(|| path.to_owned());
        }
    }
    None
}

/// The wheel on the index, checked by its entry there.
fn download(index: &str, version: Option<&str>) -> Result<Package, Failure> {
    let web = Web::new()?;
    let page = format!("{}/botocore/", index.trim_end_matches('/'));
    let page = web.get(&page, ACCEPT, PACKAGE)?;
    let links = links("botocore", &page);
    let Some(link) = choose(&links, version) else {
        let fault = match version {
            Some(version) => format!("`{}` has no wheel of botocore {version}", shown(index)),
            None => format!("`{}` has no wheel of botocore", shown(index)),
        };
        let near = version.and_then(|version| {
            did_you_mean(version, links.iter().map(|link| link.version.as_str()))
        });
        return Err(Failure::Refused(fault, near));
    };
    eprintln!("downloading {}", shown(&link.url));
    let wheel = web.get(&link.url, "*/*", PACKAGE)?;
    check(link, &wheel.bytes)?;
    Package::wheel(file_name(&link.url), wheel.bytes)
}

/// Fails if a wheel differs from its entry on the index.
fn check(link: &Link, bytes: &[u8]) -> Result<(), Failure> {
    let name = shown(&link.url);
    let Some(wanted) = &link.sha256 else {
        let fault = format!("the index has no SHA-256 for `{name}`");
        let help = "download the wheel in a way that you trust, and name it with `--from`";
        return Err(Failure::Refused(fault, Some(help.to_owned())));
    };
    let found = sha256([bytes]);
    if wanted.eq_ignore_ascii_case(&found) {
        return Ok(());
    }
    let fault = format!("`{name}` has the SHA-256 {found}, and not {wanted}");
    let help = "the file is not the one that the index describes, and was not opened";
    Err(Failure::Refused(fault, Some(help.to_owned())))
}
