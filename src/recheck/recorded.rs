//! What a JSON report or the lines of a record say of drafts.

use std::{
    collections::{BTreeMap, HashMap, VecDeque},
    io::{self, BufRead, Read},
};

use jiff::civil::Date;
use serde::Deserialize;

use super::{Answer, Line};
use crate::determination::Verdict;

/// Everything that was recorded, the latest of each draft.
#[derive(Clone, Debug, Default)]
pub struct Recorded {
    drafts: Vec<RecordedDraft>,
    by_sha256: HashMap<String, usize>,
    by_path: HashMap<String, usize>,
    runs: usize,
    /// The lines of a record that could not be read, as after a power cut.
    pub torn: Vec<usize>,
}

/// What was recorded of one draft.
#[derive(Clone, Debug, Default)]
pub struct RecordedDraft {
    /// The fingerprints of its bytes, where the document has them: as it was, and as `fix` left it.
    hashes: Vec<String>,
    /// The run.
    pub by: Recording,
    answers: BTreeMap<(Option<String>, usize), VecDeque<Answer>>,
    /// Whether goods lines that are of no concern were left out.
    leaves_out: bool,
}

/// The run that recorded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recording {
    /// When it was; a report does not say.
    pub at: Option<String>,
    /// The last day of its law.
    pub complete_through: String,
    /// The fingerprint of its law.
    pub law: String,
}

/// Why a file is no record and no report.
#[derive(Debug, thiserror::Error)]
pub enum NotARecord {
    /// It cannot be read.
    #[error(transparent)]
    Source(#[from] io::Error),
    /// It is something else.
    #[error("{0}")]
    Shape(String),
}

#[derive(Deserialize)]
struct Document {
    version: u32,
    tool: Tool,
    at: Option<String>,
    law: Law,
    files: Vec<File>,
}

#[derive(Deserialize)]
struct Tool {
    name: String,
}

#[derive(Deserialize)]
struct Law {
    complete_through: String,
    sha256: String,
}

#[derive(Deserialize)]
struct File {
    path: String,
    sha256: Option<String>,
    written_sha256: Option<String>,
    #[serde(default)]
    items: Vec<Item>,
    error: Option<serde::de::IgnoredAny>,
}

#[derive(Deserialize)]
struct Item {
    item: usize,
    declaration: Option<String>,
    on: Option<Date>,
    determination: String,
    codes: Vec<String>,
}

impl Recorded {
    /// Reads a JSON report, or a record of any number of lines.
    ///
    /// # Errors
    /// When it is neither.
    pub fn read(mut source: impl BufRead) -> Result<Self, NotARecord> {
        let mut first = Vec::new();
        source.read_until(b'\n', &mut first)?;
        let mut recorded = Self::default();
        if document(first.as_slice()).is_ok() {
            recorded.lines(io::Cursor::new(first).chain(source))?;
            return Ok(recorded);
        }
        // a report takes more than one line; a record whose first line is torn is known by the others
        source.read_to_end(&mut first)?;
        match document(first.as_slice()) {
            Ok(report) => recorded.take_up(report),
            Err(why) => {
                recorded.lines(first.as_slice())?;
                if recorded.runs == 0 {
                    return Err(NotARecord::Shape(why));
                }
            }
        }
        Ok(recorded)
    }

    fn lines(&mut self, source: impl BufRead) -> io::Result<()> {
        for (index, line) in source.split(b'\n').enumerate() {
            let line = line?;
            match document(line.as_slice()) {
                Ok(document) => self.take_up(document),
                Err(_) if line.iter().all(u8::is_ascii_whitespace) => {}
                Err(_) => self.torn.push(index + 1),
            }
        }
        Ok(())
    }

    fn take_up(&mut self, document: Document) {
        self.runs += 1;
        let by = Recording {
            at: document.at.clone(),
            complete_through: document.law.complete_through,
            law: document.law.sha256,
        };
        for file in document.files.into_iter().filter(|file| file.error.is_none()) {
            let mut answers: BTreeMap<_, VecDeque<Answer>> = BTreeMap::new();
            for item in file.items {
                let mut codes = item.codes;
                codes.sort_unstable();
                let answer = Answer { determination: item.determination, codes, on: item.on };
                answers.entry((item.declaration, item.item)).or_default().push_back(answer);
            }
            let at = self.drafts.len();
            self.by_path.insert(plain(&file.path).to_owned(), at);
            let hashes: Vec<String> = file.sha256.into_iter().chain(file.written_sha256).collect();
            self.by_sha256.extend(hashes.iter().map(|sha256| (sha256.clone(), at)));
            let leaves_out = document.at.is_none();
            self.drafts.push(RecordedDraft { hashes, by: by.clone(), answers, leaves_out });
        }
    }

    /// The latest record of a draft: of the same bytes wherever they lay, else of the same path.
    pub fn of(&self, path: &str, sha256: &str) -> Option<RecordedDraft> {
        let of_path = self.by_path.get(plain(path)).and_then(|at| self.drafts.get(*at));
        let of_bytes = self.by_sha256.get(sha256).and_then(|at| self.drafts.get(*at));
        let is_same = |draft: &&RecordedDraft| draft.changed(sha256) == Some(false);
        of_path.filter(is_same).or(of_bytes).or(of_path).cloned()
    }
}

impl RecordedDraft {
    /// Whether bytes with this fingerprint are others than were recorded; `None` where that is not known.
    pub fn changed(&self, sha256: &str) -> Option<bool> {
        (!self.hashes.is_empty()).then(|| self.hashes.iter().all(|known| known != sha256))
    }

    /// What was recorded of a goods line; of several with its number, of the next.
    pub(super) fn take(&mut self, declaration: Option<&str>, item: usize) -> Option<Answer> {
        let key = (declaration.map(str::to_owned), item);
        let answer = self.answers.get_mut(&key).and_then(VecDeque::pop_front);
        let left_out = || {
            self.leaves_out.then(|| Answer {
                determination: Verdict::OutOfScope.word().to_owned(),
                codes: Vec::new(),
                on: None,
            })
        };
        answer.or_else(left_out)
    }

    /// The goods lines that were recorded and not asked for.
    pub(super) fn rest(self) -> impl Iterator<Item = Line> {
        self.answers.into_iter().flat_map(|((declaration, item), answers)| {
            answers.into_iter().map(move |was| Line {
                item,
                declaration: declaration.clone(),
                line: None,
                tariff_line: None,
                name: None,
                was: Some(was),
                is: None,
                ground: Vec::new(),
            })
        })
    }
}

fn document(source: impl io::Read) -> Result<Document, String> {
    let document: Document = serde_json::from_reader(source).map_err(|error| error.to_string())?;
    if document.tool.name == env!("CARGO_PKG_NAME") && document.version == 1 {
        Ok(document)
    } else {
        Err(format!("it is of {} and of version {}", document.tool.name, document.version))
    }
}

/// A path without what it need not begin with.
fn plain(path: &str) -> &str {
    path.trim_start_matches("./")
}
