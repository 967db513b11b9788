//! One file that is held against the book, as it is in memory. Nothing of it is kept when it is closed.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use providers::Company;
use sheets::read::MOST_BYTES;

use super::columns::Table;
use super::done::Done;
use super::view::{MatchGroup, MatchPage, MatchProgress, MatchStep};
use crate::problem::field::StatementFault;
use crate::{Mode, Problem};

/// Rows that are given at once at most.
const MOST_ROWS: u32 = 200;

/// One file.
pub(crate) struct MatchRun {
    pub(crate) id: u32,
    pub(super) company: &'static dyn Company,
    /// In which books.
    pub(crate) mode: Mode,
    pub(super) size: usize,
    pub(super) bytes: Mutex<Vec<u8>>,
    pub(super) table: Mutex<Option<Arc<Table>>>,
    pub(super) done: Mutex<Option<Arc<Done>>>,
    step: Mutex<MatchStep>,
    so_far: AtomicUsize,
    of: AtomicUsize,
    is_stopped: AtomicBool,
}

pub(super) fn lock<T>(slot: &Mutex<T>) -> MutexGuard<'_, T> {
    slot.lock().unwrap_or_else(PoisonError::into_inner)
}

impl MatchRun {
    /// A file of so many bytes that will come in parts. One that is too large is refused before any of it is read.
    pub(crate) fn begin(id: u32, company: &'static dyn Company, mode: Mode, size: usize) -> Result<MatchRun, Problem> {
        match size {
            0 => return Err(StatementFault::Empty.into()),
            1..=MOST_BYTES => {}
            _ => return Err(StatementFault::TooLarge.into()),
        }
        Ok(MatchRun {
            id,
            company,
            mode,
            size,
            bytes: Mutex::default(),
            table: Mutex::default(),
            done: Mutex::default(),
            step: Mutex::new(MatchStep::Taking),
            so_far: AtomicUsize::new(0),
            of: AtomicUsize::new(size),
            is_stopped: AtomicBool::new(false),
        })
    }

    /// Takes the next part, in base64.
    pub(crate) fn take(&self, part: &str) -> Result<(), Problem> {
        let part = STANDARD.decode(part).map_err(|_| StatementFault::Broken)?;
        let mut bytes = lock(&self.bytes);
        if bytes.len() + part.len() > self.size {
            return Err(StatementFault::Broken.into());
        }
        bytes.extend(part);
        self.so_far.store(bytes.len(), Ordering::Relaxed);
        Ok(())
    }

    pub(crate) fn stop(&self) {
        self.is_stopped.store(true, Ordering::Relaxed);
    }

    pub(crate) fn progress(&self) -> MatchProgress {
        MatchProgress {
            step: *lock(&self.step),
            done: self.so_far.load(Ordering::Relaxed),
            all: self.of.load(Ordering::Relaxed),
        }
    }

    pub(super) fn enter(&self, step: MatchStep, of: usize) {
        *lock(&self.step) = step;
        self.so_far.store(0, Ordering::Relaxed);
        self.of.store(of, Ordering::Relaxed);
    }

    /// Notes how far it is, and says whether to go on.
    pub(super) fn go_on(&self, so_far: usize) -> bool {
        self.so_far.store(so_far, Ordering::Relaxed);
        !self.is_stopped.load(Ordering::Relaxed)
    }

    pub(super) fn going_on(&self, so_far: usize) -> Result<(), Problem> {
        if self.go_on(so_far) { Ok(()) } else { Err(StatementFault::Stopped.into()) }
    }

    pub(super) fn table(&self) -> Result<Arc<Table>, Problem> {
        lock(&self.table).clone().ok_or(StatementFault::Gone.into())
    }

    pub(crate) fn done(&self) -> Result<Arc<Done>, Problem> {
        lock(&self.done).clone().ok_or(StatementFault::Gone.into())
    }

    /// The company's slug.
    pub(crate) fn slug(&self) -> &'static str {
        self.company.descriptor().slug
    }

    /// A part of a list of what came of it.
    pub(crate) fn rows(&self, group: MatchGroup, after: u32, rows: u32) -> Result<MatchPage, Problem> {
        let done = self.done()?;
        let all = done.rows(group);
        let place = |number: u32| usize::try_from(number).unwrap_or(usize::MAX);
        let part = all.iter().skip(place(after)).take(place(rows.min(MOST_ROWS))).map(|item| done.view(item));
        Ok(MatchPage { all_rows: all.len(), rows: part.collect() })
    }

    /// The names of the columns.
    pub(crate) fn headings(&self) -> Vec<String> {
        lock(&self.table).as_ref().map(|table| table.headings.clone()).unwrap_or_default()
    }
}
