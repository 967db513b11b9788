//! Backups of the books, from writing one to putting one in a ledger's place.

pub(crate) mod checking;
pub(crate) mod files;
pub(crate) mod folder;
mod haste;
pub(crate) mod keep;
pub(crate) mod name;
pub(crate) mod open;
mod pace;
pub(crate) mod place;
pub(crate) mod report;
pub(crate) mod room;
pub(crate) mod second;
pub(crate) mod swap;
pub(crate) mod take_up;
mod turn;
pub(crate) mod upgrade;
pub(crate) mod view;
mod write;

use crate::Problem;

/// Work that reads whole files, away from the tasks that answer the window.
pub(crate) async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Problem> {
    tokio::task::spawn_blocking(work).await.map_err(|error| Problem::CounterFault { words: error.to_string() })
}
