//! The comparison for programs.

use std::io::{self, Write};

use serde::Serialize;

use super::{Compared, Show, differs};
use crate::{
    draft::Unreadable,
    law::ControlList,
    phrase::Language,
    recheck::{Answer, Line, Sums},
    report::pretty::for_terminals,
};

/// For programs. The sums stand last, as only the end knows them.
#[derive(Clone, Debug)]
pub struct Json<'a> {
    /// The language of grounds and messages.
    pub language: Language,
    /// The law of now.
    pub law: &'a ControlList,
    files: usize,
    lines: usize,
}

#[derive(Serialize)]
struct Head<'a> {
    version: u32,
    tool: Tool,
    law: Law<'a>,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct Law<'a> {
    complete_through: jiff::civil::Date,
    sha256: &'a str,
}

#[derive(Serialize)]
struct File<'a> {
    path: &'a str,
    changed: Option<bool>,
    recorded: Option<Run<'a>>,
}

#[derive(Serialize)]
struct Run<'a> {
    at: Option<&'a str>,
    complete_through: &'a str,
    law_sha256: &'a str,
    differences: Vec<&'a str>,
}

#[derive(Serialize)]
struct Row<'a> {
    item: usize,
    declaration: Option<&'a str>,
    line: Option<usize>,
    tariff_line: Option<&'a str>,
    name: Option<&'a str>,
    was: Option<AnswerRow<'a>>,
    is: Option<AnswerRow<'a>>,
    ground: Vec<&'a str>,
}

#[derive(Serialize)]
struct AnswerRow<'a> {
    determination: &'a str,
    codes: &'a [String],
    on: Option<jiff::civil::Date>,
}

impl<'a> AnswerRow<'a> {
    fn of(answer: &'a Answer) -> Self {
        Self { determination: &answer.determination, codes: &answer.codes, on: answer.on }
    }
}

#[derive(Serialize)]
struct SumRow {
    files: usize,
    changed: usize,
    unreadable: usize,
    same: usize,
    different: usize,
    new: usize,
    gone: usize,
}

impl<'a> Json<'a> {
    /// An empty comparison.
    pub fn new(language: Language, law: &'a ControlList) -> Self {
        Self { language, law, files: 0, lines: 0 }
    }

    fn file(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if self.files == 0 {
            self.head(out)?;
        }
        self.files += 1;
        self.lines = 0;
        write!(out, "{}", if self.files == 1 { "\n" } else { ",\n" })
    }

    fn head(&self, out: &mut dyn Write) -> io::Result<()> {
        let head = Head {
            version: 1,
            tool: Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") },
            law: Law { complete_through: self.law.complete_through, sha256: &self.law.sha256 },
        };
        write!(out, "{},\"files\":[", open(&head)?)
    }
}

impl Show for Json<'_> {
    fn open(&mut self, draft: &Compared, out: &mut dyn Write) -> io::Result<()> {
        self.file(out)?;
        let recorded = draft.by.as_ref().map(|by| Run {
            at: by.at.as_deref(),
            complete_through: &by.complete_through,
            law_sha256: &by.law,
            differences: draft
                .differences
                .iter()
                .map(|difference| difference.in_language(self.language))
                .collect(),
        });
        let file =
            File { path: &draft.path, changed: draft.changed.filter(|_| draft.by.is_some()), recorded };
        write!(out, "{},\"items\":[", open(&file)?)
    }

    fn line(&mut self, line: &Line, out: &mut dyn Write) -> io::Result<()> {
        if !differs(line) {
            return Ok(());
        }
        let row = Row {
            item: line.item,
            declaration: line.declaration.as_deref(),
            line: line.line,
            tariff_line: line.tariff_line.as_deref(),
            name: line.name.as_deref(),
            was: line.was.as_ref().map(AnswerRow::of),
            is: line.is.as_ref().map(AnswerRow::of),
            ground: line.ground.iter().map(|ground| ground.in_language(self.language)).collect(),
        };
        let comma = if self.lines == 0 { "\n" } else { ",\n" };
        self.lines += 1;
        write!(out, "{comma}{}", text(&row)?)
    }

    fn close(&mut self, out: &mut dyn Write) -> io::Result<()> {
        write!(out, "]}}")
    }

    fn failed(&mut self, path: &str, error: &Unreadable, out: &mut dyn Write) -> io::Result<()> {
        self.file(out)?;
        let file = open(&File { path, changed: None, recorded: None })?;
        let message = text(&error.account.what.in_language(self.language))?;
        write!(out, "{file},\"items\":[],\"error\":{message}}}")
    }

    fn end(&mut self, sums: &Sums, _: &ControlList, out: &mut dyn Write) -> io::Result<()> {
        if self.files == 0 {
            self.head(out)?;
        }
        let Sums { files, changed, failed, same, different, new, gone } = *sums;
        let sums = SumRow { files, changed, unreadable: failed, same, different, new, gone };
        writeln!(out, "],\"summary\":{}}}", text(&sums)?)
    }
}

fn text(value: &impl Serialize) -> io::Result<String> {
    serde_json::to_string(value).map(|json| for_terminals(&json)).map_err(io::Error::other)
}

/// An object that is not closed: more fields follow.
fn open(object: &impl Serialize) -> io::Result<String> {
    let mut text = text(object)?;
    text.pop();
    Ok(text)
}
