//! Forms (`application/x-www-form-urlencoded`), as the `awsQuery` and `ec2Query` protocols spell
//! inputs in them.
//!
//! Owns how values become keys and texts, and back, which only services need. A structure is
//! written and read by walking its schema; which parameters name the operation is the protocols' business.

#[cfg(feature = "fake")]
mod read;
mod write;

use std::borrow::Cow;

use crate::codec::EncodeError;
use crate::model::schema::{Member, Trait};
use crate::model::value::Structure;

#[cfg(feature = "fake")]
pub use read::{Pair, Pairs};
#[cfg(feature = "_query-protocol")]
pub(crate) use write::escape;

/// How a protocol names the parts of a value (Smithy 2.0, "Query key resolution" of either
/// protocol).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Query {
    /// `awsQuery`: `xmlName`, else the member's name; `member` and `entry` between a collection
    /// and its elements, unless it is flattened.
    Aws,
    /// `ec2Query`: `ec2QueryName`, else `xmlName` or the member's name with a capital; nothing
    /// between a list and its elements.
    Ec2,
}

impl Query {
    /// Appends the members of `value` as parameters, each with `&` in front.
    ///
    /// Fails where a timestamp does not fit its format, and for documents and variants that the
    /// model does not know: forms have no spelling for them.
    pub fn encode(self, value: &dyn Structure, out: &mut Vec<u8>) -> Result<(), EncodeError> {
        write::structure(self, value, out)
    }

    /// The segment of a key that stands for a member.
    fn name(self, member: &Member) -> Cow<'static, str> {
        if self == Self::Aws {
            return Cow::Borrowed(xml_name(member).unwrap_or(member.name));
        }
        let own = member.traits.iter().find_map(|it| match it {
            Trait::Ec2QueryName(name) => Some(*name),
            _ => None,
        });
        match own {
            Some(name) => Cow::Borrowed(name),
            None => capitalised(xml_name(member).unwrap_or(member.name)),
        }
    }

    /// Whether elements follow their collection without a segment in between.
    fn is_flat(self, collection: &Member) -> bool {
        let flattened = |it: &Trait| matches!(it, Trait::XmlFlattened);
        self == Self::Ec2 || collection.traits.iter().any(flattened)
    }
}

/// `xmlName`, which counts on members only.
fn xml_name(member: &Member) -> Option<&'static str> {
    member.traits.iter().find_map(|it| match it {
        Trait::XmlName(name) => Some(*name),
        _ => None,
    })
}

fn capitalised(name: &'static str) -> Cow<'static, str> {
    let mut characters = name.chars();
    match characters.next() {
        Some(first) if first.is_ascii_lowercase() => Cow::Owned(format!(
            "{}{}",
            first.to_ascii_uppercase(),
            characters.as_str()
        )),
        _ => Cow::Borrowed(name),
    }
}

/// Between a map and its entries, where it is not flat.
const ENTRY: &str = "entry";
