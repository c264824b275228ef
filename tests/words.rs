//! What the program says of its own arguments and of names it does not know, in both languages.

mod program;

use program::{CLEAN, Folder};

const CHINESE: &str = "zh_CN.UTF-8";

#[test]
fn help_is_chinese_by_the_locale_and_by_request() {
    let folder = Folder::new();
    for command in ["", "check", "fix", "explain", "list", "init", "completions", "man"] {
        let line: Vec<&str> = [command, "--help"].into_iter().filter(|word| !word.is_empty()).collect();
        let english = folder.run(&line).stdout;
        assert!(english.contains("Usage: beizhu"), "{english}");
        let by_locale = folder.run_speaking(CHINESE, "", &line, b"").stdout;
        assert!(by_locale.contains("用法：beizhu"), "{by_locale}");
        let asked = folder.run(&[&["--lang", "zh"], &line[..]].concat()).stdout;
        assert_eq!(asked, by_locale);
        let asked_behind = folder.run(&[&line[..], &["--lang=zh"]].concat()).stdout;
        assert_eq!(asked_behind, by_locale);
        let declined = folder.run_speaking(CHINESE, "", &[&line[..], &["--lang", "en"]].concat(), b"").stdout;
        assert_eq!(declined, english);
    }
    assert!(folder.run(&["man", "--lang", "zh"]).stdout.contains(".SH 名称"));
    let script = folder.run(&["completions", "bash", "--lang", "zh"]).stdout;
    assert!(script.contains("--output-format") && script.contains("json"), "{script}");
}

/// What is wrong, and what was probably meant.
#[test]
fn a_refusal_says_what_was_probably_meant() {
    let folder = Folder::new();
    folder.write("draft.csv", CLEAN);
    folder.write("beizhu.toml", "");
    let table: [(&str, [&str; 2], [&str; 2]); 16] = [
        ("chekc", ["no command `chekc`", "did you mean `check`"], ["没有“chekc”这个命令", "是否想写“check”"]),
        (
            "check --output-formt json",
            ["no argument `--output-formt`", "`--output-format`?"],
            ["没有“--output-formt”这个参数", "“--output-format”"],
        ),
        (
            "check --output-format jsno",
            ["no value of", "`json`?"],
            ["不是“--output-format <FORMAT>”", "“json”"],
        ),
        ("check --fail-on waring", ["no value of", "`warning`?"], ["有效取值", "“warning”"]),
        ("completions bsah", ["no value of", "`bash`?"], ["有效取值", "“bash”"]),
        ("check --lang xx", ["no value of", "there are en, zh"], ["有效取值", "可用的有 en、zh"]),
        ("check --on", ["needs a value", "--help"], ["缺少取值", "--help"]),
        ("check --jobs 0", ["0 is not in 1..", "--help"], ["0不在1..", "--help"]),
        (
            "fix --diff --output x",
            ["cannot stand beside", "usage: "],
            ["不能与“--output <PATH>”同时使用", "用法："],
        ),
        ("check -q -q", ["stands there twice", "usage: "], ["重复出现", "用法："]),
        ("explain", ["`<NAME>...` is missing", "usage: "], ["缺少“<NAME>...”", "用法："]),
        ("check --encoding GB1803", ["`GB1803`", "`GB18030`?"], ["不支持“GB1803”", "“GB18030”"]),
        (
            "explain missing-remrak",
            ["nothing is called", "missing-remark"],
            ["没有名为", "是否指：missing-remark"],
        ),
        (
            "explain gravimetric-density",
            ["nothing is called", "gravimetric-energy-density"],
            ["没有名为", "gravimetric-energy-density"],
        ),
        (
            "check drafd.csv",
            ["cannot be read", "did you mean `draft.csv`?"],
            ["无法读取", "是否指“draft.csv”"],
        ),
        (
            "fix drafd.csv",
            ["cannot be read", "did you mean `draft.csv`?"],
            ["没有这个文件", "是否指“draft.csv”"],
        ),
    ];
    for (line, english, chinese) in table {
        let words: Vec<&str> = line.split(' ').collect();
        for (locale, expected) in [("en_US.UTF-8", english), (CHINESE, chinese)] {
            let ended = folder.run_speaking(locale, "", &words, b"");
            assert_eq!(ended.code, 2, "{line}");
            let said = format!("{}{}", ended.stdout, ended.stderr);
            for part in expected {
                assert!(said.contains(part), "{locale} {line}: no `{part}` in\n{said}");
            }
        }
    }
}

/// An undetermined goods line names whom to ask for what, and the end of the report what to hand in.
#[test]
fn nothing_that_is_undetermined_is_a_dead_end() {
    let folder = Folder::new();
    folder.write("a.csv", "商品编号,商品名称,备注\n8507600090,锂离子电池组,\n8479899990,卷绕机,\n");
    for (language, ways) in [
        (
            "en",
            [
                "ask the supplier for a data sheet or test report that gives the gravimetric energy density",
                "ask the supplier for a statement of the use",
                "(出口业务咨询)",
                "5. other papers",
            ],
        ),
        (
            "zh",
            [
                "请供应商提供载明重量能量密度的规格书或检测报告",
                "请供应商提供用途说明",
                "出口业务咨询",
                "5. 海关要求",
            ],
        ),
    ] {
        let report = folder.run(&["check", "a.csv", "--on", program::IN_FORCE, "--lang", language]).stdout;
        // lines break wherever they are full
        let flat = |text: &str| text.split_whitespace().collect::<String>();
        for way in ways {
            assert!(flat(&report).contains(&flat(way)), "no `{way}` in {report}");
        }
    }
}

/// What a parser says of a file is said in Chinese too.
#[test]
fn faults_of_files_are_said_in_chinese() {
    let folder = Folder::new();
    for (text, said) in [
        ("<DecMessage><DecHead>", "文件在元素结束之前中断"),
        ("<DecMessage><DecHead></DecMessage>", "结束标签应为 </DecHead>，而不是 </DecMessage>"),
        ("<DecMessage a=1></DecMessage>", "属性值没有加引号"),
        ("<DecMessage a='1' a='2'></DecMessage>", "同一属性重复出现"),
        ("<DecMessage>&x;</DecMessage>", "实体 &x; 没有定义"),
        ("<DecMessage><!-- </DecMessage>", "注释缺少“-->”"),
    ] {
        folder.write("a.xml", text);
        let ended = folder.run_speaking(CHINESE, "", &["check", "a.xml"], b"");
        assert_eq!(ended.code, 2);
        assert!(ended.stdout.contains(said), "{text}: {}", ended.stdout);
    }
    folder.write("other.toml", "neer = 10\n");
    let refused = folder.run_speaking(CHINESE, "", &["check", "--config", "other.toml"], b"");
    assert!(
        refused.stderr.contains("没有名为“neer”的设置") && refused.stderr.contains("是否想写“near”？"),
        "{}",
        refused.stderr
    );
}
