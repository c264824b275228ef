//! Numbers as people write them: separators, decimal commas, full-width digits, Chinese numerals.

mod broken;
mod power;

use std::ops::Range;

use super::chinese;
use crate::{
    facts::fold::Folded,
    number::{MAX_DIGITS, Number},
};

/// A number in a text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Numeral {
    /// Where it stands in the folded text.
    pub(super) range: Range<usize>,
    /// What it says.
    pub(super) reading: Reading,
    /// What it could say as well (`2,550`: 2550 or 2.550; `18 300`: 18300 or 300).
    pub(super) other: Option<Other>,
    /// Whether it is written in Chinese characters.
    pub(super) chinese: bool,
}

/// One reading of a number.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Reading {
    /// Its value.
    pub(super) value: Number,
    /// Its digits with a point: `2.50`.
    pub(super) digits: String,
}

/// The second reading of a number.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Other {
    /// The comma could be a decimal comma.
    Decimal(Reading),
    /// The separator could part two numbers; this is the last one, and where it begins.
    Tail(Reading, usize),
    /// The same, where nothing around it tells which of the two was meant.
    Either(Reading, usize),
    /// The blank between two groups of three could part two numbers of one list: the first, and the last.
    Each(Reading, Reading),
    /// It could be the last part of one that is broken, which says this, and may be no number by itself: `5 00`.
    Broken { joined: Reading, is_number: bool },
}

impl Reading {
    pub(super) fn new(digits: String) -> Option<Self> {
        let value = digits.parse().ok()?;
        Some(Self { value, digits })
    }

    /// The same digits times a power of ten.
    pub(super) fn times(&self, factor: i64) -> Self {
        let value = self.value.times(&Number::from(factor));
        Self { digits: value.to_string(), value }
    }
}

/// Whether a folded text may hold a number.
pub(super) fn may_stand_in(text: &str) -> bool {
    text.chars().any(|character| character.is_ascii_digit() || chinese::is_digit(character))
}

/// Every number of a text, in order. What only looks like one (`1.2.3`, `①`, forty digits and more)
/// is left out, and so are digits that belong to the labels at `labels` (D50, WO3), which are in order.
pub(super) fn numerals(folded: &Folded, original: &str, labels: &[Range<usize>]) -> Vec<Numeral> {
    let digits = Digits { folded, original, bytes: folded.text.as_bytes() };
    let mut found = Vec::new();
    let mut position = 0;
    let mut labels = labels.iter().peekable();
    while position < digits.bytes.len() {
        if let Some(label) = labels.next_if(|label| label.start <= position) {
            position = position.max(label.end);
            continue;
        }
        let byte = digits.bytes[position];
        if digits.at(position) || (byte == b'.' && digits.leads_fraction(position)) {
            let (numeral, end) = digits.arabic(position);
            found.extend(numeral);
            position = end;
        } else if byte >= 0x80 {
            match digits.chinese(position) {
                Some((numeral, end)) => {
                    found.extend(numeral);
                    position = end;
                }
                None => position += utf8_length(byte),
            }
        } else {
            position += 1;
        }
    }
    broken::join(&mut found, folded);
    found
}

struct Digits<'a> {
    folded: &'a Folded,
    original: &'a str,
    bytes: &'a [u8],
}

impl Digits<'_> {
    /// Whether a digit stands there that was one in the draft, not a superscript or a circled one.
    fn at(&self, position: usize) -> bool {
        self.bytes.get(position).is_some_and(u8::is_ascii_digit) && self.plain(position)
    }

    fn plain(&self, position: usize) -> bool {
        if self.folded.was_ascii(position) {
            return true;
        }
        match self.original_char(position) {
            Some(character) => {
                character.is_ascii()
                    || matches!(character, '\u{ff01}'..='\u{ff5e}' | '\u{1d7ce}'..='\u{1d7ff}')
            }
            None => false,
        }
    }

    fn original_char(&self, position: usize) -> Option<char> {
        self.original.get(self.folded.origin(position..position + 1))?.chars().next()
    }

    /// `.5` where nothing stands before the point to which it could belong, be it behind a space: `2 .5`.
    fn leads_fraction(&self, position: usize) -> bool {
        let before = position.checked_sub(1).map(|before| self.bytes[before]);
        let is_free = before.is_none_or(|byte| !byte.is_ascii_alphanumeric() && byte != b'.');
        let whole = self.bytes[..position].trim_ascii_end().last();
        self.at(position + 1) && is_free && !whole.is_some_and(u8::is_ascii_digit)
    }

    fn run(&self, start: usize) -> usize {
        let mut end = start;
        while self.at(end) {
            end += 1;
        }
        end
    }

    /// Exactly three digits from there on, and where they end.
    fn group(&self, start: usize) -> Option<usize> {
        let end = self.run(start);
        (end - start == 3).then_some(end)
    }

    /// A comma that can belong to a number: a full-width one only between full-width digits, else
    /// it parts two statements.
    fn numeric_comma(&self, position: usize) -> bool {
        if self.bytes.get(position) != Some(&b',') || !self.at(position + 1) {
            return false;
        }
        let full_width =
            |position| self.original_char(position).is_some_and(|character| !character.is_ascii());
        !full_width(position) || (position > 0 && full_width(position - 1) && full_width(position + 1))
    }

    /// Whether a comma parts it from a number before it.
    fn is_continued(&self, start: usize) -> bool {
        start >= 2 && self.bytes[start - 1] == b',' && self.at(start) && self.at(start - 2)
    }

    /// The end of a decimal point at this position: `.`, or `。` typed for it.
    fn point(&self, position: usize) -> Option<usize> {
        let rest = &self.bytes[position.min(self.bytes.len())..];
        let length = if rest.starts_with(b".") {
            1
        } else if rest.starts_with("。".as_bytes()) {
            "。".len()
        } else {
            return None;
        };
        self.at(position + length).then_some(position + length)
    }

    /// A full-width comma typed between the thousands: `5，000`, but not the one of `280，285`. A
    /// number of its own does not begin with zero, nor is one of a single digit or two listed with one
    /// of three.
    fn wide_comma(&self, start: usize, position: usize) -> bool {
        self.bytes.get(position) == Some(&b',')
            && self.at(position + 1)
            && (position - start < 3 || self.bytes.get(position + 1) == Some(&b'0'))
    }

    /// Whether a digit is the power of a unit: the 3 of `2.55g/cm3,158mAh/g`.
    fn is_power(&self, start: usize) -> bool {
        start > 0 && self.bytes[start - 1] == b'm' && matches!(self.bytes[start], b'2' | b'3')
    }

    /// The end of a number in which the point is typed twice: whether `25..0` is 25.0, or from 25 to 0, nobody knows.
    fn two_points(&self, position: usize) -> Option<usize> {
        let is_doubled = self.text(position..position + 2) == ".." && self.at(position + 2);
        is_doubled.then(|| self.past_version(self.run(position + 2)))
    }

    fn text(&self, range: Range<usize>) -> &str {
        self.folded.text.get(range).unwrap_or_default()
    }

    fn arabic(&self, start: usize) -> (Option<Numeral>, usize) {
        let whole_end = self.run(start);
        let mut whole = self.text(start..whole_end).to_owned();
        let mut end = whole_end;
        let mut other = None;
        if whole.is_empty() {
            whole.push('0');
        }
        if (1..=3).contains(&(whole_end - start)) && !self.is_power(start) {
            let first = whole.clone();
            for separator in [b',', b'\'', b' '] {
                let mut groups = 0;
                let mut wide = false;
                while self.bytes.get(end) == Some(&separator) && !(groups == 0 && whole.starts_with('0')) {
                    if separator == b',' && !self.numeric_comma(end) {
                        if self.is_continued(start) || !(wide || self.wide_comma(start, end)) {
                            break;
                        }
                        wide = true;
                    }
                    let Some(after) = self.group(end + 1) else { break };
                    whole.push_str(self.text(end + 1..after));
                    end = after;
                    groups += 1;
                }
                if groups == 0 {
                    continue;
                }
                let last = self.text(end - 3..end).to_owned();
                other = match separator {
                    b',' if wide && last.starts_with('0') => None,
                    b',' if wide => Reading::new(last).map(|reading| Other::Tail(reading, end - 3)),
                    b',' if groups == 1 => Reading::new(format!("{first}.{last}")).map(Other::Decimal),
                    // 120 000: no number of its own begins with zero
                    b' ' if groups == 1 && end - start == 7 && last.starts_with('0') => None,
                    b' ' => Reading::new(last).map(|reading| Other::Tail(reading, end - 3)),
                    _ => None,
                };
                break;
            }
        }
        if other.is_none() && self.numeric_comma(end) && end == whole_end && !self.is_power(start) {
            let fraction_end = self.run(end + 1);
            let continued = self.is_continued(start) && self.numeric_comma(start - 1);
            let list = continued || self.numeric_comma(fraction_end) || self.point(fraction_end).is_some();
            // 21700,310Wh/kg: a size and a value
            let list = list || (fraction_end - end == 4 && whole_end - start > 3);
            if !list && whole_end > start {
                let digits = format!("{whole}.{}", self.text(end + 1..fraction_end));
                return (self.numeral(start..fraction_end, digits, None), fraction_end);
            }
        }
        if let Some(after) = self.two_points(end) {
            return (None, after);
        }
        if self.is_power(start) && end == start + 1 {
            // 2.4g/cm3。2.6: the point ends a sentence
            return (self.numeral(start..end, whole, other), end);
        }
        if let Some(fraction) = self.point(end) {
            let fraction_end = self.run(fraction);
            if self.point(fraction_end).is_some() {
                return (None, self.past_version(fraction_end));
            }
            let european =
                fraction_end - fraction == 3 && end == whole_end && self.numeric_comma(fraction_end);
            if european && self.run(fraction_end + 1) - fraction_end <= 3 {
                let decimals_end = self.run(fraction_end + 1);
                let digits = format!(
                    "{whole}{}.{}",
                    self.text(fraction..fraction_end),
                    self.text(fraction_end + 1..decimals_end)
                );
                return (self.numeral(start..decimals_end, digits, None), decimals_end);
            }
            let fraction = self.text(fraction..fraction_end);
            let digits = format!("{whole}.{fraction}");
            let other = match other {
                Some(Other::Tail(tail, at)) => Reading::new(format!("{}.{fraction}", tail.digits))
                    .map(|reading| Other::Tail(reading, at)),
                // a point after the comma says that the comma parts thousands
                _ => None,
            };
            return self.powered(start..fraction_end, digits, other);
        }
        self.powered(start..end, whole, other)
    }

    fn numeral(&self, range: Range<usize>, digits: String, other: Option<Other>) -> Option<Numeral> {
        if digits.len() > MAX_DIGITS {
            return None;
        }
        Some(Numeral { range, reading: Reading::new(digits)?, other, chinese: false })
    }

    /// Past `.3.4…` of a version or section number.
    fn past_version(&self, mut end: usize) -> usize {
        while let Some(next) = self.point(end) {
            end = self.run(next);
        }
        end
    }

    /// A run of Chinese numerals: `None` where there is none, and its end even if it says nothing.
    fn chinese(&self, start: usize) -> Option<(Option<Numeral>, usize)> {
        let rest = self.folded.text.get(start..)?;
        let length: usize = rest.chars().take_while(|c| chinese::is_digit(*c)).map(char::len_utf8).sum();
        if length == 0 {
            return None;
        }
        let end = start + length;
        let reading = chinese::reading(&rest[..length]);
        let numeral =
            reading.map(|reading| Numeral { range: start..end, reading, other: None, chinese: true });
        Some((numeral, end))
    }
}

fn utf8_length(byte: u8) -> usize {
    match byte {
        0xf0.. => 4,
        0xe0.. => 3,
        0xc0.. => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests;
