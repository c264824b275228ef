//! The files of a run, each of one use: what is written goes over none of the others.

use std::{
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
};

use beizhu::{
    draft::{self, Reason},
    phrase::Phrase,
    record,
};

use super::{
    configuration::{ACCEPTED, NAME},
    failure::Failure,
    inputs::{HEAD, Input},
    paths::is_same_place,
    settings::Settings,
};

/// What a file is to a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Use {
    Draft,
    Configuration,
    Accepted,
    Announcement,
    /// What `--against` names.
    Against,
    Record,
    Report,
    /// A draft that was fixed and goes elsewhere.
    Fixed,
}

/// The files of a run.
pub(crate) struct Claims<'a> {
    settings: &'a Settings,
    inputs: &'a [Input],
    taken: Vec<(PathBuf, Use)>,
}

impl<'a> Claims<'a> {
    /// Those that it reads.
    pub(crate) fn of(settings: &'a Settings, inputs: &'a [Input]) -> Self {
        let configuration = &settings.configuration;
        let configured = configuration.path.iter().map(|path| (path.clone(), Use::Configuration));
        let accepted = configuration.accepted.iter().map(|path| (path.clone(), Use::Accepted));
        let law = settings.law_files.iter().map(|file| (PathBuf::from(&file.path), Use::Announcement));
        Self { settings, inputs, taken: configured.chain(accepted).chain(law).collect() }
    }

    /// Takes up one more that it reads.
    pub(crate) fn read(&mut self, path: &Path, of: Use) {
        self.taken.push((path.to_owned(), of));
    }

    /// Takes up one that it writes, as `option` says.
    ///
    /// # Errors
    /// When it is one of the others, or holds what must not be lost.
    pub(crate) fn write(&mut self, path: &Path, of: Use, option: &str) -> Result<(), Failure> {
        let refused = |what: Phrase| Err(refusal(path, of, option, &what));
        if let Some(other) = self.other(path, of) {
            return refused(other.phrase());
        }
        let head = head(path).map_err(|error| Failure::reading(path, &error))?;
        let is_record = record::begins(&head);
        match of {
            Use::Record if path == Path::new("-") => {
                return refused(Phrase::new("that is the standard output", "这是标准输出"));
            }
            Use::Record if !is_record && !head.trim_ascii().is_empty() => {
                return refused(Phrase::new("what stands there is no record", "该文件的内容不是运行记录"));
            }
            Use::Report | Use::Fixed if is_record => return refused(Use::Record.phrase()),
            _ => {}
        }
        self.taken.push((path.to_owned(), of));
        Ok(())
    }

    /// What a path is already.
    fn other(&self, path: &Path, of: Use) -> Option<Use> {
        let taken = self.taken.iter().find(|(taken, _)| is_same_place(taken, path)).map(|(_, of)| *of);
        let by_name = [(NAME, Use::Configuration), (ACCEPTED, Use::Accepted)];
        let by_name = || by_name.into_iter().find(|(name, _)| path.ends_with(name)).map(|(_, of)| of);
        // a fixed draft may take the place of its own
        let is_draft = |input: &Input| of != Use::Fixed && input.lies_at(path) && self.is_draft(input);
        taken.or_else(by_name).or_else(|| self.inputs.iter().any(is_draft).then_some(Use::Draft))
    }

    /// Whether an input is to be kept from being written over. One that was found in a folder and is no
    /// draft is not: the report of an earlier run lies there too.
    fn is_draft(&self, input: &Input) -> bool {
        let is_parameter = |heading: &str| self.settings.examiner.is_parameter(heading);
        let reading = self.settings.reading(&is_parameter);
        let is_other = input.source().is_ok_and(|source| {
            let opened = draft::open(source, &input.shown, &reading);
            opened.is_err_and(|error| error.reason == Reason::NotADraft)
        });
        input.is_named || !is_other
    }
}

/// How a regular file begins; nothing where none stands.
fn head(path: &Path) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    if path.is_file() {
        File::open(path)?.take(HEAD).read_to_end(&mut head)?;
    }
    Ok(head)
}

impl Use {
    fn phrase(self) -> Phrase {
        match self {
            Self::Draft => Phrase::new("that is one of the drafts", "这是待检查的草单之一"),
            Self::Configuration => Phrase::new("that is the configuration", "这是配置文件"),
            Self::Accepted => Phrase::new("that is the file of accepted findings", "这是已接受问题的文件"),
            Self::Announcement => Phrase::new("that is an announcement of the law", "这是法规公告文件"),
            Self::Against => Phrase::new("that is what --against names", "这是 --against 指定的文件"),
            Self::Record => Phrase::new("that is a record of runs", "这是运行记录"),
            Self::Report => Phrase::new("a report goes there", "另有报告写到该处"),
            Self::Fixed => Phrase::new("the fixed draft goes there", "改正后的草单写到该处"),
        }
    }
}

/// Refuses to write a file.
fn refusal(path: &Path, of: Use, option: &str, what: &Phrase) -> Failure {
    let path = path.display();
    let (why, cure) = match of {
        Use::Record => (
            Phrase::new(
                "the record would be appended to it; only a new or empty file, or one of earlier records, is one",
                "记录会追加到其末尾；只能追加到新文件、空文件或已有的运行记录",
            ),
            Phrase::new("name another file for the record", "请为记录指定其他文件"),
        ),
        Use::Fixed => (
            Phrase::new("the fixed draft would take its place", "改正后的草单会将其覆盖"),
            Phrase::new("name another file for the fixed draft", "请为改正后的草单指定其他文件"),
        ),
        _ => (
            Phrase::new("the report would take its place", "报告会将其覆盖"),
            Phrase::new("name another file for the report", "请为报告指定其他文件"),
        ),
    };
    let what = Phrase::new(format!("{option} {path}: {}", what.en), format!("{option} {path}：{}", what.zh));
    Failure::new(what, why, cure)
}
