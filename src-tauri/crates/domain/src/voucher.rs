//! Money that is no sale: a voucher moves an amount from one account to another.

use serde::{Deserialize, Serialize};

use crate::{Account, Paise};

/// What a voucher is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum VoucherKind {
    /// A wallet was loaded: from the bank, from UPI, from the drawer, or on a distributor's credit.
    WalletLoaded,
    /// A distributor's credit was paid.
    CreditPaid,
    /// Cash was put into the drawer.
    CashIn,
    /// Cash was taken out of the drawer for an expense.
    CashOut,
    /// Cash was taken to the bank.
    Banked,
    /// UPI money arrived in the bank.
    UpiSettled,
    /// A customer paid udhaar.
    UdhaarPaid,
    /// A customer's credit was given back.
    CreditBack,
    /// The owner drew money out.
    Drawn,
    /// A payer of commission kept tax back.
    TdsKept,
    /// A customer paid after all for a sale that the shop had given up as lost.
    Collected,
    /// What an account held before the books began.
    Opening,
    /// What was counted beyond what the books had, or less.
    Difference,
    /// A mistake is mended, with a reason.
    Correction,
}

impl VoucherKind {
    /// Every kind.
    pub const ALL: [VoucherKind; 14] = [
        VoucherKind::WalletLoaded,
        VoucherKind::CreditPaid,
        VoucherKind::CashIn,
        VoucherKind::CashOut,
        VoucherKind::Banked,
        VoucherKind::UpiSettled,
        VoucherKind::UdhaarPaid,
        VoucherKind::CreditBack,
        VoucherKind::Drawn,
        VoucherKind::TdsKept,
        VoucherKind::Collected,
        VoucherKind::Opening,
        VoucherKind::Difference,
        VoucherKind::Correction,
    ];

    /// Whether money of this kind goes from the one account to the other.
    pub fn allows(self, from: &Account, to: &Account) -> bool {
        use Account as A;
        let is_shops = |account: &A| matches!(account, A::Cash | A::Upi | A::Bank);
        match self {
            VoucherKind::WalletLoaded => match (from, to) {
                (A::Credit(lender), A::Wallet(slug)) => lender == slug,
                (from, A::Wallet(_)) => is_shops(from),
                _ => false,
            },
            VoucherKind::CreditPaid => is_shops(from) && matches!(to, A::Credit(_)),
            VoucherKind::CashIn => (from, to) == (&A::Owner, &A::Cash),
            VoucherKind::CashOut => (from, to) == (&A::Cash, &A::Spent),
            VoucherKind::Banked => (from, to) == (&A::Cash, &A::Bank),
            VoucherKind::UpiSettled => (from, to) == (&A::Upi, &A::Bank),
            VoucherKind::UdhaarPaid => matches!((from, to), (A::Customer(_), A::Cash | A::Upi)),
            VoucherKind::CreditBack => matches!((from, to), (A::Cash | A::Upi, A::Customer(_))),
            VoucherKind::Drawn => is_shops(from) && *to == A::Owner,
            VoucherKind::TdsKept => match (from, to) {
                (A::Wallet(slug), A::Tds(payer)) => slug == payer,
                _ => false,
            },
            VoucherKind::Collected => *from == A::Lost && matches!(to, A::Cash | A::Upi),
            VoucherKind::Opening => *from == A::Owner && *to != A::Owner,
            // Between two accounts that are one money: the drawer is counted, a wallet is read.
            VoucherKind::Difference => *from == A::OverShort && *to != A::OverShort,
            VoucherKind::Correction => from != to,
        }
    }

    /// Whether the amount may be below nothing: what was found may be less than what was thought.
    pub fn may_be_negative(self) -> bool {
        matches!(self, VoucherKind::Opening | VoucherKind::Difference)
    }

    /// Whether a reason must be written down.
    pub fn needs_reason(self) -> bool {
        matches!(self, VoucherKind::CashIn | VoucherKind::CashOut | VoucherKind::Correction)
    }
}

/// A voucher.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voucher {
    /// What it is for.
    pub kind: VoucherKind,
    /// The account that has less afterwards.
    pub from: Account,
    /// The account that has more afterwards.
    pub to: Account,
    /// How much; below nothing only where the kind allows it, and never nothing.
    pub amount: Paise,
    /// Who wrote it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// Why, in the person's own words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// A reference: the bank's, the company's.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reference: String,
}

/// What is wrong with a voucher.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VoucherFault {
    /// Nothing, or less where that cannot be.
    #[error("the amount cannot be")]
    Amount,
    /// Money of this kind does not go between these accounts.
    #[error("the accounts do not fit")]
    Accounts,
    /// A reason must be written down.
    #[error("there is no reason")]
    Reason,
}

impl Voucher {
    /// Says what is wrong with it.
    pub fn check(&self) -> Result<(), VoucherFault> {
        let is_amount_fit = self.amount > Paise::ZERO || (self.amount < Paise::ZERO && self.kind.may_be_negative());
        if !is_amount_fit || self.amount.checked_neg().is_none() {
            return Err(VoucherFault::Amount);
        }
        if !self.kind.allows(&self.from, &self.to) {
            return Err(VoucherFault::Accounts);
        }
        if self.kind.needs_reason() && self.reason.trim().is_empty() {
            return Err(VoucherFault::Reason);
        }
        Ok(())
    }

    /// Its entries; `None` where the amount has no opposite.
    pub fn entries(&self) -> Option<Vec<(Account, Paise)>> {
        Some(vec![(self.to.clone(), self.amount), (self.from.clone(), self.amount.checked_neg()?)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn voucher(kind: VoucherKind, from: Account, to: Account, paise: i64) -> Voucher {
        let amount = Paise::new(paise);
        Voucher { kind, from, to, amount, by: String::new(), reason: String::new(), reference: String::new() }
    }

    #[test]
    fn a_voucher_goes_between_the_accounts_of_its_kind() {
        let wallet = || Account::Wallet("inspay".to_owned());
        let load = |from, to| voucher(VoucherKind::WalletLoaded, from, to, 100).check();
        assert_eq!(load(Account::Bank, wallet()), Ok(()));
        assert_eq!(load(Account::Credit("inspay".to_owned()), wallet()), Ok(()));
        assert_eq!(load(Account::Credit("paygrt".to_owned()), wallet()), Err(VoucherFault::Accounts));
        assert_eq!(load(wallet(), Account::Bank), Err(VoucherFault::Accounts));
        let paid = |from, to| voucher(VoucherKind::UdhaarPaid, from, to, 100).check();
        assert_eq!(paid(Account::Customer(1), Account::Cash), Ok(()));
        assert_eq!(paid(Account::Cash, Account::Customer(1)), Err(VoucherFault::Accounts));
        let back = |from, to| voucher(VoucherKind::CreditBack, from, to, 100).check();
        assert_eq!(back(Account::Cash, Account::Customer(1)), Ok(()));
        assert_eq!(back(Account::Bank, Account::Customer(1)), Err(VoucherFault::Accounts));
    }

    #[test]
    fn amounts_and_reasons_are_asked_for() {
        let out = voucher(VoucherKind::CashOut, Account::Cash, Account::Spent, 100);
        assert_eq!(out.check(), Err(VoucherFault::Reason));
        assert_eq!(Voucher { reason: "tea".to_owned(), ..out.clone() }.check(), Ok(()));
        for paise in [0, -1, i64::MIN] {
            let bad = Voucher { amount: Paise::new(paise), reason: "tea".to_owned(), ..out.clone() };
            assert_eq!(bad.check(), Err(VoucherFault::Amount), "{paise}");
        }
        let short = voucher(VoucherKind::Difference, Account::OverShort, Account::Cash, -100);
        assert_eq!(short.check(), Ok(()));
    }

    #[test]
    fn every_kind_goes_between_some_accounts_and_its_entries_sum_to_zero() {
        let slug = || "inspay".to_owned();
        let accounts = [
            Account::Cash,
            Account::Upi,
            Account::Bank,
            Account::Wallet(slug()),
            Account::Credit(slug()),
            Account::Customer(1),
            Account::Lost,
            Account::Owner,
            Account::OverShort,
            Account::Spent,
            Account::Tds(slug()),
        ];
        for kind in VoucherKind::ALL {
            let pairs = accounts.iter().flat_map(|from| accounts.iter().map(move |to| (from, to)));
            let mut allowed = pairs.filter(|(from, to)| kind.allows(from, to)).peekable();
            assert!(allowed.peek().is_some(), "{kind:?}");
            for (from, to) in allowed {
                let entries = voucher(kind, from.clone(), to.clone(), 700).entries().unwrap();
                assert_eq!(entries.iter().map(|(_, paise)| paise.get()).sum::<i64>(), 0);
            }
        }
    }
}
