//! What a sale did to the books.

use std::collections::BTreeMap;

use till::{SaleView, Till};

use super::stall::Stall;

/// The books of a sale: the sum of its postings, and each account that it left uneven, by name.
pub fn books_at(till: &Till, sale: &SaleView) -> (i64, Vec<(String, i64)>) {
    let postings = till.sale(sale.id).expect("the sale").postings;
    let mut accounts = BTreeMap::new();
    for posting in &postings {
        *accounts.entry(posting.account.clone()).or_insert(0) += posting.amount_paise;
    }
    let uneven = accounts.into_iter().filter(|(_, amount)| *amount != 0).collect();
    (postings.iter().map(|posting| posting.amount_paise).sum(), uneven)
}

/// The same of a sale at a stall.
pub fn books(stall: &Stall, sale: &SaleView) -> (i64, Vec<(String, i64)>) {
    books_at(&stall.till, sale)
}

/// What went through the drawer for a sale, in its order.
pub fn cash_at(till: &Till, sale: &SaleView) -> Vec<i64> {
    let postings = till.sale(sale.id).expect("the sale").postings;
    postings.iter().filter(|posting| posting.account == "cash").map(|posting| posting.amount_paise).collect()
}

/// It never did anything to them: nobody waited, and nobody paid.
pub fn assert_no_money(stall: &Stall, sale: &SaleView) {
    assert!(stall.till.sale(sale.id).expect("the sale").postings.is_empty(), "{sale:?}");
    assert_eq!(stall.now(sale.id).owed_paise, 0, "{sale:?}");
}

/// Its customer's money is in the drawer, and still the customer's. No wallet paid and nothing is earned.
pub fn assert_owed_at(till: &Till, sale: &SaleView) {
    let accounts = [("cash".into(), sale.amount_paise), ("owed".into(), -sale.amount_paise)];
    assert_eq!(books_at(till, sale), (0, accounts.into()), "{sale:?}");
    assert_eq!(till.sale(sale.id).expect("the sale").sale.owed_paise, sale.amount_paise, "{sale:?}");
}

/// The same of a sale at a stall.
pub fn assert_owed(stall: &Stall, sale: &SaleView) {
    assert_owed_at(&stall.till, sale);
}

/// Its customer's money was taken while it waited, and given back when it failed. All accounts are as before it.
pub fn assert_given_back_at(till: &Till, sale: &SaleView) {
    assert_eq!(books_at(till, sale), (0, Vec::new()), "{sale:?}");
    assert_eq!(cash_at(till, sale), [sale.amount_paise, -sale.amount_paise], "{sale:?}");
    assert_eq!(till.sale(sale.id).expect("the sale").sale.owed_paise, 0, "{sale:?}");
}

/// The same of a sale at a stall.
pub fn assert_given_back(stall: &Stall, sale: &SaleView) {
    assert_given_back_at(&stall.till, sale);
}
