//! A whole shop, compared with a model shop that has a real drawer: whatever happens, in any order.

use domain::{Account, CUSTOMERS, Counted, Event, Payment, SaleState, Voucher, VoucherKind};
use proptest::prelude::*;

use super::shift::{HOUR, act, hold_all_closes, paise, try_to_close, try_to_open, voucher};
use super::{Books, NOW, airtel, at, number, step_at};
use crate::{MoneyBack, NewSale, PersonsWord, Reading, SaleRow};

const BEFORE_THE_CUSTOMER_MS: i64 = 120_000;
const ASHA: i64 = 1;

#[derive(Debug, Clone)]
enum Happens {
    Sells {
        payment: Payment,
        rupees: i64,
    },
    Moves {
        sale: usize,
        event: Event,
    },
    Settles {
        sale: usize,
        what: MoneyBack,
    },
    Writes {
        kind: usize,
        rupees: i64,
    },
    /// So many rupees were found in the drawer, or are gone from it, when it is counted.
    Opens {
        off: i64,
    },
    Closes {
        off: i64,
    },
    Counts,
    /// The company is asked for the wallet.
    Reads,
    ClockIsSet {
        hours: i64,
    },
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
    let what = prop_oneof![
        Just(MoneyBack::GivenBack),
        Just(MoneyBack::GivenBackBy(Payment::Cash)),
        Just(MoneyBack::GivenBackBy(Payment::Upi)),
        Just(MoneyBack::StillOwed),
        Just(MoneyBack::Credited(ASHA)),
        Just(MoneyBack::Collected(Payment::Cash)),
    ];
    prop_oneof![
        4 => (payment, 1..500_i64).prop_map(|(payment, rupees)| Happens::Sells { payment, rupees }),
        8 => (0..8_usize, event).prop_map(|(sale, event)| Happens::Moves { sale, event }),
        3 => (0..8_usize, what).prop_map(|(sale, what)| Happens::Settles { sale, what }),
        2 => (0..5_usize, 1..900_i64).prop_map(|(kind, rupees)| Happens::Writes { kind, rupees }),
        1 => (-3..3_i64).prop_map(|off| Happens::Opens { off }),
        2 => (-3..3_i64).prop_map(|off| Happens::Closes { off }),
        1 => Just(Happens::Counts),
        2 => Just(Happens::Reads),
        1 => (-30..30_i64).prop_map(|hours| Happens::ClockIsSet { hours }),
    ]
}

/// What a sale is to the model: who has the money.
#[derive(Debug)]
struct Sold {
    payment: Payment,
    total: i64,
    began_ms: i64,
    /// In drawer and phone because of it; of that the customer's; and what was given away.
    taken: Held,
    owed: i64,
    lost: i64,
}

/// The drawer, the phone, and the customer's page of the notebook.
#[derive(Debug, Default, PartialEq, Eq)]
struct Held {
    cash: i64,
    upi: i64,
    page: i64,
}

impl Held {
    fn takes(&mut self, payment: Payment, paise: i64) {
        *match payment {
            Payment::Cash => &mut self.cash,
            Payment::Upi => &mut self.upi,
            Payment::Udhaar => &mut self.page,
        } += paise;
    }
}

impl Sold {
    fn is_later(&self) -> bool {
        self.payment == Payment::Udhaar
    }

    fn pays(&mut self, held: &mut Held, paise: i64) {
        self.pays_by(held, self.payment, paise);
    }

    fn pays_by(&mut self, held: &mut Held, payment: Payment, paise: i64) {
        held.takes(payment, paise);
        self.taken.takes(payment, paise);
    }

    /// Money that was not given back, after all, never left where it was said to have left.
    fn left_from(&self) -> Payment {
        match (self.taken.cash < 0, self.taken.upi < 0) {
            (true, _) => Payment::Cash,
            (false, true) => Payment::Upi,
            (false, false) => self.payment,
        }
    }

    fn happens(&mut self, held: &mut Held, event: Event, now_ms: i64) {
        let waits = matches!(event, Event::Accept | Event::LoseTrack) && self.owed == 0;
        if waits && !self.is_later() {
            self.pays(held, self.total);
            self.owed = self.total;
        } else if event == Event::Admit && !self.is_later() {
            self.lost += self.total - std::mem::take(&mut self.owed);
        } else if matches!(event, Event::Succeed | Event::Admit) {
            let rest = self.total - std::mem::take(&mut self.owed);
            self.pays(held, rest);
        } else if event == Event::Reverse && self.is_later() {
            self.pays(held, -self.total);
        } else if event == Event::Reverse {
            self.owed += self.total - std::mem::take(&mut self.lost);
        } else if event == Event::Reject && (0..=BEFORE_THE_CUSTOMER_MS).contains(&(now_ms - self.began_ms)) {
            let back = std::mem::take(&mut self.owed);
            self.pays(held, -back);
        }
    }

    /// Whether there is such money; then it moves.
    fn settles(&mut self, held: &mut Held, what: MoneyBack, state: SaleState) -> bool {
        let came_to_nothing = matches!(state, SaleState::Failed | SaleState::NotSent | SaleState::Reversed);
        let moved = match what {
            MoneyBack::GivenBack | MoneyBack::GivenBackBy(_) | MoneyBack::Credited(_) => self.owed,
            MoneyBack::StillOwed if came_to_nothing && !self.is_later() => {
                self.total - self.taken.cash - self.taken.upi
            }
            MoneyBack::StillOwed => 0,
            MoneyBack::Collected(_) => self.lost,
        };
        if state.is_open() || moved <= 0 {
            return false;
        }
        match what {
            MoneyBack::GivenBack => self.pays(held, -moved),
            MoneyBack::GivenBackBy(payment) => self.pays_by(held, payment, -moved),
            MoneyBack::StillOwed => self.pays_by(held, self.left_from(), moved),
            MoneyBack::Credited(_) => held.takes(Payment::Udhaar, -moved),
            MoneyBack::Collected(payment) => self.pays_by(held, payment, moved),
        }
        match what {
            MoneyBack::GivenBack | MoneyBack::GivenBackBy(_) | MoneyBack::Credited(_) => self.owed = 0,
            MoneyBack::StillOwed => self.owed += moved,
            MoneyBack::Collected(_) => self.lost = 0,
        }
        true
    }
}

struct Shop {
    books: Books,
    sales: Vec<(SaleRow, Sold)>,
    held: Held,
    now_ms: i64,
    acts: usize,
    /// Counts since the last close that opened and closed nothing.
    counts: usize,
    /// The newest attempt that the company's figure knows, while that figure can only be what the books have.
    read: Option<i64>,
}

impl Shop {
    fn new() -> Shop {
        let books = Books::new();
        let limit = Some(paise(99_999_900));
        let asha = crate::CustomerFacts { name: "Asha".to_owned(), limit, ..crate::CustomerFacts::default() };
        assert_eq!(books.ledger.add_customer(&asha, "Meena", NOW).unwrap().id, ASHA);
        Shop { books, sales: Vec::new(), held: Held::default(), now_ms: NOW, acts: 0, counts: 0, read: None }
    }

    fn takes(&mut self, happens: &Happens) {
        self.now_ms += 60_000;
        self.acts += 1;
        match happens {
            Happens::Sells { payment, rupees } => self.sells(*payment, *rupees),
            Happens::Moves { sale, event } => {
                let Some((row, sold)) = self.sales.get_mut(*sale) else { return };
                let Ok(next) = self.books.ledger.record(&step_at(row, Some(*event), self.now_ms)) else { return };
                *row = next;
                // What the books had as failed was in the figure as done.
                if *event == Event::Admit && self.read.is_some_and(|attempt| row.attempt_id <= attempt) {
                    self.read = None;
                }
                sold.happens(&mut self.held, *event, self.now_ms);
            }
            Happens::Settles { sale, what } => {
                let Some((row, sold)) = self.sales.get_mut(*sale) else { return };
                let person = PersonsWord::default();
                let settled = self.books.ledger.move_money_back(row.sale_id, *what, &person, self.now_ms);
                assert_eq!(settled.is_ok(), sold.settles(&mut self.held, *what, row.state), "{what:?}: {settled:?}");
            }
            Happens::Writes { kind, rupees } => self.writes(*kind, rupees * 100),
            Happens::Opens { off } => {
                let is_open = self.books.ledger.open_shift_now().unwrap().is_some();
                if !is_open {
                    self.held.cash += off * 100;
                }
                let intent = format!("act {}", self.acts);
                let opened = try_to_open(&self.books.ledger, &intent, self.held.cash, "", self.now_ms);
                assert_eq!(opened.is_err(), is_open);
                self.counts += usize::from(is_open);
            }
            Happens::Counts => {
                let counted = Counted::of_sum(paise(self.held.cash + 700));
                self.books.ledger.count_drawer(&act(&format!("act {}", self.acts), self.now_ms), &counted).unwrap();
                self.counts += 1;
            }
            Happens::Reads => self.reads(),
            Happens::Closes { off } => {
                let expected = self.held.cash;
                self.held.cash += off * 100;
                let intent = format!("act {}", self.acts);
                let z = try_to_close(&self.books.ledger, &intent, self.held.cash, "", self.now_ms).unwrap();
                assert_eq!(z.closed.count.expected_paise, paise(expected));
                assert_eq!(z.closed.counts.len(), std::mem::take(&mut self.counts), "every count stands on the close");
                let told = z.closed.figures.wallets.iter().find(|one| one.provider == "inspay").cloned();
                assert_eq!(
                    told,
                    self.books.ledger.wallet_told("inspay").unwrap(),
                    "one sum for the close and the screen"
                );
            }
            Happens::ClockIsSet { hours } => self.now_ms += hours * HOUR,
        }
        self.holds();
    }

    fn sells(&mut self, payment: Payment, rupees: i64) {
        let charge = rupees % 7;
        let new = NewSale {
            amount: paise(rupees * 100),
            payment,
            customer: (payment == Payment::Udhaar).then_some(ASHA),
            charge: paise(charge),
            attempt: at(["inspay", "paygrt"][self.acts % 2], rupees % 5),
            ..airtel(&format!("98765{:05}", self.acts))
        };
        let row = self.books.ledger.begin_sale(&new, self.now_ms, self.now_ms).unwrap();
        let (total, began_ms) = (rupees * 100 + charge, self.now_ms);
        self.sales.push((row, Sold { payment, total, began_ms, taken: Held::default(), owed: 0, lost: 0 }));
    }

    /// The company says what the books have. While a sale waits nobody knows whether it is in the figure.
    fn reads(&mut self) {
        let waits = |(row, _): &(SaleRow, Sold)| row.provider == "inspay" && row.state.is_open();
        if self.sales.iter().any(waits) {
            return;
        }
        let ledger = &self.books.ledger;
        let reported = ledger.account_balance(&Account::Wallet("inspay".to_owned())).unwrap();
        let (after_attempt, after_row) = (ledger.newest_attempt().unwrap(), ledger.newest_row().unwrap());
        // No row has this time.
        let reading = Reading { at_ms: self.now_ms + 1, reported, after_attempt, after_row };
        ledger.add_reading("inspay", reading).unwrap();
        self.read = Some(after_attempt);
    }

    /// A voucher. Every second one is delivered twice.
    fn writes(&mut self, kind: usize, amount: i64) {
        let wallet = || Account::Wallet("inspay".to_owned());
        let (kind, from, to) = [
            (VoucherKind::WalletLoaded, Account::Cash, wallet()),
            (VoucherKind::CashIn, Account::Owner, Account::Cash),
            (VoucherKind::CashOut, Account::Cash, Account::Spent),
            (VoucherKind::UdhaarPaid, Account::Customer(ASHA), Account::Cash),
            (VoucherKind::TdsKept, wallet(), Account::Tds("inspay".to_owned())),
        ][kind]
            .clone();
        let written: Voucher = voucher(kind, from.clone(), to.clone(), amount);
        let intent = format!("voucher {}", self.acts);
        for _ in 0..=self.acts % 2 {
            let act = crate::VoucherAct { intent: &intent, ask_if_written_since_ms: None };
            self.books.ledger.write_voucher(&written, &act, self.now_ms).unwrap();
        }
        for (account, paise) in [(from, -amount), (to, amount)] {
            if account == Account::Cash {
                self.held.cash += paise;
            } else if account == Account::Customer(ASHA) {
                self.held.page += paise;
            }
        }
    }

    /// The books have what the model holds.
    fn holds(&self) {
        let of = |account: Account| self.books.ledger.account_balance(&account).unwrap().get();
        let (cash, upi) = (of(Account::Cash), of(Account::Upi));
        assert_eq!(Held { cash, upi, page: of(Account::Customer(ASHA)) }, self.held);
        if self.read.is_some() {
            let told = self.books.ledger.wallet_told("inspay").unwrap().unwrap();
            assert_eq!(told.differs_paise, paise(0), "book and company move together");
        }
        let sum = |of: fn(&Sold) -> i64| self.sales.iter().map(|(_, sold)| of(sold)).sum::<i64>();
        assert_eq!((-of(Account::Owed), of(Account::Lost)), (sum(|sold| sold.owed), sum(|sold| sold.lost)));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
    #[test]
    fn the_books_of_a_shop_have_what_its_drawer_holds_and_every_close_equals_its_postings(
        story in proptest::collection::vec(happens(), 1..60),
    ) {
        let mut shop = Shop::new();
        story.iter().for_each(|happens| shop.takes(happens));
        shop.takes(&Happens::Closes { off: 0 });
        let closes = hold_all_closes(&shop.books);
        let balances = shop.books.ledger.balances().unwrap();
        prop_assert_eq!(balances.values().map(|paise| paise.get()).sum::<i64>(), 0);
        // The last close has every account as it stands.
        let last = &closes.last().unwrap().closed.figures;
        prop_assert_eq!(last.closing(CUSTOMERS).get(), shop.held.page);
        for (account, paise) in balances.iter().filter(|(account, _)| !matches!(account, Account::Customer(_))) {
            prop_assert_eq!(last.closing(&account.to_string()), *paise);
        }
        prop_assert_eq!(shop.books.ledger.rebuild_differences().unwrap(), []);
        let written = number(&shop.books.raw(), "SELECT COUNT(*) FROM sale_event WHERE kind = 'shift_closed'");
        prop_assert_eq!(written, closes.len() as i64);
    }
}
