//! On what a determination rests, in one line an entry.

use crate::{
    determination::{Compared, Judgement, Verdict},
    examine::ExaminedItem,
    facts::{
        Facts, Place, Quantity,
        goods::{Content, Ground, Kind, Usage},
    },
    law::{Comparison, ControlList, Entry, Standing},
    margin::Margins,
    phrase::Phrase,
    report::{printable, words},
};

/// A line for each entry on which the determination rests; what is missing, where no entry is reached.
pub(crate) fn grounds(examined: &ExaminedItem, law: &ControlList, margin: &Margins) -> Vec<Phrase> {
    let determination = &examined.determination;
    let mut lines: Vec<Phrase> =
        determination.ground().map(|judgement| ground(judgement, &examined.facts, law, margin)).collect();
    if lines.is_empty() && !determination.missing.is_empty() {
        let missing: Vec<Phrase> =
            determination.missing.iter().map(|fact| words::missing(fact, law)).collect();
        let missing = Phrase::list(&missing);
        lines.push(Phrase::new(
            format!("nothing to judge by: {} is missing", missing.en),
            format!("没有可供判断的内容：缺少{}", missing.zh),
        ));
    }
    if lines.is_empty() && determination.verdict == Verdict::OutOfScope {
        lines.push(if examined.facts.is_import {
            Phrase::new("an import: export control does not look at it", "进口货物，不适用出口管制")
        } else {
            Phrase::new("not of the kind of any control entry", "不属于任何管制条目所列货物")
        });
    }
    lines
}

fn ground(judgement: &Judgement, facts: &Facts, law: &ControlList, margin: &Margins) -> Phrase {
    let entry = &law.entries[judgement.entry];
    let mut parts = circumstances(judgement, facts, law);
    let compared = comparisons(judgement, facts).iter();
    parts.extend(compared.map(|compared| comparison(compared, facts, law, margin)));
    let (en, zh): (Vec<String>, Vec<String>) = parts.into_iter().map(|part| (part.en, part.zh)).unzip();
    // without a code of its own an entry goes by its act and clause
    let clause = if entry.is_coded {
        Phrase::new(format!(", clause {}", entry.clause), format!("，{}", entry.clause))
    } else {
        Phrase::default()
    };
    Phrase::new(
        format!("{}{}: {}", entry.code, clause.en, en.join("; ")),
        format!("{}{}：{}", entry.code, clause.zh, zh.join("；")),
    )
}

/// What a judgement rests on beside comparisons: standing, kind and use.
pub(super) fn circumstances(judgement: &Judgement, facts: &Facts, law: &ControlList) -> Vec<Phrase> {
    let mut parts: Vec<Phrase> = Vec::new();
    if judgement.standing != Standing::InForce {
        parts.push(words::standing(&judgement.standing, law));
    }
    let kind = kind(judgement, facts);
    parts.extend(kind.and_then(|kind| how_recognised(kind, judgement, facts)));
    let entry = &law.entries[judgement.entry];
    parts.extend(kind.and_then(|kind| usage(kind, entry)));
    parts.extend(kind.into_iter().flat_map(|kind| contents(kind, entry)));
    if judgement.is_unsure {
        parts.push(Phrase::new(
            "the entry was read in one incomplete copy, so that it questions and decides nothing",
            "该条目仅读自一份不完整的文本，只提出疑问，不作判定",
        ));
    }
    parts
}

/// The comparisons that a judgement rests on: none, where the goods are for another use.
pub(super) fn comparisons<'a>(judgement: &'a Judgement, facts: &Facts) -> &'a [Compared] {
    let is_other_use = |kind: &Kind| matches!(kind.usage, Some(Usage::Otherwise(_)));
    if kind(judgement, facts).is_some_and(is_other_use) { &[] } else { &judgement.comparisons }
}

fn kind<'a>(judgement: &Judgement, facts: &'a Facts) -> Option<&'a Kind> {
    facts.kinds.iter().find(|kind| kind.entry == judgement.entry)
}

/// What shows the kind, where that is not plain from the comparisons that follow.
fn how_recognised(kind: &Kind, judgement: &Judgement, facts: &Facts) -> Option<Phrase> {
    let words = kind.place.as_ref().map(quoted).unwrap_or_default();
    let phrase = match &kind.ground {
        Ground::Named | Ground::Evidence if judgement.comparisons.is_empty() => {
            Phrase::new(format!("named `{words}`"), format!("商品描述为“{words}”"))
        }
        Ground::Named | Ground::Evidence | Ground::OtherGoods => return None,
        Ground::TariffLine => {
            let digits = facts.tariff_line.left();
            if facts.tariff_line.digits().is_some() {
                Phrase::new(
                    format!("tariff line {digits} names the kind"),
                    format!("商品编号{digits}即该类货物"),
                )
            } else {
                Phrase::new(
                    format!("what is left of the tariff line, {digits}, points at the kind"),
                    format!("商品编号残存的数字{digits}指向该类货物"),
                )
            }
        }
        Ground::OpenName => Phrase::new(
            format!("`{words}` may be such goods or others"),
            format!("“{words}”可能是该类货物，也可能不是"),
        ),
        Ground::UnknownWords(unknown) => {
            let unknown = printable(unknown);
            Phrase::new(
                format!("`{words}` is followed by words that leave it open: `{unknown}`"),
                format!("“{words}”之后的“{unknown}”使其无法确定"),
            )
        }
        Ground::Vague => {
            Phrase::new("the description does not say what the goods are", "商品描述没有说明是什么货物")
        }
        Ground::Measured => Phrase::new(
            format!("`{words}` stands beside a value that hardly any other goods have"),
            format!("“{words}”旁的数值，其他货物几乎不会有"),
        ),
        Ground::Suggested => Phrase::new(
            format!("documents or software about `{words}` may carry it"),
            format!("与“{words}”有关的资料或软件可能载有该技术"),
        ),
    };
    Some(phrase)
}

fn usage(kind: &Kind, entry: &Entry) -> Option<Phrase> {
    let named = &entry.named_use.as_ref()?.text;
    Some(match kind.usage.as_ref()? {
        Usage::Stated(place) => {
            let words = quoted(place);
            Phrase::new(format!("{}: `{words}`", named.en), format!("{}：“{words}”", named.zh))
        }
        Usage::Otherwise(place) => {
            let words = quoted(place);
            Phrase::new(
                format!("for another use: `{words}`, not {}", named.en),
                format!("另有用途：“{words}”，而非{}", named.zh),
            )
        }
        Usage::NotStated => Phrase::new(
            format!("whether it is {} is not stated", named.en),
            format!("未说明是否{}", named.zh),
        ),
    })
}

/// Whether the goods hold or have what the entry asks for.
pub(crate) fn contents(kind: &Kind, entry: &Entry) -> impl Iterator<Item = Phrase> {
    entry.contains.iter().zip(&kind.content).map(|(contains, content)| {
        let text = &contains.text;
        match content {
            Content::Stated(place) => {
                let words = quoted(place);
                Phrase::new(format!("{}: `{words}`", text.en), format!("{}：“{words}”", text.zh))
            }
            Content::Denied(place) => {
                let words = quoted(place);
                Phrase::new(format!("no {}: `{words}`", text.en), format!("无{}：“{words}”", text.zh))
            }
            Content::NotStated => {
                Phrase::new(format!("nothing is said of {}", text.en), format!("未说明有无{}", text.zh))
            }
        }
    })
}

/// `gravimetric energy density 285 Wh/kg misses ≥ 300 Wh/kg, by no more than 10 %`
pub(crate) fn comparison(compared: &Compared, facts: &Facts, law: &ControlList, margin: &Margins) -> Phrase {
    let limit = &compared.limit;
    let name = words::parameter(&limit.parameter, law);
    let bound = format!("{} {}", limit.operator, limit.written);
    let value = declared(&facts.stated, &limit.parameter);
    let percent = margin.percent(&limit.parameter);
    let (en, zh) = match compared.outcome {
        None => (format!("not declared (limit {bound})"), format!("未申报（限值{bound}）")),
        Some(Comparison::Met) => {
            (format!("{} meets {bound}", value.en), format!("{}，达到{bound}", value.zh))
        }
        Some(Comparison::MissedClosely) => (
            format!("{} misses {bound}, by no more than {percent} %", value.en),
            format!("{}，未达到{bound}，差距不超过{percent}%", value.zh),
        ),
        Some(Comparison::Missed) => {
            (format!("{} misses {bound}", value.en), format!("{}，未达到{bound}", value.zh))
        }
        Some(Comparison::Inapplicable) => (
            format!("cannot be had by goods such as these (limit {bound})"),
            format!("对该类形态的货物不适用（限值{bound}）"),
        ),
        Some(Comparison::Open | Comparison::OpenClosely) => {
            let beside = beside(facts, &limit.parameter);
            (
                format!("{}{} lies on both sides of {bound}", value.en, beside.en),
                format!("{}{}，跨越{bound}", value.zh, beside.zh),
            )
        }
    };
    Phrase::new(format!("{} {en}", name.en), format!("{}{zh}", name.zh))
}

/// What may be another value of a parameter than the declared ones, in the words of the draft.
fn beside(facts: &Facts, parameter: &str) -> Phrase {
    let doubts = facts.in_doubt(parameter);
    if doubts.is_empty() {
        return Phrase::new("", "");
    }
    let words = |open: &str, close: &str, joint: &str| {
        let words: Vec<String> =
            doubts.iter().map(|aside| format!("{open}{}{close}", quoted(&aside.place))).collect();
        words.join(joint)
    };
    Phrase::new(format!(", or {},", words("`", "`", ", ")), format!("（另有{}）", words("“", "”", "、")))
}

/// The declared values of a parameter as people wrote them, each once.
pub(crate) fn declared(stated: &[Quantity], parameter: &str) -> Phrase {
    let mut values: Vec<(String, String)> = Vec::new();
    for quantity in stated.iter().filter(|quantity| quantity.parameter == parameter) {
        let written = quantity.written.to_string();
        let written = printable(&written);
        let value = if quantity.approximate {
            (format!("about {written}"), format!("约{written}"))
        } else {
            (written.to_string(), written.into_owned())
        };
        if !values.contains(&value) {
            values.push(value);
        }
    }
    let (en, zh): (Vec<String>, Vec<String>) = values.into_iter().unzip();
    Phrase::new(en.join(" / "), zh.join(" / "))
}

fn quoted(place: &Place) -> String {
    printable(place.text.trim()).into_owned()
}
