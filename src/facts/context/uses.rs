//! Whether words for a use say what the goods are for, or what some part of them is made of or packed in.

use super::{Class, Classes, SEPARATORS, Standing, ahead, segment_before};
use crate::facts::prose::{Prose, is_bracket};

/// What may stand before a word for a use that stands alone.
const ALONE: u32 = Class::VagueUses.bit() | Class::Conjunctions.bit() | Class::ListJoints.bit();

impl Classes {
    /// Whether a word for a use at `start..end` states it: it is announced, or stands alone in its statement and is no
    /// word for what goods may be made of or driven by. A 食品级不锈钢 is no food, nor is a material behind its own label.
    pub(crate) fn states_use(&self, prose: &Prose, start: usize, end: usize, is_labelled: bool) -> bool {
        self.announces_use(prose, start, end, is_labelled)
            || (self.behind_word(prose, end).trim().is_empty()
                && self.consume_all(segment_before(prose, start), ALONE)
                && label_of(prose, start).is_none()
                && !self.is_word(Class::Stuffs, &prose.text[start..end]))
    }

    /// Whether a word for a use at `start..end` is announced as one: behind a label of uses or a preposition, or before
    /// words that say no more than `use` and `production`.
    pub(crate) fn announces_use(&self, prose: &Prose, start: usize, end: usize, is_labelled: bool) -> bool {
        let behind = self.behind_word(prose, end);
        if self.longest_start(Class::PartTails.bit(), behind.trim_start()).is_some() {
            return false;
        }
        if let Some(label) = label_of(prose, start) {
            return is_labelled || self.is_label_of_use(label);
        }
        let slot = prose.text[..start].rsplit(['|', '。']).next().unwrap_or("");
        is_labelled
            || slot.match_indices(':').any(|(colon, _)| self.is_label_of_use(&slot[..colon]))
            || self.before(prose, start) == Standing::Modifier
            || self.announces_itself(&prose.text[start..end])
            || self.is_purpose(behind)
    }

    /// Whether a word for a use in a name states it: it does unless it speaks of a part, or is what the goods before it
    /// may be made of (皮革热压机, but not 热压机 皮革).
    pub(crate) fn names_use(&self, prose: &Prose, start: usize, end: usize) -> bool {
        let behind = self.behind_word(prose, end);
        let is_last = || behind.trim().is_empty() && self.is_word(Class::Stuffs, &prose.text[start..end]);
        self.longest_start(Class::PartTails.bit(), behind.trim_start()).is_none()
            && (!is_last() || self.announces_use(prose, start, end, false))
    }

    /// Whether what stands at `start..end` is said to drive the goods: 锂电池供电, 电源：锂电池.
    pub(crate) fn drives(&self, prose: &Prose, start: usize, end: usize) -> bool {
        let behind = self.behind_word(prose, end).trim_start();
        let is_power = |label: &str| self.longest_end(Class::PowerTails.bit(), label.trim_end()).is_some();
        // 锂电动力电池 is a battery
        let is_driven =
            |word: &str| self.longest_start(Class::OpenUses.bit(), &behind[word.len()..]).is_none();
        self.longest_start(Class::PowerTails.bit(), behind).is_some_and(is_driven)
            || label_of(prose, start).is_some_and(is_power)
    }

    /// Whether a place stands behind a label of what goods are made of or how they are called: 型号：LB-18650.
    pub(crate) fn is_of_material(&self, prose: &Prose, start: usize) -> bool {
        let is_material = |label: &str| self.is_material_label(label) && !self.is_label_of_use(label);
        // 380V 型号：NCM-500
        let is_of_material = |label: &str| {
            is_material(without_point(label)) || label.rsplit(' ').next().is_some_and(is_material)
        };
        label_of(prose, start).is_some_and(is_of_material)
    }

    /// Whether a heading announces what goods are made of or packed in.
    pub(crate) fn is_material_label(&self, label: &str) -> bool {
        self.is_word(Class::MaterialLabels, label.trim())
    }

    /// Whether a word for a use begins or ends in words for purposes: 用于变压器, 涂料生产.
    fn announces_itself(&self, word: &str) -> bool {
        self.longest_start(Class::PurposesBefore.bit(), word).is_some()
            || self.longest_end(Class::PurposesAfter.bit(), word).is_some_and(|end| end.len() < word.len())
    }

    /// Whether words behind one for a use say that it is one: 生产, 加工车间用, and those that end so.
    fn is_purpose(&self, behind: &str) -> bool {
        let behind = behind.trim();
        // 塑料混料用, but not 铅酸蓄电池备用 or 备用电源
        let served = self.longest_end(Class::Descriptions.bit() | Class::FurtherUses.bit(), behind);
        let is_power = self.longest_end(Class::PowerSources.bit(), behind).is_some();
        served.is_some_and(|word| self.is_word(Class::PurposesAfter, word))
            || (!behind.is_empty()
                && !is_power
                && self.consume_all(behind, Class::VagueUses.bit() | Class::Conjunctions.bit()))
    }

    /// Whether a word for a use at `start..end` says what is made or worked on: under no label of anything else, and
    /// nothing but its form and what is done with it behind it (磷酸铁锂浆料, but not 磷酸铁锂电池 or 正极端子); what a blank
    /// parts from it is something else (磷酸铁锂 380V). What may drive goods as well says so only before words for a purpose.
    pub(crate) fn is_worked_on(&self, prose: &Prose, start: usize, end: usize, may_drive: bool) -> bool {
        const WORK: u32 = Class::PurposesAfter.bit() | Class::NeutralTails.bit() | Class::VagueUses.bit();
        let behind = self.behind_word(prose, end);
        let attached = if prose.has_seam(end) { "" } else { behind.split(' ').next().unwrap_or_default() };
        const PURPOSES: u32 = Class::PurposesAfter.bit() | Class::VagueUses.bit();
        // 锂电池化成, 电芯化成
        let of = |text: &str| self.longest_end(PURPOSES, text).is_some();
        let ends = |word: &str| self.longest_end(PURPOSES, word).is_some_and(|end| end.len() < word.len());
        let has_purpose = || of(attached) || ends(&prose.text[start..end]);
        label_of(prose, start).is_none_or(|label| self.is_label_of_use(label))
            && (self.consume_all(attached, WORK) || self.consume_all(behind, WORK))
            && !self.holds(Class::OpenUses.bit(), behind)
            && (!may_drive || has_purpose())
    }

    /// Whether what ends at a place is left out: 锂离子电池除外, 锂电池生产以外的用途.
    pub(crate) fn is_excepted(&self, prose: &Prose, end: usize) -> bool {
        let mut rest = self.behind_word(prose, end).trim_start();
        let leads_on = Class::PurposesAfter.bit() | Class::NeutralTails.bit() | Class::VagueUses.bit();
        loop {
            if self.longest_start(Class::Exceptions.bit(), rest).is_some() {
                return true;
            }
            match self.longest_start(leads_on, rest) {
                Some(word) => rest = rest[word.len()..].trim_start(),
                None => return false,
            }
        }
    }

    /// Whether words that end at a place say what goods are: nothing stands behind them but what still names those,
    /// and numbers that are no trace: not 碱性环境, 铅<5ppm or 钠0.01%.
    pub(crate) fn says_goods(&self, prose: &Prose, end: usize) -> bool {
        let mut rest = self.behind_word(prose, end).trim_start();
        if self.longest_start(Class::PartTails.bit(), rest).is_some() {
            return false;
        }
        while !rest.is_empty() && self.longest_start(Class::Conjunctions.bit(), rest).is_none() {
            let ends = |c: char| !c.is_ascii_alphanumeric() && !matches!(c, '.' | '%');
            let token = &rest[..rest.find(ends).unwrap_or(rest.len())];
            let length = match self.longest_start(Class::NeutralTails.bit() | Class::VagueNames.bit(), rest) {
                // 燃料电池汽车用: what is served has a fuel cell
                Some(word) if word.ends_with('用') => return false,
                Some(word) => word.len(),
                None if token.contains(|c: char| c.is_ascii_digit()) && !is_trace(rest) => token.len(),
                None => return false,
            };
            rest = rest[length..].trim_start_matches([' ', '*']);
        }
        true
    }

    fn is_label_of_use(&self, label: &str) -> bool {
        self.ends_in_label(label) || self.longest_end(Class::FurtherUses.bit(), label).is_some()
    }

    /// What stands behind a place up to the next separator, bracket or break.
    fn behind_word<'a>(&self, prose: &'a Prose, end: usize) -> &'a str {
        let rest = &ahead(&prose.text, end)[end..];
        let ends = |&(at, c): &(usize, char)| {
            SEPARATORS.contains(&c) || is_bracket(c) || (at > 0 && prose.has_seam(end + at))
        };
        &rest[..rest.char_indices().find(ends).map_or(rest.len(), |(at, _)| at)]
    }
}

/// The label behind which a place stands in its statement.
fn label_of(prose: &Prose, start: usize) -> Option<&str> {
    let before = &prose.text[..start];
    // most places stand behind no label, and in a long text that takes a while to tell
    let colon = memchr::memrchr(b':', before.as_bytes())?;
    let ends =
        |text: &str| memchr::memchr3(b'|', b',', b';', text.as_bytes()).is_some() || text.contains('。');
    if ends(&before[colon..]) {
        return None;
    }
    before[..colon].rsplit(['|', '。', ',', ';']).next()
}

/// A label without what counts points before it: `1、型号`, `(2)型号`, ①型号.
fn without_point(label: &str) -> &str {
    let is_count = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let signs: &[char] = &['(', ')', '、', '.', ' '];
    label.trim_start_matches(signs).trim_start_matches(is_count).trim_start_matches(signs)
}

/// Whether a text begins with so small a share that goods are not called by it.
fn is_trace(text: &str) -> bool {
    let behind = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').trim_start();
    behind.starts_with(['‰', 'p']) || (behind.starts_with('%') && text.starts_with('0'))
}
