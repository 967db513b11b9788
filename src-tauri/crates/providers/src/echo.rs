//! Whose answer is it? The same three comparisons for every dialect: the order id exactly, the number as the same number,
//! the amount as the same money.

use domain::Service;
use domain::flaw::{self, Flaw};

use crate::money;
use crate::provider::Order;

/// What an answer repeats of the order, as printed; `None` where it does not stand.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Echo<'a> {
    pub(crate) order_id: Option<&'a str>,
    pub(crate) number: Option<&'a str>,
    pub(crate) amount: Option<&'a str>,
}

/// What programs print where there is nothing.
const NOTHING: [&str; 9] = ["0", "0.0", "0.00", "na", "n/a", "nil", "null", "none", "-"];

impl Echo<'_> {
    /// Whether something that stands is not ours. An answer that repeats nothing contradicts nothing.
    pub(crate) fn contradicts(&self, order: &Order) -> bool {
        if flaw::is_on(Flaw::IgnoreEcho) {
            return false;
        }
        let other_id = self.order_id.is_some_and(|id| id != order.order_id.as_str());
        let other_number = self.number.is_some_and(|number| !is_number_of(number, order));
        let other_amount = self.amount.is_some_and(|amount| money::read(amount) != Some(order.amount));
        other_id || other_number || other_amount
    }

    /// The same without what is printed where there is nothing: so may an answer repeat an order that it does not know.
    pub(crate) fn without_blanks(self) -> Self {
        let stands = |text: &&str| !NOTHING.contains(&text.to_lowercase().as_str());
        Echo {
            order_id: self.order_id.filter(stands),
            number: self.number.filter(stands),
            amount: self.amount.filter(stands),
        }
    }
}

/// Digits of an STD code without its zero.
const STD_DIGITS: std::ops::RangeInclusive<usize> = 2..=4;
/// Digits of a landline with its code, whatever city it is in.
const LANDLINE_DIGITS: usize = 10;

/// The codes of two digits. No longer code begins like one of them.
const SHORT_CODES: [&str; 8] = ["11", "20", "22", "33", "40", "44", "79", "80"];

/// Whether a company prints the number of an order. A landline may be printed with its STD code or without, whichever way it
/// went out.
fn is_number_of(printed: &str, order: &Order) -> bool {
    is_same_number(printed, &order.number) || (order.service == Service::Landline && is_same_landline(printed, order))
}

fn is_same_landline(printed: &str, order: &Order) -> bool {
    let ours = bare(&order.number);
    let is_all_digits = |text: &str| text.bytes().all(|sign| sign.is_ascii_digit());
    if !is_all_digits(&ours) {
        return false;
    }
    // The code went out as a field of its own: no other field is so short.
    let codes = order.extras.values().map(|text| bare(text));
    let mut codes = codes.filter(|code| STD_DIGITS.contains(&code.len()) && is_all_digits(code)).peekable();
    if codes.peek().is_some() {
        return codes.any(|code| {
            let local = ours.strip_prefix(&code).filter(|_| ours.len() == LANDLINE_DIGITS);
            let whole = format!("{code}{ours}");
            (whole.len() == LANDLINE_DIGITS && is_same_number(printed, &whole)) || local == Some(&bare(printed))
        });
    }
    // It went out in the number: what is left out then is a code. Where it has three or four digits, only a list of all codes could
    // tell which.
    let printed = bare(printed);
    let code = ours.strip_suffix(&printed).filter(|_| ours.len() == LANDLINE_DIGITS);
    let is_code = |code: &str| match SHORT_CODES.iter().find(|short| ours.starts_with(**short)) {
        Some(short) => code == *short,
        None => STD_DIGITS.contains(&code.len()) && code.len() > SHORT_CODES[0].len(),
    };
    code.is_some_and(is_code)
}

/// Whether a company prints our number: without separators, leading zeros and case, and, of a number of ten digits, with or
/// without the country code.
fn is_same_number(printed: &str, ours: &str) -> bool {
    let (printed, ours) = (bare(printed), bare(ours));
    let is_mobile = ours.len() == 10 && ours.bytes().all(|sign| sign.is_ascii_digit());
    printed == ours || (is_mobile && printed.strip_prefix("91").map(|rest| rest.trim_start_matches('0')) == Some(&ours))
}

fn bare(number: &str) -> String {
    // A number that was printed as one with a fraction.
    let whole = number.split_once('.').filter(|(_, rest)| !rest.is_empty() && rest.bytes().all(|sign| sign == b'0'));
    let number = whole.map_or(number, |(whole, _)| whole);
    let separates = |sign: &char| sign.is_whitespace() || matches!(sign, '-' | '+' | '(' | ')' | '.' | '/');
    let signs: String = number.chars().filter(|sign| !separates(sign)).flat_map(char::to_lowercase).collect();
    signs.trim_start_matches('0').to_owned()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use domain::{OrderId, Paise, Service};

    use super::{is_number_of, is_same_number};
    use crate::Order;

    fn order(service: Service, number: &str, code: Option<&str>) -> Order {
        Order {
            order_id: OrderId::parse("K7QX2M000017").expect("an id"),
            service,
            code: "MTNLLD".to_owned(),
            number: number.to_owned(),
            amount: Paise::new(49_900),
            circle_code: None,
            extras: code.map(|code| ("value1".to_owned(), code.to_owned())).into_iter().collect::<BTreeMap<_, _>>(),
            special: false,
            submitted_at_ms: 0,
        }
    }

    #[test]
    fn a_landline_is_the_same_with_its_code_and_without_and_no_other_is() {
        // How it went out, what is printed of it, and what is of another.
        let cases = [
            (
                order(Service::Landline, "23456789", Some("011")),
                ["23456789", "011-23456789", "01123456789", "1123456789", "+91 11 23456789", "(011) 2345 6789"],
                ["23456788", "022-23456789", "3456789", "0111-23456789", "01123456788", "456789"],
            ),
            (
                order(Service::Landline, "2345678", Some("0141")),
                ["2345678", "0141-2345678", "01412345678", "1412345678", "911412345678", "0141 2345678"],
                ["12345678", "0142-2345678", "0141-2345679", "345678", "412345678", "41-2345678"],
            ),
            (
                order(Service::Landline, "01123456789", None),
                ["01123456789", "011-23456789", "23456789", "911123456789", "1123456789", "2345-6789"],
                ["23456788", "022-23456789", "3456789", "123456789", "456789", ""],
            ),
            (
                order(Service::Landline, "01123456789", Some("11")),
                ["01123456789", "011-23456789", "23456789", "911123456789", "1123456789", "2345-6789"],
                ["3456789", "456789", "01123456788", "1101123456789", "", "6789"],
            ),
            (
                order(Service::Landline, "0141 2345678", None),
                ["01412345678", "0141-2345678", "2345678", "1412345678", "911412345678", "345678"],
                ["12345678", "0142-2345678", "45678", "412345678", "", "2345679"],
            ),
        ];
        for (order, same, other) in cases {
            for printed in same {
                assert!(is_number_of(printed, &order), "{printed} of {}", order.number);
            }
            for printed in other {
                assert!(!is_number_of(printed, &order), "{printed} of {}", order.number);
            }
        }
        // Anything but a landline is exact, whatever fields went with it.
        assert!(!is_number_of("01123456789", &order(Service::Electricity, "23456789", Some("011"))));
        assert!(!is_number_of("12300045", &order(Service::Prepaid, "9812300045", None)));
    }

    #[test]
    fn a_number_is_the_same_in_every_writing_and_no_other_is() {
        let ours = "9812300045";
        for printed in [
            ours,
            "919812300045",
            "+919812300045",
            "+91-9812300045",
            "+91 98123 00045",
            "(+91) 98123-00045",
            "09812300045",
            "0919812300045",
            "00919812300045",
            "91-09812300045",
            "9812300045.0",
            "98123 00045",
        ] {
            assert!(is_same_number(printed, ours), "{printed}");
        }
        for printed in [
            "9812300046",
            "929812300045",
            "12300045",
            "98123000451",
            "1919812300045",
            "9812300045.5",
            "98xxxx0045",
            "•••45",
            "981230004A5",
            "",
            "91",
            "9191 9812300045",
        ] {
            assert!(!is_same_number(printed, ours), "{printed}");
        }
        assert!(is_same_number("mh 12-ab 1234", "MH12AB1234"));
        assert!(is_same_number("01123456789", "1123456789"));
        // Twelve digits that begin with 91 are a number of their own.
        assert!(!is_same_number("2345678901", "912345678901"));
        assert!(!is_same_number("9112345", "12345"));
    }
}
