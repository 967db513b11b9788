//! The slip of a sale.

use domain::{SaleState, Whose, desk_product};
use receipts::{Receipt, Slip, Standing};
use serde::Serialize;

use super::sale::filled;
use crate::{About, Language, Problem, Settings, Till};

/// A slip on the screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct ReceiptView {
    /// The slip as it is printed.
    pub slip: Slip,
    /// The whole slip as text to copy; empty where it is not to be copied.
    pub text: String,
}

impl Till {
    /// The slip of a sale. It is a duplicate once one was printed.
    pub fn receipt(&self, settings: &Settings, sale_id: i64, language: Language) -> Result<ReceiptView, Problem> {
        let sale = self.ledger.sale(sale_id)?;
        let lists = self.lists();
        let names = match (lists.operator(&sale.operator), desk_product(&sale.operator)) {
            (Some(known), _) => Some((known.name_en.as_str(), known.name_hi.as_str())),
            (None, product) => product.map(|product| (product.name_en, product.name_hi)),
        };
        let (operator_en, operator_hi) = names.unwrap_or((&sale.operator, &sale.operator));
        let standing = match sale.state {
            SaleState::Succeeded => Standing::Done,
            SaleState::Intended | SaleState::Submitted | SaleState::Pending | SaleState::Unknown => Standing::Pending,
            SaleState::Failed | SaleState::NotSent => Standing::Failed,
            SaleState::Reversed => Standing::Reversed,
        };
        let receipt = Receipt {
            practice: self.is_practice(),
            duplicate: self.ledger.was_printed(sale_id)?,
            shop_name: settings.shop_name.clone(),
            shop_phone: settings.shop_phone.clone(),
            shop_address: settings.shop_address.clone(),
            about: self.slip_about(&sale),
            standing,
            sold_at_ms: sale.created_at_ms,
            number: sale.number.clone(),
            operator_en: operator_en.to_owned(),
            operator_hi: operator_hi.to_owned(),
            amount: sale.amount,
            order_id: sale.order_id.to_string(),
            provider: self.name_of(&sale.provider),
            provider_ref: filled(&sale.provider_ref),
            operator_ref: filled(&sale.operator_ref),
            words: filled(&sale.words),
            by_word: (sale.whose() == Whose::Person && !self.company_says_so(&sale)?)
                .then(|| sale.word.as_ref().map_or("", |word| word.reference.as_str()).to_owned()),
        };
        let slip = Slip::of(&receipt, language);
        // A person goes on paper and not on the clipboard, where other programs and histories keep it.
        let is_of_person = matches!(&receipt.about, receipts::About::Aadhaar { person: Some(_) });
        let text = if is_of_person { String::new() } else { receipts::text(&slip) };
        Ok(ReceiptView { slip, text })
    }

    /// Writes that a slip was printed: the next one says DUPLICATE.
    pub fn note_print(&self, sale_id: i64) -> Result<(), Problem> {
        self.ledger.note_printed(sale_id, self.clock.now_ms())?;
        self.tell(About::Sale(sale_id));
        Ok(())
    }
}
