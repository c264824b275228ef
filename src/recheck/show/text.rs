//! The comparison for people.

use std::io::{self, Write};

use super::{Compared, Show, differs};
use crate::{
    determination::Verdict,
    draft::Unreadable,
    law::ControlList,
    phrase::{Language, Phrase},
    recheck::{Answer, Line, Recording, Sums},
    report::{printable, words},
};

/// For people: the drafts and lines that differ, and the sums.
#[derive(Clone, Debug)]
pub struct Text<'a> {
    language: Language,
    /// The law of now, with which that of then is compared.
    law: &'a ControlList,
    width: usize,
    /// The draft that is compared, until there is something to say of it.
    unsaid: Option<Compared>,
}

impl<'a> Text<'a> {
    /// An empty comparison.
    pub fn new(language: Language, law: &'a ControlList, width: usize) -> Self {
        Self { language, law, width, unsaid: None }
    }

    fn say(&self, out: &mut dyn Write, indent: &str, phrase: &Phrase) -> io::Result<()> {
        self.wrapped(out, indent, phrase.in_language(self.language))
    }

    fn wrapped(&self, out: &mut dyn Write, indent: &str, text: &str) -> io::Result<()> {
        let further = format!("{indent}  ");
        let options = textwrap::Options::new(self.width).initial_indent(indent).subsequent_indent(&further);
        let text = printable(text);
        textwrap::wrap(&text, options).iter().try_for_each(|line| writeln!(out, "{}", line.trim_end()))
    }

    fn heading(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let Some(draft) = self.unsaid.take() else { return Ok(()) };
        writeln!(out, "{}", printable(&draft.path))?;
        match &draft.by {
            Some(by) => {
                let run = self.run(by);
                self.say(out, "  ", &run)?;
                draft.differences.iter().try_for_each(|difference| self.say(out, "  ", difference))?;
            }
            None if draft.changed.is_some() => {
                self.say(out, "  ", &Phrase::new("it was not recorded", "没有记录"))?;
            }
            None => {}
        }
        if draft.changed == Some(true) {
            let changed = Phrase::new(
                "the draft has changed since: its bytes are others (SHA-256)",
                "草单此后有改动：文件内容与记录不一致（SHA-256）",
            );
            self.say(out, "  ", &changed)?;
        }
        Ok(())
    }

    /// Which run recorded a draft, and by which law.
    fn run(&self, by: &Recording) -> Phrase {
        let at = by.at.as_ref().map_or_else(
            || Phrase::new("as reported", "据报告"),
            |at| Phrase::new(format!("as recorded at {at}"), format!("据{at}的记录")),
        );
        let through = &by.complete_through;
        let law = if by.law == self.law.sha256 {
            Phrase::new("by the same law", "法规相同")
        } else {
            Phrase::new(format!("by other law, read up to {through}"), format!("法规不同，当时截至{through}"))
        };
        Phrase::new(format!("{}, {}", at.en, law.en), format!("{}，{}", at.zh, law.zh))
    }

    fn answer(&self, answer: Option<&Answer>, none: &Phrase) -> String {
        let Some(answer) = answer else { return none.in_language(self.language).to_owned() };
        let verdict = Verdict::ALL.into_iter().find(|verdict| verdict.word() == answer.determination);
        let word =
            verdict.map_or_else(|| Phrase::new(&answer.determination, &answer.determination), words::verdict);
        let mut said = word.in_language(self.language).to_owned();
        if !answer.codes.is_empty() {
            said = format!("{said} {}", answer.codes.join(", "));
        }
        match answer.on {
            Some(on) => self.language.pick(format!("{said} ({on})"), format!("{said}（{on}）")),
            None => said,
        }
    }
}

impl Show for Text<'_> {
    fn open(&mut self, draft: &Compared, out: &mut dyn Write) -> io::Result<()> {
        self.unsaid = Some(draft.clone());
        if draft.changed == Some(true) { self.heading(out) } else { Ok(()) }
    }

    fn line(&mut self, line: &Line, out: &mut dyn Write) -> io::Result<()> {
        if !differs(line) {
            return Ok(());
        }
        self.heading(out)?;
        let was = self.answer(line.was.as_ref(), &Phrase::new("not recorded", "没有记录"));
        let is = self.answer(line.is.as_ref(), &Phrase::new("there no more", "已不存在"));
        let mut aside: Vec<String> = Vec::new();
        aside.extend(
            line.declaration
                .as_ref()
                .map(|number| self.language.pick(format!("declaration {number}"), format!("报关单{number}"))),
        );
        aside.extend(line.tariff_line.clone().filter(|text| !text.is_empty()));
        aside.extend(line.line.map(|line| self.language.pick(format!("line {line}"), format!("第{line}行"))));
        let aside = match aside.as_slice() {
            [] => String::new(),
            aside => {
                self.language.pick(format!("  ({})", aside.join(", ")), format!("（{}）", aside.join("，")))
            }
        };
        let name = line.name.as_deref().unwrap_or_default();
        let head = format!("{:>4} {was} → {is}  {name}{aside}", line.item);
        self.wrapped(out, "", &head)?;
        line.ground.iter().try_for_each(|ground| self.say(out, "     ", ground))
    }

    fn close(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if self.unsaid.take().is_none() { writeln!(out) } else { Ok(()) }
    }

    fn failed(&mut self, path: &str, error: &Unreadable, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "{}", printable(path))?;
        self.say(out, "  ", &error.account.what)?;
        self.say(out, "  ", &error.account.cure)?;
        writeln!(out)
    }

    fn end(&mut self, sums: &Sums, law: &ControlList, out: &mut dyn Write) -> io::Result<()> {
        let Sums { files, changed, failed, same, different, new, gone } = *sums;
        let lines = words::count(same + different + new + gone, "goods line", "goods lines");
        let total = same + different + new + gone;
        self.say(
            out,
            "",
            &Phrase::new(
                format!(
                    "{lines}: {different} differ, {same} as before, {new} not recorded, {gone} there no more"
                ),
                format!(
                    "共{total}项商品：{different}项不同、{same}项不变、{new}项没有记录、{gone}项已不存在"
                ),
            ),
        )?;
        self.say(
            out,
            "",
            &Phrase::new(
                format!(
                    "{} compared, {changed} changed since, {failed} could not be read",
                    words::count(files, "file", "files")
                ),
                format!("已比较{files}个文件，其中{changed}个有改动，{failed}个无法读取"),
            ),
        )?;
        let through = law.complete_through;
        self.say(
            out,
            "",
            &Phrase::new(
                format!("law: published acts read up to {through}"),
                format!("法规：已读取截至{through}公布的公告"),
            ),
        )
    }
}
