//! Everything that was posted on some business days, row by row of the journal, for another program of accounts.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use domain::{Days, Entry, Paise};
use rusqlite::Connection;

use crate::posting::account_of;
use crate::statement::{Mover, entry};
use crate::{Ledger, LedgerError};

/// A row of the journal with its entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnteredRow {
    /// Its place in the journal.
    pub seq: i64,
    /// Its business day, `2026-11-20`.
    pub day: String,
    /// When, in ms since 1970.
    pub at_ms: i64,
    /// What moved.
    pub mover: Mover,
    /// The entries, which sum to zero.
    pub entries: Vec<Entry>,
}

/// Where the entries of some business days lie in the journal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EnteredDays {
    /// By account: first place, last place and day, in the order of the days.
    days: BTreeMap<String, Vec<(i64, i64, String)>>,
    /// Between which places all of them lie; `None`: there are none.
    pub places: Option<RangeInclusive<i64>>,
}

impl EnteredDays {
    /// The day on which an entry was posted. Where the clock was set back, two days may have the same places: then the entry is of
    /// the first of them. `None`: of no day that was asked for.
    fn day_of(&self, account: &str, seq: i64) -> Option<&str> {
        let days = self.days.get(account)?;
        days.iter().find(|(first, last, _)| (*first..=*last).contains(&seq)).map(|(_, _, day)| day.as_str())
    }
}

fn read_days(connection: &Connection, span: &Days) -> Result<EnteredDays, LedgerError> {
    // Each account's days are found by its key. A scan of all days of all accounts would grow with the books.
    let mut statement = connection.prepare_cached(
        "SELECT balance.account, movement.first_seq, movement.last_seq, movement.day
         FROM balance CROSS JOIN movement ON movement.account = balance.account AND movement.day BETWEEN ?1 AND ?2
         ORDER BY balance.account, movement.day",
    )?;
    let mut rows = statement.query((&span.from, &span.to))?;
    let mut found = EnteredDays::default();
    while let Some(row) = rows.next()? {
        let (first, last): (i64, i64) = (row.get(1)?, row.get(2)?);
        let so_far = found.places.unwrap_or(first..=last);
        found.places = Some(first.min(*so_far.start())..=last.max(*so_far.end()));
        found.days.entry(row.get(0)?).or_default().push((first, last, row.get(3)?));
    }
    Ok(found)
}

/// The rows within these places.
fn read_rows(
    connection: &Connection,
    days: &EnteredDays,
    places: &RangeInclusive<i64>,
) -> Result<Vec<EnteredRow>, LedgerError> {
    let mut statement = connection.prepare_cached(
        "SELECT sale_event.seq, at_ms, posting.amount_paise, kind, CASE WHEN sale_event.sale_id IS NULL THEN detail ELSE '' END,
             sale.id, service, operator, number, NULL, posting.account
         FROM posting CROSS JOIN sale_event ON sale_event.seq = event_seq LEFT JOIN sale ON sale.id = sale_event.sale_id
         WHERE event_seq BETWEEN ?1 AND ?2 ORDER BY event_seq",
    )?;
    let mut rows = statement.query((places.start(), places.end()))?;
    let mut entered: Vec<EnteredRow> = Vec::new();
    while let Some(row) = rows.next()? {
        let (seq, account): (i64, String) = (row.get(0)?, row.get(10)?);
        let posted = (account_of(&account)?, Paise::new(row.get(2)?));
        if let Some(known) = entered.last_mut().filter(|known| known.seq == seq) {
            known.entries.push(posted);
            continue;
        }
        // The entries of one row of the journal are all of one day.
        let day = days.day_of(&account, seq).unwrap_or_default().to_owned();
        let found = entry(row)?;
        entered.push(EnteredRow { seq, day, at_ms: found.at_ms, mover: found.mover, entries: vec![posted] });
    }
    entered.retain(|row| !row.day.is_empty());
    Ok(entered)
}

impl Ledger {
    /// Where the entries of some business days lie.
    pub fn entered_days(&self, days: &Days) -> Result<EnteredDays, LedgerError> {
        self.survey(|connection| read_days(connection, days))
    }

    /// Those of them within some places of the journal, oldest first.
    pub fn entered(&self, days: &EnteredDays, places: &RangeInclusive<i64>) -> Result<Vec<EnteredRow>, LedgerError> {
        self.survey(|connection| read_rows(connection, days, places))
    }
}
