//! Writes structures inside wrapper elements, as services do with outputs and errors.

use super::{Writer, close, escape, open};
use crate::codec::xml::{Name, Xml};
use crate::codec::{EncodeError, Part};
use crate::model::path::Path;
use crate::model::value::Structure;

impl Xml {
    /// Appends the members of `value` inside the elements `wrappers`, with the root first. The
    /// innermost wrapper has the attributes, and contains the elements `lead` (names and texts)
    /// before the members. The root has the service's namespace; the shapes' namespaces do not
    /// apply to it.
    pub(crate) fn encode_within(
        self,
        wrappers: &[Name<'_>],
        lead: &[(&str, &str)],
        value: &dyn Structure,
        part: Part,
        out: &mut Vec<u8>,
    ) -> Result<(), EncodeError> {
        let mut writer = Writer { xml: self, out };
        for (index, wrapper) in wrappers.iter().enumerate() {
            writer.out.push(b'<');
            writer.wrapper_name(*wrapper);
            if index == 0 {
                writer.namespace(self.namespace);
            }
            if index + 1 == wrappers.len() {
                writer.attributes(value, part, &Path::ROOT)?;
            }
            writer.out.push(b'>');
        }
        for (name, text) in lead {
            open(name, writer.out);
            escape::write(text, writer.out);
            close(name, writer.out);
        }
        writer.members(value, part, &Path::ROOT)?;
        for wrapper in wrappers.iter().rev() {
            writer.out.extend_from_slice(b"</");
            writer.wrapper_name(*wrapper);
            writer.out.push(b'>');
        }
        Ok(())
    }
}

impl Writer<'_> {
    fn wrapper_name(&mut self, [start, end]: Name<'_>) {
        self.out.extend_from_slice(start.as_bytes());
        self.out.extend_from_slice(end.as_bytes());
    }
}
