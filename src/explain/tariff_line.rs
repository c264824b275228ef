//! A tariff line: the entries that name it, and its declaration elements.

use super::{Page, Setting, standing::unread};
use crate::{
    facts::tariff_line::TariffLine,
    law::{ControlList, Entry},
    report::words,
};

/// Tells of a tariff line of 8 or more digits, however it is punctuated.
pub(super) fn tell(name: &str, setting: &Setting<'_>, page: &mut Page) -> bool {
    let TariffLine::Read(digits) = TariffLine::read(name) else { return false };
    let law = setting.law;
    page.heading(&digits);
    let named: Vec<&Entry> = law
        .entries
        .iter()
        .filter(|entry| entry.tariff_lines.iter().any(|line| is_within(&digits, line)))
        .collect();
    if named.is_empty() {
        page.phrase(
            "no control entry names this line; goods of a controlled kind are controlled under it all the same",
            "没有管制条目列出该号列；但受管制种类的货物归入该号列时同样受管制",
        );
    }
    let unread = unread(setting.on, law);
    for entry in named {
        let standing = words::standing(&law.standing(entry, setting.on), law);
        page.phrase(
            format!("{}  {} ({} on {}{})", entry.code, entry.text.en, standing.en, setting.on, unread.en),
            format!("{}  {}（{}：{}{}）", entry.code, entry.text.zh, setting.on, standing.zh, unread.zh),
        );
        if entry.basket {
            page.detail(
                "many other goods share this line: the description decides",
                "该号列还包括许多其他货物：以描述为准",
            );
        } else {
            page.detail(
                "the line names the whole kind: goods under it are of the kind unless the description says otherwise",
                "该号列即此类货物：除描述另有说明外，归入该号列即属此类",
            );
        }
    }
    elements(&digits, law, page);
    true
}

/// Whether one line is the other, or a part of it.
fn is_within(one: &str, other: &str) -> bool {
    one.starts_with(other) || other.starts_with(one)
}

fn elements(digits: &str, law: &ControlList, page: &mut Page) {
    let Some(list) = law.elements.of(digits) else { return };
    page.section("Declaration elements, in order", "申报要素（按顺序）");
    for (number, element) in (1..).zip(&list.elements) {
        let parameter = element.parameter.as_ref().and_then(|name| law.parameters.named(name));
        let (en, zh) = match parameter {
            Some(parameter) => (
                format!(" ({} in {})", parameter.text.en, parameter.unit),
                format!("（{}，单位{}）", parameter.text.zh, parameter.unit),
            ),
            None => Default::default(),
        };
        let needed = if element.needed { ("; judging needs it", "；判断所必需") } else { ("", "") };
        page.phrase(
            format!("{number}. {}{en}{}", element.name, needed.0),
            format!("{number}. {}{zh}{}", element.name, needed.1),
        );
    }
}
