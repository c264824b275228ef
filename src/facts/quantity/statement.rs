//! From an amount and its quantity to a value; and the words around an amount that change whose
//! value it is.

use super::{
    Value,
    amount::Amount,
    lexicon::{Bound, Entry, Target, Word},
    scan::Scan,
    unit::{UnitMatch, UnitMeaning},
};
use crate::{
    facts::{Written, prose::is_han},
    interval::{End, Interval},
    law::parameters::Parameter,
    number::Number,
};

/// An amount that is a value of a parameter.
pub(super) struct Statement<'a> {
    pub(super) parameter: &'a Parameter,
    /// The index of its unit.
    pub(super) unit: usize,
    pub(super) amount: &'a Amount,
    /// A bound before the label, and whether 约 stands before it.
    pub(super) label: (Option<Bound>, bool),
    pub(super) qualifiers: Vec<String>,
    pub(super) lowered: bool,
}

impl Statement<'_> {
    /// Its value, or two where the number can be read in two ways.
    pub(super) fn values(&self, scan: &Scan<'_>) -> Vec<Value> {
        let unit = &self.parameter.units[self.unit];
        let plausible = |interval: &Interval| {
            let range = self.parameter.plausible.as_ref();
            range.is_none_or(|range| range.admits(&interval.mapped(|value| unit.converted(value))))
        };
        let amount = self.amount.under(self.label.0);
        let approximate = amount.approximate || self.label.1;
        let percent = &scan.quantities.parameters.approximate_percent;
        let readings = amount.readings(plausible);
        let value = |reading: super::amount::AmountReading| {
            let said = reading.interval;
            let said = if approximate { widened(&said, percent) } else { said };
            let start = reading.start.unwrap_or(amount.range.start);
            Value {
                parameter: self.parameter.name.clone(),
                range: scan.origin(start..amount.range.end),
                interval: said.mapped(|value| unit.converted(value)),
                written: Written { value: reading.written, unit: unit.name.clone() },
                approximate,
                qualifiers: self.qualifiers.clone(),
                lowered: self.lowered,
            }
        };
        readings.into_iter().map(value).collect()
    }
}

/// An interval with room for what 约 means: `percent` of each end.
fn widened(interval: &Interval, percent: &Number) -> Interval {
    let part =
        |value: &Number| value.abs().times(percent).over(&Number::from(100)).unwrap_or_else(|| value.clone());
    let low =
        interval.low.as_ref().map(|end| End { value: end.value.minus(&part(&end.value)), ..end.clone() });
    let high =
        interval.high.as_ref().map(|end| End { value: end.value.plus(&part(&end.value)), ..end.clone() });
    Interval { low, high }
}

/// Makes look-alikes of the parameters in `targets` as a modifier (理论, 极片) says.
pub(super) fn convert(targets: &mut [Target], modifier: &Entry) {
    for target in targets {
        if let Target::Parameter(parameter) = *target
            && let Some((_, alike)) = modifier.modifies.iter().find(|(of, _)| *of == parameter)
        {
            *target = Target::LookAlike(parameter, *alike);
        }
    }
}

/// Makes look-alikes of the parameters in `targets` where an unknown word directly before the label says whose it is:
/// 集尘器容积 and `fan diameter`, but not 釜体容积.
pub(super) fn convert_foreign(scan: &Scan<'_>, label: Word, targets: &mut [Target]) {
    // 最大容积, 约
    let qualifies = |word: Word| {
        let entry = scan.entry(word);
        entry.before.is_some() || entry.about_before || entry.filler || entry.these_goods
    };
    if scan.word_until(scan.before_blanks(label.start)).is_some_and(qualifies) {
        return;
    }
    let owner = owner(&scan.text()[..label.start], scan.rest(label.start));
    if owner.is_empty() {
        return;
    }
    let is_own = |known: &String| {
        owner == known || (!known.is_ascii() && known.chars().count() > 1 && owner.ends_with(known.as_str()))
    };
    for target in targets {
        let Target::Parameter(parameter) = *target else { continue };
        let look_alikes = &scan.quantities.parameters.parameters[parameter].look_alikes;
        let foreign =
            look_alikes.iter().position(|alike| !alike.owners.is_empty() && !alike.owners.iter().any(is_own));
        if let Some(alike) = foreign {
            *target = Target::LookAlike(parameter, alike);
        }
    }
}

/// The words directly before a label: Chinese ones up to the last other character, of English ones the last.
fn owner<'a>(before: &'a str, label: &str) -> &'a str {
    let start = |text: &str, is_inner: fn(char) -> bool| text.trim_end_matches(is_inner).len();
    if label.starts_with(|c: char| c.is_ascii_alphabetic()) {
        let word = before.trim_end_matches(' ');
        // `2m3 volume`, `a/volume`
        return if word.len() < before.len() {
            &word[start(word, |c| c.is_ascii_alphabetic())..]
        } else {
            ""
        };
    }
    let words = before.trim_end_matches(['的', '之']);
    &words[start(words, |c| is_han(c) && c != '的' && c != '之')..]
}

/// The end of the brackets that open directly after a label: `能量密度(0.2C, Wh/kg)`. What stands
/// in them says more about the label.
pub(super) fn brackets_after(scan: &Scan<'_>, end: usize) -> Option<usize> {
    let start = scan.past_blanks(end);
    let closing = match scan.byte(start)? {
        b'(' => b')',
        b'[' => b']',
        _ => return None,
    };
    let inside = &scan.rest(start).as_bytes();
    inside.iter().take(LONGEST_BRACKETS).position(|byte| *byte == closing).map(|length| start + length + 1)
}

const LONGEST_BRACKETS: usize = 60;

/// The unit that stands with a label instead of with the number (`能量密度(Wh/kg)：285`), and where it stands.
pub(super) fn unit_of_label(scan: &Scan<'_>, end: usize, targets: &[Target]) -> Option<UnitMatch> {
    let rest = scan.rest(end).as_bytes();
    let skipped = rest.iter().take(6).take_while(|byte| b" \t([/_,:".contains(*byte)).count();
    let measures = |unit: &UnitMatch| {
        let of = |meaning: &UnitMeaning| {
            meaning
                .parameter()
                .is_some_and(|parameter| targets.iter().any(|target| target.parameter() == parameter))
        };
        scan.quantities.units.meanings(*unit).iter().any(of)
    };
    if let Some(unit) = scan.unit_from(end + skipped).filter(measures) {
        return Some(unit);
    }
    let inside = end..brackets_after(scan, end)?;
    let opens = |position: &usize| {
        b"( [,/:".contains(&scan.text().as_bytes()[position - 1])
            || scan.word_until(*position).is_some_and(|word| scan.entry(word).filler)
    };
    inside.skip(1).filter(opens).find_map(|position| scan.unit_from(position).filter(measures))
}

/// What a word after an amount makes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Aside {
    /// A limit, or what former goods had.
    NotOfThese,
    /// It may be otherwise.
    Unsure,
}

/// Whether a word after the amount says that it is a limit, was that of former goods or may be otherwise:
/// `300Wh/kg的管制标准`, `250Wh/kg提升至285Wh/kg`, `250Wh/kg（待核实）`.
pub(super) fn aside(scan: &Scan<'_>, end: usize) -> Option<Aside> {
    let mut position = scan.past_blanks(end);
    position += usize::from(scan.byte(position) == Some(b'('));
    for _ in 0..3 {
        let word = scan.word_from(position)?;
        let entry = scan.entry(word);
        if entry.former {
            return Some(Aside::NotOfThese);
        }
        if entry.limit_after || entry.unsure {
            let aside = if entry.unsure { Aside::Unsure } else { Aside::NotOfThese };
            return Some(aside).filter(|_| !value_follows(scan, word.end));
        }
        if !(entry.filler || entry.after.is_some()) {
            return None;
        }
        position = scan.past_blanks(word.end);
    }
    None
}

/// The word directly after an amount, with or without brackets around it.
pub(super) fn word_in_brackets_after(scan: &Scan<'_>, end: usize) -> Option<Word> {
    let position = scan.past_blanks(end);
    let opened = scan.byte(position).is_some_and(|byte| byte == b'(' || byte == b'[');
    scan.word_from(scan.past_blanks(position + usize::from(opened)))
}

/// Whether a value of its own follows a label.
pub(super) fn value_follows(scan: &Scan<'_>, mut end: usize) -> bool {
    for _ in 0..4 {
        let rest = scan.rest(end).as_bytes();
        end += rest.iter().take(6).take_while(|byte| b" \t:=(.".contains(*byte)).count();
        // 均匀性±3
        end += usize::from(scan.rest(end).starts_with('±')) * '±'.len_utf8();
        if scan.numeral_from(end).is_some() {
            return true;
        }
        match scan.word_from(end) {
            Some(word) if scan.entry(word).is_transparent() => end = word.end,
            _ => return false,
        }
    }
    false
}

/// Whether a label or a number follows, to which a word then belongs.
pub(super) fn label_or_number_follows(scan: &Scan<'_>, end: usize) -> bool {
    let position = scan.past_blanks(end);
    value_follows(scan, end)
        || scan.word_from(position).is_some_and(|word| !scan.entry(word).targets.is_empty())
}
