//! `beizhu explain`: names, and single goods lines.

use std::{io::Write, path::PathBuf};

use beizhu::{
    draft::Trailing,
    explain::{Setting, Unknown, explain, explain_item},
    phrase::Phrase,
    report::{Format, Outcome, Piece, text::Text},
};

use super::{
    Ending,
    arguments::Explain,
    failure::Failure,
    inputs::{Input, Place},
    output::{Stream, stream},
    progress::Progress,
    run::{Reached, Run, interrupted},
    settings::Settings,
};

pub(crate) fn run(command: Explain) -> Result<Ending, Failure> {
    let settings = Settings::of(&command.general, &command.judging, None)?;
    let mut out = stream(Stream::Stdout);
    let mut ending = Ending::Clean;
    for (index, name) in command.names.iter().enumerate() {
        if index > 0 {
            writeln!(out).map_err(|error| Failure::output(&error))?;
        }
        match told(name, &settings, &mut out) {
            Ok(text) => out.write_all(text.as_bytes()).map_err(|error| Failure::output(&error))?,
            Err(failure) => {
                out.flush().map_err(|error| Failure::output(&error))?;
                failure.print(settings.language);
                ending = Ending::Failed;
            }
        }
    }
    out.flush().map_err(|error| Failure::output(&error))?;
    Ok(ending)
}

fn told(name: &str, settings: &Settings, out: &mut dyn Write) -> Result<String, Failure> {
    let setting = settings.telling();
    if let Some((path, number)) = goods_line(name) {
        return goods(path, number, settings, &setting, out);
    }
    explain(name, &setting).map_err(|unknown| unknown_name(name, &unknown))
}

/// `FILE:ITEM`, unless there is no such file and the name may be meant otherwise.
fn goods_line(name: &str) -> Option<(PathBuf, usize)> {
    let (path, number) = name.rsplit_once(':')?;
    Some((PathBuf::from(path), number.parse().ok()?))
}

fn goods(
    path: PathBuf,
    number: usize,
    settings: &Settings,
    setting: &Setting<'_>,
    out: &mut dyn Write,
) -> Result<String, Failure> {
    let shown = path.display().to_string();
    let input = Input { shown: shown.clone(), place: Place::File(path), is_named: true };
    let progress = &Progress::none();
    let run = Run {
        settings,
        accepted: None,
        all_items: true,
        add_remarks_column: false,
        trailing: Trailing::No,
        foretells: true,
        progress,
        jobs: 1,
    };
    let report = match run.read(&input, 1) {
        Reached::Outcome(Outcome::Read(report), _) => report,
        Reached::Outcome(Outcome::Failed { error, .. }, _) => {
            let view = settings.view(false, false, true);
            Text::new(view).failed(&shown, &error, out).map_err(|error| Failure::output(&error))?;
            return Err(Failure::new(
                Phrase::new(format!("{shown} could not be read"), format!("无法读取 {shown}")),
                Phrase::default(),
                Phrase::default(),
            ));
        }
        Reached::PassedOver(_) => return Err(unknown_name(&shown, &Unknown { near: Vec::new() })),
    };
    let mut texts = Vec::new();
    // the least and the greatest number that passed
    let mut ends: Option<(usize, usize)> = None;
    let mut again = run.again(&input, &report)?;
    let seen = report.each_piece(&mut again, &mut |piece| {
        let Piece::Item(item) = piece else { return Ok(()) };
        let passing = item.examined.item.number;
        let (first, last) = ends.unwrap_or((passing, passing));
        ends = Some((first.min(passing), last.max(passing)));
        texts.extend((passing == number).then(|| explain_item(item, setting)));
        Ok(())
    });
    seen.map_err(|error| interrupted(&shown, error))?;
    if texts.is_empty() {
        let (en, zh) = match ends {
            None => ("it has no goods lines".to_owned(), "文件中没有商品项".to_owned()),
            Some((first, last)) => (
                format!("its items are numbered from {first} to {last}"),
                format!("商品项编号为{first}至{last}"),
            ),
        };
        return Err(Failure::new(
            Phrase::new(format!("{shown} has no item {number}"), format!("{shown} 中没有商品项{number}")),
            Phrase::new(en, zh),
            Phrase::new(
                "`beizhu check --all-items` shows them all",
                "beizhu check --all-items 可列出全部商品项",
            ),
        ));
    }
    Ok(texts.join("\n"))
}

fn unknown_name(name: &str, unknown: &Unknown) -> Failure {
    let near: Vec<Phrase> = unknown.near.iter().map(|name| Phrase::new(name, name)).collect();
    let near = Phrase::list(&near);
    let cure = if unknown.near.is_empty() {
        Phrase::new(
            "name a finding, a control code (`beizhu list` has them all), a tariff line, an announcement such as NUMBER/YEAR, \
             a parameter, or a goods line as FILE:ITEM",
            "请写检查项名称、管制编码（beizhu list 可列出全部）、商品编号、公告编号、参数，或以 文件:项号 指明商品项",
        )
    } else {
        Phrase::new(format!("did you mean {}?", near.en), format!("是否指：{}？", near.zh))
    };
    Failure::new(
        Phrase::new(format!("nothing is called `{name}`"), format!("没有名为“{name}”的内容")),
        Phrase::default(),
        cure,
    )
}
