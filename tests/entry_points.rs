//! What is read from outside, under the checks that the fuzz targets run: every seed, and seeds
//! with a few changes.

mod common;
mod oracles;

use std::{fs, path::Path};

use oracles::{Check, ENTRY_POINTS};
use proptest::{
    prelude::*,
    sample::Index,
    test_runner::{RngAlgorithm, TestRng, TestRunner},
};

/// What is put into seeds: what means something in some format, and what no format expects.
const PIECES: [&[u8]; 34] = [
    b"\"",
    b"\"\"",
    b",",
    b";",
    b"\t",
    b"\n",
    b"\r\n",
    b"\r",
    b"\0",
    b"\x1B[2J",
    b"\xFF",
    b"\xEF\xBB\xBF",
    b"\xED\xA0\x80",
    b"\xB5\xE7\xB3\xD8",
    b"<",
    b"</",
    b"/>",
    b"&amp;",
    b"&#0;",
    b"<!--",
    b"<![CDATA[",
    b"]]>",
    b"<?pi ?>",
    b"=",
    b"[",
    b"{",
    b"9999-12-31",
    b"285Wh/kg",
    "\u{202E}".as_bytes(),
    "约".as_bytes(),
    "300～310".as_bytes(),
    "S01,S03-S05".as_bytes(),
    "不属于管制物项：".as_bytes(),
    "属于两用物项：3A001".as_bytes(),
];

#[derive(Clone, Debug)]
enum Change {
    Insert(Index, usize),
    Remove(Index, usize),
    Repeat(Index, usize),
    Swap(Index, Index),
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        4 => (any::<Index>(), 0..PIECES.len()).prop_map(|(at, piece)| Change::Insert(at, piece)),
        2 => (any::<Index>(), 1..24_usize).prop_map(|(at, length)| Change::Remove(at, length)),
        1 => (any::<Index>(), 1..80_usize).prop_map(|(at, length)| Change::Repeat(at, length)),
        1 => (any::<Index>(), any::<Index>()).prop_map(|(one, other)| Change::Swap(one, other)),
    ]
}

fn changed(seed: &[u8], changes: &[Change]) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for change in changes {
        let place = |at: &Index| at.index(bytes.len() + 1);
        match change {
            Change::Insert(at, piece) => {
                let at = place(at);
                bytes.splice(at..at, PIECES[*piece].iter().copied());
            }
            Change::Remove(at, length) => {
                let at = place(at);
                bytes.drain(at..bytes.len().min(at + length));
            }
            Change::Repeat(at, length) => {
                let at = place(at);
                let part = bytes[at..bytes.len().min(at + length)].to_vec();
                bytes.splice(at..at, part);
            }
            Change::Swap(one, other) => {
                if !bytes.is_empty() {
                    let (one, other) = (one.index(bytes.len()), other.index(bytes.len()));
                    bytes.swap(one, other);
                }
            }
        }
    }
    bytes
}

/// The seeds of an entry point: its own, and what this repository holds of the kind.
fn seeds(name: &str) -> Vec<Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let shared = match name {
        "csv" | "xml" => Some("fixtures/drafts"),
        "law" => Some("law/announcements"),
        _ => None,
    };
    let folders = [Some(format!("fuzz/seeds/{name}")), shared.map(str::to_owned)];
    let files = folders.into_iter().flatten().flat_map(|folder| {
        let entries = fs::read_dir(root.join(&folder)).unwrap_or_else(|error| panic!("{folder}: {error}"));
        let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
        paths.sort();
        paths
    });
    let seeds: Vec<_> = files.map(|path| fs::read(path).expect("a readable seed")).collect();
    assert!(seeds.len() > 4, "only {} seeds for {name}", seeds.len());
    seeds
}

fn check(name: &str) -> Check {
    ENTRY_POINTS.iter().find(|(known, _)| *known == name).expect("an entry point").1
}

/// Each seed as it is, then so many changed ones.
fn hold(name: &str, cases: u32) {
    let (holds, seeds) = (check(name), seeds(name));
    seeds.iter().for_each(|seed| holds(seed));
    let strategy = (any::<Index>(), prop::collection::vec(change(), 1..5));
    let config = ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
    // the same changes in each run: the fuzz targets look further
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let outcome = runner.run(&strategy, |(seed, changes)| {
        holds(&changed(&seeds[seed.index(seeds.len())], &changes));
        Ok(())
    });
    outcome.unwrap_or_else(|error| panic!("{name}: {error}"));
}

#[test]
fn any_csv() {
    hold("csv", 96);
}

#[test]
fn any_xml() {
    hold("xml", 128);
}

#[test]
fn any_facts() {
    hold("facts", 256);
}

#[test]
fn any_law() {
    hold("law", 32);
}

#[test]
fn any_remark() {
    hold("remark", 48);
}

/// Each entry point has its fuzz target, which runs the same check.
#[test]
fn every_entry_point_is_fuzzed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let manifest = fs::read_to_string(root.join("fuzz/Cargo.toml")).expect("its manifest");
    for (name, _) in ENTRY_POINTS {
        let target = fs::read_to_string(root.join(format!("fuzz/fuzz_targets/{name}.rs"))).expect(name);
        assert!(target.contains(&format!("beizhu_fuzz::holds(\"{name}\"")), "{target}");
        assert!(manifest.contains(&format!("name = \"{name}\"")), "{name} is no target");
    }
}
