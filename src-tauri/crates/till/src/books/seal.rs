//! The closing seal of a paper, held against the books.

use domain::ClosingSeal;
use ledger::SealFound;
use serde::Serialize;
use specta_typescript::Number;

use super::close::CloseLine;
use crate::{Problem, Till};

/// What the books say of a closing seal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[expect(missing_docs, reason = "named as on the screen")]
pub enum SealView {
    /// Everything up to that close is still what it was.
    Stands { line: CloseLine },
    /// A row before that close was changed.
    Broken {
        line: CloseLine,
        #[specta(type = Number)]
        row: i64,
    },
    /// No close in these books has the seal.
    Nowhere { newest: Option<CloseLine> },
}

impl Till {
    /// Whether everything up to a close is still what it was, by the seal that stands on its paper.
    pub fn check_seal(&self, typed: &str) -> Result<SealView, Problem> {
        let seal = ClosingSeal::parse(typed).map_err(|fault| Problem::Seal { fault })?;
        Ok(match self.ledger.find_seal(seal)? {
            SealFound::Stands(close) => SealView::Stands { line: CloseLine::of(&close) },
            SealFound::Broken { close, row } => SealView::Broken { line: CloseLine::of(&close), row },
            SealFound::Nowhere(newest) => SealView::Nowhere { newest: newest.as_deref().map(CloseLine::of) },
        })
    }
}
