//! The head of the page: what it is, the sums, and the files.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::Letter;
use crate::{
    determination::Verdict,
    draft::{self, Unreadable},
    phrase::Phrase,
    report::{Counts, FileReport, Summary, printable, words},
};

/// A file in the overview.
pub(super) struct Checked {
    path: String,
    /// `None` where it could not be checked.
    counts: Option<Counts>,
}

impl Checked {
    pub(super) fn of(report: &FileReport) -> Self {
        Self { path: printable(&report.path).into_owned(), counts: Some(report.tally.counts) }
    }

    pub(super) fn failed(path: &str) -> Self {
        Self { path: printable(path).into_owned(), counts: None }
    }
}

impl Letter<'_> {
    /// Everything before the files.
    pub(super) fn head(&self, summary: &Summary, files: &[Checked]) -> Markup {
        let title = self.pick("Export control check of draft declarations", "报关单草单两用物项核对报告");
        let dates = self.dates(&summary.on);
        let through = self.view.law.complete_through;
        let judged = Phrase::new(
            format!("Judged on {dates} by the acts published up to {through}."),
            format!("按{dates}判断，所依据的公告截至{through}。"),
        );
        let head = html! {
            (DOCTYPE)
            html lang=(self.pick("en", "zh-CN")) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    title { (title) }
                    style { (PreEscaped(include_str!("style.css"))) }
                }
                body {
                    header.letter {
                        h1 { (title) }
                        @if !summary.on.is_empty() { p { (self.say(&judged)) } }
                        p.soft { (self.say(&summary.sources())) }
                    }
                    (self.sums(summary))
                    @if files.len() > 1 { (self.files(files)) }
                }
            }
        };
        // the files and the end follow in the same element
        let open = head.into_string();
        PreEscaped(open.trim_end_matches("</body></html>").to_owned())
    }

    /// How many goods lines have which determination, and what that means for them.
    fn sums(&self, summary: &Summary) -> Markup {
        let counts = &summary.counts;
        html! {
            section {
                h2 { (self.pick("Summary", "概要")) }
                table {
                    tbody {
                        @for verdict in Verdict::ALL.into_iter().filter(|verdict| counts.of(*verdict) > 0) {
                            tr {
                                td.number { (counts.of(verdict)) }
                                th.word.(verdict.word()) scope="row" { (self.verdict(verdict)) }
                                td.meaning { (self.say(&meaning(verdict))) }
                            }
                        }
                        tr.total {
                            td.number { (counts.items) }
                            th scope="row" { (self.pick("goods lines", "项商品")) }
                            td.meaning { (self.say(&summary.findings())) }
                        }
                    }
                }
            }
        }
    }

    /// The files of a run that checked several, with a way to each.
    fn files(&self, files: &[Checked]) -> Markup {
        let shown = [Verdict::Controlled, Verdict::Undetermined, Verdict::Near];
        html! {
            section {
                h2 { (self.pick("Files", "文件")) }
                table {
                    thead {
                        tr {
                            th scope="col" { (self.pick("File", "文件")) }
                            @for verdict in shown { th.number scope="col" { (self.verdict(verdict)) } }
                            th.number scope="col" { (self.pick("Goods lines", "商品项")) }
                        }
                    }
                    tbody {
                        @for (index, file) in files.iter().enumerate() {
                            tr {
                                td { a href=(format!("#f{}", index + 1)) { (file.path) } }
                                @match &file.counts {
                                    Some(counts) => {
                                        @for verdict in shown { td.number { (counts.of(verdict)) } }
                                        td.number { (counts.items) }
                                    }
                                    None => td.error colspan="4" { (self.unchecked()) },
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /// The head of a file, whose goods lines follow in the same element.
    pub(super) fn file(&self, report: &FileReport, number: usize) -> Markup {
        let format = match report.format {
            Some(draft::Format::Csv) => "CSV",
            Some(draft::Format::Xml) => "XML",
            None => self.pick("accepted findings", "已接受的问题"),
        };
        let dates = self.dates(&report.tally.on);
        let judged = Phrase::new(format!("judged on {dates}"), format!("判断日期 {dates}"));
        let head = html! {
            section.file id=(format!("f{number}")) {
                h2 { (printable(&report.path)) }
                p.soft.small {
                    (format) " · " (report.encoding)
                    @if !dates.is_empty() { " · " (self.say(&judged)) }
                }
            }
        };
        let open = head.into_string();
        PreEscaped(open.trim_end_matches("</section>").to_owned())
    }

    /// A file that could not be checked.
    pub(super) fn failed(&self, path: &str, error: &Unreadable, number: usize) -> Markup {
        let account = &error.account;
        html! {
            section.file id=(format!("f{number}")) {
                h2 { (printable(path)) }
                p { span.word.error { (self.unchecked()) } " " (self.say(&account.what)) }
                p.soft { (self.say(&account.why)) }
                p { (self.say(&account.cure)) }
            }
        }
    }

    pub(super) fn verdict(&self, verdict: Verdict) -> String {
        self.say(&words::verdict(verdict))
    }

    fn unchecked(&self) -> &'static str {
        self.view.language.pick("could not be checked", "无法检查")
    }
}

/// What a determination means for those who declare.
fn meaning(verdict: Verdict) -> Phrase {
    match verdict {
        Verdict::Controlled => Phrase::new(
            "An entry in force covers them; the remark names its code.",
            "属于已实施的管制条目，备注栏须注明管制编码。",
        ),
        Verdict::Undetermined => Phrase::new(
            "Of a controlled kind, and a fact is missing or leaves it open.",
            "属于受管制的种类，但缺少所需信息或信息不足以判断。",
        ),
        Verdict::Near => Phrase::new(
            "Outside, and close to a limit; the remark states the values.",
            "未达到但接近管制指标，备注栏须注明具体参数。",
        ),
        Verdict::Suspended => Phrase::new(
            "Only entries that are not in force on the day could cover them; no remark is due.",
            "仅涉及当日未实施的管制条目，无需备注。",
        ),
        Verdict::Clear => Phrase::new(
            "Of a controlled kind, and by what is declared clearly outside; no remark is due.",
            "属于受管制的种类，但按申报内容明显不在管制范围，无需备注。",
        ),
        Verdict::OutOfScope => Phrase::new(
            "Of the kind of no control entry; no remark is due.",
            "不属于任何管制条目所列货物，无需备注。",
        ),
    }
}
