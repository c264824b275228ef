//! A declaration with the law at hand: facts, determinations, the remark due, findings and edits.

mod alone;
mod judged;
mod present;
mod revision;
mod silence;

use std::sync::{Arc, Mutex, OnceLock};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use alone::Alone;
use judged::{Judged, JudgedItem};
use present::{Present, Read};
use revision::{remark_language, untouched, write};

use crate::{
    determination::{Determination, determine},
    draft::{Charset, Declaration, Item, Quiet},
    edit::Edit,
    facts::{self, Facts, fold::Folding},
    finding::{self, Finding, RemarkState, Severities, Subject},
    law::ControlList,
    margin::Margins,
    phrase::Language,
    remark::{self, Required, Statement},
};

/// The law made ready for reading drafts. Built once a run, and its readers when they are first needed.
#[derive(Clone, Debug)]
pub struct Examiner {
    /// The law.
    pub law: ControlList,
    folding: Folding,
    facts: OnceLock<facts::Reader>,
    remarks: OnceLock<remark::Reader>,
    /// What readers have found quiet, as many as look at drafts at the same time.
    quiet: Arc<Mutex<Vec<Quiet>>>,
    alone: Arc<Alone>,
}

/// What the user decides.
#[derive(Clone, Debug, PartialEq, Eq)]
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
    pub facts: Arc<Facts>,
    /// What follows.
    pub determination: Arc<Determination>,
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
        Self {
            folding: law.folding(),
            facts: OnceLock::new(),
            remarks: OnceLock::new(),
            quiet: Arc::default(),
            alone: Arc::default(),
            law,
        }
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

    /// The date on which a declaration is judged.
    pub fn date(&self, stated: Option<Date>, policy: &Policy) -> Date {
        policy.on.or(stated).unwrap_or(policy.today)
    }

    fn statements(&self, remark: &str) -> Vec<Statement> {
        self.remarks().statements(remark, &|| self.facts().quantities(&self.law))
    }

    /// Examines a declaration, but for goods lines that were passed over when it was read.
    pub fn examine(&self, declaration: Declaration, charset: &Charset, policy: &Policy) -> Examined {
        let on = self.date(declaration.date, policy);
        let facts = declaration.items.iter().map(|item| match item.is_passed_over {
            true => Arc::new(Facts::unread(&declaration, item)),
            false => self.facts().read(&declaration, item, &self.law),
        });
        let facts: Vec<Arc<Facts>> = facts.collect();
        let asked = self.alone.ask(&declaration, &facts, &self.law, on, policy);
        let judged = asked.as_ref().and_then(|asked| asked.judged(charset)).unwrap_or_else(|| {
            let judged = self.judge(&declaration, &facts, on, charset, policy);
            if let Some(asked) = asked {
                asked.keep(&judged);
            }
            judged
        });
        judged.of(declaration, on)
    }

    /// Judges a declaration by what its goods lines state.
    fn judge(
        &self,
        declaration: &Declaration,
        facts: &[Arc<Facts>],
        on: Date,
        charset: &Charset,
        policy: &Policy,
    ) -> Judged {
        let statements = match &declaration.remark {
            Some(remark) if !remark.field.is_blank() => self.statements(&remark.field.text),
            _ => Vec::new(),
        };
        let read: Vec<Read> = facts
            .iter()
            .map(|facts| {
                let determination = determine(facts, &self.law, on, &policy.margin);
                let required = Required::of(&determination, facts, &self.law, policy.remark_always);
                (Arc::clone(facts), Arc::new(determination), required)
            })
            .collect();
        let language = remark_language(declaration, policy);
        let items = &declaration.items;
        let present = Present::of(&self.law, items, &read, &statements);
        let mut states: Vec<RemarkState<'_>> = present.states();
        let mut findings = Vec::new();
        let in_doubt = declaration.unreadable_date.as_ref().filter(|_| policy.on.is_none());
        findings.extend(in_doubt.map(|field| finding::unreadable_date(field, on)));
        let may_write = in_doubt.is_none();
        let edit = declaration.remark.as_ref().and_then(|remark| {
            if !may_write {
                return untouched(remark, items, charset);
            }
            let new = self.revise(&remark.field.text, &present, &states, language);
            write(remark, &new, present.changed(&states), items, charset, &mut findings)
        });
        let new = edit.as_ref().map(|edit| edit.new.as_str());
        if let Some(remark) = &declaration.remark {
            findings.extend(present.naming_absent_lines().map(|statement| {
                let range = statement.range.clone();
                finding::absent_goods_line(remark.field.locate(range.clone()), &remark.field.text[range], new)
            }));
        }
        let is_single = items.len() == 1;
        for (state, item) in states.iter_mut().zip(items) {
            state.due =
                state.required.map(|required| remark::statement(required, item.number, is_single, language));
            state.revised = new.filter(|_| state.is_wrong());
        }
        let judged =
            items.iter().zip(&read).zip(states).map(|((item, (facts, determination, _)), remark)| {
                let due = remark.due.clone();
                let found = match item.is_passed_over {
                    true => Vec::new(),
                    false => finding::look(&Subject {
                        law: &self.law,
                        on,
                        margin: &policy.margin,
                        declaration,
                        item,
                        facts,
                        determination,
                        remark,
                    }),
                };
                let (facts, determination) = (Arc::clone(facts), Arc::clone(determination));
                Arc::new(JudgedItem { facts, determination, due, found })
            });
        let items = judged.collect();
        Judged { findings, edit, items }
    }
}
