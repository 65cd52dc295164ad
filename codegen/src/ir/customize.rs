//! Rules of the runtime for what a service wants beyond its model, with the indices of members.

/// A rule of the runtime, with the members that it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Customization {
    /// A header that every request has.
    Header {
        /// In lower case.
        name: &'static str,
        /// What it says.
        value: String,
    },
    /// What stands for an input member where the caller gives none.
    DefaultText {
        /// The member.
        member: usize,
        /// Its value.
        value: &'static str,
    },
    /// A success that turns out to be an error.
    LateError,
    /// The path is signed as it is, and the body's hash is said.
    RawPath,
    /// The input member that must be a bucket.
    BucketName {
        /// The member.
        member: usize,
    },
    /// What is cut off an input member.
    TrimPrefix {
        /// The member.
        member: usize,
        /// Without the slash in front.
        prefixes: &'static [&'static str],
    },
    /// The input member that says where the request goes.
    EndpointMember {
        /// The member.
        member: usize,
    },
    /// The presigned request in a copy from another region.
    PresignedUrl {
        /// The input member with the source's region.
        source: usize,
        /// The input member with the URL.
        url: usize,
        /// The URL's name in the form.
        name: &'static str,
        /// Whether the service itself knows both regions.
        sends_regions: bool,
    },
    /// A query that is too long for a URI.
    QueryInBody,
    /// Digests of messages.
    MessageDigests(Digests),
    /// Hashes of the body, that of a tree in a header.
    TreeHash {
        /// In lower case.
        header: &'static str,
    },
    /// The header of responses that has the CRC-32 of their body.
    ResponseCrc32 {
        /// In lower case.
        header: &'static str,
    },
}

/// The members with messages and digests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digests {
    /// Where the structures with both are.
    pub messages: Messages<usize>,
    /// What names a message beside its digests.
    pub id: usize,
    /// The body.
    pub body: usize,
    /// Its digest.
    pub body_md5: usize,
    /// Attributes.
    pub attributes: Vec<Attributes>,
}

/// Where messages and digests are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Messages<M> {
    /// The input is a message, the output its digests.
    Sent,
    /// The input has messages, the output digests.
    SentTogether {
        /// The input member.
        entries: M,
        /// The name of a message in it.
        id: M,
        /// The output member.
        results: M,
    },
    /// The output has messages with digests.
    Received {
        /// The output member.
        messages: M,
    },
}

/// A map of attributes, and the members of its values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attributes {
    /// The map.
    pub member: usize,
    /// Its digest.
    pub md5: usize,
    /// A value's type.
    pub kind: usize,
    /// Its text.
    pub text: usize,
    /// Its bytes.
    pub binary: usize,
}
