//! What the parts of a run take, each through the library as programs use it: `cargo bench`. Whole processes are
//! measured by `whole.py`. Both are described in `docs/performance.md`.

#[allow(dead_code)]
#[path = "../tests/common/desk.rs"]
mod desk;
mod drafts;

use std::{io, sync::LazyLock, thread, time::Duration};

use beizhu::{
    Examiner,
    crew::Crew,
    draft::{self, Declaration, Part, Quiet, Raw, Sift},
    edit,
    facts::Reader,
    finding::Severity,
    law::ControlList,
    phrase::Language,
    report::{
        Edition, Editions, FileReport, Interrupted, Piece, Pieces, Reread, Stop, Tally, View, Visit,
        json::Json,
    },
};
use desk::Desk;
use divan::{
    Bencher, Divan, black_box,
    counter::{BytesCount, ItemsCount},
};
use drafts::Share;
use encoding_rs::Encoding;

/// The law made ready, which most parts are measured without.
static DESK: LazyLock<Desk> = LazyLock::new(Desk::new);

/// Enough goods lines that reading them outweighs opening the draft.
const EVERYDAY: usize = 10_000;

/// Goods lines with findings take longer.
const CONCERNED: usize = 1000;

const CSV: &str = "draft.csv";

fn main() {
    Divan::default().max_time(Duration::from_secs(5)).config_with_args().main();
}

/// The law as a run finds it.
#[divan::bench]
fn start() -> Examiner {
    Examiner::new(ControlList::load(&[]).expect("the embedded law"))
}

/// With everything that is only made ready when it is first needed.
#[divan::bench(args = [Share::Few, Share::All])]
fn start_and_check_50_lines(bencher: Bencher<'_, '_>, share: Share) {
    let draft = table(50, share, "utf-8");
    bencher.bench(|| Desk::new().read(CSV, &draft).expect("a draft"));
}

/// A table of everyday goods in an encoding, by so many threads.
#[divan::bench(args = [("utf-8", 1), ("utf-8", 2), ("gb18030", 1), ("gb18030", 2)])]
fn check(bencher: Bencher<'_, '_>, (encoding, threads): (&str, usize)) {
    let draft = table(EVERYDAY, Share::Few, encoding);
    counting(bencher, draft.len(), EVERYDAY).bench(|| read(CSV, &draft, threads));
}

/// Each goods line with findings, and the report for programs.
#[divan::bench]
fn check_all_in_scope_as_json(bencher: Bencher<'_, '_>) {
    let draft = table(CONCERNED, Share::All, "utf-8");
    counting(bencher, draft.len(), CONCERNED).bench(|| {
        let mut pieces = DESK.pieces(CSV, &draft).expect("a draft");
        let mut report = FileReport::of(&mut pieces, CSV).expect("a draft");
        let format = Box::new(Json::new(view(), io::Cursor::new(Vec::new())));
        let mut editions = Editions(vec![Edition { format, out: Box::new(io::sink()), all_items: false }]);
        editions.show(&mut report, &mut Again(&draft)).expect("a sink takes everything");
    });
}

/// Single Window messages of 20 goods lines.
#[divan::bench]
fn check_messages(bencher: Bencher<'_, '_>) {
    let messages: Vec<String> = (0..100).map(|number| drafts::message(number, 20, Share::Few)).collect();
    counting(bencher, messages.iter().map(String::len).sum(), 20 * messages.len()).bench(|| {
        messages.iter().map(|message| read("draft.xml", message.as_bytes(), 1)).collect::<Vec<_>>()
    });
}

/// Whether names and specifications may name goods of the law, and nothing else.
#[divan::bench(args = ["utf-8", "gb18030"])]
fn sieve(bencher: Bencher<'_, '_>, encoding: &str) {
    let raw = if encoding == "utf-8" { Raw::Utf8 } else { Raw::Gb18030 };
    let table = table(EVERYDAY, Share::Few, encoding);
    let lines = table.split(|byte| *byte == b'\n').skip(1);
    let texts: Vec<(&[u8], bool)> = lines.flat_map(name_and_specification).collect();
    let bytes = texts.iter().map(|(text, _)| text.len()).sum();
    counting(bencher, bytes, texts.len()).bench(|| {
        let mut quiet = Quiet::default();
        let mut may_name = |text, is_name| DESK.examiner.may_name_goods(raw(text), is_name, &mut quiet);
        texts.iter().filter(|(text, is_name)| may_name(text, *is_name)).count()
    });
}

/// What goods lines state; an item is one of them.
#[divan::bench(args = [Share::Few, Share::All])]
fn read_facts(bencher: Bencher<'_, '_>, share: Share) {
    let draft = table(100, share, "utf-8");
    let declarations = declarations(&draft);
    let law = &DESK.examiner.law;
    let reader = Reader::new(law, &law.folding());
    bencher.counter(ItemsCount::new(declarations.len())).bench(|| {
        for declaration in &declarations {
            black_box(reader.read(declaration, &declaration.items[0], law));
        }
    });
}

/// The draft as it is to be, from the draft as it is.
#[divan::bench(args = [Share::Few, Share::All])]
fn fix(bencher: Bencher<'_, '_>, share: Share) {
    let lines = if share == Share::All { CONCERNED } else { EVERYDAY };
    let draft = table(lines, share, "utf-8");
    counting(bencher, draft.len(), lines).bench(|| {
        let pieces = DESK.pieces(CSV, &draft).expect("a draft");
        let edits = pieces.filter_map(|piece| match piece.expect("a draft") {
            Piece::Edit { edit, .. } => Some(edit),
            Piece::Finding(_) | Piece::Item(_) => None,
        });
        let mut fixed = Vec::with_capacity(2 * draft.len());
        assert!(edit::splice(&*draft, edits, &mut fixed).expect("memory takes everything"));
        fixed
    });
}

/// With the throughput of each run: bytes, and goods lines or texts.
fn counting<'a, 'b>(bencher: Bencher<'a, 'b>, bytes: usize, items: usize) -> Bencher<'a, 'b> {
    bencher.counter(BytesCount::new(bytes)).counter(ItemsCount::new(items))
}

fn table(lines: usize, share: Share, encoding: &str) -> Vec<u8> {
    let encoding = Encoding::for_label(encoding.as_bytes()).expect("an encoding");
    let mut table = Vec::new();
    drafts::table(lines, share, |piece| table.extend_from_slice(&encoding.encode(piece).0));
    table
}

/// Every piece of a draft; how many there are.
fn read(name: &str, draft: &[u8], threads: usize) -> usize {
    thread::scope(|scope| {
        let pieces = DESK.pieces(name, draft).expect("a draft").sharing(Crew::of(threads, scope));
        pieces.inspect(|piece| assert!(piece.is_ok(), "a draft")).count()
    })
}

fn declarations(draft: &[u8]) -> Vec<Declaration> {
    let is_parameter = |heading: &str| DESK.examiner.is_parameter(heading);
    let parts = draft::open(io::Cursor::new(draft), CSV, &DESK.reading(&is_parameter)).expect("a draft");
    let declaration = |part| match part {
        Ok(Part::Declaration(declaration)) => Some(declaration),
        _ => None,
    };
    parts.filter_map(declaration).collect()
}

/// The texts of a line of a generated table, where nothing is quoted, and whether each is a name.
fn name_and_specification(line: &[u8]) -> impl Iterator<Item = (&[u8], bool)> {
    line.split(|byte| *byte == b',').skip(1).zip([true, false])
}

/// A draft that is read again where its report does not hold it all.
struct Again<'a>(&'a [u8]);

impl Reread for Again<'_> {
    fn each_piece_after(&mut self, stop: &Stop, visit: &mut Visit<'_>) -> Result<Tally, Interrupted> {
        let is_parameter = |heading: &str| DESK.examiner.is_parameter(heading);
        let (draft, reading) = (io::Cursor::new(self.0), DESK.reading(&is_parameter));
        let mut pieces = Pieces::after(stop, draft, CSV, &reading, DESK.desk(), false, Crew::alone())?;
        while let Some(piece) = pieces.next().transpose()? {
            visit(&piece)?;
        }
        Ok(pieces.tally().clone())
    }
}

fn view() -> View<'static> {
    View {
        law: &DESK.examiner.law,
        policy: &DESK.policy,
        language: Language::En,
        width: 100,
        colour: false,
        all_items: false,
        all: false,
        only_findings: false,
        quiet: false,
        fail_on: Severity::Warning,
    }
}
