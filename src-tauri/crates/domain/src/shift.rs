//! A shift, and the figures of its close: they are made of what was posted between two rows of the journal, and of nothing else.

use serde::{Deserialize, Serialize};
use specta_typescript::Number;

use crate::{Counted, Paise, VoucherKind};

/// What moved an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// Sales.
    Sales,
    /// Sales that went back, or money that went back to a customer.
    GivenBack,
    /// Money that counted as given back, and is still here.
    NotGivenBack,
    /// Vouchers of a kind. A load of a wallet that is watched at the services desk is one.
    Voucher(VoucherKind),
}

/// What one cause moved in an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct FlowLine {
    pub cause: Cause,
    #[specta(type = Number)]
    pub in_paise: Paise,
    #[specta(type = Number)]
    pub out_paise: Paise,
}

/// An account between two borders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct Flow {
    /// The account as the books write it. All customers are one flow, `customers`.
    pub account: String,
    #[specta(type = Number)]
    pub opening_paise: Paise,
    pub lines: Vec<FlowLine>,
    #[specta(type = Number)]
    pub closing_paise: Paise,
}

/// The flow in which all customers are one.
pub const CUSTOMERS: &str = "customers";

/// How many sales, and their sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct SalesSum {
    #[specta(type = Number)]
    pub sales: i64,
    #[specta(type = Number)]
    pub paise: Paise,
}

/// The sales that were begun in a shift, by how they stand at its close.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct Outcomes {
    pub done: SalesSum,
    pub waiting: SalesSum,
    pub failed: SalesSum,
    pub taken_back: SalesSum,
}

/// The company's own figure of a wallet at a close.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct WalletTold {
    pub provider: String,
    /// What the company said last.
    #[specta(type = Number)]
    pub reported_paise: Paise,
    /// When, in ms since 1970.
    #[specta(type = Number)]
    pub read_at_ms: i64,
    /// The company's figure less the books', each as of the same sales.
    #[specta(type = Number)]
    pub differs_paise: Paise,
}

/// The figures between two borders of the journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct Figures {
    /// The first row of the journal that counts.
    #[specta(type = Number)]
    pub from_row: i64,
    /// The last.
    #[specta(type = Number)]
    pub to_row: i64,
    /// The newest sale at that moment: later ones belong to the next shift.
    #[specta(type = Number)]
    pub last_sale: i64,
    pub flows: Vec<Flow>,
    pub wallets: Vec<WalletTold>,
    pub sales: Outcomes,
    /// Of these, the sales before the shift was opened: nobody had counted the drawer.
    #[serde(default)]
    pub before_opening: SalesSum,
    /// All sales that wait, of this shift and of earlier ones. Their money stays owed.
    pub waiting: SalesSum,
    /// Sales that came to nothing and whose customers' money is still here.
    pub owed: SalesSum,
}

impl Figures {
    /// What an account had at the end. Nothing, if it never moved.
    pub fn closing(&self, account: &str) -> Paise {
        self.flows.iter().find(|flow| flow.account == account).map(|flow| flow.closing_paise).unwrap_or_default()
    }
}

/// A shift that was opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct Opened {
    pub by: String,
    pub counted: Counted,
    /// What was counted, less what the books had.
    #[specta(type = Number)]
    pub over_short_paise: Paise,
    /// Why they differ.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// The newest sale at that moment.
    #[serde(default)]
    #[specta(type = Number)]
    pub last_sale: i64,
    /// The place of its count in the journal; 0 in rows of earlier versions, which opened without one.
    #[serde(default)]
    #[specta(type = Number)]
    pub count_row: i64,
}

/// A count of the drawer, and what the books had at that moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct DrawerCount {
    pub by: String,
    pub counted: Counted,
    #[specta(type = Number)]
    pub expected_paise: Paise,
}

impl DrawerCount {
    /// What was counted, less what the books had. `None` where it does not fit.
    pub fn over_short(&self) -> Option<Paise> {
        self.counted.sum_paise.checked_sub(self.expected_paise)
    }
}

/// A count before the one that a shift was closed with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct EarlierCount {
    #[specta(type = Number)]
    pub at_ms: i64,
    pub by: String,
    #[specta(type = Number)]
    pub counted_paise: Paise,
    #[specta(type = Number)]
    pub expected_paise: Paise,
}

/// The opening as its close tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct OpenedAt {
    #[specta(type = Number)]
    pub at_ms: i64,
    #[serde(flatten)]
    pub opened: Opened,
}

/// The Z: a shift that was closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct Closed {
    /// 1, 2, 3 …
    #[specta(type = Number)]
    pub number: i64,
    /// Parts it from another close with this number, which a restored backup does not know of; empty in rows of earlier versions.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub sign: String,
    /// The business day in which it was closed.
    pub day: String,
    pub by: String,
    /// `None`: nobody had opened it with a count.
    pub opened: Option<OpenedAt>,
    pub count: DrawerCount,
    /// Every other count since the close before, oldest first, without the one that the shift was opened with.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub counts: Vec<EarlierCount>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    pub figures: Figures,
}

impl Closed {
    /// What the close is called: `12-K7Q`. No other close is called so, not even one of books that were restored meanwhile.
    pub fn name(&self) -> String {
        if self.sign.is_empty() { self.number.to_string() } else { format!("{}-{}", self.number, self.sign) }
    }
}

/// A row of the journal that is about a shift.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShiftEntry {
    /// It was opened with counted cash.
    Opened(Opened),
    /// The drawer was counted: in between (X), to open or to close. It moves nothing.
    Counted(DrawerCount),
    /// It was closed (Z).
    Closed(Box<Closed>),
}

/// More than this over or short needs a reason: ₹ 10.
pub const SMALL_DIFFERENCE: Paise = Paise::new(1_000);

/// Whether a difference needs a reason.
pub fn needs_reason(over_short: Paise) -> bool {
    over_short.get().unsigned_abs() > SMALL_DIFFERENCE.get().unsigned_abs()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paise(amount: i64) -> Paise {
        Paise::new(amount)
    }

    #[test]
    fn a_reason_is_needed_above_ten_rupees_either_way() {
        for (amount, needed) in
            [(0, false), (1_000, false), (-1_000, false), (1_001, true), (-1_001, true), (i64::MIN, true)]
        {
            assert_eq!(needs_reason(paise(amount)), needed, "{amount}");
        }
    }
}
