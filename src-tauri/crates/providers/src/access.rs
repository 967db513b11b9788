//! The shop's access to a company: its address with the login.

use std::collections::BTreeMap;
use std::hash::{BuildHasher, Hash, Hasher, RandomState};
use std::sync::Arc;

use domain::IdForm;
use secrecy::{ExposeSecret, SecretString};
use url::Url;

use crate::address::{tidied, with_other_www, with_page};
use crate::client::is_loopback;
use crate::scrub::Forms;
use crate::{Descriptor, Request};

/// Why a base address cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AddressProblem {
    /// Not an address of the form `https://host/path`.
    Wrong,
    /// Plain http to another computer, which was not allowed.
    NotHttps,
}

/// Where a provider is and with what the shop authenticates. Its `Debug` shows no secret. A copy is cheap, because copies share what
/// they are of: every call takes one.
#[derive(Debug, Clone)]
pub struct Access(Arc<Parts>);

#[derive(Debug, Clone)]
struct Parts {
    base: Url,
    plain_http: bool,
    credentials: BTreeMap<&'static str, SecretString>,
    secret_keys: Vec<&'static str>,
    /// What is hidden wherever something is shown or kept.
    hidden: Forms,
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
        let credentials: BTreeMap<&'static str, SecretString> =
            fields.iter().filter_map(|field| Some((field.key, credentials.remove(field.key)?))).collect();
        let secret_keys: Vec<&'static str> =
            fields.iter().filter(|field| field.secret).map(|field| field.key).collect();
        let secret = |key: &&'static str| credentials.get(key).map(|secret| secret.expose_secret());
        let hidden = Forms::of(&secret_keys.iter().filter_map(secret).collect::<Vec<_>>());
        Ok(Access(Arc::new(Parts {
            base,
            plain_http: plain_http && descriptor.may_use_plain_http,
            credentials,
            secret_keys,
            hidden,
            page: descriptor.page,
            paths: descriptor.paths.iter().map(|path| (path.key, path.default.to_owned())).collect(),
            in_address: false,
            id_form: descriptor.id_form,
        })))
    }

    fn parts_mut(&mut self) -> &mut Parts {
        Arc::make_mut(&mut self.0)
    }

    fn with_base(&self, base: Url) -> Access {
        Access(Arc::new(Parts { base, ..Parts::clone(&self.0) }))
    }

    /// The same with the parameters in the address instead of the body. Only for those that may choose.
    pub fn with_parameters_in_address(mut self, descriptor: &Descriptor, in_address: bool) -> Access {
        self.parts_mut().in_address = in_address && descriptor.may_use_address;
        self
    }

    /// Whether the parameters go in the address.
    pub fn is_in_address(&self) -> bool {
        self.0.in_address
    }

    /// The same with order ids of another form.
    pub fn with_id_form(mut self, form: IdForm) -> Access {
        self.parts_mut().id_form = form;
        self
    }

    /// Which order ids the company is sent.
    pub fn id_form(&self) -> IdForm {
        self.0.id_form
    }

    /// A number of address and login that tells nothing of them: as long as it is the same, they are.
    pub fn fingerprint(&self, by: &RandomState) -> u64 {
        let mut hasher = by.build_hasher();
        (with_page(&self.0.base, self.0.page).as_str(), self.0.in_address, &self.0.paths).hash(&mut hasher);
        for (key, secret) in &self.0.credentials {
            (key, secret.expose_secret()).hash(&mut hasher);
        }
        hasher.finish()
    }

    /// The addresses at which the company may answer instead: what people mistype is a dot at the end, a blank, and a
    /// `www.` too many or too few.
    pub fn other_ways(&self) -> Vec<OtherWay> {
        let mut ways: Vec<OtherWay> = Vec::new();
        let tidy = tidied(&self.0.base);
        for base in std::iter::once(tidy.clone()).chain(with_other_www(&tidy)) {
            if base != self.0.base && ways.iter().all(|way| way.base != base.as_str()) {
                ways.push(OtherWay { base: base.to_string(), access: self.with_base(base) });
            }
        }
        ways
    }

    /// The same with paths as the shopkeeper has set them; those the provider does not declare are left out.
    pub fn with_paths(mut self, paths: &BTreeMap<String, String>) -> Access {
        for (key, path) in &mut self.parts_mut().paths {
            if let Some(own) = paths.get(*key) {
                path.clone_from(own);
            }
        }
        self
    }

    /// A request to a call whose path is a setting.
    pub(crate) fn call(&self, method: crate::Method, key: &str) -> Request {
        let path = self.0.paths.get(key).map(String::as_str).unwrap_or_default();
        let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
        self.request(method, &segments)
    }

    /// A request to a path below the base address. `segments` are escaped one by one.
    pub(crate) fn request(&self, method: crate::Method, segments: &[&str]) -> Request {
        let method = if self.0.in_address { crate::Method::Get } else { method };
        let mut address = self.0.base.clone();
        if let Ok(mut path) = address.path_segments_mut() {
            path.pop_if_empty().extend(segments);
        }
        Request::new(method, address, self.0.plain_http)
    }

    /// A request to the company's one page.
    pub(crate) fn page(&self, method: crate::Method) -> Request {
        Request::new(method, with_page(&self.0.base, self.0.page), self.0.plain_http)
    }

    /// The company's own front door: where a browser is led that has nowhere else to go.
    pub fn home(&self) -> Url {
        self.0.base.clone()
    }

    /// The host of the base address, with its port where it names one.
    pub fn host(&self) -> String {
        let port = self.0.base.port().map(|port| format!(":{port}")).unwrap_or_default();
        format!("{}{port}", self.0.base.host_str().unwrap_or_default())
    }

    /// Whether calls go over plain http.
    pub fn is_plain_http(&self) -> bool {
        self.0.base.scheme() == "http"
    }

    /// Whether the base address is this computer's own.
    pub fn is_this_computer(&self) -> bool {
        is_loopback(&self.0.base)
    }

    /// Which account at which address this is, without secrets: what another account has no record of says nothing.
    pub fn account(&self) -> String {
        let open = self.0.credentials.iter().filter(|(key, _)| !self.0.secret_keys.contains(key));
        let names: Vec<&str> = open.map(|(_, name)| name.expose_secret()).collect();
        format!("{} {}", self.0.base, names.join(" "))
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
        let page = with_page(&bare.unwrap_or(tidy), self.0.page).to_string();
        // Servers that have such a page take capitals for small letters.
        Some((if self.0.page.is_empty() { page } else { page.to_ascii_lowercase() }, names))
    }

    /// The first credential that is missing: the keychain is locked, say. Nothing can be asked of the provider then.
    pub fn missing(&self, descriptor: &Descriptor) -> Option<&'static str> {
        descriptor.credentials.iter().map(|field| field.key).find(|key| self.secret(key).is_err())
    }

    /// A credential, as the secret it is.
    pub(crate) fn secret(&self, key: &str) -> Result<&SecretString, BadField> {
        self.0
            .credentials
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
        self.0.hidden.hide(text)
    }
}

/// A field that cannot be sent: a credential that is missing, or a sign the dialect cannot carry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadField {
    /// The field.
    pub field: String,
}
