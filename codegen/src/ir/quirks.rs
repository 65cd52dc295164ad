//! Rules of the runtime for what a service needs beyond its model, with the indices of members.

/// A structure of the runtime (`tinsmith::rt::quirks`) as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceRule {
    /// The structure, or a variant of an enum behind its name.
    pub name: &'static str,
    /// In the order in which they are written.
    pub fields: Vec<(&'static str, RuleValue)>,
}

/// The value of a rule's field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RuleValue {
    /// Of a member.
    Index(usize),
    /// A text.
    Text(String),
    /// Several.
    Texts(&'static [&'static str]),
    /// A flag.
    Flag(bool),
    /// Another structure.
    Structure(ServiceRule),
    /// Several values.
    List(Vec<Self>),
}
