//! The slip of a sale.

use domain::{Names, Paise, SaleState, Whose, desk_product};
use ledger::{EventKind, SaleRow};
use receipts::{Money, Outcome, Receipt, Slip};
use serde::Serialize;

use crate::screens::sale::filled;
use crate::{Language, Problem, Settings, Till};

/// A slip on the screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct ReceiptView {
    /// The slip as it is printed.
    pub slip: Slip,
    /// The whole slip as text to copy; empty where it is not to be copied.
    pub text: String,
}

impl Till {
    /// The slip of a sale on the screen, in one language.
    pub fn receipt(&self, settings: &Settings, sale_id: i64, language: Language) -> Result<ReceiptView, Problem> {
        let receipt = self.receipt_of(settings, sale_id)?;
        let slip = Slip::of(&receipt, language);
        // A person goes on paper and not on the clipboard, where other programs and histories keep it.
        let is_of_person = matches!(&receipt.subject, receipts::Subject::Aadhaar { person: Some(_) });
        let text = if is_of_person { String::new() } else { receipts::text(&slip) };
        Ok(ReceiptView { slip, text })
    }

    /// The facts of a sale's slip. It is a duplicate once one was printed.
    pub(crate) fn receipt_of(&self, settings: &Settings, sale_id: i64) -> Result<Receipt, Problem> {
        let sale = self.ledger.sale(sale_id)?;
        let lists = self.lists();
        let company = lists.operator(&sale.operator).map(|known| known.names.clone());
        let product = || desk_product(&sale.operator).map(|product| product.names.clone());
        let outcome = match sale.state {
            SaleState::Succeeded => Outcome::Done,
            SaleState::Intended | SaleState::Submitted | SaleState::Pending | SaleState::Unknown => Outcome::Pending,
            SaleState::Failed | SaleState::NotSent => Outcome::Failed,
            SaleState::Reversed => Outcome::Reversed,
        };
        Ok(Receipt {
            practice: self.is_practice(),
            duplicate: self.ledger.was_printed(sale_id)?,
            shop_name: settings.shop_name.clone(),
            shop_phone: settings.shop_phone.clone(),
            shop_address: settings.shop_address.clone(),
            subject: self.slip_subject(&sale),
            outcome,
            sold_at_ms: sale.created_at_ms,
            number: sale.number.clone(),
            operator: company.or_else(product).unwrap_or_else(|| Names::alike(&sale.operator)),
            amount: sale.amount,
            charge: sale.charge,
            payment: sale.payment,
            pay_note: self.pay_note(&sale)?,
            money: self.money_of(&sale)?,
            order_id: sale.order_id.to_string(),
            provider: self.name_of(&sale.provider),
            provider_ref: filled(&sale.provider_ref),
            operator_ref: filled(&sale.operator_ref),
            words: filled(&sale.words),
            by_word: (sale.whose() == Whose::Person && !self.company_says_so(&sale)?)
                .then(|| sale.word.as_ref().map_or("", |word| word.reference.as_str()).to_owned()),
        })
    }

    /// Where the customer's money of a sale is that came to nothing. Of one that failed before their eyes nothing is said.
    fn money_of(&self, sale: &SaleRow) -> Result<Money, Problem> {
        if sale.state.is_open() || sale.state == SaleState::Succeeded {
            return Ok(Money::Settled);
        }
        if sale.owed > Paise::ZERO {
            return Ok(Money::Owed(sale.owed));
        }
        let events = self.ledger.events(sale.sale_id)?;
        let given_back = events.into_iter().rfind(|event| event.kind == EventKind::GivenBack);
        let amount = Paise::new(self.back_paise(sale)?);
        Ok(match given_back {
            Some(event) if amount > Paise::ZERO => Money::GivenBack { amount, at_ms: event.at_ms },
            Some(_) | None => Money::Settled,
        })
    }
}
