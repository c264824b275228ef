//! The elements of one declaration and where they stand in the text.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::document::Document;
use super::wellformed::character;
use crate::draft::Field;
use crate::draft::charset::FieldText;

/// One element. All places are those of the document's text.
pub(super) struct Node {
    /// Its name with the prefix.
    pub(super) name: Range<usize>,
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

pub(super) struct Tree<'a> {
    document: &'a Document,
    nodes: Vec<Node>,
}

impl<'a> Tree<'a> {
    /// The element that takes `range` of a well-formed text.
    pub(super) fn build(document: &'a Document, range: Range<usize>) -> Self {
        let text = &document.text[range.clone()];
        let mut reader = Reader::from_str(text);
        let mut tree = Self { document, nodes: Vec::new() };
        let mut open: Vec<usize> = Vec::new();
        let mut at = range.start;
        // the whole document was read without an error before
        while let Ok(event) = reader.read_event() {
            let end = range.start + usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
            match event {
                Event::Start(tag) => {
                    let length = AsRef::<str>::as_ref(&tag.name()).len();
                    let node = tree.add(&open, at..end, length, false);
                    open.push(node);
                }
                Event::Empty(tag) => {
                    let length = AsRef::<str>::as_ref(&tag.name()).len();
                    tree.add(&open, at..end, length, true);
                }
                Event::End(_) => {
                    if let Some(node) = open.pop() {
                        tree.nodes[node].content.end = at;
                        tree.nodes[node].whole.end = end;
                    }
                }
                Event::Eof => break,
                _ => {}
            }
            at = end;
        }
        tree
    }

    fn add(&mut self, open: &[usize], tag: Range<usize>, name: usize, is_empty: bool) -> usize {
        let node = self.nodes.len();
        self.nodes.push(Node {
            name: tag.start + 1..tag.start + 1 + name,
            content: tag.end..tag.end,
            whole: tag.clone(),
            tag,
            is_empty,
            children: Vec::new(),
        });
        if let Some(parent) = open.last() {
            self.nodes[*parent].children.push(node);
        }
        node
    }

    pub(super) fn root(&self) -> usize {
        0
    }

    pub(super) fn node(&self, node: usize) -> &Node {
        &self.nodes[node]
    }

    /// The name of an element without its prefix.
    pub(super) fn local_name(&self, node: usize) -> &str {
        let name = &self.document.text[self.nodes[node].name.clone()];
        name.rsplit_once(':').map_or(name, |(_, local)| local)
    }

    /// The prefix of an element's name with its colon, empty without one.
    pub(super) fn prefix(&self, node: usize) -> &str {
        let name = &self.document.text[self.nodes[node].name.clone()];
        &name[..name.find(':').map_or(0, |at| at + 1)]
    }

    /// Every element at a path from `from`.
    pub(super) fn at(&self, from: usize, path: &str) -> Vec<usize> {
        let mut nodes = vec![from];
        for step in path.split('/') {
            nodes = nodes
                .iter()
                .flat_map(|node| &self.nodes[*node].children)
                .copied()
                .filter(|child| self.local_name(*child) == step)
                .collect();
        }
        nodes
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
