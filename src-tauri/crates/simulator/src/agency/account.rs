//! Agents and bank accounts: these answers say `true` or `false`.

use std::io;

use super::{ended_at_once, is_digits, is_pan, missing, show};
use crate::application::{Application, Kind, Person, Standing};
use crate::back_office::BackOffice;
use crate::calendar::{now_ms, utc_stamp};
use crate::callback::Address;
use crate::desk::{Agent, DeskLine};
use crate::dialect::Call;
use crate::outcome::outcome_of;
use crate::reply::Reply;
use crate::said::{Said, object, text, whole};

/// Customer numbers and record ids count up from here.
const FIRST_CUSTOMER: u64 = 838_000;

const TAKEN: &str = "Agent not verified :: THE GIVEN MOBILENUMBER IS ALREADY REGISTER";
const NO_RECORD: &str = "Record Not Found";

/// Onboards an agent.
pub(super) fn onboard(office: &BackOffice, call: &Call) -> io::Result<Reply> {
    let field = |name| call.form.field(name);
    let names = [
        "shop_name",
        "name",
        "email",
        "mobile",
        "date_of_birth",
        "address",
        "state_name",
        "city_name",
        "pincode",
        "pancard",
    ];
    if let Some(name) = missing(call, &names) {
        return Ok(refuse(&format!("The {name} field is required.")));
    }
    if let Err(message) = check(field("email"), field("mobile"), field("pincode"), field("pancard")) {
        return Ok(refuse(&format!("Agent not verified :: {message}")));
    }
    if !is_date(field("date_of_birth")) {
        return Ok(refuse("Agent not verified :: Invalid date_of_birth"));
    }
    let outcome = outcome_of(field("mobile"));
    if let Some(end) = ended_at_once(outcome, refuse(TAKEN)) {
        return Ok(end);
    }
    let mut book = office.book();
    if book.desk().agents().iter().any(|agent| agent.mobile == field("mobile")) {
        return Ok(refuse(TAKEN));
    }
    let serial = book.desk().next_serial();
    let agent_id = match field("bcagentid") {
        "" => format!("INX{serial:05}"),
        own => own.to_owned(),
    };
    if book.desk().agents().iter().any(|agent| agent.agent_id == agent_id) {
        return Ok(refuse("Agent not verified :: THE GIVEN AGENTID IS ALREADY REGISTER"));
    }
    // The paper's sample has one id under both names.
    let said = |agent_id: &str| {
        object([
            ("status", Said::Bool(true)),
            ("message", text("Agent verified successfully..!! Now you can create your agent account.")),
            ("data", object([("txn_id", text(agent_id)), ("agent_id", text(agent_id))])),
        ])
    };
    let reply = show(office, outcome, now_ms(), &said(&agent_id), &said("INX99999"));
    book.note(DeskLine::Agent(Agent { serial, agent_id, mobile: field("mobile").to_owned() }))?;
    Ok(reply)
}

/// Starts the opening of an account.
pub(super) fn open(office: &BackOffice, call: &Call) -> io::Result<Reply> {
    let field = |name| call.form.field(name).to_owned();
    if let Err(message) = check_opening(call) {
        return Ok(refuse(&message));
    }
    let outcome = outcome_of(&field("phone"));
    let mut book = office.book();
    if book.desk().knows(&field("orderid")) {
        return Ok(refuse("Duplicate orderid"));
    }
    if let Some(end) = ended_at_once(outcome, refuse("CUSTOMER NOT ELIGIBLE FOR ACCOUNT OPENING")) {
        return Ok(end);
    }
    let pan = field("pancard");
    let is_customer = |known: &Application| {
        known.kind == Kind::Account
            && (is_of(known, &pan) || known.number == field("phone"))
            && known.standing(office.pace_ms(), now_ms()) == Standing::Succeeded
    };
    if book.desk().applications().iter().any(is_customer) {
        return Ok(refuse("CUSTOMER ALREADY EXISTS"));
    }
    // Any other address is where the customer's browser goes, and nobody is to be told there.
    let return_url = Some(field("return_url")).filter(|url| Address::read(url).is_ok()).unwrap_or_default();
    let application = Application {
        kind: Kind::Account,
        serial: book.desk().next_serial(),
        order_id: field("orderid"),
        number: field("phone"),
        variety: field("account_type"),
        pan_tail: pan.chars().skip(6).collect(),
        return_url,
        at_ms: now_ms(),
        pressed: None,
        person: Person {
            first_name: field("first_name"),
            middle_name: field("middle_name"),
            last_name: field("last_name"),
            email: field("email"),
            pan,
            pincode: field("pincode"),
        },
    };
    book.note(DeskLine::Application(Box::new(application.clone())))?;
    drop(book);
    let said = |link: String| {
        object([
            ("status", Said::Bool(true)),
            ("message", text("Success..!!")),
            ("data", text(link)),
            (
                "user",
                object([
                    ("txn_id", text(txn_id(&application))),
                    ("customer_id", whole(FIRST_CUSTOMER + application.serial)),
                ]),
            ),
        ])
    };
    // The answer names no order, so one that is about something else shows in the address it leads to.
    let astray = said(format!("https://account-open.invalid/accountOpen?signcs={}", application.serial));
    let reply = show(office, outcome, application.at_ms, &said(link(office, &application)), &astray);
    office.owe_application(&application, i64::MIN);
    Ok(reply)
}

/// How the account stands whose customer has this PAN: the newest one.
pub(super) fn status_by_pan(office: &BackOffice, call: &Call) -> io::Result<Reply> {
    let pan = call.form.field("pancard");
    if !is_pan(pan) {
        return Ok(refuse("Invalid pancard"));
    }
    let book = office.book();
    let is_theirs = |known: &&Application| known.kind == Kind::Account && is_of(known, pan);
    Ok(match book.desk().applications().iter().rev().find(is_theirs) {
        Some(known) => tell(office, known, pan),
        None => no_record(),
    })
}

/// Whether the customer has this PAN. A restarted simulator knows the last four signs of it.
fn is_of(known: &Application, pan: &str) -> bool {
    if known.person.pan.is_empty() { pan.ends_with(&known.pan_tail) } else { known.person.pan == pan }
}

/// The customer's PAN, hidden but for what a restarted simulator still knows of it.
fn pan_of(known: &Application) -> String {
    if known.person.pan.is_empty() { format!("XXXXXX{}", known.pan_tail) } else { known.person.pan.clone() }
}

/// How the account of a transaction stands.
pub(super) fn details(office: &BackOffice, call: &Call) -> io::Result<Reply> {
    let (txn, order_id) = (call.form.field("txn_id"), call.form.field("orderid"));
    if txn.is_empty() && order_id.is_empty() {
        return Ok(refuse("txn_id or orderid is required"));
    }
    let book = office.book();
    let is_theirs = |known: &&Application| {
        let is_same = if txn.is_empty() { known.order_id == order_id } else { txn_id(known) == txn };
        known.kind == Kind::Account && is_same
    };
    Ok(match book.desk().applications().iter().find(is_theirs) {
        Some(known) => tell(office, known, &pan_of(known)),
        None => no_record(),
    })
}

/// The link to an application that the customer has not finished.
pub(super) fn incomplete_url(office: &BackOffice, call: &Call) -> io::Result<Reply> {
    let order_id = call.form.field("orderid");
    let book = office.book();
    let Some(known) = book.desk().application(Kind::Account, order_id) else {
        return Ok(refuse("Transaction not found. URL can only be retrieved for pending transactions."));
    };
    let standing = known.standing(office.pace_ms(), now_ms());
    if standing != Standing::Initiated || known.link_expires() {
        let word = match standing {
            Standing::Initiated => "expired",
            Standing::Succeeded => "success",
            Standing::Failed => "failed",
            Standing::Refunded => "refund",
        };
        let message = format!("Transaction status is {word}. URL can only be retrieved for pending transactions.");
        return Ok(refuse(&message));
    }
    let said = object([
        ("status", Said::Bool(true)),
        ("message", text("Redirect URL retrieved successfully.")),
        ("order_id", text(&known.order_id)),
        ("txn_id", text(txn_id(known))),
        ("account_url", text(link(office, known))),
        ("status_in_db", text("pending")),
    ]);
    Ok(Reply::Whole(said.to_string()))
}

/// The transaction id, which is also the name of the customer's page.
pub(super) fn txn_id(application: &Application) -> String {
    format!("NSDLUC{:07}", application.serial)
}

fn link(office: &BackOffice, application: &Application) -> String {
    format!("{}/page/account/{}", office.agency_address(), txn_id(application))
}

fn tell(office: &BackOffice, known: &Application, pan: &str) -> Reply {
    let (changes, now_ms) = (known.changes(office.pace_ms()), now_ms());
    let changed_ms = changes.iter().rev().find(|(at_ms, _)| *at_ms <= now_ms).map_or(known.at_ms, |(at_ms, _)| *at_ms);
    let (is_completed, status, is_refunded, message) = match known.standing(office.pace_ms(), now_ms) {
        Standing::Initiated => (0_u16, 0_u16, 0_u16, None),
        Standing::Succeeded => (1, 1, 0, None),
        Standing::Failed => (0, 0, 1, Some("Account opening failed")),
        Standing::Refunded => (1, 1, 1, Some("Refunded")),
    };
    let or_null = |value: &str| if value.is_empty() { Said::Null } else { text(value) };
    let stamp = |at_ms| text(format!("{}.000000Z", utc_stamp(at_ms)));
    let data = object([
        ("id", whole(known.serial)),
        ("account_type", Said::Number(known.variety.clone())),
        ("txn_id", text(txn_id(known))),
        ("first_name", text(&known.person.first_name)),
        ("middle_name", or_null(&known.person.middle_name)),
        ("last_name", text(&known.person.last_name)),
        ("email", text(&known.person.email)),
        ("phone", text(&known.number)),
        ("pancard", text(pan)),
        ("pincode", text(&known.person.pincode)),
        ("is_completed", whole(is_completed)),
        ("message", message.map_or(Said::Null, text)),
        ("status", whole(status)),
        ("date", stamp(known.at_ms)),
        ("is_refunded", whole(is_refunded)),
        ("created_at", stamp(known.at_ms)),
        ("updated_at", stamp(changed_ms)),
    ]);
    Reply::Whole(object([("status", Said::Bool(true)), ("message", text("Success")), ("data", data)]).to_string())
}

fn no_record() -> Reply {
    let data = object([("response", text(NO_RECORD)), ("respcode", text("99"))]);
    Reply::Whole(object([("status", Said::Bool(false)), ("message", text(NO_RECORD)), ("data", data)]).to_string())
}

fn refuse(message: &str) -> Reply {
    Reply::Whole(object([("status", Said::Bool(false)), ("message", text(message))]).to_string())
}

fn check_opening(call: &Call) -> Result<(), String> {
    let field = |name| call.form.field(name);
    let names = [
        "orderid",
        "account_type",
        "bcagentid",
        "agent_pancard",
        "first_name",
        "last_name",
        "email",
        "phone",
        "pancard",
        "pincode",
        "return_url",
    ];
    if let Some(name) = missing(call, &names) {
        return Err(format!("The {name} field is required."));
    }
    if !matches!(field("account_type"), "1" | "2") {
        return Err("Invalid account_type".to_owned());
    }
    if !is_pan(field("agent_pancard")) {
        return Err("Invalid agent_pancard".to_owned());
    }
    check(field("email"), field("phone"), field("pincode"), field("pancard")).map_err(str::to_owned)
}

fn check(email: &str, mobile: &str, pincode: &str, pan: &str) -> Result<(), &'static str> {
    if !email.contains('@') {
        return Err("Invalid email");
    }
    if !is_digits(mobile, 10) {
        return Err("Invalid mobile number");
    }
    if !is_digits(pincode, 6) {
        return Err("Invalid pincode");
    }
    if is_pan(pan) { Ok(()) } else { Err("Invalid pancard") }
}

/// `yyyy-mm-dd`, with a month and a day that may be.
fn is_date(value: &str) -> bool {
    let parts: Vec<&str> = value.split('-').collect();
    let [year, month, day] = parts.as_slice() else { return false };
    let within = |part: &str, most: u32| part.parse::<u32>().is_ok_and(|number| (1..=most).contains(&number));
    is_digits(year, 4) && is_digits(month, 2) && is_digits(day, 2) && within(month, 12) && within(day, 31)
}
