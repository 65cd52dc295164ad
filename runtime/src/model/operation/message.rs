//! `Display` of a service's errors: the name, and the message with sensitive messages redacted.

use std::fmt::{Display, Formatter, Result, Write};

use crate::model::debug;
use crate::model::operation::ServiceError;
use crate::model::schema::Member;
use crate::model::value::{Structure, Value};
use crate::util::printable::Printable;

/// Prints an error as `Code: message`; the `Display` of every error enum.
pub fn describe<E: ServiceError>(error: &E, f: &mut Formatter<'_>) -> Result {
    match (error.structure(), error.as_unmodelled()) {
        (Some(structure), _) => describe_structure(structure, f),
        (None, Some(unmodelled)) => Display::fmt(unmodelled, f),
        (None, None) => Ok(()),
    }
}

pub(crate) fn describe_structure(error: &dyn Structure, f: &mut Formatter<'_>) -> Result {
    f.write_str(error.schema().id.name)?;
    match message_index(error) {
        Some(index) => describe_message(error, index, f),
        None => Ok(()),
    }
}

fn describe_message(error: &dyn Structure, index: usize, f: &mut Formatter<'_>) -> Result {
    let member = error.schema().members.get(index);
    match error.get(index) {
        Value::String(_) if member.is_some_and(Member::is_sensitive) => {
            write!(f, ": {}", debug::REDACTED)
        }
        Value::String(message) => write!(Printable(f), ": {message}"),
        _ => Ok(()),
    }
}

fn message_index(error: &dyn Structure) -> Option<usize> {
    let mut members = error.schema().members.iter();
    members.position(|member| member.name.eq_ignore_ascii_case("message"))
}

/// The `message` member of an error structure, in any capitalisation.
pub fn message(error: &dyn Structure) -> Option<&str> {
    match error.get(message_index(error)?) {
        Value::String(message) => Some(message),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::schema::{Kind, Schema, ShapeId, Trait, prelude};
    use crate::model::value::Field;

    static SECRET: Schema = Schema {
        traits: &[Trait::Sensitive],
        ..Schema::new(ShapeId::new("test", "Secret"), Kind::String)
    };
    static LOCKED: Schema = Schema {
        id: ShapeId::new("test", "Locked"),
        kind: Kind::Structure,
        members: &[Member::new("Message", &SECRET)],
        traits: &[],
    };
    static FULL: Schema = Schema {
        members: &[Member::new("message", &prelude::STRING)],
        ..LOCKED
    };

    #[derive(Debug)]
    struct Told(&'static Schema, Option<String>);

    impl Structure for Told {
        fn schema(&self) -> &'static Schema {
            self.0
        }

        fn field(&self, _: usize) -> Option<&dyn Field> {
            Some(&self.1)
        }

        fn field_mut(&mut self, _: usize) -> Option<&mut dyn Field> {
            Some(&mut self.1)
        }
    }

    impl Display for Told {
        fn fmt(&self, f: &mut Formatter<'_>) -> Result {
            describe_structure(self, f)
        }
    }

    #[test]
    fn a_message_is_printed_unless_it_is_sensitive() {
        let told = |schema, text: &str| Told(schema, Some(text.to_owned()));
        assert_eq!(told(&FULL, "no room").to_string(), "Locked: no room");
        let secret = told(&LOCKED, "hush");
        assert_eq!(secret.to_string(), "Locked: *** redacted ***");
        assert_eq!(message(&secret), Some("hush"));
        assert_eq!(Told(&LOCKED, None).to_string(), "Locked");
    }
}
