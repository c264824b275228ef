//! The elements of one declaration and where they stand in the text.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::document::Document;
use super::wellformed::character;
use crate::draft::Field;
use crate::draft::charset::FieldText;

/// One element. All places are those of the document's text.
pub(super) struct Node {
    /// Its name with the prefix.
    pub(super) name: Range<usize>,
    /// How long the prefix is, with its colon.
    prefix: usize,
    /// The start tag, or the whole of an empty element.
    pub(super) tag: Range<usize>,
    /// Between the tags; empty behind the tag of an empty element.
    pub(super) content: Range<usize>,
    /// From the start tag to behind the end tag.
    pub(super) whole: Range<usize>,
    /// Written as `<a/>`.
    pub(super) is_empty: bool,
    pub(super) children: Vec<usize>,
}

/// The elements of a declaration while its tags pass by.
#[derive(Default)]
pub(super) struct Nodes {
    all: Vec<Node>,
    /// Those that are not closed yet.
    open: Vec<usize>,
}

impl Nodes {
    /// An element begins with the tag at `place`.
    pub(super) fn start(&mut self, place: Range<usize>, tag: &BytesStart<'_>) {
        let node = self.add(place, tag, false);
        self.open.push(node);
    }

    /// The tag at `place` is an element by itself.
    pub(super) fn empty(&mut self, place: Range<usize>, tag: &BytesStart<'_>) {
        self.add(place, tag, true);
    }

    /// The last element that began ends with the tag at `place`.
    pub(super) fn end(&mut self, place: Range<usize>) {
        if let Some(node) = self.open.pop() {
            self.all[node].content.end = place.start;
            self.all[node].whole.end = place.end;
        }
    }

    fn add(&mut self, place: Range<usize>, tag: &BytesStart<'_>, is_empty: bool) -> usize {
        let node = self.all.len();
        let name = tag.name();
        let name: &str = name.as_ref();
        let start = place.start + 1;
        self.all.push(Node {
            name: start..start + name.len(),
            prefix: name.rfind(':').map_or(0, |at| at + 1),
            content: place.end..place.end,
            whole: place.clone(),
            tag: place,
            is_empty,
            children: Vec::new(),
        });
        if let Some(parent) = self.open.last() {
            self.all[*parent].children.push(node);
        }
        node
    }
}

pub(super) struct Tree<'a> {
    document: &'a Document,
    nodes: Vec<Node>,
}

impl<'a> Tree<'a> {
    /// The declaration whose tags have passed by.
    pub(super) fn of(document: &'a Document, nodes: Nodes) -> Self {
        Self { document, nodes: nodes.all }
    }

    /// The element that takes `range` of a well-formed text.
    pub(super) fn build(document: &'a Document, range: Range<usize>) -> Self {
        let text = &document.text[range.clone()];
        let mut reader = Reader::from_str(text);
        let mut nodes = Nodes::default();
        let mut at = range.start;
        // the whole document was read without an error before
        while let Ok(event) = reader.read_event() {
            let end = range.start + usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
            match event {
                Event::Start(tag) => nodes.start(at..end, &tag),
                Event::Empty(tag) => nodes.empty(at..end, &tag),
                Event::End(_) => nodes.end(at..end),
                Event::Eof => break,
                _ => {}
            }
            at = end;
        }
        Self::of(document, nodes)
    }

    /// Gives its elements back.
    pub(super) fn into_nodes(self) -> Nodes {
        Nodes { all: self.nodes, open: Vec::new() }
    }

    pub(super) fn root(&self) -> usize {
        0
    }

    pub(super) fn node(&self, node: usize) -> &Node {
        &self.nodes[node]
    }

    /// The name of an element without its prefix.
    pub(super) fn local_name(&self, node: usize) -> &str {
        let Node { name, prefix, .. } = &self.nodes[node];
        &self.document.text[name.start + prefix..name.end]
    }

    /// The prefix of an element's name with its colon, empty without one.
    pub(super) fn prefix(&self, node: usize) -> &str {
        let name = &self.document.text[self.nodes[node].name.clone()];
        &name[..name.find(':').map_or(0, |at| at + 1)]
    }

    /// Every element at a path from `from`.
    pub(super) fn at(&self, from: usize, path: &str) -> Vec<usize> {
        let named = |from: usize, step: &str| -> Vec<usize> {
            let children = self.nodes[from].children.iter().copied();
            children.filter(|child| self.local_name(*child) == step).collect()
        };
        let (first, further) = path.split_once('/').map_or((path, None), |(first, rest)| (first, Some(rest)));
        let nodes = named(from, first);
        further
            .into_iter()
            .flat_map(|path| path.split('/'))
            .fold(nodes, |nodes, step| nodes.into_iter().flat_map(|node| named(node, step)).collect())
    }

    /// Every element at the first path that leads to any.
    pub(super) fn all(&self, from: usize, paths: &[String]) -> Vec<usize> {
        paths.iter().map(|path| self.at(from, path)).find(|nodes| !nodes.is_empty()).unwrap_or_default()
    }

    /// The first element that says something, else the first of all, along the paths in order.
    pub(super) fn first(&self, from: usize, paths: &[String]) -> Option<Field> {
        let fields: Vec<Field> =
            paths.iter().flat_map(|path| self.at(from, path)).map(|node| self.field(node)).collect();
        let speaking = fields.iter().position(|field| !field.is_blank());
        fields.into_iter().nth(speaking.unwrap_or(0))
    }

    /// The text of an element: without markup, entities resolved.
    pub(super) fn field(&self, node: usize) -> Field {
        let content = self.nodes[node].content.clone();
        let text = &self.document.text[content.clone()];
        if text.is_empty() {
            return self.document.empty_field(content);
        }
        let mut field = FieldText::default();
        if memchr::memchr3(b'<', b'&', b'\r', text.as_bytes()).is_none() {
            self.document.push(&mut field, content.clone());
            return field.finish(self.document.span(content));
        }
        let mut reader = Reader::from_str(text);
        reader.config_mut().allow_unmatched_ends = true;
        let mut at = content.start;
        while let Ok(event) = reader.read_event() {
            let end = content.start + usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
            match event {
                Event::Text(_) => self.document.push(&mut field, at..end),
                Event::CData(_) => {
                    self.document.push(&mut field, at + "<![CDATA[".len()..end - "]]>".len());
                }
                Event::GeneralRef(_) => {
                    if let Some(character) = character(&self.document.text[at..end]) {
                        field.push_character(character, self.document.byte(at));
                    }
                }
                Event::Eof => break,
                _ => {}
            }
            at = end;
        }
        field.finish(self.document.span(content))
    }
}
