//! The remark of a declaration: what stands in it for each goods line, and what it should become.

use std::sync::Arc;

use super::{Examiner, Policy, RemarkEdit};
use crate::{
    determination::{Determination, Verdict},
    draft::{Charset, Declaration, Item, Limit, Measure, RemarkField},
    facts::Facts,
    finding::{self, Finding, RemarkState},
    phrase::Language,
    remark::{self, Required, Revision, Statement, satisfies},
};

impl Examiner {
    /// What stands in the remark for a goods line, and whether that is what should.
    pub(super) fn remark_state<'a>(
        &self,
        item: &Item,
        determination: &Determination,
        required: Option<&'a Required>,
        statements: &'a [Statement],
        read: &[(Arc<Facts>, Determination, Option<Required>)],
    ) -> RemarkState<'a> {
        let is_single = read.len() == 1;
        let some_undetermined =
            read.iter().any(|(_, determination, _)| determination.verdict == Verdict::Undetermined);
        let some_required = read.iter().any(|(_, _, required)| required.is_some());
        let is_said = |statement: &&Statement| match &statement.lines {
            _ if is_single => true,
            Some(lines) => lines.contains(&item.number),
            // it names no line: said of those that need one, else of all of them
            None if some_required => required.is_some(),
            None => !some_undetermined,
        };
        let present: Vec<&Statement> = statements.iter().filter(is_said).collect();
        let contradicts = |statement: &&Statement| {
            let is_known = |code: &String| self.law.entries.iter().any(|entry| entry.code == *code);
            let about_known = statement.codes.is_empty() || statement.codes.iter().any(is_known);
            match (determination.verdict, statement.subject) {
                (Verdict::Controlled, subject) => subject == remark::Subject::NotControlled,
                (Verdict::Near | Verdict::Clear, subject) => subject == remark::Subject::Controlled,
                (Verdict::Suspended, subject) => subject == remark::Subject::Controlled && about_known,
                (Verdict::OutOfScope, subject) => {
                    subject == remark::Subject::Controlled && statement.codes.iter().any(is_known)
                }
                (Verdict::Undetermined, _) => false,
            }
        };
        let contradicting: Vec<&Statement> = present.iter().copied().filter(contradicts).collect();
        let is_satisfied = required.is_none_or(|required| {
            present
                .iter()
                .any(|statement| satisfies(statement, required) && (is_single || statement.lines.is_some()))
        });
        RemarkState { required, due: None, present, contradicting, is_satisfied, revised: None }
    }

    /// The edit that makes the remark what it should be; `None` when it is, or when it cannot be
    /// written, which is then a finding.
    #[allow(clippy::too_many_arguments)]
    pub(super) fn revise(
        &self,
        remark: &RemarkField,
        items: &[Item],
        read: &[(Arc<Facts>, Determination, Option<Required>)],
        states: &[RemarkState<'_>],
        statements: &[Statement],
        language: Language,
        charset: &Charset,
        findings: &mut Vec<Finding>,
    ) -> Option<RemarkEdit> {
        let is_wrong = |(state, (_, determination, _)): (
            &RemarkState<'_>,
            &(Arc<Facts>, Determination, Option<Required>),
        )| {
            !state.is_satisfied || (!state.contradicting.is_empty() && is_certain(determination.verdict))
        };
        let is_due =
            states.iter().zip(read).any(is_wrong) || naming_absent_lines(items, statements).next().is_some();
        let lines: Vec<Revision<'_>> = items
            .iter()
            .zip(read)
            .zip(states)
            .map(|((item, (_, determination, required)), state)| Revision {
                number: item.number,
                required: required.clone(),
                present: state.present.clone(),
                contradicting: if is_certain(determination.verdict) {
                    state.contradicting.clone()
                } else {
                    Vec::new()
                },
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
        let lines = items.iter().zip(states.iter().zip(read));
        let mut changed: Vec<usize> =
            lines.filter(|(_, pair)| is_wrong(*pair)).map(|(item, _)| item.number).collect();
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

/// Whether a contradicting statement may be taken out: the answer rests on declared facts. That
/// nothing pointed at a kind is no such ground.
pub(super) fn is_certain(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::Controlled | Verdict::Near | Verdict::Clear | Verdict::Suspended)
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
