//! Numbers as people read them.

use crate::{MOBILE_DIGITS, Service};

/// A mobile number as people read it, `98765 43210`. Whatever else was given stays as it is.
pub fn spaced_mobile(number: &str) -> String {
    let is_mobile = number.len() == MOBILE_DIGITS
        && number.bytes().all(|digit| digit.is_ascii_digit())
        && number.starts_with(['6', '7', '8', '9']);
    if !is_mobile {
        return number.to_owned();
    }
    let (first, last) = number.split_at(MOBILE_DIGITS / 2);
    format!("{first} {last}")
}

/// The number of a sale as people read it. Ten digits of a dish or a meter are no mobile number, and stay as they stand on its bill.
pub fn shown_number(service: Service, number: &str) -> String {
    match service {
        Service::Prepaid
        | Service::Postpaid
        | Service::DataCard
        | Service::Voucher
        // A toll tag is also found by the mobile number that it is registered with.
        | Service::Fastag
        | Service::PanCard
        | Service::BankAccount => spaced_mobile(number),
        Service::Dth
        | Service::Landline
        | Service::Electricity
        | Service::Gas
        | Service::Insurance
        | Service::CashDrop
        | Service::MoneyTransfer
        | Service::AadhaarCheck
        | Service::WalletLoad => number.to_owned(),
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
        for (service, word) in Service::ALL {
            let is_spaced = shown_number(service, "9876543210") != "9876543210";
            let is_someones_mobile =
                ["prepaid", "postpaid", "data_card", "voucher", "fastag", "pan_card", "bank_account"];
            assert_eq!(is_spaced, is_someones_mobile.contains(&word), "{word}");
        }
    }
}
