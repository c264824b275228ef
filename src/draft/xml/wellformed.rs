//! One pass over an XML file before anything of it is believed: is it well-formed, is it harmless, and
//! where do its declarations stand.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::{document::Document, fault, tag, tree::Nodes};
use crate::draft::dialect::Dialects;
use crate::draft::unreadable::{Account, Reason, Unreadable};
use crate::phrase::Phrase;
use crate::span::Span;

/// Declarations nest a handful of elements.
const MAX_DEPTH: usize = 100;

/// One declaration in the text.
#[derive(Clone)]
pub(super) struct Found {
    /// Which of the profiles reads it.
    pub(super) profile: usize,
    /// From its start tag to behind its end tag.
    pub(super) range: Range<usize>,
}

/// Checks all of a document and finds its declarations, with the elements of the first: most files have no other.
pub(super) fn check(document: &Document, dialects: &Dialects) -> Result<(Vec<Found>, Nodes), Unreadable> {
    refuse_control_characters(document)?;
    let text = document.text.as_str();
    // only sections of CDATA end with it
    let ends_section = memchr::memmem::find(text.as_bytes(), b"]]>").is_some();
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_comments = true;
    let mut found: Vec<Found> = Vec::new();
    let mut nodes = Nodes::default();
    let mut depth = 0usize;
    let mut open_at: Option<usize> = None;
    let mut roots = 0;
    let mut end = 0;
    loop {
        let at = end;
        let event = match reader.read_event() {
            Ok(event) => event,
            Err(error) => {
                return Err(ill_formed(
                    document,
                    place(reader.error_position(), text),
                    &fault::of_parser(&error),
                ));
            }
        };
        end = place(reader.buffer_position(), text);
        match event {
            Event::Start(tag) | Event::Empty(tag) if depth == 0 && roots > 0 => {
                return Err(ill_formed(document, at, &second_root(&name(&tag))));
            }
            Event::Start(tag) => {
                check_tag(document, at, &tag)?;
                roots += usize::from(depth == 0);
                depth += 1;
                if depth > MAX_DEPTH {
                    return Err(too_deep(document, at));
                }
                if open_at.is_none()
                    && let Some(profile) = profile(dialects, &tag)
                {
                    found.push(Found { profile, range: at..at });
                    open_at = Some(depth);
                }
                if open_at.is_some() && found.len() == 1 {
                    nodes.start(at..end, &tag);
                }
            }
            Event::Empty(tag) => {
                check_tag(document, at, &tag)?;
                roots += usize::from(depth == 0);
                if open_at.is_some() && found.len() == 1 {
                    nodes.empty(at..end, &tag);
                }
            }
            Event::End(_) => {
                if open_at.is_some() && found.len() == 1 {
                    nodes.end(at..end);
                }
                if open_at == Some(depth) {
                    open_at = None;
                    if let Some(last) = found.last_mut() {
                        last.range.end = end;
                    }
                }
                depth = depth.saturating_sub(1);
            }
            Event::GeneralRef(_) if character(&text[at..end]).is_none() => {
                let entity = &text[at..end];
                let undefined = Phrase::new(
                    format!("the entity {entity} is not defined"),
                    format!("实体 {entity} 没有定义"),
                );
                return Err(ill_formed(document, at, &undefined));
            }
            Event::Text(_) if ends_section && text[at..end].contains("]]>") => {
                let end = Phrase::new("a ]]> that ends nothing", "多余的 ]]>");
                return Err(ill_formed(document, at, &end));
            }
            Event::Text(_) | Event::CData(_) | Event::GeneralRef(_)
                if depth == 0 && !text[at..end].trim().is_empty() =>
            {
                return Err(ill_formed(
                    document,
                    at,
                    &Phrase::new("text outside the root element", "根元素之外有文字"),
                ));
            }
            Event::PI(instruction) if !tag::is_name(instruction.target()) => {
                let unnamed =
                    Phrase::new("a processing instruction without a name", "处理指令没有合法的名称");
                return Err(ill_formed(document, at, &unnamed));
            }
            Event::DocType(_) => return Err(doctype(document, at)),
            Event::Decl(_) if at > 0 => {
                let late =
                    Phrase::new("an XML declaration that does not open the file", "XML 声明不在文件开头");
                return Err(ill_formed(document, at, &late));
            }
            Event::Eof if depth > 0 => {
                let cut = Phrase::new("the file ends before its elements do", "文件在元素结束之前中断");
                return Err(ill_formed(document, text.len(), &cut));
            }
            Event::Eof if roots == 0 => {
                let none = Phrase::new("there is no root element", "没有根元素");
                return Err(ill_formed(document, 0, &none));
            }
            Event::Eof => return Ok((found, nodes)),
            _ => {}
        }
    }
}

/// The character that a predefined entity or a character reference (`&…;`) stands for.
pub(super) fn character(reference: &str) -> Option<char> {
    let name = reference.strip_prefix('&')?.strip_suffix(';')?;
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let digits = name.strip_prefix('#')?;
            // a sign is none of it
            let number = match digits.strip_prefix('x') {
                Some(digits) if digits.starts_with('+') => return None,
                Some(digits) => u32::from_str_radix(digits, 16).ok()?,
                None if digits.starts_with('+') => return None,
                None => digits.parse().ok()?,
            };
            char::from_u32(number)
                .filter(|character| !character.is_control() || matches!(character, '\t' | '\n' | '\r'))
        }
    }
}

fn profile(dialects: &Dialects, tag: &BytesStart) -> Option<usize> {
    let local = tag.local_name();
    let local: &str = local.as_ref();
    dialects.profiles().iter().position(|profile| profile.declaration == local)
}

fn place(position: u64, text: &str) -> usize {
    let mut place = usize::try_from(position).unwrap_or(usize::MAX).min(text.len());
    while !text.is_char_boundary(place) {
        place -= 1;
    }
    place
}

fn name(tag: &BytesStart) -> String {
    let name = tag.name();
    let name: &str = name.as_ref();
    name.to_owned()
}

fn check_tag(document: &Document, at: usize, tag: &BytesStart) -> Result<(), Unreadable> {
    tag::fault(tag).map_or(Ok(()), |fault| Err(ill_formed(document, at, &fault)))
}

fn refuse_control_characters(document: &Document) -> Result<(), Unreadable> {
    let bytes = document.text.as_bytes();
    let is_forbidden = |byte: &u8| *byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r');
    // of many bytes at once, where most have none
    let has_one = |bytes: &[u8]| bytes.iter().fold(false, |has, byte| has | is_forbidden(byte));
    let control = match bytes.chunks(4096).position(has_one) {
        Some(chunk) => bytes[chunk * 4096..].iter().position(is_forbidden).map(|at| chunk * 4096 + at),
        None => None,
    };
    let no_character =
        || memchr::memchr_iter(0xEF, bytes).find(|at| matches!(bytes[at + 1..], [0xBF, 0xBE | 0xBF, ..]));
    match control.or_else(no_character) {
        Some(at) => {
            let code = document.text[at..].chars().next().map_or(0, u32::from);
            let control =
                Phrase::new(format!("the control character U+{code:04X}"), format!("控制字符 U+{code:04X}"));
            Err(ill_formed(document, at, &control))
        }
        None => Ok(()),
    }
}

fn second_root(name: &str) -> Phrase {
    Phrase::new(format!("a second root element <{name}>"), format!("多了一个根元素 <{name}>"))
}

fn ill_formed(document: &Document, at: usize, what: &Phrase) -> Unreadable {
    refusal(
        document,
        at,
        Reason::Malformed,
        Account::new(
            (format!("the XML is not well-formed: {}", what.en), format!("XML 格式有误：{}", what.zh)),
            (
                "what stands where cannot be told, so nothing of the file is judged or written",
                "无法确定各元素的位置，因此不检查也不写入该文件",
            ),
            ("repair it at this place or export the declaration again", "请修复此处，或重新导出报关单"),
        ),
    )
}

fn doctype(document: &Document, at: usize) -> Unreadable {
    refusal(
        document,
        at,
        Reason::Malformed,
        Account::new(
            ("the XML has a document type declaration (DOCTYPE)", "XML 含有文档类型声明 (DOCTYPE)"),
            (
                "it can define or fetch text from elsewhere, which no declaration needs: none is ever read",
                "它可以引入外部内容，报关单不需要，因此一律不读取",
            ),
            ("take the DOCTYPE out", "请删除 DOCTYPE"),
        ),
    )
}

fn too_deep(document: &Document, at: usize) -> Unreadable {
    refusal(
        document,
        at,
        Reason::TooLarge,
        Account::new(
            (format!("the XML nests more than {MAX_DEPTH} elements"), format!("XML 嵌套超过 {MAX_DEPTH} 层")),
            ("no declaration does", "报关单不会有这么多层"),
            ("check that this is the file you mean", "请确认文件是否正确"),
        ),
    )
}

fn refusal(document: &Document, at: usize, reason: Reason, account: Account) -> Unreadable {
    let (line, column) = document.position(at);
    let byte = document.byte(at);
    Unreadable::new(reason, account).at(Span::new(byte, byte), line, column)
}
