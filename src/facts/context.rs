//! What stands around a term in a name decides whether the term names the goods: a battery
//! charger is no battery, a machine for making batteries is a machine.

mod class;
mod lexis;
mod names;
mod substances;
mod ticks;
mod uses;

pub(crate) use class::Class;
use lexis::{Lexis, ascii_words};

use super::prose::{Prose, is_bracket, is_han};

/// The role of a term in its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It names the goods.
    Head,
    /// It stands in brackets behind a name.
    Aside,
    /// Unknown words follow: it may name the goods or something else.
    Unsure(String),
    /// Other goods are named behind it, after a break: 锂离子电池 - 无人机.
    Trailed,
    /// It says what other goods are for, have or are part of.
    Modifier,
    /// It says what the goods have inside or come with.
    Contained,
    /// It says what they fit or replace.
    Compared,
    /// It says what the goods are not.
    Negated,
}

/// What lead on after a term: what it names is settled.
const LEADS_ON: u32 = Class::Conjunctions.bit()
    | Class::Negations.bit()
    | Class::Containment.bit()
    | Class::Comparisons.bit()
    | Class::PurposesBefore.bit()
    | Class::UseLabels.bit()
    | Class::Connectives.bit();

/// Reads names by the word classes, whose words are folded as texts are.
#[derive(Clone, Debug)]
pub(crate) struct Classes {
    lexis: Lexis,
}

/// How far around a term its context is read, in bytes: longer than any name, and a bound on the
/// time that a hostile text can cost.
const REACH: usize = 600;

/// Between these, words belong together.
const SEPARATORS: [char; 15] = [',', ';', '|', '/', '、', '。', '+', '&', ':', '!', '?', '\\', '"', '=', '>'];

impl Classes {
    /// The classes of `law/language.toml`.
    pub(crate) fn embedded() -> Self {
        Self { lexis: Lexis::embedded() }
    }

    /// The role of the term at `start..end`. Words of the class `extra` may follow it too without
    /// changing what it names.
    pub(crate) fn standing(&self, prose: &Prose, start: usize, end: usize, extra: Option<Class>) -> Standing {
        let before = self.before(prose, start);
        if before != Standing::Head {
            return before;
        }
        match self.after(prose, end, extra) {
            Standing::Head if prose.is_bracketed(start) => Standing::Aside,
            after => after,
        }
    }

    /// Whether words before and behind a text belong to different statements.
    pub(crate) fn parts(&self, between: &str) -> bool {
        between.contains(SEPARATORS)
    }

    /// Whether the words at `start..end` are said of the goods: not negated, by themselves or in a list, and not
    /// of what they are compared with.
    pub(crate) fn is_asserted(&self, prose: &Prose, start: usize, end: usize) -> bool {
        let ending = self.ending(self.stripped(segment_before(prose, start)));
        let last = |class: Class| ending.longest(class.bit()).map_or(0, str::len);
        last(Class::Negations).max(last(Class::Comparisons)) <= last(Class::Containment)
            && !self.is_denied_list(prose, start, end)
    }

    /// Whether words directly before a place say that the goods hold what follows: 含铽.
    pub(crate) fn is_contained(&self, prose: &Prose, start: usize) -> bool {
        self.longest_end(Class::Containment.bit(), self.stripped(segment_before(prose, start))).is_some()
    }

    /// The role that the words before a term give it; `Head` when they give none.
    pub(crate) fn before(&self, prose: &Prose, start: usize) -> Standing {
        let whole = segment_before(prose, start);
        let segment = self.stripped(whole);
        let ending = self.ending(segment);
        if whole.len() == start && self.is_word(Class::Unused, segment.trim_start()) {
            return Standing::Head;
        }
        if ending.longest(Class::Negations.bit()).is_some() {
            return Standing::Negated;
        }
        if let Some(label) = prose.text[..start - whole.len()].strip_suffix(':')
            && self.longest_end(Class::UseLabels.bit(), label.trim_end()).is_some()
        {
            return Standing::Modifier;
        }
        // 手机配件 锂离子电池: a noun before it, and no preposition within that noun
        let ends_in_noun = self
            .longest_end(Class::OtherTails.bit(), whole.trim_end())
            .is_some_and(|noun| noun.chars().count() > 1 && !noun.is_ascii());
        if segment.is_empty() || ends_in_noun {
            return Standing::Head;
        }
        let classes = [
            (Class::Conjunctions, Standing::Head),
            (Class::Negations, Standing::Negated),
            (Class::Containment, Standing::Contained),
            (Class::Comparisons, Standing::Compared),
            (Class::PurposesBefore, Standing::Modifier),
        ];
        // directly before the term, in either language
        let direct = classes
            .iter()
            .filter_map(|(class, standing)| ending.longest(class.bit()).map(|word| (word, standing)))
            .max_by_key(|(word, _)| word.len());
        if let Some((_, standing)) = direct {
            return standing.clone();
        }
        // in English also further to the left: "charger for 3.7 V rechargeable lithium battery"; but what is
        // denied there is something else: "non-hazardous lithium battery"
        let mut found = Standing::Head;
        for (at, _) in ascii_words(segment) {
            let beginning = self.beginning(&segment[at..]);
            for (class, standing) in classes.iter().filter(|(class, _)| *class != Class::Negations) {
                if beginning.longest(class.bit()).is_some_and(|word| word.is_ascii()) {
                    found = standing.clone();
                }
            }
        }
        found
    }

    /// The role that the words after a term give it.
    pub(crate) fn after(&self, prose: &Prose, end: usize, extra: Option<Class>) -> Standing {
        let text = ahead(&prose.text, end);
        let mut at = end;
        let mut apart = false;
        let mut unknown: Option<String> = None;
        while let Some(character) = text[at..].chars().next() {
            apart |= prose.has_seam(at) || (character == ' ' && text[..at].ends_with(is_han));
            if SEPARATORS.contains(&character) || matches!(character, ')' | ']' | '】' | '}') {
                break;
            }
            if matches!(character, '(' | '[' | '【' | '{') {
                at = skip_brackets(text, at);
                continue;
            }
            let rest = &text[at..];
            if let Some(description) = self.description(prose, text, at).filter(|_| apart) {
                at += description.len();
                continue;
            }
            let beginning = self.beginning(rest);
            let length = |classes: u32| beginning.longest(classes).map_or(0, str::len);
            let leads_on = length(LEADS_ON);
            let neutral = length(Class::NeutralTails.bit() | extra.map_or(0, Class::bit));
            let purpose = length(Class::PurposesAfter.bit());
            let other = beginning
                .longest(Class::OtherTails.bit())
                .filter(|word| word.chars().count() > 1 || !rest.chars().nth(1).is_some_and(is_han))
                .map_or(0, str::len);
            let packing = length(Class::Packings.bit());
            let longest = leads_on.max(neutral).max(purpose).max(other).max(packing);
            if longest > 0 {
                // a word of two classes keeps what the term names
                if neutral == longest {
                    at += longest;
                    continue;
                }
                if leads_on == longest {
                    break;
                }
                // 天然鳞片石墨 木箱: a box, or graphite in boxes
                let is_word_apart =
                    || text[..at].ends_with(' ') && rest[..longest].contains(|c: char| c == ' ' || is_han(c));
                if packing == longest && (apart || is_word_apart()) {
                    unknown = unknown.or_else(|| Some(rest[..longest].to_owned()));
                    at += longest;
                    continue;
                }
                // 砂磨机 防爆: nothing is named that would serve it
                if apart && other < longest {
                    at += longest;
                    continue;
                }
                return if apart { Standing::Trailed } else { Standing::Modifier };
            }
            if !is_han(character) {
                let token = rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '.').next().unwrap_or("");
                let is_word = !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_alphabetic());
                let after_ascii = text[..end].ends_with(|c: char| c.is_ascii_alphanumeric());
                let is_model = token.len() <= 5
                    && rest[token.len()..].trim_start().starts_with(|c: char| c.is_ascii_digit());
                if is_word && after_ascii && !is_model && unknown.is_none() {
                    unknown = Some(token.to_owned());
                }
                apart |= !token.is_empty() && !is_word;
                at += token.len().max(character.len_utf8());
                continue;
            }
            let run = rest.split(|c: char| !is_han(c)).next().unwrap_or(rest);
            // one character names others only at the end: 器, 灯, 车
            let names_others = self.contains(Class::OtherTails, run, 2);
            if names_others {
                return if apart { Standing::Trailed } else { Standing::Modifier };
            }
            if apart {
                break;
            }
            unknown = unknown.or_else(|| Some(run.to_owned()));
            at += run.len();
        }
        unknown.map_or(Standing::Head, Standing::Unsure)
    }

    /// A word at `at` that says how goods are or what they serve and names none, whatever other goods are named
    /// within it: 包装规格, 固定碳, 电机用.
    fn description<'t>(&self, prose: &Prose, text: &'t str, at: usize) -> Option<&'t str> {
        let rest = &text[at..];
        let ends = |&(behind, c): &(usize, char)| !is_han(c) || (behind > 0 && prose.has_seam(at + behind));
        let word = &rest[..rest.char_indices().find(ends).map_or(rest.len(), |(behind, _)| behind)];
        let describes = self.longest_end(Class::Descriptions.bit(), word);
        let names_goods = |end: &&str| {
            let noun = self.longest_end(Class::OtherTails.bit(), word);
            end.len() < word.len() && noun.is_some_and(|noun| noun.chars().count() > 1)
        };
        describes.filter(|end| !names_goods(end)).map(|_| word)
    }

    /// Without what may stand between a preposition and its noun: numbers, counts, general adjectives.
    fn stripped<'a>(&self, text: &'a str) -> &'a str {
        let mut text = text.trim_end();
        loop {
            let token_start = text
                .rfind(|c: char| !c.is_ascii_alphanumeric() && c != '.')
                .map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
            let shorter = if text[token_start..].bytes().any(|byte| byte.is_ascii_digit()) {
                Some(&text[..token_start])
            } else {
                self.longest_end(Class::Fillers.bit(), text).map(|word| &text[..text.len() - word.len()])
            };
            match shorter {
                Some(shorter) => text = shorter.trim_end(),
                None => return text,
            }
        }
    }
}

/// What stands before a term, back to the nearest separator or bracket.
pub(crate) fn segment_before(prose: &Prose, start: usize) -> &str {
    prose.text[reach_back(&prose.text, start)..start]
        .rsplit(|character| SEPARATORS.contains(&character) || is_bracket(character))
        .next()
        .unwrap_or("")
}

/// From where on the context of a term that begins at `start` is read.
fn reach_back(text: &str, start: usize) -> usize {
    let mut from = start.saturating_sub(REACH);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    from
}

/// The text up to where the context of a term that ends at `end` is read.
fn ahead(text: &str, end: usize) -> &str {
    let mut to = (end + REACH).min(text.len());
    while !text.is_char_boundary(to) {
        to += 1;
    }
    &text[..to]
}

fn skip_brackets(text: &str, open: usize) -> usize {
    let mut level = 0usize;
    for (at, character) in text[open..].char_indices() {
        match character {
            '(' | '[' | '【' | '{' => level += 1,
            ')' | ']' | '】' | '}' => {
                level = level.saturating_sub(1);
                if level == 0 {
                    return open + at + character.len_utf8();
                }
            }
            _ => {}
        }
    }
    text.len()
}
