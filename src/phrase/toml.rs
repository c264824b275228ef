//! What is wrong with a TOML file, in both languages: its reader knows English only.

use super::Phrase;
use crate::near::rather;

/// What is wrong with a TOML file, and what to do.
#[derive(Clone, Debug)]
pub struct Fault {
    /// What is wrong.
    pub why: Phrase,
    /// What to write.
    pub cure: Phrase,
}

impl Fault {
    /// From what the reader of TOML says, who speaks English only. What it says of names and types is
    /// said in both languages; what it says of the syntax stays as it is, behind words that tell what it
    /// is about.
    pub fn of(message: &str) -> Self {
        of_name(message).or_else(|| mistyped(message)).unwrap_or_else(|| of_syntax(message))
    }
}

/// What it says of the names of keys and values.
fn of_name(message: &str) -> Option<Fault> {
    let names: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    let (name, known) = names.split_first()?;
    let says = |beginning: &str| message.starts_with(beginning);
    Some(if says("unknown field") {
        Fault {
            why: Phrase::new(
                format!("there is no setting `{name}` here"),
                format!("此处没有名为“{name}”的设置"),
            ),
            cure: rather(name, known),
        }
    } else if says("unknown variant") {
        Fault {
            why: Phrase::new(
                format!("`{name}` is no value of this setting"),
                format!("“{name}”不是可用的值"),
            ),
            cure: rather(name, known),
        }
    } else if says("missing field") {
        Fault {
            why: Phrase::new(format!("`{name}` is missing here"), format!("此处缺少“{name}”")),
            cure: Phrase::new(format!("write `{name} = …`"), format!("请补写 {name} = …")),
        }
    } else {
        return None;
    })
}

fn of_syntax(message: &str) -> Fault {
    Fault {
        why: Phrase::new(
            format!("it is not written as TOML is: {}", message.replace('\n', ", ")),
            format!("不符合 TOML 的写法：{}", message.replace('\n', "，")),
        ),
        cure: Phrase::new(
            "write a line as `name = \"text\"`, `name = 10` or `name = [\"text\"]`",
            "每行写作 name = \"文本\"、name = 10 或 name = [\"文本\"]",
        ),
    }
}

/// `invalid type: integer `5`, expected a string`
fn mistyped(message: &str) -> Option<Fault> {
    let (found, wanted) = match message.strip_prefix("wanted ") {
        Some(wanted) => ("another value", wanted),
        None => message
            .strip_prefix("invalid type: ")
            .or_else(|| message.strip_prefix("invalid value: "))?
            .split_once(", expected ")?,
    };
    let found = match (message.starts_with("invalid value"), found.split('`').nth(1)) {
        (true, Some(value)) => Phrase::new(format!("`{value}`"), format!("“{value}”")),
        _ => kind(found),
    };
    let wanted = kind(wanted);
    Some(Fault {
        why: Phrase::new(
            format!("{} stands where {} belongs", found.en, wanted.en),
            format!("此处应为{}，而写的是{}", wanted.zh, found.zh),
        ),
        cure: Phrase::new(
            format!("write {}{}", wanted.en, example(&wanted.en)),
            format!("请写{}{}", wanted.zh, example(&wanted.en)),
        ),
    })
}

/// What TOML calls a kind of value, as people do.
fn kind(named: &str) -> Phrase {
    const KINDS: [(&[&str], &str, &str); 9] = [
        (&["another value"], "another kind of value", "其他类型的值"),
        (&["integer"], "a whole number", "整数"),
        (&["u32", "usize"], "a whole number that is not negative", "非负整数"),
        (&["floating point", "float"], "a decimal number", "小数"),
        (&["boolean"], "true or false", "真假值"),
        (&["string or table", "string", "a string", "path string"], "a text in quotes", "带引号的文本"),
        (&["sequence", "a sequence"], "a list", "列表"),
        (&["map", "a map", "struct"], "a table", "表"),
        (&["datetime"], "a date", "日期"),
    ];
    let known = KINDS.iter().find(|(names, ..)| names.iter().any(|name| named.starts_with(name)));
    known.map_or_else(|| Phrase::new(named, named), |(_, en, zh)| Phrase::new(*en, *zh))
}

fn example(kind: &str) -> &'static str {
    match kind {
        "a text in quotes" => ": \"…\"",
        "a list" => ": [\"…\"]",
        "a table" => ": [NAME]",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_reader_says_is_said_in_both_languages() {
        for (message, why, cure) in [
            (
                "unknown field `remark_language`, expected one of `near`, `remark-language`, `lang`",
                "没有名为“remark_language”",
                "是否想写“remark-language”",
            ),
            ("unknown variant `fr`, expected `en` or `zh`", "“fr”不是可用的值", "可用：`en`, `zh`"),
            ("missing field `name`", "缺少“name”", "name = …"),
            (
                "invalid type: integer `5`, expected a string",
                "应为带引号的文本，而写的是整数",
                "请写带引号的文本",
            ),
            ("invalid type: string \"x\", expected a sequence", "应为列表，而写的是带引号的文本", "[\"…\"]"),
            ("duplicate key", "不符合 TOML 的写法：duplicate key", "name = 10"),
        ] {
            let fault = Fault::of(message);
            assert!(fault.why.zh.contains(why), "{message}: {:?}", fault.why);
            assert!(fault.cure.zh.contains(cure), "{message}: {:?}", fault.cure);
        }
    }
}
