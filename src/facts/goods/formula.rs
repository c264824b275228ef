//! What a regular expression of the law must find, so that it is only compiled for texts that hold it.

use regex_syntax::hir::{Hir, HirKind};

/// The longest run of characters that every match of an expression holds, and whether each match begins
/// with it; empty where there is none.
pub(crate) fn required(pattern: &str) -> (String, bool) {
    regex_syntax::parse(pattern).map(|parsed| longest(&parsed)).unwrap_or_default()
}

fn longest(part: &Hir) -> (String, bool) {
    match part.kind() {
        HirKind::Literal(literal) => (String::from_utf8(literal.0.to_vec()).unwrap_or_default(), true),
        HirKind::Capture(capture) => longest(&capture.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => longest(&repetition.sub),
        HirKind::Concat(parts) => {
            let parts = parts.iter().filter(|part| !matches!(part.kind(), HirKind::Look(_)));
            let parts = parts.enumerate().map(|(at, part)| {
                let (run, is_first) = longest(part);
                (run, is_first && at == 0)
            });
            // of equals the last: the end of a formula tells more than its beginning
            parts.max_by_key(|(run, _)| run.len()).unwrap_or_default()
        }
        _ => Default::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::required;

    #[test]
    fn finds_what_every_match_holds() {
        for (pattern, expected) in [
            (r"(?:(?:ab|cd)[0-9.]*){3}\(xy\)2", ("(xy)2", false)),
            (r"q1\.[0-9]+(?:ab|cd)o2", ("q1.", true)),
            (r"(?:ab)+c?", ("ab", true)),
            (r"^ab$", ("ab", true)),
            (r"ab|cd", ("", false)),
            (r"a|b", ("", false)),
            (r"(?i)ab", ("", false)),
            (r"[ab]*", ("", false)),
        ] {
            let (run, is_first) = required(pattern);
            assert_eq!((run.as_str(), is_first), expected, "{pattern}");
        }
    }
}
