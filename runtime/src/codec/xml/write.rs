//! Encodes values as XML.

mod any;
mod escape;
#[cfg(feature = "fake")]
mod within;

use super::{Xml, documents, names};
use crate::codec::correction::MISMATCH;
use crate::codec::{EncodeError, Part, text};
use crate::model::path::{Path, Segment};
use crate::model::schema::{Member, Trait, XmlNamespace};
use crate::model::value::{Entries, List, Structure, Union, Value, Variant};

/// Appends a structure as the root element.
pub(super) fn structure(
    xml: Xml,
    value: &dyn Structure,
    part: Part,
    out: &mut Vec<u8>,
) -> Result<(), EncodeError> {
    let schema = value.schema();
    let namespace = namespace(schema.traits).or(xml.namespace);
    let root = Element {
        name: documents::root_name(schema),
        namespace,
    };
    Writer { xml, out }.structure(root, value, part, &Path::ROOT)
}

/// Appends the value of `member` as a document of its own.
pub(super) fn value(
    xml: Xml,
    member: &'static Member,
    value: Value<'_>,
    out: &mut Vec<u8>,
) -> Result<(), EncodeError> {
    let namespace = namespace(member.traits)
        .or_else(|| namespace(member.target.traits))
        .or(xml.namespace);
    let root = Element {
        name: documents::payload_name(member),
        namespace,
    };
    Writer { xml, out }.value(root, member, value, &Path::ROOT)
}

/// Appends a start tag without attributes.
pub(super) fn open(name: &str, out: &mut Vec<u8>) {
    out.push(b'<');
    out.extend_from_slice(name.as_bytes());
    out.push(b'>');
}

/// Appends an end tag.
pub(super) fn close(name: &str, out: &mut Vec<u8>) {
    out.extend_from_slice(b"</");
    out.extend_from_slice(name.as_bytes());
    out.push(b'>');
}

/// The start tag of an element, without the attributes of a structure.
#[derive(Clone, Copy)]
struct Element {
    name: &'static str,
    namespace: Option<XmlNamespace>,
}

impl Element {
    /// The element of a member inside another element.
    fn from_member(member: &Member) -> Self {
        Self {
            name: names::member_name(member),
            namespace: namespace(member.traits),
        }
    }
}

struct Writer<'o> {
    xml: Xml,
    out: &'o mut Vec<u8>,
}

impl Writer<'_> {
    fn structure(
        &mut self,
        element: Element,
        value: &dyn Structure,
        part: Part,
        path: &Path<'_>,
    ) -> Result<(), EncodeError> {
        self.start(element);
        self.attributes(value, part, path)?;
        self.out.push(b'>');
        self.members(value, part, path)?;
        close(element.name, self.out);
        Ok(())
    }

    fn attributes(
        &mut self,
        value: &dyn Structure,
        part: Part,
        path: &Path<'_>,
    ) -> Result<(), EncodeError> {
        for (index, member) in value.schema().members.iter().enumerate() {
            if !names::is_attribute(member) || !part.takes(member) {
                continue;
            }
            let held = value.get(index);
            if matches!(held, Value::Null) {
                continue;
            }
            self.out.push(b' ');
            self.out
                .extend_from_slice(names::member_name(member).as_bytes());
            self.out.extend_from_slice(b"=\"");
            self.scalar(member, held, &path.then(Segment::Member(member.name)))?;
            self.out.push(b'"');
        }
        Ok(())
    }

    fn members(
        &mut self,
        value: &dyn Structure,
        part: Part,
        path: &Path<'_>,
    ) -> Result<(), EncodeError> {
        for (index, member) in value.schema().members.iter().enumerate() {
            let held = value.get(index);
            let is_absent = matches!(held, Value::Null | Value::Stream(_));
            if is_absent || names::is_attribute(member) || !part.takes(member) {
                continue;
            }
            self.member(member, held, &path.then(Segment::Member(member.name)))?;
        }
        Ok(())
    }

    fn member(
        &mut self,
        member: &'static Member,
        value: Value<'_>,
        path: &Path<'_>,
    ) -> Result<(), EncodeError> {
        let element = Element::from_member(member);
        match value {
            Value::List(list) if names::is_flat(member) => {
                let edge = member.target.list_member();
                let edge = edge.ok_or_else(|| fault(MISMATCH, path))?;
                let inherited = namespace(edge.traits);
                let namespace = element.namespace.or(inherited);
                self.elements(
                    Element {
                        namespace,
                        ..element
                    },
                    edge,
                    list,
                    path,
                )
            }
            Value::Map(map) if names::is_flat(member) => self.entries(element, member, map, path),
            other => self.value(element, member, other, path),
        }
    }

    fn value(
        &mut self,
        element: Element,
        edge: &'static Member,
        value: Value<'_>,
        path: &Path<'_>,
    ) -> Result<(), EncodeError> {
        match value {
            Value::Structure(it) => return self.structure(element, it, Part::Whole, path),
            Value::Document(it) => {
                let written = any::write(element.name, it, self.out);
                return written.map_err(|reason| fault(&reason, path));
            }
            _ => self.start(element),
        }
        if let Value::Null | Value::Stream(_) = value {
            self.out.extend_from_slice(b"/>");
            return Ok(());
        }
        self.out.push(b'>');
        match value {
            Value::Union(it) => self.union(it, path)?,
            Value::List(it) => {
                let inner = edge.target.list_member();
                let inner = inner.ok_or_else(|| fault(MISMATCH, path))?;
                self.elements(Element::from_member(inner), inner, it, path)?;
            }
            Value::Map(it) => self.entries(ENTRY, edge, it, path)?,
            scalar => self.scalar(edge, scalar, path)?,
        }
        close(element.name, self.out);
        Ok(())
    }

    fn elements(
        &mut self,
        element: Element,
        edge: &'static Member,
        list: &dyn List,
        path: &Path<'_>,
    ) -> Result<(), EncodeError> {
        (0..list.len()).try_for_each(|index| {
            let path = path.then(Segment::Index(index));
            self.value(element, edge, list.get(index), &path)
        })
    }

    fn entries(
        &mut self,
        element: Element,
        member: &'static Member,
        map: &dyn Entries,
        path: &Path<'_>,
    ) -> Result<(), EncodeError> {
        let members = member.target.map_members();
        let (keys, values) = members.ok_or_else(|| fault(MISMATCH, path))?;
        for (key, value) in (0..map.len()).filter_map(|index| map.entry(index)) {
            self.start(element);
            self.out.push(b'>');
            self.value(Element::from_member(keys), keys, Value::String(key), path)?;
            let path = path.then(Segment::Value(key));
            self.value(Element::from_member(values), values, value, &path)?;
            close(element.name, self.out);
        }
        Ok(())
    }

    fn union(&mut self, union: &dyn Union, path: &Path<'_>) -> Result<(), EncodeError> {
        match union.variant() {
            Variant::Known(index, value) => {
                let member = union.schema().members.get(index);
                let member = member.ok_or_else(|| fault(MISMATCH, path))?;
                self.member(member, value, &path.then(Segment::Member(member.name)))
            }
            // The result of decoding a union without a variant.
            Variant::Unknown("", _) => Ok(()),
            Variant::Unknown(name, value) => {
                any::write(name, value, self.out).map_err(|reason| fault(&reason, path))
            }
        }
    }

    fn scalar(
        &mut self,
        edge: &Member,
        value: Value<'_>,
        path: &Path<'_>,
    ) -> Result<(), EncodeError> {
        let text = text::write(edge, value, self.xml.timestamps);
        let text = text.map_err(|reason| fault(&reason, path))?;
        escape::write(&text, self.out);
        Ok(())
    }

    /// Appends a start tag up to the position of attributes.
    fn start(&mut self, element: Element) {
        self.out.push(b'<');
        self.out.extend_from_slice(element.name.as_bytes());
        self.namespace(element.namespace);
    }

    fn namespace(&mut self, namespace: Option<XmlNamespace>) {
        let Some(XmlNamespace { uri, prefix }) = namespace else {
            return;
        };
        self.out.extend_from_slice(b" xmlns");
        if let Some(prefix) = prefix {
            self.out.push(b':');
            self.out.extend_from_slice(prefix.as_bytes());
        }
        self.out.extend_from_slice(b"=\"");
        escape::write(uri, self.out);
        self.out.push(b'"');
    }
}

/// The element that encloses a key and its value.
const ENTRY: Element = Element {
    name: "entry",
    namespace: None,
};

fn fault(reason: &str, path: &Path<'_>) -> EncodeError {
    EncodeError {
        path: path.to_string(),
        reason: reason.to_owned(),
    }
}

/// The `xmlNamespace` trait.
fn namespace(traits: &'static [Trait]) -> Option<XmlNamespace> {
    traits.iter().find_map(|it| match it {
        Trait::XmlNamespace(namespace) => Some(*namespace),
        _ => None,
    })
}
