//! Identity checks: an OTP to the mobile number behind an Aadhaar number, and whose number it is.
//!
//! The number lives in the memory of a check under way and nowhere else. It is wiped when the check is verified,
//! closed, or too old.

use std::sync::Arc;
use std::time::Duration;

use domain::{Aadhaar, Event, SaleState, Service};
use ledger::{EventDetail, SaleRow, Silent, Step};
use providers::call::Told;
use providers::{AadhaarPerson, OtpAnswer, OtpRefusal, SendError, Trouble, Verification};
use receipts::Person;
use secrecy::{ExposeSecret, SecretString};

use super::begin::Act;
use super::check::{Booking, aadhaar_booking};
use super::company::AgentConnection;
use super::start::Begun;
use crate::problem::stored::StoredProblem;
use crate::sale::journal::detail_of;
use crate::screens::desk_order::{OrderFields, person_of};
use crate::till::desk_memory::CheckUnderWay;
use crate::{AadhaarInput, About, DeskField, OtpView, Problem, SaleView, Till};

/// How long an OTP is good, in ms. The authority behind Aadhaar (UIDAI) says ten minutes; the paper says nothing.
const OTP_GOOD_MS: i64 = 600_000;
/// How long the number is kept for another OTP, in ms.
const KEPT_MS: i64 = 900_000;
/// How long a verified person is shown, in ms.
const SHOWN_MS: i64 = 600_000;
/// The same for the task that wipes: first, and again while it may not.
const KEPT: Duration = Duration::from_secs(900);
const LOOK_AGAIN: Duration = Duration::from_secs(60);
/// Wrong OTPs that are looked at.
const MOST_WRONG: u8 = 3;

/// By the clock on the wall: a computer that slept has a task that slept with it.
impl CheckUnderWay {
    fn number(&self, now_ms: i64) -> Option<&Aadhaar> {
        self.aadhaar.as_ref().filter(|_| (0..KEPT_MS).contains(&(now_ms - self.begun_at_ms)))
    }

    fn person(&self, now_ms: i64) -> Option<&AadhaarPerson> {
        self.person.as_ref().filter(|_| (0..SHOWN_MS).contains(&(now_ms - self.verified_at_ms)))
    }
}

impl Till {
    /// Begins an identity check: the consent is in the books before anything is sent.
    pub async fn check_aadhaar(self: &Arc<Till>, input: &AadhaarInput) -> Result<SaleView, Vec<Problem>> {
        if let Some(known) = self.known_act(&input.intent)? {
            return Ok(known);
        }
        let (booking, aadhaar) = input.read()?;
        let act = Act { intent: &input.intent, mode: input.mode, confirmed: input.open_confirmed };
        self.begin_check(&act, booking, aadhaar).await
    }

    async fn begin_check(
        self: &Arc<Till>,
        act: &Act<'_>,
        booking: Booking,
        aadhaar: Aadhaar,
    ) -> Result<SaleView, Vec<Problem>> {
        let company = self.desk_company().map_err(|problem| vec![problem])?;
        self.begin_order(act, booking, &company, |order| {
            self.remember_check(order, aadhaar.clone());
            Begun::otp(&company, order, &aadhaar)
        })
        .await
    }

    fn remember_check(self: &Arc<Till>, order: &SaleRow, aadhaar: Aadhaar) {
        let begun_at_ms = order.submitted_at_ms;
        let check = CheckUnderWay { aadhaar: Some(aadhaar), begun_at_ms, wrong: 0, person: None, verified_at_ms: 0 };
        self.desk.checks().insert(order.sale_id, check);
        // Weakly: a till that is gone has wiped it already.
        let (till, sale_id) = (Arc::downgrade(self), order.sale_id);
        self.runtime.spawn(async move {
            let mut wait = KEPT;
            loop {
                tokio::time::sleep(wait).await;
                let Some(till) = till.upgrade() else { return };
                if till.end_check(sale_id) {
                    return;
                }
                wait = LOOK_AGAIN;
            }
        });
    }

    /// Wipes what is kept of a check, and closes its order where that is still open. Not while an OTP is handed in, whose
    /// answer must be written, and not while a person is to be seen.
    fn end_check(self: &Arc<Till>, sale_id: i64) -> bool {
        let Some(order) = self.heed_books(self.ledger.sale(sale_id)) else { return false };
        let Some(_asking) = self.asking.set(order.attempt_id) else { return false };
        if self.check_views(&order).1.is_some() {
            return false;
        }
        self.forget_check(sale_id);
        // Read under the mark: nothing else ends a check.
        let Some(order) = self.heed_books(self.ledger.sale(sale_id)) else { return false };
        let is_open = matches!(order.state, SaleState::Pending | SaleState::Unknown);
        if order.service == Service::AadhaarCheck && is_open {
            // When it cannot be written now, the next start closes it.
            let step = self.closing_step(&order, order.state, Some(StoredProblem::OtpExpired));
            self.heed_books(self.ledger.record_only(&step));
        }
        self.tell(About::Sale(sale_id));
        true
    }

    /// Wipes what is kept of a check.
    pub(super) fn forget_check(&self, sale_id: i64) {
        self.desk.checks().remove(&sale_id);
    }

    /// The person was seen: wiped.
    pub fn dismiss_person(&self, sale_id: i64) {
        self.forget_check(sale_id);
        self.tell(About::Sale(sale_id));
    }

    /// After the call that has an OTP sent: one that never left, or was refused, keeps the number for another try.
    pub(super) fn after_otp_call(&self, sale_id: i64, event: Event) {
        if event == Event::Accept {
            let now_ms = self.clock.now_ms();
            let mut checks = self.desk.checks();
            if let Some(check) = checks.get_mut(&sale_id) {
                check.begun_at_ms = now_ms;
            }
        }
    }

    /// Has another OTP sent for the number of a check that is still in memory: a new order, the old one is closed.
    pub async fn resend_otp(self: &Arc<Till>, sale_id: i64, intent: &str) -> Result<SaleView, Vec<Problem>> {
        let one = |problem: Problem| vec![problem];
        if let Some(known) = self.known_act(intent)? {
            return Ok(known);
        }
        let attempt_id = self.order_of(sale_id).map_err(one)?.attempt_id;
        // Not while an OTP is handed in, and of two clicks only one.
        let _asking = self.asking.set(attempt_id).ok_or_else(|| one(Problem::AskedTooSoon))?;
        let order = self.order_of(sale_id).map_err(one)?;
        let aadhaar = self.number_of(sale_id).ok_or_else(|| one(Problem::AadhaarGone))?;
        if matches!(order.state, SaleState::Submitted | SaleState::Succeeded) {
            return Err(one(Problem::NotAllowedNow));
        }
        let consent = OrderFields::of(&order).consent;
        let booking = Booking { payment: order.payment, ..aadhaar_booking(&aadhaar, order.amount, consent) };
        if matches!(order.state, SaleState::Pending | SaleState::Unknown) {
            let step = self.closing_step(&order, order.state, Some(StoredProblem::NotFinished));
            self.ledger.record_only(&step).map_err(|error| one(error.into()))?;
            self.tell(About::Sale(sale_id));
        }
        let view = self.begin_check(&Act { intent, mode: self.mode, confirmed: true }, booking, aadhaar).await?;
        self.forget_check(sale_id);
        Ok(view)
    }

    fn number_of(&self, sale_id: i64) -> Option<Aadhaar> {
        let checks = self.desk.checks();
        checks.get(&sale_id).and_then(|check| check.number(self.clock.now_ms()).cloned())
    }

    /// Hands the OTP in that the customer reads out. A task of the till's own does it: what it brings is written down
    /// whatever the window does.
    pub async fn verify_otp(self: &Arc<Till>, sale_id: i64, otp: &SecretString) -> Result<SaleView, Problem> {
        let otp = domain::parse_otp(otp.expose_secret())
            .map_err(|problem| Problem::Desk { field: DeskField::Otp, fault: problem.into() })?;
        let attempt_id = self.order_of(sale_id)?.attempt_id;
        let Some(asking) = self.asking.set(attempt_id) else { return Err(Problem::AskedTooSoon) };
        let order = self.order_of(sale_id)?;
        if order.service != Service::AadhaarCheck || order.state != SaleState::Pending {
            return Err(Problem::NotAllowedNow);
        }
        let aadhaar = self.number_of(sale_id).ok_or(Problem::AadhaarGone)?;
        let company = self.company_of(&order).ok_or(Problem::DeskNotConnected)?;
        let till = self.clone();
        let task = self.runtime.spawn(async move {
            let _asking = asking;
            let handed_in = till.hand_in(&company, &order, aadhaar, otp).await;
            till.tell(About::Sale(sale_id));
            handed_in
        });
        task.await.unwrap_or_else(|error| Err(Problem::CounterFault { words: error.to_string() }))?;
        Ok(self.whole_view(&self.ledger.sale(sale_id)?)?)
    }

    async fn hand_in(
        self: &Arc<Till>,
        company: &AgentConnection,
        order: &SaleRow,
        aadhaar: Aadhaar,
        otp: SecretString,
    ) -> Result<(), Problem> {
        let access = &company.connection.access;
        let (order_id, request_id) = (order.order_id.clone(), order.provider_ref.clone());
        let call = company.agent.verify_otp(access, &OtpAnswer { order_id, request_id, otp, aadhaar });
        let call = call.map_err(|bad| Problem::FieldRefused { field: bad.field })?;
        let Told { outcome, sent, received } = call.ask(self.http.as_ref(), access).await;
        let evidence = |problem: Option<StoredProblem>| detail_of(sent.clone(), received.clone(), problem);
        match outcome {
            Ok(Verification::Verified(person)) => {
                let step = self.check_step(order, Some(Event::Succeed), evidence(None));
                self.write_step(order, step).await;
                self.keep_person(order.sale_id, person);
                Ok(())
            }
            Ok(Verification::Rejected { why, words, trouble }) => {
                let problem = self.refused_otp(order.sale_id, why, trouble);
                let ends = matches!(problem, StoredProblem::OtpExpired | StoredProblem::OtpTriesOver);
                let event = ends.then_some(Event::Reject);
                let detail = EventDetail { words: Some(words), ..evidence(Some(problem.clone())) };
                self.write_step(order, self.check_step(order, event, detail)).await;
                Err(problem.into())
            }
            Ok(Verification::Unclear(trouble)) | Err(SendError::MaybeSent(trouble) | SendError::NeverSent(trouble)) => {
                let problem = StoredProblem::from(trouble);
                self.write_step(order, self.check_step(order, None, evidence(Some(problem.clone())))).await;
                Err(problem.into())
            }
        }
    }

    /// What a refused OTP means: after the third wrong one no other is looked at, whatever the company says.
    fn refused_otp(&self, sale_id: i64, why: OtpRefusal, trouble: Trouble) -> StoredProblem {
        let mut checks = self.desk.checks();
        match (why, checks.get_mut(&sale_id)) {
            (OtpRefusal::Wrong, Some(check)) => {
                check.wrong = check.wrong.saturating_add(1);
                match MOST_WRONG.checked_sub(check.wrong).filter(|left| *left > 0) {
                    Some(left) => StoredProblem::OtpWrong { left },
                    None => StoredProblem::OtpTriesOver,
                }
            }
            (OtpRefusal::TriesOver, _) => StoredProblem::OtpTriesOver,
            // Wiped meanwhile: its time is over, and nobody knows how many were wrong.
            (OtpRefusal::Wrong, None) | (OtpRefusal::Expired, _) => StoredProblem::OtpExpired,
            (OtpRefusal::Other, _) => trouble.into(),
        }
    }

    /// `None`: it said nothing, and the check goes on.
    fn check_step(&self, order: &SaleRow, event: Option<Event>, detail: EventDetail) -> Step {
        let now_ms = self.clock.now_ms();
        let step = match event {
            Some(event) => Step::of(order, event, now_ms),
            None => Step::silent(order, Silent::NoNews, now_ms),
        };
        step.expecting(SaleState::Pending).evidence(detail).ask_next(None).flag(None)
    }

    fn keep_person(&self, sale_id: i64, person: AadhaarPerson) {
        let now_ms = self.clock.now_ms();
        let mut checks = self.desk.checks();
        if let Some(check) = checks.get_mut(&sale_id) {
            (check.aadhaar, check.person, check.verified_at_ms) = (None, Some(person), now_ms);
        }
    }

    /// What the screen shows of a check: the OTP that is awaited, and the person while that is to be seen.
    pub(crate) fn check_views(&self, order: &SaleRow) -> (Option<OtpView>, Option<Person>) {
        if order.service != Service::AadhaarCheck {
            return (None, None);
        }
        let checks = self.desk.checks();
        let (Some(check), now_ms) = (checks.get(&order.sale_id), self.clock.now_ms()) else { return (None, None) };
        let otp = OtpView {
            expires_at_ms: check.begun_at_ms + OTP_GOOD_MS,
            tries_left: MOST_WRONG.saturating_sub(check.wrong),
            can_resend: check.number(now_ms).is_some(),
        };
        (Some(otp).filter(|_| order.state != SaleState::Succeeded), check.person(now_ms).map(person_of))
    }
}
