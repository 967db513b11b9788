//! Begins an order: makes it of the typed form, writes it, sends it.

use std::sync::Arc;

use domain::{Paise, Pan};
use ledger::{NewAttempt, NewSale, SaleRow};
use providers::{AccountKind, AccountOpening, PanApplication, PanKind};
use url::Url;

use super::check::Booking;
use super::company::AgentConnection;
use super::start::Begun;
use crate::sale::check::may_begin;
use crate::{About, AccountInput, DeskFault, DeskField, LoadInput, Mode, PanInput, Problem, SaleView, Till};

/// The deliberate act behind an order.
pub(super) struct Act<'a> {
    pub(super) intent: &'a str,
    pub(super) mode: Mode,
    /// An unfinished order of the same person is known, and this one is for somebody else.
    pub(super) confirmed: bool,
}

fn one(problem: Problem) -> Vec<Problem> {
    vec![problem]
}

impl Till {
    /// Begins an application for a PAN card: "begun" is all that is known when it goes well.
    pub async fn apply_for_pan(self: &Arc<Till>, input: &PanInput) -> Result<SaleView, Vec<Problem>> {
        if let Some(known) = self.known_act(&input.intent)? {
            return Ok(known);
        }
        let booking = input.read()?;
        let company = self.desk_company().map_err(one)?;
        let (number, product) = (booking.number.clone(), booking.product);
        let act = Act { intent: &input.intent, mode: input.mode, confirmed: input.open_confirmed };
        self.begin_order(&act, booking, &company, |order| {
            let kind = if product == "pan-new" { PanKind::New } else { PanKind::Correction };
            let application = PanApplication { order_id: order.order_id.clone(), number, mode: input.pan_mode, kind };
            Begun::pan(&company, &application)
        })
        .await
    }

    /// Begins the opening of an account for a customer. What was typed of the customer is sent once; the books keep name,
    /// mobile number and four digits of the PAN.
    pub async fn open_account(self: &Arc<Till>, input: &AccountInput) -> Result<SaleView, Vec<Problem>> {
        if let Some(known) = self.known_act(&input.intent)? {
            return Ok(known);
        }
        let login = self.agent_login().ok_or_else(|| one(Problem::AgentMissing))?;
        let (typed, agent_pan) = match (input.read(), self.agent_pan(input)) {
            (Ok(typed), Ok(agent_pan)) => (typed, agent_pan),
            (typed, agent_pan) => {
                return Err(typed.err().into_iter().flatten().chain(agent_pan.err()).collect());
            }
        };
        if typed.pan == agent_pan {
            return Err(one(Problem::Desk { field: DeskField::Pan, fault: DeskFault::SameAsAgent }));
        }
        let company = self.desk_company().map_err(one)?;
        let return_url = self.return_url(&company).map_err(one)?;
        let act = Act { intent: &input.intent, mode: input.mode, confirmed: input.open_confirmed };
        let phone = typed.booking.number.clone();
        let saving = typed.booking.product == "account-saving";
        self.begin_order(&act, typed.booking, &company, |order| {
            self.hold_agent_pan(order.sale_id, &login, &agent_pan);
            let opening = AccountOpening {
                order_id: order.order_id.clone(),
                kind: if saving { AccountKind::Saving } else { AccountKind::Current },
                agent_id: login.agent_id.clone(),
                agent_pan: agent_pan.clone(),
                first_name: typed.first_name,
                middle_name: typed.middle_name,
                last_name: typed.last_name,
                email: typed.email,
                phone,
                pan: typed.pan,
                pincode: typed.pincode,
                return_url,
            };
            Begun::account(&company, &opening)
        })
        .await
    }

    /// The agent's own PAN: as it is kept, or as typed where the keychain gave none.
    fn agent_pan(&self, input: &AccountInput) -> Result<Pan, Problem> {
        if let Some(pan) = self.agent_login().and_then(|login| login.pan) {
            return Ok(pan);
        }
        let mut form = super::check::Form::default();
        match form.pan(DeskField::AgentPan, &input.agent_pan) {
            Some(pan) => Ok(pan),
            None => Err(form.problems.pop().unwrap_or(Problem::AgentPanMissing)),
        }
    }

    /// Where the browser is led at the end: as set, or to the company itself.
    fn return_url(&self, company: &AgentConnection) -> Result<Url, Problem> {
        match self.rules().return_url.as_str() {
            "" => Ok(company.connection.access.home()),
            set => {
                Url::parse(set).map_err(|_| Problem::Desk { field: DeskField::ReturnUrl, fault: DeskFault::WrongForm })
            }
        }
    }

    /// Begins to load the wallet. The wallet is read first, so that what it holds afterwards tells what was paid.
    pub async fn load_wallet(self: &Arc<Till>, input: &LoadInput) -> Result<SaleView, Vec<Problem>> {
        if let Some(known) = self.known_act(&input.intent)? {
            return Ok(known);
        }
        let booking = input.read()?;
        let company = self.desk_company().map_err(one)?;
        // One that cannot be read stops nothing.
        let _ = self.read_wallet(&company.connection).await;
        let amount = booking.amount;
        let act = Act { intent: &input.intent, mode: input.mode, confirmed: input.open_confirmed };
        self.begin_order(&act, booking, &company, |_| Begun::load(&company, amount)).await
    }

    /// The order that a deliberate act has led to already: a window that is reloaded may deliver a click twice.
    pub(super) fn known_act(&self, intent: &str) -> Result<Option<SaleView>, Vec<Problem>> {
        let known = self.ledger.sale_of_intent(intent).map_err(|error| one(error.into()))?;
        known.map(|sale| self.view(&sale)).transpose().map_err(|error| one(error.into()))
    }

    /// Makes an order durable and hands its one request to a task of the till's own.
    pub(super) async fn begin_order(
        self: &Arc<Till>,
        act: &Act<'_>,
        booking: Booking,
        company: &AgentConnection,
        begin: impl FnOnce(&SaleRow) -> Begun,
    ) -> Result<SaleView, Vec<Problem>> {
        if !may_begin(act.intent) || act.mode != self.mode {
            return Err(one(Problem::NotAllowedNow));
        }
        let (connection, descriptor) = (&company.connection, company.connection.company.descriptor());
        if connection.access.missing(descriptor).is_some() {
            return Err(one(Problem::LoginMissing { provider: descriptor.slug.to_owned() }));
        }
        if self.closed(connection).is_some() {
            // Before it is refused, the wallet is read.
            let _ = self.read_wallet(connection).await;
            self.closed(connection).map_or(Ok(()), |closed| Err(one(closed)))?;
        }
        let fee = self.fee_of(booking.product).map_err(one)?;
        if fee > Paise::ZERO {
            self.check_wallet(connection, fee).await.map_err(one)?;
        }
        let _beginning = self.line.begin();
        let now_ms = self.clock.now_ms();
        let new = self.new_order(act, booking, connection, fee, now_ms).map_err(one)?;
        let order = match self.ledger.begin_sale(&new, now_ms, self.first_check_ms(now_ms)) {
            Ok(order) => order,
            // While the wallet was read, the same act came a second time and was quicker.
            Err(error) => return self.known_act(act.intent)?.ok_or_else(|| one(error.into())),
        };
        let begun = begin(&order);
        let view = self.view_of_new(&order);
        self.tell(About::Sale(order.sale_id));
        self.hand_over_order(order, begun);
        // Only now: it is durable, and its request is made whether or not it can be shown.
        view.map_err(|error| one(error.into()))
    }

    fn new_order(
        &self,
        act: &Act<'_>,
        booking: Booking,
        connection: &crate::Connection,
        fee: Paise,
        now_ms: i64,
    ) -> Result<NewSale, Problem> {
        let is_load = booking.service == domain::Service::WalletLoad;
        let earned = if is_load { Some(Paise::ZERO) } else { booking.amount.checked_sub(fee) };
        let fields = serde_json::to_string(&booking.fields).map_err(|_| Problem::NotAllowedNow)?;
        let customer = self.customer_of_number(&booking.number)?.map(|customer| customer.id);
        if booking.payment == domain::Payment::Udhaar && customer.is_none() {
            return Err(Problem::PaymentNoCustomer);
        }
        Ok(NewSale {
            service: booking.service,
            operator: booking.product.to_owned(),
            number: booking.number,
            circle: String::new(),
            amount: booking.amount,
            fields,
            attempt: NewAttempt {
                provider: connection.slug().to_owned(),
                code: booking.product.to_owned(),
                account: connection.access.account(),
                earned: earned.ok_or(Problem::AmountTooLarge)?,
                id_form: connection.access.id_form(),
            },
            intent: act.intent.to_owned(),
            // The desk asks about unfinished orders instead: a finished one is no reason to ask.
            ask_if_sold_since_ms: None,
            ask_if_open: !act.confirmed,
            day: self.ledger.business_day(now_ms)?,
            payment: booking.payment,
            customer,
            charge: Paise::ZERO,
            instead_of: None,
            chit: None,
        })
    }
}
