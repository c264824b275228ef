//! beizhu (备注, the remarks column) judges the goods lines of Chinese export declarations.
//!
//! The whole story: the bytes of a draft become [`draft::Declaration`]s; each of its items becomes
//! [`facts::Facts`]; facts and the entries in force on the date become a
//! [`determination::Determination`]; that says which [`remark`] is due; what is due against what
//! stands there becomes [`finding::Finding`]s and [`edit::Edit`]s; and a [`report`] shows them, or
//! the edits are spliced into the bytes. `check`, `fix` and `fix --diff` are this one computation
//! with three endings.

pub mod acceptance;
pub mod crew;
pub mod determination;
pub mod draft;
pub mod edit;
pub mod examine;
pub mod explain;
pub mod facts;
pub mod finding;
pub mod interval;
mod known;
pub mod law;
pub mod margin;
pub mod near;
pub mod number;
pub mod packed;
pub mod phrase;
pub mod recheck;
pub mod record;
pub mod remark;
pub mod report;
pub mod span;

pub use examine::{Examiner, Policy};
