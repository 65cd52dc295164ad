//! Compares messages with their digests.

use md5::{Digest, Md5};

use super::{Attributes, MessageDigests, Messages};
use crate::auth::sigv4::hex;
use crate::call::quirks::string;
use crate::codec::DecodeError;
use crate::model::quirk::Quirk;
use crate::model::value::{Entries, List, Structure, Value};

impl Quirk for MessageDigests {
    fn output(
        &self,
        input: Option<&dyn Structure>,
        output: &dyn Structure,
    ) -> Result<(), DecodeError> {
        match self.messages {
            Messages::Sent => match input {
                Some(message) => self.check(message, output),
                None => Ok(()),
            },
            Messages::SentTogether {
                entries,
                id,
                results,
            } => each(output, results, |result| {
                let Some(sent) = input.and_then(|it| list(it, entries)) else {
                    return Ok(());
                };
                let name = string(result, self.id);
                let mut entries = elements(sent);
                let entry = entries.find(|it| name.is_some() && string(*it, id) == name);
                entry.map_or(Ok(()), |message| self.check(message, result))
            }),
            Messages::Received { messages } => {
                each(output, messages, |message| self.check(message, message))
            }
        }
    }
}

impl MessageDigests {
    /// Compares the digests of `message` with the digests in `said`.
    fn check(&self, message: &dyn Structure, said: &dyn Structure) -> Result<(), DecodeError> {
        if let Some(body) = string(message, self.body) {
            self.compare(said, self.body_md5, &Md5::digest(body))?;
        }
        for attributes in self.attributes {
            let Value::Map(map) = message.get(attributes.member) else {
                continue;
            };
            if let Some(digest) = attributes.digest(map) {
                self.compare(said, attributes.md5, &digest)?;
            }
        }
        Ok(())
    }

    fn compare(
        &self,
        said: &dyn Structure,
        member: usize,
        digest: &[u8],
    ) -> Result<(), DecodeError> {
        let Some(expected) = string(said, member) else {
            return Ok(());
        };
        let digits = hex::digits(digest);
        if expected.as_bytes().eq_ignore_ascii_case(&digits) {
            return Ok(());
        }
        let members = said.schema().members;
        let name = members.get(member).map_or("", |member| member.name);
        let found = String::from_utf8_lossy(&digits);
        let id = string(said, self.id).unwrap_or_default();
        Err(DecodeError {
            path: name.to_owned(),
            offset: None,
            reason: format!(
                "the message {id:?} was changed on its way: the service sent the MD5 {expected:?}, but it is {found:?}"
            ),
        })
    }
}

impl Attributes {
    /// The digest of a map ("Calculating the MD5 message digest for message attributes" in the
    /// developer guide of Amazon SQS); `None` if a value has a type that the digest does not
    /// cover.
    fn digest(&self, map: &dyn Entries) -> Option<Vec<u8>> {
        let entries = (0..map.len()).map(|index| map.entry(index));
        let mut entries: Vec<(&str, Value<'_>)> = entries.collect::<Option<_>>()?;
        entries.sort_unstable_by_key(|(name, _)| *name);
        let mut digest = Md5::new();
        for (name, value) in entries {
            let Value::Structure(value) = value else {
                return None;
            };
            put(&mut digest, name.as_bytes())?;
            put(&mut digest, string(value, self.kind)?.as_bytes())?;
            let (transport, bytes) = match (value.get(self.text), value.get(self.binary)) {
                (Value::String(text), _) => (TEXT, text.as_bytes()),
                (_, Value::Blob(bytes)) => (BINARY, bytes),
                _ => return None,
            };
            digest.update([transport]);
            put(&mut digest, bytes)?;
        }
        Some(digest.finalize().to_vec())
    }
}

const TEXT: u8 = 1;
const BINARY: u8 = 2;

/// Appends bytes preceded by their length; `None` if the length does not fit.
fn put(digest: &mut Md5, bytes: &[u8]) -> Option<()> {
    let length = u32::try_from(bytes.len()).ok()?;
    digest.update(length.to_be_bytes());
    digest.update(bytes);
    Some(())
}

fn list(structure: &dyn Structure, member: usize) -> Option<&dyn List> {
    match structure.get(member) {
        Value::List(list) => Some(list),
        _ => None,
    }
}

fn elements(list: &dyn List) -> impl Iterator<Item = &dyn Structure> {
    (0..list.len()).filter_map(|index| match list.get(index) {
        Value::Structure(element) => Some(element),
        _ => None,
    })
}

/// Checks every element of a list; an error names the element.
fn each(
    output: &dyn Structure,
    member: usize,
    check: impl Fn(&dyn Structure) -> Result<(), DecodeError>,
) -> Result<(), DecodeError> {
    let Some(list) = list(output, member) else {
        return Ok(());
    };
    let members = output.schema().members;
    let name = members.get(member).map_or("", |member| member.name);
    for (index, element) in elements(list).enumerate() {
        check(element).map_err(|error| DecodeError {
            path: format!("{name}[{index}].{}", error.path),
            ..error
        })?;
    }
    Ok(())
}
