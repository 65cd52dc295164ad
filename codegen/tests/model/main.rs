//! The generator's front end: every diagnostic with its exact text, what a selection
//! holds, and that no input makes it panic.

mod corpora;
mod library;
mod load;
mod mixins;
mod refused;
mod robust;
mod select;
mod shapes;
mod support;
mod traits;
