//! THE LAW as data: acts, control entries, their conditions and their standing on a date.

pub mod act;
pub mod language;
pub mod parameters;

pub use act::Act;
pub mod elements;
pub mod parameters;
pub mod wording;
