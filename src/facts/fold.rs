//! Makes texts comparable without losing where their characters stand: compatibility forms,
//! case, traditional characters and look-alike letters are folded away.

use std::{collections::HashMap, ops::Range};

use unicode_normalization::UnicodeNormalization;

/// Which characters are read as which others, beyond Unicode's compatibility forms.
#[derive(Clone, Debug, Default)]
pub struct Folding {
    pairs: HashMap<char, char>,
}

/// A text in comparable form, with the way back to the original.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    /// The comparable form: NFKC, lower case, simplified characters, plain dashes and spaces.
    pub text: String,
    /// For each byte of `text`, the byte range of the original character it came from.
    origins: Vec<(u32, u32)>,
}

impl Folding {
    /// A folding with further pairs: `from` is read as `to`.
    pub fn new(pairs: impl IntoIterator<Item = (char, char)>) -> Self {
        Self { pairs: pairs.into_iter().collect() }
    }

    /// Folds a text.
    pub fn fold(&self, original: &str) -> Folded {
        let mut folded = Folded {
            text: String::with_capacity(original.len()),
            origins: Vec::with_capacity(original.len()),
        };
        for (start, character) in original.char_indices() {
            let origin = (start as u32, (start + character.len_utf8()) as u32);
            if character.is_ascii() {
                folded.push(character.to_ascii_lowercase(), origin);
                continue;
            }
            // the common ideographs have no compatibility form and no case
            if matches!(character, '\u{4e00}'..='\u{9fff}') {
                folded.push(self.pairs.get(&character).copied().unwrap_or(character), origin);
                continue;
            }
            for part in std::iter::once(character).nfkc() {
                for lower in part.to_lowercase() {
                    folded.push(self.plain(lower), origin);
                }
            }
        }
        folded
    }

    fn plain(&self, character: char) -> char {
        match character {
            '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2500}' => '-',
            '\u{301c}' | '\u{223c}' => '~',
            '\u{2018}' | '\u{2019}' => '\'',
            '\u{201c}' | '\u{201d}' => '"',
            _ if character.is_whitespace() => ' ',
            _ => self.pairs.get(&character).copied().unwrap_or(character),
        }
    }
}

impl Folded {
    fn push(&mut self, character: char, origin: (u32, u32)) {
        self.text.push(character);
        self.origins.extend(std::iter::repeat_n(origin, character.len_utf8()));
    }

    /// The part of the original from which a part of the folded text came: whole characters.
    pub fn origin(&self, range: Range<usize>) -> Range<usize> {
        let start = match self.origins.get(range.start) {
            Some((start, _)) => *start as usize,
            None => self.origins.last().map_or(0, |(_, end)| *end as usize),
        };
        if range.is_empty() {
            return start..start;
        }
        let end = self.origins.get(range.end - 1).map_or(start, |(_, end)| *end as usize);
        start..end.max(start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_debris_and_leads_back() {
        let folding = Folding::new([('鋰', '锂'), ('с', 'c')]);
        for (original, folded) in [
            ("Ｗｈ／ＫＧ", "wh/kg"),
            ("g/cm³", "g/cm3"),
            ("Wh·kg⁻¹", "wh·kg-1"),
            ("⽐能量", "比能量"),
            ("鋰 с", "锂 c"),
            ("280～290", "280~290"),
            ("280–290", "280-290"),
            ("㎏", "kg"),
            ("Ⅲ", "iii"),
        ] {
            assert_eq!(folding.fold(original).text, folded, "{original}");
        }
        let folded = folding.fold("密度2.5g/cm³。");
        let unit = folded.text.find("cm3").expect("the unit");
        let original = "密度2.5g/cm³。";
        assert_eq!(&original[folded.origin(unit..unit + 3)], "cm³");
    }

    #[test]
    fn a_character_that_becomes_several_stays_whole() {
        let folded = Folding::default().fold("5㎥");
        assert_eq!(folded.text, "5m3");
        assert_eq!(folded.origin(1..2), 1..4);
        assert_eq!(folded.origin(3..3), 4..4);
    }
}
