//! What a JSON report or the lines of a record say of drafts.

use std::{
    collections::{BTreeMap, HashMap, VecDeque},
    io::{self, BufRead, Read},
};

use jiff::civil::Date;
use serde::Deserialize;

use super::{Answer, Chosen, Line, Near, Terms};
use crate::determination::Verdict;

/// Everything that was recorded, the latest of each draft.
#[derive(Clone, Debug, Default)]
pub struct Recorded {
    drafts: Vec<RecordedDraft>,
    by_sha256: HashMap<String, usize>,
    by_path: HashMap<String, usize>,
    runs: usize,
    /// The lines of a record that could not be read, counted from 1.
    pub unread: Vec<(usize, Unread)>,
}

/// Why a line of a record was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// It is no whole line, as after a power cut.
    Torn,
    /// A newer program wrote it.
    Newer,
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
    /// What else it judged by.
    pub terms: Terms,
}

/// Why a file is no record and no report.
#[derive(Debug, thiserror::Error)]
pub enum NotARecord {
    /// It cannot be read.
    #[error(transparent)]
    Source(#[from] io::Error),
    /// A newer program wrote it.
    #[error("its shape is of version {0}")]
    Newer(u32),
    /// It is written in UTF-16.
    #[error("it is written in UTF-16")]
    Utf16,
    /// It is something else.
    #[error("{0}")]
    Shape(String),
}

#[derive(Deserialize)]
struct Document {
    tool: Tool,
    at: Option<String>,
    law: Law,
    near_percent: Option<serde_json::Number>,
    #[serde(default)]
    near_percent_of: BTreeMap<String, serde_json::Number>,
    settings: Option<Settings>,
    configuration: Option<Hashed>,
    files: Vec<File>,
}

/// What every version of a document begins with.
#[derive(Deserialize)]
struct Stamp {
    version: u32,
    tool: Tool,
}

#[derive(Deserialize)]
struct Tool {
    name: String,
    version: Option<String>,
}

#[derive(Deserialize)]
struct Settings {
    near_percent: Option<serde_json::Number>,
    #[serde(default)]
    near_percent_of: BTreeMap<String, serde_json::Number>,
    encoding: Option<String>,
}

#[derive(Deserialize)]
struct Hashed {
    sha256: String,
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
        if is_utf16(&first) {
            return Err(NotARecord::Utf16);
        }
        if first.starts_with(UTF8_MARK) {
            first.drain(..UTF8_MARK.len());
        }
        let mut recorded = Self::default();
        if document(&first).is_ok() {
            recorded.lines(io::Cursor::new(first).chain(source))?;
            return Ok(recorded);
        }
        // a report takes more than one line; a record whose first line is torn is known by the others
        source.read_to_end(&mut first)?;
        match document(&first) {
            Ok(report) => recorded.take_up(report),
            Err(why) => {
                let newer = recorded.lines(first.as_slice())?;
                if recorded.runs == 0 {
                    return Err(newer.map_or(why, NotARecord::Newer));
                }
            }
        }
        Ok(recorded)
    }

    /// Takes up the lines of a record; the version of the last that a newer program wrote.
    fn lines(&mut self, source: impl BufRead) -> io::Result<Option<u32>> {
        let mut newer = None;
        for (index, line) in source.split(b'\n').enumerate() {
            let line = line?;
            match document(&line) {
                Ok(document) => self.take_up(document),
                Err(_) if line.iter().all(u8::is_ascii_whitespace) => {}
                Err(NotARecord::Newer(version)) => {
                    newer = Some(version);
                    self.unread.push((index + 1, Unread::Newer));
                }
                Err(_) => self.unread.push((index + 1, Unread::Torn)),
            }
        }
        Ok(newer)
    }

    fn take_up(&mut self, document: Document) {
        self.runs += 1;
        let configuration = document.configuration.map(|file| file.sha256);
        let (near, chosen) = match document.settings {
            Some(Settings { near_percent, near_percent_of, encoding }) => {
                (near(near_percent, near_percent_of), Some(Chosen { encoding, configuration }))
            }
            None => (near(document.near_percent, document.near_percent_of), None),
        };
        let by = Recording {
            at: document.at.clone(),
            complete_through: document.law.complete_through,
            law: document.law.sha256,
            terms: Terms { version: document.tool.version, near, chosen },
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

const UTF8_MARK: &[u8] = b"\xEF\xBB\xBF";

fn is_utf16(head: &[u8]) -> bool {
    matches!(head, [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] | [0, _, ..] | [_, 0, ..])
}

fn document(text: &[u8]) -> Result<Document, NotARecord> {
    let shape = |error: serde_json::Error| NotARecord::Shape(error.to_string());
    let Stamp { version, tool } = serde_json::from_slice(text).map_err(shape)?;
    match version {
        _ if tool.name != env!("CARGO_PKG_NAME") => {
            Err(NotARecord::Shape(format!("it is of {} and of version {version}", tool.name)))
        }
        1 => serde_json::from_slice(text).map_err(shape),
        _ => Err(NotARecord::Newer(version)),
    }
}

/// The margins of a run; `None` where they are not recorded.
fn near(usual: Option<serde_json::Number>, own: BTreeMap<String, serde_json::Number>) -> Option<Near> {
    let own = own.into_iter().map(|(name, percent)| (name, percent.to_string()));
    Some(Near { usual: usual?.to_string(), own: own.collect() })
}

/// A path without what it need not begin with.
fn plain(path: &str) -> &str {
    path.trim_start_matches("./")
}
