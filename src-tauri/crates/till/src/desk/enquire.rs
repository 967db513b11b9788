//! Asking how an order stands, in the form in which the watcher asks about every sale.

use std::sync::Arc;

use domain::{AtDesk, Paise, SaleState, Word};
use ledger::{Booked, LedgerError, SaleRow};
use providers::call::{Finding, Told};
use providers::{
    AccountParticulars, AccountQuestion, BadField, Call, LoadParticulars, LoadQuestion, PanParticulars, PanQuestion,
    Particulars, SendError, Standing, Trouble,
};
use secrecy::SecretString;

use super::company::AgentConnection;
use crate::sale::enquired::Enquired;
use crate::screens::desk_order::{OrderFields, can_ask_by_pan};
use crate::{DeskFault, DeskField, Problem, SaleView, Till};

fn offline(trouble: Trouble) -> Told<Finding> {
    Told { outcome: Finding::Offline(trouble), sent: None, received: None }
}

/// A company's standing as the watcher's finding.
fn finding_of<T>(
    told: Told<Result<Standing<T>, SendError>>,
    particulars: impl FnOnce(T) -> Particulars,
) -> Told<Finding> {
    let outcome = match told.outcome {
        Ok(Standing::Says(word, said)) => Finding::Says(word, particulars(said)),
        Ok(Standing::NoRecord(words)) => Finding::NoRecord(words),
        Ok(Standing::SaysNothing(trouble)) | Err(SendError::MaybeSent(trouble)) => Finding::SaysNothing(trouble),
        Err(SendError::NeverSent(trouble)) => Finding::Offline(trouble),
    };
    Told { outcome, sent: told.sent, received: told.received }
}

fn of_account(said: AccountParticulars) -> Particulars {
    Particulars { provider_ref: said.txn_id, words: said.words, ..Particulars::default() }
}

impl Till {
    /// Asks the company how an order stands. `Err`: the books could not be read.
    pub(crate) async fn enquire_order(&self, order: &SaleRow) -> Result<Enquired, LedgerError> {
        let Some(company) = self.company_of(order) else {
            // Disconnected meanwhile: the order waits for the company to come back.
            return Ok(Enquired::of(offline(Trouble::NotConnected { provider: order.provider.clone() })));
        };
        Ok(match order.service.at_desk() {
            Some(AtDesk::PanCard) => self.enquire_pan(&company, order).await,
            Some(AtDesk::WalletLoad) => self.enquire_load(&company, order).await?,
            Some(AtDesk::BankAccount) => {
                let question = account_question(order);
                let call = company.agent.account_details(&company.connection.access, &question);
                Enquired::of(finding_of(self.ask_company(&company, call).await, of_account))
            }
            None | Some(AtDesk::AadhaarCheck) => Enquired::of(offline(Trouble::CannotBeAsked)),
        })
    }

    async fn ask_company<T>(
        &self,
        company: &AgentConnection,
        call: Result<Call<Standing<T>>, BadField>,
    ) -> Told<Result<Standing<T>, SendError>> {
        match call {
            Ok(call) => call.ask(self.http.as_ref(), &company.connection.access).await,
            Err(bad) => {
                let trouble = Trouble::FieldRefused { field: bad.field };
                Told { outcome: Err(SendError::NeverSent(trouble)), sent: None, received: None }
            }
        }
    }

    async fn enquire_pan(&self, company: &AgentConnection, order: &SaleRow) -> Enquired {
        let question = PanQuestion { order_id: order.order_id.clone(), number: order.number.clone() };
        let told = self.ask_company(company, company.agent.pan_status(&company.connection.access, &question)).await;
        let booked = match &told.outcome {
            Ok(Standing::Says(_, PanParticulars { fee: Some(fee), .. })) => Some(Booked::Fee(*fee)),
            _ => None,
        };
        let particulars = |said: PanParticulars| Particulars {
            provider_ref: said.txid,
            operator_ref: said.acknowledgement,
            words: said.words,
            balance: None,
        };
        Enquired { booked, ..Enquired::of(finding_of(told, particulars)) }
    }

    async fn enquire_load(&self, company: &AgentConnection, order: &SaleRow) -> Result<Enquired, LedgerError> {
        if order.provider_ref.is_empty() {
            return Ok(Enquired::of(offline(Trouble::CannotBeAsked)));
        }
        let after_attempt = Some(self.ledger.newest_attempt()?);
        let question = LoadQuestion { order_id: order.provider_ref.clone(), amount: order.amount };
        let told = self.ask_company(company, company.agent.load_status(&company.connection.access, &question)).await;
        let (paid, balance) = match &told.outcome {
            Ok(Standing::Says(Word::Succeeded, said)) => self.really_paid(company, order, said).await?,
            _ => (None, None),
        };
        let particulars = |said: LoadParticulars| Particulars { words: said.words, balance, ..Particulars::default() };
        let booked = paid.map(Booked::Paid);
        Ok(Enquired { booked, after_attempt, ..Enquired::of(finding_of(told, particulars)) })
    }

    /// What a load brought, and the balance that tells of it: what the company names, or twice that. The company names one
    /// payment; that there were two shows in the wallet alone, and often only after the first was told.
    async fn really_paid(
        &self,
        company: &AgentConnection,
        order: &SaleRow,
        said: &LoadParticulars,
    ) -> Result<(Option<Paise>, Option<Paise>), LedgerError> {
        let named = said.paid.unwrap_or(order.amount);
        let Some(known) = known_paid(order) else {
            let twice = match said.new_balance {
                Some(wallet) => self.paid_twice(order, named, Paise::ZERO, wallet)?,
                None => None,
            };
            return Ok((Some(twice.unwrap_or(named)), said.new_balance));
        };
        if known != named {
            return Ok((Some(known), None));
        }
        let access = &company.connection.access;
        let wallet = providers::call::balance(self.http.as_ref(), company.connection.company, access).await;
        // The balance beside the old news may be the one of then.
        let Ok(wallet) = wallet else { return Ok((Some(known), None)) };
        let twice = self.paid_twice(order, named, known, wallet)?;
        Ok(twice.map_or((Some(known), None), |twice| (Some(twice), Some(wallet))))
    }

    /// Twice the payment that is named, if the wallet holds exactly that one more than the books say and nothing else
    /// can have raised it so. `booked` is what of this load is in the books.
    fn paid_twice(
        &self,
        order: &SaleRow,
        named: Paise,
        booked: Paise,
        wallet: Paise,
    ) -> Result<Option<Paise>, LedgerError> {
        let Some(before) = self.ledger.reading_before(&order.provider, order.attempt_id)? else { return Ok(None) };
        if self.ledger.may_have_risen_by(named, order, before)? {
            return Ok(None);
        }
        let spent = self.ledger.spent_after(&order.provider, before.after_attempt)?;
        let expected = || before.reported.checked_sub(spent)?.checked_add(named)?.checked_sub(booked);
        let is_more = expected().and_then(|expected| wallet.checked_sub(expected)) == Some(named);
        Ok(if is_more { named.checked_add(named) } else { None })
    }

    /// Asks by the customer's PAN how the opening of an account stands. The PAN is typed for it and not kept.
    pub async fn ask_by_pan(self: &Arc<Till>, sale_id: i64, typed: &SecretString) -> Result<SaleView, Problem> {
        let order = self.order_of(sale_id)?;
        if !can_ask_by_pan(&order) {
            return Err(Problem::NotAllowedNow);
        }
        let mut form = super::check::Form::default();
        let Some(pan) = form.pan(DeskField::Pan, typed) else {
            return Err(form.problems.pop().unwrap_or(Problem::NotAllowedNow));
        };
        if OrderFields::of(&order).pan_masked.is_some_and(|known| known != pan.masked()) {
            return Err(Problem::Desk { field: DeskField::Pan, fault: DeskFault::NotThisOrder });
        }
        let company = self.company_of(&order).ok_or(Problem::DeskNotConnected)?;
        let _asking = self.asking.set(order.attempt_id).ok_or(Problem::AskedTooSoon)?;
        let question = AccountQuestion { pan: Some(pan), ..account_question(&order) };
        let call = company.agent.account_status(&company.connection.access, &question);
        let told = finding_of(self.ask_company(&company, call).await, of_account);
        let told = self.believed_of(&order, &company.connection, told);
        match self.keep_finding(&order, Enquired::of(told))? {
            Some(trouble) => Err(trouble.into()),
            None => Ok(self.view(&self.ledger.sale(sale_id)?)?),
        }
    }
}

/// Which opening an enquiry is about. The customer's PAN is not kept, only how it may be shown.
pub(super) fn account_question(order: &SaleRow) -> AccountQuestion {
    AccountQuestion {
        order_id: order.order_id.clone(),
        txn_id: Some(order.provider_ref.clone()).filter(|txn_id| !txn_id.is_empty()),
        pan: None,
        pan_masked: OrderFields::of(order).pan_masked.unwrap_or_default(),
    }
}

/// What the books have of a load that was paid.
fn known_paid(order: &SaleRow) -> Option<Paise> {
    (order.state == SaleState::Succeeded).then(|| order.paid.unwrap_or(order.amount))
}
