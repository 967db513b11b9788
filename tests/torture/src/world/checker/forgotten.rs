//! Customers who are forgotten: what was written down of them is gone, and none of them owed anything then.

use std::collections::BTreeMap;

use serde_json::Value;

use super::books::{Books, is_open};
use crate::world::state::State;

pub fn check(books: &Books, state: &State) -> Vec<String> {
    let mut found = Vec::new();
    let mut states: BTreeMap<i64, &str> = BTreeMap::new();
    for event in &books.events {
        if event.sale_id != 0 {
            states.insert(event.sale_id, &event.to);
        }
        if event.kind != "limit" {
            continue;
        }
        let detail: Value = serde_json::from_str(&event.detail).unwrap_or_default();
        // Only who is forgotten loses the limit here.
        let Some(id) = detail["limit"]["customer"].as_i64().filter(|_| detail["limit"]["limit"].is_null()) else {
            continue;
        };
        let account = format!("customer:{id}");
        let before = books.postings.iter().filter(|posting| posting.event < event.seq && posting.account == account);
        let owed: i64 = before.map(|posting| posting.amount).sum();
        let is_theirs = |sale_id: &i64| {
            books.sales.get(sale_id).is_some_and(|sale| sale.customer == Some(id) && sale.payment == "udhaar")
        };
        let waits = states.iter().filter(|(sale_id, state)| is_theirs(sale_id) && is_open(state)).count();
        if owed != 0 || waits != 0 {
            found.push(format!("forget: customer {id} was forgotten, {owed} was owed and {waits} sales waited"));
        }
        if !state.forgotten.iter().any(|forgotten| forgotten.id == id) {
            found.push(format!("forget: nobody forgot customer {id}"));
        }
    }
    for customer in &books.customers {
        let is_sure = state.forgotten.iter().any(|forgotten| forgotten.id == customer.id && forgotten.is_sure);
        if is_sure && !customer.is_forgotten {
            found.push(format!("forget: customer {} is still known", customer.id));
        }
        if customer.is_forgotten && (!customer.told.is_empty() || customer.limit.is_some()) {
            found.push(format!("forget: of customer {} is still known: {:?}", customer.id, customer.told));
        }
    }
    found
}
