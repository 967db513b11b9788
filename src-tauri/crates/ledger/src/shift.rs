//! Shifts: rows of the journal about no sale. A shift is opened with counted cash, counted, and closed; its borders are rows and
//! not times, so that a clock that was set moves no money from one shift to another.

use domain::flaw::{self, Flaw};
use domain::{
    Account, Closed, ClosingSeal, Counted, DrawerCount, Figures, Opened, OpenedAt, Paise, SalesSum, ShiftEntry,
    Voucher, VoucherKind, needs_reason,
};
use rusqlite::{Connection, Params, Row, Transaction};

use crate::chain::{sealed_rows, with_row};
use crate::day_facts::{ShiftFacts, facts_from};
use crate::event::EventDetail;
use crate::figures::{figures_from, last_sale, owed, waiting};
use crate::posting::{balance_of, business_day_of};
use crate::voucher::place_of_intent;
use crate::{Ledger, LedgerError};

const OPENED: &str = "shift_opened";
const COUNTED: &str = "shift_counted";
const CLOSED: &str = "shift_closed";
/// The condition of the index over shifts, word for word.
const OPENED_OR_CLOSED: &str = "kind IN ('shift_opened', 'shift_closed')";

/// A deliberate act of a person at a shift.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShiftAct<'a> {
    /// Who.
    pub by: &'a str,
    /// Names the act: the same name delivered twice is one act.
    pub intent: &'a str,
    /// When, in ms since 1970.
    pub at_ms: i64,
}

/// A shift that is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenShift {
    /// The place of its opening in the journal.
    pub seq: i64,
    /// When it was opened, in ms since 1970.
    pub at_ms: i64,
    /// The opening.
    pub opened: Opened,
}

/// A count of the drawer, as the journal has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountRow {
    /// Its place in the journal.
    pub seq: i64,
    /// When, in ms since 1970.
    pub at_ms: i64,
    /// The count.
    pub count: DrawerCount,
}

/// A close, as the journal has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CloseRow {
    /// Its place in the journal.
    pub seq: i64,
    /// When, in ms since 1970.
    pub at_ms: i64,
    /// The close.
    pub closed: Closed,
    /// The closing seal: the journal's head with this row.
    pub seal: ClosingSeal,
}

/// Why a shift was not opened or closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ShiftDone<T> {
    /// It is written.
    Done(T),
    /// A shift is open already.
    IsOpen,
    /// Money went into the drawer or out of it since the count: it is counted again.
    CountIsOld,
    /// There is no such count, or the shift was closed with it.
    NoCount,
    /// The difference is so large that it needs a reason.
    ReasonMissing,
}

/// A row about a shift: its place, its moment, and what it says.
type Told = (i64, i64, ShiftEntry);

fn told(row: &Row<'_>) -> Result<Told, LedgerError> {
    let detail: String = row.get(2)?;
    let detail: EventDetail = serde_json::from_str(&detail).map_err(|_| LedgerError::Corrupt)?;
    Ok((row.get(0)?, row.get(1)?, *detail.shift.ok_or(LedgerError::Corrupt)?))
}

fn newest(connection: &Connection, rest: &str, known: impl Params) -> Result<Option<Told>, LedgerError> {
    let mut statement =
        connection.prepare_cached(&format!("SELECT seq, at_ms, detail FROM sale_event WHERE {rest}"))?;
    let mut rows = statement.query(known)?;
    rows.next()?.map(told).transpose()
}

/// The newest opening or close.
fn newest_border(connection: &Connection) -> Result<Option<Told>, LedgerError> {
    newest(connection, &format!("{OPENED_OR_CLOSED} AND seq <= ?1 ORDER BY seq DESC LIMIT 1"), [i64::MAX])
}

fn closes(connection: &Connection, before: i64, limit: u32) -> Result<Vec<CloseRow>, LedgerError> {
    let order = format!("WHERE {OPENED_OR_CLOSED} AND kind = '{CLOSED}' AND seq < ?1 ORDER BY seq DESC LIMIT ?2");
    let mut statement = connection.prepare_cached(&sealed_rows(&order))?;
    let mut rows = statement.query((before, limit))?;
    let mut closes = Vec::new();
    while let Some(row) = rows.next()? {
        closes.push(with_row(row, |sealed, key_id, mac| {
            let [_, _, _, detail] = sealed.texts;
            let detail: EventDetail = serde_json::from_str(detail).map_err(|_| LedgerError::Corrupt)?;
            match detail.shift.map(|entry| *entry) {
                Some(ShiftEntry::Closed(closed)) => {
                    let seal = ClosingSeal::of(&sealed.link(key_id, mac));
                    Ok(CloseRow { seq: sealed.seq, at_ms: sealed.at_ms, closed: *closed, seal })
                }
                Some(ShiftEntry::Opened(_) | ShiftEntry::Counted(_)) | None => Err(LedgerError::Corrupt),
            }
        })?);
    }
    Ok(closes)
}

/// Where a shift begins, and what its close takes over.
struct Begins {
    from_row: i64,
    after_sale: i64,
    number: i64,
    opened: Option<OpenedAt>,
}

fn begins(connection: &Connection) -> Result<Begins, LedgerError> {
    let open = match newest_border(connection)? {
        Some((seq, at_ms, ShiftEntry::Opened(opened))) => Some(OpenShift { seq, at_ms, opened }),
        Some((_, _, ShiftEntry::Closed(_) | ShiftEntry::Counted(_))) | None => None,
    };
    let before = closes(connection, i64::MAX, 1)?.pop();
    // Nothing falls between two closes. What was before the first opening stands in what the accounts had then.
    let (from_row, after_sale, number) = match (&before, &open) {
        (Some(close), Some(open)) if flaw::is_on(Flaw::ZLeavesGap) => {
            (open.seq, close.closed.figures.last_sale, close.closed.number + 1)
        }
        (Some(close), _) => (close.seq + 1, close.closed.figures.last_sale, close.closed.number + 1),
        (None, Some(open)) => (open.seq, open.opened.last_sale, 1),
        (None, None) => (1, 0, 1),
    };
    let opened = open.map(|open| OpenedAt { at_ms: open.at_ms, opened: open.opened });
    Ok(Begins { from_row, after_sale, number, opened })
}

impl Ledger {
    /// Opens a shift with counted cash. What was counted beyond what the books had is booked: before the books were ever opened it
    /// is what the drawer held then, and later it is over or short.
    pub fn open_shift(&self, act: &ShiftAct<'_>, counted: &Counted) -> Result<ShiftDone<OpenShift>, LedgerError> {
        self.write(|transaction| {
            let border = newest_border(transaction)?;
            if let Some((seq, at_ms, ShiftEntry::Opened(opened))) = border {
                let is_same = place_of_intent(transaction, act.intent)? == Some(seq);
                let open = OpenShift { seq, at_ms, opened };
                return Ok(if is_same { ShiftDone::Done(open) } else { ShiftDone::IsOpen });
            }
            let over_short_paise = over_short(transaction, counted.sum_paise)?;
            let kind = if border.is_none() { VoucherKind::Opening } else { VoucherKind::Difference };
            self.book_count(transaction, kind, over_short_paise, act, "")?;
            let last_sale = last_sale(transaction)?;
            let opened = Opened { by: act.by.to_owned(), counted: counted.clone(), over_short_paise, last_sale };
            let seq = self.append_shift(transaction, OPENED, act, ShiftEntry::Opened(opened.clone()))?;
            Ok(ShiftDone::Done(OpenShift { seq, at_ms: act.at_ms, opened }))
        })
    }

    /// Writes down what was counted in the drawer, with what the books have. Moves nothing.
    pub fn count_drawer(&self, act: &ShiftAct<'_>, counted: &Counted) -> Result<CountRow, LedgerError> {
        self.write(|transaction| {
            if let Some(seq) = place_of_intent(transaction, act.intent)?
                && let Some((at_ms, count)) = count_at(transaction, seq)?
            {
                return Ok(CountRow { seq, at_ms, count });
            }
            let expected_paise = balance_of(transaction, &Account::Cash)?;
            let count = DrawerCount { by: act.by.to_owned(), counted: counted.clone(), expected_paise };
            let seq = self.append_shift(transaction, COUNTED, act, ShiftEntry::Counted(count.clone()))?;
            Ok(CountRow { seq, at_ms: act.at_ms, count })
        })
    }

    /// Closes the shift with a count of the drawer. What is over or short is booked in the same step, and everything since the last
    /// close is summed up. Sales that wait stay owed.
    pub fn close_shift(
        &self,
        act: &ShiftAct<'_>,
        count_seq: i64,
        reason: &str,
    ) -> Result<ShiftDone<CloseRow>, LedgerError> {
        self.write(|transaction| {
            if let Some(seq) = place_of_intent(transaction, act.intent)?
                && let Some(close) = closes(transaction, seq + 1, 1)?.pop().filter(|close| close.seq == seq)
            {
                return Ok(ShiftDone::Done(close));
            }
            let begins = begins(transaction)?;
            let count = count_at(transaction, count_seq)?.filter(|_| count_seq >= begins.from_row);
            let Some((_, count)) = count else { return Ok(ShiftDone::NoCount) };
            if balance_of(transaction, &Account::Cash)? != count.expected_paise {
                return Ok(ShiftDone::CountIsOld);
            }
            let difference = count.over_short().ok_or(LedgerError::OutOfRange)?;
            if needs_reason(difference) && reason.trim().is_empty() {
                return Ok(ShiftDone::ReasonMissing);
            }
            self.book_count(transaction, VoucherKind::Difference, difference, act, reason)?;
            let closed = Closed {
                number: begins.number,
                day: business_day_of(transaction, act.at_ms)?,
                by: act.by.to_owned(),
                opened: begins.opened,
                count,
                reason: reason.trim().to_owned(),
                figures: figures_from(transaction, begins.from_row, begins.after_sale)?,
            };
            let seq = self.append_shift(transaction, CLOSED, act, ShiftEntry::Closed(Box::new(closed)))?;
            closes(transaction, seq + 1, 1)?.pop().map(ShiftDone::Done).ok_or(LedgerError::Corrupt)
        })
    }

    fn append_shift(
        &self,
        transaction: &Transaction<'_>,
        kind: &'static str,
        act: &ShiftAct<'_>,
        entry: ShiftEntry,
    ) -> Result<i64, LedgerError> {
        let (intent, shift) = (Some(act.intent.to_owned()), Some(Box::new(entry)));
        self.append_apart(transaction, kind, EventDetail { intent, shift, ..EventDetail::default() }, act.at_ms)
    }

    /// Books what was counted beyond what the books had, or less.
    fn book_count(
        &self,
        transaction: &Transaction<'_>,
        kind: VoucherKind,
        amount: Paise,
        act: &ShiftAct<'_>,
        reason: &str,
    ) -> Result<(), LedgerError> {
        if amount == Paise::ZERO {
            return Ok(());
        }
        let from = if kind == VoucherKind::Opening { Account::Owner } else { Account::OverShort };
        let (by, reason) = (act.by.to_owned(), reason.trim().to_owned());
        let voucher = Voucher { kind, from, to: Account::Cash, amount, by, reason, reference: String::new() };
        self.add_voucher_in(transaction, &voucher, act.at_ms).map(drop)
    }

    /// The shift that is open; `None`: the last one was closed, or none was ever opened.
    pub fn open_shift_now(&self) -> Result<Option<OpenShift>, LedgerError> {
        let border = self.look_up(newest_border)?;
        Ok(match border {
            Some((seq, at_ms, ShiftEntry::Opened(opened))) => Some(OpenShift { seq, at_ms, opened }),
            Some((_, _, ShiftEntry::Closed(_) | ShiftEntry::Counted(_))) | None => None,
        })
    }

    /// The sales that wait, and those that came to nothing and whose customers' money is still here.
    pub fn unsettled(&self) -> Result<(SalesSum, SalesSum), LedgerError> {
        self.read(|connection| Ok((waiting(connection)?, owed(connection)?)))
    }

    /// The figures since the last close, as they stand now (X).
    pub fn shift_figures(&self) -> Result<Figures, LedgerError> {
        self.read(|connection| {
            let begins = begins(connection)?;
            figures_from(connection, begins.from_row, begins.after_sale)
        })
    }

    /// The facts among which the cause of a difference is looked for, since the last close.
    pub fn shift_facts(&self) -> Result<ShiftFacts, LedgerError> {
        self.read(|connection| {
            let begins = begins(connection)?;
            facts_from(connection, begins.from_row, begins.after_sale)
        })
    }

    /// The closes with places below `before`, newest first.
    pub fn closes(&self, before: i64, limit: u32) -> Result<Vec<CloseRow>, LedgerError> {
        self.read(|connection| closes(connection, before, limit))
    }

    /// A count of the drawer; `None` where no count stands at that place.
    pub fn count_at(&self, seq: i64) -> Result<Option<CountRow>, LedgerError> {
        self.look_up(|connection| Ok(count_at(connection, seq)?.map(|(at_ms, count)| CountRow { seq, at_ms, count })))
    }
}

fn over_short(connection: &Connection, counted: Paise) -> Result<Paise, LedgerError> {
    counted.checked_sub(balance_of(connection, &Account::Cash)?).ok_or(LedgerError::OutOfRange)
}

fn count_at(connection: &Connection, seq: i64) -> Result<Option<(i64, DrawerCount)>, LedgerError> {
    let found = newest(connection, &format!("seq = ?1 AND kind = '{COUNTED}'"), [seq])?;
    Ok(match found {
        Some((_, at_ms, ShiftEntry::Counted(count))) => Some((at_ms, count)),
        Some((_, _, ShiftEntry::Opened(_) | ShiftEntry::Closed(_))) | None => None,
    })
}
