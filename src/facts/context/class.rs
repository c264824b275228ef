//! The classes of words by which a name is read: the keys of `law/language.toml`.

/// The longest that a word of a class may be, in bytes.
pub(crate) const LONGEST: usize = 64;

/// A class of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// Between two goods that are both named: 及, 和, and, + …
    Conjunctions,
    /// Directly before a term: the goods are not this.
    Negations,
    /// Directly before a term: it is a part or accessory of the goods named elsewhere (含, 内置, with).
    Containment,
    /// Directly before a term: it is only compared or fits (优于, 替代, compatible with).
    Comparisons,
    /// Directly before a term: the goods named elsewhere serve it (用于, 适用于, for).
    PurposesBefore,
    /// Directly after a term: the goods named behind it serve it (用, 专用, 生产, 的).
    PurposesAfter,
    /// After a term: the name ends here, and something is said of the goods (in, from, by).
    Connectives,
    /// Labels of who makes, sells or buys, and the ends of their names (制造商, 公司, Co., Ltd.): what
    /// stands in such a name is no use.
    Makers,
    /// After a term, and it still names the goods (组, 模组, 粉末, pack, module, sample).
    NeutralTails,
    /// After a term: it names other goods (充电器, 配件, 标签, charger, parts). Also as the last
    /// characters of an unknown compound (器, 灯, 车).
    OtherTails,
    /// What may stand between a preposition and its noun: counts and general adjectives (块, 各类, the).
    Fillers,
    /// Names that say nothing about the goods.
    VagueNames,
    /// Uses that say nothing about the use.
    VagueUses,
    /// Words that leave a stated use open wherever they stand in it: it is not the one that an act names, and
    /// near it (电池, 极片, cathode).
    OpenUses,
    /// Words that leave a stated use open whatever it names: 包括但不限于食品.
    UnlimitedUses,
    /// Between two members of a list of uses.
    ListJoints,
    /// Labels of what else goods may be used for, not of the use itself (备用, 也可用于).
    FurtherUses,
    /// Behind a word for a use: it is left out (除外, 以外).
    Exceptions,
    /// Words for a use that, standing alone, may as well say what goods are made of, packed in or driven by (皮革).
    Stuffs,
    /// At the begin of a name: the goods are new, not without what follows (未使用).
    Unused,
    /// Goods that hold a battery and little else (户外电源, power station).
    PowerSources,
    /// Behind a battery: it drives the goods (供电, powered).
    PowerTails,
    /// Headings of what goods are made of or packed in (材质, material).
    MaterialLabels,
    /// Behind a word for a use: it is said of a part, of how good that is, or of a brand (级, 外壳, grade).
    PartTails,
    /// What goods are packed in: apart from the name it may say no more than that (木箱).
    Packings,
    /// How words end that say, apart from the name, how goods are or what they serve (规格, 袋装, 用).
    Descriptions,
    /// Labels that announce a use (用途, used for, application).
    UseLabels,
    /// Elements, and words for several of them: the members of a list of what goods hold or do not hold.
    Elements,
    /// Behind a substance: there is none of it (free, 未检出).
    Absences,
    /// Beside what goods hold or do not hold: the statement leaves it open (是否, 基本不, may).
    Doubts,
    /// What may follow the name of a technology: carriers and words for technology itself, the keys of
    /// `[technology]` of those names. They have no plural of their own.
    TechnologyTails,
}

impl Class {
    /// Its bit in the number of a word.
    pub(crate) const fn bit(self) -> u32 {
        1 << self as u32
    }
}
