//! The arguments in Chinese: what help, manual page and completions are made from.

mod texts;

use clap::{
    Arg, Command,
    builder::{PossibleValue, Resettable, StyledStr},
};

use texts::TEXTS;
use textwrap::core::display_width;

const TEMPLATE: &str = "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}";

/// The Chinese counterpart of an English text of the arguments; the text itself where there is none,
/// which a test forbids.
fn chinese(text: &str) -> String {
    let text = text.trim();
    TEXTS.iter().find(|(en, _)| *en == text).map_or(text, |(_, zh)| zh).to_owned()
}

/// A built command with its texts in Chinese.
pub(crate) fn command(command: Command) -> Command {
    let usage = command.clone().render_usage().to_string();
    let usage = usage.trim_start_matches("Usage:").trim();
    let usage =
        usage.replace("[OPTIONS]", "[选项]").replace("<COMMAND>", "<命令>").replace("[COMMAND]", "[命令]");
    let about = command.get_about().map(|text| chinese(&text.to_string()));
    let long_about = command.get_long_about().map(|text| chinese(&text.to_string()));
    let after = command.get_after_help().map(|text| chinese(&text.to_string()));
    command
        .override_usage(usage)
        .about(about.unwrap_or_default())
        .long_about(Resettable::from(long_about.map(StyledStr::from)))
        .after_help(after.unwrap_or_default())
        .help_template(TEMPLATE)
        .term_width(0)
        .subcommand_help_heading("命令")
        .subcommand_value_name("命令")
        .mut_args(argument)
        .mut_subcommands(self::command)
}

/// An argument in Chinese. What clap would add in English, its default and its values, becomes part
/// of its text.
fn argument(argument: Arg) -> Arg {
    let heading = if argument.is_positional() { "参数" } else { "选项" };
    let text = |text: Option<&StyledStr>| text.map(|text| chinese(&text.to_string()));
    let (short, long) = (text(argument.get_help()), text(argument.get_long_help()));
    let mut help = short.unwrap_or_default();
    let mut long = long.unwrap_or_else(|| help.clone());
    if argument.get_action().takes_values() {
        let values = argument.get_possible_values();
        if !values.is_empty() {
            let names: Vec<&str> = values.iter().map(PossibleValue::get_name).collect();
            help.push_str(&format!(" [可选值：{}]", names.join("、")));
            long.push_str("\n\n可选值：");
            long.extend(values.iter().map(value));
        }
        let defaults: Vec<_> =
            argument.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
        if !defaults.is_empty() {
            let default = format!("[默认值：{}]", defaults.join("、"));
            help.push_str(&format!(" {default}"));
            long.push_str(&format!("\n\n{default}"));
        }
    }
    let is_longer = long != help;
    argument
        .help_heading(heading)
        .help(help)
        .long_help(Resettable::from(is_longer.then(|| StyledStr::from(long))))
        .hide_possible_values(true)
        .hide_default_value(true)
}

/// Help in so many columns. clap breaks lines at spaces only, which Chinese has not.
pub(crate) fn wrapped(help: &str, columns: usize) -> String {
    let mut wrapped = String::new();
    for line in help.lines() {
        let indent = " ".repeat(description(line));
        for part in textwrap::wrap(line, textwrap::Options::new(columns).subsequent_indent(&indent)) {
            wrapped.push_str(part.trim_end());
            wrapped.push('\n');
        }
    }
    wrapped
}

/// The column at which the description of a line begins: behind the first gap in it, else where the
/// line begins.
fn description(line: &str) -> usize {
    let start = line.len() - line.trim_start().len();
    let gap = line[start..].find("  ").map(|gap| start + gap);
    let text = gap.map_or(start, |gap| line.len() - line[gap..].trim_start().len());
    display_width(&line[..text])
}

fn value(value: &PossibleValue) -> String {
    let help = value.get_help().map(|help| format!("：{}", chinese(&help.to_string())));
    format!("\n- {}{}", value.get_name(), help.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use clap::CommandFactory;

    use super::*;
    use crate::cli::arguments::Arguments;

    /// Every text that the arguments show in English.
    fn texts(command: &Command) -> BTreeSet<String> {
        let of_command = [command.get_about(), command.get_long_about(), command.get_after_help()];
        let mut texts: BTreeSet<String> = of_command.into_iter().flatten().map(ToString::to_string).collect();
        for argument in command.get_arguments() {
            let of_argument = [argument.get_help(), argument.get_long_help()];
            texts.extend(of_argument.into_iter().flatten().map(ToString::to_string));
            let values = argument.get_possible_values();
            texts.extend(values.iter().filter_map(|value| value.get_help()).map(ToString::to_string));
        }
        texts.extend(command.get_subcommands().flat_map(self::texts));
        texts
    }

    fn built() -> Command {
        let mut command = Arguments::command();
        command.build();
        command
    }

    #[test]
    fn every_text_of_the_arguments_has_its_chinese_and_no_chinese_is_left_over() {
        let shown: BTreeSet<String> = texts(&built()).iter().map(|text| text.trim().to_owned()).collect();
        let known: BTreeSet<String> = TEXTS.iter().map(|(en, _)| (*en).to_owned()).collect();
        assert!(shown.len() > 40, "{shown:?}");
        let lacking: Vec<_> = shown.difference(&known).collect();
        let unused: Vec<_> = known.difference(&shown).collect();
        assert!(lacking.is_empty(), "these lack a line in src/cli/chinese/texts.rs: {lacking:#?}");
        assert!(unused.is_empty(), "no argument says these: {unused:#?}");
        assert_eq!(known.len(), TEXTS.len(), "a text stands there twice");
    }

    #[test]
    fn every_argument_and_command_says_what_it_is() {
        fn look(command: &Command) {
            assert!(command.get_about().is_some(), "{}", command.get_name());
            for argument in command.get_arguments() {
                assert!(argument.get_help().is_some(), "{} {}", command.get_name(), argument.get_id());
            }
            command.get_subcommands().for_each(look);
        }
        look(&built());
    }

    #[test]
    fn nothing_of_the_help_is_left_in_english() {
        fn look(command: &mut Command) {
            for help in [command.render_help(), command.render_long_help()] {
                let help = help.to_string();
                for word in
                    ["Usage", "Options", "Commands", "Arguments", "OPTIONS", "default", "possible", "Print"]
                {
                    assert!(!help.contains(word), "{word}: {help}");
                }
            }
            command.get_subcommands_mut().for_each(look);
        }
        look(&mut command(built()));
    }

    #[test]
    fn chinese_help_keeps_to_its_columns() {
        let help =
            "  -a, --all  说明文字说明文字说明文字说明文字\n          说明文字说明文字说明文字说明文字\n";
        let lines = [
            "  -a, --all  说明文字说明",
            "             文字说明文字",
            "             说明文字",
            "          说明文字说明文",
            "          字说明文字说明",
            "          文字",
        ];
        assert_eq!(wrapped(help, 25).lines().collect::<Vec<_>>(), lines);
    }

    #[test]
    fn the_chinese_is_chinese() {
        for (en, zh) in TEXTS {
            assert!(zh.chars().any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c)), "{en}: {zh}");
        }
    }
}
