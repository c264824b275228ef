//! The end of the report for people: sums, the law's date, the margin, and the way on.

use std::io::{self, Write};

use super::{Diagnosis, Text};
use crate::{
    determination::Verdict,
    finding::Severity,
    law::act::Procedure,
    margin::in_percent,
    phrase::Phrase,
    report::{Summary, words},
};

impl Text<'_> {
    pub(super) fn closing(&self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        if let Some(finding) = &summary.unverified_law {
            self.diagnosis(Diagnosis::without_place(finding, self.view.language), "", out)?;
            writeln!(out)?;
        }
        self.untold_files(out)?;
        self.sums(summary, out)?;
        self.law(summary, out)?;
        let counts = &summary.counts;
        let is_open =
            counts.of(Verdict::Undetermined) + counts.of(Verdict::Near) + counts.with(Severity::Warning) > 0;
        let procedure = summary.on.last().and_then(|on| self.view.law.procedure(*on)).filter(|_| is_open);
        if let Some((act, procedure)) = procedure {
            writeln!(out)?;
            self.procedure(&act.citation(), procedure, out)?;
        }
        Ok(())
    }

    /// How many files had nothing new to show and are not named.
    fn untold_files(&self, out: &mut dyn Write) -> io::Result<()> {
        let files = self.shown.fold.untold_files;
        if files == 0 {
            return Ok(());
        }
        let untold = Phrase::new(
            format!(
                "and {} with nothing that is not shown above (--all shows them)",
                words::count(files, "more file", "more files")
            ),
            format!("另有{files}个文件，其内容与以上各项相同（--all 可全部列出）"),
        );
        self.wrapped(out, "", self.say(&untold))?;
        writeln!(out)
    }

    fn sums(&self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        let items = summary.items();
        self.wrapped(out, "", self.say(&items))?;
        let findings = summary.findings();
        let heaviest = [Severity::Error, Severity::Warning, Severity::Note]
            .into_iter()
            .find(|severity| summary.counts.with(*severity) > 0);
        let mut text = match heaviest {
            Some(severity) => self.severity(severity, self.say(&findings)),
            None => self.say(&findings).to_owned(),
        };
        let edits = summary.counts.edits;
        if let Some(written) = summary.written {
            let written = Phrase::new(
                format!("; {} written", words::count(written, "remark", "remarks")),
                format!("；已写入{written}处备注"),
            );
            text.push_str(self.say(&written));
        } else if edits > 0 {
            let fixable = Phrase::new(
                format!("; `beizhu fix` writes {}", words::count(edits, "remark", "remarks")),
                format!("；beizhu fix 可写入{edits}处备注"),
            );
            text.push_str(self.say(&fixable));
        }
        self.wrapped(out, "", &text)?;
        self.wrapped(out, "", self.say(&summary.sources()))
    }

    fn law(&self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        let through = self.view.law.complete_through;
        let mut en = format!("law: published acts read up to {through}");
        let mut zh = format!("法规：已读取截至{through}公布的公告");
        for (index, codes) in &self.shown.cited.0 {
            let act = self.view.law.acts[*index].citation();
            en.push_str(&format!("; {}: {}", codes.join(", "), act.en));
            zh.push_str(&format!("；{}：{}", codes.join("、"), act.zh));
        }
        self.wrapped(out, "", self.view.language.pick(&en, &zh))?;
        if let Some(untranscribed) = words::untranscribed(self.view.law) {
            self.wrapped(out, "", self.say(&untranscribed))?;
        }
        if summary.on.len() == 1 {
            let date = self.date(summary.on[0]);
            self.wrapped(
                out,
                "",
                &self.view.language.pick(format!("judged on {date}"), format!("判断日期：{date}")),
            )?;
        }
        let margin = &self.view.policy.margin;
        let percent = in_percent(&margin.usual);
        let own = margin.own.iter().map(|(name, share)| {
            let named = self.view.law.parameters.named(name);
            let name = named.map_or_else(|| Phrase::new(name, name), |parameter| parameter.text.clone());
            let percent = in_percent(share);
            Phrase::new(format!("{} {percent} %", name.en), format!("{}{percent}%", name.zh))
        });
        let own = match own.collect::<Vec<_>>().as_slice() {
            [] => Phrase::default(),
            own => {
                let own = Phrase::list(own);
                Phrase::new(format!(" ({})", own.en), format!("（{}）", own.zh))
            }
        };
        let margin = Phrase::new(
            format!(
                "near: up to {percent} % from a limit{}; this program's policy, not law (--near)",
                own.en
            ),
            format!(
                "接近指标：与限值相差不超过{percent}%{}；这是本程序的默认做法，法规并未规定（--near）",
                own.zh
            ),
        );
        self.wrapped(out, "", self.say(&margin))
    }

    /// What to hand in if customs questions the declaration: said once, not at every finding.
    fn procedure(&self, act: &Phrase, procedure: &Procedure, out: &mut dyn Write) -> io::Result<()> {
        let Procedure { notice, working_days, papers, meanwhile, consultation } = procedure;
        let heading = Phrase::new(
            format!(
                "If customs questions the declaration ({}; {}), hand in within {working_days} working days:",
                notice.en, act.en
            ),
            format!("如海关质疑（{}，{}），应在{working_days}个工作日内提交：", notice.zh, act.zh),
        );
        self.wrapped(out, "", self.say(&heading))?;
        for (index, paper) in papers.iter().enumerate() {
            self.wrapped(out, "  ", &format!("{}. {}", index + 1, self.say(paper)))?;
        }
        for paragraph in [meanwhile, consultation] {
            self.wrapped(out, "", self.say(paragraph))?;
        }
        Ok(())
    }
}
