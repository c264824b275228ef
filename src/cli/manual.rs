//! The manual page, made from the arguments.

use std::io::{self, Write};

use beizhu::phrase::Language;
use clap::Command;
use clap_mangen::Man;

/// The headings that the page is made with, in Chinese.
const HEADINGS: [(&str, &str); 8] = [
    ("NAME", "名称"),
    ("SYNOPSIS", "概要"),
    ("DESCRIPTION", "说明"),
    ("OPTIONS", "选项"),
    ("SUBCOMMANDS", "命令"),
    ("VERSION", "版本"),
    ("AUTHORS", "作者"),
    ("EXTRA", "退出状态"),
];

/// One page for the program and its commands.
pub(crate) fn page(program: &Command, language: Language) -> io::Result<Vec<u8>> {
    let mut page = Vec::new();
    Man::new(program.clone()).render(&mut page)?;
    for command in program.get_subcommands().filter(|command| command.get_name() != "help") {
        writeln!(page, ".SH \"BEIZHU {}\"", command.get_name().to_uppercase())?;
        let man = Man::new(command.clone());
        man.render_description_section(&mut page)?;
        man.render_options_section(&mut page)?;
    }
    Ok(match language {
        Language::En => page,
        Language::Zh => {
            String::from_utf8_lossy(&page).lines().map(in_chinese).collect::<String>().into_bytes()
        }
    })
}

fn in_chinese(line: &str) -> String {
    let heading = line.strip_prefix(".SH ").map(|heading| heading.trim_matches('"'));
    match HEADINGS.iter().find(|(en, _)| heading == Some(en)) {
        Some((_, zh)) => format!(".SH {zh}\n"),
        None => format!("{}\n", line.replace("[OPTIONS]", "[选项]")),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::cli::{arguments::Arguments, chinese};

    #[test]
    fn the_chinese_page_has_no_english_heading() {
        let mut command = Arguments::command();
        command.build();
        let page = page(&chinese::command(command), Language::Zh).expect("memory");
        let page = String::from_utf8(page).expect("UTF-8");
        let headings: Vec<&str> = page.lines().filter_map(|line| line.strip_prefix(".SH ")).collect();
        assert!(headings.len() > 10, "{headings:?}");
        for heading in headings {
            let is_chinese = !heading.is_ascii() || heading.contains("BEIZHU");
            assert!(is_chinese, "{heading}");
        }
    }
}
