//! One draft read in every way: at leisure and in a hurry, by one thread and by several, and along a trail once it is
//! fixed.

use std::{io::Cursor, sync::Arc, thread};

use beizhu::{
    crew::Crew,
    draft::{Reading, Trail, Trailing},
    edit::{self, Edit},
    report::{self, Located, Piece, Pieces, Tally},
};
use encoding_rs::Encoding;

use super::DESK;

/// What a reading of a draft came to.
struct Said {
    tally: Tally,
    /// How many goods lines are shown.
    items: usize,
    /// What is said of it with its place, and which bytes are edited.
    said: Vec<String>,
    edits: Vec<Edit>,
    trail: Option<Arc<Trail>>,
}

fn read(draft: &[u8], how: How<'_>, threads: usize) -> Said {
    let (mut items, mut said, mut edits) = (0, Vec::new(), Vec::new());
    let (tally, trail) = thread::scope(|scope| {
        let mut pieces = pieces(draft, how).sharing(Crew::of(threads, scope));
        for piece in pieces.by_ref() {
            match piece.unwrap_or_else(|error| panic!("{error:?}")) {
                Piece::Finding(located) => said.push(shown(&located)),
                Piece::Item(item) => {
                    let number = item.examined.item.number;
                    said.extend(item.findings.iter().map(|located| format!("{number} {}", shown(located))));
                    items += 1;
                }
                Piece::Edit { edit, .. } => {
                    said.push(format!("{edit:?}"));
                    edits.push(edit);
                }
            }
        }
        (pieces.tally().clone(), pieces.into_trail().map(Arc::new))
    });
    Said { tally, items, said, edits, trail }
}

/// How a draft is read.
#[derive(Clone, Copy, Default)]
struct How<'a> {
    all_items: bool,
    encoding: Option<&'static Encoding>,
    trailing: Trailing<'a>,
}

fn pieces<'a>(draft: &'a [u8], how: How<'_>) -> Pieces<'a, Cursor<&'a [u8]>> {
    let How { all_items, encoding, trailing } = how;
    let is_parameter = |heading: &str| DESK.examiner.is_parameter(heading);
    let desk = report::Desk { examiner: &DESK.examiner, policy: &DESK.policy, accepted: None, all_items };
    let reading = Reading { encoding, trailing, ..DESK.reading(&is_parameter) };
    let pieces = Pieces::open(Cursor::new(draft), "draft", &reading, desk, false);
    pieces.unwrap_or_else(|error| panic!("{error:?}"))
}

/// How many goods lines a draft has, and how many of them were only counted.
pub(crate) fn compare(draft: &[u8]) -> (usize, usize) {
    compare_in(None, draft)
}

/// The same, in an encoding that somebody has named.
pub(crate) fn compare_in(encoding: Option<&'static Encoding>, draft: &[u8]) -> (usize, usize) {
    let some = How { encoding, ..How::default() };
    let everything = How { all_items: true, ..some };
    let all = read(draft, everything, 1);
    let mut pieces = pieces(draft, some);
    let looked_over = pieces.look_over().unwrap_or_else(|error| panic!("{error:?}"));
    assert_eq!(
        (&looked_over.on, looked_over.in_doubt),
        (&all.tally.on, all.tally.in_doubt),
        "looked over otherwise"
    );
    let fixed = edit::apply(draft, &all.edits);
    let all_fixed = read(&fixed, everything, 1);
    let mut passed = 0;
    for threads in [1, 3] {
        let left = read(draft, How { trailing: Trailing::Leaves, ..some }, threads);
        passed = all.items - left.items;
        says_the_same(&left, &all);
        let trailing = left.trail.as_ref().map_or(Trailing::No, Trailing::Follows);
        let following = read(&fixed, How { trailing, ..some }, threads);
        says_the_same(&following, &all_fixed);
        assert_eq!(
            all_fixed.items - following.items,
            passed,
            "what was passed over once is passed over again"
        );
    }
    (all.tally.counts.items, passed)
}

fn says_the_same(one: &Said, other: &Said) {
    assert_eq!(one.tally, other.tally);
    let different = one.said.iter().zip(&other.said).find(|(one, other)| one != other);
    assert!(one.said.len() == other.said.len() && different.is_none(), "{different:?}");
}

/// A finding with its place.
fn shown(located: &Located) -> String {
    format!("{:?} {:?}", located.place.region(), located.finding)
}
