//! Numbers as they are typed.

use super::*;
use proptest::prelude::*;

#[test]
fn mobile_numbers_as_typed_and_pasted() {
    for text in [
        "9876543210",
        "98765 43210",
        "+91 98765-43210",
        "0091 9876543210",
        "919876543210",
        "09876543210",
        "(98765) 43210",
        "९८७६५४३२१०",
        "\u{202a}+91 98765 43210\u{202c}",
    ] {
        assert_eq!(parse_mobile(text).as_deref(), Ok("9876543210"), "{text}");
    }
}

/// The window's own tests read the same table, because both must understand a pasted number.
#[test]
fn numbers_as_people_paste_them() {
    let table = include_str!("../../data/pasted-numbers.tsv");
    let rows: Vec<_> = table.lines().filter(|line| !line.starts_with('#')).collect();
    assert!(rows.len() > 40);
    for row in rows {
        let (typed, wanted) = row.split_once('\t').expect("two columns");
        let typed = unescaped(typed);
        let read = parse_mobile(&typed).ok();
        assert_eq!(read.as_deref(), Some(wanted).filter(|wanted| *wanted != "-"), "{row}");
    }
}

/// Turns `\\u{200b}` into the sign itself, because nobody would see the sign in the table.
fn unescaped(text: &str) -> String {
    let mut parts = text.split("\\u{");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (code, rest) = part.split_once('}').expect("a closed escape");
        plain.push(char::from_u32(u32::from_str_radix(code, 16).expect("a number")).expect("a sign"));
        plain.push_str(rest);
    }
    plain
}

#[test]
fn a_landline_goes_out_with_its_code_once() {
    let read = |text: &str, code: &str| parse_landline(text, code, 6, 11);
    for (text, code, wanted) in [
        ("0562-2520001", "0562", "2520001"),
        ("0562-2520001", "562", "2520001"),
        ("5622520001", "0562", "2520001"),
        ("+91 562 2520001", "०५६२", "2520001"),
        ("91-562-2520001", "0562", "2520001"),
        ("(011) 2345 6789", "011", "23456789"),
        ("2520001", "0562", "2520001"),
        // A whole number that begins with the same digits has no code before it.
        ("5622520", "0562", "5622520"),
        ("0562-2520001", "", "05622520001"),
        ("+91 562 2520001", "", "5622520001"),
        ("0562-2520001", "0121", "05622520001"),
    ] {
        assert_eq!(read(text, code).as_deref(), Ok(wanted), "{text} {code}");
    }
    assert_eq!(read("25200", "0562"), Err(NumberProblem::TooShort { digits: 5, wanted: 6 }));
    assert_eq!(read("+1 212 555 0100", "212"), Err(NumberProblem::IsForeign));
}

#[test]
fn what_is_not_a_mobile_number_says_why() {
    assert_eq!(parse_mobile(""), Err(NumberProblem::Missing));
    assert_eq!(parse_mobile("987654321"), Err(NumberProblem::TooShort { digits: 9, wanted: 10 }));
    assert_eq!(parse_mobile("98765432101"), Err(NumberProblem::TooLong { digits: 11, wanted: 10 }));
    assert_eq!(parse_mobile("98765abcde"), Err(NumberProblem::HasLetters));
    assert_eq!(parse_mobile("0562 2234567"), Err(NumberProblem::IsLandline));
    assert_eq!(parse_mobile("5622234567"), Err(NumberProblem::IsLandline));
    assert_eq!(parse_mobile("00000 00000"), Err(NumberProblem::IsNobodys));
    assert_eq!(parse_mobile("11111 11111"), Err(NumberProblem::IsNobodys));
    assert_eq!(parse_mobile("99999 99999").as_deref(), Ok("9999999999"), "somebody has it");
    assert_eq!(parse_mobile("+1 212 555 0100"), Err(NumberProblem::IsForeign));
}

#[test]
fn subscriber_numbers_keep_their_leading_zeros() {
    assert_eq!(parse_subscriber("0151 234 5678", 10, 11).as_deref(), Ok("01512345678"));
    assert_eq!(parse_subscriber("12345", 10, 11), Err(NumberProblem::TooShort { digits: 5, wanted: 10 }));
}

#[test]
fn references_keep_letters_hyphens_and_strokes() {
    for (typed, read) in
        [("1234 5678", "12345678"), ("ab-12/C", "ab-12/C"), (" १२३४ ", "1234"), ("\u{202a}12\u{a0}34\u{202c}", "1234")]
    {
        assert_eq!(parse_reference(typed, 4, 20).as_deref(), Ok(read), "{typed}");
    }
    assert_eq!(parse_reference("  ", 4, 20), Err(NumberProblem::Missing));
    assert_eq!(parse_reference("123", 4, 20), Err(NumberProblem::TooShort { digits: 3, wanted: 4 }));
    assert_eq!(parse_reference("123456", 4, 5), Err(NumberProblem::TooLong { digits: 6, wanted: 5 }));
    for strange in ["1234&5", "12$34", "1234=", "अ1234", "12\n34", "----", "12.34", "1234\u{0}"] {
        assert_eq!(parse_reference(strange, 4, 20), Err(NumberProblem::StrangeSign), "{strange}");
    }
}

#[test]
fn vehicles_old_and_new() {
    for (typed, read) in [
        ("UP80BT4471", "UP80BT4471"),
        ("up-80 bt-4471", "UP80BT4471"),
        ("DL1CAB1234", "DL1CAB1234"),
        ("dl 8 c ab 1234", "DL8CAB1234"),
        ("MH 12 A 7", "MH12A7"),
        ("KA०५MN१२३४", "KA05MN1234"),
        ("22 BH 1234 AA", "22BH1234AA"),
        ("21bh0001c", "21BH0001C"),
        ("UP801234", "UP801234"),
        ("MHA 1234", "MHA1234"),
    ] {
        assert_eq!(parse_vehicle(typed).as_deref(), Some(read), "{typed}");
        assert_eq!(parse_vehicle_or_mobile(typed).as_deref(), Ok(read), "{typed}");
    }
    for typed in ["", "UP80", "9876543210", "UP80BT44711", "22XX1234AA", "U80BT4471", "UP80BTXY4471", "अप80BT4471"]
    {
        assert_eq!(parse_vehicle(typed), None, "{typed}");
    }
    assert_eq!(parse_vehicle_or_mobile("+91 98765-43210").as_deref(), Ok("9876543210"));
    assert_eq!(parse_vehicle_or_mobile(" "), Err(NumberProblem::Missing));
    assert_eq!(parse_vehicle_or_mobile("98765"), Err(NumberProblem::TooShort { digits: 5, wanted: 10 }));
    assert_eq!(parse_vehicle_or_mobile("98765$3210"), Err(NumberProblem::NotAVehicle));
}

proptest! {
    #[test]
    fn what_is_read_of_a_reference_or_a_vehicle_is_read_again(text in "\\PC{0,24}|[A-Za-z0-9/ -]{1,14}") {
        if let Ok(number) = parse_reference(&text, 4, 20) {
            prop_assert_eq!(parse_reference(&number, 4, 20), Ok(number));
        }
        if let Ok(number) = parse_vehicle_or_mobile(&text) {
            prop_assert!(number.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit()));
            prop_assert_eq!(parse_vehicle_or_mobile(&number), Ok(number));
        }
    }

    #[test]
    fn any_text_gives_ten_mobile_digits_or_a_problem(text in "\\PC{0,24}") {
        if let Ok(number) = parse_mobile(&text) {
            prop_assert_eq!(number.len(), MOBILE_DIGITS);
            prop_assert!(number.bytes().all(|byte| byte.is_ascii_digit()));
        }
    }
}
