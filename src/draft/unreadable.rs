//! What could not be read, at its place, with the cure.

use std::fmt;

use crate::phrase::Phrase;
use crate::span::Span;

/// Why a draft cannot be read, or cannot be read any further. Nothing is ever written to it.
#[derive(Clone, Debug)]
pub struct Unreadable {
    /// What kind of failure it is.
    pub reason: Reason,
    /// Where in the file, where a place can be named.
    pub place: Option<Place>,
    /// What is wrong, why that stops the reading, and what to do.
    pub account: Box<Account>,
}

/// One record of a draft that cannot be read; the others can.
#[derive(Clone, Debug)]
pub struct Trouble {
    /// The bytes of the record, or of the part of it that is meant.
    pub span: Span,
    /// The line of the file on which it begins, counted from 1.
    pub line: usize,
    /// What is wrong, why, and what to do.
    pub account: Box<Account>,
    /// Whether the limits of other records are in doubt too, so that nothing may be written.
    pub blocks_fixing: bool,
}

/// What, why and what to do, in both languages.
#[derive(Clone, Debug)]
pub struct Account {
    /// What is wrong.
    pub what: Phrase,
    /// Why that matters here.
    pub why: Phrase,
    /// What to do.
    pub cure: Phrase,
}

/// Kinds of failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The source could not be read.
    Source,
    /// The file is no declaration: a walk through a folder passes over it.
    NotADraft,
    /// The encoding could not be told, or is not supported.
    Encoding,
    /// A table about customs goods whose headings do not suffice.
    Headings,
    /// The file breaks the rules of its format.
    Malformed,
    /// Something in it is larger than anything a declaration holds.
    TooLarge,
}

/// A place in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The bytes.
    pub span: Span,
    /// Counted from 1.
    pub line: usize,
    /// In characters, counted from 1.
    pub column: usize,
}

impl Account {
    /// From `(English, Chinese)` wordings.
    pub(crate) fn new(
        what: (impl Into<String>, impl Into<String>),
        why: (impl Into<String>, impl Into<String>),
        cure: (impl Into<String>, impl Into<String>),
    ) -> Self {
        Self {
            what: Phrase::new(what.0, what.1),
            why: Phrase::new(why.0, why.1),
            cure: Phrase::new(cure.0, cure.1),
        }
    }
}

impl Unreadable {
    pub(crate) fn new(reason: Reason, account: Account) -> Self {
        Self { reason, place: None, account: Box::new(account) }
    }

    pub(crate) fn at(self, span: Span, line: usize, column: usize) -> Self {
        Self { place: Some(Place { span, line, column }), ..self }
    }

    /// It is another than when it was read before.
    pub fn changed() -> Self {
        Self::new(
            Reason::Source,
            Account::new(
                ("the draft changed while it was being read", "读取期间草单被修改"),
                ("what was said of it may not hold for what it is now", "已得出的结论可能不适用于现在的内容"),
                ("close it in other programs and run again", "请在其他程序中关闭该文件后重新运行"),
            ),
        )
    }

    /// The program broke down over it.
    pub fn broken_down() -> Self {
        Self::new(
            Reason::Source,
            Account::new(
                (
                    "beizhu broke down while it read this draft; nothing of it was judged or written",
                    "beizhu 读取该草单时出错中断；其中内容未作判断，也未写入",
                ),
                ("this is a bug of beizhu, not a fault of the draft", "这是 beizhu 的缺陷，不是草单的问题"),
                (
                    "please report it, with the draft if you may; judge these goods by hand until then",
                    "请报告此问题，如可以请附上草单；在此之前请人工判断这些商品",
                ),
            ),
        )
    }

    pub(crate) fn source(error: &std::io::Error) -> Self {
        Self::new(
            Reason::Source,
            Account {
                what: Phrase::new("the draft cannot be read", "无法读取该文件"),
                why: Phrase::from(error),
                cure: Phrase::new("check the path and the permission to read it", "请检查路径和读取权限"),
            },
        )
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = &self.place {
            write!(formatter, "{}:{}: ", place.line, place.column)?;
        }
        let Account { what, why, cure } = self.account.as_ref();
        write!(formatter, "{}: {}; {}", what.en, why.en, cure.en)
    }
}

impl std::error::Error for Unreadable {}
