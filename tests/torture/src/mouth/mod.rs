//! The sellers' dialects as the proof speaks them, one file each, after their papers. The simulator has its own and the
//! oracles read with none of this code, so that a mistake here is repeated by neither.

mod agent;
mod flat;
pub mod habit;

use crate::parsers::Call;
use habit::Habits;

/// Their names in the registry, in its order.
pub use providers::SELLERS as SLUGS;

macro_rules! mouths {
    (sellers { $($seller:ident::$selling:ident,)* } agents { $($agent:ident::$serving:ident,)* }) => {
        $(mod $seller;)*

        /// The sellers, in the order of the registry: a file of this folder each.
        pub static MOUTHS: [&dyn Mouth; SLUGS.len()] = [$($seller::MOUTH),*];
    };
}

providers::every_company!(mouths);

/// One seller: how it is asked, and what it says.
pub trait Mouth: Sync {
    /// What a request wants, by its first line, of which the end may be missing; `None`: nothing that is known yet.
    fn wants(&self, line: &str) -> Option<Want>;

    /// What a request asks for. `path`: the segments behind the base address; `field`: a field of its body or its query.
    fn heard(&self, path: &[&str], field: Field<'_>) -> Option<Ask>;

    /// Signs of an order id as it is sent; a shorter one was cut off.
    fn order_id_length(&self) -> usize {
        12
    }

    /// Whether its answers name no order, and a recharge is never said to be done. Its server prints no warnings.
    fn names_no_order(&self) -> bool {
        false
    }

    /// The answer to a recharge call.
    fn recharge(&self, facts: &Facts, say: Say) -> String;

    /// The answer to an enquiry.
    fn enquiry(&self, facts: &Facts, say: Say) -> String;

    /// The answer to a balance call.
    fn balance(&self, facts: &Facts) -> String;

    /// A refusal, with these words wherever words may stand.
    fn refusal(&self, facts: &Facts, words: &str) -> String;

    /// A callback's query.
    fn callback(&self, order_id: &str, good_news: bool) -> String;

    /// The forms that its answers to a call have; `@…` stands for what is filled in.
    fn forms(&self, call: Call) -> &'static [&'static str];
}

/// Gives a field of a request by its name.
pub type Field<'a> = &'a dyn Fn(&str) -> Option<String>;

/// What a request is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Want {
    /// It begins an order: what must never come twice.
    Begin,
    /// It asks how an order stands.
    Enquiry,
    /// It moves nothing.
    Other,
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    /// To recharge.
    Recharge(Wish),
    /// Where an order stands; `on`: of that day, in the dialect that wants one.
    Enquiry { order_id: String, on: Option<String> },
    /// What the wallet holds.
    Balance,
}

/// A recharge as asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wish {
    pub order_id: String,
    pub number: String,
    /// In rupees, as it was written.
    pub amount: String,
}

/// What a company says about an order, or about the call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Say {
    /// It is done.
    Done,
    /// It waits.
    Pending,
    /// It failed.
    Failed,
    /// It was done, and the money went back.
    Refunded,
    /// The order id was used before.
    Duplicate,
    /// There is no such order.
    NoRecord,
    /// The caller is not let in.
    Refused,
    /// Done, and about another order.
    Another,
    /// A web page.
    Page,
    /// Nothing at all.
    Empty,
    /// A word that no paper has.
    Strange,
    /// "Failure", in words that say that nobody knows.
    LostTrack,
    /// An HTTP status that is none of the good ones.
    Status(u16),
}

/// What an answer repeats.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    pub serial: u64,
    pub order_id: String,
    pub number: String,
    pub amount: String,
    pub balance_paise: i64,
    pub habits: Habits,
}

/// Rupees with two decimals.
pub fn rupees(paise: i64) -> String {
    let size = paise.unsigned_abs();
    format!("{}{}.{:02}", if paise < 0 { "-" } else { "" }, size / 100, size % 100)
}

/// The mouth of a seller.
pub fn of(slug: &str) -> Option<&'static dyn Mouth> {
    SLUGS.iter().position(|known| *known == slug).map(|place| MOUTHS[place])
}

/// The forms of the answers of any company, the agents' too.
pub fn forms(slug: &str, call: Call) -> &'static [&'static str] {
    of(slug).map_or_else(|| agent::forms(call), |mouth| mouth.forms(call))
}

/// A refusal of any company, with these words wherever words may stand.
pub fn refusal(slug: &str, facts: &Facts, words: &str) -> String {
    of(slug).map_or_else(|| agent::refusal(words), |mouth| mouth.refusal(facts, words))
}

/// Some seller's word for what a request wants.
pub fn wants(line: &str) -> Option<Want> {
    MOUTHS.iter().find_map(|mouth| mouth.wants(line))
}
