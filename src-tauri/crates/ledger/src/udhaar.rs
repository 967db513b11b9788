//! What stands in a customer's account: the statement, the ages of what is due, and payments.

use std::collections::BTreeMap;

use domain::{Account, Paise, Payment, Service, Voucher, VoucherKind};
use rusqlite::{Connection, Row};

use crate::customer::one_customer;
use crate::event::{EventDetail, EventKind};
use crate::sql::{OF_CUSTOMERS, columns};
use crate::{Ledger, LedgerError};

/// So many rows of an account are looked at for the same payment. More are not written within minutes.
const LOOKED_AT: u32 = 50;
const DAY_MS: i64 = domain::DAY_MS;
/// The first ms of each age, counted back from now.
const AGES_MS: [i64; 3] = [8 * DAY_MS, 31 * DAY_MS, 91 * DAY_MS];

/// A sale that moved a customer's account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaleMoved {
    /// Its id.
    pub sale_id: i64,
    /// The service.
    pub service: Service,
    /// The operator's id.
    pub operator: String,
    /// The number.
    pub number: String,
}

/// Why a customer's account moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Moved {
    /// Sold on credit.
    Sold(SaleMoved),
    /// A sale on credit was taken back.
    TakenBack(SaleMoved),
    /// Money of a sale that came to nothing was turned into credit.
    Credited(SaleMoved),
    /// A payment, a correction, what was owed before the books began.
    Voucher(Voucher),
}

/// A line of a customer's account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementRow {
    /// Its place in the journal.
    pub seq: i64,
    /// When, in ms since 1970.
    pub at_ms: i64,
    /// Why.
    pub why: Moved,
    /// By how much: positive, the customer owes more.
    pub amount: Paise,
    /// What was owed after it.
    pub balance: Paise,
}

/// Which part of a customer's account is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// From this moment on, in ms since 1970; `None`: from the beginning.
    pub from_ms: Option<i64>,
    /// Until before this moment; `None`: until now.
    pub until_ms: Option<i64>,
}

/// A part of a customer's account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// What was owed before its first row.
    pub opening: Paise,
    /// What was owed after its last row.
    pub closing: Paise,
    /// Its rows, newest first.
    pub rows: Vec<StatementRow>,
    /// There are older ones in the period.
    pub has_more: bool,
}

/// What a customer owes, by its age: what was paid is taken from the oldest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Dues {
    /// Up to 7 days old, 8 to 30, 31 to 90, and older.
    pub by_age: [Paise; 4],
    /// When the oldest of it was sold, in ms since 1970.
    pub oldest_at_ms: Option<i64>,
}

/// A payment of a customer about to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPaid {
    /// Who pays.
    pub customer: i64,
    /// How much.
    pub amount: Paise,
    /// In cash or by UPI; nobody pays by owing.
    pub payment: Payment,
    /// The deliberate act behind it: the same act delivered twice is one payment.
    pub intent: String,
    /// When set: refuse it if the same was paid since that moment (ms since 1970).
    pub ask_if_paid_since_ms: Option<i64>,
}

columns! {
    /// What is read of a line of an account.
    Column {
        Seq = "event_seq",
        Amount = "posting.amount_paise",
        At = "at_ms",
        Kind = "kind",
        Detail = "detail",
        SaleId = "sale_event.sale_id",
        Service = "coalesce(service, '')",
        Operator = "coalesce(operator, '')",
        Number = "coalesce(number, '')",
    }
}

/// Where a line of an account is read from.
const ROWS_FROM: &str =
    "FROM posting JOIN sale_event ON seq = event_seq LEFT JOIN sale ON sale.id = sale_event.sale_id";

fn moved(row: &Row<'_>, amount: Paise) -> Result<Moved, LedgerError> {
    let Some(sale_id) = Column::SaleId.of::<Option<i64>>(row)? else {
        let detail: EventDetail =
            serde_json::from_str(&Column::Detail.of::<String>(row)?).map_err(|_| LedgerError::Corrupt)?;
        return detail.voucher.map(Moved::Voucher).ok_or(LedgerError::Corrupt);
    };
    let service = Service::parse(&Column::Service.of::<String>(row)?).ok_or(LedgerError::Corrupt)?;
    let sale = SaleMoved { sale_id, service, operator: Column::Operator.of(row)?, number: Column::Number.of(row)? };
    let is_credited = Column::Kind.of::<String>(row)? == EventKind::Credited.as_str();
    Ok(match amount > Paise::ZERO {
        _ if is_credited => Moved::Credited(sale),
        true => Moved::Sold(sale),
        false => Moved::TakenBack(sale),
    })
}

/// What was owed after the rows up to a place.
fn balance_up_to(connection: &Connection, account: &str, seq: i64) -> Result<Paise, LedgerError> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT coalesce(SUM(amount_paise), 0) FROM posting WHERE {OF_CUSTOMERS} AND account = ?1 AND event_seq <= ?2"
    ))?;
    Ok(Paise::new(statement.query_row((account, seq), |row| row.get(0))?))
}

/// The places of the first and the last row of a period; `None` where it has none.
fn borders(connection: &Connection, account: &str, period: Period) -> Result<Option<(i64, i64)>, LedgerError> {
    // A clock may have been set back between two rows. The rows between the borders are shown as they stand, so that the sums fit.
    let mut statement = connection.prepare_cached(&format!(
        "SELECT MIN(event_seq), MAX(event_seq) FROM posting JOIN sale_event ON seq = event_seq
         WHERE {OF_CUSTOMERS} AND account = ?1 AND at_ms >= ?2 AND at_ms < ?3"
    ))?;
    let (from, until) = (period.from_ms.unwrap_or(i64::MIN), period.until_ms.unwrap_or(i64::MAX));
    let found: (Option<i64>, Option<i64>) =
        statement.query_row((account, from, until), |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(found.0.zip(found.1))
}

/// The lines between two places, newest first, at most `limit`.
fn statement_rows(
    connection: &Connection,
    account: &str,
    (first, last): (i64, i64),
    limit: u32,
) -> Result<Vec<StatementRow>, LedgerError> {
    let columns = Column::SELECTED;
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {columns} {ROWS_FROM} WHERE {OF_CUSTOMERS} AND account = ?1 AND event_seq BETWEEN ?2 AND ?3
         ORDER BY event_seq DESC LIMIT ?4"
    ))?;
    let mut rows = statement.query((account, first, last, limit))?;
    let (mut found, mut balance) = (Vec::new(), balance_up_to(connection, account, last)?);
    while let Some(row) = rows.next()? {
        let amount = Paise::new(Column::Amount.of(row)?);
        let (seq, at_ms) = (Column::Seq.of(row)?, Column::At.of(row)?);
        found.push(StatementRow { seq, at_ms, why: moved(row, amount)?, amount, balance });
        balance = balance.checked_sub(amount).ok_or(LedgerError::OutOfRange)?;
    }
    Ok(found)
}

/// What is due, from the newest sale back until the balance is found: what was paid covers the oldest. A sale that was taken
/// back is due no more, whatever its age.
fn dues(connection: &Connection, id: i64, balance: Paise, now_ms: i64) -> Result<Dues, LedgerError> {
    let mut due = Dues::default();
    if balance <= Paise::ZERO {
        return Ok(due);
    }
    let mut statement = connection.prepare_cached(&format!(
        "SELECT amount_paise, at_ms, sale_id FROM posting JOIN sale_event ON seq = event_seq
         WHERE {OF_CUSTOMERS} AND account = ?1 ORDER BY event_seq DESC"
    ))?;
    let mut rows = statement.query([Account::Customer(id).to_string()])?;
    let mut left = balance.get();
    let mut taken_back: BTreeMap<i64, i64> = BTreeMap::new();
    while let (true, Some(row)) = (left > 0, rows.next()?) {
        let (amount, at_ms, sale_id): (i64, i64, Option<i64>) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let mut nothing = 0;
        let undone = sale_id.map_or(&mut nothing, |sale_id| taken_back.entry(sale_id).or_default());
        if amount < 0 {
            *undone = undone.saturating_sub(amount);
            continue;
        }
        let gone = amount.min(*undone);
        *undone -= gone;
        let part = (amount - gone).min(left);
        if part > 0 {
            left -= part;
            let age = AGES_MS.iter().filter(|age| now_ms - at_ms >= **age).count();
            if let Some(sum) = due.by_age.get_mut(age) {
                *sum = sum.checked_add(Paise::new(part)).ok_or(LedgerError::OutOfRange)?;
            }
            due.oldest_at_ms = Some(at_ms);
        }
    }
    Ok(due)
}

/// Finds the payment that is the same: the same act, or the same sum a short while ago. Gives the place of the same act.
fn paid_already(connection: &Connection, new: &NewPaid) -> Result<Option<i64>, LedgerError> {
    let account = Account::Customer(new.customer).to_string();
    let mut statement = connection.prepare_cached(&format!(
        "SELECT event_seq, at_ms, detail FROM posting JOIN sale_event ON seq = event_seq
         WHERE {OF_CUSTOMERS} AND account = ?1 AND sale_id IS NULL ORDER BY event_seq DESC LIMIT ?2"
    ))?;
    let mut rows = statement.query((account, LOOKED_AT))?;
    let mut recent = None;
    while let Some(row) = rows.next()? {
        let (seq, at_ms, detail): (i64, i64, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let detail: EventDetail = serde_json::from_str(&detail).map_err(|_| LedgerError::Corrupt)?;
        if detail.intent == new.intent {
            return Ok(Some(seq));
        }
        let is_same = |paid: &Voucher| paid.kind == VoucherKind::UdhaarPaid && paid.amount == new.amount;
        let is_asked = new.ask_if_paid_since_ms.is_some_and(|since_ms| at_ms >= since_ms);
        if is_asked && detail.voucher.as_ref().is_some_and(is_same) {
            recent = recent.or(Some(at_ms));
        }
    }
    recent.map_or(Ok(None), |at_ms| Err(LedgerError::PaidRecently { at_ms }))
}

impl Ledger {
    /// A part of a customer's account: the rows of a period with places below `before`, newest first, at most `limit`.
    pub fn statement(&self, id: i64, period: Period, before: i64, limit: u32) -> Result<Statement, LedgerError> {
        self.read(|connection| {
            one_customer(connection, id)?;
            let account = Account::Customer(id).to_string();
            let Some((first, last)) = borders(connection, &account, period)? else {
                return empty(connection, &account, period);
            };
            let opening = balance_up_to(connection, &account, first - 1)?;
            let closing = balance_up_to(connection, &account, last)?;
            let until = last.min(before.saturating_sub(1));
            let mut rows = statement_rows(connection, &account, (first, until), limit.saturating_add(1))?;
            let has_more = rows.len() > limit as usize;
            rows.truncate(limit as usize);
            Ok(Statement { opening, closing, rows, has_more })
        })
    }

    /// What each customer owes, by its age at a moment (ms since 1970). Those who owe nothing are left out.
    pub fn dues(&self, now_ms: i64) -> Result<BTreeMap<i64, Dues>, LedgerError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT account, paise FROM balance WHERE account >= 'customer:' AND account < 'customer;' AND paise > 0",
            )?;
            let mut rows = statement.query(())?;
            let mut all = BTreeMap::new();
            while let Some(row) = rows.next()? {
                let (account, paise): (String, i64) = (row.get(0)?, row.get(1)?);
                let Some(Account::Customer(id)) = Account::parse(&account) else { return Err(LedgerError::Corrupt) };
                all.insert(id, dues(connection, id, Paise::new(paise), now_ms)?);
            }
            Ok(all)
        })
    }

    /// What one customer owes, by its age at a moment (ms since 1970).
    pub fn dues_of(&self, id: i64, now_ms: i64) -> Result<Dues, LedgerError> {
        self.read(|connection| dues(connection, id, one_customer(connection, id)?.balance, now_ms))
    }

    /// Writes a customer's payment. The same act delivered twice is written once. Gives what is owed after it.
    pub fn pay_udhaar(&self, new: &NewPaid, at_ms: i64) -> Result<Paise, LedgerError> {
        self.write(|transaction| {
            one_customer(transaction, new.customer)?;
            if paid_already(transaction, new)?.is_none() {
                let to = if new.payment == Payment::Upi { Account::Upi } else { Account::Cash };
                let voucher = Voucher {
                    kind: VoucherKind::UdhaarPaid,
                    from: Account::Customer(new.customer),
                    to,
                    amount: new.amount,
                    by: String::new(),
                    reason: String::new(),
                    reference: String::new(),
                };
                self.add_voucher_in(transaction, &voucher, &new.intent, at_ms)?;
            }
            Ok(one_customer(transaction, new.customer)?.balance)
        })
    }
}

/// A period without a row: what was owed before it is owed after it.
fn empty(connection: &Connection, account: &str, period: Period) -> Result<Statement, LedgerError> {
    let before = Period { from_ms: None, until_ms: period.from_ms };
    let owed = match borders(connection, account, before)? {
        Some((_, last)) if period.from_ms.is_some() => balance_up_to(connection, account, last)?,
        Some(_) | None => Paise::ZERO,
    };
    Ok(Statement { opening: owed, closing: owed, rows: Vec::new(), has_more: false })
}
