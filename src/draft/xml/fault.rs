//! What is wrong with XML, in both languages: the parser knows English only.

use quick_xml::{
    Error,
    errors::{IllFormedError, SyntaxError},
    events::attributes::AttrError,
};

use crate::phrase::Phrase;

/// What the parser says of a file.
pub(super) fn of_parser(error: &Error) -> Phrase {
    let zh = match error {
        Error::Syntax(error) => match error {
            SyntaxError::InvalidBangMarkup => "“<!”之后的内容无法识别".to_owned(),
            SyntaxError::UnclosedPI => "处理指令缺少“?>”".to_owned(),
            SyntaxError::UnclosedXmlDecl => "XML 声明缺少“?>”".to_owned(),
            SyntaxError::UnclosedComment => "注释缺少“-->”".to_owned(),
            SyntaxError::UnclosedDoctype => "DOCTYPE 缺少“>”".to_owned(),
            SyntaxError::UnclosedCData => "CDATA 缺少“]]>”".to_owned(),
            SyntaxError::UnclosedTag => "标签缺少“>”".to_owned(),
            SyntaxError::UnclosedSingleQuotedAttributeValue
            | SyntaxError::UnclosedDoubleQuotedAttributeValue => "属性值缺少后引号".to_owned(),
        },
        Error::IllFormed(error) => match error {
            IllFormedError::MissingEndTag(name) => format!("缺少结束标签 </{name}>"),
            IllFormedError::UnmatchedEndTag(name) => format!("结束标签 </{name}> 没有对应的开始标签"),
            IllFormedError::MismatchedEndTag { expected, found } => {
                format!("结束标签应为 </{expected}>，而不是 </{found}>")
            }
            IllFormedError::DoubleHyphenInComment => "注释中不能有“--”".to_owned(),
            other => format!("程序提示：{other}"),
        },
        Error::InvalidAttr(error) => return of_attribute(error),
        other => format!("程序提示：{other}"),
    };
    Phrase::new(error.to_string(), zh)
}

/// What the parser says of an attribute.
pub(super) fn of_attribute(error: &AttrError) -> Phrase {
    let zh = match error {
        AttrError::ExpectedEq(_) => "属性名之后缺少“=”",
        AttrError::ExpectedValue(_) => "属性缺少取值",
        AttrError::UnquotedValue(_) => "属性值没有加引号",
        AttrError::ExpectedQuote(..) => "属性值缺少后引号",
        AttrError::Duplicated(..) => "同一属性重复出现",
    };
    Phrase::new(error.to_string(), zh)
}
