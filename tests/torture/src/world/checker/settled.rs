//! What became of customers' money by a person's act: what the shopkeeper did against the rows that tell of it.

use std::collections::BTreeMap;

use till::MoneyBackWhat;

use super::books::{Books, Event};
use crate::world::state::{Settled, State};

/// What a row of the journal did with a customer's money, with the account as the shopkeeper meant it.
pub enum Settlement {
    GivenBack(String),
    StillOwed,
    Credited(String),
    Collected(String),
}

/// The rows that a person wrote, by their place.
pub type Settlements = BTreeMap<i64, Settlement>;

const KINDS: [&str; 4] = ["given_back", "still_owed", "credited", "collected"];

fn settlement(settled: &Settled) -> Settlement {
    let (cash, upi) = ("cash".to_owned(), "upi".to_owned());
    match settled.what {
        MoneyBackWhat::GivenBackCash => Settlement::GivenBack(cash),
        MoneyBackWhat::GivenBackUpi => Settlement::GivenBack(upi),
        MoneyBackWhat::StillOwed => Settlement::StillOwed,
        MoneyBackWhat::Credited => Settlement::Credited(format!("customer:{}", settled.customer.unwrap_or_default())),
        MoneyBackWhat::CollectedCash => Settlement::Collected(cash),
        MoneyBackWhat::CollectedUpi => Settlement::Collected(upi),
    }
}

/// How the journal calls it.
fn kind(settled: &Settled) -> &'static str {
    match settled.what {
        MoneyBackWhat::GivenBackCash | MoneyBackWhat::GivenBackUpi => "given_back",
        MoneyBackWhat::StillOwed => "still_owed",
        MoneyBackWhat::Credited => "credited",
        MoneyBackWhat::CollectedCash | MoneyBackWhat::CollectedUpi => "collected",
    }
}

/// Whether the program wrote a row where a sale was made instead of another: the money of the one goes out, the other begins, and
/// its money is kept.
fn is_instead(books: &Books, place: usize) -> bool {
    let row =
        |place: usize| books.events.get(place).map_or((0, ""), |event: &Event| (event.sale_id, event.kind.as_str()));
    let keeps =
        |place: usize| row(place).1 == "kept_for_next" && place > 0 && row(place - 1) == (row(place).0, "submitted");
    match row(place).1 {
        "given_back" => row(place + 1).1 == "intended" && keeps(place + 3),
        _ => keeps(place),
    }
}

/// Finds the act behind each row, in their order. An act that was acknowledged has a row; one that the program was killed at may
/// have one.
fn fit<'a>(rows: &[&Event], acts: &[&'a Settled]) -> Option<Vec<(i64, &'a Settled)>> {
    let Some((act, acts_after)) = acts.split_first() else { return rows.is_empty().then(Vec::new) };
    let is_it = |rows: &[&Event]| rows.first().is_some_and(|row| row.kind == kind(act));
    let taken = || {
        let (row, rows_after) = rows.split_first().filter(|_| is_it(rows))?;
        let mut after = fit(rows_after, acts_after)?;
        after.insert(0, (row.seq, *act));
        Some(after)
    };
    taken().or_else(|| if act.is_sure { None } else { fit(rows, acts_after) })
}

/// The acts behind the rows, and what is wrong with them.
pub fn settlements(books: &Books, state: &State) -> (Settlements, Vec<String>) {
    let sale_of: BTreeMap<&str, i64> =
        books.attempts.values().map(|attempt| (attempt.order_id.as_str(), attempt.sale_id)).collect();
    let mut by_sale: BTreeMap<i64, (Vec<&Event>, Vec<&Settled>)> = BTreeMap::new();
    let mut found = Vec::new();
    for (place, event) in books.events.iter().enumerate() {
        if KINDS.contains(&event.kind.as_str()) && !is_instead(books, place) {
            by_sale.entry(event.sale_id).or_default().0.push(event);
        }
    }
    for settled in &state.settled {
        match sale_of.get(settled.order_id.as_str()) {
            Some(sale_id) => by_sale.entry(*sale_id).or_default().1.push(settled),
            None if settled.is_sure => found.push(format!("settled: {settled:?} is of no sale")),
            None => {}
        }
    }
    let mut all = Settlements::new();
    for (sale_id, (rows, acts)) in &by_sale {
        match fit(rows, acts) {
            Some(fits) => all.extend(fits.into_iter().map(|(seq, settled)| (seq, settlement(settled)))),
            None => {
                let rows: Vec<_> = rows.iter().map(|row| (row.seq, row.kind.as_str())).collect();
                found.push(format!("settled: of sale {sale_id} the journal has {rows:?}, done was {acts:?}"));
            }
        }
    }
    (all, found)
}
