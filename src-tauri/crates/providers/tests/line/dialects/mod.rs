//! What each dialect makes of every answer it may get, over real HTTP: one table of raw answers per company, each with
//! the call it answers and the outcome it must lead to.

mod agent;
mod shared;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use domain::Word;
use providers::call::{Finding, Submission, balance, enquire, list, submit};
use providers::{Company, Fields, Order, Provider, ReqwestHttp, Trouble, registry};
use serde_json::Value;

use crate::server::{Fault, FaultServer, answer};
use crate::{access_with, line, order};

/// The order that all tables are about: the one of the fixtures.
pub const ORDER_ID: &str = "K7QX2M000017";
pub const NUMBER: &str = "9812300045";

/// 20 November 2026, 13:50 in India: far from midnight, when an enquiry may be two requests.
const SUBMITTED_AT_MS: i64 = 1_795_162_800_000;

/// The least of a company's own cases.
const LEAST_CASES: usize = 40;

/// A company's slug and its cases.
type Table = (&'static str, fn() -> Vec<Case>);

macro_rules! tables {
    (sellers { $($seller:ident::$selling:ident,)* } agents { $($agent:ident::$serving:ident,)* }) => {
        $(mod $seller;)*
        $(mod $agent;)*

        /// The tables, a file of this folder for each company.
        const TABLES: &[Table] = &[$((stringify!($seller), $seller::cases),)* $((stringify!($agent), $agent::cases),)*];
    };
}

providers::every_company!(tables);

/// The call that is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Call {
    Recharge,
    Status,
    Balance,
    List,
    /// No call of ours: the body is what the company sends.
    Callback,
    ApiStatus,
    Onboard,
    OpenAccount,
    AccountStatus,
    AccountDetails,
    ResumeAccount,
    LoadWallet,
    LoadStatus,
    ApplyForPan,
    PanStatus,
    ResumePan,
    SendOtp,
    VerifyOtp,
}

/// One answer and what must come of it.
#[derive(Debug)]
pub struct Case {
    pub name: String,
    pub call: Call,
    /// What the server says, from the status line on.
    pub said: Vec<u8>,
    /// As [`told`] prints it.
    pub expected: String,
    /// The file of `fixtures/` that the body is.
    pub sample: Option<&'static str>,
}

/// A body with HTTP status 200.
pub fn case(name: impl Into<String>, call: Call, body: &str, expected: impl Into<String>) -> Case {
    raw(name, call, answer("200 OK\r\nContent-Type: text/html; charset=utf-8", body), expected)
}

/// An answer as it stands on the wire.
pub fn raw(name: impl Into<String>, call: Call, said: Vec<u8>, expected: impl Into<String>) -> Case {
    Case { name: name.into(), call, said, expected: expected.into(), sample: None }
}

/// A file of the company's `fixtures/` as it stands.
pub fn sample(slug: &str, file: &'static str, call: Call, expected: &str) -> Case {
    let body = fixture(slug, file);
    let said = if call == Call::Callback { body.into_bytes() } else { answer("200 OK", &body) };
    Case { sample: Some(file), ..raw(format!("sample {file}"), call, said, expected) }
}

pub fn fixture(slug: &str, file: &str) -> String {
    let path = fixtures(slug).join(file);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{slug} has no {file}: {error}"))
}

fn fixtures(slug: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(slug).join("fixtures")
}

/// A JSON body with the value at the pointer (`/data/status`) in place of what stands there, or added.
pub fn set(body: &str, pointer: &str, value: impl Into<Value>) -> String {
    let mut json: Value = serde_json::from_str(body).unwrap();
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    let object = json.pointer_mut(parent).and_then(Value::as_object_mut).expect("the pointer leads to an object");
    object.insert(key.to_owned(), value.into());
    json.to_string()
}

/// A JSON body without what stands at the pointer, which must stand there.
pub fn unset(body: &str, pointer: &str) -> String {
    let mut json: Value = serde_json::from_str(body).unwrap();
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    let object = json.pointer_mut(parent).and_then(Value::as_object_mut).expect("the pointer leads to an object");
    assert!(object.remove(key).is_some(), "{pointer}");
    json.to_string()
}

/// A word as people write it.
pub fn spellings(word: &str) -> [String; 5] {
    let mixed: String = word
        .chars()
        .enumerate()
        .map(|(at, sign)| if at % 2 == 0 { sign.to_ascii_lowercase() } else { sign.to_ascii_uppercase() })
        .collect();
    [word.to_owned(), word.to_uppercase(), word.to_lowercase(), mixed, format!("  {word} ")]
}

/// The name of a trouble, without its words.
fn kind(trouble: &Trouble) -> String {
    let json = serde_json::to_value(trouble).unwrap();
    json["kind"].as_str().expect("a trouble has a kind").to_owned()
}

fn word(word: Word) -> &'static str {
    match word {
        Word::Accepted => "accepted",
        Word::Succeeded => "succeeded",
        Word::Failed => "failed",
        Word::Refunded => "refunded",
    }
}

/// What came of an answer, in words.
async fn told(http: &ReqwestHttp, company: &'static dyn Company, call: Call, base: &str, body: &[u8]) -> String {
    if call == Call::Callback {
        let hint = company.read_callback(&Fields::read(String::from_utf8_lossy(body).trim().as_bytes()));
        return hint.map_or_else(|| "not theirs".to_owned(), |hint| format!("about {}", hint.order_id));
    }
    let access = access_with(company, base, credentials(company));
    if call == Call::Balance {
        return match balance(http, company, &access).await {
            Ok(balance) => format!("{} paise", balance.get()),
            Err(trouble) => format!("refused: {}", kind(&trouble)),
        };
    }
    if let Some(sells_services) = company.agent() {
        return agent::told(http, sells_services, &access, call).await;
    }
    let seller = company.seller().expect("a company is a seller or an agent");
    let order = our_order(seller);
    match call {
        Call::Recharge => match submit(http, seller, &access, &order).await.outcome {
            Submission::Succeeded(_) => "succeeded".to_owned(),
            Submission::Accepted(_) => "accepted".to_owned(),
            Submission::Rejected(_, trouble) => format!("rejected: {}", kind(&trouble)),
            Submission::Unknown(trouble) => format!("unknown: {}", kind(&trouble)),
            Submission::NotSent(trouble) => format!("not sent: {}", kind(&trouble)),
        },
        Call::Status => match enquire(http, seller, &access, &order).await.outcome {
            Finding::Says(said, _) => format!("says {}", word(said)),
            Finding::NoRecord(_) => "no record".to_owned(),
            Finding::SaysNothing(trouble) => format!("says nothing: {}", kind(&trouble)),
            Finding::Offline(trouble) => format!("offline: {}", kind(&trouble)),
        },
        Call::List => {
            match list(http, seller, &access).await.expect("a table with lists is of a seller that has one") {
                Ok(rows) => format!("{} operators", rows.len()),
                Err(trouble) => format!("refused: {}", kind(&trouble)),
            }
        }
        other => panic!("{other:?} is no call of a seller"),
    }
}

fn our_order(seller: &dyn Provider) -> Order {
    Order { submitted_at_ms: SUBMITTED_AT_MS, ..order(seller, ORDER_ID, NUMBER) }
}

/// Made up; every dialect can carry them.
fn credentials(company: &dyn Company) -> std::collections::BTreeMap<String, String> {
    let fields = company.descriptor().credentials.iter();
    fields.map(|field| (field.key.to_owned(), format!("conformance-{}", field.key))).collect()
}

/// The company's own cases, without those that are the same for everybody.
fn own_cases(company: &dyn Company) -> Result<Vec<Case>, String> {
    let slug = company.descriptor().slug;
    let table = TABLES.iter().find(|(known, _)| *known == slug);
    table.map(|(_, cases)| cases()).ok_or_else(|| format!("{slug} has no table of answers in tests/line/dialects"))
}

#[tokio::test]
async fn every_answer_leads_to_the_outcome_of_its_table() {
    let http = line();
    let mut wrong = Vec::new();
    for company in registry() {
        let slug = company.descriptor().slug;
        let own = match own_cases(company) {
            Ok(cases) => cases,
            Err(words) => {
                wrong.push(words);
                continue;
            }
        };
        let shared = shared::cases(&own);
        for case in own.iter().chain(&shared) {
            let server = FaultServer::start(Fault::Say(case.said.clone())).await;
            let told = told(&http, company, case.call, &server.base(), &case.said).await;
            let sent = usize::from(case.call != Call::Callback);
            if told != case.expected {
                wrong.push(format!("{slug}, {:?}, {}: {told}, and not {}", case.call, case.name, case.expected));
            }
            if (server.connections(), server.requests()) != (sent, sent) {
                wrong.push(format!("{slug}, {:?}, {}: {} requests", case.call, case.name, server.requests()));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of the cases:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_company_has_a_table_that_is_worth_its_name() {
    let mut wrong = Vec::new();
    for company in registry() {
        let slug = company.descriptor().slug;
        let cases = match own_cases(company) {
            Ok(cases) => cases,
            Err(words) => {
                wrong.push(words);
                continue;
            }
        };
        if cases.len() < LEAST_CASES {
            wrong.push(format!("{slug} has {} cases, and the least is {LEAST_CASES}", cases.len()));
        }
        let names: BTreeSet<(Call, &str)> = cases.iter().map(|case| (case.call, case.name.as_str())).collect();
        if names.len() != cases.len() {
            wrong.push(format!("{slug}: two cases have the same name"));
        }
        for (call, outcomes) in wanted(company) {
            for outcome in outcomes {
                if !cases.iter().any(|case| case.call == call && case.expected.contains(outcome)) {
                    wrong.push(format!("{slug}: no answer to {call:?} leads to \"{outcome}\""));
                }
            }
        }
        wrong.extend(unread_samples(company, &cases));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for (slug, _) in TABLES {
        assert!(registry().iter().any(|company| company.descriptor().slug == *slug), "{slug} is nobody");
    }
}

/// A call and the outcomes to each of which at least one of its answers must lead.
type Wanted = (Call, &'static [&'static str]);

/// What the table must have at least. A dialect in which nothing ever succeeds has not been written.
fn wanted(company: &'static dyn Company) -> Vec<Wanted> {
    let mut wanted: Vec<Wanted> =
        vec![(Call::Balance, &["paise", "refused: "]), (Call::Callback, &["about ", "not theirs"])];
    match company.seller() {
        Some(seller) => {
            let only_accepts = crate::manners::has(seller, crate::manners::Manner::AnswersOnlyAccepted);
            wanted.push((Call::Recharge, if only_accepts { &["accepted"] } else { &["accepted", "succeeded"] }));
            wanted.push((Call::Recharge, &["rejected: ", "unknown: ", "unknown: duplicate_order"]));
            wanted.push((
                Call::Status,
                &["says succeeded", "says accepted", "says failed", "says nothing: ", "no record"],
            ));
            wanted.push((Call::Status, &["says nothing: credentials_refused"]));
        }
        None => {
            wanted.push((Call::ApplyForPan, &["started", "rejected: ", "unclear: ", "unclear: duplicate_order"]));
            wanted.push((
                Call::PanStatus,
                &["says succeeded", "says accepted", "says failed", "says refunded", "no record"],
            ));
        }
    }
    wanted
}

/// The files of `fixtures/` that no case is about. A company without samples has not been written.
fn unread_samples(company: &'static dyn Company, cases: &[Case]) -> Vec<String> {
    let slug = company.descriptor().slug;
    let entries = std::fs::read_dir(fixtures(slug)).into_iter().flatten().map(|entry| entry.unwrap());
    let files: Vec<String> = entries
        .filter(|entry| entry.file_type().unwrap().is_file())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    if files.is_empty() {
        return vec![format!("{slug} has no samples in its fixtures")];
    }
    let read = |file: &String| cases.iter().any(|case| case.sample == Some(file.as_str()));
    files.iter().filter(|file| !read(file)).map(|file| format!("{slug}: no case is about the sample {file}")).collect()
}

/// The control: a table that expects the wrong outcome is found out, and so is a second request.
#[tokio::test]
async fn a_wrong_expectation_would_be_seen() {
    let company = registry()[0];
    let good = fixture("inspay", "recharge_success.json");
    let server = FaultServer::start(Fault::Say(answer("200 OK", &good))).await;
    let http = line();
    assert_eq!(told(&http, company, Call::Recharge, &server.base(), b"").await, "succeeded");
    assert_eq!(server.requests(), 1);
    assert_eq!(told(&http, company, Call::Recharge, &server.base(), b"").await, "succeeded");
    assert_eq!(server.requests(), 2);
}
