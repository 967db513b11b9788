//! Amounts as they are typed and told.

use super::*;
use proptest::prelude::*;

fn typed(text: &str) -> Result<Paise, AmountProblem> {
    parse_amount(text, Paise::new(1_000), Paise::new(1_000_000))
}

#[test]
fn amounts_as_typed() {
    for (text, paise) in [
        ("299", 29_900),
        ("₹ 1,299.50", 129_950),
        ("२९९", 29_900),
        ("10.5", 1_050),
        (" 10. ", 1_000),
        ("1, 299", 129_900),
        ("₹299", 29_900),
        ("Rs. 299.00", 29_900),
        ("Rs 299", 29_900),
        ("rs299", 29_900),
        ("RS.299", 29_900),
    ] {
        assert_eq!(typed(text), Ok(Paise::new(paise)), "{text}");
    }
    // A comma that groups nothing may be meant for a point.
    for text in ["107,50", "1,07", ",299", "1,,299", "12.3,456", "299,"] {
        assert_eq!(typed(text), Err(AmountProblem::NotANumber), "{text}");
    }
    assert_eq!(parse_amount("1,00,000", Paise::new(1), Paise::new(i64::MAX)), Ok(Paise::new(10_000_000)));
    for text in ["1e3", "-10", "ten", "1.2.3", ".", "+5", "1_000", "0x20", "RS7X2M", "rupees 5", "रु", "r"] {
        assert_eq!(typed(text), Err(AmountProblem::NotANumber), "{text}");
    }
    assert_eq!(typed("10.005"), Err(AmountProblem::TooFine));
    for text in ["  ", "₹", "Rs. "] {
        assert_eq!(typed(text), Err(AmountProblem::Missing), "{text}");
    }
    assert_eq!(typed("0.00"), Err(AmountProblem::Zero));
    assert_eq!(typed("9.99"), Err(AmountProblem::Below(Paise::new(1_000))));
    assert_eq!(typed("99999999999999999999"), Err(AmountProblem::Above(Paise::new(1_000_000))));
}

#[test]
fn amounts_as_printed() {
    assert_eq!(Paise::new(29_900).to_wire(), "299");
    assert_eq!(Paise::new(29_950).to_wire(), "299.50");
    assert_eq!(Paise::new(-5).to_decimal(), "-0.05");
    assert_eq!(Paise::new(999_999_900).to_string(), "₹ 99,99,999");
    assert_eq!(Paise::new(1_248_050).to_string(), "₹ 12,480.50");
    assert_eq!(Paise::new(9_900).to_string(), "₹ 99");
    assert_eq!(Paise::from_wire("0.0000"), Some(Paise::ZERO));
    assert_eq!(Paise::from_wire("12150.50"), Some(Paise::new(1_215_050)));
    for text in ["", "1e3", "1.001", "abc", "NaN", "--1", "1-", "∞"] {
        assert_eq!(Paise::from_wire(text), None, "{text}");
    }
}

#[test]
fn a_balance_is_rounded_down_and_an_amount_is_not() {
    for (text, paise) in [
        ("47.155", 4_715),
        ("47.159", 4_715),
        ("12150.5067", 1_215_050),
        ("1234.4999999998", 123_449),
        ("29.310000000000002", 2_931),
        ("0.0049", 0),
        ("-0.004", -1),
        ("-47.155", -4_716),
        ("7.105427357601E-15", 0),
        ("-1.4e-14", 0),
        ("9.99e-3", 0),
    ] {
        assert_eq!(Paise::floor_from_wire(text), Some(Paise::new(paise)), "{text}");
        assert_eq!(Paise::from_wire(text), None, "{text}");
    }
    for (text, paise) in [("47.15", 4_715), ("-47.1500", -4_715), ("0", 0), (" 12 ", 1_200)] {
        assert_eq!(Paise::floor_from_wire(text), Some(Paise::new(paise)), "{text}");
        assert_eq!(Paise::from_wire(text), Some(Paise::new(paise)), "{text}");
    }
    let none =
        ["", "1e3", "4.7e1", "1e-2", "1e-", "e-15", "12e-5", "1.e-5", "1e--5", "1e-5e-5", "47.15x", "NaN", "1.2.3"];
    for text in none {
        assert_eq!(Paise::floor_from_wire(text), None, "{text}");
    }
}

#[test]
fn commission_is_rounded_down() {
    let two_percent = BasisPoints::new(200).expect("in range");
    assert_eq!(Paise::new(29_900).commission(two_percent), Some(Paise::new(598)));
    assert_eq!(Paise::new(49).commission(two_percent), Some(Paise::ZERO));
    assert_eq!(BasisPoints::parse_percent("2.25 %").map(BasisPoints::get), Some(225));
    assert_eq!(BasisPoints::parse_percent("101"), None);
    assert_eq!(BasisPoints::parse_percent("-1"), None);
}

proptest! {
    #[test]
    fn what_is_printed_is_read_back(paise in -1_000_000_000_000_i64..1_000_000_000_000) {
        let amount = Paise::new(paise);
        prop_assert_eq!(Paise::from_wire(&amount.to_wire()), Some(amount));
        prop_assert_eq!(Paise::from_wire(&amount.to_decimal()), Some(amount));
    }

    #[test]
    fn any_text_is_an_amount_in_range_or_a_problem(text in "\\PC{0,24}") {
        if let Ok(amount) = typed(&text) {
            prop_assert!(amount >= Paise::new(1_000) && amount <= Paise::new(1_000_000));
        }
    }
}
