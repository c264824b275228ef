//! Explains what reports speak of: findings, control codes, tariff lines, announcements, parameters
//! and single goods lines; and lists the control entries.

mod announcement;
mod entry;
mod finding;
mod item;
mod list;
mod page;
mod parameter;
mod standing;
mod tariff_line;

pub use list::{list, list_diff, list_json};

use jiff::civil::Date;

use crate::{
    law::ControlList,
    margin::Margins,
    phrase::{Language, Phrase},
    report::ReportedItem,
};
use page::Page;

/// By which law, for which day and for whom something is explained.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'a> {
    /// The law.
    pub law: &'a ControlList,
    /// The day.
    pub on: Date,
    /// The margins for *near*.
    pub margin: &'a Margins,
    /// The language of the explanation.
    pub language: Language,
    /// How many columns a line may take.
    pub width: usize,
}

/// A name that nothing has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// The names that come near it.
    pub near: Vec<String>,
}

/// Explains a finding, a control code (or the beginning of several), a tariff line, an announcement or
/// a parameter.
///
/// # Errors
/// When nothing has the name.
pub fn explain(name: &str, setting: &Setting<'_>) -> Result<String, Unknown> {
    let mut page = Page::new(setting.language, setting.width);
    let name = name.trim();
    let is_told = finding::tell(name, setting, &mut page)
        || entry::tell(name, setting, &mut page)
        || announcement::tell(name, setting, &mut page)
        || tariff_line::tell(name, setting, &mut page)
        || parameter::tell(name, setting, &mut page);
    if is_told { Ok(page.text()) } else { Err(Unknown { near: near(name, setting.law) }) }
}

/// Explains what was made of a goods line.
pub fn explain_item(item: &ReportedItem, setting: &Setting<'_>) -> String {
    let mut page = Page::new(setting.language, setting.width);
    item::tell(item, setting, &mut page);
    page.text()
}

/// The names that come near an unknown one, the nearest first.
fn near(name: &str, law: &ControlList) -> Vec<String> {
    let findings = crate::finding::ALL.iter().map(|check| check.name);
    let codes = law.entries.iter().map(|entry| entry.code.as_str());
    let acts = law.acts.iter().map(|act| act.announcement.id.get_ref().as_str());
    let parameters = law.parameters.parameters.iter().map(|parameter| parameter.name.as_str());
    let known = findings.chain(codes).chain(acts).chain(parameters);
    crate::near::near(name, known).into_iter().map(str::to_owned).collect()
}

/// How sure the wording of an entry is, in words.
fn wording(wording: crate::law::act::Wording) -> Phrase {
    use crate::law::act::Wording;
    match wording {
        Wording::Supplied => {
            Phrase::new("supplied by the user; where it comes from is not said", "由用户提供，未注明来源")
        }
        Wording::Quotation => Phrase::new(
            "quotation: read on the issuer's page or in three agreeing full copies",
            "引文：读自发布机关网页或三份一致的全文",
        ),
        Wording::Republication => {
            Phrase::new("republication: read in a full republication of the act", "转载：读自一份全文转载")
        }
        Wording::Reconstruction => Phrase::new(
            "reconstruction: limits and code agree in two sources; the Chinese words are rebuilt from \
             translations and are no quotation",
            "还原：限值和编码有两个来源互证，中文由译文还原，不是引文",
        ),
        Wording::Fragment => Phrase::new(
            "fragment: read in one incomplete copy only; it may question goods and decides nothing",
            "残本：仅读自一份不完整的文本，只能提出疑问，不作判定",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The law is large, and the tests ask for each of its names.
    fn law() -> &'static ControlList {
        static LAW: std::sync::OnceLock<ControlList> = std::sync::OnceLock::new();
        LAW.get_or_init(|| ControlList::load(&[]).expect("the law"))
    }

    fn told(name: &str) -> Result<String, Unknown> {
        let law = law();
        let margin = Margins::new("1/10".parse().expect("a number"));
        let on = law.complete_through;
        explain(name, &Setting { law, on, margin: &margin, language: Language::En, width: 2000 })
    }

    #[test]
    fn every_name_of_the_law_is_explained_in_any_case() {
        let law = ControlList::load(&[]).expect("the law");
        for entry in &law.entries {
            for name in [entry.code.clone(), entry.code.to_lowercase(), entry.code.to_uppercase()] {
                let text = told(&name).expect(&name);
                assert!(text.starts_with(&entry.code), "{text}");
            }
            for line in &entry.tariff_lines {
                assert!(told(line).expect(line).contains(&entry.code));
            }
        }
        for act in &law.acts {
            let id = act.announcement.id.get_ref();
            let (rest, number) = id.rsplit_once('-').expect("a number");
            let (_, year) = rest.rsplit_once('-').expect("a year");
            for name in [id.clone(), format!("{number}/{year}"), format!("{year}-{number}")] {
                assert!(told(&name).expect(&name).contains(&act.announcement.title.en), "{name}");
            }
        }
    }

    #[test]
    fn every_finding_is_explained_in_each_language() {
        let law = ControlList::load(&[]).expect("the law");
        let margin = Margins::new("1/10".parse().expect("a number"));
        let on = law.complete_through;
        for check in crate::finding::ALL {
            for (language, heading) in [(Language::En, "## What to do"), (Language::Zh, "## 处理")] {
                let setting = Setting { law: &law, on, margin: &margin, language, width: 2000 };
                let text = explain(check.name, &setting).expect(check.name);
                assert!(text.starts_with(check.name) && text.contains(heading), "{text}");
            }
        }
    }

    #[test]
    fn every_parameter_is_explained_with_the_entries_that_limit_it() {
        let law = ControlList::load(&[]).expect("the law");
        for parameter in &law.parameters.parameters {
            told(&parameter.name).expect(&parameter.name);
            told(&parameter.text.zh).expect(&parameter.text.zh);
        }
        for entry in &law.entries {
            for limit in entry.condition.iter().flat_map(|condition| condition.limits()) {
                assert!(told(&limit.parameter).expect("a parameter").contains(&entry.code));
            }
        }
    }

    #[test]
    fn an_unknown_name_leads_to_its_neighbours() {
        let law = ControlList::load(&[]).expect("the law");
        let code = &law.entries[0].code;
        let mut misspelt = code.clone();
        misspelt.pop();
        misspelt.push('x');
        assert!(told(&misspelt).expect_err("unknown").near.contains(code));
        assert_eq!(told("missing-remrak").expect_err("unknown").near[0], "missing-remark");
        assert!(told("qqqqqqqq").expect_err("unknown").near.is_empty());
    }
}
