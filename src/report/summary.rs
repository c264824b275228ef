//! What holds for a whole run.

use jiff::civil::Date;

use super::{Counts, FileReport, View, words};
use crate::{
    acceptance::Fates,
    determination::Verdict,
    finding::{self, Finding, Severity},
    phrase::Phrase,
};

/// How a run ended.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    /// The files that were checked.
    pub files: usize,
    /// Those that could not be.
    pub failed: usize,
    /// The files of folders that are no declarations.
    pub passed_over: usize,
    /// The sums over all files, with the finding below.
    pub counts: Counts,
    /// How many remarks were written, by a run that writes.
    pub written: Option<usize>,
    /// The dates on which declarations were judged, in ascending order.
    pub on: Vec<Date>,
    /// What became of the acceptances that speak of these files.
    pub fates: Fates,
    /// The exit status that it comes to.
    pub exit_status: u8,
    /// `unverified-law`, once a run.
    pub unverified_law: Option<Finding>,
}

impl Summary {
    /// Adds a file.
    pub fn add(&mut self, report: &FileReport) {
        self.files += 1;
        self.counts.add(&report.tally.counts);
        self.fates.add(&report.tally.fates);
        for on in &report.tally.on {
            if let Err(place) = self.on.binary_search(on) {
                self.on.insert(place, *on);
            }
        }
    }

    /// Adds the file of accepted findings, which is no draft.
    pub fn add_acceptances(&mut self, report: &FileReport) {
        self.counts.add(&report.tally.counts);
    }

    /// Looks at what holds for all files together. Called once, after the last file.
    pub fn close(&mut self, view: &View<'_>) {
        self.unverified_law =
            self.on.last().and_then(|latest| finding::unverified_law(view.law, view.policy, *latest));
        if let Some(finding) = &self.unverified_law {
            self.counts.count(finding.severity);
        }
    }

    /// Whether there is a finding that weighs as much.
    pub fn has(&self, least: Severity) -> bool {
        let severities = [Severity::Note, Severity::Warning, Severity::Error];
        severities.into_iter().any(|severity| severity >= least && self.counts.with(severity) > 0)
    }

    /// `7 goods lines: 2 controlled, …`: parts that add up.
    pub fn items(&self) -> Phrase {
        let parts: Vec<Phrase> = Verdict::ALL
            .into_iter()
            .map(|verdict| {
                let (number, word) = (self.counts.of(verdict), words::verdict(verdict));
                Phrase::new(format!("{number} {}", word.en), format!("{}{number}项", word.zh))
            })
            .collect();
        let parts = Phrase::list(&parts);
        let items = self.counts.items;
        Phrase::new(
            format!("{}: {}", words::count(items, "goods line", "goods lines"), parts.en),
            format!("共{items}项商品：{}", parts.zh),
        )
    }

    /// `3 errors, 1 warning, 0 notes`
    pub fn findings(&self) -> Phrase {
        let [errors, warnings, notes] =
            [Severity::Error, Severity::Warning, Severity::Note].map(|severity| self.counts.with(severity));
        let accepted = match self.counts.accepted {
            0 => Phrase::default(),
            accepted => Phrase::new(format!(", {accepted} accepted"), format!("、{accepted}个已接受")),
        };
        Phrase::new(
            format!(
                "{}, {}, {}{}",
                words::count(errors, "error", "errors"),
                words::count(warnings, "warning", "warnings"),
                words::count(notes, "note", "notes"),
                accepted.en
            ),
            format!("{errors}个错误、{warnings}个警告、{notes}个提示{}", accepted.zh),
        )
    }

    /// `2 files checked, 1 passed over`
    pub fn sources(&self) -> Phrase {
        let mut en = format!("{} checked", words::count(self.files, "file", "files"));
        let mut zh = format!("已检查{}个文件", self.files);
        if self.failed > 0 {
            en.push_str(&format!(", {} could not be checked", self.failed));
            zh.push_str(&format!("，{}个无法检查", self.failed));
        }
        if self.passed_over > 0 {
            en.push_str(&format!(", {} passed over as no declaration", self.passed_over));
            zh.push_str(&format!("，{}个不是报关单已跳过", self.passed_over));
        }
        Phrase::new(en, zh)
    }
}
