//! Dates as drafts write them.

use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;

/// 20261112 (with or without a time behind it), 2026-11-12, 2026/1/2, 2026.11.12, 2026年11月12日, 12-Nov-2026,
/// November 12, 2026. Anything else, a spreadsheet's serial number and two dates in one cell among it, is no
/// date: nothing is guessed.
pub(super) fn parse(text: &str) -> Option<Date> {
    if let Some((year, month, day)) = parted(text) {
        return Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok();
    }
    let narrow: std::borrow::Cow<str> = if text.is_ascii() { text.into() } else { text.nfkc().collect() };
    let text = narrow.trim().trim_start_matches('\'');
    let groups: Vec<&str> =
        text.split(|character: char| !character.is_ascii_digit()).filter(|group| !group.is_empty()).collect();
    if let Some(date) = with_month_name(text) {
        return Some(date);
    }
    // "2026-11-12 ~ 2026-11-20" is a span of time
    let is_date_again = |group: &&str| matches!(group.len(), 4 | 8) && group.starts_with("20");
    if groups.iter().skip(1).any(is_date_again) {
        return None;
    }
    let (year, month, day, hour) = match groups.as_slice() {
        [whole, behind @ ..] if whole.len() >= 8 && text.starts_with(whole) => {
            matches!(whole.len(), 8 | 12 | 14).then_some(())?;
            (&whole[..4], &whole[4..6], &whole[6..8], whole.get(8..10).or(behind.first().copied()))
        }
        [year, month, day, behind @ ..]
            if year.len() == 4 && text.starts_with(year) && month.len() <= 2 && day.len() <= 2 =>
        {
            (*year, *month, *day, behind.first().copied())
        }
        _ => return None,
    };
    let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    let is_next_day = text.ends_with(['Z', 'z'])
        && hour.and_then(|hour| hour.parse::<u8>().ok()).is_some_and(|hour| hour >= MIDNIGHT_IN_CHINA);
    if is_next_day { date.tomorrow().ok() } else { Some(date) }
}

/// The hour of universal time at which the next day begins where the law applies.
const MIDNIGHT_IN_CHINA: u8 = 16;

/// The parts of 2026-11-12, as most drafts write it.
fn parted(text: &str) -> Option<(&str, &str, &str)> {
    let is_parted = text.len() == 10
        && text.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => matches!(byte, b'-' | b'/' | b'.'),
            _ => byte.is_ascii_digit(),
        });
    is_parted.then(|| (&text[..4], &text[5..7], &text[8..]))
}

/// A date whose month is an English word and whose year has four digits: only one day can be meant.
fn with_month_name(text: &str) -> Option<Date> {
    let parts: Vec<&str> =
        text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let (year, name, day) = match *parts.as_slice() {
        [first, second, third] if month(first).is_some() => (third, first, second),
        [first, second, third] if first.len() == 4 => (first, second, third),
        [first, second, third] => (third, second, first),
        _ => return None,
    };
    let day = ["st", "nd", "rd", "th"].iter().find_map(|ending| day.strip_suffix(ending)).unwrap_or(day);
    let is_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    Date::new(year.parse().ok().filter(|_| is_year)?, month(name)?, day.parse().ok()?).ok()
}

/// The number of a month by its English name, or by the first letters of that, at least three.
fn month(name: &str) -> Option<i8> {
    if name.len() < 3 {
        return None;
    }
    let begins = |month: &str| month.get(..name.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(name));
    let is_meant = |month: &&str| begins(month);
    (1..).zip(MONTHS).find(|(_, month)| is_meant(month)).map(|(number, _)| number)
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

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
            "12-Nov-2026",
            "12 November 2026",
            "12/NOV/2026",
            "Nov. 12, 2026",
            "November 12th, 2026",
            "2026-Nov-12",
        ] {
            assert_eq!(parse(text), Some(Date::constant(2026, 11, 12)), "{text}");
        }
        assert_eq!(parse("2026/1/2"), Some(Date::constant(2026, 1, 2)));
        for text in ["2026-11-12T16:00Z", "20261112170000Z", "2026-11-12T23:59:59Z"] {
            assert_eq!(parse(text), Some(Date::constant(2026, 11, 13)), "{text}");
        }
        assert_eq!(parse("2026-11-12T23:59"), Some(Date::constant(2026, 11, 12)));
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
            "12-Nov-26",
            "26-Nov-12",
            "2026-11-12 ~ 2026-11-20",
            "20261112-20261120",
            "12-Nov-2026 to 20-Nov-2026",
            "31-Nov-2026",
            "12-No-2026",
            "12-Novx-2026",
            "Nov 2026",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
