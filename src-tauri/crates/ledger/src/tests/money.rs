//! Money that is no sale: vouchers, and the statements of accounts.

use domain::{Account, Event, Paise, Voucher, VoucherKind};
use proptest::prelude::*;

use super::{Books, DAY, NOW};
use crate::{LedgerError, Mending, Mover, ShiftAct, Span, Statement, VoucherAct, VoucherWritten};

const DAY_MS: i64 = 86_400_000;
const ALL: Span<'_> = Span { from: None, to: None, before: None };

fn voucher(kind: VoucherKind, from: Account, to: Account, paise: i64) -> Voucher {
    let (by, reason, reference) = (String::new(), "a reason".to_owned(), String::new());
    Voucher { kind, from, to, amount: Paise::new(paise), by, reason, reference }
}

fn banked(paise: i64) -> Voucher {
    voucher(VoucherKind::Banked, Account::Cash, Account::Bank, paise)
}

fn act(intent: &str) -> VoucherAct<'_> {
    VoucherAct { intent, ask_if_written_since_ms: Some(NOW - 600_000) }
}

fn place(written: VoucherWritten) -> i64 {
    match written {
        VoucherWritten::At(seq) => seq,
        VoucherWritten::LikeIt(row) => panic!("asked about {row:?}"),
    }
}

#[test]
fn an_act_is_one_voucher_and_the_same_again_is_asked_about() {
    let books = Books::new();
    let write = |act: &VoucherAct<'_>, at_ms| books.ledger.write_voucher(&banked(500), act, at_ms).unwrap();
    let first = place(write(&act("a"), NOW));
    assert_eq!(place(write(&act("a"), NOW + 1)), first, "a double click");
    assert!(matches!(write(&act("b"), NOW + 2), VoucherWritten::LikeIt(like) if like.seq == first));
    let again = VoucherAct { intent: "b", ask_if_written_since_ms: None };
    let second = place(write(&again, NOW + 3));
    assert_ne!(second, first);
    let later = VoucherAct { intent: "c", ask_if_written_since_ms: Some(NOW + 4) };
    place(write(&later, NOW + 700_000));
    assert_eq!(books.ledger.account_balance(&Account::Bank).unwrap(), Paise::new(1_500));
}

/// The second one would be taken for the first, and its money would be in no account.
#[test]
fn an_act_without_a_name_writes_nothing() {
    let books = Books::new();
    let wrong = books.ledger.add_voucher(&banked(500), NOW).unwrap();
    let before = (books.ledger.newest_row().unwrap(), books.ledger.balances().unwrap());
    for intent in ["", " "] {
        let nameless = Err(LedgerError::NamelessAct);
        assert_eq!(books.ledger.write_voucher(&banked(700), &act(intent), NOW).map(place), nameless);
        assert_eq!(books.ledger.mend_voucher(wrong, &Mending { by: "", reason: "wrong", intent }, NOW), nameless);
        let shift = ShiftAct { by: "Meena", intent, at_ms: NOW };
        let counted = domain::Counted::of_sum(Paise::new(500));
        assert_eq!(books.ledger.count_drawer(&shift, &counted).map(|count| count.seq), nameless);
        assert_eq!(books.ledger.open_shift(&shift, 1, "").err(), Some(LedgerError::NamelessAct));
        assert_eq!(books.ledger.close_shift(&shift, 1, "").err(), Some(LedgerError::NamelessAct));
    }
    assert_eq!((books.ledger.newest_row().unwrap(), books.ledger.balances().unwrap()), before);
}

#[test]
fn a_wrong_voucher_is_taken_back_once_and_stays() {
    let books = Books::new();
    let wrong = books.ledger.add_voucher(&banked(500), NOW).unwrap();
    let mending = |intent| Mending { by: "Meena", reason: "counted wrong", intent };
    let mend = books.ledger.mend_voucher(wrong, &mending("m"), NOW + 1).unwrap();
    assert_eq!(books.ledger.mend_voucher(wrong, &mending("m"), NOW + 2).unwrap(), mend, "a double click");
    for (seq, what) in [(wrong, "taken back before"), (mend, "a correction"), (99, "no voucher")] {
        assert_eq!(books.ledger.mend_voucher(seq, &mending("n"), NOW + 2), Err(LedgerError::MovedOn), "{what}");
    }
    let rows = books.ledger.vouchers(None, i64::MAX, 9).unwrap();
    let marks: Vec<_> = rows.iter().map(|row| (row.seq, row.mends, row.mended_by)).collect();
    assert_eq!(marks, [(mend, Some(wrong), None), (wrong, None, Some(mend))]);
    assert_eq!(books.ledger.account_balance(&Account::Cash).unwrap(), Paise::ZERO);
    // It is no voucher like another any more.
    assert!(matches!(books.ledger.write_voucher(&banked(500), &act("d"), NOW + 3), Ok(VoucherWritten::At(_))));
    books.ledger.verify().unwrap();
}

#[test]
fn what_was_found_to_be_less_is_taken_back_too() {
    let books = Books::new();
    let less = voucher(VoucherKind::Opening, Account::Owner, Account::Cash, -300);
    let seq = books.ledger.add_voucher(&less, NOW).unwrap();
    let mending = Mending { by: "", reason: "found it", intent: "m" };
    books.ledger.mend_voucher(seq, &mending, NOW).unwrap();
    assert_eq!(books.ledger.account_balance(&Account::Cash).unwrap(), Paise::ZERO);
    // What a count found stands in a close that is sealed.
    let short = voucher(VoucherKind::Difference, Account::OverShort, Account::Cash, -300);
    let seq = books.ledger.add_voucher(&short, NOW).unwrap();
    let again = Mending { intent: "n", ..mending };
    assert_eq!(books.ledger.mend_voucher(seq, &again, NOW), Err(LedgerError::MovedOn));
    books.ledger.verify().unwrap();
}

#[test]
fn a_statement_names_what_moved_the_account() {
    let books = Books::new();
    let sale = books.sale("9876543210", &[Event::Accept, Event::Succeed]);
    books.ledger.add_voucher(&banked(10_000), NOW + 5_000).unwrap();
    let cash = books.ledger.statement(&Account::Cash, ALL, 9).unwrap();
    let sums: Vec<_> = cash.rows.iter().map(|row| (row.amount.get(), row.after.get())).collect();
    assert_eq!(sums, [(-10_000, 19_900), (29_900, 29_900)]);
    assert!(matches!(&cash.rows[0].mover, Mover::Voucher { voucher, .. } if voucher.kind == VoucherKind::Banked));
    assert!(matches!(&cash.rows[1].mover, Mover::Sale { sale_id, number, .. }
        if *sale_id == sale.sale_id && number == "9876543210"));
    assert_eq!((cash.moved.into, cash.moved.out), (Paise::new(29_900), Paise::new(10_000)));
    assert_eq!((cash.brought, cash.carried, cash.more_before), (Paise::ZERO, Paise::new(19_900), None));
}

#[test]
fn a_span_without_entries_stands_at_what_stood_then() {
    let books = Books::new();
    books.ledger.add_voucher(&voucher(VoucherKind::Opening, Account::Owner, Account::Cash, 700), NOW).unwrap();
    books.ledger.add_voucher(&banked(200), NOW + 2 * DAY_MS).unwrap();
    let stood = |from, to| {
        let statement = books.ledger.statement(&Account::Cash, Span { from, to, before: None }, 9).unwrap();
        assert_eq!((statement.rows.len(), statement.brought), (0, statement.carried));
        statement.carried.get()
    };
    assert_eq!(stood(None, Some("2026-11-19")), 0);
    assert_eq!(stood(Some("2026-11-21"), Some("2026-11-21")), 700);
    assert_eq!(stood(Some("2026-11-23"), None), 500);
    let first = books.ledger.statement(&Account::Cash, Span { to: Some(DAY), ..ALL }, 9).unwrap();
    assert_eq!((first.rows.len(), first.carried), (1, Paise::new(700)));
}

/// A statement read page by page.
fn paged(books: &Books, account: &Account, span: Span<'_>, limit: usize) -> Statement {
    let mut whole = books.ledger.statement(account, span, limit).unwrap();
    while let Some(before) = whole.more_before {
        let next = books.ledger.statement(account, Span { before: Some(before), ..span }, limit).unwrap();
        assert_eq!((next.brought, next.moved, next.carried), (whole.brought, whole.moved, whole.carried));
        whole.rows.extend(next.rows);
        whole.more_before = next.more_before;
    }
    whole
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
    #[test]
    fn however_the_clock_goes_a_statement_has_every_entry_and_adds_up(
        story in proptest::collection::vec((0..3_usize, 1..900_i64, 0..6_i64), 1..40),
        limit in 1..7_usize, from in 17..24_i64, days in 0..4_i64,
    ) {
        let books = Books::new();
        let pairs = [(Account::Cash, Account::Bank), (Account::Upi, Account::Bank), (Account::Bank, Account::Owner)];
        let mut entries = Vec::new();
        for (pair, paise, day) in story {
            let (from, to) = pairs[pair].clone();
            let seq = books.ledger.add_voucher(&voucher(VoucherKind::Correction, from.clone(), to.clone(), paise),
                NOW + (day - 3) * DAY_MS).unwrap();
            entries.extend([(seq, from, -paise), (seq, to, paise)]);
        }
        for account in [Account::Cash, Account::Bank, Account::Owner] {
            let whole = paged(&books, &account, ALL, limit);
            let mut sum = 0;
            let expected: Vec<_> = entries.iter().filter(|(_, of, _)| *of == account)
                .map(|(seq, _, paise)| { sum += paise; (*seq, *paise, sum) }).collect();
            let found: Vec<_> = whole.rows.iter().rev().map(|row| (row.seq, row.amount.get(), row.after.get())).collect();
            prop_assert_eq!(&found, &expected);
            prop_assert_eq!(whole.carried.get(), sum);
            let (first, last) = (format!("2026-11-{from}"), format!("2026-11-{}", from + days));
            let span = paged(&books, &account, Span { from: Some(&first), to: Some(&last), before: None }, limit);
            let moved = span.moved.into.get() - span.moved.out.get();
            prop_assert_eq!(span.brought.get() + moved, span.carried.get());
            prop_assert_eq!(span.rows.iter().map(|row| row.amount.get()).sum::<i64>(), moved);
            let part: Vec<_> = span.rows.iter().map(|row| (row.seq, row.after.get())).collect();
            prop_assert!(part.iter().all(|(seq, after)| expected.iter().any(|row| (row.0, row.2) == (*seq, *after))));
        }
        books.ledger.verify().unwrap();
    }
}
