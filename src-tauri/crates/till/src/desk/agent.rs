//! The shop as an agent of the company: registered once, known by an id and the agent's own PAN.

use std::sync::PoisonError;

use domain::{Pan, india_day};
use providers::{Onboarding, SendError, Start};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};

use super::check::Form;
use super::{AgentConnection, DeskFault, DeskField};
use crate::shop::State;
use crate::till::Till;
use crate::{Mode, Problem, Shop};

/// The longest agent id, in letters.
const AGENT_ID_MAX: usize = 30;

/// What is kept of the desk beside the books, of practice and of real money apart.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct DeskSettings {
    #[serde(default)]
    real: DeskOf,
    #[serde(default)]
    practice: DeskOf,
}

/// The same of one of the two.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct DeskOf {
    #[serde(default)]
    pub(crate) agent: Option<SavedAgent>,
    /// `YYYY-MM-DD` or empty.
    #[serde(default)]
    pub(crate) plan_ends: String,
    /// Where a browser is led at the end of an account's opening; empty: to the company itself.
    #[serde(default)]
    pub(crate) return_url: String,
}

/// An agent's id with a company. The agent's PAN is in the keychain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SavedAgent {
    pub(crate) provider: String,
    pub(crate) agent_id: String,
}

impl DeskSettings {
    pub(crate) fn of(&self, mode: Mode) -> &DeskOf {
        match mode {
            Mode::Practice => &self.practice,
            Mode::Real => &self.real,
        }
    }

    fn of_mut(&mut self, mode: Mode) -> &mut DeskOf {
        match mode {
            Mode::Practice => &mut self.practice,
            Mode::Real => &mut self.real,
        }
    }
}

/// The shop's standing as an agent, as a till needs it.
#[derive(Debug, Clone)]
pub(crate) struct AgentLogin {
    pub(crate) agent_id: String,
    /// `None` where the keychain gave none: it is asked for again.
    pub(crate) pan: Option<Pan>,
}

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

/// An agent id as typed.
fn read_agent_id(form: &mut Form, typed: &str) -> Option<String> {
    let typed = typed.trim();
    let fault = match typed.len() {
        0 => Some(DeskFault::Missing),
        length if length > AGENT_ID_MAX => Some(DeskFault::TooLong),
        _ if !typed.bytes().all(|sign| sign.is_ascii_alphanumeric() || sign == b'-' || sign == b'_') => {
            Some(DeskFault::StrangeSign)
        }
        _ => None,
    };
    form.take(match fault {
        Some(fault) => Err(Problem::Desk { field: DeskField::AgentId, fault }),
        None => Ok(typed.to_owned()),
    })
}

impl OnboardInput {
    fn read(&self, now_ms: i64) -> Result<Onboarding, Vec<Problem>> {
        let mut form = Form::default();
        let shop_name = form.person(DeskField::ShopName, domain::parse_place(&self.shop_name));
        let name = form.person(DeskField::Name, domain::parse_full_name(&self.name));
        let email = form.person(DeskField::Email, domain::parse_email(&self.email));
        let mobile = form.take(domain::parse_mobile(&self.mobile).map_err(Problem::from));
        let born = domain::parse_birth_date(&self.date_of_birth, &india_day(now_ms));
        let date_of_birth = form.person(DeskField::DateOfBirth, born);
        let address = form.person(DeskField::Address, domain::parse_address(&self.address));
        let state = domain::state_named(&self.state).map(|state| state.name_en.to_owned());
        let fault = if self.state.trim().is_empty() { DeskFault::Missing } else { DeskFault::WrongForm };
        let state_name = form.take(state.ok_or(Problem::Desk { field: DeskField::State, fault }));
        let city_name = form.person(DeskField::City, domain::parse_place(&self.city));
        let pincode = form.person(DeskField::Pincode, domain::parse_pincode(&self.pincode));
        let pan = form.pan(DeskField::Pan, &self.pan);
        let agent_id = match self.agent_id.trim() {
            "" => Some(None),
            typed => read_agent_id(&mut form, typed).map(Some),
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

/// Name of the agent's PAN in the keychain.
fn pan_entry(provider: &str, mode: Mode) -> String {
    let mode = match mode {
        Mode::Practice => "practice",
        Mode::Real => "real",
    };
    format!("{provider}/{mode}-agent-pan")
}

/// Names of the PANs that the shop keeps with a company.
pub(crate) fn pan_entries(desk: &DeskSettings, provider: &str) -> Vec<String> {
    let is_kept = |mode: &Mode| desk.of(*mode).agent.as_ref().is_some_and(|agent| agent.provider == provider);
    [Mode::Real, Mode::Practice].into_iter().filter(is_kept).map(|mode| pan_entry(provider, mode)).collect()
}

/// The shop's standing as an agent in a mode: the id from its settings, the PAN as memory or the keychain has it.
pub(crate) fn login_of(state: &State, mode: Mode) -> Option<AgentLogin> {
    let saved = state.file.desk.of(mode).agent.clone()?;
    let secret = state.logins.get(&pan_entry(&saved.provider, mode));
    let pan = secret.and_then(|secret| Pan::parse(secret.expose_secret()).ok());
    Some(AgentLogin { agent_id: saved.agent_id, pan })
}

impl Till {
    /// Holds the agent's PAN that had to be typed for an opening, until the company has taken it.
    pub(super) fn hold_agent_pan(&self, sale_id: i64, login: &AgentLogin, pan: &Pan) {
        if login.pan.is_none() {
            *self.desk.typed_pan.lock().unwrap_or_else(PoisonError::into_inner) = Some((sale_id, pan.clone()));
        }
    }

    /// Keeps the agent's PAN in memory once an opening was begun with it; one that was refused is asked for again.
    pub(super) fn settle_agent_pan(&self, sale_id: i64, is_taken: bool) {
        let held = self.desk.typed_pan.lock().unwrap_or_else(PoisonError::into_inner).take_if(|held| held.0 == sale_id);
        let mut login = self.desk.agent.write().unwrap_or_else(PoisonError::into_inner);
        if let (true, Some((_, pan)), Some(login)) = (is_taken, held, login.as_mut()) {
            login.pan = Some(pan);
        }
    }

    /// Registers the shop with the company. It moves no money, and is no order.
    async fn register(&self, company: &AgentConnection, agent: &Onboarding) -> Result<String, Problem> {
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

impl Shop {
    /// Registers the shop as an agent of the company, as typed, and keeps id and PAN.
    pub async fn onboard(&self, input: &OnboardInput) -> Result<(), Vec<Problem>> {
        let one = |problem: Problem| vec![problem];
        let agent = input.read(self.ports.clock.now_ms())?;
        let till = self.till();
        let company = till.desk_company().map_err(one)?;
        let agent_id = till.register(&company, &agent).await.map_err(one)?;
        self.keep_agent(&till, &company, agent_id, agent.pan).await.map_err(one)
    }

    /// Keeps an agent id that the shop has already.
    pub async fn save_agent(&self, agent_id: &str, pan: &SecretString) -> Result<(), Vec<Problem>> {
        let mut form = Form::default();
        let (agent_id, pan) = (read_agent_id(&mut form, agent_id), form.pan(DeskField::AgentPan, pan));
        let (Some(agent_id), Some(pan)) = (agent_id, pan) else { return Err(form.problems) };
        let till = self.till();
        let company = till.desk_company().map_err(|problem| vec![problem])?;
        self.keep_agent(&till, &company, agent_id, pan).await.map_err(|problem| vec![problem])
    }

    async fn keep_agent(
        &self,
        till: &Till,
        company: &AgentConnection,
        agent_id: String,
        pan: Pan,
    ) -> Result<(), Problem> {
        let (mode, provider) = (till.mode(), company.connection.slug().to_owned());
        let mut state = self.state.lock().await;
        let entry = pan_entry(&provider, mode);
        // In memory where no keychain takes it: it is asked for again after the next start.
        self.keep_sign(&mut state)?;
        let (drawer, claims) = (state.drawer(&self.ports), !state.file.logins_settled.contains(&provider));
        state.logins.save(&drawer, entry, pan.expose().clone(), claims).await;
        let saved = SavedAgent { provider, agent_id: agent_id.clone() };
        self.change(&mut state, |file| file.desk.of_mut(mode).agent = Some(saved))?;
        till.set_agent(Some(AgentLogin { agent_id, pan: Some(pan) }));
        Ok(())
    }

    /// Forgets the shop's standing as an agent. The company still has it.
    pub async fn forget_agent(&self) -> Result<(), Problem> {
        let till = self.till();
        let mode = till.mode();
        let mut state = self.state.lock().await;
        if let Some(saved) = state.file.desk.of(mode).agent.clone() {
            let (entry, drawer) = (pan_entry(&saved.provider, mode), state.drawer(&self.ports));
            // A keychain that does not answer keeps a PAN that nothing points to any more.
            let _ = state.logins.forget(&drawer, &entry).await;
        }
        self.change(&mut state, |file| file.desk.of_mut(mode).agent = None)?;
        till.set_agent(None);
        Ok(())
    }

    /// Notes when the company's plan ends, as typed; empty for nothing.
    pub async fn save_plan_end(&self, date: &str) -> Result<(), Problem> {
        let plan_ends = match date.trim() {
            "" => String::new(),
            typed => domain::parse_day(typed)
                .ok_or(Problem::Desk { field: DeskField::PlanEnds, fault: DeskFault::NoSuchDay })?,
        };
        self.change_desk(|desk| desk.plan_ends = plan_ends).await
    }

    /// Sets where a browser is led at the end of an account's opening; empty for the company itself.
    pub async fn save_return_url(&self, typed: &str) -> Result<(), Problem> {
        let typed = typed.trim().to_owned();
        let is_here = |url: &url::Url| matches!(url.host_str(), Some("127.0.0.1" | "localhost"));
        let is_page =
            |url: &url::Url| url.has_host() && (url.scheme() == "https" || url.scheme() == "http" && is_here(url));
        if !typed.is_empty() && !url::Url::parse(&typed).is_ok_and(|url| is_page(&url)) {
            return Err(Problem::Desk { field: DeskField::ReturnUrl, fault: DeskFault::WrongForm });
        }
        self.change_desk(|desk| desk.return_url = typed).await
    }

    async fn change_desk(&self, change: impl FnOnce(&mut DeskOf)) -> Result<(), Problem> {
        let mode = self.till().mode();
        let mut state = self.state.lock().await;
        self.change(&mut state, |file| change(file.desk.of_mut(mode)))?;
        self.pass_rules(&state.file);
        Ok(())
    }
}
