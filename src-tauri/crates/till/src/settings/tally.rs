//! What the shop's accounts are called in Tally.

use domain::Account;
use serde::{Deserialize, Serialize};
use sheets::write::tally::{NAME_MAX, TallyLedger, ledger_name};

use crate::Problem;
use crate::problem::field::TallyFault;

/// Where the name of a company or of a customer goes.
const WHOSE: &str = "{name}";

/// Every kind of account, as the books write it, with the ledger that an accountant would open for it.
const LEDGERS: [(&str, &str, &str); 14] = [
    ("cash", "Cash", "Cash-in-hand"),
    ("upi", "UPI Collections", "Bank Accounts"),
    ("bank", "Bank", "Bank Accounts"),
    ("wallet", "{name} Wallet", "Loans & Advances (Asset)"),
    ("credit", "{name} Distributor", "Sundry Creditors"),
    ("commission", "Recharge Commission", "Indirect Incomes"),
    ("charges", "Service Charges", "Indirect Incomes"),
    ("customer", "Udhaar Customers", "Sundry Debtors"),
    ("owed", "Money Owed to Customers", "Current Liabilities"),
    ("lost", "Recharge Losses", "Indirect Expenses"),
    ("over_short", "Cash Over and Short", "Indirect Expenses"),
    ("owner", "Owner's Capital", "Capital Account"),
    ("spent", "Shop Expenses", "Indirect Expenses"),
    ("tds", "TDS Receivable {name}", "Loans & Advances (Asset)"),
];

/// The groups that every company in Tally has.
const GROUPS: [&str; 28] = [
    "Bank Accounts",
    "Bank OD A/c",
    "Branch / Divisions",
    "Capital Account",
    "Cash-in-hand",
    "Current Assets",
    "Current Liabilities",
    "Deposits (Asset)",
    "Direct Expenses",
    "Direct Incomes",
    "Duties & Taxes",
    "Fixed Assets",
    "Indirect Expenses",
    "Indirect Incomes",
    "Investments",
    "Loans & Advances (Asset)",
    "Loans (Liability)",
    "Misc. Expenses (ASSET)",
    "Provisions",
    "Purchase Accounts",
    "Reserves & Surplus",
    "Sales Accounts",
    "Secured Loans",
    "Stock-in-hand",
    "Sundry Creditors",
    "Sundry Debtors",
    "Suspense A/c",
    "Unsecured Loans",
];

/// The group of what has no ledger.
const UNKNOWN: &str = "Suspense A/c";

/// Groups whose ledgers Tally takes for cash or bank.
const MONEY: [&str; 3] = ["Cash-in-hand", "Bank Accounts", "Bank OD A/c"];

/// The ledger of a kind of account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct TallyName {
    /// The kind of account, as the books write it: `wallet`.
    pub account: String,
    /// The ledger. `{name}` in it: the company or the customer.
    pub name: String,
    /// The group that it stands under.
    pub group: String,
}

/// What the shop's accounts are called in Tally, and how its vouchers are made.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct TallyNames {
    /// A voucher for each row of the journal, and not one a day for each kind.
    pub each_row: bool,
    /// A ledger for each kind of account.
    pub ledgers: Vec<TallyName>,
}

/// The form, with what can be chosen in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct TallyForm {
    /// What is set.
    pub names: TallyNames,
    /// The groups that every company in Tally has.
    pub groups: Vec<String>,
}

/// Whether Tally takes the ledgers of a group for cash or bank.
pub(crate) fn is_money(group: &str) -> bool {
    MONEY.contains(&group)
}

impl TallyName {
    /// What Tally would not take of it. `before`: the ledgers above it, since one ledger stands under one group.
    fn fault(&self, before: &[&TallyName]) -> Option<TallyFault> {
        let of_others = before.iter().find(|other| other.name.eq_ignore_ascii_case(&self.name));
        if ledger_name(&self.name.replace(WHOSE, "")).is_empty() && self.name != WHOSE {
            Some(TallyFault::Missing)
        } else if self.name.chars().count() > NAME_MAX / 2 {
            Some(TallyFault::TooLong)
        } else if !GROUPS.contains(&self.group.as_str()) {
            Some(TallyFault::GroupUnknown)
        } else if of_others.is_some_and(|other| other.group != self.group) {
            Some(TallyFault::OtherGroup)
        } else {
            None
        }
    }
}

impl TallyNames {
    /// With every kind of account: those that were never named have their usual ledger.
    pub(crate) fn whole(&self) -> TallyNames {
        let ledger = |(account, name, group): (&str, &str, &str)| {
            let known = self.ledgers.iter().find(|known| known.account == account).cloned();
            known.unwrap_or_else(|| TallyName { account: account.into(), name: name.into(), group: group.into() })
        };
        TallyNames { each_row: self.each_row, ledgers: LEDGERS.into_iter().map(ledger).collect() }
    }

    /// The form.
    pub(crate) fn form(&self) -> TallyForm {
        TallyForm { names: self.whole(), groups: GROUPS.map(str::to_owned).into() }
    }

    /// What was typed, or everything that is wrong with it.
    pub(crate) fn checked(&self) -> Result<TallyNames, Vec<Problem>> {
        let mut whole = self.whole();
        for typed in &mut whole.ledgers {
            typed.name = domain::typed_line(&typed.name);
        }
        let (mut before, mut problems) = (Vec::new(), Vec::new());
        for typed in &whole.ledgers {
            let fault = typed.fault(&before);
            problems.extend(fault.map(|fault| Problem::Tally { account: typed.account.clone(), fault }));
            before.push(typed);
        }
        if problems.is_empty() { Ok(whole) } else { Err(problems) }
    }

    /// The ledger of an account; `whose`: the name of the company or of the customer.
    pub(crate) fn ledger_of(&self, account: &Account, whose: &str) -> TallyLedger {
        let word = account.to_string();
        let kind = word.split(':').next().unwrap_or_default();
        let named = self.ledgers.iter().find(|known| known.account == kind);
        let (name, parent) = named.map_or((kind, UNKNOWN), |known| (known.name.as_str(), known.group.as_str()));
        let name = ledger_name(&name.replace(WHOSE, whose));
        TallyLedger { name: if name.is_empty() { word } else { name }, parent: parent.to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The kind that follows one. Whoever makes a new kind of account has to give it a place here.
    fn next(account: &Account) -> Option<Account> {
        Some(match account {
            Account::Cash => Account::Upi,
            Account::Upi => Account::Bank,
            Account::Bank => Account::Wallet("pay2all".into()),
            Account::Wallet(_) => Account::Credit("pay2all".into()),
            Account::Credit(_) => Account::Commission,
            Account::Commission => Account::Charges,
            Account::Charges => Account::Customer(7),
            Account::Customer(_) => Account::Owed,
            Account::Owed => Account::Lost,
            Account::Lost => Account::OverShort,
            Account::OverShort => Account::Owner,
            Account::Owner => Account::Spent,
            Account::Spent => Account::Tds("pay2all".into()),
            Account::Tds(_) => return None,
        })
    }

    #[test]
    fn every_kind_of_account_has_a_ledger_of_its_own_under_a_group_of_tally() {
        let names = TallyNames::default().checked().unwrap();
        let kinds: Vec<Account> = std::iter::successors(Some(Account::Cash), next).collect();
        assert_eq!(kinds.len(), LEDGERS.len(), "no ledger is without a kind");
        for (account, (_, name, group)) in kinds.iter().zip(LEDGERS) {
            let ledger = names.ledger_of(account, "Pay2All");
            assert_eq!((ledger.name, ledger.parent.as_str()), (name.replace(WHOSE, "Pay2All"), group), "{account}");
            assert!(GROUPS.contains(&group) && group != UNKNOWN, "{account}");
        }
        for (account, wanted) in [
            (Account::Cash, "Cash"),
            (Account::Wallet("pay2all".into()), "Pay2All Wallet"),
            (Account::Tds("pay2all".into()), "TDS Receivable Pay2All"),
            (Account::Customer(7), "Udhaar Customers"),
            (Account::Owed, "Money Owed to Customers"),
        ] {
            assert_eq!(names.ledger_of(&account, "Pay2All").name, wanted);
        }
    }

    #[test]
    fn what_tally_would_not_take_is_told_by_its_account() {
        let named = |account: &str, name: &str, group: &str| TallyName {
            account: account.into(),
            name: name.into(),
            group: group.into(),
        };
        let ledgers = vec![
            named("cash", " ", "Cash-in-hand"),
            named("upi", "Bank", "Bank Accounts"),
            named("bank", "bank", "Cash-in-hand"),
            named("wallet", "{name}", "No such group"),
            named("lost", &"x".repeat(60), "Indirect Expenses"),
            named("strange", "", ""),
        ];
        let problems = TallyNames { each_row: true, ledgers }.checked().unwrap_err();
        let told = |account: &str, fault| Problem::Tally { account: account.into(), fault };
        let wanted = vec![
            told("cash", TallyFault::Missing),
            told("bank", TallyFault::OtherGroup),
            told("wallet", TallyFault::GroupUnknown),
            told("lost", TallyFault::TooLong),
        ];
        assert_eq!(problems, wanted);
    }
}
