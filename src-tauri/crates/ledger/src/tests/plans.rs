//! How SQLite finds the rows of every statement: it walks no table that grows with the books from end to end.

mod amounts;
mod chits;
mod complaints;
mod lists;
mod matching;
mod reports;
mod walks;

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use domain::{Account, Counted, Event, Paise, Payment, Said, Voucher, VoucherKind};

use super::commission::percent;
use super::print_job::whole_life;
use super::word::{contradicted, said, word};
use super::{Books, DAY, NOW, airtel, at, step};
use crate::{
    Again, CommissionChange, CustomerFacts, EventDetail, FoundIn, Ledger, LedgerError, LostOrder, Mending, MoneyBack,
    NewSale, Printed, Reading, RuleChange, ShiftAct, Span, VoucherAct, Which,
};

/// The tables that grow with the sales, with the names that queries give them. Numbers that were ever sold to are none: they grow with
/// the customers, as table `customer` does.
const GROWING: &[&str] = &[
    "sale",
    "attempt",
    "sale_event",
    "posting",
    "complaint",
    "chit",
    "newest",
    "other",
    "loud",
    "first",
    "any_one",
    "mend",
    "gone",
    "last",
    "begins",
    "charged",
    "exact",
    "noted",
    "one",
    "sold",
    "to_it",
];
/// Indices over what is open, in doubt or still to be asked about: they do not grow with the books.
const SMALL: &[&str] =
    &["sale_open_twin", "attempt_to_deal_with", "attempt_due", "sale_owed", "complaint_open", "chit_waiting"];
/// An index that is walked from its newest entry on until the page is full. What is left out on the way are open orders, which are few.
const NEWEST_FIRST: (&str, &str) = ("sale_at_desk", "ORDER BY sale.id DESC LIMIT");

/// Indices in which thousands of sales stand under one value. Only a search reads them, from the newest sale on.
const OF_SEARCH: &[&str] = &["sale_by_operator", "sale_by_amount"];

type Call<'a> = (&'static str, Box<dyn Fn(&Ledger) + 'a>);

/// The steps of a statement's plan.
fn steps(ledger: &Ledger, sql: &str) -> Vec<String> {
    let plan = ledger.read(|connection| {
        let mut statement = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}"))?;
        let mut rows = statement.raw_query();
        let mut plan = Vec::new();
        while let Some(row) = rows.next()? {
            plan.push(row.get::<_, String>("detail")?);
        }
        Ok(plan)
    });
    plan.unwrap()
}

/// Those that walk a table that grows.
fn walks(ledger: &Ledger, sql: &str) -> Vec<String> {
    let is_walk = |step: &String| {
        let words: Vec<&str> = step.split(' ').collect();
        let has = |word: &str| words.contains(&word);
        // An index that SQLite makes for one query is a walk, too.
        let walks = has("SCAN") || has("AUTOMATIC");
        let ends_early = has(NEWEST_FIRST.0) && sql.contains(NEWEST_FIRST.1);
        let grows = words.get(1).is_some_and(|table| GROWING.contains(table));
        walks && grows && !ends_early && !SMALL.iter().any(|index| has(index))
    };
    steps(ledger, sql).into_iter().filter(is_walk).filter(|_| !walks::stops_early(sql)).collect()
}

fn call<'a, T>(name: &'static str, call: impl Fn(&Ledger) -> Result<T, LedgerError> + 'a) -> Call<'a> {
    (
        name,
        Box::new(move |ledger| {
            call(ledger).unwrap();
        }),
    )
}

fn reads<'a>(sale_id: i64, attempt_id: i64) -> Vec<Call<'a>> {
    vec![
        call("sale", move |ledger| ledger.sale(sale_id)),
        call("attempt", move |ledger| ledger.attempt(attempt_id)),
        call("attempts", move |ledger| ledger.attempts(sale_id)),
        call("events", move |ledger| ledger.events(sale_id)),
        call("denied", move |ledger| ledger.denied_at_ms(sale_id, 1)),
        call("postings", move |ledger| ledger.postings(sale_id)),
        call("was_printed", move |ledger| ledger.was_printed(sale_id)),
        call("count_row", |ledger| ledger.count_row(3)),
        call("logged_order", move |ledger| ledger.logged_order(attempt_id)),
        call("is_due", move |ledger| ledger.is_due(attempt_id, NOW)),
        call("planned_ms", move |ledger| ledger.planned_ms(attempt_id)),
        call("next_due_ms", |ledger| ledger.next_due_ms("inspay", NOW)),
        call("due_attempts", |ledger| ledger.due_attempts("inspay", NOW, 9)),
        call("newest_attempt", |ledger| ledger.newest_attempt()),
        call("newest_row", |ledger| ledger.newest_row()),
        call("newest_sure_ms", |ledger| ledger.newest_sure_ms()),
        call("has_gone_out", |ledger| ledger.has_gone_out(&Account::Wallet("inspay".to_owned()))),
        call("sale_of_intent", |ledger| ledger.sale_of_intent("a")),
        call("attempt_of_order", |ledger| ledger.attempt_of_order("inspay", "TXN1")),
        call("newest_twin", |ledger| ledger.newest_twin("9876543210", "airtel", Paise::new(1), 0)),
        call("open_twin", |ledger| ledger.open_twin("9876543210", "airtel", Paise::new(1))),
        call("spent_after", |ledger| ledger.spent_after("inspay", 0)),
        call("reading", |ledger| ledger.reading("inspay", Which::Newest)),
        call("reading_before", |ledger| ledger.reading_before("inspay", 9)),
        call("words_put_back", |ledger| ledger.words_put_back(0)),
        call("commission_rules", |ledger| ledger.commission_rules()),
        call("told_in", |ledger| ledger.told_in("2026-11")),
        call("tds_kept", |ledger| ledger.tds_kept(domain::FinancialYear::new(2026).unwrap())),
        call("commission_booked", |ledger| ledger.commission_booked(domain::FinancialYear::new(2026).unwrap())),
        call("prices", |ledger| ledger.prices()),
        call("print_jobs", |ledger| ledger.print_jobs(9)),
        call("print_job", |ledger| ledger.print_job(1)),
        call("times_slip_printed", |ledger| ledger.times_slip_printed("a close")),
    ]
}

fn writes<'a>(books: &'a Books) -> Vec<Call<'a>> {
    let reading = Reading { at_ms: NOW, reported: Paise::new(9), after_attempt: 0, after_row: 0 };
    vec![
        ("begin_sale", Box::new(|_| drop(books.begin(&airtel("9000000001"))))),
        ("record", Box::new(|_| drop(books.sale("9000000002", &[Event::Accept, Event::Succeed, Event::Reverse])))),
        (
            "record_and_try",
            Box::new(|ledger| {
                let sale = books.begin(&airtel("9000000003"));
                ledger.record_and_try(&step(&sale, Some(Event::Reject)), &at("second", 1), NOW).unwrap();
            }),
        ),
        (
            "a person's word",
            Box::new(|ledger| {
                let sale = books.sale("9000000004", &[Event::LoseTrack]);
                let sale = ledger.record(&said(&sale, Event::DeclareFailed, Said::Failed)).unwrap();
                ledger.record_only(&contradicted(&sale)).unwrap();
                ledger.deal_with(sale.sale_id, &word(None), NOW).unwrap();
                ledger.note_slip_printed(Some(sale.sale_id), &Printed::default(), NOW).unwrap();
            }),
        ),
        (
            "what a wallet tells",
            Box::new(move |ledger| {
                let sale = books.begin(&airtel("9000000005"));
                ledger.note_told_earned(sale.attempt_id, Paise::new(1), NOW).unwrap();
                ledger.add_reading("inspay", reading).unwrap();
                ledger.told_cost(&sale, Paise::new(1)).unwrap();
                ledger.put_off(sale.attempt_id, NOW).unwrap();
            }),
        ),
        call("a job of the printer", whole_life),
        call("may_have_risen_by", move |ledger| ledger.may_have_risen_by(Paise::new(1), &ledger.sale(1)?, reading)),
        call("carry", |ledger| ledger.carry(NOW, &|_| ())),
        call("make_open_due", |ledger| ledger.make_open_due(NOW)),
        call("ask_settled_now", |ledger| ledger.ask_settled_now(NOW)),
        call("recover", |ledger| ledger.take_up_after_crash(NOW, &EventDetail::default())),
        (
            "put_back",
            Box::new(|ledger| {
                let order = Books::new();
                let sale = order.sale("9000000006", &[Event::LoseTrack]);
                order.ledger.record(&said(&sale, Event::DeclareSucceeded, Said::Succeeded)).unwrap();
                let mut order = order.ledger.logged_order(sale.attempt_id).unwrap();
                order.intent = "put back".to_owned();
                order.order_id = domain::OrderId::parse("ZZZZZZ000001").unwrap();
                order.first_order_id = order.order_id.clone();
                ledger.lacks_words_of(&order).unwrap();
                ledger.state_of_order(&order.order_id).unwrap();
                ledger.put_back(&[LostOrder { order, can_be_asked: true, found_in: FoundIn::Log }], 0, NOW).unwrap();
            }),
        ),
    ]
}

/// What is asked of accounts, vouchers, customers and shifts.
fn money_reads<'a>(sale_id: i64) -> Vec<Call<'a>> {
    vec![
        call("balances", |ledger| ledger.balances()),
        call("movement", |ledger| ledger.movement(&Account::Cash, DAY)),
        call("owed_sales", |ledger| ledger.owed_sales()),
        call("owed_total", |ledger| ledger.owed_total()),
        call("sales_to_tell", |ledger| ledger.sales_to_tell(DAY, 9)),
        call("customers_money", move |ledger| ledger.customers_money(&ledger.sale(sale_id)?)),
        call("customer_of_number", |ledger| ledger.customer_of_number("9876543210")),
        call("intent_of", move |ledger| ledger.intent_of(sale_id)),
        call("last_payment", |ledger| ledger.last_payment("9876543210")),
        call("rules", |ledger| ledger.rules("charge")),
        call("vouchers", |ledger| ledger.vouchers(None, i64::MAX, 9)),
        call("voucher", |ledger| ledger.voucher(1)),
        call("voucher_of_intent", |ledger| ledger.voucher_of_intent("a")),
        call("wallet_told", |ledger| ledger.wallet_told("inspay")),
        call("unopened", |ledger| ledger.unopened(vec![Account::Cash, Account::Bank])),
        call("waiting_cost", |ledger| ledger.waiting_cost("inspay")),
        call("loads_since", |ledger| ledger.loads_since("inexopay", DAY)),
        call("spent_by_hour", |ledger| ledger.spent_by_hour("2026-11-13", DAY)),
        call("statement", |ledger| {
            let span = Span { from: Some(DAY), to: Some(DAY), before: Some(2) };
            ledger.statement(&Account::Cash, span, 9)?;
            // A day without entries, too.
            ledger.statement(&Account::Cash, Span { from: None, to: Some("2020-01-01"), before: None }, 9)
        }),
        call("listed_sales", |ledger| {
            let filter = crate::SaleFilter::of(domain::Days { from: DAY.into(), to: DAY.into() });
            let ids = ledger.listed_sales(&filter, crate::SaleOrder::Amount, true)?;
            ledger.sales_of(&ids)
        }),
        call("entered", |ledger| {
            let days = ledger.entered_days(&domain::Days { from: DAY.into(), to: DAY.into() })?;
            ledger.entered(&days, &days.places.clone().unwrap_or(1..=9))
        }),
        call("rule", |ledger| ledger.rule("day_start")),
        call("business_day", |ledger| ledger.business_day(NOW)),
        call("open_shift_now", |ledger| ledger.open_shift_now()),
        call("shift_so_far", |ledger| ledger.shift_so_far()),
        call("shift_facts", |ledger| ledger.shift_facts()),
        call("shift_standing", |ledger| ledger.shift_standing()),
        call("closes", |ledger| ledger.closes(i64::MAX, 9)),
        call("account_balance", |ledger| ledger.account_balance(&Account::Cash)),
        call("customer", |ledger| ledger.customer(1)),
        call("customers", |ledger| ledger.customers()),
        call("room_of_customer", |ledger| ledger.room_of_customer(1)),
        call("dues", |ledger| ledger.dues(NOW)),
        call("dues_of", |ledger| ledger.dues_of(1, NOW)),
    ]
}

/// Money that is no sale, and rules of money.
fn money<'a>(books: &'a Books) -> Vec<Call<'a>> {
    vec![
        call("add_voucher", |ledger| ledger.add_voucher(&banked(), NOW)),
        (
            "customers and udhaar",
            Box::new(|ledger| {
                let facts = CustomerFacts { limit: Some(Paise::new(1)), ..CustomerFacts::default() };
                let id = ledger.add_customer(&facts, "", NOW).unwrap().id;
                ledger.change_customer(id, &CustomerFacts::default(), "", NOW).unwrap();
                ledger.forget_customer(id, "", NOW).unwrap();
            }),
        ),
        call("write_voucher", |ledger| {
            let act = VoucherAct { intent: "a voucher", ask_if_written_since_ms: Some(NOW) };
            ledger.write_voucher(&Voucher { amount: Paise::new(7), ..banked() }, &act, NOW)
        }),
        call("mend_voucher", |ledger| {
            let wrong = ledger.add_voucher(&banked(), NOW)?;
            ledger.mend_voucher(wrong, &Mending { by: "", reason: "wrong", intent: "mended" }, NOW)
        }),
        (
            "a shift",
            Box::new(|ledger| {
                let act = |intent| ShiftAct { by: "", intent, at_ms: NOW };
                let counted = Counted::of_sum(Paise::new(500));
                let count = ledger.count_drawer(&act("counts"), &counted).unwrap();
                ledger.open_shift(&act("opens"), count.seq, "a reason").unwrap().unwrap();
                let count = ledger.count_drawer(&act("counts again"), &counted).unwrap();
                ledger.close_shift(&act("closes"), count.seq, "").unwrap().unwrap();
            }),
        ),
        call("say_nothing_was_there", |ledger| ledger.say_nothing_was_there(&Account::Bank, "", NOW)),
        call("set_rule", |ledger| ledger.set_rule(&rule(), NOW)),
        (
            "set_commission",
            Box::new(|ledger| {
                books.sale("9000000008", &[Event::Succeed]);
                let rules = vec![percent("operator:airtel", DAY, 300)];
                let change = CommissionChange { rules, by: String::new() };
                let asked = ledger.set_commission(&change, Again::Unasked, NOW).unwrap().unwrap();
                assert_eq!(ledger.set_commission(&change, Again::BookAgain(asked), NOW), Ok(None));
            }),
        ),
        (
            "move_money_back",
            Box::new(|ledger| {
                let sale = books.sale("9000000007", &[Event::Accept, Event::Abandon]);
                ledger.move_money_back(sale.sale_id, MoneyBack::GivenBack, &word(None), NOW).unwrap();
            }),
        ),
    ]
}

fn banked() -> Voucher {
    let (from, to, nobody) = (Account::Cash, Account::Bank, String::new);
    let amount = Paise::new(100);
    Voucher { kind: VoucherKind::Banked, from, to, amount, by: nobody(), reason: nobody(), reference: nobody() }
}

fn rule() -> RuleChange {
    RuleChange { name: "day_start".to_owned(), value: "0".to_owned(), by: String::new() }
}

#[test]
fn no_statement_walks_a_table_that_grows() {
    let books = Books::new();
    let facts = CustomerFacts { limit: Some(Paise::new(99_999)), ..CustomerFacts::default() };
    books.ledger.add_customer(&facts, "", NOW).unwrap();
    let sale = books.begin(&NewSale { payment: Payment::Udhaar, customer: Some(1), ..airtel("9876543210") });
    let sale = books.ledger.record(&step(&sale, Some(Event::Succeed))).unwrap();
    let heard: Arc<Mutex<BTreeSet<String>>> = Arc::default();
    let hears = heard.clone();
    books.ledger.hear_statements(move |text| {
        hears.lock().unwrap().insert(text.to_owned());
    });
    let (mut found, mut statements) = (Vec::new(), 0);
    let asked = lists::reads().into_iter().chain(reports::reads()).chain(matching::calls()).chain(amounts::calls());
    let asked = asked.chain(chits::calls());
    let asked = asked.chain(money_reads(sale.sale_id));
    let reads = reads(sale.sale_id, sale.attempt_id).into_iter().chain(asked);
    let complained = complaints::calls(&books, sale.sale_id);
    for (name, call) in reads.chain(writes(&books)).chain(money(&books)).chain(complained) {
        heard.lock().unwrap().clear();
        call(&books.ledger);
        let run: Vec<String> = heard.lock().unwrap().iter().cloned().collect();
        let run = run.iter().filter(|sql| ["SELECT", "UPDATE", "INSERT"].iter().any(|verb| sql.starts_with(verb)));
        for sql in run {
            statements += 1;
            let misuses =
                |step: &String| OF_SEARCH.iter().any(|index| step.contains(index)) && !name.starts_with("search");
            let misused = steps(&books.ledger, sql).into_iter().filter(misuses);
            found.extend(
                walks(&books.ledger, sql).into_iter().chain(misused).map(|step| format!("{name}: {step}: {sql}")),
            );
        }
    }
    assert!(statements > 90, "only {statements} statements were heard");
    assert_eq!(found, Vec::<String>::new());
}
