//! beizhu judges the goods lines of Chinese export declarations.

pub mod draft;
pub mod edit;
pub mod interval;
pub mod number;
pub mod phrase;
pub mod span;
