//! Elements and the forms in which they are traded: `law/substances.toml`. An entry names a substance
//! and a form; the words by which such goods are recognised follow from both.

use serde::Deserialize;

use super::{
    LawError,
    act::{Contains, Goods},
    error::Draftsman,
};

/// `law/substances.toml`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Substances {
    #[serde(rename = "substance")]
    substances: Vec<Substance>,
    #[serde(rename = "form")]
    forms: Vec<Form>,
}

/// An element.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Substance {
    zh: String,
    en: String,
    symbol: String,
    /// The formulas of its oxides.
    #[serde(default)]
    oxides: Vec<String>,
}

/// A form, with words in which `{zh}`, `{en}`, `{symbol}` and `{oxide}` stand for the substance.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Form {
    name: String,
    any: Vec<String>,
    all: Vec<Vec<String>>,
    ambiguous: Vec<String>,
    evidence: Vec<String>,
    contrast: Vec<String>,
    none: Vec<String>,
    unless: Vec<String>,
}

/// The name of the form whose `any` says that goods hold a substance, and whose `none` that they do not.
const CONTENT: &str = "content";

impl Substances {
    /// The goods words of an entry with those that follow from its substances and their form.
    pub(super) fn goods(&self, goods: &Goods, at: &Draftsman<'_>) -> Result<Goods, LawError> {
        if goods.forms.is_empty() {
            return match goods.substances.first() {
                None => Ok(goods.clone()),
                Some(name) => Err(at.error(
                    name.span(),
                    "substances without a form; add goods.forms",
                    "写明了物质而没有形态；请填写 goods.forms",
                )),
            };
        }
        let forms = goods.forms.iter().map(|name| self.form(name, at)).collect::<Result<Vec<_>, _>>()?;
        let substances =
            goods.substances.iter().map(|name| self.named(name, at)).collect::<Result<Vec<_>, _>>()?;
        let join = |of: fn(&Form) -> &Vec<String>, own: &[String]| -> Vec<String> {
            let written = forms.iter().flat_map(|form| of(form));
            words(&substances, written).into_iter().chain(own.iter().cloned()).collect()
        };
        let groups = forms.iter().flat_map(|form| &form.all).map(|group| words(&substances, group));
        Ok(Goods {
            any: join(|form| &form.any, &goods.any),
            all: groups.chain(goods.all.iter().cloned()).collect(),
            ambiguous: join(|form| &form.ambiguous, &goods.ambiguous),
            evidence: join(|form| &form.evidence, &goods.evidence),
            contrast: join(|form| &form.contrast, &goods.contrast),
            none: join(|form| &form.none, &goods.none),
            unless: join(|form| &form.unless, &goods.unless),
            ..goods.clone()
        })
    }

    /// What goods must hold, with the words that follow from the substance.
    pub(super) fn content(&self, contains: &Contains, at: &Draftsman<'_>) -> Result<Contains, LawError> {
        let Some(name) = &contains.substance else { return Ok(contains.clone()) };
        let substance = self.named(name, at)?;
        let mut content = contains.clone();
        for form in self.forms.iter().filter(|form| form.name == CONTENT) {
            content.any.extend(words(&[substance], &form.any));
            content.denied.extend(words(&[substance], &form.none));
        }
        Ok(content)
    }

    fn form(&self, name: &toml::Spanned<String>, at: &Draftsman<'_>) -> Result<&Form, LawError> {
        self.forms.iter().find(|known| known.name == *name.get_ref()).ok_or_else(|| {
            let known: Vec<&str> = self.forms.iter().map(|form| form.name.as_str()).collect();
            at.error(
                name.span(),
                format!("`{}` is no form; law/substances.toml has {}", name.get_ref(), known.join(", ")),
                format!("“{}”不是已知形态；law/substances.toml 中有：{}", name.get_ref(), known.join("、")),
            )
        })
    }

    fn named(&self, name: &toml::Spanned<String>, at: &Draftsman<'_>) -> Result<&Substance, LawError> {
        self.substances.iter().find(|known| known.en == *name.get_ref()).ok_or_else(|| {
            at.error(
                name.span(),
                format!("law/substances.toml has no `{}`", name.get_ref()),
                format!("law/substances.toml 中没有“{}”", name.get_ref()),
            )
        })
    }
}

/// Words with each substance put in.
fn words<'a>(substances: &[&Substance], written: impl IntoIterator<Item = &'a String>) -> Vec<String> {
    let mut words = Vec::new();
    for word in written {
        // what names no substance is written once
        if !word.contains('{') {
            words.push(word.clone());
            continue;
        }
        for Substance { zh, en, symbol, oxides } in substances {
            let word = word.replace("{zh}", zh).replace("{en}", en).replace("{symbol}", symbol);
            if word.contains("{oxide}") {
                words.extend(oxides.iter().map(|oxide| word.replace("{oxide}", oxide)));
            } else {
                words.push(word);
            }
        }
    }
    words
}
