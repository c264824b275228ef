//! Facts: each points at the words that it was read from, and what is undetermined says what is missing.

use beizhu::{determination::Verdict, draft::Item, facts::Place};

use super::bench;
use crate::common::Line;

/// For any texts: tariff line, name and specification, each on a line of its own.
pub(crate) fn holds(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let mut texts = text.splitn(3, '\n').map(str::to_owned);
    let mut next = || texts.next().unwrap_or_default();
    hold(&Line { tariff_line: next(), name: next(), specification: next(), ..Line::default() });
}

/// For any goods line without further columns.
pub(crate) fn hold(line: &Line) {
    let bench = bench();
    let item = bench.item(line);
    let (facts, determination) = bench.judge(line, "2026-11-12".parse().expect("a date"));
    for quantity in facts.stated.iter().chain(&facts.derived) {
        stands_there(&quantity.place, &item);
        quantity.rests_on.iter().for_each(|place| stands_there(place, &item));
        let (low, high) = (&quantity.interval.low, &quantity.interval.high);
        assert!(low.is_some() || high.is_some(), "a value without bounds: {quantity:?}");
        if let (Some(low), Some(high)) = (low, high) {
            assert!(low.value <= high.value, "no value is within {quantity:?}");
        }
    }
    facts.set_aside.iter().for_each(|aside| stands_there(&aside.place, &item));
    facts.kinds.iter().filter_map(|kind| kind.place.as_ref()).for_each(|place| stands_there(place, &item));
    match determination.verdict {
        Verdict::Undetermined => {
            let is_open = determination.ground().any(|judgement| !judgement.comparisons.is_empty());
            assert!(
                is_open || !determination.missing.is_empty(),
                "undetermined, and nothing is missing: {line:?}"
            );
        }
        Verdict::Controlled => {
            let is_sure = determination.ground().all(|judgement| judgement.missing.is_empty());
            assert!(is_sure, "controlled, and something is missing: {line:?}");
        }
        Verdict::OutOfScope | Verdict::Near | Verdict::Suspended | Verdict::Clear => {}
    }
}

/// A place lies in the field that it names and holds the words that it claims.
fn stands_there(place: &Place, item: &Item) {
    let field = place.source.field(item).expect("a goods line has the field");
    let span = place.span(item);
    let start = span.start.checked_sub(field.span.start);
    let words = start.and_then(|start| field.text.get(start..span.end - field.span.start));
    assert_eq!(field.text.get(place.range.clone()), words, "{place:?} in {item:?}");
    assert_eq!(words, Some(place.text.as_str()), "{place:?} in {item:?}");
}
