//! What the services desk keeps in memory only.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock};

use domain::{Aadhaar, Paise, Pan};
use providers::{AadhaarPerson, ApiStatus};
use serde::Serialize;
use specta_typescript::Number;
use url::Url;

/// What the desk keeps in memory only.
#[derive(Default)]
pub(crate) struct DeskMemory {
    /// The shop as an agent of the company.
    agent: RwLock<Option<AgentLogin>>,
    /// The agent's PAN as typed for an opening that the company has not answered yet.
    typed_pan: Mutex<Option<(i64, Pan)>>,
    /// What is known of the pages of unfinished orders.
    pages: Mutex<BTreeMap<i64, Page>>,
    /// Identity checks under way, by sale.
    checks: Mutex<BTreeMap<i64, CheckUnderWay>>,
    /// What the company last said of the shop's access.
    access: Mutex<Option<AccessView>>,
}

/// The page of an unfinished order. It cannot be printed.
#[derive(Clone)]
pub(crate) enum Page {
    /// It came with the order. It opens somebody's application, so it is not written down; after it was opened once, another
    /// one is asked for.
    AtHand(Url),
    /// The company says that it cannot be had any more.
    Expired,
}

/// The shop's standing as an agent, as a till needs it.
#[derive(Debug, Clone)]
pub(crate) struct AgentLogin {
    pub(crate) agent_id: String,
    /// `None` where the keychain gave none: it is asked for again.
    pub(crate) pan: Option<Pan>,
}

/// A check that is not at its end. Nothing of it is written anywhere.
pub(crate) struct CheckUnderWay {
    /// Wiped as soon as it is not needed any more.
    pub(crate) aadhaar: Option<Aadhaar>,
    pub(crate) begun_at_ms: i64,
    pub(crate) wrong: u8,
    pub(crate) person: Option<AadhaarPerson>,
    pub(crate) verified_at_ms: i64,
}

/// The shop's access, as the company told it at that moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct AccessView {
    pub state: String,
    pub plan: String,
    #[specta(type = Option<Number>)]
    pub balance_paise: Option<i64>,
    pub bound_address: String,
    pub own_address: String,
    pub addresses_match: Option<bool>,
    #[specta(type = Number)]
    pub read_at_ms: i64,
}

impl AccessView {
    /// `read_at_ms`: when the company told it, in ms since 1970.
    pub(crate) fn of(told: ApiStatus, read_at_ms: i64) -> AccessView {
        let ApiStatus { state, plan, balance, bound_address, own_address, addresses_match } = told;
        let balance_paise = balance.map(Paise::get);
        AccessView { state, plan, balance_paise, bound_address, own_address, addresses_match, read_at_ms }
    }
}

impl DeskMemory {
    /// The shop as an agent of the company.
    pub(crate) fn agent(&self) -> Option<AgentLogin> {
        self.agent.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Replaces the shop's standing as an agent.
    pub(crate) fn set_agent(&self, agent: Option<AgentLogin>) {
        *self.agent.write().unwrap_or_else(PoisonError::into_inner) = agent;
    }

    /// Holds the agent's PAN that had to be typed for an opening, until the company has taken it.
    pub(crate) fn hold_pan(&self, sale_id: i64, pan: Pan) {
        *self.typed_pan.lock().unwrap_or_else(PoisonError::into_inner) = Some((sale_id, pan));
    }

    /// Keeps the agent's PAN that was held for an opening which the company has taken; one that was refused is forgotten.
    pub(crate) fn settle_pan(&self, sale_id: i64, is_taken: bool) {
        let held = self.typed_pan.lock().unwrap_or_else(PoisonError::into_inner).take_if(|held| held.0 == sale_id);
        let mut login = self.agent.write().unwrap_or_else(PoisonError::into_inner);
        if let (true, Some((_, pan)), Some(login)) = (is_taken, held, login.as_mut()) {
            login.pan = Some(pan);
        }
    }

    /// What is known of an order's page.
    pub(crate) fn page(&self, sale_id: i64) -> Option<Page> {
        self.pages.lock().unwrap_or_else(PoisonError::into_inner).get(&sale_id).cloned()
    }

    pub(crate) fn keep_page(&self, sale_id: i64, page: Page) {
        self.pages.lock().unwrap_or_else(PoisonError::into_inner).insert(sale_id, page);
    }

    pub(crate) fn forget_page(&self, sale_id: i64) {
        self.pages.lock().unwrap_or_else(PoisonError::into_inner).remove(&sale_id);
    }

    /// The identity checks under way. What is taken out of the map is wiped.
    pub(crate) fn checks(&self) -> MutexGuard<'_, BTreeMap<i64, CheckUnderWay>> {
        self.checks.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What the company last said of the shop's access.
    pub(crate) fn access(&self) -> Option<AccessView> {
        self.access.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn keep_access(&self, access: Option<AccessView>) {
        *self.access.lock().unwrap_or_else(PoisonError::into_inner) = access;
    }
}
