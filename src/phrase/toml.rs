//! What is wrong with a TOML file, in both languages: the parser knows English only.

use super::Phrase;

impl Phrase {
    /// What the parser says of a file, as
    /// ``unknown field `neer`, expected one of `near`, `lang` ``.
    pub fn of_toml(message: &str) -> Self {
        let zh = known(message).unwrap_or_else(|| format!("写法有误：{message}"));
        Self::new(message, zh)
    }
}

fn known(message: &str) -> Option<String> {
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    let name = quoted.first().copied().unwrap_or_default();
    let valid = quoted.get(1..).unwrap_or_default().join("、");
    let valid = if valid.is_empty() { String::new() } else { format!("；可用的有：{valid}") };
    let is = |beginning: &str| message.starts_with(beginning);
    if is("unknown field") {
        Some(format!("没有“{name}”这一项{valid}"))
    } else if is("unknown variant") {
        Some(format!("“{name}”不是有效的取值{valid}"))
    } else if is("missing field") {
        Some(format!("缺少“{name}”"))
    } else if is("duplicate") {
        Some(format!("“{name}”重复出现"))
    } else {
        let (found, expected) = message.strip_prefix("invalid type: ")?.split_once(", expected ")?;
        Some(format!("类型不符：应为{}，而不是{}", kind(expected), kind(found)))
    }
}

/// `integer \`3\`` → `整数3`
fn kind(text: &str) -> String {
    const KINDS: [(&str, &str); 9] = [
        ("string", "文字"),
        ("integer", "整数"),
        ("floating point", "小数"),
        ("boolean", "真假值（true 或 false）"),
        ("sequence", "列表（写在方括号内）"),
        ("map", "表"),
        ("struct", "表"),
        ("date", "日期"),
        ("array", "列表（写在方括号内）"),
    ];
    let value = text.split(['`', '"']).nth(1).filter(|_| !text.contains("struct")).unwrap_or_default();
    match KINDS.iter().find(|(en, _)| text.contains(en)) {
        Some((_, zh)) => format!("{zh}{value}"),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    #[allow(dead_code)]
    struct Sheet {
        near: String,
        law: Vec<String>,
        lang: super::super::Language,
    }

    #[test]
    fn what_the_parser_says_is_said_in_chinese() {
        let whole = "near = \"5\"\nlaw = []\nlang = \"zh\"\n";
        toml::from_str::<Sheet>(whole).expect("a sheet");
        for (text, zh) in [
            (format!("{whole}neer = 1"), "没有“neer”这一项；可用的有：near、law、lang"),
            (whole.replace("zh", "fr"), "“fr”不是有效的取值；可用的有：en、zh"),
            (whole.replace("law = []\n", ""), "缺少“law”"),
            (whole.replace("[]", "3"), "类型不符：应为列表（写在方括号内），而不是整数3"),
            (whole.replace("\"5\"", "[]"), "类型不符：应为文字，而不是列表（写在方括号内）"),
        ] {
            let error = toml::from_str::<Sheet>(&text).expect_err(&text);
            assert_eq!(Phrase::of_toml(error.message()).zh, zh, "{}", error.message());
        }
        let broken = toml::from_str::<Sheet>("near = ").expect_err("broken");
        assert!(Phrase::of_toml(broken.message()).zh.starts_with("写法有误："));
    }
}
