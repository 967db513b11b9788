//! What a day's books give to the search: facts, without words.

use crate::{Account, Counted, Paise, Payment, VoucherKind};

/// A sale of the day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaleFact {
    /// Which.
    pub sale_id: i64,
    /// Its provider's slug.
    pub provider: String,
    /// All that the customer pays.
    pub total: Paise,
    /// How.
    pub payment: Payment,
    /// Whether it is done.
    pub is_done: bool,
    /// Whether it came to nothing.
    pub is_failed: bool,
    /// What it takes from the wallet.
    pub cost: Paise,
    /// What is still owed to its customer.
    pub owed: Paise,
    /// What the books gave up as lost.
    pub lost: Paise,
    /// What the books say was given back in cash.
    pub given_back: Paise,
    /// What the company told of the commission, less what the books earned.
    pub told_more: Paise,
    /// The same number and amount was sold before on this day.
    pub is_again: bool,
    /// How its customer usually pays.
    pub usual: Option<Payment>,
}

/// A voucher of the day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VoucherFact {
    /// Its place in the journal.
    pub seq: i64,
    /// What it is for.
    pub kind: VoucherKind,
    /// The account that has less afterwards.
    pub from: Account,
    /// The account that has more afterwards.
    pub to: Account,
    /// How much.
    pub amount: Paise,
}

/// What a customer owes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// Who.
    pub customer: i64,
    /// How much.
    pub paise: Paise,
}

/// By how much a company's figure is above the books'.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WalletGap {
    /// Whose wallet.
    pub provider: String,
    /// How much.
    pub differs: Paise,
}

/// An account of which nobody said what was in it before the books began.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unopened {
    /// Which.
    pub account: Account,
    /// How much more is in it than the books have.
    pub more: Paise,
}

/// What happened between two borders.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DayFacts {
    /// The sales.
    pub sales: Vec<SaleFact>,
    /// The vouchers, without those that were taken back.
    pub vouchers: Vec<VoucherFact>,
    /// What was counted in the drawer now.
    pub count: Option<Counted>,
    /// What was counted when the shift was opened.
    pub opening: Option<Counted>,
    /// Who owes.
    pub dues: Vec<Due>,
    /// How the wallets differ.
    pub wallets: Vec<WalletGap>,
    /// The accounts without an opening.
    pub unopened: Vec<Unopened>,
}
