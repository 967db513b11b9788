//! Customers' money in the figures of a close: what waits, what went back, and what did not.

use domain::{Cause, Event, Payment, VoucherKind};

use super::super::{Books, NOW, step_at};
use super::{HOUR, close, flow, hold_all_closes, open, paise};
use crate::{CloseRow, MoneyBack, PersonsWord};

#[test]
fn money_of_sales_that_wait_stays_owed_over_every_close() {
    let books = Books::new();
    open(&books, "o", 0, NOW);
    let waits = books.sale("9876543210", &[Event::Accept]);
    let first = close(&books, "a", NOW + HOUR);
    assert_eq!((first.closed.figures.waiting.sales, first.closed.figures.closing("owed")), (1, paise(-29_900)));
    let failed = books.ledger.record(&step_at(&waits, Some(Event::Reject), NOW + 2 * HOUR)).unwrap();
    let second = close(&books, "b", NOW + 3 * HOUR);
    assert_eq!((second.closed.figures.waiting.sales, second.closed.figures.owed.sales), (0, 1));
    assert_eq!(second.closed.figures.closing("owed"), paise(-29_900), "carried over");
    books
        .ledger
        .move_money_back(failed.sale_id, MoneyBack::GivenBack, &PersonsWord::default(), NOW + 4 * HOUR)
        .unwrap();
    let third = close(&books, "c", NOW + 5 * HOUR);
    let cash: Vec<_> =
        flow(&third.closed.figures, "cash").lines.iter().map(|line| (line.cause, line.out_paise)).collect();
    assert_eq!(cash, [(Cause::GivenBack, paise(29_900))]);
    assert_eq!(third.closed.figures.owed.sales, 0);
    hold_all_closes(&books);
}

/// Cash that never left the drawer is no sale, and neither is cash for a sale of a shift before.
#[test]
fn money_that_was_not_given_back_after_all_is_told_apart_from_sales() {
    let books = Books::new();
    open(&books, "o", 0, NOW);
    books.sale("9876543210", &[Event::Succeed]);
    let failed = books.sale("9876543211", &[Event::Accept, Event::Reject]);
    let (nobody, later) = (PersonsWord::default(), NOW + HOUR);
    books.ledger.move_money_back(failed.sale_id, MoneyBack::StillOwed, &nobody, later).unwrap();
    let first = close(&books, "a", later + HOUR);
    let told = |close: &CloseRow, account: &str| -> Vec<(Cause, i64, i64)> {
        let lines = flow(&close.closed.figures, account).lines.iter();
        lines.map(|line| (line.cause, line.in_paise.get(), line.out_paise.get())).collect()
    };
    let sold = [(Cause::Sales, 59_800, 0), (Cause::GivenBack, 0, 29_900), (Cause::NotGivenBack, 29_900, 0)];
    assert_eq!(told(&first, "cash"), sold);
    let kept = [(Cause::Sales, 0, 29_900), (Cause::GivenBack, 29_900, 0), (Cause::NotGivenBack, 0, 29_900)];
    assert_eq!(told(&first, "owed"), kept);
    let lost = books.ledger.move_money_back(failed.sale_id, MoneyBack::GivenBack, &nobody, later).unwrap();
    books.ledger.record(&step_at(&lost, Some(Event::Admit), later)).unwrap();
    books.ledger.move_money_back(failed.sale_id, MoneyBack::Collected(Payment::Cash), &nobody, later).unwrap();
    let second = close(&books, "b", later + 2 * HOUR);
    let collected = Cause::Voucher(VoucherKind::Collected);
    assert_eq!(told(&second, "cash"), [(Cause::GivenBack, 0, 29_900), (collected, 29_900, 0)]);
    assert_eq!(told(&second, "lost"), [(Cause::Sales, 29_900, 0), (collected, 0, 29_900)]);
    hold_all_closes(&books);
}
