//! What is typed at the counter of a test.

use std::sync::atomic::{AtomicI64, Ordering};

use till::{Mode, SaleInput};

/// An intent that was never used.
pub fn intent() -> String {
    static NEXT: AtomicI64 = AtomicI64::new(1);
    format!("intent-{}", NEXT.fetch_add(1, Ordering::SeqCst))
}

/// A prepaid Airtel sale of ₹ 299 to a number.
pub fn airtel(number: &str) -> SaleInput {
    let circle = Some("delhi".into());
    SaleInput { circle, ..SaleInput::prepaid(intent(), Mode::Practice, number.into(), "airtel", "299") }
}
