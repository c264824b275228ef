//! `unencodable-remark`: the file's encoding cannot hold a character of the remark that is due.

use super::{Check, Fault, Finding, Look, Severity};
use crate::{phrase::Phrase, span::Span};

pub(super) const CHECK: Check =
    Check { name: "unencodable-remark", severity: Severity::Error, look: Look::Elsewhere };

/// The finding for a character that the file's encoding does not have.
pub(crate) fn unencodable_remark(span: Span, character: char, encoding: &str) -> Finding {
    let code = u32::from(character);
    let shown = if character.is_control() { String::new() } else { format!("`{character}` ") };
    CHECK.finding(
        None,
        Fault::new(
            span,
            Phrase::new(
                format!("the remark that is due holds {shown}(U+{code:04X}), which {encoding} cannot write"),
                format!("应写的备注含有字符{}（U+{code:04X}），{encoding}编码无法表示", shown.replace('`', "").trim()),
            ),
            Phrase::new("no character is replaced by another; nothing was written", "程序不替换字符，未写入任何内容"),
            Phrase::new(
                "save the file as UTF-8, write the value without that character, or write remarks in English (--remark-language en)",
                "请将文件另存为 UTF-8、改写该处文字，或用英文写备注（--remark-language en）",
            ),
        ),
    )
}
