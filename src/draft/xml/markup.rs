//! The markup of a text, piece by piece. Tags that are a name and nothing else, nearly all of a message, are told
//! at a glance; every other piece is left to the parser.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::errors::{Error, IllFormedError};
use quick_xml::events::{BytesStart, Event};

use super::{fault, tag};
use crate::phrase::Phrase;

/// What a piece of the text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// The start tag of an element of this name.
    Start(&'a str),
    /// The tag that is all of an element of this name.
    Empty(&'a str),
    /// The end tag of the element that was opened last.
    End,
    /// Characters that stand for themselves.
    Text,
    /// A section of CDATA.
    Section,
    /// A character by its name or number.
    Reference,
    /// The XML declaration.
    Declaration,
    /// A document type declaration.
    DocType,
    /// A comment or a processing instruction.
    Aside,
}

/// Why a text is not well-formed.
#[derive(Debug)]
pub(super) struct Fault {
    /// The place in the text.
    pub(super) at: usize,
    pub(super) what: Phrase,
}

/// Goes through the pieces of a text as long as they are well-formed.
pub(super) struct Markup<'a> {
    text: &'a str,
    at: usize,
    /// The names of the elements that are open.
    open: Vec<&'a str>,
    /// Whether anything ends like a section of CDATA: mostly nothing does, and no text need be searched for it.
    has_section_end: bool,
}

impl<'a> Markup<'a> {
    /// The pieces of a part of a text, which may be all of it.
    pub(super) fn of(text: &'a str, part: Range<usize>) -> Self {
        let text = &text[..part.end];
        let has_section_end = memchr::memmem::find(&text.as_bytes()[part.start..], b"]]>").is_some();
        Self { text, at: part.start, open: Vec::new(), has_section_end }
    }

    /// How many elements are open behind the last piece.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// The next piece and where it stands; `None` at the end of the text.
    ///
    /// # Errors
    /// When the text is not well-formed there. What comes behind is not looked at any more.
    #[inline]
    pub(super) fn next(&mut self) -> Result<Option<(Range<usize>, Piece<'a>)>, Fault> {
        let at = self.at;
        let rest = &self.text.as_bytes()[at..];
        let length = match *rest {
            [] => return self.end().map(|()| None),
            [b'<', b'/', ref name @ ..] => match self.open.last() {
                Some(open) if name.starts_with(open.as_bytes()) && name.get(open.len()) == Some(&b'>') => {
                    let length = "</>".len() + open.len();
                    self.open.pop();
                    return Ok(Some((self.pass(length), Piece::End)));
                }
                _ => return self.parsed().map(Some),
            },
            [b'<', ref tag @ ..] => {
                let length = tag::plain_name(tag);
                let name = &self.text[at + 1..at + 1 + length];
                return match tag[length..] {
                    [b'>', ..] if length > 0 => {
                        self.open.push(name);
                        Ok(Some((self.pass("<>".len() + length), Piece::Start(name))))
                    }
                    [b'/', b'>', ..] if length > 0 => {
                        Ok(Some((self.pass("</>".len() + length), Piece::Empty(name))))
                    }
                    _ => self.parsed().map(Some),
                };
            }
            [b'&', ..] => return self.parsed().map(Some),
            _ => memchr::memchr2(b'<', b'&', rest).unwrap_or(rest.len()),
        };
        if self.has_section_end && self.text[at..at + length].contains("]]>") {
            return Err(Fault { at, what: Phrase::new("a ]]> that ends nothing", "多余的 ]]>") });
        }
        Ok(Some((self.pass(length), Piece::Text)))
    }

    fn pass(&mut self, length: usize) -> Range<usize> {
        let at = self.at;
        self.at += length;
        at..self.at
    }

    fn end(&self) -> Result<(), Fault> {
        if self.open.is_empty() {
            return Ok(());
        }
        let cut = Phrase::new("the file ends before its elements do", "文件在元素结束之前中断");
        Err(Fault { at: self.text.len(), what: cut })
    }

    /// The piece that begins here, as the parser reads it. It begins with `<` or `&`: of other texts the parser would
    /// take a U+FEFF for the mark of a file.
    #[cold]
    fn parsed(&mut self) -> Result<(Range<usize>, Piece<'a>), Fault> {
        let at = self.at;
        let fault = |what| Fault { at, what };
        let mut reader = Reader::from_str(&self.text[at..]);
        let config = reader.config_mut();
        config.check_comments = true;
        // the elements before are not known to it
        config.allow_unmatched_ends = true;
        let event = reader.read_event().map_err(|error| {
            let behind = usize::try_from(reader.error_position()).unwrap_or(usize::MAX);
            Fault { at: at.saturating_add(behind), what: fault::of_parser(&error) }
        })?;
        let place = self.pass(usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX));
        let text = self.text;
        let named = |tag: &BytesStart<'_>| {
            let name = at + "<".len()..at + "<".len() + tag.name().as_ref().len();
            tag::fault(tag).map_or(Ok(&text[name]), |what| Err(fault(what)))
        };
        let piece = match event {
            Event::Start(tag) => {
                let name = named(&tag)?;
                self.open.push(name);
                Piece::Start(name)
            }
            Event::Empty(tag) => Piece::Empty(named(&tag)?),
            Event::End(tag) => {
                let found = tag.name().as_ref().to_owned();
                let error = match self.open.pop() {
                    Some(open) if open == found => return Ok((place, Piece::End)),
                    Some(open) => IllFormedError::MismatchedEndTag { expected: open.to_owned(), found },
                    None => IllFormedError::UnmatchedEndTag(found),
                };
                return Err(fault(fault::of_parser(&Error::IllFormed(error))));
            }
            Event::GeneralRef(_) if tag::character(&self.text[place.clone()]).is_none() => {
                let entity = &self.text[place];
                let undefined = Phrase::new(
                    format!("the entity {entity} is not defined"),
                    format!("实体 {entity} 没有定义"),
                );
                return Err(fault(undefined));
            }
            Event::GeneralRef(_) => Piece::Reference,
            Event::CData(_) => Piece::Section,
            Event::PI(instruction) if !tag::is_name(instruction.target()) => {
                let unnamed =
                    Phrase::new("a processing instruction without a name", "处理指令没有合法的名称");
                return Err(fault(unnamed));
            }
            Event::PI(_) | Event::Comment(_) => Piece::Aside,
            Event::Decl(_) => Piece::Declaration,
            Event::DocType(_) => Piece::DocType,
            // neither begins with `<` or `&`
            Event::Text(_) | Event::Eof => Piece::Text,
        };
        Ok((place, piece))
    }
}
