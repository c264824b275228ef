//! Takes statements out of a text and puts others in, so that people's own words stay and can be told from them.

use std::ops::Range;

use crate::phrase::Language;

/// Puts `joined` where the first of the going statements stood, or behind the text.
pub(super) fn splice(text: &str, going: &[Range<usize>], joined: &str, language: Language) -> String {
    let Some(inner) = literal(text) else { return within(text, going, joined, language) };
    let shifted = |range: &Range<usize>| range.start - inner.start..range.end.min(inner.end) - inner.start;
    let going: Vec<Range<usize>> = going.iter().map(shifted).collect();
    guarded(within(&text[inner], &going, joined, language).replace("\"\"", "\""), language)
}

fn within(text: &str, going: &[Range<usize>], joined: &str, language: Language) -> String {
    let Some(first) = going.first() else {
        // a stroke in an empty cell is no text
        let is_blank = !text.contains(char::is_alphanumeric);
        let separator = language.pick("; ", "；");
        return match (is_blank, joined.is_empty()) {
            (_, true) => text.to_owned(),
            (true, false) => joined.to_owned(),
            (false, false) if is_formula(text) => format!("{joined}{separator}{text}"),
            (false, false) => {
                // blanks and line ends behind it stay there
                let (own, blank) = text.split_at(text.trim_end().len());
                match own.ends_with([';', '；']) {
                    true => format!("{own}{joined}{blank}"),
                    false => format!("{}{separator}{joined}{blank}", own.trim_end_matches(is_separator)),
                }
            }
        };
    };
    let mut out = text[..first.start].to_owned();
    // `CS02S01` would read as one word, and 全部货物S01 as one name
    if out.ends_with(char::is_alphanumeric) && joined.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        out.push_str(language.pick("; ", "；"));
    }
    out.push_str(joined);
    let junction = out.len();
    let mut at = first.end;
    let mut dropped = joined.is_empty();
    for range in going.iter().skip(1) {
        let between = &text[at..range.start];
        // a sign between two that go has nothing to part
        if !between.trim_matches(is_separator).is_empty() {
            append(&mut out, between, dropped, language);
        }
        at = range.end;
        dropped = true;
    }
    append(&mut out, &text[at..], dropped, language);
    if dropped || joined.is_empty() {
        let end = out.trim_end_matches(is_separator).len();
        out.truncate(end);
    }
    if joined.is_empty() {
        if out.chars().all(is_husk) {
            out.clear();
        }
    } else {
        let behind = parted(&out.split_off(junction), language);
        out.push_str(&behind);
    }
    // what stood behind a statement does not become a formula by its going
    if is_formula(text) { out } else { guarded(out, language) }
}

/// What stands behind the statement, so that it is not read as part of it. A colon that led from the old one to
/// what follows has nothing to lead to.
fn parted(behind: &str, language: Language) -> String {
    let bare = behind.trim_start_matches(|c: char| is_lead(c) || c.is_whitespace());
    let is_led = behind[..behind.len() - bare.len()].contains(is_lead);
    let behind = if is_led { bare } else { behind };
    let separator = if behind.starts_with(char::is_alphanumeric) { language.pick("; ", "；") } else { "" };
    format!("{separator}{behind}")
}

/// What leads from a statement to what follows it.
fn is_lead(c: char) -> bool {
    matches!(c, ':' | '：' | '?' | '？')
}

/// A text that no spreadsheet takes for a formula.
fn guarded(text: String, language: Language) -> String {
    if is_formula(&text) { format!("{}{text}", language.pick("; ", "；")) } else { text }
}

/// Where the text stands in a formula that is nothing but a text, `="text"`, quotes in it doubled: spreadsheets
/// write so what they are not to take for a number.
fn literal(text: &str) -> Option<Range<usize>> {
    let formula = text.trim();
    let inner = formula.strip_prefix('=')?.trim_start().strip_prefix('"')?.strip_suffix('"')?;
    let start = text.len() - text.trim_start().len() + formula.len() - inner.len() - 1;
    let is_whole = !inner.replace("\"\"", "").contains('"');
    is_whole.then(|| start..start + inner.len())
}

/// Whether a spreadsheet would take a cell with this text for a formula.
fn is_formula(text: &str) -> bool {
    text.trim_start().starts_with(['=', '+', '-', '@'])
}

/// What stands between statements and people's text and belongs to neither.
fn is_separator(c: char) -> bool {
    matches!(c, ';' | '；' | ',' | '，' | '、' | ' ' | '\u{3000}')
}

/// What is left around a statement and says nothing without it.
fn is_husk(c: char) -> bool {
    is_separator(c)
        || c.is_whitespace()
        || matches!(
            c,
            '。' | '.'
                | ':'
                | '：'
                | '('
                | ')'
                | '（'
                | '）'
                | '['
                | ']'
                | '【'
                | '】'
                | '"'
                | '\''
                | '“'
                | '”'
                | '‘'
                | '’'
                | '\u{200b}'
                | '\u{feff}'
        )
}

/// Adds what stands between two statements. Where a statement was taken out, the separator behind
/// it goes with it, and words that it parted stay parted.
fn append(out: &mut String, between: &str, dropped: bool, language: Language) {
    if !dropped {
        out.push_str(between);
        return;
    }
    let between = between.trim_start_matches(is_lead);
    if between.trim_matches(is_separator).is_empty() {
        return;
    }
    let are_parted = out.is_empty() || out.trim_end().ends_with(|c: char| !c.is_alphanumeric());
    if are_parted && (out.is_empty() || out.ends_with(is_separator)) {
        out.push_str(between.trim_start_matches(is_separator));
    } else if !are_parted && between.trim_start().starts_with(char::is_alphanumeric) {
        out.truncate(out.trim_end().len());
        out.push_str(language.pick("; ", "；"));
        out.push_str(between.trim_start());
    } else {
        out.push_str(between);
    }
}
