//! Any sequence of sales, vouchers, failures, reversals and closes.

use domain::{Account, CUSTOMERS, Counted, Event, Paise, Payment, VoucherKind};
use proptest::prelude::*;

use super::super::{Books, NOW, airtel, at, number, step_at};
use super::{HOUR, act, done, hold_all_closes, paise, try_to_close, voucher};
use crate::{CustomerFacts, MoneyBack, NewSale, PersonsWord, SaleRow};

#[derive(Debug, Clone)]
enum Happens {
    Sells { payment: Payment, rupees: i64 },
    Moves { sale: usize, event: Event },
    GivesBack { sale: usize },
    Writes { kind: usize, rupees: i64 },
    Opens { off: i64 },
    Closes { off: i64 },
    ClockIsSet { hours: i64 },
}

fn happens() -> impl Strategy<Value = Happens> {
    let payment = prop_oneof![Just(Payment::Cash), Just(Payment::Upi), Just(Payment::Udhaar)];
    let event = prop_oneof![
        Just(Event::Accept),
        Just(Event::LoseTrack),
        Just(Event::Succeed),
        Just(Event::Reject),
        Just(Event::Reverse),
        Just(Event::Admit),
    ];
    prop_oneof![
        4 => (payment, 1..500_i64).prop_map(|(payment, rupees)| Happens::Sells { payment, rupees }),
        6 => (0..8_usize, event).prop_map(|(sale, event)| Happens::Moves { sale, event }),
        1 => (0..8_usize).prop_map(|sale| Happens::GivesBack { sale }),
        2 => (0..5_usize, 1..900_i64).prop_map(|(kind, rupees)| Happens::Writes { kind, rupees }),
        1 => (-3..3_i64).prop_map(|off| Happens::Opens { off }),
        2 => (-3..3_i64).prop_map(|off| Happens::Closes { off }),
        1 => (-30..30_i64).prop_map(|hours| Happens::ClockIsSet { hours }),
    ]
}

struct World {
    books: Books,
    sales: Vec<SaleRow>,
    now_ms: i64,
    acts: usize,
}

impl World {
    fn new() -> World {
        let books = Books::new();
        let limit = Some(Paise::new(i64::MAX / 4));
        books.ledger.add_customer(&CustomerFacts { limit, ..CustomerFacts::default() }, "", NOW).unwrap();
        World { books, sales: Vec::new(), now_ms: NOW, acts: 0 }
    }

    fn drawer(&self) -> i64 {
        self.books.ledger.account_balance(&Account::Cash).unwrap().get()
    }

    fn moves(&mut self, place: usize, event: Event) {
        let Some(sale) = self.sales.len().checked_sub(place + 1).map(|place| &mut self.sales[place]) else { return };
        let Ok(next) = self.books.ledger.record(&step_at(sale, Some(event), self.now_ms)) else { return };
        *sale = next;
    }

    fn takes(&mut self, happens: &Happens) {
        self.now_ms += 60_000;
        self.acts += 1;
        let ledger = &self.books.ledger;
        let intent = format!("act {}", self.acts);
        match happens {
            Happens::Sells { payment, rupees } => {
                let new = NewSale {
                    amount: paise(rupees * 100),
                    payment: *payment,
                    customer: (*payment == Payment::Udhaar).then_some(1),
                    charge: paise(rupees % 7),
                    attempt: at(["inspay", "paygrt"][self.acts % 2], rupees % 5),
                    ..airtel(&format!("98765{:05}", self.acts))
                };
                self.sales.push(ledger.begin_sale(&new, self.now_ms, self.now_ms).unwrap());
            }
            Happens::Moves { sale, event } => self.moves(*sale, *event),
            Happens::GivesBack { sale } => {
                if let Some(sale) = self.sales.get(*sale) {
                    let person = PersonsWord::default();
                    let _ = ledger.move_money_back(sale.sale_id, MoneyBack::GivenBack, &person, self.now_ms);
                }
            }
            Happens::Writes { kind, rupees } => {
                let wallet = || Account::Wallet("inspay".to_owned());
                let (kind, from, to) = [
                    (VoucherKind::WalletLoaded, Account::Cash, wallet()),
                    (VoucherKind::CashIn, Account::Owner, Account::Cash),
                    (VoucherKind::CashOut, Account::Cash, Account::Spent),
                    (VoucherKind::UdhaarPaid, Account::Customer(1), Account::Cash),
                    (VoucherKind::TdsKept, wallet(), Account::Tds("inspay".to_owned())),
                ][*kind]
                    .clone();
                ledger.add_voucher(&voucher(kind, from, to, rupees * 100), self.now_ms).unwrap();
            }
            Happens::Opens { off } => {
                let counted = Counted::of_sum(paise(self.drawer() + off * 100));
                ledger.open_shift(&act(&intent, self.now_ms), &counted).unwrap();
            }
            Happens::Closes { off } => {
                done(try_to_close(ledger, &intent, self.drawer() + off * 100, "", self.now_ms));
            }
            Happens::ClockIsSet { hours } => self.now_ms += hours * HOUR,
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
    #[test]
    fn every_close_equals_the_postings_between_its_borders(story in proptest::collection::vec(happens(), 1..60)) {
        let mut world = World::new();
        story.iter().for_each(|happens| world.takes(happens));
        world.takes(&Happens::Closes { off: 0 });
        let closes = hold_all_closes(&world.books);
        let balances = world.books.ledger.balances().unwrap();
        prop_assert_eq!(balances.values().map(|paise| paise.get()).sum::<i64>(), 0);
        // The last close has every account as it stands.
        let last = &closes.last().unwrap().closed.figures;
        let customers: i64 = balances.iter().filter(|(account, _)| matches!(account, Account::Customer(_))).map(|(_, paise)| paise.get()).sum();
        prop_assert_eq!(last.closing(CUSTOMERS).get(), customers);
        for (account, paise) in balances.iter().filter(|(account, _)| !matches!(account, Account::Customer(_))) {
            prop_assert_eq!(last.closing(&account.to_string()), *paise);
        }
        prop_assert_eq!(world.books.ledger.rebuild_differences().unwrap(), []);
        prop_assert_eq!(number(&world.books.raw(), "SELECT COUNT(*) FROM sale_event WHERE kind = 'shift_closed'"), closes.len() as i64);
    }
}
