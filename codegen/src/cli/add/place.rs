//! Models at paths and URLs.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use tinsmith_codegen::syntax::c2j::beside;
use tinsmith_codegen::{Source, text_of};

use super::url::{file_name, is_url, join, shown};
use super::web::{MODEL, Web};
use super::{Found, sha256};
use crate::cli::{Failure, read_models};

/// The beginning of archives.
const ZIP: &[u8] = b"PK\x03\x04";

/// The model at all places together; their files are merged.
pub(super) fn find(places: &[PathBuf]) -> Result<Found, Failure> {
    let mut found = Found {
        sources: Vec::new(),
        origin: Vec::new(),
        name: None,
        licence: None,
    };
    let mut web = None;
    for place in places {
        let (name, sources) = match place.to_str().filter(|word| is_url(word)) {
            Some(url) => {
                let web = match &web {
                    Some(web) => web,
                    None => web.insert(Web::new()?),
                };
                (shown(url), download(web, url)?)
            }
            None => (last_part(place), read_models(std::slice::from_ref(place))?),
        };
        found.origin.push(line(&name, &sources));
        found.sources.extend(sources);
    }
    Ok(found)
}

/// The name of a file or folder; where it is on this machine is nobody else's business.
fn last_part(place: &Path) -> String {
    let name = place.file_name().unwrap_or(place.as_os_str());
    name.to_string_lossy().into_owned()
}

fn line(name: &str, sources: &[Arc<Source>]) -> String {
    let hash = sha256(sources.iter().map(|source| source.text().as_bytes()));
    match sources.len() {
        1 => format!("{name}, sha256 {hash}"),
        files => format!("{name}, {files} files, sha256 of all {hash}"),
    }
}

/// The file at a URL, and those beside it that belong to it.
fn download(web: &Web, url: &str) -> Result<Vec<Arc<Source>>, Failure> {
    let page = web.get(url, "*/*", MODEL)?;
    let mut sources = vec![source(url, page.bytes)?];
    let name = file_name(url);
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    for other in beside(name) {
        let forms = [(*other).to_owned(), format!("{other}.gz")];
        for form in forms {
            let url = join(&page.url, &form);
            if let Some(page) = web.find(&url, MODEL)? {
                sources.push(source(&url, page.bytes)?);
                break;
            }
        }
    }
    Ok(sources)
}

fn source(url: &str, bytes: Vec<u8>) -> Result<Arc<Source>, Failure> {
    let shown = shown(url);
    if bytes.starts_with(ZIP) {
        let fault = format!("`{shown}` is an archive, and not a model");
        let help = "unpack it; of botocore, name a wheel as `tinsmith add botocore SERVICE --from`";
        return Err(Failure::Refused(fault, Some(help.to_owned())));
    }
    let fault = |error| Failure::File(format!("cannot read `{shown}`"), error);
    let text = text_of(bytes).map_err(fault)?;
    Ok(Source::new(shown.clone(), text))
}
