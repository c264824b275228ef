//! Records whose quotes do not match: where they end cannot be told.

use std::io::{Read, Seek};

use super::Records;
use super::record::{Record, Units};
use crate::draft::unreadable::{Account, Reason, Trouble, Unreadable};
use crate::span::Span;

/// How many are set aside before the file counts as broken.
pub(super) const MOST: usize = 100;

impl<S: Read + Seek> Records<S> {
    pub(super) fn too_many_astray(&self) -> Unreadable {
        let (offset, line) = (self.window.offset(), self.window.lines() + 1);
        Unreadable::new(
            Reason::Malformed,
            Account::new(
                (
                    format!("the quotes of more than {MOST} records do not match"),
                    format!("引号不成对的记录超过 {MOST} 条"),
                ),
                (
                    "the file is not written as CSV is; the rest of it was not read",
                    "该文件不符合 CSV 的写法，其余部分未读取",
                ),
                ("export the draft again", "请重新导出该文件"),
            ),
        )
        .at(Span::new(offset, offset), line, 1)
    }

    pub(super) fn quotes_do_not_match(&self, record: &Record) -> Trouble {
        let offset = self.window.offset();
        let at = record.open_quote.or(record.astray).unwrap_or(record.start);
        let open = record.open_quote.is_some();
        let what = if open {
            ("a cell opens with a quote that nothing closes", "某个单元格以引号开头，却没有结束引号")
        } else {
            ("the quotes of this record do not match", "该记录的引号不成对")
        };
        let first_line_end = offset + self.first_line_end(record);
        Trouble {
            span: Span::new(
                offset + record.start,
                first_line_end.max(offset + record.start).min(offset + record.end),
            ),
            line: self.window.lines() + record.lines_before + 1,
            account: Box::new(Account::new(
                what,
                (
                    format!(
                        "where this record ends cannot be told (byte {}), so nothing is written to the file",
                        offset + at
                    ),
                    format!("无法判断该记录在何处结束（第 {} 字节），因此不会写入该文件", offset + at),
                ),
                (
                    "close the quote, or double it (\"\") where it belongs to the text",
                    "请补上引号；如果引号是文本内容，请写成两个引号 (\"\")",
                ),
            )),
            blocks_fixing: true,
        }
    }

    /// Where the first physical line of a record ends.
    fn first_line_end(&self, record: &Record) -> usize {
        let units = Units::of(&self.charset);
        let bytes = self.window.bytes();
        let mut at = record.start;
        while at < record.end {
            if matches!(units.at(bytes, at), Some(0x0A | 0x0D)) {
                return at;
            }
            at += units.width();
        }
        record.end
    }

    /// The bytes and line ends up to the second physical line of a record, where reading goes on.
    pub(super) fn after_first_line(&self, record: &Record) -> (usize, usize) {
        let units = Units::of(&self.charset);
        let bytes = self.window.bytes();
        let mut at = self.first_line_end(record);
        if at >= record.end {
            return (record.next, record.lines);
        }
        let is_cr = units.at(bytes, at) == Some(0x0D);
        at += units.width();
        if is_cr && units.at(bytes, at) == Some(0x0A) {
            at += units.width();
        }
        (at, record.lines_before + 1)
    }
}
