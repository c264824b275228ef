//! The boxes of a form.

/// What stands in a box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    Ticked,
    /// A cross or a bullet: it may choose or refuse.
    Open,
    Empty,
}

/// Draws boxes of brackets in a folded text, every byte staying where it is: `[x]` as `☑`, `[ ]` and `( )` as `□`,
/// `(√)` as a tick between blanks.
pub(crate) fn draw(text: &mut String) {
    let mut from = 0;
    while let Some(open) = text[from..].find(['[', '(']).map(|length| from + length) {
        from = open + 1;
        let Some(inside) = text[from..].chars().next() else { return };
        let close = from + inside.len_utf8();
        let is_square = text[open..].starts_with('[');
        if !text[close..].starts_with(if is_square { ']' } else { ')' }) {
            continue;
        }
        // (x) may stand in a formula
        let drawn = match inside {
            ' ' => "□".to_owned(),
            'x' if is_square => "☑".to_owned(),
            _ if mark(inside).is_some() => format!(" {inside} "),
            _ => continue,
        };
        text.replace_range(open..=close, &drawn);
        from = close + 1;
    }
}

/// Every box, ticked or empty.
pub(crate) fn all() -> impl Iterator<Item = char> {
    ('√'..='✔').filter(|character| matches!(mark(*character), Some(Mark::Ticked | Mark::Empty)))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_boxes_are_known() {
        let known = ('\0'..=char::MAX).filter(|c| matches!(mark(*c), Some(Mark::Ticked | Mark::Empty)));
        assert!(known.eq(all()));
    }

    #[test]
    fn draws_boxes_of_brackets() {
        for (text, expected) in [
            ("[x]是 [ ]否", "☑是 □否"),
            ("是(√) 否( )", "是 √  否□"),
            ("[√]a(☐)b", " √ a ☐ b"),
            ("li(x)[co][", "li(x)[co]["),
            ("(2)[ )", "(2)[ )"),
        ] {
            let mut drawn = text.to_owned();
            draw(&mut drawn);
            assert_eq!(drawn, expected, "{text}");
            assert_eq!(drawn.len(), text.len(), "{text}");
        }
    }
}
