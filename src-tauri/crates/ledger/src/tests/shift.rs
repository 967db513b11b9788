//! Shifts: opened, counted, closed, and what a close says.

mod borders;
mod money_back;

use std::collections::BTreeMap;

use domain::{Account, Cause, ClosingSeal, Counted, Event, Figures, Flow, Paise, SealFault, Voucher, VoucherKind};
use rusqlite::Connection;

use super::{Books, DAY, NOW, airtel, step_at};
use crate::{
    CloseRow, DAY_START, Ledger, LedgerError, OpenShift, Reading, RuleChange, SealFound, ShiftAct, ShiftDone,
    ShiftRefused,
};

pub(super) const HOUR: i64 = 3_600_000;

pub(super) fn paise(amount: i64) -> Paise {
    Paise::new(amount)
}

pub(super) fn act(intent: &str, at_ms: i64) -> ShiftAct<'_> {
    ShiftAct { by: "Meena", intent, at_ms }
}

/// Counts, and opens a shift with that.
pub(super) fn try_to_open(
    ledger: &Ledger,
    intent: &str,
    counted: i64,
    reason: &str,
    at_ms: i64,
) -> ShiftDone<OpenShift> {
    let counting = format!("{intent} count");
    let count = ledger.count_drawer(&act(&counting, at_ms), &Counted::of_sum(paise(counted))).unwrap();
    ledger.open_shift(&act(intent, at_ms), count.seq, reason).unwrap()
}

fn open(books: &Books, intent: &str, counted: i64, at_ms: i64) -> OpenShift {
    try_to_open(&books.ledger, intent, counted, "", at_ms).unwrap()
}

pub(super) fn try_to_close(
    ledger: &Ledger,
    intent: &str,
    counted: i64,
    reason: &str,
    at_ms: i64,
) -> ShiftDone<CloseRow> {
    let counting = format!("{intent} count");
    let count = ledger.count_drawer(&act(&counting, at_ms), &Counted::of_sum(paise(counted))).unwrap();
    ledger.close_shift(&act(intent, at_ms), count.seq, reason).unwrap()
}

/// Counts what the books have, and closes.
fn close(books: &Books, intent: &str, at_ms: i64) -> CloseRow {
    let drawer = books.ledger.account_balance(&Account::Cash).unwrap().get();
    try_to_close(&books.ledger, intent, drawer, "", at_ms).unwrap()
}

fn flow<'a>(figures: &'a Figures, account: &str) -> &'a Flow {
    figures.flows.iter().find(|flow| flow.account == account).unwrap_or_else(|| panic!("no flow of {account}"))
}

/// In and out of an account, by the causes of a close.
fn moved(flow: &Flow) -> (i64, i64) {
    flow.lines.iter().fold((0, 0), |(into, out), line| (into + line.in_paise.get(), out + line.out_paise.get()))
}

pub(super) fn voucher(kind: VoucherKind, from: Account, to: Account, amount: i64) -> Voucher {
    let (by, reason, reference) = (String::new(), "a reason".to_owned(), String::new());
    Voucher { kind, from, to, amount: paise(amount), by, reason, reference }
}

/// What a close must say, summed up anew from the postings between its borders.
fn holds_to_the_postings(raw: &Connection, close: &CloseRow) {
    let figures = &close.closed.figures;
    let mut statement = raw
        .prepare(
            "SELECT CASE WHEN account LIKE 'customer:%' THEN 'customers' ELSE account END AS name,
                 SUM(CASE WHEN event_seq < ?1 THEN amount_paise ELSE 0 END),
                 SUM(CASE WHEN event_seq >= ?1 THEN max(amount_paise, 0) ELSE 0 END),
                 SUM(CASE WHEN event_seq >= ?1 THEN max(-amount_paise, 0) ELSE 0 END)
             FROM posting WHERE event_seq <= ?2 GROUP BY name",
        )
        .unwrap();
    let row = |row: &rusqlite::Row<'_>| Ok((row.get::<_, String>(0)?, (row.get(1)?, row.get(2)?, row.get(3)?)));
    let told = statement.query_map((figures.from_row, figures.to_row), row).unwrap().map(Result::unwrap);
    let mut told: BTreeMap<String, (i64, i64, i64)> = told.collect();
    for flow in &figures.flows {
        let (into, out) = moved(flow);
        let ours = (flow.opening_paise.get(), into, out);
        assert_eq!(told.remove(&flow.account), Some(ours), "{} of Z {}", flow.account, close.closed.number);
        assert_eq!(flow.closing_paise.get(), flow.opening_paise.get() + into - out);
    }
    // Of an account that is not told of, nothing moved and nothing is left.
    assert!(told.values().all(|(opening, into, out)| (opening + into - out, *into) == (0, 0)), "{told:?}");
    assert_eq!(figures.to_row, close.seq - 1);
    assert_eq!(figures.closing("cash"), close.closed.count.counted.sum_paise, "the drawer has what was counted");
}

/// Every close of the books, oldest first: numbered, one after the other, each as the postings say.
pub(super) fn hold_all_closes(books: &Books) -> Vec<CloseRow> {
    let raw = books.raw();
    let mut closes = books.ledger.closes(i64::MAX, 100).unwrap();
    closes.reverse();
    for (place, close) in closes.iter().enumerate() {
        assert_eq!(close.closed.number, place as i64 + 1);
        holds_to_the_postings(&raw, close);
        assert_eq!(books.ledger.find_seal(close.seal).unwrap(), SealFound::Stands(Box::new(close.clone())));
    }
    assert_eq!(closes.first().map_or(1, |close| close.closed.figures.from_row), 1, "no row is before the first close");
    for pair in closes.windows(2) {
        assert_eq!(pair[1].closed.figures.from_row, pair[0].seq + 1, "nothing falls between two closes");
    }
    closes
}

#[test]
fn a_day_from_the_counted_drawer_to_the_close() {
    let books = Books::new();
    open(&books, "o", 50_000, NOW);
    books.sale("9876543210", &[Event::Succeed]);
    books.sale("9876543211", &[Event::Accept]);
    let load = voucher(VoucherKind::WalletLoaded, Account::Bank, Account::Wallet("inspay".to_owned()), 100_000);
    books.ledger.add_voucher(&load, NOW).unwrap();
    books.ledger.add_voucher(&voucher(VoucherKind::CashOut, Account::Cash, Account::Spent, 2_000), NOW).unwrap();
    let after_row = books.ledger.newest_row().unwrap();
    books
        .ledger
        .add_reading("inspay", Reading { at_ms: NOW + HOUR, reported: paise(70_000), after_attempt: 2, after_row })
        .unwrap();
    let drawer = 50_000 + 29_900 + 29_900 - 2_000;
    let z = try_to_close(&books.ledger, "c", drawer - 500, "", NOW + HOUR).unwrap();
    let figures = &z.closed.figures;
    assert_eq!((z.closed.number, z.closed.day.as_str(), z.closed.by.as_str()), (1, DAY, "Meena"));
    assert_eq!(z.closed.opened.as_ref().unwrap().opened.counted.sum_paise, paise(50_000));
    assert_eq!(z.closed.count.over_short(), Some(paise(-500)));
    assert_eq!((flow(figures, "cash").opening_paise, figures.closing("cash")), (paise(0), paise(drawer - 500)));
    let opening =
        domain::FlowLine { cause: Cause::Voucher(VoucherKind::Opening), in_paise: paise(50_000), out_paise: paise(0) };
    assert!(flow(figures, "cash").lines.contains(&opening), "the books began with what was counted");
    assert_eq!(figures.closing("over_short"), paise(500));
    let wallet = flow(figures, "wallet:inspay");
    let causes: Vec<_> =
        wallet.lines.iter().map(|line| (line.cause, line.in_paise.get(), line.out_paise.get())).collect();
    assert_eq!(causes, [(Cause::Sales, 0, 29_302), (Cause::Voucher(VoucherKind::WalletLoaded), 100_000, 0)]);
    assert_eq!(figures.wallets[0].differs_paise, paise(70_000 - (100_000 - 29_302)));
    let sum = |sum: domain::SalesSum| (sum.sales, sum.paise.get());
    assert_eq!((sum(figures.sales.done), sum(figures.sales.waiting)), ((1, 29_900), (1, 29_900)));
    assert_eq!((sum(figures.waiting), sum(figures.owed)), ((1, 29_900), (0, 0)));
    hold_all_closes(&books);
}

#[test]
fn several_shifts_of_a_day_and_one_that_nobody_opened() {
    let books = Books::new();
    books.sale("9876543210", &[Event::Succeed]);
    let first = close(&books, "a", NOW);
    assert_eq!(first.closed.opened, None);
    open(&books, "o", 29_900 + 700, NOW);
    assert_eq!(books.ledger.account_balance(&Account::OverShort).unwrap(), paise(-700), "the second opening is over");
    books.sale("9876543211", &[Event::Succeed]);
    let second = close(&books, "b", NOW + HOUR);
    let third = close(&books, "c", NOW + 2 * HOUR);
    assert_eq!(second.closed.figures.sales.done.sales, 1);
    assert_eq!(third.closed.figures.sales, domain::Outcomes::default(), "nothing happened");
    assert_eq!(moved(flow(&third.closed.figures, "cash")), (0, 0));
    assert_eq!(hold_all_closes(&books).len(), 3);
}

#[test]
fn what_the_drawer_held_before_the_books_were_opened_is_no_difference() {
    let books = Books::new();
    books.sale("9876543210", &[Event::Succeed]);
    let opened = open(&books, "o", 50_000, NOW);
    assert_eq!(opened.opened.over_short_paise, paise(50_000 - 29_900));
    let balances = books.ledger.balances().unwrap();
    assert_eq!(balances.get(&Account::Owner), Some(&paise(29_900 - 50_000)));
    assert_eq!(balances.get(&Account::OverShort), None);
    let z = close(&books, "c", NOW);
    let figures = &z.closed.figures;
    assert_eq!(
        (figures.from_row, figures.sales.done.sales),
        (1, 1),
        "the first close has everything since the books began"
    );
    assert_eq!(
        (figures.before_opening.sales, figures.before_opening.paise),
        (1, paise(29_900)),
        "and says what was before"
    );
    hold_all_closes(&books);
}

#[test]
fn a_drawer_that_has_less_than_was_taken_is_short_at_its_first_count() {
    let books = Books::new();
    books.sale("9876543210", &[Event::Succeed]);
    assert_eq!(try_to_open(&books.ledger, "o", 10_000, "", NOW), Err(ShiftRefused::ReasonMissing));
    try_to_open(&books.ledger, "p", 10_000, "paid for tea", NOW).unwrap();
    let balances = books.ledger.balances().unwrap();
    assert_eq!(balances.get(&Account::OverShort), Some(&paise(29_900 - 10_000)));
    assert_eq!(balances.get(&Account::Owner), None);
    close(&books, "c", NOW);
    hold_all_closes(&books);
}

#[test]
fn an_act_delivered_twice_is_one_and_an_open_shift_is_not_opened_again() {
    let books = Books::new();
    let first = open(&books, "o", 500, NOW);
    assert_eq!(open(&books, "o", 500, NOW + 1), first, "a double click");
    let counted = Counted::of_sum(paise(500));
    assert_eq!(try_to_open(&books.ledger, "p", 500, "", NOW), Err(ShiftRefused::IsOpen));
    let count = books.ledger.count_drawer(&act("n", NOW), &counted).unwrap();
    assert_eq!(books.ledger.count_drawer(&act("n", NOW + 1), &counted).unwrap(), count);
    let closes = |intent| books.ledger.close_shift(&act(intent, NOW), count.seq, "").unwrap();
    let z = closes("c").unwrap();
    assert_eq!(closes("c"), Ok(z.clone()), "a double click");
    assert_eq!(
        books.ledger.open_shift(&act("o", NOW), count.seq, "").unwrap(),
        Ok(first),
        "one that comes late opens nothing"
    );
    assert_eq!(closes("d"), Err(ShiftRefused::NoCount), "the count was of the shift before");
    assert_eq!(books.ledger.close_shift(&act("e", NOW), 9_999, "").unwrap(), Err(ShiftRefused::NoCount));
    assert_eq!(books.ledger.closes(i64::MAX, 9).unwrap(), [z]);
}

#[test]
fn a_count_is_old_once_the_drawer_moved_and_a_large_difference_needs_a_reason() {
    let books = Books::new();
    open(&books, "o", 500, NOW);
    let count = books.ledger.count_drawer(&act("n", NOW), &Counted::of_sum(paise(500))).unwrap();
    books.sale("9876543210", &[Event::Succeed]);
    let before = books.rows();
    assert_eq!(books.ledger.close_shift(&act("c", NOW), count.seq, "").unwrap(), Err(ShiftRefused::CountIsOld));
    assert_eq!(books.rows(), before, "nothing half-written");
    let short = |reason| try_to_close(&books.ledger, &format!("d{reason}"), 30_400 - 1_001, reason, NOW);
    assert_eq!(short("  "), Err(ShiftRefused::ReasonMissing));
    let z = short("tea was not written down").unwrap();
    assert_eq!(z.closed.reason, "tea was not written down");
    assert_eq!(books.ledger.account_balance(&Account::OverShort).unwrap(), paise(1_001));
    hold_all_closes(&books);
}

#[test]
fn a_count_of_nothing_and_of_ten_crore_can_be_closed() {
    let books = Books::new();
    open(&books, "o", 500, NOW);
    try_to_close(&books.ledger, "a", 0, "all was taken to the bank", NOW).unwrap();
    try_to_close(&books.ledger, "b", 10_000_000_000, "a lottery", NOW).unwrap();
    assert_eq!(books.ledger.account_balance(&Account::Cash).unwrap(), paise(10_000_000_000));
    let count = books.ledger.count_drawer(&act("x", NOW), &Counted::of_sum(paise(i64::MIN))).unwrap();
    assert_eq!(books.ledger.close_shift(&act("y", NOW), count.seq, "no sum"), Err(LedgerError::OutOfRange));
    assert_eq!(hold_all_closes(&books).len(), 2);
}

#[test]
fn borders_are_rows_so_a_clock_that_was_set_back_moves_no_money() {
    let books = Books::new();
    open(&books, "o", 0, NOW);
    books.sale("9876543210", &[Event::Succeed]);
    let first = close(&books, "a", NOW + HOUR);
    // The clock is set back before the close: what follows lies earlier and is of the next shift all the same.
    let later = books.ledger.begin_sale(&airtel("9876543211"), NOW - 5 * HOUR, NOW).unwrap();
    books.ledger.record(&step_at(&later, Some(Event::Succeed), NOW - 5 * HOUR)).unwrap();
    let second = close(&books, "b", NOW - 4 * HOUR);
    let taken = |close: &CloseRow| moved(flow(&close.closed.figures, "cash"));
    assert_eq!((taken(&first), taken(&second)), ((29_900, 0), (29_900, 0)));
    assert!(second.at_ms < first.at_ms);
    hold_all_closes(&books);
}

#[test]
fn a_business_day_starts_by_the_rule_and_a_change_counts_from_now_on() {
    let books = Books::new();
    let midnight = domain::india_day_start_ms("2026-11-21").unwrap();
    let moved_on = |day: &str| books.ledger.movement(&Account::Cash, day).unwrap().into.get();
    let in_of = |cash: i64, at_ms: i64| {
        books.ledger.add_voucher(&voucher(VoucherKind::CashIn, Account::Owner, Account::Cash, cash), at_ms).unwrap();
    };
    in_of(1, midnight + HOUR);
    let rule = |minutes: &str| RuleChange { name: DAY_START.to_owned(), value: minutes.to_owned(), by: String::new() };
    books.ledger.set_rule(&rule("240"), midnight + HOUR).unwrap();
    in_of(2, midnight + HOUR);
    // In the middle of a sale the day turns: what is posted has the day in which it is posted.
    let sale = books.ledger.begin_sale(&airtel("9876543210"), midnight + 4 * HOUR - 1, NOW).unwrap();
    let sale = books.ledger.record(&step_at(&sale, Some(Event::Accept), midnight + 4 * HOUR - 1)).unwrap();
    books.ledger.record(&step_at(&sale, Some(Event::Succeed), midnight + 4 * HOUR)).unwrap();
    assert_eq!((moved_on("2026-11-20"), moved_on("2026-11-21")), (2 + 29_900, 1));
    assert_eq!(books.ledger.movement(&Account::Commission, "2026-11-21").unwrap().out, paise(598));
    assert_eq!(books.ledger.business_day(midnight + 4 * HOUR - 1).unwrap(), "2026-11-20");
    assert_eq!(close(&books, "a", midnight + 3 * HOUR).closed.day, "2026-11-20");
    hold_all_closes(&books);
}

#[test]
fn a_closing_seal_tells_when_rows_before_it_were_changed_or_cut_off() {
    let books = Books::new();
    books.sale("9876543210", &[Event::Succeed]);
    let first = close(&books, "a", NOW);
    let second = close(&books, "b", NOW);
    assert_ne!(first.seal, second.seal);
    let typed = ClosingSeal::parse(&first.seal.to_string().to_lowercase()).unwrap();
    assert!(matches!(books.ledger.find_seal(typed).unwrap(), SealFound::Stands(close) if close.closed.number == 1));
    assert_eq!(ClosingSeal::parse("2345"), Err(SealFault::Length));
    let raw = books.raw();
    raw.execute_batch("DROP TRIGGER sale_event_stays; DROP TRIGGER sale_event_is_final;").unwrap();
    // The end is cut off: the chain alone cannot tell, the paper does.
    raw.execute("DELETE FROM sale_event WHERE seq = ?1", [second.seq]).unwrap();
    assert_eq!(books.ledger.verify_chain().unwrap().broken_at, None);
    let nowhere = SealFound::Nowhere(Some(Box::new(first.clone())));
    assert_eq!(books.ledger.find_seal(second.seal).unwrap(), nowhere);
    raw.execute("UPDATE sale_event SET at_ms = at_ms + 1 WHERE seq = 2", ()).unwrap();
    assert_eq!(books.ledger.find_seal(first.seal).unwrap(), SealFound::Broken { close: Box::new(first), row: 2 });
}

#[test]
fn a_close_is_final() {
    let books = Books::new();
    let z = close(&books, "a", NOW);
    let change = books.raw().execute("UPDATE sale_event SET detail = '{}' WHERE seq = ?1", [z.seq]);
    assert!(change.is_err());
    assert_eq!(books.ledger.closes(i64::MAX, 9).unwrap(), [z]);
}
