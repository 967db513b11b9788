//! A shift, and the figures of its close: they are made of what was posted between two rows of the journal, and of nothing else.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use specta_typescript::Number;

use crate::{Account, Counted, Entry, Paise, VoucherKind};

/// What moved an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// Sales.
    Sales,
    /// Sales that went back, or money that went back to a customer.
    GivenBack,
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

/// Sums up what was posted between two borders.
#[derive(Debug, Default)]
pub struct Tally(BTreeMap<Account, Moved>);

/// In and out of an account, by cause.
type Moved = BTreeMap<Cause, (i64, i64)>;

/// Why a sale's row moved an account. Into drawer and dues, money comes with a sale; everywhere else it goes out with one.
fn cause_in_sale(account: &Account, amount: Paise, is_load: bool) -> Cause {
    let is_in = amount > Paise::ZERO;
    let comes_with_sale = match account {
        Account::Cash | Account::Upi | Account::Bank | Account::Customer(_) | Account::Lost => true,
        Account::Wallet(_)
        | Account::Credit(_)
        | Account::Commission
        | Account::Charges
        | Account::Owed
        | Account::OverShort
        | Account::Owner
        | Account::Spent
        | Account::Tds(_) => false,
    };
    match (is_load, is_in == comes_with_sale) {
        (true, _) => Cause::Voucher(VoucherKind::WalletLoaded),
        (false, true) => Cause::Sales,
        (false, false) => Cause::GivenBack,
    }
}

impl Tally {
    /// Adds the entries of one row. `voucher`: its kind, where the row is a voucher. `None` where a sum does not fit.
    pub fn add(&mut self, voucher: Option<VoucherKind>, entries: &[Entry]) -> Option<()> {
        // A load that is watched at the desk moves the bank; no other sale does.
        let is_load = entries.iter().any(|(account, _)| *account == Account::Bank);
        for (account, amount) in entries {
            let cause = voucher.map_or_else(|| cause_in_sale(account, *amount, is_load), Cause::Voucher);
            let (into, out) = self.0.entry(account.clone()).or_default().entry(cause).or_default();
            *into = into.checked_add(amount.get().max(0))?;
            *out = out.checked_add(amount.get().min(0).checked_neg()?)?;
        }
        Some(())
    }

    /// The flows of every account that moved, or in which something stands. `balances`: what stands in each at the end. `None` where
    /// a sum does not fit.
    pub fn flows(&self, balances: &BTreeMap<Account, Paise>) -> Option<Vec<Flow>> {
        let mut all: BTreeMap<String, (i64, Moved)> = BTreeMap::new();
        let name = |account: &Account| {
            if matches!(account, Account::Customer(_)) { CUSTOMERS.to_owned() } else { account.to_string() }
        };
        for (account, paise) in balances.iter().filter(|(_, paise)| **paise != Paise::ZERO) {
            let closing = &mut all.entry(name(account)).or_default().0;
            *closing = closing.checked_add(paise.get())?;
        }
        for (account, causes) in &self.0 {
            let lines = &mut all.entry(name(account)).or_default().1;
            for (cause, (into, out)) in causes {
                let line = lines.entry(*cause).or_default();
                *line = (line.0.checked_add(*into)?, line.1.checked_add(*out)?);
            }
        }
        let flow = |(account, (closing, lines)): (String, (i64, Moved))| {
            let net = lines.values().try_fold(0_i64, |net, (into, out)| net.checked_add(*into)?.checked_sub(*out))?;
            let line = |(cause, (into, out)): (Cause, (i64, i64))| FlowLine {
                cause,
                in_paise: Paise::new(into),
                out_paise: Paise::new(out),
            };
            Some(Flow {
                account,
                opening_paise: Paise::new(closing.checked_sub(net)?),
                lines: lines.into_iter().map(line).collect(),
                closing_paise: Paise::new(closing),
            })
        };
        all.into_iter().map(flow).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paise(amount: i64) -> Paise {
        Paise::new(amount)
    }

    #[test]
    fn what_moved_is_told_by_its_cause_and_customers_are_one() {
        let wallet = || Account::Wallet("inspay".to_owned());
        let mut tally = Tally::default();
        let sale = [(Account::Customer(1), paise(100)), (wallet(), paise(-98)), (Account::Commission, paise(-2))];
        tally.add(None, &sale).unwrap();
        tally.add(None, &[(Account::Customer(2), paise(50)), (wallet(), paise(-50))]).unwrap();
        tally.add(None, &[(wallet(), paise(500)), (Account::Bank, paise(-500))]).unwrap();
        tally
            .add(Some(VoucherKind::UdhaarPaid), &[(Account::Cash, paise(70)), (Account::Customer(1), paise(-70))])
            .unwrap();
        let balances = BTreeMap::from([
            (Account::Customer(1), paise(30)),
            (Account::Customer(2), paise(60)),
            (wallet(), paise(1_352)),
            (Account::Cash, paise(70)),
            (Account::Bank, paise(-500)),
            (Account::Commission, paise(-2)),
            (Account::Lost, Paise::ZERO),
        ]);
        let flows = tally.flows(&balances).unwrap();
        let of = |account: &str| flows.iter().find(|flow| flow.account == account).unwrap();
        let customers = of(CUSTOMERS);
        assert_eq!((customers.opening_paise, customers.closing_paise), (paise(10), paise(90)));
        let line = |cause, into, out| FlowLine { cause, in_paise: paise(into), out_paise: paise(out) };
        let paid = Cause::Voucher(VoucherKind::UdhaarPaid);
        assert_eq!(customers.lines, [line(Cause::Sales, 150, 0), line(paid, 0, 70)]);
        let loaded = Cause::Voucher(VoucherKind::WalletLoaded);
        assert_eq!(of("wallet:inspay").lines, [line(Cause::Sales, 0, 148), line(loaded, 500, 0)]);
        assert_eq!(of("wallet:inspay").opening_paise, paise(1_000));
        assert!(flows.iter().all(|flow| flow.account != "lost"), "nothing moved and nothing stands there");
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
