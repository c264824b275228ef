//! A declaration with the law at hand: facts, determinations, the remark due, findings and edits.

use std::sync::OnceLock;

use jiff::civil::Date;

use crate::{
    determination::{Determination, Verdict, determine},
    draft::{Charset, Declaration, Field, Item, Limit, Measure, Raw, RemarkField, Role, Sift, Slot},
    edit::Edit,
    facts::{self, Facts, fold::Folding},
    finding::{self, Finding, RemarkState, Severities, Subject},
    law::ControlList,
    margin::Margins,
    phrase::Language,
    remark::{self, Required, Revision, Statement, satisfies},
};

/// The law made ready for reading drafts. Built once a run, and its readers when they are first needed.
#[derive(Clone, Debug)]
pub struct Examiner {
    /// The law.
    pub law: ControlList,
    folding: Folding,
    facts: OnceLock<facts::Reader>,
    remarks: OnceLock<remark::Reader>,
}

/// What the user decides.
#[derive(Clone, Debug)]
pub struct Policy {
    /// The date for every declaration; else its own, else `today`.
    pub on: Option<Date>,
    /// The date for a declaration that states none.
    pub today: Date,
    /// How far from a limit goods are still *near*. No law says it.
    pub margin: Margins,
    /// How much findings weigh.
    pub severities: Severities,
    /// How many days behind the last one of the law a determination may be for, before that is an error.
    pub max_law_age: Option<u32>,
    /// The language of remarks; `None`: that of the goods' names.
    pub remark_language: Option<Language>,
    /// Whether controlled dual-use items get their statement also where no act demands one.
    pub remark_always: bool,
}

/// What was made of a declaration.
#[derive(Clone, Debug)]
pub struct Examined {
    /// The date on which it was judged.
    pub on: Date,
    /// Its goods lines.
    pub items: Vec<ExaminedItem>,
    /// Findings about the declaration as a whole.
    pub findings: Vec<Finding>,
    /// The edit of its remarks column, with the remark before and after.
    pub edit: Option<RemarkEdit>,
}

/// An edit of a remarks column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemarkEdit {
    /// The bytes.
    pub edit: Edit,
    /// The goods lines whose statements change.
    pub items: Vec<usize>,
    /// The line of the file, from 1.
    pub line: usize,
    /// The remark as it stands.
    pub old: String,
    /// The remark as it becomes.
    pub new: String,
}

/// What was made of a goods line.
#[derive(Clone, Debug)]
pub struct ExaminedItem {
    /// The number of its declaration, where the draft has one.
    pub declaration: Option<String>,
    /// The goods line.
    pub item: Item,
    /// What it states.
    pub facts: Facts,
    /// What follows.
    pub determination: Determination,
    /// The remark that stands; `None` where there is no place for one.
    pub present: Option<String>,
    /// The statement that is due.
    pub required: Option<String>,
    /// Its findings.
    pub findings: Vec<Finding>,
}

impl Examiner {
    /// Makes the law ready.
    pub fn new(law: ControlList) -> Self {
        Self { folding: law.folding(), facts: OnceLock::new(), remarks: OnceLock::new(), law }
    }

    fn facts(&self) -> &facts::Reader {
        self.facts.get_or_init(|| facts::Reader::new(&self.law, &self.folding))
    }

    fn remarks(&self) -> &remark::Reader {
        self.remarks.get_or_init(|| remark::Reader::new(&self.law, &self.folding))
    }

    /// Whether a column heading names a parameter of the law.
    pub fn is_parameter(&self, heading: &str) -> bool {
        self.facts().quantities(&self.law).is_parameter_label(heading)
    }

    /// Whether nothing would be said of a declaration: each goods line is out of scope and raises no finding,
    /// and its remark stays as it is. Told on the safe side.
    pub fn is_silent(&self, declaration: &Declaration) -> bool {
        let may_name = |field: &Option<Field>, is_name: bool| {
            field.as_ref().is_some_and(|field| self.may_name_goods(Raw::Utf8(field.text.as_bytes()), is_name))
        };
        let is_silent = |item: &Item| {
            let line = item.tariff_line.as_ref().map_or("", |line| line.text.as_str());
            let is_line = matches!(line.len(), 8 | 10) && line.bytes().all(|byte| byte.is_ascii_digit());
            let mut texts = item.columns.iter().filter(|column| column.role == Role::Text);
            is_line
                && !line.starts_with("00")
                && !self.may_concern_line(line.as_bytes())
                && item.name.as_ref().is_some_and(|name| !name.is_blank())
                && !may_name(&item.name, true)
                && !may_name(&item.specification, false)
                && !texts.any(|text| self.may_name_goods(Raw::Utf8(text.field.text.as_bytes()), false))
        };
        let stays = |remark: &RemarkField| {
            let always = matches!(remark.slot, Slot::Append { always: true, .. });
            !always && (remark.field.is_blank() || !self.may_state(&remark.field.text))
        };
        declaration.unreadable_date.is_none()
            && declaration.items.iter().all(is_silent)
            && declaration.remark.as_ref().is_none_or(stays)
    }

    /// The date on which a declaration is judged.
    pub fn date(&self, stated: Option<Date>, policy: &Policy) -> Date {
        policy.on.or(stated).unwrap_or(policy.today)
    }

    /// Examines a declaration.
    pub fn examine(&self, declaration: Declaration, charset: &Charset, policy: &Policy) -> Examined {
        let on = self.date(declaration.date, policy);
        let read: Vec<(Facts, Determination, Option<Required>)> = declaration
            .items
            .iter()
            .map(|item| {
                let facts = self.facts().read(&declaration, item, &self.law);
                let determination = determine(&facts, &self.law, on, &policy.margin);
                let required = Required::of(&determination, &facts, &self.law, policy.remark_always);
                (facts, determination, required)
            })
            .collect();
        let statements = match &declaration.remark {
            Some(remark) if !remark.field.is_blank() => {
                self.remarks().statements(&remark.field.text, &|| self.facts().quantities(&self.law))
            }
            _ => Vec::new(),
        };
        let language = remark_language(&declaration, policy);
        let mut states: Vec<RemarkState<'_>> = declaration
            .items
            .iter()
            .zip(&read)
            .map(|(item, (_, determination, required))| {
                self.remark_state(item, determination, required.as_ref(), &statements, &read)
            })
            .collect();
        let mut findings = Vec::new();
        let in_doubt = declaration.unreadable_date.as_ref().filter(|_| policy.on.is_none());
        findings.extend(in_doubt.map(|field| finding::unreadable_date(field, on)));
        let may_write = in_doubt.is_none();
        let revised = declaration.remark.as_ref().and_then(|remark| {
            if !may_write {
                return untouched(remark, &declaration.items, charset);
            }
            self.revise(
                remark,
                &declaration.items,
                &read,
                &states,
                &statements,
                language,
                charset,
                &mut findings,
            )
        });
        if let Some(remark) = &declaration.remark {
            let revised = revised.as_ref().map(|revised| revised.new.as_str());
            findings.extend(naming_absent_lines(&declaration.items, &statements).map(|statement| {
                let range = statement.range.clone();
                finding::absent_goods_line(
                    remark.field.locate(range.clone()),
                    &remark.field.text[range],
                    revised,
                )
            }));
        }
        let is_single = declaration.items.len() == 1;
        let new = revised.as_ref().map(|revised| revised.new.clone());
        for ((state, item), (_, determination, _)) in states.iter_mut().zip(&declaration.items).zip(&read) {
            state.due =
                state.required.map(|required| remark::statement(required, item.number, is_single, language));
            state.revised = new.as_deref().filter(|_| is_certain(determination.verdict));
        }
        let item_findings: Vec<Vec<Finding>> = declaration
            .items
            .iter()
            .zip(&read)
            .zip(states)
            .map(|((item, (facts, determination, _)), remark)| {
                finding::look(&Subject {
                    law: &self.law,
                    on,
                    margin: &policy.margin,
                    declaration: &declaration,
                    item,
                    facts,
                    determination,
                    remark,
                })
            })
            .collect();
        let present = declaration.remark.as_ref().map(|remark| remark.field.text.clone());
        let number = declaration.number.as_ref().map(|number| number.text.trim().to_owned());
        let items = declaration.items.into_iter().zip(read).zip(item_findings);
        let items = items.map(|((item, (facts, determination, required)), findings)| ExaminedItem {
            required: required.map(|required| remark::statement(&required, item.number, is_single, language)),
            present: present.clone(),
            declaration: number.clone(),
            item,
            facts,
            determination,
            findings,
        });
        Examined { on, items: items.collect(), findings, edit: revised }
    }

    /// What stands in the remark for a goods line, and whether that is what should.
    fn remark_state<'a>(
        &self,
        item: &Item,
        determination: &Determination,
        required: Option<&'a Required>,
        statements: &'a [Statement],
        read: &[(Facts, Determination, Option<Required>)],
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
    fn revise(
        &self,
        remark: &RemarkField,
        items: &[Item],
        read: &[(Facts, Determination, Option<Required>)],
        states: &[RemarkState<'_>],
        statements: &[Statement],
        language: Language,
        charset: &Charset,
        findings: &mut Vec<Finding>,
    ) -> Option<RemarkEdit> {
        let is_wrong = |(state, (_, determination, _)): (
            &RemarkState<'_>,
            &(Facts, Determination, Option<Required>),
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

impl Sift for Examiner {
    fn may_concern_line(&self, digits: &[u8]) -> bool {
        self.facts().has_line(digits, &self.law)
    }

    fn may_name_goods(&self, text: Raw<'_>, is_name: bool) -> bool {
        self.facts().may_name_goods(text, is_name)
    }

    fn may_state(&self, remark: &str) -> bool {
        !self.remarks().statements(remark, &|| self.facts().quantities(&self.law)).is_empty()
    }
}

/// The statements that name goods lines which the declaration does not have. Where it has only one,
/// each is said of that.
fn naming_absent_lines<'a>(
    items: &'a [Item],
    statements: &'a [Statement],
) -> impl Iterator<Item = &'a Statement> {
    let is_absent = |number: &usize| items.iter().all(|item| item.number != *number);
    statements.iter().filter(move |statement| {
        items.len() > 1 && statement.lines.as_ref().is_some_and(|lines| lines.iter().any(is_absent))
    })
}

/// The edit of a remark that stays as it is: none, but for a cell in a column that is being added.
fn untouched(remark: &RemarkField, items: &[Item], charset: &Charset) -> Option<RemarkEdit> {
    let text = &remark.field.text;
    let edit = remark.edit(text, charset).ok().flatten()?;
    let line = items.first().map_or(1, |item| item.line);
    Some(RemarkEdit { edit, items: Vec::new(), line, old: text.clone(), new: text.clone() })
}

/// Whether a contradicting statement may be taken out: the answer rests on declared facts. That
/// nothing pointed at a kind is no such ground.
fn is_certain(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::Controlled | Verdict::Near | Verdict::Clear | Verdict::Suspended)
}

fn length(text: &str, limit: Limit) -> usize {
    match limit.measure {
        Measure::Characters => text.chars().count(),
        Measure::GbkBytes => text.chars().map(|character| if character.is_ascii() { 1 } else { 2 }).sum(),
    }
}

fn remark_language(declaration: &Declaration, policy: &Policy) -> Language {
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
