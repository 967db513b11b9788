//! A request as data, which knows what in it is secret.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};
use url::Url;
use url::form_urlencoded;

pub(crate) use crate::scrub::HIDDEN;

/// HTTP method.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Parameters in the address. Only where the paper has nothing else: proxies log and replay it.
    Get,
    /// Parameters as a form body.
    Post,
}

/// The value of a parameter or header.
#[derive(Debug, Clone)]
pub enum Value {
    /// May be shown, kept and printed.
    Plain(String),
    /// May only be sent.
    Secret(SecretString),
    /// A text with a secret inside it: sent whole, shown with the secret hidden. Where a dialect packs a PIN and the
    /// order into one parameter (Open API), the shopkeeper's evidence must still tell what was ordered.
    Partly {
        /// What is sent.
        sent: SecretString,
        /// What is shown in its place.
        shown: String,
    },
}

impl Value {
    fn exposed(&self) -> &str {
        match self {
            Value::Plain(text) => text,
            Value::Secret(secret) => secret.expose_secret(),
            Value::Partly { sent, .. } => sent.expose_secret(),
        }
    }

    fn shown(&self) -> &str {
        match self {
            Value::Plain(text) => text,
            Value::Secret(_) => HIDDEN,
            Value::Partly { shown, .. } => shown,
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Value {
        Value::Plain(text.to_owned())
    }
}

impl From<&SecretString> for Value {
    fn from(secret: &SecretString) -> Value {
        Value::Secret(secret.clone())
    }
}

/// One request to a provider. Its `Debug` and `Display` never show a secret.
#[derive(Clone)]
pub struct Request {
    /// The method.
    pub method: Method,
    /// The address without parameters.
    pub address: Url,
    /// Whether plain http to a host other than this computer is allowed.
    pub plain_http: bool,
    headers: Vec<(&'static str, Value)>,
    parameters: Vec<(String, Value)>,
}

impl Request {
    /// A request without headers and parameters.
    pub fn new(method: Method, address: Url, plain_http: bool) -> Request {
        Request { method, address, plain_http, headers: Vec::new(), parameters: Vec::new() }
    }

    /// With one more header.
    pub fn header(mut self, name: &'static str, value: impl Into<Value>) -> Request {
        self.headers.push((name, value.into()));
        self
    }

    /// With one more parameter: of the form body for POST, of the query for GET.
    pub fn parameter(mut self, name: &str, value: impl Into<Value>) -> Request {
        self.parameters.push((name.to_owned(), value.into()));
        self
    }

    /// The parameters as they may be shown: a secret's value is hidden.
    pub fn shown_parameters(&self) -> impl Iterator<Item = (&str, &str)> {
        self.parameters.iter().map(|(name, value)| (name.as_str(), value.shown()))
    }

    /// The values of the parameters that may be shown.
    pub(crate) fn plain_parameters(&self) -> impl Iterator<Item = &str> {
        self.parameters.iter().filter_map(|(_, value)| match value {
            Value::Plain(text) => Some(text.as_str()),
            Value::Secret(_) | Value::Partly { .. } => None,
        })
    }

    /// The values of the parameters that may only be sent.
    pub(crate) fn secret_parameters(&self) -> impl Iterator<Item = &SecretString> {
        self.parameters.iter().filter_map(|(_, value)| match value {
            Value::Secret(secret) | Value::Partly { sent: secret, .. } => Some(secret),
            Value::Plain(_) => None,
        })
    }

    /// The headers as they are sent.
    pub fn exposed_headers(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.headers.iter().map(|(name, value)| (*name, value.exposed()))
    }

    /// The parameters as they are sent, form-encoded.
    pub fn exposed_form(&self) -> String {
        form_urlencoded::Serializer::new(String::new())
            .extend_pairs(self.parameters.iter().map(|(name, value)| (name, value.exposed())))
            .finish()
    }
}

/// What was sent, with the secrets out: for the journal and the shopkeeper.
impl fmt::Display for Request {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let method = match self.method {
            Method::Get => "GET",
            Method::Post => "POST",
        };
        write!(formatter, "{method} {}", self.address)?;
        for (name, value) in &self.headers {
            write!(formatter, "\n{name}: {}", value.shown())?;
        }
        for (name, value) in &self.parameters {
            write!(formatter, "\n{name}={}", value.shown())?;
        }
        Ok(())
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}
