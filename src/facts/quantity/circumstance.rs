//! Circumstances of a measurement: C-rate, pressure, temperature, cell or pack, fresh or cycled, model.

use std::ops::Range;

use super::{attribution::Reader, lexicon::Word, statement, unit::UnitMeaning};

/// The most characters of a model's name that are kept.
const LONGEST_NAME: usize = 32;

/// The most bytes between a value and a circumstance after it.
const CLOSE: usize = 24;
/// The most circumstances of one value that are kept: more are no statement.
const MOST_KEPT: usize = 8;

impl Reader<'_> {
    /// The part of the text in which a word states a circumstance of a parameter asked for.
    pub(super) fn stated_circumstance(&self, word: Word) -> Option<Range<usize>> {
        let circumstances = &self.scan.entry(word).circumstances;
        let stated = circumstances.iter().find(|circumstance| self.qualifies(**circumstance))?;
        // 现310, but 现货
        let is_character = self.scan.text()[word.start..word.end].chars().count() == 1;
        if is_character && !statement::value_follows(self.scan, word.end) {
            return None;
        }
        if !self.scan.quantities.parameters.circumstances[*stated].takes_name {
            return Some(word.start..word.end);
        }
        let rest = self.scan.rest(word.end).as_bytes();
        let skipped = rest.iter().take(4).take_while(|byte| b" :.#".contains(*byte)).count();
        let name = rest[skipped..]
            .iter()
            .take(LONGEST_NAME)
            .take_while(|byte| byte.is_ascii_alphanumeric() || b"-_/.".contains(*byte))
            .count();
        (name > 0).then_some(word.start..word.end + skipped + name)
    }

    pub(super) fn qualifies(&self, circumstance: usize) -> bool {
        let parameters = &self.scan.quantities.parameters;
        parameters.circumstances[circumstance].parameters.iter().any(|name| {
            parameters.parameters.iter().zip(self.asked).any(|(p, asked)| *asked && p.name == *name)
        })
    }

    /// A circumstance: of the value before it where it stands in its brackets or closes its
    /// clause, else of the value after it.
    pub(super) fn circumstance(&mut self, mut range: Range<usize>, mut lowers: bool) {
        let scan = self.scan;
        if lowers && self.measured_circumstance(scan.past_blanks(range.end)).is_some() {
            // after 500 cycles: the number takes it up
            return;
        }
        if let Some(word) = self.lowering_before(range.start) {
            (range.start, lowers) = (word.start, true);
        }
        self.circumstance_end = range.end;
        let text = scan.original[scan.origin(range.clone())].trim().to_owned();
        let between = scan.text().get(self.amount_end..range.start).filter(|between| between.len() <= CLOSE);
        let close = between.is_some() && !self.last_values.is_empty();
        let between = between.unwrap_or("far").trim_start();
        let next = scan.byte(scan.past_blanks(range.end));
        let bracket = between.starts_with(['(', '[']);
        let opened = !between.contains([')', ']'])
            && (bracket || !between.contains(','))
            && (bracket || ["@", "at", "under", "在", "于"].iter().any(|sign| between.starts_with(sign)));
        let closes = next.is_none_or(|next| b",;|)]\n".contains(&next))
            || ["、", "。"].iter().any(|sign| scan.rest(scan.past_blanks(range.end)).starts_with(sign));
        let announces = next.is_some_and(|next| next.is_ascii_digit() || b":<>=~".contains(&next));
        if between.is_empty() && closes && self.last_values.is_empty() && self.amount_end > 0 {
            // of a number that is no value
        } else if close && !announces && (opened || (between.is_empty() && closes)) {
            for (_, value) in &mut self.out.values[self.last_values.clone()] {
                value.lowered |= lowers;
                if value.qualifiers.len() < MOST_KEPT {
                    value.qualifiers.push(text.clone());
                }
            }
        } else {
            if lowers && close && self.is_clause_behind(&range, between) {
                self.out.values[self.last_values.clone()]
                    .iter_mut()
                    .for_each(|(_, value)| value.lowered = true);
            }
            if lowers {
                self.lowering = Some(range);
            }
            if self.circumstances.len() < MOST_KEPT {
                self.circumstances.push(text);
            }
        }
    }

    pub(super) fn is_circumstance(&self, meanings: &[UnitMeaning]) -> bool {
        let states = |meaning: &UnitMeaning| match meaning {
            UnitMeaning::Circumstance(circumstance) => self.qualifies(*circumstance),
            _ => false,
        };
        meanings.iter().any(states) && self.label_for(meanings).is_empty()
    }
}
