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
    /// All of an element of this name within another: its tags, and between them characters that stand for
    /// themselves.
    Leaf(&'a str),
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

impl Piece<'_> {
    /// What stands between the tags of a leaf of this name.
    pub(super) fn leaf_content(name: &str, place: &Range<usize>) -> Range<usize> {
        place.start + "<>".len() + name.len()..place.end - "</>".len() - name.len()
    }
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
                    [b'>', ref content @ ..] if length > 0 => {
                        if let Some(length) = self.leaf(name, content) {
                            return Ok(Some((self.pass(length), Piece::Leaf(name))));
                        }
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

    /// How long an element is that is a leaf, by what stands behind its start tag.
    #[inline]
    fn leaf(&self, name: &str, behind: &[u8]) -> Option<usize> {
        if self.open.is_empty() || self.has_section_end {
            return None;
        }
        let content = memchr::memchr2(b'<', b'&', behind)?;
        let end = behind[content..].strip_prefix(b"</")?.strip_prefix(name.as_bytes())?;
        end.starts_with(b">").then_some("<></>".len() + 2 * name.len() + content)
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What the parser makes of a text of sound tags, and whether it came to its end.
    fn as_the_parser_has_it(text: &str) -> (Vec<(Range<usize>, String)>, bool) {
        let mut reader = Reader::from_str(text);
        reader.config_mut().check_comments = true;
        let (mut pieces, mut at) = (Vec::new(), 0);
        loop {
            let event = reader.read_event();
            let end = usize::try_from(reader.buffer_position()).expect("a place");
            let piece = match event {
                Err(_) => return (pieces, false),
                Ok(Event::Start(tag) | Event::Empty(tag)) if tag::fault(&tag).is_some() => {
                    return (pieces, false);
                }
                Ok(Event::Eof) => return (pieces, true),
                Ok(Event::Start(tag)) => format!("start {}", tag.name().as_ref()),
                Ok(Event::Empty(tag)) => format!("empty {}", tag.name().as_ref()),
                Ok(Event::End(_)) => "end".to_owned(),
                Ok(Event::Text(_)) => "text".to_owned(),
                Ok(Event::CData(_)) => "section".to_owned(),
                Ok(Event::GeneralRef(_)) => "reference".to_owned(),
                Ok(_) => "aside".to_owned(),
            };
            pieces.push((at..end, piece));
            at = end;
        }
    }

    fn as_it_is_told(text: &str) -> (Vec<(Range<usize>, String)>, bool) {
        let mut markup = Markup::of(text, 0..text.len());
        let mut pieces = Vec::new();
        loop {
            let (place, piece) = match markup.next() {
                // the parser takes what is left open for the end
                Err(fault) => return (pieces, fault.at == text.len() && markup.depth() > 0),
                Ok(None) => return (pieces, true),
                Ok(Some(next)) => next,
            };
            let told = match piece {
                Piece::Start(name) => format!("start {name}"),
                Piece::Empty(name) => format!("empty {name}"),
                Piece::Leaf(name) => {
                    let content = Piece::leaf_content(name, &place);
                    pieces.push((place.start..content.start, format!("start {name}")));
                    if !content.is_empty() {
                        pieces.push((content.clone(), "text".to_owned()));
                    }
                    pieces.push((content.end..place.end, "end".to_owned()));
                    continue;
                }
                Piece::End => "end".to_owned(),
                Piece::Text => "text".to_owned(),
                Piece::Section => "section".to_owned(),
                Piece::Reference => "reference".to_owned(),
                Piece::Declaration | Piece::DocType | Piece::Aside => "aside".to_owned(),
            };
            pieces.push((place, told));
        }
    }

    const PARTS: [&str; 20] = [
        "<a>",
        "</a>",
        "<a>",
        "</a>",
        "<ab>",
        "</ab>",
        "<n:a>",
        "</n:a>",
        "<a/>",
        "<a b='/'>",
        "</a >",
        "<ab>锑</ab>",
        "<a></a>",
        "x>",
        " \n",
        "&amp;",
        "<!-- c -->",
        "<![CDATA[<]]>",
        "<?p q?>",
        "<",
    ];

    proptest! {
        /// What is told at a glance is what the parser reads.
        #[test]
        fn pieces_are_those_of_the_parser(parts in prop::collection::vec(prop::sample::select(&PARTS[..]), 0..12)) {
            let text = format!("<a>{}", parts.concat());
            prop_assert_eq!(as_it_is_told(&text), as_the_parser_has_it(&text));
        }
    }
}
