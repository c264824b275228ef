//! Recognises a column by its heading.

use unicode_normalization::UnicodeNormalization;

use super::{ColumnRole, Dialects};

/// How far behind every alias of the whole heading one of a part of it stands.
const OF_A_PART: usize = 1000;

/// The longest heading, in bytes, with its translation and its notes.
const LONGEST: usize = 1000;

/// Longer texts are specifications that name a parameter, not headings.
const LONGEST_LABEL: usize = 40;

impl Dialects {
    /// What a heading says that its column holds, and how much that is trusted (lower is better).
    /// `is_parameter` knows the names of what is measured.
    pub(crate) fn column(
        &self,
        heading: &str,
        is_parameter: &dyn Fn(&str) -> bool,
    ) -> Option<(ColumnRole, usize)> {
        if heading.len() > LONGEST {
            return None;
        }
        let whole = fold(heading);
        let (bare, note) = without_note(&whole);
        let known = |text: &str| self.headings.get(text).copied().or_else(|| self.joined(text));
        if let Some(role) = known(&whole).or_else(|| known(bare)) {
            return Some(role);
        }
        let is_short = heading.chars().count() <= LONGEST_LABEL;
        if is_short && (is_parameter(&whole) || is_parameter(bare) || is_parameter(heading.trim())) {
            return Some((ColumnRole::Parameter, 1));
        }
        // 备注(Remarks), 商品名称/Description, 备注Remarks: one language of two
        let parts = heading.split(['/', '|', '\n', '\r']).chain([bare]).chain(note).flat_map(by_script);
        let mut found: Option<(ColumnRole, usize)> = None;
        for part in parts {
            let Some((role, trust)) = known(&fold(&part)) else { continue };
            found = match found {
                None => Some((role, trust + OF_A_PART)),
                Some((other, _)) if other == role => found,
                Some((ColumnRole::Name | ColumnRole::NameAndSpecification, trust))
                    if matches!(role, ColumnRole::Specification | ColumnRole::Name) =>
                {
                    Some((ColumnRole::NameAndSpecification, trust))
                }
                Some(_) => return None,
            };
        }
        found.or_else(|| {
            let is_parameter = is_short && ends_with_parameter(heading.trim(), is_parameter);
            is_parameter.then_some((ColumnRole::Parameter, OF_A_PART))
        })
    }
}

/// Whether a heading ends with the name or the unit of what is measured: 电池能量密度(Wh/kg), ED (Wh/kg). One or two
/// Latin letters are hardly one (Order ID).
fn ends_with_parameter(heading: &str, is_parameter: &dyn Fn(&str) -> bool) -> bool {
    let mut before = ' ';
    heading.char_indices().any(|(at, character)| {
        let begins = !(before.is_ascii_alphanumeric() && character.is_ascii_alphanumeric());
        before = character;
        let end = &heading[at..];
        begins && character != ' ' && (end.len() > 2 || !end.is_ascii()) && is_parameter(end)
    })
}

impl Dialects {
    /// Name and specification joined by a word or a mark: 货物名称及规格, Description & Specification.
    fn joined(&self, folded: &str) -> Option<(ColumnRole, usize)> {
        let role = |text: &str| self.headings.get(text).map(|(role, _)| *role);
        let is_pair = |joint: &str| {
            folded.match_indices(joint).any(|(at, _)| {
                role(&folded[..at]) == Some(ColumnRole::Name)
                    && role(&folded[at + joint.len()..]) == Some(ColumnRole::Specification)
            })
        };
        ["及", "和", "与", "、", "&", "+", "and"]
            .into_iter()
            .any(is_pair)
            .then_some((ColumnRole::NameAndSpecification, OF_A_PART))
    }
}

/// A heading without what people vary: width, case, spaces and the marks between words.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for character in text.chars() {
        // ASCII and the common ideographs are their own compatibility forms
        if !character.is_ascii() && !('\u{4E00}'..='\u{9FFF}').contains(&character) {
            return text.nfkc().flat_map(char::to_lowercase).filter(is_kept).collect();
        }
        if is_kept(&character) {
            folded.push(character.to_ascii_lowercase());
        }
    }
    folded
}

/// Whether people do not vary a character.
fn is_kept(character: &char) -> bool {
    let is_mark = matches!(
        character,
        '_' | '-' | '.' | '*' | ':' | '\'' | '"' | '\u{FEFF}' | '\u{200B}' | '\u{2010}'..='\u{2015}'
    );
    !is_mark && !character.is_whitespace()
}

/// A folded heading without the bracket at its end, and what stands in that bracket.
fn without_note(folded: &str) -> (&str, Option<&str>) {
    for (open, close) in [('(', ')'), ('[', ']'), ('【', '】'), ('{', '}')] {
        if let Some(inner) = folded.strip_suffix(close)
            && let Some(at) = inner.find(open)
            && at > 0
        {
            return (&folded[..at], Some(&inner[at + open.len_utf8()..]));
        }
    }
    (folded, None)
}

/// A text as a whole, and its Chinese and its Latin run where it has one of each.
fn by_script(text: &str) -> Vec<String> {
    let is_han = |character: char| ('\u{2E80}'..='\u{9FFF}').contains(&character) || character == '、';
    let han: String = text.chars().filter(|character| is_han(*character)).collect();
    let latin: String = text.chars().filter(|character| !is_han(*character)).collect();
    if han.is_empty() || latin.is_empty() { vec![text.to_owned()] } else { vec![text.to_owned(), han, latin] }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recognises_headings_as_people_write_them() {
        let dialects = Dialects::embedded();
        let is_parameter = |label: &str| label.starts_with("能量密度") || label.starts_with("energydensity");
        let cases = [
            ("商品编号", Some(ColumnRole::TariffLine)),
            (" 商品 编号 ", Some(ColumnRole::TariffLine)),
            ("ＨＳ编码", Some(ColumnRole::TariffLine)),
            ("hs_code", Some(ColumnRole::TariffLine)),
            ("HS Code*", Some(ColumnRole::TariffLine)),
            ("CodeTS", Some(ColumnRole::TariffLine)),
            ("codeTs", Some(ColumnRole::TariffLine)),
            ("海关编码", Some(ColumnRole::TariffLine)),
            ("商品编码(10位)", Some(ColumnRole::TariffLine)),
            ("海关编号", Some(ColumnRole::DeclarationNumber)),
            ("商品规格、型号", Some(ColumnRole::Specification)),
            ("商品名称及规格型号", Some(ColumnRole::NameAndSpecification)),
            ("商品名称/规格型号", Some(ColumnRole::NameAndSpecification)),
            ("货物名称/规格型号", Some(ColumnRole::NameAndSpecification)),
            ("商品名称/Description", Some(ColumnRole::Name)),
            ("货物名称及规格", Some(ColumnRole::NameAndSpecification)),
            ("Description & Specification", Some(ColumnRole::NameAndSpecification)),
            ("货物名称及规格\nDescription of Goods and Spec.", Some(ColumnRole::NameAndSpecification)),
            ("品名+型号规格", Some(ColumnRole::NameAndSpecification)),
            ("品名及数量", None),
            ("净重（千克）", Some(ColumnRole::NetMass)),
            ("净重(KGS)", Some(ColumnRole::NetMass)),
            ("备注 Remarks", Some(ColumnRole::Remark)),
            ("标记唛码及备注", Some(ColumnRole::Remark)),
            ("備註", Some(ColumnRole::Remark)),
            ("能量密度(Wh/kg)", Some(ColumnRole::Parameter)),
            ("Energy density [Wh/kg]", Some(ColumnRole::Parameter)),
            ("电池能量密度(Wh/kg)", Some(ColumnRole::Parameter)),
            ("Cell energydensity", Some(ColumnRole::Parameter)),
            ("品名/能量密度", Some(ColumnRole::Name)),
            ("数量/单位", None),
            ("收货人", None),
            ("", None),
        ];
        for (heading, expected) in cases {
            let role = dialects.column(heading, &is_parameter).map(|(role, _)| role);
            assert_eq!(role, expected, "{heading}");
        }
    }

    #[test]
    fn no_two_roles_claim_one_heading() {
        let file: super::super::DialectFile =
            toml::from_str(include_str!("../../../schemas/dialects.toml")).unwrap();
        let mut owners = std::collections::HashMap::new();
        for (role, aliases) in &file.headings {
            for alias in aliases {
                let other = owners.insert(fold(alias), *role);
                assert!(other.is_none_or(|other| other == *role), "{alias}: {other:?} and {role:?}");
            }
        }
    }
}
