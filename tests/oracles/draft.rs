//! Whole drafts: an edit is what it claims, a fixed draft is settled, and no report commands a terminal.

use beizhu::{
    determination::Verdict,
    draft::Unreadable,
    edit::{self, Edit},
    phrase::Language,
    report::{
        FileReport, Format, PieceIter, Reread, Summary, View, Wanted, json::Json, short::Short, show,
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
    let bytes = naively_edited(draft, &before.edits);
    assert_eq!(edit::apply(draft, &before.edits), bytes, "edits are not applied as they say");
    let mut streamed = Vec::new();
    let is_edited = edit::splice(draft, before.edits.clone(), &mut streamed).expect("memory can be written");
    assert_eq!(
        (streamed, is_edited),
        (bytes.clone(), !before.edits.is_empty()),
        "a stream is edited otherwise"
    );
    assert!(before.is_whole, "a small draft is held");
    assert_eq!(before.edits.len(), before.tally.byte_edits);

    let after = desk().read(name, &bytes).unwrap_or_else(|error| panic!("a fixed draft is a draft: {error}"));
    assert_eq!(after.edits, [], "fixing twice differs");
    let counts = |report: &FileReport| Verdict::ALL.map(|verdict| report.tally.counts.of(verdict));
    assert_eq!(counts(&before), counts(&after), "a remark decided");
    assert_eq!(counts(&before).iter().sum::<usize>(), before.tally.counts.items);
    is_shown(&before);
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
    fn pieces(&mut self, _: Wanted) -> Result<PieceIter<'_>, Unreadable> {
        panic!("the report holds all there is");
    }
}

/// The report can be shown in every format, and what it shows are texts and line ends, nothing
/// that a terminal obeys.
fn is_shown(report: &FileReport) {
    let desk = desk();
    let view = View {
        law: &desk.examiner.law,
        policy: &desk.policy,
        language: Language::En,
        width: 60,
        colour: false,
        only_findings: false,
        quiet: false,
    };
    for language in [Language::En, Language::Zh] {
        let view = View { language, ..view };
        for (mut format, is_json) in [
            (Box::new(Text::new(view)) as Box<dyn Format>, false),
            (Box::new(Short::new(view)), false),
            (Box::new(Json::new(view)), true),
        ] {
            let mut out = Vec::new();
            let mut summary = Summary::default();
            show(report, &mut Held, format.as_mut(), &mut out).expect("memory can be written");
            summary.add(report);
            format.end(&summary, &mut out).expect("memory can be written");
            let shown = String::from_utf8(out).expect("a report is UTF-8");
            let command = shown.lines().find(|line| line.contains(commands));
            assert_eq!(command, None, "a report holds what a terminal obeys");
            if is_json {
                serde_json::from_str::<serde_json::Value>(&shown).expect("a JSON report is JSON");
            }
        }
    }
}

/// Control characters, and those that turn the direction of writing.
pub(crate) fn commands(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}
