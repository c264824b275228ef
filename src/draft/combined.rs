//! Name and specification in one cell (商品名称及规格型号).

use super::Field;

/// The name, and the specification where the cell holds one. They are set apart by a line break,
/// by a run of spaces, or the specification is known by its `|` between the declaration elements.
pub(super) fn split(field: &Field) -> (Option<Field>, Option<Field>) {
    let text = field.text.as_str();
    let lead = text.len() - text.trim_start().len();
    let end = text.trim_end().len().max(lead);
    let body = &text[lead..end];
    let (name_end, rest) = boundary(body).unwrap_or((body.len(), body.len()));
    let part = |from: usize, to: usize| field.part(lead + from..lead + to);
    let specification = (rest < body.len()).then(|| part(rest, body.len()));
    (Some(part(0, name_end)), specification)
}

/// Where the name ends and where the specification begins.
fn boundary(body: &str) -> Option<(usize, usize)> {
    if let Some(at) = body.find(['\n', '\r']) {
        return Some((body[..at].trim_end().len(), at + spaces(&body[at..])));
    }
    let mut from = 0;
    while let Some(at) = body[from..].find(char::is_whitespace).map(|at| from + at) {
        let run = &body[at..at + spaces(&body[at..])];
        if run.chars().count() > 1 || run.contains(['\t', '\u{3000}']) {
            return Some((at, at + run.len()));
        }
        from = at + run.len();
    }
    let bar = body.find('|')?;
    let before = &body[..bar];
    // `锂离子电池 4|3|…`, `锂离子电池4|3|…`: the first element is a digit that belongs to the specification
    if let Some(digit) = before.char_indices().next_back().filter(|(_, last)| ('0'..='4').contains(last)) {
        let name = before[..digit.0].trim_end();
        let follows_a_word = name.len() < digit.0 || name.ends_with(|last: char| last > '\u{2E7F}');
        if !name.is_empty() && follows_a_word {
            return Some((name.len(), digit.0));
        }
    }
    Some((before.trim_end().len(), bar + 1))
}

fn spaces(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_as_declarations_are_written() {
        let cases = [
            ("锂离子电池\n4|3|储能用", "锂离子电池", Some("4|3|储能用")),
            ("锂离子电池\r\n4|3", "锂离子电池", Some("4|3")),
            ("锂离子电池  能量密度 310Wh/kg", "锂离子电池", Some("能量密度 310Wh/kg")),
            ("锂离子电池\t310Wh/kg", "锂离子电池", Some("310Wh/kg")),
            ("锂离子电池 4|3|储能用", "锂离子电池", Some("4|3|储能用")),
            ("锂离子电池4|3|储能用", "锂离子电池", Some("4|3|储能用")),
            ("锂离子电池|ABC|310Wh/kg", "锂离子电池", Some("ABC|310Wh/kg")),
            ("电池 18650|310Wh/kg", "电池 18650", Some("310Wh/kg")),
            (" lithium-ion battery 3.7V ", "lithium-ion battery 3.7V", None),
            ("", "", None),
        ];
        for (cell, name, specification) in cases {
            let (found_name, found) = split(&Field::verbatim(cell, 0));
            assert_eq!(found_name.map(|field| field.text).as_deref(), Some(name), "{cell}");
            assert_eq!(found.map(|field| field.text).as_deref(), specification, "{cell}");
        }
    }
}
