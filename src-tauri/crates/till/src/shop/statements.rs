//! Companies' statement files: one at a time is held against the book of the till that is open.

use std::sync::Arc;

use crate::backup::aside;
use crate::matching::preview::remembered;
use crate::matching::run::MatchRun;
use crate::problem::field::StatementFault;
use crate::{
    MatchGroup, MatchPage, MatchProgress, MatchResult, Problem, Shop, StatementColumns, StatementPreview, Till,
};

impl Shop {
    /// The file with the till in whose books it was opened.
    pub(super) fn statement(&self, id: u32) -> Result<(Arc<MatchRun>, Arc<Till>), Problem> {
        let (run, till) = (self.held_file.of(id)?, self.till());
        if run.mode == till.mode() { Ok((run, till)) } else { Err(StatementFault::Gone.into()) }
    }

    /// Opens a file of so many bytes; gives the number by which the window names it.
    pub fn begin_statement(&self, slug: &str, size: usize) -> Result<u32, Problem> {
        let company = self.company(slug)?;
        let mode = self.till().mode();
        self.held_file.begin(|id| MatchRun::begin(id, company, mode, size))
    }

    /// Takes the next part of it, in base64.
    pub fn add_statement_part(&self, id: u32, part: &str) -> Result<(), Problem> {
        self.held_file.of(id)?.take(part)
    }

    /// Reads it, once it has come whole.
    pub async fn read_statement(&self, id: u32) -> Result<StatementPreview, Problem> {
        let (run, till) = self.statement(id)?;
        let known = self.state.lock().await.file.statements.get(run.slug()).cloned().unwrap_or_default();
        aside(move || till.read_statement(&run, &known)).await?
    }

    /// Holds it against the book, and remembers what was said of its columns.
    pub async fn hold_statement(&self, id: u32, said: StatementColumns) -> Result<MatchResult, Vec<Problem>> {
        let one = |problem| vec![problem];
        let (run, till) = self.statement(id).map_err(one)?;
        let (held, of) = (run.clone(), said.clone());
        let result = aside(move || till.hold_statement(&held, &of)).await.map_err(one)??;
        if result.other_company.is_some() {
            // What was said of another company's file is nothing to remember of this one's.
            return Ok(result);
        }
        let headings = run.headings();
        let mut state = self.state.lock().await;
        let known = state.file.statements.get(run.slug()).cloned().unwrap_or_default();
        let kept = remembered(known.clone(), &headings, &said);
        if kept != known {
            self.change(&mut state, |file| drop(file.statements.insert(run.slug().to_owned(), kept))).map_err(one)?;
        }
        Ok(result)
    }

    /// How far the work is.
    pub fn statement_progress(&self, id: u32) -> Result<MatchProgress, Problem> {
        Ok(self.held_file.of(id)?.progress())
    }

    /// Stops the work, and forgets the file.
    pub fn close_statement(&self, id: u32) {
        self.held_file.close(id);
    }

    /// A part of a list of what came of it.
    pub fn statement_rows(&self, id: u32, group: MatchGroup, after: u32, rows: u32) -> Result<MatchPage, Problem> {
        self.statement(id)?.0.rows(group, after, rows)
    }

    /// Puts a leftover aside with a reason.
    pub fn ignore_leftover(&self, id: u32, fingerprint: &str, reason: &str, by: &str) -> Result<(), Vec<Problem>> {
        let (run, till) = self.statement(id).map_err(|problem| vec![problem])?;
        till.ignore_leftover(&run, fingerprint, reason, by)
    }

    /// Takes a leftover out again.
    pub fn heed_leftover(&self, id: u32, fingerprint: &str) -> Result<(), Problem> {
        let (run, till) = self.statement(id)?;
        till.heed_leftover(&run, fingerprint)
    }
}
