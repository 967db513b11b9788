//! Rupees as the providers write them, without a float.

/// The most that one request may be for, in rupees: enough for any bill, and far from the end of `i64`.
const MOST_RUPEES: i64 = 1_000_000;

/// Reads `10`, `10.5` or `10.50`. `None` for anything else, for nothing, and for more than a million rupees.
pub(crate) fn paise_of(text: &str) -> Option<i64> {
    let (rupees, rest) = text.split_once('.').unwrap_or((text, "00"));
    let only_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !only_digits(rupees) || !only_digits(rest) || rest.len() > 2 {
        return None;
    }
    let rupees: i64 = rupees.parse().ok()?;
    let tenfold = if rest.len() == 1 { 10 } else { 1 };
    let paise = rest.parse::<i64>().ok()? * tenfold;
    let total = rupees.checked_mul(100)?.checked_add(paise)?;
    (total > 0 && rupees <= MOST_RUPEES).then_some(total)
}

/// Writes rupees with two decimals: `1250` is `12.50`.
pub(crate) fn rupees_of(paise: i64) -> String {
    let sign = if paise < 0 { "-" } else { "" };
    let size = paise.unsigned_abs();
    format!("{sign}{}.{:02}", size / 100, size % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_whole_and_broken_rupees() {
        assert_eq!(paise_of("10"), Some(1_000));
        assert_eq!(paise_of("10.5"), Some(1_050));
        assert_eq!(paise_of("10.05"), Some(1_005));
    }

    #[test]
    fn refuses_what_is_no_amount() {
        for text in ["", "0", "0.00", "-5", "+5", "1.", ".5", "1.234", "1e3", "₹10", "1000001", "99999999999999999999"]
        {
            assert_eq!(paise_of(text), None, "{text}");
        }
    }

    #[test]
    fn writes_two_decimals() {
        assert_eq!(rupees_of(1_248_050), "12480.50");
        assert_eq!(rupees_of(5), "0.05");
        assert_eq!(rupees_of(-105), "-1.05");
    }
}
