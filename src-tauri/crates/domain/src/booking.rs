//! The entries that a sale makes in the accounts. Pure, so that a test can prove for any sequence of events that they sum
//! to zero.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::flaw::{self, Flaw};
use crate::{Account, Paise};

/// How the customer pays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Payment {
    /// Cash, into the drawer.
    #[default]
    Cash,
    /// To the shop's UPI address.
    Upi,
    /// Later: it is written to the customer's account.
    Udhaar,
}

impl Payment {
    /// Every way, with the word the database uses for it.
    pub const ALL: [(Payment, &'static str); 3] =
        [(Payment::Cash, "cash"), (Payment::Upi, "upi"), (Payment::Udhaar, "udhaar")];

    /// The word for it in the database.
    pub fn as_str(self) -> &'static str {
        Payment::ALL.iter().find(|(payment, _)| *payment == self).map_or("", |(_, word)| word)
    }

    /// The way of that word.
    pub fn parse(word: &str) -> Option<Payment> {
        Payment::ALL.iter().find(|(_, known)| *known == word).map(|(payment, _)| *payment)
    }
}

/// One side of an entry: an account, and by how much its debit grows.
pub type Entry = (Account, Paise);

/// The facts of a sale that decide its entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Priced {
    /// The provider's slug.
    pub provider: String,
    /// The amount that the provider is asked to pay out.
    pub amount: Paise,
    /// The shop's charge beside it.
    pub charge: Paise,
    /// The shop's earnings on the amount. At the services desk they may be a loss.
    pub earned: Paise,
    /// How the customer pays.
    pub payment: Payment,
    /// The customer, where one is known.
    pub customer: Option<i64>,
}

impl Priced {
    /// All that the customer pays. `None` if it does not fit.
    pub fn total(&self) -> Option<Paise> {
        self.amount.checked_add(self.charge)
    }

    /// Where the customer's money goes.
    pub fn paid_into(&self) -> Account {
        match (self.payment, self.customer) {
            (Payment::Udhaar, Some(customer)) => Account::Customer(customer),
            (Payment::Upi, _) => Account::Upi,
            // Udhaar of nobody cannot be begun; a row that says so is taken for cash.
            (Payment::Cash | Payment::Udhaar, _) => Account::Cash,
        }
    }
}

/// The sums booked of one sale so far, by account.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SaleAccounts(BTreeMap<Account, Paise>);

impl SaleAccounts {
    /// Adds entries; `None` where a sum does not fit.
    pub fn add(&mut self, entries: impl IntoIterator<Item = Entry>) -> Option<()> {
        for (account, amount) in entries {
            let sum = self.0.entry(account).or_default();
            *sum = sum.checked_add(amount)?;
        }
        Some(())
    }

    /// The sum in an account.
    pub fn of(&self, account: &Account) -> Paise {
        self.0.get(account).copied().unwrap_or_default()
    }

    /// The money that was taken from the customer and still belongs to them. Zero or more.
    pub fn owed(&self) -> Option<Paise> {
        self.of(&Account::Owed).checked_neg()
    }
}

/// When an event happens. The customer's money depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// The customer stands at the counter, or waits for it to be done.
    InTime,
    /// The sale had ended otherwise before.
    Late,
}

/// The sale begins to wait. The customer's money is taken, and is still theirs. Udhaar takes nothing yet. `None` if a sum
/// does not fit.
pub fn on_waiting(sale: &Priced, booked: &SaleAccounts) -> Option<Vec<Entry>> {
    let is_taken = booked.owed()? > Paise::ZERO;
    if is_taken || sale.payment == Payment::Udhaar {
        return Some(Vec::new());
    }
    let total = sale.total()?;
    Some(vec![(sale.paid_into(), total), (Account::Owed, total.checked_neg()?)])
}

/// The sale is done. The wallet pays the amount less the earnings. The customer pays amount and charge; money that was
/// taken while the sale waited is used first. If that money went back before, the shop has lost it until somebody collects
/// it.
pub fn on_success(sale: &Priced, booked: &SaleAccounts, moment: Moment) -> Option<Vec<Entry>> {
    let total = sale.total()?;
    let cost = sale.amount.checked_sub(sale.earned)?;
    let used = booked.owed()?.clamp(Paise::ZERO, total.max(Paise::ZERO));
    let into = match (moment, sale.payment) {
        (Moment::Late, Payment::Cash | Payment::Upi) => Account::Lost,
        (Moment::InTime, _) | (Moment::Late, Payment::Udhaar) => sale.paid_into(),
    };
    Some(vec![
        (Account::Owed, used),
        (into, total.checked_sub(used)?),
        (Account::Wallet(sale.provider.clone()), cost.checked_neg()?),
        (Account::Commission, sale.earned.checked_neg()?),
        (
            if flaw::is_on(Flaw::ChargeIsCommission) { Account::Commission } else { Account::Charges },
            sale.charge.checked_neg()?,
        ),
    ])
}

/// The money that was taken goes back as it came. No entries if none was taken.
pub fn on_giving_back(sale: &Priced, booked: &SaleAccounts) -> Option<Vec<Entry>> {
    let owed = booked.owed()?;
    if owed <= Paise::ZERO {
        return Some(Vec::new());
    }
    Some(vec![(Account::Owed, owed), (sale.paid_into(), owed.checked_neg()?)])
}

/// A success is undone. Wallet, commission and charge go back, and the customer's money is theirs again. Udhaar took no
/// money, so the customer owes so much less.
pub fn on_undoing(booked: &SaleAccounts) -> Option<Vec<Entry>> {
    let mut entries = Vec::new();
    let mut back = Paise::ZERO;
    for (account, amount) in booked.0.iter().filter(|(account, _)| !account.is_customers_side()) {
        let opposite = amount.checked_neg()?;
        back = back.checked_add(opposite)?;
        entries.push((account.clone(), opposite));
    }
    // First goes money that was never paid or already lost. The rest is the customer's.
    let unpaid = booked.0.iter().filter(|(account, _)| matches!(account, Account::Customer(_) | Account::Lost));
    for (account, amount) in unpaid {
        let part = (*amount).clamp(Paise::ZERO, back.max(Paise::ZERO));
        back = back.checked_sub(part)?;
        entries.push((account.clone(), part.checked_neg()?));
    }
    entries.push((Account::Owed, back.checked_neg()?));
    Some(entries)
}

/// A load of the wallet. The money paid leaves the bank.
pub fn on_load(provider: &str, paid: Paise) -> Option<Vec<Entry>> {
    Some(vec![(Account::Wallet(provider.to_owned()), paid), (Account::Bank, paid.checked_neg()?)])
}

/// The opposite of all that was booked.
pub fn opposite(booked: &SaleAccounts) -> Option<Vec<Entry>> {
    booked.0.iter().map(|(account, amount)| Some((account.clone(), amount.checked_neg()?))).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[derive(Debug, Clone, Copy)]
    enum Happens {
        Waits,
        Succeeds(bool),
        GivenBack,
        Undone,
    }

    fn happens() -> impl Strategy<Value = Happens> {
        prop_oneof![
            Just(Happens::Waits),
            any::<bool>().prop_map(Happens::Succeeds),
            Just(Happens::GivenBack),
            Just(Happens::Undone),
        ]
    }

    fn sale(payment: Payment, amount: i64, charge: i64, earned: i64) -> Priced {
        let (amount, charge, earned) = (Paise::new(amount), Paise::new(charge), Paise::new(earned));
        Priced { provider: "inspay".to_owned(), amount, charge, earned, payment, customer: Some(3) }
    }

    fn entries(sale: &Priced, booked: &SaleAccounts, is_done: bool, happens: Happens) -> Option<Vec<Entry>> {
        match happens {
            Happens::Waits if !is_done => on_waiting(sale, booked),
            Happens::Succeeds(late) if !is_done => {
                on_success(sale, booked, if late { Moment::Late } else { Moment::InTime })
            }
            Happens::GivenBack if !is_done => on_giving_back(sale, booked),
            Happens::Undone if is_done => on_undoing(booked),
            Happens::Waits | Happens::Succeeds(_) | Happens::GivenBack | Happens::Undone => Some(Vec::new()),
        }
    }

    proptest! {
        #[test]
        fn whatever_happens_the_entries_sum_to_zero_and_the_sale_is_paid_once(
            payment in prop_oneof![Just(Payment::Cash), Just(Payment::Upi), Just(Payment::Udhaar)],
            amount in 0..10_000_000_i64, charge in 0..10_000_i64, earned in -5_000..10_000_i64,
            story in proptest::collection::vec(happens(), 0..12),
        ) {
            let sale = sale(payment, amount, charge, earned);
            let total = amount + charge;
            let mut booked = SaleAccounts::default();
            let mut is_done = false;
            for event in story {
                let entries = entries(&sale, &booked, is_done, event).unwrap();
                prop_assert_eq!(entries.iter().map(|(_, paise)| paise.get()).sum::<i64>(), 0);
                booked.add(entries).unwrap();
                is_done = match event {
                    Happens::Succeeds(_) => true,
                    Happens::Undone => false,
                    Happens::Waits | Happens::GivenBack => is_done,
                };
                let of = |account: Account| booked.of(&account).get();
                let wallet = of(Account::Wallet("inspay".to_owned()));
                prop_assert_eq!(wallet, if is_done { earned - amount } else { 0 });
                prop_assert_eq!(of(Account::Commission), if is_done { -earned } else { 0 });
                prop_assert_eq!(of(Account::Charges), if is_done { -charge } else { 0 });
                // The customer has paid once, owes it, or the shop has lost it; never more than one of them.
                let paid = of(Account::Cash) + of(Account::Upi);
                prop_assert!((0..=total).contains(&paid), "{paid} of {total}");
                prop_assert_eq!(paid + of(Account::Customer(3)) + of(Account::Lost) + of(Account::Owed), if is_done { total } else { 0 });
                if is_done {
                    prop_assert_eq!(of(Account::Owed), 0);
                } else {
                    prop_assert_eq!(of(Account::Owed), -paid);
                    prop_assert_eq!(of(Account::Lost), 0);
                    prop_assert_eq!(of(Account::Customer(3)), 0);
                }
            }
        }
    }

    #[test]
    fn money_that_was_given_back_is_lost_when_the_sale_turns_out_done() {
        let sale = sale(Payment::Cash, 29_900, 500, 598);
        let mut booked = SaleAccounts::default();
        let mut book = |step: &dyn Fn(&SaleAccounts) -> Option<Vec<Entry>>| {
            let entries = step(&booked).unwrap();
            booked.add(entries).unwrap();
            booked.clone()
        };
        assert_eq!(book(&|booked| on_waiting(&sale, booked)).of(&Account::Cash), Paise::new(30_400));
        assert_eq!(book(&|booked| on_giving_back(&sale, booked)).of(&Account::Cash), Paise::ZERO);
        let done = book(&|booked| on_success(&sale, booked, Moment::Late));
        assert_eq!((done.of(&Account::Lost), done.of(&Account::Cash)), (Paise::new(30_400), Paise::ZERO));
        let undone = book(&on_undoing);
        assert_eq!((undone.of(&Account::Lost), undone.owed()), (Paise::ZERO, Some(Paise::ZERO)));
    }

    #[test]
    fn words_are_read_as_they_are_written() {
        for (payment, word) in Payment::ALL {
            assert_eq!((payment.as_str(), Payment::parse(word)), (word, Some(payment)));
            assert_eq!(serde_json::to_value(payment).unwrap(), word);
        }
    }
}
