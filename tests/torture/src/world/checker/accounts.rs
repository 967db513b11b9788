//! The accounts, computed anew from the sales to be compared with the companies' wallets.

use std::collections::BTreeMap;

use super::books::{Attempt, Books};
use super::settled::Settlements;
use super::{moved, purse, rules, truth};
use crate::mouth::SLUGS;
use crate::world::state::State;

pub fn check(books: &Books, settlements: &Settlements, state: &mut State) {
    let (earns, mut found) = rules::earns(books, state);
    let mut of_event: BTreeMap<i64, i64> = BTreeMap::new();
    let mut posted: BTreeMap<String, i64> = BTreeMap::new();
    for posting in &books.postings {
        *of_event.entry(posting.event).or_default() += posting.amount;
        *posted.entry(posting.account.clone()).or_default() += posting.amount;
    }
    for (event, sum) in of_event.iter().filter(|(_, sum)| **sum != 0) {
        found.push(format!("postings: those of row {event} sum to {sum}"));
    }
    posted.retain(|_, sum| *sum != 0);
    let mut due: BTreeMap<String, i64> = BTreeMap::new();
    for attempt in books.attempts.values() {
        let Some(sale) = books.sales.get(&attempt.sale_id) else { continue };
        let earned = earns.get(&attempt.id).copied().unwrap_or_default();
        if attempt.earned != earned {
            found.push(format!("earned: attempt {} says {}, it is {earned}", attempt.id, attempt.earned));
        }
        if attempt.state == "succeeded" {
            *due.entry("commission".to_owned()).or_default() -= earned;
            *due.entry("charges".to_owned()).or_default() -= sale.charge;
            *due.entry(format!("wallet:{}", attempt.provider)).or_default() -= sale.amount - earned;
        }
    }
    let (by_voucher, wrong) = moved::moved(books, state);
    found.extend(wrong);
    for (account, sum) in by_voucher {
        *due.entry(account).or_default() += sum;
    }
    for (sale_id, purse) in purse::purses(books, settlements, |_, _| ()) {
        for (account, paid) in purse.paid {
            *due.entry(account).or_default() += paid;
        }
        *due.entry("owed".to_owned()).or_default() -= purse.owed;
        *due.entry("lost".to_owned()).or_default() += purse.lost;
        let kept = books.sales.get(&sale_id).map(|sale| sale.owed);
        if kept != Some(purse.owed) {
            found.push(format!(
                "accounts: sale {sale_id} has {kept:?} of its customer's, its journal makes {}",
                purse.owed
            ));
        }
    }
    due.retain(|_, sum| *sum != 0);
    if posted != due {
        found.push(format!("accounts: posted {posted:?}, the sales make {due:?}"));
    }
    found.extend(wallets(books, state, &posted));
    state.violations.extend(found);
}

/// Each wallet is what it was at first, and what the books posted; but for orders about which the books openly differ
/// or were lied to, and those that an old copy put back took out of the books.
fn wallets(books: &Books, state: &State, posted: &BTreeMap<String, i64>) -> Vec<String> {
    let of_order: BTreeMap<(&str, &str), &Attempt> = books
        .attempts
        .values()
        .map(|attempt| ((attempt.provider.as_str(), attempt.order_id.as_str()), attempt))
        .collect();
    let mut found = Vec::new();
    for (slug, firm) in SLUGS.iter().zip(&state.firms) {
        let mut differ = 0;
        for (order_id, order) in &firm.orders {
            let attempt = of_order.get(&(*slug, order_id.as_str())).copied();
            let may_differ = match attempt {
                Some(attempt) => truth::may_differ(books, state, attempt),
                None => state.rolled_back.contains(order_id),
            };
            if may_differ {
                let is_booked = attempt.is_some_and(|attempt| attempt.state == "succeeded");
                let times = i64::from(order.executions) - i64::from(order.refunds);
                differ += order.cost_paise * (i64::from(is_booked) - times);
            }
            // The shop may have been wrong about what the company pays.
            if let Some(attempt) = attempt.filter(|attempt| attempt.state == "succeeded") {
                let amount = books.sales.get(&attempt.sale_id).map_or(0, |sale| sale.amount);
                differ += amount - attempt.earned - order.cost_paise;
            }
        }
        // What a person said had succeeded, and the company never got.
        let by_word = of_order.values().filter(|attempt| {
            attempt.provider == *slug && attempt.state == "succeeded" && !firm.orders.contains_key(&attempt.order_id)
        });
        for attempt in by_word.filter(|attempt| truth::may_differ(books, state, attempt)) {
            let amount = books.sales.get(&attempt.sale_id).map_or(0, |sale| sale.amount);
            differ += amount - attempt.earned;
        }
        let wallet = format!("wallet:{slug}");
        differ += moved::unbooked(books, state, &wallet);
        let booked = posted.get(&wallet).copied().unwrap_or(0);
        let really = firm.wallet_paise - firm.opening_paise;
        if booked + differ != really {
            found.push(format!("wallet: {slug} moved by {really}, the books by {booked}, known differences {differ}"));
        }
    }
    found
}
