//! The shapes of the law that its tables are made from.

#[path = "../src/law/parameters.rs"]
pub(crate) mod parameters;
#[path = "../src/law/substances.rs"]
pub(crate) mod substances;
#[path = "../src/law/wording.rs"]
pub(crate) mod wording;
