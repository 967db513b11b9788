//! The sending task of an order: its one request, and the record of what it began.

use std::pin::Pin;
use std::sync::Arc;

use domain::{Aadhaar, AtDesk, Event, Paise, SaleState, Service};
use ledger::{EventDetail, SaleRow, Step};
use providers::call::Told;
use providers::{AccountOpening, BadField, Call, Http, OtpSent, PanApplication, SendError, Start, Trouble, WalletLoad};
use url::Url;

use super::company::AgentConnection;
use crate::problem::stored::StoredProblem;
use crate::sale::journal::detail_of;
use crate::sale::send::OnTheLine;
use crate::screens::desk_order::can_admit;
use crate::till::desk_memory::Page;
use crate::{About, Problem, Till};

/// What an order led to that was begun.
#[derive(Default)]
pub(super) struct Brought {
    /// The company's id.
    provider_ref: Option<String>,
    /// The page where the customer goes on.
    page: Option<Url>,
    /// The link by which a load is paid.
    link: Option<String>,
}

type Answer = Told<Result<Start<Brought>, SendError>>;
type Asking = Pin<Box<dyn Future<Output = Answer> + Send>>;

/// A request that is ready to go, whatever it begins.
pub(super) struct Begun(Box<dyn FnOnce(Arc<dyn Http>) -> Asking + Send>);

impl Begun {
    fn of<T: Send + 'static>(
        company: &AgentConnection,
        call: Result<Call<Start<T>>, BadField>,
        brought: fn(T) -> Brought,
    ) -> Begun {
        let access = company.connection.access.clone();
        Begun(Box::new(move |http| {
            Box::pin(async move {
                let call = match call {
                    Ok(call) => call,
                    Err(bad) => {
                        let trouble = Trouble::FieldRefused { field: bad.field };
                        return Told { outcome: Err(SendError::NeverSent(trouble)), sent: None, received: None };
                    }
                };
                let Told { outcome, sent, received } = call.ask(http.as_ref(), &access).await;
                let outcome = outcome.map(|start| match start {
                    Start::Started(begun) => Start::Started(brought(begun)),
                    Start::Rejected { words, trouble } => Start::Rejected { words, trouble },
                    Start::Unclear(trouble) => Start::Unclear(trouble),
                });
                Told { outcome, sent, received }
            })
        }))
    }

    pub(super) fn pan(company: &AgentConnection, application: &PanApplication) -> Begun {
        Begun::of(company, company.agent.apply_for_pan(&company.connection.access, application), |page| Brought {
            provider_ref: page.txid,
            page: Some(page.url),
            link: None,
        })
    }

    pub(super) fn account(company: &AgentConnection, opening: &AccountOpening) -> Begun {
        Begun::of(company, company.agent.open_account(&company.connection.access, opening), |page| Brought {
            provider_ref: page.txn_id,
            page: Some(page.url),
            link: None,
        })
    }

    pub(super) fn load(company: &AgentConnection, amount: Paise) -> Begun {
        Begun::of(company, company.agent.load_wallet(&company.connection.access, amount), |load: WalletLoad| Brought {
            provider_ref: Some(load.order_id),
            page: None,
            link: Some(load.upi_link),
        })
    }

    pub(super) fn otp(company: &AgentConnection, order: &SaleRow, aadhaar: &Aadhaar) -> Begun {
        let call = company.agent.send_otp(&company.connection.access, &order.order_id, aadhaar);
        Begun::of(company, call, |sent: OtpSent| Brought { provider_ref: Some(sent.request_id), ..Brought::default() })
    }
}

impl Till {
    /// Hands an order to a task of its own, as a sale is.
    pub(super) fn hand_over_order(self: &Arc<Till>, order: SaleRow, begun: Begun) {
        let on_the_line = OnTheLine::put(self.clone(), order);
        let http = self.http.clone();
        self.runtime.spawn(async move {
            let (till, order) = (on_the_line.till.clone(), on_the_line.sale.clone());
            let told = (begun.0)(http).await;
            till.record_start(&order, told).await;
            on_the_line.answered();
        });
    }

    async fn record_start(self: &Arc<Till>, order: &SaleRow, told: Answer) {
        let now_ms = self.clock.now_ms();
        let (words, brought, event, trouble) = match told.outcome {
            Ok(Start::Started(brought)) => (None, brought, Event::Accept, None),
            Ok(Start::Rejected { words, trouble }) => (Some(words), Brought::default(), Event::Reject, Some(trouble)),
            Ok(Start::Unclear(trouble)) | Err(SendError::MaybeSent(trouble)) => {
                (None, Brought::default(), Event::LoseTrack, Some(trouble))
            }
            Err(SendError::NeverSent(trouble)) => (None, Brought::default(), Event::NeverLeave, Some(trouble)),
        };
        let is_open = matches!(event, Event::Accept | Event::LoseTrack);
        // A load goes by the id that came with this very answer.
        let asks = is_open && (brought.provider_ref.is_some() || order.can_be_asked());
        let asks = asks && order.service != Service::AadhaarCheck;
        if let Some(page) = brought.page {
            self.desk.keep_page(order.sale_id, Page::AtHand(page));
        }
        if let Some(connection) = self.connection(&order.provider) {
            self.heed_trouble(&connection, trouble.as_ref());
            if trouble.is_none() {
                self.ready.was_answered(&connection);
            }
        }
        let problem = trouble.map(StoredProblem::from);
        let step = Step::of(order, event, now_ms)
            .expecting(SaleState::Submitted)
            .evidence(EventDetail { words, ..detail_of(told.sent, told.received, problem.clone()) })
            .refs(brought.provider_ref, None)
            .ask_next(asks.then(|| self.next_check_ms(order.service, now_ms, 0)))
            .flag(None)
            .link(brought.link);
        self.write_step(order, step).await;
        if order.service == Service::WalletLoad && event == Event::Accept {
            // Again, with the company's own id: by that alone can a load be asked about.
            self.log_order(order.attempt_id);
        }
        if event == Event::LoseTrack {
            self.end_what_cannot_go_on(order, problem).await;
        }
        self.after_otp_call(order.sale_id, event);
        self.settle_agent_pan(order.sale_id, event == Event::Accept);
    }

    async fn end_what_cannot_go_on(self: &Arc<Till>, order: &SaleRow, problem: Option<StoredProblem>) {
        if let Some(step) = self.step_without_a_way_on(order, problem) {
            self.write_step(order, step).await;
        }
    }

    /// The end of an order of which no answer came. A load whose QR never came cannot have been paid; an identity check
    /// whose request id never came cannot be finished. Neither can be asked about.
    pub(crate) fn step_without_a_way_on(&self, order: &SaleRow, problem: Option<StoredProblem>) -> Option<Step> {
        let problem = match order.service.at_desk() {
            Some(AtDesk::WalletLoad) => Some(StoredProblem::QrMissing),
            Some(AtDesk::AadhaarCheck) => problem,
            None | Some(AtDesk::PanCard | AtDesk::BankAccount) => return None,
        };
        Some(self.closing_step(order, SaleState::Unknown, problem))
    }

    /// The step by which the shop closes an order.
    pub(super) fn closing_step(&self, order: &SaleRow, expected: SaleState, problem: Option<StoredProblem>) -> Step {
        let now_ms = self.clock.now_ms();
        Step::of(order, Event::Abandon, now_ms)
            .expecting(expected)
            .evidence(detail_of(None, None, problem))
            .ask_next(self.care_after_closing_ms(order, now_ms, now_ms))
            .flag(None)
    }

    /// Ends at the start what only the memory of the last run could have gone on with.
    pub(crate) fn close_lost_orders(self: &Arc<Till>, lost: &[SaleRow]) -> Result<(), Problem> {
        for order in lost {
            self.ledger.record(&self.closing_step(order, order.state, Some(StoredProblem::Restarted)))?;
        }
        Ok(())
    }

    /// Closes an order that nobody will finish. The company is asked about it a few times more all the same.
    pub fn abandon_order(self: &Arc<Till>, sale_id: i64) -> Result<crate::SaleView, Problem> {
        let order = self.order_of(sale_id)?;
        // The answer to an OTP that is on the line is written first.
        let asking = self.asking.set(order.attempt_id);
        if order.service == Service::AadhaarCheck && asking.is_none() {
            return Err(Problem::AskedTooSoon);
        }
        let closed = self.ledger.record(&self.closing_step(&order, order.state, Some(StoredProblem::NotFinished)))?;
        self.forget_check(sale_id);
        self.desk.forget_page(sale_id);
        self.tell(About::Sale(sale_id));
        Ok(self.view(&closed)?)
    }

    /// Books an order that counted as failed, and of which the company says that it succeeded.
    pub fn admit_success(self: &Arc<Till>, sale_id: i64) -> Result<crate::SaleView, Problem> {
        let order = self.order_of(sale_id)?;
        if !can_admit(&order) {
            return Err(Problem::NotAllowedNow);
        }
        let now_ms = self.clock.now_ms();
        let step = Step::of(&order, Event::Admit, now_ms)
            .evidence(detail_of(None, None, None))
            .ask_next(self.aftercare_ms(order.service, now_ms, now_ms))
            .flag(None);
        let admitted = self.ledger.record(&step)?;
        self.tell(About::Sale(sale_id));
        Ok(self.view(&admitted)?)
    }
}
