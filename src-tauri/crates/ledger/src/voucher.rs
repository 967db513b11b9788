//! Rows of the journal that are about no sale.

use domain::flaw::{self, Flaw};
use domain::{Account, FinancialYear, Paise, Voucher, VoucherKind};
use rusqlite::{Connection, Params, Row};

use crate::entry::RuleChange;
use crate::event::EventDetail;
use crate::journal::NewEvent;
use crate::posting::{Place, business_day_of, post, rule_of, settled};
use crate::price::put_price;
use crate::tds::note_tds;
use crate::transaction::Transaction;
use crate::{Ledger, LedgerError};

/// The kind of a row that is about no sale, by the database's word for it.
pub(crate) const VOUCHER: &str = "voucher";
/// A rule that changed.
pub(crate) const RULE: &str = "rule";

/// A voucher as the journal has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VoucherRow {
    /// Its place in the journal.
    pub seq: i64,
    /// When it was written, in ms since 1970.
    pub at_ms: i64,
    /// The voucher.
    pub voucher: Voucher,
    /// The place of the voucher that it takes back.
    pub mends: Option<i64>,
    /// The place of the correction that takes it back.
    pub mended_by: Option<i64>,
}

/// A deliberate act that moves money.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VoucherAct<'a> {
    /// Names the act: the same name delivered twice is one voucher.
    pub intent: &'a str,
    /// Asks before a voucher like one written since this moment, in ms since 1970. `None`: it was asked about.
    pub ask_if_written_since_ms: Option<i64>,
}

/// What became of a voucher that was to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VoucherWritten {
    /// It stands at this place of the journal: written now, or by the same act before.
    At(i64),
    /// Nothing was written: one like it was written shortly before.
    LikeIt(Box<VoucherRow>),
}

/// Who takes a voucher back, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "named as in a voucher")]
pub struct Mending<'a> {
    pub by: &'a str,
    pub reason: &'a str,
    pub intent: &'a str,
}

const COLUMNS: &str = "seq, at_ms, detail, (SELECT mend.seq FROM sale_event AS mend
    WHERE mend.sale_id IS NULL AND mend.detail ->> '$.mends' = sale_event.seq)";
/// So many of the newest vouchers are compared with one that is to be written.
const COMPARED: u32 = 200;

fn voucher_row(row: &Row<'_>) -> Result<VoucherRow, LedgerError> {
    let detail: String = row.get(2)?;
    let detail: EventDetail = serde_json::from_str(&detail).map_err(|_| LedgerError::Corrupt)?;
    let voucher = detail.voucher.ok_or(LedgerError::Corrupt)?;
    Ok(VoucherRow { seq: row.get(0)?, at_ms: row.get(1)?, voucher, mends: detail.mends, mended_by: row.get(3)? })
}

/// The vouchers that a query over [`COLUMNS`] of rows about no sale finds.
fn voucher_rows(connection: &Connection, rest: &str, known: impl Params) -> Result<Vec<VoucherRow>, LedgerError> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM sale_event WHERE sale_id IS NULL AND kind = 'voucher' AND {rest}"
    ))?;
    let mut rows = statement.query(known)?;
    let mut vouchers = Vec::new();
    while let Some(row) = rows.next()? {
        vouchers.push(voucher_row(row)?);
    }
    Ok(vouchers)
}

/// The place of the row that an act wrote before. Every act of a person begins with this question, so one without a name writes
/// nothing: the next one without a name would be taken for it.
pub(crate) fn place_of_intent(connection: &Connection, intent: &str) -> Result<Option<i64>, LedgerError> {
    if intent.trim().is_empty() {
        return Err(LedgerError::NamelessAct);
    }
    let mut statement =
        connection.prepare_cached("SELECT seq FROM sale_event WHERE sale_id IS NULL AND detail ->> '$.intent' = ?1")?;
    Ok(statement.query_map([intent], |row| row.get(0))?.next().transpose()?)
}

/// The place of the correction that takes a voucher back.
pub(crate) fn place_of_mend(connection: &Connection, mended: i64) -> Result<Option<i64>, LedgerError> {
    let mut statement =
        connection.prepare_cached("SELECT seq FROM sale_event WHERE sale_id IS NULL AND detail ->> '$.mends' = ?1")?;
    Ok(statement.query_map([mended], |row| row.get(0))?.next().transpose()?)
}

/// A voucher since that moment that moves the same money for the same thing, and stands.
fn like_it(connection: &Connection, voucher: &Voucher, since_ms: i64) -> Result<Option<VoucherRow>, LedgerError> {
    let newest = voucher_rows(connection, "seq < ?1 ORDER BY seq DESC LIMIT ?2", (i64::MAX, COMPARED))?;
    let is_like = |known: &Voucher| {
        let moved = |of: &Voucher| (of.kind, of.from.clone(), of.to.clone(), of.amount);
        moved(known) == moved(voucher)
    };
    Ok(newest.into_iter().find(|row| row.at_ms >= since_ms && row.mended_by.is_none() && is_like(&row.voucher)))
}

impl Ledger {
    /// Writes a voucher that no person's act is behind. Gives its place in the journal.
    pub fn add_voucher(&self, voucher: &Voucher, at_ms: i64) -> Result<i64, LedgerError> {
        self.write(|transaction| self.add_voucher_in(transaction, voucher, at_ms))
    }

    /// Writes a voucher that a person wants, once for each act.
    pub fn write_voucher(
        &self,
        voucher: &Voucher,
        act: &VoucherAct<'_>,
        at_ms: i64,
    ) -> Result<VoucherWritten, LedgerError> {
        self.write_once(voucher, act, EventDetail::default(), at_ms)
    }

    /// Writes tax that a payer kept back, as its statement shows it, of a financial year: the statement may come after its end.
    pub fn keep_tds(
        &self,
        voucher: &Voucher,
        year: FinancialYear,
        act: &VoucherAct<'_>,
        at_ms: i64,
    ) -> Result<VoucherWritten, LedgerError> {
        let detail = EventDetail { tds_year: Some(year), ..EventDetail::default() };
        self.write_once(voucher, act, detail, at_ms)
    }

    /// Writes one, with what else stands in its row.
    fn write_once(
        &self,
        voucher: &Voucher,
        act: &VoucherAct<'_>,
        detail: EventDetail,
        at_ms: i64,
    ) -> Result<VoucherWritten, LedgerError> {
        self.write(|transaction| {
            if let Some(seq) = place_of_intent(transaction, act.intent)? {
                return Ok(VoucherWritten::At(seq));
            }
            let asks = act.ask_if_written_since_ms;
            if let Some(like) = asks.map(|since| like_it(transaction, voucher, since)).transpose()?.flatten() {
                return Ok(VoucherWritten::LikeIt(Box::new(like)));
            }
            let intent = (!flaw::is_on(Flaw::LoadBookedTwice)).then(|| act.intent.to_owned());
            let detail = EventDetail { intent, ..detail };
            self.append_voucher(transaction, voucher, detail, at_ms).map(VoucherWritten::At)
        })
    }

    /// Takes a voucher back by a correction that names it, and gives the correction's place. Refused as [`LedgerError::MovedOn`]
    /// where it was taken back before, is itself such a correction, or is no voucher.
    pub fn mend_voucher(&self, seq: i64, mending: &Mending<'_>, at_ms: i64) -> Result<i64, LedgerError> {
        self.write(|transaction| {
            if let Some(seq) = place_of_intent(transaction, mending.intent)? {
                return Ok(seq);
            }
            let wrong = voucher_rows(transaction, "seq = ?1", [seq])?.pop().ok_or(LedgerError::MovedOn)?;
            // What a count found is mended by the next count: the close that tells of it is sealed.
            let is_counted = wrong.voucher.kind == VoucherKind::Difference;
            let is_mended = wrong.mended_by.is_some() && !flaw::is_on(Flaw::MendedTwice);
            if is_counted || is_mended || wrong.mends.is_some() {
                return Err(LedgerError::MovedOn);
            }
            let Voucher { from, to, amount, .. } = wrong.voucher;
            let (from, to) = if amount > Paise::ZERO { (to, from) } else { (from, to) };
            let amount = Paise::new(amount.get().checked_abs().ok_or(LedgerError::OutOfRange)?);
            let (by, reason) = (mending.by.to_owned(), mending.reason.to_owned());
            let kind = VoucherKind::Correction;
            let correction = Voucher { kind, from, to, amount, by, reason, reference: String::new() };
            let intent = Some(mending.intent.to_owned());
            // Its index takes each voucher once.
            let mends = wrong.mended_by.is_none().then_some(seq);
            let detail = EventDetail { intent, mends, ..EventDetail::default() };
            self.append_voucher(transaction, &correction, detail, at_ms)
        })
    }

    pub(crate) fn add_voucher_in(
        &self,
        transaction: &Transaction<'_>,
        voucher: &Voucher,
        at_ms: i64,
    ) -> Result<i64, LedgerError> {
        self.append_voucher(transaction, voucher, EventDetail::default(), at_ms)
    }

    pub(crate) fn append_voucher(
        &self,
        transaction: &Transaction<'_>,
        voucher: &Voucher,
        detail: EventDetail,
        at_ms: i64,
    ) -> Result<i64, LedgerError> {
        voucher.check().map_err(|fault| LedgerError::Failed(fault.to_string()))?;
        let entries = settled(voucher.entries().ok_or(LedgerError::OutOfRange)?)?;
        let detail = EventDetail { voucher: Some(voucher.clone()), posted: entries.clone(), ..detail };
        note_tds(transaction, &detail, &entries, at_ms)?;
        let seq = self.append_apart(transaction, VOUCHER, detail, at_ms)?;
        post(transaction, &Place { seq, sale_id: None, at_ms }, &entries)?;
        Ok(seq)
    }

    /// Appends a row that is about no sale.
    pub(crate) fn append_apart(
        &self,
        transaction: &Transaction<'_>,
        kind: &'static str,
        detail: EventDetail,
        at_ms: i64,
    ) -> Result<i64, LedgerError> {
        self.append(transaction, NewEvent { about: None, at_ms, kind, from: None, to: None, detail })
    }

    /// Changes a rule of money from now on. `by`: who changes it.
    pub fn set_rule(&self, change: &RuleChange, at_ms: i64) -> Result<(), LedgerError> {
        self.write(|transaction| self.set_rule_in(transaction, change, at_ms).map(drop))
    }

    pub(crate) fn set_rule_in(
        &self,
        transaction: &Transaction<'_>,
        change: &RuleChange,
        at_ms: i64,
    ) -> Result<i64, LedgerError> {
        put_rule(transaction, change)?;
        let detail = EventDetail { rule: Some(change.clone()), ..EventDetail::default() };
        self.append_apart(transaction, RULE, detail, at_ms)
    }

    /// A rule that is in force. `None` if it was never set.
    pub fn rule(&self, name: &str) -> Result<Option<String>, LedgerError> {
        self.look_up(|connection| rule_of(connection, name))
    }

    /// The business day of a moment, by the rule that is in force.
    pub fn business_day(&self, at_ms: i64) -> Result<String, LedgerError> {
        self.look_up(|connection| business_day_of(connection, at_ms))
    }

    /// The rules of a family that are in force: the one of that name, and those of the name and a colon and more.
    pub fn rules(&self, family: &str) -> Result<Vec<(String, String)>, LedgerError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT name, value FROM rule WHERE name = ?1 OR (name > ?1 || ':' AND name < ?1 || ';') ORDER BY name",
            )?;
            let rows = statement.query_map([family], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// The vouchers with places below `before`, newest first; with `account`, those alone that move it.
    pub fn vouchers(&self, account: Option<&Account>, before: i64, limit: u32) -> Result<Vec<VoucherRow>, LedgerError> {
        let account = account.map(Account::to_string).unwrap_or_default();
        let rest = "seq < ?1 AND (?2 = '' OR EXISTS (SELECT 1 FROM posting WHERE event_seq = seq AND account = ?2))
            ORDER BY seq DESC LIMIT ?3";
        self.read(|connection| voucher_rows(connection, rest, (before, &account, limit)))
    }

    /// The voucher of a person's act; `None` while that act wrote none.
    pub fn voucher_of_intent(&self, intent: &str) -> Result<Option<VoucherRow>, LedgerError> {
        self.read(|connection| Ok(voucher_rows(connection, "detail ->> '$.intent' = ?1", [intent])?.pop()))
    }

    /// One voucher; `None` where no voucher stands at that place.
    pub fn voucher(&self, seq: i64) -> Result<Option<VoucherRow>, LedgerError> {
        self.read(|connection| Ok(voucher_rows(connection, "seq = ?1", [seq])?.pop()))
    }
}

/// Writes a rule as it is from now on.
pub(crate) fn put_rule(transaction: &Transaction<'_>, change: &RuleChange) -> Result<(), LedgerError> {
    transaction
        .prepare_cached(
            "INSERT INTO rule (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        )?
        .execute((&change.name, &change.value))?;
    put_price(transaction, change)
}
