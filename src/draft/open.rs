//! Opens a draft: tells format, dialect and encoding, then yields its parts in file order.

use std::io::{Read, Seek, SeekFrom};

use encoding_rs::Encoding;

use super::unreadable::{Account, Reason};
use super::{
    Charset, Declaration, Dialects, Passed, Sift, Trail, Trailing, Trouble, Unreadable, csv, recognition, xml,
};
use crate::crew::Crew;
use crate::edit::Edit;

/// How drafts are to be read.
#[derive(Clone, Copy)]
pub struct Reading<'a> {
    /// The kinds of drafts, with what the user added.
    pub dialects: &'a Dialects,
    /// The encoding that the user named.
    pub encoding: Option<&'static Encoding>,
    /// Whether a heading names a technical parameter. It is asked with the heading as it stands and
    /// folded (lower case, no spaces, dots or hyphens), with and without a bracket at its end.
    pub is_parameter: &'a dyn Fn(&str) -> bool,
    /// Whether a CSV without a remarks column gets one.
    pub add_remarks_column: bool,
    /// Whether what is passed over in a table is kept in mind for another reading of it.
    pub trailing: Trailing<'a>,
}

impl<'a> Reading<'a> {
    /// As drafts are read where the user decides nothing.
    pub fn new(dialects: &'a Dialects, is_parameter: &'a dyn Fn(&str) -> bool) -> Self {
        Self { dialects, encoding: None, is_parameter, add_remarks_column: false, trailing: Trailing::No }
    }
}

/// The format of a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A table with a line of headings.
    Csv,
    /// XML.
    Xml,
}

/// Whether the draft has a place for remarks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RemarksColumn {
    /// It has.
    Present,
    /// It has none, and no declaration of it a `remark`.
    Missing,
    /// It had none, and the edits of this draft add one.
    Added {
        /// How it is headed.
        heading: String,
    },
}

/// What a draft is made of.
#[derive(Clone, Debug)]
#[expect(clippy::large_enum_variant, reason = "nearly every part is a declaration")]
pub enum Part {
    /// The goods lines that share a remark.
    Declaration(Declaration),
    /// A record that cannot be read.
    Trouble(Trouble),
    /// What an added remarks column needs besides the remarks: its heading, and an empty cell in each title or
    /// total that is as wide as the table. Only with [`Reading::add_remarks_column`].
    Edit(Edit),
}

/// A draft that was opened. It yields its parts in file order, so the edits made from them are in
/// ascending order too.
pub struct Draft<S> {
    /// The format.
    pub format: Format,
    /// The kind within the format: the name of the profile, or CSV with its delimiter.
    pub dialect: String,
    /// The encoding, and how it was told.
    pub charset: Charset,
    /// Whether there is a place for remarks.
    pub remarks_column: RemarksColumn,
    parts: Parts<S>,
}

enum Parts<S> {
    Csv(Box<csv::Records<S>>),
    Xml(Box<xml::Declarations>),
}

/// So many bytes tell of what format a draft is.
const HEAD: usize = 4096;

/// Opens a draft. `name` is only looked at for its extension; what the file is, its bytes tell.
///
/// # Errors
/// When the source fails, is no draft, or as a whole cannot be read.
pub fn open<S: Read + Seek>(source: S, name: &str, reading: &Reading) -> Result<Draft<S>, Unreadable> {
    told(source, name, reading, None)
}

/// Opens a draft again whose encoding has been told: that of a table takes a look at all of it.
///
/// # Errors
/// As those of [`open`].
pub fn reopen<S: Read + Seek>(
    source: S,
    name: &str,
    reading: &Reading,
    charset: Charset,
) -> Result<Draft<S>, Unreadable> {
    told(source, name, reading, Some(charset))
}

fn told<S: Read + Seek>(
    mut source: S,
    name: &str,
    reading: &Reading,
    charset: Option<Charset>,
) -> Result<Draft<S>, Unreadable> {
    let mut head = Vec::with_capacity(HEAD);
    source.seek(SeekFrom::Start(0)).map_err(|error| Unreadable::source(&error))?;
    (&mut source).take(HEAD as u64).read_to_end(&mut head).map_err(|error| Unreadable::source(&error))?;
    if head.is_empty() {
        return Err(empty());
    }
    if recognition::is_pointer(&head) {
        return Err(pointer());
    }
    if recognition::begins_like_xml(&head) {
        let declarations = xml::Declarations::open(&mut source, reading)?;
        return Ok(Draft {
            format: Format::Xml,
            dialect: declarations.dialect(),
            charset: declarations.charset(),
            remarks_column: declarations.remarks_column(),
            parts: Parts::Xml(Box::new(declarations)),
        });
    }
    if recognition::has_extension(name, &["xml"]) {
        return Err(not_xml());
    }
    let records =
        csv::Records::open(source, reading, charset).map_err(|unreadable| match unreadable.reason {
            // notes and logs are text files too
            Reason::Encoding if recognition::has_extension(name, &["txt"]) => {
                Unreadable { reason: Reason::NotADraft, ..unreadable }
            }
            _ => unreadable,
        })?;
    Ok(Draft {
        format: Format::Csv,
        dialect: records.dialect(),
        charset: records.charset(),
        remarks_column: records.remarks_column(),
        parts: Parts::Csv(Box::new(records)),
    })
}

impl<S: Read + Seek> Draft<S> {
    /// The lines of the file from which the part was read that came last, where it was read line by line.
    pub fn lines(&self) -> Option<&[u8]> {
        match &self.parts {
            Parts::Csv(records) => records.record(),
            Parts::Xml(_) => None,
        }
    }

    /// The trail that the reading has left, where it was to leave one: tables have them.
    pub fn into_trail(self) -> Option<Trail> {
        match self.parts {
            Parts::Csv(records) => records.into_trail(),
            Parts::Xml(_) => None,
        }
    }

    /// Passes over the goods lines that come next, if `sift` tells that nothing would be said of them; `None`
    /// where the next part is to be looked at. A crew shares the work.
    pub fn pass_over<'a>(&mut self, sift: &'a dyn Sift, crew: &Crew<'a>) -> Option<Passed> {
        match &mut self.parts {
            Parts::Csv(records) => records.pass_over(sift, crew),
            Parts::Xml(declarations) => declarations.pass_over(sift),
        }
    }
}

impl<S: Read + Seek> Iterator for Draft<S> {
    type Item = Result<Part, Unreadable>;

    fn next(&mut self) -> Option<Self::Item> {
        match &mut self.parts {
            Parts::Csv(records) => records.next(),
            Parts::Xml(declarations) => declarations.next(),
        }
    }
}

fn empty() -> Unreadable {
    Unreadable::new(
        Reason::NotADraft,
        Account::new(
            ("the file is empty", "文件为空"),
            ("there is nothing to check", "没有可检查的内容"),
            ("check that this is the file you mean", "请确认文件是否正确"),
        ),
    )
}

fn pointer() -> Unreadable {
    Unreadable::new(
        Reason::Source,
        Account::new(
            (
                "this is a pointer of git-lfs, and not the draft itself",
                "这是 git-lfs 的指针文件，不是草单本身",
            ),
            (
                "it only says where the draft is kept; what is staged (--staged) is never more than the pointer",
                "指针只说明草单存放在何处，其中没有商品项；暂存区（--staged）里也只有指针",
            ),
            (
                "fetch the draft with `git lfs pull`, and check the file itself, without --staged",
                "请先用 git lfs pull 取回草单，再检查文件本身（不加 --staged）",
            ),
        ),
    )
}

fn not_xml() -> Unreadable {
    Unreadable::new(
        Reason::Malformed,
        Account::new(
            ("the file is named .xml and does not begin like XML", "文件扩展名为 .xml，但开头不是 XML"),
            ("XML begins with `<`", "XML 应以 `<` 开头"),
            (
                "export the declaration again, or give the file the extension of what it is",
                "请重新导出报关单，或改为正确的扩展名",
            ),
        ),
    )
}
