//! What stands around a term in a name decides whether the term names the goods: a battery
//! charger is no battery, a machine for making batteries is a machine.

mod lexis;
mod names;

use lexis::{ascii_words, longest_end, longest_start};

use super::prose::{Prose, is_han};
use crate::law::language::Words;

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

/// The word classes, each folded as texts are and with the longest words first.
#[derive(Clone, Debug)]
pub(crate) struct Classes {
    conjunctions: Vec<String>,
    negations: Vec<String>,
    containment: Vec<String>,
    comparisons: Vec<String>,
    purposes_before: Vec<String>,
    purposes_after: Vec<String>,
    neutral_tails: Vec<String>,
    other_tails: Vec<String>,
    vague_names: Vec<String>,
    vague_uses: Vec<String>,
    use_labels: Vec<String>,
    fillers: Vec<String>,
    connectives: Vec<String>,
    makers: Vec<String>,
}

/// How far around a term its context is read, in bytes: longer than any name, and a bound on the
/// time that a hostile text can cost.
const REACH: usize = 600;

/// Between these, words belong together.
const SEPARATORS: [char; 15] = [',', ';', '|', '/', '、', '。', '+', '&', ':', '!', '?', '\\', '"', '=', '>'];

impl Classes {
    pub(crate) fn new(words: &Words, folding: &super::fold::Folding) -> Self {
        let class = |list: &[String]| {
            let folded = list.iter().map(|word| Prose::of(word, folding).text);
            let mut list: Vec<String> = folded.flat_map(super::goods::with_plural).collect();
            list.sort_by_key(|word| std::cmp::Reverse(word.len()));
            list
        };
        Self {
            conjunctions: class(&words.conjunctions),
            negations: class(&words.negations),
            containment: class(&words.containment),
            comparisons: class(&words.comparisons),
            purposes_before: class(&words.purposes_before),
            purposes_after: class(&words.purposes_after),
            neutral_tails: class(&words.neutral_tails),
            other_tails: class(&words.other_tails),
            vague_names: class(&words.vague_names),
            vague_uses: class(&words.vague_uses),
            use_labels: class(&words.use_labels),
            fillers: class(&words.fillers),
            connectives: class(&words.connectives),
            makers: class(&words.makers),
        }
    }

    /// The role of the term at `start..end`. `extra_tails` may follow it too without changing what it names.
    pub(crate) fn standing(
        &self,
        prose: &Prose,
        start: usize,
        end: usize,
        extra_tails: &[String],
    ) -> Standing {
        let before = self.before(prose, start);
        if before != Standing::Head {
            return before;
        }
        match self.after(prose, end, extra_tails) {
            Standing::Head if prose.is_bracketed(start) => Standing::Aside,
            after => after,
        }
    }

    /// Whether a word is said of the goods: not negated, and not of what they are compared with.
    pub(crate) fn is_asserted(&self, prose: &Prose, start: usize) -> bool {
        let segment = self.stripped(segment_before(prose, start));
        let last = |class| longest_end(class, segment).map_or(0, str::len);
        last(&self.negations).max(last(&self.comparisons)) <= last(&self.containment)
    }

    /// The role that the words before a term give it; `Head` when they give none.
    pub(crate) fn before(&self, prose: &Prose, start: usize) -> Standing {
        let whole = segment_before(prose, start);
        let segment = self.stripped(whole);
        if longest_end(&self.negations, segment).is_some() {
            return Standing::Negated;
        }
        if let Some(label) = prose.text[..start - whole.len()].strip_suffix(':')
            && longest_end(&self.use_labels, label.trim_end()).is_some()
        {
            return Standing::Modifier;
        }
        // 手机配件 锂离子电池: a noun before it, and no preposition within that noun
        let ends_in_noun = longest_end(&self.other_tails, whole.trim_end())
            .is_some_and(|noun| noun.chars().count() > 1 && !noun.is_ascii());
        if segment.is_empty() || ends_in_noun {
            return Standing::Head;
        }
        let classes = [
            (&self.conjunctions, Standing::Head),
            (&self.negations, Standing::Negated),
            (&self.containment, Standing::Contained),
            (&self.comparisons, Standing::Compared),
            (&self.purposes_before, Standing::Modifier),
        ];
        // directly before the term, in either language
        let direct = classes
            .iter()
            .filter_map(|(class, standing)| longest_end(class, segment).map(|word| (word, standing)))
            .max_by_key(|(word, _)| word.len());
        if let Some((_, standing)) = direct {
            return standing.clone();
        }
        // in English also further to the left: "charger for 3.7 V rechargeable lithium battery"
        let mut found = Standing::Head;
        for (at, _) in ascii_words(segment) {
            for (class, standing) in &classes {
                if longest_start(class, &segment[at..]).is_some_and(|word| word.is_ascii()) {
                    found = standing.clone();
                }
            }
        }
        found
    }

    /// The role that the words after a term give it.
    pub(crate) fn after(&self, prose: &Prose, end: usize, extra_tails: &[String]) -> Standing {
        let text = ahead(&prose.text, end);
        let mut at = end;
        let mut apart = false;
        let mut unknown: Option<String> = None;
        while let Some(character) = text[at..].chars().next() {
            apart |= prose.has_seam(at);
            if SEPARATORS.contains(&character) || matches!(character, ')' | ']' | '】' | '}') {
                break;
            }
            if matches!(character, '(' | '[' | '【' | '{') {
                at = skip_brackets(text, at);
                continue;
            }
            let rest = &text[at..];
            let leads_on = [
                &self.conjunctions,
                &self.negations,
                &self.containment,
                &self.comparisons,
                &self.purposes_before,
                &self.use_labels,
                &self.connectives,
            ]
            .into_iter()
            .filter_map(|class| longest_start(class, rest))
            .map(str::len)
            .max()
            .unwrap_or(0);
            let neutral = longest_start(&self.neutral_tails, rest)
                .into_iter()
                .chain(longest_start(extra_tails, rest))
                .map(str::len)
                .max()
                .unwrap_or(0);
            let purpose = longest_start(&self.purposes_after, rest).map_or(0, str::len);
            let other = longest_start(&self.other_tails, rest)
                .filter(|word| word.chars().count() > 1 || !rest.chars().nth(1).is_some_and(is_han))
                .map_or(0, str::len);
            let longest = leads_on.max(neutral).max(purpose).max(other);
            if longest > 0 {
                // a word of two classes keeps what the term names
                if neutral == longest {
                    at += longest;
                    continue;
                }
                if leads_on == longest {
                    break;
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
            let names_others = self.other_tails.iter().any(|tail| {
                if tail.chars().count() > 1 {
                    run.contains(tail.as_str())
                } else {
                    run.ends_with(tail.as_str())
                }
            });
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
                longest_end(&self.fillers, text).map(|word| &text[..text.len() - word.len()])
            };
            match shorter {
                Some(shorter) => text = shorter.trim_end(),
                None => return text,
            }
        }
    }
}

/// What stands before a term, back to the nearest separator or bracket.
fn segment_before(prose: &Prose, start: usize) -> &str {
    let text = &prose.text[..start];
    let mut from = start.saturating_sub(REACH);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    text[from..]
        .rsplit(|character| SEPARATORS.contains(&character) || is_bracket(character))
        .next()
        .unwrap_or("")
}

/// The text up to where the context of a term that ends at `end` is read.
fn ahead(text: &str, end: usize) -> &str {
    let mut to = (end + REACH).min(text.len());
    while !text.is_char_boundary(to) {
        to += 1;
    }
    &text[..to]
}

pub(crate) fn is_bracket(character: char) -> bool {
    matches!(character, '(' | ')' | '[' | ']' | '【' | '】' | '{' | '}')
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
