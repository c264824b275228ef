//! Reads the law from its files and checks that it hangs together.

use std::{collections::BTreeMap, sync::Arc};

use jiff::civil::Date;
use serde::{Deserialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};

use super::{Act, Condition, ControlList, Entry, LawError, act, act::Control, error::Draftsman};
use crate::packed;

mod embedded {
    include!(concat!(env!("OUT_DIR"), "/embedded.rs"));
}

pub(crate) use embedded::FINDING_PAGES;

/// A file of the law that is part of the program: its text, and the same packed.
macro_rules! sheet {
    ($name:literal) => {
        (
            concat!("law/", $name, ".toml"),
            include_str!(concat!("../../law/", $name, ".toml")),
            include_bytes!(concat!(env!("OUT_DIR"), "/", $name, ".packed")),
        )
    };
}

type Sheet = (&'static str, &'static str, &'static [u8]);

const CORPUS: Sheet = sheet!("corpus");
const PARAMETERS: Sheet = sheet!("parameters");
const ELEMENTS: Sheet = sheet!("elements");
const WORDS: Sheet = sheet!("language");

/// A file of the law that a user supplies: its path and its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LawFile {
    /// The path, for messages.
    pub path: String,
    /// The text.
    pub text: String,
}

/// `law/corpus.toml`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Corpus {
    #[serde(deserialize_with = "act::date")]
    complete_through: Date,
    #[serde(default)]
    licence_documents: Option<Vec<String>>,
}

/// Reads the embedded law with the user's acts beside it; one with the id of an embedded act
/// takes its place, and a `corpus.toml` says up to which day the user has read.
pub(super) fn load(supplied: &[LawFile]) -> Result<ControlList, LawError> {
    read(supplied, !supplied.is_empty())
}

fn read(supplied: &[LawFile], must_be_checked: bool) -> Result<ControlList, LawError> {
    let mut corpus: Corpus = embedded(CORPUS)?;
    let mut acts: BTreeMap<String, (Act, Draftsman<'_>)> = BTreeMap::new();
    for sheet in embedded::ACTS {
        let act: Act = embedded(*sheet)?;
        acts.insert(act.announcement.id.get_ref().clone(), (act, Draftsman { file: sheet.0, text: sheet.1 }));
    }
    for file in supplied {
        let at = Draftsman { file: &file.path, text: &file.text };
        if file.path.rsplit(['/', '\\']).next() == Some("corpus.toml") {
            let supplied: Corpus = at.read()?;
            corpus.complete_through = supplied.complete_through;
            corpus.licence_documents = supplied.licence_documents.or(corpus.licence_documents);
        } else {
            let act: Act = at.read()?;
            acts.insert(act.announcement.id.get_ref().clone(), (act, at));
        }
    }
    let acts: Vec<(Act, Draftsman<'_>)> = acts.into_values().collect();
    let is_embedded = supplied.is_empty();
    let mut list = ControlList {
        acts: Vec::new(),
        entries: Vec::new(),
        parameters: Arc::new(embedded(PARAMETERS)?),
        elements: Arc::new(embedded(ELEMENTS)?),
        words: embedded(WORDS)?,
        complete_through: corpus.complete_through,
        licence_documents: corpus.licence_documents.unwrap_or_default(),
        sha256: if is_embedded {
            embedded::FINGERPRINT.to_owned()
        } else {
            fingerprint(corpus.complete_through, &acts)
        },
        is_embedded,
    };
    // what is part of the program was checked by its tests
    if must_be_checked {
        check_references(&acts)?;
    }
    for (index, (act, at)) in acts.iter().enumerate() {
        for control in &act.controls {
            if must_be_checked {
                check_entry(index, control, act, &list, at)?;
            }
            let entry = entry(index, control, act, &list, at)?;
            list.entries.push(entry);
        }
    }
    list.acts = acts.into_iter().map(|(act, _)| act).collect();
    Ok(list)
}

/// What a file that is part of the program holds.
fn embedded<T: DeserializeOwned>((file, text, packed): Sheet) -> Result<T, LawError> {
    packed::unpack(packed)
        .map_err(|unfit| Draftsman { file, text }.error(0..0, unfit.to_string(), unfit.to_string()))
}

/// A fingerprint of the whole law.
fn fingerprint(complete_through: Date, acts: &[(Act, Draftsman<'_>)]) -> String {
    let mut hash = Sha256::new();
    for (_, text, _) in [PARAMETERS, ELEMENTS, WORDS] {
        hash.update(text);
    }
    hash.update(complete_through.to_string());
    for (_, at) in acts {
        hash.update(at.text);
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

fn check_references(acts: &[(Act, Draftsman<'_>)]) -> Result<(), LawError> {
    for (act, at) in acts {
        let suspended =
            act.suspensions.iter().map(|suspension| (&suspension.announcements, &suspension.codes));
        let revoked = act.revocations.iter().map(|revocation| (&revocation.announcements, &revocation.codes));
        for (announcements, codes) in suspended.chain(revoked) {
            for id in announcements {
                let Some((named, _)) =
                    acts.iter().find(|(other, _)| other.announcement.id.get_ref() == id.get_ref())
                else {
                    let known: Vec<&str> =
                        acts.iter().map(|(other, _)| other.announcement.id.get_ref().as_str()).collect();
                    return Err(at.error(
                        id.span(),
                        format!("no act has the id `{}`; there are {}", id.get_ref(), known.join(", ")),
                        format!("没有 id 为“{}”的公告；现有：{}", id.get_ref(), known.join("、")),
                    ));
                };
                let unknown = codes.iter().find(|code| {
                    !named.controls.iter().any(|control| control.code.get_ref() == code.get_ref())
                });
                if let Some(code) = unknown {
                    return Err(at.error(
                        code.span(),
                        format!("`{}` has no control entry `{}`", id.get_ref(), code.get_ref()),
                        format!("“{}”中没有管制编码“{}”", id.get_ref(), code.get_ref()),
                    ));
                }
            }
        }
        let suspends_nothing = act.suspensions.iter().any(|suspension| suspension.announcements.is_empty());
        let revokes_nothing = act.revocations.iter().any(|revocation| revocation.announcements.is_empty());
        if suspends_nothing || revokes_nothing {
            return Err(at.error(
                act.announcement.id.span(),
                "this act suspends or revokes, and names no act; write the ids under `announcements`",
                "本公告暂停或废止其他公告，但未指明；请在 announcements 中写明其 id",
            ));
        }
        if let Some(suspension) = act
            .suspensions
            .iter()
            .find(|suspension| suspension.until.is_some_and(|until| until < suspension.from))
        {
            let at_id = suspension.announcements.first().map_or(0..0, toml::Spanned::span);
            return Err(at.error(
                at_id,
                "the suspension ends before it begins; `until` is its last day",
                "暂停的结束日早于开始日；until 是最后一天",
            ));
        }
    }
    Ok(())
}

/// A term of spaces and hyphens would be passed over, and the goods with it.
fn check_terms(control: &Control, at: &Draftsman<'_>) -> Result<(), LawError> {
    let goods = &control.goods;
    let lists = [
        &goods.any,
        &goods.ambiguous,
        &goods.presumed,
        &goods.evidence,
        &goods.contrast,
        &goods.none,
        &goods.unless,
    ];
    let empty_group = goods.all.iter().any(Vec::is_empty);
    let mut terms = lists.into_iter().map(|list| &**list).chain(goods.all.iter()).flatten();
    let is_empty = |term: &String| term.chars().all(|c| c.is_whitespace() || matches!(c, '-' | '_'));
    if empty_group || terms.any(is_empty) {
        return Err(at.error(
            control.code.span(),
            "the goods of this entry have an empty term; write a word or take it out",
            "该条目的货物用词中有空词；请填写或删除",
        ));
    }
    Ok(())
}

fn check_entry(
    act_index: usize,
    control: &Control,
    act: &Act,
    list: &ControlList,
    at: &Draftsman<'_>,
) -> Result<(), LawError> {
    let code = control.code.get_ref();
    if list.entries.iter().any(|entry| entry.act == act_index && entry.code == *code) {
        return Err(at.error(
            control.code.span(),
            format!("the code `{code}` stands twice in this act"),
            format!("管制编码“{code}”在本公告中重复"),
        ));
    }
    for line in &control.tariff_lines {
        let digits = line.get_ref();
        if !matches!(digits.len(), 8 | 10) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(at.error(
                line.span(),
                format!("`{digits}` is no tariff line; write its 8 or 10 digits"),
                format!("“{digits}”不是税则号列；请写8位或10位数字"),
            ));
        }
    }
    if let Some(named) = control.named_use.as_ref().filter(|named| !act.uses.contains_key(named.get_ref())) {
        return Err(at.error(
            named.span(),
            format!("the act has no [use.{}]", named.get_ref()),
            format!("本公告中没有 [use.{}]", named.get_ref()),
        ));
    }
    let goods = &control.goods;
    if goods.any.is_empty() && goods.all.is_empty() {
        return Err(at.error(
            control.code.span(),
            "the entry has no words by which its goods are recognised; add goods.any or goods.all",
            "该条目没有识别货物的词；请填写 goods.any 或 goods.all",
        ));
    }
    check_terms(control, at)?;
    for pattern in &goods.patterns {
        let regex = regex::Regex::new(pattern.get_ref()).map_err(|error| {
            at.error(
                pattern.span(),
                format!("`{}` is no regular expression: {error}", pattern.get_ref()),
                format!("“{}”不是正则表达式：{error}", pattern.get_ref()),
            )
        })?;
        if regex.is_match("") {
            return Err(at.error(
                pattern.span(),
                format!("`{}` fits an empty text, and so any goods; it must name some", pattern.get_ref()),
                format!("“{}”可匹配空文本，即任何货物；须指明货物", pattern.get_ref()),
            ));
        }
    }
    Ok(())
}

/// A control entry that was checked.
fn entry(
    act_index: usize,
    control: &Control,
    act: &Act,
    list: &ControlList,
    at: &Draftsman<'_>,
) -> Result<Entry, LawError> {
    let others = |wanted: &str| {
        list.entries.iter().find(|entry| entry.code == wanted).map(|entry| entry.condition.clone())
    };
    let condition = control
        .when
        .as_ref()
        .map(|raw| Condition::check(raw, &list.parameters, &others, at, &control.code.span()))
        .transpose()?;
    Ok(Entry {
        act: act_index,
        code: control.code.get_ref().clone(),
        clause: control.clause.clone(),
        text: control.text.clone(),
        wording: control.wording,
        tariff_lines: control.tariff_lines.iter().map(|line| line.get_ref().clone()).collect(),
        basket: control.basket,
        goods: control.goods.clone(),
        named_use: control.named_use.as_ref().map(|named| act.uses[named.get_ref()].clone()),
        technology: control.technology,
        condition,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_law_hangs_together_and_its_fingerprint_is_that_of_its_files() {
        let law = read(&[], true).unwrap_or_else(|error| panic!("{error}"));
        let acts: Vec<(Act, Draftsman<'_>)> = embedded::ACTS
            .iter()
            .map(|sheet| (embedded(*sheet).expect("an act"), Draftsman { file: sheet.0, text: sheet.1 }))
            .collect();
        assert_eq!(law.sha256, fingerprint(law.complete_through, &acts));
        for (sheet, (act, at)) in embedded::ACTS.iter().zip(acts) {
            let read: Act = at.read().unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(
                format!("{read:?}"),
                format!("{act:?}"),
                "{}: places and words as they were packed",
                sheet.0
            );
        }
    }
}
