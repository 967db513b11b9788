//! Money into the wallet by UPI: paid by itself after a while; the amount says otherwise (see [`TEST_LOADS`]).

use std::io;

use super::{missing, refuse, refuse_call, succeed};
use crate::amount::paise_of;
use crate::back_office::BackOffice;
use crate::book::AGENT_SLUG;
use crate::calendar::{india_stamp, now_ms};
use crate::desk::{DeskLine, Load, Payment};
use crate::dialect::Call;
use crate::reply::Reply;
use crate::said::{object, plain_rupees, short_rupees, text};

/// The least that can be loaded.
const LEAST_PAISE: i64 = 1_000;
/// Nobody's UPI address: whoever scans the code by mistake pays nobody.
const UPI_ID: &str = "galla.practice@invalid";

/// An amount that says what becomes of a wallet load.
#[derive(Debug, Clone, Copy)]
pub struct TestLoad {
    /// The amount in rupees.
    pub rupees: i64,
    /// What happens, in a few words for the shopkeeper who practises.
    pub says: &'static str,
}

/// The amounts that choose. Any other one is paid after one pace.
pub const TEST_LOADS: &[TestLoad] = &[
    TestLoad { rupees: 101, says: "Never paid" },
    TestLoad { rupees: 102, says: "Paid twice" },
    TestLoad { rupees: 103, says: "Paid with three rupees less" },
    TestLoad { rupees: 104, says: "The payment fails" },
    TestLoad { rupees: 105, says: "Paid late" },
    TestLoad { rupees: 106, says: "No answer comes, and so no code" },
];

/// Asks for money into the wallet.
pub(super) fn load(office: &BackOffice, call: &Call) -> io::Result<Reply> {
    if missing(call, &["amount"]).is_some() {
        return Ok(refuse_call(400, "Missing parameter: amount"));
    }
    let Some(amount_paise) = paise_of(call.form.field("amount")) else { return Ok(refuse("Invalid amount")) };
    if amount_paise < LEAST_PAISE {
        return Ok(refuse(&format!("Minimum amount is {}", plain_rupees(LEAST_PAISE))));
    }
    let mut book = office.book();
    let load = Load { serial: book.desk().next_serial(), amount_paise, at_ms: now_ms() };
    book.note(DeskLine::Load(load.clone()))?;
    drop(book);
    if load.payment() == Payment::Unseen {
        return Ok(Reply::Close);
    }
    let order_id = load.order_id();
    let amount = plain_rupees(amount_paise);
    let data = object([
        ("order_id", text(&order_id)),
        ("amount", short_rupees(amount_paise)),
        ("qr_url", text(format!("https://qr.invalid/v1/create-qr-code/?data={order_id}"))),
        ("upi_id", text(UPI_ID)),
        ("account_holder_name", text("PRACTICE")),
        (
            "tx_string",
            text(format!("upi://pay?pa={UPI_ID}&pn=PRACTICE&cu=INR&tn={order_id}&am={amount}&tr={order_id}")),
        ),
        ("status", text("pending")),
    ]);
    office.owe_load(&load, i64::MIN);
    let message = "QR generated successfully! Please scan and pay, then use check_status API to verify payment.";
    Ok(succeed(Some(message), data))
}

/// How a load stands.
pub(super) fn status(office: &BackOffice, call: &Call) -> io::Result<Reply> {
    let now_ms = now_ms();
    let mut book = office.book();
    let order_id = call.form.field("order_id");
    let Some(load) = book.desk().loads().iter().find(|load| load.order_id() == order_id).cloned() else {
        return Ok(refuse("Order not found"));
    };
    let is_settled = load.settles_at_ms(office.pace_ms()).is_some_and(|at_ms| at_ms <= now_ms);
    let (status, amount_paise, remark) = match load.payment() {
        _ if !is_settled => ("pending", load.amount_paise, "Online Wallet Load via API - Pending".to_owned()),
        Payment::Failed => ("failed", load.amount_paise, "Online Wallet Load via API - Failed".to_owned()),
        Payment::Never | Payment::Once | Payment::Twice | Payment::Other | Payment::Late | Payment::Unseen => {
            let remark = format!("Online Wallet Load via API - Success - UTR: BANK{:06}", load.serial);
            ("success", load.paid_paise(), remark)
        }
    };
    let mut fields = vec![
        ("order_id", text(order_id)),
        ("amount", short_rupees(amount_paise)),
        ("status", text(status)),
        ("date_time", text(india_stamp(load.at_ms))),
        ("bank", text(format!("UPI QR - PRACTICE ({UPI_ID})"))),
        ("mode", text("API_UPI_QR")),
        ("remark", text(remark)),
    ];
    if status == "success" {
        fields.push(("new_balance", short_rupees(book.balance_paise(AGENT_SLUG, now_ms))));
    }
    Ok(succeed(None, object(fields)))
}
