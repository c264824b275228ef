//! `beizhu recheck`: which determinations differ from those that were made before, or would be on
//! another day or by other law.

use std::{
    io::{BufReader, Write},
    path::Path,
};

use beizhu::{
    Examiner, Policy,
    draft::{Reason, Unreadable},
    phrase::Phrase,
    recheck::{
        Chosen, Compared, Json, Line, NotARecord, Now, Recorded, RecordedDraft, Show, Sums, Terms, Text,
        Unread, with_itself, with_record,
    },
    report::{Desk, Interrupted, Pieces},
};

use super::{
    Ending, acts,
    arguments::{Inputs, Judging, ListFormat, Recheck},
    check::name_passed_over,
    claims::{Claims, Use},
    failure::{Failure, complain},
    inputs::{self, Input, Source, gather, open_regular},
    output::{ReportFile, single},
    record::sha256,
    replace::refused,
    run::interrupted,
    settings::{Settings, width},
    tree::Tree,
};

pub(crate) fn run(command: Recheck) -> Result<Ending, Failure> {
    let judging = Judging {
        on: command.on.clone(),
        near: command.near.clone(),
        remark_language: None,
        encoding: command.encoding.clone(),
    };
    let settings = Settings::of(&command.general, &judging, None)?;
    recheck(&command, &settings).map_err(|failure| failure.in_language(settings.language))
}

fn recheck(command: &Recheck, settings: &Settings) -> Result<Ending, Failure> {
    let then = Then::of(command, settings)?;
    let arguments = Inputs { paths: command.paths.clone(), stdin_filename: None, pass_over: false, jobs: 1 };
    let gathered = gather(&arguments, &settings.configuration.selection)?;
    let mut passed_over = gathered.passed_over.len();
    name_passed_over(settings, &gathered.passed_over);
    let mut claims = Claims::of(settings, &gathered.inputs);
    if let Some(against) = &command.against {
        claims.read(against, Use::Against);
    }
    let (file, mut out) = single(command.output_file.as_deref(), &mut claims)?;
    let law = &settings.examiner.law;
    let mut shown: Box<dyn Show + '_> = match command.output_format {
        ListFormat::Text => Box::new(Text::new(settings.language, law, width())),
        ListFormat::Json => Box::new(Json::new(settings.language, law)),
    };
    let mut sums = Sums::default();
    for input in &gathered.inputs {
        match compare(input, &then, settings, &mut sums, shown.as_mut(), &mut out) {
            Ok(()) => {}
            Err(Interrupted::Draft(error)) if error.reason == Reason::NotADraft && !input.is_named => {
                passed_over += 1;
                name_passed_over(settings, std::slice::from_ref(&input.shown));
            }
            Err(Interrupted::Draft(error)) => {
                sums.failed += 1;
                shown.failed(&input.shown, &error, &mut out).map_err(|error| Failure::output(&error))?;
            }
            Err(error) => return Err(interrupted(&input.shown, error)),
        }
    }
    if sums.files + sums.failed == 0 {
        return Err(inputs::nothing_found(&arguments, passed_over));
    }
    shown.end(&sums, law, &mut out).and_then(|()| out.flush()).map_err(|error| Failure::output(&error))?;
    drop(out);
    file.map_or(Ok(()), ReportFile::take_place)?;
    Ok(match (sums.failed, sums.differ()) {
        (0, false) => Ending::Clean,
        (0, true) => Ending::Findings,
        _ => Ending::Failed,
    })
}

/// What the answers of now are compared with.
enum Then {
    /// What was recorded.
    Recorded(Recorded),
    /// The drafts on their own days, by the law without what the command line adds.
    Itself { examiner: Box<Examiner>, policy: Policy },
}

impl Then {
    fn of(command: &Recheck, settings: &Settings) -> Result<Self, Failure> {
        if let Some(path) = &command.against {
            return recorded(path, settings).map(Self::Recorded);
        }
        if command.on.is_none() && command.general.law.is_empty() {
            return Err(nothing_to_compare());
        }
        let law = acts::list(&acts::files(settings.configuration.law.iter(), &mut Tree::Work)?)?;
        let policy = Policy { on: None, ..settings.policy.clone() };
        Ok(Self::Itself { examiner: Box::new(Examiner::new(law)), policy })
    }
}

fn recorded(path: &Path, settings: &Settings) -> Result<Recorded, Failure> {
    let file = open_regular(path).map_err(|error| Failure::reading(path, &error))?;
    let recorded = Recorded::read(BufReader::new(file)).map_err(|error| match error {
        NotARecord::Source(error) => Failure::reading(path, &error),
        NotARecord::Newer(version) => newer(path, version),
        NotARecord::Utf16 => utf16(path),
        NotARecord::Shape(why) => no_record(path, &why),
    })?;
    for (line, why) in &recorded.unread {
        let place = format!("{}:{line}", path.display());
        complain(&match why {
            Unread::Torn => settings.language.pick(
                format!("{place}: this line is no whole record and was passed over"),
                format!("{place}：该行不是完整的记录，已跳过"),
            ),
            Unread::Newer => settings.language.pick(
                format!("{place}: a newer beizhu wrote this line, and it was passed over; update beizhu"),
                format!("{place}：该行由更新版本的 beizhu 写入，已跳过；请更新 beizhu"),
            ),
        });
    }
    Ok(recorded)
}

fn compare(
    input: &Input,
    then: &Then,
    settings: &Settings,
    sums: &mut Sums,
    shown: &mut dyn Show,
    out: &mut dyn Write,
) -> Result<(), Interrupted> {
    let source =
        || -> Result<Box<dyn Source + '_>, Unreadable> { input.source().map_err(|error| refused(&error)) };
    let path = input.shown.as_str();
    let pieces = |examiner, policy| pieces(source()?, path, settings, examiner, policy);
    // a file that is no draft is known by its pieces, before anything of it is shown
    let now = pieces(&settings.examiner, &settings.policy)?;
    let by = Now { law: &settings.examiner.law, margin: &settings.policy.margin };
    match then {
        Then::Itself { examiner, policy } => {
            let before = pieces(examiner, policy)?;
            shown.open(&Compared { path: path.to_owned(), ..Compared::default() }, out)?;
            with_itself(before, &examiner.law, now, by, sums, |line: &Line| shown.line(line, out))?;
        }
        Then::Recorded(recorded) => {
            let hash = sha256(&mut source()?).map_err(|error| refused(&error))?;
            let of_draft = recorded.of(path, &hash);
            let changed = of_draft.as_ref().map_or(Some(false), |draft| draft.changed(&hash));
            sums.changed += usize::from(changed == Some(true));
            let by_run = of_draft.as_ref().map(|draft| draft.by.clone());
            let terms = Terms::of(&settings.policy, chosen(settings));
            let differences = by_run.as_ref().map(|run| run.terms.differences(&terms)).unwrap_or_default();
            shown.open(&Compared { path: path.to_owned(), changed, by: by_run, differences }, out)?;
            let of_draft = of_draft.unwrap_or_else(RecordedDraft::default);
            with_record(of_draft, now, by, sums, |line: &Line| shown.line(line, out))?;
        }
    }
    sums.files += 1;
    Ok(shown.close(out)?)
}

fn chosen(settings: &Settings) -> Chosen {
    Chosen {
        encoding: settings.encoding.map(|encoding| encoding.name().to_owned()),
        configuration: settings.configuration.sha256.clone(),
    }
}

/// Every goods line of a draft, judged by some law and policy.
fn pieces<'a, S: Source>(
    source: S,
    path: &str,
    settings: &Settings,
    examiner: &'a Examiner,
    policy: &'a Policy,
) -> Result<Pieces<'a, S>, Unreadable> {
    let is_parameter = |heading: &str| examiner.is_parameter(heading);
    let reading = settings.reading(&is_parameter);
    let desk = Desk { examiner, policy, accepted: None, all_items: true };
    Pieces::open(source, path, &reading, desk, false)
}

fn nothing_to_compare() -> Failure {
    Failure::new(
        Phrase::new("there is nothing to compare with", "没有可供比较的内容"),
        Phrase::new(
            "a draft is compared with what was recorded of it, or with itself on another day or by other law",
            "草单须与其记录比较，或按另一日期、另一法规与其自身比较",
        ),
        Phrase::new(
            "name a report or record with --against, a day with --on, or a folder of announcements with --law",
            "请用 --against 指定报告或记录，用 --on 指定日期，或用 --law 指定公告文件夹",
        ),
    )
}

fn newer(path: &Path, version: u32) -> Failure {
    let path = path.display();
    let own = env!("CARGO_PKG_VERSION");
    Failure::new(
        Phrase::new(format!("{path}: a newer beizhu wrote it"), format!("{path} 由更新版本的 beizhu 写入")),
        Phrase::new(
            format!("its shape is of version {version}, and beizhu {own} reads version 1"),
            format!("其格式版本为{version}，beizhu {own} 只能读取版本1"),
        ),
        Phrase::new("update beizhu, and run it again", "请更新 beizhu 后重新运行"),
    )
}

fn utf16(path: &Path) -> Failure {
    let path = path.display();
    Failure::new(
        Phrase::new(format!("{path} is written in UTF-16"), format!("{path} 是 UTF-16 编码")),
        Phrase::new(
            "a report or record is UTF-8; `>` in PowerShell makes UTF-16 of it",
            "报告和记录应为 UTF-8；PowerShell 的 > 会将其转存为 UTF-16",
        ),
        Phrase::new(
            "write it with --output-file or --record in place of `>`, or save it as UTF-8",
            "请用 --output-file 或 --record 代替 > 写出，或将该文件另存为 UTF-8",
        ),
    )
}

fn no_record(path: &Path, why: &str) -> Failure {
    let path = path.display();
    Failure::new(
        Phrase::new(
            format!("{path} is neither a report nor a record of this program"),
            format!("{path} 既不是本程序的报告，也不是其记录"),
        ),
        Phrase::new(why, why),
        Phrase::new(
            "name what `beizhu check --output-format json` printed, or what --record wrote",
            "请指定 beizhu check --output-format json 的输出，或 --record 写入的文件",
        ),
    )
}
