//! How real companies answer: every form of public reports (`answers.jsonl`) over real HTTP, and many of our own of the same
//! kinds (`kinds`, and `others.jsonl`, which was written by the page and not by the vocabulary), with what each must come out
//! as (`docs/answers.md`).

mod kinds;

use async_trait::async_trait;
use domain::Word;
use providers::call::{Finding, Submission, balance, enquire, submit};
use providers::{Http, Particulars, Reply, Request, SendError, Trouble, provider};
use serde::Deserialize;

use crate::server::{Fault, FaultServer, answer};
use crate::{access_with, line, order};

const ORDER_ID: &str = "K7QX2M000017";
const NUMBER: &str = "9812300045";

/// 20 November 2026, 13:50 in India: far from midnight, when an enquiry may be two requests.
const SUBMITTED_AT_MS: i64 = 1_795_162_800_000;

/// One answer, and what is right to make of it.
#[derive(Debug, Clone, Deserialize)]
struct Answered {
    id: String,
    provider: String,
    call: String,
    http: u16,
    body: String,
    right: String,
}

fn with_ref(told: &str, particulars: &Particulars) -> String {
    let none = if particulars.operator_ref.is_none() { ":no_operator_ref" } else { "" };
    format!("{told}{none}")
}

/// What comes of it, over the line of the program.
async fn told_over_http(answered: &Answered) -> String {
    let said = answer(&format!("{} Reported\r\nContent-Type: text/html; charset=utf-8", answered.http), &answered.body);
    let server = FaultServer::start(Fault::Say(said)).await;
    told(answered, &line(), &server.base()).await
}

/// What comes of it, if it were there at once.
async fn told_at_once(answered: &Answered) -> String {
    let reply = Reply { status: answered.http, server_time_ms: None, body: answered.body.clone() };
    told(answered, &Ready(reply), "https://provider.invalid").await
}

async fn told(answered: &Answered, http: &dyn Http, base: &str) -> String {
    let seller = provider(&answered.provider).unwrap_or_else(|| panic!("{} is no seller", answered.provider));
    let credentials =
        seller.descriptor().credentials.iter().map(|field| (field.key.to_owned(), format!("field-{}", field.key)));
    let access = access_with(seller, base, credentials.collect());
    let order = providers::Order { submitted_at_ms: SUBMITTED_AT_MS, ..order(seller, ORDER_ID, NUMBER) };
    assert_eq!(order.amount.get(), 1_000, "the reports are about ten rupees");
    match answered.call.as_str() {
        "recharge" => match submit(http, seller, &access, &order).await.outcome {
            Submission::Succeeded(particulars) => with_ref("succeeded", &particulars),
            Submission::Accepted(_) => "accepted".to_owned(),
            Submission::Rejected(..) => "rejected".to_owned(),
            Submission::Unknown(_) => "unclear".to_owned(),
            Submission::NotSent(trouble) => format!("not sent: {trouble}"),
        },
        "enquiry" => match enquire(http, seller, &access, &order).await.outcome {
            Finding::Says(Word::Succeeded, particulars) => with_ref("succeeded", &particulars),
            Finding::Says(Word::Accepted, _) => "accepted".to_owned(),
            Finding::Says(Word::Failed, _) => "failed".to_owned(),
            Finding::Says(Word::Refunded, _) => "refunded".to_owned(),
            Finding::NoRecord(_) => "no_record".to_owned(),
            Finding::SaysNothing(_) => "says_nothing".to_owned(),
            Finding::Offline(trouble) => format!("not sent: {trouble}"),
        },
        "balance" => match balance(http, seller, &access).await {
            Ok(paise) => paise.get().to_string(),
            Err(Trouble::CredentialsRefused { .. }) => "error:credentials".to_owned(),
            Err(Trouble::AddressNotListed { .. }) => "error:listed".to_owned(),
            Err(Trouble::WebPageAtAddress | Trouble::NothingAtAddress { .. }) => "error:address".to_owned(),
            Err(Trouble::WallBetween { .. }) => "error:wall".to_owned(),
            Err(_) => "error".to_owned(),
        },
        other => panic!("no call of a seller: {other}"),
    }
}

/// A line on which an answer comes at once.
struct Ready(Reply);

#[async_trait]
impl Http for Ready {
    async fn send(&self, _request: Request) -> Result<Reply, SendError> {
        Ok(self.0.clone())
    }
}

/// What is wrong with it. A success that is expected without a word of its reference may have one or not.
fn wrong(answered: &Answered, told: &str) -> Option<String> {
    let Answered { id, provider, call, http, body, right } = answered;
    let is_right = told == right || told.strip_suffix(":no_operator_ref") == Some(right.as_str());
    (!is_right).then(|| format!("{id} ({provider}, {call}, {http}): {told}, and not {right}: {body:?}"))
}

fn reports() -> Vec<Answered> {
    read(include_str!("answers.jsonl"))
}

fn read(text: &str) -> Vec<Answered> {
    text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))).collect()
}

#[tokio::test]
async fn every_reported_answer_comes_out_right() {
    let reports = reports();
    assert_eq!(reports.len(), 79);
    let mut all = Vec::new();
    for report in &reports {
        all.extend(wrong(report, &told_over_http(report).await));
    }
    assert!(all.is_empty(), "{} of {}:\n{}", all.len(), reports.len(), all.join("\n"));
}

#[tokio::test]
async fn every_answer_of_the_same_kinds_comes_out_right() {
    let (answers, mut all) = (kinds::all(), Vec::new());
    for answered in &answers {
        all.extend(wrong(answered, &told_at_once(answered).await));
    }
    assert!(all.is_empty(), "{} of {}:\n{}", all.len(), answers.len(), all.join("\n"));
    assert!(answers.len() > 10_000, "only {}", answers.len());
}

#[tokio::test]
async fn every_other_answer_that_was_thought_of_comes_out_right() {
    let (answers, mut all) = (read(include_str!("others.jsonl")), Vec::new());
    for answered in &answers {
        all.extend(wrong(answered, &told_at_once(answered).await));
    }
    assert!(all.is_empty(), "{} of {}:\n{}", all.len(), answers.len(), all.join("\n"));
    assert!(answers.len() > 1_000, "only {}", answers.len());
}

/// The control: a report that is read otherwise than it should be is seen.
#[tokio::test]
async fn a_wrong_reading_would_be_seen() {
    let mut one = reports().swap_remove(0);
    let told = told_at_once(&one).await;
    assert_eq!(wrong(&one, &told), None);
    one.right = "unclear".to_owned();
    assert!(wrong(&one, &told).is_some());
}
