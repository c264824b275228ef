//! Words in the two languages that users read.

pub mod toml;

use std::{error::Error, fmt, io};

use serde::Deserialize;

/// A text put together, as `format!` does, with room for most messages from the start: they are made for each
/// goods line in scope, and growing took as long as writing.
macro_rules! worded {
    ($($part:tt)*) => {{
        let mut text = String::with_capacity(120);
        // a string takes whatever is written
        let _ = std::fmt::Write::write_fmt(&mut text, format_args!($($part)*));
        text
    }};
}

pub(crate) use worded;

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

impl fmt::Display for Phrase {
    /// In English, for programmers.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.en)
    }
}

/// So that an [`io::Error`] can say in both languages what is wrong.
impl Error for Phrase {}

impl From<&io::Error> for Phrase {
    /// What the system or this program says of a source.
    fn from(error: &io::Error) -> Self {
        if let Some(own) = error.get_ref().and_then(|inner| inner.downcast_ref::<Self>()) {
            return own.clone();
        }
        let text = error.to_string();
        let zh = match error.kind() {
            io::ErrorKind::NotFound => "没有这个文件或文件夹",
            io::ErrorKind::PermissionDenied => "没有权限",
            io::ErrorKind::AlreadyExists => "该处已有文件",
            io::ErrorKind::IsADirectory => "这是文件夹",
            io::ErrorKind::NotADirectory => "路径中有一段不是文件夹",
            io::ErrorKind::StorageFull => "磁盘空间不足",
            io::ErrorKind::ReadOnlyFilesystem => "磁盘为只读",
            io::ErrorKind::FileTooLarge => "文件过大",
            io::ErrorKind::ResourceBusy => "文件正被其他程序占用",
            io::ErrorKind::InvalidData => "内容不是有效的文本",
            io::ErrorKind::UnexpectedEof => "文件不完整",
            _ => return Self::new(&text, format!("系统提示：{text}")),
        };
        Self::new(text, zh)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_of_the_system_is_said_in_both_languages() {
        let own = Phrase::new("no file", "不是文件");
        assert_eq!(Phrase::from(&io::Error::other(own.clone())), own);
        let missing = Phrase::from(&io::Error::from(io::ErrorKind::NotFound));
        assert_eq!(missing.zh, "没有这个文件或文件夹");
        assert!(!missing.en.is_empty());
        let odd = Phrase::from(&io::Error::other("odd"));
        assert_eq!((odd.en.as_str(), odd.zh.as_str()), ("odd", "系统提示：odd"));
    }
}
