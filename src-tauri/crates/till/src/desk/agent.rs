//! The shop as an agent of the company: registered once, known by an id and the agent's own PAN.

use domain::{Pan, india_day};
use providers::{Onboarding, SendError, Start};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};

use super::check::{Form, agent_id};
use super::company::AgentConnection;
use crate::till::desk_memory::AgentLogin;
use crate::{DeskFault, DeskField, Problem, Till};

/// The shop's standing as an agent on the screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct AgentView {
    pub agent_id: String,
    pub pan_at_hand: bool,
}

impl AgentLogin {
    pub(super) fn view(&self) -> AgentView {
        AgentView { agent_id: self.agent_id.clone(), pan_at_hand: self.pan.is_some() }
    }
}

/// The eleven fields of the onboarding as typed. It cannot be printed, so that it cannot be logged.
#[derive(Clone, Deserialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct OnboardInput {
    pub shop_name: String,
    pub name: String,
    pub email: String,
    pub mobile: String,
    pub date_of_birth: String,
    pub address: String,
    pub state: String,
    pub city: String,
    pub pincode: String,
    #[specta(type = String)]
    pub pan: SecretString,
    /// May be left empty: the company makes one.
    pub agent_id: String,
}

impl OnboardInput {
    pub(crate) fn read(&self, now_ms: i64) -> Result<Onboarding, Vec<Problem>> {
        let mut form = Form::default();
        let shop_name = form.person(DeskField::ShopName, domain::parse_place(&self.shop_name));
        let name = form.person(DeskField::Name, domain::parse_full_name(&self.name));
        let email = form.person(DeskField::Email, domain::parse_email(&self.email));
        let mobile = form.take(domain::parse_mobile(&self.mobile).map_err(Problem::from));
        let born = domain::parse_birth_date(&self.date_of_birth, &india_day(now_ms));
        let date_of_birth = form.person(DeskField::DateOfBirth, born);
        let address = form.person(DeskField::Address, domain::parse_address(&self.address));
        let state = domain::state_named(&self.state).map(|state| state.names.english().to_owned());
        let fault = if self.state.trim().is_empty() { DeskFault::Missing } else { DeskFault::WrongForm };
        let state_name = form.take(state.ok_or(Problem::Desk { field: DeskField::State, fault }));
        let city_name = form.person(DeskField::City, domain::parse_place(&self.city));
        let pincode = form.person(DeskField::Pincode, domain::parse_pincode(&self.pincode));
        let pan = form.pan(DeskField::Pan, &self.pan);
        let agent_id = match self.agent_id.trim() {
            "" => Some(None),
            typed => form.take(agent_id(typed)).map(Some),
        };
        let who = shop_name.zip(name).zip(email.zip(mobile)).zip(date_of_birth.zip(pan)).zip(agent_id);
        let place = address.zip(state_name).zip(city_name.zip(pincode));
        let (Some(((((shop_name, name), (email, mobile)), (date_of_birth, pan)), agent_id)), Some(place)) =
            (who, place)
        else {
            return Err(form.problems);
        };
        let ((address, state_name), (city_name, pincode)) = place;
        Ok(Onboarding {
            shop_name,
            name,
            email,
            mobile,
            date_of_birth,
            address,
            state_name,
            city_name,
            pincode,
            pan,
            agent_id,
        })
    }
}

impl Till {
    /// Holds the agent's PAN that had to be typed for an opening, until the company has taken it.
    pub(super) fn hold_agent_pan(&self, sale_id: i64, login: &AgentLogin, pan: &Pan) {
        if login.pan.is_none() {
            self.desk.hold_pan(sale_id, pan.clone());
        }
    }

    /// Keeps the agent's PAN in memory once an opening was begun with it; one that was refused is asked for again.
    pub(super) fn settle_agent_pan(&self, sale_id: i64, is_taken: bool) {
        self.desk.settle_pan(sale_id, is_taken);
    }

    /// Registers the shop with the company. It moves no money, and is no order.
    pub(crate) async fn register(&self, company: &AgentConnection, agent: &Onboarding) -> Result<String, Problem> {
        let access = &company.connection.access;
        let call = company.agent.onboard(access, agent);
        let call = call.map_err(|bad| Problem::FieldRefused { field: bad.field })?;
        match call.ask(self.http.as_ref(), access).await.outcome {
            Ok(Start::Started(onboarded)) => Ok(onboarded.agent_id),
            Ok(Start::Rejected { trouble, .. } | Start::Unclear(trouble)) => Err(trouble.into()),
            Err(SendError::NeverSent(trouble) | SendError::MaybeSent(trouble)) => Err(trouble.into()),
        }
    }
}
