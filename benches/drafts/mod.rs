//! Drafts of any length for measurements: the same bytes each time for the same number of goods lines.

use std::fmt::Write;

/// How many goods lines are of kinds that the law knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Share {
    /// Three of a hundred, as in a general archive.
    Few,
    /// Each of them, and each with something to say.
    All,
}

/// The headings of the table.
pub(crate) const HEADINGS: &str = "商品编号,商品名称,规格型号,净重（千克）,申报日期,备注\n";

/// Numbers that look like chance and are not.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % below as u64) as usize
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.next(from.len())]
    }
}

/// Goods of no kind that the law knows: tariff line, name, and what their specification says.
const PLAIN: &[(&str, &str, &str)] = &[
    ("8471301000", "便携式自动数据处理设备", "办公用|品牌：示例|带触摸屏"),
    ("6109100021", "男式棉制针织T恤衫", "针织|100%棉|成人"),
    ("9403609990", "木制餐桌", "家用|橡胶木|未油漆"),
    ("7318159090", "不锈钢六角螺栓", "紧固用|304不锈钢|M8×20"),
    ("3923210000", "聚乙烯自封袋", "包装用|PE|透明"),
    ("8544422100", "Power cord with plug", "250V 10A|copper|PVC"),
    ("4202220000", "女士手提包", "纺织材料作面|拉链|日常用"),
    ("9405119000", "LED吸顶灯", "家用照明|铝合金|24W"),
    ("8708299000", "汽车仪表板总成", "轿车用|塑料|非成套散件"),
    ("8481804090", "Stainless steel ball valve", "manual|DN50|PN16"),
    ("6911101900", "陶瓷餐具套装", "日用|白瓷|16件/套"),
    ("9503008900", "塑料积木玩具", "儿童用|ABS|非电动"),
    ("8516799000", "电热水壶", "家用|304不锈钢|1.7L"),
    ("8414599050", "台式电风扇", "家用|塑料|30W"),
    ("7323930000", "不锈钢炒锅", "厨房用|32cm|无涂层"),
    ("8413709990", "Submersible pump", "drainage|1.5kW|cast iron"),
    ("3304990039", "保湿面霜", "护肤用|50g/瓶|成品"),
    ("8536690000", "接线端子", "电压≤1000V|铜|UK-2.5B"),
    ("5903209000", "聚氨酯涂层布", "箱包用|涤纶|150cm"),
    ("9018909919", "一次性使用引流袋", "医用|PVC|1000ml"),
];

/// Goods of kinds that the law knows, or that stand beside them.
const CONCERNED: &[(&str, &str, &str)] = &[
    ("8507600090", "锂离子电池", "无人机用|锂离子|比能量：{}Wh/kg|22Ah|3.7V"),
    ("8507600090", "锂离子电池组", "电动自行车用|比能量：{}Wh/kg|20Ah|48V"),
    ("8507600090", "锂离子蓄电池", "储能用|磷酸铁锂|280Ah|3.2V"),
    ("2842904000", "磷酸铁锂正极材料", "LiFePO4≥97%|压实密度2.{}g/cm3|157mAh/g"),
    ("3801100090", "人造石墨负极材料", "锂离子电池负极用|粉末|克容量{}mAh/g"),
    ("8479899990", "卷绕机", "锂离子电池生产用|EX-J{}"),
    ("8507600090", "Lithium ion battery pack", "for drone|energy density {} Wh/kg"),
    ("8504401400", "锂电池充电器", "给锂电池充电|EX-C{}|输出5V"),
];

/// One goods line of a table, without its line end.
fn line(number: usize, share: Share, numbers: &mut Numbers, out: &mut String) {
    let is_concerned = share == Share::All || numbers.next(100) < 3;
    // of those that are all to be concerned, the charger raises nothing
    let of = if share == Share::All { &CONCERNED[..7] } else { CONCERNED };
    let (tariff_line, name, specification) = *numbers.pick(if is_concerned { of } else { PLAIN });
    // of a few some lie far below the limits; of all none does
    let (least, values) = if share == Share::All { (270, 80) } else { (210, 140) };
    let specification = specification.replace("{}", &(least + numbers.next(values)).to_string());
    let model = numbers.next(9000) + 1000;
    let mass = numbers.next(90_000) + 100;
    // no entry is suspended on these days, whatever the length of the table
    let day = number / 5000 % 18 + 11;
    let remark = if numbers.next(10) == 0 { "N/M" } else { "" };
    let _ = write!(
        out,
        "{tariff_line},{name},1|1|{specification}|示例牌|EX-{model},{}.{},2026-11-{day},{remark}",
        mass / 10,
        mass % 10
    );
}

/// A table of so many goods lines, handed on in pieces.
pub(crate) fn table(lines: usize, share: Share, mut take: impl FnMut(&str)) {
    let mut numbers = Numbers(2026);
    let mut piece = String::from(HEADINGS);
    for number in 0..lines {
        line(number, share, &mut numbers, &mut piece);
        piece.push('\n');
        if piece.len() > 1 << 16 {
            take(&piece);
            piece.clear();
        }
    }
    take(&piece);
}

/// A Single Window message of so many goods lines; `number` tells one from another.
pub(crate) fn message(number: usize, lines: usize, share: Share) -> String {
    let mut numbers = Numbers(number as u64);
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<DecMessage Version=\"4.9\" xmlns=\"http://www.chinaport.gov.cn/dec\">\n  <DecHead>\n    <IEFlag>E</IEFlag>\n    <IEDate>20261112</IEDate>\n",
    );
    let _ = write!(
        text,
        "    <ContrNo>EX2026-{number}</ContrNo>\n    <NoteS>合同号EX2026-{number}</NoteS>\n  </DecHead>\n  <DecLists>\n"
    );
    for item in 1..=lines {
        let mut cells = String::new();
        line(number, share, &mut numbers, &mut cells);
        let cells: Vec<&str> = cells.split(',').collect();
        let _ = write!(
            text,
            "    <DecList>\n      <GNo>{item}</GNo>\n      <CodeTS>{}</CodeTS>\n      <GName>{}</GName>\n      <GModel>{}</GModel>\n      <GQty>{}</GQty>\n      <GUnit>035</GUnit>\n      <DeclPrice>12.5</DeclPrice>\n      <TradeCurr>USD</TradeCurr>\n      <DestinationCountry>DEU</DestinationCountry>\n    </DecList>\n",
            cells[0], cells[1], cells[2], cells[3]
        );
    }
    text.push_str("  </DecLists>\n</DecMessage>\n");
    text
}
