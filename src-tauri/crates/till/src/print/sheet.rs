//! The sheet of every kind of slip.

use ledger::Printed;
use receipts::paper::{Block, Sheet};
use receipts::{Slip, sheet_text, test_sheet};

use super::sale::is_of_person;
use super::slip_of::SlipOf;
use crate::{Language, Problem, Settings, Till};

/// How many dots the test slip speaks of while no printer was chosen: those of 80 mm paper.
const DOTS: u32 = 576;

/// One below the other, with a line between them.
fn joined(sheets: impl IntoIterator<Item = Sheet>) -> Sheet {
    let mut blocks = Vec::new();
    for sheet in sheets {
        if !blocks.is_empty() {
            blocks.push(Block::Rule);
        }
        blocks.extend(sheet.blocks);
    }
    Sheet { blocks }
}

/// The slip in each language. The code stands once, at the end: it says the same in all of them.
fn in_languages(languages: &[Language], say: impl Fn(Language) -> Slip) -> Sheet {
    let last = languages.len().saturating_sub(1);
    joined(languages.iter().enumerate().map(|(place, language)| {
        let slip = say(*language);
        let proof = if place == last { slip.proof.clone() } else { None };
        Sheet::from(&Slip { proof, ..slip })
    }))
}

impl Till {
    /// What stands on a slip, from the books as they are now, in one language or in several.
    pub fn sheet(&self, settings: &Settings, slip: &SlipOf, languages: &[Language]) -> Result<Sheet, Problem> {
        let duplicate = self.prints_apart(slip)?;
        match slip {
            SlipOf::Sale { sale_id } => {
                let receipt = self.receipt_of(settings, *sale_id)?;
                Ok(in_languages(languages, |language| Slip::of(&receipt, language)))
            }
            SlipOf::MoneyBack { sale_id } => {
                let receipt = self.receipt_of(settings, *sale_id)?;
                match receipt.money {
                    receipts::Money::GivenBack { .. } => {
                        Ok(in_languages(languages, |language| Slip::of(&receipt, language)))
                    }
                    receipts::Money::Settled | receipts::Money::Owed(_) => Err(Problem::MoneyMoved),
                }
            }
            SlipOf::Close { number } => {
                let row = self.close_numbered(*number)?;
                let say = |language: &Language| Sheet::from(&self.close_slip(settings, &row, duplicate, *language));
                Ok(joined(languages.iter().map(say)))
            }
            SlipOf::Count { row } => {
                let row = self.count_still_standing(*row)?;
                let say = |language: &Language| {
                    self.count_slip(settings, &row, duplicate, *language).map(|slip| Sheet::from(&slip))
                };
                Ok(joined(languages.iter().map(say).collect::<Result<Vec<_>, _>>()?))
            }
            SlipOf::Statement { customer, from, to } => {
                let account = self.udhaar_account(settings, *customer, (from, to), duplicate)?;
                Ok(in_languages(languages, |language| Slip::of_udhaar(&account, language)))
            }
            SlipOf::Voucher { row } => self.with_voucher(settings, *row, duplicate, |receipt| {
                in_languages(languages, |language| Slip::of_voucher(receipt, language))
            }),
            SlipOf::Test => Ok(test_sheet(&settings.shop_name, DOTS, true, languages)),
        }
    }

    /// The same slip as text to copy. Empty where a person stands on it: what is shown once is on no clipboard.
    pub fn slip_text(&self, settings: &Settings, slip: &SlipOf, languages: &[Language]) -> Result<String, Problem> {
        if let SlipOf::Sale { sale_id } | SlipOf::MoneyBack { sale_id } = slip
            && is_of_person(&self.unproved(settings, *sale_id)?)
        {
            return Ok(String::new());
        }
        Ok(sheet_text(&self.sheet(settings, slip, languages)?))
    }

    /// How often a slip about no sale was printed. Of a sale's slip its own journal tells.
    fn prints_apart(&self, slip: &SlipOf) -> Result<u32, Problem> {
        Ok(match slip.printed() {
            Some(Printed::Apart(what)) => self.ledger.prints_apart(&what)?,
            Some(Printed::Sale(_)) | None => 0,
        })
    }
}
