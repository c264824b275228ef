//! Accepted findings: what holds, what opens again and why, and what can never be accepted.

mod program;

use program::{Ended, Folder, IN_FORCE};
use serde_json::Value;

/// A machine of unstated use, a battery without its value, a controlled line, a close one.
const DRAFT: &str = "项号,商品编号,商品名称,规格型号,备注\n\
    1,8479899990,卷绕机,全自动,\n\
    2,8507600090,锂离子电池组,储能用,\n\
    3,3801909000,人造石墨负极材料,用于锂离子电池,\n\
    4,8507600090,锂离子电池,比能量：280Wh/kg,\n";

const FILE: &str = "beizhu.accepted.toml";

/// The names of the findings that stand and of those that are accepted, sorted.
fn findings(ended: &Ended) -> (Vec<String>, Vec<String>) {
    let report: Value = serde_json::from_str(&ended.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}{}", ended.stdout, ended.stderr));
    let schema: Value =
        serde_json::from_str(include_str!("../schemas/report.schema.json")).expect("the schema");
    jsonschema::validate(&schema, &report).unwrap_or_else(|fault| panic!("{fault}"));
    let files = report["files"].as_array().expect("files");
    let items = files.iter().flat_map(|file| file["items"].as_array().expect("items"));
    let all = files.iter().chain(items).flat_map(|one| one["findings"].as_array().expect("findings"));
    let (accepted, open): (Vec<&Value>, Vec<&Value>) = all.partition(|finding| finding["accepted"] == true);
    assert_eq!(report["summary"]["accepted"], accepted.len());
    let names = |findings: Vec<&Value>| {
        let mut names: Vec<String> =
            findings.iter().map(|finding| finding["name"].as_str().expect("a name").to_owned()).collect();
        names.retain(|name| name != "unverified-law");
        names.sort();
        names
    };
    (names(open), names(accepted))
}

fn check(folder: &Folder, arguments: &[&str]) -> (Vec<String>, Vec<String>) {
    let standard = ["check", "--output-format", "json", "--on", IN_FORCE];
    findings(&folder.run(&[&standard, arguments].concat()))
}

/// A folder in which the findings of the draft at items 1 and 2 are accepted.
fn accepted(draft: &str) -> Folder {
    let folder = Folder::new();
    folder.write("in/a.csv", draft);
    folder.write("beizhu.toml", "");
    let ended = folder.run(&["check", "in/a.csv", "--accept", "--on", IN_FORCE]);
    assert_eq!(ended.code, 1, "{}", ended.stderr);
    assert!(ended.stderr.contains("2 written to"), "{}", ended.stderr);
    reason(&folder);
    folder
}

fn reason(folder: &Folder) {
    edit(folder, |text| {
        text.replace("reason = \"\"", "reason = \"asked\"").replace("by = \"\"", "by = \"desk 3\"")
    });
}

fn edit(folder: &Folder, change: impl Fn(String) -> String) {
    let text = String::from_utf8(folder.read(FILE)).expect("UTF-8");
    let changed = change(text.clone());
    assert_ne!(text, changed, "nothing was edited");
    folder.write(FILE, changed);
}

#[test]
fn what_is_accepted_with_a_reason_no_longer_counts() {
    let folder = accepted(DRAFT);
    let standing =
        (vec!["missing-remark".to_owned(); 2], vec!["missing-parameter".into(), "missing-use".into()]);
    assert_eq!(check(&folder, &["in"]), standing);
    let text = folder.run(&["check", "in", "--on", IN_FORCE]).stdout;
    assert!(text.contains("2 errors, 0 warnings, 1 note, 2 accepted"), "{text}");
    assert!(!text.contains("missing-use"), "{text}");
    let from_within =
        folder.run_in("in", &["check", "a.csv", "--output-format", "json", "--on", IN_FORCE], b"");
    assert_eq!(findings(&from_within), standing, "from any folder");
    let isolated = folder.run(&["check", "in", "--isolated", "--output-format", "json", "--on", IN_FORCE]);
    assert_eq!(findings(&isolated).1, [""; 0]);
    let of_draft = |draft: &str| {
        folder.write("in/a.csv", draft);
        folder.run(&["check", "in", "--on", IN_FORCE]).code
    };
    let accepted_alone: String = DRAFT.lines().take(3).map(|line| format!("{line}\n")).collect();
    assert_eq!(of_draft(&accepted_alone), 0);
    let fixed = folder.run(&["fix", "in", "--on", IN_FORCE]);
    assert_eq!(fixed.code, 0, "nothing is left: {}", fixed.stdout);
}

#[test]
fn what_rests_on_other_values_or_other_law_stands_again() {
    let (missing_use, outdated) = ("missing-use".to_owned(), "outdated-acceptance".to_owned());
    let folder = accepted(DRAFT);
    folder.write("in/a.csv", DRAFT.replace("全自动", "半自动"));
    let (open, _) = check(&folder, &["in"]);
    assert!(open.contains(&missing_use) && open.contains(&outdated), "{open:?}");
    let text = folder.run(&["check", "in", "--on", IN_FORCE]).stdout;
    let flat = text.split_whitespace().filter(|word| *word != "│").collect::<Vec<_>>().join(" ");
    assert!(
        flat.contains("accepted was `specification: 全自动`, and the draft now has `specification: 半自动`"),
        "{flat}"
    );
    assert!(text.contains(&format!("{FILE}:6:")), "{text}");
    // what people write into the remarks is no matter to a finding about the use
    folder.write("in/a.csv", DRAFT.replace("全自动,", "全自动,请尽快放行"));
    assert_eq!(check(&folder, &["in"]).1.len(), 2);
    // an act that touches neither entry leaves the acceptances as they are; one that does opens them
    let act = |codes: &str| {
        format!(
            "[announcement]\nid = \"x-2026-9\"\ntitle = {{ zh = \"甲\", en = \"a\" }}\nissuers = [\"X\"]\n\
             issued = 2026-11-01\neffective = 2026-11-10\nsource = \"a test\"\n[[revoke]]\n\
             announcements = [\"mofcom-gacc-2025-58\"]\ncodes = [\"{codes}\"]\nfrom = 2026-11-10\n"
        )
    };
    folder.write("law/x.toml", act("3C901.a.1"));
    assert_eq!(check(&folder, &["in", "--law", "law"]).1.len(), 2);
    folder.write("law/x.toml", act("3A001"));
    let (open, accepted) = check(&folder, &["in", "--law", "law"]);
    assert_eq!(accepted, ["missing-use"], "{open:?}");
    // on another day the law may be another
    let suspended = folder.run(&["check", "in", "--on", "2026-10-01", "--output-format", "json"]);
    assert!(findings(&suspended).0.contains(&"dead-acceptance".to_owned()));
}

#[test]
fn what_fits_nothing_is_dead_where_its_draft_was_looked_at() {
    let folder = accepted(DRAFT);
    folder.write("in/b.csv", "商品编号,商品名称,备注\n9401710000,办公椅,\n");
    assert_eq!(check(&folder, &["in/b.csv"]), (vec![], vec![]), "nothing is known of the other draft");
    folder.write("in/a.csv", DRAFT.replace("1,8479899990,卷绕机,全自动,\n", ""));
    let (open, accepted) = check(&folder, &["in"]);
    assert_eq!(accepted, ["missing-parameter"]);
    assert!(open.contains(&"dead-acceptance".to_owned()), "{open:?}");
}

#[test]
fn a_declaration_keeps_its_acceptances_wherever_it_lies() {
    let draft = "海关编号,项号,商品编号,商品名称,备注\nD1,1,8479899990,卷绕机,\nD2,1,8479899990,卷绕机,\n";
    let folder = accepted(draft);
    std::fs::rename(folder.path().join("in/a.csv"), folder.path().join("b.csv")).expect("moved");
    let (open, accepted) = check(&folder, &["b.csv"]);
    assert_eq!((open.len(), accepted.len()), (0, 2));
    folder.write("b.csv", draft.replace("D2", "D3"));
    let (open, accepted) = check(&folder, &["b.csv"]);
    assert_eq!((open, accepted.len()), (vec!["missing-use".to_owned()], 1), "D2 was not looked at");
    folder.write("in/a.csv", draft.replace("D2", "D3"));
    let (open, _) = check(&folder, &["in"]);
    assert!(open.contains(&"dead-acceptance".to_owned()), "the draft no longer holds D2: {open:?}");
}

#[test]
fn rows_of_one_number_are_told_apart_by_their_values() {
    let folder =
        accepted("项号,商品编号,商品名称,规格型号,备注\n1,8479899990,卷绕机,甲,\n1,8479899990,卷绕机,乙,\n");
    assert_eq!(check(&folder, &["in"]), (vec![], vec!["missing-use".to_owned(); 2]));
}

#[test]
fn an_acceptance_without_a_reason_or_behind_its_day_counts_for_nothing() {
    for (from, to, finding) in [
        ("reason = \"asked\"", "reason = \" \"", "unreasoned-acceptance"),
        ("by = \"desk 3\"", "by = \"\"", "unreasoned-acceptance"),
    ] {
        let folder = accepted(DRAFT);
        edit(&folder, |text| text.replacen(from, to, 1));
        let (open, accepted) = check(&folder, &["in"]);
        assert_eq!(accepted, ["missing-parameter"], "{to}");
        assert!(open.contains(&finding.to_owned()), "{open:?}");
    }
    let folder = accepted(DRAFT);
    let until = |until: &str| {
        edit(&folder, |text| {
            let day = text.split("until = ").nth(1).expect("a day")[..10].to_owned();
            text.replace(&day, until)
        });
    };
    let expired = |on: &str| {
        let ended = folder.run(&["check", "in", "--output-format", "json", "--on", on]);
        findings(&ended).0.iter().filter(|name| *name == "expired-acceptance").count()
    };
    until("2099-11-12");
    assert_eq!((expired("2099-11-12"), expired("2099-11-13")), (0, 2), "the draft is judged for a later day");
    until("2001-01-01");
    assert_eq!(expired(IN_FORCE), 2, "today is a later day");
}

#[test]
fn controlled_goods_and_what_fix_writes_are_never_accepted() {
    let folder = accepted(DRAFT);
    let ended = folder.run(&["check", "in", "--accept", "--on", IN_FORCE]);
    for said in ["0 written", "1 cannot be accepted: the goods are controlled", "1 need no acceptance"] {
        assert!(ended.stderr.contains(said), "{}", ended.stderr);
    }
    for (item, line) in [(3, "3801909000"), (4, "8507600090")] {
        let folder = accepted(DRAFT);
        edit(&folder, |text| {
            let entry = format!(
                "\n[[accepted]]\nfinding = \"missing-remark\"\nfile = \"in/a.csv\"\nitem = {item}\n\
                 values = [\"tariff-line: {line}\"]\nlaw = \"0\"\nreason = \"x\"\nby = \"x\"\nuntil = 2099-12-31\n"
            );
            text + &entry
        });
        let (open, accepted) = check(&folder, &["in"]);
        assert_eq!(accepted.len(), 2);
        let forbidden = ["forbidden-acceptance", "missing-remark", "missing-remark"];
        assert_eq!(open, forbidden, "item {item}");
    }
}

#[test]
fn accept_adds_and_keeps_what_people_wrote() {
    let folder = Folder::new();
    folder.write("a.csv", DRAFT);
    folder.write("beizhu.toml", "accepted = \"ours/known.toml\"\n");
    let ours = "# ours\r\n\r\n[[accepted]] # first\r\nfinding = 'missing-use'\r\nfile = 'z.csv'\r\nitem = 7\r\n\
                values = []\r\nlaw = ''\r\nreason = 'r'\r\nby = 'b'\r\nuntil = 2099-01-01\r\n# last word";
    folder.write("ours/known.toml", ours);
    let run = || folder.run(&["check", "a.csv", "--accept", "--on", IN_FORCE]);
    assert!(run().stderr.contains("2 written"), "{}", run().stderr);
    let text = String::from_utf8(folder.read("ours/known.toml")).expect("UTF-8");
    assert!(text.starts_with(ours), "{text}");
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    assert!(text.contains("file = \"../a.csv\""), "{text}");
    assert!(run().stderr.contains("0 written"), "what stands there already is not written again");
    assert_eq!(String::from_utf8(folder.read("ours/known.toml")).expect("UTF-8"), text);
    let faults = folder.run(&["check", "a.csv", "--output-format", "json", "--on", IN_FORCE]);
    assert_eq!(findings(&faults).0.iter().filter(|name| *name == "unreasoned-acceptance").count(), 2);
}

#[test]
fn a_faulty_file_is_refused_at_its_place() {
    let folder = Folder::new();
    folder.write("a.csv", DRAFT);
    let whole = "[[accepted]]\nfinding = \"missing-use\"\nfile = \"a.csv\"\nitem = 1\nvalues = []\nlaw = \"\"\n\
                 reason = \"\"\nby = \"\"\nuntil = 2099-01-01\n";
    for (text, place, says) in [
        (whole.replace("missing-use", "missing-uze"), "2:11", "did you mean `missing-use`?"),
        (whole.replace("until = 2099-01-01\n", ""), "1:1", "`until` is missing"),
        (whole.replace("reason =", "raeson ="), "7:1", "did you mean `reason`?"),
        (whole.replace("item = 1", "item = \"1\""), "4:8", "a text in quotes stands where a whole number"),
        (whole.replace("2099-01-01", "2099-02-30"), "9:", "TOML"),
        ("accepted = [\n".to_owned(), "", "TOML"),
    ] {
        folder.write(FILE, &text);
        let ended = folder.run(&["check", "a.csv"]);
        assert_eq!(ended.code, 2, "{text}");
        assert!(ended.stderr.contains(&format!("{FILE}:{place}")), "{}", ended.stderr);
        assert!(ended.stderr.contains(says), "{}", ended.stderr);
    }
    folder.write(FILE, "accepted = []\n");
    let ended = folder.run(&["check", "a.csv", "--accept", "--on", IN_FORCE]);
    assert_eq!(ended.code, 2, "{}", ended.stderr);
    assert_eq!(folder.read(FILE), b"accepted = []\n");
}
