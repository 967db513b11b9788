//! The shop as an agent of the desk's company: what is kept of it, and how it is changed.

use domain::Pan;
use secrecy::SecretString;

use crate::desk::check::{self, Form};
use crate::desk::company::AgentConnection;
use crate::settings::desk::{DeskOf, SavedAgent, pan_entry};
use crate::till::desk_memory::AgentLogin;
use crate::{DeskFault, DeskField, OnboardInput, Problem, Shop, Till};

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
        let (agent_id, pan) = (form.take(check::agent_id(agent_id)), form.pan(DeskField::AgentPan, pan));
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

    /// Forgets that the shop is an agent. The company still has it.
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
