//! Paths as other programs name files.

use std::path::MAIN_SEPARATOR;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What stands for itself in a URI.
const RESERVED: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A path with forward slashes, from the current folder where it is relative.
pub(super) fn slashed(path: &str) -> String {
    let path = if MAIN_SEPARATOR == '/' { path.to_owned() } else { path.replace(MAIN_SEPARATOR, "/") };
    path.strip_prefix("./").map(str::to_owned).unwrap_or(path)
}

/// A path as a URI: relative as it is, absolute with its scheme.
pub(super) fn reference(path: &str) -> String {
    let path = slashed(path);
    let encode = |path: &str| utf8_percent_encode(path, RESERVED).to_string();
    let mut characters = path.chars();
    let has_drive = MAIN_SEPARATOR != '/'
        && characters.next().is_some_and(|drive| drive.is_ascii_alphabetic())
        && characters.next() == Some(':');
    if has_drive {
        let (drive, rest) = path.split_at(2);
        format!("file:///{drive}{}", encode(rest))
    } else if path.starts_with("//") {
        format!("file:{}", encode(&path))
    } else if path.starts_with('/') {
        format!("file://{}", encode(&path))
    } else {
        encode(&path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_becomes_a_reference() {
        for (path, uri) in [
            ("a.csv", "a.csv"),
            ("./d/a b.csv", "d/a%20b.csv"),
            ("草单/一#1.csv", "%E8%8D%89%E5%8D%95/%E4%B8%80%231.csv"),
            ("/d/a%.csv", "file:///d/a%25.csv"),
            ("a:b.csv", "a%3Ab.csv"),
            ("-", "-"),
        ] {
            assert_eq!(reference(path), uri);
        }
    }
}
