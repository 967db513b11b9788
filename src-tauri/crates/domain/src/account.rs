//! The accounts of the shop's money book.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Where money is, or what it was for. A debit is positive: money in the drawer is positive, and so is what a customer owes.
/// What was earned, what is owed to others and what the owner put in is negative.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Account {
    /// The cash drawer.
    Cash,
    /// What customers paid by UPI.
    Upi,
    /// The shop's own bank account, from which its wallets are loaded.
    Bank,
    /// The wallet at a provider, by its slug.
    Wallet(String),
    /// What a distributor lent by loading the wallet at a provider, by its slug: negative until it is paid.
    Credit(String),
    /// Commission earned.
    Commission,
    /// Service charges that the shop took beside the amount.
    Charges,
    /// What a customer owes (udhaar), by the customer's id. Negative: the shop owes the customer.
    Customer(i64),
    /// Money that was taken for sales which are not done: it belongs to customers until they are.
    Owed,
    /// Sales that turned out done after the customer's money had been given back.
    Lost,
    /// What was counted beyond what the books had, or less.
    OverShort,
    /// What the owner put in and drew out.
    Owner,
    /// What the shop spent from its money.
    Spent,
    /// Tax that a payer of commission kept back for the government (TDS), by the payer's slug.
    Tds(String),
}

/// Accounts of which there is one.
const SINGLE: [(Account, &str); 10] = [
    (Account::Cash, "cash"),
    (Account::Upi, "upi"),
    (Account::Bank, "bank"),
    (Account::Commission, "commission"),
    (Account::Charges, "charges"),
    (Account::Owed, "owed"),
    (Account::Lost, "lost"),
    (Account::OverShort, "over_short"),
    (Account::Owner, "owner"),
    (Account::Spent, "spent"),
];

impl Account {
    /// The account of that word, as the books write it.
    pub fn parse(word: &str) -> Option<Account> {
        if let Some((account, _)) = SINGLE.iter().find(|(_, known)| *known == word) {
            return Some(account.clone());
        }
        let (kind, whose) = word.split_once(':').filter(|(_, whose)| !whose.is_empty())?;
        match kind {
            "wallet" => Some(Account::Wallet(whose.to_owned())),
            "credit" => Some(Account::Credit(whose.to_owned())),
            "tds" => Some(Account::Tds(whose.to_owned())),
            "customer" => whose.parse().ok().map(Account::Customer),
            _ => None,
        }
    }

    /// Whether a customer's money stands in it, on its way in or back: what a sale's other accounts bring is set against these.
    pub fn is_customers_side(&self) -> bool {
        match self {
            Account::Cash | Account::Upi | Account::Customer(_) | Account::Owed | Account::Lost => true,
            Account::Bank
            | Account::Wallet(_)
            | Account::Credit(_)
            | Account::Commission
            | Account::Charges
            | Account::OverShort
            | Account::Owner
            | Account::Spent
            | Account::Tds(_) => false,
        }
    }

    /// Whether what it usually has is below nothing, because the shop earned or owes it: people say it the other way round.
    pub fn is_turned(&self) -> bool {
        match self {
            Account::Credit(_)
            | Account::Commission
            | Account::Charges
            | Account::Owed
            | Account::OverShort
            | Account::Owner => true,
            Account::Cash
            | Account::Upi
            | Account::Bank
            | Account::Wallet(_)
            | Account::Customer(_)
            | Account::Lost
            | Account::Spent
            | Account::Tds(_) => false,
        }
    }
}

impl fmt::Display for Account {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Account::Wallet(slug) => write!(formatter, "wallet:{slug}"),
            Account::Credit(slug) => write!(formatter, "credit:{slug}"),
            Account::Tds(slug) => write!(formatter, "tds:{slug}"),
            Account::Customer(id) => write!(formatter, "customer:{id}"),
            Account::Cash
            | Account::Upi
            | Account::Bank
            | Account::Commission
            | Account::Charges
            | Account::Owed
            | Account::Lost
            | Account::OverShort
            | Account::Owner
            | Account::Spent => {
                let word = SINGLE.iter().find(|(account, _)| account == self).map_or("", |(_, word)| *word);
                formatter.write_str(word)
            }
        }
    }
}

impl Serialize for Account {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Account {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Account, D::Error> {
        let word = String::deserialize(deserializer)?;
        Account::parse(&word).ok_or_else(|| serde::de::Error::custom(format!("no account {word:?}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_earned_or_is_owed_to_others_is_said_the_other_way_round() {
        let turned = ["credit:paygrt", "commission", "charges", "owed", "over_short", "owner"];
        let plain = ["cash", "upi", "bank", "wallet:inspay", "customer:7", "lost", "spent", "tds:inspay"];
        assert_eq!(turned.map(|word| Account::parse(word).map(|account| account.is_turned())), [Some(true); 6]);
        assert_eq!(plain.map(|word| Account::parse(word).map(|account| account.is_turned())), [Some(false); 8]);
    }

    #[test]
    fn every_account_is_read_as_it_is_written() {
        let named = [
            Account::Wallet("inspay".to_owned()),
            Account::Credit("paygrt".to_owned()),
            Account::Tds("inexopay".to_owned()),
            Account::Customer(7),
        ];
        let all = SINGLE.into_iter().map(|(account, _)| account).chain(named);
        for account in all {
            let word = account.to_string();
            assert!(!word.is_empty());
            assert_eq!(Account::parse(&word).as_ref(), Some(&account), "{word}");
            assert_eq!(serde_json::from_value::<Account>(serde_json::to_value(&account).unwrap()).unwrap(), account);
        }
        for word in ["", "Cash", "wallet", "wallet:", "customer:x", "till:1"] {
            assert_eq!(Account::parse(word), None, "{word:?}");
        }
    }
}
