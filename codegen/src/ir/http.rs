//! How an operation travels beside its members: path, checksums.

/// `smithy.api#http`, its pattern taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Http {
    /// The method.
    pub method: String,
    /// The path.
    pub path: Vec<PathPart>,
    /// What the query begins with: names, and values where there are any.
    pub query: Vec<(String, Option<String>)>,
    /// The status of a success.
    pub status: u16,
}

/// A part of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PathPart {
    /// As it is, slashes included.
    Text(String),
    /// One segment: the input member at this index.
    Label(usize),
    /// As many segments as there are: the input member at this index.
    Greedy(usize),
    /// The same, dots included: the key of an object.
    Key(usize),
}

/// What the model says of checksums.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checksum {
    /// Whether requests must have one.
    pub required: bool,
    /// Whether it is MD5 where the caller chooses nothing.
    pub md5: bool,
    /// The input member in which the caller chooses an algorithm.
    pub algorithm: Option<usize>,
    /// The input member that asks for the response to be checked.
    pub validation_mode: Option<usize>,
    /// What responses are checked with.
    pub response: Vec<String>,
}
