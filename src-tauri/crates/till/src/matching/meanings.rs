//! By which names companies call the columns of their statements.

use crate::settings::statements::{Meaning, plain};

/// The names by which companies call each, the surest first. A name counts where it stands in the heading as whole words.
const NAMES: &[(Meaning, &[&str])] = &[
    (
        Meaning::Nothing,
        &[
            "opening balance",
            "opening",
            "op bal",
            "balance before",
            "old balance",
            "pre balance",
            "opening bal",
            "s no",
            "sr no",
            "sl no",
            "serial no",
            "operator name",
            "operator code",
            "service name",
            "circle",
            "user name",
            "retailer",
        ],
    ),
    (
        Meaning::OperatorRef,
        &[
            "operator id",
            "operator ref",
            "operator ref no",
            "operator reference",
            "operator txn id",
            "operator transaction id",
            "operator txnid",
            "opid",
            "op id",
            "op ref",
            "optxnid",
            "optransid",
            "live id",
            "liveid",
            "rrn",
            "utr",
        ],
    ),
    (
        Meaning::OrderId,
        &[
            "client id",
            "client txn id",
            "client order id",
            "client ref",
            "client ref id",
            "client reference",
            "client request id",
            "clientid",
            "agent id",
            "agentid",
            "agent ref",
            "agent transaction id",
            "api request id",
            "request id",
            "requestid",
            "reqid",
            "req id",
            "api ref id",
            "api id",
            "user txn id",
            "usertx",
            "your ref",
            "your id",
            "partner id",
            "partner ref",
            "partner txn id",
            "merchant ref",
            "merchant txn id",
            "merchant order id",
            "member txn id",
            "order id",
            "orderid",
            "order no",
            "order number",
        ],
    ),
    (
        Meaning::Kind,
        &[
            "transaction type",
            "txn type",
            "trans type",
            "tran type",
            "type",
            "description",
            "narration",
            "particulars",
            "remark",
            "remarks",
            "details",
        ],
    ),
    (
        Meaning::Reference,
        &[
            "txn id",
            "txnid",
            "transaction id",
            "transactionid",
            "trans id",
            "tid",
            "recharge id",
            "payid",
            "pay id",
            "system id",
            "reference",
            "reference id",
            "reference no",
            "ref id",
            "ref no",
            "refid",
            "txn no",
            "transaction no",
            "id",
        ],
    ),
    (
        Meaning::Commission,
        &["commission", "comm", "commission amount", "margin", "discount", "incentive", "earning", "profit"],
    ),
    (
        Meaning::Balance,
        &[
            "closing balance",
            "balance after",
            "after balance",
            "post balance",
            "closing",
            "cl bal",
            "closing bal",
            "running balance",
            "current balance",
            "new balance",
            "balance",
            "bal",
        ],
    ),
    (Meaning::Status, &["status", "txn status", "transaction status", "recharge status", "result", "state"]),
    (Meaning::Debit, &["debit", "debit amount", "dr", "withdrawal", "dr amount", "amount dr", "debited"]),
    (Meaning::Credit, &["credit", "credit amount", "cr", "deposit", "cr amount", "amount cr", "credited"]),
    (
        Meaning::Number,
        &[
            "mobile",
            "mobile no",
            "mobile number",
            "mobileno",
            "number",
            "recharge number",
            "recharge no",
            "consumer no",
            "consumer number",
            "customer no",
            "customer number",
            "customer id",
            "account no",
            "account number",
            "subscriber id",
            "service number",
            "ca number",
            "dth number",
        ],
    ),
    (
        Meaning::Amount,
        &[
            "amount",
            "recharge amount",
            "txn amount",
            "transaction amount",
            "amt",
            "value",
            "mrp",
            "amount rs",
            "amount inr",
        ],
    ),
    (
        Meaning::Date,
        &[
            "date time",
            "datetime",
            "date",
            "txn date",
            "transaction date",
            "recharge date",
            "created at",
            "created on",
            "created",
            "timestamp",
            "time stamp",
            "requested at",
        ],
    ),
    (Meaning::Time, &["time", "txn time", "transaction time"]),
];

/// What a heading says, and how surely: a heading that is the name itself is surer than one that has it among other words.
pub(crate) fn named(heading: &str) -> Option<(Meaning, usize)> {
    let (plain, all) =
        (plain(heading), NAMES.iter().flat_map(|(meaning, names)| names.iter().map(|name| (*meaning, *name))));
    if plain.is_empty() {
        return None;
    }
    let joined = plain.replace(' ', "");
    let sureness = |meaning: Meaning, name: &str| {
        if plain == name || joined == name.replace(' ', "") {
            return Some(100 + name.len());
        }
        // "Amount debit": whatever stands beside the amount says more.
        let sure = if meaning == Meaning::Amount { 1 } else { name.len() };
        format!(" {plain} ").contains(&format!(" {name} ")).then_some(sure)
    };
    // Of two that are as sure the first stands.
    all.filter_map(|(meaning, name)| Some((meaning, sureness(meaning, name)?))).rev().max_by_key(|(_, sure)| *sure)
}
