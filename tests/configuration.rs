//! `beizhu.toml`: its published shape, what is refused and how, and where each setting comes from.

mod program;

use std::collections::BTreeSet;

use program::{CLEAN, DRAFT, Folder, IN_FORCE};
use serde_json::Value;

fn schema() -> Value {
    serde_json::from_str(include_str!("../schemas/beizhu.schema.json")).expect("the schema")
}

/// What a TOML file holds, as JSON.
fn as_json(text: &str) -> Value {
    let table: toml::Table = text.parse().unwrap_or_else(|error| panic!("{error}: {text}"));
    serde_json::to_value(table).expect("JSON")
}

fn faults(text: &str) -> Vec<String> {
    let validator = jsonschema::validator_for(&schema()).expect("a schema");
    validator.iter_errors(&as_json(text)).map(|fault| format!("{}: {fault}", fault.instance_path())).collect()
}

/// The lines of what `init` writes with every setting switched on.
fn switched_on(sample: &str) -> String {
    let is_setting = |line: &&str| {
        line.starts_with("# [") || line.starts_with("# \"") || line.split(' ').nth(2) == Some("=")
    };
    sample.lines().filter(is_setting).map(|line| format!("{}\n", line.trim_start_matches("# "))).collect()
}

#[test]
fn what_init_writes_and_what_it_offers_has_the_published_shape() {
    let folder = Folder::new();
    assert_eq!(folder.run(&["init"]).code, 0);
    let sample = String::from_utf8(folder.read("beizhu.toml")).expect("UTF-8");
    let offered = switched_on(&sample);
    folder.write("a.csv", CLEAN);
    folder.write("law/corpus.toml", "complete_through = 2026-12-31\n");
    for text in [&sample, &offered] {
        assert_eq!(faults(text), [""; 0], "{text}");
        folder.write("beizhu.toml", text);
        let ended = folder.run(&["check", "a.csv", "--encoding", "UTF-8", "--on", IN_FORCE]);
        assert_eq!(ended.code, 0, "{text}{}{}", ended.stdout, ended.stderr);
    }
    let known: BTreeSet<String> = keys(&schema(), "/properties");
    let offered: BTreeSet<String> = as_json(&offered).as_object().expect("a table").keys().cloned().collect();
    let not_offered: Vec<&String> = known.difference(&offered).collect();
    assert_eq!(not_offered, ["profile"], "which few need and docs/configuration.md shows");
}

fn keys(schema: &Value, pointer: &str) -> BTreeSet<String> {
    schema.pointer(pointer).and_then(Value::as_object).expect(pointer).keys().cloned().collect()
}

/// The program names every key that it takes when it meets one that it does not.
#[test]
fn the_keys_of_the_schema_are_those_that_the_program_takes() {
    let folder = Folder::new();
    folder.write("a.csv", CLEAN);
    let profile = "[[profile]]\nname = \"x\"\ndeclaration = \"X\"\nitems = [\"Y\"]\n";
    let item = "[profile.item]\ntariff_line = [\"Z\"]\nname = [\"N\"]\n";
    for (text, pointer) in [
        ("none-such = 1\n".to_owned(), "/properties"),
        (format!("{profile}none-such = 1\n{item}"), "/$defs/profile/properties"),
        (format!("{profile}{item}none-such = 1\n"), "/$defs/item/properties"),
        (format!("{profile}{item}[profile.licences]\nnone-such = 1\n"), "/$defs/licences/properties"),
        (format!("{profile}{item}[profile.remark]\nnone-such = 1\n"), "/$defs/remark/properties"),
        (
            format!("{profile}{item}[profile.remark]\nlimit = {{ none-such = 1 }}\n"),
            "/$defs/remark/properties/limit/properties",
        ),
        (
            format!("{profile}{item}quantities = [{{ none-such = 1 }}]\n"),
            "/$defs/item/properties/quantities/items/properties",
        ),
    ] {
        folder.write("beizhu.toml", &text);
        let ended = folder.run(&["check", "a.csv"]);
        assert_eq!(ended.code, 2, "{text}");
        let help = ended.stderr.lines().find(|line| line.contains("help:")).expect("a help");
        let taken: BTreeSet<String> = help.split('`').skip(1).step_by(2).map(str::to_owned).collect();
        assert_eq!(taken, keys(&schema(), pointer), "{}", ended.stderr);
    }
    folder.write("beizhu.toml", "[columns]\nx = \"none-such\"\n");
    let ended = folder.run(&["check", "a.csv"]);
    let roles = schema().pointer("/$defs/role/enum").and_then(Value::as_array).expect("roles").clone();
    for role in roles {
        assert!(ended.stderr.contains(&format!("`{}`", role.as_str().expect("a role"))), "{}", ended.stderr);
    }
}

#[test]
fn what_is_wrong_is_named_at_its_place_with_the_cure_in_both_languages() {
    let folder = Folder::new();
    folder.write("a.csv", CLEAN);
    let table: [(&str, &str, &str, &str); 15] = [
        (
            "# ours\nremark-langauge = \"zh\"\n",
            "2:1",
            "did you mean `remark-language`?",
            "是否想写“remark-language”",
        ),
        ("[columns]\nx = \"tarif-line\"\n", "2:5", "did you mean `tariff-line`?", "是否想写“tariff-line”"),
        ("fail-on = \"warnings\"\n", "1:11", "did you mean `warning`?", "是否想写“warning”"),
        ("near = 10\n", "1:8", "a whole number stands where a table belongs", "此处应为表，而写的是整数"),
        (
            "lang = 5\n",
            "1:8",
            "another kind of value stands where a text in quotes belongs",
            "此处应为带引号的文本",
        ),
        ("law = \"law\"\n", "1:7", "a text in quotes stands where a list belongs", "此处应为列表"),
        (
            "max-law-age = -1\n",
            "1:15",
            "`-1` stands where a whole number that is not negative belongs",
            "而写的是“-1”",
        ),
        ("[near]\ndefault = \"ten\"\n", "2:11", "`\"ten\"` is not a percentage", "不是百分比"),
        ("[near]\ndefault = 100.5\n", "2:11", "from 0 to 100", "0到100之间"),
        (
            "[near]\ngravimetric-density = 5\n",
            "2",
            "did you mean `gravimetric-energy-density`?",
            "是否想写“gravimetric-energy-density”",
        ),
        (
            "[severity]\nmissing-uze = \"note\"\n",
            "2:1",
            "did you mean `missing-use`?",
            "是否想写“missing-use”",
        ),
        ("[severity]\nmissing-remark = \"note\"\n", "2:18", "is an error, and stays one", "不能降级"),
        ("[severity]\nmissing-use = \"off\"\n", "2:15", "no finding can be switched off", "不能关闭"),
        ("[[profile]]\nname = \"x\"\n", "1:1", "is missing here", "此处缺少"),
        ("lang = \"zh\"\nlang = \"en\"\n", "2:1", "it is not written as TOML is", "不符合 TOML 的写法"),
    ];
    for (text, place, en, zh) in table {
        folder.write("beizhu.toml", text);
        for (language, says) in [("en", en), ("zh", zh)] {
            let ended = folder.run(&["check", "a.csv", "--lang", language]);
            assert_eq!(ended.code, 2, "{text}");
            let flat = ended.stderr.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(flat.contains(&format!("beizhu.toml:{place}")), "{flat}");
            assert!(flat.contains(says), "{text}: {flat}");
        }
    }
}

#[test]
fn a_hostile_file_ends_in_a_clear_error() {
    let folder = Folder::new();
    folder.write("a.csv", CLEAN);
    let nested = format!("columns = {}{}", "[".repeat(100_000), "]".repeat(100_000));
    let gbk = encoding_rs::GBK.encode("# 本公司的设置\n[columns]\n").0.into_owned();
    let utf16: Vec<u8> = "\u{FEFF}lang = \"zh\"\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (name, bytes, says) in [
        ("huge", vec![b'#'; 17 << 20], "holds more than 16 MB"),
        ("nested", nested.into_bytes(), "not written as TOML is"),
        ("GBK", gbk, ":1:3: "),
        ("UTF-16", utf16, "save it as UTF-8"),
        ("NUL", b"lang = \"\0\"\n".to_vec(), ":1:9: "),
    ] {
        folder.write("beizhu.toml", bytes);
        let ended = folder.run(&["check", "a.csv"]);
        assert_eq!(ended.code, 2, "{name}");
        assert!(ended.stderr.contains(says), "{name}: {}", ended.stderr);
        assert!(ended.stderr.contains("help:") && ended.stderr.contains("beizhu.toml"), "{}", ended.stderr);
    }
    std::fs::remove_file(folder.path().join("beizhu.toml")).expect("gone");
    std::fs::create_dir(folder.path().join("beizhu.toml")).expect("a folder");
    let ended = folder.run(&["check", "a.csv"]);
    assert_eq!(ended.code, 2);
    assert!(ended.stderr.contains("not a regular file"), "{}", ended.stderr);
    assert_eq!(folder.run(&["check", "a.csv", "--isolated"]).code, 0);
    assert_eq!(folder.run(&["check", "a.csv", "--config", "none.toml"]).code, 2);
    assert_eq!(folder.run(&["check", "a.csv", "--config", "a.toml", "--isolated"]).code, 2);
}

#[test]
fn what_editors_leave_in_a_file_is_no_fault() {
    let folder = Folder::new();
    folder.write("a.csv", CLEAN);
    folder.write("beizhu.toml", "\u{FEFF}lang = \"zh\"\r\n\r\n[near]\r\ndefault = 5\r\n");
    let ended = folder.run(&["check", "a.csv", "--on", IN_FORCE]);
    assert!(ended.stdout.contains("相差不超过5%"), "{}{}", ended.stdout, ended.stderr);
    folder.write("beizhu.toml", "\u{FEFF}\r\nlang = 5\r\n");
    assert!(folder.run(&["check", "a.csv"]).stderr.contains("beizhu.toml:2:8"));
}

#[test]
fn margins_differ_by_parameter() {
    let folder = Folder::new();
    folder
        .write("a.csv", "项号,商品编号,商品名称,规格型号,备注\n1,8507600090,锂离子电池,比能量：280Wh/kg,\n");
    let of = |arguments: &[&str]| {
        let ended = folder
            .run(&[&["check", "a.csv", "--output-format", "json", "--on", IN_FORCE], arguments].concat());
        let report: Value = serde_json::from_str(&ended.stdout).expect("a report");
        (report["files"][0]["items"][0]["determination"].clone(), report["near_percent_of"].clone())
    };
    assert_eq!(of(&[]), ("near".into(), serde_json::json!({})));
    folder.write("beizhu.toml", "[near]\ngravimetric-energy-density = 2.5\n");
    assert_eq!(of(&[]), ("clear".into(), serde_json::json!({ "gravimetric-energy-density": 2.5 })));
    assert_eq!(of(&["--near", "10"]), ("near".into(), serde_json::json!({})));
    let text = folder.run(&["check", "a.csv", "--on", IN_FORCE]).stdout;
    assert!(text.contains("up to 10 % from a limit (gravimetric energy density 2.5 %)"), "{text}");
    folder.write("beizhu.toml", "[near]\ndefault = 2\ngravimetric-energy-density = 7\n");
    let text = folder.run(&["check", "a.csv", "--on", IN_FORCE]).stdout;
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("by no more than 7 %") && text.contains("7 % is this program's policy"), "{text}");
}

#[test]
fn severities_are_the_users_but_an_error_stays_one() {
    let folder = Folder::new();
    folder.write("a.csv", "商品编号,商品名称,备注\n8479899990,卷绕机,\n");
    let check = |arguments: &[&str]| folder.run(&[&["check", "a.csv", "--on", IN_FORCE], arguments].concat());
    assert_eq!((check(&[]).code, check(&["--fail-on", "error"]).code), (1, 0));
    folder.write("beizhu.toml", "[severity]\nmissing-use = \"error\"\n");
    assert_eq!(check(&["--fail-on", "error"]).code, 1);
    assert!(check(&[]).stdout.contains("1 error, 0 warnings"), "{}", check(&[]).stdout);
    folder.write("beizhu.toml", "[severity]\nmissing-use = \"note\"\n");
    let noted = check(&[]);
    assert_eq!(noted.code, 0);
    assert!(noted.stdout.contains("note[missing-use]"), "{}", noted.stdout);
    folder.write("beizhu.toml", "[severity]\nmissing-remark = \"error\"\n");
    assert_eq!(check(&[]).code, 1, "what it is anyway may be written");
}

#[test]
fn law_that_is_too_old_is_an_error() {
    let folder = Folder::new();
    folder.write("a.csv", CLEAN);
    folder.write("law/corpus.toml", "complete_through = 2026-12-31\n");
    for (days, on, code) in
        [(30, "2027-01-30", 0), (30, "2027-01-31", 1), (0, "2027-01-01", 1), (0, "2026-12-31", 0)]
    {
        folder.write("beizhu.toml", format!("law = [\"law\"]\nmax-law-age = {days}\nfail-on = \"error\"\n"));
        let ended = folder.run(&["check", "a.csv", "--on", on]);
        assert_eq!(ended.code, code, "{days} {on}: {}", ended.stdout);
        assert_eq!(ended.stdout.contains("(max-law-age)"), code == 1, "{}", ended.stdout);
    }
}

#[test]
fn config_shows_what_holds_and_where_it_comes_from() {
    let folder = Folder::new();
    folder.write(
        "beizhu.toml",
        "fail-on = \"note\"\nlaw = [\"law\"]\n[near]\ndefault = 7.50\n[severity]\nmissing-use = \"error\"\n\
         [columns]\n\"货物税目\" = \"tariff-line\"\n",
    );
    folder.write("law/corpus.toml", "complete_through = 2026-12-31\n");
    folder.write("in/a.csv", DRAFT);
    let ended = folder.run_in("in", &["config", "--remark-language", "zh"], b"");
    let row = |name: &str| {
        let line = ended.stdout.lines().find(|line| line.starts_with(&format!("{name} ")));
        line.unwrap_or_else(|| panic!("{name}: {}{}", ended.stdout, ended.stderr))
            .split("  ")
            .map(str::trim)
            .filter(|cell| !cell.is_empty())
            .collect::<Vec<_>>()
    };
    let place = |line: usize| {
        folder.path().canonicalize().expect("it").join(format!("beizhu.toml:{line}")).display().to_string()
    };
    for (name, value, origin) in [
        ("near.default", "7.5 %", place(4)),
        ("severity.missing-use", "error", place(6)),
        ("severity.missing-remark", "error", "default".to_owned()),
        ("fail-on", "note", place(1)),
        ("remark-language", "zh", "command line".to_owned()),
        ("encoding", "auto", "default".to_owned()),
        ("columns.货物税目", "tariff-line", place(8)),
    ] {
        assert_eq!(row(name), [name, value, &origin]);
    }
    let chinese = folder.run_in("in", &["config", "--lang", "zh"], b"").stdout;
    assert!(chinese.contains("命令行") && chinese.contains("默认"), "{chinese}");
    let json = folder.run_in("in", &["config", "--output-format", "json"], b"").stdout;
    let sheet: Value = serde_json::from_str(&json).expect("JSON");
    let rows = sheet["settings"].as_array().expect("settings");
    let near = rows.iter().find(|row| row["name"] == "near.default").expect("near");
    assert_eq!((&near["from"], &near["line"], &near["value"]), (&"file".into(), &4.into(), &"7.5 %".into()));
    let names: BTreeSet<&str> =
        rows.iter().filter_map(|row| row["name"].as_str()?.split('.').next()).collect();
    let optional: BTreeSet<&str> = ["include", "exclude", "profile"].into();
    let keys = keys(&schema(), "/properties");
    let missing: Vec<&String> =
        keys.iter().filter(|key| !names.contains(key.as_str()) && !optional.contains(key.as_str())).collect();
    assert_eq!(missing, Vec::<&String>::new());
    let isolated = folder.run_in("in", &["config", "--isolated"], b"").stdout;
    assert!(isolated.contains("near.default") && !isolated.contains("beizhu.toml"), "{isolated}");
}
