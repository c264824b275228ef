//! Walks through a text and finds for each amount which quantity it is: the label decides first,
//! then the unit.

use std::ops::Range;

use super::{
    Disregarded, Value, expression,
    label::Label,
    lexicon::{Bound, Entry, Target, Word},
    named::Waiting,
    scan::{Scan, is_blank},
    sides, statement,
};
use crate::facts::Reason;

/// What a text yields for the parameters asked for, by index.
#[derive(Debug, Default)]
pub(super) struct Attributed {
    pub(super) values: Vec<(usize, Value)>,
    pub(super) set_aside: Vec<(usize, Disregarded)>,
    /// What may be a further value, or puts others in doubt, where another text states one of the parameter.
    pub(super) elsewhere: Vec<Disregarded>,
}

impl Attributed {
    /// The same where nobody knows what the text is about, or it is said to be unsure: its values decide nothing, and
    /// may be others than the declared ones.
    pub(super) fn in_doubt(self, reason: Reason) -> Self {
        let doubtful = |(parameter, value): (usize, Value)| {
            let (reason, candidates) = (reason.clone(), vec![value.interval]);
            (parameter, Disregarded { parameter: value.parameter, range: value.range, reason, candidates })
        };
        let set_aside = self.set_aside.into_iter().filter(|(_, aside)| !aside.candidates.is_empty());
        Self {
            values: Vec::new(),
            set_aside: self.values.into_iter().map(doubtful).chain(set_aside).collect(),
            elsewhere: self.elsewhere,
        }
    }
}

/// What a heading says about the cell under it.
#[derive(Clone, Debug, Default)]
pub(super) struct Opening {
    pub(super) label: Label,
    pub(super) circumstances: Vec<String>,
    /// Whether one of them lowers the values.
    pub(super) lowers: bool,
}

/// Reads the values of the parameters for which `asked` is true.
pub(super) fn attribute(scan: &Scan<'_>, asked: &[bool], opening: Option<&Opening>) -> Attributed {
    let amounts = expression::amounts(scan);
    let mut reader = Reader {
        scan,
        asked,
        column: opening.is_some(),
        out: Attributed::default(),
        label: opening.map(|opening| opening.label.clone()),
        modifier: None,
        scope: Scope::These,
        circumstances: opening.map(|opening| opening.circumstances.clone()).unwrap_or_default(),
        lowering: opening.filter(|opening| opening.lowers).map(|_| 0..0),
        last_values: 0..0,
        latest: Vec::new(),
        by_heading: false,
        unasked: None,
        waiting: Vec::new(),
        is_unsure: false,
        circumstance_end: 0,
        amount_end: 0,
        taken_until: 0,
    };
    let mut words = scan.words.iter().copied().peekable();
    let mut position = 0;
    for amount in &amounts {
        while let Some(word) = words.next_if(|word| word.start < amount.range.end) {
            if word.end <= amount.range.start {
                reader.gap(position..word.start);
                reader.word(word);
                position = word.end;
            }
        }
        reader.gap(position..amount.range.start);
        if let Some(label) = amount.inner {
            reader.word(label);
        }
        reader.amount(amount);
        position = amount.range.end;
    }
    // words after the last number can still qualify it
    for word in words {
        reader.gap(position..word.start);
        reader.word(word);
        position = word.end;
    }
    let sides = sides::sides(scan, asked, &amounts);
    // what a label says of a side goes before the order of the sides
    let labelled: Vec<usize> = reader.out.values.iter().map(|(parameter, _)| *parameter).collect();
    if !sides.iter().any(|(parameter, _)| labelled.contains(parameter)) {
        reader.out.values.extend(sides);
    }
    reader.out.elsewhere = reader.elsewhere();
    let is_unsure = reader.is_unsure;
    if is_unsure { reader.out.in_doubt(Reason::NotOfTheseGoods) } else { reader.out }
}

/// Whose values a clause states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    These,
    /// A comparison.
    Others,
    /// The next number is a limit that someone set.
    Limit,
    /// Beside a statement that the goods are not controlled, a lower bound is the law's.
    Denied,
    /// What is said may be otherwise.
    Unsure,
}

/// A value after which others may be listed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Latest {
    pub(super) parameter: usize,
    /// The index of its unit.
    pub(super) unit: usize,
    /// Where it begins.
    pub(super) start: usize,
    /// Where it or what is listed with it ends.
    pub(super) end: usize,
}

/// The walk through a text.
pub(super) struct Reader<'a> {
    pub(super) scan: &'a Scan<'a>,
    pub(super) asked: &'a [bool],
    /// Whether the text is a cell whose heading is the label.
    pub(super) column: bool,
    pub(super) out: Attributed,
    pub(super) label: Option<Label>,
    /// A word that makes a look-alike of the label or value after it.
    pub(super) modifier: Option<Word>,
    pub(super) scope: Scope,
    /// Circumstances that wait for their value.
    pub(super) circumstances: Vec<String>,
    /// Where one of them stands that lowers it.
    pub(super) lowering: Option<Range<usize>>,
    /// The values that the last amount gave.
    pub(super) last_values: Range<usize>,
    /// The last value of each parameter, the latest behind.
    pub(super) latest: Vec<Latest>,
    /// Whether its unit is that of a heading: `能量密度(Wh/kg)|A型|250`.
    pub(super) by_heading: bool,
    /// The bound before a label that nobody asks for, and where that ends: `min. capacity 155mAh/g`.
    pub(super) unasked: Option<(Bound, usize)>,
    /// Bare numbers that wait for a value to tell what they may be.
    pub(super) waiting: Vec<Waiting>,
    /// Whether a clause says of every value that it may be otherwise.
    pub(super) is_unsure: bool,
    /// Where the last circumstance ends.
    pub(super) circumstance_end: usize,
    /// Where the last amount ends.
    pub(super) amount_end: usize,
    /// Where the label ends that belongs to the amount before it.
    pub(super) taken_until: usize,
}

impl<'a> Reader<'a> {
    /// What stands between two tokens: breaks, and words that mean nothing here.
    fn gap(&mut self, range: Range<usize>) {
        let scan = self.scan;
        for (offset, character) in scan.text()[range.clone()].char_indices() {
            let position = range.start + offset;
            if self.is_of_label(position) {
                continue;
            }
            match character {
                '|' | '\n' | '\r' => self.slot_break(position),
                ';' | '。' | '!' | '?' => self.strong_break(),
                '.' if self.is_full_stop(position) => self.strong_break(),
                ',' => self.weak_break(),
                '、' => self.with_label(|label| label.parted = true),
                _ if character.is_alphanumeric() => {
                    self.with_label(|label| label.strange = true);
                }
                _ => {}
            }
        }
    }

    /// Whether a place belongs to the label, so that it parts nothing.
    pub(super) fn is_of_label(&self, position: usize) -> bool {
        let of = |label: &Label| {
            position < label.end || position < label.brackets_end || label.unit_range.contains(&position)
        };
        !self.column && self.label.as_ref().is_some_and(of)
    }

    pub(super) fn with_label(&mut self, change: impl FnOnce(&mut Label)) {
        if let Some(label) = &mut self.label {
            change(label);
        }
    }

    fn is_full_stop(&self, position: usize) -> bool {
        let after = self.scan.past_blanks(position + 1);
        if self.scan.word_until(position).is_some() && self.scan.numeral_from(after).is_some() {
            // dia. 600
            return false;
        }
        self.scan.byte(position + 1).is_none_or(|next| is_blank(next) || next == b'\n')
    }

    fn weak_break(&mut self) {
        self.forget_lowering_of_others();
        self.modifier = None;
        self.scope = Scope::These;
        self.with_label(|label| {
            label.parted = true;
            label.strange = false;
        });
    }

    fn strong_break(&mut self) {
        self.weak_break();
        self.forget_circumstances();
        if !self.column {
            self.label = None;
        }
    }

    /// A slot that holds nothing but a label gives it to the next slot.
    fn slot_break(&mut self, position: usize) {
        let waits = self.label.as_ref().is_some_and(|label| {
            let between = self.scan.text().get(label.end..position).unwrap_or_default();
            label.is_fresh() && between.len() < 40
        });
        if waits {
            self.scope = Scope::These;
            self.modifier = None;
        } else {
            self.strong_break();
        }
    }

    fn word(&mut self, word: Word) {
        if word.start < self.taken_until {
            return;
        }
        let scan = self.scan;
        let entry = scan.entry(word);
        let is_asked = |parameter: usize| self.asked[parameter];
        let targets: Vec<Target> =
            entry.targets.iter().copied().filter(|target| is_asked(target.parameter())).collect();
        if !targets.is_empty() && self.repeats_label(word) {
            return;
        }
        if !targets.is_empty() || entry.vague.iter().any(|parameter| is_asked(*parameter)) {
            self.new_label(word, targets);
            return;
        }
        if !entry.targets.is_empty() {
            self.unasked = self.entry_before(word).and_then(|before| Some((before.before?, word.end)));
        }
        if entry.modifies.iter().any(|(parameter, _)| is_asked(*parameter)) {
            self.modifier = Some(word);
        }
        if entry.unsure {
            self.scope = Scope::Unsure;
            self.is_unsure |= self.is_said_of_all(word);
        } else if entry.other_goods {
            self.scope = Scope::Others;
        } else if entry.limit_before && self.scope == Scope::These {
            self.scope = Scope::Limit;
        } else if entry.denial {
            let states = scan.rest(scan.past_blanks(word.end)).starts_with(':');
            self.scope = if states { Scope::These } else { Scope::Denied };
        } else if entry.these_goods {
            self.scope = Scope::These;
            if !self.column && self.label.as_ref().is_some_and(|label| label.values > 0) {
                self.label = None;
            }
        }
        if let Some(range) = self.stated_circumstance(word) {
            self.circumstance(range, self.is_lowering(word));
        } else if !entry.targets.is_empty() && self.lists_label(word) {
            // 压实密度、克容量分别为…, where only one of them is asked for
        } else if !entry.is_transparent() && !self.is_of_label(word.start) {
            self.with_label(|label| label.strange = true);
        }
    }

    /// A label that nobody asks for, in a list with the one before it, parts nothing.
    fn lists_label(&mut self, word: Word) -> bool {
        let text = self.scan.text();
        let Some(label) = self.label.as_mut().filter(|label| label.values == 0) else { return false };
        let lists = is_list(text.get(label.end..word.start));
        if lists {
            label.end = word.end;
            label.parted = false;
        }
        lists
    }

    /// `Φ` directly after a label says no more than the label does: 外径Φ700.
    fn repeats_label(&mut self, word: Word) -> bool {
        let text = self.scan.text();
        let is_sign = text[word.start..word.end].chars().count() == 1;
        let Some(label) = self.label.as_mut().filter(|label| is_sign && label.is_fresh()) else {
            return false;
        };
        let between = text.get(label.end..word.start).unwrap_or("x");
        let repeats = between.chars().all(|character| " :=".contains(character));
        if repeats {
            label.end = word.end;
            label.brackets_end = label.brackets_end.max(word.end);
        }
        repeats
    }

    /// The word directly before another, behind the last amount.
    fn entry_before(&self, word: Word) -> Option<&'a Entry> {
        let before = self.scan.word_until(self.scan.before_blanks(word.start))?;
        (before.start >= self.amount_end).then(|| self.scan.entry(before))
    }

    fn new_label(&mut self, word: Word, mut targets: Vec<Target>) {
        let scan = self.scan;
        if let Some(modifier) = self.modifier.take() {
            let between = scan.text().get(modifier.end..word.start).unwrap_or_default();
            if between.len() <= 12 && between.chars().all(|c| " ()[]-的之".contains(c)) {
                statement::convert(&mut targets, scan.entry(modifier));
            }
        }
        statement::convert_foreign(scan, word, &mut targets);
        let before = self.entry_before(word);
        let unit = statement::unit_of_label(scan, word.end, &targets);
        let listed = match &self.label {
            Some(label) if label.values == 0 && is_list(scan.text().get(label.end..word.start)) => {
                label.with(&targets)
            }
            _ => Vec::new(),
        };
        self.label = Some(Label {
            targets,
            listed,
            unit: unit.map(|unit| scan.quantities.units.meanings(unit).to_vec()).unwrap_or_default(),
            unit_range: unit.map_or(0..0, |unit| unit.start..unit.end),
            brackets_end: statement::brackets_after(scan, word.end)
                .max(unit.map(|unit| unit.end))
                .unwrap_or(word.end),
            bound: before.and_then(|entry| entry.before),
            approximate: before.is_some_and(|entry| entry.about_before),
            end: word.end,
            ..Label::default()
        });
    }
}

/// Whether what stands between two labels makes a list of them: `重量/体积能量密度`.
fn is_list(between: Option<&str>) -> bool {
    let Some(between) = between.map(str::trim) else { return false };
    ["/", "、", "&", "×", "x", "*", "与", "和", "及", "and"].contains(&between)
}
