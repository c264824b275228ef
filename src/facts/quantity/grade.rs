//! Words that are values by themselves: 5N is a purity of 99.999 % and more.

use super::{Value, scan::Scan};
use crate::{
    facts::Written,
    interval::{End, Interval},
};

/// The grades in a text of the parameters asked for, with the index of each parameter.
pub(super) fn grades(scan: &Scan<'_>, asked: &[bool]) -> Vec<(usize, Value)> {
    let text = scan.text();
    let is_word = |at: Option<usize>| {
        at.and_then(|at| scan.byte(at)).is_some_and(|byte| byte.is_ascii_alphanumeric() || byte == b'.')
    };
    let parameters = scan.quantities.parameters.parameters.iter().enumerate();
    let mut found = Vec::new();
    for (index, parameter) in parameters.filter(|(index, _)| asked[*index]) {
        for grade in &parameter.grades {
            for (start, word) in text.match_indices(&grade.word) {
                let end = start + word.len();
                if is_word(start.checked_sub(1)) || is_word(Some(end)) {
                    continue;
                }
                let range = scan.origin(start..end);
                let value = Value {
                    parameter: parameter.name.clone(),
                    interval: Interval {
                        low: Some(End::at(grade.from.clone())),
                        high: Some(End::beyond(grade.below.clone())),
                    },
                    written: Written { value: scan.original[range.clone()].to_owned(), unit: String::new() },
                    range,
                    approximate: false,
                    qualifiers: Vec::new(),
                    lowered: false,
                };
                found.push((index, value));
            }
        }
    }
    found
}
