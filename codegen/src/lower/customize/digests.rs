//! Where messages and the digests that a service says of them are.

use crate::ir::{Attributes, Digests, Messages};
use crate::model::{Model, Operation, Shape};

/// The names of members with messages and digests.
pub(super) struct Names {
    pub(super) messages: Messages<&'static str>,
    pub(super) id: &'static str,
    pub(super) body: &'static str,
    pub(super) body_md5: &'static str,
    /// Attributes and their digest.
    pub(super) attributes: &'static [(&'static str, &'static str)],
    pub(super) kind: &'static str,
    pub(super) text: &'static str,
    pub(super) binary: &'static str,
}

/// The members of an operation; none where the model has them not.
pub(super) fn resolve(names: &Names, model: &Model, operation: &Operation) -> Option<Digests> {
    let (input, output) = (
        model.shape(&operation.input),
        model.shape(&operation.output),
    );
    let (messages, message, said) = match names.messages {
        Messages::Sent => (Messages::Sent, input, output),
        Messages::SentTogether {
            entries,
            id,
            results,
        } => {
            let message = element(model, input, entries)?;
            let messages = Messages::SentTogether {
                entries: index(input, entries)?,
                id: index(message, id)?,
                results: index(output, results)?,
            };
            (messages, message, element(model, output, results)?)
        }
        Messages::Received { messages: list } => {
            let message = element(model, output, list)?;
            let messages = index(output, list)?;
            (Messages::Received { messages }, message, message)
        }
    };
    let attributes = names.attributes.iter().filter_map(|(member, md5)| {
        let value = element(model, message, member)?;
        Some(Attributes {
            member: index(message, member)?,
            md5: index(said, md5)?,
            kind: index(value, names.kind)?,
            text: index(value, names.text)?,
            binary: index(value, names.binary)?,
        })
    });
    Some(Digests {
        messages,
        id: index(said, names.id)?,
        body: index(message, names.body)?,
        body_md5: index(said, names.body_md5)?,
        attributes: attributes.collect(),
    })
}

fn index(shape: &Shape, name: &str) -> Option<usize> {
    shape.members().iter().position(|it| it.name == name)
}

/// What a list or map in this member holds.
fn element<'m>(model: &'m Model, shape: &Shape, name: &str) -> Option<&'m Shape> {
    let held = model.shape(&shape.member(name)?.target).members().last()?;
    Some(model.shape(&held.target))
}
