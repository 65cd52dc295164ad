//! Messages whose MD5 the service reports, both after sending and on receiving.

#[cfg(feature = "checksum")]
mod check;

/// Verifies messages against the digests that the service reports; without a digest there is no
/// check.
#[derive(Debug)]
pub struct MessageDigests {
    /// The location of messages and digests.
    pub messages: Messages,
    /// The member that identifies the message, beside the digests.
    pub id: usize,
    /// The member with the body.
    pub body: usize,
    /// The member with its digest.
    pub body_md5: usize,
    /// Members with attributes.
    pub attributes: &'static [Attributes],
}

/// The location of messages and their digests.
#[derive(Debug)]
pub enum Messages {
    /// The input is a message, and the output has its digests.
    Sent,
    /// The input has a list of messages, and the output one of digests.
    SentTogether {
        /// The input member.
        entries: usize,
        /// The member of an entry that identifies it.
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

/// Without its feature, programs that name the quirk do not compile.
#[cfg(not(feature = "checksum"))]
impl crate::model::quirk::Quirk for MessageDigests {}
