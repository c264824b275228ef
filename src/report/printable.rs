//! Texts of drafts on a terminal: a cell must not be able to command it.

use std::borrow::Cow;

/// The text with every character that a terminal would obey made visible: control characters by
/// their pictures (`␛`), those that turn the direction of writing by `�`. Line breaks and tabs
/// become spaces.
pub fn printable(text: &str) -> Cow<'_, str> {
    if text.chars().any(is_command) {
        text.chars()
            .map(|character| if is_command(character) { picture(character) } else { character })
            .collect()
    } else {
        Cow::Borrowed(text)
    }
}

/// Whether a terminal would obey a character instead of showing it.
#[inline]
pub(crate) fn is_command(character: char) -> bool {
    match character {
        // nearly every character of a report
        ' '..='~' | '\u{206A}'.. => false,
        '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => true,
        _ => character.is_control(),
    }
}

fn picture(character: char) -> char {
    match character {
        '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}' => ' ',
        '\u{0}'..='\u{1F}' => char::from_u32(0x2400 + u32::from(character)).unwrap_or('\u{FFFD}'),
        '\u{7F}' => '␡',
        _ => '\u{FFFD}',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_what_a_terminal_would_obey() {
        for (text, shown) in [
            ("锂离子电池 285Wh/kg", "锂离子电池 285Wh/kg"),
            ("\u{1B}[31mred\u{7}", "␛[31mred␇"),
            ("a\r\nb\tc", "a  b c"),
            ("\u{9B}31m\u{7F}", "\u{FFFD}31m␡"),
            ("abc\u{202E}def\u{61C}", "abc\u{FFFD}def\u{FFFD}"),
        ] {
            assert_eq!(printable(text), shown);
        }
    }
}
