//! Reads measured quantities out of texts.
