//! The report to send to a client: one page that needs nothing beside it, for screens and for paper.

mod end;
mod item;
mod page;

use std::{
    collections::BTreeMap,
    io::{self, Read, Seek, Write},
};

use jiff::civil::Date;
use maud::{Markup, html};

use self::page::Checked;
use super::{FileReport, Format, Located, ReportedItem, Summary, View, aside::Aside, printable};
use crate::{draft::Unreadable, law::Standing, phrase::Phrase};

/// A page. Its sums stand first and are known last: until then what was shown waits in `body`, which
/// the caller lends. Only a row a file is held in memory.
pub struct Html<'a, S> {
    letter: Letter<'a>,
    body: Aside<S>,
    files: Vec<Checked>,
    /// What the goods lines rest on.
    cited: Cited,
    /// How many goods lines of the open file were shown.
    shown: usize,
}

/// What is cited of each act.
type Cited = BTreeMap<usize, Vec<Standings>>;

/// The control codes that have one standing, and the days on which they have it.
struct Standings {
    standing: Standing,
    codes: Vec<String>,
    on: Vec<Date>,
}

/// By which law, and in which language, a page is written.
#[derive(Clone, Copy)]
struct Letter<'a> {
    view: View<'a>,
}

impl<'a, S: Read + Write + Seek> Html<'a, S> {
    /// An empty page. `body` is empty too.
    pub fn new(view: View<'a>, body: S) -> Self {
        let letter = Letter { view };
        Self { letter, body: Aside::new(body), files: Vec::new(), cited: Cited::new(), shown: 0 }
    }

    fn write(&mut self, markup: Markup) -> io::Result<()> {
        self.body.write_all(markup.into_string().as_bytes())
    }

    /// Notes what a goods line cites.
    fn cite(&mut self, item: &ReportedItem) {
        for judgement in item.examined.determination.ground() {
            let entry = &self.letter.view.law.entries[judgement.entry];
            let of_act = self.cited.entry(entry.act).or_default();
            let known = of_act.iter().position(|cited| cited.standing == judgement.standing);
            let index = known.unwrap_or_else(|| {
                let standing = judgement.standing.clone();
                of_act.push(Standings { standing, codes: Vec::new(), on: Vec::new() });
                of_act.len() - 1
            });
            let cited = &mut of_act[index];
            if !cited.codes.contains(&entry.code) {
                cited.codes.push(entry.code.clone());
            }
            if let Err(place) = cited.on.binary_search(&item.on) {
                cited.on.insert(place, item.on);
            }
        }
    }
}

impl<S: Read + Write + Seek> Format for Html<'_, S> {
    fn open(&mut self, report: &FileReport, _: &mut dyn Write) -> io::Result<()> {
        self.shown = 0;
        let head = self.letter.file(report, self.files.len() + 1);
        self.write(head)
    }

    fn finding(&mut self, _: &FileReport, located: &Located, _: &mut dyn Write) -> io::Result<()> {
        let line = located.place.region().line;
        let place = Phrase::new(format!("line {line}"), format!("第{line}行"));
        let finding = self.letter.finding(&located.finding);
        let place = self.letter.say(&place);
        self.write(html! { ul.findings { li { span.soft { (place) } " " (finding) } } })
    }

    fn item(&mut self, report: &FileReport, item: &ReportedItem, _: &mut dyn Write) -> io::Result<()> {
        self.shown += 1;
        self.cite(item);
        let id = format!("f{}-{}", self.files.len() + 1, self.shown);
        let article = self.letter.item(item, &id, report.tally.on.len() > 1);
        self.write(article)
    }

    fn close(&mut self, report: &FileReport, _: &mut dyn Write) -> io::Result<()> {
        self.files.push(Checked::of(report));
        self.body.write_all(b"</section>\n")
    }

    fn failed(&mut self, path: &str, error: &Unreadable, _: &mut dyn Write) -> io::Result<()> {
        self.files.push(Checked::failed(path));
        let section = self.letter.failed(path, error, self.files.len());
        self.write(section)
    }

    fn end(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        let head = self.letter.head(summary, &self.files);
        out.write_all(head.into_string().as_bytes())?;
        self.body.hand_on(out)?;
        let end = self.letter.end(summary, &self.cited);
        out.write_all(end.into_string().as_bytes())
    }
}

impl Letter<'_> {
    fn say(&self, phrase: &Phrase) -> String {
        printable(phrase.in_language(self.view.language)).into_owned()
    }

    fn pick<'p>(&self, en: &'p str, zh: &'p str) -> &'p str {
        self.view.language.pick(en, zh)
    }

    fn dates(&self, dates: &[Date]) -> String {
        let dates: Vec<String> = dates.iter().map(Date::to_string).collect();
        dates.join(self.pick(", ", "、"))
    }
}
