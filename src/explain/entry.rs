//! A control entry: its words and how sure they are, its limits, its lines, its standing.

use super::{
    Page, Setting,
    standing::{reach, timeline, unread},
    wording,
};
use crate::{
    law::{
        Act, Condition, ControlList, Entry,
        act::{DestinationRule, Wording},
    },
    phrase::Phrase,
    report::words,
};

/// Tells of the entries that have the code; of those whose codes begin with it, if none has.
pub(super) fn tell(name: &str, setting: &Setting<'_>, page: &mut Page) -> bool {
    let law = setting.law;
    let named: Vec<&Entry> =
        law.entries.iter().filter(|entry| entry.code.eq_ignore_ascii_case(name)).collect();
    if let [first, _, ..] = named[..] {
        shared(&first.code, &named, law, page);
    }
    for entry in &named {
        describe(entry, setting, page);
    }
    if !named.is_empty() {
        destinations(&named, law, page);
        reach(law, page);
        return true;
    }
    let family = format!("{}.", name.trim_end_matches('.')).to_lowercase();
    let members: Vec<&Entry> =
        law.entries.iter().filter(|entry| entry.code.to_lowercase().starts_with(&family)).collect();
    if members.is_empty() {
        return false;
    }
    page.heading(name);
    for entry in members {
        brief(entry, page);
    }
    true
}

/// One line: code and item.
pub(super) fn brief(entry: &Entry, page: &mut Page) {
    let text = page.say(&entry.text);
    page.line(&format!("{}  {text}", entry.code));
}

/// That a code stands in several entries, of one act or of several.
fn shared(code: &str, entries: &[&Entry], law: &ControlList, page: &mut Page) {
    page.heading(code);
    page.phrase(
        format!("{} entries share this code; each has its own words, limits and history:", entries.len()),
        format!("{}个条目共用此编码，各有其文字、指标和沿革：", entries.len()),
    );
    for entry in entries {
        let citation = law.act(entry).citation();
        page.detail(
            format!("{}, clause {}: {}", citation.en, entry.clause, entry.text.en),
            format!("{}，{}：{}", citation.zh, entry.clause, entry.text.zh),
        );
    }
}

fn describe(entry: &Entry, setting: &Setting<'_>, page: &mut Page) {
    let law = setting.law;
    let act = law.act(entry);
    let (citation, id) = (act.citation(), act.announcement.id.get_ref());
    page.heading(&format!("{}  {}", entry.code, entry.text.zh));
    page.line(&entry.text.en);
    page.phrase(
        format!("announcement: {}, clause {} ({id})", citation.en, entry.clause),
        format!("公告：{}，{}（{id}）", citation.zh, entry.clause),
    );
    let sure = wording(entry.wording);
    page.phrase(format!("wording: {}", sure.en), format!("文字：{}", sure.zh));
    let limits = limits(entry, law);
    page.phrase(format!("limits: {}", limits.en), format!("指标：{}", limits.zh));
    if let Some(named) = &entry.named_use {
        page.phrase(
            format!("use that the act names: {}", named.text.en),
            format!("公告限定的用途：{}", named.text.zh),
        );
    }
    if !entry.contains.is_empty() {
        let contains = Phrase::list(entry.contains.iter().map(|contains| &contains.text));
        page.phrase(
            format!("what the goods must hold or have: {}", contains.en),
            format!("货物须含有或具备：{}", contains.zh),
        );
    }
    if !entry.not_under.is_empty() {
        let codes = &entry.not_under;
        page.phrase(
            format!("leaves to others: goods under {}", codes.join(", ")),
            format!("不含{}项下的货物", codes.join("、")),
        );
    }
    if !entry.also_under.is_empty() {
        let codes = &entry.also_under;
        page.phrase(
            format!("goods of the same name may be under {} too", codes.join(", ")),
            format!("同名货物可能同时属于{}", codes.join("、")),
        );
    }
    if entry.technology {
        page.phrase(
            "technology, not goods: it may travel on paper or a carrier",
            "技术而非货物，可能载于资料或介质",
        );
    }
    tariff_lines(entry, page);
    if let Some(duty) = &act.remark {
        page.phrase(
            format!("remark of controlled goods: {}: {}", duty.controlled.en, entry.code),
            format!("受管制货物的备注：{}：{}", duty.controlled.zh, entry.code),
        );
        if let Some(near) = duty.near.as_ref().filter(|_| entry.condition.is_some()) {
            page.phrase(
                format!("remark of goods close to a limit: {}: (the declared values)", near.en),
                format!("接近指标货物的备注：{}：（所申报的参数）", near.zh),
            );
        }
        if let Some(outside) = &duty.outside {
            page.phrase(
                format!("remark of goods of the kind that are not controlled: {}", outside.en),
                format!("同类但不受管制货物的备注：{}", outside.zh),
            );
        }
    } else {
        page.phrase("remark: the act demands none", "备注：该公告没有要求");
    }
    let on = setting.on;
    let standing = words::standing(&law.standing(entry, on), law);
    let unread = unread(on, law);
    let decides = match entry.is_unsure() {
        true => Phrase::new("; a fragment questions goods and decides nothing", "；残本只提出疑问，不作判定"),
        false => Phrase::default(),
    };
    page.phrase(
        format!("standing on {on}: {}{}{}", standing.en, unread.en, decides.en),
        format!("{on}的状态：{}{}{}", standing.zh, unread.zh, decides.zh),
    );
    page.phrase("history:", "沿革：");
    timeline(&law.timeline(entry), act, page);
}

/// What acts lay down for goods of the entries by where they go, once each.
fn destinations(entries: &[&Entry], law: &ControlList, page: &mut Page) {
    let mut rules: Vec<(&Act, &DestinationRule)> = Vec::new();
    for (act, rule) in entries.iter().flat_map(|entry| law.rules_on(entry)) {
        if !rules.iter().any(|(_, told)| std::ptr::eq(*told, rule)) {
            rules.push((act, rule));
        }
    }
    if rules.is_empty() {
        return;
    }
    page.section("By where the goods go", "按目的国（地区）");
    for (act, rule) in rules {
        let (citation, clause, country) = (act.citation(), rule.clause.get_ref(), &rule.country);
        page.phrase(
            format!("{}: {} ({}, clause {clause})", country.en, rule.text.en, citation.en),
            format!("{}：{}（{}，{clause}）", country.zh, rule.text.zh, citation.zh),
        );
        timeline(&law.timeline_of_rule(act, rule), act, page);
    }
}

fn tariff_lines(entry: &Entry, page: &mut Page) {
    if entry.tariff_lines.is_empty() {
        return page.phrase(
            "tariff lines: none named; the goods are found by what they are",
            "参考税则号列：未列；按货物本身判断",
        );
    }
    let lines = entry.tariff_lines.join(", ");
    if entry.basket {
        page.phrase(
            format!("tariff lines, for reference: {lines}; many other goods share them, so the description decides"),
            format!("参考税则号列：{lines}；该号列还包括许多其他货物，以描述为准"),
        );
    } else {
        page.phrase(
            format!(
                "tariff lines, for reference: {lines}; the goods are controlled under any other line too"
            ),
            format!("参考税则号列：{lines}；归入其他号列的同类货物同样受管制"),
        );
    }
}

/// The limits in words; that there are none, where there are none.
pub(super) fn limits(entry: &Entry, law: &ControlList) -> Phrase {
    match &entry.condition {
        None => Phrase::new("none; the kind decides", "无；按种类判断"),
        Some(condition) => condition_text(condition, law, false),
    }
}

fn condition_text(condition: &Condition, law: &ControlList, is_nested: bool) -> Phrase {
    let group = |parts: &[Condition], (en, zh): (&str, &str)| {
        let parts: Vec<Phrase> = parts.iter().map(|part| condition_text(part, law, true)).collect();
        let (ens, zhs): (Vec<String>, Vec<String>) = parts.into_iter().map(|part| (part.en, part.zh)).unzip();
        let (en, zh) = (ens.join(en), zhs.join(zh));
        if is_nested && ens.len() > 1 {
            Phrase::new(format!("({en})"), format!("（{zh}）"))
        } else {
            Phrase::new(en, zh)
        }
    };
    match condition {
        Condition::All(parts) => group(parts, (" and ", "且")),
        Condition::Any(parts) => group(parts, (" or ", "或")),
        Condition::Limit(limit) => {
            let name = law.parameters.named(&limit.parameter).map_or_else(
                || Phrase::new(&limit.parameter, &limit.parameter),
                |parameter| parameter.text.clone(),
            );
            let bound = format!("{} {}", limit.operator, limit.written);
            Phrase::new(format!("{} {bound}", name.en), format!("{} {bound}", name.zh))
        }
    }
}

/// The mark beside a wording that is no quotation.
pub(super) fn mark(wording: Wording) -> &'static str {
    match wording {
        Wording::Quotation => "",
        Wording::Republication => "¹",
        Wording::Reconstruction => "²",
        Wording::Supplied => "³",
        Wording::Fragment => "⁴",
    }
}
