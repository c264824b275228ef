//! The name that was probably meant: every place that refuses a name asks here.

use crate::phrase::Phrase;

/// Of the known names those that come near, the nearest first and at most three. Case does not count.
pub fn near<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let known: Vec<(String, &str)> = known.into_iter().map(|known| (known.to_lowercase(), known)).collect();
    let folded: Vec<&str> = known.iter().map(|(folded, _)| folded.as_str()).collect();
    let mut near: Vec<&str> = Vec::new();
    for found in similar::get_close_matches(name.to_lowercase().as_str(), &folded, 3, 0.5) {
        let original = known.iter().find(|(folded, _)| folded == found).map(|(_, original)| *original);
        near.extend(original.filter(|name| !near.contains(name)));
    }
    near
}

/// Among names, the one that a wrong one may be meant for, else all of them.
pub fn rather(written: &str, known: &[&str]) -> Phrase {
    let all = format!("`{}`", known.join("`, `"));
    match near(written, known.iter().copied()).first() {
        Some(name) => Phrase::new(
            format!("did you mean `{name}`? There are {all}"),
            format!("是否想写“{name}”？可用：{all}"),
        ),
        None => Phrase::new(format!("write one of {all}"), format!("可用：{all}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_comes_first() {
        let known = ["GBK", "GB18030", "UTF-8", "missing-remark", "missing-remarks-column"];
        for (name, nearest) in [
            ("gb18O30", Some("GB18030")),
            ("utf8", Some("UTF-8")),
            ("missing-remrak", Some("missing-remark")),
            ("qqqqqq", None),
        ] {
            assert_eq!(near(name, known).first().copied(), nearest, "{name}");
        }
    }
}
