//! What the simulated providers remember: requests, orders and wallets.

use std::collections::HashMap;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::desk::{Desk, DeskLine};
use crate::file::{BookFile, Line};
use crate::order::Order;

/// The provider whose wallet the agent services share.
pub(crate) const AGENT_SLUG: &str = "inexopay";

/// A recharge request, or one that starts an application, that arrived whole, whatever became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeenRequest {
    /// The provider it was sent to.
    pub slug: String,
    /// The caller's order id.
    pub order_id: String,
    /// The number to recharge or of the applicant; nothing with an Aadhaar verification.
    pub number: String,
    /// The amount in rupees, in the caller's own spelling; nothing with an application.
    pub amount: String,
    /// When it arrived: milliseconds since 1970, UTC.
    pub at: i64,
}

/// A wallet. The balance is never stored: it is the base less what the orders have taken out of it by now.
#[derive(Debug, Default)]
struct Wallet {
    base_paise: i64,
    /// Taken out by orders that will not change any more.
    spent_paise: i64,
    /// Places in `Book::orders` of those that still may.
    moving: Vec<usize>,
}

/// Everything the providers remember.
#[derive(Debug)]
pub(crate) struct Book {
    file: Option<BookFile>,
    pace_ms: i64,
    requests: Vec<SeenRequest>,
    orders: Vec<Order>,
    /// Place in `orders` by slug and order id.
    places: HashMap<(String, String), usize>,
    wallets: HashMap<&'static str, Wallet>,
    desk: Desk,
}

impl Book {
    /// Opens the book, reading what `path` holds already. `openings` are the wallets at first.
    pub(crate) fn open(
        path: Option<&Path>,
        pace_ms: i64,
        openings: impl IntoIterator<Item = (&'static str, i64)>,
    ) -> io::Result<Book> {
        let (file, lines) = match path {
            Some(path) => {
                let (file, lines) = BookFile::open(path)?;
                (Some(file), lines)
            }
            None => (None, Vec::new()),
        };
        let wallets =
            openings.into_iter().map(|(slug, base_paise)| (slug, Wallet { base_paise, ..Wallet::default() })).collect();
        let mut book = Book {
            file,
            pace_ms,
            requests: Vec::new(),
            orders: Vec::new(),
            places: HashMap::new(),
            wallets,
            desk: Desk::default(),
        };
        for line in lines {
            book.apply(line);
        }
        Ok(book)
    }

    /// Every recharge request so far.
    pub(crate) fn requests(&self) -> &[SeenRequest] {
        &self.requests
    }

    /// Remembers that a recharge request arrived.
    pub(crate) fn see(&mut self, request: SeenRequest) -> io::Result<()> {
        self.write(Line::Seen(request))
    }

    /// The order of this id, if the provider took it.
    pub(crate) fn find(&self, slug: &str, order_id: &str) -> Option<&Order> {
        let place = self.places.get(&(slug.to_owned(), order_id.to_owned()))?;
        self.orders.get(*place)
    }

    /// The orders that may still change by themselves.
    pub(crate) fn moving(&self, now_ms: i64) -> Vec<Order> {
        self.orders.iter().filter(|order| order.settles_at_ms(self.pace_ms) > now_ms).cloned().collect()
    }

    /// The serial the next order must bear.
    pub(crate) fn next_serial(&self) -> u64 {
        self.orders.len() as u64 + 1
    }

    /// Takes an order. From here on it is executed, refused or pending as its outcome says.
    pub(crate) fn take(&mut self, order: Order) -> io::Result<()> {
        self.write(Line::Order(order))
    }

    /// What the wallet holds now.
    pub(crate) fn balance_paise(&mut self, slug: &str, now_ms: i64) -> i64 {
        let Some(wallet) = self.wallets.get_mut(slug) else { return 0 };
        let mut held = 0;
        wallet.moving.retain(|place| {
            let Some(order) = self.orders.get(*place) else { return false };
            let debit = order.debit_paise(self.pace_ms, now_ms);
            let is_moving = now_ms < order.settles_at_ms(self.pace_ms);
            if is_moving {
                held += debit;
            } else {
                wallet.spent_paise += debit;
            }
            is_moving
        });
        let at_desk = if slug == AGENT_SLUG { self.desk.change_paise(self.pace_ms, now_ms) } else { 0 };
        wallet.base_paise - wallet.spent_paise - held + at_desk
    }

    /// What the agent services remember.
    pub(crate) fn desk(&self) -> &Desk {
        &self.desk
    }

    /// Remembers something about an agent service.
    pub(crate) fn note(&mut self, line: DeskLine) -> io::Result<()> {
        self.write(Line::Desk(line))
    }

    /// Makes the wallet hold so much now.
    pub(crate) fn set_balance(&mut self, slug: &str, paise: i64, now_ms: i64) -> io::Result<()> {
        let change = paise - self.balance_paise(slug, now_ms);
        self.add_balance(slug, change)
    }

    /// Loads a wallet by so much, in paise, beside whatever comes back to it meanwhile.
    pub(crate) fn add_balance(&mut self, slug: &str, change: i64) -> io::Result<()> {
        let Some(wallet) = self.wallets.get(slug) else { return Ok(()) };
        let base_paise = wallet.base_paise + change;
        self.write(Line::Wallet { slug: slug.to_owned(), base_paise })
    }

    fn write(&mut self, line: Line) -> io::Result<()> {
        if let Some(file) = &mut self.file {
            file.append(&line)?;
        }
        self.apply(line);
        Ok(())
    }

    fn apply(&mut self, line: Line) {
        match line {
            Line::Seen(request) => self.requests.push(request),
            Line::Order(order) => {
                let place = self.orders.len();
                self.places.insert((order.slug.clone(), order.order_id.clone()), place);
                if let Some(wallet) = self.wallets.get_mut(order.slug.as_str()) {
                    wallet.moving.push(place);
                }
                self.orders.push(order);
            }
            Line::Desk(line) => self.desk.apply(line),
            Line::Wallet { slug, base_paise } => {
                if let Some(wallet) = self.wallets.get_mut(slug.as_str()) {
                    wallet.base_paise = base_paise;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::Outcome;

    fn order(serial: u64, outcome: Outcome, at_ms: i64) -> Order {
        Order {
            slug: "inspay".to_owned(),
            serial,
            order_id: format!("G{serial}"),
            operator: "RC".to_owned(),
            number: "9876543210".to_owned(),
            amount: "100".to_owned(),
            amount_paise: 10_000,
            outcome,
            at_ms,
        }
    }

    fn book(path: Option<&Path>) -> Book {
        Book::open(path, 100, [("inspay", 50_000)]).unwrap()
    }

    #[test]
    fn reversal_and_late_failure_pay_back() {
        let mut book = book(None);
        book.take(order(1, Outcome::Reversed, 0)).unwrap();
        book.take(order(2, Outcome::PendingThenFailure, 0)).unwrap();
        book.take(order(3, Outcome::Success, 0)).unwrap();
        assert_eq!(book.balance_paise("inspay", 0), 50_000 - 3 * 9_800);
        assert_eq!(book.balance_paise("inspay", 100), 50_000 - 2 * 9_800);
        assert_eq!(book.balance_paise("inspay", 200), 50_000 - 9_800);
        assert_eq!(book.balance_paise("inspay", 900), 50_000 - 9_800);
    }

    #[test]
    fn set_balance_holds_now_and_refunds_still_come() {
        let mut book = book(None);
        book.take(order(1, Outcome::Reversed, 0)).unwrap();
        book.set_balance("inspay", 1_000, 50).unwrap();
        assert_eq!(book.balance_paise("inspay", 50), 1_000);
        assert_eq!(book.balance_paise("inspay", 200), 10_800);
    }

    #[test]
    fn reopened_book_goes_on_where_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("book");
        let mut first = book(Some(&path));
        first.take(order(1, Outcome::Reversed, 0)).unwrap();
        first.set_balance("inspay", 1_000, 50).unwrap();
        drop(first);

        let mut second = book(Some(&path));
        assert_eq!(second.balance_paise("inspay", 50), 1_000);
        assert_eq!(second.balance_paise("inspay", 200), 10_800);
        assert_eq!(second.find("inspay", "G1").map(|order| order.serial), Some(1));
        assert!(second.find("paygrt", "G1").is_none());
        assert_eq!(second.next_serial(), 2);
    }
}
