//! The hooks, run by the real pre-commit client on scratch repositories.
//!
//! The client builds a hook's program with cargo. Here it builds a package that only starts the
//! program of this test, under the hooks of this repository: the same path, in seconds.

#[path = "common/fences.rs"]
mod fences;
#[path = "common/guide.rs"]
mod guide;

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
    sync::LazyLock,
};

use guide::Guide;
use tempfile::TempDir;

const HEADINGS: &str = "项号,商品编号,商品名称,规格型号,申报日期,备注\n";
const ROW: &str = "1,3801909000,人造石墨负极材料,用于锂离子电池,2026-11-12,";
const REMARK: &str = "属于两用物项：3C901.b.1";

/// The client with a place of its own for what it builds.
struct Client {
    folder: PathBuf,
}

static CLIENT: LazyLock<Client> = LazyLock::new(Client::install);

/// How a command ended.
struct Ended {
    succeeded: bool,
    said: String,
}

/// A repository beside the one that holds the hooks.
struct Repository {
    folder: TempDir,
}

#[test]
fn a_commit_is_blocked_and_after_a_fix_passes() {
    let repository = Repository::new("beizhu-check");
    repository.write("prices.csv", "day,price\n2026-11-12,17.20\n");
    repository.write("pom.xml", "<project/>\n");
    let others = repository.commit();
    assert!(others.succeeded, "what is no declaration passes: {}", others.said);
    repository.write("drafts/a.csv", &format!("{HEADINGS}{ROW}\n"));
    let blocked = repository.commit();
    assert!(!blocked.succeeded && blocked.said.contains("missing-remark"), "{}", blocked.said);
    assert!(repository.git(&["status", "--short"]).said.contains("A  drafts/a.csv"), "nothing is committed");
    let fixed = repository.run("beizhu", &["fix", "drafts"]);
    assert!(fixed.succeeded, "{}", fixed.said);
    let passed = repository.commit();
    assert!(passed.succeeded && passed.said.contains("Passed"), "{}", passed.said);
}

#[test]
fn the_hook_that_fixes_writes_and_then_passes() {
    let repository = Repository::new("beizhu-fix");
    repository.write("a.csv", &format!("{HEADINGS}{ROW}\n"));
    let stopped = repository.commit();
    assert!(
        !stopped.succeeded && stopped.said.contains("files were modified by this hook"),
        "{}",
        stopped.said
    );
    assert_eq!(repository.read("a.csv"), format!("{HEADINGS}{ROW}{REMARK}\n"));
    let passed = repository.commit();
    assert!(passed.succeeded, "{}", passed.said);
}

#[test]
fn the_hook_that_shows_a_diff_writes_nothing() {
    let repository = Repository::new("beizhu-diff");
    let draft = format!("{HEADINGS}{ROW}\n");
    repository.write("a.csv", &draft);
    let stopped = repository.commit();
    assert!(!stopped.succeeded && stopped.said.contains(&format!("+{ROW}{REMARK}")), "{}", stopped.said);
    assert_eq!(repository.read("a.csv"), draft);
}

#[test]
fn the_guide_for_a_repository_can_be_followed() {
    for path in ["docs/guides/repository.md", "docs/guides/repository.zh.md"] {
        let repository = Repository::empty();
        let programs = [CLIENT.programs()];
        let environment = CLIENT.environment();
        let environment: Vec<(&str, &str)> =
            environment.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let run = Guide::read(path).follow(&repository.path(), &programs, &environment);
        assert!(run >= 12, "{path}: only {run} commands were run");
    }
}

/// The workflow is YAML of the shape that CI reads, and its commands are ones that the program takes.
#[test]
fn the_workflow_of_the_guide_is_sound() {
    let guide = Guide::read("docs/guides/repository.md");
    let blocks = guide.blocks("yaml workflow");
    let [workflow] = blocks[..] else { panic!("one workflow") };
    let read = "import json, sys, yaml; print(json.dumps(yaml.load(sys.argv[1], yaml.BaseLoader)))";
    let output = Command::new(CLIENT.python()).args(["-c", read, workflow]).output().expect("python");
    let said = String::from_utf8_lossy(&output.stderr);
    let workflow: serde_json::Value = serde_json::from_slice(&output.stdout).expect(&said);
    assert_eq!(workflow["permissions"]["security-events"], "write");
    assert!(workflow["on"].as_array().is_some_and(|events| !events.is_empty()));
    let steps = workflow["jobs"]["beizhu"]["steps"].as_array().expect("steps");
    assert!(steps.iter().all(|step| step["uses"].is_string() != step["run"].is_string()), "{steps:?}");
    let repository = Repository::empty();
    repository.write("drafts/a.csv", &format!("{HEADINGS}{ROW}\n"));
    let commands: Vec<&str> =
        steps.iter().filter_map(|step| step["run"].as_str()?.strip_prefix("beizhu ")).collect();
    assert!(!commands.is_empty(), "{steps:?}");
    for command in commands {
        let ended = repository.run("beizhu", &command.split(' ').collect::<Vec<_>>());
        assert!(!ended.succeeded, "findings make the job fail: {}", ended.said);
    }
    let upload = steps.iter().find_map(|step| step["with"]["sarif_file"].as_str()).expect("an upload");
    let report: serde_json::Value = serde_json::from_str(&repository.read(upload)).expect("a report");
    assert_eq!(report["version"], "2.1.0");
}

impl Client {
    /// Into a Python environment of its own, anew in each run.
    fn install() -> Self {
        let client = Self { folder: Path::new(env!("CARGO_TARGET_TMPDIR")).join("pre-commit") };
        if client.folder.exists() {
            fs::remove_dir_all(&client.folder).expect("what an earlier run has left goes");
        }
        let python = if cfg!(windows) { "python" } else { "python3" };
        let venv = client.folder.join("venv");
        let made = run(Command::new(python).args(["-m", "venv"]).arg(&venv));
        assert!(
            made.succeeded,
            "this test runs the real pre-commit client and needs Python 3.10 or later with its venv module \
             as `{python}`: {}",
            made.said
        );
        let requirements = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pre-commit/requirements.txt");
        let mut pip = Command::new(client.python());
        pip.args(["-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check", "-r"]);
        let installed = run(pip.arg(requirements));
        assert!(installed.succeeded, "the client is installed from the package index: {}", installed.said);
        client
    }

    /// Where its programs lie.
    fn programs(&self) -> PathBuf {
        self.folder.join("venv").join(if cfg!(windows) { "Scripts" } else { "bin" })
    }

    fn python(&self) -> PathBuf {
        self.programs().join("python")
    }

    /// What keeps it from the user's own settings and caches.
    fn environment(&self) -> [(&'static str, String); 3] {
        let below = |name: &str| self.folder.join(name).display().to_string();
        [
            ("PRE_COMMIT_HOME", below("cache")),
            ("CARGO_TARGET_DIR", below("target")),
            ("GIT_CONFIG_GLOBAL", below("no-configuration")),
        ]
    }
}

impl Repository {
    /// With one hook installed.
    fn new(hook: &str) -> Self {
        let repository = Self::empty();
        let configuration =
            format!("repos:\n  - repo: ../beizhu\n    rev: HEAD\n    hooks:\n      - id: {hook}\n");
        repository.write(".pre-commit-config.yaml", &configuration);
        for arguments in [&["autoupdate", "--bleeding-edge"][..], &["install"]] {
            let ended = repository.run("pre-commit", arguments);
            assert!(ended.succeeded, "{}", ended.said);
        }
        repository
    }

    /// Without a hook, beside the one that holds the hooks.
    fn empty() -> Self {
        let repository = Self { folder: tempfile::tempdir().expect("a folder") };
        let source = Path::new(env!("CARGO_MANIFEST_DIR"));
        let hooks = fs::read_to_string(source.join(".pre-commit-hooks.yaml")).expect("the hooks");
        let program = env!("CARGO_BIN_EXE_beizhu");
        for (name, content) in [
            ("../beizhu/.pre-commit-hooks.yaml", hooks),
            (
                "../beizhu/Cargo.toml",
                "[package]\nname = \"beizhu\"\nversion = \"0.0.0\"\nedition = \"2024\"\n".to_owned(),
            ),
            (
                "../beizhu/src/main.rs",
                format!(
                    "fn main() {{\n    let mut program = std::process::Command::new({program:?});\n    \
                     let status = program.args(std::env::args_os().skip(1)).status().unwrap();\n    \
                     std::process::exit(status.code().unwrap());\n}}\n"
                ),
            ),
        ] {
            repository.write(name, &content);
        }
        for folder in ["../beizhu", "."] {
            let init = ["-C", folder, "init", "--quiet", "--initial-branch=main"];
            assert!(repository.git(&init).succeeded);
            for (name, value) in
                [("user.name", "t"), ("user.email", "t@example.invalid"), ("core.autocrlf", "false")]
            {
                repository.git(&["-C", folder, "config", name, value]);
            }
        }
        repository.git(&["-C", "../beizhu", "add", "."]);
        // the same commit in each: what the client has built once is built
        let mut commit = repository.command("git", &["-C", "../beizhu", "commit", "--quiet", "-m", "x"]);
        for name in ["GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"] {
            commit.env(name, "2026-01-01T00:00:00Z");
        }
        let committed = run(&mut commit);
        assert!(committed.succeeded, "{}", committed.said);
        repository
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("repository")
    }

    fn write(&self, name: &str, content: &str) {
        fs::create_dir_all(self.path()).expect("a folder");
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, content).expect("a file");
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path().join(name)).expect(name)
    }

    /// Stages everything and commits it.
    fn commit(&self) -> Ended {
        self.git(&["add", "."]);
        self.git(&["commit", "-m", "x"])
    }

    fn git(&self, arguments: &[&str]) -> Ended {
        self.run("git", arguments)
    }

    fn run(&self, program: &str, arguments: &[&str]) -> Ended {
        run(&mut self.command(program, arguments))
    }

    /// A command in the repository, which finds the client and the program before all others.
    fn command(&self, program: &str, arguments: &[&str]) -> Command {
        let own = Path::new(env!("CARGO_BIN_EXE_beizhu")).parent().expect("a folder").to_owned();
        let others = env::var_os("PATH").unwrap_or_default();
        let paths = [CLIENT.programs(), own].into_iter().chain(env::split_paths(&others));
        let mut command = Command::new(program);
        command.args(arguments).current_dir(self.path()).env("PATH", env::join_paths(paths).expect("a path"));
        command.envs(CLIENT.environment()).env("LANG", "en_US.UTF-8").env_remove("LC_ALL");
        for name in ["GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE", "LANGUAGE"] {
            command.env_remove(name);
        }
        command
    }
}

fn run(command: &mut Command) -> Ended {
    match command.output() {
        Ok(output) => Ended {
            succeeded: output.status.success(),
            said: String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned(),
        },
        Err(error) => Ended { succeeded: false, said: format!("{:?}: {error}", command.get_program()) },
    }
}
