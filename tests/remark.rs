//! Remarks as people write them, and what becomes of them.

mod common;
#[path = "remark/own.rs"]
mod own;
#[path = "remark/shared.rs"]
mod shared;

const CONTROLLED: &str = "人造石墨负极材料";
const NEAR: &str = "锂离子电池,重量能量密度：285Wh/kg";
const CLEAR: &str = "锂离子电池,重量能量密度：160Wh/kg";
const UNDETERMINED: &str = "锂离子电池,3.7V";
const GRAPHITE: &str = "天然鳞片石墨";
const OTHER: &str = "棉制针织T恤衫,圆领";
