//! An announcement: its head, what it demands, controls, suspends and ends.

use super::{Page, Setting, entry::brief, wording};
use crate::{
    law::act::{Act, DestinationRule, Procedure, Wording},
    phrase::Phrase,
};

/// Tells of the announcements that have the id or the number (number and year in either order).
pub(super) fn tell(name: &str, setting: &Setting<'_>, page: &mut Page) -> bool {
    let wanted = name.to_lowercase();
    let ending = match wanted.split_once(['/', '-']) {
        Some((number, year)) if is_year(year) => Some(format!("-{year}-{number}")),
        Some((year, number)) if is_year(year) => Some(format!("-{year}-{number}")),
        _ => None,
    };
    let mut is_told = false;
    for (index, act) in setting.law.acts.iter().enumerate() {
        let id = act.announcement.id.get_ref().to_lowercase();
        let is_numbered = ending.as_ref().is_some_and(|ending| id.ends_with(ending));
        let citation = act.citation();
        if id == wanted || is_numbered || citation.zh == name || citation.en.eq_ignore_ascii_case(name) {
            describe(index, act, setting, page);
            is_told = true;
        }
    }
    is_told
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn describe(index: usize, act: &Act, setting: &Setting<'_>, page: &mut Page) {
    let (head, citation) = (&act.announcement, act.citation());
    let id = head.id.get_ref();
    page.heading(&format!("{}  ({id})", page.say(&citation)));
    page.line(page.say(&head.title));
    let (issuers, effective) = (head.issuers.join(", "), head.effective);
    let issued = match head.issued {
        Some(day) => Phrase::new(format!("on {day}"), format!("于{day}")),
        None => Phrase::new("on a day that was not read", "（发布日未读到）"),
    };
    page.phrase(
        format!("issued by {issuers} {}; written to apply from {effective}", issued.en),
        format!("{issuers}{}发布，自{effective}起实施", issued.zh),
    );
    page.phrase(format!("source: {}", head.source), format!("来源：{}", head.source));
    if let Some(note) = &head.note {
        page.phrase(format!("note: {}", note.en), format!("说明：{}", note.zh));
    }
    if let Some(duty) = &act.remark {
        page.section("Remarks column", "备注栏");
        page.phrase(format!("demanded by: {}", duty.clause), format!("依据：{}", duty.clause));
        page.phrase(
            format!("controlled goods: {}: (the control codes)", duty.controlled.en),
            format!("受管制货物：{}：（管制编码）", duty.controlled.zh),
        );
        if let Some(near) = &duty.near {
            page.phrase(
                format!("goods close to a limit: {}: (the declared values)", near.en),
                format!("接近指标的货物：{}：（所申报的参数）", near.zh),
            );
        }
        if let Some(outside) = &duty.outside {
            page.phrase(
                format!("goods of the kind that are not controlled: {}", outside.en),
                format!("同类但不受管制的货物：{}", outside.zh),
            );
        }
        if duty.wording != Wording::Quotation {
            let sure = wording(duty.wording);
            page.phrase(format!("wording: {}", sure.en), format!("文字：{}", sure.zh));
        }
    }
    let entries: Vec<_> = setting.law.entries.iter().filter(|entry| entry.act == index).collect();
    if !entries.is_empty() {
        page.section("Control entries", "管制条目");
        for entry in entries {
            brief(entry, page);
        }
    }
    if !act.destinations.is_empty() {
        page.section("Destinations", "目的国（地区）");
        act.destinations.iter().for_each(|rule| destination(rule, page));
    }
    changes(act, setting, page);
    if let Some(procedure) = &act.procedure {
        questioning(procedure, page);
    }
}

fn destination(rule: &DestinationRule, page: &mut Page) {
    let (clause, country) = (rule.clause.get_ref(), &rule.country);
    page.phrase(
        format!("{clause}, {}: {}", country.en, rule.text.en),
        format!("{clause}，{}：{}", country.zh, rule.text.zh),
    );
    let sure = wording(rule.wording);
    page.detail(format!("wording: {}", sure.en), format!("文字：{}", sure.zh));
}

/// What the act does to others, and others to it.
fn changes(act: &Act, setting: &Setting<'_>, page: &mut Page) {
    let id = act.announcement.id.get_ref();
    let cite =
        |id: &str| setting.law.act_named(id).map_or_else(|| id.to_owned(), |act| page_citation(act, setting));
    let mut lines: Vec<(String, String)> = Vec::new();
    for other in &setting.law.acts {
        let is_self = other.announcement.id.get_ref() == id;
        for suspension in &other.suspensions {
            let concerned: Vec<&String> =
                suspension.announcements.iter().map(toml::Spanned::get_ref).collect();
            if !is_self && !concerned.contains(&id) {
                continue;
            }
            let codes: Vec<&str> = suspension.codes.iter().map(|code| code.get_ref().as_str()).collect();
            let only = if codes.is_empty() { String::new() } else { format!(" ({})", codes.join(", ")) };
            let acts: Vec<String> = concerned.iter().map(|id| cite(id)).collect();
            let (by, acts) = (page_citation(other, setting), acts.join(", "));
            let from = suspension.from;
            let (en, zh) = match suspension.until {
                Some(until) => (
                    format!("from {from} to {until}, both days counted in"),
                    format!("自{from}起至{until}（含当日）"),
                ),
                None => (format!("from {from} on"), format!("自{from}起")),
            };
            let text = suspension.text.clone().unwrap_or_default();
            let quoted = |text: &str, open: &str, close: &str| {
                if text.is_empty() { String::new() } else { format!("{open}{text}{close}") }
            };
            lines.push((
                format!("{by} suspends {acts}{only} {en}{}", quoted(&text.en, ": “", "”")),
                format!("{by}{zh}暂停实施{acts}{only}{}", quoted(&text.zh, "：“", "”")),
            ));
        }
        for revocation in &other.revocations {
            let concerned: Vec<&String> =
                revocation.announcements.iter().map(toml::Spanned::get_ref).collect();
            if !is_self && !concerned.contains(&id) {
                continue;
            }
            let acts: Vec<String> = concerned.iter().map(|id| cite(id)).collect();
            let (by, acts, from) = (page_citation(other, setting), acts.join(", "), revocation.from);
            lines.push((format!("{by} ends {acts} from {from} on"), format!("{by}自{from}起废止{acts}")));
        }
    }
    if lines.is_empty() {
        return;
    }
    page.section("Changes", "变更");
    for (en, zh) in lines {
        page.phrase(en, zh);
    }
}

fn page_citation(act: &Act, setting: &Setting<'_>) -> String {
    act.citation().in_language(setting.language).to_owned()
}

fn questioning(procedure: &Procedure, page: &mut Page) {
    let Procedure { notice, working_days, papers, meanwhile, consultation } = procedure;
    page.section("When customs questions a declaration", "海关质疑");
    page.phrase(format!("customs issues: {}", notice.en), format!("海关签发：{}", notice.zh));
    page.phrase(
        format!("within {working_days} working days the exporter hands in:"),
        format!("出口人应在{working_days}个工作日内提交："),
    );
    for (number, paper) in (1..).zip(papers) {
        page.detail(format!("{number}. {}", paper.en), format!("{number}. {}", paper.zh));
    }
    page.phrase(&meanwhile.en, &meanwhile.zh);
    page.phrase(&consultation.en, &consultation.zh);
}
