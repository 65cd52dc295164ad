//! `tinsmith add`: a slice of a model from elsewhere becomes a file of the user's own, with a line
//! about its origin. No other command uses the network.

mod botocore;
mod index;
mod package;
mod place;
mod url;
mod web;

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sha2::{Digest, Sha256};
use tinsmith_codegen::{Source, model_name, read_text};

use super::arguments::{Arguments, Command, Flag};
use super::diff::diff;
use super::slice::{Slice, cut};
use super::table::table;
use super::{Failure, print};

pub(super) const COMMAND: Command = Command {
    name: "add",
    summary: "Fetches a model, and keeps the operations that you call in `models/`",
    operands: "MODEL-OR-URL… | botocore SERVICE",
    options: &[
        Flag {
            name: "operations",
            value: "A,B",
            help: "the operations to keep (all of them, if not given)",
        },
        Flag {
            name: "service",
            value: "ID",
            help: "the service, where the files have several",
        },
        Flag {
            name: "keep",
            value: "TRAIT,…",
            help: "traits to keep although no code depends on them",
        },
        Flag {
            name: "out",
            value: "FILE",
            help: "where to write the model (`models/<service>.json`, if not given)",
        },
        Flag {
            name: "license",
            value: "NAME",
            help: "the licence of the model, to be written down (known for botocore)",
        },
        Flag {
            name: "force",
            value: "",
            help: "replace a model that is there and differs",
        },
        Flag {
            name: "list",
            value: "",
            help: "botocore: name its services, and write nothing",
        },
        Flag {
            name: "from",
            value: "PATH",
            help: "botocore: the package's folder, or its wheel",
        },
        Flag {
            name: "version",
            value: "VERSION",
            help: "botocore: this version (what is installed, else the latest, if not given)",
        },
        Flag {
            name: "index-url",
            value: "URL",
            help: "botocore: the index to download from (`PIP_INDEX_URL`, else PyPI)",
        },
    ],
    details: "\
What is written is one file of the JSON AST, whatever the model's own form, which every way in
reads; its `slicedFrom` says where it comes from and under which licence. Doing it again changes
nothing, and a file that differs is shown and not replaced. With `service-2.json` come the files
beside it, by URL as well.

botocore is the Python package with the models of all AWS services. It is taken from where
`python3` has it installed; else its wheel is downloaded from the index, and checked by the
index's SHA-256. Proxies are those of `HTTPS_PROXY`; certificates, where a proxy or an index has
its own, those of `PIP_CERT` or `SSL_CERT_FILE`. A file called `botocore` is `./botocore`.
",
};

/// A model as it is found.
struct Found {
    sources: Vec<Arc<Source>>,
    /// Where each of its files comes from, a line each.
    origin: Vec<String>,
    /// Its licence, if known.
    name: Option<String>,
    licence: Option<&'static str>,
}

pub(super) fn run(arguments: &Arguments, out: &mut dyn Write) -> Result<(), Failure> {
    let is_botocore = arguments.models.first().is_some_and(|it| it == "botocore");
    if is_botocore && arguments.has("list") {
        return print(out, &botocore::list(arguments)?);
    }
    let found = if is_botocore {
        botocore::find(arguments)?
    } else {
        refuse_options_of_botocore(arguments)?;
        place::find(&arguments.models)?
    };
    let licence = arguments.text("license")?;
    let licence = licence.or(found.licence.map(str::to_owned));
    let said = licence.as_deref().unwrap_or("licence not stated");
    let origin = found.origin.iter().map(|line| format!("{line} ({said})"));
    let origin: Vec<_> = origin.collect();

    let slice = cut(arguments, &found.sources, &origin)?;
    let path = target(arguments, &found, &slice);
    let state = write(&path, &slice.text, arguments.has("force"))?;
    if licence.is_none() {
        eprintln!("note: `--license NAME` records the model's licence in the file");
    }
    let head = format!("{}: {state}\n", path.display());
    print(out, &(head + &summary(&slice, &found.sources, &origin)))
}

fn refuse_options_of_botocore(arguments: &Arguments) -> Result<(), Failure> {
    let options = ["list", "from", "version", "index-url"];
    match options.into_iter().find(|option| arguments.has(option)) {
        None => Ok(()),
        Some(option) => Err(Failure::Usage(
            format!("`--{option}` applies only to botocore"),
            Some("write `tinsmith add botocore SERVICE`".to_owned()),
        )),
    }
}

/// The file to write: the user's choice, or named after the service.
fn target(arguments: &Arguments, found: &Found, slice: &Slice) -> PathBuf {
    if let Some(path) = arguments.path("out") {
        return path.to_owned();
    }
    let first = arguments.models.first().map(PathBuf::as_path);
    let first = first.unwrap_or(Path::new("")).to_string_lossy();
    let file = model_name(Path::new(&url::file_name(&first)));
    let names = [found.name.as_ref(), slice.sdk_id.as_ref(), Some(&file)];
    let mut names = names.into_iter().flatten().map(|name| harmless(name));
    let name = names.find(|name| !name.is_empty());
    Path::new("models").join(name.unwrap_or_else(|| "model".to_owned()) + ".json")
}

/// Makes an untrusted name safe to use as a file name in the folder.
fn harmless(name: &str) -> String {
    let name = name.to_lowercase();
    let other = |c: char| !c.is_alphanumeric() && c != '_';
    let words = name.split(other).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}

/// Writes the file unless it exists with the same content, and reports what was done. A different
/// file is replaced only on request.
fn write(path: &Path, text: &str, replaces: bool) -> Result<&'static str, Failure> {
    match read_text(path) {
        Ok(found) if found == text => return Ok("up to date"),
        Ok(found) if !replaces => return Err(differs(path, &diff(&found, text))),
        Err(error) if error.kind() != io::ErrorKind::NotFound && !replaces => {
            return Err(Failure::File(
                format!("cannot read `{}`", path.display()),
                error,
            ));
        }
        _ => {}
    }
    super::write(path, text)?;
    Ok("written")
}

fn differs(path: &Path, difference: &str) -> Failure {
    let path = path.display();
    Failure::Stale(format!(
        "{path}\n{difference}error: `{path}` exists and differs\n  \
         = help: `--force` replaces it with the operations named now; `--out FILE` writes another file\n"
    ))
}

fn summary(slice: &Slice, sources: &[Arc<Source>], origin: &[String]) -> String {
    let before: usize = sources.iter().map(|source| source.text().len()).sum();
    let kilobytes = |bytes: usize| bytes.div_ceil(1000);
    let size = (kilobytes(slice.text.len()), kilobytes(before));
    let facts = [
        ("from", origin.join("\n")),
        ("service", slice.service.clone()),
        ("operations", slice.operations.clone()),
        ("size", format!("{} kB of {} kB", size.0, size.1)),
    ];
    let mut rows = Vec::new();
    for (name, value) in &facts {
        let names = std::iter::once(*name).chain(std::iter::repeat(""));
        let lines = value.lines().zip(names);
        rows.extend(lines.map(|(line, name)| vec![name.to_owned(), line.to_owned()]));
    }
    table("  ", rows)
}

/// The checksum of the bytes, in hexadecimal.
fn sha256<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part);
    }
    format!("{:x}", hash.finalize())
}
