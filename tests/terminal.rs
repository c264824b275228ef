//! No cell, no name of a file and no argument can command the terminal on which it is shown.

mod common;
mod oracles;
mod program;

use oracles::draft::commands;
use program::{Folder, IN_FORCE};

/// Clears the screen, sets the title, turns red by a C1 control, turns the direction of writing.
const SEQUENCES: [&str; 4] = ["\u{1B}[2J", "\u{1B}]0;x\u{7}", "\u{9B}31m", "\u{202E}"];

#[test]
fn whatever_is_said_a_terminal_only_shows_it() {
    let cell = SEQUENCES.concat();
    let lines = [
        format!("1,8507600090,锂离子电池{cell},比能量：305Wh/kg,"),
        format!("2,8507600090{cell},锂离子电池,比能量：285Wh/kg{cell},合同{cell}"),
        format!("3,84798999,{cell},{cell},属于两用物项：3A001{cell}"),
        format!("4,8507600090,\"锂离子电池{cell},,"),
    ];
    let folder = Folder::new();
    let headings = "项号,商品编号,商品名称,规格型号,备注\n";
    folder.write("a.csv", headings.to_owned() + &lines[..3].join("\n"));
    folder.write("open.csv", headings.to_owned() + &lines.join("\n"));
    folder.write("a.xml", format!("<DecMessage><DecHead><NoteS>{}</NoteS>", SEQUENCES[3]));
    let escape = SEQUENCES[0];
    let arguments: Vec<Vec<&str>> = vec![
        vec!["check", "a.csv"],
        vec!["check", "a.csv", "--output-format", "short"],
        vec!["check", "a.csv", "--output-format", "json"],
        vec!["check", "a.csv", "--lang", "zh"],
        vec!["check", "open.csv"],
        vec!["check", "a.xml"],
        vec!["fix", "a.csv"],
        vec!["explain", "a.csv:1"],
        vec!["explain", "a.csv:3"],
        vec!["explain", escape],
        vec!["check", escape],
        vec!["check", "a.csv", "--law", escape],
        vec!["check", "a.csv", "--config", escape],
        vec!["check", "a.csv", "--encoding", escape],
        vec!["check", "a.csv", "--near", escape],
        vec!["check", "a.csv", "--output-file", escape, "--output-format", escape],
        vec!["fix", "a.csv", "--output", "\u{1B}[2J/no/such/place"],
        vec!["check", "--\u{1B}[2J"],
        vec![escape],
    ];
    for mut arguments in arguments {
        if arguments.len() > 1 {
            arguments.extend(["--on", IN_FORCE]);
        }
        shows(&folder, &arguments);
    }
}

/// Names of files can hold anything on most systems.
#[cfg(unix)]
#[test]
fn names_of_files_are_only_shown() {
    let folder = Folder::new();
    let name = format!("a{}.csv", SEQUENCES.concat().replace('/', ""));
    folder.write(&name, program::DRAFT);
    folder.write(&format!("broken{name}"), "商品编号,商品名称,备注\n\"");
    folder.write(&format!("law/{name}.toml"), "x = \"\u{202E}\"\ny = [");
    folder.write(&format!("{name}.toml"), "x = \"\u{202E}\"\n");
    for format in ["text", "short", "json", "sarif", "github", "junit", "csv", "html"] {
        shows(&folder, &["check", ".", "-v", "--output-format", format, "--on", IN_FORCE]);
    }
    shows(&folder, &["check", &name, "--law", "law"]);
    shows(&folder, &["check", &name, "--config", &format!("{name}.toml")]);
    shows(&folder, &["fix", &name, "--on", IN_FORCE]);
}

fn shows(folder: &Folder, arguments: &[&str]) {
    let ended = folder.run(arguments);
    for said in [&ended.stdout, &ended.stderr] {
        let command = said.lines().find(|line| line.contains(commands));
        assert_eq!(command, None, "{arguments:?}");
    }
    assert!(!(ended.stdout + &ended.stderr).is_empty(), "{arguments:?} says nothing");
}

/// Who takes the diff to apply it gets every byte.
#[test]
fn a_diff_is_exact_for_programs() {
    let folder = Folder::new();
    let line = |remark: &str| format!("1,8507600090,锂离子电池{},比能量：305Wh/kg,{remark}\n", SEQUENCES[0]);
    folder.write("a.csv", format!("项号,商品编号,商品名称,规格型号,备注\n{}", line("")));
    let ended = folder.run(&["fix", "a.csv", "--diff", "--on", IN_FORCE]);
    assert!(
        ended.stdout.ends_with(&format!("-{}+{}", line(""), line("属于两用物项：3A001"))),
        "{:?}",
        ended.stdout
    );
}
