//! Package indexes: which wheels of a project there are, and where.
//!
//! Source: "Simple repository API" of the Python Packaging User Guide (PEP 503, PEP 691); every
//! index that pip knows speaks it.

use serde_json::Value;

use super::url::{file_name, join};
use super::web::Page;

/// The media types requested from an index: JSON, else HTML.
pub(super) const ACCEPT: &str = "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.1";

/// One wheel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Link {
    pub(super) version: String,
    pub(super) url: String,
    /// In hexadecimal.
    pub(super) sha256: Option<String>,
    /// Withdrawn by its authors: only used if the user names this version.
    is_yanked: bool,
}

/// The wheels on a project's page, in its order.
pub(super) fn links(project: &str, page: &Page) -> Vec<Link> {
    let files = match serde_json::from_slice::<Value>(&page.bytes) {
        Ok(json) => of_json(&json),
        Err(_) => of_html(&String::from_utf8_lossy(&page.bytes)),
    };
    let wheel = |file: File| {
        let (url, fragment) = file.url.split_once('#').unwrap_or((&file.url, ""));
        let name = file_name(url);
        let tags = name.strip_suffix(".whl")?.strip_prefix(project)?;
        let version = tags.strip_prefix('-')?.split('-').next()?;
        let hash = fragment.strip_prefix("sha256=").map(str::to_owned);
        Some(Link {
            version: version.to_owned(),
            url: join(&page.url, url),
            sha256: file.sha256.or(hash),
            is_yanked: file.is_yanked,
        })
    };
    files.into_iter().filter_map(wheel).collect()
}

/// The wheel of that version or, without one, of the latest that is neither withdrawn nor a
/// preview.
pub(super) fn choose<'a>(links: &'a [Link], version: Option<&str>) -> Option<&'a Link> {
    if let Some(version) = version {
        return links.iter().find(|link| link.version == version);
    }
    let numbers = |link: &&Link| -> Option<Vec<u64>> {
        let parts = link.version.split('.').map(|part| part.parse().ok());
        parts.collect()
    };
    let final_ones = links.iter().filter(|link| !link.is_yanked);
    let final_ones = final_ones.filter(|link| numbers(link).is_some());
    final_ones.max_by_key(numbers)
}

/// A file as an index names it.
struct File {
    url: String,
    sha256: Option<String>,
    is_yanked: bool,
}

fn of_json(page: &Value) -> Vec<File> {
    let files = page.get("files").and_then(Value::as_array);
    let file = |file: &Value| {
        let sha256 = file.get("hashes").and_then(|it| it.get("sha256"));
        let yanked = file.get("yanked");
        Some(File {
            url: file.get("url")?.as_str()?.to_owned(),
            sha256: sha256.and_then(Value::as_str).map(str::to_owned),
            // Either a flag or the reason.
            is_yanked: yanked.is_some_and(|it| it.is_string() || *it == Value::Bool(true)),
        })
    };
    files.into_iter().flatten().filter_map(file).collect()
}

fn of_html(page: &str) -> Vec<File> {
    let anchors = page.split("<a ").skip(1).map(attributes);
    let file = |anchor: Vec<(&str, &str)>| {
        let get = |wanted: &str| anchor.iter().find(|(name, _)| *name == wanted);
        let (_, url) = get("href")?;
        Some(File {
            url: url.replace("&amp;", "&"),
            sha256: None,
            is_yanked: get("data-yanked").is_some(),
        })
    };
    anchors.filter_map(file).collect()
}

/// The names and values of a tag's attributes, of which the rest of the page may follow.
fn attributes(mut rest: &str) -> Vec<(&str, &str)> {
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start();
        let is_end = |c: char| c == '=' || c == '>' || c.is_whitespace();
        let (name, after) = rest.split_at(rest.find(is_end).unwrap_or(rest.len()));
        let value = after.trim_start().strip_prefix('=').map(str::trim_start);
        let (value, after) = match value {
            None => ("", after),
            Some(value) => match value.strip_prefix(['"', '\'']) {
                Some(quoted) => {
                    let quote = value.get(..1).unwrap_or_default();
                    quoted.split_once(quote).unwrap_or((quoted, ""))
                }
                None => value.split_at(value.find(is_end).unwrap_or(value.len())),
            },
        };
        if name.is_empty() && value.is_empty() {
            return attributes;
        }
        attributes.push((name, value));
        rest = after;
    }
}

#[cfg(test)]
mod tests {
    use super::{Link, choose, links};
    use crate::cli::add::web::Page;

    fn read(text: &str) -> Vec<Link> {
        let page = Page {
            url: "https://index/simple/botocore/".to_owned(),
            bytes: text.as_bytes().to_vec(),
        };
        links("botocore", &page)
    }

    fn link(version: &str, url: &str, sha256: Option<&str>) -> Link {
        Link {
            version: version.to_owned(),
            url: url.to_owned(),
            sha256: sha256.map(str::to_owned),
            is_yanked: false,
        }
    }

    #[test]
    fn json_has_names_places_and_checksums() {
        let found = read(
            r#"{"files": [
            {"filename": "botocore-1.0.tar.gz", "url": "botocore-1.0.tar.gz"},
            {"url": "/b/botocore-1.0-py3-none-any.whl", "hashes": {"sha256": "ab"}},
            {"url": "botocore_stubs-1.0-py3-none-any.whl", "hashes": {}}]}"#,
        );
        let place = "https://index/b/botocore-1.0-py3-none-any.whl";
        assert_eq!(found, [link("1.0", place, Some("ab"))]);
    }

    #[test]
    fn html_has_them_in_anchors() {
        let found = read(
            "<html><body><a data-requires-python='>=3.9' \
             href=\"../../b/botocore-1.0-py3-none-any.whl?a&amp;b#sha256=ab\" >a</a>\n\
             <a href=botocore-1.1-py3-none-any.whl>b</a><a data-yanked>c</a><a ",
        );
        let first = "https://index/b/botocore-1.0-py3-none-any.whl?a&b";
        let second = "https://index/simple/botocore/botocore-1.1-py3-none-any.whl";
        assert_eq!(
            found,
            [link("1.0", first, Some("ab")), link("1.1", second, None)]
        );
    }

    #[test]
    fn the_latest_by_number_is_taken_that_is_final_and_not_withdrawn() {
        let files = ["1.9.9", "1.40.1", "1.40.0", "1.41.0rc1"].map(|version| {
            format!(r#"{{"url": "botocore-{version}-py3-none-any.whl", "yanked": false}}"#)
        });
        let yanked = r#"{"url": "botocore-1.42.0-py3-none-any.whl", "yanked": "broken"}"#;
        let all = read(&format!(r#"{{"files": [{}, {yanked}]}}"#, files.join(",")));
        let version = |wanted| choose(&all, wanted).map(|link| link.version.as_str());
        assert_eq!(version(None), Some("1.40.1"));
        assert_eq!(version(Some("1.42.0")), Some("1.42.0"));
        assert_eq!(version(Some("1.41.0rc1")), Some("1.41.0rc1"));
        assert_eq!(version(Some("1.41.0")), None);
    }
}
