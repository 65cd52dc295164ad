//! Messages whose MD5 the service returns when it accepts and when it delivers them.

#[cfg(feature = "checksum")]
mod check;

/// Checks messages against the digests in the response; a message without a digest is not checked.
#[derive(Debug)]
pub struct MessageDigests {
    /// Where messages and digests are.
    pub messages: Messages,
    /// The member that names the message, beside the digests.
    pub id: usize,
    /// The member with the body.
    pub body: usize,
    /// The member with its digest.
    pub body_md5: usize,
    /// Members with attributes.
    pub attributes: &'static [Attributes],
}

/// Where messages and their digests are.
#[derive(Debug)]
pub enum Messages {
    /// The input is a message, and the output has its digests.
    Sent,
    /// The input has a list of messages, and the output one of digests.
    SentTogether {
        /// The input member.
        entries: usize,
        /// The index of the message's ID.
        id: usize,
        /// The output member.
        results: usize,
    },
    /// The output has a list of messages with their digests.
    Received {
        /// The output member.
        messages: usize,
    },
}

/// A map of attributes, and how its values are built.
#[derive(Debug)]
pub struct Attributes {
    /// The message's member with the map.
    pub member: usize,
    /// The member with its digest.
    pub md5: usize,
    /// The member of a value with its type.
    pub kind: usize,
    /// The member of a value with text.
    pub text: usize,
    /// The member of a value with bytes.
    pub binary: usize,
}

/// Without its feature, no program that names the rule compiles.
#[cfg(not(feature = "checksum"))]
impl crate::model::quirk::Quirk for MessageDigests {}
