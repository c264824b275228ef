//! A unit that is written once and may hold for the numbers before it too: `158/150mAh/g`, 电芯310/模组250Wh/kg.

use std::ops::Range;

use super::{amount::Amount, scan::Scan};
use crate::facts::prose::is_han;

/// What parts numbers that share a unit. Nothing but a space may also stand within a number.
const JOINTS: [&str; 11] = ["", "/", "、", ",", "或", "和", "与", "及", "and", "or", "&"];

/// The most bytes between two of them.
const FARTHEST: usize = 24;

/// The most characters of a name that tells one of several.
const LONGEST_NAME: usize = 3;

/// Lends each number without a unit that of the next one; whether it holds, the label tells.
pub(super) fn lend_units(scan: &Scan<'_>, amounts: &mut [Amount]) {
    for index in (1..amounts.len()).rev() {
        let (head, tail) = amounts.split_at_mut(index);
        let (Some(one), Some(next)) = (head.last_mut(), tail.first()) else { continue };
        let between = one.range.end..next.range.start;
        let is_listed = scan
            .text()
            .get(between.clone())
            .is_some_and(|text| JOINTS.contains(&text.trim()) && text.len() <= 8);
        if one.unit.is_none()
            && one.foreign.is_none()
            && (is_listed
                || holds_circumstances(scan, between.start, between.end)
                || are_told_apart(scan, one.range.start, between))
        {
            one.lent = next.unit.or(next.lent);
        }
    }
}

/// Whether a name before a number and one behind it tell two of several: `A 310 B 250Wh/kg`, 大310小250Wh/kg.
fn are_told_apart(scan: &Scan<'_>, start: usize, between: Range<usize>) -> bool {
    let text = scan.text();
    let next = text[between.clone()].trim();
    if is_letter(next) {
        let before = text[..start].strip_suffix(' ');
        let name = before.and_then(|before| before.rsplit(|sign: char| !sign.is_alphanumeric()).next());
        return name.is_some_and(is_letter);
    }
    let (length, words) = (next.chars().count(), &scan.quantities.parameters.words);
    let own = text[..start].rsplit(|sign| !is_han(sign)).next().unwrap_or_default();
    let place = scan.past_blanks(between.start);
    let is_label = scan.word_from(place).is_some_and(|word| !scan.entry(word).targets.is_empty());
    (1..=LONGEST_NAME).contains(&length)
        && next.chars().all(is_han)
        && own.chars().count() == length
        && (length == 1 || !words.numbers_stand_behind(own))
        && !words.pieces.iter().any(|piece| piece == next)
        && !is_label
        && scan.unit_from(place).is_none()
}

fn is_letter(text: &str) -> bool {
    let text = text.trim();
    text.len() == 1 && text.starts_with(|sign: char| sign.is_ascii_alphabetic())
}

/// Whether circumstances stand there, and signs that part them: those of two values in a list.
fn holds_circumstances(scan: &Scan<'_>, start: usize, end: usize) -> bool {
    if start >= end || end - start > FARTHEST {
        return false;
    }
    let circumstances = &scan.quantities.parameters.circumstances;
    let (mut position, mut holds) = (start, false);
    while position < end {
        if let Some(word) = scan.word_from(position).filter(|word| word.end <= end) {
            let of = &scan.entry(word).circumstances;
            if of.is_empty() || of.iter().any(|of| circumstances[*of].takes_name) {
                return false;
            }
            (position, holds) = (word.end, true);
            continue;
        }
        match scan.rest(position).chars().next() {
            Some(sign) if " /、,()[]:@".contains(sign) => position += sign.len_utf8(),
            _ => return false,
        }
    }
    holds
}
