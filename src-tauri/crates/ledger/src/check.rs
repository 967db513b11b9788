//! Checks the whole file of an open ledger, slice by slice: pages, references, sums, seals. Each slice reads over a connection of its
//! own, holds nothing that a sale needs, and ends as soon as somebody writes.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, MutexGuard, PoisonError};

use rusqlite::Connection;
use serde::Serialize;
use specta_typescript::Number;

use crate::chain::{is_there, newest_link};
use crate::check_mark::{CheckMark, Round, forget, log_bytes};
use crate::given::judged;
use crate::open::MIGRATIONS;
use crate::pacing::asks;
use crate::reading::open_to_read;
use crate::verify::{NOT_IN_BOOKS, are_days_kept, finds, walk_between};
use crate::{Ledger, LedgerError};

/// From the end of a round to the next one, in ms: a shop that opens at the same hour every day has one each day.
const EACH_MS: i64 = 20 * 3_600_000;
/// So many rows of the journal are one slice. In tests they are few, so that some sales have several slices.
const ROWS: i64 = if cfg!(test) { 7 } else { 20_000 };
/// A slice that does not give way to writes ends when the write-ahead log is so long, in bytes: while it reads, the log cannot begin anew.
const LONGEST_LOG: u64 = 64_000_000;

/// A part that the disk does not give is tried so many times more before anybody is told of it.
const TRIES_MORE: u32 = 3;
/// From then on it is tried so seldom, in ms: a disk that fails takes long over each try, and the sales need it.
const AGAIN_MS: i64 = 3_600_000;

/// How the check of the whole file stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, specta::Type)]
pub struct FileCheck {
    /// When it ended last, in ms since 1970; `None`: it never did on this computer.
    #[specta(type = Option<Number>)]
    pub ended_ms: Option<i64>,
    /// Where it found damage, for whoever helps: `pages of sale`; `None`: it found none.
    pub damage: Option<String>,
    /// The disk does not give a part of the file, however often it is asked. Nothing is known of that part.
    pub is_unread: bool,
}

/// How a slice of the check ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slice {
    /// There is more to check.
    More,
    /// Somebody wrote, the log has grown long, or the ledger is being closed. The slice is done again later.
    GaveWay,
    /// It was the last one of a round, and nothing is damaged.
    Whole,
    /// It found damage. That is noted, and nothing is sold any more.
    Damaged,
    /// The disk did not give a part of the file. The slice is done again later, and who sells may go on: a sale that needs such a part
    /// says so.
    Unread,
}

/// One thing that is checked.
enum Step {
    /// The pages of the file, and which of them belong to what.
    File,
    /// The rows of a table, and that its indices have just these.
    Rows(String),
    /// That what its rows refer to is there.
    References(String),
    /// A question that finds nothing in whole books, by its place.
    Question(usize),
    /// What is kept of each day.
    Days,
    /// The seals of the journal.
    Seals,
}

impl Step {
    /// All of them, in order. They are the same for every file of a schema.
    fn all(connection: &Connection) -> Result<Vec<Step>, LedgerError> {
        let mut names = connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")?;
        let names: Vec<String> = names.query_map((), |row| row.get(0))?.collect::<Result<_, _>>()?;
        let rows = names.iter().cloned().map(Step::Rows);
        let references = names.iter().cloned().map(Step::References);
        let questions = (0..NOT_IN_BOOKS.len()).map(Step::Question);
        let last = [Step::Days, Step::Seals];
        Ok([Step::File].into_iter().chain(rows).chain(references).chain(questions).chain(last).collect())
    }

    /// How it is named to whoever helps.
    fn name(&self) -> String {
        match self {
            Step::File => "pages".to_owned(),
            Step::Rows(table) => format!("pages of {table}"),
            Step::References(table) => format!("references of {table}"),
            Step::Question(place) => NOT_IN_BOOKS.get(*place).map_or("", |(name, _)| name).to_owned(),
            Step::Days => "days".to_owned(),
            Step::Seals => "seals".to_owned(),
        }
    }

    /// Whether it found all right; all but the seals, which are not checked at once.
    fn holds(&self, connection: &Connection) -> Result<bool, LedgerError> {
        Ok(match self {
            Step::File => judged(connection, "quick_check(1)")?,
            Step::Rows(table) => judged(connection, &format!("integrity_check(\"{table}\")"))?,
            Step::References(table) => {
                !connection.prepare("SELECT 1 FROM pragma_foreign_key_check(?1)")?.exists([table])?
            }
            Step::Question(place) => match NOT_IN_BOOKS.get(*place) {
                Some((_, query)) => !finds(connection, query)?,
                None => true,
            },
            Step::Days => are_days_kept(connection)?,
            Step::Seals => true,
        })
    }
}

/// What a slice brought.
enum Found {
    /// The round stands here now.
    At(Round),
    /// The round is over.
    AllRight,
    /// Damage, and where.
    Damage(String),
}

impl Ledger {
    /// Whether there is something to check: a round is under way, or the last one ended long ago. At a moment, in ms since 1970.
    pub fn check_due(&self, now_ms: i64) -> bool {
        if self.read(|_| Ok(())).is_err() {
            return false;
        }
        let mark = self.mark();
        // A clock that was set back must not put it off.
        let is_fresh = mark.ended_ms.is_some_and(|ended_ms| (0..EACH_MS).contains(&(now_ms - ended_ms)));
        let was_tried = is_told(&mark) && (0..AGAIN_MS).contains(&(now_ms - mark.unread_ms));
        !was_tried && (mark.round.is_some() || !is_fresh)
    }

    /// How the check stands.
    pub fn file_check(&self) -> FileCheck {
        let mark = self.mark();
        FileCheck { ended_ms: mark.ended_ms, damage: mark.damage.clone(), is_unread: is_told(&mark) }
    }

    /// How many writes began since the ledger was opened. As long as the number stays, nobody sells.
    pub fn writes_begun(&self) -> u64 {
        self.writes.load(Ordering::Acquire)
    }

    /// Checks one slice, and keeps where it is. `rest` is called again and again while it reads: whoever calls may slow it down there.
    /// With `gives_way` it ends as soon as a write begins; without, it ends when the write-ahead log has grown long.
    pub fn check_slice(
        &self,
        now_ms: i64,
        gives_way: bool,
        rest: impl FnMut() + Send + 'static,
    ) -> Result<Slice, LedgerError> {
        let _alone = self.checking.lock().unwrap_or_else(PoisonError::into_inner);
        // A ledger without a file says why it has none.
        self.read(|_| Ok(()))?;
        let (connection, is_stopped) = self.checker(gives_way, rest).map_err(LedgerError::of_reading)?;
        // What a sale writes meanwhile must not look like a sum that is wrong.
        connection.execute_batch("BEGIN")?;
        let found = self.look(&connection);
        let is_right = matches!(found, Ok(Found::At(_) | Found::AllRight));
        if !is_right && is_stopped.load(Ordering::Acquire) {
            // What SQLite says after it was stopped is no verdict.
            return Ok(Slice::GaveWay);
        }
        match found {
            Ok(Found::Damage(place)) => {
                self.keep_damage(Some(now_ms), &place);
                Ok(Slice::Damaged)
            }
            Ok(Found::At(round)) => {
                self.keep_mark(&connection, |mark| (mark.round, mark.unread) = (Some(round), 0));
                Ok(Slice::More)
            }
            Ok(Found::AllRight) => {
                self.keep_mark(&connection, |mark| {
                    (mark.round, mark.ended_ms, mark.damage, mark.unread) = (None, Some(now_ms), None, 0);
                });
                Ok(Slice::Whole)
            }
            Err(LedgerError::DiskFault(_)) => {
                self.keep_mark(&connection, |mark| {
                    (mark.unread, mark.unread_ms) = (mark.unread.saturating_add(1), now_ms);
                });
                Ok(Slice::Unread)
            }
            Err(error) => Err(error.of_reading()),
        }
    }

    /// Notes that the books are damaged, now and for the next start, too: nothing is sold until they were repaired, or a whole round
    /// has found no damage. With the moment at which a round ended by it, in ms since 1970.
    pub fn keep_damage(&self, ended_ms: Option<i64>, place: &str) {
        // Whoever is told of it and asks where it is waits until that is noted.
        let mut mark = self.mark();
        self.note_damage();
        (mark.round, mark.damage, mark.unread) = (None, Some(place.to_owned()), 0);
        mark.ended_ms = ended_ms.or(mark.ended_ms);
        // Where it cannot be written, the mark that trusts the file is taken away: the next start looks at all of it.
        if mark.known_by.seq > 0 && !mark.write(self.path()) {
            let _ = forget(self.path());
        }
    }

    fn mark(&self) -> MutexGuard<'_, CheckMark> {
        self.check.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn keep_mark(&self, connection: &Connection, change: impl FnOnce(&mut CheckMark)) {
        let newest = newest_link(connection);
        let mut mark = self.mark();
        change(&mut mark);
        if let Ok(newest) = newest {
            mark.known_by = newest;
        }
        mark.write(self.path());
    }

    /// A connection that stops when it must, and tells whether it was stopped.
    fn checker(
        &self,
        gives_way: bool,
        mut rest: impl FnMut() + Send + 'static,
    ) -> Result<(Connection, Arc<AtomicBool>), LedgerError> {
        let mut connection = open_to_read(self.path())?;
        let (path, writes, before) = (self.path().to_owned(), self.writes.clone(), self.writes_begun());
        let (is_closing, is_stopped) = (self.is_closing.clone(), Arc::new(AtomicBool::new(false)));
        // A log that was long once keeps its length until it begins anew.
        let longest = LONGEST_LOG.max(log_bytes(self.path()));
        let told = is_stopped.clone();
        let stops = move || {
            rest();
            let is_wanted =
                if gives_way { writes.load(Ordering::Acquire) != before } else { log_bytes(&path) > longest };
            if is_wanted || is_closing.load(Ordering::Acquire) {
                told.store(true, Ordering::Release);
            }
            told.load(Ordering::Acquire)
        };
        asks(&mut connection, stops)?;
        Ok((connection, is_stopped))
    }

    /// Does what is next in the round.
    fn look(&self, connection: &Connection) -> Result<Found, LedgerError> {
        let damage = |error: LedgerError, place: &str| {
            if error != LedgerError::Corrupt {
                return Err(error);
            }
            // Of rows that the disk does not give, SQLite says on some systems that they are damaged. Of pages it tells the two apart.
            match judged(connection, "quick_check(1)") {
                Err(LedgerError::DiskFault(words)) => Err(LedgerError::DiskFault(words)),
                Ok(_) | Err(_) => Ok(Found::Damage(place.to_owned())),
            }
        };
        let looked = self.round(connection).and_then(|round| Ok((Step::all(connection)?, round)));
        let (steps, mut round) = match looked {
            Ok(looked) => looked,
            Err(error) => return damage(error, "pages"),
        };
        let Some(step) = steps.get(round.steps) else { return Ok(Found::AllRight) };
        if let Step::Seals = step {
            return self.look_at_seals(connection, round).or_else(|error| damage(error, &step.name()));
        }
        match step.holds(connection) {
            Ok(true) => {
                round.steps += 1;
                Ok(Found::At(round))
            }
            Ok(false) => Ok(Found::Damage(step.name())),
            Err(error) => damage(error, &step.name()),
        }
    }

    /// The seals are the last step: behind them the round is over.
    fn look_at_seals(&self, connection: &Connection, round: Round) -> Result<Found, LedgerError> {
        let newest = newest_link(connection)?.seq;
        let last = round.sealed_to.seq.saturating_add(ROWS);
        let (report, sealed_to) = walk_between(connection, &self.key(), (round.sealed_to.clone(), last))?;
        Ok(match report.broken_at {
            Some(_) => Found::Damage(Step::Seals.name()),
            None if last >= newest => Found::AllRight,
            None => Found::At(Round { sealed_to, ..round }),
        })
    }

    /// The round to go on with. It begins anew after an upgrade, and where the row that it came to is another one now.
    fn round(&self, connection: &Connection) -> Result<Round, LedgerError> {
        let version = MIGRATIONS.len();
        let known = self.mark().round.clone().filter(|round| round.version == version);
        match known {
            Some(round) if is_there(connection, &round.sealed_to)? => Ok(round),
            Some(_) | None => Ok(Round { version, ..Round::default() }),
        }
    }
}

/// Whether the disk was asked often enough to tell of it.
fn is_told(mark: &CheckMark) -> bool {
    mark.unread > TRIES_MORE
}
