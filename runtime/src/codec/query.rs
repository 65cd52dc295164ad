//! Forms (`application/x-www-form-urlencoded`), in the representation of the `awsQuery` and
//! `ec2Query` protocols.
//!
//! Owns the mapping of values to keys and texts; only services decode it. Writes and reads a
//! structure by walking its schema. The protocols own the parameters that name the operation.

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

/// The form codec of a protocol, which determines the names of parameters (Smithy 2.0, "Query key
/// resolution" of either protocol).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Query {
    /// `awsQuery`: `xmlName`, else the member's name. The segment `member` or `entry` separates a
    /// collection from its elements, unless it is flattened.
    Aws,
    /// `ec2Query`: `ec2QueryName`, else `xmlName` or the member's name, capitalised. No segment
    /// separates a list from its elements.
    Ec2,
}

impl Query {
    /// Appends the members of `value` as parameters, each with `&` in front.
    ///
    /// Errors if a timestamp does not fit its format, and for documents and unknown variants,
    /// which forms cannot represent.
    pub fn encode(self, value: &dyn Structure, out: &mut Vec<u8>) -> Result<(), EncodeError> {
        write::structure(self, value, out)
    }

    /// The segment of a key for `member`.
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

    /// Whether no segment separates a collection from its elements.
    fn is_flat(self, collection: &Member) -> bool {
        let flattened = |it: &Trait| matches!(it, Trait::XmlFlattened);
        self == Self::Ec2 || collection.traits.iter().any(flattened)
    }
}

/// The `xmlName` trait, which applies to members only.
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

/// The segment between a map and its entries, unless the map is flattened.
const ENTRY: &str = "entry";
