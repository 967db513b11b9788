//! One question to a company over the line, with its own reader and with what must not be kept of its answer.
//!
//! Sales have [`crate::call::submit`] and [`crate::call::enquire`]. The calls of an agent's company are of many kinds, so
//! here the outcome is whatever the reader makes of the reply; what is decided here is only what "never sent" is, and
//! that no secret gets into the evidence or into the provider's words.

use secrecy::{ExposeSecret, SecretString};

use crate::call::Told;
use crate::http::{Http, Reply, SendError};
use crate::provider::Access;
use crate::request::{HIDDEN, Request};

type Reader<T> = Box<dyn FnOnce(&Reply) -> T + Send>;

/// A request together with the reader of its reply and the secrets that either may hold beside the credentials, so
/// that no caller can bring the wrong ones together or forget one.
pub struct Call<T> {
    request: Request,
    hide: Vec<SecretString>,
    private: bool,
    read: Reader<T>,
}

impl<T> Call<T> {
    pub(crate) fn new(request: Request, read: impl FnOnce(&Reply) -> T + Send + 'static) -> Call<T> {
        Call { request, hide: Vec::new(), private: false, read: Box::new(read) }
    }

    /// The same, with one more secret that the reply may repeat.
    pub(crate) fn hiding(mut self, secret: &SecretString) -> Call<T> {
        self.hide.push(secret.clone());
        self
    }

    /// The same; nothing of the reply's body is kept as evidence, because it describes a person.
    pub(crate) fn private(mut self) -> Call<T> {
        self.private = true;
        self
    }

    /// What would be sent. Its `Display` shows no secret.
    pub fn request(&self) -> &Request {
        &self.request
    }

    /// Sends it once. The error says whether it may have arrived; whatever came back is the reader's to judge.
    pub async fn ask(self, http: &dyn Http, access: &Access) -> Told<Result<T, SendError>> {
        let hide: Vec<&SecretString> = self.hide.iter().collect();
        let mut told = ask(http, access, self.request, &hide, self.read).await;
        if self.private {
            told.received = told.received.map(|kept| kept.lines().next().unwrap_or_default().to_owned());
        }
        told
    }
}

/// Sends a request once and reads the reply, whatever its HTTP status, after every credential and every secret of
/// `hide` has been hidden in it. What is sent and what came back are kept in the same way.
pub async fn ask<T>(
    http: &dyn Http,
    access: &Access,
    request: Request,
    hide: &[&SecretString],
    read: impl FnOnce(&Reply) -> T,
) -> Told<Result<T, SendError>> {
    let clean = |text: &str| hide.iter().fold(access.scrub(text), |text, secret| hidden(&text, secret.expose_secret()));
    let sent = Some(clean(&request.to_string()));
    match http.send(request).await {
        Err(error) => Told { outcome: Err(error), sent, received: None },
        Ok(reply) => {
            let reply = Reply { body: clean(&reply.body), ..reply };
            let received = Some(format!("HTTP {}\n{}", reply.status, reply.body));
            Told { outcome: Ok(read(&reply)), sent, received }
        }
    }
}

/// The text with a number of a person hidden: in any case, and, if it is all digits, also in groups. Where JSON has it as
/// a bare number, a text takes its place, so that the rest can still be read.
fn hidden(text: &str, secret: &str) -> String {
    let bytes = text.as_bytes();
    let json = text.trim_start_matches('\u{feff}').trim_start().starts_with(['{', '[']);
    let (mut clean, mut kept_to, mut at) = (String::new(), 0, 0);
    let (mut in_text, mut escaped) = (false, false);
    while at < bytes.len() {
        if let Some(end) = match_at(bytes, at, secret.as_bytes()) {
            clean.push_str(&text[kept_to..at]);
            clean.push_str(&if json && !in_text { format!("\"{HIDDEN}\"") } else { HIDDEN.to_owned() });
            (kept_to, at, escaped) = (end, end, false);
            continue;
        }
        in_text ^= bytes[at] == b'"' && !escaped;
        escaped = in_text && bytes[at] == b'\\' && !escaped;
        at += 1;
    }
    clean.push_str(&text[kept_to..]);
    clean
}

/// Where the secret ends if it begins at `at`.
fn match_at(text: &[u8], mut at: usize, secret: &[u8]) -> Option<usize> {
    let in_groups = secret.iter().all(u8::is_ascii_digit);
    for (place, byte) in secret.iter().enumerate() {
        if in_groups && place > 0 && matches!(text.get(at)?, b' ' | b'-' | b'+') {
            at += 1;
        }
        if !text.get(at)?.eq_ignore_ascii_case(byte) {
            return None;
        }
        at += 1;
    }
    (!secret.is_empty()).then_some(at)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_persons_number_is_hidden_wherever_it_stands() {
        for (text, clean) in [
            ("{\"a\": \"012345678901\"}", "{\"a\": \"•••\"}"),
            ("{\"a\": 012345678901, \"b\": 1}", "{\"a\": \"•••\", \"b\": 1}"),
            ("{\"a\":\"no. 0123 4567 8901 \\\" is\",\"b\":012345678901}", "{\"a\":\"no. ••• \\\" is\",\"b\":\"•••\"}"),
            ("{\"a\":\"\\\\\",\"b\":012345678901}", "{\"a\":\"\\\\\",\"b\":\"•••\"}"),
            ("{\"a\":\"\\012345678901\",\"b\":012345678901}", "{\"a\":\"\\•••\",\"b\":\"•••\"}"),
            ("number=0123-4567-8901&b", "number=•••&b"),
            ("a 0123+4567+8901", "a •••"),
            ("9012345678901", "9•••"),
            ("012345678901012345678901", "••••••"),
            ("01234567890", "01234567890"),
            ("012345678902", "012345678902"),
        ] {
            assert_eq!(hidden(text, "012345678901"), clean);
        }
        assert_eq!(hidden("{\"pan\":\"zzzxz1234q\"}", "ZZZXZ1234Q"), "{\"pan\":\"•••\"}");
        assert_eq!(hidden("as it is", ""), "as it is");
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn it_is_hidden_in_any_text_and_nothing_else_is(before in "[\"\\\\{\\[]{0,3}\\PC{0,20}", after in "\\PC{0,20}") {
            let secret = "012345678901";
            prop_assert_eq!(hidden(&before, secret), before.clone());
            let clean = hidden(&format!("{before}{secret}{after}"), secret);
            prop_assert!(!clean.contains(secret) && clean.contains(HIDDEN), "{}", clean);
        }
    }
}
