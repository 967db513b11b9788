//! How facts about a person are read as they are typed.

use proptest::prelude::*;
use secrecy::ExposeSecret;

use super::PersonProblem as P;
use super::*;

const TODAY: &str = "2026-11-20";

type Parse = fn(&str) -> Result<String, PersonProblem>;

fn table(parse: Parse, rows: &[(&str, Result<&str, PersonProblem>)]) {
    for (typed, read) in rows {
        assert_eq!(parse(typed), (*read).map(str::to_owned), "{typed:?}");
    }
}

fn birth(typed: &str) -> Result<String, PersonProblem> {
    parse_birth_date(typed, TODAY)
}

#[test]
fn nothing_typed_is_missing_everywhere() {
    let all: [Parse; 7] = [parse_name, parse_full_name, parse_email, parse_pincode, birth, parse_address, parse_place];
    for empty in ["", "  ", "\t", "\u{a0}", "\u{200e}"] {
        for parse in all {
            assert_eq!(parse(empty), Err(P::Missing), "{empty:?}");
        }
    }
    assert_eq!(parse_otp(" ").err(), Some(P::Missing));
}

#[test]
fn names_are_written_in_full_in_latin_letters() {
    table(
        parse_name,
        &[
            ("  Sunita   Devi ", Ok("Sunita Devi")),
            ("D\u{2019}Souza", Ok("D'Souza")),
            ("Anne\u{2010}Marie", Ok("Anne-Marie")),
            ("KUMAR", Ok("KUMAR")),
            ("K", Ok("K")),
            ("R. K.", Err(P::HasDots)),
            ("Kumar.", Err(P::HasDots)),
            ("...", Err(P::HasDots)),
            ("Ram2", Err(P::StrangeSign)),
            ("Ram१", Err(P::StrangeSign)),
            ("Ram@Kumar", Err(P::StrangeSign)),
            ("Ram\nKumar", Err(P::StrangeSign)),
            ("Ram\u{0}", Err(P::StrangeSign)),
            ("-'-", Err(P::StrangeSign)),
            ("सुनीता", Err(P::WrongForm)),
            ("रा. कुमार", Err(P::WrongForm)),
            ("René", Err(P::WrongForm)),
            (&"a".repeat(75), Ok(&"a".repeat(75))),
            (&"a".repeat(76), Err(P::TooLong)),
        ],
    );
    table(
        parse_full_name,
        &[
            ("Sunita  Devi", Ok("Sunita Devi")),
            ("Ram Kumar Verma", Ok("Ram Kumar Verma")),
            ("Sunita", Err(P::OneWord)),
            ("Sunita -", Err(P::OneWord)),
            ("R.K. Verma", Err(P::HasDots)),
            ("सुनीता देवी", Err(P::WrongForm)),
        ],
    );
}

#[test]
fn e_mail_addresses_that_no_mail_could_reach_are_refused() {
    table(
        parse_email,
        &[
            (" shop@example.com ", Ok("shop@example.com")),
            ("Shop.Desk+pan@mail.example.co.in", Ok("Shop.Desk+pan@mail.example.co.in")),
            ("shop_1@example-shop.in", Ok("shop_1@example-shop.in")),
            ("shop @example.com", Err(P::HasSpaces)),
            ("shop@example. com", Err(P::HasSpaces)),
            ("shop\n@example.com", Err(P::HasSpaces)),
            ("shop@example,com", Err(P::StrangeSign)),
            ("<shop@example.com>", Err(P::StrangeSign)),
            ("दुकान@example.com", Err(P::StrangeSign)),
            ("shop\u{7}@example.com", Err(P::StrangeSign)),
            ("shop", Err(P::WrongForm)),
            ("@example.com", Err(P::WrongForm)),
            ("shop@", Err(P::WrongForm)),
            ("shop@@example.com", Err(P::WrongForm)),
            ("shop@home@example.com", Err(P::WrongForm)),
            ("shop@localhost", Err(P::WrongForm)),
            ("shop..desk@example.com", Err(P::WrongForm)),
            (".shop@example.com", Err(P::WrongForm)),
            ("shop.@example.com", Err(P::WrongForm)),
            ("shop@example..com", Err(P::WrongForm)),
            ("shop@example.com.", Err(P::WrongForm)),
            ("shop@-example.com", Err(P::WrongForm)),
            ("shop@example-.com", Err(P::WrongForm)),
            ("shop@exam_ple.com", Err(P::WrongForm)),
            ("shop@10.0.0.1", Err(P::WrongForm)),
            ("shop@example.c", Err(P::WrongForm)),
            (&format!("{}@example.com", "a".repeat(65)), Err(P::TooLong)),
            (&format!("shop@{}in", "abcdefg.".repeat(32)), Err(P::TooLong)),
        ],
    );
}

#[test]
fn pin_codes_begin_with_a_postal_zone() {
    table(
        parse_pincode,
        &[
            ("282001", Ok("282001")),
            (" 282 001", Ok("282001")),
            ("282-001", Ok("282001")),
            ("२८२ ००१", Ok("282001")),
            ("900056", Ok("900056")),
            ("000000", Err(P::WrongForm)),
            ("082001", Err(P::WrongForm)),
            ("28200a", Err(P::WrongForm)),
            ("+282001", Err(P::WrongForm)),
            ("28200", Err(P::TooShort)),
            ("0", Err(P::TooShort)),
            ("2820011", Err(P::TooLong)),
        ],
    );
}

#[test]
fn dates_of_birth_are_days_of_people_of_age() {
    table(
        birth,
        &[
            ("05-11-1980", Ok("1980-11-05")),
            ("5/11/1980", Ok("1980-11-05")),
            ("05.11.1980", Ok("1980-11-05")),
            ("1980-11-05", Ok("1980-11-05")),
            ("०५-११-१९८०", Ok("1980-11-05")),
            ("29-02-2000", Ok("2000-02-29")),
            ("31-02-1990", Err(P::NoSuchDay)),
            ("29-02-1990", Err(P::NoSuchDay)),
            ("00-01-1990", Err(P::NoSuchDay)),
            ("11-25-1980", Err(P::NoSuchDay)),
            ("21-11-2026", Err(P::InFuture)),
            ("01-01-9999", Err(P::InFuture)),
            // The day of birth itself, the day before somebody is of age, and the day on which they are.
            ("20-11-2026", Err(P::TooYoung)),
            ("21-11-2008", Err(P::TooYoung)),
            ("20-11-2008", Ok("2008-11-20")),
            ("21-11-1905", Ok("1905-11-21")),
            ("20-11-1905", Err(P::WrongForm)),
            ("01-01-0001", Err(P::WrongForm)),
            ("05-11-80", Err(P::WrongForm)),
            ("5 Nov 1980", Err(P::WrongForm)),
            ("yesterday", Err(P::WrongForm)),
        ],
    );
    assert_eq!(parse_birth_date("29-02-2008", "2026-02-28"), Err(P::TooYoung));
    assert_eq!(parse_birth_date("29-02-2008", "2026-03-01").as_deref(), Ok("2008-02-29"));
    assert_eq!(parse_birth_date("05-11-1980", "no day").as_deref(), Ok("1980-11-05"));
    assert_eq!(parse_birth_date("05-11-1880", "no day"), Err(P::WrongForm));
}

#[test]
fn addresses_and_places_are_one_line_in_latin_letters() {
    table(
        parse_address,
        &[
            (" 12/4,  Station Road (opp. bank) ", Ok("12/4, Station Road (opp. bank)")),
            ("H.No. 7\r\nNear Temple\nAgra", Ok("H.No. 7 Near Temple Agra")),
            ("Shop #3\u{2013}4, M.G. Road", Ok("Shop #3-4, M.G. Road")),
            ("७ Station Road", Ok("7 Station Road")),
            ("स्टेशन रोड", Err(P::StrangeSign)),
            ("Road <b>", Err(P::StrangeSign)),
            ("Road\u{0}", Err(P::StrangeSign)),
            (",-,", Err(P::StrangeSign)),
            (&"a".repeat(200), Ok(&"a".repeat(200))),
            (&"a".repeat(201), Err(P::TooLong)),
        ],
    );
    table(
        parse_place,
        &[
            ("  New   Delhi", Ok("New Delhi")),
            ("Verma & Sons", Ok("Verma & Sons")),
            ("24/7 Store", Ok("24/7 Store")),
            ("282001", Err(P::WrongForm)),
            ("आगरा", Err(P::StrangeSign)),
            (&"a".repeat(80), Ok(&"a".repeat(80))),
            (&"a".repeat(81), Err(P::TooLong)),
        ],
    );
}

#[test]
fn a_one_time_password_is_six_digits_and_is_not_shown() {
    for typed in ["012345", " 012 345 ", "012-345", "०१२३४५", "01\u{a0}2345\n"] {
        let otp = parse_otp(typed).unwrap();
        assert_eq!(otp.expose_secret(), "012345", "{typed:?}");
        assert!(!format!("{otp:?}").contains("345"));
    }
    for typed in ["01234", "0123456", "012345678901234567890", "01234a", "+01234", "012345x", "012.345"] {
        assert_eq!(parse_otp(typed).err(), Some(P::WrongForm), "{typed}");
    }
}

proptest! {
    #[test]
    fn what_is_read_is_read_again_the_same(
        text in "\\PC{0,40}|[A-Za-z' .-]{0,90}|[a-z.@ -]{0,30}|[0-9 ]{4,8}|[0-3]?[0-9][-/.][01]?[0-9][-/.](19|20)[0-9]{2}"
    ) {
        let all: [Parse; 7] =
            [parse_name, parse_full_name, parse_email, parse_pincode, birth, parse_address, parse_place];
        for parse in all {
            if let Ok(read) = parse(&text) {
                prop_assert!(!read.is_empty() && read.bytes().all(|sign| (b' '..=b'~').contains(&sign)), "{}", read);
                prop_assert_eq!(parse(&read), Ok(read));
            }
        }
        if let Ok(otp) = parse_otp(&text) {
            prop_assert_eq!(otp.expose_secret().len(), 6);
        }
    }

    #[test]
    fn any_e_mail_address_that_is_read_has_one_at_and_a_dot_behind_it(text in "[a-z0-9.@-]{1,30}") {
        if let Ok(read) = parse_email(&text) {
            let (local, domain) = read.split_once('@').unwrap();
            prop_assert!(!local.is_empty() && !domain.contains('@') && domain.contains('.') && !read.contains(".."));
        }
    }

    #[test]
    fn every_zone_but_the_noughth_has_pin_codes(code in 0_u32..1_000_000) {
        prop_assert_eq!(parse_pincode(&format!("{code:06}")).is_ok(), code >= 100_000);
    }
}
