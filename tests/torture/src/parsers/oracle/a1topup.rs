//! A1Topup's paper: seven flat names as JSON, as XML, or as a line of CSV.

use super::{FOUR, Oracle, about, flat};
use crate::parsers::case::Dialect;

pub(super) const ORACLE: Oracle = Oracle {
    calls: FOUR,
    judge: |input, text| flat::judge(Dialect::A1Topup, input, text),
    callback: |form| about(form, "txid", "status"),
};
