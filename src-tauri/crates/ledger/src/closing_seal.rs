//! Whether everything up to a close is still what it was: the closing seal that stands on paper is held against the books. So rows
//! that were cut off at the end of the journal leave a trace.

use domain::ClosingSeal;

use crate::verify::walk_to;
use crate::{CloseRow, Ledger, LedgerError};

/// What the books say of a closing seal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SealFound {
    /// The close stands in the books as it was, and everything before it.
    Stands(Box<CloseRow>),
    /// The close stands in the books, and a row before it was changed: the first one.
    Broken {
        /// The close.
        close: Box<CloseRow>,
        /// The row.
        row: i64,
    },
    /// No close has this seal: it was cut off or changed, or the paper is of other books. With the newest close, if there is one.
    Nowhere(Option<Box<CloseRow>>),
}

/// So many closes are read at a time.
const PAGE: u32 = 64;

impl Ledger {
    /// Looks a closing seal up, and walks the chain up to its close.
    pub fn find_seal(&self, seal: ClosingSeal) -> Result<SealFound, LedgerError> {
        let (mut before, mut newest) = (i64::MAX, None);
        loop {
            let page = self.closes(before, PAGE)?;
            newest = newest.or_else(|| page.first().cloned().map(Box::new));
            if let Some(close) = page.iter().find(|close| close.seal == seal) {
                let close = Box::new(close.clone());
                let report = self.read(|connection| walk_to(connection, &self.key(), close.seq))?;
                return Ok(match report.broken_at {
                    None => SealFound::Stands(close),
                    Some(row) => SealFound::Broken { close, row },
                });
            }
            match page.last() {
                Some(last) => before = last.seq,
                None => return Ok(SealFound::Nowhere(newest)),
            }
        }
    }
}
