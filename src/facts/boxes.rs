//! The boxes of a form.

/// What stands in a box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    Ticked,
    /// A cross or a bullet: it may choose or refuse.
    Open,
    Empty,
}

/// What a box says; `None` where a character is none.
pub(crate) fn mark(character: char) -> Option<Mark> {
    match character {
        '☑' | '☒' | '√' | '✓' | '✔' | '■' | '●' | '▣' => Some(Mark::Ticked),
        '×' | '✗' | '✘' | '▪' => Some(Mark::Open),
        '□' | '☐' | '▢' | '○' | '◯' => Some(Mark::Empty),
        _ => None,
    }
}
