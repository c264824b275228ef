//! What stands within tags and references: names, attributes with their values, characters.

use quick_xml::events::BytesStart;

use super::fault;
use crate::phrase::Phrase;

/// What is wrong with a start tag, or the tag of an empty element.
pub(super) fn fault(tag: &BytesStart<'_>) -> Option<Phrase> {
    let name = tag.name();
    if !is_name(name.as_ref()) {
        return Some(no_name(name.as_ref()));
    }
    let raw = tag.attributes_raw();
    if raw.is_empty() || raw.trim().is_empty() {
        return None;
    }
    for attribute in tag.attributes() {
        match attribute {
            Err(error) => return Some(fault::of_attribute(&error)),
            Ok(attribute) if !is_name(attribute.key.as_ref()) => {
                return Some(no_name(attribute.key.as_ref()));
            }
            Ok(_) => {}
        }
    }
    if raw.contains('<') {
        return Some(Phrase::new("a < within a tag", "标签内有 <"));
    }
    let defined =
        |rest: &str| rest.split_once(';').is_some_and(|(name, _)| character(&format!("&{name};")).is_some());
    if !raw.split('&').skip(1).all(defined) {
        return Some(Phrase::new("an entity in an attribute that is not defined", "属性中有未定义的实体"));
    }
    (!are_parted(raw)).then(|| Phrase::new("no space between two attributes", "两个属性之间缺少空格"))
}

fn no_name(text: &str) -> Phrase {
    Phrase::new(format!("{text} is no name"), format!("{text} 不能作为名称"))
}

/// Whether white space stands behind each value that another attribute follows. Values are quoted throughout.
fn are_parted(attributes: &str) -> bool {
    let mut rest = attributes;
    while let Some(open) = rest.find(['"', '\'']) {
        let quote = &rest[open..=open];
        let Some((_, behind)) = rest[open + 1..].split_once(quote) else { return false };
        if !behind.is_empty() && !behind.starts_with([' ', '\t', '\r', '\n']) {
            return false;
        }
        rest = behind;
    }
    true
}

/// Whether a text is a name as XML 1.0 (section 2.3) and Namespaces in XML (section 4) have it: of one part, or of
/// a prefix and another.
pub(super) fn is_name(text: &str) -> bool {
    if !text.is_empty() && plain_name(text.as_bytes()) == text.len() {
        return true;
    }
    let is_part = |part: &str| {
        let mut characters = part.chars();
        characters.next().is_some_and(begins_name) && characters.all(|c| begins_name(c) || goes_on(c))
    };
    text.split(':').all(is_part) && text.matches(':').count() <= 1
}

/// How long the name of one part and of characters of ASCII is that bytes begin with; most names are of that kind.
#[inline]
pub(super) fn plain_name(bytes: &[u8]) -> usize {
    match bytes {
        [first, ..] if first.is_ascii_alphabetic() || *first == b'_' => {
            bytes.iter().take_while(|byte| IS_PLAIN[usize::from(**byte)]).count()
        }
        _ => 0,
    }
}

/// Which bytes stand in such names.
const IS_PLAIN: [bool; 256] = {
    let mut is_plain = [false; 256];
    let mut byte = 0;
    while byte < 0x80 {
        let character = byte as u8;
        is_plain[byte] = character.is_ascii_alphanumeric() || matches!(character, b'_' | b'-' | b'.');
        byte += 1;
    }
    is_plain
};

fn begins_name(character: char) -> bool {
    matches!(
        character,
        'A'..='Z'
            | 'a'..='z'
            | '_'
            | '\u{C0}'..='\u{D6}'
            | '\u{D8}'..='\u{F6}'
            | '\u{F8}'..='\u{2FF}'
            | '\u{370}'..='\u{37D}'
            | '\u{37F}'..='\u{1FFF}'
            | '\u{200C}'..='\u{200D}'
            | '\u{2070}'..='\u{218F}'
            | '\u{2C00}'..='\u{2FEF}'
            | '\u{3001}'..='\u{D7FF}'
            | '\u{F900}'..='\u{FDCF}'
            | '\u{FDF0}'..='\u{FFFD}'
            | '\u{10000}'..='\u{EFFFF}'
    )
}

/// What stands in names, but not at their beginning.
fn goes_on(character: char) -> bool {
    matches!(
        character,
        '-' | '.' | '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}'
    )
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

#[cfg(test)]
mod tests {
    use quick_xml::{Reader, events::Event};

    use super::*;

    #[test]
    fn takes_and_refuses_what_other_readers_do() {
        for (tag, is_sound) in [
            ("<a/>", true),
            ("<ns:报关单 _b='1' c.d-2=\"&lt;>\" />", true),
            ("<a b='\"' c=\"'\"/>", true),
            ("<a\n\tb='1'\r\nc='2'/>", true),
            ("<1a/>", false),
            ("<-a/>", false),
            ("<a\u{D7}b/>", false),
            ("<a 2b='1'/>", false),
            ("<a b:='1'/>", false),
            ("<a:b:c/>", false),
            ("<a b='1'c='2'/>", false),
            ("<a b='1'\u{3000}c='2'/>", false),
            ("<a b='<'/>", false),
            ("<a b='&nbsp;'/>", false),
            ("<a b='&amp'/>", false),
            ("<a b=1/>", false),
            ("<a b='1' b='2'/>", false),
        ] {
            let Ok(Event::Empty(read)) = Reader::from_str(tag).read_event() else { panic!("{tag}") };
            assert_eq!(fault(&read).is_none(), is_sound, "{tag}");
            assert_eq!(roxmltree::Document::parse(&tag.replace("ns:", "")).is_ok(), is_sound, "{tag}");
        }
    }
}
