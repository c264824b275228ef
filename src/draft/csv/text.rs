//! The text of a CSV cell.

use super::record::{Cell, Quoting, Units};
use crate::draft::Field;
use crate::draft::charset::{Charset, FieldText, Malformed};
use crate::span::Span;

/// The text of a cell of `bytes`, which begin at byte `offset` of the file.
pub(super) fn field(bytes: &[u8], offset: usize, cell: &Cell, charset: &Charset) -> Result<Field, Malformed> {
    let units = Units::of(charset);
    let content = cell.content(units);
    if !cell.doubled && cell.quoting != Quoting::Part {
        return charset.field(&bytes[content.clone()], offset + content.start);
    }
    let quote = u16::from(b'"');
    let mut text = FieldText::default();
    // `"a""b"c`: in quotes a quote stands doubled; behind the closing one it stands for itself
    let mut in_quotes = cell.quoting == Quoting::Whole;
    let mut is_behind = false;
    let mut from = content.start;
    let mut at = content.start;
    while at < content.end {
        let here = at;
        at += units.width();
        if is_behind || units.at(bytes, here) != Some(quote) {
            continue;
        }
        text.push(charset, &bytes[from..here], offset + from)?;
        if in_quotes && at < content.end && units.at(bytes, at) == Some(quote) {
            from = here;
            // the first of the two is written, the second skipped
            text.push(charset, &bytes[from..at], offset + from)?;
            at += units.width();
        } else if in_quotes {
            is_behind = true;
        } else {
            in_quotes = true;
        }
        from = at;
    }
    text.push(charset, &bytes[from..content.end], offset + from)?;
    Ok(text.finish(Span::new(offset + content.start, offset + content.end)))
}

/// Whether nothing but spaces stands in a cell, told without decoding it.
pub(super) fn is_blank(bytes: &[u8], cell: &Cell, units: Units) -> bool {
    let content = cell.content(units);
    let mut at = content.start;
    while at < content.end {
        match units.at(bytes, at) {
            Some(0x20 | 0x09 | 0x0A | 0x0D) => at += units.width(),
            _ => return false,
        }
    }
    true
}
