//! Which operator a mobile number's series was first given to.
//!
//! It is only a suggestion, because customers take their numbers to other operators. So the shop's own sales come before
//! it, and the shopkeeper may always choose another operator.

use std::sync::LazyLock;

/// Made by `cargo xtask series` from libphonenumber's carrier table; see NOTICE.
const TABLE: &str = include_str!("../data/series.txt");

/// A range names this many leading digits of the ten.
const DIGITS: usize = 5;

struct Range {
    first: u32,
    last: u32,
    operator: &'static str,
}

static RANGES: LazyLock<Vec<Range>> = LazyLock::new(|| table_lines().filter_map(parse_range).collect());

fn table_lines() -> impl Iterator<Item = &'static str> {
    TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn parse_range(line: &'static str) -> Option<Range> {
    let (digits, operator) = line.split_once(' ')?;
    let (first, last) = digits.split_once('-')?;
    Some(Range { first: first.parse().ok()?, last: last.parse().ok()?, operator })
}

/// The id of the operator whose series a ten-digit mobile number belongs to.
///
/// `None` when the text is not ten ASCII digits. Also `None` when nobody is known to hold the series, or when its carrier
/// closed and it is not certain who took its customers.
pub fn operator_of(number: &str) -> Option<&'static str> {
    if number.len() != 10 || !number.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let prefix: u32 = number.get(..DIGITS)?.parse().ok()?;
    let after = RANGES.partition_point(|range| range.first <= prefix);
    let range = RANGES.get(after.checked_sub(1)?)?;
    (prefix <= range.last && range.operator != "-").then_some(range.operator)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_series_name_their_operator() {
        for (number, operator) in [
            ("9868000000", "mtnl"),
            ("6000000000", "jio"),
            ("6009999999", "jio"),
            ("6020000000", "bsnl"),
            ("6230000000", "airtel"),
            ("6127900000", "vi"),
        ] {
            assert_eq!(operator_of(number), Some(operator), "{number}");
        }
    }

    #[test]
    fn longest_prefix_decides() {
        // 620 is Jio's, but 6208 and 6209 inside it are not.
        assert_eq!(operator_of("6207999999"), Some("jio"));
        assert_eq!(operator_of("6208000000"), Some("vi"));
        assert_eq!(operator_of("6209999999"), Some("vi"));
    }

    #[test]
    fn merged_carriers_lead_to_their_heir() {
        // Uninor's series; its customers are Airtel's today.
        assert_eq!(operator_of("8436000000"), Some("airtel"));
    }

    #[test]
    fn closed_carriers_and_unknown_series_name_nobody() {
        // S Tel closed; 0, 1 and 5 begin no mobile number.
        for number in ["9129000000", "0000000000", "1234567890", "5999999999"] {
            assert_eq!(operator_of(number), None, "{number}");
        }
    }

    #[test]
    fn anything_but_ten_digits_names_nobody() {
        for text in ["", "98680", "986800000", "98680000000", "+919868000", "९८६८००"] {
            assert_eq!(operator_of(text), None, "{text}");
        }
    }

    #[test]
    fn every_line_of_the_table_is_understood() {
        assert_eq!(RANGES.len(), table_lines().count());
        assert!(RANGES.len() > 500, "{}", RANGES.len());
    }

    #[test]
    fn table_is_sorted_without_overlap() {
        assert!(RANGES.iter().all(|r| r.first <= r.last && r.last < 100_000));
        assert!(RANGES.windows(2).all(|w| w[0].last < w[1].first));
    }

    #[test]
    fn every_operator_of_the_table_is_a_prepaid_one_of_the_list() {
        let list = include_str!("../data/operators.csv");
        for range in RANGES.iter().filter(|range| range.operator != "-") {
            let row = format!("\n{},prepaid,", range.operator);
            assert!(list.contains(&row), "{}", range.operator);
        }
    }

    #[test]
    fn table_stays_small() {
        assert!(TABLE.len() < 64 * 1024, "{}", TABLE.len());
    }
}
