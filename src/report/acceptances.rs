//! The report of the file of accepted findings: what does not hold any more.

use std::ops::Range;

use super::{
    FileReport, Located, Piece, Tally,
    locate::{self, Excerpt, Region},
};
use crate::{
    acceptance::{Acceptances, Fates},
    examine::Policy,
    finding::{self, Finding},
};

/// The report of the file of accepted findings with this text; `None` where every acceptance that
/// speaks of a draft of the run holds.
pub fn report_acceptances(
    path: &str,
    text: &str,
    acceptances: &Acceptances,
    fates: &Fates,
    policy: &Policy,
) -> Option<FileReport> {
    let findings: Vec<Located> = finding::of_acceptances(acceptances, fates)
        .into_iter()
        .map(|finding| Finding { severity: policy.severities.of(finding.name, finding.severity), ..finding })
        .map(|finding| located(finding, text))
        .collect();
    let mut tally = Tally::default();
    findings.iter().for_each(|located| tally.counts.count(located.finding.severity));
    (!findings.is_empty()).then(|| FileReport {
        path: path.to_owned(),
        format: None,
        dialect: "TOML".to_owned(),
        encoding: "UTF-8".to_owned(),
        tally,
        pieces: findings.into_iter().map(|located| Piece::Finding(Box::new(located))).collect(),
        rest: None,
    })
}

fn located(finding: Finding, text: &str) -> Located {
    let Range { start, end } = finding.span.start..finding.span.end;
    let before = text.get(..start).unwrap_or_default();
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[line_start..].find('\n').map_or(text.len(), |length| line_start + length);
    let (line, column) = (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1);
    let width = text.get(start..end).unwrap_or_default().chars().count();
    let region = Region { line, column, end_line: line, end_column: column + width };
    let excerpt = Excerpt {
        text: text[line_start..line_end].trim_end_matches('\r').to_owned(),
        label: start - line_start..end.min(line_end) - line_start,
    };
    Located { finding, place: locate::Located { region, excerpt }.into(), edit: None }
}
