//! Money that is no sale: what the shopkeeper did with it against what the books say of it, and what customers may owe.

use std::collections::BTreeMap;

use super::books::{Books, Event};
use super::purse::{Purse, purses};
use super::settled::Settlements;
use crate::world::keeper::LIMIT_RUPEES;
use crate::world::state::{Moved, State};

/// A voucher as its row has it.
struct Voucher {
    seq: i64,
    intent: String,
    from: String,
    to: String,
    paise: i64,
    /// The place of the one that it takes back.
    mends: Option<i64>,
}

fn voucher(event: &Event) -> Option<Voucher> {
    if event.kind != "voucher" {
        return None;
    }
    let detail: serde_json::Value = serde_json::from_str(&event.detail).ok()?;
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    Some(Voucher {
        seq: event.seq,
        intent: text(&detail["intent"]),
        from: text(&detail["voucher"]["from"]),
        to: text(&detail["voucher"]["to"]),
        paise: detail["voucher"]["amount"].as_i64()?,
        mends: detail["mends"].as_i64(),
    })
}

/// What the shopkeeper moved and the books know, by account; and what is wrong with it.
pub fn moved(books: &Books, state: &State) -> (BTreeMap<String, i64>, Vec<String>) {
    let (mut due, mut found) = (BTreeMap::new(), Vec::new());
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    let mut places: BTreeMap<String, i64> = BTreeMap::new();
    let mut taken_back: BTreeMap<String, Vec<i64>> = BTreeMap::new();
    for voucher in books.events.iter().filter_map(voucher) {
        let Voucher { seq, intent, from, to, paise, mends } = voucher;
        // What a count found is written just before its shift's own row, which says whose act it is.
        let next = books.events.get(seq as usize).map_or("", |event| event.kind.as_str());
        if to == "cash" && matches!(next, "shift_opened" | "shift_closed") && intent.is_empty() {
            *due.entry(to).or_default() += paise;
            *due.entry(from).or_default() -= paise;
            continue;
        }
        let known = state.moved.iter().find(|moved| moved.intent == intent);
        match known {
            Some(known) if (&known.from, &known.to, known.paise) == (&from, &to, paise) => {}
            Some(_) => found.push(format!("voucher: row {seq} says otherwise than {intent} did")),
            None => found.push(format!("voucher: row {seq} moves {paise} from {from} to {to}, and nobody did")),
        }
        let wrong = known.and_then(|known| known.mends.as_ref());
        if let Some(wrong) = wrong {
            taken_back.entry(wrong.clone()).or_default().push(seq);
        }
        if wrong.map(|wrong| places.get(wrong).copied()) != mends.map(Some) {
            found.push(format!("names: row {seq} takes back {mends:?}, {intent} was to take back {wrong:?}"));
        }
        places.insert(intent.clone(), seq);
        let known_times = times.entry(intent).or_default();
        *known_times += 1;
        if *known_times == 1 && known.is_some() {
            *due.entry(to).or_default() += paise;
            *due.entry(from).or_default() -= paise;
        }
    }
    for (intent, rows) in taken_back.iter().filter(|(_, rows)| rows.len() > 1) {
        found.push(format!("mend: {intent} is taken back by each of the rows {rows:?}"));
    }
    for (intent, times) in times.iter().filter(|(_, times)| **times > 1) {
        found.push(format!("voucher: {intent} is {times} times in the books"));
    }
    for lost in state.moved.iter().filter(|moved| moved.is_sure && !times.contains_key(&moved.intent)) {
        found.push(format!("voucher: {} was acknowledged and is not in the books", lost.intent));
    }
    (due, found)
}

/// What was loaded into a wallet, or taken out of it, and never came into the books: an old copy was put back, or the program was
/// killed.
pub fn unbooked(books: &Books, state: &State, wallet: &str) -> i64 {
    let known: Vec<String> = books.events.iter().filter_map(voucher).map(|voucher| voucher.intent).collect();
    let unknown = state.moved.iter().filter(|moved| !known.contains(&moved.intent));
    let moves = |moved: &Moved| moved.paise * (i64::from(moved.to == wallet) - i64::from(moved.from == wallet));
    unknown.map(moves).sum()
}

/// No customer was sold anything on credit beyond the limit: what is owed, and what is waited for, counts.
pub fn limits(books: &Books, settlements: &Settlements) -> Vec<String> {
    let mut found = Vec::new();
    let mut paid: BTreeMap<String, i64> = BTreeMap::new();
    purses(books, settlements, |event, before| {
        if let Some(Voucher { from, to, paise, .. }) = voucher(event) {
            *paid.entry(from).or_default() += paise;
            *paid.entry(to).or_default() -= paise;
        }
        let Some(sale) = books.sales.get(&event.sale_id).filter(|_| event.kind == "intended") else { return };
        let (Some(customer), false) =
            (sale.customer.filter(|_| sale.payment == "udhaar"), before.contains_key(&sale.id))
        else {
            return;
        };
        let account = format!("customer:{customer}");
        let used = |(id, purse): (&i64, &Purse)| {
            let Some(sale) = books.sales.get(id) else { return 0 };
            let waits = purse.is_open && purse.paid_into == account;
            purse.in_account(&account) + if waits { sale.amount + sale.charge } else { 0 }
        };
        let sum = before.iter().map(used).sum::<i64>() - paid.get(&account).copied().unwrap_or(0);
        let after = sum + sale.amount + sale.charge;
        if after > LIMIT_RUPEES * 100 {
            found.push(format!("limit: sale {} makes {account} owe {after}", sale.id));
        }
    });
    found
}
