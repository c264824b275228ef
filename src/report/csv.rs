//! The report for spreadsheets: a row for each goods line, under headings in the user's language.

use std::{
    borrow::Cow,
    io::{self, Write},
};

use csv::{QuoteStyle, Terminator, WriterBuilder};

use super::{
    FileReport, Format, Located, ReportedItem, Summary, View,
    ground::{declared, grounds},
    printable, words,
};
use crate::{
    draft::{Field, Unreadable},
    facts::Facts,
    finding::Finding,
    phrase::{Language, Phrase},
};

/// A table of every goods line, that of no control entry's kind too. Files that could not be
/// checked, and findings that concern no single goods line, have rows of their own.
pub struct Csv<'a> {
    view: View<'a>,
    is_begun: bool,
}

/// The headings in English and Chinese, in the order of [`Row`].
const HEADINGS: [[&str; 2]; 16] = [
    ["File", "文件"],
    ["Item", "项号"],
    ["Line", "行"],
    ["Judged on", "判断日期"],
    ["Tariff line", "商品编号"],
    ["Name", "商品名称"],
    ["Specification", "规格型号"],
    ["Determination", "判定"],
    ["Control codes", "管制编码"],
    ["Ground", "依据"],
    ["Declared values", "申报数值"],
    ["Missing", "缺少"],
    ["Remark that stands", "现有备注"],
    ["Remark due", "应写备注"],
    ["Findings", "问题"],
    ["What to do", "处理"],
];

/// The byte order mark: without it a spreadsheet takes the file for one in the system's encoding.
const MARK: &str = "\u{FEFF}";

/// A row of the table, cell by cell.
#[derive(Default)]
struct Row([String; HEADINGS.len()]);

/// Where in a row what stands.
const FILE: usize = 0;
const ITEM: usize = 1;
const LINE: usize = 2;
const DATE: usize = 3;
const TARIFF_LINE: usize = 4;
const NAME: usize = 5;
const SPECIFICATION: usize = 6;
const DETERMINATION: usize = 7;
const CODES: usize = 8;
const GROUND: usize = 9;
const VALUES: usize = 10;
const MISSING: usize = 11;
const PRESENT: usize = 12;
const REQUIRED: usize = 13;
const FINDINGS: usize = 14;
const CURES: usize = 15;

/// Whether a file is such a table, by its first bytes: a walk through a folder passes over it.
pub fn is_report(head: &[u8]) -> bool {
    head.strip_prefix(MARK.as_bytes()).is_some_and(|head| {
        let row = |language| record(&headings(language)).unwrap_or_default();
        [Language::En, Language::Zh].into_iter().any(|language| head.starts_with(&row(language)))
    })
}

fn headings(language: Language) -> [String; HEADINGS.len()] {
    HEADINGS.map(|[en, zh]| language.pick(en, zh).to_owned())
}

impl<'a> Csv<'a> {
    /// An empty table.
    pub fn new(view: View<'a>) -> Self {
        Self { view, is_begun: false }
    }

    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if std::mem::replace(&mut self.is_begun, true) {
            return Ok(());
        }
        out.write_all(MARK.as_bytes())?;
        out.write_all(&record(&headings(self.view.language))?)
    }

    fn row(&mut self, row: Row, out: &mut dyn Write) -> io::Result<()> {
        self.begin(out)?;
        out.write_all(&record(&row.0.map(|cell| defused(&printable(&cell)).into_owned()))?)
    }

    /// What was found, and what to do about it, in a cell each.
    fn found(&self, row: &mut Row, findings: &[&Finding]) {
        let tell = |finding: &&Finding| {
            let severity = self.say(&words::severity(finding.severity));
            let what = self.say(&finding.fault.what);
            self.view.language.pick(format!("{severity}: {what}"), format!("{severity}：{what}"))
        };
        row.0[FINDINGS] = self.list(findings.iter().map(tell));
        row.0[CURES] = self.list(findings.iter().map(|finding| self.say(&finding.fault.cure)));
    }

    fn say(&self, phrase: &Phrase) -> String {
        phrase.in_language(self.view.language).to_owned()
    }

    /// Texts in one cell, each once.
    fn list(&self, texts: impl Iterator<Item = String>) -> String {
        let mut list: Vec<String> = Vec::new();
        texts.for_each(|text| {
            if !text.is_empty() && !list.contains(&text) {
                list.push(text);
            }
        });
        list.join(self.view.language.pick("; ", "；"))
    }

    /// The declared values with the names of what they measure.
    fn values(&self, facts: &Facts) -> String {
        self.list(facts.stated.iter().map(|quantity| {
            let name = words::parameter(&quantity.parameter, self.view.law);
            let value = declared(&facts.stated, &quantity.parameter);
            self.say(&Phrase::new(format!("{} {}", name.en, value.en), format!("{}{}", name.zh, value.zh)))
        }))
    }
}

impl Format for Csv<'_> {
    fn finding(&mut self, report: &FileReport, located: &Located, out: &mut dyn Write) -> io::Result<()> {
        let mut row = Row::default();
        row.0[FILE] = report.path.clone();
        row.0[LINE] = located.place.region().line.to_string();
        self.found(&mut row, &[&located.finding]);
        self.row(row, out)
    }

    fn item(&mut self, report: &FileReport, item: &ReportedItem, out: &mut dyn Write) -> io::Result<()> {
        let examined = &item.examined;
        let determination = &examined.determination;
        let text = |field: &Option<Field>| {
            field.as_ref().map_or(String::new(), |field| field.text.trim().to_owned())
        };
        let mut row = Row::default();
        row.0[FILE] = report.path.clone();
        row.0[ITEM] = examined.item.number.to_string();
        row.0[LINE] = examined.item.line.to_string();
        row.0[DATE] = item.on.to_string();
        row.0[TARIFF_LINE] = text(&examined.item.tariff_line);
        row.0[NAME] = text(&examined.item.name);
        row.0[SPECIFICATION] = text(&examined.item.specification);
        row.0[DETERMINATION] = self.say(&words::verdict(determination.verdict));
        row.0[CODES] = determination.codes(self.view.law).join(self.view.language.pick(", ", "，"));
        let grounds = grounds(examined, self.view.law, &self.view.policy.margin);
        row.0[GROUND] = self.list(grounds.iter().map(|ground| self.say(ground)));
        row.0[VALUES] = self.values(&examined.facts);
        let missing = determination.missing.iter();
        row.0[MISSING] = self.list(missing.map(|fact| self.say(&words::missing(fact, self.view.law))));
        row.0[PRESENT] = examined.present.clone().unwrap_or_default().trim().to_owned();
        row.0[REQUIRED] = examined.required.clone().unwrap_or_default();
        let findings: Vec<&Finding> = item.findings.iter().map(|located| &located.finding).collect();
        self.found(&mut row, &findings);
        self.row(row, out)
    }

    fn failed(&mut self, path: &str, error: &Unreadable, out: &mut dyn Write) -> io::Result<()> {
        let mut row = Row::default();
        row.0[FILE] = path.to_owned();
        row.0[LINE] = error.place.map_or(String::new(), |place| place.line.to_string());
        row.0[DETERMINATION] = self.view.language.pick("could not be checked", "无法检查").to_owned();
        row.0[GROUND] = self.say(&error.account.why);
        row.0[FINDINGS] = self.say(&error.account.what);
        row.0[CURES] = self.say(&error.account.cure);
        self.row(row, out)
    }

    fn end(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        self.begin(out)?;
        let Some(finding) = &summary.unverified_law else { return Ok(()) };
        let mut row = Row::default();
        self.found(&mut row, &[finding]);
        self.row(row, out)
    }
}

/// A row as bytes.
fn record(cells: &[String]) -> io::Result<Vec<u8>> {
    let mut builder = WriterBuilder::new();
    let mut writer =
        builder.quote_style(QuoteStyle::Necessary).terminator(Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(cells)?;
    writer.into_inner().map_err(|error| io::Error::other(error.to_string()))
}

/// A cell that a spreadsheet would take for a formula or for a number that it then rounds or
/// shortens, made a text by the apostrophe that spreadsheets know for it.
fn defused(cell: &str) -> Cow<'_, str> {
    let is_formula = cell.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    if is_formula || is_changed(cell) { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

/// Whether digits would not stay as they are: a leading zero, more digits than a number is shown
/// with, or a letter that means a power of ten.
fn is_changed(cell: &str) -> bool {
    /// A spreadsheet shows longer numbers as powers of ten.
    const LONGEST: usize = 11;
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_digits(cell) {
        return cell.len() > LONGEST || (cell.len() > 1 && cell.starts_with('0'));
    }
    let power = cell.split_once(['e', 'E']);
    power.is_some_and(|(digits, exponent)| {
        let digits = digits.replacen('.', "", 1);
        is_digits(&digits) && is_digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_stays_what_it_is_in_a_spreadsheet() {
        for (cell, shown) in [
            ("锂离子电池", "锂离子电池"),
            ("8507600090", "8507600090"),
            ("=HYPERLINK(\"x\")", "'=HYPERLINK(\"x\")"),
            ("+1", "'+1"),
            ("-20℃", "'-20℃"),
            ("@x", "'@x"),
            ("＝1", "'＝1"),
            ("0101210090", "'0101210090"),
            ("0", "0"),
            ("123456789012", "'123456789012"),
            ("8.5E+09", "'8.5E+09"),
            ("9E01", "'9E01"),
            ("9A01", "9A01"),
            ("", ""),
        ] {
            assert_eq!(defused(cell), shown);
        }
    }
}
