//! The shop's information company in Settings: set up, tried, switched off, taken out.

use providers::{Access, PlansQuestion, informant, information};
use serde::{Deserialize, Serialize};
use specta_typescript::Number;
use tokio::time::timeout;

use super::informed::information_of;
use super::state::State;
use crate::plans::ask::WITHIN;
use crate::settings::provider::access_of;
use crate::{CredentialInput, Problem, ProviderInput, Shop};

/// The longest name, in letters.
const NAME_MAX: usize = 30;
/// Whose plans are asked for when it is tried: an operator that is sold everywhere.
const TRIED: &str = "airtel";

/// The information company in Settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct InformationView {
    /// What the shop calls it; empty: the shop has none.
    pub name: String,
    /// Its address.
    pub base_address: String,
    /// Plain http is allowed.
    pub plain_http: bool,
    /// Its login is at hand.
    pub key_saved: bool,
    /// The shop has one.
    pub connected: bool,
    /// It is asked.
    pub on: bool,
    /// The made-up one is asked while the shop practises.
    pub practice: bool,
    /// Why it cannot be reached as it is saved: its address is not allowed.
    pub problem: Option<Problem>,
}

/// The form as typed. It cannot be printed, so that it cannot be logged.
#[derive(Clone, Deserialize, specta::Type)]
pub struct InformationInput {
    /// What the shop calls it; empty: the host of its address.
    pub name: String,
    /// Its address.
    pub base_address: String,
    /// Plain http is allowed.
    pub plain_http: bool,
    /// Its login; empty keeps what is saved.
    pub key: String,
    /// Whether it is asked.
    pub on: bool,
}

/// What trying it brought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct InformationTried {
    /// How many plans it told of a well-known operator.
    #[specta(type = Number)]
    pub plans: usize,
}

impl InformationInput {
    fn reached(&self) -> ProviderInput {
        let credential =
            |field: &providers::CredentialField| CredentialInput { key: field.key.to_owned(), value: self.key.clone() };
        ProviderInput {
            base_address: self.base_address.clone(),
            plain_http: self.plain_http,
            credentials: informant().descriptor().credentials.iter().map(credential).collect(),
            paths: Vec::new(),
            in_address: false,
            digits_only: false,
        }
    }
}

fn name_of(typed: &str, access: &Access) -> String {
    let typed = domain::typed_line(typed);
    let name = if typed.is_empty() { access.host() } else { typed };
    name.chars().take(NAME_MAX).collect()
}

impl Shop {
    /// What Settings shows of it.
    pub async fn information(&self) -> InformationView {
        let state = self.state.lock().await;
        view(&state)
    }

    /// Sets it up as typed, or changes it. An empty login keeps what is saved.
    pub async fn save_information(&self, input: &InformationInput) -> Result<InformationView, Vec<Problem>> {
        let one = |problem: Problem| vec![problem];
        let mut state = self.state.lock().await;
        let descriptor = informant().descriptor();
        let saved = state.logins.of(descriptor);
        let (reached, typed) = input.reached().check(descriptor, &saved)?;
        let access = access_of(descriptor, &reached, saved).map_err(one)?;
        self.keep_sign(&mut state).map_err(one)?;
        let (drawer, claims) = (state.drawer(&self.ports), !state.file.logins_settled.contains(descriptor.slug));
        state.logins.save_all(&drawer, descriptor.slug, &typed, claims).await;
        self.change(&mut state, |file| {
            let kept = &mut file.information;
            (kept.name, kept.on, kept.reached) = (name_of(&input.name, &access), input.on, Some(reached));
            // Who types a login says whose it is.
            file.logins_settled.extend((!typed.is_empty()).then(|| descriptor.slug.to_owned()));
        })
        .map_err(one)?;
        self.pass_information(&state).await;
        Ok(view(&state))
    }

    /// Asks it one question by what stands in the form, saved or not: the plans of a well-known operator, so that no customer's
    /// number is told to anybody.
    pub async fn try_information(&self, input: &InformationInput) -> Result<InformationTried, Vec<Problem>> {
        let one = |problem: Problem| vec![problem];
        let descriptor = informant().descriptor();
        let mut credentials = self.state.lock().await.logins.of(descriptor);
        let (reached, typed) = input.reached().check(descriptor, &credentials)?;
        credentials.extend(typed);
        let access = access_of(descriptor, &reached, credentials).map_err(one)?;
        let operator = domain::operator(TRIED).ok_or_else(|| one(Problem::OperatorMissing))?;
        let asked = PlansQuestion {
            service: operator.service,
            operator: operator.id.clone(),
            operator_name: operator.names.english().to_owned(),
            circle: String::new(),
            circle_name: String::new(),
        };
        let question = information::plans(self.ports.http.as_ref(), informant(), &access, &asked);
        let told = timeout(WITHIN, question).await.map_err(|_| one(Problem::TimedOut))?;
        let plans = told.map_err(|trouble| one(trouble.into()))?.unwrap_or_default().len();
        Ok(InformationTried { plans })
    }

    /// Takes it out, with its login. The plans that it told stay in the list, with its name.
    pub async fn forget_information(&self) -> Result<InformationView, Problem> {
        let mut state = self.state.lock().await;
        let drawer = state.drawer(&self.ports);
        state.logins.forget_all(&drawer, informant().descriptor()).await?;
        self.change(&mut state, |file| {
            let kept = &mut file.information;
            (kept.name, kept.on, kept.reached) = (String::new(), false, None);
        })?;
        self.pass_information(&state).await;
        Ok(view(&state))
    }

    /// Has the made-up one asked while the shop practises, or not.
    pub async fn set_practice_information(&self, on: bool) -> Result<InformationView, Problem> {
        let mut state = self.state.lock().await;
        self.change(&mut state, |file| file.information.practice = on)?;
        self.pass_information(&state).await;
        Ok(view(&state))
    }

    /// Hands every open till the information company as it is now.
    async fn pass_information(&self, state: &State) {
        for till in self.tills.all() {
            till.set_information(information_of(&self.ports, state, till.mode()).await);
        }
    }
}

fn view(state: &State) -> InformationView {
    let (kept, descriptor) = (&state.file.information, informant().descriptor());
    let reached = kept.reached.as_ref();
    let checked = reached.map(|own| Access::check_base(descriptor, &own.base_address, own.plain_http));
    InformationView {
        name: kept.name.clone(),
        base_address: reached.map(|own| own.base_address.clone()).unwrap_or_default(),
        plain_http: reached.is_some_and(|own| own.plain_http),
        key_saved: !state.logins.of(descriptor).is_empty(),
        connected: reached.is_some(),
        on: kept.on,
        practice: kept.practice,
        problem: checked.and_then(Result::err).map(Problem::from),
    }
}
