//! Every kind of slip, as it goes on paper.

use domain::{Language, Names, Paise, Payment};

use crate::close::tests as closes;
use crate::paper::{Block, Page, Sheet, Size};
use crate::slip::Row;
use crate::{CloseSlip, Money, Outcome, Receipt, Slip, UdhaarAccount, UdhaarLine, UdhaarWhy, tests as slips};

/// The widths of the two papers, in dots.
pub(super) const WIDTHS: [u32; 2] = [384, 576];

/// A kind of slip by its name.
pub(super) type Kind = (&'static str, fn(&[Language]) -> Sheet);

pub(super) fn english() -> Vec<Language> {
    vec![Language::EN]
}

pub(super) fn hindi() -> Vec<Language> {
    vec![slips::hindi()]
}

pub(super) fn both() -> Vec<Language> {
    vec![Language::EN, slips::hindi()]
}

fn of(receipt: &Receipt, languages: &[Language]) -> Sheet {
    Sheet::from(&Slip::in_languages(receipt, languages))
}

fn sale() -> Receipt {
    Receipt {
        operator: Names::alike("Airtel"),
        amount: Paise::new(29_900),
        charge: Paise::new(500),
        payment: Payment::Upi,
        pay_note: Some("7K3M9Q2D".into()),
        ..slips::receipt(Outcome::Done)
    }
}

fn failed() -> Receipt {
    Receipt { outcome: Outcome::Failed, ..sale() }
}

fn account() -> UdhaarAccount {
    let line = |at_ms, why, amount| UdhaarLine {
        at_ms,
        why,
        operator: Names::alike("Airtel"),
        number: "98765 43210".into(),
        amount: Paise::new(amount),
    };
    UdhaarAccount {
        duplicate: 0,
        practice: false,
        shop_name: "Verma Telecom".into(),
        shop_phone: "70000 00001".into(),
        shop_address: "Station Road".into(),
        customer: 7,
        name: "Sunita Sample".into(),
        made_at_ms: 1_795_199_400_000,
        opening: Paise::new(12_000),
        closing: Paise::new(21_900),
        lines: vec![
            line(1_795_000_000_000, UdhaarWhy::Sold, 29_900),
            line(1_795_090_000_000, UdhaarWhy::PaidCash, -20_000),
        ],
    }
}

fn closed(name: Option<&str>, languages: &[Language]) -> Sheet {
    let slips = languages.iter().map(|language| closes::slip(*language, name));
    Sheet::from(&slips.reduce(CloseSlip::beside).expect("a language"))
}

fn statement(languages: &[Language]) -> Sheet {
    let slips = languages.iter().map(|language| Slip::of_udhaar(&account(), *language));
    Sheet::from(&slips.reduce(Slip::beside).expect("a language"))
}

fn chit(languages: &[Language]) -> Sheet {
    let slips = languages.iter().map(|language| Slip::of_chit(&slips::chit(), *language));
    Sheet::from(&slips.reduce(Slip::beside).expect("a language"))
}

/// Everything that a paper can carry.
fn trial(_: &[Language]) -> Sheet {
    let row = |label: &str, value: &str| Row { label: label.into(), value: value.into() };
    let blocks = vec![
        Block::title("Verma Telecom", Size::Large),
        Block::Ruler,
        Block::Said("शक्ति और कृष्णा".into()),
        Block::Whole("₹ 1,23,456.78".into(), Size::Huge),
        Block::Rule,
        Block::Rows(vec![row("Order id", "ABCDEF000001"), row("भुगतान", "नकद")]),
        Block::Figures(vec![row("Sales", "₹ 299"), row("Given back", "₹ 11")]),
        Block::Sum(row("At the end", "₹ 310")),
        Block::Gap(8),
        Block::Code("GALLA-TEST:ABCDEF000001".into()),
        Block::small("यह परीक्षण पर्ची है।"),
    ];
    Sheet { blocks }
}

/// What a slip may say at most: long names, and a value as long as a company may send.
fn long(languages: &[Language]) -> Sheet {
    of(
        &Receipt {
            practice: true,
            duplicate: 1,
            shop_name: "Shri Krishna Mobile and Recharge Centre".into(),
            shop_address: "12, Station Road, behind the old post office, Agra Cantt, Agra 282001".into(),
            amount: Paise::new(9_999_999_900),
            charge: Paise::new(100),
            provider_ref: Some("REQ20261120104455000111222333444555666777888999000AAABBBCCC".into()),
            by_word: Some("CMP-77".into()),
            ..slips::receipt(Outcome::Pending)
        },
        languages,
    )
}

/// A kind and an outcome of the receipts of the crate's other tests.
macro_rules! receipt {
    ($kind:literal, $outcome:ident) => {
        |languages| of(&slips::KINDS[$kind](Outcome::$outcome), languages)
    };
}

/// Every kind. The first twenty are read word by word.
pub(super) fn all() -> Vec<Kind> {
    let kinds: [Kind; 22] = [
        ("sale", |languages| of(&sale(), languages)),
        ("pending", |languages| of(&Receipt { outcome: Outcome::Pending, ..sale() }, languages)),
        ("failed", |languages| of(&failed(), languages)),
        ("reversed", receipt!(0, Reversed)),
        ("owed", |languages| of(&Receipt { money: Money::Owed(Paise::new(30_400)), ..failed() }, languages)),
        ("given-back", |languages| {
            let money = Money::GivenBack { amount: Paise::new(30_400), at_ms: 1_795_200_000_000 };
            of(&Receipt { money, ..failed() }, languages)
        }),
        ("udhaar", |languages| of(&Receipt { payment: Payment::Udhaar, pay_note: None, ..sale() }, languages)),
        ("by-word", |languages| of(&Receipt { by_word: Some("CMP-77".into()), ..sale() }, languages)),
        ("duplicate", |languages| of(&Receipt { practice: true, duplicate: 1, ..sale() }, languages)),
        ("pan", receipt!(1, Done)),
        ("pan-pending", receipt!(1, Pending)),
        ("account", receipt!(2, Done)),
        ("account-failed", receipt!(2, Failed)),
        ("aadhaar", receipt!(3, Done)),
        ("aadhaar-failed", receipt!(3, Failed)),
        ("load", receipt!(4, Done)),
        ("statement", statement),
        ("close", |languages| closed(Some("7-K7Q2MA"), languages)),
        ("count", |languages| closed(None, languages)),
        ("trial", trial),
        ("long", long),
        ("chit", chit),
    ];
    kinds.to_vec()
}

/// Every kind, in both widths, in English, in Hindi and in both.
pub(super) fn everywhere(mut then: impl FnMut(&str, &Sheet, &Page)) {
    for (name, sheet) in all() {
        for languages in [english(), hindi(), both()] {
            let sheet = sheet(&languages);
            for width in WIDTHS {
                let name = format!("{name}, {} languages from {}, {width} dots", languages.len(), languages[0]);
                then(&name, &sheet, &Page::of(&sheet, width));
            }
        }
    }
}
