//! Puts back orders that a restored ledger does not have.
//!
//! Each becomes a sale in state *unknown*, sealed like any other. The company is asked about it, and nothing is ever sent
//! again. If a person had ended the order, it is ended so again (`words_back.rs`).

use domain::{AtDesk, Event, OrderId, Paise, Payment, SaleState, Service, apply, on_waiting};

use crate::customer::put_customer_back;
use crate::entry::Attention;
use crate::event::{EventDetail, EventKind, FoundIn};
use crate::journal::NewEvent;
use crate::order::{LoggedOrder, LostOrder, logged_order};
use crate::posting::{Place, booked_of, post, settled};
use crate::record::Then;
use crate::row::{attempt_of, newest_attempt, one_attempt, one_sale};
use crate::step::Step;
use crate::transaction::Transaction;
use crate::twin::open_twin;
use crate::{Ledger, LedgerError};

/// An order that was put back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PutBack {
    /// Its sale.
    pub sale_id: i64,
    /// The order, with the number that its attempt has in this ledger.
    pub order: LoggedOrder,
    /// Where it was found.
    pub found_in: FoundIn,
}

/// The result of putting orders back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recovered {
    /// All orders put back with an attempt number above the one that the caller named, by this call or by one before it.
    pub put_back: Vec<PutBack>,
    /// Orders of this call that cannot be put back: the amount does not fit the service, or this version does not know the
    /// service.
    pub refused: Vec<OrderId>,
}

impl Ledger {
    /// Puts back every order that is not in the ledger, all in one transaction. Doing it again changes nothing. Attempts of
    /// the same sale are joined again. If a later attempt exists, the earlier one must have failed, because a second
    /// attempt begins only after that. The persons' words about each order are put back with it, if the ledger does not
    /// have them.
    ///
    /// Gives every order that was put back with a number above `newest`: by this call, or by one before it that was cut short.
    pub fn put_back(&self, lost: &[LostOrder], newest: i64, at_ms: i64) -> Result<Recovered, LedgerError> {
        let mut lost: Vec<&LostOrder> = lost.iter().collect();
        lost.sort_by_key(|lost| (lost.order.submitted_at_ms, lost.order.attempt_id));
        self.write(|transaction| {
            let mut recovered = Recovered::default();
            for lost in &lost {
                if attempt_of(transaction, &lost.order.order_id)?.is_some() {
                    continue;
                }
                let service = lost.order.service();
                let Some(service) = service.filter(|service| amount_fits(*service, lost.order.amount_paise)) else {
                    recovered.refused.push(lost.order.order_id.clone());
                    continue;
                };
                self.put_back_one(transaction, lost, service, at_ms)?;
            }
            self.put_words_back(transaction, &lost, at_ms)?;
            recovered.put_back = put_back_beyond(transaction, newest)?;
            Ok(recovered)
        })
    }

    fn put_back_one(
        &self,
        transaction: &Transaction<'_>,
        lost: &LostOrder,
        service: Service,
        at_ms: i64,
    ) -> Result<(), LedgerError> {
        let order = &lost.order;
        let detail = EventDetail { found_in: Some(lost.found_in), ..EventDetail::default() };
        let attempt_id = newest_attempt(transaction)? + 1;
        let sale_id = match self.end_of_followed(transaction, order, at_ms, &detail)? {
            Some(sale_id) => sale_id,
            None => insert_sale(transaction, order, service, attempt_id)?,
        };
        let attention = if lost.can_be_asked { None } else { Some(Attention::NeedsPerson) };
        transaction
            .prepare_cached(
                "INSERT INTO attempt (id, sale_id, provider, code, account, order_id, state, submitted_at_ms, earned_paise,
                    next_check_at_ms, provider_ref, attention)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'unknown', ?7, ?8, ?9, ?10, ?11)",
            )?
            .execute((
                attempt_id,
                sale_id,
                &order.provider,
                &order.code,
                &order.account,
                order.order_id.as_str(),
                order.submitted_at_ms,
                order.earned_paise,
                lost.can_be_asked.then_some(at_ms),
                &order.provider_ref,
                Attention::as_str(attention),
            ))?;
        let sale = one_attempt(transaction, attempt_id)?;
        let submitted = self.append_begun(transaction, &sale, at_ms)?;
        let (from, to) = (Some(submitted), Some(apply(submitted, Event::LoseTrack)?));
        // Like every sale that waits, it has its customer's money.
        let entries = if service.at_desk() == Some(AtDesk::WalletLoad) {
            Some(Vec::new())
        } else {
            on_waiting(&sale.priced(), &booked_of(transaction, sale_id)?)
        };
        let entries = settled(entries.ok_or(LedgerError::OutOfRange)?)?;
        let detail = EventDetail { posted: entries.clone(), ..detail };
        let (about, kind) = (Some((sale_id, attempt_id)), EventKind::Recovered.as_str());
        let seq = self.append(transaction, NewEvent { about, at_ms, kind, from, to, detail })?;
        post(transaction, &Place { seq, sale_id: Some(sale_id), at_ms }, &entries)
    }

    /// Finds the sale of which the order is a later attempt, and makes it ready for that attempt. `None`: the order must
    /// become a sale of its own. It is a first attempt, or its first attempt is not in the ledger, or the sale's newest
    /// attempt did not come to nothing, so that nobody can tell where this one belongs.
    fn end_of_followed(
        &self,
        transaction: &Transaction<'_>,
        order: &LoggedOrder,
        at_ms: i64,
        detail: &EventDetail,
    ) -> Result<Option<i64>, LedgerError> {
        if order.first_order_id == order.order_id {
            return Ok(None);
        }
        let Some(first) = attempt_of(transaction, &order.first_order_id)? else { return Ok(None) };
        let sale_id = one_attempt(transaction, first)?.sale_id;
        let before = one_sale(transaction, sale_id)?;
        match before.state {
            SaleState::Failed | SaleState::NotSent => {}
            SaleState::Submitted | SaleState::Pending | SaleState::Unknown => {
                // This attempt came to nothing, because another order follows it. The company is asked all the same.
                let step = Step::recovered(&before, Event::Reject, at_ms).evidence(detail.clone());
                self.record_in(transaction, &step.ask_next(Some(at_ms)).flag(None), Then::TriesNext)?;
            }
            SaleState::Intended | SaleState::Succeeded | SaleState::Reversed => return Ok(None),
        }
        // Meanwhile its twin may have been opened.
        let twin = open_twin(transaction, &order.number, &order.operator, Paise::new(order.amount_paise))?
            .filter(|twin| *twin != sale_id)
            .map_or(0, |_| before.attempt_id);
        transaction
            .prepare_cached("UPDATE sale SET state = 'unknown', twin = ?2 WHERE id = ?1")?
            .execute((sale_id, twin))?;
        Ok(Some(sale_id))
    }

    /// Makes every planned enquiry due now, for successes and for failures that will be checked once more: either may have
    /// changed after the backup was made. Leaves out money that a person says was given back, because it shows at the company
    /// a day later at best.
    pub fn ask_settled_now(&self, at_ms: i64) -> Result<(), LedgerError> {
        self.write(|transaction| {
            transaction.execute(
                "UPDATE attempt SET next_check_at_ms = ?1 WHERE next_check_at_ms > ?1 AND state NOT IN ('submitted', 'reversed')",
                [at_ms],
            )?;
            Ok(())
        })
    }
}

/// All orders put back with a number above `newest`. Each has one *recovered* row in the journal that goes from *submitted* to
/// *unknown*.
fn put_back_beyond(transaction: &Transaction<'_>, newest: i64) -> Result<Vec<PutBack>, LedgerError> {
    let mut statement = transaction.prepare_cached(
        "SELECT sale_event.sale_id, attempt_id, detail
         FROM attempt CROSS JOIN sale_event ON sale_event.sale_id = attempt.sale_id AND attempt_id = attempt.id
         WHERE attempt.id > ?1 AND kind = 'recovered' AND from_state = 'submitted' AND to_state = 'unknown' ORDER BY seq",
    )?;
    let mut rows = statement.query([newest])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let detail: String = row.get(2)?;
        let detail: EventDetail = serde_json::from_str(&detail).map_err(|_| LedgerError::Corrupt)?;
        let order = logged_order(transaction, row.get(1)?)?;
        // Earlier versions did not write down where the order was found.
        found.push(PutBack { sale_id: row.get(0)?, order, found_in: detail.found_in.unwrap_or(FoundIn::Log) });
    }
    Ok(found)
}

fn amount_fits(service: Service, paise: i64) -> bool {
    let may_be_free = matches!(service, Service::PanCard | Service::BankAccount | Service::AadhaarCheck);
    paise > 0 || (paise == 0 && may_be_free)
}

/// How the customer pays. One whom these books do not have any more is one without a name: what is owed stays owed.
fn paid_by(transaction: &Transaction<'_>, order: &LoggedOrder) -> Result<(Payment, Option<i64>), LedgerError> {
    if let Some(customer) = order.customer_id {
        put_customer_back(transaction, customer, &order.number, order.created_at_ms)?;
    }
    Ok((order.payment, order.customer_id))
}

fn insert_sale(
    transaction: &Transaction<'_>,
    order: &LoggedOrder,
    service: Service,
    attempt_id: i64,
) -> Result<i64, LedgerError> {
    let twin = if open_twin(transaction, &order.number, &order.operator, Paise::new(order.amount_paise))?.is_some() {
        attempt_id
    } else {
        0
    };
    let (payment, customer) = paid_by(transaction, order)?;
    let mut known = transaction.prepare_cached("SELECT 1 FROM sale WHERE intent = ?1")?;
    let intent = match known.exists([&order.intent])? {
        true => format!("recovered {}", order.order_id),
        false => order.intent.clone(),
    };
    transaction
        .prepare_cached(
            "INSERT INTO sale (service, operator, number, circle, amount_paise, state, created_at_ms, day, intent, fields, twin,
                payment, customer_id, charge_paise)
             VALUES (?1, ?2, ?3, ?4, ?5, 'unknown', ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        )?
        .execute((
            service.as_str(),
            &order.operator,
            &order.number,
            &order.circle,
            order.amount_paise,
            order.created_at_ms,
            &order.day,
            &intent,
            &order.fields,
            twin,
            payment.as_str(),
            customer,
            order.charge_paise,
        ))?;
    Ok(transaction.last_insert_rowid())
}
