//! Dates as drafts write them.

use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;

/// 20261112 (with or without a time behind it), 2026-11-12, 2026/1/2, 2026.11.12, 2026年11月12日.
/// Anything else, a spreadsheet's serial number among it, is no date: nothing is guessed.
pub(super) fn parse(text: &str) -> Option<Date> {
    let narrow: std::borrow::Cow<str> = if text.is_ascii() { text.into() } else { text.nfkc().collect() };
    let text = narrow.trim().trim_start_matches('\'');
    let groups: Vec<&str> =
        text.split(|character: char| !character.is_ascii_digit()).filter(|group| !group.is_empty()).collect();
    let (year, month, day) = match groups.as_slice() {
        [whole, ..] if whole.len() >= 8 && text.starts_with(whole) => {
            matches!(whole.len(), 8 | 12 | 14).then_some(())?;
            (&whole[..4], &whole[4..6], &whole[6..8])
        }
        [year, month, day, ..]
            if year.len() == 4 && text.starts_with(year) && month.len() <= 2 && day.len() <= 2 =>
        {
            (*year, *month, *day)
        }
        _ => return None,
    };
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_spellings_of_drafts() {
        for text in [
            "20261112",
            "2026-11-12",
            "2026/11/12",
            "2026年11月12日",
            " 2026.11.12 ",
            "20261112101530",
            "202611121015",
            "2026-11-12T10:15:30",
            "20261112101530Z",
            "２０２６１１１２",
            "'20261112",
            "2026-11-12 08:00",
        ] {
            assert_eq!(parse(text), Some(Date::constant(2026, 11, 12)), "{text}");
        }
        assert_eq!(parse("2026/1/2"), Some(Date::constant(2026, 1, 2)));
    }

    #[test]
    fn guesses_nothing() {
        for text in [
            "",
            "46338",
            "20261332",
            "12/11/2026",
            "12.11.26",
            "2026-11",
            "202611",
            "No. 20261112",
            "123456789",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
