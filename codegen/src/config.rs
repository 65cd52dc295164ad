//! Configuration files: options and corrections as TOML.
//!
//! ```toml
//! operations = ["ExportTableToPointInTime"]
//!
//! [overlay]
//! required = ["ExportTableToPointInTimeOutput$ExportDescription"]
//! optional = []
//! derive = ["serde::Serialize"]
//! rename = { ExportDescription = "Export" }
//!
//! [overlay.constraints.S3Bucket]
//! without = ["pattern"]
//! length = { min = 3, max = 63 }
//!
//! [overlay.traits."my.api#Service"]
//! "aws.protocols#restJson1" = {}
//! ```
//!
//! Also `service`, `protocol`, `runtime`, `keep-going` and `non-exhaustive`. Knows the names of settings, not what
//! they do.

mod declared;

use std::sync::Arc;

use serde_json::{Map, Value};

use crate::diagnostic::{Diagnostic, Diagnostics, Source};
use crate::options::Options;
use crate::output::portable;
use crate::overlay::place::place;
use crate::overlay::{Constraint, Overlay};
use crate::suggest::did_you_mean;

impl Options {
    /// The options with the settings of a configuration file. Fails, with every fault, if it is not
    /// TOML or has unknown settings or settings of a wrong type.
    pub fn configured(mut self, file: &Arc<Source>) -> Result<Self, Diagnostics> {
        let mut reader = Reader {
            file,
            faults: Diagnostics::new(),
        };
        match basic_toml::from_str::<Map<String, Value>>(file.text()) {
            Ok(table) => reader.options(&table, &mut self),
            Err(error) => reader.fault("", format!("not readable as TOML: {error}"), None),
        }
        if reader.faults.is_empty() {
            Ok(self)
        } else {
            Err(reader.faults)
        }
    }
}

struct Reader<'a> {
    file: &'a Arc<Source>,
    faults: Diagnostics,
}

impl Reader<'_> {
    fn fault(&mut self, setting: &str, fault: String, help: Option<String>) {
        let path: Vec<&str> = setting.split('.').collect();
        let place = place(self.file, &path);
        let subject = match (self.file.name(), &place) {
            (name, _) if setting.is_empty() => name.to_owned(),
            (_, Some(_)) => setting.to_owned(),
            (name, None) => format!("{name}, `{setting}`"),
        };
        let fault = Diagnostic::error(fault).on(&subject).maybe_help(help);
        let fault = fault.maybe_at(place.as_ref());
        self.faults.push(fault);
    }

    fn unknown(&mut self, setting: &str, known: &[&str]) {
        let last = setting.rsplit('.').next().unwrap_or(setting);
        let help = did_you_mean(last, known.iter().copied());
        let all = || Some(format!("there are {}", known.join(", ")));
        self.fault(setting, "unknown setting".to_owned(), help.or_else(all));
    }

    fn options(&mut self, table: &Map<String, Value>, options: &mut Options) {
        const KNOWN: &[&str] = &[
            "keep-going",
            "non-exhaustive",
            "operations",
            "overlay",
            "protocol",
            "runtime",
            "service",
        ];
        for (key, value) in table {
            match key.as_str() {
                "service" => options.service = self.text(key, value),
                "operations" => {
                    options.operations = self.texts(key, value);
                    let file = portable(self.file.name());
                    options.operations_list = format!("`operations` in {file}");
                }
                "protocol" => options.protocol = self.text(key, value),
                "runtime" => {
                    if let Some(path) = self.text(key, value) {
                        options.runtime = path;
                    }
                }
                "keep-going" => options.keep_going = self.flag(key, value),
                "non-exhaustive" => options.non_exhaustive = self.flag(key, value),
                "overlay" => {
                    let mut overlay = std::mem::take(&mut options.overlay);
                    overlay.file = Some(Arc::clone(self.file));
                    options.overlay = self.overlay(value, overlay);
                }
                _ => self.unknown(key, KNOWN),
            }
        }
    }

    fn overlay(&mut self, value: &Value, mut overlay: Overlay) -> Overlay {
        const KNOWN: &[&str] = &[
            "constraints",
            "derive",
            "optional",
            "paginators",
            "rename",
            "required",
            "traits",
            "waiters",
        ];
        for (key, value) in self.table("overlay", value) {
            let setting = format!("overlay.{key}");
            match key.as_str() {
                "required" => overlay.required.extend(self.texts(&setting, value)),
                "optional" => overlay.optional.extend(self.texts(&setting, value)),
                "derive" => overlay.derives.extend(self.texts(&setting, value)),
                "rename" => {
                    for (shape, name) in self.table(&setting, value) {
                        let name = self.text(&format!("{setting}.{shape}"), name);
                        overlay
                            .renames
                            .extend(name.map(|name| (shape.clone(), name)));
                    }
                }
                "traits" => {
                    for (shape, traits) in self.table(&setting, value) {
                        let traits = self.table(&format!("{setting}.{shape}"), traits);
                        let traits = traits.into_iter();
                        let given =
                            traits.map(|(id, it)| (shape.clone(), id.clone(), it.to_string()));
                        overlay.traits.extend(given);
                    }
                }
                "paginators" => self.paginators(&setting, value, &mut overlay),
                "waiters" => self.waiters(&setting, value, &mut overlay),
                "constraints" => {
                    for (target, changes) in self.table(&setting, value) {
                        let changes = self.changes(&format!("{setting}.{target}"), changes);
                        let changes = changes.into_iter().map(|it| (target.clone(), it));
                        overlay.constraints.extend(changes);
                    }
                }
                _ => self.unknown(&setting, KNOWN),
            }
        }
        overlay
    }

    fn changes(&mut self, setting: &str, value: &Value) -> Vec<Constraint> {
        const KNOWN: &[&str] = &["length", "pattern", "range", "without"];
        let mut changes = Vec::new();
        for (key, value) in self.table(setting, value) {
            let setting = format!("{setting}.{key}");
            match key.as_str() {
                "without" => {
                    let dropped = self.texts(&setting, value).into_iter();
                    changes.extend(dropped.map(Constraint::Without));
                }
                "pattern" => changes.extend(self.text(&setting, value).map(Constraint::Pattern)),
                "length" => {
                    let (min, max) = self.limits(&setting, value, Value::as_u64);
                    changes.push(Constraint::Length { min, max });
                }
                "range" => {
                    let number = |it: &Value| it.is_number().then(|| it.to_string());
                    let (min, max) = self.limits(&setting, value, number);
                    changes.push(Constraint::Range { min, max });
                }
                _ => self.unknown(&setting, KNOWN),
            }
        }
        changes
    }

    fn limits<T>(
        &mut self,
        setting: &str,
        value: &Value,
        read: impl Fn(&Value) -> Option<T>,
    ) -> (Option<T>, Option<T>) {
        let (mut min, mut max) = (None, None);
        for (key, value) in self.table(setting, value) {
            let setting = format!("{setting}.{key}");
            let limit = match key.as_str() {
                "min" => &mut min,
                "max" => &mut max,
                _ => {
                    self.unknown(&setting, &["max", "min"]);
                    continue;
                }
            };
            *limit = read(value);
            if limit.is_none() {
                self.mistyped(&setting, "a number");
            }
        }
        (min, max)
    }

    fn mistyped(&mut self, setting: &str, expected: &str) {
        self.fault(setting, format!("expected {expected}"), None);
    }

    fn table<'v>(&mut self, setting: &str, value: &'v Value) -> Vec<(&'v String, &'v Value)> {
        let Value::Object(table) = value else {
            self.mistyped(setting, "a table");
            return Vec::new();
        };
        table.iter().collect()
    }

    fn text(&mut self, setting: &str, value: &Value) -> Option<String> {
        let text = value.as_str().map(str::to_owned);
        if text.is_none() {
            self.mistyped(setting, "a string");
        }
        text
    }

    fn texts(&mut self, setting: &str, value: &Value) -> Vec<String> {
        let Value::Array(items) = value else {
            self.mistyped(setting, "a list of strings");
            return Vec::new();
        };
        let texts = items.iter().filter_map(|item| self.text(setting, item));
        texts.collect()
    }

    fn flag(&mut self, setting: &str, value: &Value) -> bool {
        value.as_bool().unwrap_or_else(|| {
            self.mistyped(setting, "true or false");
            false
        })
    }
}
