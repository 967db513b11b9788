//! Begins a sale, or the next attempt of one.

use domain::{Event, IdForm, OrderId, Paise, Payment, SaleAccounts, SaleState, Service, apply, on_waiting};
use rusqlite::ErrorCode;

use crate::chit::{sell_chit, sellable_chit};
use crate::customer::check_limit;
use crate::entry::Begun;
use crate::event::{EventDetail, EventKind, PersonsWord};
use crate::journal::NewEvent;
use crate::money_back::MoneyBack;
use crate::posting::{Place, post, settled};
use crate::record::Then;
use crate::row::{SaleRow, newest_attempt, one_sale};
use crate::sql::{OPEN, OPEN_TWIN};
use crate::step::Step;
use crate::transaction::Transaction;
use crate::twin::{newest_twin, put_back_twin};
use crate::{Ledger, LedgerError};

/// A sale about to begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSale {
    /// The service.
    pub service: Service,
    /// The operator's id.
    pub operator: String,
    /// The number.
    pub number: String,
    /// The circle's id; empty where there is none.
    pub circle: String,
    /// The amount.
    pub amount: Paise,
    /// What else the operator needs, as JSON; [`crate::NO_FIELDS`] where it is nothing.
    pub fields: String,
    /// The first attempt.
    pub attempt: NewAttempt,
    /// The deliberate act behind it, unique for ever.
    pub intent: String,
    /// When set: refuse it if the same was sold since that moment (ms since 1970).
    pub ask_if_sold_since_ms: Option<i64>,
    /// Refuse it while the same person has an unfinished order of the same service. For the services desk only, because two
    /// open sales of the same recharge are always refused.
    pub ask_if_open: bool,
    /// The day in India.
    pub day: String,
    /// How the customer pays.
    pub payment: Payment,
    /// The customer, where the shop knows who it is; for udhaar one must be known.
    pub customer: Option<i64>,
    /// What the shop takes beside the amount.
    pub charge: Paise,
    /// The sale that came to nothing and whose customer's money pays for this one: in the books it goes back in the same act.
    pub instead_of: Option<i64>,
    /// The chit that it is sold for: it is ended in the same act, and begins no other sale.
    pub chit: Option<i64>,
}

/// An attempt about to begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAttempt {
    /// The provider's slug.
    pub provider: String,
    /// The provider's code for the operator.
    pub code: String,
    /// The account at the provider.
    pub account: String,
    /// What it will earn when it succeeds.
    pub earned: Paise,
    /// Which characters its order id is made of.
    pub id_form: IdForm,
}

impl Ledger {
    /// Writes sale, attempt, order id and "submitted" in one durable step. Only after this returns may a socket be opened.
    /// Refuses a sale whose twin is open or was sold too recently. This is checked here, inside the transaction, because
    /// time may have passed since the shopkeeper was asked.
    pub fn begin_sale(&self, new: &NewSale, at_ms: i64, first_check_at_ms: i64) -> Result<SaleRow, LedgerError> {
        if self.is_damaged() {
            return Err(LedgerError::Corrupt);
        }
        self.write(|transaction| {
            if let Some(chit) = new.chit {
                sellable_chit(transaction, chit, &new.number, at_ms)?;
            }
            if !new.service.is_at_desk()
                && let Some(sale_id) = put_back_twin(transaction, &new.number, &new.operator, new.amount)?
            {
                return Err(LedgerError::TwinOpen { sale_id });
            }
            if let Some(since_ms) = new.ask_if_sold_since_ms
                && let Some(twin) = newest_twin(transaction, &new.number, &new.operator, new.amount, since_ms)?
                && !twin.state.is_open()
            {
                return Err(LedgerError::SoldRecently { sale_id: twin.sale_id, created_at_ms: twin.created_at_ms });
            }
            if new.ask_if_open
                && let Some(sale_id) = open_order(transaction, new)?
            {
                return Err(LedgerError::OrderOpen { sale_id });
            }
            check_limit(transaction, new.payment, new.customer, new.amount.checked_add(new.charge))?;
            if let Some(old) = new.instead_of {
                // The money is where the old sale put it.
                if one_sale(transaction, old)?.payment != new.payment {
                    return Err(LedgerError::MovedOn);
                }
                self.move_money_back_in(transaction, old, MoneyBack::GivenBack, &PersonsWord::default(), at_ms)?;
            }
            let sale_id = insert_sale(transaction, new, at_ms)?;
            if let Some(chit) = new.chit {
                sell_chit(transaction, chit, sale_id)?;
            }
            let begun = self.begin_attempt(transaction, sale_id, &new.attempt, at_ms, first_check_at_ms)?;
            if new.instead_of.is_none() {
                return Ok(begun);
            }
            self.keep_money(transaction, &begun, at_ms)?;
            one_sale(transaction, sale_id)
        })
    }

    /// Writes that the customer's money was there before the sale. Where the sale comes to nothing, it is owed: nobody has it in
    /// the hand to take it back.
    fn keep_money(&self, transaction: &Transaction<'_>, sale: &SaleRow, at_ms: i64) -> Result<(), LedgerError> {
        let entries = on_waiting(&sale.priced(), &SaleAccounts::default()).ok_or(LedgerError::OutOfRange)?;
        let entries = settled(entries)?;
        let detail = EventDetail { posted: entries.clone(), ..EventDetail::default() };
        let seq = self.append_aside(transaction, sale, EventKind::KeptForNext, detail, at_ms)?;
        post(transaction, &Place { seq, sale_id: Some(sale.sale_id), at_ms }, &entries)
    }

    /// Writes the end of an attempt that came to nothing, and the next attempt of the same sale, in one durable step. So
    /// nobody sees the sale as failed in between, and its twin cannot slip in. Refused if the attempt is not the newest, or
    /// did not come to nothing.
    pub fn record_and_try(
        &self,
        step: &Step,
        next: &NewAttempt,
        first_check_at_ms: i64,
    ) -> Result<SaleRow, LedgerError> {
        if self.is_damaged() {
            return Err(LedgerError::Corrupt);
        }
        self.write(|transaction| {
            let sale_id = self.record_in(transaction, step, Then::TriesNext)?;
            let ended = one_sale(transaction, sale_id)?;
            if ended.attempt_id != step.attempt_id || !matches!(ended.state, SaleState::Failed | SaleState::NotSent) {
                return Err(LedgerError::MovedOn);
            }
            transaction
                .prepare_cached("UPDATE sale SET state = 'submitted' WHERE id = ?1")?
                .execute([ended.sale_id])?;
            self.begin_attempt(transaction, ended.sale_id, next, step.at_ms, first_check_at_ms)
        })
    }

    fn begin_attempt(
        &self,
        transaction: &Transaction<'_>,
        sale_id: i64,
        new: &NewAttempt,
        at_ms: i64,
        first_check_at_ms: i64,
    ) -> Result<SaleRow, LedgerError> {
        let (attempt_id, order_id) = self.next_order_id(transaction, new.id_form)?;
        transaction
            .prepare_cached(
                "INSERT INTO attempt (id, sale_id, provider, code, account, order_id, state, submitted_at_ms, earned_paise, next_check_at_ms)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'submitted', ?7, ?8, ?9)",
            )?
            .execute((
                attempt_id,
                sale_id,
                &new.provider,
                &new.code,
                &new.account,
                order_id.as_str(),
                at_ms,
                new.earned.get(),
                first_check_at_ms,
            ))?;
        let sale = one_sale(transaction, sale_id)?;
        self.append_begun(transaction, &sale, at_ms)?;
        Ok(sale)
    }

    /// Appends the first two rows of an attempt. *Intended* says that the shopkeeper wants it, with its facts under the
    /// seal. *Submitted* says that it is about to be handed to the line. Gives the state after both.
    pub(crate) fn append_begun(
        &self,
        transaction: &Transaction<'_>,
        begun: &SaleRow,
        at_ms: i64,
    ) -> Result<SaleState, LedgerError> {
        let about = Some((begun.sale_id, begun.attempt_id));
        let facts = EventDetail {
            facts: Some(begun.facts()),
            begun: Some(Box::new(Ledger::begun_of(transaction, begun)?)),
            ..EventDetail::default()
        };
        let submitted = apply(SaleState::Intended, Event::Submit)?;
        for (kind, from, to, detail) in [
            (EventKind::Intended, None, SaleState::Intended, facts),
            (EventKind::Submitted, Some(SaleState::Intended), submitted, EventDetail::default()),
        ] {
            self.append(transaction, NewEvent { about, at_ms, kind: kind.as_str(), from, to: Some(to), detail })?;
        }
        Ok(submitted)
    }

    /// What an attempt begins with, for whoever makes the books anew from the journal.
    fn begun_of(transaction: &Transaction<'_>, sale: &SaleRow) -> Result<Begun, LedgerError> {
        let mut statement = transaction.prepare_cached("SELECT intent, day, twin FROM sale WHERE id = ?1")?;
        let (intent, day, twin) =
            statement.query_row([sale.sale_id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        let sale = sale.clone();
        Ok(Begun {
            service: sale.service.as_str().to_owned(),
            operator: sale.operator,
            number: sale.number,
            circle: sale.circle,
            amount: sale.amount,
            fields: sale.fields,
            intent,
            day,
            created_at_ms: sale.created_at_ms,
            twin,
            payment: sale.payment,
            customer: sale.customer,
            charge: sale.charge,
            provider: sale.provider,
            code: sale.code,
            account: sale.account,
            order_id: sale.order_id.as_str().to_owned(),
            submitted_at_ms: sale.submitted_at_ms,
            earned: sale.earned,
            next_check_at_ms: sale.next_check_at_ms,
            provider_ref: sale.provider_ref,
            attention: sale.attention,
        })
    }

    /// The number of the next attempt and an id that was never made before and will never be made again: attempts are
    /// never deleted, and the prefix is new at every opening.
    fn next_order_id(&self, transaction: &Transaction<'_>, form: IdForm) -> Result<(i64, OrderId), LedgerError> {
        let next = newest_attempt(transaction)? + 1;
        let counter = u64::try_from(next).map_err(|_| LedgerError::Corrupt)?;
        let order_id =
            OrderId::formed(&self.prefix, counter, form).map_err(|error| LedgerError::Failed(error.to_string()))?;
        Ok((next, order_id))
    }

    /// The newest attempt's id; 0 before the first.
    pub fn newest_attempt(&self) -> Result<i64, LedgerError> {
        self.look_up(newest_attempt)
    }
}

/// The newest unfinished order of the same person and service. A wallet load belongs to no person, so there the amount must
/// be the same, too.
fn open_order(transaction: &Transaction<'_>, new: &NewSale) -> Result<Option<i64>, LedgerError> {
    let mut statement = transaction.prepare_cached(&format!(
        "SELECT id FROM sale WHERE {OPEN} AND service = ?1 AND number = ?2 AND (service <> 'wallet_load' OR amount_paise = ?3)
         ORDER BY id DESC LIMIT 1"
    ))?;
    let known = (new.service.as_str(), &new.number, new.amount.get());
    Ok(statement.query_map(known, |row| row.get(0))?.next().transpose()?)
}

fn insert_sale(transaction: &Transaction<'_>, new: &NewSale, at_ms: i64) -> Result<i64, LedgerError> {
    let inserted = transaction
        .prepare_cached(
            "INSERT INTO sale (service, operator, number, circle, amount_paise, state, created_at_ms, day, intent, fields,
                payment, customer_id, charge_paise)
             VALUES (?1, ?2, ?3, ?4, ?5, 'submitted', ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        )?
        .execute((
            new.service.as_str(),
            &new.operator,
            &new.number,
            &new.circle,
            new.amount.get(),
            at_ms,
            &new.day,
            &new.intent,
            &new.fields,
            new.payment.as_str(),
            new.customer,
            new.charge.get(),
        ));
    match inserted {
        Ok(_) => Ok(transaction.last_insert_rowid()),
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::ConstraintViolation) => {
            let twin =
                transaction.query_row(OPEN_TWIN, (&new.number, &new.operator, new.amount.get()), |row| row.get(0));
            match twin {
                Ok(sale_id) => Err(LedgerError::TwinOpen { sale_id }),
                Err(_) => Err(error.into()),
            }
        }
        Err(error) => Err(error.into()),
    }
}
