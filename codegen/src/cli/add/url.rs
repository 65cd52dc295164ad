//! URLs: how to distinguish them from paths, show them, and join them (RFC 3986, section 5.2).

/// Whether a word on the command line is a URL.
pub(super) fn is_url(word: &str) -> bool {
    let scheme = word.split_once("://").map(|(scheme, _)| scheme);
    scheme.is_some_and(|it| it.eq_ignore_ascii_case("http") || it.eq_ignore_ascii_case("https"))
}

/// A URL without the parts that may be secret: user, password and query.
pub(super) fn shown(url: &str) -> String {
    let url = before(url, &['?', '#']);
    match split(url) {
        (Some((scheme, authority)), path) => {
            let host = authority.rsplit('@').next().unwrap_or_default();
            format!("{scheme}://{host}{path}")
        }
        (None, path) => path.to_owned(),
    }
}

/// The last part of the path of a URL or file.
pub(super) fn file_name(url: &str) -> String {
    let (_, path) = split(before(url, &['?', '#']));
    let path = path.trim_end_matches('/');
    path.rsplit('/').next().unwrap_or_default().to_owned()
}

/// The target of `reference` on the page at `base`.
pub(super) fn join(base: &str, reference: &str) -> String {
    if reference.contains("://") {
        return reference.to_owned();
    }
    let (Some((scheme, authority)), path) = split(before(base, &['?', '#'])) else {
        return reference.to_owned();
    };
    if let Some(rest) = reference.strip_prefix("//") {
        return format!("{scheme}://{rest}");
    }
    let folder = match reference.strip_prefix('/') {
        Some(_) => "",
        None => path.rsplit_once('/').map_or("", |(folder, _)| folder),
    };
    let mut parts: Vec<&str> = folder.split('/').skip(1).collect();
    for part in reference.trim_start_matches('/').split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    format!("{scheme}://{authority}/{}", parts.join("/"))
}

/// Scheme and authority, if there are any, and the path with all that follows.
fn split(url: &str) -> (Option<(&str, &str)>, &str) {
    let Some((scheme, rest)) = url.split_once("://") else {
        return (None, url);
    };
    let end = rest.find('/').unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    (Some((scheme, authority)), path)
}

fn before<'a>(url: &'a str, marks: &[char]) -> &'a str {
    url.split(marks).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{file_name, is_url, join, shown};

    #[test]
    fn a_url_has_a_scheme_of_the_web() {
        assert!(is_url("https://host/a.json") && is_url("HTTP://host"));
        assert!(!is_url("models/a.json") && !is_url("file://a") && !is_url("C:\\a.json"));
    }

    #[test]
    fn what_may_be_secret_is_not_shown() {
        let url = "https://me:secret@host:81/a/b.json?token=secret#part";
        assert_eq!(shown(url), "https://host:81/a/b.json");
    }

    #[test]
    fn the_file_is_the_last_part_of_the_path() {
        assert_eq!(file_name("https://host/a/b.json?raw=1/2"), "b.json");
        assert_eq!(file_name("https://host/a/b/"), "b");
        assert_eq!(file_name("a/b.json"), "b.json");
        assert_eq!(file_name("https://host"), "");
    }

    #[test]
    fn references_are_joined_to_the_page() {
        let base = "https://me@host/simple/botocore/?page#top";
        for (reference, whole) in [
            ("https://files/b.whl", "https://files/b.whl"),
            ("//files/b.whl", "https://files/b.whl"),
            ("/b.whl#sha256=1", "https://me@host/b.whl#sha256=1"),
            ("b.whl", "https://me@host/simple/botocore/b.whl"),
            ("../../packages/./b.whl", "https://me@host/packages/b.whl"),
            ("../../../../b.whl", "https://me@host/b.whl"),
        ] {
            assert_eq!(join(base, reference), whole, "{reference}");
        }
        assert_eq!(join("https://host", "a"), "https://host/a");
    }
}
