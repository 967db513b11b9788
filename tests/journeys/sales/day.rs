//! A whole day at the counter: two hundred sales, some of which fail late, loads, udhaar and money given back, closed to the paisa.

use std::collections::BTreeMap;
use std::time::Duration;

use domain::{Language, Payment, SaleState, VoucherKind};
use receipts::paper::Sheet;
use till::{
    ChargeInput, CountInput, CustomerInput, Mode, MoneyBackWhat, PaidInput, Problem, SaleInput, SaleView, ShiftInput,
    SlipOf, VoucherInput,
};

use super::stall::{Stall, airtel, intent, settings};

const QUICK: Duration = Duration::from_millis(40);
const MINUTE_MS: i64 = 60_000;
const SALES: usize = 200;
const RUPEES: [i64; 4] = [100, 199, 299, 349];
const CHARGE_PAISE: i64 = 250;
/// What the simulated company has of the shop's at first.
const WALLET_PAISE: i64 = 5_000_000;

/// What becomes of the sale at a place of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lot {
    Done(Payment),
    DoneLater,
    FailsLate,
    FailsAtOnce,
}

fn lot(place: usize) -> Lot {
    match place % 20 {
        0..12 => Lot::Done(Payment::Cash),
        12..15 => Lot::Done(Payment::Upi),
        15 | 16 => Lot::Done(Payment::Udhaar),
        17 => Lot::DoneLater,
        18 => Lot::FailsLate,
        _ => Lot::FailsAtOnce,
    }
}

/// The day as somebody with pencil and paper writes it down: what each account must have, in paise.
#[derive(Default)]
struct Paper(BTreeMap<String, i64>);

impl Paper {
    fn moves(&mut self, from: &str, to: &str, paise: i64) {
        *self.0.entry(from.to_owned()).or_default() -= paise;
        *self.0.entry(to.to_owned()).or_default() += paise;
    }

    /// Two in a hundred stay with the shop, and so does the charge.
    fn sold(&mut self, paid_into: &str, amount: i64, charge: i64) {
        self.moves("wallet:inspay", paid_into, amount - amount / 50);
        self.moves("commission", paid_into, amount / 50);
        self.moves("charges", paid_into, charge);
    }

    fn of(&self, account: &str) -> i64 {
        self.0.get(account).copied().unwrap_or_default()
    }
}

struct Day {
    stall: Stall,
    paper: Paper,
    customer: i64,
    late: Vec<(SaleView, i64)>,
    later: Vec<(SaleView, i64)>,
}

fn voucher(kind: VoucherKind, from: &str, to: &str, rupees: i64) -> VoucherInput {
    VoucherInput {
        kind,
        from: from.to_owned(),
        to: to.to_owned(),
        amount: rupees.to_string(),
        reason: "the usual".to_owned(),
        reference: String::new(),
        by: "Asha".to_owned(),
        intent: intent(),
        sure_of: Vec::new(),
    }
}

fn with_count(count_seq: i64) -> ShiftInput {
    ShiftInput { count_seq, reason: String::new(), by: "Asha".to_owned(), intent: intent() }
}

fn count(rupees: &str) -> CountInput {
    CountInput { pieces: Vec::new(), sum: rupees.to_owned(), by: "Asha".to_owned(), intent: intent(), sure: true }
}

impl Day {
    async fn begins() -> Day {
        let mut stall = Stall::with("inspay", QUICK).await;
        stall.simulator.set_balance("inspay", WALLET_PAISE);
        stall.till.check_balance("inspay").await.expect("a wallet");
        stall.wallets_read().await;
        let (take, most) = (String::new(), "10".to_owned());
        stall.till.save_charge(&ChargeInput { operator: None, take, most, by: "Asha".to_owned() }).expect("a charge");
        let ramesh = CustomerInput {
            name: "Ramesh".to_owned(),
            numbers: String::new(),
            note: String::new(),
            language: None,
            limit: "10000".to_owned(),
            by: "Asha".to_owned(),
            below_confirmed: false,
        };
        let customer = stall.till.save_customer(None, &ramesh).expect("a customer").id;
        let mut day = Day { stall, paper: Paper::default(), customer, late: Vec::new(), later: Vec::new() };
        day.writes(voucher(VoucherKind::Opening, "owner", "wallet:inspay", WALLET_PAISE / 100));
        let seen = day.stall.till.count_drawer(&settings(), &count("2000"), Language::EN).expect("a count");
        day.stall.till.open_shift(&with_count(seen.count_seq)).expect("it is opened");
        day.paper.moves("owner", "cash", 200_000);
        day
    }

    /// Writes a voucher, delivered twice.
    fn writes(&mut self, input: VoucherInput) {
        let written = self.stall.till.write_voucher(&input).expect("a voucher");
        assert_eq!(self.stall.till.write_voucher(&input), Ok(written.clone()), "it is one act");
        self.paper.moves(&input.from, &input.to, written.amount_paise);
    }

    async fn sells(&mut self, place: usize) {
        let (lot, rupees) = (lot(place), RUPEES[place % 4]);
        let ending = match lot {
            Lot::Done(_) => format!("20{place:03}"),
            Lot::DoneLater => "00002".to_owned(),
            Lot::FailsLate => "00003".to_owned(),
            Lot::FailsAtOnce => "00004".to_owned(),
        };
        let charge = if place.is_multiple_of(3) { CHARGE_PAISE } else { 0 };
        let payment = if let Lot::Done(payment) = lot { payment } else { Payment::Cash };
        let input = SaleInput {
            amount: rupees.to_string(),
            payment,
            customer: (payment == Payment::Udhaar).then_some(self.customer),
            charge: if charge == 0 { String::new() } else { "2.50".to_owned() },
            ..airtel(&format!("97{place:03}{ending}"))
        };
        let sale = self.stall.sell(&input).await;
        let paid_into = match payment {
            Payment::Cash => "cash".to_owned(),
            Payment::Upi => "upi".to_owned(),
            Payment::Udhaar => format!("customer:{}", self.customer),
        };
        match lot {
            Lot::Done(_) => {
                assert_eq!(sale.state, SaleState::Succeeded, "{sale:?}");
                self.paper.sold(&paid_into, rupees * 100, charge);
            }
            Lot::DoneLater | Lot::FailsLate => {
                assert_eq!((sale.state, sale.owed_paise), (SaleState::Pending, rupees * 100 + charge), "{sale:?}");
                self.paper.moves("owed", "cash", rupees * 100 + charge);
                // Whenever the program asks next, its customer is gone.
                self.stall.clock.forward(3 * MINUTE_MS);
                let list = if lot == Lot::FailsLate { &mut self.late } else { &mut self.later };
                list.push((sale, charge));
            }
            Lot::FailsAtOnce => assert_eq!((sale.state, sale.owed_paise), (SaleState::Failed, 0), "{sale:?}"),
        }
        self.stall.clock.forward(MINUTE_MS);
    }

    async fn what_waits_ends(&mut self) {
        for (sale, charge) in std::mem::take(&mut self.later) {
            let done = self.stall.check_until(sale.id, SaleState::Succeeded).await;
            self.paper.moves("cash", "owed", done.amount_paise + charge);
            self.paper.sold("cash", done.amount_paise, charge);
        }
        for (sale, charge) in &self.late {
            let failed = self.stall.check_until(sale.id, SaleState::Failed).await;
            assert_eq!(failed.owed_paise, failed.amount_paise + charge, "its customer is gone: {failed:?}");
        }
    }

    /// Some of those who are owed come back. One of them says in the evening that it was not given back.
    fn money_goes_back(&mut self) {
        let settle = |day: &Day, sale: &SaleView, what| day.stall.till.settle_money(sale.id, what, "", None);
        let late = std::mem::take(&mut self.late);
        for (sale, charge) in late.iter().take(4) {
            settle(self, sale, MoneyBackWhat::GivenBackCash).expect("it is given back");
            assert_eq!(settle(self, sale, MoneyBackWhat::GivenBackCash), Err(Problem::MoneyMoved), "once");
            self.paper.moves("cash", "owed", sale.amount_paise + charge);
        }
        let (sale, charge) = &late[3];
        settle(self, sale, MoneyBackWhat::StillOwed).expect("it is owed again");
        self.paper.moves("owed", "cash", sale.amount_paise + charge);
    }

    fn pays(&mut self, amount: &str, payment: Payment, into: &str, paise: i64) {
        let paid = PaidInput {
            by: String::new(),
            intent: intent(),
            mode: Mode::Practice,
            customer: self.customer,
            amount: amount.to_owned(),
            payment,
            gives_back: false,
            repeat_confirmed: false,
        };
        self.stall.till.pay_udhaar(&paid).expect("it is paid");
        self.paper.moves(&format!("customer:{}", self.customer), into, paise);
    }

    /// Every account of the books is as on paper.
    fn holds(&self) {
        let book = self.stall.till.money_book().expect("the books");
        let wallets = book.wallets.iter().map(|wallet| &wallet.book);
        let mut accounts: BTreeMap<String, i64> = BTreeMap::new();
        for view in book.own.iter().chain(wallets).chain(&book.others) {
            accounts.insert(view.account.clone(), view.paise);
        }
        for account in ["cash", "upi", "bank", "wallet:inspay", "commission", "charges", "spent", "owner", "over_short"]
        {
            let booked = accounts.get(account).copied().unwrap_or_default();
            assert_eq!(booked, self.paper.of(account), "{account}");
        }
        assert_eq!(book.owed_paise, -self.paper.of("owed"));
        assert_eq!(book.udhaar_paise, self.paper.of(&format!("customer:{}", self.customer)));
        assert_eq!(self.paper.0.values().sum::<i64>(), 0);
    }
}

#[tokio::test]
async fn a_day_of_two_hundred_sales_is_closed_to_the_paisa() {
    let mut day = Day::begins().await;
    for place in 0..SALES {
        day.sells(place).await;
        if place == 60 || place == 140 {
            day.stall.till.check_balance("inspay").await.expect("a wallet");
            day.stall.simulator.add_balance("inspay", 1_000_000);
            let from = if place == 60 { "bank" } else { "cash" };
            day.writes(voucher(VoucherKind::WalletLoaded, from, "wallet:inspay", 10_000));
        }
    }
    day.what_waits_ends().await;
    day.money_goes_back();
    day.pays("500", Payment::Cash, "cash", 50_000);
    day.pays("120.50", Payment::Upi, "upi", 12_050);
    day.writes(voucher(VoucherKind::CashOut, "cash", "spent", 140));
    day.writes(voucher(VoucherKind::Banked, "cash", "bank", 5_000));
    day.holds();
    // The company has to the paisa what the books say.
    let told = day.stall.till.check_balance("inspay").await.expect("a wallet").balance_paise;
    assert_eq!(told, Some(day.paper.of("wallet:inspay")));
    // Seven rupees are short in the evening.
    let in_drawer = day.paper.of("cash") - 700;
    let counted = count(&format!("{}.{:02}", in_drawer / 100, in_drawer % 100));
    let seen = day.stall.till.count_drawer(&settings(), &counted, Language::EN).expect("a count");
    assert_eq!((seen.expected_paise.get(), seen.over_short_paise.get()), (day.paper.of("cash"), -700));
    let z = day.stall.till.close_shift(&settings(), &with_count(seen.count_seq), Language::EN).expect("it is closed");
    assert_eq!((z.line.number, z.line.counted_paise.get()), (1, in_drawer));
    day.paper.moves("cash", "over_short", 700);
    day.holds();
    // A day later it says what it said.
    day.stall.clock.forward(24 * 60 * MINUTE_MS);
    day.sells(SALES).await;
    assert_eq!(day.stall.till.closes(None).expect("closes").rows.first(), Some(&z.line));
    let again = day.stall.till.sheet(&settings(), &SlipOf::Close { number: 1 }, &[Language::EN]).expect("its slip");
    assert_eq!(again, Sheet::from(&z.slip));
}
