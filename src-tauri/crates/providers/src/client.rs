//! The real line: reqwest, with everything turned off that could send a request twice.

use std::error::Error as _;
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use reqwest::redirect::Policy;
use reqwest::{Client, ClientBuilder, Response, header};
use rustls::crypto::ring;
use tokio::net::lookup_host;
use tokio::time::timeout;
use url::Url;

use crate::http::{BODY_LIMIT, Http, Reply, SendError};
use crate::request::{Method, Request};
use crate::trouble::Trouble;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
const WHOLE_TIMEOUT: Duration = Duration::from_secs(60);

/// How many names are looked up to see whether the line is up, how long each may take, and the port that such a look names.
const WITNESSES: usize = 2;
const WITNESS_TIMEOUT: Duration = Duration::from_secs(3);
const HTTPS: u16 = 443;

/// What we call ourselves: some walls in front of a company let nobody through who does not say.
const USER_AGENT: &str = concat!("Galla/", env!("CARGO_PKG_VERSION"));

/// A proxy's "log in first".
const PROXY_LOGIN: u16 = 407;

/// What servers say in words when somebody speaks plain http to their https port (nginx; Apache; Go).
const WANTS_TLS: [&str; 3] = [
    "plain HTTP request was sent to HTTPS port",
    "speaking plain HTTP to an SSL-enabled",
    "sent an HTTP request to an HTTPS server",
];

/// HTTP over reqwest. Three clients, because what an address may do is decided when a client is built.
#[derive(Default)]
pub struct ReqwestHttp {
    secure: OnceLock<Client>,
    plain: OnceLock<Client>,
    loopback: OnceLock<Client>,
    /// Held while a client is built, so that each is built once.
    building: Mutex<()>,
    /// The host that answered last, and when.
    answered: Mutex<Option<(String, Instant)>>,
}

/// Which of the clients.
#[derive(Clone, Copy)]
enum Reach {
    Secure,
    Plain,
    Loopback,
}

impl ReqwestHttp {
    /// Builds each client when it is wanted first. A client reads every certificate of the system, and a program that starts has no time
    /// for that. If the system's TLS set-up cannot be read, nothing is sent.
    pub fn when_wanted() -> ReqwestHttp {
        ReqwestHttp::default()
    }

    /// Builds the clients. Fails only when the system's TLS set-up cannot be read.
    pub fn new() -> Result<ReqwestHttp, Trouble> {
        let line = ReqwestHttp::when_wanted();
        for reach in [Reach::Secure, Reach::Plain, Reach::Loopback] {
            line.client(reach)?;
        }
        Ok(line)
    }

    fn client(&self, reach: Reach) -> Result<&Client, Trouble> {
        let (kept, of_its_own): (_, fn(ClientBuilder) -> ClientBuilder) = match reach {
            Reach::Secure => (&self.secure, |builder| builder.https_only(true)),
            Reach::Plain => (&self.plain, |builder| builder),
            // A proxy of the system has no business between two programs on one computer.
            Reach::Loopback => (&self.loopback, ClientBuilder::no_proxy),
        };
        if let Some(client) = kept.get() {
            return Ok(client);
        }
        let _building = self.building.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(client) = kept.get() {
            return Ok(client);
        }
        // Refused where it was done before.
        ring::default_provider().install_default().ok();
        let built = of_its_own(base()).build().map_err(|_| Trouble::CertificateWrong)?;
        Ok(kept.get_or_init(|| built))
    }

    /// Whether another host has answered since that moment.
    fn has_witness(&self, host: &str, since: Instant) -> bool {
        let is_witness = |(other, at): &(String, Instant)| other != host && *at >= since;
        self.answered.lock().unwrap_or_else(PoisonError::into_inner).as_ref().is_some_and(is_witness)
    }

    /// Whether a name that cannot be found is a fault of the name and not of the line, because another host has answered since
    /// it was tried or another name is found. Offline, Windows and macOS say of every name that there is none. What answered
    /// before the try is no witness: the line may have dropped in between.
    async fn is_online(&self, host: &str, tried_at: Instant) -> bool {
        if self.has_witness(host, tried_at) {
            return true;
        }
        let addresses = crate::registry().into_iter().filter_map(|company| company.descriptor().default_base_address);
        let hosts = addresses.filter_map(|address| Url::parse(address).ok()?.host_str().map(str::to_owned));
        for witness in hosts.filter(|witness| witness != host).take(WITNESSES) {
            let found = timeout(WITNESS_TIMEOUT, lookup_host((witness, HTTPS))).await;
            if found.is_ok_and(|found| found.is_ok_and(|mut addresses| addresses.next().is_some())) {
                return true;
            }
        }
        false
    }

    /// A name is only told to be none where something else shows that the line is up.
    async fn witnessed(&self, error: SendError, host: &str, tried_at: Instant) -> SendError {
        match error {
            SendError::NeverSent(Trouble::HostUnknown) if !self.is_online(host, tried_at).await => {
                SendError::NeverSent(Trouble::NoNetwork)
            }
            SendError::NeverSent(_) | SendError::MaybeSent(_) => error,
        }
    }

    fn note_answer(&self, address: &Url) {
        if let Some(host) = address.host_str().filter(|_| !is_loopback(address)) {
            let answered = Some((host.to_owned(), Instant::now()));
            *self.answered.lock().unwrap_or_else(PoisonError::into_inner) = answered;
        }
    }

    fn client_for(&self, request: &Request) -> Result<&Client, Trouble> {
        self.client(if is_loopback(&request.address) {
            Reach::Loopback
        } else if request.plain_http {
            Reach::Plain
        } else {
            Reach::Secure
        })
    }
}

/// What all clients have in common. HTTP/2 lets reqwest re-send a refused stream, a pooled connection lets hyper
/// re-send on a dead one, and a redirect can carry out a sale and then look unsent: all three are off.
fn base() -> ClientBuilder {
    Client::builder()
        .http1_only()
        .redirect(Policy::none())
        .retry(reqwest::retry::never())
        .pool_max_idle_per_host(0)
        .referer(false)
        .user_agent(USER_AGENT)
        .connect_timeout(CONNECT_TIMEOUT)
        .timeout(WHOLE_TIMEOUT)
}

/// Whether the address is this computer.
pub(crate) fn is_loopback(address: &Url) -> bool {
    match address.host() {
        Some(url::Host::Ipv4(ip)) => ip.is_loopback(),
        Some(url::Host::Ipv6(ip)) => ip.is_loopback(),
        Some(url::Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

#[async_trait]
impl Http for ReqwestHttp {
    async fn send(&self, request: Request) -> Result<Reply, SendError> {
        let client = self.client_for(&request).map_err(SendError::NeverSent)?;
        let form = request.exposed_form();
        let mut builder = match request.method {
            Method::Get => {
                let mut address = request.address.clone();
                address.set_query(if form.is_empty() { None } else { Some(&form) });
                client.get(address)
            }
            Method::Post => {
                let post = client
                    .post(request.address.clone())
                    .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
                // hyper leaves the length of an empty body out, and some servers answer that with 411.
                if form.is_empty() { post.header(header::CONTENT_LENGTH, 0) } else { post.body(form) }
            }
        };
        for (name, value) in request.exposed_headers() {
            builder = builder.header(name, value);
        }
        let tried_at = Instant::now();
        let mut response = match builder.send().await {
            Ok(response) => response,
            Err(error) => {
                let host = request.address.host_str().unwrap_or("");
                return Err(self.witnessed(send_error(error), host, tried_at).await);
            }
        };
        self.note_answer(&request.address);
        let status = response.status().as_u16();
        if let Some(trouble) = between(&request.address, &response) {
            return Err(SendError::MaybeSent(trouble));
        }
        let server_time_ms =
            response.headers().get(header::DATE).and_then(|date| date.to_str().ok()).and_then(http_date_ms);
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|error| SendError::MaybeSent(trouble_of(&error)))? {
            if body.len() + chunk.len() > BODY_LIMIT {
                return Err(SendError::MaybeSent(Trouble::AnswerUnreadable));
            }
            body.extend_from_slice(&chunk);
        }
        let body = String::from_utf8_lossy(&body).into_owned();
        let is_plain = request.address.scheme() == "http";
        if is_plain && status == 400 && WANTS_TLS.iter().any(|words| body.contains(words)) {
            return Err(SendError::MaybeSent(Trouble::SpeaksTls));
        }
        Ok(Reply { status, server_time_ms, body })
    }
}

/// What stands between us and the company, where the head of an answer tells: it is then not the company's answer.
fn between(asked: &Url, response: &Response) -> Option<Trouble> {
    if response.status().as_u16() == PROXY_LOGIN {
        return Some(Trouble::ProxyLogin);
    }
    if !response.status().is_redirection() {
        return None;
    }
    let location = response.headers().get(header::LOCATION)?.to_str().ok()?;
    let leads_to = asked.join(location).ok()?;
    let host = leads_to.host_str().filter(|host| Some(*host) != asked.host_str())?;
    Some(Trouble::LedElsewhere { host: host.to_owned() })
}

/// Only a request that could not be built, or a connection that was never made, is known not to have left. This is
/// looked at before the time-out: a connect time-out is both. (`is_request()` says nothing: it is true for a reset
/// after the whole request was sent.)
fn send_error(error: reqwest::Error) -> SendError {
    let trouble = trouble_of(&error);
    if error.is_builder() || error.is_connect() { SendError::NeverSent(trouble) } else { SendError::MaybeSent(trouble) }
}

/// Sorts an error by its causes. The error itself goes no further: it prints the address with its query.
fn trouble_of(error: &reqwest::Error) -> Trouble {
    let mut causes = String::new();
    let mut refused = false;
    let mut cause = error.source();
    while let Some(inner) = cause {
        causes.push_str(&format!("{inner:?} {inner} "));
        if let Some(io) = inner.downcast_ref::<std::io::Error>() {
            refused |= io.kind() == std::io::ErrorKind::ConnectionRefused;
        }
        cause = inner.source();
    }
    if refused {
        return Trouble::ConnectionRefused;
    }
    if error.is_connect()
        && let Some(trouble) = trouble_in_words(&causes)
    {
        return trouble;
    }
    if error.is_timeout() {
        return Trouble::TimedOut;
    }
    let is_plain = error.url().is_some_and(|url| url.scheme() == "http");
    if is_plain && causes.contains("Parse(") {
        return Trouble::SpeaksTls;
    }
    if error.is_connect() { Trouble::NoNetwork } else { Trouble::LineBroke }
}

/// What the causes of a connection that was not made mean, where their words are known.
fn trouble_in_words(causes: &str) -> Option<Trouble> {
    let known = CONNECT_WORDS.iter().find(|(words, _)| words.iter().any(|word| causes.contains(word)));
    known.map(|(_, trouble)| trouble.clone())
}

/// Words of the causes for which a connection was not made, and what they mean; the first that is found counts. Not whatever
/// has to do with TLS is about a certificate: a handshake that was cut off says nothing of one.
static CONNECT_WORDS: [(&[&str], Trouble); 8] = [
    (&["NotValidYet", "Expired", "not valid yet", "expired"], Trouble::ClockWrong),
    // The alert of a server that is older than what we speak, or that knows none of our ciphers.
    (
        &["AlertReceived(ProtocolVersion)", "AlertReceived(HandshakeFailure)", "PeerIncompatible("],
        Trouble::EncryptionTooOld,
    ),
    (&["InvalidContentType"], Trouble::SpeaksPlainHttp),
    (&["UnknownIssuer"], Trouble::IssuerUnknown),
    (&["ertificate"], Trouble::CertificateWrong),
    (&["proxy authorization required", "ProxyAuthRequired"], Trouble::ProxyLogin),
    (&CANNOT_ASK, Trouble::NoNetwork),
    (&NO_SUCH_NAME, Trouble::HostUnknown),
];

/// The resolver cannot be asked now (Linux and macOS; WSATRY_AGAIN of Windows, whose words are in the language of the system).
const CANNOT_ASK: [&str; 2] = ["Temporary failure in name resolution", "code: 11002,"];

/// The resolver has no such name, or nothing under it (Linux; macOS; WSAHOST_NOT_FOUND and WSANO_DATA of Windows), or it says
/// so in words that are not known here. Without a line several systems say this too: see [`ReqwestHttp::is_online`].
const NO_SUCH_NAME: [&str; 7] = [
    "Name or service not known",
    "No address associated with hostname",
    "nodename nor servname provided",
    "code: 11001,",
    "code: 11004,",
    "No such host is known",
    "failed to lookup address information",
];

/// Reads an HTTP `Date`, `Tue, 20 Nov 2018 13:12:13 GMT`.
fn http_date_ms(text: &str) -> Option<i64> {
    let time = jiff::fmt::rfc2822::parse(text).ok()?;
    Some(time.timestamp().as_millisecond())
}

#[cfg(test)]
mod tests;
