//! Whose answer is it? The same three comparisons for every dialect: the order id exactly, the number as the same number,
//! the amount as the same money.

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
        let other_number = self.number.is_some_and(|number| !is_same_number(number, &order.number));
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
    use super::is_same_number;

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
