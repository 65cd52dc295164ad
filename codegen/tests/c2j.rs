//! Models in AWS's own JSON: how they are read, and what the same services' Smithy models
//! say otherwise.

#[path = "c2j/agreement.rs"]
mod agreement;
#[path = "c2j/corpus.rs"]
mod corpus;
#[path = "c2j/facts.rs"]
mod facts;
#[path = "c2j/faults.rs"]
mod faults;
#[path = "c2j/reading.rs"]
mod reading;
#[path = "c2j/support.rs"]
mod support;
#[path = "c2j/walk.rs"]
mod walk;
#[path = "c2j/xml.rs"]
mod xml;
