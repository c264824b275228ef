//! The consolidated list: every control entry with its standing on a date.

use std::io;

use jiff::civil::Date;
use serde::Serialize;

use super::{Page, Setting, entry, standing::unread, wording};
use crate::{
    law::{Act, ControlList, Standing, act::Wording},
    phrase::Phrase,
    report::{json, pretty, words},
};

/// The list for people.
pub fn list(setting: &Setting<'_>) -> String {
    let law = setting.law;
    let mut page = Page::new(setting.language, setting.width);
    for (index, act) in law.acts.iter().enumerate() {
        let entries: Vec<_> = law.entries.iter().filter(|entry| entry.act == index).collect();
        if entries.is_empty() {
            continue;
        }
        let (citation, on) = (act.citation(), setting.on);
        let standing = entries
            .iter()
            .map(|entry| law.standing(entry, on))
            .reduce(|one, other| if one == other { one } else { Standing::InForce });
        let shared = standing.filter(|shared| entries.iter().all(|entry| law.standing(entry, on) == *shared));
        let shared_text = shared.as_ref().map(|standing| words::standing(standing, law)).unwrap_or_default();
        page.heading(&setting.language.pick(
            format!("{}: on {on} {}", citation.en, shared_text.en),
            format!("{}：{on} {}", citation.zh, shared_text.zh),
        ));
        for entry in entries {
            let text = page.say(&entry.text);
            page.line(&format!("{:<13}{}{text}", entry.code, mark_space(entry.wording)));
            let limits = entry.condition.as_ref().map(|_| entry::limits(entry, law));
            let lines = (!entry.tariff_lines.is_empty()).then(|| {
                let lines = entry.tariff_lines.join(", ");
                let basket =
                    if entry.basket { (" (among other goods)", "（含其他货物）") } else { ("", "") };
                Phrase::new(format!("line {lines}{}", basket.0), format!("号列{lines}{}", basket.1))
            });
            let own = law.standing(entry, on);
            let standing = shared.is_none().then(|| words::standing(&own, law));
            let parts = [limits, entry.named_use.as_ref().map(|named| named.text.clone()), lines, standing];
            let (en, zh): (Vec<String>, Vec<String>) =
                parts.into_iter().flatten().map(|part| (part.en, part.zh)).unzip();
            if !en.is_empty() {
                page.detail(
                    format!("{}  {}", entry.clause, en.join("; ")),
                    format!("{}  {}", entry.clause, zh.join("；")),
                );
            } else {
                page.detail(&entry.clause, &entry.clause);
            }
        }
    }
    let (through, unread) = (law.complete_through, unread(setting.on, law));
    page.heading(
        &setting
            .language
            .pick(format!("published acts read up to {through}"), format!("已读取截至{through}公布的公告")),
    );
    if setting.on > through {
        let on = setting.on;
        page.phrase(format!("standings on {on} are{}", unread.en), format!("{on}的状态{}", unread.zh));
    }
    for kind in [Wording::Republication, Wording::Reconstruction, Wording::Supplied, Wording::Fragment] {
        if law.entries.iter().any(|entry| entry.wording == kind) {
            let text = wording(kind);
            page.phrase(
                format!("{} {}", entry::mark(kind), text.en),
                format!("{} {}", entry::mark(kind), text.zh),
            );
        }
    }
    untranscribed(law, &mut page);
    page.text()
}

/// What the list leaves out, so that nobody takes an absent entry for clearance.
fn untranscribed(law: &ControlList, page: &mut Page) {
    if law.untranscribed().next().is_none() {
        return;
    }
    page.section("Not transcribed; an absent entry is no clearance", "未收录的内容；没有条目不等于可以放行");
    for (act, part) in law.untranscribed() {
        let (what, why) = (&part.what, &part.why);
        match act.map(Act::citation) {
            Some(act) => page.phrase(format!("{}: {}", act.en, what.en), format!("{}：{}", act.zh, what.zh)),
            None => page.phrase(&what.en, &what.zh),
        }
        page.detail(&why.en, &why.zh);
    }
}

/// The entries whose standing on another date is another one, each with both.
pub fn list_diff(setting: &Setting<'_>, other: Date) -> String {
    let law = setting.law;
    let mut page = Page::new(setting.language, setting.width);
    let on = setting.on;
    page.heading(&setting.language.pick(format!("{on} and {other}"), format!("{on}与{other}")));
    let mut is_same = true;
    for entry in &law.entries {
        let (then, later) = (law.standing(entry, on), law.standing(entry, other));
        if then == later {
            continue;
        }
        is_same = false;
        let text = page.say(&entry.text);
        page.line(&format!("{:<13}{}{text}", entry.code, mark_space(entry.wording)));
        let (then, later) = (words::standing(&then, law), words::standing(&later, law));
        page.detail(format!("{on}: {}", then.en), format!("{on}：{}", then.zh));
        page.detail(format!("{other}: {}", later.en), format!("{other}：{}", later.zh));
    }
    if is_same {
        page.phrase("every entry stands the same on both days", "各条目在两日的状态相同");
    }
    page.text()
}

fn mark_space(wording: Wording) -> String {
    let mark = entry::mark(wording);
    if mark.is_empty() { String::new() } else { format!("{mark} ") }
}

/// The list for programs.
///
/// # Errors
/// Those of the JSON writer.
pub fn list_json(setting: &Setting<'_>) -> io::Result<String> {
    let law = setting.law;
    let entries = law.entries.iter().map(|entry| {
        let standing = law.standing(entry, setting.on);
        Row {
            code: &entry.code,
            announcement: law.act(entry).announcement.id.get_ref(),
            clause: &entry.clause,
            text: Both::of(&entry.text),
            wording: match entry.wording {
                Wording::Supplied => "supplied",
                Wording::Quotation => "quotation",
                Wording::Republication => "republication",
                Wording::Reconstruction => "reconstruction",
                Wording::Fragment => "fragment",
            },
            limits: entry
                .condition
                .iter()
                .flat_map(|condition| condition.limits())
                .map(|limit| LimitRow {
                    parameter: &limit.parameter,
                    operator: limit.operator.to_string(),
                    limit: &limit.written,
                })
                .collect(),
            condition: entry.condition.as_ref().map(|_| entry::limits(entry, law).en),
            named_use: entry.named_use.as_ref().map(|named| Both::of(&named.text)),
            technology: entry.technology,
            tariff_lines: &entry.tariff_lines,
            basket: entry.basket,
            standing: json::standing(&standing),
            standing_text: words::standing(&standing, law).in_language(setting.language).to_owned(),
        }
    });
    let list = List {
        version: 1,
        on: setting.on.to_string(),
        law: Law { complete_through: law.complete_through.to_string(), sha256: &law.sha256 },
        entries: entries.collect(),
        untranscribed: law
            .untranscribed()
            .map(|(act, part)| UntranscribedRow {
                announcement: act.map(|act| act.announcement.id.get_ref().as_str()),
                what: Both::of(&part.what),
                why: Both::of(&part.why),
            })
            .collect(),
    };
    pretty::text(&list, "")
}

#[derive(Serialize)]
struct List<'a> {
    version: u32,
    on: String,
    law: Law<'a>,
    entries: Vec<Row<'a>>,
    untranscribed: Vec<UntranscribedRow<'a>>,
}

#[derive(Serialize)]
struct UntranscribedRow<'a> {
    announcement: Option<&'a str>,
    what: Both<'a>,
    why: Both<'a>,
}

#[derive(Serialize)]
struct Law<'a> {
    complete_through: String,
    sha256: &'a str,
}

#[derive(Serialize)]
struct Row<'a> {
    code: &'a str,
    announcement: &'a str,
    clause: &'a str,
    text: Both<'a>,
    wording: &'static str,
    limits: Vec<LimitRow<'a>>,
    condition: Option<String>,
    named_use: Option<Both<'a>>,
    technology: bool,
    tariff_lines: &'a [String],
    basket: bool,
    standing: &'static str,
    standing_text: String,
}

#[derive(Serialize)]
struct LimitRow<'a> {
    parameter: &'a str,
    operator: String,
    limit: &'a str,
}

#[derive(Serialize)]
struct Both<'a> {
    zh: &'a str,
    en: &'a str,
}

impl<'a> Both<'a> {
    fn of(phrase: &'a Phrase) -> Self {
        Self { zh: &phrase.zh, en: &phrase.en }
    }
}
