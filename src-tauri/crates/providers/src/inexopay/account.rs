//! The opening of bank accounts: begun, resumed, asked about.

use domain::OrderId;
use secrecy::ExposeSecret;

use super::start::{Ids, Ours, ids, page_url, read_start};
use super::status::{Refusal, Verdict, fetched_page, judge, read_flags};
use super::wire::{Envelope, Inner, Leaf, shown};
use crate::agent::{AccountKind, AccountPage, AccountParticulars, AccountQuestion, Start};
use crate::standing::Standing;
use crate::trouble::says_no_record;
use crate::{Reply, Trouble};

/// "Account Opening": `data` is the address itself, and the company's id stands in `user`. The answer repeats nothing
/// of ours, so it is believed only because it is the answer on our own connection.
pub(super) fn read_open(order_id: &OrderId, reply: &Reply) -> Start<AccountPage> {
    let ours = Ours { order_id: order_id.as_str(), ..Ours::default() };
    let begun = read_start(reply, ours, |envelope| {
        let user = match envelope.user::<Ids>() {
            Inner::Object(user) => user,
            Inner::Nothing | Inner::NoObject => Ids::default(),
            Inner::Unreadable => return Err(Trouble::AnswerUnreadable),
        };
        if ours.differ(&user) {
            return Err(Trouble::AnswerNotOurs);
        }
        Ok(AccountPage { url: page_url(&envelope.data_leaf())?, txn_id: user.txn_id.owned() })
    });
    match (begun, judge(reply)) {
        (Start::Unclear(Trouble::DuplicateOrder), Verdict::Refused(refusal)) if says_customer_exists(&refusal) => {
            Start::Rejected { words: refusal.words, trouble: refusal.trouble }
        }
        (begun, _) => begun,
    }
}

/// Whether a refusal says that the customer has an account already. That is no sign that our request arrived before: it
/// speaks of the customer, and of no order.
fn says_customer_exists(refusal: &Refusal) -> bool {
    let Some(lower) = refusal.words_about_it() else { return false };
    let any = |needles: &[&str]| needles.iter().any(|needle| lower.contains(needle));
    any(&["customer", "account", "pan ", "mobile"])
        && lower.contains("already")
        && !any(&["order", "txn", "transaction", "request", "duplicat", "reference"])
}

/// "Incomplete Account Opening URL Retrieval". A refusal ("URL can only be retrieved for pending transactions") is about
/// the page; it names a status in passing, which is not believed.
pub(super) fn read_resume(question: &AccountQuestion, reply: &Reply) -> Result<AccountPage, Trouble> {
    let envelope = fetched_page(reply)?;
    if ours(question).differ_in(&envelope) || !ids(&envelope).iter().any(Ids::names_order) {
        return Err(Trouble::AnswerNotOurs);
    }
    if envelope.status_in_db.get().is_some() && envelope.status_in_db.word() != "pending" {
        return Err(Trouble::AnswerContradictsItself);
    }
    let txn_id = envelope.txn_id.owned().or_else(|| question.txn_id.clone());
    Ok(AccountPage { url: page_url(&envelope.account_url)?, txn_id })
}

/// What the answers to an enquiry may repeat of an opening.
fn ours(question: &AccountQuestion) -> Ours<'_> {
    Ours { order_id: question.order_id.as_str(), txn_id: question.txn_id.as_deref(), number: None }
}

/// `data` of "Account Status Check" and "Account Details", without the customer's own data: they are ours already.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct AccountData {
    txn_id: Leaf,
    pancard: Leaf,
    #[serde(deserialize_with = "shown")]
    account_type: Leaf,
    is_completed: Leaf,
    status: Leaf,
    is_refunded: Leaf,
    #[serde(deserialize_with = "shown")]
    message: Leaf,
    #[serde(deserialize_with = "shown")]
    date: Leaf,
}

/// By which of the two enquiries an answer came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    /// By PAN: the answer may be about another opening of the same customer.
    ByPan,
    /// By an id: the answer is about this opening.
    ById,
}

/// "Account Status Check" and "Account Details".
pub(super) fn read_account(asked: Asked, question: &AccountQuestion, reply: &Reply) -> Standing<AccountParticulars> {
    match judge(reply) {
        Verdict::Unclear(trouble) => Standing::SaysNothing(trouble),
        Verdict::Refused(refusal) => {
            if ours(question).differ_in(&refusal.envelope) {
                Standing::SaysNothing(Trouble::AnswerNotOurs)
            } else if !refusal.says_no_record() {
                Standing::SaysNothing(refusal.trouble)
            } else if says_how_it_stands(&refusal.envelope) {
                Standing::SaysNothing(Trouble::AnswerContradictsItself)
            } else {
                Standing::NoRecord(refusal.words)
            }
        }
        Verdict::Good(envelope) => match read_standing(asked, question, &envelope) {
            Ok((word, particulars)) => Standing::Says(word, particulars),
            Err(trouble) => Standing::SaysNothing(trouble),
        },
    }
}

/// Whether the flags of an opening stand in an answer that refuses to speak of one.
fn says_how_it_stands(envelope: &Envelope) -> bool {
    match envelope.data::<AccountData>() {
        Inner::Object(data) => data.is_completed.get().or(data.is_refunded.get()).is_some(),
        Inner::Nothing | Inner::NoObject => false,
        Inner::Unreadable => true,
    }
}

/// Signs of a PAN.
const PAN_LENGTH: usize = 10;

/// Of a PAN that either side shows only in part, so many signs must stand in both: a part that says less is no proof.
const PAN_SIGNS_COMPARED: usize = 3;

/// Whether a PAN as printed may be the customer's: of a PAN's form, and each sign that both sides show is the same. The
/// company may print it in part (`XXXXXX234Q`), and of ours only the digits are kept. An X is a letter of a PAN as well:
/// it hides a sign where a digit belongs, or where the first five are X, which no PAN begins with.
fn pan_fits(question: &AccountQuestion, printed: &str) -> bool {
    let is_x = |sign: char| sign.eq_ignore_ascii_case(&'x');
    let x_hides = printed.chars().take(5).all(is_x) || printed.chars().skip(5).take(4).any(is_x);
    let is_mask = |sign: char| matches!(sign, '*' | '•') || (x_hides && is_x(sign));
    let is_form = |(place, sign): (usize, char)| {
        is_mask(sign) || if (5..9).contains(&place) { sign.is_ascii_digit() } else { sign.is_ascii_alphabetic() }
    };
    if printed.chars().count() != PAN_LENGTH || !printed.chars().enumerate().all(is_form) {
        return false;
    }
    let whole = question.pan.as_ref().map(|pan| pan.expose().expose_secret());
    let ours = whole.unwrap_or(&question.pan_masked);
    if ours.is_empty() || ours.eq_ignore_ascii_case(printed) {
        return true;
    }
    let both = ours.chars().zip(printed.chars()).filter(|(one, other)| *one != '•' && !is_mask(*other));
    let (same, other): (Vec<_>, Vec<_>) = both.partition(|(one, other)| one.eq_ignore_ascii_case(other));
    ours.chars().count() == printed.chars().count() && other.is_empty() && same.len() >= PAN_SIGNS_COMPARED
}

/// What a good answer says. It must carry PAN and the company's id, as the paper's does. While the company's id is not
/// known to us, only an answer to an enquiry by our own id is about our opening.
fn read_standing(
    asked: Asked,
    question: &AccountQuestion,
    envelope: &Envelope,
) -> Result<(domain::Word, AccountParticulars), Trouble> {
    let Inner::Object(data) = envelope.data::<AccountData>() else { return Err(Trouble::AnswerUnreadable) };
    if says_no_record(&envelope.words()) {
        return Err(Trouble::AnswerContradictsItself);
    }
    let pan_is_ours = pan_fits(question, data.pancard.get().unwrap_or_default());
    let unattributed = question.txn_id.is_none() && asked == Asked::ByPan;
    if ours(question).differ_in(envelope) || unattributed || !pan_is_ours || data.txn_id.get().is_none() {
        return Err(Trouble::AnswerNotOurs);
    }
    let word = read_flags(&data.is_completed, &data.status, &data.is_refunded)?;
    let kind = match data.account_type.get() {
        Some("1") => Some(AccountKind::Saving),
        Some("2") => Some(AccountKind::Current),
        Some(_) | None => None,
    };
    let words = data.message.owned().or_else(|| envelope.message.owned());
    Ok((word, AccountParticulars { txn_id: data.txn_id.owned(), kind, date: data.date.owned(), words }))
}
