//! The documentation, run: the drafts on the pages of the findings, and every name that a
//! document mentions.

#[path = "docs/accepted.rs"]
mod accepted;
#[path = "common/fences.rs"]
mod fences;
#[path = "common/guide.rs"]
mod guide;
#[path = "docs/guides.rs"]
mod guides;
#[path = "docs/names.rs"]
mod names;
#[path = "docs/page.rs"]
mod page;
#[path = "docs/program.rs"]
mod program;
#[path = "docs/reference.rs"]
mod reference;
#[path = "docs/reports.rs"]
mod reports;
#[path = "docs/run.rs"]
mod run;
#[path = "docs/shown.rs"]
mod shown;

use std::collections::BTreeSet;

use beizhu::finding::{self, Severity};
use page::{Draft, Language, Page, Role, pages};
use run::{Bench, Run, encode};

#[test]
fn every_finding_has_a_page_in_each_language_and_no_page_lacks_its_finding() {
    let expected: BTreeSet<String> = finding::ALL
        .iter()
        .flat_map(|check| [format!("{}.md", check.name), format!("{}.zh.md", check.name)])
        .collect();
    let found: BTreeSet<String> = pages().into_iter().map(|page| page.file).collect();
    assert_eq!(found, expected);
}

#[test]
fn a_page_says_what_its_finding_is() {
    for page in pages() {
        let check = finding::ALL.iter().find(|check| check.name == page.finding).expect("its finding");
        let fixable = page.drafts.iter().any(|draft| draft.role == Role::Fixed && draft.options.is_empty());
        let mut paragraphs = page.text.split("\n\n");
        assert_eq!(paragraphs.next(), Some(format!("# {}", page.finding).as_str()), "{}", page.file);
        let summary = paragraphs.next().unwrap_or_default();
        let is_one_sentence = match page.language {
            Language::En => summary.ends_with('.') && !summary.contains(". "),
            Language::Zh => summary.ends_with('。') && summary.matches('。').count() == 1,
        };
        assert!(is_one_sentence, "{}: the summary is one sentence, not `{summary}`", page.file);
        let status = match (page.language, fixable) {
            (Language::En, true) => format!("Severity: {}. Fixable: yes.", check.severity.word()),
            (Language::En, false) => format!("Severity: {}. Fixable: no.", check.severity.word()),
            (Language::Zh, _) => {
                let word = match check.severity {
                    Severity::Error => "error（错误）",
                    Severity::Warning => "warning（警告）",
                    Severity::Note => "note（提示）",
                };
                format!("严重程度：{word}。可自动更正：{}。", if fixable { "是" } else { "否" })
            }
        };
        assert_eq!(paragraphs.next(), Some(status.as_str()), "{}", page.file);
        let headings: Vec<&str> = page.text.lines().filter_map(|line| line.strip_prefix("## ")).collect();
        let expected = match page.language {
            Language::En => ["What", "Why", "What to do", "Examples"],
            Language::Zh => ["问题", "原因", "处理", "示例"],
        };
        assert_eq!(headings, expected, "{}", page.file);
    }
}

#[test]
fn both_languages_show_the_same_drafts() {
    let pages = pages();
    for page in pages.iter().filter(|page| page.language == Language::En) {
        let shown = |page: &Page| -> Vec<Draft> {
            page.drafts.iter().map(|draft| Draft { line: 0, ..draft.clone() }).collect()
        };
        let other = pages
            .iter()
            .find(|other| other.finding == page.finding && other.language == Language::Zh)
            .unwrap_or_else(|| panic!("{} has no Chinese page", page.finding));
        assert_eq!(shown(page), shown(other), "{}", page.finding);
    }
}

/// The finding that is made once a report and not of a draft.
const OF_REPORT: &str = "unverified-law";

#[test]
fn a_report_says_once_that_the_law_is_unverified() {
    let pages = pages();
    let page = pages.iter().find(|page| page.file == format!("{OF_REPORT}.md")).expect("its page");
    for draft in &page.drafts {
        let on = draft.options.get("on").expect("on=DATE");
        let bytes = encode(draft, &draft.options);
        let report = program::run(
            &["check", "--on", on, "--output-format", "json", "--stdin-filename", "draft.csv", "-"],
            &bytes,
        );
        let times = report.matches(&format!("\"{OF_REPORT}\"")).count();
        let expected = usize::from(draft.role == Role::Bad);
        assert_eq!(times, expected, "docs/findings/{}:{}: {report}", page.file, draft.line);
    }
}

#[test]
fn every_draft_on_a_page_does_what_the_page_says() {
    let bench = Bench::new();
    let mut faults = Vec::new();
    let of_drafts = |page: &&Page| page.language == Language::En && page.finding != OF_REPORT;
    for page in pages().iter().filter(of_drafts) {
        let mut bad: Option<&Draft> = None;
        for draft in page.drafts.iter().filter(|draft| draft.accepted.is_none()) {
            let outcome = match draft.role {
                Role::Bad => {
                    bad = Some(draft);
                    raises(page, draft, &bench.run(draft))
                }
                Role::Good => raises_nothing(&bench.run(draft)),
                Role::Fixed => match bad.take() {
                    Some(bad) => is_fixed(page, bad, draft, &bench),
                    None => Err("a fixed draft follows the bad one it is made from".to_owned()),
                },
            };
            if let Err(fault) = outcome {
                faults.push(format!("docs/findings/{}:{}: {fault}", page.file, draft.line));
            }
        }
        for role in [Role::Bad, Role::Good] {
            if !page.drafts.iter().any(|draft| draft.role == role) {
                faults.push(format!("docs/findings/{} shows no {role:?} draft", page.file));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// A bad draft raises the finding of its page at the goods lines of `at=` or at each, what `also=`
/// lists, and nothing else.
fn raises(page: &Page, draft: &Draft, run: &Run) -> Result<(), String> {
    let list = |name: &str| draft.options.get(name).map_or("", String::as_str).split(',');
    let also = list("also").filter(|name| !name.is_empty());
    let expected: BTreeSet<&str> = also.chain([page.finding.as_str()]).collect();
    if run.raised != expected {
        return Err(format!("raises {:?} instead of {expected:?}", run.raised));
    }
    let at: BTreeSet<usize> = match draft.options.contains_key("at") {
        true => list("at").map(|number| number.parse().expect("at=NUMBER,NUMBER")).collect(),
        false => run.items.clone(),
    };
    let concerned = &run.concerned[page.finding.as_str()];
    if concerned.is_empty() || *concerned == at {
        Ok(())
    } else {
        Err(format!("is raised at {concerned:?} instead of {at:?}"))
    }
}

fn raises_nothing(run: &Run) -> Result<(), String> {
    if run.raised.is_empty() { Ok(()) } else { Err(format!("raises {:?}", run.raised)) }
}

/// The fixed draft is what `fix` makes of the bad one, byte for byte, and has nothing left to fix.
fn is_fixed(page: &Page, bad: &Draft, fixed: &Draft, bench: &Bench) -> Result<(), String> {
    let mut options = bad.options.clone();
    options.extend(fixed.options.clone());
    let expected = encode(fixed, &options);
    let run = bench.run_with(bad, &options, &encode(bad, &options));
    if run.fixed != expected {
        let made = String::from_utf8_lossy(&run.fixed);
        let diff = similar::TextDiff::from_lines(fixed.text.as_str(), &made).unified_diff().to_string();
        return Err(format!("fix makes something else of the bad draft:\n{diff}"));
    }
    if fixed.options.is_empty() && !run.fixable.contains(page.finding.as_str()) {
        return Err(format!("{} is not marked as fixable", page.finding));
    }
    let again = bench.run_with(fixed, &options, &expected);
    if !again.fixable.is_empty() || again.fixed != again.bytes {
        return Err(format!("is fixed again: {:?}", again.fixable));
    }
    if again.raised.contains(page.finding.as_str()) {
        return Err("still raises the finding".to_owned());
    }
    Ok(())
}
