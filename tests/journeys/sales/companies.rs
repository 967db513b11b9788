//! Companies with habits of their own, told apart by what they did: the comparison, another order, today's weather, the usual wait.

use std::time::Duration;

use domain::{DAY_MS, Period, SaleState};
use till::{Choice, OrderFound, Problem, SaleInput, SaleView, SalesFilter};

use super::counter::Counter;
use super::stall::{Stall, airtel, pays_for_airtel};

const QUICK: Duration = Duration::from_millis(40);
const TWO: [&str; 2] = ["inspay", "a1topup"];
const MINUTE_MS: i64 = 60_000;
const WEEK_MS: i64 = 7 * DAY_MS;

/// Numbers of which the practice companies do what the last five digits choose.
fn numbers(from: usize, count: usize, ending: &str) -> impl Iterator<Item = String> {
    (from..from + count).map(move |place| format!("{place}{ending}"))
}

fn through(provider: &str, number: &str) -> SaleInput {
    SaleInput { provider: Some(provider.into()), by_hand: true, ..airtel(number) }
}

async fn sell_all(counter: &mut Counter, provider: &str, numbers: impl Iterator<Item = String>) -> Vec<SaleView> {
    let mut sold = Vec::new();
    for number in numbers {
        sold.push(counter.sell(&through(provider, &number)).await);
    }
    sold
}

/// How many of the requests of some sales went to a company, and how many of them ended so.
fn count(sales: &[SaleView], provider: &str, state: SaleState) -> (i64, i64) {
    let requests = sales.iter().flat_map(|sale| &sale.attempts).filter(|attempt| attempt.provider == provider);
    let all: Vec<_> = requests.collect();
    let ended = all.iter().filter(|attempt| attempt.state == state).count();
    (i64::try_from(all.len()).expect("a few"), i64::try_from(ended).expect("a few"))
}

/// Of 23 sales Inspay fails two. A1Topup fails none of 22, and pays half as much again.
async fn a_shop_with_two() -> (Counter, Vec<SaleView>) {
    let mut counter = Counter::with(&TWO, QUICK).await;
    pays_for_airtel(&counter.shop.till(), "inspay", "2");
    pays_for_airtel(&counter.shop.till(), "a1topup", "3");
    let mut sold = sell_all(&mut counter, "inspay", numbers(90_000, 21, "00001")).await;
    sold.extend(sell_all(&mut counter, "inspay", numbers(90_000, 2, "00004")).await);
    sold.extend(sell_all(&mut counter, "a1topup", numbers(91_000, 22, "00001")).await);
    let order = Choice::Order(TWO.map(str::to_owned).to_vec());
    counter.shop.save_operator_route("airtel", Some(order)).await.expect("an order");
    (counter, sold)
}

#[tokio::test]
async fn companies_stand_side_by_side_with_all_that_was_asked_of_them() {
    let (counter, sold) = a_shop_with_two().await;
    let till = counter.shop.till();
    let companies = till.companies(&SalesFilter::of(Period::Always)).expect("the companies");
    let of = |provider: &str| companies.sums.iter().find(|sum| sum.provider == provider).expect("the company");
    for provider in TWO {
        let (asked, done) = count(&sold, provider, SaleState::Succeeded);
        let failed = count(&sold, provider, SaleState::Failed).1;
        let sum = of(provider);
        assert_eq!((sum.asked, sum.done, sum.failed, sum.waiting), (asked, done, failed, 0), "{provider}");
        let booked = sold.iter().filter(|sale| sale.provider == provider && sale.state == SaleState::Succeeded);
        assert_eq!(sum.earned_paise.get(), booked.map(|sale| sale.earned_paise.unwrap()).sum::<i64>());
        assert_eq!(sum.amount_paise.get(), done * 29_900);
        assert!(sum.median_ms <= sum.nine_of_ten_ms && sum.median_ms.is_some());
    }
    assert_eq!((of("inspay").asked, of("inspay").failed), (23, 2));
    let jio = SalesFilter { operators: vec!["jio".into()], ..SalesFilter::of(Period::Always) };
    assert_eq!(till.companies(&jio).expect("the companies").sums, Vec::new());
    let days = domain::Days { from: "2026-02-30".into(), to: "2026-03-01".into() };
    let wrong = till.companies(&SalesFilter::of(Period::Days(days)));
    assert!(matches!(wrong, Err(Problem::Money { .. })), "{wrong:?}");
}

#[tokio::test]
async fn another_order_is_told_once_a_week_and_not_again_where_it_was_put_away() {
    let (mut counter, _) = a_shop_with_two().await;
    let advice = counter.shop.order_advice().await.expect("advice");
    assert_eq!(advice.found, OrderFound::TooLittle, "this week is not over");
    counter.clock.forward(WEEK_MS);
    let found = counter.shop.order_advice().await.expect("advice").found;
    let OrderFound::Better(other) = found.clone() else { panic!("{found:?}") };
    // 21 done at ₹ 299: 3 % are ₹ 8.97 where 2 % were ₹ 5.98. A1Topup failed none of 22, and Inspay two of 23.
    assert_eq!((other.more_paise, other.more_failures, other.attempts), (21 * 299, -2, 23));
    assert_eq!(
        (other.first.as_str(), other.instead.as_str(), other.operator.as_str()),
        ("inspay", "a1topup", "airtel")
    );

    let quoted = |counter: &Counter| counter.shop.till().quote(&airtel("9100012345")).expect("a quote").provider;
    assert_eq!(quoted(&counter), "inspay");
    counter.shop.save_operator_route("airtel", Some(Choice::Order(other.order))).await.expect("the order");
    assert_eq!(counter.shop.put_order_away().await.expect("advice").found, OrderFound::PutAway);
    counter = counter.reopened().await;
    assert_eq!(quoted(&counter), "a1topup");
    assert_eq!(counter.shop.order_advice().await.expect("advice").found, OrderFound::PutAway);
    counter.clock.forward(WEEK_MS);
    assert_eq!(counter.shop.order_advice().await.expect("advice").found, OrderFound::AsGood, "it is the better one");
    counter.clock.forward(4 * WEEK_MS);
    assert_eq!(counter.shop.order_advice().await.expect("advice").found, OrderFound::TooLittle, "too long ago");
}

#[tokio::test]
async fn one_company_has_no_other_order() {
    let counter = Counter::with(&["inspay"], QUICK).await;
    assert_eq!(counter.shop.order_advice().await.expect("advice").found, OrderFound::OneCompany);
    // Neither has what only one of two companies sells.
    let mut counter = Counter::with(&TWO, QUICK).await;
    counter.shop.set_offer("a1topup", "airtel", false).await.expect("it is switched off");
    sell_all(&mut counter, "inspay", numbers(90_000, 1, "00001")).await;
    counter.clock.forward(WEEK_MS);
    assert_eq!(counter.shop.order_advice().await.expect("advice").found, OrderFound::OneCompany);
    counter.shop.set_offer("a1topup", "airtel", true).await.expect("it is switched on");
    assert_eq!(counter.shop.order_advice().await.expect("advice").found, OrderFound::TooLittle);
}

/// Twenty sales that waited a while and were done, told as times in their order.
async fn a_usual_day(stall: &mut Stall) -> Vec<i64> {
    let mut times = Vec::new();
    for number in numbers(92_000, 20, "00002") {
        let sale = stall.sell(&airtel(&number)).await;
        assert_eq!(sale.state, SaleState::Pending);
        let done = stall.check_until(sale.id, SaleState::Succeeded).await;
        times.push(done.settled_at_ms.expect("an end") - done.attempts[0].submitted_at_ms);
    }
    times.sort_unstable();
    times
}

#[tokio::test]
async fn the_strip_tells_of_the_weather_and_a_waiting_sale_of_the_usual_wait() {
    let mut stall = Stall::with("inspay", QUICK).await;
    let times = a_usual_day(&mut stall).await;
    let weather = |stall: &Stall| stall.till.weather("airtel", Some("delhi")).expect("the weather");
    assert_eq!(
        (weather(&stall), stall.till.usual_wait("airtel", "inspay")),
        (None, Ok(None)),
        "today is not usual yet"
    );

    stall.clock.forward(DAY_MS);
    assert_eq!(weather(&stall), None, "nothing was sold today");
    let wait = stall.till.usual_wait("airtel", "inspay").expect("the books").expect("a usual wait");
    assert_eq!((wait.waited, wait.nine_of_ten_ms), (20, Some(times[17])));
    assert_eq!(stall.till.usual_wait("airtel", "a1topup"), Ok(None));
    assert_eq!(stall.till.usual_wait("jio", "inspay"), Ok(None));

    for number in numbers(93_000, 2, "00012") {
        assert_eq!(stall.sell(&airtel(&number)).await.state, SaleState::Unknown);
    }
    assert_eq!(weather(&stall), None, "they have just been sent");
    // Where the machine is busy the usual time is longer, and so is the time after which a sale counts as waiting.
    stall.clock.forward((3 * MINUTE_MS).max(5 * times[9]));
    let told = weather(&stall).expect("a line");
    assert_eq!((told.of, told.waiting, told.failed, told.today_ms), (2, 2, 0, None));
    assert_eq!((told.usual_ms, told.usually_failed), (times[9], 0));
    assert_eq!(stall.till.weather("jio", Some("delhi")), Ok(None));
}
