//! The life of sales, compared with a model that is too simple to be wrong.

mod once;

use domain::{Account, Event, Paise, SaleState, apply};
use proptest::prelude::*;
use proptest::sample::Index;

use std::sync::LazyLock;

use super::{Books, NOW, airtel, at, number, rows, silent, step, step_at, texts};
use crate::{EventDetail, EventKind, LedgerError, MoneyBack, NewSale, PersonsWord, SaleRow, Silent, Step};

const PROVIDERS: [&str; 2] = ["inspay", "paygrt"];

/// One thing that is tried.
#[derive(Debug, Clone)]
enum Op {
    Begin {
        number: u8,
        paise: i64,
        earned: i64,
        provider: usize,
    },
    /// An event for one of the sales. The step expects the state that the sale is in, or the one given here.
    Record {
        sale: Index,
        seen: Option<SaleState>,
        event: Option<Event>,
    },
    /// A step for an attempt that there never was.
    RecordNowhere {
        event: Option<Event>,
    },
    /// The attempt comes to nothing, and the sale is tried elsewhere.
    TryNext {
        sale: Index,
        event: Event,
        provider: usize,
    },
    /// The power fails.
    Recover,
}

#[derive(Debug, Clone)]
struct Known {
    attempt_id: i64,
    new: NewSale,
    state: SaleState,
}

#[derive(Debug, Default)]
struct Model {
    sales: Vec<Known>,
    journal: usize,
}

fn state() -> impl Strategy<Value = SaleState> {
    prop::sample::select(SaleState::ALL.map(|(state, _)| state).to_vec())
}

fn event() -> impl Strategy<Value = Option<Event>> {
    prop::option::weighted(0.9, prop::sample::select(Event::ALL.to_vec()))
}

fn op() -> impl Strategy<Value = Op> {
    prop_oneof![
        3 => (0_u8..3, prop::sample::select(vec![1_i64, 1_000, 29_900]), prop::sample::select(vec![0_i64, 1, 20]), 0_usize..2)
            .prop_map(|(number, paise, earned, provider)| Op::Begin { number, paise, earned: earned.min(paise), provider }),
        8 => (any::<Index>(), prop::option::weighted(0.2, state()), event())
            .prop_map(|(sale, seen, event)| Op::Record { sale, seen, event }),
        1 => event().prop_map(|event| Op::RecordNowhere { event }),
        2 => (any::<Index>(), prop::sample::select(vec![Event::Reject, Event::NeverLeave, Event::Succeed]), 0_usize..2)
            .prop_map(|(sale, event, provider)| Op::TryNext { sale, event, provider }),
        1 => Just(Op::Recover),
    ]
}

impl Model {
    fn is_open_twin(&self, new: &NewSale) -> Option<i64> {
        let twin =
            |known: &Known| known.new.number == new.number && known.new.amount == new.amount && known.state.is_open();
        self.sales.iter().position(twin).map(|place| place as i64 + 1)
    }

    /// Does it to the books and to the model. Both must give the same answer.
    fn run(&mut self, books: &Books, op: &Op) -> Result<(), LedgerError> {
        match op {
            Op::Begin { number, paise, earned, provider } => {
                let new = NewSale {
                    amount: Paise::new(*paise),
                    attempt: at(PROVIDERS[*provider], *earned),
                    ..airtel(&format!("987654321{number}"))
                };
                let begun = books.ledger.begin_sale(&new, NOW, NOW);
                if let Some(sale_id) = self.is_open_twin(&new) {
                    assert_eq!(begun, Err(LedgerError::TwinOpen { sale_id }));
                    return begun.map(drop);
                }
                let sale = begun.expect("a sale without a twin begins");
                assert_eq!((sale.sale_id, sale.state), (self.sales.len() as i64 + 1, SaleState::Submitted));
                self.sales.push(Known { attempt_id: sale.attempt_id, new, state: sale.state });
                self.journal += 2;
                Ok(())
            }
            Op::Record { sale, seen, event } => {
                if self.sales.is_empty() {
                    return Ok(());
                }
                let place = sale.index(self.sales.len());
                self.record(books, place, *seen, *event)
            }
            Op::RecordNowhere { event } => {
                let done = books.ledger.record(&a_step(9_999, SaleState::Submitted, *event));
                assert_eq!(done, Err(LedgerError::NoSuchSale));
                done.map(drop)
            }
            Op::TryNext { sale, event, provider } => {
                if self.sales.is_empty() {
                    return Ok(());
                }
                let place = sale.index(self.sales.len());
                self.try_next(books, place, *event, *provider)
            }
            Op::Recover => {
                let lost = books.ledger.take_up_after_crash(NOW, &EventDetail::default()).expect("recovery works");
                let mut submitted = 0;
                for known in self.sales.iter_mut().filter(|known| known.state == SaleState::Submitted) {
                    known.state = SaleState::Unknown;
                    self.journal += 1;
                    submitted += 1;
                }
                assert_eq!(lost, submitted);
                Ok(())
            }
        }
    }

    fn record(
        &mut self,
        books: &Books,
        place: usize,
        seen: Option<SaleState>,
        event: Option<Event>,
    ) -> Result<(), LedgerError> {
        let known = &mut self.sales[place];
        let expected = seen.unwrap_or(known.state);
        let done = books.ledger.record(&a_step(known.attempt_id, expected, event));
        let next = match event {
            Some(event) => apply(expected, event).map_err(LedgerError::Illegal),
            None => Ok(expected),
        };
        match next {
            Ok(_) if expected != known.state => assert_eq!(done, Err(LedgerError::MovedOn)),
            Ok(next) => {
                assert_eq!(done.as_ref().map(|sale| sale.state), Ok(next));
                known.state = next;
                self.journal += 1;
            }
            Err(illegal) => assert_eq!(done, Err(illegal)),
        }
        done.map(drop)
    }

    fn try_next(&mut self, books: &Books, place: usize, event: Event, provider: usize) -> Result<(), LedgerError> {
        let known = &mut self.sales[place];
        let next = at(PROVIDERS[provider], 7);
        let done = books.ledger.record_and_try(&a_step(known.attempt_id, known.state, Some(event)), &next, NOW);
        match apply(known.state, event) {
            Ok(SaleState::Failed | SaleState::NotSent) => {
                let sale = done.as_ref().expect("a sale that came to nothing is tried elsewhere");
                assert!(sale.attempt_id > known.attempt_id && sale.sale_id == place as i64 + 1);
                (known.attempt_id, known.state) = (sale.attempt_id, sale.state);
                known.new.attempt = next;
                self.journal += 3;
            }
            Ok(_) => assert_eq!(done, Err(LedgerError::MovedOn), "a sale that stands is not tried elsewhere"),
            Err(illegal) => assert_eq!(done, Err(LedgerError::Illegal(illegal))),
        }
        done.map(drop)
    }

    fn sum(&self, of: impl Fn(&NewSale) -> i64) -> i64 {
        self.sales.iter().filter(|known| known.state == SaleState::Succeeded).map(|known| of(&known.new)).sum()
    }
}

/// A step of any attempt, which need not be there.
fn a_step(attempt_id: i64, expected: SaleState, event: Option<Event>) -> Step {
    static ANY: LazyLock<SaleRow> = LazyLock::new(|| Books::new().begin(&airtel("9876543210")));
    let mut step = step_at(&ANY, event, NOW).expecting(expected);
    step.attempt_id = attempt_id;
    step
}

/// Checks what must always be true of the books, over another connection.
fn check(books: &Books, model: &Model) {
    let raw = books.raw();
    let none = |what: &str, sql: &str| assert_eq!(texts(&raw, sql), Vec::<String>::new(), "{what}");
    none(
        "two open twins",
        "SELECT number FROM sale WHERE state IN ('intended', 'submitted', 'pending', 'unknown')
         GROUP BY number, operator, amount_paise HAVING COUNT(*) > 1",
    );
    none(
        "two standing attempts",
        "SELECT CAST(sale_id AS TEXT) FROM attempt WHERE state NOT IN ('failed', 'not_sent') GROUP BY sale_id HAVING COUNT(*) > 1",
    );
    none(
        "an event that does not sum to zero",
        "SELECT CAST(event_seq AS TEXT) FROM posting GROUP BY event_seq HAVING SUM(amount_paise) <> 0",
    );
    none(
        "money of a sale that does not stand",
        "SELECT account FROM posting JOIN sale_event ON seq = event_seq JOIN sale ON sale.id = sale_id
         WHERE state <> 'succeeded' AND account NOT IN ('cash', 'owed') GROUP BY sale_id, account
         HAVING SUM(posting.amount_paise) <> 0",
    );
    none(
        "a sale in another state than its newest attempt",
        "SELECT order_id FROM attempt JOIN sale ON sale.id = sale_id WHERE sale.state <> attempt.state
         AND attempt.id = (SELECT MAX(id) FROM attempt AS newest WHERE newest.sale_id = sale.id)",
    );
    assert_eq!(
        texts(&raw, "SELECT state FROM sale ORDER BY id"),
        model.sales.iter().map(|known| known.state.as_str()).collect::<Vec<_>>()
    );
    let balance = |account: &Account| books.ledger.account_balance(account).unwrap().get();
    let cash = balance(&Account::Cash) + balance(&Account::Owed) + balance(&Account::Lost);
    assert_eq!(cash, model.sum(|new| new.amount.get()));
    assert_eq!(balance(&Account::Commission), -model.sum(|new| new.attempt.earned.get()));
    let wallets: i64 = PROVIDERS.iter().map(|provider| balance(&Account::Wallet((*provider).to_owned()))).sum();
    assert_eq!(cash + wallets + balance(&Account::Commission), 0);
    books.ledger.verify().unwrap();
    let report = books.ledger.verify_chain().unwrap();
    assert_eq!((report.sealed, report.other_key, report.broken_at), (model.journal as u64, 0, None));
}

fn journal(books: &Books) -> Vec<String> {
    rows(&books.raw()).into_iter().filter(|row| row.starts_with("sale_event ") || row.starts_with("posting ")).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_tried_the_books_balance(ops in prop::collection::vec(op(), 1..40)) {
        let books = Books::new();
        let mut model = Model::default();
        for op in &ops {
            let (before, entries_before) = (books.rows(), journal(&books));
            if model.run(&books, op).is_err() {
                prop_assert_eq!(books.rows(), before, "{:?} was refused and changed something", op);
            }
            let entries = journal(&books);
            prop_assert!(entries_before.iter().all(|entry| entries.contains(entry)), "{:?} changed the journal", op);
            check(&books, &model);
        }
    }
}
