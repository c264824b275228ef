//! The end of the page: the law with its date and standing, and what to hand in if customs asks.

use maud::{Markup, PreEscaped, html};

use super::{Cited, Letter};
use crate::{
    determination::Verdict,
    law::{Act, act::Procedure},
    margin::in_percent,
    phrase::Phrase,
    report::{Summary, words},
};

impl Letter<'_> {
    /// Everything behind the files.
    pub(super) fn end(&self, summary: &Summary, cited: &Cited) -> Markup {
        let counts = &summary.counts;
        let concerns = counts.items > counts.of(Verdict::OutOfScope);
        let procedure = summary.on.last().and_then(|on| self.view.law.procedure(*on)).filter(|_| concerns);
        let end = html! {
            @if let Some((act, procedure)) = procedure { (self.procedure(act, procedure)) }
            (self.law(summary, cited))
            (self.footer())
        };
        PreEscaped(format!("{}</body></html>\n", end.into_string()))
    }

    /// What to hand in if customs questions the declaration.
    fn procedure(&self, act: &Act, procedure: &Procedure) -> Markup {
        let Procedure { notice, working_days, papers, meanwhile, consultation } = procedure;
        let act = act.citation();
        let lead = Phrase::new(
            format!(
                "The question comes as a {} ({}). To be handed in within {working_days} working days:",
                notice.en, act.en
            ),
            format!(
                "海关以{}（{}）提出质疑的，出口经营者应在{working_days}个工作日内提交：",
                notice.zh, act.zh
            ),
        );
        html! {
            section {
                h2 { (self.pick("If customs questions the declaration", "如海关质疑")) }
                p { (self.say(&lead)) }
                ol.papers { @for paper in papers { li { (self.say(paper)) } } }
                p { (self.say(meanwhile)) }
                p { (self.say(consultation)) }
            }
        }
    }

    /// The acts that the determinations rest on, with their standing.
    fn law(&self, summary: &Summary, cited: &Cited) -> Markup {
        let law = self.view.law;
        let through = law.complete_through;
        let percent = in_percent(&self.view.policy.margin.usual);
        let read = Phrase::new(
            format!("Published acts have been read up to {through}."),
            format!("已读取截至{through}公布的公告。"),
        );
        let near = Phrase::new(
            format!(
                "Goods are called near up to {percent} % from a limit; that is a policy, no law says it."
            ),
            format!("与限值相差不超过{percent}%的视为接近指标；这是核对时采用的幅度，法规并未规定。"),
        );
        html! {
            section {
                h2 { (self.pick("The law", "法规依据")) }
                p { (self.say(&read)) }
                @if let Some(untranscribed) = words::untranscribed(law) {
                    p { (self.say(&untranscribed)) (self.pick(".", "。")) }
                }
                @if let Some(finding) = &summary.unverified_law {
                    ul.findings { li { (self.finding(finding)) } }
                }
                @for (index, standings) in cited {
                    @let act = &law.acts[*index];
                    p {
                        strong { (self.say(&act.citation())) } " " (self.say(&act.announcement.title))
                        @for cited in standings {
                            br;
                            (cited.codes.join(", "))
                            @if summary.on.len() > 1 { " (" (self.dates(&cited.on)) ")" }
                            ": " (self.say(&words::standing(&cited.standing, law)))
                        }
                        br;
                        span.soft.small {
                            @if let Some(issued) = act.announcement.issued {
                                (self.pick("Issued ", "发布日期 ")) (issued) (self.pick(", ", "，"))
                            }
                            (self.pick("applies from ", "实施日期 ")) (act.announcement.effective) " · "
                            (act.announcement.source)
                        }
                    }
                }
                p { (self.say(&near)) }
            }
        }
    }

    fn footer(&self) -> Markup {
        let (version, sha256) = (env!("CARGO_PKG_VERSION"), &self.view.law.sha256);
        let made = Phrase::new(
            format!(
                "Made by beizhu {version} from what the drafts declare; what they do not say was not judged. Law: sha256 {sha256}"
            ),
            format!(
                "由 beizhu {version} 根据草单申报内容生成；草单没有写明的内容未作判断。法规数据 sha256：{sha256}"
            ),
        );
        html! { footer { p { (self.say(&made)) } } }
    }
}
