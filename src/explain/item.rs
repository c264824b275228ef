//! A goods line: everything that was read, what was set aside, and each comparison that was made.

use super::{Page, Setting};
use crate::{
    determination::{Coverage, Judgement},
    draft::{Field, Item, Role},
    examine::ExaminedItem,
    facts::{
        Basis, Facts, Place, Quantity, Reason, SetAside, Source,
        goods::{Ground, Kind, Kinship, Usage},
        tariff_line::{Damage, TariffLine},
    },
    interval::{End, Interval},
    law::act::Wording,
    phrase::Phrase,
    report::{ReportedItem, ground, words},
    span::Span,
};

/// Tells all that was made of a goods line.
pub(super) fn tell(reported: &ReportedItem, setting: &Setting<'_>, page: &mut Page) {
    let examined = &reported.examined;
    let (number, line, on) = (examined.item.number, examined.item.line, reported.on);
    let verdict = words::verdict(examined.determination.verdict);
    page.heading(&setting.language.pick(
        format!("Item {number} (line {line}), judged on {on}: {}", verdict.en),
        format!("商品项{number}（第{line}行），按{on}判断：{}", verdict.zh),
    ));
    read(examined, page);
    facts(examined, setting, page);
    judgements(examined, setting, page);
    outcome(reported, setting, page);
}

/// The fields as the draft has them.
fn read(examined: &ExaminedItem, page: &mut Page) {
    let item = &examined.item;
    let mut field = |en: &str, zh: &str, field: &Option<Field>| {
        let absent = ("no place for it in this draft", "草单中没有此栏");
        let (en_text, zh_text) = match field {
            None => absent,
            Some(field) if field.is_blank() => ("empty", "空"),
            Some(field) => (field.text.trim(), field.text.trim()),
        };
        page.phrase(format!("{en}: {en_text}"), format!("{zh}：{zh_text}"));
    };
    field("tariff line", "商品编号", &item.tariff_line);
    field("name", "商品名称", &item.name);
    field("specification", "规格型号", &item.specification);
    for column in item.columns.iter().filter(|column| !column.field.is_blank()) {
        let role = match column.role {
            Role::Text => ("words about the goods", "描述"),
            Role::Parameter => ("a parameter", "参数"),
            Role::Unknown => ("a column nobody knows", "未识别的列"),
            Role::NetMass => ("net mass", "净重"),
            Role::Quantity => ("quantity", "数量"),
            Role::Unit => ("unit", "单位"),
            Role::Destination => ("country of final destination", "最终目的国（地区）"),
        };
        let (heading, text) = (column.heading.trim(), column.field.text.trim());
        page.phrase(format!("{heading} ({}): {text}", role.0), format!("{heading}（{}）：{text}", role.1));
    }
    let line = tariff_line(&examined.facts.tariff_line);
    page.phrase(format!("tariff line read as: {}", line.en), format!("商品编号读作：{}", line.zh));
}

fn tariff_line(line: &TariffLine) -> Phrase {
    match line {
        TariffLine::Absent => Phrase::new("nothing", "无"),
        TariffLine::Read(digits) => Phrase::new(digits, digits),
        TariffLine::Malformed(_) => Phrase::new("no tariff line", "不是商品编号"),
        TariffLine::Damaged(damage, kept) => {
            let how = match damage {
                Damage::Scientific => {
                    Phrase::new("a spreadsheet made it a power of ten", "被表格软件改成科学记数")
                }
                Damage::TrailingZero => Phrase::new("a spreadsheet added `.0`", "被表格软件加上“.0”"),
                Damage::LostLastZero => {
                    Phrase::new("a spreadsheet took its last zero", "被表格软件去掉末位的0")
                }
                Damage::LostZero => {
                    Phrase::new("a spreadsheet took its leading zero", "被表格软件去掉首位的0")
                }
            };
            Phrase::new(format!("{kept}… ({})", how.en), format!("{kept}…（{}）", how.zh))
        }
    }
}

/// What was read as a value, and what was not and why.
fn facts(examined: &ExaminedItem, setting: &Setting<'_>, page: &mut Page) {
    let (facts, item) = (&examined.facts, &examined.item);
    page.section("Values", "数值");
    if facts.stated.is_empty() && facts.derived.is_empty() {
        page.phrase("none that the law asks for", "没有法规所需的数值");
    }
    for quantity in facts.stated.iter().chain(&facts.derived) {
        let line = value(quantity, item, setting);
        page.phrase(line.en, line.zh);
    }
    if !facts.set_aside.is_empty() {
        page.section("Set aside", "未采用");
        for aside in &facts.set_aside {
            let line = set_aside(aside, item, setting);
            page.phrase(line.en, line.zh);
        }
    }
}

fn value(quantity: &Quantity, item: &Item, setting: &Setting<'_>) -> Phrase {
    let parameter = setting.law.parameters.named(&quantity.parameter);
    let name = parameter.map_or_else(
        || Phrase::new(&quantity.parameter, &quantity.parameter),
        |parameter| parameter.text.clone(),
    );
    let unit = parameter.map_or("", |parameter| parameter.unit.as_str());
    let range = interval(&quantity.interval, unit);
    let from = place(&quantity.place, item);
    let basis = match quantity.basis {
        Basis::Declared => Phrase::new("declared", "申报"),
        Basis::Derived => {
            Phrase::new("derived; it informs and does not decide", "推算，仅供参考，不作为判断依据")
        }
    };
    let mut circumstances = quantity.qualifiers.join(", ");
    if !circumstances.is_empty() {
        circumstances = format!("; {circumstances}");
    }
    let about = if quantity.approximate {
        let percent = &setting.law.parameters.approximate_percent;
        Phrase::new(
            format!("; approximate, widened by {percent} % (this program's policy)"),
            format!("；约数，按±{percent}%放宽（本程序的做法）"),
        )
    } else {
        Phrase::default()
    };
    Phrase::new(
        format!("{}: {} ({}; {}{circumstances}{})", name.en, range.en, basis.en, from.en, about.en),
        format!("{}：{}（{}；{}{circumstances}{}）", name.zh, range.zh, basis.zh, from.zh, about.zh),
    )
}

/// `≥ 290 Wh/kg`, `280 to 310 Wh/kg`
fn interval(interval: &Interval, unit: &str) -> Phrase {
    if let Some(value) = interval.single() {
        return Phrase::new(format!("{value} {unit}"), format!("{value} {unit}"));
    }
    let bound = |end: &End, inclusive: &str, strict: &str| {
        format!("{} {} {unit}", if end.inclusive { inclusive } else { strict }, end.value)
    };
    let low = interval.low.as_ref().map(|end| bound(end, "≥", ">"));
    let high = interval.high.as_ref().map(|end| bound(end, "≤", "<"));
    match (low, high) {
        (Some(low), Some(high)) => Phrase::new(format!("{low} and {high}"), format!("{low}且{high}")),
        (Some(end), None) | (None, Some(end)) => Phrase::new(&end, &end),
        (None, None) => Phrase::new("any value", "任何数值"),
    }
}

fn place(place: &Place, item: &Item) -> Phrase {
    let source = match place.source {
        Source::Name => Phrase::new("name", "商品名称"),
        Source::Specification => Phrase::new("specification", "规格型号"),
        Source::Column(_) => Phrase::new("a column of its own", "单独一栏"),
        Source::TariffLine => Phrase::new("tariff line", "商品编号"),
    };
    let words = place.text.trim();
    let Phrase { en, zh } = source;
    let Span { start, end } = place.span(item);
    Phrase::new(
        format!("{en}: `{words}`, bytes {start}-{end}"),
        format!("{zh}：“{words}”，字节{start}-{end}"),
    )
}

fn set_aside(aside: &SetAside, item: &Item, setting: &Setting<'_>) -> Phrase {
    let name = setting
        .law
        .parameters
        .named(&aside.parameter)
        .map_or_else(|| Phrase::new(&aside.parameter, &aside.parameter), |parameter| parameter.text.clone());
    let reason = match &aside.reason {
        Reason::OtherQuantity(other) => {
            Phrase::new(format!("it is the {}", other.en), format!("这是{}", other.zh))
        }
        Reason::NoUnit => Phrase::new("it has no unit", "没有单位"),
        Reason::UnknownColumn => {
            Phrase::new("nobody knows the heading of its column", "所在列的标题无法识别")
        }
        Reason::NotANumber => Phrase::new("it is no number", "不是数值"),
        Reason::ForeignUnit(unit) => {
            Phrase::new(format!("`{unit}` does not measure it"), format!("“{unit}”不是它的单位"))
        }
        Reason::NoLabel => Phrase::new("nothing says which quantity it is", "没有说明是哪个量"),
        Reason::NotOfTheseGoods => Phrase::new("it is not said of these goods", "说的不是本货物"),
    };
    let from = place(&aside.place, item);
    Phrase::new(
        format!("{} as {}: {}", from.en, name.en, reason.en),
        format!("{}（{}）：{}", from.zh, name.zh, reason.zh),
    )
}

/// What each entry that anything points at makes of the goods line.
fn judgements(examined: &ExaminedItem, setting: &Setting<'_>, page: &mut Page) {
    page.section("Entries", "管制条目");
    if examined.facts.is_import {
        page.phrase("an import: export control does not look at it", "进口货物，不适用出口管制");
    } else if examined.determination.judgements.is_empty() {
        page.phrase("nothing points at any of them", "没有任何内容指向管制条目");
    }
    for judgement in &examined.determination.judgements {
        let entry = &setting.law.entries[judgement.entry];
        let result = coverage(judgement.coverage);
        let clause = crate::finding::clause(setting.law, entry);
        page.phrase(format!("{}: {}", clause.en, result.en), format!("{}：{}", clause.zh, result.zh));
        page.detail(&entry.text.en, &entry.text.zh);
        if entry.wording != Wording::Quotation {
            let sure = super::wording(entry.wording);
            page.detail(format!("wording: {}", sure.en), format!("文字：{}", sure.zh));
        }
        let standing = words::standing(&judgement.standing, setting.law);
        page.detail(standing.en, standing.zh);
        if let Some(kind) = examined.facts.kinds.iter().find(|kind| kind.entry == judgement.entry) {
            let kinship = kinship(kind, &examined.item);
            page.detail(kinship.en, kinship.zh);
            if let (Some(usage), Some(named)) = (&kind.usage, &entry.named_use) {
                let usage = use_of(usage, &examined.item, &named.text);
                page.detail(usage.en, usage.zh);
            }
            for content in ground::contents(kind, entry) {
                page.detail(content.en, content.zh);
            }
        }
        comparisons(judgement, &examined.facts, setting, page);
    }
}

fn comparisons(judgement: &Judgement, facts: &Facts, setting: &Setting<'_>, page: &mut Page) {
    for compared in &judgement.comparisons {
        let line = ground::comparison(compared, facts, setting.law, setting.margin);
        let unit = setting
            .law
            .parameters
            .named(&compared.limit.parameter)
            .map_or("", |parameter| parameter.unit.as_str());
        let exact = match &compared.value {
            Some(value) => interval(value, unit),
            None => Phrase::default(),
        };
        let (operator, limit) = (compared.limit.operator, &compared.limit.value);
        if compared.value.is_some() {
            page.detail(
                format!("{} (compared: {} {operator} {limit} {unit})", line.en, exact.en),
                format!("{}（比较：{} {operator} {limit} {unit}）", line.zh, exact.zh),
            );
        } else {
            page.detail(line.en, line.zh);
        }
    }
}

fn coverage(coverage: Coverage) -> Phrase {
    match coverage {
        Coverage::Covered => Phrase::new("covered", "属于"),
        Coverage::Open => Phrase::new("open", "无法确定"),
        Coverage::Near => Phrase::new("not covered, and close", "不属于，但接近"),
        Coverage::Outside => Phrase::new("not covered", "不属于"),
        Coverage::NotOfKind => Phrase::new("not of the kind", "不是该类货物"),
    }
}

fn kinship(kind: &Kind, item: &Item) -> Phrase {
    let is = match kind.kinship {
        Kinship::Of => Phrase::new("of the kind", "属于该类货物"),
        Kinship::Doubtful => Phrase::new("may be of the kind", "可能属于该类货物"),
        Kinship::NotOf => Phrase::new("not of the kind", "不属于该类货物"),
    };
    let ground = match &kind.ground {
        Ground::Named => Phrase::new("the description names it", "描述中写明"),
        Ground::Evidence => {
            Phrase::new("an open name, settled by other words", "名称可有多种理解，由其他文字确定")
        }
        Ground::TariffLine => Phrase::new("the tariff line names the kind", "商品编号即此类货物"),
        Ground::OpenName => Phrase::new("the name leaves it open", "名称不能确定"),
        Ground::UnknownWords(words) => {
            Phrase::new(format!("unknown words follow: `{words}`"), format!("后接未知文字“{words}”"))
        }
        Ground::Vague => Phrase::new(
            "the description is vague, and the tariff line admits the kind",
            "描述含糊，而商品编号可归入此类",
        ),
        Ground::Measured => Phrase::new(
            "a value that hardly any other goods have meets the limit",
            "数值达到限值，而其他货物几乎不会有此数值",
        ),
        Ground::Suggested => {
            Phrase::new("documents or software beside such goods", "与此类货物有关的资料或软件")
        }
        Ground::OtherGoods => Phrase::new("the words name other goods", "文字所指为其他货物"),
    };
    let at = kind.place.as_ref().map(|at| place(at, item)).unwrap_or_default();
    let join = |text: &str, open: &str| if text.is_empty() { String::new() } else { format!("{open}{text}") };
    Phrase::new(
        format!("{}: {}{}", is.en, ground.en, join(&at.en, "; ")),
        format!("{}：{}{}", is.zh, ground.zh, join(&at.zh, "；")),
    )
}

fn use_of(usage: &Usage, item: &Item, named: &Phrase) -> Phrase {
    match usage {
        Usage::Stated(at) => {
            let at = place(at, item);
            Phrase::new(
                format!("{}: stated; {}", named.en, at.en),
                format!("{}：已写明；{}", named.zh, at.zh),
            )
        }
        Usage::Otherwise(at) => {
            let at = place(at, item);
            Phrase::new(
                format!("{}: no, another use; {}", named.en, at.en),
                format!("{}：否，另有用途；{}", named.zh, at.zh),
            )
        }
        Usage::NotStated => Phrase::new(format!("{}: not stated", named.en), format!("{}：未说明", named.zh)),
    }
}

/// What follows: determination, what is missing, the remark, the findings.
fn outcome(reported: &ReportedItem, setting: &Setting<'_>, page: &mut Page) {
    let examined = &reported.examined;
    page.section("What follows", "结论");
    let verdict = words::verdict(examined.determination.verdict);
    page.phrase(format!("determination: {}", verdict.en), format!("判断：{}", verdict.zh));
    for line in ground::grounds(examined, setting.law, setting.margin) {
        page.detail(line.en, line.zh);
    }
    if !examined.determination.missing.is_empty() {
        let missing: Vec<Phrase> =
            examined.determination.missing.iter().map(|fact| words::missing(fact, setting.law)).collect();
        let missing = Phrase::list(&missing);
        page.phrase(format!("missing: {}", missing.en), format!("缺少：{}", missing.zh));
    }
    match examined.present.as_deref().map(str::trim) {
        None => page.phrase("remark that stands: the draft has no place for one", "现有备注：草单没有备注栏"),
        Some("") => page.phrase("remark that stands: none", "现有备注：无"),
        Some(text) => page.phrase(format!("remark that stands: {text}"), format!("现有备注：{text}")),
    }
    match &examined.required {
        None => page.phrase("remark due: none", "应写备注：无"),
        Some(text) => page.phrase(format!("remark due: {text}"), format!("应写备注：{text}")),
    }
    for located in &reported.findings {
        let finding = &located.finding;
        let severity = words::severity(finding.severity);
        page.phrase(
            format!("{}[{}]: {}", severity.en, finding.name, finding.fault.what.en),
            format!("{}[{}]：{}", severity.zh, finding.name, finding.fault.what.zh),
        );
    }
}
