//! Closes in words.

use domain::{Opened, Outcomes, WalletTold, languages};

use super::*;

fn line(cause: Cause, into: i64, out: i64) -> FlowLine {
    FlowLine { cause, in_paise: Paise::new(into), out_paise: Paise::new(out) }
}

fn flow(account: &str, opening: i64, lines: Vec<FlowLine>) -> Flow {
    let closing = lines.iter().fold(opening, |sum, line| sum + line.in_paise.get() - line.out_paise.get());
    let (opening_paise, closing_paise) = (Paise::new(opening), Paise::new(closing));
    Flow { account: account.to_owned(), opening_paise, lines, closing_paise }
}

fn figures() -> Figures {
    let told = WalletTold {
        provider: "inspay".to_owned(),
        reported_paise: Paise::new(70_000),
        read_at_ms: 1_795_170_000_000,
        differs_paise: Paise::new(-500),
    };
    Figures {
        from_row: 4,
        to_row: 27,
        last_sale: 3,
        flows: vec![
            flow(
                "cash",
                50_000,
                vec![line(Cause::Sales, 29_900, 0), line(Cause::Voucher(VoucherKind::Difference), 700, 1_600)],
            ),
            flow("over_short", 0, vec![line(Cause::Voucher(VoucherKind::Difference), 1_600, 700)]),
            flow("commission", 0, vec![line(Cause::Sales, 0, 598)]),
            flow("wallet:inspay", 100_000, vec![line(Cause::Sales, 0, 29_500)]),
        ],
        wallets: vec![told],
        sales: Outcomes { done: SalesSum { sales: 1, paise: Paise::new(29_900) }, ..Outcomes::default() },
        before_opening: SalesSum { sales: 1, paise: Paise::new(9_900) },
        waiting: SalesSum::default(),
        owed: SalesSum::default(),
    }
}

pub(crate) fn slip(language: Language, name: Option<&str>) -> CloseSlip {
    let face = domain::Face { paise: Paise::new(50_000), coin: false };
    let counted = Counted::of_pieces([domain::Pieces { face, count: 1 }]).unwrap();
    let opened = Opened {
        by: "Meena".to_owned(),
        counted: counted.clone(),
        over_short_paise: Paise::new(700),
        reason: "found".to_owned(),
        last_sale: 0,
        count_row: 3,
    };
    let opened = OpenedAt { at_ms: 1_795_150_000_000, opened };
    let counts = [EarlierCount {
        at_ms: 1_795_160_000_000,
        by: "Ravi".to_owned(),
        counted_paise: Paise::new(60_000),
        expected_paise: Paise::new(80_600),
    }];
    let companies = BTreeMap::from([("inspay".to_owned(), "INSPAY".to_owned())]);
    let counted = Counted { sum_paise: Paise::new(79_000), ..counted };
    let receipt = CloseReceipt {
        practice: true,
        duplicate: 0,
        shop_name: "Asha Telecom",
        name,
        day: "2026-11-20",
        opened: Some(&opened),
        at_ms: 1_795_170_000_000,
        by: "Ravi",
        counted: &counted,
        expected: Paise::new(80_600),
        counts: &counts,
        reason: "tea",
        figures: &figures(),
        companies: &companies,
        seal: name.map(|_| ("2345-6789-ABCD-EFGH".to_owned(), "GALLA-Z7:2345-6789-ABCD-EFGH".to_owned())),
    };
    CloseSlip::of(&receipt, language)
}

#[test]
fn every_word_of_a_close_is_there_in_every_language() {
    for (key, names) in WORDS.iter() {
        assert!(names.is_whole(), "{key}");
    }
    for kind in VoucherKind::ALL {
        let key = format!("cause_{}", word_of(kind));
        assert!(WORDS.contains_key(&key), "{key}");
    }
    for language in languages() {
        let slip = slip(*language, Some("7-K7Q2MA"));
        let parts = slip.parts.iter().flat_map(|part| part.rows.iter().chain(&part.sum)).map(Row::from);
        let rows = slip.head.iter().cloned().chain(parts);
        assert!(rows.clone().all(|row| !row.label.is_empty() && !row.value.is_empty()), "{slip:#?}");
        assert!(slip.parts.iter().all(|part| !part.title.is_empty()));
    }
}

#[test]
fn a_close_tells_the_drawer_the_wallets_and_its_seal() {
    let slip = slip(Language::EN, Some("7-K7Q2MA"));
    let drawer: Vec<_> = slip.parts[0].rows.iter().map(|row| (row.label.as_str(), row.value.as_str())).collect();
    let expected = [
        ("At the beginning", "₹ 500"),
        ("Counted at the opening", "₹ 500"),
        ("Over at the opening", "₹ 7"),
        ("Reason at the opening", "found"),
        ("Sales", "+₹ 299"),
        ("In the books", "₹ 806"),
        ("Counted", "₹ 790"),
        ("Reason", "tea"),
    ];
    assert_eq!(drawer, expected);
    let sum = slip.parts[0].sum.as_ref().unwrap();
    assert_eq!((sum.label.as_str(), sum.value.as_str()), ("Short", "₹ 16"));
    let rows_of = |title: &str| {
        let part = slip.parts.iter().find(|part| part.title == title).unwrap();
        part.rows.iter().map(|row| format!("{} {}", row.label, row.value)).collect::<Vec<_>>()
    };
    let apart = ["At the beginning ₹ 0", "Difference at the opening +₹ 7", "Difference at the close -₹ 16"];
    assert_eq!(rows_of("Over and short"), apart);
    assert_eq!(rows_of("Counted before"), ["20-11-2026 1:03\u{a0}PM · Ravi ₹ 600 · Short ₹ 206"]);
    assert!(rows_of("Sales, with service charges").contains(&"Of these before the opening 1 · ₹ 99".to_owned()));
    assert_eq!(slip.head[0], Row { label: "Z number".to_owned(), value: "7-K7Q2MA".to_owned() });
    let wallet = slip.parts.iter().find(|part| part.title == "Wallet INSPAY").unwrap();
    let told = |rows: &[CloseRow]| rows.iter().map(|row| format!("{} {}", row.label, row.value)).collect::<Vec<_>>();
    assert_eq!(told(&wallet.rows), ["At the beginning ₹ 1,000", "Sales -₹ 295"], "what the company says is in no sum");
    assert_eq!(
        told(&wallet.beside),
        ["The company says ₹ 700", "Read 20-11-2026 3:50\u{a0}PM", "Less at the company ₹ 5"]
    );
    assert!(slip.head.contains(&Row { label: "Business day".to_owned(), value: "20-11-2026".to_owned() }));
    let commission = slip.parts.iter().find(|part| part.title == "Commission").unwrap();
    assert_eq!(commission.sum.as_ref().unwrap().value, "₹ 5.98");
    assert_eq!((slip.seal.as_str(), slip.code.is_some()), ("2345-6789-ABCD-EFGH", true));
    assert_eq!(slip.banners.len(), 1);
}

#[test]
fn a_line_has_the_figures_that_its_words_say() {
    let slip = slip(Language::EN, Some("7-K7Q2MA"));
    let mut figures = [0; 3];
    for row in slip.parts.iter().flat_map(|part| part.rows.iter().chain(&part.sum).chain(&part.beside)) {
        let said = row.value.trim_start_matches('+');
        match (row.count, row.amount) {
            (None, Some(amount)) => assert_eq!(said, amount.to_string(), "{row:?}"),
            (Some(count), Some(amount)) => assert_eq!(said, format!("{count} · {amount}"), "{row:?}"),
            (None, None) => assert!(!said.starts_with('₹') || said.contains(" · "), "{row:?}"),
            (Some(_), None) => panic!("a count without an amount: {row:?}"),
        }
        figures[usize::from(row.count.is_some()) + usize::from(row.amount.is_some())] += 1;
    }
    assert!(figures.iter().all(|rows| *rows > 2), "{figures:?}");
    let short = slip.parts[0].sum.as_ref().unwrap();
    assert_eq!((short.count, short.amount), (None, Some(Paise::new(1_600))));
}

#[test]
fn a_count_has_no_number_and_no_seal() {
    let slip = slip(Language::EN, None);
    assert_eq!((slip.seal.as_str(), slip.code, slip.title.as_str()), ("", None, "COUNT IN THE SHIFT"));
    assert!(slip.head.iter().all(|row| row.label != "Z number"));
}
