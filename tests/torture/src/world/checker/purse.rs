//! What each sale did to its customer's money, told anew from the journal's rows and by nothing else.

use std::collections::BTreeMap;

use super::books::{Books, Event, Sale, is_open};

/// A company that refuses within so many ms of the sale's first row refuses before the customer's eyes.
const BEFORE_THE_CUSTOMER_MS: i64 = 120_000;

/// A sale's money, in paise.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Purse {
    /// Of it, in the drawer.
    pub drawer: i64,
    /// Of that, the customer's.
    pub owed: i64,
    /// What the shop gave away.
    pub lost: i64,
}

impl Purse {
    fn wait(&mut self, total: i64) {
        if self.owed == 0 {
            self.drawer += total;
            self.owed = total;
        }
    }

    fn succeed(&mut self, total: i64, had_ended: bool) {
        if self.owed > 0 {
            self.owed = 0;
        } else if had_ended {
            self.lost += total;
        } else {
            self.drawer += total;
        }
    }

    fn give_back(&mut self) {
        self.drawer -= self.owed;
        self.owed = 0;
    }

    fn undo(&mut self, total: i64) {
        if self.lost > 0 {
            self.lost = 0;
        } else {
            self.owed = total;
        }
    }
}

/// What every sale did, by its id.
pub fn purses(books: &Books) -> BTreeMap<i64, Purse> {
    let mut began: BTreeMap<i64, i64> = BTreeMap::new();
    let mut purses: BTreeMap<i64, Purse> = BTreeMap::new();
    for (place, event) in books.events.iter().enumerate() {
        let Some(sale) = books.sales.get(&event.sale_id) else { continue };
        let began_ms = *began.entry(sale.id).or_insert(sale.created_at_ms);
        let goes_on =
            books.events.get(place + 1).is_some_and(|next| next.sale_id == sale.id && next.kind == "intended");
        let is_seen = !goes_on && (0..=BEFORE_THE_CUSTOMER_MS).contains(&(event.at_ms - began_ms));
        happen(purses.entry(sale.id).or_default(), sale, event, is_seen);
    }
    purses
}

fn happen(purse: &mut Purse, sale: &Sale, event: &Event, is_seen: bool) {
    let total = sale.amount;
    match (event.from.as_str(), event.to.as_str()) {
        _ if event.kind == "given_back" => purse.give_back(),
        (_, "pending" | "unknown") if sale.service != "wallet_load" => purse.wait(total),
        (from, "succeeded") if from != "succeeded" => purse.succeed(total, !is_open(from)),
        ("succeeded", "failed" | "reversed") => purse.undo(total),
        (from, "failed" | "not_sent") if is_open(from) => {
            if is_seen && matches!(event.kind.as_str(), "rejected" | "not_sent") {
                purse.give_back();
            }
        }
        _ => {}
    }
}
