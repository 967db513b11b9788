//! The sheet of every kind of slip.

use domain::spaced_mobile;
use receipts::paper::Sheet;
use receipts::{CloseSlip, Design, Receipt, Slip, SlipLine, test_sheet};

use super::slip_of::SlipOf;
use crate::{Language, Problem, Settings, Till};

/// How many dots the test slip speaks of while no printer was chosen: those of 80 mm paper.
const DOTS: u32 = 576;

/// The shop as its slips name it: without what it leaves out.
pub(super) fn shown_shop(settings: &Settings, design: &Design) -> Settings {
    let shown = |line: SlipLine, text: &str| if design.hides(line) { String::new() } else { text.to_owned() };
    Settings {
        shop_address: shown(SlipLine::Address, &settings.shop_address),
        shop_phone: spaced_mobile(&shown(SlipLine::Phone, &settings.shop_phone)),
        ..settings.clone()
    }
}

/// The slip in every language, its words beside each other.
pub(super) fn in_languages(languages: &[Language], say: impl Fn(Language) -> Slip) -> Sheet {
    let slips = languages.iter().map(|language| say(*language));
    slips.reduce(Slip::beside).map(|slip| Sheet::from(&slip)).unwrap_or_default()
}

/// A close or a count in every language.
fn close_in_languages(
    languages: &[Language],
    say: impl Fn(Language) -> Result<CloseSlip, Problem>,
) -> Result<Sheet, Problem> {
    let slips: Vec<CloseSlip> = languages.iter().map(|language| say(*language)).collect::<Result<_, _>>()?;
    Ok(slips.into_iter().reduce(CloseSlip::beside).map(|slip| Sheet::from(&slip)).unwrap_or_default())
}

impl Till {
    /// What stands on a slip, from the books as they are now, in one language or in several; as the shop wants its slips.
    pub fn sheet(&self, settings: &Settings, slip: &SlipOf, languages: &[Language]) -> Result<Sheet, Problem> {
        let rules = self.rules().print.clone();
        let design = &rules.printing.design;
        let sheet = self.said(&shown_shop(settings, design), slip, languages, design)?;
        Ok(if slip.is_handed_over() { design.dressed(sheet) } else { sheet })
    }

    /// What a slip says, before the shop adds anything.
    pub(super) fn said(
        &self,
        settings: &Settings,
        slip: &SlipOf,
        languages: &[Language],
        design: &Design,
    ) -> Result<Sheet, Problem> {
        let duplicate = self.prints_of(slip)?;
        match slip {
            SlipOf::Sale { sale_id } => {
                let receipt = design.shown(self.receipt_of(settings, *sale_id)?);
                Ok(in_languages(languages, |language| Slip::of(&receipt, language)))
            }
            SlipOf::MoneyBack { sale_id } => {
                let receipt = Receipt { duplicate, ..design.shown(self.receipt_of(settings, *sale_id)?) };
                match receipt.money {
                    receipts::Money::GivenBack { .. } => {
                        Ok(in_languages(languages, |language| Slip::of(&receipt, language)))
                    }
                    receipts::Money::Settled | receipts::Money::Owed(_) => Err(Problem::MoneyMoved),
                }
            }
            SlipOf::Close { number } => {
                let row = self.close_numbered(*number)?;
                close_in_languages(languages, |language| Ok(self.close_slip(settings, &row, duplicate, language)))
            }
            SlipOf::Count { row } => {
                let (row, so_far) = self.count_still_standing(*row)?;
                close_in_languages(languages, |language| self.count_slip(settings, &row, &so_far, duplicate, language))
            }
            SlipOf::Statement { customer, from, to } => {
                let account = self.udhaar_account(settings, *customer, (from, to), duplicate)?;
                Ok(in_languages(languages, |language| Slip::of_udhaar(&account, language)))
            }
            SlipOf::Voucher { row } => self.with_voucher(settings, *row, duplicate, |receipt| {
                in_languages(languages, |language| Slip::of_voucher(receipt, language))
            }),
            SlipOf::Chit { chit } => {
                let receipt = self.chit_receipt(settings, *chit, duplicate)?;
                Ok(in_languages(languages, |language| Slip::of_chit(&receipt, language)))
            }
            SlipOf::Test => {
                let printer = self.rules().print.printing.printer.clone();
                let dots = printer.as_ref().map_or(DOTS, |printer| u32::from(printer.dots));
                let has_drawer = printer.is_some_and(|printer| printer.drawer.is_some());
                // It shows every script, whatever the slips are in.
                Ok(test_sheet(&settings.shop_name, dots, has_drawer, domain::languages()))
            }
        }
    }

    /// How often it was printed before. Of a sale's own slip its journal tells more.
    fn prints_of(&self, slip: &SlipOf) -> Result<u32, Problem> {
        Ok(if slip.own_sale().is_some() { 0 } else { self.ledger.times_slip_printed(&slip.stored())? })
    }
}
