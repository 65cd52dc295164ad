//! The report of a search for credentials: each source with its answer. It holds no secret.

use std::error::Error;
use std::fmt;

use tinsmith::Credentials;

use crate::chain::Provider;

/// Where credentials were looked for, in order, and the settings that are configured; for people
/// to read.
#[derive(Clone, Debug, Default)]
pub struct Report {
    pub(crate) tried: Vec<Tried>,
    /// What chose the profile: code or a variable.
    pub(crate) chosen_by: Option<&'static str>,
    pub(crate) left: Vec<Provider>,
    pub(crate) settings: Vec<Configured>,
    pub(crate) notes: Vec<String>,
    pub(crate) found: Option<Credentials>,
}

/// A setting, and where it comes from.
#[derive(Clone, Debug)]
pub(crate) struct Configured {
    pub(crate) name: &'static str,
    pub(crate) value: String,
    pub(crate) origin: String,
}

/// A source that was asked.
#[derive(Clone, Debug)]
pub(crate) struct Tried {
    pub(crate) name: String,
    pub(crate) outcome: Outcome,
}

/// What a source answered.
#[derive(Clone, Debug)]
pub(crate) enum Outcome {
    /// Keys, by their public half.
    Found(String),
    Absent(String),
    Failed(String),
}

impl Report {
    /// The settings that are configured: for each its variable, its value, and the
    /// variable, or the line of a file, that it comes from.
    pub fn settings(&self) -> impl Iterator<Item = (&str, &str, &str)> {
        let settings = self.settings.iter();
        settings.map(|it| (it.name, it.value.as_str(), it.origin.as_str()))
    }

    /// The credentials that were found, if any were.
    pub fn credentials(&self) -> Option<&Credentials> {
        self.found.as_ref()
    }

    /// The failure that ended the search.
    fn failure(&self) -> Option<(&str, &str)> {
        let last = self.tried.last()?;
        match &last.outcome {
            Outcome::Failed(what) => Some((&last.name, what)),
            Outcome::Found(_) | Outcome::Absent(_) => None,
        }
    }

    fn list(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.tried.iter().map(|it| it.name.chars().count());
        let width = names.max().unwrap_or_default();
        for Tried { name, outcome } in &self.tried {
            write!(f, "\n  {name:width$}  ")?;
            match outcome {
                Outcome::Found(id) => write!(f, "{id}")?,
                Outcome::Absent(what) | Outcome::Failed(what) => f.write_str(what)?,
            }
        }
        Ok(())
    }

    /// Why the remaining providers were not asked.
    fn rest(&self, why: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.left.is_empty() {
            return Ok(());
        }
        write!(f, "\n  not tried, because {why}")?;
        let mut before = ": ";
        for provider in &self.left {
            write!(f, "{before}{provider}")?;
            before = ", ";
        }
        Ok(())
    }

    fn by(&self, name: &str) -> String {
        match self.chosen_by {
            Some(by) if name.starts_with("profile") => format!(" (from {by})"),
            _ => String::new(),
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(keys) = &self.found {
            let from = self.tried.last().map_or("", |it| it.name.as_str());
            let by = self.by(from);
            write!(
                f,
                "credentials {} from the {from}{by}",
                keys.access_key_id()
            )?;
            if let Some(account) = keys.account_id() {
                write!(f, ", account {account}")?;
            }
            if let Some(end) = keys.expires_at() {
                write!(f, ", until {end}")?;
            }
            f.write_str("; looked in:")?;
            self.list(f)?;
            self.rest("there are credentials", f)?;
        } else if let Some((name, what)) = self.failure() {
            let by = self.by(name);
            write!(f, "{name}{by} cannot be used:\n  {what}")?;
            self.rest(&format!("the {name} is meant"), f)?;
        } else {
            f.write_str("nothing was found. Looked in:")?;
            self.list(f)?;
            f.write_str(
                "\nset AWS_ACCESS_KEY_ID, choose a profile with AWS_PROFILE, or run `aws configure`",
            )?;
        }
        for note in &self.notes {
            write!(f, "\n  note: {note}")?;
        }
        Ok(())
    }
}

impl Error for Report {}
