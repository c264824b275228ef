//! Where reports go: several at once, each whole or not at all.

use std::fs;

use super::program::{DRAFT, Folder, IN_FORCE};

fn with_draft() -> Folder {
    let folder = Folder::new();
    folder.write("a.csv", DRAFT);
    folder
}

#[test]
fn one_run_writes_each_file_in_the_format_of_its_name() {
    let folder = with_draft();
    let names = ["r.txt", "r.json", "r.sarif", "r.sarif.json", "r.xml", "r.csv", "r.html", "R.HTM"];
    let files = names.iter().flat_map(|name| ["--output-file", name]);
    let arguments: Vec<&str> = ["check", "a.csv", "--on", IN_FORCE].into_iter().chain(files).collect();
    let ended = folder.run(&arguments);
    assert_eq!((ended.code, ended.stdout.as_str()), (1, ""), "{}", ended.stderr);
    assert!(ended.stderr.contains("3 goods lines") && ended.stderr.contains("r.html"), "{}", ended.stderr);
    for (name, format) in names.iter().zip(["text", "json", "sarif", "sarif", "junit", "csv", "html", "html"])
    {
        let alone = folder.run(&["check", "a.csv", "--on", IN_FORCE, "--output-format", format]);
        assert_eq!(String::from_utf8_lossy(&folder.read(name)), alone.stdout, "{name}");
    }
    let left = fs::read_dir(folder.path()).expect("the folder").count();
    assert_eq!(left, names.len() + 1, "nothing else is left behind");
}

#[test]
fn the_standard_output_is_one_of_the_places() {
    let folder = with_draft();
    let ended = folder.run(&[
        "check",
        "a.csv",
        "--on",
        IN_FORCE,
        "--output-format",
        "github",
        "--output-file",
        "-",
        "--output-file",
        "r.json",
    ]);
    assert!(ended.stdout.starts_with("::error file=a.csv"), "{}", ended.stdout);
    assert!(folder.read("r.json").starts_with(b"{"));
    assert_eq!(ended.stderr, "");
    let text =
        folder.run(&["check", "a.csv", "--on", IN_FORCE, "--output-file", "-", "--output-file", "r.csv"]);
    assert!(
        text.stdout.contains("1 of the kind of no control entry") || text.stdout.contains("--all-items"),
        "the text leaves out what the table lists: {}",
        text.stdout
    );
}

#[test]
fn a_format_that_is_named_holds_for_one_file() {
    let folder = with_draft();
    let ended = folder.run(&["check", "a.csv", "--output-format", "json", "--output-file", "r.out"]);
    assert_eq!(ended.code, 1, "{}", ended.stderr);
    assert!(folder.read("r.out").starts_with(b"{"));
}

#[test]
fn what_cannot_be_meant_is_refused() {
    let folder = with_draft();
    for (arguments, words) in [
        (&["--output-file", "r.out"][..], "does not say which format"),
        (&["--output-file", "r"], "does not say which format"),
        (&["--output-file", "r.csv", "--output-file", "./r.csv"], "named twice"),
        (&["--output-file", "-", "--output-file", "-"], "named twice"),
        (&["--output-format", "json", "--output-file", "r.json", "--output-file", "r.csv"], "several files"),
        (&["--output-file", "r.html", "--output-file", "a.csv"], "one of the drafts"),
        (&["--output-file", "r.html", "--output-file", "no/r.csv"], "cannot be written"),
    ] {
        let ended = folder.run(&[&["check", "a.csv"], arguments].concat());
        assert_eq!(ended.code, 2, "{arguments:?}");
        assert!(ended.stderr.contains(words), "{arguments:?}: {}", ended.stderr);
        let left = fs::read_dir(folder.path()).expect("the folder").count();
        assert_eq!(left, 1, "{arguments:?}: nothing is written");
    }
    let ended = folder.run(&["fix", "a.csv", "--output", "r.txt", "--output-file", "./r.txt"]);
    assert_eq!(ended.code, 2);
    assert!(ended.stderr.contains("the fixed draft goes there"), "{}", ended.stderr);
}

/// A report that cannot be ended leaves the one of yesterday as it was.
#[test]
fn a_report_that_breaks_off_takes_no_place() {
    let folder = Folder::new();
    folder.write("r.html", "yesterday");
    folder.write("d/readme.txt", "no draft\n");
    let ended = folder.run(&["check", "d", "--output-file", "r.html"]);
    assert_eq!(ended.code, 2, "{}", ended.stderr);
    assert_eq!(folder.read("r.html"), b"yesterday");
    assert_eq!(fs::read_dir(folder.path()).expect("the folder").count(), 2);
}

#[cfg(unix)]
#[test]
fn a_report_is_as_readable_as_files_are() {
    use std::os::unix::fs::PermissionsExt;
    let folder = with_draft();
    let mode = |name: &str| {
        let metadata = fs::metadata(folder.path().join(name)).expect("the file");
        metadata.permissions().mode() & 0o777
    };
    folder.run(&["check", "a.csv", "--output-file", "new.html"]);
    assert_eq!(mode("new.html"), mode("a.csv"));
    let standing = folder.write("standing.html", "");
    fs::set_permissions(&standing, fs::Permissions::from_mode(0o640)).expect("permissions");
    folder.run(&["check", "a.csv", "--output-file", "standing.html"]);
    assert_eq!(mode("standing.html"), 0o640);
    fs::set_permissions(&standing, fs::Permissions::from_mode(0o440)).expect("permissions");
    let ended = folder.run(&["check", "a.csv", "--output-file", "standing.html"]);
    assert_eq!(ended.code, 2, "a file that is protected stays as it is");
    let piped = folder.run(&["check", "a.csv", "--output-format", "json", "--output-file", "/dev/stdout"]);
    assert!(piped.stdout.starts_with('{'), "{}", piped.stderr);
}
