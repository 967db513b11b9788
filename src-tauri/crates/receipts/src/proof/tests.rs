//! Slips that were edited, mistyped, or made by others.

use proptest::prelude::*;

use super::*;

fn key(seed: u8) -> SlipKey {
    SlipKey::of_secret(&[seed; 32])
}

fn facts() -> SlipFacts {
    SlipFacts {
        order_id: "K7QX2M000017".into(),
        amount: Paise::new(29_900),
        says: SlipSays::Done,
        sold_at_s: 1_795_199_400,
    }
}

fn any_facts() -> impl Strategy<Value = SlipFacts> {
    ("[A-Z0-9]{6,20}", -1_i64..1_000_000_000, 0..5_usize, 0..9_999_999_999_i64).prop_map(
        |(order_id, paise, says, sold_at_s)| SlipFacts {
            order_id,
            amount: Paise::new(paise),
            says: SlipSays::ALL[says].0,
            sold_at_s,
        },
    )
}

fn code_of(text: &str) -> Option<SlipCode> {
    match read_slip(text) {
        Ok(SlipRead::Code(code)) => Some(code),
        Ok(SlipRead::Signs(_)) | Err(_) => None,
    }
}

fn signs_of(text: &str) -> Result<SlipSigns, SlipFault> {
    match read_slip(text)? {
        SlipRead::Signs(signs) => Ok(signs),
        SlipRead::Code(code) => panic!("no signs: {code:?}"),
    }
}

proptest! {
    #[test]
    fn a_code_is_read_as_it_is_written_and_proves_its_facts(facts in any_facts(), seed: u8) {
        let text = key(seed).code(&facts);
        prop_assert!(text.chars().all(|sign| sign.is_ascii_digit() || sign.is_ascii_uppercase() || "*-".contains(sign)));
        let pasted = format!("Your slip:\n {} \nthank you", text.to_lowercase());
        for text in [&text, &pasted] {
            let read = code_of(text).unwrap();
            prop_assert_eq!(&read.facts, &facts);
            prop_assert_eq!(&read.key, &key(seed).public().name());
            prop_assert!(key(seed).public().has_signed(&read));
            prop_assert!(!key(seed.wrapping_add(1)).public().has_signed(&read));
        }
    }

    #[test]
    fn any_edit_of_a_code_is_found(place in 0..200_usize, other in "[0-9A-Z*]") {
        let text = key(1).code(&facts());
        let place = place % text.len();
        let mut edited = text.clone();
        edited.replace_range(place..=place, &other);
        let proves = code_of(&edited).is_some_and(|code| key(1).public().has_signed(&code));
        // A letter of the signature that is taken for another one is that one.
        let is_same = edited == text || (place > text.len() - SIGNATURE_LETTERS && "OILU".contains(&*other));
        prop_assert!(proves <= is_same, "{}", edited);
        prop_assert!(edited != text || proves);
    }

    #[test]
    fn any_edit_of_a_fact_is_found(one in any_facts(), other in any_facts()) {
        prop_assume!(one != other);
        let mixed = [
            SlipFacts { order_id: other.order_id.clone(), ..one.clone() },
            SlipFacts { amount: other.amount, ..one.clone() },
            SlipFacts { says: other.says, ..one.clone() },
            SlipFacts { sold_at_s: other.sold_at_s, ..one.clone() },
            other,
        ];
        let signed = code_of(&key(1).code(&one)).unwrap();
        let public = key(1).public();
        for facts in mixed.into_iter().filter(|facts| *facts != one) {
            let edited = SlipCode { facts: facts.clone(), ..signed.clone() };
            prop_assert!(!public.has_signed(&edited));
            prop_assert_ne!(public.signs(7, false, &facts), public.signs(7, false, &one));
        }
    }

    #[test]
    fn signs_are_read_as_they_are_written_and_a_slip_of_the_finger_is_found(
        sale_id in 0..1_i64 << 24, practice: bool, facts in any_facts(), place in 0..12_usize, other in 0..32_usize, swapped in 0..11_usize,
    ) {
        let signs = key(3).public().signs(sale_id, practice, &facts).unwrap();
        prop_assert_eq!((signs.sale_id, signs.practice), (sale_id, practice));
        let text = signs.to_string();
        prop_assert_eq!(text.len(), 14);
        let careless = text.to_lowercase().replace('0', "o").replace('1', "l").replace('-', "  ");
        let devanagari: String = text.chars().map(|sign| match sign.to_digit(10) {
            Some(digit) => char::from_u32(0x0966 + digit).unwrap(),
            None => sign,
        }).collect();
        for typed in [text.clone(), careless, devanagari, format!(" {text}\n"), text.replace('-', "")] {
            prop_assert_eq!(signs_of(&typed), Ok(signs));
        }
        let shared = format!("Verma Telecom\nOrder id: K7QX2M000017\nTo check this slip at the shop\n{text}\n");
        prop_assert_eq!(signs_of(&shared), Ok(signs));
        let plain: Vec<u8> = text.bytes().filter(|sign| *sign != b'-').collect();
        let typed = |signs: &[u8]| signs_of(&String::from_utf8_lossy(signs));
        let mut wrong = plain.clone();
        wrong[place] = LETTERS[other];
        prop_assert_eq!(typed(&wrong).is_err(), wrong != plain);
        let mut wrong = plain.clone();
        wrong.swap(swapped, swapped + 1);
        prop_assert_eq!(typed(&wrong).is_err(), wrong != plain);
    }

    #[test]
    fn no_text_can_make_the_reader_fall(text in "\\PC{0,300}", tail in "(GALLA1)?[*0-9A-Z]{0,200}") {
        let _ = read_slip(&text);
        let _ = read_slip(&format!("{text}{tail}"));
    }
}

#[test]
fn the_signs_of_another_key_or_sale_are_others() {
    let (one, other) = (key(1).public(), key(2).public());
    assert_ne!(one.signs(7, false, &facts()), other.signs(7, false, &facts()));
    assert_ne!(one.signs(7, false, &facts()), one.signs(8, false, &facts()));
    assert_ne!(one.signs(7, false, &facts()), one.signs(7, true, &facts()));
    assert_eq!(one.signs(1 << 24, false, &facts()), None);
}

#[test]
fn what_is_no_slip_says_why() {
    let signs = key(1).public().signs(7, false, &facts()).unwrap().to_string();
    let code = key(1).code(&facts());
    for (text, fault) in [
        ("", SlipFault::Nothing),
        (" \n", SlipFault::Nothing),
        (&signs[1..], SlipFault::SignsLength),
        ("9876543210", SlipFault::SignsLength),
        (&signs.replacen(&signs[..1], "#", 1), SlipFault::SignsLetter),
        (&code[..code.len() - 1], SlipFault::CodeBroken),
        ("GALLA1*", SlipFault::CodeBroken),
        (&code.replace("DONE", "SURELY"), SlipFault::CodeBroken),
        (&code.replace("29900", "2990x"), SlipFault::CodeBroken),
    ] {
        assert_eq!(read_slip(text), Err(fault), "{text}");
    }
}

#[test]
fn a_public_key_is_kept_as_text() {
    let public = key(9).public();
    assert_eq!(SlipPublic::parse(&public.to_text()), Some(public));
    assert_eq!(SlipPublic::parse("GALLA"), None);
    assert_eq!(format!("{:?}", key(9)), format!("SlipKey({})", public.name()));
}

/// It stands on slips that customers keep: whatever changes, this code must be proved.
#[test]
fn a_code_of_the_first_form_stays_what_it_was() {
    let code = key(1).code(&facts());
    assert_eq!(code, FIRST, "the form of a code is fixed");
    assert_eq!(key(1).public().signs(17, false, &facts()).unwrap().to_string(), FIRST_SIGNS);
    assert!(code.len() <= 154, "it fits into a code of 41 modules");
}

const FIRST: &str = "GALLA1*K7QX2M000017*29900*DONE*1795199400*6HTGZ6*H5P0Y80CTNKBXJ36KJH1FCCZ1HW095BABGZ62Y23R56DXWFBATANCJVBPFEZ14TD8055B93T51CCNPVSPBC9DK3BH5JN36N2JBWR41R";
const FIRST_SIGNS: &str = "0001-27RY-9RMJ";
