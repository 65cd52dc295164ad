//! Reads a command's arguments by its table of options, and prints help from the same
//! table. Knows no command.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use tinsmith_codegen::suggest::closest;

use super::Failure;
use super::table::table;

/// A subcommand and its options.
pub(super) struct Command {
    pub(super) name: &'static str,
    pub(super) summary: &'static str,
    /// The meaning of the words after its name.
    pub(super) operands: &'static str,
    pub(super) options: &'static [Flag],
    /// Further text of the help.
    pub(super) details: &'static str,
}

/// One option.
pub(super) struct Flag {
    pub(super) name: &'static str,
    /// The name of its value, empty if it has none.
    pub(super) value: &'static str,
    pub(super) help: &'static str,
}

/// The user's request to a command.
pub(super) enum Request {
    Help,
    Run(Arguments),
}

/// The arguments of a command.
pub(super) struct Arguments {
    /// At least one.
    pub(super) models: Vec<PathBuf>,
    options: Vec<(&'static str, OsString)>,
}

impl Command {
    /// The command's name and its required arguments.
    pub(super) fn usage(&self) -> String {
        format!("tinsmith {} {}", self.name, self.operands)
    }

    fn find(&self, name: &str) -> Result<&'static Flag, Failure> {
        self.options
            .iter()
            .find(|flag| flag.name == name)
            .ok_or_else(|| {
                let names = self.options.iter().map(|flag| flag.name).chain(["help"]);
                let help = closest(name, names).map(|near| format!("did you mean `--{near}`?"));
                Failure::Usage(
                    format!("`tinsmith {}` has no option `--{name}`", self.name),
                    help,
                )
            })
    }
}

impl Arguments {
    /// Whether the switch is given.
    pub(super) fn has(&self, name: &str) -> bool {
        self.options.iter().any(|(given, _)| *given == name)
    }

    /// The last value of the option, as a path.
    pub(super) fn path(&self, name: &str) -> Option<&Path> {
        self.last(name).map(Path::new)
    }

    /// The last value of the option, as text.
    pub(super) fn text(&self, name: &str) -> Result<Option<String>, Failure> {
        self.last(name).map(|value| utf8(name, value)).transpose()
    }

    /// All values of the option, each a list separated by commas.
    pub(super) fn list(&self, name: &str) -> Result<Vec<String>, Failure> {
        let mut items = Vec::new();
        for (_, value) in self.options.iter().filter(|(given, _)| *given == name) {
            let value = utf8(name, value)?;
            let parts = value.split(',').map(str::trim);
            items.extend(parts.filter(|part| !part.is_empty()).map(str::to_owned));
        }
        Ok(items)
    }

    fn last(&self, name: &str) -> Option<&OsStr> {
        let mut given = self.options.iter().rev();
        given
            .find(|(given, _)| *given == name)
            .map(|(_, value)| value.as_os_str())
    }
}

fn utf8(name: &str, value: &OsStr) -> Result<String, Failure> {
    let text = value.to_str().map(str::to_owned);
    text.ok_or_else(|| Failure::Usage(format!("the value of `--{name}` is not UTF-8"), None))
}

/// Reads the arguments after the command's name.
pub(super) fn parse(
    command: &Command,
    arguments: impl Iterator<Item = OsString>,
) -> Result<Request, Failure> {
    let mut read = Arguments {
        models: Vec::new(),
        options: Vec::new(),
    };
    let mut parser = lexopt::Parser::from_args(arguments);
    let usage = |error: lexopt::Error| Failure::Usage(error.to_string(), None);
    while let Some(argument) = parser.next().map_err(usage)? {
        match argument {
            lexopt::Arg::Short('h') | lexopt::Arg::Long("help") => return Ok(Request::Help),
            lexopt::Arg::Long(name) => {
                let flag = command.find(name)?;
                let value = match flag.value {
                    "" => OsString::new(),
                    _ => parser.value().map_err(usage)?,
                };
                read.options.push((flag.name, value));
            }
            lexopt::Arg::Short(letter) => {
                let fault = format!("`tinsmith {}` has no option `-{letter}`", command.name);
                return Err(Failure::Usage(fault, None));
            }
            lexopt::Arg::Value(path) => read.models.push(path.into()),
        }
    }
    if read.models.is_empty() {
        let help = Some(format!("usage: {} [OPTIONS]", command.usage()));
        return Err(Failure::Usage("no model file given".to_owned(), help));
    }
    Ok(Request::Run(read))
}

/// The output of `--help`.
pub(super) fn help(command: &Command) -> String {
    let rows = command.options.iter().map(|flag| {
        let spelt = format!("--{} {}", flag.name, flag.value);
        vec![spelt.trim_end().to_owned(), flag.help.to_owned()]
    });
    let (usage, options) = match command.options {
        [] => ("", String::new()),
        _ => (" [OPTIONS]", format!("Options:\n{}\n", table("  ", rows))),
    };
    format!(
        "{}\n\nUsage: {}{usage}\n\n{options}{}\n{MODELS}",
        command.summary,
        command.usage(),
        command.details,
    )
}

/// The forms of a model.
const MODELS: &str = "\
A model is a file in Smithy's IDL (`.smithy`), in Smithy's JSON or in AWS's own JSON, either of
which may be compressed (`.json.gz`), or a folder with such files in it and below.
";
