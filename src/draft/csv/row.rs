//! One CSV record as a goods line.

use unicode_normalization::UnicodeNormalization;

use super::layout::Layout;
use super::record::{Cell, Quoting, Record, Units};
use super::text;
use crate::draft::charset::{Charset, Malformed};
use crate::draft::dialect::{Dialects, fold};
use crate::draft::unreadable::{Account, Trouble};
use crate::draft::{
    Column, Declaration, Direction, Field, Item, MAX_FIELD, RemarkField, Role, Slot, combined, date,
};
use crate::span::Span;

/// A record behind the headings, with all that it takes to read it.
pub(super) struct Row<'a> {
    /// The window, which begins at byte `offset` of the file.
    pub(super) bytes: &'a [u8],
    pub(super) offset: usize,
    /// The line on which the record begins.
    pub(super) line: usize,
    pub(super) record: &'a Record,
    pub(super) charset: &'a Charset,
    pub(super) layout: &'a Layout,
    pub(super) dialects: &'a Dialects,
    /// Which item it is, if it is one, counted from 1.
    pub(super) position: usize,
    /// Whether a row of totals went before.
    pub(super) behind_total: bool,
    /// Whether a missing remarks column is added.
    pub(super) adds_remarks: bool,
}

/// What a record is.
pub(super) enum Reading {
    Goods(Box<Declaration>),
    Total,
    /// Blank, headings once more, or a note under the table.
    Nothing,
    Trouble(Trouble),
}

impl Row<'_> {
    pub(super) fn read(&self) -> Reading {
        let record = self.record;
        if super::is_too_wide(record) {
            return Reading::Trouble(self.trouble(
                (
                    format!("the record has {} cells", record.count),
                    format!("该记录有 {} 个单元格", record.count),
                ),
                ("no table of goods is that wide", "商品清单不会有这么多列"),
                ("check the delimiter and the quotes of this record", "请检查该记录的分隔符和引号"),
            ));
        }
        if super::has_nul(&self.bytes[record.start..record.end], self.charset) {
            return Reading::Trouble(self.trouble(
                ("the record holds NUL bytes", "该记录含有 NUL 字节"),
                (
                    "they do not occur in text: the file is damaged or not what its name says",
                    "文本中不会出现 NUL：文件可能已损坏或并非文本",
                ),
                ("export the draft again", "请重新导出该文件"),
            ));
        }
        if let Some(cell) = record.cells.iter().find(|cell| cell.end - cell.start > MAX_FIELD) {
            let kilobytes = MAX_FIELD / 1024;
            return Reading::Trouble(self.trouble(
                (
                    format!(
                        "a cell of the record is longer than {kilobytes} KB (byte {})",
                        self.offset + cell.start
                    ),
                    format!("该记录有单元格超过 {kilobytes} KB（第 {} 字节）", self.offset + cell.start),
                ),
                ("no field of a declaration holds as much", "报关单没有这么长的栏目"),
                (
                    "shorten the cell, or look for a quote that closes too late",
                    "请缩短该单元格，或检查结束引号的位置",
                ),
            ));
        }
        let units = Units::of(self.charset);
        let filled: Vec<usize> = (0..record.cells.len())
            .filter(|at| !text::is_blank(self.bytes, &record.cells[*at], units))
            .collect();
        let Some(last) = filled.last().copied() else { return Reading::Nothing };
        match self.goods(&filled, last) {
            Ok(reading) => reading,
            Err(malformed) => Reading::Trouble(self.malformed(malformed)),
        }
    }

    /// The trouble of a file that ends within a character: whatever is written behind it would stand askew.
    pub(super) fn cut_off(&self) -> Option<Trouble> {
        let length = self.record.end - self.record.start;
        let is_cut = !length.is_multiple_of(Units::of(self.charset).width());
        is_cut.then(|| self.malformed(Malformed { at: self.offset + self.record.end - 1 }))
    }

    fn malformed(&self, Malformed { at }: Malformed) -> Trouble {
        self.trouble(
            (
                format!("byte {at} of the file is no {} text", self.charset.name()),
                format!("文件第 {at} 字节不是 {} 文本", self.charset.name()),
            ),
            ("the record cannot be read as it was written", "该记录无法按原文读取"),
            (
                "repair the record, or name the right encoding with `--encoding`",
                "请修复该记录，或用 `--encoding` 指明正确的编码",
            ),
        )
    }

    fn goods(&self, filled: &[usize], last: usize) -> Result<Reading, Malformed> {
        let columns = &self.layout.columns;
        let tariff_line = self.field(columns.tariff_line)?;
        let has_code = tariff_line.as_ref().is_some_and(|field| digits(&field.text) >= 4);
        if !has_code && self.is_heading_again(filled)? {
            return Ok(Reading::Nothing);
        }
        let specification = self.field(columns.specification)?;
        let names_goods = |at: &usize| columns.says_goods(*at);
        // where digits of goods stand first, no word does
        let opens_with_digits = filled.first().copied() == columns.tariff_line
            && tariff_line.as_ref().is_some_and(|field| field.text.bytes().all(|byte| byte.is_ascii_digit()));
        if !opens_with_digits && self.is_total(filled)? {
            return Ok(Reading::Total);
        }
        if !opens_with_digits && self.is_sign_off(filled)? {
            return Ok(Reading::Nothing);
        }
        let is_note = filled.len() == 1
            && (self.behind_total || !names_goods(&filled[0]) || Some(filled[0]) == columns.tariff_line)
            && !has_code
            && !columns.further.iter().any(|(at, _, _)| *at == filled[0]);
        if is_note {
            return Ok(Reading::Nothing);
        }
        if last >= self.layout.width {
            return Ok(Reading::Trouble(self.trouble(
                (
                    format!("the record has {} cells under {} headings", last + 1, self.layout.width),
                    format!("该记录有 {} 个单元格，而标题只有 {} 列", last + 1, self.layout.width),
                ),
                (
                    "a delimiter inside a text without quotes shifts every cell behind it",
                    "文本中未加引号的分隔符会使其后的单元格错位",
                ),
                ("put the text that holds the delimiter in quotes", "请给含有分隔符的文本加上引号"),
            )));
        }
        let (name, specification) = match self.field(columns.combined)? {
            Some(field) => combined::split(&field),
            None => (self.field(columns.name)?, specification),
        };
        let number = self.field(columns.item_number)?.and_then(|field| whole_number(&field.text));
        let item = Item {
            number: number.unwrap_or(self.position),
            line: self.line,
            span: Span::new(self.offset + self.record.start, self.offset + self.record.end),
            is_passed_over: false,
            tariff_line,
            name,
            specification,
            columns: self.further()?,
        };
        let direction = self.field(columns.direction)?;
        let cell = self.date()?;
        let date = cell.as_ref().and_then(|field| date::parse(&field.text));
        Ok(Reading::Goods(Box::new(Declaration {
            number: self.field(columns.number)?.filter(|field| !field.is_blank()),
            unreadable_date: cell.filter(|_| date.is_none()),
            date: date.or(self.layout.titles.date),
            direction: match direction {
                Some(field) if self.dialects.is_import(&field.text) => Direction::Import,
                Some(field) if !field.is_blank() => Direction::Export,
                _ => self.layout.titles.direction.unwrap_or(Direction::Export),
            },
            licences: None,
            items: vec![item],
            remark: self.remark()?,
        })))
    }

    /// Headings are repeated where a printed list begins a new page.
    fn is_heading_again(&self, filled: &[usize]) -> Result<bool, Malformed> {
        for heading in &self.layout.heading_lines {
            let named = heading.iter().filter(|cell| !cell.is_empty()).count();
            if named != filled.len() || filled.iter().any(|at| heading.get(*at).is_none_or(String::is_empty))
            {
                continue;
            }
            let mut same = true;
            for at in filled {
                let cell = self.field(Some(*at))?;
                same &= cell.is_some_and(|cell| Some(&fold(&cell.text)) == heading.get(*at));
                if !same {
                    break;
                }
            }
            if same {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// A row that opens with a word for a total and names no goods behind it.
    fn is_total(&self, filled: &[usize]) -> Result<bool, Malformed> {
        let columns = &self.layout.columns;
        let mut total = None;
        for at in filled {
            let Some(field) = self.field(Some(*at))? else { continue };
            let says_goods = columns.says_goods(*at);
            let is_word = if says_goods { Dialects::is_total } else { Dialects::opens_with_total };
            if field.text.chars().count() <= 24 && is_word(self.dialects, &field.text) {
                total = Some(*at);
                break;
            }
            // a number or a mark may stand before it, goods may not
            if says_goods {
                return Ok(false);
            }
        }
        Ok(total.is_some_and(|total| !filled.iter().any(|at| *at != total && columns.says_goods(*at))))
    }

    /// A row in which people sign the list, and which says nothing else about goods.
    fn is_sign_off(&self, filled: &[usize]) -> Result<bool, Malformed> {
        let mut is_signed = false;
        for at in filled {
            let Some(field) = self.field(Some(*at))? else { continue };
            let is_sign_off = self.dialects.is_sign_off(&field.text);
            if self.layout.columns.says_goods(*at) && !is_sign_off {
                return Ok(false);
            }
            is_signed |= is_sign_off;
        }
        Ok(is_signed)
    }

    fn further(&self) -> Result<Vec<Column>, Malformed> {
        let columns = &self.layout.columns;
        let mut further = Vec::with_capacity(columns.further.len());
        for (at, role, heading) in &columns.further {
            if let Some(field) = self.field(Some(*at))?.filter(|field| !field.is_blank()) {
                further.push(Column { heading: heading.clone(), role: *role, field });
            }
        }
        self.mass_among_quantities(&mut further);
        for (at, heading) in columns.unknown.iter().filter(|(at, _)| !self.is_bare_number(*at)) {
            // where nobody asks for a cell, damage in it does no harm
            let field = self.field(Some(*at)).ok().flatten().filter(|field| !field.is_blank());
            further.extend(field.map(|field| Column {
                heading: heading.clone(),
                role: Role::Unknown,
                field,
            }));
        }
        Ok(further)
    }

    /// Whether a cell holds a number and nothing that says of what.
    fn is_bare_number(&self, at: usize) -> bool {
        self.record.cells.get(at).is_none_or(|cell| {
            let content = &self.bytes[cell.content(Units::of(self.charset))];
            content.iter().all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b',' | b'-' | b' ' | b'/' | b':'))
        })
    }

    /// A quantity in kilograms is the net mass where no column says it.
    fn mass_among_quantities(&self, further: &mut Vec<Column>) {
        if further.iter().any(|column| column.role == Role::NetMass) {
            return;
        }
        let of = |wanted: Role| further.iter().filter(move |column| column.role == wanted);
        if of(Role::Quantity).count() != of(Role::Unit).count() {
            return;
        }
        let mass = of(Role::Quantity)
            .zip(of(Role::Unit))
            .find(|(_, unit)| self.dialects.is_kilogram(&unit.field.text))
            .map(|(quantity, _)| Column { role: Role::NetMass, ..quantity.clone() });
        further.extend(mass);
    }

    /// The most trusted cell of a date that is filled, whether it can be read or not.
    fn date(&self) -> Result<Option<Field>, Malformed> {
        for at in &self.layout.columns.dates {
            if let Some(field) = self.field(Some(*at))?.filter(|field| !field.is_blank()) {
                return Ok(Some(field));
            }
        }
        Ok(None)
    }

    fn remark(&self) -> Result<Option<RemarkField>, Malformed> {
        let at = match self.layout.columns.remark {
            Some(at) => at,
            None if self.adds_remarks => self.layout.width,
            None => return Ok(None),
        };
        let delimiter = self.layout.delimiter;
        let (field, slot) = match self.record.cells.get(at) {
            Some(cell) => {
                let quoted = cell.quoting == Quoting::Whole;
                (self.cell(cell)?, Slot::Cell { delimiter, quoted })
            }
            None => {
                let end = self.offset + self.record.end;
                let slot = Slot::Append {
                    delimiter,
                    separators: at + 1 - self.record.cells.len(),
                    quoted: self.record.cells.last().is_some_and(|cell| cell.quoting == Quoting::Whole),
                    always: self.layout.columns.remark.is_none(),
                };
                (Field::verbatim("", end), slot)
            }
        };
        Ok(Some(RemarkField { field, slot, limit: None, language: None }))
    }

    /// The cell of a column, empty where the record is too short; `None` without the column.
    fn field(&self, at: Option<usize>) -> Result<Option<Field>, Malformed> {
        match at.map(|at| self.record.cells.get(at)) {
            None => Ok(None),
            Some(None) => Ok(Some(Field::verbatim("", self.offset + self.record.end))),
            Some(Some(cell)) => self.cell(cell).map(Some),
        }
    }

    fn cell(&self, cell: &Cell) -> Result<Field, Malformed> {
        text::field(self.bytes, self.offset, cell, self.charset)
    }

    fn trouble(
        &self,
        what: (impl Into<String>, impl Into<String>),
        why: (impl Into<String>, impl Into<String>),
        cure: (impl Into<String>, impl Into<String>),
    ) -> Trouble {
        Trouble {
            span: Span::new(self.offset + self.record.start, self.offset + self.record.end),
            line: self.line,
            account: Box::new(Account::new(what, why, cure)),
            blocks_fixing: true,
        }
    }
}

fn digits(text: &str) -> usize {
    text.chars().filter(|character| character.is_ascii_digit() || ('０'..='９').contains(character)).count()
}

fn whole_number(text: &str) -> Option<usize> {
    let text = text.trim();
    let number = text.parse().ok().or_else(|| text.nfkc().collect::<String>().parse().ok());
    number.filter(|number| *number > 0)
}
