//! Carries what earlier versions wrote into the journal, so that the journal alone is enough for them, too. No row that is there is
//! touched.

use rusqlite::Connection;

use crate::carried::{Carried, CarriedAttempt, CarriedPosting, CarriedRows, CarriedSale};
use crate::event::EventDetail;
use crate::journal::NewEvent;
use crate::transaction::Transaction;
use crate::{Ledger, LedgerError};

/// A row that carries what earlier versions wrote, as the database has its kind.
pub(crate) const CARRIED: &str = "carried";
/// So many rows of a table stand in one row of the journal.
const BATCH: i64 = 500;
/// So many rows of the journal are one transaction: a commit costs as much as some of them.
const ROWS_AT_ONCE: u32 = 20;

/// How far it is: so much of so much.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// What is done.
    pub done: u64,
    /// All.
    pub of: u64,
}

/// The tables in the order in which they are carried. Each refers to those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Table {
    Sales,
    Attempts,
    Postings,
}

impl Table {
    const ALL: [Table; 3] = [Table::Sales, Table::Attempts, Table::Postings];

    fn of(rows: &CarriedRows) -> Table {
        match rows {
            CarriedRows::Sales(_) => Table::Sales,
            CarriedRows::Attempts(_) => Table::Attempts,
            CarriedRows::Postings(_) => Table::Postings,
        }
    }

    fn between(self, connection: &Connection, first: i64, last: i64) -> Result<CarriedRows, LedgerError> {
        Ok(match self {
            Table::Sales => CarriedRows::Sales(CarriedSale::between(connection, first, last)?),
            Table::Attempts => CarriedRows::Attempts(CarriedAttempt::between(connection, first, last)?),
            Table::Postings => CarriedRows::Postings(CarriedPosting::between(connection, first, last)?),
        })
    }

    fn last(self, connection: &Connection) -> Result<i64, LedgerError> {
        match self {
            Table::Sales => CarriedSale::last(connection),
            Table::Attempts => CarriedAttempt::last(connection),
            Table::Postings => CarriedPosting::last(connection),
        }
    }
}

/// What is still to be carried, and how much there was.
struct Left {
    /// The tables, each with the numbers already carried and the last one.
    tables: Vec<(Table, i64, i64)>,
}

impl Left {
    /// Where a walk that was cut short goes on: behind the newest row that carries something.
    fn read(connection: &Connection) -> Result<Left, LedgerError> {
        let mut statement = connection.prepare_cached(
            "SELECT detail FROM sale_event WHERE sale_id IS NULL AND kind = 'carried' ORDER BY seq DESC LIMIT 1",
        )?;
        let newest: Option<String> = statement.query_map((), |row| row.get(0))?.next().transpose()?;
        let newest = newest.map(|detail| serde_json::from_str::<EventDetail>(&detail)).transpose();
        let newest = newest.map_err(|_| LedgerError::Corrupt)?.and_then(|detail| detail.carried);
        let at = newest.map(|carried| (Table::of(&carried.rows), carried.to));
        let place = |table: Table| Table::ALL.iter().position(|one| *one == table);
        let mut tables = Vec::new();
        for table in Table::ALL {
            let last = table.last(connection)?;
            let done = match at {
                Some((here, to)) if here == table => to,
                Some((here, _)) if place(table) < place(here) => last,
                _ => 0,
            };
            tables.push((table, done, last));
        }
        Ok(Left { tables })
    }

    fn progress(&self) -> Progress {
        let sum = |of: fn(&(Table, i64, i64)) -> i64| self.tables.iter().map(of).map(i64::unsigned_abs).sum();
        Progress { done: sum(|(_, done, _)| *done), of: sum(|(_, _, last)| *last) }
    }
}

impl Ledger {
    /// Carries what is still to be carried, and tells how far it is. Where it was cut short, it goes on.
    pub(crate) fn carry(&self, at_ms: i64, tell: &dyn Fn(Progress)) -> Result<(), LedgerError> {
        let is_carried = |connection: &Connection| {
            Ok(connection.query_row("SELECT is_carried FROM ledger WHERE id = 1", (), |row| row.get(0))?)
        };
        if self.look_up(is_carried)? {
            return Ok(());
        }
        let mut left = self.look_up(Left::read)?;
        loop {
            tell(left.progress());
            let is_over = self.write(|transaction| self.carry_some(transaction, &mut left, at_ms))?;
            if is_over {
                tell(left.progress());
                return Ok(());
            }
        }
    }

    /// Carries some, and tells whether that was the last.
    fn carry_some(&self, transaction: &Transaction<'_>, left: &mut Left, at_ms: i64) -> Result<bool, LedgerError> {
        for _ in 0..ROWS_AT_ONCE {
            let Some((table, done, last)) = left.tables.iter_mut().find(|(_, done, last)| done < last) else {
                transaction.execute("UPDATE ledger SET is_carried = 1 WHERE id = 1", ())?;
                return Ok(true);
            };
            let to = done.saturating_add(BATCH).min(*last);
            let rows = table.between(transaction, done.saturating_add(1), to)?;
            let detail = EventDetail { carried: Some(Box::new(Carried { to, rows })), ..EventDetail::default() };
            let row = NewEvent { about: None, at_ms, kind: CARRIED, from: None, to: None, detail };
            self.append(transaction, row)?;
            *done = to;
        }
        Ok(false)
    }
}
