//! Calls to a provider over the line: where "never sent", "unknown" and "answered" are told apart, once for all.

use std::collections::VecDeque;

use domain::flaw::{self, Flaw};
use domain::{DAY_MS, Word, india_day, india_day_start_ms};

use crate::access::{Access, BadField};
use crate::http::{Http, Reply, SendError};
use crate::provider::{Answer, Balance, Company, EnquiryAnswer, ListedOperator, Order, Particulars, Provider};
use crate::request::Request;
use crate::trouble::Trouble;
use crate::{vocabulary, web};

/// So many dates ago a sale may have been made, by one of the clocks, that is still asked about by the schedule: three
/// days and an hour may touch five of them.
const DAYS_BACK: i64 = 4;

/// How much of an answer is shown that could not be read, in signs.
const HEAD: usize = 80;

/// How the one request of an attempt ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Submission {
    /// It provably never left.
    NotSent(Trouble),
    /// The provider works on it.
    Accepted(Particulars),
    /// The provider says it succeeded.
    Succeeded(Particulars),
    /// The provider says it failed.
    Rejected(Particulars, Trouble),
    /// It may have been carried out; nobody knows.
    Unknown(Trouble),
}

/// A call's outcome with the evidence: what went out and what came back, both without secrets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told<T> {
    /// The outcome.
    pub outcome: T,
    /// What was sent.
    pub sent: Option<String>,
    /// What came back.
    pub received: Option<String>,
}

fn field_refused(BadField { field }: BadField) -> Trouble {
    Trouble::FieldRefused { field }
}

/// What came back, with every secret in it hidden. The reader gets the reply as it is: a password may be the very
/// telephone number that an answer must repeat. What the reader takes out of it is scrubbed word by word.
fn evidence(access: &Access, reply: &Reply) -> String {
    format!("HTTP {}\n{}", reply.status, access.scrub(&reply.body))
}

/// Sends an order's one request. To be called once for an order id, after it is durable as submitted.
pub async fn submit(http: &dyn Http, provider: &dyn Provider, access: &Access, order: &Order) -> Told<Submission> {
    let request = match provider.recharge_request(access, order) {
        Ok(request) => request,
        Err(bad) => return Told { outcome: Submission::NotSent(field_refused(bad)), sent: None, received: None },
    };
    let sent = Some(access.scrub(&request.to_string()));
    let mut replied = http.send(request).await;
    if flaw::is_on(Flaw::ResendOnReset)
        && let (Err(SendError::MaybeSent(Trouble::LineBroke)), Ok(again)) =
            (&replied, provider.recharge_request(access, order))
    {
        replied = http.send(again).await;
    }
    let reply = match replied {
        Ok(reply) => reply,
        Err(SendError::MaybeSent(trouble @ Trouble::TimedOut)) if flaw::is_on(Flaw::TimeoutMeansFailed) => {
            return Told { outcome: Submission::Rejected(Particulars::default(), trouble), sent, received: None };
        }
        Err(SendError::NeverSent(trouble)) => {
            return Told { outcome: Submission::NotSent(trouble), sent, received: None };
        }
        Err(SendError::MaybeSent(trouble)) => {
            return Told { outcome: Submission::Unknown(trouble), sent, received: None };
        }
    };
    let received = Some(evidence(access, &reply));
    let is_good = web::is_good(reply.status);
    // The gate in the company's own form: nothing of the request came further.
    let is_gate = |told: &Particulars| (400..=422).contains(&reply.status) && vocabulary::is_gate(told);
    let outcome = match provider.read_recharge(order, &reply) {
        Answer::Accepted(particulars) if is_good => Submission::Accepted(particulars.scrubbed(access)),
        Answer::Succeeded(particulars) if is_good => Submission::Succeeded(particulars.scrubbed(access)),
        Answer::Rejected(particulars, trouble) if is_good || is_gate(&particulars) => {
            Submission::Rejected(particulars.scrubbed(access), trouble.scrubbed(access))
        }
        Answer::Unclear(trouble) if is_good => Submission::Unknown(trouble.scrubbed(access)),
        Answer::Accepted(_) | Answer::Succeeded(_) | Answer::Rejected(..) | Answer::Unclear(_) => {
            Submission::Unknown(web::trouble(&reply))
        }
    };
    Told { outcome, sent, received }
}

/// What an enquiry brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// Where the sale stands.
    Says(Word, Particulars),
    /// The provider knows no such order, in these words.
    NoRecord(String),
    /// The enquiry failed at the provider or on the way back; nothing is known.
    SaysNothing(Trouble),
    /// The enquiry never left: no network, most likely.
    Offline(Trouble),
}

/// Asks where an order stands. May be called as often as the schedule allows.
pub async fn enquire(http: &dyn Http, provider: &dyn Provider, access: &Access, order: &Order) -> Told<Finding> {
    enquire_by(http, provider, access, order, &[]).await
}

/// The same. `clocks`: what it may be now, in ms since 1970, beside what the provider's own answers tell. Where a provider is
/// asked by date, the day on which it has the order goes by one of them.
pub async fn enquire_by(
    http: &dyn Http,
    provider: &dyn Provider,
    access: &Access,
    order: &Order,
    clocks: &[i64],
) -> Told<Finding> {
    let requests = match provider.enquiry_requests(access, order) {
        Ok(requests) => requests,
        Err(bad) => return Told { outcome: Finding::Offline(field_refused(bad)), sent: None, received: None },
    };
    let mut last = Told { outcome: Finding::SaysNothing(Trouble::AnswerUnreadable), sent: None, received: None };
    let mut asked: Vec<String> = requests.iter().map(Request::to_string).collect();
    let mut requests = VecDeque::from(requests);
    while let Some(request) = requests.pop_front() {
        let mut server_time_ms = None;
        let sent = Some(access.scrub(&request.to_string()));
        let (outcome, received) = match http.send(request).await {
            Err(SendError::NeverSent(trouble)) => (Finding::Offline(trouble), None),
            Err(SendError::MaybeSent(trouble)) => (Finding::SaysNothing(trouble), None),
            Ok(reply) => {
                server_time_ms = reply.server_time_ms;
                let received = Some(evidence(access, &reply));
                let outcome = match web::is_good(reply.status) {
                    true => match provider.read_enquiry(order, &reply) {
                        EnquiryAnswer::Says(word, particulars) => Finding::Says(word, particulars.scrubbed(access)),
                        EnquiryAnswer::NoRecord(words) => Finding::NoRecord(access.scrub(&words)),
                        EnquiryAnswer::SaysNothing(_) if flaw::is_on(Flaw::RefusedEnquiryMeansFailed) => {
                            Finding::Says(Word::Failed, Particulars::default())
                        }
                        EnquiryAnswer::SaysNothing(trouble) => Finding::SaysNothing(trouble.scrubbed(access)),
                    },
                    false => Finding::SaysNothing(web::trouble(&reply)),
                };
                (outcome, received)
            }
        };
        let go_on = matches!(outcome, Finding::NoRecord(_));
        last = Told { outcome, sent, received };
        if !go_on {
            break;
        }
        if requests.is_empty() {
            let clocks = server_time_ms.into_iter().chain(clocks.iter().copied());
            for more in clocks.flat_map(|now_ms| requests_by_clock(provider, access, order, now_ms)) {
                let written = more.to_string();
                if !asked.contains(&written) {
                    asked.push(written);
                    requests.push_back(more);
                }
            }
        }
    }
    last
}

/// The enquiries about an order, as if it had been sold today or on one of the last days by this clock. Where a provider is
/// asked by date, the shop's time may have been wrong when it was sold, and "no record" would be honest about the wrong day;
/// for all others these are the enquiries that were made already.
fn requests_by_clock(provider: &dyn Provider, access: &Access, order: &Order, now_ms: i64) -> Vec<Request> {
    let midday_ms = india_day_start_ms(&india_day(now_ms)).map_or(now_ms, |start_ms| start_ms + DAY_MS / 2);
    let sold_before = |days| Order { submitted_at_ms: midday_ms - days * DAY_MS, ..order.clone() };
    (0..=DAYS_BACK).filter_map(|days| provider.enquiry_requests(access, &sold_before(days)).ok()).flatten().collect()
}

/// Reads the wallet.
pub async fn balance(http: &dyn Http, company: &dyn Company, access: &Access) -> Result<Balance, Trouble> {
    let request = company.balance_request(access).map_err(field_refused)?;
    let reply = http.send(request).await.map_err(|error| error.trouble().clone())?;
    balance_of(company, access, &reply)
}

/// What an answer to a balance call says, whatever its HTTP status.
pub(crate) fn balance_of(company: &dyn Company, access: &Access, reply: &Reply) -> Result<Balance, Trouble> {
    match (reply.status, company.read_balance(reply)) {
        (status, Err(Trouble::AnswerUnreadable)) if web::is_good(status) => {
            Err(Trouble::BalanceUnreadable { words: head(&access.scrub(&plain(&access.scrub(&reply.body)))) })
        }
        (status, read) if web::is_good(status) => read.map_err(|trouble| trouble.scrubbed(access)),
        // A refusal in the provider's own words, whatever the status beside it.
        (400..=499, Err(trouble)) if is_told(&trouble) => Err(trouble.scrubbed(access)),
        (_, _) => Err(web::trouble(reply)),
    }
}

/// One line without control characters. A credential that such a character stood in is whole again in it, so that it is
/// scrubbed once more.
fn plain(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars().filter(|sign| !sign.is_control()).collect()
}

/// The head of a text on one line, for a person who tells the company of it.
fn head(line: &str) -> String {
    let mut signs = line.chars();
    let head: String = signs.by_ref().take(HEAD).collect();
    if signs.next().is_some() { format!("{head}…") } else { head }
}

/// Whether a trouble is one that the provider told in words of its own.
fn is_told(trouble: &Trouble) -> bool {
    match trouble {
        Trouble::CredentialsRefused { words }
        | Trouble::AddressNotListed { words }
        | Trouble::WalletEmpty { words }
        | Trouble::ProviderSays { words } => !web::is_reason(words),
        Trouble::LinkExpired { .. } | Trouble::AlreadyOnboarded { .. } | Trouble::DuplicateOrder => true,
        Trouble::NoNetwork
        | Trouble::ConnectionRefused
        | Trouble::ClockWrong
        | Trouble::CertificateWrong
        | Trouble::IssuerUnknown
        | Trouble::EncryptionTooOld
        | Trouble::SpeaksPlainHttp
        | Trouble::SpeaksTls
        | Trouble::HostUnknown
        | Trouble::ProxyLogin
        | Trouble::LedElsewhere { .. }
        | Trouble::TimedOut
        | Trouble::LineBroke
        | Trouble::ProviderError { .. }
        | Trouble::WebPageAtAddress
        | Trouble::NothingAtAddress { .. }
        | Trouble::WallBetween { .. }
        | Trouble::AnswerUnreadable
        | Trouble::BalanceUnreadable { .. }
        | Trouble::AnswerNotOurs
        | Trouble::AnswerContradictsItself
        | Trouble::AnswerWordUnknown { .. }
        | Trouble::NotConnected { .. }
        | Trouble::CannotBeAsked
        | Trouble::FieldRefused { .. } => false,
    }
}

/// Fetches a seller's list of operators; `None` where it has none.
pub async fn list(
    http: &dyn Http,
    seller: &dyn Provider,
    access: &Access,
) -> Option<Result<Vec<ListedOperator>, Trouble>> {
    let request = match seller.list_request(access)? {
        Ok(request) => request,
        Err(bad) => return Some(Err(field_refused(bad))),
    };
    let reply = match http.send(request).await {
        Ok(reply) => reply,
        Err(error) => return Some(Err(error.trouble().clone())),
    };
    Some(match web::is_good(reply.status) {
        true => match seller.read_list(&reply) {
            Ok(rows) => {
                let rows: Vec<ListedOperator> = rows.into_iter().filter_map(|row| row.scrubbed(access)).collect();
                if rows.is_empty() { Err(Trouble::AnswerUnreadable) } else { Ok(rows) }
            }
            Err(trouble) => Err(trouble.scrubbed(access)),
        },
        false => Err(web::trouble(&reply)),
    })
}
