//! Arguments that are not understood: what is wrong with them, what was probably meant, and how the
//! command is used.

use beizhu::phrase::Phrase;
use clap::error::{ContextKind, ContextValue, Error, ErrorKind};

use super::failure::Failure;

/// What clap found, in both languages.
pub(crate) fn refused(error: &Error) -> Failure {
    Failure::new(what(error), why(error), cure(error))
}

fn what(error: &Error) -> Phrase {
    let argument = said(error, ContextKind::InvalidArg);
    let value = said(error, ContextKind::InvalidValue);
    let (en, zh) = match error.kind() {
        ErrorKind::UnknownArgument => {
            (format!("there is no argument `{argument}`"), format!("没有“{argument}”这个参数"))
        }
        ErrorKind::InvalidSubcommand => {
            let name = said(error, ContextKind::InvalidSubcommand);
            (format!("there is no command `{name}`"), format!("没有“{name}”这个命令"))
        }
        ErrorKind::InvalidValue | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues
            if value.is_empty() =>
        {
            (format!("`{argument}` needs a value"), format!("“{argument}”缺少取值"))
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            (format!("`{value}` is no value of `{argument}`"), format!("“{value}”不是“{argument}”的有效取值"))
        }
        ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues | ErrorKind::TooFewValues => {
            (format!("`{argument}` does not take `{value}`"), format!("“{argument}”不接受取值“{value}”"))
        }
        ErrorKind::NoEquals => {
            (format!("`{argument}` needs `=` before its value"), format!("“{argument}”的取值前须写“=”"))
        }
        ErrorKind::ArgumentConflict => {
            let other = said(error, ContextKind::PriorArg);
            if other.is_empty() || other == argument {
                (format!("`{argument}` stands there twice"), format!("“{argument}”重复出现"))
            } else {
                (
                    format!("`{argument}` cannot stand beside `{other}`"),
                    format!("“{argument}”不能与“{other}”同时使用"),
                )
            }
        }
        ErrorKind::MissingRequiredArgument => {
            (format!("`{argument}` is missing"), format!("缺少“{argument}”"))
        }
        ErrorKind::MissingSubcommand => ("the command is missing".to_owned(), "缺少命令".to_owned()),
        ErrorKind::InvalidUtf8 => {
            ("an argument is no valid text".to_owned(), "有参数不是有效的文本".to_owned())
        }
        _ => ("the arguments are not understood".to_owned(), "无法识别参数".to_owned()),
    };
    Phrase::new(en, zh)
}

/// What a value would have to be, where that is known.
fn why(error: &Error) -> Phrase {
    let Some(source) = std::error::Error::source(error).map(ToString::to_string) else {
        return Phrase::default();
    };
    let zh = match source.split_once(" is not in ") {
        Some((value, range)) => format!("{value}不在{range}范围内"),
        None => format!("程序提示：{source}"),
    };
    Phrase::new(source, zh)
}

/// What was probably meant, else what there is; and how the command is used.
fn cure(error: &Error) -> Phrase {
    let near = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    // clap names the nearest last
    let near: Vec<String> = near.into_iter().flat_map(|kind| all(error, kind)).rev().collect();
    let valid: Vec<String> = [ContextKind::ValidValue, ContextKind::ValidSubcommand]
        .into_iter()
        .flat_map(|kind| all(error, kind))
        .collect();
    let mut lines: Vec<Phrase> = Vec::new();
    if !near.is_empty() {
        let (en, zh) = (near.join("`, `"), near.join("”、“"));
        lines.push(Phrase::new(format!("did you mean `{en}`?"), format!("是否想写“{zh}”？")));
    } else if !valid.is_empty() {
        let (en, zh) = (valid.join(", "), valid.join("、"));
        lines.push(Phrase::new(format!("there are {en}"), format!("可用的有 {zh}")));
    }
    let usage = said(error, ContextKind::Usage);
    let usage = usage.trim_start_matches("Usage:").trim();
    if !usage.is_empty() {
        lines.push(Phrase::new(format!("usage: {usage}"), format!("用法：{usage}")));
    }
    lines.push(Phrase::new("--help shows them all", "--help 可列出全部"));
    let (en, zh): (Vec<String>, Vec<String>) = lines.into_iter().map(|line| (line.en, line.zh)).unzip();
    Phrase::new(en.join("\n        "), zh.join("\n        "))
}

fn said(error: &Error, kind: ContextKind) -> String {
    all(error, kind).join(", ")
}

fn all(error: &Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        Some(ContextValue::StyledStr(text)) => vec![text.to_string()],
        Some(ContextValue::Number(number)) => vec![number.to_string()],
        _ => Vec::new(),
    }
}
