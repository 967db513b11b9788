//! What every provider is to the till, shaped against all five papers.

use std::collections::BTreeMap;
use std::hash::{BuildHasher, Hash, Hasher, RandomState};

use domain::flaw::{self, Flaw};
use domain::{BasisPoints, IdForm, OrderId, Paise, Service};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use url::Url;

use crate::address::{tidied, with_other_www, with_page};
pub(crate) use crate::agent::Agent;
use crate::client::is_loopback;
pub(crate) use crate::standing::EnquiryAnswer;
use crate::{CatalogueRow, CircleRow, Fields, Reply, Request, Trouble, scrub};

/// One line of a provider's settings form and one entry in the keychain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CredentialField {
    /// Name in the keychain.
    pub key: &'static str,
    /// The word of the provider's own paper, shown beside the field.
    pub label: &'static str,
    /// Whether it is a secret; one that is not (a user name) may stand in what is shown as sent.
    pub secret: bool,
}

/// Whether a provider wants the circle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CircleUse {
    /// It has no place for it.
    Unused,
    /// It will not sell without (A1Topup only).
    Required,
}

/// What a provider declares of itself. The settings form, the keychain entries and the conformance tests follow from
/// it, so that a new provider needs no line elsewhere.
#[derive(Debug, Clone, Copy)]
pub struct Descriptor {
    /// Folder name, keychain key and catalogue id.
    pub slug: &'static str,
    /// Name on the screen.
    pub name: &'static str,
    /// The address of its paper; `None` where each reseller has a domain of its own (Open API).
    pub default_base_address: Option<&'static str>,
    /// Whether the shopkeeper may allow plain http for it.
    pub may_use_plain_http: bool,
    /// What it authenticates with.
    pub credentials: &'static [CredentialField],
    /// Whether it wants the circle.
    pub circle: CircleUse,
    /// Whether its answers repeat the order they are about. Of one whose answers do not, nothing is believed that comes from
    /// another account or address than the order went to.
    pub repeats_order: bool,
    /// The one page that all its calls go to, below the base address, as segments of a path. Empty where each call has its own.
    pub page: &'static [&'static str],
    /// Paths of its calls that its paper does not settle: settings, shown with these defaults (INEXOPAY). Empty where the
    /// paper names them.
    pub paths: &'static [PathField],
    /// Whether its paper shows the parameters both in the body and in the address, so that the shopkeeper may choose.
    pub may_use_address: bool,
    /// Which order ids it is sent while nothing else is set: digits where its paper calls the id a number.
    pub id_form: IdForm,
}

/// One path below the base address that the shopkeeper may correct.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PathField {
    /// Name of the call.
    pub key: &'static str,
    /// The words of the provider's own paper for the call, shown beside the field.
    pub label: &'static str,
    /// The path while nothing else is set, `/api/balance`.
    pub default: &'static str,
}

/// Why a base address cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AddressProblem {
    /// Not an address of the form `https://host/path`.
    Wrong,
    /// Plain http to another computer, which was not allowed.
    NotHttps,
}

/// Where a provider is and with what the shop authenticates. Its `Debug` shows no secret.
#[derive(Debug, Clone)]
pub struct Access {
    base: Url,
    plain_http: bool,
    credentials: BTreeMap<&'static str, SecretString>,
    secret_keys: Vec<&'static str>,
    page: &'static [&'static str],
    paths: BTreeMap<&'static str, String>,
    in_address: bool,
    id_form: IdForm,
}

/// Where else than at its base address a company may answer.
#[derive(Debug, Clone)]
pub struct OtherWay {
    /// The base address.
    pub base: String,
    /// Access by it, with the same login.
    pub access: Access,
}

impl Access {
    /// Checks a base address as typed. Loopback may always be plain http; other hosts only where both the provider
    /// and the shopkeeper allow it.
    pub fn check_base(descriptor: &Descriptor, base: &str, plain_http: bool) -> Result<Url, AddressProblem> {
        let url = Url::parse(base.trim()).map_err(|_| AddressProblem::Wrong)?;
        let plain = url.host().is_some() && url.username().is_empty() && url.password().is_none();
        if !plain || url.query().is_some() || url.fragment().is_some() {
            return Err(AddressProblem::Wrong);
        }
        match url.scheme() {
            "https" => Ok(url),
            "http" if is_loopback(&url) || (plain_http && descriptor.may_use_plain_http) => Ok(url),
            "http" => Err(AddressProblem::NotHttps),
            _ => Err(AddressProblem::Wrong),
        }
    }

    /// Access to a provider. Credentials the provider does not declare are left out.
    pub fn new(
        descriptor: &Descriptor,
        base: &str,
        plain_http: bool,
        mut credentials: BTreeMap<String, SecretString>,
    ) -> Result<Access, AddressProblem> {
        let base = Access::check_base(descriptor, base, plain_http)?;
        let fields = descriptor.credentials;
        Ok(Access {
            base,
            plain_http: plain_http && descriptor.may_use_plain_http,
            credentials: fields.iter().filter_map(|field| Some((field.key, credentials.remove(field.key)?))).collect(),
            secret_keys: fields.iter().filter(|field| field.secret).map(|field| field.key).collect(),
            page: descriptor.page,
            paths: descriptor.paths.iter().map(|path| (path.key, path.default.to_owned())).collect(),
            in_address: false,
            id_form: descriptor.id_form,
        })
    }

    /// The same with the parameters in the address instead of the body. Only for those that may choose.
    pub fn with_parameters_in_address(mut self, descriptor: &Descriptor, in_address: bool) -> Access {
        self.in_address = in_address && descriptor.may_use_address;
        self
    }

    /// Whether the parameters go in the address.
    pub fn is_in_address(&self) -> bool {
        self.in_address
    }

    /// The same with order ids of another form.
    pub fn with_id_form(mut self, form: IdForm) -> Access {
        self.id_form = form;
        self
    }

    /// Which order ids the company is sent.
    pub fn id_form(&self) -> IdForm {
        self.id_form
    }

    /// A number of address and login that tells nothing of them: as long as it is the same, they are.
    pub fn fingerprint(&self, by: &RandomState) -> u64 {
        let mut hasher = by.build_hasher();
        (with_page(&self.base, self.page).as_str(), self.in_address, &self.paths).hash(&mut hasher);
        for (key, secret) in &self.credentials {
            (key, secret.expose_secret()).hash(&mut hasher);
        }
        hasher.finish()
    }

    /// The addresses at which the company may answer instead: what people mistype is a dot at the end, a blank, and a
    /// `www.` too many or too few.
    pub fn other_ways(&self) -> Vec<OtherWay> {
        let mut ways: Vec<OtherWay> = Vec::new();
        let tidy = tidied(&self.base);
        for base in std::iter::once(tidy.clone()).chain(with_other_www(&tidy)) {
            if base != self.base && ways.iter().all(|way| way.base != base.as_str()) {
                ways.push(OtherWay { base: base.to_string(), access: Access { base, ..self.clone() } });
            }
        }
        ways
    }

    /// The same with paths as the shopkeeper has set them; those the provider does not declare are left out.
    pub fn with_paths(mut self, paths: &BTreeMap<String, String>) -> Access {
        for (key, path) in &mut self.paths {
            if let Some(own) = paths.get(*key) {
                path.clone_from(own);
            }
        }
        self
    }

    /// A request to a call whose path is a setting.
    pub(crate) fn call(&self, method: crate::Method, key: &str) -> Request {
        let path = self.paths.get(key).map(String::as_str).unwrap_or_default();
        let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
        self.request(method, &segments)
    }

    /// A request to a path below the base address. `segments` are escaped one by one.
    pub(crate) fn request(&self, method: crate::Method, segments: &[&str]) -> Request {
        let method = if self.in_address { crate::Method::Get } else { method };
        let mut address = self.base.clone();
        if let Ok(mut path) = address.path_segments_mut() {
            path.pop_if_empty().extend(segments);
        }
        Request::new(method, address, self.plain_http)
    }

    /// A request to the company's one page.
    pub(crate) fn page(&self, method: crate::Method) -> Request {
        Request::new(method, with_page(&self.base, self.page), self.plain_http)
    }

    /// The company's own front door: where a browser is led that has nowhere else to go.
    pub fn home(&self) -> Url {
        self.base.clone()
    }

    /// The host of the base address, with its port where it names one.
    pub fn host(&self) -> String {
        let port = self.base.port().map(|port| format!(":{port}")).unwrap_or_default();
        format!("{}{port}", self.base.host_str().unwrap_or_default())
    }

    /// Whether calls go over plain http.
    pub fn is_plain_http(&self) -> bool {
        self.base.scheme() == "http"
    }

    /// Whether the base address is this computer's own.
    pub fn is_this_computer(&self) -> bool {
        is_loopback(&self.base)
    }

    /// Which account at which address this is, without secrets: what another account has no record of says nothing.
    pub fn account(&self) -> String {
        let open = self.credentials.iter().filter(|(key, _)| !self.secret_keys.contains(key));
        let names: Vec<&str> = open.map(|(_, name)| name.expose_secret()).collect();
        format!("{} {}", self.base, names.join(" "))
    }

    /// Whether a name that `account` once gave is this account's: the same names of the login, and the same page, however its
    /// address was written.
    pub fn is_account(&self, named: &str) -> bool {
        let own = self.account();
        own == named || self.written_alike(&own).is_some_and(|own| self.written_alike(named) == Some(own))
    }

    /// An account's address and names in one way of writing.
    fn written_alike<'a>(&self, account: &'a str) -> Option<(String, &'a str)> {
        let (base, names) = account.split_once(' ')?;
        let tidy = tidied(&Url::parse(base).ok()?);
        let bare = with_other_www(&tidy).filter(|_| tidy.host_str().is_some_and(|host| host.starts_with("www.")));
        let page = with_page(&bare.unwrap_or(tidy), self.page).to_string();
        // Servers that have such a page take capitals for small letters.
        Some((if self.page.is_empty() { page } else { page.to_ascii_lowercase() }, names))
    }

    /// The first credential that is missing: the keychain is locked, say. Nothing can be asked of the provider then.
    pub fn missing(&self, descriptor: &Descriptor) -> Option<&'static str> {
        descriptor.credentials.iter().map(|field| field.key).find(|key| self.secret(key).is_err())
    }

    /// A credential, as the secret it is.
    pub(crate) fn secret(&self, key: &str) -> Result<&SecretString, BadField> {
        self.credentials
            .get(key)
            .filter(|secret| !secret.expose_secret().is_empty())
            .ok_or(BadField { field: key.to_owned() })
    }

    /// A credential that is no secret (a user name, a merchant id).
    pub(crate) fn open(&self, key: &str) -> Result<&str, BadField> {
        self.secret(key).map(|secret| secret.expose_secret())
    }

    /// The text with every secret in it hidden, as it stands and as a form, an address, JSON, HTML or Base64 would carry
    /// it. A PIN is hidden only where it is no part of a longer number.
    pub fn scrub(&self, text: &str) -> String {
        let secret = |key: &&'static str| self.credentials.get(key).map(|secret| secret.expose_secret());
        let secrets: Vec<&str> = self.secret_keys.iter().filter_map(secret).collect();
        scrub::without(text, &secrets)
    }
}

/// What is asked of a provider: one attempt of one sale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// Our id for it.
    pub order_id: OrderId,
    /// The service.
    pub service: Service,
    /// The provider's code for the operator.
    pub code: String,
    /// The number to be recharged.
    pub number: String,
    /// The amount.
    pub amount: Paise,
    /// The provider's code for the circle, where it wants one.
    pub circle_code: Option<String>,
    /// What the operator needs beside the number, by the paper's own names (`value1`, `value2`).
    pub extras: BTreeMap<String, String>,
    /// Whether it is a special (STV) recharge: the Open API has one code for both and a flag.
    pub special: bool,
    /// When it was submitted, in ms since 1970: Paygrt's enquiry wants the date.
    pub submitted_at_ms: i64,
}

/// A field that cannot be sent: a credential that is missing, or a sign the dialect cannot carry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadField {
    /// The field.
    pub field: String,
}

/// What an answer carries beside its status.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Particulars {
    /// The provider's own id.
    pub provider_ref: Option<String>,
    /// The operator's id, the customer's proof.
    pub operator_ref: Option<String>,
    /// What the provider says in words.
    pub words: Option<String>,
    /// The wallet after it, where the provider tells.
    pub balance: Option<Paise>,
}

impl Particulars {
    /// The same with every secret in its texts hidden: a provider may repeat a token in its words.
    pub(crate) fn scrubbed(self, access: &Access) -> Particulars {
        let clean = |text: Option<String>| text.map(|text| access.scrub(&text));
        Particulars {
            provider_ref: clean(self.provider_ref),
            operator_ref: clean(self.operator_ref),
            words: clean(self.words),
            balance: self.balance,
        }
    }
}

/// What a provider tells of the true cost of a sale, beside the rate table: evidence, never a posting.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CostEvidence {
    /// The wallet before the sale.
    pub balance_before: Option<Paise>,
    /// The wallet after it.
    pub balance_after: Option<Paise>,
    /// The commission in rupees.
    pub discount: Option<Paise>,
    /// The commission in percent.
    pub discount_rate: Option<BasisPoints>,
}

/// What a callback is about. It never says how a sale stands: it only means "ask now".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// The order id it names, unchecked.
    pub order_id: String,
    /// What it tells of the cost.
    pub cost: CostEvidence,
}

/// An operator of a list that a provider hands out over the line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedOperator {
    /// The provider's code.
    pub code: String,
    /// The provider's own name for it.
    pub name: String,
    /// The service, where the provider's word for it is known.
    pub service: Option<Service>,
}

impl ListedOperator {
    /// The same with every secret in its name hidden, since the list is kept; `None` where one stands in the code, which
    /// then is nobody's.
    pub(crate) fn scrubbed(self, access: &Access) -> Option<ListedOperator> {
        let is_plain = access.scrub(&self.code) == self.code;
        is_plain.then(|| ListedOperator { name: access.scrub(&self.name), ..self })
    }
}

/// What an answer to a *recharge* call says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The provider says it has it and works on it.
    Accepted(Particulars),
    /// The provider says it succeeded.
    Succeeded(Particulars),
    /// The provider says, in an allow-listed word, that it failed. The trouble chooses the sentence.
    Rejected(Particulars, Trouble),
    /// Nothing that may be believed: the sale is unknown.
    Unclear(Trouble),
}

impl Answer {
    /// "This order id was used before": the first request with it arrived, and nothing is known of how it went.
    pub(crate) fn duplicate() -> Answer {
        match flaw::is_on(Flaw::DuplicateMeansFailed) {
            true => Answer::Rejected(Particulars::default(), Trouble::DuplicateOrder),
            false => Answer::Unclear(Trouble::DuplicateOrder),
        }
    }
}

/// A wallet's balance as a provider states it.
pub type Balance = Paise;

/// One provider company: it builds requests and reads replies. There is no default method: a new provider has to
/// say everything itself, and nothing succeeds by leaving it out.
pub trait Company: Send + Sync {
    /// What it declares of itself.
    fn descriptor(&self) -> &'static Descriptor;

    /// The balance call.
    fn balance_request(&self, access: &Access) -> Result<Request, BadField>;

    /// Reads the body of a balance answer with HTTP status 200.
    fn read_balance(&self, reply: &Reply) -> Result<Balance, Trouble>;

    /// Reads a callback's fields; `None` when they are not this company's.
    fn read_callback(&self, fields: &Fields) -> Option<Hint>;

    /// The company as a seller of recharges and bills; `None` where it sells agent services only.
    fn seller(&'static self) -> Option<&'static dyn Provider>;

    /// The company as a seller of agent services; `None` where it sells recharges.
    fn agent(&'static self) -> Option<&'static dyn Agent>;
}

/// A company that sells recharges and bills.
pub trait Provider: Company {
    /// What it sells.
    fn catalogue(&self) -> &'static [CatalogueRow];

    /// Its codes for the circles; empty where it has no place for them.
    fn circles(&self) -> &'static [CircleRow];

    /// The call that fetches its list of operators; `None` where it has none.
    fn list_request(&self, access: &Access) -> Option<Result<Request, BadField>>;

    /// Reads the body of a list answer with HTTP status 200.
    fn read_list(&self, reply: &Reply) -> Result<Vec<ListedOperator>, Trouble>;

    /// The recharge call.
    fn recharge_request(&self, access: &Access, order: &Order) -> Result<Request, BadField>;

    /// Reads the body of a recharge answer with HTTP status 200.
    fn read_recharge(&self, order: &Order, reply: &Reply) -> Answer;

    /// The enquiry calls, in the order in which to try them: the next one only when the one before knows no such
    /// order (Paygrt near midnight). At least one.
    fn enquiry_requests(&self, access: &Access, order: &Order) -> Result<Vec<Request>, BadField>;

    /// Reads the body of an enquiry's answer with HTTP status 200.
    fn read_enquiry(&self, order: &Order, reply: &Reply) -> EnquiryAnswer;
}
