//! Slips: which were printed, and the secret that signs them.

use rusqlite::{Connection, Transaction};

use crate::event::{EventDetail, EventKind};
use crate::journal::NewEvent;
use crate::row::one_sale;
use crate::{Ledger, LedgerError};

/// What the secret is for that signs slips. No row of the journal is sealed by these words: a row begins with the digest of the
/// row before or, as the first one, with the name of its key.
const SIGNS_SLIPS: &str = "galla: this secret signs slips, form 1";

/// A slip that was printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Printed {
    /// Of a sale.
    Sale(i64),
    /// About no sale, by a name of the till's: `close:7`. It has letters, digits, `:`, `-` and `_` alone.
    Apart(String),
}

/// The acts of such prints begin so. Each is an act of its own, so that the index over acts counts them.
fn acts(what: &str) -> String {
    format!("printed:{what}")
}

fn prints_apart(connection: &Connection, what: &str) -> Result<u32, LedgerError> {
    let mut statement = connection.prepare_cached(
        "SELECT COUNT(*) FROM sale_event WHERE sale_id IS NULL
         AND detail ->> '$.intent' >= ?1 || '#' AND detail ->> '$.intent' < ?1 || '$'",
    )?;
    Ok(statement.query_row([acts(what)], |row| row.get(0))?)
}

impl Ledger {
    /// Writes into the journal that a slip was printed, and nothing else.
    pub fn note_printed(&self, printed: &Printed, at_ms: i64) -> Result<(), LedgerError> {
        self.write(|transaction| self.append_printed(transaction, printed, at_ms))
    }

    /// The same within a transaction.
    pub(crate) fn append_printed(
        &self,
        transaction: &Transaction<'_>,
        printed: &Printed,
        at_ms: i64,
    ) -> Result<(), LedgerError> {
        let kind = EventKind::Printed;
        match printed {
            Printed::Sale(sale_id) => {
                let sale = one_sale(transaction, *sale_id)?;
                self.append_aside(transaction, &sale, kind, EventDetail::default(), at_ms)?;
            }
            Printed::Apart(what) => {
                let count = prints_apart(transaction, what)? + 1;
                // `#` stands in no name, so that `close:7` does not count the prints of `close:70`.
                let detail = EventDetail { intent: Some(format!("{}#{count}", acts(what))), ..EventDetail::default() };
                let (kind, from, to) = (kind.as_str(), None, None);
                self.append(transaction, NewEvent { about: None, at_ms, kind, from, to, detail })?;
            }
        }
        Ok(())
    }

    /// How often a slip about no sale was printed.
    pub fn prints_apart(&self, what: &str) -> Result<u32, LedgerError> {
        self.read(|connection| prints_apart(connection, what))
    }

    /// The secret that signs slips, and the name of the key that it follows from.
    pub fn slip_secret(&self) -> Result<(String, [u8; 32]), LedgerError> {
        let key = self.key();
        let secret = key.secret_for(SIGNS_SLIPS)?;
        Ok((key.id, secret))
    }
}
