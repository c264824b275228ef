//! The file of accepted findings.

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use beizhu::{
    acceptance::{Acceptances, Accepted},
    finding,
    near::rather,
    phrase::Phrase,
    report::{Interrupted, Reread, Stop, Summary, Tally, Visit, report_acceptances},
};

use super::{
    configuration::fault::{malformed, wrong},
    failure::Failure,
    output::{Output, ReportFile},
    paths::plain,
    run::interrupted,
    settings::Settings,
    text::Text,
    tree::Tree,
};

/// How a new file begins.
const HEADING: &str = "\
# Findings that were looked at and accepted. Each needs its reason and by whom; it holds until that day,
# and only while values and law are the same.
# 已核对并接受的问题。每条须填写理由 reason 和决定人 by；到 until 为止有效，数值或法规变更后即失效。

";

/// The file, whether it stands there or not.
pub(crate) struct AcceptedFile {
    pub(crate) path: PathBuf,
    /// Its folder, from which it calls drafts.
    folder: PathBuf,
    /// `None` where it does not stand there.
    file: Option<Text>,
    pub(crate) acceptances: Acceptances,
}

impl AcceptedFile {
    /// The file of the configuration in a tree; `None` where none is looked at.
    pub(crate) fn read(settings: &Settings, tree: &mut Tree) -> Result<Option<Self>, Failure> {
        let Some(path) = &settings.configuration.accepted else { return Ok(None) };
        let file = tree.read(path)?;
        let text = file.as_ref().map_or("", |file| file.text.as_str());
        let acceptances = Acceptances::parse(text).map_err(|error| malformed(path, text, &error))?;
        let known: Vec<&str> = finding::ALL.iter().map(|check| check.name).collect();
        let unknown =
            acceptances.entries().iter().find(|entry| !known.contains(&entry.finding.get_ref().as_str()));
        if let Some(entry) = unknown {
            let name = entry.finding.get_ref();
            return Err(wrong(
                path,
                text,
                entry.finding.span().start,
                Phrase::new(format!("no finding is called `{name}`"), format!("没有名为“{name}”的检查项")),
                rather(name, &known),
            ));
        }
        Ok(Some(Self {
            folder: plain(path.parent().unwrap_or(Path::new(""))),
            path: path.clone(),
            file,
            acceptances,
        }))
    }

    /// Its path and the SHA-256 of its bytes, where it stands there.
    pub(crate) fn sha256(&self) -> Option<(&Path, &str)> {
        self.file.as_ref().map(|file| (self.path.as_path(), file.sha256.as_str()))
    }

    fn text(&self) -> &str {
        self.file.as_ref().map_or("", |file| file.text.as_str())
    }

    /// What of a draft has been accepted.
    pub(crate) fn of(&self, shown: &str) -> Accepted<'_> {
        // where nothing is accepted nobody asks for its name
        let is_asked = !self.acceptances.entries().is_empty();
        let file = if is_asked { self.name(shown) } else { String::new() };
        Accepted { acceptances: &self.acceptances, file }
    }

    /// What the file calls a draft: from its own folder, with forward slashes.
    pub(crate) fn name(&self, shown: &str) -> String {
        let draft = plain(Path::new(shown));
        let mut ours = self.folder.components().peekable();
        let mut its = draft.components().peekable();
        while ours.peek().is_some() && ours.peek() == its.peek() {
            ours.next();
            its.next();
        }
        let up = ours.map(|_| "..".to_owned());
        let down = its.map(|part| part.as_os_str().to_string_lossy().into_owned());
        up.chain(down).collect::<Vec<_>>().join("/")
    }

    /// Shows what does not hold any more, after the last draft.
    pub(crate) fn show(
        &self,
        settings: &Settings,
        summary: &mut Summary,
        output: &mut Output<'_>,
    ) -> Result<(), Failure> {
        let path = self.path.display().to_string();
        let report =
            report_acceptances(&path, self.text(), &self.acceptances, &summary.fates, &settings.policy);
        let Some(mut report) = report else { return Ok(()) };
        summary.add_acceptances(&report);
        output.editions.show(&mut report, &mut Whole).map_err(|error| interrupted(&path, error))
    }

    /// Adds entries at the end of the file: what stands in it, comments too, stays as it is.
    pub(crate) fn add(&self, written: &str) -> Result<(), Failure> {
        let gap = match self.text() {
            "" => HEADING,
            text if text.ends_with('\n') => "\n",
            _ => "\n\n",
        };
        let mut added = format!("{gap}{written}");
        if self.text().contains("\r\n") {
            added = added.replace('\n', "\r\n");
        }
        let text = format!("{}{added}", self.text());
        // entries that stand there as one list in brackets cannot go on
        Acceptances::parse(&text).map_err(|error| malformed(&self.path, &text, &error))?;
        let (file, mut out) = ReportFile::open(&self.path)?;
        out.write_all(text.as_bytes())
            .and_then(|()| out.flush())
            .map_err(|error| Failure::writing(&self.path, &error))?;
        drop(out);
        file.take_place()
    }
}

/// A report that holds everything: nothing is read again.
struct Whole;

impl Reread for Whole {
    fn each_piece_after(&mut self, _: &Stop, _: &mut Visit<'_>) -> Result<Tally, Interrupted> {
        Ok(Tally::default())
    }
}
