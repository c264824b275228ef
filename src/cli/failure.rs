//! What keeps the program from doing its work: what, why, and what to do.

use std::{
    io::{self, Write},
    path::Path,
};

use beizhu::{
    draft::Unreadable,
    phrase::{Language, Phrase},
    report::printable,
};

/// A failure of the whole run; the exit status is 2.
#[derive(Clone, Debug)]
pub(crate) struct Failure {
    what: Phrase,
    why: Phrase,
    cure: Phrase,
    /// The language that was settled when it happened.
    pub(crate) language: Option<Language>,
    is_silent: bool,
}

impl Failure {
    pub(crate) fn new(what: Phrase, why: Phrase, cure: Phrase) -> Self {
        Self { what, why, cure, language: None, is_silent: false }
    }

    pub(crate) fn in_language(self, language: Language) -> Self {
        Self { language: Some(self.language.unwrap_or(language)), ..self }
    }

    /// The report cannot be written. A reader that has seen enough is no failure to speak of.
    pub(crate) fn output(error: &io::Error) -> Self {
        let failure = Self::new(
            Phrase::new("the report cannot be written", "无法写出报告"),
            Phrase::from(error),
            Phrase::new("check the place that it goes to", "请检查输出位置"),
        );
        Self { is_silent: error.kind() == io::ErrorKind::BrokenPipe, ..failure }
    }

    /// A draft can no longer be read while its report is shown.
    pub(crate) fn unreadable(shown: &str, error: &Unreadable) -> Self {
        let account = &error.account;
        let what = Phrase::new(
            format!("{shown}: the report breaks off: {}", account.what.en),
            format!("{shown}：报告中断：{}", account.what.zh),
        );
        Self::new(what, account.why.clone(), account.cure.clone())
    }

    /// No file stands where one is named.
    pub(crate) fn absent(path: &Path) -> Self {
        Self::reading(path, &io::Error::from(io::ErrorKind::NotFound))
    }

    pub(crate) fn reading(path: &Path, error: &io::Error) -> Self {
        let path = path.display();
        Self::new(
            Phrase::new(format!("{path} cannot be read"), format!("无法读取 {path}")),
            Phrase::from(error),
            Phrase::new("check the path and the permission to read it", "请检查路径和读取权限"),
        )
    }

    pub(crate) fn writing(path: &Path, error: &io::Error) -> Self {
        let path = path.display();
        Self::new(
            Phrase::new(format!("{path} cannot be written"), format!("无法写入 {path}")),
            Phrase::from(error),
            Phrase::new(
                "check the folder, the permissions and the space left",
                "请检查文件夹、权限和剩余空间",
            ),
        )
    }

    pub(crate) fn print(&self, language: Language) {
        if self.is_silent {
            return;
        }
        let (error, why, cure) =
            language.pick(("error: ", "why: ", "help: "), ("错误：", "原因：", "办法："));
        let say = |phrase: &Phrase| lines(phrase.in_language(language));
        complain(&format!("{error}{}", say(&self.what)));
        for (label, phrase) in [(why, &self.why), (cure, &self.cure)] {
            if !phrase.en.is_empty() {
                complain(&format!("  {label}{}", say(phrase)));
            }
        }
    }
}

/// Writes a line to the standard error, or nowhere if that is closed.
pub(crate) fn complain(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}

/// The text without anything that a terminal obeys, its line breaks kept.
fn lines(text: &str) -> String {
    text.lines().map(printable).collect::<Vec<_>>().join("\n")
}
