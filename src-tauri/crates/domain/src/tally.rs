//! The sums of a shift: what moved each account between two rows of the journal, by its cause.

use std::collections::BTreeMap;

use crate::{Account, CUSTOMERS, Cause, Entry, Flow, FlowLine, Paise, VoucherKind};

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
    /// Adds the entries of one row. `told`: their cause, where the row tells it itself; of every other row of a sale, account and
    /// direction tell it. `None` where a sum does not fit.
    pub fn add(&mut self, told: Option<Cause>, entries: &[Entry]) -> Option<()> {
        // A load that is watched at the desk moves the bank; no other sale does.
        let is_load = entries.iter().any(|(account, _)| *account == Account::Bank);
        for (account, amount) in entries {
            let cause = told.unwrap_or_else(|| cause_in_sale(account, *amount, is_load));
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
            .add(
                Some(Cause::Voucher(VoucherKind::UdhaarPaid)),
                &[(Account::Cash, paise(70)), (Account::Customer(1), paise(-70))],
            )
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
}
