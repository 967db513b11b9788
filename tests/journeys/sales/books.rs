//! What a sale did to the books.

use till::SaleView;

use super::stall::Stall;

/// The books of a sale: sum of its postings, and what it did to each account.
pub fn books(stall: &Stall, sale: &SaleView) -> (i64, Vec<(String, i64)>) {
    let postings = stall.till.sale(sale.id).expect("the sale").postings;
    let sum = postings.iter().map(|posting| posting.amount_paise).sum();
    let mut accounts: Vec<(String, i64)> = Vec::new();
    for posting in postings {
        match accounts.iter_mut().find(|(name, _)| *name == posting.account) {
            Some((_, amount)) => *amount += posting.amount_paise,
            None => accounts.push((posting.account, posting.amount_paise)),
        }
    }
    (sum, accounts)
}

/// It did nothing to them.
pub fn assert_no_money(stall: &Stall, sale: &SaleView) {
    assert_eq!(books(stall, sale), (0, Vec::new()), "{sale:?}");
}
