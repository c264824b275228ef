//! Whether the words of an item name goods of an entry's kind.

use std::{cell::OnceCell, ops::Range};

use super::{Ground, Kinship, Meaning, Mention, Recogniser, Text, mentions::Hit, spots::Spot};
use crate::{
    facts::{
        Place, Source,
        context::{Class, Standing},
        tariff_line::TariffLine,
    },
    law::{ControlList, Entry},
};

/// The texts of an item while one entry after the other asks about them.
pub(super) struct Words<'a> {
    pub(super) texts: &'a [Text<'a>],
    /// Every term and formula in them.
    pub(super) hits: &'a [Hit],
    /// What those mention to any entry, once somebody asks.
    pub(super) every: OnceCell<Vec<(usize, Mention)>>,
    pub(super) spots: Vec<Spot>,
    /// Whether the name says nothing about the goods.
    pub(super) vague: bool,
    pub(super) line: &'a TariffLine,
    pub(super) recogniser: &'a Recogniser,
    pub(super) law: &'a ControlList,
}

/// How many mentions of one entry are weighed. No name has as many; a hostile text may.
pub(super) const MOST: usize = 500;

pub(super) type Answer<'m> = (Kinship, Ground, Option<&'m Mention>);

impl Words<'_> {
    pub(super) fn place(&self, text: usize, range: Range<usize>) -> Place {
        let text = &self.texts[text];
        let origin = text.prose.origin(range);
        let words = text.field.text[origin.clone()].to_owned();
        Place { source: text.source, range: origin, text: words }
    }

    /// The role of the words of a mention.
    pub(super) fn standing(&self, mention: &Mention) -> &Standing {
        self.spots[mention.spot].standing.get_or_init(|| self.standing_before(mention, None))
    }

    /// Their role where words for technology may follow.
    pub(super) fn standing_as_technology(&self, mention: &Mention) -> &Standing {
        let spot = &self.spots[mention.spot];
        spot.as_technology.get_or_init(|| self.standing_before(mention, Some(Class::TechnologyTails)))
    }

    fn standing_before(&self, mention: &Mention, tails: Option<Class>) -> Standing {
        let text = &self.texts[mention.text];
        if text.announces_use {
            return Standing::Modifier;
        }
        self.recogniser.classes.standing(&text.prose, mention.start, mention.end, tails)
    }

    pub(super) fn before(&self, mention: &Mention) -> &Standing {
        let before = || self.recogniser.classes.before(&self.texts[mention.text].prose, mention.start);
        self.spots[mention.spot].before.get_or_init(before)
    }

    pub(super) fn is_asserted(&self, mention: &Mention) -> bool {
        let is_asserted = || {
            let prose = &self.texts[mention.text].prose;
            self.recogniser.classes.is_asserted(prose, mention.start, mention.end)
        };
        *self.spots[mention.spot].is_asserted.get_or_init(is_asserted)
    }

    /// Whether words of a specification say what the goods are.
    fn says_goods(&self, mention: &Mention) -> bool {
        self.recogniser.classes.says_goods(&self.texts[mention.text].prose, mention.end)
    }

    /// Whether the goods are said to hold what is mentioned.
    pub(super) fn is_held(&self, mention: &Mention) -> bool {
        self.recogniser.classes.is_contained(&self.texts[mention.text].prose, mention.start)
    }

    /// Whether the goods are of an entry's kind; `None` when nothing points at it after all.
    pub(super) fn kinship<'m>(
        &self,
        index: usize,
        mentions: &[&'m Mention],
        may_be: bool,
    ) -> Option<Answer<'m>> {
        let answer = self.named_kinship(index, mentions, may_be);
        match answer {
            Some((Kinship::Of | Kinship::Doubtful, ..)) => answer,
            _ => {
                let entry = &self.law.entries[index];
                self.by_work(entry, mentions).or_else(|| self.by_part(entry, mentions)).or(answer)
            }
        }
    }

    fn named_kinship<'m>(&self, index: usize, mentions: &[&'m Mention], may_be: bool) -> Option<Answer<'m>> {
        let entry = &self.law.entries[index];
        let excluded = mentions.iter().copied().find(|mention| {
            let excludes = match mention.meaning {
                Meaning::Never => self.may_name(mention),
                Meaning::Unless => true,
                _ => false,
            };
            excludes && matches!(self.before(mention), Standing::Head)
        });
        if let Some(excluding) = excluded {
            let named =
                mentions.iter().copied().take(MOST).find(|mention| self.names_before(mention, excluding));
            return Some(match named {
                Some(named) => (Kinship::Doubtful, Ground::OpenName, Some(named)),
                None => (Kinship::NotOf, Ground::OtherGoods, excluded),
            });
        }
        let names_kind = may_be && entry.kind_lines().any(|known| self.line.may_be(known));
        let is_used = OnceCell::new();
        let mut names: Vec<(&Mention, &Standing)> = mentions
            .iter()
            .copied()
            .filter(|mention| {
                let names = match mention.meaning {
                    Meaning::Any | Meaning::Presumed | Meaning::Ambiguous => true,
                    Meaning::Broader => *is_used.get_or_init(|| self.is_said_to_be_for(entry, mentions)),
                    _ => false,
                };
                names && self.may_name(mention)
            })
            .take(MOST)
            .map(|mention| (mention, self.standing(mention)))
            .collect();
        names.sort_by_key(|(mention, standing)| (rank(standing), mention.meaning != Meaning::Any));
        if !entry.goods.all.is_empty()
            && let Some(together) = self.named_together(entry, mentions)
        {
            return Some((Kinship::Of, Ground::Named, Some(together)));
        }
        // in a specification 镍氢线束 and 铅<5ppm speak of a part and of a trace
        let contrast = mentions.iter().copied().find(|mention| {
            mention.meaning == Meaning::Contrast
                && self.is_asserted(mention)
                && (self.is_in_name(mention) || self.says_goods(mention))
        });
        let elsewhere = |mention: &&Mention| mention.meaning == Meaning::Any && !self.may_name(mention);
        let is_evident =
            |mention: &&Mention| mention.meaning == Meaning::Evidence && self.is_evident(mention);
        let evidence = mentions.iter().copied().find(is_evident).or_else(|| {
            mentions
                .iter()
                .copied()
                .filter(elsewhere)
                .take(MOST)
                .find(|mention| *self.standing(mention) == Standing::Head && self.is_evident(mention))
        });
        let same_heading = |line: &str| entry.kind_lines().any(|known| line.get(..4) == known.get(..4));
        let in_heading = self.line.digits().is_some_and(same_heading);
        let Some((mention, standing)) = names.first() else {
            return self
                .by_line(entry, may_be, names_kind, contrast, evidence)
                .or_else(|| self.by_slot(entry, mentions))
                .or_else(|| self.by_matter(mentions));
        };
        let named = |kinship, ground| Some((kinship, ground, Some(*mention)));
        let other_line = self.is_under(&entry.goods.contrast_lines);
        if mention.meaning == Meaning::Presumed && other_line && evidence.is_none() {
            return named(Kinship::NotOf, Ground::TariffLine);
        }
        let is_named = match mention.meaning {
            Meaning::Any => true,
            Meaning::Presumed => evidence.is_some() || contrast.is_none(),
            _ => false,
        };
        let is_behind = matches!(standing, Standing::Head | Standing::Unsure(_) | Standing::Aside)
            && self.trails_others(entry, mention);
        match standing {
            _ if is_behind => named(Kinship::NotOf, Ground::OtherGoods),
            // a name that says nothing, under a line of other goods
            Standing::Head if is_named && !self.is_in_name(mention) && self.is_elsewhere(entry) => {
                named(Kinship::Doubtful, Ground::OpenName)
            }
            Standing::Head if is_named => named(Kinship::Of, Ground::Named),
            Standing::Unsure(_) if is_named && in_heading => named(Kinship::Of, Ground::TariffLine),
            Standing::Unsure(words) if is_named => {
                named(Kinship::Doubtful, Ground::UnknownWords(words.clone()))
            }
            Standing::Aside if is_named => {
                let outside_is_open = names_kind
                    || self.vague
                    || self.recogniser.classes.is_vague_outside(&self.texts[mention.text].prose)
                    || names.iter().any(|(other, _)| other.meaning == Meaning::Ambiguous);
                if outside_is_open {
                    named(Kinship::Of, Ground::Named)
                } else if self.recogniser.classes.ends_like_others(&self.texts[mention.text].prose) {
                    named(Kinship::NotOf, Ground::OtherGoods)
                } else {
                    named(Kinship::Doubtful, Ground::OpenName)
                }
            }
            Standing::Head | Standing::Unsure(_) | Standing::Aside => {
                let is_plain = (!matches!(standing, Standing::Unsure(_)) || in_heading)
                    && mention.meaning != Meaning::Broader;
                if evidence.is_some() && contrast.is_some() {
                    named(Kinship::Doubtful, Ground::OpenName)
                } else if let Some(evidence) = evidence.filter(|_| is_plain) {
                    Some((Kinship::Of, Ground::Evidence, Some(evidence)))
                } else if let Some(contrast) = contrast {
                    Some((Kinship::NotOf, Ground::OtherGoods, Some(contrast)))
                } else if names_kind {
                    named(Kinship::Of, Ground::TariffLine)
                } else if self.line_decides(index, mention) {
                    named(Kinship::NotOf, Ground::TariffLine)
                } else {
                    named(Kinship::Doubtful, Ground::OpenName)
                }
            }
            // 镍氢电池 PVC外壳
            Standing::Trailed
                if !matches!(mention.meaning, Meaning::Any) && evidence.is_none() && contrast.is_some() =>
            {
                Some((Kinship::NotOf, Ground::OtherGoods, contrast))
            }
            Standing::Trailed if names_kind => named(Kinship::Of, Ground::TariffLine),
            Standing::Trailed if in_heading || may_be || self.is_usual(entry) => {
                named(Kinship::Doubtful, Ground::OpenName)
            }
            // a set of machines holds what the act names
            Standing::Contained if self.is_for_named_use(entry, mentions) => {
                named(Kinship::Doubtful, Ground::OpenName)
            }
            // "for iPhone 11 battery": nothing else is named, and the line names the kind
            Standing::Contained | Standing::Compared | Standing::Modifier
                if names_kind && self.is_in_name(mention) && self.names_nothing_else(mention) =>
            {
                named(Kinship::Of, Ground::TariffLine)
            }
            Standing::Contained
            | Standing::Compared
            | Standing::Trailed
            | Standing::Modifier
            | Standing::Negated => named(Kinship::NotOf, Ground::OtherGoods),
        }
    }

    /// Whether the line says that open words mean other goods: it names the kind of another entry,
    /// or the words are so general that only the line tells, and it is not one of this kind.
    fn line_decides(&self, index: usize, mention: &Mention) -> bool {
        let Some(digits) = self.line.digits() else { return false };
        let entry = &self.law.entries[index];
        let names_another = self.recogniser.lines.names_kind(digits, self.law);
        let has_own = entry.naming_lines > 0;
        let word = &self.texts[mention.text].prose.text[mention.start..mention.end];
        names_another || (has_own && (self.vague || self.recogniser.classes.is_vague_word(word)))
    }

    /// Whether a name begins with other goods, under a line of theirs, and mentions these behind them:
    /// 电动滑板车 36V 锂电池.
    fn trails_others(&self, entry: &Entry, mention: &Mention) -> bool {
        self.is_elsewhere(entry)
            && self.recogniser.classes.follows_others(&self.texts[mention.text].prose, mention.start)
    }

    /// Whether the item stands under no line that can be read, or where goods of an entry use to stand that names none.
    pub(super) fn is_usual(&self, entry: &Entry) -> bool {
        self.line.digits().is_none() || self.is_under(&entry.goods.usual_lines)
    }

    fn is_under(&self, lines: &[String]) -> bool {
        let is_one = |digits: &str| lines.iter().any(|line| digits.starts_with(line.as_str()));
        self.line.digits().is_some_and(is_one)
    }

    /// Whether the entry has lines that name its kind, and the item stands under another heading.
    pub(super) fn is_elsewhere(&self, entry: &Entry) -> bool {
        let has_own = entry.naming_lines > 0;
        let other_heading =
            |digits: &str| !entry.tariff_lines.iter().any(|known| digits.get(..4) == known.get(..4));
        has_own && self.line.digits().is_some_and(other_heading)
    }

    /// What the tariff line makes of goods that the description does not name.
    fn by_line<'m>(
        &self,
        entry: &Entry,
        may_be: bool,
        names_kind: bool,
        contrast: Option<&'m Mention>,
        evidence: Option<&'m Mention>,
    ) -> Option<Answer<'m>> {
        if !may_be {
            return None;
        }
        if !names_kind {
            return self.vague.then_some((Kinship::Doubtful, Ground::Vague, None));
        }
        let name = self.texts.iter().find(|text| text.source == Source::Name);
        let names_others = name.is_some_and(|name| self.recogniser.classes.names_others(&name.prose));
        Some(match (contrast, evidence) {
            (Some(contrast), _) => (Kinship::NotOf, Ground::OtherGoods, Some(contrast)),
            (None, Some(evidence)) => (Kinship::Of, Ground::TariffLine, Some(evidence)),
            (None, None) if self.vague => (Kinship::Of, Ground::TariffLine, None),
            (None, None) if names_others => (Kinship::NotOf, Ground::OtherGoods, None),
            (None, None) if entry.condition.is_some() => (Kinship::Of, Ground::TariffLine, None),
            (None, None) => (Kinship::Doubtful, Ground::OpenName, None),
        })
    }

    /// Terms name the goods where they stand in the name; elsewhere only when the name says nothing,
    /// or something that the rest of the description must settle.
    pub(super) fn may_name(&self, mention: &Mention) -> bool {
        self.is_in_name(mention) || self.vague
    }

    /// Whether goods are named in full before words that would exclude them: 锂离子电池，电池级.
    fn names_before(&self, mention: &Mention, excluding: &Mention) -> bool {
        let prose = &self.texts[mention.text].prose;
        mention.meaning == Meaning::Any
            && mention.text == excluding.text
            && mention.end <= excluding.start
            && self.may_name(mention)
            && self.recogniser.classes.parts(&prose.text[mention.end..excluding.start])
            && *self.standing(mention) == Standing::Head
    }

    fn names_nothing_else(&self, mention: &Mention) -> bool {
        let (classes, prose) = (&self.recogniser.classes, &self.texts[mention.text].prose);
        classes.begins_with_preposition(prose) || !classes.mentions_others(prose)
    }

    pub(super) fn is_in_name(&self, mention: &Mention) -> bool {
        self.texts[mention.text].source == Source::Name
    }

    /// One word of each group, none of them said of something else, and one of them, or an open
    /// name of the kind, naming the goods.
    fn named_together<'m>(&self, entry: &Entry, mentions: &[&'m Mention]) -> Option<&'m Mention> {
        for (group, _) in (0..).zip(entry.goods.all.iter()) {
            mentions
                .iter()
                .find(|mention| mention.meaning == Meaning::All(group) && self.is_there(mention))?;
        }
        mentions.iter().copied().take(MOST).find(|mention| {
            matches!(mention.meaning, Meaning::All(_) | Meaning::Ambiguous | Meaning::Any)
                && self.may_name(mention)
                && *self.standing(mention) == Standing::Head
        })
    }
}

/// Which of several mentions speaks: the one that most surely names the goods.
fn rank(standing: &Standing) -> u8 {
    match standing {
        Standing::Head => 0,
        Standing::Unsure(_) => 1,
        Standing::Aside => 2,
        Standing::Trailed => 3,
        Standing::Contained => 4,
        Standing::Modifier => 5,
        Standing::Compared => 6,
        Standing::Negated => 7,
    }
}
