//! What goods hold, and what goods of their shape cannot have.

use super::{Content, Meaning, Mention, kinship::Words};
use crate::{facts::prose::Prose, law::Entry};

/// What may stand between a substance and how much there is of it.
const LEADS: [&str; 26] = [
    "含量", "总量", "元素", "content", "合计", "均", "都", "为", "是", "is", " ", ":", "=", "约", "大约",
    "about", "approx", "~", "≈", "(", "[", "【", "\"", "'", ">", "≥",
];

/// What may stand between the digits of a number, however it is broken.
const WITHIN_NUMBER: [char; 6] = ['.', ',', '。', '·', ' ', '\u{2022}'];

/// What says that there is no more than so much, be it nothing.
const CEILINGS: [&str; 6] = ["<", "≤", "小于", "低于", "不超过", "less than"];

/// The most letters of an element's symbol.
const LONGEST_SYMBOL: usize = 2;

/// What a share is counted in.
const SHARES: [&str; 4] = ["%", "wt", "at%", "ppm"];

/// What goods are said to hold of a substance.
enum Held {
    Some,
    Nothing,
    /// So much at most: it may be nothing.
    AtMost,
    Unsaid,
}

impl Words<'_> {
    /// Whether the item says that the goods hold or have what an entry asks for, in its order.
    pub(super) fn contents(&self, entry: &Entry, mentions: &[&Mention]) -> Vec<Content> {
        (0..).zip(&entry.contains).map(|(group, _)| self.content(group, mentions)).collect()
    }

    fn content(&self, group: u8, mentions: &[&Mention]) -> Content {
        let place = |mention: &Mention| self.place(mention.text, mention.start..mention.end);
        let (mut stated, mut denied) = (None, None);
        // of a class of which another member is there, that none is says nothing
        let mut of_class = None;
        let mut is_belied = false;
        for mention in mentions {
            let held = match mention.meaning {
                Meaning::NoContent(of) | Meaning::NoneOfClass(of) if of == group => self.denied(mention),
                Meaning::Content(of) | Meaning::OfClass(of) if of == group => self.held(mention),
                _ => continue,
            };
            match (held, mention.meaning) {
                _ if self.is_in_doubt(mention) => {}
                (Held::Some, Meaning::OfClass(_)) => is_belied = true,
                (_, Meaning::OfClass(_)) => {}
                (Held::Nothing, Meaning::NoneOfClass(_)) => of_class = of_class.or(Some(mention)),
                (Held::Some | Held::Unsaid, _) => stated = stated.or(Some(mention)),
                (Held::Nothing, _) => denied = denied.or(Some(mention)),
                (Held::AtMost, _) => {}
            }
        }
        let denied = denied.or(of_class.filter(|_| !is_belied));
        match (stated, denied) {
            (Some(mention), None) => Content::Stated(place(mention)),
            (None, Some(mention)) => Content::Denied(place(mention)),
            // both, or neither: nothing is said that could be relied on
            _ => Content::NotStated,
        }
    }

    fn is_in_doubt(&self, mention: &Mention) -> bool {
        self.recogniser.classes.is_in_doubt(&self.texts[mention.text].prose.text, mention.start)
    }

    /// What is said of a substance: by its own number, by a negation before the list in which it stands, or by
    /// what stands behind that list.
    fn held(&self, mention: &Mention) -> Held {
        let prose = &self.texts[mention.text].prose;
        match self.amount(prose, &prose.text[mention.end..]) {
            Held::Unsaid if !self.is_asserted(mention) => Held::Nothing,
            // 含铽、镝 0%
            Held::Unsaid if self.is_held(mention) => Held::Some,
            Held::Unsaid => {
                let classes = &self.recogniser.classes;
                self.amount(prose, classes.behind_list(&prose.text, mention.end))
            }
            said => said,
        }
    }

    /// What a term that denies a substance says; `Tb free of Dy` says nothing of Tb.
    fn denied(&self, mention: &Mention) -> Held {
        let behind = self.texts[mention.text].prose.text[mention.end..].trim_start();
        if behind.starts_with("of ") { Held::AtMost } else { Held::Nothing }
    }

    /// How much there is of what stands before a part of a text: `Tb: 0%`, `Dy<0.01%`, `Tb free`, `铽未检出`.
    fn amount(&self, prose: &Prose, behind: &str) -> Held {
        let mut rest = behind;
        while let Some(shorter) = LEADS.iter().find_map(|lead| rest.strip_prefix(lead)) {
            rest = shorter;
        }
        if CEILINGS.iter().any(|sign| rest.starts_with(sign)) {
            return Held::AtMost;
        }
        // Tb: ND, but Tb Nd
        let is_valued = behind[..behind.len() - rest.len()].contains([':', '=']);
        let is_undetected =
            rest.strip_prefix("nd").is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
        if self.recogniser.classes.begins_with_absence(prose, rest) || (is_valued && is_undetected) {
            return Held::Nothing;
        }
        let is_first = rest.starts_with(|c: char| c.is_ascii_digit());
        let length = rest.find(|c: char| !(c.is_ascii_digit() || WITHIN_NUMBER.contains(&c)));
        let number = if is_first { &rest[..length.unwrap_or(rest.len())] } else { "" };
        let number = number.trim_end_matches(WITHIN_NUMBER);
        let unit = rest[number.len()..].trim_start_matches([' ', ')', ']', '】', '"', '\'']);
        let is_share = SHARES.iter().any(|share| unit.starts_with(share));
        // Tb:0，10mm: the next number is of something else
        let parts = |c: char| c != '.' && WITHIN_NUMBER.contains(&c);
        let whole = number.split(parts).next().unwrap_or("");
        let is_none = !is_share && whole.chars().all(|c| matches!(c, '0' | '.'));
        let number = if is_none { whole } else { number };
        let is_zero = number.chars().all(|c| c == '0' || WITHIN_NUMBER.contains(&c));
        let ends = !rest[number.len()..].starts_with(char::is_alphanumeric);
        match (number.is_empty(), is_zero) {
            (false, true) if is_share || ends => Held::Nothing,
            (false, false) if is_share || (ends && (is_valued || number.contains('.'))) => Held::Some,
            _ => Held::Unsaid,
        }
    }

    /// Whether words that name goods together say that there is any of what they name: 钬1%, but not 钬0%.
    pub(super) fn is_there(&self, mention: &Mention) -> bool {
        let prose = &self.texts[mention.text].prose;
        let word = &prose.text[mention.start..mention.end];
        if !self.recogniser.classes.is_substance(word) {
            return self.is_asserted(mention);
        }
        match self.amount(prose, &prose.text[mention.end..]) {
            Held::Some => true,
            Held::Nothing => false,
            Held::AtMost => self.is_held(mention),
            // letters that may mean anything else
            _ if is_symbol(word) => self.is_held(mention),
            _ => self.is_asserted(mention),
        }
    }

    /// Whether words that settle an open name are said of the goods: not of a trace, as in `Tb4O7<10ppm`.
    pub(super) fn is_evident(&self, mention: &Mention) -> bool {
        let prose = &self.texts[mention.text].prose;
        match self.amount(prose, &prose.text[mention.end..]) {
            Held::Nothing => false,
            Held::AtMost => self.is_held(mention),
            Held::Unsaid if is_symbol(&prose.text[mention.start..mention.end]) => self.is_held(mention),
            Held::Some | Held::Unsaid => self.is_asserted(mention),
        }
    }

    /// The parameters of an entry that the goods, by what they are, do not have.
    pub(super) fn lacks(&self, entry: &Entry, mentions: &[&Mention]) -> Vec<String> {
        let mut lacks = Vec::new();
        for mention in mentions {
            let Meaning::Lacks(group) = mention.meaning else { continue };
            if self.may_name(mention) && self.is_asserted(mention) {
                lacks.extend(entry.inapplicable[usize::from(group)].0.iter().cloned());
            }
        }
        lacks.sort_unstable();
        lacks.dedup();
        lacks
    }
}

/// Whether a word is no longer than an element's symbol.
fn is_symbol(word: &str) -> bool {
    word.len() <= LONGEST_SYMBOL && word.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// What follows a term without a space, so that the digits cut no word.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Glued {
    /// A share: `Tb0.3%`.
    Share,
    /// A number with a point, as hardly a model has: `Tb0.3`.
    Fraction,
    /// Anything else.
    Other,
}

impl Glued {
    /// What stands behind the end of a term.
    pub(super) fn behind(text: &str, end: usize) -> Self {
        let rest = &text[end..];
        let length = rest.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
        let (number, behind) = rest.split_at(length);
        let is_number = number.starts_with(|c: char| c.is_ascii_digit()) && !number.ends_with('.');
        if !(is_number && text[..end].ends_with(|c: char| c.is_ascii_alphabetic())) {
            return Self::Other;
        }
        let ends = !behind.starts_with(|c: char| c.is_ascii_alphanumeric());
        match SHARES.iter().any(|share| behind.trim_start().starts_with(share)) {
            true => Self::Share,
            false if number.contains('.') && ends => Self::Fraction,
            false => Self::Other,
        }
    }
}
