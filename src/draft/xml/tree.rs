//! The elements of one declaration and where they stand in the text.

use std::{borrow::Cow, num::NonZeroUsize, ops::Range};

use super::document::Document;
use super::markup::{Markup, Piece};
use super::tag;
use crate::draft::Field;
use crate::draft::charset::FieldText;

/// One element. All places are those of the document's text.
pub(super) struct Node {
    /// How long its name is, with the prefix.
    name: usize,
    /// How its name ends.
    tail: u32,
    /// The start tag, or the whole of an empty element.
    pub(super) tag: Range<usize>,
    /// The end tag; nothing, behind the tag of an empty element.
    end_tag: Range<usize>,
    /// Written as `<a/>`.
    pub(super) is_empty: bool,
    /// The first and the last element in it, and the one that follows it.
    first_child: Link,
    last_child: Link,
    next: Link,
}

/// An element; never the root, which stands in none and beside none.
type Link = Option<NonZeroUsize>;

/// The last three bytes of a name, as a number; 0 where it has fewer.
fn tail(name: &str) -> u32 {
    name.as_bytes()
        .last_chunk()
        .map_or(0, |&[first, second, third]| u32::from_le_bytes([first, second, third, 1]))
}

impl Node {
    fn of(name: &str, tag: Range<usize>, end_tag: Range<usize>) -> Self {
        let (first_child, last_child, next) = (None, None, None);
        let (name, tail) = (name.len(), tail(name));
        Self { name, tail, tag, end_tag, is_empty: false, first_child, last_child, next }
    }

    /// Its name with the prefix.
    pub(super) fn name(&self) -> Range<usize> {
        let start = self.tag.start + "<".len();
        start..start + self.name
    }

    /// Between the tags; empty behind the tag of an empty element.
    pub(super) fn content(&self) -> Range<usize> {
        self.tag.end..self.end_tag.start
    }

    /// From the start tag to behind the end tag.
    pub(super) fn whole(&self) -> Range<usize> {
        self.tag.start..self.end_tag.end
    }

    /// Whether no element stands in it.
    pub(super) fn is_leaf(&self) -> bool {
        self.first_child.is_none()
    }
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
    pub(super) fn start(&mut self, place: Range<usize>, name: &str) {
        let node = self.all.len();
        self.add(Node::of(name, place.clone(), place.end..place.end));
        self.open.push(node);
    }

    /// The tag at `place` is an element by itself.
    pub(super) fn empty(&mut self, place: Range<usize>, name: &str) {
        let end = place.end..place.end;
        self.add(Node { is_empty: true, ..Node::of(name, place, end) });
    }

    /// The element at `place` is a leaf.
    pub(super) fn leaf(&mut self, place: Range<usize>, name: &str) {
        let content = Piece::leaf_content(name, &place);
        self.add(Node::of(name, place.start..content.start, content.end..place.end));
    }

    /// The last element that began ends with the tag at `place`.
    pub(super) fn end(&mut self, place: Range<usize>) {
        if let Some(node) = self.open.pop() {
            self.all[node].end_tag = place;
        }
    }

    fn add(&mut self, node: Node) {
        let link = NonZeroUsize::new(self.all.len());
        self.all.push(node);
        if let Some(parent) = self.open.last() {
            match std::mem::replace(&mut self.all[*parent].last_child, link) {
                Some(before) => self.all[before.get()].next = link,
                None => self.all[*parent].first_child = link,
            }
        }
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
        let mut markup = Markup::of(&document.text, range);
        let mut nodes = Nodes::default();
        // the whole document was read without an error before
        while let Ok(Some((place, piece))) = markup.next() {
            match piece {
                Piece::Start(name) => nodes.start(place, name),
                Piece::Empty(name) => nodes.empty(place, name),
                Piece::Leaf(name) => nodes.leaf(place, name),
                Piece::End => nodes.end(place),
                _ => {}
            }
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

    /// Whether an element has a name, whatever its prefix.
    fn is_named(&self, node: &Node, local: &str) -> bool {
        let name = &self.document.text.as_bytes()[node.name()];
        match name.len().checked_sub(local.len()) {
            Some(0) => name == local.as_bytes(),
            Some(prefix) => name[prefix - 1] == b':' && name[prefix..] == *local.as_bytes(),
            None => false,
        }
    }

    /// The elements in an element, in order.
    pub(super) fn children(&self, node: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(self.nodes[node].first_child, |child| self.nodes[child.get()].next)
            .map(NonZeroUsize::get)
    }

    /// Those of them that have a name, whatever their prefix.
    #[inline]
    pub(super) fn named(&self, parent: usize, local: &str) -> impl Iterator<Item = usize> {
        let wanted = tail(local);
        let mut next = self.nodes[parent].first_child;
        std::iter::from_fn(move || {
            loop {
                let child = next?.get();
                let node = &self.nodes[child];
                next = node.next;
                // most names differ in how they end
                if (wanted == 0 || node.tail == wanted) && self.is_named(node, local) {
                    return Some(child);
                }
            }
        })
    }

    /// The prefix of an element's name with its colon, empty without one.
    pub(super) fn prefix(&self, node: usize) -> &str {
        let name = &self.document.text[self.nodes[node].name()];
        &name[..name.find(':').map_or(0, |at| at + 1)]
    }

    /// Hands on every element at a path from `from`, until there is enough; whether there was.
    pub(super) fn each_at(&self, from: usize, path: &str, found: &mut dyn FnMut(usize) -> bool) -> bool {
        let (step, rest) = match path.bytes().position(|byte| byte == b'/') {
            Some(at) => (&path[..at], Some(&path[at + 1..])),
            None => (path, None),
        };
        self.named(from, step).any(|child| match rest {
            Some(rest) => self.each_at(child, rest, found),
            None => found(child),
        })
    }

    /// Every element at a path from `from`.
    pub(super) fn at(&self, from: usize, path: &str) -> Vec<usize> {
        let mut nodes = Vec::new();
        self.each_at(from, path, &mut |node| {
            nodes.push(node);
            false
        });
        nodes
    }

    /// Every element at the first path that leads to any.
    pub(super) fn all(&self, from: usize, paths: &[String]) -> Vec<usize> {
        paths.iter().map(|path| self.at(from, path)).find(|nodes| !nodes.is_empty()).unwrap_or_default()
    }

    /// The first element that says something, else the first of all, along the paths in order.
    pub(super) fn first(&self, from: usize, paths: &[String]) -> Option<Field> {
        self.first_read(from, paths, |node| self.field(node), Field::is_blank)
    }

    /// Its text.
    pub(super) fn first_text(&self, from: usize, paths: &[String]) -> Option<Cow<'_, str>> {
        self.first_read(from, paths, |node| self.text(node), |text| text.trim().is_empty())
    }

    fn first_read<T>(
        &self,
        from: usize,
        paths: &[String],
        read: impl Fn(usize) -> T,
        is_blank: impl Fn(&T) -> bool,
    ) -> Option<T> {
        let mut first = None;
        paths.iter().any(|path| {
            self.each_at(from, path, &mut |node| {
                let one = read(node);
                let speaks = !is_blank(&one);
                if speaks || first.is_none() {
                    first = Some(one);
                }
                speaks
            })
        });
        first
    }

    /// The text of an element: without markup, entities resolved.
    pub(super) fn text(&self, node: usize) -> Cow<'_, str> {
        let text = &self.document.text[self.nodes[node].content()];
        if is_plain(text) { text.into() } else { self.field(node).text.into() }
    }

    /// The text of an element, and where it stands.
    pub(super) fn field(&self, node: usize) -> Field {
        let content = self.nodes[node].content();
        let text = &self.document.text[content.clone()];
        if text.is_empty() {
            return self.document.empty_field(content);
        }
        let mut field = FieldText::default();
        if is_plain(text) {
            if self.document.is_verbatim() {
                return Field::verbatim(text, self.document.byte(content.start));
            }
            self.document.push(&mut field, content.clone());
            return field.finish(self.document.span(content));
        }
        let mut markup = Markup::of(&self.document.text, content.clone());
        while let Ok(Some((place, piece))) = markup.next() {
            match piece {
                Piece::Text => self.document.push(&mut field, place),
                Piece::Leaf(name) => self.document.push(&mut field, Piece::leaf_content(name, &place)),
                Piece::Section => {
                    let inside = place.start + "<![CDATA[".len()..place.end - "]]>".len();
                    self.document.push(&mut field, inside);
                }
                Piece::Reference => {
                    if let Some(character) = tag::character(&self.document.text[place.clone()]) {
                        field.push_character(character, self.document.byte(place.start));
                    }
                }
                _ => {}
            }
        }
        field.finish(self.document.span(content))
    }
}

/// Whether the text of an element is what stands in it, character by character.
fn is_plain(content: &str) -> bool {
    memchr::memchr3(b'<', b'&', b'\r', content.as_bytes()).is_none()
}
