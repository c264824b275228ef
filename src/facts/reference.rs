//! Characters by their number or name, as pages have them and exports from pages keep them: `&#38161;`, `&lt;`.

/// Those by name that stand in names of goods and beside values.
const NAMED: [(&[u8], char); 18] = [
    (b"amp", '&'),
    (b"lt", '<'),
    (b"gt", '>'),
    (b"quot", '"'),
    (b"apos", '\''),
    (b"nbsp", ' '),
    (b"ge", '≥'),
    (b"le", '≤'),
    (b"plusmn", '±'),
    (b"middot", '·'),
    (b"times", '×'),
    (b"deg", '°'),
    (b"micro", 'μ'),
    (b"sup2", '²'),
    (b"sup3", '³'),
    (b"ndash", '–'),
    (b"mdash", '—'),
    (b"ordm", 'º'),
];

/// The longest, from its `&` to its `;`.
const LONGEST: usize = "&#1114111;".len();

/// The character for which the reference stands that bytes begin with, and how long that is.
pub(crate) fn reference(bytes: &[u8]) -> Option<(char, usize)> {
    let body = bytes.strip_prefix(b"&")?;
    let end = body.iter().take(LONGEST - 1).position(|byte| *byte == b';')?;
    let character = match &body[..end] {
        [b'#', b'x' | b'X', digits @ ..] => number(digits, 16)?,
        [b'#', digits @ ..] => number(digits, 10)?,
        name => NAMED.iter().find(|(known, _)| *known == name)?.1,
    };
    Some((character, "&;".len() + end))
}

fn number(digits: &[u8], base: u32) -> Option<char> {
    // a sign is none of it
    let digits = std::str::from_utf8(digits).ok().filter(|digits| !digits.starts_with('+'))?;
    char::from_u32(u32::from_str_radix(digits, base).ok()?)
}

/// Whether any stands in a text, in any encoding in which the characters of ASCII are single bytes.
pub(crate) fn has_reference(bytes: &[u8]) -> bool {
    bytes.contains(&b'&') && (0..bytes.len()).any(|at| reference(&bytes[at..]).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_numbers_and_names() {
        for (text, read) in [
            ("&#38161;锭", Some(('锑', 8))),
            ("&#x9511;", Some(('锑', 8))),
            ("&#X9511;", Some(('锑', 8))),
            ("&lt;300", Some(('<', 4))),
            ("&#1114111;", Some(('\u{10ffff}', 10))),
            ("&#1114112;", None),
            ("&#+65;", None),
            ("&#;", None),
            ("&;", None),
            ("&lt 300;", None),
            ("R&D;", None),
            ("&#0000000065;", None),
        ] {
            assert_eq!(reference(text.as_bytes()), read, "{text}");
            let within = format!("a&b {text}");
            assert_eq!(has_reference(within.as_bytes()), read.is_some(), "{text}");
        }
    }
}
