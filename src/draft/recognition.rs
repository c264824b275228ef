//! Which files of a folder may be drafts.

use super::Format;

/// How a file begins that git-lfs has put in the place of another.
const POINTER: &[u8] = b"version https://git-lfs.github.com/spec/";

/// What a file may be by its name and its first bytes (some kilobytes are enough); `None`: no draft.
/// A CSV is one only if its headings are those of a draft, which [`open`](super::open) tells
/// ([`Reason::NotADraft`](super::Reason)).
pub fn recognise(name: &str, head: &[u8]) -> Option<Format> {
    if !has_extension(name, &["csv", "tsv", "txt", "xml"]) || head.is_empty() {
        return None;
    }
    if begins_like_xml(head) {
        return Some(Format::Xml);
    }
    match has_extension(name, &["xml"]) {
        // what it stands for may be a draft
        true => is_pointer(head).then_some(Format::Xml),
        false => Some(Format::Csv),
    }
}

/// Whether a file is a pointer of git-lfs, which stands where the content is not.
pub(super) fn is_pointer(head: &[u8]) -> bool {
    head.starts_with(POINTER)
}

pub(super) fn has_extension(name: &str, extensions: &[&str]) -> bool {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    extensions.iter().any(|known| extension.eq_ignore_ascii_case(known))
}

/// Whether the first character is `<`, in any encoding that drafts come in.
pub(super) fn begins_like_xml(head: &[u8]) -> bool {
    let head = [&b"\xEF\xBB\xBF"[..], b"\xFF\xFE", b"\xFE\xFF"]
        .iter()
        .find_map(|bom| head.strip_prefix(*bom))
        .unwrap_or(head);
    head.iter().find(|byte| !matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | 0)) == Some(&b'<')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_drafts_from_other_files() {
        let cases = [
            ("a.csv", &b"x,y"[..], Some(Format::Csv)),
            ("a.TSV", b"x", Some(Format::Csv)),
            ("a.txt", b"\xEF\xBB\xBF <a/>", Some(Format::Xml)),
            ("dir.v2/a.xml", b"\xFF\xFE<\0a\0", Some(Format::Xml)),
            ("a.xml", b"PK\x03\x04", None),
            ("a.xml", b"version https://git-lfs.github.com/spec/v1\n", Some(Format::Xml)),
            ("a.csv", b"version https://git-lfs.github.com/spec/v1\n", Some(Format::Csv)),
            ("a.png", b"version https://git-lfs.github.com/spec/v1\n", None),
            ("a.csv", b"", None),
            ("a.pdf", b"<", None),
            ("csv", b"x", None),
        ];
        for (name, head, expected) in cases {
            assert_eq!(recognise(name, head), expected, "{name}");
        }
    }
}
