//! The prices of the desk's products: the company's fee, the shop's charge.

use domain::{AtDesk, Paise, Service, desk_products, parse_amount};
use ledger::{LedgerError, PriceRow};
use serde::Serialize;
use specta_typescript::Number;

use crate::{DeskFault, DeskField, Problem, Till};

/// The fee of a PAN application in the paper's sample of a PAN status.
const PAN_FEE: Paise = Paise::new(10_700);
/// Nobody asks more for a form.
pub(super) const MOST: Paise = Paise::new(10_000_000);

/// The price of one product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename = "DeskPrice")]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct PriceView {
    pub product: String,
    /// What the company takes; `None` while neither its paper nor the shop has said.
    #[specta(type = Option<Number>)]
    pub fee_paise: Option<i64>,
    /// `None` while the shop has not said.
    #[specta(type = Option<Number>)]
    pub charge_paise: Option<i64>,
}

/// An amount that may be nothing, as typed.
pub(super) fn parse_price(field: DeskField, text: &str) -> Result<Paise, Problem> {
    match parse_amount(text, Paise::new(1), MOST) {
        Ok(amount) => Ok(amount),
        Err(domain::AmountProblem::Zero) => Ok(Paise::ZERO),
        Err(domain::AmountProblem::Missing) => Err(Problem::Desk { field, fault: DeskFault::Missing }),
        Err(domain::AmountProblem::Above(_)) => Err(Problem::Desk { field, fault: DeskFault::TooLong }),
        // The amount's own sentences are about the one amount of a form; these two stand side by side.
        Err(_) => Err(Problem::Desk { field, fault: DeskFault::WrongForm }),
    }
}

impl Till {
    /// The price of every product that has one.
    pub(super) fn desk_prices(&self) -> Result<Vec<PriceView>, Problem> {
        let set = self.ledger.prices()?;
        let priced = desk_products().iter().filter(|product| product.service != Service::WalletLoad);
        let view = |product: &domain::DeskProduct| {
            let row = set.iter().find(|row| row.product == product.id);
            let usual = (product.service == Service::PanCard).then_some(PAN_FEE);
            PriceView {
                product: product.id.to_owned(),
                fee_paise: row.map(|row| row.fee).or(usual).map(Paise::get),
                charge_paise: row.and_then(|row| row.charge).map(Paise::get),
            }
        };
        Ok(priced.map(view).collect())
    }

    /// What a product costs the shop, as far as it knows: what nobody has said counts as nothing.
    pub(super) fn fee_of(&self, product: &str) -> Result<Paise, Problem> {
        let prices = self.desk_prices()?;
        let fee = prices.iter().find(|price| price.product == product).and_then(|price| price.fee_paise);
        Ok(fee.map_or(Paise::ZERO, Paise::new))
    }

    /// Sets a price as typed. An empty charge leaves it open.
    pub fn save_price(&self, product: &str, fee: &str, charge: &str) -> Result<(), Vec<Problem>> {
        let is_priced = |known: &&domain::DeskProduct| known.id == product && known.service != Service::WalletLoad;
        if !desk_products().iter().any(|known| is_priced(&known)) {
            return Err(vec![Problem::NotAllowedNow]);
        }
        let fee = parse_price(DeskField::Fee, fee);
        let charge = match charge.trim() {
            "" => Ok(None),
            typed => parse_price(DeskField::Charge, typed).map(Some),
        };
        let (fee, charge) = match (fee, charge) {
            (Ok(fee), Ok(charge)) => (fee, charge),
            (fee, charge) => return Err(fee.err().into_iter().chain(charge.err()).collect()),
        };
        let row = PriceRow { product: product.to_owned(), fee, charge };
        self.ledger.set_prices(&[row], self.clock.now_ms()).map_err(|error| vec![error.into()])
    }

    /// Prices for a shop that practises: the house's own guesses, and what the simulator takes.
    pub(crate) fn seed_practice_prices(&self) -> Result<(), LedgerError> {
        if !self.ledger.prices()?.is_empty() {
            return Ok(());
        }
        let row = |product: &domain::DeskProduct| {
            let (fee, charge) = match product.service.at_desk() {
                Some(AtDesk::PanCard) => (PAN_FEE, Paise::new(15_000)),
                Some(AtDesk::AadhaarCheck) => (Paise::new(300), Paise::new(2_000)),
                None | Some(AtDesk::BankAccount | AtDesk::WalletLoad) => (Paise::ZERO, Paise::ZERO),
            };
            PriceRow { product: product.id.to_owned(), fee, charge: Some(charge) }
        };
        let priced = desk_products().iter().filter(|product| product.service != Service::WalletLoad);
        self.ledger.set_prices(&priced.map(row).collect::<Vec<_>>(), self.clock.now_ms())
    }
}
