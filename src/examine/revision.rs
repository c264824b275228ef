//! The remark of a declaration: what it should become.

use super::{Examiner, Policy, RemarkEdit, present::Present};
use crate::{
    draft::{Charset, Declaration, Item, Limit, Measure, RemarkField},
    finding::{self, Finding, RemarkState},
    phrase::Language,
};

impl Examiner {
    /// The remark as it should be.
    pub(super) fn revise(
        &self,
        old: &str,
        present: &Present<'_>,
        states: &[RemarkState<'_>],
        language: Language,
    ) -> String {
        match present.revised(old, states, language) {
            // where no statement stood, none was taken out
            Some(new) if !present.has_statements() => new,
            Some(new) => self.settled(new, present, language),
            None => old.to_owned(),
        }
    }

    /// A remark in which nothing is left to revise: without the statements that were taken out, what stood
    /// beside them may say something else.
    fn settled(&self, mut text: String, present: &Present<'_>, language: Language) -> String {
        for _ in 0..MOST_REVISIONS {
            let statements = self.statements(&text);
            let again = Present::of(&self.law, present.items, present.read, &statements);
            match again.revised(&text, &again.states(), language) {
                Some(revised) if revised != text => text = revised,
                _ => break,
            }
        }
        text
    }
}

/// How often a remark is revised at most. People's remarks are settled at once.
const MOST_REVISIONS: usize = 8;

/// The edit that makes the remark what it should be, for some of its goods lines; `None` when it is, or when it
/// cannot be written, which is then a finding.
pub(super) fn write(
    remark: &RemarkField,
    new: &str,
    changed: Vec<usize>,
    items: &[Item],
    charset: &Charset,
    findings: &mut Vec<Finding>,
) -> Option<RemarkEdit> {
    let old = &remark.field.text;
    if let Some(limit) = remark.limit.filter(|_| new != old) {
        let length = length(new, limit);
        if length > limit.length {
            findings.push(finding::overlong_remark(remark.field.span, length, limit));
            return None;
        }
    }
    match remark.edit(new, charset) {
        Ok(edit) => edit.map(|edit| RemarkEdit {
            edit,
            items: changed,
            line: items.first().map_or(1, |item| item.line),
            old: old.clone(),
            new: new.to_owned(),
        }),
        Err(unencodable) => {
            findings.push(finding::unencodable_remark(
                remark.field.span,
                unencodable.character,
                charset.name(),
            ));
            None
        }
    }
}

/// The edit of a remark that stays as it is: none, but for a cell in a column that is being added.
pub(super) fn untouched(remark: &RemarkField, items: &[Item], charset: &Charset) -> Option<RemarkEdit> {
    let text = &remark.field.text;
    let edit = remark.edit(text, charset).ok().flatten()?;
    let line = items.first().map_or(1, |item| item.line);
    Some(RemarkEdit { edit, items: Vec::new(), line, old: text.clone(), new: text.clone() })
}

fn length(text: &str, limit: Limit) -> usize {
    match limit.measure {
        Measure::Characters => text.chars().count(),
        Measure::GbkBytes => text.chars().map(|character| if character.is_ascii() { 1 } else { 2 }).sum(),
    }
}

pub(super) fn remark_language(declaration: &Declaration, policy: &Policy) -> Language {
    let of_remark = declaration.remark.as_ref().and_then(|remark| remark.language);
    policy.remark_language.or(of_remark).unwrap_or_else(|| {
        let is_chinese = |item: &Item| {
            item.name
                .as_ref()
                .is_some_and(|name| name.text.chars().any(|c| matches!(c, '\u{4e00}'..='\u{9fff}')))
        };
        if declaration.items.iter().any(is_chinese) { Language::Zh } else { Language::En }
    })
}
