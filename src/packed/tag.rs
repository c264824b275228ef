//! The bytes that say what follows. The packer in `build/` writes them, the reader here reads them.

/// Where it stood (start, length), its length in bytes, its bytes.
pub(crate) const STRING: u8 = 0;
/// The length in bytes of what follows: how many values, and those.
pub(crate) const ARRAY: u8 = 1;
/// The length in bytes of what follows: how many pairs, and those, a key (length, bytes) and a value.
pub(crate) const TABLE: u8 = 2;
/// A truth value.
pub(crate) const FALSE: u8 = 3;
/// A truth value.
pub(crate) const TRUE: u8 = 4;
/// A number from 0.
pub(crate) const INTEGER: u8 = 5;
/// A date: length, bytes.
pub(crate) const DATE: u8 = 6;
