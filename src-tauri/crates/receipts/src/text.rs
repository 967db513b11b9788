//! The slip as plain text, to copy into a message.

use crate::Slip;

/// Lines of text; labels and values on one line each, so that it reads well in any font and width.
pub fn text(slip: &Slip) -> String {
    let mut lines: Vec<String> = slip.banners.iter().map(|banner| format!("*** {banner} ***")).collect();
    lines.push(slip.shop_name.clone());
    lines.extend(slip.shop_lines.iter().cloned());
    lines.push(String::new());
    lines.push(format!("{} · {}", slip.outcome, slip.amount));
    lines.extend(slip.rows.iter().map(|row| format!("{}: {}", row.label, row.value)));
    lines.push(String::new());
    lines.extend(slip.footer.iter().cloned());
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use domain::Paise;

    use super::*;
    use crate::{Language, Receipt, Standing};

    fn receipt(standing: Standing) -> Receipt {
        Receipt {
            practice: false,
            duplicate: false,
            shop_name: "Verma Telecom".into(),
            shop_phone: "70000 00001".into(),
            shop_address: "Station Road".into(),
            standing,
            sold_at_ms: 1_795_199_400_000,
            number: "9876543210".into(),
            operator_en: "Airtel".into(),
            operator_hi: "एयरटेल".into(),
            amount: Paise::new(999_999_900),
            order_id: "ABCDEF000001".into(),
            provider: "INSPAY".into(),
            provider_ref: Some("4711".into()),
            operator_ref: None,
            words: Some("Invalid number".into()),
        }
    }

    #[test]
    fn a_slip_carries_every_fact_in_indias_time() {
        let told = text(&Slip::of(&receipt(Standing::Done), Language::En));
        for fact in [
            "Verma Telecom",
            "Station Road",
            "70000 00001",
            "SUCCESSFUL · ₹ 99,99,999",
            "21-11-2026",
            "00:00",
            "9876543210",
            "Airtel",
            "ABCDEF000001",
            "INSPAY",
            "4711",
        ] {
            assert!(told.contains(fact), "{fact} is missing in\n{told}");
        }
        assert!(!told.contains("Invalid number"), "a success has no reason for failing");
    }

    #[test]
    fn a_pending_slip_says_so_in_both_languages() {
        let pending = receipt(Standing::Pending);
        for language in [Language::En, Language::Hi] {
            let slip = Slip::of(&pending, language);
            assert!(slip.pending && text(&slip).contains("PENDING"));
        }
        assert!(text(&Slip::of(&pending, Language::En)).contains("no proof of payment"));
    }

    #[test]
    fn practice_and_duplicates_are_marked() {
        let marked = Receipt { practice: true, duplicate: true, ..receipt(Standing::Failed) };
        let told = text(&Slip::of(&marked, Language::En));
        assert!(told.starts_with("*** PRACTICE - NO REAL MONEY ***\n*** DUPLICATE ***"));
        assert!(told.contains("Reason: Invalid number") && told.contains("Nothing was charged."));
        assert!(text(&Slip::of(&marked, Language::Hi)).contains("अभ्यास"));
    }
}
