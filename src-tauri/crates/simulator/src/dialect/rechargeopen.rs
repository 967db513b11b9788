//! The Recharge Open API that many resellers serve: one page, GET only, everything in `Message` between dollar signs, and answers of
//! a code, an equals sign and words.
//!
//! An answer repeats nothing of the order, so there can be none about another number: what comes instead is the web server's own page.

use hyper::Method;

use super::{Ask, Call, Dialect, Login, Misdirected, Reason, Told, Verdict, Wish};
use crate::amount::rupees_of;
use crate::callback::{Callback, Change, Verb};
use crate::credentials::{Caller, judge};
use crate::order::{COMMISSION_PERCENT, Order, State, cost_paise};
use crate::outcome::Outcome;

/// The practice account's.
pub(super) const LOGIN: Login =
    &[("user_id", "practice"), ("password", "practice-password"), ("mobile_no", "9000012345"), ("sms_pin", "2580")];
pub(super) const DIALECT: &dyn Dialect = &RechargeOpen;

/// Transaction numbers count up from here.
const FIRST_TRN_NO: u64 = 61_000;
/// What a page of this make shows when something went wrong inside, with status 200.
const ASTRAY: &str =
    "<html><head><title>Runtime Error</title></head><body><h1>Server Error in '/' Application.</h1></body></html>";

/// The dialect of the Recharge Open API.
pub(crate) struct RechargeOpen;

impl Dialect for RechargeOpen {
    fn slug(&self) -> &'static str {
        "rechargeopen"
    }

    fn tuned(&'static self, _call: &Call) -> &'static dyn Dialect {
        self
    }

    /// That of every page whose maker has not thought about it.
    fn content_type(&self) -> &'static str {
        "text/html; charset=utf-8"
    }

    fn opening_paise(&self) -> i64 {
        532_100
    }

    fn read(&self, call: &Call) -> Result<(Caller, Ask), Misdirected> {
        // The web server behind these pages does not tell capitals from small letters.
        let is_page = matches!(
            call.path.as_slice(),
            [folder, page] if folder.eq_ignore_ascii_case("Admin") && page.eq_ignore_ascii_case("RechargeAPI.aspx")
        );
        if !is_page {
            return Err(Misdirected::Path);
        }
        if call.method != Method::GET {
            return Err(Misdirected::Method);
        }
        let parts: Vec<&str> = call.form.field("Message").split('$').collect();
        let (pin, ask) = match parts.as_slice() {
            ["BAL", pin] => (*pin, Ask::Balance),
            ["STATUS", order_id, pin] => (*pin, Ask::Enquiry { order_id: (*order_id).to_owned(), on: None }),
            [operator, number, amount, pin, kind, order_id] => {
                let wish = Wish {
                    order_id: (*order_id).to_owned(),
                    operator: (*operator).to_owned(),
                    number: (*number).to_owned(),
                    amount: (*amount).to_owned(),
                    flaw: flaw(number, kind),
                };
                (*pin, Ask::Recharge(wish))
            }
            _ => return Ok((Caller::Known, Ask::Known("9001=Invalid Message Format".to_owned()))),
        };
        Ok((caller(call, pin), ask))
    }

    fn turn_away(&self, caller: Caller) -> String {
        match caller {
            Caller::NotListed => "9999=Invalid Access",
            Caller::WrongPin => "9003=Invalid SMS Password",
            Caller::Known | Caller::Unknown => "9007=Invalid User ID or Password",
        }
        .to_owned()
    }

    /// Whatever became an order was accepted: what else there is to say about it, only the status call says.
    fn answer_recharge(&self, told: &Told<'_>) -> String {
        match (told.serial, told.verdict) {
            (Some(_), _) | (None, Verdict::Succeeded | Verdict::Pending) => "0=Success",
            (None, Verdict::Refused(reason)) => match reason {
                Reason::Missing if told.number.is_empty() => "9002=Invalid Mobile Number",
                Reason::Missing => "9008=Invalid Transaction Reference Number",
                Reason::Number => "9002=Invalid Mobile Number",
                Reason::Amount => "9004=Invalid Transaction Amount",
                Reason::Repeated => "9009=Duplicate Transaction Reference Number",
                Reason::Operator | Reason::Kind | Reason::Circle | Reason::Wallet => "9006=Invalid Transaction Format",
            },
        }
        .to_owned()
    }

    fn answer_astray(&self, _told: &Told<'_>) -> String {
        ASTRAY.to_owned()
    }

    fn answer_enquiry(&self, order: &Order, state: State) -> String {
        let (code, says) = status(order.outcome, state);
        let operator_id = match state {
            State::Succeeded => operator_reference(order.serial),
            State::Pending | State::Failed => String::new(),
        };
        format!("{code}={says}={}={operator_id}", trn_no(order.serial))
    }

    /// The paper shows a GET and says POST: every second order gets the one, every other the other.
    fn callback(&self, change: &Change<'_>) -> Callback {
        let order = change.order;
        let (code, says) = status(order.outcome, change.state);
        let (operator_id, percent, discount_paise) = match change.state {
            State::Succeeded => (
                operator_reference(order.serial),
                COMMISSION_PERCENT,
                order.amount_paise - cost_paise(order.amount_paise),
            ),
            State::Pending | State::Failed => (String::new(), "0", 0),
        };
        let fields = vec![
            ("ID", "PRACTICE".to_owned()),
            ("TNO", order.order_id.clone()),
            ("ST", code.to_string()),
            ("STMSG", says.to_owned()),
            ("TID", trn_no(order.serial)),
            ("OPRTID", operator_id),
            ("PRB", rupees_of(change.before_paise)),
            ("POB", rupees_of(change.after_paise)),
            ("DP", percent.to_owned()),
            ("DR", rupees_of(discount_paise)),
        ];
        let verb = if order.serial % 2 == 1 { Verb::Get } else { Verb::Post };
        Callback { verb, fields, header: None, tries: 1 }
    }

    fn answer_no_record(&self) -> String {
        "9008=Invalid Transaction Reference Number".to_owned()
    }

    fn answer_no_record_oddly(&self) -> &'static str {
        "3=Record not found=0="
    }

    fn answer_balance(&self, paise: i64) -> String {
        format!("0={}", rupees_of(paise))
    }
}

/// The registered number is a part of the login here; the PIN is looked at last, as the paper's own code for it has it.
fn caller(call: &Call, pin: &str) -> Caller {
    let field = |name| call.form.field(name);
    let given = |pin| {
        [
            ("user_id", field("UserID")),
            ("password", field("Password")),
            ("mobile_no", field("MobileNo")),
            ("sms_pin", pin),
        ]
    };
    let judged = |given: &[(&str, &str)]| judge("rechargeopen", &["password", "sms_pin"], given);
    let right_pin = crate::credentials::practice("rechargeopen", "sms_pin");
    let told = judged(&given(pin));
    let only_the_pin = told == Caller::Unknown && judged(&given(right_pin)) == Caller::Known;
    if only_the_pin { Caller::WrongPin } else { told }
}

fn flaw(number: &str, kind: &str) -> Option<Reason> {
    if !number.bytes().all(|b| b.is_ascii_digit()) {
        return Some(Reason::Number);
    }
    // "S" is for STV and scheme recharges, everything else is "0".
    (kind != "S" && kind != "0").then_some(Reason::Kind)
}

/// Status and words of an order. The paper has two codes each for hold and for failed; both are in use here.
fn status(outcome: Outcome, state: State) -> (u8, &'static str) {
    match (state, outcome) {
        (State::Succeeded, _) => (1, "Success"),
        (State::Pending, Outcome::PendingThenFailure) => (6, "Hold"),
        (State::Pending, _) => (4, "Hold"),
        (State::Failed, Outcome::Reversed) => (5, "Refunded"),
        (State::Failed, Outcome::PendingThenFailure) => (3, "Failed"),
        (State::Failed, Outcome::EmptyWallet) => (2, "Insufficient Balance"),
        (State::Failed, _) => (2, "Failed"),
    }
}

fn trn_no(serial: u64) -> String {
    (FIRST_TRN_NO + serial).to_string()
}

fn operator_reference(serial: u64) -> String {
    format!("GJ{serial:05}")
}
