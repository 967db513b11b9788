//! The rows of shifts: where a shift begins, and with which count it may be opened or closed.

use domain::flaw::{self, Flaw};
use domain::{Account, Closed, ClosingSeal, DrawerCount, EarlierCount, Opened, Paise, ShiftEntry, needs_reason};
use rusqlite::{Connection, Params, Row};

use crate::LedgerError;
use crate::chain::{sealed_rows, with_row};
use crate::event::EventDetail;
use crate::figures::Since;
use crate::posting::balance_of;

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

/// A shift that was opened or closed, or why it was not: then nothing is written.
pub type ShiftDone<T> = Result<T, ShiftRefused>;

/// Why a shift was not opened or closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShiftRefused {
    /// A shift is open already.
    IsOpen,
    /// Money went into the drawer or out of it since the count: it is counted again.
    CountIsOld,
    /// There is no such count, or a shift was opened or closed since.
    NoCount,
    /// The difference is so large that it needs a reason.
    ReasonMissing,
}

pub(super) const OPENED: &str = "shift_opened";
pub(super) const COUNTED: &str = "shift_counted";
pub(super) const CLOSED: &str = "shift_closed";
/// The condition of the index over shifts, word for word.
const OPENED_OR_CLOSED: &str = "kind IN ('shift_opened', 'shift_closed')";

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
pub(super) fn newest_border(connection: &Connection) -> Result<Option<Told>, LedgerError> {
    newest(connection, &format!("{OPENED_OR_CLOSED} AND seq <= ?1 ORDER BY seq DESC LIMIT 1"), [i64::MAX])
}

pub(super) fn closes(connection: &Connection, before: i64, limit: u32) -> Result<Vec<CloseRow>, LedgerError> {
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
pub(super) struct Begins {
    pub(super) since: Since,
    pub(super) number: i64,
    pub(super) open: Option<OpenShift>,
    /// The newest opening or close. A count of before that is over.
    pub(super) border: i64,
}

/// Up to where the books are of a version that knew no shifts: the row and the sale. Nothing, where they never were.
fn before_shifts(connection: &Connection) -> Result<(i64, i64), LedgerError> {
    let mut carried = connection.prepare_cached(
        "SELECT seq FROM sale_event WHERE sale_id IS NULL AND kind = 'carried' ORDER BY seq DESC LIMIT 1",
    )?;
    let Some(row) = carried.query_map((), |row| row.get(0))?.next().transpose()? else { return Ok((0, 0)) };
    let mut newest = connection.prepare_cached(
        "SELECT sale_id FROM sale_event WHERE sale_id IS NOT NULL AND seq < ?1 ORDER BY sale_id DESC LIMIT 1",
    )?;
    let sale: Option<i64> = newest.query_map([row], |row| row.get(0))?.next().transpose()?;
    Ok((row, sale.unwrap_or_default()))
}

pub(super) fn begins(connection: &Connection) -> Result<Begins, LedgerError> {
    let border = newest_border(connection)?;
    let place = border.as_ref().map_or(0, |(seq, _, _)| *seq);
    let open = opened_of(border);
    let before = closes(connection, i64::MAX, 1)?.pop();
    // Nothing falls between two closes, and the first has everything since the books began.
    let (from_row, after_sale, number) = match (&before, &open) {
        (Some(close), Some(open)) if flaw::is_on(Flaw::ZLeavesGap) => {
            (open.seq, close.closed.figures.last_sale, close.closed.number + 1)
        }
        (Some(close), _) => (close.seq + 1, close.closed.figures.last_sale, close.closed.number + 1),
        (None, _) => {
            let (row, sale) = before_shifts(connection)?;
            (row + 1, sale, 1)
        }
    };
    let opened_after_sale = open.as_ref().map(|open| open.opened.last_sale);
    Ok(Begins { since: Since { from_row, after_sale, opened_after_sale }, number, open, border: place })
}

/// The shift of a border that opened one.
pub(super) fn opened_of(border: Option<Told>) -> Option<OpenShift> {
    match border {
        Some((seq, at_ms, ShiftEntry::Opened(opened))) => Some(OpenShift { seq, at_ms, opened }),
        Some((_, _, ShiftEntry::Closed(_) | ShiftEntry::Counted(_))) | None => None,
    }
}

/// The opening at a place of the journal.
pub(super) fn opened_at(connection: &Connection, seq: i64) -> Result<Option<OpenShift>, LedgerError> {
    Ok(opened_of(newest(connection, &format!("seq = ?1 AND kind = '{OPENED}'"), [seq])?))
}

/// A count that a shift is to be opened or closed with, by its place.
pub(super) struct ByCount<'a> {
    pub(super) seq: i64,
    pub(super) reason: &'a str,
    /// Nobody ever said what the drawer held. What it holds beyond the books is no difference then; what is missing is one,
    /// because no drawer held less than nothing.
    pub(super) is_first: bool,
}

/// The count and what it found, where a shift may be opened or closed with it now.
pub(super) fn found(
    connection: &Connection,
    by: &ByCount<'_>,
    border: i64,
) -> Result<ShiftDone<(DrawerCount, Paise)>, LedgerError> {
    let count = count_at(connection, by.seq)?.filter(|_| by.seq > border);
    let Some((_, count)) = count else { return Ok(Err(ShiftRefused::NoCount)) };
    if balance_of(connection, &Account::Cash)? != count.expected_paise {
        return Ok(Err(ShiftRefused::CountIsOld));
    }
    let difference = count.over_short().ok_or(LedgerError::OutOfRange)?;
    let is_opening = by.is_first && difference >= Paise::ZERO;
    if !is_opening && needs_reason(difference) && by.reason.trim().is_empty() {
        return Ok(Err(ShiftRefused::ReasonMissing));
    }
    Ok(Ok((count, difference)))
}

/// The counts of the drawer from a row on, oldest first, without two of them.
pub(super) fn earlier_counts(
    connection: &Connection,
    from_row: i64,
    without: [i64; 2],
) -> Result<Vec<EarlierCount>, LedgerError> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT seq, at_ms, detail FROM sale_event
         WHERE sale_id IS NULL AND kind = '{COUNTED}' AND seq >= ?1 AND seq <> ?2 AND seq <> ?3 ORDER BY seq"
    ))?;
    let mut rows = statement.query((from_row, without[0], without[1]))?;
    let mut counts = Vec::new();
    while let Some(row) = rows.next()? {
        match told(row)? {
            (_, at_ms, ShiftEntry::Counted(DrawerCount { by, counted, expected_paise })) => {
                counts.push(EarlierCount { at_ms, by, counted_paise: counted.sum_paise, expected_paise });
            }
            (_, _, ShiftEntry::Opened(_) | ShiftEntry::Closed(_)) => return Err(LedgerError::Corrupt),
        }
    }
    Ok(counts)
}

pub(super) fn count_at(connection: &Connection, seq: i64) -> Result<Option<(i64, DrawerCount)>, LedgerError> {
    let found = newest(connection, &format!("seq = ?1 AND kind = '{COUNTED}'"), [seq])?;
    Ok(match found {
        Some((_, at_ms, ShiftEntry::Counted(count))) => Some((at_ms, count)),
        Some((_, _, ShiftEntry::Opened(_) | ShiftEntry::Closed(_))) | None => None,
    })
}
