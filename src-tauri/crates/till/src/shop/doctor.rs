//! The check-up of a provider's connection: one balance call looked at from all sides, and what to do about each.

use std::sync::Arc;

use providers::probe::{Probe, answers, answers_elsewhere, probe};
use providers::{ApiStatus, Http, Trouble};
use serde::Serialize;
use specta_typescript::Number;

use crate::{AccessView, Connection, Keychain, Problem, Shop};

/// How far the provider's clock and ours may be apart, in ms.
const SKEW_MS: i64 = 5 * 60 * 1_000;

/// What is looked at, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "named as on the screen")]
pub enum Check {
    Keychain,
    Login,
    Address,
    Reach,
    Tls,
    Clock,
    Credentials,
    Listed,
    Balance,
    /// Whether another spelling of the address is answered; only where the one that is saved is not.
    OtherAddress,
    /// Where the parameters go, for companies that may be asked both ways.
    Parameters,
    Subscription,
}

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "named as on the screen")]
pub enum Health {
    Good,
    Warning,
    Bad,
    NotChecked,
}

/// One line of a check-up. It holds no secret: problems and details never do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename = "Finding")]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct FindingView {
    pub check: Check,
    pub state: Health,
    pub problem: Option<Problem>,
    /// A figure or an address: seconds of skew, a balance in paise, the shop's own internet address.
    pub detail: Option<String>,
}

/// The check-up of one provider.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct CheckUp {
    pub provider: String,
    pub name: String,
    #[specta(type = Number)]
    pub at_ms: i64,
    pub findings: Vec<FindingView>,
}

fn finding(check: Check, state: Health, problem: Option<Problem>) -> FindingView {
    FindingView { check, state, problem, detail: None }
}

fn good(check: Check, detail: Option<String>) -> FindingView {
    FindingView { check, state: Health::Good, problem: None, detail }
}

fn bad(check: Check, problem: Problem) -> FindingView {
    finding(check, Health::Bad, Some(problem))
}

fn unseen(check: Check) -> FindingView {
    finding(check, Health::NotChecked, None)
}

impl Shop {
    /// Checks a provider's connection from the keychain to the balance.
    pub async fn check_up(&self, slug: &str) -> Result<CheckUp, Problem> {
        let company = self.company(slug)?;
        let (connection, http, keychain) = self.line_to_check(slug).await?;
        let mut findings = vec![keychain_finding(keychain)];
        if let Some(key) = connection.access.missing(company.descriptor()) {
            findings.push(bad(Check::Login, Problem::CredentialMissing { key: key.to_owned() }));
        } else {
            findings.push(good(Check::Login, None));
            let probed = probe(http.as_ref(), company, &connection.access, self.ports.clock.now_ms()).await;
            findings.push(address_finding(&connection));
            findings.extend(line_findings(&connection, &probed));
            findings.extend(account_findings(&probed));
            findings.extend(other_ways(http.as_ref(), &connection, &probed).await);
            self.heed(&connection, probed.balance.as_ref().err()).await;
            if let Some(agent) = company.agent() {
                let status = providers::probe::api_status(http.as_ref(), agent, &connection.access).await;
                add_status(&mut findings, status);
            }
        }
        let descriptor = company.descriptor();
        Ok(CheckUp {
            provider: descriptor.slug.to_owned(),
            name: self.name_of(descriptor).await,
            at_ms: self.ports.clock.now_ms(),
            findings,
        })
    }

    /// What an agent's provider says of plan and addresses.
    pub async fn api_status(&self, slug: &str) -> Result<AccessView, Problem> {
        let agent = self.company(slug)?.agent().ok_or(Problem::NotAllowedNow)?;
        let (connection, http, _) = self.line_to_check(slug).await?;
        let told = providers::probe::api_status(http.as_ref(), agent, &connection.access).await?;
        Ok(AccessView::of(told, self.ports.clock.now_ms()))
    }
}

impl Shop {
    /// The connection that a check-up is about, and its line: the shop's own, in practice mode too, since it is how a
    /// connection is tried before real money is switched on; a practice connection where there is no other.
    pub(crate) async fn line_to_check(&self, slug: &str) -> Result<(Connection, Arc<dyn Http>, Keychain), Problem> {
        let company = self.company(slug)?;
        let state = self.state.lock().await;
        if state.file.providers.contains_key(slug) {
            let connection = self.real_connection(&state, company)?;
            return Ok((connection, self.ports.http.clone(), state.logins.keychain));
        }
        let till = self.till();
        let practice = till.connection(slug).filter(|_| till.is_practice());
        let connection = practice.ok_or_else(|| Problem::ProviderNotConnected { provider: slug.to_owned() })?;
        Ok((connection, till.http.clone(), state.logins.keychain))
    }
}

fn keychain_finding(keychain: Keychain) -> FindingView {
    match keychain {
        Keychain::Ok => good(Check::Keychain, None),
        Keychain::Locked => finding(Check::Keychain, Health::Warning, Some(Problem::KeychainLocked)),
        Keychain::Missing => finding(Check::Keychain, Health::Warning, Some(Problem::KeychainMissing)),
    }
}

fn address_finding(connection: &Connection) -> FindingView {
    let (host, plain) = (connection.access.host(), connection.access.is_plain_http());
    let state = if plain && !connection.access.is_this_computer() { Health::Warning } else { Health::Good };
    let problem = (state == Health::Warning).then_some(Problem::BaseAddressNotHttps);
    FindingView { check: Check::Address, state, problem, detail: Some(host) }
}

/// Reach, TLS and clock, as far as the call came.
fn line_findings(connection: &Connection, probed: &Probe) -> Vec<FindingView> {
    let plain = connection.access.is_plain_http();
    let tls = |state: FindingView| if plain { unseen(Check::Tls) } else { state };
    let clock = match probed.skew_ms {
        Some(skew) if skew.abs() > SKEW_MS => {
            FindingView { detail: Some((skew / 1_000).to_string()), ..bad(Check::Clock, Problem::ClockWrong) }
        }
        Some(skew) => good(Check::Clock, Some((skew / 1_000).to_string())),
        None => unseen(Check::Clock),
    };
    match probed.line.clone() {
        None => vec![good(Check::Reach, None), tls(good(Check::Tls, None)), clock],
        Some(
            trouble @ (Trouble::CertificateWrong
            | Trouble::IssuerUnknown
            | Trouble::EncryptionTooOld
            | Trouble::SpeaksPlainHttp),
        ) => {
            vec![good(Check::Reach, None), bad(Check::Tls, trouble.into()), clock]
        }
        // A certificate of another time: the clock is wrong, most likely ours.
        Some(trouble @ Trouble::ClockWrong) => {
            vec![good(Check::Reach, None), unseen(Check::Tls), bad(Check::Clock, trouble.into())]
        }
        Some(trouble) => vec![bad(Check::Reach, trouble.into()), unseen(Check::Tls), unseen(Check::Clock)],
    }
}

/// Credentials, listing and balance, as far as the answer tells.
fn account_findings(probed: &Probe) -> Vec<FindingView> {
    let [credentials, listed, balance] = [Check::Credentials, Check::Listed, Check::Balance];
    match &probed.balance {
        _ if probed.line.is_some() => vec![unseen(credentials), unseen(listed), unseen(balance)],
        Ok(paise) => vec![good(credentials, None), good(listed, None), good(balance, Some(paise.get().to_string()))],
        Err(trouble @ Trouble::CredentialsRefused { .. }) => {
            vec![bad(credentials, trouble.clone().into()), unseen(listed), unseen(balance)]
        }
        Err(trouble @ Trouble::AddressNotListed { .. }) => {
            vec![unseen(credentials), bad(listed, trouble.clone().into()), unseen(balance)]
        }
        Err(trouble) => vec![unseen(credentials), unseen(listed), bad(balance, trouble.clone().into())],
    }
}

/// Whether the company answers at another spelling of its address, and where the parameters may go. Only the balance is
/// asked for.
async fn other_ways(http: &dyn Http, connection: &Connection, probed: &Probe) -> Vec<FindingView> {
    let (company, access) = (connection.company, &connection.access);
    let descriptor = company.descriptor();
    let mut findings = Vec::new();
    if !is_its_own_voice(&probed.balance)
        && let Some(address) = answers_elsewhere(http, company, access).await
    {
        findings.push(bad(Check::OtherAddress, Problem::AnswersElsewhere { address }));
    }
    if descriptor.may_use_address {
        let in_address = access.is_in_address();
        let other = access.clone().with_parameters_in_address(descriptor, !in_address);
        let (this, that) = (probed.balance.is_ok(), answers(http, company, &other).await);
        findings.push(match (this, that) {
            (true, true) => good(Check::Parameters, Some("both".to_owned())),
            (true, false) => good(Check::Parameters, Some(if in_address { "address" } else { "body" }.to_owned())),
            (false, true) => bad(Check::Parameters, Problem::AnswersOtherwise { in_address: !in_address }),
            (false, false) => unseen(Check::Parameters),
        });
    }
    findings
}

/// Whether the company itself has spoken, so that its address is the right one.
fn is_its_own_voice(balance: &Result<domain::Paise, Trouble>) -> bool {
    let own = |trouble: &Trouble| {
        matches!(
            trouble,
            Trouble::CredentialsRefused { .. } | Trouble::AddressNotListed { .. } | Trouble::ProviderSays { .. }
        )
    };
    balance.as_ref().map_or_else(own, |_| true)
}

/// Plan and addresses of an agent's provider.
fn add_status(findings: &mut Vec<FindingView>, status: Result<ApiStatus, Trouble>) {
    match status {
        Ok(status) => {
            if let Some(listed) = findings.iter_mut().find(|finding| finding.check == Check::Listed) {
                listed.detail = Some(status.own_address.clone()).filter(|own| !own.is_empty());
                if status.addresses_match == Some(false) {
                    listed.state = Health::Bad;
                    listed.problem = Some(Problem::AddressNotListed { words: status.bound_address });
                }
            }
            let active = status.state.eq_ignore_ascii_case("active");
            let state = if active { Health::Good } else { Health::Warning };
            let problem = (!active).then(|| Problem::ProviderSays { words: status.state.clone() });
            findings.push(FindingView { detail: Some(status.plan), ..finding(Check::Subscription, state, problem) });
        }
        Err(trouble) => findings.push(bad(Check::Subscription, trouble.into())),
    }
}
