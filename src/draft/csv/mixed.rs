//! A file that was put together from pieces in several encodings.

use std::io::{self, Read, Seek, SeekFrom};

use encoding_rs::{GB18030, UTF_8};

use super::OPENING;
use super::layout::Layout;
use crate::draft::Reading;
use crate::draft::charset::{Charset, Departure, Ground, departure_from_utf8, is_utf8, malformed_at};
use crate::draft::unreadable::{Account, Reason, Unreadable};
use crate::span::Span;

/// The error for a draft whose headings are UTF-8 and a line of which further down is Chinese in another
/// encoding; `None` where that is not what keeps it from being read.
///
/// # Errors
/// Those of the source.
pub(super) fn encodings<S: Read + Seek>(
    source: &mut S,
    reading: &Reading,
) -> Result<Option<Unreadable>, Unreadable> {
    let Some(departure) = departure_from_utf8(source)? else { return Ok(None) };
    let mut part = |from: usize, length: u64| {
        let mut bytes = Vec::new();
        source.seek(SeekFrom::Start(from as u64))?;
        source.by_ref().take(length).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    let failed = |error: io::Error| Unreadable::source(&error);
    let opening = part(0, OPENING.min(departure.line_start as u64)).map_err(failed)?;
    let rest = part(departure.line_start, OPENING).map_err(failed)?;
    let utf8 = Charset { encoding: UTF_8, bom: false, told_by: Ground::Detection };
    let is_draft = is_utf8(&opening) && Layout::tell(&opening, true, &utf8, reading).is_ok();
    let line = rest.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let is_chinese = malformed_at(GB18030, line).is_none();
    Ok((is_draft && is_chinese).then(|| refusal(departure)))
}

fn refusal(Departure { at, line, .. }: Departure) -> Unreadable {
    let before = line - 1;
    Unreadable::new(
        Reason::Encoding,
        Account::new(
            ("the file mixes two encodings", "该文件混用了两种编码"),
            (
                format!("it is UTF-8 up to line {before}, and line {line} is not, but Chinese as in GBK (byte {at})"),
                format!("前{before}行是 UTF-8，第{line}行起不是，而是 GBK 一类的编码（第{at}字节）"),
            ),
            (
                "export the draft again in one piece, or save both parts in one encoding before they are joined",
                "请重新整份导出；如由两份文件拼接而成，请先统一另存为同一种编码",
            ),
        ),
    )
    .at(Span::new(at, at + 1), line, 1)
}
