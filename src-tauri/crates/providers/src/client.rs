//! The real line: reqwest, with everything turned off that could send a request twice.

use std::error::Error as _;
use std::time::Duration;

use async_trait::async_trait;
use reqwest::redirect::Policy;
use reqwest::{Client, ClientBuilder, Response, header};
use url::Url;

use crate::http::{BODY_LIMIT, Http, Reply, SendError};
use crate::request::{Method, Request};
use crate::trouble::Trouble;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
const WHOLE_TIMEOUT: Duration = Duration::from_secs(60);

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
pub struct ReqwestHttp {
    secure: Client,
    plain: Client,
    loopback: Client,
}

impl ReqwestHttp {
    /// Builds the clients. Fails only when the system's TLS set-up cannot be read.
    pub fn new() -> Result<ReqwestHttp, Trouble> {
        let build = |builder: ClientBuilder| builder.build().map_err(|_| Trouble::CertificateWrong);
        Ok(ReqwestHttp {
            secure: build(base().https_only(true))?,
            plain: build(base())?,
            // A proxy of the system has no business between two programs on one computer.
            loopback: build(base().no_proxy())?,
        })
    }

    fn client_for(&self, request: &Request) -> &Client {
        if is_loopback(&request.address) {
            &self.loopback
        } else if request.plain_http {
            &self.plain
        } else {
            &self.secure
        }
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
        let client = self.client_for(&request);
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
        let mut response = builder.send().await.map_err(send_error)?;
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
    if error.is_connect() {
        let known = CONNECT_WORDS.iter().find(|(words, _)| words.iter().any(|word| causes.contains(word)));
        if let Some((_, trouble)) = known {
            return trouble.clone();
        }
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
    // The resolver's own "no such name" (Linux; Windows), which is another than "cannot ask".
    (&["Name or service not known", "No such host is known"], Trouble::HostUnknown),
    (&["nodename nor servname"], Trouble::NoNetwork),
];

/// Reads an HTTP `Date`, `Tue, 20 Nov 2018 13:12:13 GMT`.
fn http_date_ms(text: &str) -> Option<i64> {
    let time = jiff::fmt::rfc2822::parse(text).ok()?;
    Some(time.timestamp().as_millisecond())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_date_is_read() {
        assert_eq!(http_date_ms("Tue, 20 Nov 2018 13:12:13 GMT"), Some(1_542_719_533_000));
        assert_eq!(http_date_ms("yesterday"), None);
    }

    #[test]
    fn only_this_computer_is_loopback() {
        for (address, loopback) in [
            ("http://127.0.0.1:9/x", true),
            ("http://[::1]/", true),
            ("http://localhost/", true),
            ("http://127.0.0.1.example.com/", false),
            ("http://10.0.0.1/", false),
        ] {
            assert_eq!(Url::parse(address).ok().as_ref().map(is_loopback), Some(loopback), "{address}");
        }
    }
}
