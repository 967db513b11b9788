//! What of a shop is changed together, one change at a time.

use std::sync::Arc;

use domain::{Pan, UpiAddress};
use providers::Company;
use secrecy::ExposeSecret;

use crate::settings::REPEAT_MINUTES;
use crate::settings::company::CompanyNote;
use crate::settings::desk::pan_entry;
use crate::settings::drawer::Drawer;
use crate::settings::file::SettingsFile;
use crate::settings::lists::CatalogueFile;
use crate::settings::logins::Logins;
use crate::settings::provider::access_of;
use crate::till::desk_memory::AgentLogin;
use crate::till::press::Press;
use crate::{Connection, Lists, Mode, Ports, PrintRules, Problem, Readiness, Rules, Settings, UpiPayee};

/// Whom a code of practice asks to be paid: an address that no bank gives out.
const PRACTICE_ADDRESS: &str = "galla.practice@invalid";
const PRACTICE_PAYEE: &str = "PRACTICE";

/// What is changed together, one change at a time.
pub(crate) struct State {
    pub(crate) file: SettingsFile,
    pub(crate) catalogue: CatalogueFile,
    pub(crate) logins: Logins,
    /// The settings on the disk have the installation's sign.
    pub(crate) is_sign_kept: bool,
    /// Which of the shop's own providers may be given new sales.
    pub(crate) ready: Arc<Readiness>,
    /// The printers, for both tills.
    pub(crate) press: Arc<Press>,
}

impl State {
    /// This installation's part of the keychain.
    pub(crate) fn drawer(&self, ports: &Ports) -> Drawer {
        Drawer {
            vault: ports.vault.clone(),
            pen: self.logins.pen.clone(),
            sign: self.file.backup.sign.clone(),
            is_sign_kept: self.is_sign_kept,
            copied_from: self.file.backup.copied_from.clone(),
        }
    }
}

pub(crate) fn mode_of(file: &SettingsFile) -> Mode {
    file.shop.as_ref().map(|shop| shop.mode).unwrap_or_default()
}

pub(crate) fn rules_of(ports: &Ports, file: &SettingsFile, mode: Mode) -> Rules {
    let (shop, desk) = (file.shop.as_ref(), file.desk.of(mode));
    let named = |company: &&'static dyn Company| {
        let descriptor = company.descriptor();
        let note = CompanyNote { name: file.companies.name(descriptor), ..file.companies.of(descriptor.slug) };
        (descriptor.slug.to_owned(), note)
    };
    Rules {
        repeat_minutes: shop.map_or(REPEAT_MINUTES, |shop| shop.repeat_minutes),
        home_circle: shop.map(|shop| shop.home_circle.clone()).unwrap_or_default(),
        routes: file.routes.clone(),
        companies: ports.registry.iter().map(named).collect(),
        low_paise: file.low_paise.clone(),
        plan_ends: desk.plan_ends.clone(),
        return_url: desk.return_url.clone(),
        upi: shop.and_then(|shop| payee_of(shop, mode)),
        print: Arc::new(PrintRules { shop: shop.cloned(), printing: file.printing.clone() }),
        tally: file.tally.clone(),
    }
}

/// Nobody pays real money for a sale that is practice: there the code leads to an address that cannot be.
fn payee_of(shop: &Settings, mode: Mode) -> Option<UpiPayee> {
    let address = UpiAddress::parse(&shop.upi_address).ok()?;
    Some(match mode {
        Mode::Real => UpiPayee { address, name: shop.shop_name.clone() },
        Mode::Practice => {
            UpiPayee { address: UpiAddress::parse(PRACTICE_ADDRESS).ok()?, name: PRACTICE_PAYEE.to_owned() }
        }
    })
}

pub(crate) fn lists_of(ports: &Ports, state: &State, mode: Mode) -> Arc<Lists> {
    let sellers: Vec<_> = ports.registry.iter().filter_map(|company| company.seller()).collect();
    Arc::new(Lists::new(&sellers, &state.catalogue, mode))
}

/// A provider with the shop's own address and credentials; `None` when it was never connected.
pub(crate) fn connect(state: &State, company: &'static dyn Company) -> Result<Option<Connection>, Problem> {
    let descriptor = company.descriptor();
    let Some(settings) = state.file.providers.get(descriptor.slug).cloned() else { return Ok(None) };
    let access = access_of(descriptor, &settings, state.logins.of(descriptor))?;
    Ok(Some(Connection { company, access }))
}

/// Every provider that the shop has connected.
pub(crate) fn connect_all(ports: &Ports, state: &State) -> Vec<Connection> {
    let mut connections = Vec::new();
    for company in ports.registry.clone() {
        // One whose address is not allowed (a file from elsewhere, a rule that became stricter) must not keep the others
        // from being sold and watched; its form says what is wrong.
        connections.extend(connect(state, company).ok().flatten());
    }
    connections
}

/// The shop as an agent in a mode: the id from its settings, the PAN as memory or the keychain has it.
pub(crate) fn login_of(state: &State, mode: Mode) -> Option<AgentLogin> {
    let saved = state.file.desk.of(mode).agent.clone()?;
    let secret = state.logins.get(&pan_entry(&saved.provider, mode));
    let pan = secret.and_then(|secret| Pan::parse(secret.expose_secret()).ok());
    Some(AgentLogin { agent_id: saved.agent_id, pan })
}
