//! Who is likely due again: from the books to the message, and out of the list by a sale or by a person.

use std::sync::Arc;
use std::time::Duration;

use domain::{DAY_MS, Language, Service};
use journeys::earlier::{Earlier, earlier_books};
use ledger::ChainKey;
use simulator::{Config, Simulator};
use tempfile::TempDir;
use till::{
    Clock, CustomerInput, DueDismissed, DueLine, DueSure, DueWhy, Parts, PlanInput, Problem, SaleInput, Till,
    notice_board,
};

use crate::reports::quick_folder;
use crate::sales::stall::{Shelf, TestClock, airtel, connection, parts, read_all, settings, within};

/// Every month, in time for today.
const STEADY: &str = "9876500001";
/// The same, for tomorrow.
const TOMORROW: &str = "9876500011";
/// Two days late.
const LATE: &str = "9876500021";
/// Fails at the company.
const FAILS: &str = "9876500004";
/// No answer comes.
const SILENT: &str = "9876500012";
const DISH: &str = "3012345678";

const SOLD: &[Earlier] = &[
    Earlier::airtel(STEADY, 299, &[112, 84, 56, 28]),
    Earlier::airtel(STEADY, 19, &[70, 20, 9]),
    Earlier::airtel(TOMORROW, 299, &[83, 55, 27]),
    Earlier::airtel(LATE, 859, &[254, 170, 86]),
    Earlier::airtel(FAILS, 299, &[84, 56, 28]),
    Earlier::airtel(SILENT, 299, &[84, 56, 28]),
    Earlier { service: Service::Dth, operator: "tata-play", ..Earlier::airtel(DISH, 300, &[90, 60, 30]) },
    // They have gone elsewhere, or come as they like, or were here once.
    Earlier::airtel("9876500031", 299, &[112, 84, 56]),
    Earlier::airtel("9876500041", 299, &[90, 49, 28]),
    Earlier::airtel("9876500051", 299, &[28]),
];

/// A till over those books.
struct Morning {
    /// None only while it is opened anew.
    till: Option<Arc<Till>>,
    clock: Arc<TestClock>,
    shelf: Arc<Shelf>,
    simulator: Simulator,
    folder: TempDir,
}

impl Morning {
    async fn with(sold: &[Earlier], names: &[(&str, &str)]) -> Morning {
        let (folder, clock) = (quick_folder(), Arc::new(TestClock::default()));
        // Noon in India: no sale of a test crosses a midnight.
        let now_ms = clock.now_ms();
        let noon_ms = domain::india_day_start_ms(&domain::india_day(now_ms)).expect("a day") + DAY_MS / 2;
        clock.forward(noon_ms - now_ms);
        earlier_books(&folder.path().join("practice.db"), noon_ms, sold, names).expect("books").close();
        let pace = Duration::from_millis(40);
        let simulator = Simulator::start(Config { port: 0, book: None, pace }).await.expect("the simulator");
        let mut morning = Morning { till: None, clock, shelf: Arc::default(), simulator, folder };
        morning.reopen().await;
        morning
    }

    async fn reopen(&mut self) {
        drop(self.till.take());
        let (till, shelf) = open(&self.folder, &self.clock, &self.simulator);
        read_all(&till).await;
        (self.till, self.shelf) = (Some(till), shelf);
    }

    fn till(&self) -> &Arc<Till> {
        self.till.as_ref().expect("a till")
    }

    fn lines(&self) -> Vec<DueLine> {
        self.till().due_again(&settings()).expect("the list").lines
    }

    fn numbers(&self) -> Vec<String> {
        self.lines().into_iter().map(|line| line.number).collect()
    }

    fn line(&self, number: &str) -> Option<DueLine> {
        self.lines().into_iter().find(|line| line.number == number)
    }

    /// Sells and waits until the answer is written.
    async fn sell(&self, input: &SaleInput) {
        let sale = self.till().sell(input).await.expect("a sale");
        within(async {
            while self.till().sale(sale.id).expect("the sale").sale.state == domain::SaleState::Submitted {
                tokio::task::yield_now().await;
            }
        })
        .await;
    }
}

fn open(folder: &TempDir, clock: &Arc<TestClock>, simulator: &Simulator) -> (Arc<Till>, Arc<Shelf>) {
    let shelf = Arc::new(Shelf::default());
    let seller = connection(providers::company("inspay").expect("a company"), &simulator.base_address("inspay"));
    let key = ChainKey { id: "practice".to_owned(), bytes: [0; 32] };
    let parts = parts(folder.path().join("practice.db"), vec![seller], clock.clone(), notice_board());
    (Till::open(Parts { key, browser: shelf.clone(), ..parts }).expect("a till"), shelf)
}

fn input_of(line: &DueLine) -> DueDismissed {
    DueDismissed { number: line.number.clone(), service: line.service, due_day: line.due_day.clone() }
}

#[tokio::test]
async fn who_comes_again_and_again_is_listed_in_time_and_nobody_else() {
    let morning = Morning::with(SOLD, &[]).await;
    let told: Vec<(String, i32, DueWhy, DueSure)> =
        morning.lines().into_iter().map(|line| (line.number, line.in_days, line.why, line.sure)).collect();
    let own = |days, times| DueWhy::OwnGaps { days, times };
    let line = |number: &str, in_days, why, sure| (number.to_owned(), in_days, why, sure);
    assert_eq!(
        told,
        [
            line(STEADY, 0, own(28, 3), DueSure::Likely),
            line(DISH, 0, own(30, 2), DueSure::Perhaps),
            line(FAILS, 0, own(28, 2), DueSure::Perhaps),
            line(SILENT, 0, own(28, 2), DueSure::Perhaps),
            line(TOMORROW, 1, own(28, 2), DueSure::Perhaps),
            line(LATE, -2, own(84, 2), DueSure::Perhaps),
        ]
    );
    let steady = morning.line(STEADY).expect("a line");
    assert_eq!((steady.amount_paise.get(), steady.operator.as_str()), (29_900, "airtel"), "and not the data");
    let sale = morning.till().sale(steady.sale_id).expect("the sale").sale;
    assert_eq!((sale.number.as_str(), sale.amount_paise), (STEADY, 29_900));
}

#[tokio::test]
async fn with_the_shops_plans_one_sale_is_enough() {
    let morning = Morning::with(SOLD, &[]).await;
    assert_eq!(morning.line("9876500051"), None);
    let plan = |operator: &str, amount: &str, days: &str| PlanInput {
        operator: operator.into(),
        circle: String::new(),
        amount: amount.into(),
        days: days.into(),
        data: String::new(),
        words: [].into(),
        instead_of: None,
        is_learned: false,
    };
    morning.till().save_plan(&plan("airtel", "299", "28 days")).expect("a plan");
    let once = morning.line("9876500051").expect("a line");
    assert_eq!((once.why, once.sure, once.in_days), (DueWhy::Plan { days: 28 }, DueSure::Perhaps, 0));
    assert_eq!(once.plan.and_then(|plan| plan.days), Some(28));
    assert_eq!(morning.line(TOMORROW).map(|line| line.sure), Some(DueSure::Likely), "gaps and plan agree");
    // The plan was said to last a day longer.
    morning.till().save_plan(&plan("airtel", "299", "29")).expect("a plan");
    assert_eq!(morning.line("9876500051").map(|line| line.in_days), Some(1));
}

#[tokio::test]
async fn who_was_sold_to_leaves_and_who_was_only_tried_stays() {
    let morning = Morning::with(SOLD, &[]).await;
    morning.sell(&SaleInput { amount: "299".into(), ..airtel(STEADY) }).await;
    assert_eq!(morning.line(STEADY), None, "sold");
    morning.sell(&SaleInput { amount: "199".into(), ..airtel(TOMORROW) }).await;
    assert_eq!(morning.line(TOMORROW), None, "sold for another amount, a day early");
    morning.sell(&SaleInput { amount: "299".into(), ..airtel(FAILS) }).await;
    assert!(morning.line(FAILS).is_some(), "it failed");
    morning.sell(&SaleInput { amount: "299".into(), ..airtel(SILENT) }).await;
    assert_eq!(morning.line(SILENT), None, "nobody knows yet, and it is not sold twice");
    assert_eq!(morning.numbers(), [DISH, FAILS, LATE]);
    // The day after it is worked out anew, by whoever opens the list.
    morning.clock.forward(DAY_MS);
    let told: Vec<(String, i32)> = morning.lines().into_iter().map(|line| (line.number, line.in_days)).collect();
    assert_eq!(told, [(DISH.to_owned(), -1), (FAILS.to_owned(), -1), (LATE.to_owned(), -3)]);
    morning.clock.forward(3 * DAY_MS);
    assert_eq!(morning.numbers(), [""; 0], "nobody is listed for long");
}

#[tokio::test]
async fn what_was_put_away_stays_away_and_can_be_put_back() {
    let mut morning = Morning::with(SOLD, &[]).await;
    let steady = morning.line(STEADY).expect("a line");
    morning.till().dismiss_due(&input_of(&steady)).expect("put away");
    assert_eq!(morning.line(STEADY), None);
    morning.reopen().await;
    assert_eq!(morning.line(STEADY), None, "after a start, too");
    morning.clock.forward(DAY_MS);
    assert_eq!(morning.line(STEADY), None, "and on the next day");
    morning.till().heed_due(&input_of(&steady)).expect("put back");
    assert_eq!(morning.line(STEADY).map(|line| line.in_days), Some(-1));
    let wrong = DueDismissed { due_day: "tomorrow".into(), ..input_of(&steady) };
    assert_eq!(morning.till().dismiss_due(&wrong), Err(Problem::NotAllowedNow));
}

#[tokio::test]
async fn the_message_is_in_the_customers_language_and_goes_to_whatsapp_alone() {
    let morning = Morning::with(SOLD, &[]).await;
    let customer = |name: &str, numbers: &str| CustomerInput {
        name: name.into(),
        numbers: numbers.into(),
        note: "owes for sweets".into(),
        language: Language::of_code("hi"),
        limit: "1000".into(),
        by: "Anil".into(),
        below_confirmed: false,
    };
    let unknown = morning.line(STEADY).expect("a line");
    assert!(unknown.message.contains("Namaste,\nYour Airtel recharge of ₹ 299"), "{}", unknown.message);
    assert_eq!((unknown.customer, unknown.name.as_str(), unknown.mobile.as_deref()), (None, "", Some(STEADY)));
    assert_eq!(morning.line(DISH).expect("a line").mobile, None, "a dish has no WhatsApp");
    morning.till().save_customer(None, &customer("रमेश", STEADY)).expect("a customer");
    morning.till().save_customer(None, &customer("सुनीता", &format!("{DISH}, 9811122233"))).expect("a customer");

    let known = morning.line(STEADY).expect("a line");
    for part in ["नमस्ते रमेश जी,", "₹ 299", "98765 00001", "के आसपास खत्म हो सकता है", "Verma Telecom"]
    {
        assert!(known.message.contains(part), "{part}: {}", known.message);
    }
    for part in ["उधार", "बाकी", "1000", "1,000", "sweets"] {
        assert!(!known.message.contains(part), "{part}: {}", known.message);
    }
    assert_eq!(known.name, "रमेश");
    let dish = morning.line(DISH).expect("a line");
    assert_eq!(dish.mobile.as_deref(), Some("9811122233"));

    morning.till().open_due_message(&settings(), DISH, Service::Dth).expect("a browser");
    let pages = morning.shelf.pages();
    let page = pages.last().expect("a page");
    assert_eq!((page.host_str(), page.path()), (Some("wa.me"), "/919811122233"));
    let asked: Vec<(String, String)> = page.query_pairs().into_owned().collect();
    assert_eq!(asked, [("text".to_owned(), dish.message)]);
    for (number, service) in
        [(STEADY, Service::Dth), ("9876500031", Service::Prepaid), ("9000000009", Service::Prepaid)]
    {
        let refused = morning.till().open_due_message(&settings(), number, service);
        assert_eq!(refused, Err(Problem::NotAllowedNow), "{number}");
    }
    assert_eq!(morning.shelf.pages().len(), 1);
}

#[tokio::test]
async fn who_asked_to_be_forgotten_is_not_written_to() {
    let names = [(STEADY, "Ramesh"), (TOMORROW, "Sunita")];
    let morning = Morning::with(SOLD, &names).await;
    let steady = morning.line(STEADY).expect("a line");
    let id = steady.customer.expect("a customer");
    assert_eq!(steady.name, "Ramesh");
    morning.till().dismiss_due(&input_of(&morning.line(TOMORROW).expect("a line"))).expect("put away");
    morning.till().forget_customer(id, "").expect("forgotten");
    assert_eq!(morning.line(STEADY), None);
    let refused = morning.till().open_due_message(&settings(), STEADY, Service::Prepaid);
    assert_eq!(refused, Err(Problem::NotAllowedNow));
    assert_eq!(morning.line(TOMORROW), None, "another's stays put away");
    // The number is somebody's again.
    let input = CustomerInput {
        name: "Mahesh".into(),
        numbers: STEADY.into(),
        note: String::new(),
        language: None,
        limit: String::new(),
        by: String::new(),
        below_confirmed: false,
    };
    morning.till().save_customer(None, &input).expect("a customer");
    assert_eq!(morning.line(STEADY).map(|line| line.name).as_deref(), Some("Mahesh"));
}
