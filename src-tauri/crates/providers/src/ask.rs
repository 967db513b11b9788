//! Puts one question to a company over the line, with a reader of its own.
//!
//! Sales have [`crate::call::submit`] and [`crate::call::enquire`]. The calls of an agent's company are of many kinds. So
//! here the outcome is whatever the reader makes of the reply. This file decides only two things: when a question was
//! "never sent", and that nothing about a person gets into the evidence or into the kept outcome.

use secrecy::SecretString;

use crate::access::Access;
use crate::call::Told;
use crate::discreet::{Discreet, Evidence, Scrub};
use crate::http::{Http, Reply, SendError};
use crate::request::Request;

type Reader<T> = Box<dyn FnOnce(&Reply, &Discreet<'_>) -> T + Send>;

/// A request together with the reader of its reply and the secrets that either may hold beside the credentials, so
/// that no caller can bring the wrong ones together or forget one.
pub struct Call<T> {
    request: Request,
    numbers: Vec<SecretString>,
    evidence: Evidence,
    read: Reader<T>,
}

impl<T> Call<T> {
    /// A call about nobody. The reader gets the reply as it came; what it makes of it is scrubbed afterwards.
    pub(crate) fn new(request: Request, read: impl FnOnce(&Reply) -> T + Send + 'static) -> Call<T>
    where
        T: Scrub,
    {
        let read: Reader<T> = Box::new(move |reply, discreet| read(reply).kept(discreet));
        Call { request, numbers: Vec::new(), evidence: Evidence::Whole, read }
    }

    /// The same, with one more number by which a person is known: it is hidden wherever it stands.
    pub(crate) fn hiding(mut self, number: &SecretString) -> Call<T> {
        self.numbers.push(number.clone());
        self
    }

    /// The same, about a person: only a skeleton of the reply is kept.
    pub(crate) fn about_a_person(mut self) -> Call<T> {
        self.evidence = Evidence::Skeleton;
        self
    }

    /// The same; nothing of the reply's body is kept as evidence, because it describes a person.
    pub(crate) fn private(mut self) -> Call<T> {
        self.evidence = Evidence::Status;
        self
    }

    /// What would be sent. Its `Display` shows no secret.
    pub fn request(&self) -> &Request {
        &self.request
    }

    /// Sends it once. The error says whether it may have arrived; whatever came back is the reader's to judge, whatever
    /// its HTTP status.
    pub async fn ask(self, http: &dyn Http, access: &Access) -> Told<Result<T, SendError>> {
        let discreet = Discreet::new(access, &self.request, &self.numbers, self.evidence);
        let sent = Some(discreet.sent(&self.request));
        match http.send(self.request).await {
            Err(error) => Told { outcome: Err(error), sent, received: None },
            Ok(reply) => {
                let received = Some(discreet.received(&reply));
                Told { outcome: Ok((self.read)(&reply, &discreet)), sent, received }
            }
        }
    }
}
