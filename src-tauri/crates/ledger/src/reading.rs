//! Connections that only read.

use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use crate::LedgerError;

/// How many compiled statements a connection keeps.
pub(crate) const STATEMENTS: usize = 128;

/// A connection that writes nothing.
pub(crate) fn open_to_read(path: &Path) -> Result<Connection, LedgerError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(Duration::from_secs(5))?;
    connection.pragma_update(None, "trusted_schema", false)?;
    Ok(connection)
}

/// A connection that the screens read over.
pub(crate) fn open_beside(path: &Path) -> Result<Connection, LedgerError> {
    let reader = open_to_read(path)?;
    reader.set_prepared_statement_cache_capacity(STATEMENTS);
    // It cannot make even a temporary table.
    reader.pragma_update(None, "query_only", true)?;
    reader.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(reader)
}
