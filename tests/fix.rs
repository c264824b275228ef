//! `beizhu fix` as users run it.

mod program;

use program::{CLEAN, DRAFT, Folder, IN_FORCE};

#[test]
fn a_diff_does_not_hide_what_it_cannot_mend() {
    let folder = Folder::new();
    folder.write("a.csv", DRAFT);
    folder.write("clean.csv", CLEAN);
    folder.write(
        "mended.csv",
        "商品编号,商品名称,规格型号,备注\n3801909000,人造石墨负极材料,用于锂离子电池,\n",
    );
    for (name, left) in [("a.csv", Some("warnings 1")), ("mended.csv", None), ("clean.csv", None)] {
        let ended = folder.run(&["fix", "--diff", name, "--on", IN_FORCE]);
        match left {
            Some(left) => assert!(ended.stderr.contains(left), "{}", ended.stderr),
            None => assert_eq!(ended.stderr, "", "{name}"),
        }
    }
    let quiet = folder.run(&["fix", "--diff", "a.csv", "--on", IN_FORCE, "--quiet"]);
    assert_eq!(quiet.stderr, "");
}
