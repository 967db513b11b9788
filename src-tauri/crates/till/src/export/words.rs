//! The words of a file, in the language that was asked for.

use domain::{Account, Cause, Days, Paise, VoucherKind};
use ledger::{EventKind, Mover};
use receipts::{cause_word, file_word, written_day};

use crate::{Language, Problem, Till};

/// The first and the last day that a period without borders has.
const ENDLESS: (&str, &str) = ("0000-01-01", "9999-12-31");

/// Rupees with paise always, in groups of lakhs, without the sign of rupees.
pub(super) fn amount_words(paise: i64) -> String {
    let whole = Paise::new(paise.unsigned_abs().min(i64::MAX.unsigned_abs()) as i64 / 100 * 100).to_string();
    let whole = whole.trim_start_matches('₹').trim_start();
    let sign = if paise < 0 { "-" } else { "" };
    format!("{sign}{whole}.{:02}", paise.unsigned_abs() % 100)
}

/// The serialised name of a value of a plain enum: `wallet_load`.
pub(super) fn word_of(value: &impl serde::Serialize) -> String {
    let word = serde_json::to_value(value).ok();
    word.as_ref().and_then(|word| word.as_str()).unwrap_or_default().to_owned()
}

/// Words of one language, and the shop whose books they are of.
pub(super) struct Words<'a> {
    pub(super) till: &'a Till,
    pub(super) language: Language,
}

impl Words<'_> {
    pub(super) fn of(&self, key: &str) -> String {
        file_word(key, self.language).to_owned()
    }

    /// The word with something in its gap.
    pub(super) fn with(&self, key: &str, gap: &str, what: &str) -> String {
        self.of(key).replace(gap, what)
    }

    /// Which days: for people, and for the name of a file.
    pub(super) fn days(&self, days: &Days) -> (String, String) {
        let (from, to) = (days.from.as_str(), days.to.as_str());
        let (first, last) = (written_day(from), written_day(to));
        match (from == ENDLESS.0, to == ENDLESS.1) {
            (true, true) => (self.of("all_days"), "all days".to_owned()),
            (true, false) => (self.with("up_to", "{to}", &last), format!("up to {to}")),
            (false, true) => (self.with("since", "{from}", &first), format!("since {from}")),
            (false, false) if from == to => (first, from.to_owned()),
            (false, false) => (self.with("days", "{from}", &first).replace("{to}", &last), format!("{from} to {to}")),
        }
    }

    /// Days as typed, without a border where nothing was typed.
    pub(super) fn open_days(from: Option<String>, to: Option<String>) -> Days {
        Days { from: from.unwrap_or_else(|| ENDLESS.0.to_owned()), to: to.unwrap_or_else(|| ENDLESS.1.to_owned()) }
    }

    /// What an operator, or a product of the services desk, is called.
    pub(super) fn operator(&self, id: &str) -> String {
        self.till.names_of_sold(id).in_language(self.language).to_owned()
    }

    /// Whose account it is: the name of a company or of a customer, empty where it is the shop's own.
    pub(super) fn whose(&self, account: &Account) -> Result<String, Problem> {
        Ok(match account {
            Account::Wallet(slug) | Account::Credit(slug) | Account::Tds(slug) => self.till.name_of(slug),
            Account::Customer(id) => self.customer(*id)?,
            Account::Cash
            | Account::Upi
            | Account::Bank
            | Account::Commission
            | Account::Charges
            | Account::Owed
            | Account::Lost
            | Account::OverShort
            | Account::Owner
            | Account::Spent => String::new(),
        })
    }

    /// A customer's name, or the number, or the id where the shop has forgotten both.
    pub(super) fn customer(&self, id: i64) -> Result<String, Problem> {
        let name = crate::CalledBy::of(&self.till.ledger.customer(id)?).on_paper();
        Ok(if name.is_empty() { id.to_string() } else { name })
    }

    /// What an account is called.
    pub(super) fn account(&self, account: &Account) -> Result<String, Problem> {
        let (word, whose) = (account.to_string(), self.whose(account)?);
        let kind = word.split(':').next().unwrap_or_default();
        let name = self.with(&format!("account_{kind}"), "{whose}", &whose);
        Ok(if matches!(account, Account::Customer(_)) { format!("{name}: {whose}") } else { name })
    }

    /// What a voucher is called, which may take another back or be taken back itself.
    pub(super) fn voucher(&self, kind: VoucherKind, mends: Option<i64>, mended_by: Option<i64>) -> String {
        let kind = cause_word(Cause::Voucher(kind), self.language);
        match (mends, mended_by) {
            (Some(_), _) => self.with("takes_back", "{what}", &kind),
            (None, Some(_)) => self.with("taken_back", "{what}", &kind),
            (None, None) => kind,
        }
    }

    /// What moved an account, in one line: a sale, or a voucher with its reason.
    pub(super) fn mover(&self, mover: &Mover) -> String {
        let parts = match mover {
            Mover::Sale { kind, operator, number, .. } => {
                [self.operator(operator), number.clone(), self.of(&entry_word(*kind))]
            }
            Mover::Voucher { voucher, mends, mended_by } => {
                [self.voucher(voucher.kind, *mends, *mended_by), voucher.reason.clone(), voucher.reference.clone()]
            }
        };
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
    }
}

/// What an entry of a sale is called. How far the sale was when it was booked says nothing of how far it is now, so that such an entry
/// is just the sale.
fn entry_word(kind: EventKind) -> String {
    let is_under_way = matches!(
        kind,
        EventKind::Intended
            | EventKind::Submitted
            | EventKind::Accepted
            | EventKind::LostTrack
            | EventKind::NoNews
            | EventKind::Recovered
            | EventKind::Succeeded
    );
    if is_under_way { "entry_sale".to_owned() } else { format!("event_{}", word_of(&kind)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_have_lakhs_and_paise_and_their_sign() {
        let told = [0, 5, -5, 29_900, -123_456, 999_999_900, 1_234_567_890].map(amount_words);
        assert_eq!(told, ["0.00", "0.05", "-0.05", "299.00", "-1,234.56", "99,99,999.00", "1,23,45,678.90"]);
    }
}
