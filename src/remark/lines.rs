//! The goods lines that a statement names, in front of its words or in brackets behind them, in folded
//! text. Expressions are compiled when a text may first fit them.

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

use crate::facts::boxes;

static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    expression(&format!(
        r"(?:(?:^|[^a-z0-9]|\b[0-9][a-z][0-9]{{3}})({names}|\(\s*{names}\)){TAIL}|{ENUMERATOR}|({rest}){TAIL})[:,\s{boxes}]*$",
        names = names(),
        rest = rest(),
        boxes = boxes::all().collect::<String>()
    ))
});
static BEHIND: LazyLock<Regex> =
    LazyLock::new(|| expression(&format!(r"^\s*\(\s*({names})\)", names = names())));
static BRACKET: LazyLock<Regex> = LazyLock::new(|| expression(&format!(r"\(\s*{names}\)", names = names())));

/// Goods lines as they are named.
pub(super) struct Named {
    /// Their place in the text searched, with the words that belong to them.
    pub(super) range: Range<usize>,
    pub(super) numbers: Vec<usize>,
}

/// Those named at the end of what stands in front of a statement.
pub(super) fn before(text: &str) -> Option<Named> {
    let may_name =
        has_number(text) || text.contains(['其', '余']) || text.contains("rest") || text.contains("other");
    let captures = may_name.then(|| BEFORE.captures(text))??;
    let numbered = captures.get(1).or_else(|| captures.get(2));
    let found = numbered.or_else(|| captures.get(3))?;
    let numbers = numbered.map_or_else(Vec::new, |found| numbers(found.as_str()));
    Some(Named { range: found.start()..text.len(), numbers })
}

/// Those named in brackets at the beginning of what stands behind a statement.
pub(super) fn behind(text: &str) -> Option<Named> {
    let captures = text.trim_start().starts_with('(').then(|| BEHIND.captures(text))??;
    let (whole, found) = (captures.get(0)?, captures.get(1)?);
    Some(Named { range: whole.range(), numbers: numbers(found.as_str()) })
}

/// Where the first goods lines in brackets begin.
pub(super) fn bracket(text: &str) -> Option<usize> {
    let at = text.find('(').filter(|at| has_number(&text[*at..]))?;
    Some(at + BRACKET.find(&text[at..])?.start())
}

/// Whether a text may name a goods line at all; most remarks do not.
fn has_number(text: &str) -> bool {
    text.chars().any(|character| character.is_numeric() || CHINESE.contains(character))
}

fn names() -> String {
    format!(r"(?:(?:{ONE})[\s,、/&+和及与至到~\-]*)+")
}

/// The lines that are named nowhere else: none by its number, but perhaps those that are not meant.
fn rest() -> String {
    const REST: &str = r"其余|余下|剩余|其[他它](?:商品|货物|产品|各?项|均|都)|\b(?:all\s+)?(?:the\s+)?(?:others?|rest|other\s+(?:items?|goods|lines?))\b";
    format!(r"除了?\s*{names}\s*(?:之外|以外|外)[,\s]*(?:{REST})?|{REST}", names = names())
}

/// `s01`, `s03-s05`, `s01、02`, `第1、2项`, `第三项`, `项号1`, `商品1-3`, `item 2`, `lines 1, 3 to 5`.
const ONE: &str = concat!(
    r"s\s*o?\d{1,3}(?:\s*[-~至到、,/和及]\s*s?\s*\d{1,3}\b)*",
    r"|第\s*(?:\d{1,3}(?:\s*[-~至到、,和及]\s*第?\s*\d{1,3})*|[一二三四五六七八九十]{1,3}(?:[-~至到、,和及]第?[一二三四五六七八九十]{1,3})*)\s*(?:项|行|号商品|个商品)",
    r"|\b\d{1,2}(?:\s*[-~至到、,和及]\s*\d{1,2})+\s*(?:项|号商品|号货物)",
    r"|(?:商品|货物|报关|申报)?(?:项号|序号|项次|商品项|货物项|项|商品|货物)\s*(?:第|为)?[:#]?\s*\d{1,3}(?:\s*[-~至到、,和及]\s*\d{1,3})*",
    r"|\b(?:goods\s+)?(?:items?|lines?|gno)\s*(?:no\.?|nos\.?)?\s*[:#]?\s*\d{1,3}(?:\s*(?:-|~|to|,|and|&)\s*\d{1,3})*",
);

/// Words between the goods lines and what is said of them.
const TAIL: &str = r"\s*(?:\)|:|,|\s|商品|货物|产品|项下|项|号|均|都|皆|全部|goods|(?:is|are)\b)*?";

/// `1.`, `2、`, `(3)` where a sentence begins. Behind the number stands a mark, so that no amount is meant.
const ENUMERATOR: &str = r"(?:^|[;。,])\s*(\(\s*\d{1,2}\s*\)|\d{1,2}\s*[.、):])";

fn expression(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern of this program")
}

/// `s01,s03-s05` as numbers.
fn numbers(text: &str) -> Vec<usize> {
    let mut numbers: Vec<usize> = Vec::new();
    let mut is_range = false;
    let mut take = |number: usize, is_range: &mut bool| {
        match numbers.last() {
            Some(&last) if *is_range && last < number => numbers.extend(last + 1..=number),
            _ => numbers.push(number),
        }
        *is_range = false;
    };
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let chinese = rest.len() - rest.trim_start_matches(|c: char| CHINESE.contains(c)).len();
        if let Ok(number) = rest[..digits].parse() {
            take(number, &mut is_range);
            rest = &rest[digits..];
        } else if chinese > 0 {
            take(chinese_number(&rest[..chinese]), &mut is_range);
            rest = &rest[chinese..];
        } else {
            is_range |= matches!(first, '-' | '~' | '至' | '到') || rest.starts_with("to");
            rest = &rest[first.len_utf8()..];
        }
    }
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

const CHINESE: &str = "一二三四五六七八九十";

/// 三, 十二, 二十, 三十五.
fn chinese_number(text: &str) -> usize {
    let mut number = 0;
    for character in text.chars() {
        match CHINESE.chars().position(|digit| digit == character) {
            Some(9) => number = number.max(1) * 10,
            Some(at) => number += at + 1,
            None => {}
        }
    }
    number
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_goods_lines_as_people_name_them() {
        for (text, rest, expected) in [
            ("s01,s03-s05", "", Some(vec![1, 3, 4, 5])),
            ("合同ab;s1、s2均", "合同ab;", Some(vec![1, 2])),
            ("第1、3项", "", Some(vec![1, 3])),
            ("合同ab; 1-3项", "合同ab; ", Some(vec![1, 2, 3])),
            ("共2项", "共2项", None),
            ("第三项商品", "", Some(vec![3])),
            ("第十二项:", "", Some(vec![12])),
            ("项号2:", "", Some(vec![2])),
            ("商品项1", "", Some(vec![1])),
            ("商品1-3均", "", Some(vec![1, 2, 3])),
            ("po 12; items 1, 3 to 5: ", "po 12; ", Some(vec![1, 3, 4, 5])),
            ("item no. 2 is ", "", Some(vec![2])),
            ("1.", "", Some(vec![1])),
            (":3a001s02", ":3a001", Some(vec![2])),
            ("木箱; 2、", "木箱; ", Some(vec![2])),
            ("(3)", "", Some(vec![3])),
            ("(s01)", "", Some(vec![1])),
            ("s01/s03", "", Some(vec![1, 3])),
            ("so1", "", Some(vec![1])),
            ("s01、02、05-07", "", Some(vec![1, 2, 5, 6, 7])),
            ("木箱; 其余商品均", "木箱; ", Some(vec![])),
            ("木箱; 其他商品", "木箱; ", Some(vec![])),
            ("木箱; 余下", "木箱; ", Some(vec![])),
            ("box; other items ", "box; ", Some(vec![])),
            ("box; the rest ", "box; ", Some(vec![])),
            ("s01至s03", "", Some(vec![1, 2, 3])),
            ("s01到s03", "", Some(vec![1, 2, 3])),
            ("s01~s03、s05", "", Some(vec![1, 2, 3, 5])),
            ("s03-s01", "", Some(vec![1, 3])),
            ("s02,s02", "", Some(vec![2])),
            ("合同号ab-12 ", "合同号ab-12 ", None),
            ("毛重12.", "毛重12.", None),
            ("gw 12.", "gw 12.", None),
            ("gs01 cs02", "gs01 cs02", None),
            ("po 12, ", "po 12, ", None),
            ("", "", None),
        ] {
            let named = before(text);
            assert_eq!(named.as_ref().map_or(text, |named| &text[..named.range.start]), rest, "{text}");
            assert_eq!(named.map(|named| named.numbers), expected, "{text}");
        }
    }

    #[test]
    fn finds_the_first_goods_lines_in_brackets() {
        for (text, expected) in
            [("3a001(s01),(s02)", Some(5)), ("a(b)(第二项)", Some(4)), ("(合同)", None), ("s01", None)]
        {
            assert_eq!(bracket(text), expected, "{text}");
        }
    }

    #[test]
    fn reads_goods_lines_in_brackets_behind() {
        for (text, expected) in
            [("(s01,s02);", Some(vec![1, 2])), (" (第1项)", Some(vec![1])), ("(合同12)", None), ("s01", None)]
        {
            assert_eq!(behind(text).map(|named| named.numbers), expected, "{text}");
        }
    }
}
