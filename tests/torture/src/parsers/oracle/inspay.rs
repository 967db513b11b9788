//! INSPAY's paper: seven flat names as JSON.

use super::{FOUR, Oracle, about, flat};
use crate::parsers::case::Dialect;

pub(super) const ORACLE: Oracle = Oracle {
    calls: FOUR,
    judge: |input, text| flat::judge(Dialect::Inspay, input, text),
    callback: |form| about(form, "txid", "status"),
};
