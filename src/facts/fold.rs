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
    /// Where characters do not lie as they lay behind those before them, in ascending order.
    runs: Vec<Run>,
}

/// Characters of a folded text, up to the next run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    /// Where it begins in the folded text, and in the original.
    start: u32,
    origin: u32,
    /// How many bytes of the original they come from all together; `None` where each took as many as it takes.
    width: Option<u32>,
}

impl Folding {
    /// A folding with further pairs: `from` is read as `to`. A common ideograph is only read as a character of the
    /// basic plane.
    pub fn new(pairs: impl IntoIterator<Item = (char, char)>) -> Self {
        let mut han = vec![0; 2 * (*HAN.end() as usize - *HAN.start() as usize + 1)];
        let mut others = Vec::new();
        for (from, to) in pairs {
            match (place(from), u16::try_from(u32::from(to))) {
                (Some(place), Ok(to)) => han[2 * place..][..2].copy_from_slice(&to.to_le_bytes()),
                (Some(_), Err(_)) => {}
                (None, _) => others.push((from, to)),
            }
        }
        others.sort_unstable();
        Self { han: han.into(), others: others.into() }
    }

    /// Folds a text.
    pub fn fold(&self, original: &str) -> Folded {
        let referred = |at: usize| reference(&original.as_bytes()[at..]);
        let mut folded = Folded { text: self.opening(original), runs: Vec::new() };
        let mut start = folded.text.len();
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

    /// What the first characters are read as, as long as each lies where it lay: in most texts all do.
    fn opening(&self, original: &str) -> String {
        let mut bytes = original.to_ascii_lowercase().into_bytes();
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            at += match byte {
                b'&' if reference(&original.as_bytes()[at..]).is_some() => break,
                0..=0x7F => 1,
                _ => {
                    let read = original[at..].chars().next().and_then(|character| self.in_place(character));
                    let Some(read) = read else { break };
                    read.encode_utf8(&mut bytes[at..]).len()
                }
            };
        }
        bytes.truncate(at);
        String::from_utf8(bytes).unwrap_or_default()
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
        match among_han.map(|bytes| u16::from_le_bytes(*bytes)) {
            Some(0) => character,
            Some(read) => char::from_u32(read.into()).unwrap_or(character),
            None => {
                let found = self.others.binary_search_by_key(&character, |(from, _)| *from);
                found.map_or(character, |found| self.others[found].1)
            }
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
        let (start, place) = (self.text.len() as u32, origin.start as u32);
        let width = (character.len_utf8() != origin.len()).then_some(origin.len() as u32);
        let last = self.runs.last().copied().unwrap_or(Run { start: 0, origin: 0, width: None });
        let goes_on = match (last.width, width) {
            (None, None) => start - last.start + last.origin == place,
            (Some(_), Some(_)) => (last.origin, last.width) == (place, width),
            _ => false,
        };
        if !goes_on {
            self.runs.push(Run { start, origin: place, width });
        }
        self.text.push(character);
    }

    /// Without the blanks that part the characters of a Chinese word: `以 上`, `不 低 于`. They stand beside an
    /// ideograph that stands alone; one behind a digit or a stroke is a unit and stays apart: `5克 容量`.
    pub(crate) fn closed(self) -> Self {
        let gaps = self.gaps();
        if gaps.is_empty() {
            return self;
        }
        let mut closed = Self { text: String::with_capacity(self.text.len()), runs: Vec::new() };
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

    /// Whether a character of one byte was one of ASCII in the original.
    pub(crate) fn was_ascii(&self, at: usize) -> bool {
        self.run(at).width.is_none()
    }

    /// The part of the original from which a part of the folded text came: whole characters.
    pub fn origin(&self, range: Range<usize>) -> Range<usize> {
        let start = match self.text.len().checked_sub(1) {
            Some(last) if range.start > last => self.character(last).end,
            Some(_) => self.character(range.start).start,
            None => 0,
        };
        if range.is_empty() {
            return start..start;
        }
        start..self.character(range.end - 1).end.max(start)
    }

    /// The run in which a place lies.
    fn run(&self, at: usize) -> Run {
        let behind = self.runs.partition_point(|run| run.start as usize <= at);
        let before = behind.checked_sub(1).map(|last| self.runs[last]);
        before.unwrap_or(Run { start: 0, origin: 0, width: None })
    }

    /// The original character from which a byte came.
    fn character(&self, at: usize) -> Range<usize> {
        let run = self.run(at);
        let origin = run.origin as usize;
        if let Some(width) = run.width {
            return origin..origin + width as usize;
        }
        let within = |place: &usize| !self.text.is_char_boundary(*place);
        let start = at - (0..3).take_while(|back| within(&(at - back))).count();
        let end = at + 1 + (0..3).take_while(|on| within(&(at + 1 + on))).count();
        let moved = |place: usize| place - run.start as usize + origin;
        moved(start)..moved(end)
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
