//! Providers as the shop has connected them.

use std::collections::BTreeMap;

use domain::IdForm;
use providers::{Access, Company, Descriptor, Provider};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};

use crate::settings::ProviderSettings;
use crate::{Closing, Problem, Wallet};

/// A provider and how to reach it.
#[derive(Clone)]
pub struct Connection {
    /// The company.
    pub company: &'static dyn Company,
    /// Its address and the shop's credentials.
    pub access: Access,
}

impl Connection {
    /// The company's slug.
    pub fn slug(&self) -> &'static str {
        self.company.descriptor().slug
    }

    /// The company's name on the screen.
    pub fn name(&self) -> &'static str {
        self.company.descriptor().name
    }

    /// The company as a seller of recharges and bills.
    pub fn seller(&self) -> Option<&'static dyn Provider> {
        self.company.seller()
    }
}

/// A provider in Settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct ProviderView {
    pub slug: String,
    pub name: String,
    pub connected: bool,
    /// Whether it can be asked now: connected, or played by the simulator while the shop practises.
    pub at_hand: bool,
    /// Why it cannot be reached as it is saved: its address is not allowed.
    pub problem: Option<Problem>,
    pub credentials: Vec<CredentialView>,
    pub base_address: String,
    pub default_base_address: Option<String>,
    pub plain_http: bool,
    pub may_use_plain_http: bool,
    pub wallet: Option<Wallet>,
    /// Whether it sells recharges and bills.
    pub sells: bool,
    /// The paths of its calls, where its paper does not settle them.
    pub paths: Vec<PathView>,
    /// Parameters go in the address instead of the body.
    pub in_address: bool,
    pub may_use_address: bool,
    /// Its order ids are of digits only.
    pub digits_only: bool,
    /// Why it takes no new sales as it is saved; `None`: it takes them, or is not connected.
    pub closed: Option<Closing>,
    /// The head of what it answers instead of a balance, where it is closed for that.
    pub said: Option<String>,
}

/// A path in Settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct PathView {
    pub key: String,
    pub label: String,
    pub path: String,
    pub default_path: String,
}

/// A path as typed; an empty one takes the default.
#[derive(Debug, Clone, Deserialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct PathInput {
    pub key: String,
    pub path: String,
}

/// A credential in Settings: whether it is there, never what it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct CredentialView {
    pub key: String,
    pub label: String,
    pub secret: bool,
    pub saved: bool,
}

/// A provider's form as typed.
#[derive(Clone, Deserialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct ProviderInput {
    pub base_address: String,
    pub plain_http: bool,
    pub credentials: Vec<CredentialInput>,
    pub paths: Vec<PathInput>,
    pub in_address: bool,
    pub digits_only: bool,
}

/// One credential as typed; an empty value keeps what is saved. It cannot be printed, so that it cannot be logged.
#[derive(Clone, Deserialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct CredentialInput {
    pub key: String,
    pub value: String,
}

/// Whether its paper calls the order id a number.
pub(crate) fn is_digits(descriptor: &Descriptor) -> bool {
    descriptor.id_form == IdForm::Digits
}

/// How a company is reached by its settings and credentials.
pub(crate) fn access_of(
    descriptor: &Descriptor,
    settings: &ProviderSettings,
    credentials: BTreeMap<String, SecretString>,
) -> Result<Access, Problem> {
    let access = Access::new(descriptor, &settings.base_address, settings.plain_http, credentials)?;
    let form = match settings.digits_only.unwrap_or(is_digits(descriptor)) {
        true => IdForm::Digits,
        false => IdForm::Signs,
    };
    let access = access.with_paths(&settings.paths).with_id_form(form);
    Ok(access.with_parameters_in_address(descriptor, settings.in_address))
}

impl ProviderInput {
    /// Every problem of every field; what is saved already counts where a field was left empty.
    pub(crate) fn check(
        &self,
        descriptor: &Descriptor,
        saved: &BTreeMap<String, SecretString>,
    ) -> Result<(ProviderSettings, BTreeMap<String, SecretString>), Vec<Problem>> {
        let mut problems = Vec::new();
        if let Err(problem) = Access::check_base(descriptor, &self.base_address, self.plain_http) {
            problems.push(problem.into());
        }
        let mut typed = BTreeMap::new();
        for field in descriptor.credentials {
            let value =
                self.credentials.iter().find(|input| input.key == field.key).map_or("", |input| input.value.trim());
            if value.is_empty() && !saved.contains_key(field.key) {
                problems.push(Problem::CredentialMissing { key: field.key.to_owned() });
            } else if value.chars().any(char::is_control) {
                problems.push(Problem::CredentialHasControlCharacter { key: field.key.to_owned() });
            } else if !value.is_empty() {
                typed.insert(field.key.to_owned(), SecretString::from(value));
            }
        }
        let settings = ProviderSettings {
            base_address: self.base_address.trim().to_owned(),
            plain_http: self.plain_http && descriptor.may_use_plain_http,
            paths: self.check_paths(descriptor, &mut problems),
            in_address: self.in_address && descriptor.may_use_address,
            digits_only: Some(self.digits_only).filter(|own| *own != is_digits(descriptor)),
        };
        if problems.is_empty() { Ok((settings, typed)) } else { Err(problems) }
    }

    /// The paths that differ from their defaults. A path is one below the base address and nothing else.
    fn check_paths(&self, descriptor: &Descriptor, problems: &mut Vec<Problem>) -> BTreeMap<String, String> {
        let mut paths = BTreeMap::new();
        for field in descriptor.paths {
            let typed = self.paths.iter().find(|input| input.key == field.key).map_or("", |input| input.path.trim());
            let strange = |sign: char| sign.is_whitespace() || sign.is_control() || "?#\\%:".contains(sign);
            if typed.chars().any(strange) || typed.split('/').any(|segment| segment == ".." || segment == ".") {
                problems.push(Problem::PathWrong { key: field.key.to_owned() });
            } else if !typed.is_empty() && typed != field.default {
                paths.insert(field.key.to_owned(), typed.to_owned());
            }
        }
        paths
    }
}
