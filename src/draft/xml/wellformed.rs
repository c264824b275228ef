//! One pass over an XML file before anything of it is believed: is it well-formed, is it harmless, and
//! where do its declarations stand.

use std::ops::Range;

use super::document::Document;
use super::markup::{Markup, Piece};
use super::tree::Nodes;
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
    let mut markup = Markup::of(text, 0..text.len());
    let mut found: Vec<Found> = Vec::new();
    let mut nodes = Nodes::default();
    let mut open_at: Option<usize> = None;
    let mut has_root = false;
    while let Some((place, piece)) =
        markup.next().map_err(|fault| ill_formed(document, fault.at, &fault.what))?
    {
        let at = place.start;
        let depth = markup.depth();
        let is_first = open_at.is_some() && found.len() == 1;
        match piece {
            Piece::Start(name) | Piece::Empty(name)
                if depth == usize::from(matches!(piece, Piece::Start(_)))
                    && std::mem::replace(&mut has_root, true) =>
            {
                return Err(ill_formed(document, at, &second_root(name)));
            }
            Piece::Start(_) if depth > MAX_DEPTH => return Err(too_deep(document, at)),
            Piece::Leaf(_) if depth == MAX_DEPTH => return Err(too_deep(document, at)),
            Piece::Leaf(name) if is_first => nodes.leaf(place, name),
            Piece::Leaf(name) if open_at.is_none() => {
                if let Some(profile) = profile(dialects, name) {
                    found.push(Found { profile, range: place.clone() });
                    if found.len() == 1 {
                        nodes.leaf(place, name);
                    }
                }
            }
            Piece::Start(name) if is_first => nodes.start(place, name),
            Piece::Start(name) if open_at.is_none() => {
                if let Some(profile) = profile(dialects, name) {
                    found.push(Found { profile, range: at..at });
                    open_at = Some(depth);
                    if found.len() == 1 {
                        nodes.start(place, name);
                    }
                }
            }
            Piece::Empty(name) if is_first => nodes.empty(place, name),
            Piece::End => {
                let end = place.end;
                if is_first {
                    nodes.end(place);
                }
                if open_at == Some(depth + 1) {
                    open_at = None;
                    if let Some(last) = found.last_mut() {
                        last.range.end = end;
                    }
                }
            }
            Piece::Text | Piece::Section | Piece::Reference
                if depth == 0 && !text[place.clone()].trim().is_empty() =>
            {
                let outside = Phrase::new("text outside the root element", "根元素之外有文字");
                return Err(ill_formed(document, at, &outside));
            }
            Piece::DocType => return Err(doctype(document, at)),
            Piece::Declaration if at > 0 => {
                let late =
                    Phrase::new("an XML declaration that does not open the file", "XML 声明不在文件开头");
                return Err(ill_formed(document, at, &late));
            }
            _ => {}
        }
    }
    if !has_root {
        return Err(ill_formed(document, 0, &Phrase::new("there is no root element", "没有根元素")));
    }
    Ok((found, nodes))
}

fn profile(dialects: &Dialects, name: &str) -> Option<usize> {
    let local = name.rsplit(':').next().unwrap_or(name);
    dialects.profiles().iter().position(|profile| profile.declaration == local)
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
