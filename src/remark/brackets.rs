//! Brackets and quotes around parts of a remark, in folded text.

const PAIRS: [(char, char); 13] = [
    ('(', ')'),
    ('[', ']'),
    ('{', '}'),
    ('<', '>'),
    ('【', '】'),
    ('〔', '〕'),
    ('〖', '〗'),
    ('「', '」'),
    ('『', '』'),
    ('《', '》'),
    ('〈', '〉'),
    ('"', '"'),
    ('\'', '\''),
];

/// Whether a bracket or a quote opens with this.
pub(super) fn opens(character: char) -> bool {
    PAIRS.iter().any(|(open, _)| *open == character)
}

/// Whether one closes with it.
pub(super) fn closes(character: char) -> bool {
    PAIRS.iter().any(|(_, close)| *close == character)
}

/// The length of the bracket with which `rest` begins, if it closes one that `before` leaves open.
pub(super) fn closing(before: &str, rest: &str) -> Option<usize> {
    let next = rest.chars().next()?;
    let (open, close) = PAIRS.iter().find(|(_, close)| *close == next)?;
    let count = |character: &char| before.matches(*character).count();
    let is_open = if open == close { count(open) % 2 == 1 } else { count(open) > count(close) };
    is_open.then(|| next.len_utf8())
}
