//! Slips that wait for the printer, table `print_job`. A job is deleted in the transaction that writes into the journal that its slip
//! was printed.

use rusqlite::{Connection, OptionalExtension, Row};

use crate::entry::Printed;
use crate::event::{EventDetail, EventKind};
use crate::row::one_sale;
use crate::sql::columns;
use crate::transaction::Transaction;
use crate::{Ledger, LedgerError};

/// The kind of a row that tells of a printed slip that is about no sale.
const SLIP_PRINTED: &str = "slip_printed";

/// How a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PrintState {
    /// Nothing of it is on paper.
    Waiting,
    /// Its bytes are on their way.
    Printing,
    /// It may be on paper, or cannot be printed: a person says how it goes on.
    Asked,
}

impl PrintState {
    const ALL: [(PrintState, &'static str); 3] =
        [(PrintState::Waiting, "waiting"), (PrintState::Printing, "printing"), (PrintState::Asked, "asked")];

    fn as_str(self) -> &'static str {
        PrintState::ALL.iter().find(|(state, _)| *state == self).map_or("", |(_, word)| word)
    }

    fn parse(word: &str) -> Option<PrintState> {
        PrintState::ALL.iter().find(|(_, known)| *known == word).map(|(state, _)| *state)
    }
}

/// A slip that is to be printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPrintJob {
    /// Of what it is a slip, in the till's own form.
    pub slip: String,
    /// The codes of its languages with a blank between them; empty: those of the settings.
    pub languages: String,
    /// Whether it opens the drawer.
    pub drawer: bool,
}

/// A job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintJobRow {
    /// Its place in the queue.
    pub job_id: i64,
    /// Of what it is a slip.
    pub job: NewPrintJob,
    /// How it stands.
    pub state: PrintState,
    /// When it was made, in ms since 1970.
    pub made_at_ms: i64,
    /// When a person last wanted it, in ms since 1970.
    pub wanted_at_ms: i64,
    /// What went wrong last, in the till's own form; empty: nothing yet.
    pub trouble: String,
}

columns! {
    /// What is read of a job.
    Column {
        Id = "id",
        Slip = "slip",
        Languages = "languages",
        Drawer = "drawer",
        State = "state",
        MadeAt = "made_at_ms",
        WantedAt = "wanted_at_ms",
        Trouble = "trouble",
    }
}

fn job_of(row: &Row<'_>) -> Result<PrintJobRow, LedgerError> {
    let state: String = Column::State.of(row)?;
    Ok(PrintJobRow {
        job_id: Column::Id.of(row)?,
        job: NewPrintJob {
            slip: Column::Slip.of(row)?,
            languages: Column::Languages.of(row)?,
            drawer: Column::Drawer.of(row)?,
        },
        state: PrintState::parse(&state).ok_or(LedgerError::Corrupt)?,
        made_at_ms: Column::MadeAt.of(row)?,
        wanted_at_ms: Column::WantedAt.of(row)?,
        trouble: Column::Trouble.of(row)?,
    })
}

fn one_job(connection: &Connection, job_id: i64) -> Result<Option<PrintJobRow>, LedgerError> {
    let columns = Column::SELECTED;
    let mut statement = connection.prepare_cached(&format!("SELECT {columns} FROM print_job WHERE id = ?1"))?;
    let mut rows = statement.query([job_id])?;
    rows.next()?.map(job_of).transpose()
}

/// Moves a job from one of the states that are expected. `MovedOn`: it is in none of them, or gone.
fn step(
    transaction: &Transaction<'_>,
    job_id: i64,
    expected: &[PrintState],
    to: PrintState,
    trouble: &str,
) -> Result<(), LedgerError> {
    let known = one_job(transaction, job_id)?.filter(|job| expected.contains(&job.state));
    known.ok_or(LedgerError::MovedOn)?;
    // The same trouble again changes no row, so that a printer that is switched off costs no write to the disk.
    const CHANGE: &str =
        "UPDATE print_job SET state = ?2, trouble = ?3 WHERE id = ?1 AND (state <> ?2 OR trouble <> ?3)";
    transaction.prepare_cached(CHANGE)?.execute((job_id, to.as_str(), trouble))?;
    Ok(())
}

impl Ledger {
    /// Every job, in the order of the queue. `most`: so many at most.
    pub fn print_jobs(&self, most: u32) -> Result<Vec<PrintJobRow>, LedgerError> {
        self.look_up(|connection| {
            let columns = Column::SELECTED;
            let mut statement =
                connection.prepare_cached(&format!("SELECT {columns} FROM print_job ORDER BY id LIMIT ?1"))?;
            let mut rows = statement.query([most])?;
            let mut jobs = Vec::new();
            while let Some(row) = rows.next()? {
                jobs.push(job_of(row)?);
            }
            Ok(jobs)
        })
    }

    /// One job; `None`: it is on paper, or was thrown away.
    pub fn print_job(&self, job_id: i64) -> Result<Option<PrintJobRow>, LedgerError> {
        self.look_up(|connection| one_job(connection, job_id))
    }

    /// Puts a slip into the queue and gives its job. One of the same slip in the same languages that is in the queue already, and is
    /// not asked about, is given instead: whoever asks twice for a slip that has not come yet wants it once. `MovedOn`: the queue
    /// has `most` jobs.
    pub fn add_print_job(&self, job: &NewPrintJob, most: u32, at_ms: i64) -> Result<i64, LedgerError> {
        self.write(|transaction| {
            let known = transaction
                .prepare_cached("SELECT id FROM print_job WHERE slip = ?1 AND languages = ?2 AND state <> 'asked'")?
                .query_row((&job.slip, &job.languages), |row| row.get(0))
                .optional()?;
            if let Some(known) = known {
                transaction
                    .prepare_cached("UPDATE print_job SET wanted_at_ms = ?2 WHERE id = ?1")?
                    .execute((known, at_ms))?;
                return Ok(known);
            }
            let jobs: u32 =
                transaction.prepare_cached("SELECT COUNT(*) FROM print_job")?.query_row((), |row| row.get(0))?;
            if jobs >= most {
                return Err(LedgerError::MovedOn);
            }
            // No number is given twice, so that an answer about a job that is gone is never taken for one about another.
            transaction
                .prepare_cached(
                    "INSERT INTO print_job (id, slip, languages, drawer, state, made_at_ms, wanted_at_ms)
                     SELECT max(?4, COALESCE(MAX(id), 0) + 1), ?1, ?2, ?3, 'waiting', ?4, ?4 FROM print_job",
                )?
                .execute((&job.slip, &job.languages, job.drawer, at_ms))?;
            Ok(transaction.last_insert_rowid())
        })
    }

    /// Notes, durably, that the first byte of a job is about to leave.
    pub fn begin_print_job(&self, job_id: i64) -> Result<(), LedgerError> {
        self.write(|transaction| step(transaction, job_id, &[PrintState::Waiting], PrintState::Printing, ""))
    }

    /// Notes what keeps a job from being printed. Nothing of it left.
    pub fn note_print_trouble(&self, job_id: i64, trouble: &str) -> Result<(), LedgerError> {
        let from = [PrintState::Waiting, PrintState::Printing];
        self.write(|transaction| step(transaction, job_id, &from, PrintState::Waiting, trouble))
    }

    /// Notes that a person has to say how a job goes on.
    pub fn ask_print_job(&self, job_id: i64, trouble: &str) -> Result<(), LedgerError> {
        let from = [PrintState::Waiting, PrintState::Printing];
        self.write(|transaction| step(transaction, job_id, &from, PrintState::Asked, trouble))
    }

    /// Puts a job that a person wants printed back into the queue. It opens no drawer any more. `at_ms`: now.
    pub fn want_print_job(&self, job_id: i64, at_ms: i64) -> Result<(), LedgerError> {
        let from = [PrintState::Waiting, PrintState::Asked];
        self.write(|transaction| {
            step(transaction, job_id, &from, PrintState::Waiting, "")?;
            transaction
                .prepare_cached("UPDATE print_job SET wanted_at_ms = ?2, drawer = 0 WHERE id = ?1")?
                .execute((job_id, at_ms))?;
            Ok(())
        })
    }

    /// Throws a job away. One whose bytes are on their way is not.
    pub fn drop_print_job(&self, job_id: i64) -> Result<(), LedgerError> {
        let from = [PrintState::Waiting, PrintState::Asked];
        self.write(|transaction| take_away(transaction, job_id, &from))
    }

    /// Ends a job whose slip is on paper: the job goes, and the journal says that the slip was printed.
    pub fn end_print_job(
        &self,
        job_id: i64,
        sale_id: Option<i64>,
        printed: &Printed,
        at_ms: i64,
    ) -> Result<(), LedgerError> {
        // What a person says is on paper was asked about before.
        let expected = if printed.by_person { PrintState::Asked } else { PrintState::Printing };
        self.write(|transaction| {
            take_away(transaction, job_id, &[expected])?;
            self.append_printed(transaction, sale_id, printed, at_ms)
        })
    }

    /// Writes that a slip was printed that no job was made for. `sale_id`: of the slip of a sale.
    pub fn note_slip_printed(&self, sale_id: Option<i64>, printed: &Printed, at_ms: i64) -> Result<(), LedgerError> {
        self.write(|transaction| self.append_printed(transaction, sale_id, printed, at_ms))
    }

    fn append_printed(
        &self,
        transaction: &Transaction<'_>,
        sale_id: Option<i64>,
        printed: &Printed,
        at_ms: i64,
    ) -> Result<(), LedgerError> {
        let detail = EventDetail { printed: Some(printed.clone()), ..EventDetail::default() };
        match sale_id {
            Some(sale_id) => {
                let sale = one_sale(transaction, sale_id)?;
                self.append_aside(transaction, &sale, EventKind::Printed, detail, at_ms)?;
            }
            None => drop(self.append_apart(transaction, SLIP_PRINTED, detail, at_ms)?),
        }
        Ok(())
    }

    /// At the start: nobody knows of a job in this state whether it is on paper. Gives how many there are.
    pub fn ask_print_jobs(&self, state: PrintState, trouble: &str) -> Result<usize, LedgerError> {
        self.write(|transaction| {
            let mut asks =
                transaction.prepare_cached("UPDATE print_job SET state = 'asked', trouble = ?2 WHERE state = ?1")?;
            Ok(asks.execute((state.as_str(), trouble))?)
        })
    }

    /// How often a slip that is about no sale was printed, by its form in the till.
    pub fn times_slip_printed(&self, slip: &str) -> Result<u32, LedgerError> {
        self.look_up(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT COUNT(*) FROM sale_event
                 WHERE sale_id IS NULL AND kind = 'slip_printed' AND detail ->> '$.printed.slip' = ?1",
            )?;
            Ok(statement.query_row([slip], |row| row.get(0))?)
        })
    }
}

fn take_away(transaction: &Transaction<'_>, job_id: i64, expected: &[PrintState]) -> Result<(), LedgerError> {
    let known = one_job(transaction, job_id)?.filter(|job| expected.contains(&job.state));
    known.ok_or(LedgerError::MovedOn)?;
    transaction.prepare_cached("DELETE FROM print_job WHERE id = ?1")?.execute([job_id])?;
    Ok(())
}

/// Throws every job of a copy of the books away. What waited when a backup was made is on paper long since, or nobody waits for it.
pub(crate) fn forget_print_jobs(connection: &Connection) -> Result<(), LedgerError> {
    connection.execute("DELETE FROM print_job", ())?;
    Ok(())
}
