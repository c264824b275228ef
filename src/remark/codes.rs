//! Control codes as people write them behind a statement, in folded text.

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

/// A control code in folded text, where every space is an ASCII one.
static CODE: LazyLock<Regex> = LazyLock::new(|| {
    expression(r"^(?-u:(?:[a-z]{0,3}\s*)?[0-9][a-z][0-9]{2,4}(?:\s*\.\s*[a-z0-9]{1,2}\b)*\.?)")
});

/// A code behind another one or directly behind a phrase, however they are joined: so written that it is
/// nothing else.
static JOINED: LazyLock<Regex> = LazyLock::new(|| {
    expression(
        r"^(?-u: *(?:[:?/;,+&|-]|and\b)? *)[、和及]?(?-u:\s*([0-9][a-z]\s?[0-9]{3}(?:\s*\.\s*[a-z0-9]{1,2}\b)*\.?))",
    )
});

/// What was meant for a code: a letter stands for a digit, or one is there too many.
static MANGLED: LazyLock<Regex> = LazyLock::new(|| {
    expression(r"^(?-u:[0-9]-?[a-z]-?[0-9oilzsb]{2,5}[a-z0-9]{0,2}(?:\s*\.\s*[a-z0-9]{1,2}\b)*\.?)")
});

/// A code of which other signs than points join the parts.
static MISJOINED: LazyLock<Regex> = LazyLock::new(|| {
    expression(
        r"^[0-9][a-z][0-9]{3} *(?:[-_/·(] *[a-z](?: *[-_/·.()]+ *)?[0-9]{1,2}|[,、。] *[a-z] *[,、。] *[0-9]{1,2})(?: *[-_/·.,、。()]+ *[a-z])?\)?",
    )
});

/// A code with which a text ends, and a sign or blank behind it: so written that it is nothing else.
static LAST: LazyLock<Regex> =
    LazyLock::new(|| expression(r"(?:^|[^a-z0-9.])(?-u:([0-9][a-z][0-9]{3}(?:\.[a-z0-9]{1,2})*)\s*:?\s*$)"));

fn expression(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern of this program")
}

/// Where a code ends with which a text begins.
pub(super) fn first(text: &str) -> Option<usize> {
    whole(text, &CODE)
}

/// Where a code stands with which a text ends.
pub(super) fn last(text: &str) -> Option<Range<usize>> {
    Some(LAST.captures(text)?.get(1)?.range())
}

/// Where something ends that was meant for a code, and with which a text begins.
pub(super) fn mangled(text: &str) -> Option<usize> {
    whole(text, &MANGLED)
}

/// Where a code ends with which a text begins and whose parts are joined by other signs: `3c901-b-1`, `3c901(b)(1)`.
pub(super) fn misjoined(text: &str) -> Option<usize> {
    let behind = text.get("3c901".len()..)?.trim_start();
    let part = behind.strip_prefix(['-', '_', '/', '·', '(', ',', '、', '。'])?.trim_start();
    part.starts_with(|c: char| c.is_ascii_lowercase()).then(|| whole(text, &MISJOINED))?
}

/// Where a code stands that is joined to what ends before a text.
pub(super) fn joined(text: &str) -> Option<Range<usize>> {
    let code = JOINED.captures(text)?.get(1)?.range();
    (!goes_on(&text[code.end..])).then_some(code)
}

fn whole(text: &str, expression: &Regex) -> Option<usize> {
    let end = expression.find(text)?.end();
    (!goes_on(&text[end..])).then_some(end)
}

/// Whether a code is only the beginning of a longer word.
fn goes_on(rest: &str) -> bool {
    rest.starts_with(|c: char| c.is_ascii_alphanumeric())
}

/// Codes are compared as the law writes them: a letter behind the first digit in upper case, the
/// rest in lower case, no spaces.
pub(super) fn as_published(code: &str) -> String {
    let plain: String = code.chars().filter(|character| !character.is_whitespace()).collect();
    let plain = plain.trim_start_matches(|c: char| c.is_ascii_alphabetic()).trim_end_matches('.');
    plain
        .char_indices()
        .map(|(at, character)| if at == 1 { character.to_ascii_uppercase() } else { character })
        .collect()
}
