//! What every provider is to the till, shaped against all five papers.

use std::collections::BTreeMap;

use domain::flaw::{self, Flaw};
use domain::{BasisPoints, OrderId, Outcome, Paise, Service};
use serde::{Deserialize, Serialize};

use crate::access::{Access, BadField};
pub(crate) use crate::agent::Agent;
use crate::descriptor::Descriptor;
pub(crate) use crate::standing::EnquiryAnswer;
use crate::{CatalogueRow, CircleRow, Fields, Reply, Request, Trouble};

/// What is asked of a provider: one attempt of one sale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// Our id for it.
    pub order_id: OrderId,
    /// The service.
    pub service: Service,
    /// The provider's code for the operator.
    pub code: String,
    /// The number to be recharged.
    pub number: String,
    /// The amount.
    pub amount: Paise,
    /// The provider's code for the circle, where it wants one.
    pub circle_code: Option<String>,
    /// What the operator needs beside the number, by the paper's own names (`value1`, `value2`).
    pub extras: BTreeMap<String, String>,
    /// Whether it is a special (STV) recharge: the Open API has one code for both and a flag.
    pub special: bool,
    /// When it was submitted, in ms since 1970: Paygrt's enquiry wants the date.
    pub submitted_at_ms: i64,
}

/// What an answer carries beside its status.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Particulars {
    /// The provider's own id.
    pub provider_ref: Option<String>,
    /// The operator's id, the customer's proof.
    pub operator_ref: Option<String>,
    /// What the provider says in words.
    pub words: Option<String>,
    /// The wallet after it, where the provider tells.
    pub balance: Option<Paise>,
}

impl Particulars {
    /// The same with every secret in its texts hidden: a provider may repeat a token in its words.
    pub(crate) fn scrubbed(self, access: &Access) -> Particulars {
        let clean = |text: Option<String>| text.map(|text| access.scrub(&text));
        Particulars {
            provider_ref: clean(self.provider_ref),
            operator_ref: clean(self.operator_ref),
            words: clean(self.words),
            balance: self.balance,
        }
    }
}

/// What a provider tells of the true cost of a sale, beside the rate table: evidence, never a posting.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CostEvidence {
    /// The wallet before the sale.
    pub balance_before: Option<Paise>,
    /// The wallet after it.
    pub balance_after: Option<Paise>,
    /// The commission in rupees.
    pub discount: Option<Paise>,
    /// The commission in percent.
    pub discount_rate: Option<BasisPoints>,
}

/// What a callback is about. It never says how a sale stands: it only means "ask now".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// The order id it names, unchecked.
    pub order_id: String,
    /// What it tells of the cost.
    pub cost: CostEvidence,
}

/// An operator of a list that a provider hands out over the line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedOperator {
    /// The provider's code.
    pub code: String,
    /// The provider's own name for it.
    pub name: String,
    /// The service, where the provider's word for it is known.
    pub service: Option<Service>,
}

impl ListedOperator {
    /// The same with every secret in its name hidden, since the list is kept; `None` where one stands in the code, which
    /// then is nobody's.
    pub(crate) fn scrubbed(self, access: &Access) -> Option<ListedOperator> {
        let is_plain = access.scrub(&self.code) == self.code;
        is_plain.then(|| ListedOperator { name: access.scrub(&self.name), ..self })
    }
}

/// What an answer to a *recharge* call says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The provider says it has it and works on it.
    Accepted(Particulars),
    /// The provider says it succeeded.
    Succeeded(Particulars),
    /// The provider says, in an allow-listed word, that it failed. The trouble chooses the sentence.
    Rejected(Particulars, Trouble),
    /// Nothing that may be believed: the sale is unknown.
    Unclear(Trouble),
}

impl Answer {
    /// "This order id was used before": the first request with it arrived, and nothing is known of how it went.
    pub(crate) fn duplicate() -> Answer {
        match flaw::is_on(Flaw::DuplicateMeansFailed) {
            true => Answer::Rejected(Particulars::default(), Trouble::DuplicateOrder),
            false => Answer::Unclear(Trouble::DuplicateOrder),
        }
    }
}

/// A wallet's balance as a provider states it.
pub type Balance = Paise;

/// One provider company: it builds requests and reads replies. There is no default method: a new provider has to
/// say everything itself, and nothing succeeds by leaving it out.
pub trait Company: Send + Sync {
    /// What it declares of itself.
    fn descriptor(&self) -> &'static Descriptor;

    /// The balance call.
    fn balance_request(&self, access: &Access) -> Result<Request, BadField>;

    /// Reads the body of a balance answer with HTTP status 200.
    fn read_balance(&self, reply: &Reply) -> Result<Balance, Trouble>;

    /// Reads a callback's fields; `None` when they are not this company's.
    fn read_callback(&self, fields: &Fields) -> Option<Hint>;

    /// How a sale ended, by the status that its line in the company's own statement bears; `None` for a word that nobody can know.
    fn read_status(&self, words: &str) -> Option<Outcome>;

    /// The company as a seller of recharges and bills; `None` where it sells agent services only.
    fn seller(&'static self) -> Option<&'static dyn Provider>;

    /// The company as a seller of agent services; `None` where it sells recharges.
    fn agent(&'static self) -> Option<&'static dyn Agent>;
}

/// A company that sells recharges and bills.
pub trait Provider: Company {
    /// What it sells.
    fn catalogue(&self) -> &'static [CatalogueRow];

    /// Its codes for the circles; empty where it has no place for them.
    fn circles(&self) -> &'static [CircleRow];

    /// The call that fetches its list of operators; `None` where it has none.
    fn list_request(&self, access: &Access) -> Option<Result<Request, BadField>>;

    /// Reads the body of a list answer with HTTP status 200.
    fn read_list(&self, reply: &Reply) -> Result<Vec<ListedOperator>, Trouble>;

    /// The recharge call.
    fn recharge_request(&self, access: &Access, order: &Order) -> Result<Request, BadField>;

    /// Reads the body of a recharge answer with HTTP status 200.
    fn read_recharge(&self, order: &Order, reply: &Reply) -> Answer;

    /// The enquiry calls, in the order in which to try them: the next one only when the one before knows no such
    /// order (Paygrt near midnight). At least one.
    fn enquiry_requests(&self, access: &Access, order: &Order) -> Result<Vec<Request>, BadField>;

    /// Reads the body of an enquiry's answer with HTTP status 200.
    fn read_enquiry(&self, order: &Order, reply: &Reply) -> EnquiryAnswer;
}
