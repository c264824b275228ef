//! Numbers without a unit or a label that may be further values: `180Wh/kg，电芯≥300`, `250Wh/kg、310`,
//! `容积4m3；6m3`.

use super::{
    amount::{Amount, Shape},
    attribution::{Latest, Reader, Scope},
    between::LONGEST_COUNT,
    expression,
    lexicon::{Entry, Target, Word},
    statement::{self, Aside},
    unit::UnitMeaning,
};
use crate::facts::Reason;

const BLANKS: [char; 2] = [' ', '\t'];

/// The most characters of the name of one of several.
const LONGEST_NAME: usize = 3;

/// The most bytes between a value and a further one: what stands farther off is about something else.
const FARTHEST: usize = 200;

impl Reader<'_> {
    /// A number without a unit behind a value, where nothing between the two says what it is, with a circumstance or a
    /// bound of its own, or as the other end of a range: `180Wh/kg，电芯≥300`, `250Wh/kg（模组），310（单体）`,
    /// `250Wh/kg~310`. It may be of the same unit.
    pub(super) fn further(&mut self, amount: &Amount) -> bool {
        let is_of_others = matches!(self.scope, Scope::Others | Scope::Limit);
        if is_of_others || amount.glued || self.is_of_form(amount) {
            return false;
        }
        let is_bare = self.is_bare(amount);
        let (is_alone, mut latest) = (is_bare && self.is_alone(amount), std::mem::take(&mut self.latest));
        let mut found = false;
        let mut is_last = true;
        for value in latest.iter_mut().rev() {
            let between = self.scan.text().get(value.end..amount.range.start);
            let between = between.filter(|between| between.len() <= FARTHEST);
            let is_joined = is_bare
                && is_last
                && between.is_some_and(|between| self.is_joined(value.end, between, amount));
            let is_named = !is_joined && between.is_some() && self.is_one_of_several(value, amount);
            let Latest { parameter, unit, end, .. } = value;
            if is_joined || is_named || is_alone {
                let mut candidates = self.possible(*parameter, *unit, amount);
                if candidates.is_empty() {
                    // 0.25kWh/kg和310
                    candidates = if is_joined {
                        self.in_any_unit(*parameter, amount)
                    } else {
                        self.in_own_unit(*parameter, amount)
                    };
                }
                found |=
                    !candidates.is_empty() && self.in_doubt(*parameter, amount, Reason::NoUnit, candidates);
                *end = amount.range.end;
            }
            is_last = false;
        }
        self.latest = latest;
        found
    }

    /// Whether what stands between a value and a number, or before the number, joins the two.
    fn is_joined(&self, end: usize, between: &str, amount: &Amount) -> bool {
        let scan = self.scan;
        let start = amount.range.start;
        let is_bounded = is_bounded(amount) && !between.contains(char::is_alphanumeric);
        let joint = scan.word_from(scan.past_blanks(end)).filter(|joint| scan.entry(*joint).to);
        let is_end = joint.is_some_and(|joint| joint.start == start || scan.past_blanks(joint.end) == start);
        let is_listed = !self.counts(amount) && (self.is_listed(end, start) || self.is_tabled(end, start));
        is_bounded || is_end || is_listed || self.is_qualified(end, amount)
    }

    /// Whether a number stands in the row of a heading with its unit, behind no more than the name of one of several:
    /// `能量密度(Wh/kg)|A型|250|B型|310`.
    fn is_tabled(&self, end: usize, start: usize) -> bool {
        let between = self.scan.text().get(end..start).unwrap_or_default();
        let names_one = |slot: &str| slot.trim().chars().count() <= LONGEST_NAME;
        self.by_heading
            && between.contains(['|', '\n', '\r'])
            && between.split(['|', '\n', '\r']).all(names_one)
    }

    /// A number with a unit of a parameter and without its label. Behind a value of it, where nothing between the two
    /// says otherwise, it may be another; so it may elsewhere, where hardly anything else is measured so.
    pub(super) fn unlabelled(&mut self, parameter: usize, unit: usize, amount: &Amount) -> bool {
        let alike = self.modified(parameter, amount).or_else(|| self.labelled_behind(parameter, amount));
        if let Some(alike) = alike {
            return self.other_quantity(parameter, alike, amount);
        }
        let is_of_others = matches!(self.scope, Scope::Others | Scope::Limit);
        if is_of_others || statement::aside(self.scan, amount.range.end) == Some(Aside::NotOfThese) {
            return self.set_aside(parameter, amount, Reason::NotOfTheseGoods);
        }
        let may_be = match self.latest.last() {
            Some(latest) if latest.parameter == parameter => {
                self.says_nothing(latest.end..amount.range.start) || self.is_one_of_several(latest, amount)
            }
            _ => self.scan.quantities.parameters.parameters[parameter].particular,
        };
        let candidates = if may_be { self.possible(parameter, unit, amount) } else { Vec::new() };
        self.in_doubt(parameter, amount, Reason::NoLabel, candidates)
    }

    /// The look-alike whose label stands in brackets behind an amount: `2.6g/cm3（振实）`.
    fn labelled_behind(&self, parameter: usize, amount: &Amount) -> Option<usize> {
        let behind = statement::word_in_brackets_after(self.scan, amount.range.end)?;
        self.scan.entry(behind).targets.iter().find_map(|target| match *target {
            Target::LookAlike(of, alike) if of == parameter => Some(alike),
            _ => None,
        })
    }

    /// Whether nothing between a value and a number says what the number is. What has a slot of its own is something
    /// else, unless nothing but numbers is left: `250Wh/kg|310`.
    fn is_listed(&self, end: usize, start: usize) -> bool {
        let scan = self.scan;
        let from = statement::brackets_after(scan, end).filter(|from| *from <= start).unwrap_or(end);
        if scan.text().get(end..start).is_some_and(|between| between.contains(['|', '\n', '\r'])) {
            let slot = scan.text()[..start].rfind(['|', '\n', '\r']).unwrap_or(from).max(from);
            let first = scan.words.partition_point(|word| word.start < slot);
            let mut words = scan.words[first..].iter().take_while(|word| word.end <= start);
            // |实测310
            if words.any(|word| scan.entry(*word).these_goods) && self.says_nothing(slot..start) {
                return true;
            }
            // 2026-11-12 is no list
            let is_number = |sign: char| sign.is_ascii_digit() || " |.,、;/()\n\r".contains(sign);
            return scan.rest(from).chars().all(is_number);
        }
        self.says_nothing(from..start)
    }

    /// A number before one whose unit tells what it measures, listed with it: `310/250Wh/kg`. What a comma parts
    /// is about something else unless it has a clause to itself, and `1、` counts points.
    pub(super) fn listed_before(&mut self, amount: &Amount, lent: &[UnitMeaning]) -> bool {
        let telling = lent.iter().find_map(|meaning| match *meaning {
            UnitMeaning::Parameter(parameter, unit) => {
                let of = &self.scan.quantities.parameters.parameters[parameter];
                (self.asked[parameter] && of.units[unit].telling).then_some((parameter, unit))
            }
            _ => None,
        });
        let at = self.scan.past_blanks(amount.range.end);
        let behind = self.scan.rest(at);
        let is_bound = |entry: &Entry| entry.before.is_some() || entry.about_before;
        // 型号：302 约230Wh/kg
        let is_next = behind.starts_with(|c: char| c.is_ascii_digit())
            || self.scan.word_from(at).is_some_and(|word| is_bound(self.scan.entry(word)));
        let is_point = behind.starts_with('、') && amount.range.len() <= LONGEST_COUNT;
        let before = self.scan.text()[..amount.range.start].trim_end_matches(BLANKS);
        let is_alone = before.is_empty() || before.ends_with([',', ';', '|', '\n', '、', '。', '(']);
        let is_parted = is_point || ((is_next || behind.starts_with(',')) && !is_alone);
        let Some((parameter, unit)) = telling.filter(|_| !is_parted) else { return false };
        let candidates = self.possible(parameter, unit, amount);
        !candidates.is_empty() && self.in_doubt(parameter, amount, Reason::NoUnit, candidates)
    }

    /// A number without a unit, directly behind a circumstance that only one of the parameters asked for has: 电芯310,
    /// 0.1C 158.
    pub(super) fn qualified(&mut self, amount: &Amount) -> bool {
        if !self.is_bare(amount) {
            return false;
        }
        let scan = self.scan;
        let parameters = &scan.quantities.parameters;
        let asked = |name: &String| {
            parameters.parameters.iter().position(|of| of.name == *name).filter(|of| self.asked[*of])
        };
        let only = |circumstance: usize| {
            let of = &parameters.circumstances[circumstance];
            let mut measured = of.parameters.iter().filter_map(asked);
            measured.next().filter(|_| measured.next().is_none() && !of.takes_name)
        };
        let start = amount.range.start;
        let reader = expression::Reader { scan, floor: 0 };
        let is_filler = |word: &Word| scan.entry(*word).filler && scan.entry(*word).circumstances.is_empty();
        let word = reader.word_before(start);
        // 初始为310
        let word = word.filter(is_filler).map_or(word, |filler| reader.word_before(filler.start));
        let by_word = word.and_then(|word| scan.entry(word).circumstances.iter().find_map(|of| only(*of)));
        // what is stated by a number with its unit
        let is_measured =
            by_word.is_none() && self.circumstance_end > 0 && self.is_direct(self.circumstance_end, start);
        let with_unit =
            (0..parameters.circumstances.len()).filter(|of| !parameters.circumstances[*of].units.is_empty());
        let by_unit =
            is_measured.then(|| with_unit.filter(|of| self.qualifies(*of)).find_map(only)).flatten();
        let Some(parameter) = by_word.or(by_unit) else { return false };
        let candidates = self.in_any_unit(parameter, amount);
        !candidates.is_empty() && self.in_doubt(parameter, amount, Reason::NoUnit, candidates)
    }

    /// Whether a number is no part of a name, and nothing behind it says what it counts: at most a circumstance, the
    /// label of the next value or what joins it to that.
    pub(super) fn is_bare(&self, amount: &Amount) -> bool {
        let scan = self.scan;
        let mut next = scan.past_blanks(amount.range.end);
        // 310 3.7V: the next number counts nothing of this one
        let counts = |character: char| character.is_alphanumeric() && !character.is_ascii_digit();
        if amount.glued || !scan.rest(next).starts_with(counts) {
            return !amount.glued;
        }
        if scan.word_from(next).is_some_and(|word| scan.entry(word).and) {
            return true;
        }
        let label = scan.word_from(next).filter(|word| !scan.entry(*word).targets.is_empty());
        if let Some(label) = label.filter(|_| next > amount.range.end) {
            return statement::value_follows(scan, label.end);
        }
        // 310 for the cell, but 310 cells
        let behind = next;
        let is_filler = |word: &Word| scan.entry(*word).filler || scan.entry(*word).unsure;
        while let Some(filler) = scan.word_from(next).filter(is_filler) {
            next = scan.past_blanks(filler.end);
        }
        let is_filled = next > behind;
        if is_filled && !scan.rest(next).starts_with(counts) {
            // 电芯是310的
            return true;
        }
        let pieces = &scan.quantities.parameters.words.pieces;
        scan.word_from(next).is_some_and(|word| {
            let counts = pieces.iter().any(|piece| *piece == scan.text()[word.start..word.end]);
            self.stated_circumstance(word).is_some() && (is_filled || !counts)
        })
    }

    /// Whether a number counts points or goods, as in `2、品牌`, `(3)` and `310/箱`.
    pub(super) fn counts(&self, amount: &Amount) -> bool {
        let scan = self.scan;
        let mut rest = scan.rest(amount.range.end).chars();
        let sign = rest.next();
        let names = rest.find(|character| *character != ' ').is_some_and(char::is_alphabetic);
        let is_note = scan.text()[..amount.range.start].ends_with(['(', '[']);
        match sign {
            Some('#') => true,
            Some('/') => names,
            Some('、' | '.' | ':' | ')' | ']') => (names || is_note) && amount.range.len() <= LONGEST_COUNT,
            _ => false,
        }
    }

    /// Whether a circumstance stands before an amount behind a value that ends at `end`, and only words between
    /// that say nothing. In another slot it must open the slot, or the amount must have a bound.
    fn is_qualified(&self, end: usize, amount: &Amount) -> bool {
        let reader = expression::Reader { scan: self.scan, floor: 0 };
        let mut position = amount.range.start;
        for _ in 0..4 {
            let Some(word) = reader.word_before(position) else { return false };
            if let Some(stated) = self.stated_circumstance(word) {
                let between = self.scan.text().get(end..stated.start).unwrap_or_default();
                // 型号310: the number is the name
                return stated.end <= amount.range.start
                    && (is_bounded(amount)
                        || !between.contains([';', '|', '\n', '\r', '。'])
                        || !between.contains(char::is_alphanumeric));
            }
            if !self.scan.entry(word).is_transparent() {
                return false;
            }
            position = word.start;
        }
        false
    }
}

fn is_bounded(amount: &Amount) -> bool {
    matches!(amount.shape, Shape::Bounded(..))
}
