//! The report for people: each goods line with its determination and ground, its findings beneath
//! it, and at the end what holds for all.

mod cited;
mod diagnostic;
mod end;
mod fold;
mod shown;

use std::{
    fmt::Display,
    io::{self, Write},
};

use diagnostic::Diagnosis;
use fold::{Kind, More};
use jiff::civil::Date;
use miette::{GraphicalReportHandler, GraphicalTheme, ThemeStyles};
use shown::Shown;
use textwrap::core::display_width;

use super::{
    FileReport, Format, Located, Piece, ReportedItem, Summary, View, ground::grounds, printable, words,
};
use crate::{
    determination::Verdict,
    draft::{self, Unreadable},
    examine::RemarkEdit,
    finding::Severity,
    phrase::Phrase,
};

/// How far what belongs to a goods line stands to the right.
const INDENT: &str = "     ";

/// The report for people.
pub struct Text<'a> {
    view: View<'a>,
    theme: GraphicalTheme,
    shown: Shown<'a>,
    /// What becomes of that while it picks what is shown of a long file.
    ahead: Option<Shown<'a>>,
    /// Whether the file at hand has its heading.
    is_headed: bool,
}

impl<'a> Text<'a> {
    /// An empty report.
    pub fn new(view: View<'a>) -> Self {
        let theme = if view.colour { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
        Self { view, theme, shown: Shown::nothing(&view), ahead: None, is_headed: false }
    }

    fn say<'p>(&self, phrase: &'p Phrase) -> &'p str {
        phrase.in_language(self.view.language)
    }

    /// Writes a text, wrapped, with further lines below the first word.
    fn wrapped(&self, out: &mut dyn Write, indent: &str, text: &str) -> io::Result<()> {
        // most texts are short, and to look for places to break them takes a while
        if !text.contains('\n') && display_width(indent) + display_width(text) <= self.view.width {
            return writeln!(out, "{indent}{}", text.trim_end());
        }
        let further = format!("{indent}  ");
        let options =
            textwrap::Options::new(self.view.width).initial_indent(indent).subsequent_indent(&further);
        textwrap::wrap(text, options).iter().try_for_each(|line| writeln!(out, "{}", line.trim_end()))
    }

    /// Writes what holds for a file, before the first that is shown of it.
    fn heading(&mut self, report: &FileReport, out: &mut dyn Write) -> io::Result<()> {
        if std::mem::replace(&mut self.is_headed, true) {
            return Ok(());
        }
        let format = report.format.map(|format| match format {
            draft::Format::Csv => "CSV",
            draft::Format::Xml => "XML",
        });
        let mut facts = match format {
            Some(format) if report.dialect.contains(format) => Vec::new(),
            Some(format) => vec![format.to_owned()],
            None => vec![self.view.language.pick("accepted findings", "已接受的问题").to_owned()],
        };
        facts.extend(format.map(|_| printable(&report.dialect).into_owned()));
        facts.push(report.encoding.clone());
        let dates: Vec<String> = report.tally.on.iter().map(|on| self.date(*on)).collect();
        if !dates.is_empty() {
            let dates = dates.join(", ");
            facts.push(self.view.language.pick(format!("judged on {dates}"), format!("判断日期 {dates}")));
        }
        let path = printable(&report.path);
        let path = self.theme.styles.link.style(&path);
        writeln!(out, "{path}")?;
        self.wrapped(out, "  ", &facts.join(" · "))
    }

    /// Whether nothing of a file is shown, because only findings are and it has none.
    fn passes_over(&self, report: &FileReport) -> bool {
        self.view.only_findings && !report.tally.has_findings()
    }

    /// The date with the ground for it.
    fn date(&self, on: Date) -> String {
        let policy = self.view.policy;
        let ground = if policy.on.is_some() {
            Phrase::new("--on", "--on")
        } else if on == policy.today {
            Phrase::new("today in China", "北京时间今天")
        } else {
            Phrase::new("the draft's own date", "草单所载日期")
        };
        self.view.language.pick(format!("{on} ({})", ground.en), format!("{on}（{}）", ground.zh))
    }

    fn goods_line(&self, item: &ReportedItem, is_dated: bool, out: &mut dyn Write) -> io::Result<()> {
        let examined = &item.examined;
        let verdict = examined.determination.verdict;
        let name = examined.item.name.as_ref().map_or("", |field| field.text.trim());
        let name =
            if name.is_empty() { "—".to_owned() } else { shortened(&printable(name), self.view.width / 2) };
        let line = examined.item.tariff_line.as_ref().map_or("", |field| field.text.trim());
        let place = examined.item.line;
        let aside = [
            Some(line).filter(|line| !line.is_empty()).map(|line| shortened(&printable(line), 20)),
            Some(self.view.language.pick(format!("line {place}"), format!("第{place}行"))),
            is_dated.then(|| item.on.to_string()),
        ];
        let aside: Vec<String> = aside.into_iter().flatten().collect();
        let aside =
            self.view.language.pick(format!("({})", aside.join(", ")), format!("（{}）", aside.join("，")));
        let (word, aside) = (self.verdict(verdict), self.theme.styles.linum.style(aside));
        writeln!(out)?;
        self.wrapped(out, "", &format!("{:>4} {word}  {name}  {aside}", examined.item.number))?;
        for line in grounds(examined, self.view.law, &self.view.policy.margin) {
            self.wrapped(out, INDENT, self.say(&line))?;
        }
        if let Some(required) = &examined.required {
            let required = printable(required);
            let is_wanting = item.findings.iter().any(|located| {
                matches!(
                    located.finding.name,
                    "missing-remark" | "incomplete-remark" | "contradicting-remark"
                )
            });
            let standing =
                if is_wanting { Phrase::default() } else { Phrase::new(" (it stands)", "（已有）") };
            let due = self.view.language.pick("remark due: ", "应写备注：");
            self.wrapped(out, INDENT, &format!("{due}{required}{}", self.say(&standing)))?;
        }
        Ok(())
    }

    /// A finding in one line: its cause was shown before.
    fn brief(&self, located: &Located, out: &mut dyn Write) -> io::Result<()> {
        let Located { finding, .. } = located;
        let title = self.severity(finding.severity, self.title(finding.name, finding.severity));
        let what = printable(self.say(&finding.fault.what));
        writeln!(out)?;
        self.wrapped(out, INDENT, &format!("{title}{}{what}", self.view.language.pick(": ", "：")))
    }

    /// `error[missing-remark]`
    fn title(&self, name: &str, severity: Severity) -> String {
        format!("{}[{name}]", self.say(&words::severity(severity)))
    }

    /// What a file holds beyond what was shown of it.
    fn more(&self, more: &More, out: &mut dyn Write) -> io::Result<()> {
        let (count, language) = (more.count, self.view.language);
        let lines = more.lines.text(language.pick(", ", "、"));
        let word = if more.lines.is_one() { "line" } else { "lines" };
        let lines = language.pick(format!("{word} {lines}"), format!("第{lines}行"));
        let text = match more.kind {
            Kind::Finding(name, severity) => {
                let title = self.severity(severity, self.title(name, severity));
                language.pick(
                    format!("and {count} more of {title} ({lines}): --all shows them"),
                    format!("另有{count}处{title}（{lines}）：--all 可全部列出"),
                )
            }
            Kind::Determination(verdict) => {
                let word = self.verdict(verdict);
                language.pick(
                    format!("and {count} more {word} ({lines}): --all shows them"),
                    format!("另有{count}项{word}（{lines}）：--all 可全部列出"),
                )
            }
        };
        self.wrapped(out, INDENT, &text)
    }

    /// The word for a determination, in its colour.
    fn verdict(&self, verdict: Verdict) -> String {
        let word = words::verdict(verdict);
        let ThemeStyles { error, warning, advice, linum, highlights, .. } = &self.theme.styles;
        let clear = highlights.last().unwrap_or(advice);
        let style = match verdict {
            Verdict::Controlled => error,
            Verdict::Undetermined | Verdict::Near => warning,
            Verdict::Suspended => advice,
            Verdict::Clear => clear,
            Verdict::OutOfScope => linum,
        };
        style.style(self.say(&word)).to_string()
    }

    fn located(&self, located: &Located, path: &str, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out)?;
        self.diagnosis(Diagnosis::of(located, path, self.view.language, self.view.width), INDENT, out)
    }

    fn failure(&self, path: &str, error: &Unreadable, out: &mut dyn Write) -> io::Result<()> {
        let place =
            error.place.as_ref().map_or(String::new(), |place| format!(":{}:{}", place.line, place.column));
        let path = printable(path);
        writeln!(out, "{}", self.theme.styles.link.style(format!("{path}{place}")))?;
        self.diagnosis(Diagnosis::of_failure(error, self.view.language), INDENT, out)
    }

    /// Shows a finding as miette draws it, so far to the right.
    fn diagnosis(&self, diagnosis: Diagnosis, indent: &str, out: &mut dyn Write) -> io::Result<()> {
        let handler = GraphicalReportHandler::new_themed(self.theme.clone())
            .with_links(false)
            .with_width(self.view.width.saturating_sub(indent.len()));
        let mut shown = String::new();
        handler.render_report(&mut shown, &diagnosis).map_err(io::Error::other)?;
        // miette knows English only; the word for it in Chinese is as wide
        let shown = shown.replacen("help: ", self.view.language.pick("help: ", "办法："), 1);
        for line in shown.lines().filter(|line| !line.trim().is_empty()) {
            writeln!(out, "{indent}{}", line.trim_end())?;
        }
        Ok(())
    }
}

impl Format for Text<'_> {
    fn is_sampled(&self) -> bool {
        !self.view.all
    }

    fn sample(&mut self) {
        let mut ahead = self.shown.clone();
        ahead.fold.begin_file(None);
        self.ahead = Some(ahead);
    }

    fn picks(&mut self, piece: &Piece) -> bool {
        self.ahead.as_mut().is_none_or(|ahead| ahead.piece(piece))
    }

    fn open_sample(&mut self, _: &FileReport, _: &mut dyn Write) -> io::Result<()> {
        self.is_headed = false;
        self.shown.fold.begin_file(None);
        if let Some(ahead) = self.ahead.take() {
            self.shown.take_over(ahead);
        }
        Ok(())
    }

    fn open(&mut self, report: &FileReport, _: &mut dyn Write) -> io::Result<()> {
        self.is_headed = false;
        let silent = if self.view.all_items { 0 } else { report.tally.silent };
        self.shown.fold.begin_file(report.rest.is_none().then_some(report.tally.counts.items - silent));
        Ok(())
    }

    fn finding(&mut self, report: &FileReport, located: &Located, out: &mut dyn Write) -> io::Result<()> {
        if !self.shown.finding(located) {
            return Ok(());
        }
        self.heading(report, out)?;
        self.located(located, &report.path, out)
    }

    fn item(&mut self, report: &FileReport, item: &ReportedItem, out: &mut dyn Write) -> io::Result<()> {
        let Some(shown) = self.shown.item(item) else { return Ok(()) };
        self.heading(report, out)?;
        self.goods_line(item, report.tally.on.len() > 1, out)?;
        item.findings.iter().zip(shown).try_for_each(|(located, is_new)| {
            if is_new { self.located(located, &report.path, out) } else { self.brief(located, out) }
        })
    }

    fn close(&mut self, report: &FileReport, out: &mut dyn Write) -> io::Result<()> {
        if self.passes_over(report) || (!self.is_headed && !self.shown.fold.names_file()) {
            return Ok(());
        }
        let is_airy = self.is_headed;
        self.heading(report, out)?;
        let more = self.shown.fold.more();
        if !more.is_empty() && is_airy {
            writeln!(out)?;
        }
        more.iter().try_for_each(|more| self.more(more, out))?;
        let untold = if self.view.all_items { 0 } else { report.tally.silent };
        if untold > 0 && !self.view.only_findings {
            let untold = Phrase::new(
                format!(
                    "{} of the kind of no control entry (--all-items shows them)",
                    words::count(untold, "goods line is", "goods lines are")
                ),
                format!("另有{untold}项商品不属于任何管制条目所列货物（--all-items 可列出）"),
            );
            if is_airy {
                writeln!(out)?;
            }
            self.wrapped(out, INDENT, self.say(&untold))?;
        }
        writeln!(out)
    }

    fn failed(&mut self, path: &str, error: &Unreadable, out: &mut dyn Write) -> io::Result<()> {
        self.failure(path, error, out)?;
        writeln!(out)
    }

    fn open_edits(&mut self, report: &FileReport, out: &mut dyn Write) -> io::Result<()> {
        if report.tally.byte_edits == 0 || self.view.quiet {
            return Ok(());
        }
        writeln!(out, "{}", self.theme.styles.link.style(printable(&report.path)))
    }

    fn edit(&mut self, _: &FileReport, edit: &RemarkEdit, out: &mut dyn Write) -> io::Result<()> {
        if self.view.quiet {
            return Ok(());
        }
        let items: Vec<String> = edit.items.iter().map(usize::to_string).collect();
        let items = items.join(", ");
        let place = Phrase::new(
            format!("line {}, item {items}:", edit.line),
            format!("第{}行，商品项{items}：", edit.line),
        );
        self.wrapped(out, "  ", self.say(&place))?;
        if !edit.old.trim().is_empty() {
            let old = format!("- {}", printable(&edit.old));
            self.wrapped(out, "    ", &self.severity(Severity::Error, old))?;
        }
        let new = if edit.new.is_empty() {
            self.view.language.pick("(empty)", "（空）").into()
        } else {
            printable(&edit.new)
        };
        let new = self.theme.styles.help.style(format!("+ {new}")).to_string();
        self.wrapped(out, "    ", &new)
    }

    fn close_edits(&mut self, report: &FileReport, out: &mut dyn Write) -> io::Result<()> {
        if report.tally.byte_edits == 0 || self.view.quiet { Ok(()) } else { writeln!(out) }
    }

    fn end(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        if self.view.quiet { Ok(()) } else { self.closing(summary, out) }
    }
}

/// A text of at most so many columns.
fn shortened(text: &str, columns: usize) -> String {
    if display_width(text) <= columns {
        return text.to_owned();
    }
    let mut width = 1;
    let fits = |character: &char| {
        width += display_width(character.encode_utf8(&mut [0; 4]));
        width <= columns
    };
    text.chars().take_while(fits).chain(['…']).collect()
}

impl Text<'_> {
    fn severity(&self, severity: Severity, text: impl Display) -> String {
        let styles = &self.theme.styles;
        let style = match severity {
            Severity::Error => &styles.error,
            Severity::Warning => &styles.warning,
            Severity::Note => &styles.advice,
        };
        style.style(text).to_string()
    }
}
