//! A slip as the tests read it.

use crate::Slip;
use crate::both::{BELOW, BESIDE};
use crate::udhaar::NO_BREAK;

/// A slip as text, line by line.
pub(crate) fn text(slip: &Slip) -> String {
    let loud = |words: &str| words.replace(BELOW, BESIDE);
    let mut lines: Vec<String> = slip.banners.iter().map(|banner| format!("*** {} ***", loud(banner))).collect();
    lines.push(slip.shop_name.clone());
    lines.extend(slip.shop_lines.iter().cloned());
    lines.push(String::new());
    lines.push(if slip.amount.is_empty() {
        loud(&slip.outcome)
    } else {
        format!("{} · {}", loud(&slip.outcome), slip.amount)
    });
    lines.extend(slip.rows.iter().map(|row| format!("{}: {}", row.label, row.value)));
    lines.push(String::new());
    lines.extend(slip.footer.iter().cloned());
    lines.join("\n").replace(NO_BREAK, " ")
}
