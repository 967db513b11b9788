//! What is typed at the counter of a test.

use std::sync::atomic::{AtomicI64, Ordering};

use domain::Service;
use till::{Mode, SaleInput};

/// An intent that was never used.
pub fn intent() -> String {
    static NEXT: AtomicI64 = AtomicI64::new(1);
    format!("intent-{}", NEXT.fetch_add(1, Ordering::SeqCst))
}

/// A prepaid Airtel sale of ₹ 299 to a number.
pub fn airtel(number: &str) -> SaleInput {
    SaleInput {
        intent: intent(),
        mode: Mode::Practice,
        service: Service::Prepaid,
        number: number.into(),
        operator: Some("airtel".into()),
        circle: Some("delhi".into()),
        amount: "299".into(),
        fields: Vec::new(),
        provider: None,
        by_hand: false,
        repeat_confirmed: false,
        payment: domain::Payment::Cash,
        customer: None,
        charge: String::new(),
        instead_of: None,
    }
}
