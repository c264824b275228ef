//! What a term of the law tells about an entry, and how its terms are written down for the recogniser.

/// What a term tells about an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Meaning {
    Any,
    All(u8),
    Presumed,
    Ambiguous,
    Broader,
    /// It names the goods where the name says nothing else.
    Bare,
    /// Together with a word of each other group of this sort it may name the goods.
    Perhaps(u8),
    Measured,
    Evidence,
    Contrast,
    Never,
    Unless,
    Use,
    OtherUse,
    /// It speaks against another use, wherever it stands.
    Hint,
    /// It says that the goods hold what the entry asks for in this place.
    Content(u8),
    NoContent(u8),
    /// They hold nothing of a class to which that belongs.
    NoneOfClass(u8),
    /// Another member of that class.
    OfClass(u8),
    /// The goods are such as the parameters of this group cannot apply to.
    Lacks(u8),
    Outright,
    Carrier,
    Exempt,
}

/// The entry number under which words stand that concern every technology entry.
pub(crate) const EVERY: usize = u16::MAX as usize;

impl Meaning {
    /// Whether such a term may name goods; without one, nothing else in an item points at a kind. Of words that
    /// name them together those of the first group are enough to ask for the others.
    pub(crate) fn names(self) -> bool {
        matches!(
            self,
            Self::Any
                | Self::All(0)
                | Self::Presumed
                | Self::Ambiguous
                | Self::Broader
                | Self::Bare
                | Self::Perhaps(0)
                | Self::Measured
        )
    }

    /// Whether it says, with a share behind it, that goods hold something. What names goods together stands first.
    pub(super) fn says_content(self) -> bool {
        matches!(self, Self::Content(_) | Self::OfClass(_) | Self::All(1..) | Self::Evidence)
    }

    fn bytes(self) -> [u8; 2] {
        match self {
            Self::Any => [0, 0],
            Self::All(group) => [1, group],
            Self::Presumed => [2, 0],
            Self::Ambiguous => [3, 0],
            Self::Evidence => [4, 0],
            Self::Contrast => [5, 0],
            Self::Never => [6, 0],
            Self::Unless => [7, 0],
            Self::Use => [8, 0],
            Self::OtherUse => [9, 0],
            Self::Outright => [10, 0],
            Self::Carrier => [11, 0],
            Self::Exempt => [12, 0],
            Self::Content(group) => [13, group],
            Self::NoContent(group) => [14, group],
            Self::Lacks(group) => [15, group],
            Self::Broader => [16, 0],
            Self::Measured => [17, 0],
            Self::Hint => [18, 0],
            Self::NoneOfClass(group) => [19, group],
            Self::OfClass(group) => [20, group],
            Self::Bare => [21, 0],
            Self::Perhaps(group) => [22, group],
        }
    }

    fn of(kind: u8, group: u8) -> Self {
        match kind {
            0 => Self::Any,
            1 => Self::All(group),
            2 => Self::Presumed,
            3 => Self::Ambiguous,
            4 => Self::Evidence,
            5 => Self::Contrast,
            6 => Self::Never,
            7 => Self::Unless,
            8 => Self::Use,
            9 => Self::OtherUse,
            10 => Self::Outright,
            11 => Self::Carrier,
            12 => Self::Exempt,
            13 => Self::Content(group),
            14 => Self::NoContent(group),
            15 => Self::Lacks(group),
            16 => Self::Broader,
            17 => Self::Measured,
            18 => Self::Hint,
            19 => Self::NoneOfClass(group),
            20 => Self::OfClass(group),
            21 => Self::Bare,
            _ => Self::Perhaps(group),
        }
    }
}

/// How many bytes an entry with a meaning takes.
const EACH: usize = 4;

/// The bytes of what a term means to each entry.
pub(crate) fn write(meanings: &[(usize, Meaning)]) -> Vec<u8> {
    let mut bytes = u16::try_from(meanings.len()).expect("fewer entries than that").to_le_bytes().to_vec();
    for (entry, meaning) in meanings {
        bytes.extend(u16::try_from(*entry).expect("fewer entries than that").to_le_bytes());
        bytes.extend(meaning.bytes());
    }
    bytes
}

/// What a term means to each entry, from the bytes that begin with what [`write`] wrote.
pub(crate) fn read(bytes: &[u8]) -> impl Iterator<Item = (usize, Meaning)> {
    let (count, rest) = bytes.split_at(2);
    let count = usize::from(u16::from_le_bytes([count[0], count[1]]));
    rest.chunks_exact(EACH)
        .take(count)
        .map(|each| (usize::from(u16::from_le_bytes([each[0], each[1]])), Meaning::of(each[2], each[3])))
}

/// A term, and its plural where that is not the term with an s.
pub(crate) fn with_plural(term: String) -> Vec<String> {
    let plural = term
        .strip_suffix('y')
        .filter(|stem| stem.ends_with(|c: char| c.is_ascii_lowercase() && !"aeiou".contains(c)));
    let plural = plural.map(|stem| format!("{stem}ies"));
    std::iter::once(term).filter(|term| !term.is_empty()).chain(plural).collect()
}
