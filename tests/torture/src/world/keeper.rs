//! The shopkeeper, whose customers are in a hurry.

use std::sync::Arc;
use std::time::Duration;

use domain::{Said, Service};
use providers::Fields;
use till::{Mode, Problem, Rules, SaleInput, SaleView, Till};

use super::chance::Chance;
use super::firm::Knock;
use super::shared::World;
use super::state::Sold;
use crate::disk::Disk;
use crate::mouth::{MOUTHS, SLUGS};
use crate::word::say_unrecorded;

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;

/// Operators that are sold, by more than one of the companies each.
pub const OPERATORS: [&str; 4] = ["airtel", "jio", "vi", "bsnl-stv"];
/// What is asked for, in rupees.
const AMOUNTS: [&str; 5] = ["10", "199", "299", "349", "859"];
/// Customers, each with one number: few, so that the same is often sold twice.
const CUSTOMERS: i64 = 30;
/// Of them, those who may pay later, and how much each may owe.
pub const KNOWN: i64 = 6;
pub const LIMIT_RUPEES: i64 = 1_500;
/// The most that the shop takes beside an amount.
pub const CHARGE_MOST_RUPEES: i64 = 20;

/// The number of a customer.
pub fn number(customer: i64) -> String {
    format!("98765004{customer:02}")
}

/// How a day at the counter ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    Closed,
    Killed,
}

/// The shopkeeper at the running program.
pub struct Keeper {
    pub world: Arc<World>,
    pub till: Arc<Till>,
    pub chance: Chance,
    /// The disk that the books are on.
    pub disk: Disk,
    /// The sale that a form stands open about, as it was when it was opened.
    pub form: Option<SaleView>,
    /// Sales of which a person has said what is not so.
    pub mistaken: Vec<i64>,
}

/// Rules as a shop may have set them.
pub fn rules(chance: &mut Chance) -> Rules {
    let mut rules = Rules { repeat_minutes: 10, home_circle: "delhi".to_owned(), ..Rules::default() };
    let mut order: Vec<String> = SLUGS.iter().map(|slug| (*slug).to_owned()).collect();
    for place in (1..order.len()).rev() {
        order.swap(place, chance.below(place as i64 + 1) as usize);
    }
    if chance.permille(800) {
        rules.routes.services.insert(Service::Prepaid, order);
    }
    rules.routes.try_next = chance.permille(900);
    rules
}

/// The program runs on for so long.
pub async fn rest(ms: i64) {
    tokio::time::sleep(Duration::from_millis(u64::try_from(ms).unwrap_or(0))).await;
}

impl Keeper {
    /// Works until so many sales were made in this world, or so long.
    pub async fn work(&mut self, until_sales: u64, longest_ms: i64, pace_ms: i64, dies: bool) -> End {
        let end_ms = self.world.time.now_ms() + longest_ms;
        loop {
            let gap_ms = self.chance.time(pace_ms);
            rest(gap_ms).await;
            if self.disk.is_off() {
                return End::Killed;
            }
            self.deliver();
            let is_over = self.world.lock().count.sales >= until_sales;
            if is_over || self.world.time.now_ms() >= end_ms {
                return if dies { End::Killed } else { End::Closed };
            }
            self.act().await;
        }
    }

    async fn act(&mut self) {
        if self.chance.permille(150) {
            self.fill_in_form();
        }
        match self.chance.below(1_000) {
            0..490 => {
                let input = self.input();
                self.click(input, 0);
            }
            490..500 => self.open_or_close().await,
            500..560 => self.move_money(),
            560..620 => {
                // The same click is delivered twice, and perhaps once more when the page is loaded anew.
                let input = self.input();
                self.click(input.clone(), 0);
                let later = self.chance.below(40);
                self.click(input.clone(), later);
                if self.chance.permille(500) {
                    let later = self.chance.time(5 * MINUTE);
                    self.click(SaleInput { repeat_confirmed: true, ..input }, later);
                }
            }
            620..680 => {
                // Two clicks, each meant: at one window, or at two.
                let input = self.input();
                let again =
                    SaleInput { intent: self.intent(), repeat_confirmed: self.chance.permille(500), ..input.clone() };
                self.click(input, 0);
                let later = self.chance.time(3_000);
                self.click(again, later);
            }
            680..730 => {
                for _ in 0..2 {
                    let input = self.input();
                    self.click(input, 0);
                }
            }
            730..800 => self.check().await,
            800..850 => self.again(),
            850..865 => self.declare(),
            865..880 => self.say_of_some(),
            880..890 => self.complain(),
            890..905 => self.forge(),
            905..925 => self.jump(),
            925..940 => self.nap(),
            940..955 => self.look().await,
            955..975 => self.fill(),
            975..985 => self.till.set_rules(rules(&mut self.chance)),
            _ => self.copy(),
        }
    }

    fn intent(&self) -> String {
        let mut state = self.world.lock();
        let intent = format!("act-{}", state.serial());
        state.intents.insert(intent.clone());
        intent
    }

    fn input(&mut self) -> SaleInput {
        let customer = self.chance.below(CUSTOMERS);
        let operator = OPERATORS[(customer % OPERATORS.len() as i64) as usize];
        let by_hand = self.chance.permille(150);
        let slug = *self.chance.pick(&SLUGS);
        SaleInput {
            intent: self.intent(),
            mode: Mode::Real,
            service: Service::Prepaid,
            number: number(customer),
            operator: Some(operator.to_owned()),
            circle: Some("delhi".to_owned()),
            amount: (*self.chance.pick(&AMOUNTS)).to_owned(),
            fields: Vec::new(),
            provider: by_hand.then(|| slug.to_owned()),
            by_hand,
            repeat_confirmed: self.chance.permille(300),
            payment: self.payment(customer),
            customer: None,
            charge: if self.chance.permille(200) { "7.50".to_owned() } else { String::new() },
            instead_of: None,
            chit: None,
        }
    }

    /// A click, which somebody may take back before it has come to anything: its future is dropped.
    fn click(&mut self, input: SaleInput, after_ms: i64) {
        let patience_ms = if self.chance.permille(60) { self.chance.time(2_000) } else { 3_600_000 };
        let insists = self.chance.permille(600);
        let (world, till) = (self.world.clone(), self.till.clone());
        tokio::spawn(async move {
            tokio::time::sleep(Duration::from_millis(after_ms as u64)).await;
            let patience = Duration::from_millis(patience_ms as u64);
            let Ok(ended) = tokio::time::timeout(patience, till.sell(&input)).await else {
                world.note(format_args!("{} is let go of", input.intent));
                return;
            };
            let asked =
                matches!(&ended, Err(problems) if matches!(problems.as_slice(), [Problem::RepeatRecent { .. }]));
            note_sold(&world, &input, &ended);
            if asked && insists {
                let input = SaleInput { repeat_confirmed: true, ..input };
                let ended = till.sell(&input).await;
                note_sold(&world, &input, &ended);
            }
        });
    }

    /// One of the newest sales.
    pub fn recent(&mut self) -> Option<Sold> {
        let state = self.world.lock();
        let newest: Vec<&Sold> = state.sold.iter().rev().take(25).collect();
        if newest.is_empty() { None } else { Some((*self.chance.pick(&newest)).clone()) }
    }

    async fn check(&mut self) {
        if let Some(sold) = self.recent() {
            // Whoever clicked may be gone before the answer is here.
            let patience = Duration::from_millis(self.chance.time(90_000) as u64);
            let ended = tokio::time::timeout(patience, self.till.check_now(sold.sale_id)).await;
            let words = ended.map(|ended| ended.map(|view| view.state));
            self.world.note(format_args!("asked by hand about sale {}: {words:?}", sold.sale_id));
        }
    }

    /// Sells once more what did not end well, as the verdict allows it, or although it does not.
    fn again(&mut self) {
        let Some(sold) = self.recent() else { return };
        let Ok(detail) = self.till.sale(sold.sale_id) else { return };
        let is_safe = detail.sale.verdict == domain::Verdict::Safe;
        let input = SaleInput {
            number: sold.number,
            operator: Some(sold.operator),
            amount: sold.amount,
            repeat_confirmed: is_safe || self.chance.permille(300),
            // What the customer is owed of it may pay for it.
            instead_of: (detail.sale.owed_paise > 0 && self.chance.permille(500)).then_some(sold.sale_id),
            ..self.input()
        };
        self.world.note(format_args!("sale {} again, {:?}", sold.sale_id, detail.sale.verdict));
        self.click(input, 0);
    }

    /// Says without a reference that whatever is open failed. The till allows it where it should.
    fn declare(&mut self) {
        for view in self.till.pending_sales().unwrap_or_default() {
            if self.chance.permille(500) {
                continue;
            }
            self.world.lock().note_said(&view.order_id, Said::Failed.as_str());
            if say_unrecorded(&self.till, view.id).is_ok() {
                self.world.note(format_args!("sale {} declared failed", view.id));
                self.world.lock().count.declared += 1;
            }
        }
    }

    /// Callbacks that are due now.
    pub fn deliver(&mut self) {
        let now_ms = self.world.time.now_ms();
        self.world.lock().advance(now_ms);
        loop {
            let knock = {
                let mut state = self.world.lock();
                let due = state.knocks.first_entry().filter(|entry| entry.key().0 <= now_ms);
                let Some(due) = due else { return };
                due.remove()
            };
            self.knock(&knock);
        }
    }

    fn knock(&mut self, knock: &Knock) {
        let slug = SLUGS[knock.firm];
        let query = MOUTHS[knock.firm].callback(&knock.order_id, knock.good_news);
        let company = providers::company(slug);
        let hint = company.and_then(|company| company.read_callback(&Fields::read(query.as_bytes())));
        let heard = hint.map(|hint| self.till.hear_callback(slug, &hint));
        self.world.lock().count.callbacks += 1;
        self.world.note(format_args!("{slug} calls: {query}: {heard:?}"));
    }

    /// Somebody who knows an order id calls, and says what suits him.
    fn forge(&mut self) {
        let order_id = match self.recent() {
            Some(sold) if self.chance.permille(850) => sold.order_id,
            _ => "ABCDEF000001".to_owned(),
        };
        let owner = self.world.lock().firms.iter().position(|firm| firm.orders.contains_key(&order_id));
        let firm = owner.filter(|_| self.chance.permille(800)).unwrap_or(self.chance.below(4) as usize);
        let good_news = self.chance.permille(500);
        self.knock(&Knock { firm, order_id, good_news });
    }

    fn jump(&mut self) {
        let furthest_ms = if self.world.lock().is_clock_dead { 300 * 24 * HOUR } else { 8 * HOUR };
        let far = *self.chance.pick(&[2_000, 2 * MINUTE, 40 * MINUTE, 3 * HOUR, furthest_ms]);
        let skew_ms = if self.chance.permille(400) { 0 } else { self.chance.between(-far, far) };
        self.world.time.set_skew(skew_ms);
        self.world.lock().count.jumps += 1;
        self.world.note(format_args!("the clock is wrong by {skew_ms} ms"));
    }

    /// The computer sleeps for a while.
    fn nap(&mut self) {
        let ms = self.chance.time(2 * HOUR);
        self.world.time.pass(ms);
        self.world.note(format_args!("slept {ms} ms"));
    }

    async fn look(&mut self) {
        let now = self.till.counter_now().map(|now| (now.pending, now.taken_paise));
        let slug = *self.chance.pick(&SLUGS);
        let wallet = self.till.check_balance(slug).await.map(|wallet| wallet.balance_paise);
        self.world.note(format_args!("looks: {now:?}, {slug} {wallet:?}"));
    }

    fn fill(&mut self) {
        let mut state = self.world.lock();
        for firm in state.firms.iter_mut().filter(|firm| firm.wallet_paise < 100_000) {
            firm.fill(500_000);
        }
    }

    /// A copy of the files while the program runs.
    fn copy(&mut self) {
        self.world.lock().note_copy(&self.disk);
        self.world.note(format_args!("copied"));
    }
}

fn note_sold(world: &World, input: &SaleInput, ended: &Result<till::SaleView, Vec<Problem>>) {
    let now_ms = world.time.now_ms();
    let mut state = world.lock();
    match ended {
        Ok(view) => {
            let is_new = !state.sold.iter().rev().any(|sold| sold.order_id == view.order_id);
            state.count.sales += u64::from(is_new);
            let SaleInput { intent, number, amount, .. } = input;
            let words =
                format_args!("{intent}: sale {} {} {number} ₹{amount} {}", view.id, view.order_id, view.provider);
            state.trace.note(now_ms, words);
            let epoch = state.epoch;
            state.sold.push(Sold {
                intent: intent.clone(),
                sale_id: view.id,
                order_id: view.order_id.clone(),
                epoch,
                number: number.clone(),
                operator: view.operator.clone(),
                amount: amount.clone(),
            });
        }
        Err(problems) => state.trace.note(now_ms, format_args!("{}: {problems:?}", input.intent)),
    }
}
