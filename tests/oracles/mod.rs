//! What holds for whatever is read. The property tests and the fuzz targets share it.
#![allow(dead_code)]

pub(crate) mod csv;
pub(crate) mod draft;
pub(crate) mod facts;
pub(crate) mod law;
pub(crate) mod remark;
pub(crate) mod xml;

use std::sync::OnceLock;

use crate::common::{Bench, desk::Desk};

/// A check of any bytes.
pub(crate) type Check = fn(&[u8]);

/// What is read from outside, with what holds for it.
pub(crate) const ENTRY_POINTS: [(&str, Check); 5] = [
    ("csv", csv::holds),
    ("xml", xml::holds),
    ("facts", facts::holds),
    ("law", law::holds),
    ("remark", remark::holds),
];

/// Built once: the law does not change between cases.
pub(crate) fn bench() -> &'static Bench {
    static BENCH: OnceLock<Bench> = OnceLock::new();
    BENCH.get_or_init(Bench::new)
}

/// Likewise.
pub(crate) fn desk() -> &'static Desk {
    static DESK: OnceLock<Desk> = OnceLock::new();
    DESK.get_or_init(Desk::new)
}
