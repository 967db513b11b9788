//! Shifts: rows of the journal about no sale. A shift is opened with counted cash, counted, and closed; its borders are rows and
//! not times, so that a clock that was set moves no money from one shift to another.

mod border;

use domain::{
    Account, Closed, Counted, DrawerCount, Figures, Opened, OpenedAt, Paise, SalesSum, ShiftEntry, Voucher, VoucherKind,
};

use crate::day_facts::{ShiftFacts, facts_from};
use crate::event::EventDetail;
use crate::figures::{figures_since, last_sale, owed, waiting};
use crate::opened::unopened;
use crate::posting::{balance_of, business_day_of};
use crate::transaction::Transaction;
use crate::voucher::place_of_intent;
use crate::{Ledger, LedgerError};
use border::{
    ByCount, CLOSED, COUNTED, OPENED, begins, closes, count_at, earlier_counts, found, newest_border, opened_at,
    opened_of,
};
pub use border::{CloseRow, OpenShift, ShiftDone, ShiftRefused};

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

/// How the shift stands, all of it at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShiftStanding {
    /// The shift that is open; `None`: the last one was closed, or none was ever opened.
    pub open: Option<OpenShift>,
    /// Whether any money moved since a shift was opened or closed last.
    pub has_moved: bool,
    /// The sales that wait.
    pub waiting: SalesSum,
    /// Those that came to nothing and whose customers' money is still here.
    pub owed: SalesSum,
}

/// The figures of the shift so far (X), and the shift that they are of, both at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShiftSoFar {
    /// The shift that is open; `None`: nobody opened one since the last close.
    pub open: Option<OpenShift>,
    /// The figures since the last close.
    pub figures: Figures,
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

impl Ledger {
    /// Opens a shift with a count of the drawer. What was counted beyond what the books had is booked: where nobody ever said what the
    /// drawer held it is what it held then, and later it is over or short.
    pub fn open_shift(
        &self,
        act: &ShiftAct<'_>,
        count_seq: i64,
        reason: &str,
    ) -> Result<ShiftDone<OpenShift>, LedgerError> {
        self.write(|transaction| {
            if let Some(seq) = place_of_intent(transaction, act.intent)?
                && let Some(open) = opened_at(transaction, seq)?
            {
                return Ok(Ok(open));
            }
            let begins = begins(transaction)?;
            if begins.open.is_some() {
                return Ok(Err(ShiftRefused::IsOpen));
            }
            let is_first = !unopened(transaction, vec![Account::Cash])?.is_empty();
            let by_count = ByCount { seq: count_seq, reason, is_first };
            let (count, over_short_paise) = match found(transaction, &by_count, begins.border)? {
                Ok(found) => found,
                Err(refused) => return Ok(Err(refused)),
            };
            let is_opening = is_first && over_short_paise >= Paise::ZERO;
            let kind = if is_opening { VoucherKind::Opening } else { VoucherKind::Difference };
            self.book_count(transaction, kind, over_short_paise, act, reason)?;
            let opened = Opened {
                by: act.by.to_owned(),
                counted: count.counted,
                over_short_paise,
                reason: reason.trim().to_owned(),
                last_sale: last_sale(transaction)?,
                count_row: count_seq,
            };
            let seq = self.append_shift(transaction, OPENED, act, ShiftEntry::Opened(opened.clone()))?;
            Ok(Ok(OpenShift { seq, at_ms: act.at_ms, opened }))
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
                return Ok(Ok(close));
            }
            let begins = begins(transaction)?;
            let by_count = ByCount { seq: count_seq, reason, is_first: false };
            let (count, difference) = match found(transaction, &by_count, begins.border)? {
                Ok(found) => found,
                Err(refused) => return Ok(Err(refused)),
            };
            self.book_count(transaction, VoucherKind::Difference, difference, act, reason)?;
            let from_row = begins.since.from_row;
            let opening = begins.open.as_ref().map_or(0, |open| open.opened.count_row);
            let closed = Closed {
                number: begins.number,
                sign: self.prefix.signs().to_owned(),
                day: business_day_of(transaction, act.at_ms)?,
                by: act.by.to_owned(),
                opened: begins.open.map(|open| OpenedAt { at_ms: open.at_ms, opened: open.opened }),
                count,
                counts: earlier_counts(transaction, from_row, [opening, count_seq])?,
                reason: reason.trim().to_owned(),
                figures: figures_since(transaction, begins.since)?,
            };
            let seq = self.append_shift(transaction, CLOSED, act, ShiftEntry::Closed(Box::new(closed)))?;
            closes(transaction, seq + 1, 1)?.pop().map(Ok).ok_or(LedgerError::Corrupt)
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
        Ok(opened_of(self.look_up(newest_border)?))
    }

    /// How the shift stands, without its figures.
    pub fn shift_standing(&self) -> Result<ShiftStanding, LedgerError> {
        self.read(|connection| {
            let border = newest_border(connection)?;
            let seq = border.as_ref().map_or(0, |(seq, ..)| *seq);
            let mut moved = connection.prepare_cached("SELECT 1 FROM posting WHERE event_seq > ?1")?;
            Ok(ShiftStanding {
                open: opened_of(border),
                has_moved: moved.exists([seq])?,
                waiting: waiting(connection)?,
                owed: owed(connection)?,
            })
        })
    }

    /// The figures since the last close, as they stand now (X).
    pub fn shift_so_far(&self) -> Result<ShiftSoFar, LedgerError> {
        self.read(|connection| {
            let begins = begins(connection)?;
            Ok(ShiftSoFar { figures: figures_since(connection, begins.since)?, open: begins.open })
        })
    }

    /// The facts among which the cause of a difference is looked for, since the last close.
    pub fn shift_facts(&self) -> Result<ShiftFacts, LedgerError> {
        self.read(|connection| {
            let since = begins(connection)?.since;
            facts_from(connection, since.from_row, since.after_sale)
        })
    }

    /// The closes with places below `before`, newest first.
    pub fn closes(&self, before: i64, limit: u32) -> Result<Vec<CloseRow>, LedgerError> {
        self.read(|connection| closes(connection, before, limit))
    }

    /// A count of the drawer; `None` where no count stands at that place.
    pub fn count_row(&self, seq: i64) -> Result<Option<CountRow>, LedgerError> {
        self.look_up(|connection| Ok(count_at(connection, seq)?.map(|(at_ms, count)| CountRow { seq, at_ms, count })))
    }
}
