//! `check --accept`: takes up what now stands, to be reasoned.

use std::{collections::BTreeSet, io};

use beizhu::{
    acceptance::{Ground, Refusal, refusal},
    examine::ExaminedItem,
    finding::Finding,
    phrase::Phrase,
    report::{FileReport, Piece, Reread, printable},
};
use jiff::{ToSpan, civil::Date};
use serde::Serialize;

use super::{
    accepted::AcceptedFile,
    failure::{Failure, complain},
    run::interrupted,
    settings::Settings,
};

/// How many days an acceptance that `--accept` writes holds, unless a person writes another day.
const USUAL_DAYS: i32 = 180;

/// Entries as they are written.
#[derive(Serialize)]
struct Sheet<'a> {
    accepted: &'a [Entry],
}

/// An acceptance to be reasoned.
#[derive(Serialize)]
struct Entry {
    finding: &'static str,
    file: String,
    declaration: Option<String>,
    item: usize,
    values: Vec<String>,
    law: String,
    reason: &'static str,
    by: &'static str,
    until: toml::value::Datetime,
}

impl Entry {
    /// What it is about.
    fn key(&self) -> Vec<String> {
        let about = [self.finding, &self.file, self.declaration.as_deref().unwrap_or_default()];
        let about = about.into_iter().map(str::to_owned).chain([self.item.to_string()]);
        about.chain(self.values.iter().cloned()).collect()
    }
}

/// A day as TOML writes it.
fn written(date: Date) -> toml::value::Datetime {
    let date = toml::value::Date {
        year: date.year().unsigned_abs(),
        month: date.month().unsigned_abs(),
        day: date.day().unsigned_abs(),
    };
    toml::value::Datetime { date: Some(date), time: None, offset: None }
}

/// What `--accept` takes up while reports pass by.
pub(crate) struct Candidates<'a> {
    file: &'a AcceptedFile,
    settings: &'a Settings,
    entries: Vec<Entry>,
    /// How many could not be accepted, and why.
    refused: [(Refusal, usize); 2],
    /// The draft that passes by, as the file calls it.
    draft: String,
    /// What has been taken up: rows of one number and the same values need one entry.
    seen: BTreeSet<Vec<String>>,
}

impl<'a> Candidates<'a> {
    pub(crate) fn new(file: &'a AcceptedFile, settings: &'a Settings) -> Self {
        let refused = [(Refusal::Controlled, 0), (Refusal::Fixable, 0)];
        Self { file, settings, entries: Vec::new(), refused, draft: String::new(), seen: BTreeSet::new() }
    }

    /// Writes the entries, and says so.
    pub(crate) fn write(self) -> Result<(), Failure> {
        let Self { file, settings, entries, refused, .. } = self;
        if !entries.is_empty() {
            let written = toml::to_string(&Sheet { accepted: &entries });
            let written = written.map_err(|error| Failure::writing(&file.path, &io::Error::other(error)))?;
            file.add(&written)?;
        }
        let (number, path) = (entries.len(), file.path.display());
        let path = printable(&path.to_string()).into_owned();
        let mut said = vec![Phrase::new(
            format!("{number} written to {path}; each counts once it has its reason and by whom"),
            format!("已向 {path} 写入{number}条；填写 reason 和 by 之后方才生效"),
        )];
        for (refusal, number) in refused.into_iter().filter(|(_, number)| *number > 0) {
            said.push(match refusal {
                Refusal::Controlled => Phrase::new(
                    format!("{number} cannot be accepted: the goods are controlled"),
                    format!("{number}个问题不能接受：货物受管制"),
                ),
                Refusal::Fixable => Phrase::new(
                    format!("{number} need no acceptance: `beizhu fix` mends them"),
                    format!("{number}个问题无须接受：beizhu fix 可以改正"),
                ),
            });
        }
        let accept = settings.language.pick("accept", "接受");
        said.iter().for_each(|said| complain(&format!("{accept}: {}", said.in_language(settings.language))));
        Ok(())
    }
}

impl Candidates<'_> {
    /// Looks at the goods lines of a draft, which is read again where its report does not hold them.
    pub(crate) fn look(&mut self, report: &FileReport, again: &mut dyn Reread) -> Result<(), Failure> {
        self.draft = self.file.name(&report.path);
        let looked = report.each_piece(again, &mut |piece| {
            if let Piece::Item(item) = piece {
                let findings = item.findings.iter().map(|located| &located.finding);
                let standing = findings.filter(|finding| finding.severity >= self.settings.fail_on);
                standing.for_each(|finding| self.take_up(&item.examined, finding));
            }
            Ok(())
        });
        looked.map(drop).map_err(|error| interrupted(&report.path, error))
    }

    fn take_up(&mut self, examined: &ExaminedItem, finding: &Finding) {
        if let Some(refusal) = refusal(examined, finding) {
            let counts = self.refused.iter_mut().filter(|(known, _)| *known == refusal);
            counts.for_each(|(_, number)| *number += 1);
            return;
        }
        let ground = Ground::of(examined, finding.name, &self.settings.examiner.law);
        if self.file.acceptances.has(&self.draft, examined, finding.name, &ground) {
            return;
        }
        let today = self.settings.policy.today;
        let entry = Entry {
            finding: finding.name,
            file: self.draft.clone(),
            declaration: examined.declaration.clone(),
            item: examined.item.number,
            values: ground.values,
            law: ground.law,
            reason: "",
            by: "",
            until: written(today.checked_add(USUAL_DAYS.days()).unwrap_or(today)),
        };
        if self.seen.insert(entry.key()) {
            self.entries.push(entry);
        }
    }
}
