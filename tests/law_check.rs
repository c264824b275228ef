//! `beizhu law check`: every fault of an act in one run, each at its place with its cure; and nothing
//! to say of the acts that are built in.

mod program;

use program::Folder;

/// An invented act with one fault of each kind. What stands behind `#!` is the name and a word of what is
/// said of that line.
const BROKEN: &str = r#"[announcement]
id = "x-2026-9" #! uncited source
title = { zh = "题", en = "title" }
issuers = ["X"]
effective = 2026-01-01
source = ""

[use.making]
text = { zh = "用于制造", en = "for making" }
any = ["制造"]

[[control]]
code = "9Z901.a"
clause = "一"
text = { zh = "物", en = "thing" }
tariff_lines = [
  "123", #! refused tariff
  "8507.60.00", #! refused tariff
]
named_use = "using" #! refused use.using
goods = { any = ["九号甲"] }

[[control]]
code = "9Z901.b"
clause = "二"
text = { zh = "物", en = "thing" }
goods = { any = ["九号乙"], substances = ["unobtainium"], forms = ["metal"] } #! refused unobtainium
[control.when]
all = [
  { parameter = "purity", at_least = "99 stone" }, #! refused stone
  { parameter = "purity", at_least = "99 %", below = "98 %" }, #! refused value
  { parameter = "beauty", above = "1" }, #! refused beauty
]

[[control]]
code = "9Z901.c"
clause = "三"
text = { zh = "物", en = "thing" }
goods = { any = ["九号丙"] }

[[control]]
code = "9Z901.c" #! refused twice
clause = "三"
text = { zh = "物", en = "thing" }
goods = { any = ["九号丁"] }

[[control]]
code = "9Z901.d" #! unreachable-entry 9Z901.d
clause = "四"
text = { zh = "物", en = "thing" }
goods = { any = ["九号戊"], none = ["九号戊"] }

[[control]]
code = "9Z901.e" #! unreachable-entry 9Z901.e
clause = "五"
text = { zh = "物", en = "thing" }
goods = { any = ["九号己"] }
when = { all = [{ parameter = "purity", above = "99 %" }, { parameter = "purity", below = "98 %" }] }

[[control]]
code = "9Z901.f" #! unreachable-term 九号庚
clause = "六"
text = { zh = "物", en = "thing" }
goods = { any = ["九号庚", "九号辛"], none = ["九号庚"] }

[[control]]
code = "9Z901.g" #! missing-example 9Z901.g
clause = "七"
text = { zh = "物", en = "thing" }
goods = { any = ["九号壬"] }

[[example]]
item = { name = "九号" }
expect = "controlled"
codes = ["9Z901.c", "9Z901.d", "9Z901.e", "9Z901.f"]

[[suspend]]
announcements = ["x-2026-8", "x-2025-1"] #! refused x-2025-1
codes = ["9Z900"] #! refused 9Z900
from = 2026-02-01
until = 2026-12-01

[[suspend]]
announcements = ["x-2026-8"] #! ended-suspension 2026-03-01
from = 2026-02-01
until = 2026-03-01

[[revoke]]
announcements = ["x-2026-8"]
clauses = ["九"] #! refused clause
from = 2027-01-01
"#;

/// Another, whose words and code meet those of the first and of the built-in law.
const BESIDE: &str = r#"[announcement]
id = "x-2026-8"
title = { zh = "题", en = "title" }
issuers = ["X"]
effective = 2026-01-01
source = "invented"

[[control]]
code = "9Z801"
clause = "一"
text = { zh = "物", en = "thing" }
goods = { any = ["九号丙"] }

[[control]]
code = "9Z901.g"
clause = "二"
text = { zh = "物", en = "thing" }
goods = { any = ["八号"] }

[[example]]
item = { name = "九号丙" }
expect = "controlled"
codes = ["9Z801", "9Z901.g"]
"#;

fn folder(acts: &[(&str, &str)]) -> Folder {
    let folder = Folder::new();
    for (name, text) in acts {
        folder.write(&format!("law/{name}"), text);
    }
    folder
}

fn checked(folder: &Folder, language: &str) -> (i32, Vec<String>) {
    let ended = folder.run(&["law", "check", "--law", "law", "--on", "2026-10-09", "--lang", language]);
    (ended.code, ended.stdout.lines().map(str::to_owned).collect())
}

#[test]
fn every_fault_is_named_at_its_line_in_one_run() {
    let folder = folder(&[("broken.toml", BROKEN), ("beside.toml", BESIDE)]);
    for language in ["en", "zh"] {
        let (code, mut lines) = checked(&folder, language);
        assert_eq!(code, 1);
        for (number, line) in (1..).zip(BROKEN.lines()) {
            let Some((_, fault)) = line.split_once("#! ") else { continue };
            let (name, word) = fault.split_once(' ').expect("a name and a word");
            // words of one language only are names of the file in the other
            let is_it = |said: &String| {
                said.contains(&format!("broken.toml:{number}:"))
                    && said.contains(&format!("[{name}]"))
                    && (language == "zh" || said.contains(word))
            };
            let at = lines.iter().position(is_it);
            let at = at.unwrap_or_else(|| panic!("{number}: {fault}\n{}", lines.join("\n")));
            lines.remove(at);
        }
        for name in ["[overlap]", "[code-twice]"] {
            let at = lines.iter().position(|said| said.contains(name));
            lines.remove(at.unwrap_or_else(|| panic!("{name}\n{}", lines.join("\n"))));
        }
        assert_eq!(lines, Vec::<String>::new(), "nothing else is said");
    }
}

#[test]
fn what_is_told_apart_or_meant_is_no_overlap() {
    for (said, is_overlap) in [
        ("", true),
        ("not_under = [\"9Z901.c\"]\n", false),
        ("also_under = [\"9Z901.c\"]\n", false),
        ("when = { parameter = \"purity\", above = \"99 %\" }\n", false),
        ("technology = true\n", false),
    ] {
        let other = "[announcement]\nid = \"x-2026-9\"\ntitle = { zh = \"题\", en = \"title\" }\nissuers = [\"X\"]\n\
            effective = 2026-01-01\nsource = \"invented\"\n[[control]]\ncode = \"9Z901.c\"\nclause = \"一\"\n\
            text = { zh = \"物\", en = \"thing\" }\ngoods = { any = [\"九号丙\"] }\n\
            [[example]]\nitem = { name = \"九号丙\" }\nexpect = \"controlled\"\ncodes = [\"9Z901.c\"]\n";
        let beside = BESIDE.replacen("clause = \"一\"\n", &format!("clause = \"一\"\n{said}"), 1);
        let (_, lines) = checked(&folder(&[("one.toml", &beside), ("other.toml", other)]), "en");
        assert_eq!(lines.iter().any(|line| line.contains("[overlap]")), is_overlap, "{said}{lines:?}");
    }
}

#[test]
fn a_file_that_is_no_act_hides_no_other() {
    let folder = folder(&[("a.toml", "id = "), ("b.toml", "[announcement]\nid = 7\n"), ("c.toml", BESIDE)]);
    let (code, lines) = checked(&folder, "en");
    let refused: Vec<&String> = lines.iter().filter(|line| line.contains("[refused]")).collect();
    assert_eq!((code, refused.len()), (1, 2), "{lines:?}");
    assert!(refused[0].contains("a.toml:1:") && refused[1].contains("b.toml:"), "{refused:?}");
}
