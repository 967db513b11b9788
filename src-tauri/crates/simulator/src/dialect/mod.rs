//! The providers' languages, one module each.
//!
//! A dialect reads a call into an [`Ask`] and puts answers into the provider's words. It decides nothing: what happens to an order is
//! the back office's business.

use hyper::{HeaderMap, Method};

use crate::agency;
use crate::book::AGENT_SLUG;
use crate::callback::{Callback, Change, Verb};
use crate::credentials::Caller;
use crate::form::Form;
use crate::order::{Order, State};

/// The login of a practice account: its fields, and what they hold. It opens nothing anywhere else.
pub(crate) type Login = &'static [(&'static str, &'static str)];

macro_rules! dialects {
    ($($slug:ident)*) => {
        $(mod $slug;)*

        /// Every dialect the simulator speaks.
        pub(crate) const ALL: &[&dyn Dialect] = &[$($slug::DIALECT),*];

        /// For each company its slug and its login, the agents' last.
        pub(crate) const LOGINS: &[(&str, Login)] = &[$((stringify!($slug), $slug::LOGIN),)* (AGENT_SLUG, agency::LOGIN)];
    };
}

// A file of this folder each, of which the name is the slug, with its `DIALECT` and its `LOGIN`. rustfmt does not follow such a declaration: `cargo xtask test
// --only fmt` does.
dialects! {
    inspay
    a1topup
    rechargeopen
    paygrt
}

/// The content type of JSON.
pub(crate) const JSON: &str = "application/json; charset=utf-8";

/// The dialect of a provider.
pub(crate) fn of(slug: &str) -> Option<&'static dyn Dialect> {
    ALL.iter().find(|dialect| dialect.slug() == slug).copied()
}

/// One HTTP call that arrived whole.
#[derive(Debug)]
pub(crate) struct Call {
    pub(crate) method: Method,
    /// The path's decoded segments after the slug.
    pub(crate) path: Vec<String>,
    /// The query's fields, then the body's.
    pub(crate) form: Form,
    pub(crate) headers: HeaderMap,
}

/// What a caller wants.
#[derive(Debug)]
pub(crate) enum Ask {
    Recharge(Wish),
    /// What became of an order; `on` is the date the caller says it was of, in dialects that want one.
    Enquiry {
        order_id: String,
        on: Option<String>,
    },
    Balance,
    /// Something that needs no book: the answer itself.
    Known(String),
}

/// A recharge as asked for, unchecked.
#[derive(Debug)]
pub(crate) struct Wish {
    pub(crate) order_id: String,
    pub(crate) operator: String,
    pub(crate) number: String,
    pub(crate) amount: String,
    /// What the dialect has found wrong with it already.
    pub(crate) flaw: Option<Reason>,
}

/// A call the provider does not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Misdirected {
    Path,
    Method,
}

/// Why an order is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reason {
    /// The number is not one the operator knows.
    Number,
    /// The wallet holds less than the sale costs.
    Wallet,
    /// The order id was used before.
    Repeated,
    /// The amount is none.
    Amount,
    /// The operator code is none.
    Operator,
    /// Order id or number is missing.
    Missing,
    /// The circle is missing or none, in the dialect that has circles.
    Circle,
    /// The kind of recharge is none, in the dialect that tells them apart.
    Kind,
}

/// What a recharge request is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    Succeeded,
    Pending,
    Refused(Reason),
}

/// What an answer to a recharge request says.
#[derive(Debug)]
pub(crate) struct Told<'a> {
    /// The order's serial; none when the request did not become an order.
    pub(crate) serial: Option<u64>,
    pub(crate) order_id: &'a str,
    pub(crate) operator: &'a str,
    pub(crate) number: &'a str,
    /// In the caller's own spelling.
    pub(crate) amount: &'a str,
    pub(crate) amount_paise: i64,
    pub(crate) verdict: Verdict,
    /// The wallet after it.
    pub(crate) balance_paise: i64,
}

/// One provider's language.
pub(crate) trait Dialect: Sync {
    /// The provider's slug, which is also the first segment of its path.
    fn slug(&self) -> &'static str;

    /// The dialect in the form that a call asks for, where a provider has several.
    fn tuned(&'static self, call: &Call) -> &'static dyn Dialect;

    /// The content type of all its answers.
    fn content_type(&self) -> &'static str;

    /// What the wallet holds at first.
    fn opening_paise(&self) -> i64;

    /// Who is calling, and what for.
    fn read(&self, call: &Call) -> Result<(Caller, Ask), Misdirected>;

    /// Refuses a caller, whatever was asked.
    fn turn_away(&self, caller: Caller) -> String;

    /// Answers a recharge request.
    fn answer_recharge(&self, told: &Told<'_>) -> String;

    /// Answers a recharge request that was executed with good news about another number: `told` holds the other one.
    fn answer_astray(&self, told: &Told<'_>) -> String;

    /// Says how an order stands.
    fn answer_enquiry(&self, order: &Order, state: State) -> String;

    /// Tells the shop of an order's change.
    fn callback(&self, change: &Change<'_>) -> Callback;

    /// Says that there is no such order.
    fn answer_no_record(&self) -> String;

    /// Says the same under the code or word of a failure, as some companies do in life.
    fn answer_no_record_oddly(&self) -> &'static str;

    /// Says what the wallet holds.
    fn answer_balance(&self, paise: i64) -> String;
}

/// The callback that INSPAY and A1Topup share: `txid` is the shop's own order id, and no word stands for pending.
fn txid_callback(change: &Change<'_>, opid: String) -> Callback {
    let status = match change.state {
        State::Succeeded => "Success",
        State::Pending | State::Failed => "Failure",
    };
    let fields = vec![("txid", change.order.order_id.clone()), ("status", status.to_owned()), ("opid", opid)];
    Callback { verb: Verb::Get, fields, header: None, tries: 1 }
}

/// JSON with the fields in the order of the papers.
fn json(answer: &impl serde::Serialize) -> String {
    // Only maps with keys that are no text fail to become JSON, and no answer holds one.
    serde_json::to_string(answer).unwrap_or_default()
}
