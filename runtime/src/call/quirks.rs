//! The behaviour of services that their models do not describe. Each quirk is generic and takes
//! data; the generator decides which operation has which. No quirk names a service or does IO.

mod bucket;
mod crc32;
mod endpoint;
mod header;
mod late_error;
mod message_digests;
mod presigned_url;
mod query_in_body;
mod raw_path;
mod text;
mod tree_hash;

use crate::model::codec::EncodeError;
use crate::model::value::{Structure, Value};

pub use crate::model::quirk::{Quirk, QuirkContext};
pub use bucket::BucketName;
pub use crc32::ResponseCrc32;
pub use endpoint::EndpointMember;
pub use header::Header;
pub use late_error::LateError;
pub use message_digests::{Attributes, MessageDigests, Messages};
pub use presigned_url::PresignedUrl;
pub use query_in_body::QueryInBody;
pub use raw_path::RawPath;
pub use text::{DefaultText, TrimPrefix};
pub use tree_hash::TreeHash;

/// The error for an unusable member at `index` of `structure`.
fn unusable(structure: &dyn Structure, index: usize, reason: impl Into<String>) -> EncodeError {
    let member = structure.schema().members.get(index);
    EncodeError {
        path: member.map_or(String::new(), |member| member.name.to_owned()),
        reason: reason.into(),
    }
}

/// The string of a member; `None` if it is absent or empty.
#[inline]
fn string(structure: &dyn Structure, member: usize) -> Option<&str> {
    match structure.get(member) {
        Value::String(text) if !text.is_empty() => Some(text),
        _ => None,
    }
}
