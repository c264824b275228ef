//! Words in the two languages that users read.

use serde::Deserialize;

/// The language of messages or of a remark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Language {
    /// English
    En,
    /// Simplified Chinese
    Zh,
}

impl Language {
    /// The one of two wordings that is in this language.
    pub fn pick<T>(self, en: T, zh: T) -> T {
        match self {
            Self::En => en,
            Self::Zh => zh,
        }
    }
}

/// The same words in both languages, so that neither can be forgotten.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phrase {
    /// Simplified Chinese
    pub zh: String,
    /// English
    pub en: String,
}

impl Phrase {
    /// Both wordings, English first.
    pub fn new(en: impl Into<String>, zh: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }

    /// The wording in one language.
    pub fn in_language(&self, language: Language) -> &str {
        language.pick(&self.en, &self.zh)
    }

    /// Several phrases joined as each language joins a list.
    pub fn list<'a>(phrases: impl IntoIterator<Item = &'a Phrase>) -> Self {
        let (en, zh): (Vec<&str>, Vec<&str>) =
            phrases.into_iter().map(|phrase| (phrase.en.as_str(), phrase.zh.as_str())).unzip();
        Self::new(en.join(", "), zh.join("、"))
    }
}
