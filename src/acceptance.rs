//! Findings that a person has accepted: which, on what ground, for what reason, by whom and until
//! when. An acceptance holds while the values and the law that it rests on are the same.

mod fate;
mod ground;

use std::collections::HashMap;

use jiff::civil::Date;
use serde::Deserialize;
use toml::Spanned;

pub use fate::{Fate, Fates};
pub(crate) use ground::of_item;
pub use ground::{Change, Ground};

use crate::{determination::Verdict, examine::ExaminedItem, finding::Finding, law::ControlList};

/// An `[[accepted]]` of the file, as a person completes it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Acceptance {
    /// The name of the finding.
    pub finding: Spanned<String>,
    /// The draft, from the folder of the file of accepted findings.
    pub file: String,
    /// The number of the declaration, where the draft has one: then the draft may lie anywhere.
    pub declaration: Option<String>,
    /// The number of the goods line.
    pub item: usize,
    /// The values that the finding rests on.
    pub values: Vec<String>,
    /// A fingerprint of the law that decided.
    pub law: String,
    /// Why it is accepted. Blank: it is not.
    pub reason: String,
    /// Who accepts it. Blank: nobody does.
    pub by: String,
    /// The last day on which it holds.
    #[serde(deserialize_with = "crate::law::act::date")]
    pub until: Date,
}

/// Every acceptance of a file.
#[derive(Clone, Debug, Default)]
pub struct Acceptances {
    entries: Vec<Acceptance>,
    /// Their indices by finding and goods line.
    by_finding: HashMap<(String, usize), Vec<usize>>,
    by_file: HashMap<String, Vec<usize>>,
    by_declaration: HashMap<String, Vec<usize>>,
}

/// The file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sheet {
    #[serde(default)]
    accepted: Vec<Acceptance>,
}

/// Why a finding cannot be accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Refusal {
    /// The goods are controlled: the law demands what the finding asks for.
    Controlled,
    /// `fix` mends it.
    Fixable,
}

impl Acceptances {
    /// Reads the text of a file.
    ///
    /// # Errors
    /// When it is no TOML, or not of this shape.
    pub fn parse(text: &str) -> Result<Self, toml::de::Error> {
        let Sheet { accepted } = toml::from_str(text)?;
        let mut acceptances = Self::default();
        for (index, entry) in accepted.iter().enumerate() {
            let finding = (entry.finding.get_ref().clone(), entry.item);
            acceptances.by_finding.entry(finding).or_default().push(index);
            acceptances.by_file.entry(entry.file.clone()).or_default().push(index);
            if let Some(declaration) = &entry.declaration {
                acceptances.by_declaration.entry(declaration.clone()).or_default().push(index);
            }
        }
        acceptances.entries = accepted;
        Ok(acceptances)
    }

    /// In the order of the file.
    pub fn entries(&self) -> &[Acceptance] {
        &self.entries
    }

    /// Whether an acceptance, reasoned or not, stands for exactly this.
    pub fn has(&self, file: &str, item: &ExaminedItem, finding: &str, ground: &Ground) -> bool {
        self.about(file, item, finding).any(|(_, entry)| ground.differs(entry).is_none())
    }

    /// The acceptances that speak of a finding at a goods line.
    fn about<'a>(
        &'a self,
        file: &'a str,
        item: &'a ExaminedItem,
        finding: &str,
    ) -> impl Iterator<Item = (usize, &'a Acceptance)> {
        let of_line = self.by_finding.get(&(finding.to_owned(), item.item.number));
        let of_line = of_line.into_iter().flatten().map(|index| (*index, &self.entries[*index]));
        of_line.filter(move |(_, entry)| match &entry.declaration {
            Some(declaration) => item.declaration.as_ref() == Some(declaration),
            None => entry.file == file,
        })
    }
}

/// The acceptances while one draft is looked at.
#[derive(Clone, Debug)]
pub struct Accepted<'a> {
    /// All of them.
    pub acceptances: &'a Acceptances,
    /// What they call the draft.
    pub file: String,
}

impl Accepted<'_> {
    /// The acceptances that speak of this draft, whatever it holds.
    pub(crate) fn open(&self, fates: &mut Fates) {
        let spoken_of = self.acceptances.by_file.get(&self.file);
        spoken_of.into_iter().flatten().for_each(|index| fates.meet(*index, Fate::Dead));
    }

    /// Whether a goods line without findings matters: one of the declarations that are named is still there.
    pub(crate) fn names_declarations(&self) -> bool {
        !self.acceptances.by_declaration.is_empty()
    }

    /// Marks the findings of a goods line that are accepted, on the later of the day on which it was
    /// judged and today.
    pub(crate) fn look(&self, item: &mut ExaminedItem, day: Date, law: &ControlList, fates: &mut Fates) {
        let of_declaration =
            item.declaration.as_ref().and_then(|number| self.acceptances.by_declaration.get(number));
        of_declaration.into_iter().flatten().for_each(|index| fates.meet(*index, Fate::Dead));
        let mut accepted = Vec::new();
        for (at, finding) in item.findings.iter().enumerate() {
            for (index, entry) in self.acceptances.about(&self.file, item, finding.name) {
                let fate = fate(entry, item, finding, day, law);
                accepted.extend((fate == Fate::Holds).then_some(at));
                fates.meet(index, fate);
            }
        }
        accepted.into_iter().for_each(|at| item.findings[at].accepted = true);
    }
}

fn fate(entry: &Acceptance, item: &ExaminedItem, finding: &Finding, day: Date, law: &ControlList) -> Fate {
    if let Some(refusal) = refusal(item, finding) {
        Fate::Forbidden(refusal)
    } else if let Some(change) = Ground::of(item, finding.name, law).differs(entry) {
        Fate::Outdated(change)
    } else if entry.reason.trim().is_empty() || entry.by.trim().is_empty() {
        Fate::Unreasoned
    } else if entry.until < day {
        Fate::Expired
    } else {
        Fate::Holds
    }
}

/// Why a finding of a goods line cannot be accepted, if it cannot.
pub fn refusal(item: &ExaminedItem, finding: &Finding) -> Option<Refusal> {
    if item.determination.verdict == Verdict::Controlled {
        Some(Refusal::Controlled)
    } else {
        finding.fix.as_ref().map(|_| Refusal::Fixable)
    }
}
