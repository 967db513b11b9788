//! What must be true of the books that are found after a crash, whatever the disk did.

use std::collections::{BTreeMap, BTreeSet};

use ledger::Ledger;
use rusqlite::Connection;

use super::counter::{BOOKS, Counter, input, key, opening, wait};
use super::line::lock;
use super::story::Facts;
use super::{Disk, Fate};

/// A sale as it stands in the file.
#[derive(Debug)]
struct Sale {
    state: String,
    number: String,
    /// Order ids of its attempts, with the provider.
    attempts: Vec<(String, String)>,
    /// Every state its journal has.
    journal: BTreeSet<String>,
}

/// The place of the sale that is made after the crash.
const AFTERWARDS: usize = 90_000_000;

/// Looks at a disk that was found after a crash, starts the till on it, and looks again. `Ok`: how many sales are there
/// that nobody was told of, which is no harm as long as nothing was sent for them.
pub fn check(counter: &Counter, found: &Disk, facts: &Facts, seed: u64) -> Result<usize, String> {
    let sales = look(found)?;
    for intent in facts.sold.keys() {
        if !sales.contains_key(intent) {
            return Err(format!("the sale {intent} was acknowledged and is lost"));
        }
    }
    let attempts: BTreeMap<&str, &str> =
        sales.values().flat_map(|sale| &sale.attempts).map(|(id, provider)| (id.as_str(), provider.as_str())).collect();
    for (id, order) in &lock(&counter.truth).orders {
        if attempts.get(id.as_str()) != Some(&order.provider.as_str()) {
            return Err(format!("the order {id} was sent and no sale has it"));
        }
    }
    for (intent, state) in &facts.shown {
        if !sales[intent].journal.contains(state.as_str()) {
            return Err(format!("the sale {intent} was shown as {state:?}, and its journal has forgotten it"));
        }
    }
    let ghosts = ghosts(counter, &sales, facts)?;
    go_on(counter, found, seed)?;
    compare(counter, &look(found)?)?;
    Ok(ghosts)
}

/// Sales that nobody was told of: their commit failed, or the power was cut before it could say that it went well.
fn ghosts(counter: &Counter, sales: &BTreeMap<String, Sale>, facts: &Facts) -> Result<usize, String> {
    let truth = lock(&counter.truth);
    let unknown = |(intent, _): &(&String, &Sale)| intent.starts_with("act-") && !facts.sold.contains_key(*intent);
    let mut count = 0;
    for (intent, sale) in sales.iter().filter(unknown) {
        count += 1;
        if let Some((id, _)) = sale.attempts.iter().find(|(id, _)| truth.orders.contains_key(id)) {
            return Err(format!("the order {id} was sent for {intent}, which was refused"));
        }
    }
    Ok(count)
}

/// The shop opens again on what is left, asks about what is open, sends nothing twice, and sells on.
fn go_on(counter: &Counter, found: &Disk, seed: u64) -> Result<(), String> {
    let before = lock(&counter.truth).requests;
    let known: BTreeSet<String> = lock(&counter.truth).orders.keys().cloned().collect();
    let mut next = counter.after_crash(found, seed);
    let done = next.run(async |till| {
        wait(60).await;
        let sent = lock(&counter.truth).requests - before;
        if sent > 0 {
            return Err(format!("{sent} recharges were sent by themselves after the restart"));
        }
        let view = till.sell(&input(Fate::Done, AFTERWARDS, 0)).await;
        let view = view.map_err(|problems| format!("nothing can be sold after the restart: {problems:?}"))?;
        if known.contains(&view.order_id) {
            return Err(format!("the order id {} was made again", view.order_id));
        }
        wait(2).await;
        Ok(())
    });
    done.map_err(|problem| format!("the till does not open after the crash: {problem:?}"))?
}

/// The books against what the companies really did.
fn compare(counter: &Counter, sales: &BTreeMap<String, Sale>) -> Result<(), String> {
    let truth = lock(&counter.truth);
    let mut executed: BTreeMap<&str, u32> = BTreeMap::new();
    for (id, order) in &truth.orders {
        if order.requests > 1 || order.executed > 1 {
            return Err(format!("the order {id} was sent {} times, carried out {}", order.requests, order.executed));
        }
        *executed.entry(&order.number).or_default() += order.executed;
    }
    if let Some((number, times)) = executed.iter().find(|(_, times)| **times > 1) {
        return Err(format!("the customer {number} was charged {times} times"));
    }
    for (intent, sale) in sales.iter().filter(|(intent, _)| intent.starts_with("act-")) {
        let orders: Vec<_> = sale.attempts.iter().filter_map(|(id, _)| truth.orders.get(id)).collect();
        let done = orders.iter().any(|order| order.executed > 0);
        let reversed = orders.iter().any(|order| order.reversed);
        let is_right = match sale.state.as_str() {
            "succeeded" => done,
            "reversed" => reversed,
            // Nobody can know that it was never carried out; a person decides.
            "unknown" => !done,
            // Taken back before its success was ever heard of: then failure is the truth.
            "failed" => !done || reversed,
            "not_sent" => !done,
            _ => false,
        };
        if !is_right {
            let (state, number) = (&sale.state, &sale.number);
            return Err(format!("{intent} (number {number}) is {state} in the books, and in truth: {orders:?}"));
        }
    }
    Ok(())
}

/// Opens a copy of the books as they lie there, and reads them with SQL of its own.
fn look(found: &Disk) -> Result<BTreeMap<String, Sale>, String> {
    let copy = found.after_kill();
    let failed = |error: rusqlite::Error| format!("the books cannot be read: {error}");
    if copy.names().iter().any(|name| name == BOOKS) {
        let connection = Connection::open(copy.path(BOOKS)).map_err(failed)?;
        let sales = if is_made(&connection).map_err(failed)? { read(&connection)? } else { BTreeMap::new() };
        drop(connection);
        let ledger = Ledger::open(&copy.path(BOOKS), opening(9)).map_err(|error| format!("no ledger: {error}"))?;
        let chain = ledger.verify_chain().map_err(|error| format!("no chain: {error}"))?;
        if let Some(seq) = chain.broken_at {
            return Err(format!("the chain is broken at row {seq}"));
        }
        if chain.other_key > 0 {
            return Err(format!("{} rows are under a key that is not {}", chain.other_key, key().id));
        }
        return Ok(sales);
    }
    Ok(BTreeMap::new())
}

/// Whether the first migration is in the file already.
fn is_made(connection: &Connection) -> rusqlite::Result<bool> {
    connection.query_row("SELECT COUNT(*) > 0 FROM sqlite_schema WHERE name = 'sale'", (), |row| row.get(0))
}

fn read(connection: &Connection) -> Result<BTreeMap<String, Sale>, String> {
    let failed = |error: rusqlite::Error| format!("the books cannot be read: {error}");
    let verdict: String = connection.query_row("PRAGMA integrity_check", (), |row| row.get(0)).map_err(failed)?;
    if verdict != "ok" {
        return Err(format!("integrity: {verdict}"));
    }
    for (rule, sql) in [
        ("a row refers to one that is not there", "SELECT COUNT(*) FROM pragma_foreign_key_check"),
        (
            "the postings of an event do not sum to zero",
            "SELECT COUNT(*) FROM (SELECT 1 FROM posting GROUP BY event_seq HAVING SUM(amount_paise) <> 0)",
        ),
        (
            "a sale keeps other money of its customer's than its state says",
            "SELECT COUNT(*) FROM sale WHERE COALESCE(
                (SELECT SUM(p.amount_paise) FROM posting AS p JOIN sale_event AS e ON e.seq = p.event_seq
                 WHERE e.sale_id = sale.id AND p.account IN ('cash', 'owed', 'lost')), 0)
             <> CASE sale.state WHEN 'succeeded' THEN sale.amount_paise ELSE 0 END",
        ),
        (
            "a sale does not stand as its newest attempt does",
            "SELECT COUNT(*) FROM sale WHERE state <>
                (SELECT state FROM attempt WHERE attempt.sale_id = sale.id ORDER BY attempt.id DESC LIMIT 1)",
        ),
        (
            "an attempt does not stand as its journal does",
            "SELECT COUNT(*) FROM attempt WHERE state <>
                (SELECT to_state FROM sale_event AS e WHERE e.attempt_id = attempt.id ORDER BY e.seq DESC LIMIT 1)",
        ),
    ] {
        let count: i64 = connection.query_row(sql, (), |row| row.get(0)).map_err(failed)?;
        if count > 0 {
            return Err(format!("{rule}: {count} times"));
        }
    }
    sales(connection).map_err(failed)
}

fn sales(connection: &Connection) -> rusqlite::Result<BTreeMap<String, Sale>> {
    let mut sales = BTreeMap::new();
    let mut statement = connection.prepare(
        "SELECT sale.intent, sale.state, sale.number, attempt.order_id, attempt.provider,
            (SELECT GROUP_CONCAT(to_state) FROM sale_event AS e WHERE e.sale_id = sale.id)
         FROM sale JOIN attempt ON attempt.sale_id = sale.id WHERE sale.intent LIKE 'act-%' ORDER BY attempt.id",
    )?;
    let mut rows = statement.query(())?;
    while let Some(row) = rows.next()? {
        let (state, number, journal): (String, String, String) = (row.get(1)?, row.get(2)?, row.get(5)?);
        let journal = journal.split(',').map(str::to_owned).collect();
        let sale = sales.entry(row.get(0)?).or_insert(Sale { state, number, attempts: Vec::new(), journal });
        sale.attempts.push((row.get(3)?, row.get(4)?));
    }
    Ok(sales)
}
