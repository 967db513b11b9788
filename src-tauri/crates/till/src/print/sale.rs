//! The slip of a sale, of an order of the services desk, and of money that was given back.

use domain::{Paise, Payment, SaleState, Whose, shown_number};
use ledger::{EventKind, EventRow, SaleRow};
use receipts::{Due, Money, Outcome, Receipt};

use crate::screens::sale::filled;
use crate::{Problem, Settings, Till};

/// What a customer may conclude from a sale in a state.
pub(crate) fn outcome_of(state: SaleState) -> Outcome {
    match state {
        SaleState::Succeeded => Outcome::Done,
        SaleState::Intended | SaleState::Submitted | SaleState::Pending | SaleState::Unknown => Outcome::Pending,
        SaleState::Failed | SaleState::NotSent => Outcome::Failed,
        SaleState::Reversed => Outcome::Reversed,
    }
}

/// How often the slip was printed since it last said something else. Only then is it a duplicate: the slip of a success is none of
/// the slip that said PENDING.
fn prints_of(events: &[EventRow]) -> u32 {
    events.iter().fold(0, |count, event| {
        let moves_money = [EventKind::GivenBack, EventKind::StillOwed, EventKind::Credited, EventKind::Collected];
        if event.kind == EventKind::Printed {
            count + 1
        } else if moves_money.contains(&event.kind) || event.from.map(outcome_of) != event.to.map(outcome_of) {
            0
        } else {
            count
        }
    })
}

/// When it was taken back.
fn taken_back_at_ms(events: &[EventRow]) -> Option<i64> {
    let taken_back = |event: &&EventRow| event.from != event.to && event.to == Some(SaleState::Reversed);
    events.iter().rfind(taken_back).map(|event| event.at_ms)
}

impl Till {
    /// The facts of a sale's slip, with what proves them. It is a duplicate once one was printed.
    pub(crate) fn receipt_of(&self, settings: &Settings, sale_id: i64) -> Result<Receipt, Problem> {
        let receipt = self.unproved(settings, sale_id)?;
        Ok(Receipt { proof: self.proof_of(sale_id, &receipt.facts()), ..receipt })
    }

    /// The same, before anything is signed.
    pub(crate) fn unproved(&self, settings: &Settings, sale_id: i64) -> Result<Receipt, Problem> {
        let sale = self.ledger.sale(sale_id)?;
        let events = self.ledger.events(sale_id)?;
        Ok(Receipt {
            practice: self.is_practice(),
            duplicate: prints_of(&events),
            shop_name: settings.shop_name.clone(),
            shop_phone: settings.shop_phone.clone(),
            shop_address: settings.shop_address.clone(),
            subject: self.slip_subject(&sale),
            service: sale.service,
            customer: self.customer_of_sale(&sale)?.map(|known| known.name).unwrap_or_default(),
            outcome: outcome_of(sale.state),
            sold_at_ms: sale.created_at_ms,
            number: shown_number(sale.service, &sale.number),
            operator: self.names_of_sold(&sale.operator),
            amount: sale.amount,
            charge: sale.charge,
            payment: sale.payment,
            pay_note: self.pay_note(&sale)?,
            money: self.money_of(&sale, &events)?,
            order_id: sale.order_id.to_string(),
            provider: self.name_of(&sale.provider),
            provider_ref: filled(&sale.provider_ref),
            operator_ref: filled(&sale.operator_ref),
            words: self.words_of(&sale)?,
            taken_back_at_ms: taken_back_at_ms(&events),
            due: self.due_of(&sale)?,
            proof: None,
            by_word: (sale.whose() == Whose::Person && !self.company_says_so(&sale)?)
                .then(|| sale.word.as_ref().map_or("", |word| word.reference.as_str()).to_owned()),
        })
    }

    /// What the customer of a sale on credit owes in all, as it is now.
    fn due_of(&self, sale: &SaleRow) -> Result<Option<Due>, Problem> {
        let (Payment::Udhaar, Some(customer)) = (sale.payment, sale.customer) else { return Ok(None) };
        Ok(Some(Due { owed: self.ledger.owed_by(customer)?, at_ms: self.clock.now_ms() }))
    }

    /// Where the customer's money of a sale is that came to nothing. Of one that failed before their eyes nothing is said.
    fn money_of(&self, sale: &SaleRow, events: &[EventRow]) -> Result<Money, Problem> {
        if sale.state.is_open() || sale.state == SaleState::Succeeded {
            return Ok(Money::Settled);
        }
        if sale.owed > Paise::ZERO {
            return Ok(Money::Owed(sale.owed));
        }
        let given_back = events.iter().rfind(|event| event.kind == EventKind::GivenBack);
        let amount = Paise::new(self.back_paise(sale)?);
        Ok(match given_back {
            Some(event) if amount > Paise::ZERO => Money::GivenBack { amount, at_ms: event.at_ms },
            Some(_) | None => Money::Settled,
        })
    }
}
