//! The remark of a declaration: what it should become.

use super::{Examiner, Policy, RemarkEdit};
use crate::{
    draft::{Charset, Declaration, Item, Limit, Measure, RemarkField},
    finding::{self, Finding, RemarkState},
    phrase::Language,
    remark::{self, Revision, Statement},
};

impl Examiner {
    /// The edit that makes the remark what it should be; `None` when it is, or when it cannot be
    /// written, which is then a finding.
    #[allow(clippy::too_many_arguments)]
    pub(super) fn revise(
        &self,
        remark: &RemarkField,
        items: &[Item],
        states: &[RemarkState<'_>],
        statements: &[Statement],
        language: Language,
        charset: &Charset,
        findings: &mut Vec<Finding>,
    ) -> Option<RemarkEdit> {
        let is_wrong = |state: &RemarkState<'_>| !state.is_satisfied || !state.refuted.is_empty();
        let is_due = states.iter().any(is_wrong) || naming_absent_lines(items, statements).next().is_some();
        let lines: Vec<Revision<'_>> = items
            .iter()
            .zip(states)
            .map(|(item, state)| Revision {
                number: item.number,
                required: state.required.cloned(),
                present: state.present.clone(),
                refuted: state.refuted.clone(),
            })
            .collect();
        let old = &remark.field.text;
        let new = if is_due { remark::revise(old, statements, &lines, language) } else { old.clone() };
        if let Some(limit) = remark.limit.filter(|_| new != *old) {
            let length = length(&new, limit);
            if length > limit.length {
                findings.push(finding::overlong_remark(remark.field.span, length, limit));
                return None;
            }
        }
        let lines = items.iter().zip(states);
        let mut changed: Vec<usize> =
            lines.filter(|(_, state)| is_wrong(state)).map(|(item, _)| item.number).collect();
        if changed.is_empty() {
            changed = items.iter().map(|item| item.number).collect();
        }
        match remark.edit(&new, charset) {
            Ok(None) => None,
            Ok(Some(edit)) => Some(RemarkEdit {
                edit,
                items: changed,
                line: items.first().map_or(1, |item| item.line),
                old: old.clone(),
                new,
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
}

/// The statements that name goods lines which the declaration does not have. Where it has only one,
/// each is said of that.
pub(super) fn naming_absent_lines<'a>(
    items: &'a [Item],
    statements: &'a [Statement],
) -> impl Iterator<Item = &'a Statement> {
    let is_absent = |number: &usize| items.iter().all(|item| item.number != *number);
    statements.iter().filter(move |statement| {
        items.len() > 1 && statement.lines.as_ref().is_some_and(|lines| lines.iter().any(is_absent))
    })
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
