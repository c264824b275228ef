//! XML: what is read is what a DOM reader reads, and fixing changes remarks alone.

use std::io::Cursor;

use beizhu::draft::{Dialects, Field, Format, Part, Reading, open};
use encoding_rs::Encoding;
use roxmltree::{Document, Node};

use super::draft;

/// For any bytes named `.xml`.
pub(crate) fn holds(bytes: &[u8]) {
    let Some(fixed) = draft::fixed("draft.xml", bytes, false) else { return };
    assert_eq!(fixed.before.format, Some(Format::Xml));
    let encoding = Encoding::for_label(fixed.before.encoding.as_bytes()).expect("a known encoding");
    let decoded = |bytes: &[u8]| without_declaration(encoding.decode(bytes).0.into_owned());
    let (before, after) = (decoded(bytes), decoded(&fixed.bytes));
    let document = match Document::parse(&before) {
        Ok(document) => document,
        // what a prefix stands for is not looked at, as no draft is read by it
        Err(error) if ["prefix", "namespace"].iter().any(|word| error.to_string().contains(word)) => return,
        Err(error) => panic!("the DOM reader refuses what is read as a draft: {error}"),
    };
    if encoding == encoding_rs::UTF_8 {
        let offset = bytes.len() - before.len();
        fields(bytes).iter().for_each(|field| says_the_same(field, offset, &document));
    }
    let fixed = Document::parse(&after).unwrap_or_else(|error| panic!("the fixed draft is no XML: {error}"));
    let remarks: Vec<String> = Dialects::embedded()
        .profiles()
        .iter()
        .filter_map(|profile| Some(profile.remark.as_ref()?.path.split('/').map(str::to_owned)))
        .flatten()
        .collect();
    assert_eq!(outline(&document, &remarks), outline(&fixed, &remarks), "fixing changed more than remarks");
}

/// The text with spaces for its XML declaration, of which only the encoding is looked at.
fn without_declaration(text: String) -> String {
    match text.find("?>").filter(|_| text.starts_with("<?xml")) {
        Some(end) => " ".repeat(end + 2) + &text[end + 2..],
        None => text,
    }
}

/// Every text that was read of the goods and the remark.
fn fields(bytes: &[u8]) -> Vec<Field> {
    let dialects = Dialects::embedded();
    let reading = Reading::new(&dialects, &|_| false);
    let draft = open(Cursor::new(bytes), "draft.xml", &reading).expect("it was opened before");
    let declarations = draft.map_while(Result::ok).filter_map(|part| match part {
        Part::Declaration(declaration) => Some(declaration),
        _ => None,
    });
    declarations
        .flat_map(|declaration| {
            let remark = declaration.remark.map(|remark| remark.field);
            let items = declaration.items.into_iter().flat_map(|item| {
                let named = [item.tariff_line, item.name, item.specification].into_iter().flatten();
                named.chain(item.columns.into_iter().map(|column| column.field)).collect::<Vec<_>>()
            });
            remark.into_iter().chain(items).collect::<Vec<_>>()
        })
        .collect()
}

/// A text is that of the innermost element around its place.
fn says_the_same(field: &Field, offset: usize, document: &Document<'_>) {
    let (Some(start), Some(end)) = (field.span.start.checked_sub(offset), field.span.end.checked_sub(offset))
    else {
        return;
    };
    let around = |node: &Node<'_, '_>| node.range().start <= start && end <= node.range().end;
    let element = document.descendants().rfind(|node| node.is_element() && around(node));
    let Some(element) = element else { return };
    let own = |node: &Node<'_, '_>| node.is_text().then(|| node.text()).flatten().map(str::to_owned);
    let text: String = element.children().filter_map(|node| own(&node)).collect();
    // of elements within it all texts are read
    let all: String = element.descendants().filter_map(|node| own(&node)).collect();
    if !field.text.is_empty() && element.range() != (start..end) {
        assert!(
            text == field.text || text.contains(&field.text) || all == field.text,
            "the DOM reader has {text:?}, and {:?} was read at {:?}",
            field.text,
            field.span
        );
    }
}

/// The name of an element, its attributes, its own text.
type Element = (String, Vec<(String, String)>, String);

/// Every element in order with its attributes and texts, those that lead to remarks left out.
fn outline(document: &Document<'_>, remarks: &[String]) -> Vec<Element> {
    let is_remark = |node: &Node<'_, '_>| remarks.iter().any(|name| name == node.tag_name().name());
    let elements = document.descendants().filter(|node| node.is_element() && !is_remark(node));
    elements
        .map(|node| {
            let attributes = node.attributes().map(|a| (a.name().to_owned(), a.value().to_owned())).collect();
            let text: String = node.children().filter(Node::is_text).filter_map(|node| node.text()).collect();
            // an element that is added brings its own line
            (node.tag_name().name().to_owned(), attributes, text.split_whitespace().collect())
        })
        .collect()
}
