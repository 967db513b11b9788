//! Money as the companies write it: `10`, `10.00`, `1,169`, `Rs. 10`, `₹10/-`.

use domain::Paise;

/// What may stand before an amount, in small letters; the longest first.
const BEFORE: [&str; 6] = ["rupees", "inr", "rs.", "rs", "₹", "re."];

/// Reads an amount. `None` for anything that is not plainly one, and for what is finer than a paisa: it is never equal to
/// what was sold.
pub(crate) fn read(text: &str) -> Option<Paise> {
    Paise::from_wire(&plain(text)?)
}

/// Reads a balance, rounded down to the paisa. `None` for anything that is not plainly one.
pub(crate) fn balance(text: &str) -> Option<Paise> {
    Paise::floor_from_wire(&plain(text)?)
}

/// The number without the signs of rupees around it and without groups.
fn plain(text: &str) -> Option<String> {
    let lower = text.trim().to_lowercase();
    let (negative, rest) = match lower.strip_prefix('-') {
        Some(rest) => (true, rest.trim_start()),
        None => (false, lower.as_str()),
    };
    let rest = BEFORE.iter().find_map(|sign| rest.strip_prefix(sign)).unwrap_or(rest).trim_start();
    let rest = rest.strip_suffix("/-").unwrap_or(rest).trim_end();
    let rest =
        ["rupees", "inr", "rs.", "rs"].iter().find_map(|sign| rest.strip_suffix(sign)).unwrap_or(rest).trim_end();
    let digits = ungrouped(rest)?;
    Some(if negative { format!("-{digits}") } else { digits })
}

/// Without the commas of its groups, which are of two or three digits, the last one of three: `10,00` is no amount.
fn ungrouped(text: &str) -> Option<String> {
    if !text.contains(',') {
        return Some(text.to_owned());
    }
    let (whole, fraction) = text.split_once('.').map_or((text, None), |(whole, fraction)| (whole, Some(fraction)));
    let (sign, whole) = whole.strip_prefix('-').map_or(("", whole), |whole| ("-", whole));
    let groups: Vec<&str> = whole.split(',').collect();
    let [first, inner @ .., last] = groups.as_slice() else { return None };
    let fits =
        (1..=3).contains(&first.len()) && last.len() == 3 && inner.iter().all(|group| matches!(group.len(), 2 | 3));
    let fraction = fraction.map(|fraction| format!(".{fraction}")).unwrap_or_default();
    fits.then(|| format!("{sign}{}{fraction}", groups.concat()))
}

#[cfg(test)]
mod tests {
    use super::{balance, read};

    #[test]
    fn the_same_money_is_read_in_every_writing() {
        for (text, paise) in [
            ("10", Some(1_000)),
            ("10.00", Some(1_000)),
            ("10.0", Some(1_000)),
            (" 10.0000 ", Some(1_000)),
            ("1,169", Some(116_900)),
            ("1,23,456.50", Some(12_345_650)),
            ("Rs. 10", Some(1_000)),
            ("Rs.10.00", Some(1_000)),
            ("RS 1,500.00", Some(150_000)),
            ("₹ 1500", Some(150_000)),
            ("₹10/-", Some(1_000)),
            ("10/-", Some(1_000)),
            ("INR 10", Some(1_000)),
            ("10 INR", Some(1_000)),
            ("-5.00", Some(-500)),
            ("Rs. -5.00", Some(-500)),
            ("- Rs. 5", Some(-500)),
            ("10,00", None),
            ("1,2", None),
            ("29.31,Success", None),
            ("29.31,000", None),
            (",100", None),
            ("10.005", None),
            ("4e3", None),
            ("ten", None),
            ("Rs.", None),
            ("", None),
            ("10 20", None),
            ("١٠", None),
        ] {
            assert_eq!(read(text).map(domain::Paise::get), paise, "{text:?}");
            if text != "10.005" {
                assert_eq!(balance(text).map(domain::Paise::get), paise, "{text:?}");
            }
        }
    }

    #[test]
    fn a_balance_is_rounded_down() {
        for (text, paise) in [
            ("10.005", 1_000),
            ("Rs. 1,234.4999999998", 123_449),
            ("₹ 47.155/-", 4_715),
            ("Rs. -47.155", -4_716),
            ("INR 7.1E-15", 0),
        ] {
            assert_eq!(balance(text).map(domain::Paise::get), Some(paise), "{text:?}");
            assert_eq!(read(text), None, "{text:?}");
        }
        for text in ["4e3", "1,234.5,67", "10.005 20"] {
            assert_eq!(balance(text), None, "{text:?}");
        }
    }
}
