//! What customs would reject or question, and what to know. One small file a finding, with its
//! page of the same name in `docs/findings/`.

use std::sync::Arc;

use crate::{
    determination::{Determination, Judgement},
    draft::{Declaration, Item, RemarkField},
    facts::{Facts, Place},
    law::{ControlList, Entry},
    margin::Margins,
    phrase::{Language, Phrase, worded},
    remark::{Required, Statement},
    span::Span,
};
use jiff::civil::Date;

macro_rules! findings {
    ($($module:ident),+ $(,)?) => {
        $(mod $module;)+

        /// Every finding, in the order in which they are looked for.
        pub const ALL: &[Check] = &[$($module::CHECK),+];
    };
}

findings! {
    unreadable_record,
    missing_remarks_column,
    missing_field,
    damaged_tariff_line,
    malformed_tariff_line,
    unexpected_tariff_line,
    vague_description,
    possible_technology,
    missing_use,
    missing_composition,
    missing_parameter,
    missing_unit,
    ambiguous_value,
    conflicting_values,
    implausible_value,
    contradicting_remark,
    missing_remark,
    incomplete_remark,
    overlong_remark,
    unencodable_remark,
    missing_licence,
    prohibited_export,
    barred_destination,
    unchecked_end_user,
    unverified_entry,
    suspended_control,
    unverified_law,
    unreasoned_acceptance,
    outdated_acceptance,
    expired_acceptance,
    dead_acceptance,
    forbidden_acceptance,
}

mod acceptance;
mod destination;
mod route;
mod severities;
mod spot;

pub use severities::{Fixed, Severities};

pub(crate) use {
    acceptance::of_acceptances,
    contradicting_remark::absent_goods_line,
    missing_remarks_column::missing_remarks_column,
    overlong_remark::overlong_remark,
    unencodable_remark::unencodable_remark,
    unreadable_record::{unreadable_date, unreadable_record},
    unverified_law::unverified_law,
};

use spot::Spot;

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// What to know.
    Note,
    /// What customs would question.
    Warning,
    /// What customs would reject or the law forbids.
    Error,
}

impl Severity {
    /// The word for it in reports and on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A finding that the program can make.
#[derive(Debug)]
pub struct Check {
    /// Its name in kebab-case: it names the fault, and its page.
    pub name: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    look: Look,
}

/// Where a finding is looked for.
#[derive(Debug)]
enum Look {
    /// At each goods line.
    Item(fn(&Subject<'_>) -> Vec<Fault>),
    /// Raised by what reads or writes the file.
    Elsewhere,
}

/// A fault at its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The name of the finding.
    pub name: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// The number of the goods line, where it concerns one.
    pub item: Option<usize>,
    /// The bytes it points at.
    pub span: Span,
    /// What is wrong, why that matters, and what to do.
    pub fault: Arc<Message>,
    /// The remark that `fix` writes; `None` when a person must act.
    pub fix: Option<String>,
    /// Whether a person has accepted it: then it no longer counts.
    pub accepted: bool,
}

/// What is wrong, why that matters, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// What is wrong.
    pub what: Phrase,
    /// On which clause or fact that rests.
    pub why: Phrase,
    /// What to do.
    pub cure: Phrase,
}

/// A fault before it has its place in a report.
#[derive(Clone, Debug)]
pub(crate) struct Fault<At = Spot> {
    at: At,
    message: Arc<Message>,
    fix: Option<String>,
}

impl<At> Fault<At> {
    fn new(at: At, what: Phrase, why: Phrase, cure: Phrase) -> Self {
        Self { at, message: Arc::new(Message { what, why, cure }), fix: None }
    }

    fn fixed_by(mut self, remark: Option<&str>) -> Self {
        self.fix = remark.map(str::to_owned);
        self
    }
}

/// What was found at a goods line, wherever that stands.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    check: &'static Check,
    fault: Fault,
}

impl Found {
    /// The finding at a goods line of which the same is to be said.
    pub(crate) fn at(&self, item: &Item, remark: Option<&RemarkField>) -> Finding {
        let Fault { at, message, fix } = self.fault.clone();
        self.check.finding(Some(item.number), Fault { at: at.span(item, remark), message, fix })
    }
}

/// A goods line with all that is known of it.
pub(crate) struct Subject<'a> {
    pub(crate) law: &'a ControlList,
    pub(crate) on: Date,
    pub(crate) margin: &'a Margins,
    pub(crate) declaration: &'a Declaration,
    pub(crate) item: &'a Item,
    pub(crate) facts: &'a Facts,
    pub(crate) determination: &'a Determination,
    pub(crate) remark: RemarkState<'a>,
}

/// What stands in the remark for a goods line, and what should.
#[derive(Clone, Default)]
pub(crate) struct RemarkState<'a> {
    /// The statement that is due.
    pub(crate) required: Option<&'a Required>,
    /// Its words, in the language of the remark and with the number of the goods line where that is named.
    pub(crate) due: Option<String>,
    /// The statements said of this line.
    pub(crate) present: Vec<&'a Statement>,
    /// Those that are wrong of it.
    pub(crate) contradicting: Vec<&'a Statement>,
    /// Those of them that `fix` takes out.
    pub(crate) refuted: Vec<&'a Statement>,
    /// Whether one of them says all that is due, of this line.
    pub(crate) is_satisfied: bool,
    /// The remark as `fix` writes it.
    pub(crate) revised: Option<&'a str>,
}

impl RemarkState<'_> {
    /// Whether the remark has to change for this goods line.
    pub(crate) fn is_wrong(&self) -> bool {
        !self.is_satisfied || !self.refuted.is_empty()
    }
}

impl Subject<'_> {
    fn entry(&self, judgement: &Judgement) -> &Entry {
        &self.law.entries[judgement.entry]
    }

    /// The statement that is due, as it stands in the remark and, for readers of another language,
    /// what it says.
    fn due(&self) -> Option<Phrase> {
        let (required, due) = (self.remark.required?, self.remark.due.as_ref()?);
        let said = |language: Language| Some(required.text(language)).filter(|text| !due.ends_with(text));
        let en = said(Language::En).map_or_else(String::new, |text| worded!(" ({text})"));
        let zh = said(Language::Zh).map_or_else(String::new, |text| worded!("（{text}）"));
        Some(Phrase::new(worded!("`{due}`{en}"), worded!("“{due}”{zh}")))
    }

    /// Its code, its act and its clause, as people cite them.
    fn clause(&self, entry: &Entry) -> Phrase {
        clause(self.law, entry)
    }
}

/// How an entry is cited.
pub(crate) fn clause(law: &ControlList, entry: &Entry) -> Phrase {
    let act = law.act(entry).citation();
    if !entry.is_coded {
        return Phrase::new(
            worded!("{}, clause {}", act.en, entry.clause),
            worded!("{}，{}", act.zh, entry.clause),
        );
    }
    Phrase::new(
        worded!("{} ({}, clause {})", entry.code, act.en, entry.clause),
        worded!("{}（{}，{}）", entry.code, act.zh, entry.clause),
    )
}

/// Everything that can be found at a goods line.
pub(crate) fn look(subject: &Subject<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for check in ALL {
        if let Look::Item(look) = check.look {
            found.extend(look(subject).into_iter().map(|fault| Found { check, fault }));
        }
    }
    found
}

impl Check {
    fn finding(&self, item: Option<usize>, fault: Fault<Span>) -> Finding {
        Finding {
            name: self.name,
            severity: self.severity,
            item,
            span: fault.at,
            fault: fault.message,
            fix: fault.fix,
            accepted: false,
        }
    }
}

/// Quotes what the draft says, shortened to what a message can carry.
pub(crate) fn quoted(place: &Place) -> String {
    shortened(&place.text)
}

pub(crate) fn shortened(text: &str) -> String {
    const LONGEST: usize = 40;
    let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let plain = plain.trim();
    match plain.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", &plain[..at]),
        None => plain.to_owned(),
    }
}
