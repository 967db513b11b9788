//! Chits: what is promised while the line is down, and sold by the usual way when it is up again.
//!
//! A chit sends nothing and books nothing. Whoever sells it takes it into the form, and the sale is checked as any other.

use domain::{Field, Payment, business_day_end_ms, day_start_of, parse_mobile};
use ledger::{ChitRow, ChitState, DAY_START, LedgerError, NewChit};
use serde::Deserialize;

use super::check::may_begin;
use super::choice::Asked;
use crate::problem::chit::ChitFault;
use crate::screens::chits::ChitView;
use crate::screens::fields::fields_json;
use crate::till::memory::Wanted;
use crate::{Problem, SaleInput, Till};

/// A chit as typed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
pub struct ChitInput {
    /// What is promised, as it stands in the form.
    pub sale: SaleInput,
    /// The customer's mobile number.
    pub phone: String,
    /// How money is taken with it, cash or UPI; `None`: none is.
    pub taken: Option<Payment>,
}

fn refused(fault: ChitFault) -> Problem {
    Problem::Chit { fault }
}

impl Till {
    /// Writes a chit of what stands in the form. Nothing is sent and nothing is booked. The same act again is the same chit.
    pub fn write_chit(&self, input: &ChitInput) -> Result<ChitView, Vec<Problem>> {
        let one = |problem: Problem| vec![problem];
        let sale = &input.sale;
        if sale.mode != self.mode || !may_begin(&sale.intent) || input.taken == Some(Payment::Udhaar) {
            return Err(one(Problem::NotAllowedNow));
        }
        let mut problems = Vec::new();
        let wanted = self.wanted(sale, &mut problems);
        let fields = self.promised_fields(&wanted, &mut problems).map_err(one)?;
        let phone = parse_mobile(&input.phone).map_err(|_| problems.push(refused(ChitFault::Phone)));
        let (Ok(phone), true) = (phone, problems.is_empty()) else { return Err(problems) };
        let now_ms = self.clock.now_ms();
        self.keep_new_chit(sale, &wanted, fields, phone, input.taken, now_ms)
            .map(|row| ChitView::of(row, now_ms))
            .map_err(|error| one(error.into()))
    }

    fn keep_new_chit(
        &self,
        sale: &SaleInput,
        wanted: &Wanted,
        fields: String,
        phone: String,
        taken: Option<Payment>,
        now_ms: i64,
    ) -> Result<ChitRow, LedgerError> {
        let start_min = day_start_of(self.ledger.rule(DAY_START)?.as_deref());
        let circle =
            wanted.circle.clone().filter(|_| wanted.operator.service.takes_mobile_number() || sale.circle.is_some());
        let new = NewChit {
            intent: sale.intent.clone(),
            day: self.ledger.business_day(now_ms)?,
            expires_at_ms: business_day_end_ms(now_ms, start_min),
            service: wanted.operator.service,
            operator: wanted.operator.id.clone(),
            circle: circle.unwrap_or_default(),
            number: wanted.number.clone(),
            amount: wanted.amount,
            fields,
            phone,
            taken,
        };
        self.ledger.write_chit(&new, now_ms)
    }

    /// What the operator needs beside number and amount, as the provider that would be tried first needs it. Whether it can be reached, and
    /// what its wallet has, is asked when the chit is sold.
    fn promised_fields(&self, wanted: &Wanted, problems: &mut Vec<Problem>) -> Result<String, Problem> {
        let operator = &wanted.operator;
        if operator.id.is_empty() {
            problems.push(Problem::OperatorMissing);
            return Ok(fields_json(&Default::default()));
        }
        let asked = Asked { operator: &operator.id, service: operator.service, amount: wanted.amount };
        let candidates = self.candidates(&asked, &wanted.today)?;
        let Some(first) = candidates.first() else {
            problems.push(self.why_nobody(operator));
            return Ok(fields_json(&Default::default()));
        };
        let mut fields = wanted.fields.clone();
        fields.retain(|_, text| !text.trim().is_empty());
        for field in first.offer.extras.iter().map(|extra| extra.field) {
            match self.promised_field(field, wanted) {
                Ok(text) => drop(fields.insert(field, text)),
                Err(problem) => problems.push(problem),
            }
        }
        Ok(fields_json(&fields))
    }

    fn promised_field(&self, field: Field, wanted: &Wanted) -> Result<String, Problem> {
        let typed = super::check::typed_for(field, wanted);
        field.check(&typed, &wanted.today).map_err(|problem| Problem::of_field(field, problem))
    }

    /// The chit that a sale is for, where it can be sold.
    pub(super) fn chit_to_sell(&self, input: &SaleInput) -> Result<Option<ChitRow>, Problem> {
        let Some(chit) = input.chit else { return Ok(None) };
        let row = self.ledger.chit(chit)?.ok_or(refused(ChitFault::Gone))?;
        match row.state {
            ChitState::Sold => Err(refused(ChitFault::Sold)),
            ChitState::Open if !row.is_over(self.clock.now_ms()) => Ok(Some(row)),
            ChitState::Open | ChitState::Unsure | ChitState::ThrownAway => Err(refused(ChitFault::Gone)),
        }
    }

    /// Throws a chit away that nobody wants any more, or whose customer was told.
    pub fn throw_chit_away(&self, chit_id: i64) -> Result<(), Problem> {
        Ok(self.ledger.throw_chit_away(chit_id)?)
    }

    /// Takes a chit of a backup as one that waits, because a person says that it was not sold.
    pub fn keep_chit(&self, chit_id: i64) -> Result<(), Problem> {
        Ok(self.ledger.keep_chit(chit_id)?)
    }
}
