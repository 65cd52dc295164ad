//! Where the shared files are, and the directory of the user (AWS SDKs and Tools Reference,
//! "Location of the shared files"). Pure.

use std::path::PathBuf;

/// How paths are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Platform {
    Unix,
    Windows,
}

impl Platform {
    /// The one that this program is compiled for.
    pub(crate) const HERE: Self = if cfg!(windows) {
        Self::Windows
    } else {
        Self::Unix
    };

    const fn separator(self) -> char {
        match self {
            Self::Unix => '/',
            Self::Windows => '\\',
        }
    }
}

/// One of the shared files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Location {
    /// Where it is, if that is known.
    pub(crate) path: Option<PathBuf>,
    /// As users know it.
    pub(crate) shown: String,
    /// The variable that names it, where one does.
    pub(crate) variable: Option<&'static str>,
}

/// The user's directory.
pub(crate) fn home(get: &dyn Fn(&str) -> Option<String>, platform: Platform) -> Option<String> {
    let drive = || Some(get("HOMEDRIVE")? + &get("HOMEPATH")?);
    match platform {
        Platform::Unix => get("HOME"),
        Platform::Windows => get("HOME").or_else(|| get("USERPROFILE")).or_else(drive),
    }
}

/// A file that `variable` names, or else `name` in the directory `.aws` of the user.
pub(crate) fn shared_file(
    variable: &'static str,
    name: &str,
    get: &dyn Fn(&str) -> Option<String>,
    platform: Platform,
) -> Location {
    let named = get(variable);
    let separator = platform.separator();
    let shown = named.clone().unwrap_or_else(|| format!("~/.aws/{name}"));
    let path = named.unwrap_or_else(|| format!("~{separator}.aws{separator}{name}"));
    Location {
        path: expanded(&path, get, platform).map(PathBuf::from),
        shown,
        variable: get(variable).map(|_| variable),
    }
}

/// `path` with the user's directory in place of a `~` that is its first component.
pub(crate) fn expanded(
    path: &str,
    get: &dyn Fn(&str) -> Option<String>,
    platform: Platform,
) -> Option<String> {
    let separators: &[char] = match platform {
        Platform::Unix => &['/'],
        Platform::Windows => &['/', '\\'],
    };
    match path.strip_prefix('~') {
        Some("") => home(get, platform),
        Some(rest) if rest.starts_with(separators) => {
            let home = home(get, platform)?;
            Some(home.trim_end_matches(separators).to_owned() + rest)
        }
        _ => Some(path.to_owned()),
    }
}
