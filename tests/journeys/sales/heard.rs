//! What a person heard of a sale, as it is typed into the form.

use domain::{ComplaintReason, Said, india_day, india_time};
use till::{Clock, ComplaintInput, SaleView, ToldInput, WordInput};

use super::stall::TestClock;

/// A moment ago, of a sale as it is seen now.
pub fn heard(clock: &TestClock, sale: &SaleView, said: Said) -> WordInput {
    let number = if sale.number.is_empty() { &sale.order_id } else { &sale.number };
    WordInput { said, told: told(clock, sale), last_four: number[number.len() - 4..].into() }
}

/// That it failed, where the company has no record of it and so no reference.
pub fn unrecorded(clock: &TestClock, sale: &SaleView) -> WordInput {
    let mut word = heard(clock, sale, Said::Failed);
    word.told.reference.clear();
    word
}

/// The part that every form about a sale has.
pub fn told(clock: &TestClock, sale: &SaleView) -> ToldInput {
    let now_ms = clock.now_ms();
    ToldInput {
        seen: sale.seen.clone(),
        reference: "CMP-77".into(),
        by: "Asha".into(),
        told_day: india_day(now_ms),
        told_time: india_time(now_ms).strftime("%H:%M").to_string(),
    }
}

/// A complaint that was made then: nothing is planned.
pub fn complaint(told: ToldInput) -> ComplaintInput {
    ComplaintInput {
        intent: format!("complaint {} {}", told.seen.order_id, told.told_time),
        order_id: None,
        reason: ComplaintReason::NotReceived,
        told,
        note: String::new(),
        next_step: String::new(),
        next_day: String::new(),
    }
}
