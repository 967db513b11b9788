//! What tests see of an open ledger.

use rusqlite::Connection;
use std::sync::TryLockError;

use super::lock;
use crate::Ledger;

impl Ledger {
    /// Calls `hear` with the text of every statement that is run from now on.
    pub(crate) fn hear_statements(&self, hear: impl Fn(&str) + Clone + Send + 'static) {
        use rusqlite::trace::{TraceEvent, TraceEventCodes};
        let trace = |connection: &mut Connection| {
            let hear = hear.clone();
            let heard = move |event: TraceEvent<'_>| {
                if let TraceEvent::Stmt(_, text) = event {
                    hear(text);
                }
            };
            connection.trace_v2(TraceEventCodes::SQLITE_TRACE_STMT, Some(heard)).expect("a trace");
        };
        for slot in [&self.writer, &self.reader] {
            trace(lock(slot).as_mut().expect("an open file"));
        }
        // It is opened when it is first asked.
        self.survey(|_| Ok(())).expect("an open file");
        let mut surveyor = self.surveyor.lock().expect("a whole slot");
        trace(surveyor.as_mut().and_then(|open| open.as_mut().ok()).expect("an open file"));
    }

    /// Whether somebody is using the connection that writes.
    pub(crate) fn is_writing(&self) -> bool {
        matches!(self.writer.try_lock(), Err(TryLockError::WouldBlock))
    }

    /// Looks at the connection that writes.
    pub(crate) fn with_writer<T>(&self, look: impl FnOnce(&Connection) -> T) -> T {
        look(lock(&self.writer).as_ref().expect("an open file"))
    }

    /// Stops the file from growing, as a full disk would.
    pub(crate) fn fill_disk(&self) {
        self.with_writer(|connection| {
            let pages: i64 = connection.query_row("PRAGMA page_count", (), |row| row.get(0)).expect("page count");
            connection.pragma_update(None, "max_page_count", pages).expect("max_page_count");
        });
    }
}
