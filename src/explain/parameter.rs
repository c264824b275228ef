//! A parameter: what it is called, in which units it is read, and which entries have a limit for it.

use super::{Page, Setting, entry, standing::unread};
use crate::report::words;

/// Tells of the parameter of that name, in kebab-case or as either language calls it.
pub(super) fn tell(name: &str, setting: &Setting<'_>, page: &mut Page) -> bool {
    let law = setting.law;
    let wanted = name.to_lowercase();
    let is_meant = |called: &str| called.to_lowercase() == wanted;
    let parameter = law.parameters.parameters.iter().find(|parameter| {
        is_meant(&parameter.name) || is_meant(&parameter.text.en) || is_meant(&parameter.text.zh)
    });
    let Some(parameter) = parameter else { return false };
    page.heading(&format!("{}  {} · {}", parameter.name, parameter.text.en, parameter.text.zh));
    let units: Vec<&str> = parameter.units.iter().map(|unit| unit.name.as_str()).collect();
    let units = units.join(", ");
    page.phrase(
        format!("declare it in {}; read in {units}", parameter.unit),
        format!("申报单位：{}；可识别的单位：{units}", parameter.unit),
    );
    let labels: Vec<&str> = parameter.labels.iter().map(String::as_str).collect();
    page.phrase(
        format!("announced by: {}", labels.join(", ")),
        format!("草单中的写法：{}", labels.join("、")),
    );
    let unread = unread(setting.on, law);
    for limited in law.entries.iter() {
        let mut limits = limited.condition.iter().flat_map(|condition| condition.limits());
        if limits.any(|limit| limit.parameter == parameter.name) {
            let standing = words::standing(&law.standing(limited, setting.on), law);
            let limits = entry::limits(limited, law);
            page.phrase(
                format!("{}: {} ({} on {}{})", limited.code, limits.en, standing.en, setting.on, unread.en),
                format!("{}：{}（{}：{}{}）", limited.code, limits.zh, setting.on, standing.zh, unread.zh),
            );
        }
    }
    true
}
