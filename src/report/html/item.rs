//! A goods line on the page: determination, ground, values, remark, findings.

use maud::{Markup, html};

use super::Letter;
use crate::{
    determination::{Compared, Judgement},
    draft::Field,
    examine::ExaminedItem,
    facts::Facts,
    finding::Finding,
    law::Comparison,
    phrase::Phrase,
    report::{ReportedItem, ground, printable, words},
};

impl Letter<'_> {
    /// A goods line. `is_dated` where the lines of its file are judged on several days.
    pub(super) fn item(&self, item: &ReportedItem, id: &str, is_dated: bool) -> Markup {
        let examined = &item.examined;
        let verdict = examined.determination.verdict;
        html! {
            article.silent[item.is_silent()] id=(id) {
                div.place { (examined.item.number) }
                div {
                    div.title {
                        h3 { (self.text(&examined.item.name)) }
                        span.word.(verdict.word()) { (self.verdict(verdict)) }
                    }
                    @if !item.is_silent() {
                        (self.place(item, is_dated))
                        (self.grounds(examined))
                        (self.remark(examined))
                        @if !item.findings.is_empty() {
                            ul.findings {
                                @for located in &item.findings { li { (self.finding(&located.finding)) } }
                            }
                        }
                    }
                }
            }
        }
    }

    /// What the draft says of the goods, and where.
    fn place(&self, item: &ReportedItem, is_dated: bool) -> Markup {
        let declared = &item.examined.item;
        let line =
            self.say(&Phrase::new(format!("line {}", declared.line), format!("第{}行", declared.line)));
        html! {
            p.soft.small {
                (self.pick("Tariff line ", "商品编号 ")) (self.text(&declared.tariff_line)) " · " (line)
                @if is_dated { " · " (item.on) }
            }
            @if declared.specification.as_ref().is_some_and(|field| !field.is_blank()) {
                p.small { (self.text(&declared.specification)) }
            }
        }
    }

    /// On what the determination rests: each entry with its clause and its comparisons.
    fn grounds(&self, examined: &ExaminedItem) -> Markup {
        let (law, margin) = (self.view.law, &self.view.policy.margin);
        let judgements: Vec<&Judgement> = examined.determination.ground().collect();
        html! {
            @if judgements.is_empty() {
                @for line in ground::grounds(examined, law, margin) { p.ground { (self.say(&line)) } }
            }
            @for judgement in judgements { (self.ground(judgement, &examined.facts)) }
            @if !examined.determination.missing.is_empty() {
                @let missing: Vec<Phrase> =
                    examined.determination.missing.iter().map(|fact| words::missing(fact, law)).collect();
                dl {
                    dt { (self.pick("Missing", "缺少")) }
                    dd { (self.say(&Phrase::list(&missing))) }
                }
            }
        }
    }

    fn ground(&self, judgement: &Judgement, facts: &Facts) -> Markup {
        let law = self.view.law;
        let entry = &law.entries[judgement.entry];
        let act = law.act(entry).citation();
        let clause = Phrase::new(
            format!("{}, clause {}", act.en, entry.clause),
            format!("{}，{}", act.zh, entry.clause),
        );
        let circumstances = ground::circumstances(judgement, facts, law);
        let comparisons = ground::comparisons(judgement, facts);
        html! {
            div.ground {
                p { strong { (entry.code) } " " (self.say(&entry.text)) }
                p.soft.small { (self.say(&clause)) }
                @if !circumstances.is_empty() {
                    ul { @for circumstance in &circumstances { li { (self.quoting(circumstance)) } } }
                }
                @if !comparisons.is_empty() {
                    table {
                        thead {
                            tr {
                                th scope="col" { (self.pick("Parameter", "参数")) }
                                th.number scope="col" { (self.pick("Declared", "申报值")) }
                                th.number scope="col" { (self.pick("Limit", "限值")) }
                                th scope="col" { (self.pick("Result", "结果")) }
                            }
                        }
                        tbody { @for compared in comparisons { (self.comparison(compared, facts)) } }
                    }
                }
            }
        }
    }

    fn comparison(&self, compared: &Compared, facts: &Facts) -> Markup {
        let limit = &compared.limit;
        let declared = ground::declared(&facts.stated, &limit.parameter);
        let declared = if declared.en.is_empty() { Phrase::new("—", "—") } else { declared };
        html! {
            tr {
                td { (self.say(&words::parameter(&limit.parameter, self.view.law))) }
                td.number { (self.say(&declared)) }
                td.number { (limit.operator) " " (limit.written) }
                td { (self.say(&self.outcome(compared))) }
            }
        }
    }

    fn outcome(&self, compared: &Compared) -> Phrase {
        let percent = self.view.policy.margin.percent(&compared.limit.parameter);
        match compared.outcome {
            None => Phrase::new("not declared", "未申报"),
            Some(Comparison::Met) => Phrase::new("met", "达到"),
            Some(Comparison::Missed) => Phrase::new("not met", "未达到"),
            Some(Comparison::MissedClosely) => Phrase::new(
                format!("not met, by no more than {percent} %"),
                format!("未达到，差距不超过{percent}%"),
            ),
            Some(Comparison::Inapplicable) => {
                Phrase::new("cannot be had by goods such as these", "对该类形态的货物不适用")
            }
            Some(Comparison::Open | Comparison::OpenClosely) => {
                Phrase::new("on both sides of the limit", "跨越限值，无法判断")
            }
        }
    }

    /// What the remark says, and what it should.
    fn remark(&self, examined: &ExaminedItem) -> Markup {
        let present = examined.present.as_deref().map_or("", str::trim);
        html! {
            @if examined.required.is_some() || !present.is_empty() {
                dl {
                    @if let Some(required) = &examined.required {
                        dt { (self.pick("Remark due", "应写备注")) }
                        dd { span.remark { (printable(required)) } }
                    }
                    @if !present.is_empty() {
                        dt { (self.pick("Remark in the draft", "草单备注")) }
                        dd { (printable(present)) }
                    }
                }
            }
        }
    }

    /// What is wrong, why, and what to do.
    pub(super) fn finding(&self, finding: &Finding) -> Markup {
        let severity = words::severity(finding.severity);
        let fault = &finding.fault;
        html! {
            span.word.(finding.severity.word()) { (self.say(&severity)) } " " (self.quoting(&fault.what))
            div.soft.small { (self.quoting(&fault.why)) }
            // what this program would do is nothing that a client does: the remark due stands above
            @if finding.fix.is_none() { div.small { (self.quoting(&fault.cure)) } }
        }
    }

    /// A text whose quotations stand between backticks.
    fn quoting(&self, phrase: &Phrase) -> Markup {
        let text = self.say(phrase);
        let parts: Vec<&str> = text.split('`').collect();
        html! {
            @if parts.len().is_multiple_of(2) { (text) } @else {
                @for (index, part) in parts.iter().enumerate() {
                    @if index % 2 == 0 { (part) } @else { code { (part) } }
                }
            }
        }
    }

    fn text(&self, field: &Option<Field>) -> String {
        let text = field.as_ref().map_or("", |field| field.text.trim());
        if text.is_empty() { "—".to_owned() } else { printable(text).into_owned() }
    }
}
