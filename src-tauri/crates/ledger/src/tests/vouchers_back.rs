//! Vouchers that are put back after a restore.

use std::collections::BTreeMap;

use domain::{Account, Paise, Voucher, VoucherKind};

use super::{Books, Held, NOW, opening};
use crate::{Ledger, LedgerError, Mending, RuleChange, VoucherAct, VoucherWritten};

fn voucher(kind: VoucherKind, from: Account, to: Account, paise: i64) -> Voucher {
    let (by, reason) = ("Asha".to_owned(), "as always".to_owned());
    Voucher { kind, from, to, amount: Paise::new(paise), by, reason, reference: String::new() }
}

fn paid(books: &Books, paise: i64, intent: &str) -> i64 {
    let paid = voucher(VoucherKind::UdhaarPaid, Account::Customer(7), Account::Cash, paise);
    match books.ledger.write_voucher(&paid, &VoucherAct { intent, ask_if_written_since_ms: None }, NOW).unwrap() {
        VoucherWritten::At(seq) => seq,
        VoucherWritten::LikeIt(_) => panic!("nobody asked"),
    }
}

fn mend(books: &Books, seq: i64, intent: &str) {
    let mending = Mending { by: "Asha", reason: "typed wrongly", intent };
    books.ledger.mend_voucher(seq, &mending, NOW).unwrap();
}

fn restored(books: &Books) -> Held {
    let (backup, staged) = (books.folder.path().join("one.db"), books.folder.path().join("staged.db"));
    books.ledger.stage(&backup, &staged).unwrap();
    Held::of(Ledger::open(&staged, opening(2, "a")).unwrap())
}

/// A shop with a backup, and with what was written since: a payment, one that was taken back, an older one that was taken back,
/// and one that no person's act is behind.
fn shop() -> Books {
    let books = Books::new();
    let old = paid(&books, 10_000, "old");
    paid(&books, 500, "kept");
    books.ledger.back_up(&books.folder.path().join("one.db"), NOW, &BTreeMap::new()).unwrap();
    paid(&books, 20_000, "new");
    let wrong = paid(&books, 30_000, "wrong");
    mend(&books, wrong, "mends wrong");
    mend(&books, old, "mends old");
    books.ledger.add_voucher(&voucher(VoucherKind::Banked, Account::Cash, Account::Bank, 700), NOW).unwrap();
    books
}

#[test]
fn money_that_moved_after_the_backup_is_put_back_once() {
    let books = shop();
    let stands = books.ledger.balances().unwrap();
    assert_eq!(stands[&Account::Cash], Paise::new(19_800));
    let again = restored(&books);
    assert_eq!(again.balances().unwrap()[&Account::Cash], Paise::new(10_500), "the control");
    for _ in 0..2 {
        assert_eq!(again.put_vouchers_back(&books.path(), NOW + 5_000), Ok(true));
        let balances = again.balances().unwrap();
        assert_eq!(balances.values().filter(|paise| **paise != Paise::ZERO).count(), 3);
        assert_eq!(balances, stands);
        assert_eq!(again.vouchers(None, i64::MAX, 99).unwrap().len(), 7);
    }
    // What was taken back stays so, and can be taken back no second time.
    let mending = Mending { by: "", reason: "again", intent: "again" };
    let wrong = again.vouchers(None, i64::MAX, 99).unwrap();
    let wrong = wrong.iter().find(|row| row.voucher.amount == Paise::new(30_000) && row.mends.is_none()).unwrap();
    assert_eq!(again.mend_voucher(wrong.seq, &mending, NOW), Err(LedgerError::MovedOn));
    assert_eq!((again.verify(), again.lacks_rows_of(&books.path())), (Ok(()), false));
}

#[test]
fn another_shops_vouchers_are_not_put_back() {
    let (books, other) = (shop(), Books::new());
    paid(&other, 900, "theirs");
    let again = restored(&books);
    let stands = again.balances();
    assert_eq!(again.put_vouchers_back(&other.path(), NOW), Ok(true));
    assert_eq!(again.balances(), stands);
    let rubbish = books.folder.path().join("rubbish.db");
    std::fs::write(&rubbish, [b'x'; 4096]).unwrap();
    assert_eq!((again.put_vouchers_back(&rubbish, NOW), again.lacks_rows_of(&rubbish)), (Ok(false), true));
}

#[test]
fn a_rule_that_was_set_after_the_backup_is_missed() {
    let books = shop();
    let again = restored(&books);
    assert!(!again.lacks_rows_of(&books.path()));
    let rule = RuleChange { name: "day_start".to_owned(), value: "240".to_owned(), by: "Asha".to_owned() };
    books.ledger.set_rule(&rule, NOW).unwrap();
    assert!(again.lacks_rows_of(&books.path()));
}
