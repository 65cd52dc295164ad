//! XML, as the `restXml`, `awsQuery` and `ec2Query` protocols spell values in it.
//!
//! Owns the mapping of values to XML (Smithy 2.0, "XML bindings") and the syntax (XML 1.0). A
//! structure is read and written by walking its schema; document types, and with them all
//! entities but the predefined ones, are refused.

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

/// How a protocol spells values in XML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Xml {
    /// The namespace of root elements whose shapes say none: that of the service.
    pub namespace: Option<XmlNamespace>,
    /// The format of timestamps without a `timestampFormat` trait.
    pub timestamps: TimestampFormat,
}

/// An element's name in two parts, the second of which follows the first: the name of an
/// operation, and `Response`.
pub(crate) type Name<'a> = [&'a str; 2];

impl Xml {
    /// The spelling of all protocols of AWS, before a service's namespace.
    pub const AWS: Self = Self {
        namespace: None,
        timestamps: TimestampFormat::DateTime,
    };

    /// The spelling with `namespace` on root elements whose shapes say none.
    #[must_use]
    pub const fn with_namespace(self, namespace: Option<XmlNamespace>) -> Self {
        Self { namespace, ..self }
    }

    /// Fills the members of `value` that `part` takes from inside of the elements called
    /// `wrappers`, the root first. Where an inner one is missing, so are the members. Elements
    /// beside the wrappers are skipped.
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
