//! The sheet of a slip.

use receipts::Slip;
use receipts::paper::{Block, Sheet};

use super::slip_of::SlipOf;
use crate::{Language, Problem, Settings, Till};

/// One below the other, with a line between them.
fn joined(sheets: Vec<Sheet>) -> Sheet {
    let mut blocks = Vec::new();
    for sheet in sheets {
        if !blocks.is_empty() {
            blocks.push(Block::Rule);
        }
        blocks.extend(sheet.blocks);
    }
    Sheet { blocks }
}

impl Till {
    /// What stands on a slip, from the books as they are now, in one language or in several.
    pub fn sheet(&self, settings: &Settings, slip: &SlipOf, languages: &[Language]) -> Result<Sheet, Problem> {
        match slip {
            SlipOf::Sale { sale_id } | SlipOf::MoneyBack { sale_id } => {
                let receipt = self.receipt_of(settings, *sale_id)?;
                let said = languages.iter().map(|language| Sheet::from(&Slip::of(&receipt, *language)));
                Ok(joined(said.collect()))
            }
            SlipOf::Close { .. }
            | SlipOf::Count { .. }
            | SlipOf::Statement { .. }
            | SlipOf::Voucher { .. }
            | SlipOf::Test => Err(Problem::NotAllowedNow),
        }
    }
}
