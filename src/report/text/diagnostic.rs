//! A finding as miette shows it: what, why, the place in the draft, and what to do.

use std::{error::Error, fmt};

use miette::{
    Diagnostic, LabeledSpan, MietteError, MietteSpanContents, Severity, SourceCode, SourceSpan, SpanContents,
};
use textwrap::core::display_width;

use crate::{
    draft::Unreadable,
    finding::{self, Finding},
    phrase::Language,
    report::{Located, locate::Excerpt, printable, words},
};

/// What miette draws beside a line of the draft, in columns.
const FRAME: usize = 20;

/// A finding or a failure, ready to be shown.
#[derive(Debug)]
pub(super) struct Diagnosis {
    code: Option<String>,
    severity: Severity,
    what: String,
    why: Why,
    cure: String,
    line: Option<Line>,
}

/// The cause below the title.
#[derive(Debug)]
struct Why(String);

/// A line of the draft at its own number.
#[derive(Debug)]
struct Line {
    path: String,
    text: String,
    label: SourceSpan,
    number: usize,
    column: usize,
}

impl Diagnosis {
    /// A finding with its place in a draft.
    pub(super) fn of(located: &Located, path: &str, language: Language, width: usize) -> Self {
        let (text, label) = fitted(located.place.excerpt(), width.saturating_sub(FRAME).max(30));
        let line = Line {
            path: printable(path).into_owned(),
            text,
            label,
            number: located.place.region().line,
            column: located.place.region().column,
        };
        Self {
            line: (!line.text.is_empty()).then_some(line),
            ..Self::without_place(&located.finding, language)
        }
    }

    /// A finding about the whole run.
    pub(super) fn without_place(finding: &Finding, language: Language) -> Self {
        let severity = words::severity(finding.severity);
        let say = |phrase: &crate::phrase::Phrase| printable(phrase.in_language(language)).into_owned();
        Self {
            code: Some(format!("{}[{}]", severity.in_language(language), finding.name)),
            severity: match finding.severity {
                finding::Severity::Error => Severity::Error,
                finding::Severity::Warning => Severity::Warning,
                finding::Severity::Note => Severity::Advice,
            },
            what: say(&finding.fault.what),
            why: Why(say(&finding.fault.why)),
            cure: say(&finding.fault.cure),
            line: None,
        }
    }

    /// A file that could not be checked.
    pub(super) fn of_failure(error: &Unreadable, language: Language) -> Self {
        let say = |phrase: &crate::phrase::Phrase| printable(phrase.in_language(language)).into_owned();
        Self {
            code: None,
            severity: Severity::Error,
            what: say(&error.account.what),
            why: Why(say(&error.account.why)),
            cure: say(&error.account.cure),
            line: None,
        }
    }
}

/// The part of a line around its label that fits into so many columns.
fn fitted(excerpt: &Excerpt, columns: usize) -> (String, SourceSpan) {
    let part = |range: std::ops::Range<usize>| printable(excerpt.text.get(range).unwrap_or("")).into_owned();
    let before = part(0..excerpt.label.start);
    let label = part(excerpt.label.clone());
    let after = part(excerpt.label.end..excerpt.text.len());
    let label = head(&label, columns);
    let room = columns.saturating_sub(display_width(&label));
    let wanted_after = display_width(&after).min(room / 2);
    let before = tail(&before, room - wanted_after);
    let after = head(&after, room.saturating_sub(display_width(&before)));
    if label.is_empty() {
        // an empty field is shown by the place behind it
        let marked = after.chars().next().map_or(1, char::len_utf8);
        let after = if after.is_empty() { " ".to_owned() } else { after };
        return (format!("{before}{after}"), (before.len(), marked).into());
    }
    let span = (before.len(), label.len()).into();
    (format!("{before}{label}{after}"), span)
}

fn head(text: &str, columns: usize) -> String {
    if display_width(text) <= columns {
        text.to_owned()
    } else {
        cut(text.chars(), columns).chain(['…']).collect()
    }
}

fn tail(text: &str, columns: usize) -> String {
    if display_width(text) <= columns {
        return text.to_owned();
    }
    let mut reversed: Vec<char> = cut(text.chars().rev(), columns).chain(['…']).collect();
    reversed.reverse();
    reversed.into_iter().collect()
}

fn cut(characters: impl Iterator<Item = char>, columns: usize) -> impl Iterator<Item = char> {
    let mut width = 1;
    characters.take_while(move |character| {
        width += display_width(character.encode_utf8(&mut [0; 4]));
        width <= columns
    })
}

impl fmt::Display for Diagnosis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl Error for Diagnosis {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.why)
    }
}

impl Diagnostic for Diagnosis {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.code.as_ref().map(|code| Box::new(code) as Box<dyn fmt::Display>)
    }

    fn severity(&self) -> Option<Severity> {
        Some(self.severity)
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(&self.cure))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.line.as_ref().map(|line| line as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let line = self.line.as_ref()?;
        Some(Box::new([LabeledSpan::new_with_span(None, line.label)].into_iter()))
    }
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for Why {}

impl SourceCode for Line {
    /// The whole line, whatever is asked for. Without context lines miette asks for the place that
    /// it names above the line: there the column is that of the draft.
    fn read_span<'a>(
        &'a self,
        _: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let column = if (before, after) == (0, 0) { self.column.saturating_sub(1) } else { 0 };
        Ok(Box::new(MietteSpanContents::new_named(
            self.path.clone(),
            self.text.as_bytes(),
            (0, self.text.len()).into(),
            self.number.saturating_sub(1),
            column,
            1,
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_keeps_its_label() {
        let before = "电".repeat(300);
        let text = format!("{before}标记的词{}", "x".repeat(900));
        let start = before.len();
        let excerpt = Excerpt { text, label: start..start + "标记的词".len() };
        let (text, label) = fitted(&excerpt, 60);
        assert_eq!(&text[label.offset()..label.offset() + label.len()], "标记的词");
        assert!(display_width(&text) <= 60, "{text}");
        assert!(text.starts_with('…') && text.ends_with('…'), "{text}");
    }

    #[test]
    fn an_empty_field_is_marked() {
        for (text, at, shown) in [("a,", 2, "a, "), ("a,,b", 2, "a,,b")] {
            let (text, label) = fitted(&Excerpt { text: text.into(), label: at..at }, 60);
            assert_eq!((text.as_str(), label.offset(), label.len()), (shown, at, 1));
        }
    }

    #[test]
    fn a_label_beside_control_characters_stays_in_place() {
        let excerpt = Excerpt { text: "a\u{1B}[31m,标".into(), label: 7..10 };
        let (text, label) = fitted(&excerpt, 60);
        assert_eq!(text, "a␛[31m,标");
        assert_eq!(&text[label.offset()..label.offset() + label.len()], "标");
    }
}
