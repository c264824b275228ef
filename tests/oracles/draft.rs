//! Whole drafts: an edit is what it claims, a fixed draft is settled, and no report commands a terminal.

use std::{cell::RefCell, io, rc::Rc};

use beizhu::{
    determination::Verdict,
    edit::{self, Edit},
    finding::Severity,
    phrase::Language,
    report::{
        Edition, Editions, FileReport, Format, Interrupted, Reread, Stop, Summary, Tally, View, Visit,
        csv::Csv, github::Github, html::Html, json::Json, junit::Junit, sarif::Sarif, short::Short,
        text::Text,
    },
};

use super::desk;

/// A draft with what was made of it.
pub(crate) struct Fixed {
    pub(crate) before: FileReport,
    pub(crate) bytes: Vec<u8>,
}

/// Reads, fixes and reads again; `None` where the bytes are no draft.
pub(crate) fn fixed(name: &str, draft: &[u8], add_remarks_column: bool) -> Option<Fixed> {
    let before = desk().read_with(name, draft, add_remarks_column).ok()?;
    let looked_over =
        desk().pieces(name, draft).and_then(|mut pieces| pieces.look_over()).expect("it was read before");
    assert_eq!(
        (&looked_over.on, looked_over.in_doubt),
        (&before.tally.on, before.tally.in_doubt),
        "looked over otherwise"
    );
    let edits = before.edits();
    let bytes = naively_edited(draft, &edits);
    assert_eq!(edit::apply(draft, &edits), bytes, "edits are not applied as they say");
    let mut streamed = Vec::new();
    let is_edited = edit::splice(draft, edits.clone(), &mut streamed).expect("memory can be written");
    assert_eq!((streamed, is_edited), (bytes.clone(), !edits.is_empty()), "a stream is edited otherwise");
    assert!(before.rest.is_none(), "a small draft is held");
    assert_eq!(edits.len(), before.tally.byte_edits);

    let after = desk().read(name, &bytes).unwrap_or_else(|error| panic!("a fixed draft is a draft: {error}"));
    assert_eq!(after.edits(), [], "fixing twice differs");
    let counts = |report: &FileReport| Verdict::ALL.map(|verdict| report.tally.counts.of(verdict));
    assert_eq!(counts(&before), counts(&after), "a remark decided");
    assert_eq!(counts(&before).iter().sum::<usize>(), before.tally.counts.items);
    is_shown(before.clone(), draft.len());
    Some(Fixed { before, bytes })
}

/// The edits, one after the other from the last, each by itself.
fn naively_edited(original: &[u8], edits: &[Edit]) -> Vec<u8> {
    let mut bytes = original.to_vec();
    let mut behind = original.len();
    for edit in edits.iter().rev() {
        assert!(edit.span.start <= edit.span.end && edit.span.end <= behind, "{edit:?} before byte {behind}");
        behind = edit.span.start;
        let rest = bytes.split_off(edit.span.end);
        bytes.truncate(edit.span.start);
        bytes.extend_from_slice(&edit.replacement);
        bytes.extend(rest);
    }
    bytes
}

/// A report that is held needs no second reading.
struct Held;

impl Reread for Held {
    fn each_piece_after(&mut self, _: &Stop, _: &mut Visit<'_>) -> Result<Tally, Interrupted> {
        panic!("the report holds all there is");
    }
}

/// A place for a report that can be looked at afterwards.
#[derive(Clone, Default)]
struct Memory(Rc<RefCell<Vec<u8>>>);

impl io::Write for Memory {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The report can be shown, and what it shows are texts and line ends, nothing that a terminal obeys.
/// Any number says in which format and language, so that many drafts see them all.
fn is_shown(mut report: FileReport, any: usize) {
    let desk = desk();
    let (which, is_chinese) = (any % 8, (any / 8).is_multiple_of(2));
    let view = View {
        law: &desk.examiner.law,
        policy: &desk.policy,
        language: if is_chinese { Language::Zh } else { Language::En },
        width: 60,
        colour: false,
        all_items: is_chinese,
        all: is_chinese,
        only_findings: false,
        quiet: false,
        fail_on: Severity::Warning,
    };
    let memory = || io::Cursor::new(Vec::new());
    let format: Box<dyn Format> = match which {
        0 => Box::new(Text::new(view)),
        1 => Box::new(Short::new(view)),
        2 => Box::new(Json::new(view, memory())),
        3 => Box::new(Sarif::new(view)),
        4 => Box::new(Github::new(view)),
        5 => Box::new(Junit::new(view, memory())),
        6 => Box::new(Csv::new(view)),
        _ => Box::new(Html::new(view, memory())),
    };
    let out = Memory::default();
    let mut editions =
        Editions(vec![Edition { format, out: Box::new(out.clone()), all_items: view.all_items }]);
    let mut summary = Summary::default();
    editions.show(&mut report, &mut Held).expect("memory can be written");
    summary.add(&report);
    editions.end(&summary).expect("memory can be written");
    drop(editions);
    let shown = String::from_utf8(out.0.take()).expect("a report is UTF-8");
    let command = shown.lines().find(|line| line.contains(commands));
    assert_eq!(command, None, "a report holds what a terminal obeys");
    match which {
        2 | 3 => {
            serde_json::from_str::<serde_json::Value>(&shown).expect("JSON");
        }
        5 => {
            roxmltree::Document::parse(&shown).expect("XML");
        }
        _ => {}
    }
}

/// Control characters, and those that turn the direction of writing.
pub(crate) fn commands(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}
