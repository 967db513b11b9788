//! What each sale did to its customer's money, told anew from the journal's rows and by nothing else.

use std::collections::BTreeMap;

use super::books::{Books, Event, Sale, is_open};
use super::settled::{Settlement, Settlements};

/// A company that refuses within so many ms of the sale's first row refuses before the customer's eyes.
const BEFORE_THE_CUSTOMER_MS: i64 = 120_000;

/// A sale's money, in paise.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Purse {
    /// The account that the customer pays into: the drawer, UPI, or what the customer owes.
    pub paid_into: String,
    /// What stands in each such account because of the sale: it need not go back where it came from.
    pub paid: BTreeMap<String, i64>,
    /// Of that, the customer's.
    pub owed: i64,
    /// What the shop gave away.
    pub lost: i64,
    /// Where it was given back from last.
    given_from: Option<String>,
    /// Whether it was there before the sale, or stayed after it: then it is given back by a person only.
    pub is_kept: bool,
    /// Whether the customer's money is still waited for.
    pub is_open: bool,
}

/// How a row comes about.
struct Moment<'a> {
    /// What a person did with the customer's money.
    settlement: Option<&'a Settlement>,
    /// The company refuses before the customer's eyes, and nobody else is tried.
    is_seen: bool,
}

impl Purse {
    fn of(sale: &Sale) -> Purse {
        let paid_into = match (sale.payment.as_str(), sale.customer) {
            ("upi", _) => "upi".to_owned(),
            ("udhaar", Some(customer)) => format!("customer:{customer}"),
            _ => "cash".to_owned(),
        };
        Purse { paid_into, ..Purse::default() }
    }

    /// Nobody pays before it is done; then it is written to the customer's account.
    pub fn is_later(&self) -> bool {
        self.paid_into.starts_with("customer:")
    }

    /// What stands in one of them.
    pub fn in_account(&self, account: &str) -> i64 {
        self.paid.get(account).copied().unwrap_or_default()
    }

    fn pay(&mut self, account: &str, paise: i64) {
        *self.paid.entry(account.to_owned()).or_default() += paise;
    }

    fn pay_as_usual(&mut self, paise: i64) {
        *self.paid.entry(self.paid_into.clone()).or_default() += paise;
    }

    fn wait(&mut self, total: i64) {
        if self.owed == 0 && !self.is_later() {
            self.pay_as_usual(total);
            self.owed = total;
        }
    }

    fn succeed(&mut self, total: i64, had_ended: bool) {
        let rest = total - std::mem::take(&mut self.owed);
        if had_ended && !self.is_later() {
            self.lost += rest;
        } else {
            self.pay_as_usual(rest);
        }
    }

    fn give_back(&mut self, from: &str) {
        let owed = std::mem::take(&mut self.owed);
        self.pay(from, -owed);
        self.given_from = Some(from.to_owned());
    }

    /// It was not given back, or never taken for what was written.
    fn take_again(&mut self, total: i64) {
        self.is_kept = true;
        let back = total - self.in_account("cash") - self.in_account("upi");
        let into = self.given_from.clone().unwrap_or_else(|| self.paid_into.clone());
        self.pay(&into, back);
        self.owed += back;
    }

    fn settle(&mut self, settlement: &Settlement, total: i64) {
        match settlement {
            Settlement::GivenBack(from) => self.give_back(from),
            Settlement::StillOwed => self.take_again(total),
            Settlement::Credited(customer) => {
                let owed = std::mem::take(&mut self.owed);
                self.pay(customer, -owed);
            }
            Settlement::Collected(into) => {
                let lost = std::mem::take(&mut self.lost);
                self.pay(into, lost);
            }
        }
    }

    fn undo(&mut self, total: i64) {
        if self.is_later() {
            self.pay_as_usual(-total);
        } else {
            self.owed += total - std::mem::take(&mut self.lost);
        }
    }

    fn happen(&mut self, sale: &Sale, event: &Event, moment: &Moment<'_>) {
        let total = sale.amount + sale.charge;
        self.is_open = is_open(&event.to);
        match (event.from.as_str(), event.to.as_str()) {
            _ if moment.settlement.is_some() => {
                moment.settlement.into_iter().for_each(|settlement| self.settle(settlement, total));
            }
            // Where one sale was made instead of another, the money goes out and in as each of them is paid.
            _ if event.kind == "given_back" => self.give_back(&self.paid_into.clone()),
            _ if matches!(event.kind.as_str(), "still_owed" | "kept_for_next") => self.take_again(total),
            (_, "pending" | "unknown") if sale.service != "wallet_load" => self.wait(total),
            (from, "succeeded") if from != "succeeded" => self.succeed(total, !is_open(from)),
            ("succeeded", "failed" | "reversed") => self.undo(total),
            (from, "failed" | "not_sent")
                if is_open(from)
                    && moment.is_seen
                    && !self.is_kept
                    && matches!(event.kind.as_str(), "rejected" | "not_sent") =>
            {
                self.give_back(&self.paid_into.clone());
            }
            _ => {}
        }
    }
}

/// What every sale did, by its id. Before each row, `look` sees what they did up to there.
pub fn purses(
    books: &Books,
    settlements: &Settlements,
    mut look: impl FnMut(&Event, &BTreeMap<i64, Purse>),
) -> BTreeMap<i64, Purse> {
    let mut purses: BTreeMap<i64, Purse> = BTreeMap::new();
    for (place, event) in books.events.iter().enumerate() {
        look(event, &purses);
        let Some(sale) = books.sales.get(&event.sale_id) else { continue };
        let goes_on =
            books.events.get(place + 1).is_some_and(|next| next.sale_id == sale.id && next.kind == "intended");
        let is_seen = !goes_on && (0..=BEFORE_THE_CUSTOMER_MS).contains(&(event.at_ms - sale.created_at_ms));
        let settlement = settlements.get(&event.seq);
        purses.entry(sale.id).or_insert_with(|| Purse::of(sale)).happen(sale, event, &Moment { settlement, is_seen });
    }
    purses
}
