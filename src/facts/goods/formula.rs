//! What a regular expression of the law must find, so that it is only compiled for texts that hold it.

use regex_syntax::hir::{Hir, HirKind};

/// The longest run of characters that every match of an expression holds, empty where there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Required {
    /// The characters.
    pub(crate) text: String,
    /// Whether each match begins, and whether it ends, with them.
    pub(crate) is_at_end: (bool, bool),
}

/// Which pairs of bytes stand in a text, some of them not told apart: most formulas are known by it not to.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pairs([u64; 4]);

impl Pairs {
    pub(crate) fn of(text: &str) -> Self {
        let mut pairs = Self::default();
        for pair in text.as_bytes().windows(2) {
            let place = pair[0].wrapping_mul(31).wrapping_add(pair[1]);
            pairs.0[usize::from(place / 64)] |= 1 << (place % 64);
        }
        pairs
    }

    /// Whether a text with the pairs `of` may stand in the one with these.
    pub(crate) fn hold(&self, of: &Self) -> bool {
        self.0.iter().zip(&of.0).all(|(own, of)| own & of == *of)
    }
}

/// An expression for a whole text, which may also stand behind a mark that counts points, in quotes or in brackets:
/// `1.铽`, `“GaN”`.
pub(crate) fn within_marks(pattern: &str) -> String {
    const OPENING: &str = r#"(?:[0-9a-z]{1,2}[.、)] ?)?[("'\[【《「* ]*"#;
    const CLOSING: &str = r#"[)"'\]】》」* 。.]*"#;
    match pattern.strip_prefix('^').and_then(|inside| inside.strip_suffix('$')) {
        Some(inside) => format!("^{OPENING}(?:{inside}){CLOSING}$"),
        None => pattern.to_owned(),
    }
}

/// What every match of an expression holds.
pub(crate) fn required(pattern: &str) -> Required {
    regex_syntax::parse(pattern).map(|parsed| longest(&parsed)).unwrap_or_default()
}

fn longest(part: &Hir) -> Required {
    match part.kind() {
        HirKind::Literal(literal) => Required {
            text: String::from_utf8(literal.0.to_vec()).unwrap_or_default(),
            is_at_end: (true, true),
        },
        HirKind::Capture(capture) => longest(&capture.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => longest(&repetition.sub),
        HirKind::Concat(parts) => {
            let parts: Vec<&Hir> =
                parts.iter().filter(|part| !matches!(part.kind(), HirKind::Look(_))).collect();
            let within = |(at, part): (usize, &&Hir)| {
                let Required { text, is_at_end: (first, last) } = longest(part);
                Required { text, is_at_end: (first && at == 0, last && at + 1 == parts.len()) }
            };
            // of equals the last: the end of a formula tells more than its beginning
            parts.iter().enumerate().map(within).max_by_key(|run| run.text.len()).unwrap_or_default()
        }
        _ => Required::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Required, required};

    #[test]
    fn finds_what_every_match_holds() {
        for (pattern, expected) in [
            (r"(?:(?:ab|cd)[0-9.]*){3}\(xy\)2", ("(xy)2", (false, true))),
            (r"q1\.[0-9]+(?:ab|cd)o2", ("q1.", (true, false))),
            (r"(?:ab)+c?", ("ab", (true, false))),
            (r"^ab$", ("ab", (true, true))),
            (r"ab|cd", ("", (false, false))),
            (r"a|b", ("", (false, false))),
            (r"(?i)ab", ("", (false, false))),
            (r"[ab]*", ("", (false, false))),
        ] {
            let Required { text, is_at_end } = required(pattern);
            assert_eq!((text.as_str(), is_at_end), expected, "{pattern}");
        }
    }
}
