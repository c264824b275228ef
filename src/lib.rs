//! beizhu judges the goods lines of Chinese export declarations.

pub mod draft;
pub mod edit;
pub mod facts;
pub mod interval;
pub mod law;
pub mod number;
pub mod phrase;
pub mod span;
