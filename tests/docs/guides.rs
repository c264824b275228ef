//! The guides for the desk and the office, followed in both languages. That for a repository needs
//! the client of the hooks: `tests/pre_commit.rs`.

use super::guide::Guide;

#[test]
fn the_guides_can_be_followed() {
    for name in ["desk", "office"] {
        for language in ["", ".zh"] {
            let guide = Guide::read(&format!("docs/guides/{name}{language}.md"));
            let folder = tempfile::tempdir().expect("a folder");
            let run = guide.follow(folder.path(), &[], &[]);
            assert!(run >= 8, "{name}: only {run} commands were run");
        }
    }
}

/// What a README says of the hook is what its guide says, which is followed.
#[test]
fn a_readme_installs_the_hook_as_the_guide_does() {
    for language in ["", ".zh"] {
        let readme = Guide::read(&format!("README{language}.md"));
        let guide = Guide::read(&format!("docs/guides/repository{language}.md"));
        let lines: Vec<&str> = guide.blocks("sh").iter().flat_map(|block| block.lines()).collect();
        let shown: Vec<&str> = readme.blocks("sh").iter().flat_map(|block| block.lines()).collect();
        let of_hook: Vec<&&str> = shown.iter().filter(|line| line.contains("pre-commit")).collect();
        assert_eq!(of_hook.len(), 3, "{of_hook:?}");
        assert!(of_hook.iter().all(|line| lines.contains(line)), "{of_hook:?}");
        assert_eq!(readme.blocks("yaml"), guide.blocks("yaml .pre-commit-config.yaml"));
    }
}

/// A guide says the same in both languages.
#[test]
fn both_languages_show_the_same_files_and_commands() {
    for name in ["desk", "office", "repository"] {
        let [english, chinese] =
            ["", ".zh"].map(|language| Guide::read(&format!("docs/guides/{name}{language}.md")));
        let command = |line: &str| line.split(" #").next().unwrap_or(line).trim_end().to_owned();
        let commands = |guide: &Guide| -> Vec<String> {
            guide.blocks("sh").iter().flat_map(|block| block.lines()).map(command).collect()
        };
        assert_eq!(commands(&english), commands(&chinese), "{name}");
        assert_eq!(english.files(), chinese.files(), "{name}");
    }
}
