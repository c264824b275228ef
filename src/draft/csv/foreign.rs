//! A table whose cells stand apart by what is no delimiter of a CSV.

use super::layout::Opening;
use crate::draft::Reading;
use crate::draft::dialect::ColumnRole;
use crate::draft::unreadable::{Account, Reason, Unreadable};
use crate::span::Span;

/// What people and programs put between cells beside the delimiters that are read.
const FOREIGN: [char; 4] = ['|', '｜', '，', '；'];

/// How many headings have to be known before a line counts as a table.
const LEAST: usize = 2;

/// The error for such a table; `None` where no line of headings is divided by one of these.
pub(super) fn delimiter(openings: &[Opening], reading: &Reading) -> Option<Unreadable> {
    let whole_lines =
        openings.first()?.rows.iter().enumerate().filter_map(|(at, row)| match row.as_slice() {
            [line] => Some((at, line)),
            _ => None,
        });
    let divided = whole_lines
        .flat_map(|(at, line)| FOREIGN.map(|delimiter| (at, delimiter, roles(line, delimiter, reading))));
    let (at, delimiter, roles) = divided.into_iter().find(|(.., roles)| roles.len() >= LEAST)?;
    let is_about_goods = roles.contains(&ColumnRole::TariffLine);
    let reason = if is_about_goods { Reason::Headings } else { Reason::NotADraft };
    Some(refusal(reason, delimiter).at(Span::new(0, 0), at + 1, 1))
}

fn roles(line: &str, delimiter: char, reading: &Reading) -> Vec<ColumnRole> {
    let cells = line.split(delimiter).map(str::trim);
    cells
        .filter_map(|cell| reading.dialects.column(cell, reading.is_parameter))
        .map(|(role, _)| role)
        .collect()
}

fn refusal(reason: Reason, delimiter: char) -> Unreadable {
    let (stated_en, stated_zh) = match delimiter {
        '|' => (", or write `sep=|` as its first line", "，或在首行写 sep=|"),
        _ => ("", ""),
    };
    Unreadable::new(
        reason,
        Account::new(
            (
                format!("the cells of this table stand apart by `{delimiter}`"),
                format!("该表格以“{delimiter}”分隔各列"),
            ),
            (
                format!(
                    "comma, semicolon and tab are read as delimiters; by `{delimiter}` each line is a single cell"
                ),
                format!("程序只识别英文逗号、英文分号和制表符；以“{delimiter}”分隔时，每行只是一个单元格"),
            ),
            (
                format!("save the table with comma, semicolon or tab between the cells{stated_en}"),
                format!("请另存为以逗号、分号或制表符分隔的文件{stated_zh}"),
            ),
        ),
    )
}
