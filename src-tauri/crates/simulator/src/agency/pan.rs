//! PAN applications: "initiated" is all that the request says; only the status says how it ended.

use std::io;

use super::{ended_at_once, is_digits, missing, refuse, refuse_call, show, succeed, success};
use crate::application::{Application, Kind, Person, Standing};
use crate::back_office::BackOffice;
use crate::book::AGENT_SLUG;
use crate::calendar::{india_stamp, now_ms};
use crate::desk::DeskLine;
use crate::dialect::Call;
use crate::outcome::outcome_of;
use crate::reply::Reply;
use crate::said::{object, rupees, short_rupees, text, whole};

/// Transaction ids count up from here.
const FIRST_TXID: u64 = 50_089_000;
/// The portal behind counts its own.
const FIRST_PORTAL_TXID: u64 = 484_000;

const NO_RECORD: &str = "Record Not Found";

/// Starts an application.
pub(super) fn request(office: &BackOffice, call: &Call) -> io::Result<Reply> {
    let field = |name| call.form.field(name).to_owned();
    if let Some(name) = missing(call, &["number", "orderid", "pan_mode", "pan_type"]) {
        return Ok(refuse_call(400, &format!("Missing parameter: {name}")));
    }
    if !is_digits(&field("number"), 10) {
        return Ok(refuse("Invalid number"));
    }
    if !matches!(field("pan_mode").as_str(), "EKYC" | "ESIGN") {
        return Ok(refuse("Invalid pan_mode"));
    }
    if !matches!(field("pan_type").as_str(), "new_pan" | "correction") {
        return Ok(refuse("Invalid pan_type"));
    }
    let outcome = outcome_of(&field("number"));
    let at_ms = now_ms();
    let mut book = office.book();
    if book.desk().knows(&field("orderid")) {
        return Ok(refuse("Duplicate orderid"));
    }
    if let Some(end) = ended_at_once(outcome, refuse("Applicant mobile number is not valid")) {
        return Ok(end);
    }
    if book.balance_paise(AGENT_SLUG, at_ms) < Kind::Pan.fee_paise() {
        return Ok(refuse_call(402, "Insufficient balance"));
    }
    let application = Application {
        kind: Kind::Pan,
        serial: book.desk().next_serial(),
        order_id: field("orderid"),
        number: field("number"),
        variety: field("pan_mode"),
        pan_tail: String::new(),
        return_url: String::new(),
        at_ms,
        pressed: None,
        person: Person::default(),
    };
    book.note(DeskLine::Application(Box::new(application.clone())))?;
    drop(book);
    let said = |number: &str, order_id: &str| {
        let data = object([
            ("txid", text(txid(&application))),
            ("url", text(link(office, &application))),
            ("number", text(number)),
            ("orderid", text(order_id)),
        ]);
        success(Some("PAN Application Initiated Successfully"), data)
    };
    let right = said(&application.number, &application.order_id);
    let reply = show(office, outcome, at_ms, &right, &said("9000000001", "ANOTHERORDER"));
    office.owe_application(&application, i64::MIN);
    Ok(reply)
}

/// How an application stands.
pub(super) fn status(office: &BackOffice, call: &Call) -> io::Result<Reply> {
    let book = office.book();
    let Some(known) = book.desk().application(Kind::Pan, call.form.field("orderid")) else {
        return Ok(refuse(NO_RECORD));
    };
    let (changes, now_ms) = (known.changes(office.pace_ms()), now_ms());
    let changed_ms = changes.iter().rev().find(|(at_ms, _)| *at_ms <= now_ms).map_or(known.at_ms, |(at_ms, _)| *at_ms);
    // As at the sister company, the place of the acknowledgement holds the reason of a failure.
    let (word, opid) = match known.standing(office.pace_ms(), now_ms) {
        Standing::Initiated => ("Pending", String::new()),
        Standing::Succeeded => ("Success", format!("OPB{:06}WJ", known.serial)),
        Standing::Failed => ("Failure", "Application rejected".to_owned()),
        Standing::Refunded => ("Refund", "Amount refunded".to_owned()),
    };
    let data = object([
        ("status", text(word)),
        ("orderid", text(&known.order_id)),
        ("txid", text((FIRST_PORTAL_TXID + known.serial).to_string())),
        ("amount", short_rupees(known.kind.fee_paise())),
        ("opid", text(&opid)),
        ("number", text(&known.number)),
        ("created_at", text(india_stamp(known.at_ms))),
        ("updated_at", text(india_stamp(changed_ms))),
    ]);
    let said = object([
        ("status_code", whole(200_u16)),
        ("status", text("SUCCESS")),
        ("message", text("Status fetched from portal")),
        ("order_id", text(&known.order_id)),
        ("reference", text(&opid)),
        ("number", text(&known.number)),
        ("amount", rupees(known.kind.fee_paise())),
        ("date_time", text(india_stamp(known.at_ms))),
        ("data", data),
    ]);
    Ok(Reply::Whole(said.to_string()))
}

/// The link to an application that the customer has not finished.
pub(super) fn resume(office: &BackOffice, call: &Call) -> io::Result<Reply> {
    let book = office.book();
    let Some(known) = book.desk().application(Kind::Pan, call.form.field("orderid")) else {
        return Ok(refuse(NO_RECORD));
    };
    if known.standing(office.pace_ms(), now_ms()) != Standing::Initiated {
        return Ok(refuse("Application is not pending"));
    }
    if known.link_expires() {
        return Ok(refuse("URL Expired, please try again with a new request"));
    }
    let data =
        object([("txid", text(txid(known))), ("url", text(link(office, known))), ("orderid", text(&known.order_id))]);
    Ok(succeed(Some("Incomplete PAN Application Resumed"), data))
}

/// The transaction id, which is also the name of the customer's page.
pub(super) fn txid(application: &Application) -> String {
    (FIRST_TXID + application.serial).to_string()
}

fn link(office: &BackOffice, application: &Application) -> String {
    let mode = if application.variety == "ESIGN" { "E" } else { "K" };
    format!("{}/page/pan/{}?process_id=2504&mode={mode}", office.agency_address(), txid(application))
}
