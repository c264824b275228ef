//! Makes texts comparable without losing where their characters stand: compatibility forms,
//! case, traditional characters and look-alike letters are folded away.

use std::{borrow::Cow, ops::Range, sync::Arc};

use unicode_normalization::UnicodeNormalization;

use super::reference::reference;

/// The common ideographs: they have no compatibility form and no case.
const HAN: std::ops::RangeInclusive<char> = '\u{4e00}'..='\u{9fff}';

/// Which characters are read as which others, beyond Unicode's compatibility forms.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Folding {
    /// For each common ideograph two bytes, the lower first: what it is read as; 0, or nothing at all, for
    /// itself.
    pub(crate) han: Cow<'static, [u8]>,
    /// The other pairs, in ascending order.
    pub(crate) others: Arc<[(char, char)]>,
}

/// A text in comparable form, with the way back to the original.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    /// The comparable form: NFKC, lower case, simplified characters, plain dashes and spaces.
    pub text: String,
    /// For each byte of `text`, the byte range of the original character it came from; `None` where
    /// every character lies where it lay in the original.
    origins: Option<Vec<(u32, u32)>>,
}

impl Folding {
    /// A folding with further pairs: `from` is read as `to`.
    pub fn new(pairs: impl IntoIterator<Item = (char, char)>) -> Self {
        let mut han = vec![0; 2 * (*HAN.end() as usize - *HAN.start() as usize + 1)];
        let mut others = Vec::new();
        for (from, to) in pairs {
            match (place(from), u16::try_from(u32::from(to))) {
                (Some(place), Ok(to)) => han[2 * place..][..2].copy_from_slice(&to.to_le_bytes()),
                _ => others.push((from, to)),
            }
        }
        others.sort_unstable();
        Self { han: han.into(), others: others.into() }
    }

    /// Folds a text.
    pub fn fold(&self, original: &str) -> Folded {
        let mut folded = Folded { text: String::with_capacity(original.len()), origins: None };
        let referred = |at: usize| reference(&original.as_bytes()[at..]);
        // in most texts every character lies where it lay, from the first to the last
        let moved = original.char_indices().find(|(at, character)| match self.in_place(*character) {
            Some('&') if referred(*at).is_some() => true,
            Some(read) => {
                folded.text.push(read);
                false
            }
            None => true,
        });
        let mut start = moved.map_or(original.len(), |(start, _)| start);
        while let Some(next) = original[start..].chars().next() {
            let (character, length) = referred(start).unwrap_or((next, next.len_utf8()));
            let origin = start..start + length;
            match self.in_place(character) {
                Some(read) => folded.push(read, origin),
                None => self.each_part(character, |part| folded.push(part, origin.clone())),
            }
            start += length;
        }
        folded
    }

    /// What a common character is read as, if that takes as many bytes.
    pub(crate) fn in_place(&self, character: char) -> Option<char> {
        if character.is_ascii() {
            return Some(character.to_ascii_lowercase());
        }
        let read = HAN.contains(&character).then(|| self.read_as(character))?;
        (read.len_utf8() == character.len_utf8()).then_some(read)
    }

    /// The characters that one which is neither ASCII nor a common ideograph becomes.
    pub(crate) fn each_part(&self, character: char, mut take: impl FnMut(char)) {
        let is_seen = |part: &char| !is_invisible(*part);
        for part in std::iter::once(character).nfkc().filter(is_seen) {
            for lower in part.to_lowercase() {
                take(self.plain(lower));
            }
        }
    }

    fn plain(&self, character: char) -> char {
        match character {
            '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2500}' => '-',
            '\u{301c}' | '\u{223c}' => '~',
            '\u{2018}' | '\u{2019}' => '\'',
            '\u{201c}' | '\u{201d}' => '"',
            // a space without width: words may part there
            '\u{200b}' => ' ',
            _ if character.is_whitespace() => ' ',
            _ => self.read_as(character),
        }
    }

    fn read_as(&self, character: char) -> char {
        let among_han = place(character).and_then(|place| self.han.get(2 * place..)?.first_chunk());
        match char::from_u32(among_han.map_or(0, |bytes| u16::from_le_bytes(*bytes).into())) {
            Some('\0') | None => {
                let found = self.others.binary_search_by_key(&character, |(from, _)| *from);
                found.map_or(character, |found| self.others[found].1)
            }
            Some(read) => read,
        }
    }
}

/// Whether a character is not seen and parts nothing: soft hyphens, joiners, marks of direction, selectors of
/// variants. Texts copied from pages and chats are full of them.
fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200c}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

/// The place of a common ideograph among them.
fn place(character: char) -> Option<usize> {
    HAN.contains(&character).then(|| character as usize - *HAN.start() as usize)
}

impl Folded {
    fn push(&mut self, character: char, origin: Range<usize>) {
        let length = character.len_utf8();
        if self.origins.is_none() && (self.text.len() != origin.start || length != origin.len()) {
            self.spell_out();
        }
        self.text.push(character);
        if let Some(origins) = &mut self.origins {
            origins.extend(std::iter::repeat_n((origin.start as u32, origin.end as u32), length));
        }
    }

    /// Without the blanks that part the characters of a Chinese word: `以 上`, `不 低 于`. They stand beside an
    /// ideograph that stands alone; one behind a digit or a stroke is a unit and stays apart: `5克 容量`.
    pub(crate) fn closed(self) -> Self {
        let gaps = self.gaps();
        if gaps.is_empty() {
            return self;
        }
        let mut closed = Self { text: String::with_capacity(self.text.len()), origins: None };
        let mut from = 0;
        for end in gaps.iter().map(|gap| gap.start).chain([self.text.len()]) {
            for (at, character) in self.text[from..end].char_indices() {
                let start = from + at;
                closed.push(character, self.origin(start..start + character.len_utf8()));
            }
            from = gaps.iter().find(|gap| gap.start == end).map_or(end, |gap| gap.end);
        }
        closed
    }

    fn gaps(&self) -> Vec<Range<usize>> {
        let (text, is_han) = (self.text.as_str(), |character: char| HAN.contains(&character));
        let mut gaps = Vec::new();
        let mut from = 0;
        while let Some(at) = text[from..].find(' ') {
            let start = from + at;
            let end = start + text[start..].bytes().take_while(|byte| *byte == b' ').count();
            from = end;
            let (mut before, mut after) = (text[..start].chars().rev(), text[end..].chars());
            if !(before.next().is_some_and(is_han) && after.next().is_some_and(is_han)) {
                continue;
            }
            let goes_on = |next: Option<char>| next.is_some_and(is_han);
            let (further_left, further_right) = (before.next(), after.next());
            let is_unit = further_left.is_some_and(|left| left.is_ascii_digit() || left == '/');
            if !goes_on(further_right) || !(goes_on(further_left) || is_unit) {
                gaps.push(start..end);
            }
        }
        gaps
    }

    /// Gives up the claim that everything lies where it lay.
    fn spell_out(&mut self) {
        let mut origins = Vec::with_capacity(self.text.capacity());
        for (start, character) in self.text.char_indices() {
            let end = start + character.len_utf8();
            origins.extend(std::iter::repeat_n((start as u32, end as u32), character.len_utf8()));
        }
        self.origins = Some(origins);
    }

    /// Whether every character lies where it lay in the original.
    pub(crate) fn is_in_place(&self) -> bool {
        self.origins.is_none()
    }

    /// The part of the original from which a part of the folded text came: whole characters.
    pub fn origin(&self, range: Range<usize>) -> Range<usize> {
        let Some(origins) = &self.origins else {
            let within = |place: &usize| !self.text.is_char_boundary(*place);
            let start = range.start - (0..3).take_while(|back| within(&(range.start - back))).count();
            if range.is_empty() {
                return start..start;
            }
            return start..range.end + (0..3).take_while(|on| within(&(range.end + on))).count();
        };
        let start = match origins.get(range.start) {
            Some((start, _)) => *start as usize,
            None => origins.last().map_or(0, |(_, end)| *end as usize),
        };
        if range.is_empty() {
            return start..start;
        }
        let end = origins.get(range.end - 1).map_or(start, |(_, end)| *end as usize);
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
            ("碳\u{200b}化\u{feff}钨", "碳 化钨"),
            ("anti\u{ad}mony\u{200b}ingot\u{fe0f}", "antimony ingot"),
            ("31\u{2060}0Wh/kg\u{202c}", "310wh/kg"),
            ("&#38161;锭&lt;5&#37; R&D", "锑锭<5% r&d"),
        ] {
            assert_eq!(folding.fold(original).text, folded, "{original}");
        }
        let folded = folding.fold("密度2.5g/cm³。");
        let unit = folded.text.find("cm3").expect("the unit");
        let original = "密度2.5g/cm³。";
        assert_eq!(&original[folded.origin(unit..unit + 3)], "cm³");
    }

    #[test]
    fn closes_the_gaps_inside_words() {
        for (original, closed) in [
            ("200Wh/kg以 上", "200wh/kg以上"),
            ("不 低 于 200", "不低于 200"),
            ("大 于200", "大于200"),
            ("容 积　大于", "容积大于"),
            ("负极 能量密度", "负极 能量密度"),
            ("5克 容量", "5克 容量"),
            ("a 大 b", "a 大 b"),
        ] {
            let folded = Folding::default().fold(original).closed();
            assert_eq!(folded.text, closed, "{original}");
            let last = folded.text.len();
            assert_eq!(folded.origin(0..last), 0..original.len(), "{original}");
        }
        let folded = Folding::default().fold("以 上").closed();
        assert_eq!((folded.origin(0..3), folded.origin(3..6)), (0..3, 4..7));
    }

    #[test]
    fn what_is_not_seen_stays_in_its_place() {
        let original = "\u{feff}锑\u{2060}锭\u{200d}";
        let folded = Folding::default().fold(original);
        assert_eq!(folded.text, "锑锭");
        assert_eq!(folded.origin(0..3), 3..6);
        assert_eq!(folded.origin(0..6), 3..12);
        assert_eq!(folded.origin(6..6), 12..12);
    }

    #[test]
    fn a_reference_is_the_place_of_its_character() {
        let folded = Folding::default().fold("a&gt;b");
        assert_eq!(folded.text, "a>b");
        assert_eq!((folded.origin(1..2), folded.origin(2..3)), (1..5, 5..6));
    }

    #[test]
    fn a_character_that_becomes_several_stays_whole() {
        let folded = Folding::default().fold("5㎥");
        assert_eq!(folded.text, "5m3");
        assert_eq!(folded.origin(1..2), 1..4);
        assert_eq!(folded.origin(3..3), 4..4);
    }
}
