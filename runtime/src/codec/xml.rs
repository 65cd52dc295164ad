//! XML, in the representation of the `restXml`, `awsQuery` and `ec2Query` protocols.
//!
//! Owns the mapping of values to XML (Smithy 2.0, "XML bindings") and the syntax (XML 1.0). Reads
//! and writes a structure by walking its schema. Refuses document types, and with them all
//! entities that are not predefined.

mod any;
#[cfg(any(feature = "rest-xml", feature = "fake"))]
mod documents;
mod escape;
mod lexer;
mod names;
mod read;
mod scan;
mod texts;
#[cfg(any(feature = "rest-xml", feature = "fake"))]
mod write;

use crate::codec::{DecodeError, Decoded, Limits, Part};
use crate::model::schema::{TimestampFormat, XmlNamespace};
use crate::model::value::Structure;

#[cfg(feature = "_xml-protocol")]
pub(crate) use texts::{root_name, texts};

/// The XML codec, with the settings in which services differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Xml {
    /// The namespace of root elements whose shapes have none: the namespace of the service.
    pub namespace: Option<XmlNamespace>,
    /// The format of timestamps without a `timestampFormat` trait.
    pub timestamps: TimestampFormat,
}

/// The name of an element as two texts to concatenate, such as the name of an operation and
/// `Response`.
pub(crate) type Name<'a> = [&'a str; 2];

impl Xml {
    /// The codec of all AWS protocols, without a service's namespace.
    pub const AWS: Self = Self {
        namespace: None,
        timestamps: TimestampFormat::DateTime,
    };

    /// The same codec with `namespace` on root elements whose shapes have none.
    #[must_use]
    pub const fn with_namespace(self, namespace: Option<XmlNamespace>) -> Self {
        Self { namespace, ..self }
    }

    /// Fills the members of `value` that `part` contains from inside the elements `wrappers`,
    /// with the root first. If an inner wrapper is missing, so are the members. Skips elements
    /// beside the wrappers.
    pub(crate) fn decode_within(
        self,
        bytes: &[u8],
        wrappers: &[Name<'_>],
        value: &mut dyn Structure,
        part: Part,
        limits: &Limits,
    ) -> Result<Decoded, DecodeError> {
        read::within(self, bytes, wrappers, value, part, limits)
    }
}
