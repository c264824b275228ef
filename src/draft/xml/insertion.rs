//! Where a remark goes whose element is empty (`<NoteS/>`) or missing.

use super::document::Document;
use super::tree::{Node, Tree};
use crate::draft::dialect::{RemarkPath, RemarkPlace};
use crate::draft::{Field, Slot};

/// An empty element, which is replaced whole.
pub(super) fn fill(document: &Document, tree: &Tree, node: usize) -> (Field, Slot) {
    let (before, after) = opened(document, tree.node(node));
    (document.empty_field(tree.node(node).whole()), Slot::Element { before, after })
}

/// A missing element, put behind the one that precedes it in the order of the format, indented as that is.
/// `None` where not even the first step of its path has a parent.
pub(super) fn insert(
    document: &Document,
    tree: &Tree,
    from: usize,
    remark: &RemarkPath,
) -> Option<(Field, Slot)> {
    let steps: Vec<&str> = remark.path.split('/').collect();
    // the deepest parent that is there
    let mut parent = from;
    let mut missing = steps.as_slice();
    while let [step, rest @ ..] = missing {
        let is_free = |child: &usize| {
            remark.unless_beside.as_ref().is_none_or(|sibling| tree.at(*child, sibling).is_empty())
        };
        let Some(child) = tree.at(parent, step).into_iter().find(is_free).filter(|_| !rest.is_empty()) else {
            break;
        };
        (parent, missing) = (child, rest);
    }
    // the head of a declaration is not made up
    if missing.len() > 1 && remark.on == RemarkPlace::Declaration {
        return None;
    }
    let prefix = tree.prefix(parent);
    let node = tree.node(parent);
    let of_its_name = missing.first().and_then(|step| tree.at(parent, step).last().copied());
    let precedes = |name: &String| tree.named(parent, name).last();
    let follows = of_its_name.or_else(|| remark.after.iter().find_map(precedes));
    let sibling = follows.or_else(|| tree.children(parent).next());
    let indent = sibling.map_or("", |sibling| indentation(document, tree.node(sibling)));
    let deeper = deeper(indent, indentation(document, node));

    let mut before = String::new();
    let mut after = String::new();
    for (depth, step) in missing.iter().enumerate() {
        let line =
            if indent.is_empty() { String::new() } else { format!("{indent}{}", deeper.repeat(depth)) };
        before.push_str(&format!("{line}<{prefix}{step}>"));
        let closing_line = if depth + 1 == missing.len() { "" } else { line.as_str() };
        after.insert_str(0, &format!("{closing_line}</{prefix}{step}>"));
    }
    let place = if node.is_empty {
        let (open, close) = opened(document, node);
        let slot = Slot::Element { before: open + &before, after: after + &close };
        return Some((document.empty_field(node.whole()), slot));
    } else {
        follows.map_or(node.tag.end, |sibling| tree.node(sibling).whole().end)
    };
    Some((document.empty_field(place..place), Slot::Element { before, after }))
}

/// An empty element as a start tag and an end tag.
fn opened(document: &Document, node: &Node) -> (String, String) {
    let tag = &document.text[node.tag.clone()];
    let start = tag.strip_suffix("/>").unwrap_or(tag).trim_end();
    (format!("{}>", without_nil(start)), format!("</{}>", &document.text[node.name()]))
}

/// `xsi:nil="true"` says that an element is empty: it cannot stay where a text comes in.
fn without_nil(start: &str) -> String {
    for nil in ["xsi:nil=\"true\"", "xsi:nil='true'", "xsi:nil=\"1\"", "xsi:nil='1'"] {
        if let Some(at) = start.find(nil) {
            return format!("{}{}", start[..at].trim_end(), &start[at + nil.len()..]);
        }
    }
    start.to_owned()
}

/// The line end and the spaces before an element, empty where it does not begin a line.
fn indentation<'a>(document: &'a Document, node: &Node) -> &'a str {
    let before = &document.text[..node.whole().start];
    let spaces = &before[before.trim_end_matches([' ', '\t']).len()..];
    let line_end = &before[..before.len() - spaces.len()];
    let line_end = match line_end {
        line if line.ends_with("\r\n") => 2,
        line if line.ends_with(['\n', '\r']) => 1,
        _ => return "",
    };
    &before[before.len() - spaces.len() - line_end..]
}

/// What a child is indented by beyond its parent.
fn deeper<'a>(child: &'a str, parent: &str) -> &'a str {
    child.strip_prefix(parent).unwrap_or("")
}
