//! Elements and compounds, and the forms in which they are traded: `law/substances.toml`. An entry names a substance
//! and a form; the words by which such goods are recognised follow from both.

use serde::Deserialize;

/// `law/substances.toml`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Substances {
    #[serde(rename = "substance")]
    substances: Vec<Substance>,
    #[serde(rename = "form")]
    forms: Vec<Form>,
}

/// An element or a compound.
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
pub(crate) struct Form {
    name: String,
    pub(crate) any: Vec<String>,
    pub(crate) all: Vec<Vec<String>>,
    pub(crate) ambiguous: Vec<String>,
    pub(crate) bare: Vec<String>,
    pub(crate) perhaps: Vec<Vec<String>>,
    pub(crate) evidence: Vec<String>,
    pub(crate) contrast: Vec<String>,
    pub(crate) none: Vec<String>,
    pub(crate) unless: Vec<String>,
}

/// The name of the form whose `any` says that goods hold a substance, and whose `none` that they do not.
const CONTENT: &str = "content";

impl Substances {
    /// The words that follow from some substances in some forms. Names that are not known have none.
    pub(crate) fn words(
        &self,
        names: &[&str],
        forms: &[&str],
        list: fn(&Form) -> &Vec<String>,
    ) -> Vec<String> {
        let substances = self.named(names);
        words(&substances, self.in_forms(forms).flat_map(list))
    }

    /// The same for the groups of which one word each is needed.
    pub(crate) fn groups(
        &self,
        names: &[&str],
        forms: &[&str],
        groups: fn(&Form) -> &Vec<Vec<String>>,
    ) -> Vec<Vec<String>> {
        let substances = self.named(names);
        self.in_forms(forms).flat_map(groups).map(|group| words(&substances, group)).collect()
    }

    /// The words that say that goods hold a substance.
    pub(crate) fn stating(&self, name: &str) -> Vec<String> {
        self.words(&[name], &[CONTENT], |form| &form.any)
    }

    /// The words that say that they do not.
    pub(crate) fn denying(&self, name: &str) -> Vec<String> {
        self.words(&[name], &[CONTENT], |form| &form.none)
    }

    /// Whether a substance is known.
    pub(crate) fn knows(&self, name: &str) -> bool {
        self.substances.iter().any(|known| known.en == name)
    }

    /// The names of the forms.
    pub(crate) fn form_names(&self) -> Vec<&str> {
        self.forms.iter().map(|form| form.name.as_str()).collect()
    }

    fn named(&self, names: &[&str]) -> Vec<&Substance> {
        let known = |name: &&str| self.substances.iter().find(|known| known.en == *name);
        names.iter().filter_map(known).collect()
    }

    fn in_forms(&self, names: &[&str]) -> impl Iterator<Item = &Form> {
        names.iter().filter_map(|name| self.forms.iter().find(|form| form.name == *name))
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
