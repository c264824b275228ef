//! The program: arguments, files, clock and exit code.

fn main() {}
