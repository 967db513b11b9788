//! Sales and attempts: how they begin, and how what happened to them is written.

use domain::flaw::{self, Flaw};
use domain::{Event, IdForm, OrderId, Paise, SaleState, Service, apply};
use rusqlite::{Connection, ErrorCode, Transaction};

use crate::attempt::update_attempt;
use crate::event::{EventDetail, EventKind, NewEvent, PersonsWord};
use crate::read::{OPEN, SaleRow, all_attempts, count_open, lost_sales, newest_twin, one_attempt, one_sale};
use crate::recover::{OPEN_TWIN, put_back_twin};
use crate::{Ledger, LedgerError, due, posting};

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
    /// Refuse it while the same person has an unfinished order of the same service. For the services desk only: two
    /// open sales of a recharge are refused whatever anybody says.
    pub ask_if_open: bool,
    /// The day in India.
    pub day: String,
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
    /// Which signs its order id is made of.
    pub id_form: IdForm,
}

/// What a person should look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attention {
    /// The provider contradicts what is settled.
    Contradicted,
    /// It was asked about as often as the schedule allows.
    NeedsPerson,
}

impl Attention {
    pub(crate) fn as_str(attention: Option<Attention>) -> &'static str {
        match attention {
            None => "",
            Some(Attention::Contradicted) => "contradicted",
            Some(Attention::NeedsPerson) => "needs_person",
        }
    }

    pub(crate) fn parse(word: &str) -> Option<Attention> {
        match word {
            "contradicted" => Some(Attention::Contradicted),
            "needs_person" => Some(Attention::NeedsPerson),
            _ => None,
        }
    }
}

/// What turned out at the end of an order of the services desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Booked {
    /// What the provider took for it: the rest of the charge is earned.
    Fee(Paise),
    /// What was paid into the wallet.
    Paid(Paise),
}

/// Who asked the provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// Nobody: it is no enquiry.
    Not,
    /// The schedule, of which it uses up one.
    BySchedule,
    /// A person or a callback, beside the schedule.
    Beside,
}

/// One thing that happened to an attempt: at most one event of the state machine, one row of the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The attempt.
    pub attempt_id: i64,
    /// The state in which the caller saw it. When it is in another by now, nothing is written.
    pub expected: SaleState,
    /// The event; `None` for a journal row that changes no state.
    pub event: Option<Event>,
    /// What the journal says.
    pub kind: EventKind,
    /// When, in ms since 1970.
    pub at_ms: i64,
    /// The evidence.
    pub detail: EventDetail,
    /// The provider's id, when the answer carried one.
    pub provider_ref: Option<String>,
    /// The operator's id, when the answer carried one.
    pub operator_ref: Option<String>,
    /// When to ask next; `None`: not any more.
    pub next_check_at_ms: Option<i64>,
    /// Whether somebody asked for it.
    pub asked: Asked,
    /// What a person should look at from now on.
    pub attention: Option<Attention>,
    /// What it really cost or brought, where the provider told.
    pub booked: Option<Booked>,
    /// The link by which a load of the wallet is paid.
    pub link: Option<String>,
}

impl Ledger {
    /// Writes sale, attempt, order id and "submitted" in one durable step. Only after this returns may a socket be
    /// opened. Refuses a sale whose twin is open, or was made too short a while ago; looked at here, inside the
    /// transaction, because time may have passed since the shopkeeper was asked.
    pub fn begin_sale(&self, new: &NewSale, at_ms: i64, first_check_at_ms: i64) -> Result<SaleRow, LedgerError> {
        if self.is_damaged() {
            return Err(LedgerError::Corrupt);
        }
        self.write(|transaction| {
            if let Some(sale_id) = put_back_twin(transaction, new)? {
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
            let sale_id = insert_sale(transaction, new, at_ms)?;
            self.begin_attempt(transaction, sale_id, &new.attempt, at_ms, first_check_at_ms)
        })
    }

    /// Writes the end of an attempt that came to nothing, and the next one for the same sale, in one durable step. So
    /// a sale that is tried at another provider is never seen as failed in between, and its twin cannot slip in.
    /// Refused where the attempt is not the newest, or did not come to nothing.
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
            let sale_id = self.record_in(transaction, step)?;
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
        let detail = EventDetail { facts: Some(sale.facts()), ..EventDetail::default() };
        let event = |kind, from, to| NewEvent { sale_id, attempt_id, at_ms, kind, from, to: Some(to), detail: &detail };
        self.append(transaction, &event(EventKind::Intended, None, SaleState::Intended))?;
        let submitted = apply(SaleState::Intended, Event::Submit)?;
        let detail = EventDetail::default();
        let event = NewEvent { detail: &detail, ..event(EventKind::Submitted, Some(SaleState::Intended), submitted) };
        self.append(transaction, &event)?;
        Ok(sale)
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
        self.read(newest_attempt)
    }

    /// Writes what happened: state of attempt and sale, journal and postings, in one durable step.
    pub fn record(&self, step: &Step) -> Result<SaleRow, LedgerError> {
        self.write(|transaction| {
            let sale_id = self.record_in(transaction, step)?;
            one_sale(transaction, sale_id)
        })
    }

    /// The same for who does not want the sale back: the watcher, thousands of times a day.
    pub fn record_only(&self, step: &Step) -> Result<(), LedgerError> {
        self.write(|transaction| self.record_in(transaction, step).map(drop))
    }

    /// Gives the sale's id.
    pub(crate) fn record_in(&self, transaction: &Transaction<'_>, step: &Step) -> Result<i64, LedgerError> {
        let sale_id: i64 = transaction
            .prepare_cached("SELECT sale_id FROM attempt WHERE id = ?1")?
            .query_row([step.attempt_id], |row| row.get(0))
            .map_err(|_| LedgerError::NoSuchSale)?;
        let next = match step.event {
            Some(event) => apply(step.expected, event)?,
            None => step.expected,
        };
        let more = paid_more(transaction, step)?;
        update_attempt(transaction, step, next)?;
        if next != step.expected {
            // The sale stands as its newest attempt does; news of an older one is for the journal.
            transaction
                .prepare_cached(
                    "UPDATE sale SET state = ?2 WHERE id = ?1 AND state <> ?2
                     AND ?3 = (SELECT MAX(id) FROM attempt WHERE attempt.sale_id = sale.id)",
                )?
                .execute((sale_id, next.as_str(), step.attempt_id))?;
        }
        let (from, to) = (Some(step.expected), Some(next));
        let event = NewEvent {
            sale_id,
            attempt_id: step.attempt_id,
            at_ms: step.at_ms,
            kind: step.kind,
            from,
            to,
            detail: &step.detail,
        };
        let seq = self.append(transaction, &event)?;
        let entries = entries_of(transaction, step, sale_id, more)?;
        posting::post(transaction, seq, &entries)?;
        Ok(sale_id)
    }

    /// After a crash: every attempt that was on the line is unknown, and is asked about at once, as is every other that
    /// is open. Gives how many sales are open; they are not read, because there may be thousands. To be called before
    /// anything else is sent.
    pub fn recover(&self, at_ms: i64, detail: &EventDetail) -> Result<usize, LedgerError> {
        let due_ms = (!flaw::is_on(Flaw::ForgottenAtStart)).then_some(at_ms);
        let lost = if flaw::is_on(Flaw::CrashMeansFailed) { Event::Reject } else { Event::LoseTrack };
        self.write(|transaction| {
            transaction
                .prepare_cached(&format!(
                    "UPDATE attempt SET next_check_at_ms = ?1 WHERE state IN ('intended', 'pending', 'unknown')
                     AND sale_id IN (SELECT id FROM sale WHERE {OPEN})"
                ))?
                .execute([due_ms])?;
            due::bring_back(transaction, at_ms)?;
            for sale in lost_sales(transaction)? {
                let step = Step {
                    attempt_id: sale.attempt_id,
                    expected: sale.state,
                    event: Some(lost),
                    kind: EventKind::LostTrack,
                    at_ms,
                    detail: detail.clone(),
                    provider_ref: None,
                    operator_ref: None,
                    next_check_at_ms: due_ms,
                    asked: Asked::Not,
                    attention: sale.attention,
                    booked: None,
                    link: None,
                };
                self.record_in(transaction, &step)?;
            }
            count_open(transaction)
        })
    }

    /// Writes that a person has dealt with what contradicts itself about any attempt of a sale. It stays in doubt.
    pub fn deal_with(&self, sale_id: i64, person: &PersonsWord, at_ms: i64) -> Result<SaleRow, LedgerError> {
        self.write(|transaction| {
            let loud = all_attempts(transaction, sale_id)?.into_iter();
            for attempt in
                loud.filter(|one| one.attention == Some(Attention::Contradicted) && one.dealt_at_ms.is_none())
            {
                let step = Step {
                    attempt_id: attempt.attempt_id,
                    expected: attempt.state,
                    event: None,
                    kind: EventKind::DealtWith,
                    at_ms,
                    detail: EventDetail { person: Some(person.clone()), ..EventDetail::default() },
                    provider_ref: None,
                    operator_ref: None,
                    next_check_at_ms: attempt.next_check_at_ms,
                    asked: Asked::Not,
                    attention: attempt.attention,
                    booked: None,
                    link: None,
                };
                self.record_in(transaction, &step)?;
            }
            one_sale(transaction, sale_id)
        })
    }

    /// Writes that a slip was printed; touches nothing else.
    pub fn note_printed(&self, sale_id: i64, at_ms: i64) -> Result<(), LedgerError> {
        self.write(|transaction| {
            let sale = one_sale(transaction, sale_id)?;
            let (from, to) = (Some(sale.state), Some(sale.state));
            let (kind, detail) = (EventKind::Printed, &EventDetail::default());
            self.append(
                transaction,
                &NewEvent { sale_id, attempt_id: sale.attempt_id, at_ms, kind, from, to, detail },
            )?;
            Ok(())
        })
    }

    /// Keeps what a provider told of the commission of an attempt. The first word stays: a callback that is repeated
    /// with other figures changes nothing.
    pub fn note_told_earned(&self, attempt_id: i64, told: Paise) -> Result<(), LedgerError> {
        self.write(|transaction| {
            transaction
                .prepare_cached(
                    "UPDATE attempt SET told_earned_paise = ?2 WHERE id = ?1 AND told_earned_paise IS NULL",
                )?
                .execute((attempt_id, told.get()))?;
            Ok(())
        })
    }
}

pub(crate) fn newest_attempt(connection: &Connection) -> Result<i64, LedgerError> {
    let mut statement = connection.prepare_cached("SELECT COALESCE(MAX(id), 0) FROM attempt")?;
    Ok(statement.query_row((), |row| row.get(0))?)
}

/// What a step tells that was paid into a wallet beside what is in the books already: a load may be paid a second time.
fn paid_more(transaction: &Transaction<'_>, step: &Step) -> Result<Option<(String, Paise)>, LedgerError> {
    match (step.event, step.booked) {
        (None, Some(Booked::Paid(paid))) if step.expected == SaleState::Succeeded => {
            let load = one_attempt(transaction, step.attempt_id)?;
            let more = paid.checked_sub(load.paid.unwrap_or(load.amount)).ok_or(LedgerError::OutOfRange)?;
            Ok(Some((load.provider, more)))
        }
        _ => Ok(None),
    }
}

/// What a step, once it is written, does to the accounts.
fn entries_of(
    transaction: &Transaction<'_>,
    step: &Step,
    sale_id: i64,
    more: Option<(String, Paise)>,
) -> Result<Vec<(String, Paise)>, LedgerError> {
    match step.event {
        Some(Event::Succeed | Event::Admit | Event::DeclareSucceeded) => {
            let sale = one_attempt(transaction, step.attempt_id)?;
            match sale.service {
                Service::WalletLoad => posting::of_load(&sale.provider, sale.paid.unwrap_or(sale.amount)),
                _ => posting::of_success(&sale.provider, sale.amount, sale.earned),
            }
        }
        Some(Event::Reverse | Event::DeclareReversed) if flaw::is_on(Flaw::ReversalNotPosted) => Ok(Vec::new()),
        // Of a sale that was never booked this is nothing.
        Some(Event::Reverse | Event::DeclareReversed | Event::DeclareFailed) => {
            posting::opposite_of(transaction, sale_id)
        }
        Some(Event::Submit | Event::NeverLeave | Event::Accept | Event::Reject | Event::LoseTrack | Event::Abandon)
        | None => more.map_or_else(|| Ok(Vec::new()), |(provider, more)| posting::of_load(&provider, more)),
    }
}

/// The newest unfinished order of the same person and service; of wallet loads, which are nobody's, of the same amount.
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
            "INSERT INTO sale (service, operator, number, circle, amount_paise, state, created_at_ms, day, intent, fields)
             VALUES (?1, ?2, ?3, ?4, ?5, 'submitted', ?6, ?7, ?8, ?9)",
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
