//! A page of text: headings, and lines wrapped below their first word.

use crate::{
    phrase::{Language, Phrase},
    report::printable,
};

/// A page that is being written.
pub(super) struct Page {
    language: Language,
    width: usize,
    text: String,
}

impl Page {
    pub(super) fn new(language: Language, width: usize) -> Self {
        Self { language, width, text: String::new() }
    }

    pub(super) fn say<'p>(&self, phrase: &'p Phrase) -> &'p str {
        phrase.in_language(self.language)
    }

    /// A line at the margin, with a blank one before it unless it is the first.
    pub(super) fn heading(&mut self, text: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.wrapped("", "  ", text);
    }

    /// A heading in the page's language.
    pub(super) fn section(&mut self, en: &str, zh: &str) {
        let text = self.language.pick(en, zh);
        self.heading(text);
    }

    /// A line below a heading.
    pub(super) fn line(&mut self, text: &str) {
        self.wrapped("  ", "    ", text);
    }

    /// A line in the page's language.
    pub(super) fn phrase(&mut self, en: impl AsRef<str>, zh: impl AsRef<str>) {
        let text = self.language.pick(en.as_ref(), zh.as_ref());
        self.wrapped("  ", "    ", text);
    }

    /// A line below a line.
    pub(super) fn detail(&mut self, en: impl AsRef<str>, zh: impl AsRef<str>) {
        let text = self.language.pick(en.as_ref(), zh.as_ref());
        self.wrapped("    ", "      ", text);
    }

    /// Text that is laid out already.
    pub(super) fn verbatim(&mut self, text: &str) {
        for line in text.lines() {
            self.text.push_str(&printable(line));
            self.text.push('\n');
        }
    }

    fn wrapped(&mut self, indent: &str, further: &str, text: &str) {
        let text = printable(text);
        let options = textwrap::Options::new(self.width).initial_indent(indent).subsequent_indent(further);
        for line in textwrap::wrap(&text, options) {
            self.text.push_str(line.trim_end());
            self.text.push('\n');
        }
    }

    /// The page.
    pub(super) fn text(self) -> String {
        self.text
    }
}
