//! Numbers as people read them: one rule for the screen and for paper. The window's own rule reads the same table of examples.

use crate::{MOBILE_DIGITS, Service};

/// Cities whose STD code has two digits. Of all others nobody can tell where the code ends.
const SHORT_STD: [&str; 8] = ["11", "20", "22", "33", "40", "44", "79", "80"];
/// Digits of an STD code and its number together.
const STD_AND_NUMBER: usize = 10;
/// Digits in a group of a number that is no telephone number.
const GROUP: usize = 4;

/// A mobile number as people read it, `98765 43210`. Whatever else was given stays as it is.
pub fn spaced_mobile(number: &str) -> String {
    let is_mobile = number.len() == MOBILE_DIGITS && is_digits(number) && number.starts_with(['6', '7', '8', '9']);
    if is_mobile { in_halves(number) } else { number.to_owned() }
}

/// The number of a sale as people read it: a telephone as it is dialled, a vehicle as on its plate, any other id in fours.
pub fn shown_number(service: Service, number: &str) -> String {
    match service {
        Service::Prepaid
        | Service::Postpaid
        | Service::DataCard
        | Service::Voucher
        | Service::PanCard
        | Service::BankAccount => in_halves(number),
        // A toll tag is also found by the mobile number that it is registered with.
        Service::Fastag => plate(number).unwrap_or_else(|| in_halves(number)),
        Service::Landline => landline(number),
        Service::Dth
        | Service::Electricity
        | Service::Gas
        | Service::Insurance
        | Service::CashDrop
        | Service::MoneyTransfer
        | Service::AadhaarCheck
        | Service::WalletLoad => in_fours(number),
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|digit| digit.is_ascii_digit())
}

/// Up to ten digits in two parts, the first of five.
fn in_halves(number: &str) -> String {
    let half = MOBILE_DIGITS / 2;
    match number.split_at_checked(half) {
        Some((first, last)) if is_digits(number) && !last.is_empty() && number.len() <= MOBILE_DIGITS => {
            format!("{first} {last}")
        }
        Some(_) | None => number.to_owned(),
    }
}

fn in_fours(number: &str) -> String {
    if !is_digits(number) {
        return number.to_owned();
    }
    number.char_indices().fold(String::new(), |mut shown, (at, digit)| {
        if at > 0 && at.is_multiple_of(GROUP) {
            shown.push(' ');
        }
        shown.push(digit);
        shown
    })
}

/// `022 2430 1234`. A code that cannot be told from its number stays with it.
fn landline(number: &str) -> String {
    if !is_digits(number) {
        return number.to_owned();
    }
    let (zero, dialled) = number.strip_prefix('0').map_or(("", number), |rest| ("0", rest));
    let is_whole = dialled.len() == STD_AND_NUMBER;
    if zero.is_empty() && !is_whole {
        return in_fours(number);
    }
    let split = SHORT_STD.iter().find_map(|code| Some((*code, dialled.strip_prefix(code)?)));
    match split {
        Some((code, local)) if !local.is_empty() => format!("{zero}{code} {}", in_fours(local)),
        Some(_) | None => number.to_owned(),
    }
}

/// A vehicle's number as on its plate: `UP 80 BT 4471`, `22 BH 1234 AA`. `None` when it is none.
fn plate(number: &str) -> Option<String> {
    let mut runs: Vec<String> = Vec::new();
    let mut was_digit = None;
    for sign in number.chars() {
        let is_digit = sign.is_ascii_digit();
        if !is_digit && !sign.is_ascii_uppercase() {
            return None;
        }
        if was_digit == Some(is_digit) {
            runs.last_mut()?.push(sign);
        } else {
            runs.push(sign.to_string());
        }
        was_digit = Some(is_digit);
    }
    let runs: Vec<&str> = runs.iter().map(String::as_str).collect();
    let is_long = |text: &str, least: usize, most: usize| (least..=most).contains(&text.len());
    match runs[..] {
        [state, district, series, own]
            if is_long(state, 2, 2) && is_long(district, 1, 2) && is_long(series, 1, 3) && is_long(own, 1, 4) =>
        {
            (!is_digits(state)).then(|| runs.join(" "))
        }
        [year, "BH", own, series] if is_long(year, 2, 2) && is_long(own, 4, 4) && is_long(series, 1, 2) => {
            Some(runs.join(" "))
        }
        [state, digits] if is_long(state, 2, 2) && is_long(digits, 2, 6) && is_digits(digits) => {
            let (district, own) = digits.split_at(2.min(digits.len() - 1));
            Some(format!("{state} {district} {own}"))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mobile_number_is_read_in_two_halves_and_nothing_else_is() {
        assert_eq!(spaced_mobile("9876543210"), "98765 43210");
        for other in
            ["", "98765 43210", "5876543210", "987654321", "98765432100", "0141-2345678", "MH12AB1234", "९८७६५४३२१०"]
        {
            assert_eq!(spaced_mobile(other), other);
        }
    }

    /// The window's own tests read the same table, because a slip must show the number that the screen showed.
    #[test]
    fn numbers_as_people_read_them() {
        let table = include_str!("../data/shown-numbers.tsv");
        let rows: Vec<_> = table.lines().filter(|line| !line.starts_with('#')).collect();
        assert!(rows.len() > 25);
        for row in rows {
            let mut columns = row.split('\t');
            let mut next = || columns.next().expect("three columns");
            let (service, number, shown) = (next(), next(), next());
            let service = Service::parse(service).expect("a service");
            assert_eq!(shown_number(service, number), shown, "{row}");
        }
    }

    #[test]
    fn nothing_of_a_number_is_lost_in_showing_it() {
        for (service, word) in Service::ALL {
            for number in ["", "0", "02", "022", "0222430", "12345678901234", "MH", "MH1", "MH12A1", "22BH1A", "0016"] {
                assert_eq!(shown_number(service, number).replace(' ', ""), number, "{word}");
            }
        }
    }
}
