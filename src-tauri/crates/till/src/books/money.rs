//! What the shop has: the drawer, UPI, the bank and the wallets, and what stands with others.

use std::collections::BTreeMap;

use domain::{Account, Paise};
use ledger::LedgerError;
use serde::Serialize;
use specta_typescript::Number;

use crate::{About, Problem, Till};

/// One account as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct AccountView {
    /// As the books write it: `cash`, `wallet:` and the provider's slug.
    pub account: String,
    /// What stands in it; what is owed to others and what was earned is below nothing.
    #[specta(type = Number)]
    pub paise: i64,
    /// What came into it on this business day.
    #[specta(type = Number)]
    pub in_paise: i64,
    #[specta(type = Number)]
    pub out_paise: i64,
}

/// A wallet in the books, beside what the company says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct WalletBook {
    pub provider: String,
    pub book: AccountView,
    /// What the company said last; `None` while its wallet was never read.
    #[specta(type = Option<Number>)]
    pub reading_paise: Option<i64>,
    #[specta(type = Option<Number>)]
    pub read_at_ms: Option<i64>,
    /// By how much the company's figure is above what the books expect: what moved its wallet since the reading is added, as at the
    /// close.
    #[specta(type = Option<Number>)]
    pub differs_paise: Option<i64>,
    /// The cost of sales that wait: the company may have taken it already.
    #[specta(type = Number)]
    pub waiting_paise: i64,
    /// What a distributor lent for it and was not paid yet.
    #[specta(type = Number)]
    pub credit_paise: i64,
    /// False: no sale goes through it now.
    pub is_connected: bool,
}

/// Everything the shop has, and what stands with others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct MoneyBook {
    /// The business day, `2026-11-20`.
    pub day: String,
    /// Drawer, UPI and bank.
    pub own: Vec<AccountView>,
    pub wallets: Vec<WalletBook>,
    /// Drawer, UPI, bank and wallets together.
    #[specta(type = Number)]
    pub total_paise: i64,
    /// What customers owe.
    #[specta(type = Number)]
    pub udhaar_paise: i64,
    /// What customers paid ahead.
    #[specta(type = Number)]
    pub advance_paise: i64,
    /// What was taken for sales that are not done.
    #[specta(type = Number)]
    pub owed_paise: i64,
    /// All other accounts that ever moved: what was earned, spent, lost, drawn, lent.
    pub others: Vec<AccountView>,
    /// The accounts of which nobody said what was in them before the books began: of drawer and connected wallets.
    pub unopened: Vec<String>,
}

/// The balances of the books, by account.
struct Standing {
    balances: BTreeMap<Account, Paise>,
    day: String,
}

impl Standing {
    fn of(&self, account: &Account) -> Paise {
        self.balances.get(account).copied().unwrap_or_default()
    }

    fn sum(&self, of: impl Fn(&Account, Paise) -> Option<Paise>) -> Result<Paise, Problem> {
        let parts = self.balances.iter().filter_map(|(account, paise)| of(account, *paise));
        parts.into_iter().try_fold(Paise::ZERO, Paise::checked_add).ok_or(Problem::AmountTooLarge)
    }
}

fn is_own(account: &Account) -> bool {
    matches!(account, Account::Cash | Account::Upi | Account::Bank)
}

impl Till {
    fn account_view(&self, standing: &Standing, account: &Account) -> Result<AccountView, LedgerError> {
        let today = self.ledger.movement(account, &standing.day)?;
        Ok(AccountView {
            account: account.to_string(),
            paise: standing.of(account).get(),
            in_paise: today.into.get(),
            out_paise: today.out.get(),
        })
    }

    fn wallet_book(&self, standing: &Standing, slug: &str) -> Result<WalletBook, Problem> {
        let account = Account::Wallet(slug.to_owned());
        let told = self.ledger.wallet_told(slug)?;
        Ok(WalletBook {
            provider: slug.to_owned(),
            book: self.account_view(standing, &account)?,
            reading_paise: told.as_ref().map(|told| told.reported_paise.get()),
            read_at_ms: told.as_ref().map(|told| told.read_at_ms),
            differs_paise: told.as_ref().map(|told| told.differs_paise.get()),
            waiting_paise: self.ledger.waiting_cost(slug)?.get(),
            credit_paise: -standing.of(&Account::Credit(slug.to_owned())).get(),
            is_connected: self.connection(slug).is_some(),
        })
    }

    /// What the shop has. Wallets of companies that are not connected any more stay as long as something stands in them.
    pub fn money_book(&self) -> Result<MoneyBook, Problem> {
        let day = self.ledger.business_day(self.clock.now_ms())?;
        let standing = Standing { balances: self.ledger.balances()?, day };
        let mut slugs: Vec<String> = self.connections().iter().map(|connection| connection.slug().to_owned()).collect();
        let opening = slugs.iter().cloned().map(Account::Wallet);
        let unopened = self.ledger.unopened([Account::Cash].into_iter().chain(opening).collect())?;
        for (account, paise) in &standing.balances {
            if let Account::Wallet(slug) | Account::Credit(slug) = account
                && *paise != Paise::ZERO
                && !slugs.contains(slug)
            {
                slugs.push(slug.clone());
            }
        }
        let wallets = slugs.iter().map(|slug| self.wallet_book(&standing, slug)).collect::<Result<_, _>>()?;
        let own = [Account::Cash, Account::Upi, Account::Bank];
        let own = own.iter().map(|account| self.account_view(&standing, account)).collect::<Result<_, _>>()?;
        let customers = |is: fn(Paise) -> bool| {
            move |account: &Account, paise| matches!(account, Account::Customer(_) if is(paise)).then_some(paise)
        };
        let udhaar = standing.sum(customers(|paise| paise > Paise::ZERO))?;
        let advance = standing.sum(customers(|paise| paise < Paise::ZERO))?;
        let is_told_above = |account: &Account| {
            is_own(account) || matches!(account, Account::Wallet(_) | Account::Customer(_) | Account::Owed)
        };
        let others = standing.balances.keys().filter(|account| !is_told_above(account));
        let others = others.map(|account| self.account_view(&standing, account)).collect::<Result<_, _>>()?;
        let is_shops =
            |account: &Account, paise| (is_own(account) || matches!(account, Account::Wallet(_))).then_some(paise);
        Ok(MoneyBook {
            own,
            wallets,
            total_paise: standing.sum(is_shops)?.get(),
            udhaar_paise: udhaar.get(),
            advance_paise: -advance.get(),
            owed_paise: -standing.of(&Account::Owed).get(),
            others,
            unopened: unopened.iter().map(Account::to_string).collect(),
            day: standing.day,
        })
    }

    /// Writes down that nothing was in an account before the books began: the drawer, or a wallet.
    pub fn nothing_was_there(&self, account: &str) -> Result<MoneyBook, Problem> {
        let known = Account::parse(account).filter(|known| matches!(known, Account::Cash | Account::Wallet(_)));
        let known = known.ok_or(Problem::AccountUnknown)?;
        // Pressed twice it is said once.
        if !self.ledger.unopened(vec![known.clone()])?.is_empty() {
            self.ledger.say_nothing_was_there(&known, "", self.clock.now_ms())?;
            self.tell(About::Books);
        }
        self.money_book()
    }
}
