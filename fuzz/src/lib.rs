//! The checks that the tests of the package share, for the fuzz targets.

#[path = "../../tests/common/mod.rs"]
mod common;
#[path = "../../tests/oracles/mod.rs"]
mod oracles;

/// Runs the check of an entry point on some bytes.
///
/// # Panics
/// When it does not hold, or there is no such entry point.
pub fn holds(entry_point: &str, bytes: &[u8]) {
    let (_, holds) = oracles::ENTRY_POINTS.iter().find(|(name, _)| *name == entry_point).expect("an entry point");
    holds(bytes);
}
