//! How long a wallet lasts, by the pace of the last days.

use std::time::Duration;

use till::{SaleInput, Wallet};

use crate::sales::stall::{Stall, airtel};

const DAY_MS: i64 = 86_400_000;

fn wallet(stall: &Stall) -> Wallet {
    stall.till.wallets().expect("wallets").remove(0)
}

#[tokio::test]
async fn three_days_of_sales_tell_when_a_wallet_is_used_up() {
    let mut stall = Stall::with("inspay", Duration::from_millis(1)).await;
    let held = wallet(&stall).balance_paise.expect("a balance");
    // So much a day that what is left then is gone within a week.
    let rupees = (held / 100 / 6).min(10_000).to_string();
    for day in 0..3 {
        assert_eq!(wallet(&stall).used_up_at_ms, None, "{day} days tell nothing");
        let number = format!("98765432{day}0");
        stall.sell(&SaleInput { amount: rupees.clone(), ..airtel(&number) }).await;
        stall.clock.forward(DAY_MS);
    }
    let (now_ms, left) = (stall.till.counter_now().expect("the counter").now_ms, wallet(&stall));
    let ends_ms = left.used_up_at_ms.expect("three days tell a pace");
    let days = (ends_ms - now_ms) / DAY_MS;
    assert!((1..=4).contains(&days), "half of it is left, and lasts about three days: {days}");
    // Sales of this day do not change the pace, and take from the wallet at once.
    stall.sell(&SaleInput { amount: rupees, ..airtel("9876543299") }).await;
    assert!(wallet(&stall).used_up_at_ms.expect("a pace") < ends_ms);
}
