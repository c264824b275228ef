//! The entries under whose tariff lines an item may stand.

use crate::{facts::tariff_line::TariffLine, law::ControlList};

/// Every tariff line of every entry, in ascending order: the entry, and which of its lines.
#[derive(Clone, Debug)]
pub(super) struct Lines {
    sorted: Vec<(usize, usize)>,
    /// The same lines as numbers, in ascending order.
    numbers: Vec<u64>,
    /// For each heading of four digits whether some line has it.
    headings: Vec<bool>,
}

/// The shortest line that an entry names has so many digits.
const SHORTEST: usize = 8;

impl Lines {
    pub(super) fn of(law: &ControlList) -> Self {
        let entries = law.entries.iter().enumerate();
        let mut sorted: Vec<(usize, usize)> = entries
            .flat_map(|(entry, of)| (0..of.tariff_lines.len()).map(move |line| (entry, line)))
            .collect();
        sorted.sort_by_key(|at| digits(law, at));
        let mut headings = vec![false; HEADINGS];
        sorted.iter().filter_map(|at| heading(digits(law, at).as_bytes())).for_each(|at| headings[at] = true);
        let mut numbers: Vec<u64> =
            sorted.iter().filter_map(|at| number(digits(law, at).as_bytes())).collect();
        numbers.sort_unstable();
        Self { sorted, numbers, headings }
    }

    /// Hands on each entry with a line that the declared one is, or may have been.
    pub(super) fn each_that_may_be(&self, line: &TariffLine, law: &ControlList, mut take: impl FnMut(usize)) {
        let Some(declared) = line.first_digits() else {
            let may_be = self.sorted.iter().filter(|at| line.may_be(digits(law, at)));
            return may_be.for_each(|(entry, _)| take(*entry));
        };
        self.beginning(&declared, law).for_each(take);
    }

    /// Whether some line may be, or may begin, declared digits: it has their heading.
    #[inline]
    pub(super) fn may_have(&self, declared: &[u8]) -> bool {
        heading(declared).is_none_or(|heading| self.headings[heading])
    }

    /// Whether some line is, or begins, declared digits.
    pub(super) fn has(&self, declared: &[u8]) -> bool {
        (SHORTEST..=declared.len())
            .filter_map(|length| number(&declared[..length]))
            .any(|number| self.numbers.binary_search(&number).is_ok())
    }

    /// Whether declared digits are a line that names the kind of some entry.
    pub(super) fn names_kind(&self, declared: &str, law: &ControlList) -> bool {
        self.beginning(declared, law).any(|entry| law.entries[entry].is_named_by(declared))
    }

    /// The entries with a line with which some digits begin.
    fn beginning(&self, declared: &str, law: &ControlList) -> impl Iterator<Item = usize> {
        // a line that begins them sorts before them, and behind their first digits
        let heading = &declared[..declared.len().min(SHORTEST)];
        let from = self.sorted.partition_point(|at| digits(law, at) < heading);
        let near = self.sorted[from..].iter().take_while(move |at| digits(law, at) <= declared);
        near.filter(move |at| declared.starts_with(digits(law, at))).map(|(entry, _)| *entry)
    }
}

/// How many headings four digits can tell apart.
const HEADINGS: usize = 10_000;

/// The first four digits as a number; `None` where that is not what they are.
#[inline]
fn heading(digits: &[u8]) -> Option<usize> {
    let first = digits.first_chunk::<4>()?;
    let is_number = first.iter().all(u8::is_ascii_digit);
    is_number.then(|| first.iter().fold(0, |heading, digit| heading * 10 + usize::from(digit - b'0')))
}

/// Digits as a number that tells how many they are; `None` where they are none, or too many.
fn number(digits: &[u8]) -> Option<u64> {
    let is_number = digits.len() < 18 && digits.iter().all(u8::is_ascii_digit);
    is_number.then(|| digits.iter().fold(1, |number, digit| number * 10 + u64::from(digit - b'0')))
}

/// The digits of a line by which it points at its entry.
fn digits<'a>(law: &'a ControlList, (entry, line): &(usize, usize)) -> &'a str {
    law.entries[*entry].pointing_line(*line)
}
