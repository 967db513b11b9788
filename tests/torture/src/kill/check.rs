//! The books against the truth: plain SQL on the file, and what the provider remembers. Only the walk along the
//! chain is the ledger's own; the simulated shop has one of its own.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use domain::{Mode, TerminalPrefix};
use ledger::{Ledger, Opening};
use rusqlite::{Connection, OpenFlags};

use super::child::chain_key;
use super::dialect::Standing;
use super::provider::Book;

/// What the shop was asked to sell.
#[derive(Debug, Clone)]
pub struct Wish {
    pub intent: String,
    pub number: String,
    pub rupees: i64,
}

/// A sale that it said it had taken.
#[derive(Debug, Clone)]
pub struct Promise {
    pub intent: String,
    pub order_id: String,
}

/// One request, as the books have it.
struct Attempt {
    sale_id: i64,
    intent: String,
    number: String,
    amount_paise: i64,
    sale_state: String,
    order_id: String,
    seller: String,
    state: String,
    attention: String,
}

fn sql(error: rusqlite::Error) -> String {
    format!("the books cannot be read: {error}")
}

/// Holds the books of a settled shop against what its providers did.
pub fn books(path: &Path, truth: &Book, wishes: &[Wish], promises: &[Promise]) -> Result<(), String> {
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(sql)?;
    let verdict: String = connection.query_row("PRAGMA integrity_check", (), |row| row.get(0)).map_err(sql)?;
    if verdict != "ok" {
        return Err(format!("the ledger is damaged: {verdict}"));
    }
    let attempts = attempts(&connection)?;
    every_sale_was_wished_for(&attempts, wishes)?;
    every_promise_is_kept(&attempts, promises)?;
    everything_at_the_provider_is_in_the_books(&attempts, truth)?;
    for attempt in &attempts {
        is_as_the_provider_has_it(attempt, truth)?;
    }
    every_sale_stands_as_its_newest_attempt(&attempts, truth)?;
    the_money_is_right(&connection, &attempts)
}

fn attempts(connection: &Connection) -> Result<Vec<Attempt>, String> {
    let query = "SELECT sale.id, intent, number, amount_paise, sale.state, order_id, provider, attempt.state, attention
        FROM attempt JOIN sale ON sale.id = sale_id ORDER BY attempt.id";
    let mut statement = connection.prepare(query).map_err(sql)?;
    let rows = statement.query_map((), |row| {
        Ok(Attempt {
            sale_id: row.get(0)?,
            intent: row.get(1)?,
            number: row.get(2)?,
            amount_paise: row.get(3)?,
            sale_state: row.get(4)?,
            order_id: row.get(5)?,
            seller: row.get(6)?,
            state: row.get(7)?,
            attention: row.get(8)?,
        })
    });
    rows.map_err(sql)?.collect::<Result<_, _>>().map_err(sql)
}

fn every_sale_was_wished_for(attempts: &[Attempt], wishes: &[Wish]) -> Result<(), String> {
    let wishes: BTreeMap<&str, &Wish> = wishes.iter().map(|wish| (wish.intent.as_str(), wish)).collect();
    for attempt in attempts {
        let wish = wishes.get(attempt.intent.as_str());
        if !wish.is_some_and(|wish| wish.number == attempt.number && wish.rupees * 100 == attempt.amount_paise) {
            return Err(format!("nobody asked for {}: {} {}", attempt.order_id, attempt.number, attempt.amount_paise));
        }
    }
    Ok(())
}

fn every_promise_is_kept(attempts: &[Attempt], promises: &[Promise]) -> Result<(), String> {
    let kept: BTreeSet<(&str, &str)> =
        attempts.iter().map(|attempt| (attempt.intent.as_str(), attempt.order_id.as_str())).collect();
    match promises.iter().find(|promise| !kept.contains(&(promise.intent.as_str(), promise.order_id.as_str()))) {
        Some(lost) => Err(format!("an acknowledged sale is lost: {} {}", lost.intent, lost.order_id)),
        None => Ok(()),
    }
}

fn everything_at_the_provider_is_in_the_books(attempts: &[Attempt], truth: &Book) -> Result<(), String> {
    if let Some(strange) = truth.strange.first() {
        return Err(format!("the provider was asked what no paper has: {strange:?}"));
    }
    for (order_id, entry) in &truth.orders {
        let booked = attempts.iter().find(|attempt| attempt.order_id == *order_id);
        let Some(booked) = booked else {
            return Err(format!("the provider was asked for {order_id}, and the books know nothing of it"));
        };
        let rupees = entry.order.amount.parse::<i64>().map(|rupees| rupees * 100);
        let is_it =
            booked.number == entry.order.number && rupees == Ok(booked.amount_paise) && booked.seller == entry.seller;
        if !is_it {
            return Err(format!("the provider was asked for another thing than {order_id} is: {:?}", entry.order));
        }
        if entry.requests > 1 || entry.executions > 1 {
            let (requests, executions) = (entry.requests, entry.executions);
            return Err(format!("{order_id} was asked for {requests} times and carried out {executions} times"));
        }
    }
    if truth.recharge_calls > attempts.len() as u64 {
        let calls = truth.recharge_calls;
        return Err(format!("the provider heard {calls} calls begin, and the books have {} attempts", attempts.len()));
    }
    Ok(())
}

fn is_as_the_provider_has_it(attempt: &Attempt, truth: &Book) -> Result<(), String> {
    let entry = truth.orders.get(&attempt.order_id).filter(|entry| entry.executions > 0);
    let fits = match entry.map(|entry| entry.end) {
        Some(Standing::Succeeded) => attempt.state == "succeeded",
        Some(Standing::Failed) => attempt.state == "failed",
        Some(Standing::Pending) => false,
        None => matches!(attempt.state.as_str(), "failed" | "not_sent"),
    };
    if !fits {
        let truth = entry.map(|entry| entry.end);
        return Err(format!("{} is '{}' in the books, and {truth:?} at the provider", attempt.order_id, attempt.state));
    }
    if attempt.attention.is_empty() { Ok(()) } else { Err(format!("{}: {}", attempt.order_id, attempt.attention)) }
}

fn every_sale_stands_as_its_newest_attempt(attempts: &[Attempt], truth: &Book) -> Result<(), String> {
    let newest: BTreeMap<i64, &Attempt> = attempts.iter().map(|attempt| (attempt.sale_id, attempt)).collect();
    if let Some(wrong) = newest.values().find(|attempt| attempt.sale_state != attempt.state) {
        return Err(format!("sale {} is '{}', its attempt '{}'", wrong.sale_id, wrong.sale_state, wrong.state));
    }
    let mut paid: BTreeMap<&str, u32> = BTreeMap::new();
    for entry in truth.orders.values().filter(|entry| entry.end == Standing::Succeeded) {
        *paid.entry(entry.order.number.as_str()).or_default() += entry.executions;
    }
    // Every wish has a number of its own.
    match paid.iter().find(|(_, times)| **times > 1) {
        Some((number, times)) => Err(format!("{number} was recharged {times} times for one sale")),
        None => Ok(()),
    }
}

fn the_money_is_right(connection: &Connection, attempts: &[Attempt]) -> Result<(), String> {
    let query = "SELECT event_seq FROM posting GROUP BY event_seq HAVING SUM(amount_paise) <> 0 LIMIT 1";
    let uneven: Option<i64> = connection.query_row(query, (), |row| row.get(0)).map_or_else(
        |error| if error == rusqlite::Error::QueryReturnedNoRows { Ok(None) } else { Err(sql(error)) },
        |seq| Ok(Some(seq)),
    )?;
    if let Some(seq) = uneven {
        return Err(format!("the postings of event {seq} do not sum to zero"));
    }
    let query = "SELECT COALESCE(SUM(posting.amount_paise), 0) FROM posting JOIN sale_event ON seq = event_seq
        WHERE sale_id = ?1 AND account IN ('cash', 'owed', 'lost')";
    let mut statement = connection.prepare(query).map_err(sql)?;
    for attempt in attempts {
        let cash: i64 = statement.query_row([attempt.sale_id], |row| row.get(0)).map_err(sql)?;
        let due = if attempt.sale_state == "succeeded" { attempt.amount_paise } else { 0 };
        if cash != due {
            return Err(format!("sale {} kept {cash} paise of its customer's money instead of {due}", attempt.sale_id));
        }
    }
    Ok(())
}

/// Opens the ledger as the till does, once its shop is closed, and walks along the chain.
pub fn chain(path: &Path) -> Result<(), String> {
    if !path.exists() {
        return Ok(());
    }
    let prefix = TerminalPrefix::from_random(0);
    let opening = Opening { mode: Mode::Real, key: chain_key(), prefix, now_ms: 0 };
    let ledger = Ledger::open(path, opening).map_err(|error| format!("the ledger does not open: {error}"))?;
    let report = ledger.verify_chain().map_err(|error| format!("the chain cannot be walked: {error}"))?;
    match (report.broken_at, report.other_key) {
        (None, 0) => Ok(()),
        _ => Err(format!("the chain is broken: {report:?}")),
    }
}
