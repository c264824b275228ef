//! Goods lines without a file around them.
#![allow(dead_code)]

pub(crate) mod corpus;
pub(crate) mod desk;

use std::{collections::BTreeMap, sync::Arc};

use beizhu::{
    determination::{Determination, determine},
    draft::{Column, Declaration, Direction, Field, Item, Role},
    facts::{self, Facts},
    law::ControlList,
    margin::Margins,
    remark::{self, Statement},
};
use jiff::civil::Date;

/// The embedded law with its reader.
pub(crate) struct Bench {
    pub(crate) law: ControlList,
    pub(crate) reader: facts::Reader,
    pub(crate) margin: Margins,
    remarks: remark::Reader,
}

/// The texts of a goods line.
#[derive(Clone, Debug, Default)]
pub(crate) struct Line {
    pub(crate) tariff_line: String,
    pub(crate) name: String,
    pub(crate) specification: String,
    pub(crate) columns: BTreeMap<String, String>,
}

impl Bench {
    pub(crate) fn new() -> Self {
        Self::of(ControlList::load(&[]).unwrap_or_else(|error| panic!("{error}")))
    }

    /// Any law with its reader.
    pub(crate) fn of(law: ControlList) -> Self {
        let reader = facts::Reader::new(&law, &law.folding());
        let remarks = remark::Reader::new(&law, &law.folding());
        Self { law, reader, margin: Margins::new("1/10".parse().expect("a number")), remarks }
    }

    pub(crate) fn statements(&self, remark: &str) -> Vec<Statement> {
        self.remarks.statements(remark, &|| self.reader.quantities(&self.law))
    }

    pub(crate) fn judge(&self, line: &Line, on: Date) -> (Arc<Facts>, Determination) {
        let declaration = self.declaration(line);
        let facts = self.reader.read(&declaration, &declaration.items[0], &self.law);
        let determination = determine(&facts, &self.law, on, &self.margin);
        (facts, determination)
    }

    pub(crate) fn item(&self, line: &Line) -> Item {
        self.declaration(line).items.remove(0)
    }

    fn declaration(&self, line: &Line) -> Declaration {
        let mut at = 0;
        let mut field = |text: &str| {
            let field = Field::verbatim(text, at);
            at += text.len() + 1;
            field
        };
        let item = Item {
            number: 1,
            line: 1,
            is_passed_over: false,
            tariff_line: Some(field(&line.tariff_line)),
            name: Some(field(&line.name)),
            specification: Some(field(&line.specification)),
            columns: line
                .columns
                .iter()
                .map(|(heading, cell)| Column {
                    heading: heading.clone(),
                    role: self.role(heading),
                    field: field(cell),
                })
                .collect(),
            span: (0..0).into(),
        };
        Declaration {
            number: None,
            date: None,
            unreadable_date: None,
            direction: Direction::Export,
            licences: None,
            items: vec![item],
            remark: None,
        }
    }

    fn role(&self, heading: &str) -> Role {
        match heading {
            "净重" | "净重（千克）" | "净重(千克)" | "net weight" | "net weight (kg)" => {
                Role::NetMass
            }
            "数量" | "成交数量" | "quantity" => Role::Quantity,
            "单位" | "成交单位" | "unit" => Role::Unit,
            "" | "其他" | "要素" | "内部备注" | "客户名称" | "地址" => Role::Unknown,
            _ if self.reader.quantities(&self.law).is_parameter_label(heading) => Role::Parameter,
            _ => Role::Text,
        }
    }
}

/// The codes on which a determination rests.
pub(crate) fn ground(bench: &Bench, determination: &Determination) -> Vec<String> {
    let codes = determination.ground().map(|judgement| bench.law.entries[judgement.entry].code.clone());
    codes.collect()
}
