//! The errors for a table whose headings do not suffice: what was recognised, what is missing, what to paste;
//! or which columns claim the same.

use super::foreign;
use super::layout::Opening;
use crate::draft::Reading;
use crate::draft::dialect::ColumnRole;
use crate::draft::unreadable::{Account, Reason, Unreadable};
use crate::span::Span;

/// How much of a heading line is shown.
const SHOWN: usize = 12;

pub(super) fn headings(openings: &[Opening], reading: &Reading) -> Unreadable {
    if openings.iter().any(|opening| opening.is_too_wide) {
        return too_wide();
    }
    if openings.iter().all(|opening| opening.rows.is_empty()) && openings.iter().any(|opening| opening.is_cut)
    {
        return too_long();
    }
    if let Some(unreadable) = foreign::delimiter(openings, reading) {
        return unreadable;
    }
    let role =
        |heading: &String| reading.dialects.column(heading, reading.is_parameter).map(|(role, _)| role);
    let lines = openings
        .iter()
        .flat_map(|opening| opening.rows.iter().enumerate().map(move |(at, row)| (opening, at, row)));
    // the line with the most known headings, of equals the one with the most cells, of equals the first
    let best = lines.rev().max_by_key(|(_, _, row)| (row.iter().filter_map(role).count(), row.len()));
    let Some((opening, at, row)) = best else {
        return Unreadable::new(
            Reason::NotADraft,
            Account::new(
                ("the file holds no records", "文件中没有任何记录"),
                ("a draft begins with a line of headings", "报关单草稿应以标题行开头"),
                ("check that this is the file you mean", "请确认文件是否正确"),
            ),
        );
    };
    let filled = || row.iter().map(|heading| heading.trim()).filter(|heading| !heading.is_empty());
    let known: Vec<(&str, ColumnRole)> =
        filled().filter_map(|heading| Some((heading, role(&heading.to_owned())?))).collect();
    let unknown: Vec<&str> = filled().filter(|heading| role(&(*heading).to_owned()).is_none()).collect();
    let has = |wanted: &[ColumnRole]| known.iter().any(|(_, role)| wanted.contains(role));
    let has_tariff_line = has(&[ColumnRole::TariffLine]);
    let has_goods = has(&[ColumnRole::Name, ColumnRole::Specification, ColumnRole::NameAndSpecification]);

    let recognised =
        known.iter().map(|(heading, role)| format!("{heading} = {}", role.word())).collect::<Vec<_>>();
    let recognised_en = if recognised.is_empty() { "none".to_owned() } else { recognised.join(", ") };
    let recognised_zh = if recognised.is_empty() { "无".to_owned() } else { recognised.join("、") };
    let mut missing = Vec::new();
    if !has_tariff_line {
        missing.push(("the tariff line (tariff-line)", "商品编号 (tariff-line)"));
    }
    if !has_goods {
        missing.push((
            "the name or specification of the goods (name, specification)",
            "商品名称或规格型号 (name, specification)",
        ));
    }
    let (missing_en, missing_zh): (Vec<_>, Vec<_>) = missing.into_iter().unzip();
    let below = opening.rows.get(at + 1..).unwrap_or_default();
    let code = unknown.iter().copied().find(|heading| !has_tariff_line && holds_codes(heading, row, below));
    let paste = lines_to_paste(&unknown, code, has_tariff_line, has_goods);
    let is_about_goods = has_tariff_line || (has_goods && code.is_some());
    let reason = if is_about_goods { Reason::Headings } else { Reason::NotADraft };
    Unreadable::new(
        reason,
        Account::new(
            ("no line of headings tells where the tariff line and the goods stand", "找不到能说明商品编号和商品名称所在列的标题行"),
            (
                format!("recognised: {recognised_en}; missing: {}", missing_en.join(", ")),
                format!("已识别：{recognised_zh}；缺少：{}", missing_zh.join("、")),
            ),
            (
                format!("if this is a draft, say in beizhu.toml what the columns hold (roles: {}):\n[columns]\n{paste}", roles()),
                format!("如果这是报关单草稿，请在 beizhu.toml 中说明各列内容（可用：{}）：\n[columns]\n{paste}", roles()),
            ),
        ),
    )
    .at(Span::new(0, 0), at + 1, 1)
}

/// Two columns under one heading, of which only one can be meant.
pub(super) fn doubled(
    (role, first, second): (ColumnRole, usize, usize),
    headings: &[String],
    above: usize,
) -> Unreadable {
    let heading = headings.get(first).map_or("", |heading| heading.trim());
    let (first, second) = (first + 1, second + 1);
    let what = match role {
        ColumnRole::TariffLine => ("tariff line", "商品编号"),
        _ => ("remark", "备注"),
    };
    Unreadable::new(
        Reason::Headings,
        Account::new(
            (
                format!("columns {first} and {second} are both headed `{heading}`"),
                format!("第{first}列和第{second}列的标题都是“{heading}”"),
            ),
            (
                format!("both would be the {} of the goods, and which is meant is not guessed", what.0),
                format!("两列都可能是{}，程序不猜测以哪一列为准", what.1),
            ),
            (
                "rename the heading of the column that is not the declaration's own",
                "请修改不属于报关单本身的那一列的标题",
            ),
        ),
    )
    .at(Span::new(0, 0), above + 1, 1)
}

fn too_wide() -> Unreadable {
    Unreadable::new(
        Reason::TooLarge,
        Account::new(
            (
                format!("a record has more than {} cells", super::record::MAX_CELLS),
                format!("一条记录的单元格超过 {} 个", super::record::MAX_CELLS),
            ),
            ("no table of goods is that wide", "商品清单不会有这么多列"),
            ("check that this is the file you mean, and its delimiter", "请确认文件及其分隔符是否正确"),
        ),
    )
}

fn too_long() -> Unreadable {
    Unreadable::new(
        Reason::TooLarge,
        Account::new(
            ("the first record does not end within 256 KB", "第一条记录超过 256 KB"),
            (
                "no line of headings is that long: a quote that nothing closes, or no table at all",
                "标题行不会这么长：可能有未闭合的引号，或文件并非表格",
            ),
            ("check that this is the file you mean, and its first line", "请确认文件是否正确，并检查首行"),
        ),
    )
}

/// Whether most cells below a heading look like tariff lines.
fn holds_codes(heading: &str, row: &[String], below: &[Vec<String>]) -> bool {
    let Some(column) = row.iter().position(|cell| cell.trim() == heading) else { return false };
    let cells = || below.iter().filter_map(|row| row.get(column)).filter(|cell| !cell.trim().is_empty());
    let is_code = |cell: &&String| {
        (8..=10).contains(&cell.chars().filter(char::is_ascii_digit).count())
            && !cell.contains(char::is_alphabetic)
    };
    cells().filter(is_code).count() * 2 > cells().count()
}

/// A line for each unknown heading: the tariff line where the cells look like it, then what else is missing.
fn lines_to_paste(unknown: &[&str], code: Option<&str>, has_tariff_line: bool, has_goods: bool) -> String {
    let needs_tariff_line = !has_tariff_line && code.is_none();
    let mut missing = [(needs_tariff_line, "tariff-line"), (!has_goods, "name")]
        .into_iter()
        .filter_map(|(is_missing, role)| is_missing.then_some(role));
    let line = |heading: &&str| {
        let role = if code == Some(*heading) { "tariff-line" } else { missing.next().unwrap_or("ignored") };
        format!("{} = \"{role}\"", toml::Value::String((*heading).to_owned()))
    };
    let lines: Vec<String> = unknown.iter().take(SHOWN).map(line).collect();
    if lines.is_empty() { "\"…\" = \"tariff-line\"".to_owned() } else { lines.join("\n") }
}

fn roles() -> &'static str {
    "tariff-line, name, specification, name-and-specification, remark, item-number, declaration-number, date, direction, \
     text, parameter, net-mass, quantity, unit, ignored"
}
