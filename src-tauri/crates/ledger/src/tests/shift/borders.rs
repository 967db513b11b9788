//! How a shift begins, what a reading counts from, and what a close is called.

use domain::{Account, Counted, Event, VoucherKind};

use super::super::{Books, NOW, opening, step_at};
use super::{HOUR, act, close, hold_all_closes, open, paise, try_to_close, try_to_open, voucher};
use crate::{Ledger, Mending, Reading, ShiftRefused};

#[test]
fn an_opening_that_differs_needs_a_reason_like_a_close_and_its_difference_stands_apart() {
    let books = Books::new();
    assert!(open(&books, "o", 50_000, NOW).opened.reason.is_empty(), "nobody knew before what the drawer held");
    close(&books, "a", NOW);
    let opens = |intent: &str, off: i64, reason| try_to_open(&books.ledger, intent, 50_000 + off, reason, NOW);
    let before = books.ledger.balances().unwrap();
    assert_eq!(opens("p", -1_001, " "), Err(ShiftRefused::ReasonMissing));
    assert_eq!(books.ledger.balances().unwrap(), before, "nothing is booked");
    let opened = opens("q", -1_001, "change for the tea").unwrap().opened;
    assert_eq!((opened.over_short_paise, opened.reason.as_str()), (paise(-1_001), "change for the tea"));
    books.ledger.count_drawer(&act("again", NOW + 1), &Counted::of_sum(paise(40_000))).unwrap();
    let z = try_to_close(&books.ledger, "b", 50_000 - 1_001 + 200, "", NOW + 2).unwrap();
    assert_eq!(z.closed.count.over_short(), Some(paise(200)), "the close's own difference");
    assert_eq!(z.closed.opened.as_ref().unwrap().opened, opened);
    let told: Vec<_> = z.closed.counts.iter().map(|one| (one.counted_paise.get(), one.expected_paise.get())).collect();
    assert_eq!(told, [(48_999, 50_000), (40_000, 48_999)], "every count that was not the last");
    assert_eq!(z.closed.counts[1].at_ms, NOW + 1);
    hold_all_closes(&books);
}

#[test]
fn an_opening_balance_of_the_drawer_is_what_an_opening_is_held_against() {
    let books = Books::new();
    assert_eq!(books.ledger.unopened(vec![Account::Cash]).unwrap(), [Account::Cash]);
    books.ledger.add_voucher(&voucher(VoucherKind::Opening, Account::Owner, Account::Cash, 50_000), NOW).unwrap();
    assert_eq!(books.ledger.unopened(vec![Account::Cash]).unwrap(), []);
    assert_eq!(try_to_open(&books.ledger, "o", 30_000, "", NOW), Err(ShiftRefused::ReasonMissing));
    assert_eq!(open(&books, "p", 49_500, NOW).opened.over_short_paise, paise(-500));
    assert_eq!(books.ledger.account_balance(&Account::OverShort).unwrap(), paise(500));
}

#[test]
fn an_account_is_opened_by_a_balance_or_by_a_word_and_a_correction_closes_it_again() {
    let books = Books::new();
    let wallet = || Account::Wallet("inspay".to_owned());
    let unopened =
        || books.ledger.unopened(vec![Account::Cash, wallet(), Account::Wallet("paygrt".to_owned())]).unwrap();
    let seq = books.ledger.add_voucher(&voucher(VoucherKind::Opening, Account::Owner, wallet(), 700), NOW).unwrap();
    assert_eq!(unopened(), [Account::Cash, Account::Wallet("paygrt".to_owned())]);
    books.ledger.say_nothing_was_there(&Account::Wallet("paygrt".to_owned()), "Meena", NOW).unwrap();
    open(&books, "o", 0, NOW);
    assert_eq!(unopened(), []);
    let mending = Mending { by: "", reason: "another wallet", intent: "m" };
    books.ledger.mend_voucher(seq, &mending, NOW).unwrap();
    assert_eq!(unopened(), [wallet()]);
    assert_eq!(books.ledger.rebuild_differences().unwrap(), []);
}

/// What the books expect of the company since a reading, as the close and the money book tell it.
fn differs(books: &Books) -> (i64, Option<i64>) {
    let told = books.ledger.wallet_told("inspay").unwrap().unwrap();
    let figures = books.ledger.shift_so_far().unwrap().figures;
    let close = figures.wallets.iter().find(|one| one.provider == "inspay").map(|one| one.differs_paise.get());
    (told.differs_paise.get(), close)
}

fn is_read(books: &Books, reported: i64, at_ms: i64) {
    let (after_attempt, after_row) = (books.ledger.newest_attempt().unwrap(), books.ledger.newest_row().unwrap());
    books.ledger.add_reading("inspay", Reading { at_ms, reported: paise(reported), after_attempt, after_row }).unwrap();
}

#[test]
fn what_moved_a_wallet_after_its_reading_counts_whatever_shift_and_clock_it_was_in() {
    let books = Books::new();
    let wallet = || Account::Wallet("inspay".to_owned());
    books.ledger.add_voucher(&voucher(VoucherKind::Opening, Account::Owner, wallet(), 100_000), NOW).unwrap();
    let sold = books.sale("9876543210", &[Event::Succeed]);
    is_read(&books, 100_000 - 29_302, NOW + HOUR);
    assert_eq!(differs(&books), (0, Some(0)));
    // The load is of the shift before the one that is closed, and the clock was set back before it.
    books.ledger.add_voucher(&voucher(VoucherKind::WalletLoaded, Account::Bank, wallet(), 50_000), NOW - HOUR).unwrap();
    close(&books, "a", NOW + 2 * HOUR);
    assert_eq!(differs(&books), (0, Some(0)), "the company has the load, too");
    books.ledger.record(&step_at(&sold, Some(Event::Reverse), NOW + 3 * HOUR)).unwrap();
    assert_eq!(differs(&books), (0, Some(0)), "and what came back");
    books.ledger.add_voucher(&voucher(VoucherKind::Correction, Account::Spent, wallet(), 700), NOW).unwrap();
    assert_eq!(differs(&books), (-700, Some(-700)), "what mends the books moves no company's wallet");
    assert_eq!(close(&books, "b", NOW + 4 * HOUR).closed.figures.wallets[0].differs_paise, paise(-700));
}

#[test]
fn a_wallet_that_never_moved_in_the_books_is_held_against_its_company_all_the_same() {
    let books = Books::new();
    is_read(&books, 5_000, NOW);
    assert_eq!(differs(&books), (5_000, Some(5_000)));
}

#[test]
fn a_number_that_a_restored_backup_gives_again_has_another_sign() {
    let books = Books::new();
    close(&books, "a", NOW);
    let backup = books.folder.path().join("backup.db");
    std::fs::copy(books.path(), &backup).unwrap();
    let wal = books.folder.path().join("ledger.db-wal");
    if wal.exists() {
        std::fs::copy(wal, books.folder.path().join("backup.db-wal")).unwrap();
    }
    let printed = close(&books, "b", NOW);
    let restored = Ledger::open(&backup, opening(9, "a")).unwrap();
    let again = try_to_close(&restored, "c", 0, "", NOW).unwrap();
    assert_eq!((printed.closed.number, again.closed.number), (2, 2));
    assert_ne!(printed.closed.name(), again.closed.name());
    assert_eq!(printed.closed.name(), format!("2-{}", printed.closed.sign));
}

/// A sale between two reads would be in one of them alone.
#[test]
fn what_is_told_of_a_shift_is_of_one_moment() {
    let books = Books::new();
    open(&books, "o", 50_000, NOW);
    let moments = std::sync::Arc::new(std::sync::atomic::AtomicUsize::new(0));
    let heard = moments.clone();
    books.ledger.hear_statements(move |text| {
        heard.fetch_add(usize::from(text.starts_with("BEGIN")), std::sync::atomic::Ordering::Relaxed);
    });
    let so_far = books.ledger.shift_so_far().unwrap();
    assert_eq!(moments.load(std::sync::atomic::Ordering::Relaxed), 1);
    let standing = books.ledger.shift_standing().unwrap();
    assert_eq!(moments.load(std::sync::atomic::Ordering::Relaxed), 2);
    assert_eq!((so_far.open.is_some(), so_far.figures.closing("cash")), (true, paise(50_000)));
    assert_eq!((standing.open, standing.has_moved), (so_far.open, false));
}
