//! Numbers from several rounds.

/// The middle one; of an even count the mean of the two in the middle.
pub fn median(mut numbers: Vec<u64>) -> Option<u64> {
    numbers.sort_unstable();
    let middle = numbers.len() / 2;
    match numbers.len() {
        0 => None,
        n if n % 2 == 1 => Some(numbers[middle]),
        _ => Some(numbers[middle - 1].midpoint(numbers[middle])),
    }
}

/// `a / b` with two decimals, rounded, without floating point: `1.07`.
pub fn ratio(a: u64, b: u64) -> String {
    let hundredths = hundredths(a, b);
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

/// `a / b` in hundredths, rounded.
pub fn hundredths(a: u64, b: u64) -> u64 {
    (a * 100 + b / 2) / b.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_ignores_one_bad_round() {
        assert_eq!(median(vec![10, 900, 11]), Some(11));
        assert_eq!(median(vec![10, 12]), Some(11));
        assert_eq!(median(vec![]), None);
    }

    #[test]
    fn ratios_are_rounded() {
        assert_eq!(ratio(115, 100), "1.15");
        assert_eq!(ratio(2, 3), "0.67");
        assert_eq!(ratio(7, 2), "3.50");
    }
}
