//! The seal, computed anew from the description in the ledger's ARCHITECTURE: each row's HMAC-SHA256 is over what the
//! row before was, the key's name, and the row itself, every text after its length.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use super::books::{Books, Event};
use crate::world::shop::{KEY, KEY_NAME};
use crate::world::state::State;

fn bytes_of(event: &Event) -> Vec<u8> {
    let mut bytes = Vec::new();
    for number in [event.seq, event.sale_id, event.attempt_id, event.at_ms] {
        bytes.extend(number.to_be_bytes());
    }
    for text in [&event.kind, &event.from, &event.to, &event.detail] {
        bytes.extend((text.len() as u64).to_be_bytes());
        bytes.extend(text.as_bytes());
    }
    bytes
}

/// What an attempt's first row must say of it.
fn facts_of(books: &Books, event: &Event) -> Option<String> {
    let attempt = books.attempts.get(&event.attempt_id)?;
    let sale = books.sales.get(&attempt.sale_id)?;
    let texts = [&sale.service, &sale.operator, &sale.number, &sale.circle];
    let said: Vec<&str> = texts.into_iter().map(String::as_str).collect();
    let rest =
        [&sale.amount.to_string(), &attempt.provider, &attempt.code, &attempt.order_id].map(String::as_str).join("|");
    Some(format!("{}|{rest}", said.join("|")))
}

pub fn check(books: &Books, state: &mut State) {
    let mut before = Vec::new();
    for (place, event) in (1_i64..).zip(&books.events) {
        let bytes = bytes_of(event);
        let sealed = <Hmac<Sha256> as KeyInit>::new_from_slice(&KEY).map(|mut mac| {
            for part in [&before[..], KEY_NAME.as_bytes(), &bytes] {
                mac.update(part);
            }
            mac.finalize().into_bytes().to_vec()
        });
        let is_sealed = sealed.is_ok_and(|mac| mac == event.mac) && event.key_id == KEY_NAME;
        if !is_sealed || event.seq != place {
            state.violations.push(format!("seal: row {} of the journal is not sealed to the one before", event.seq));
            return;
        }
        if event.kind == "intended" {
            let detail: serde_json::Value = serde_json::from_str(&event.detail).unwrap_or_default();
            if detail["facts"].as_str() != facts_of(books, event).as_deref() {
                state.violations.push(format!("seal: row {} does not say what its sale is", event.seq));
            }
        }
        before =
            Sha256::new().chain_update(&bytes).chain_update(&event.key_id).chain_update(&event.mac).finalize().to_vec();
    }
}
