//! Callbacks, knocked at the door over real HTTP: each means "ask now" and nothing else.

use std::time::Duration;

use domain::SaleState;
use providers::company;
use simulator::{Config, Simulator};
use till::{CallbackView, Problem};
use tokio::net::TcpListener;

use super::books::assert_owed_at;
use super::counter::Counter;
use super::door::{Door, free_address, knock};
use super::scripted::Scripted;
use super::stall::{airtel, connection, within};

const QUICK: Duration = Duration::from_millis(40);
const NEVER: Duration = Duration::from_secs(3_600);

/// A counter that listens, whose INSPAY is the test's own.
async fn listening(word: &str) -> (Counter, Scripted, Door) {
    let scripted = Scripted::saying(word).await;
    let simulator = Simulator::start(Config { port: 0, book: None, pace: QUICK }).await.expect("the simulator starts");
    let inspay = connection(company("inspay").expect("a company"), &scripted.base);
    let counter = Counter::on(simulator, vec![inspay]).await;
    let door = Door::open(&counter).await;
    (counter, scripted, door)
}

fn heard(view: &CallbackView, slug: &str) -> (u32, u32) {
    let one = view.providers.iter().find(|one| one.slug == slug).expect("the provider");
    (one.heard, one.refused)
}

#[tokio::test]
async fn nothing_listens_until_it_is_turned_on() {
    let counter = Counter::with(&["inspay"], QUICK).await;
    let view = counter.shop.callbacks().await;
    assert!(!view.on && !view.listening && view.problem.is_none());
    assert!(view.providers.iter().all(|one| one.url.is_empty()));
    let address = free_address().await;
    counter.shop.save_callbacks(false, &address).await.expect("off");
    assert!(tokio::net::TcpStream::connect(&address).await.is_err());
    let door = Door::open(&counter).await;
    assert_eq!(door.get("inspay", "txid=X&status=Success").await, 200);
    counter.shop.save_callbacks(false, &door.address).await.expect("off");
    assert!(tokio::net::TcpStream::connect(&door.address).await.is_err(), "turned off, it is closed at once");
    for wrong in ["", "127.0.0.1", "127.0.0.1:0", "example.com:80", "http://127.0.0.1:8790"] {
        let refused = counter.shop.save_callbacks(true, wrong).await;
        assert_eq!(refused, Err(vec![Problem::CallbackAddressWrong]), "{wrong}");
    }
}

#[tokio::test]
async fn all_five_are_heard_in_their_own_form_as_get_and_as_post() {
    let counter = Counter::with_all().await;
    let door = Door::open(&counter).await;
    let forms = [
        ("inspay", "txid=NOSUCHORDER1&status=Success&opid=BR1"),
        ("a1topup", "txid=NOSUCHORDER1&status=Failure&opid=0"),
        ("rechargeopen", "ID=1&TNO=NOSUCHORDER1&ST=1&STMSG=Success&TID=2&OPRTID=3&PRB=100&POB=90&DP=2&DR=0.2"),
        ("paygrt", "api_ref_id=NOSUCHORDER1&txn_id=1&operator_id=2&recharge_status=Success"),
        ("inexopay", "orderid=NOSUCHORDER1&order_id=NOSUCHORDER1&status=success&remark=&callback_type=x"),
    ];
    for (slug, form) in forms {
        assert_eq!(door.get(slug, form).await, 200, "{slug}");
        assert_eq!(door.post(slug, form).await, 200, "{slug}");
        assert_eq!(heard(&counter.shop.callbacks().await, slug), (0, 2), "{slug}: an order that is nobody's");
    }
    assert!(counter.simulator.requests().is_empty());
}

#[tokio::test]
async fn only_the_right_path_is_answered() {
    let (counter, scripted, door) = listening("Pending").await;
    let path = door.path("inspay");
    let last = if path.ends_with('0') { '1' } else { '0' };
    let one_sign_wrong = format!("{}{last}", &path[..path.len() - 1]);
    let paths = [
        "".to_owned(),
        "x".to_owned(),
        one_sign_wrong,
        path[..path.len() - 1].to_owned(),
        format!("{path}/"),
        format!("{path}0"),
        path.to_uppercase() + "x",
    ];
    for wrong in paths {
        assert_eq!(
            door.raw(&format!("GET /{wrong}?txid=A&status=Success HTTP/1.1\r\nHost: x\r\n\r\n")).await,
            404,
            "{wrong}"
        );
    }
    for method in ["PUT", "DELETE", "HEAD", "OPTIONS", "PATCH"] {
        assert_eq!(door.raw(&format!("{method} /{path} HTTP/1.1\r\nHost: x\r\n\r\n")).await, 405, "{method}");
    }
    let from_a_page =
        format!("GET /{path}?txid=A&status=Success HTTP/1.1\r\nHost: x\r\nOrigin: http://example.com\r\n\r\n");
    assert_eq!(door.raw(&from_a_page).await, 403);
    assert_eq!(heard(&counter.shop.callbacks().await, "inspay"), (0, 0), "none of it came in");
    assert_eq!(scripted.enquiries(), 0);
}

#[tokio::test]
async fn what_is_too_long_or_too_slow_is_shut_out_and_others_are_heard() {
    let (counter, _scripted, door) = listening("Pending").await;
    let path = door.path("inspay");
    let megabyte = "x".repeat(1_000_000);
    let post = format!("POST /{path} HTTP/1.1\r\nHost: x\r\nContent-Length: {}\r\n\r\n{megabyte}", megabyte.len());
    assert!([0, 413].contains(&door.raw(&post).await), "refused, or cut off");
    let chunked = format!(
        "POST /{path} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nf4240\r\n{megabyte}\r\n0\r\n\r\n"
    );
    assert!([0, 413].contains(&door.raw(&chunked).await));
    let header = |signs: usize| {
        format!("GET /{path}?txid=A&status=Success HTTP/1.1\r\nHost: x\r\nX-Long: {}\r\n\r\n", "x".repeat(signs))
    };
    assert_eq!(door.raw(&header(10_000)).await, 200, "long, and inside of what is read");
    assert!([0, 400, 431].contains(&door.raw(&header(100_000)).await));
    let before = heard(&counter.shop.callbacks().await, "inspay");
    // One that never ends is cut off by the door, not by the caller.
    let slow = format!("POST /{path} HTTP/1.1\r\nHost: x\r\nContent-Length: 30\r\n\r\ntxid=");
    let cut = within(knock(&door.address, slow.as_bytes(), false)).await;
    assert!([0, 413].contains(&cut), "{cut}");
    assert_eq!(heard(&counter.shop.callbacks().await, "inspay"), before);
    assert_eq!(door.get("inspay", "txid=A&status=Success").await, 200);
}

#[tokio::test]
async fn a_door_full_of_silent_callers_opens_again() {
    let (_counter, _scripted, door) = listening("Pending").await;
    let mut silent = Vec::new();
    for _ in 0..40 {
        silent.push(tokio::net::TcpStream::connect(&door.address).await.expect("a connection"));
    }
    assert_eq!(within(door.get("inspay", "txid=A&status=Success")).await, 200);
}

#[tokio::test]
async fn a_forged_word_changes_nothing_until_the_enquiry_says_it() {
    let (mut counter, scripted, door) = listening("Pending").await;
    let sale = counter.sell(&airtel("9876543210")).await;
    assert_eq!(sale.state, SaleState::Pending);
    for status in ["Success", "Failure", "Refunded", "x"] {
        counter.clock.forward(16_000);
        let checks = counter.now(sale.id).checks;
        assert_eq!(door.get("inspay", &format!("txid={}&status={status}&opid=1", sale.order_id)).await, 200);
        let now = counter.until(sale.id, |sale| sale.checks > checks).await;
        assert_eq!((now.state, now.attempts.len()), (SaleState::Pending, 1), "{status}");
    }
    assert_owed_at(&counter.shop.till(), &counter.now(sale.id));
    scripted.now_says("Success");
    counter.clock.forward(16_000);
    door.get("inspay", &format!("txid={}&status=Failure&opid=1", sale.order_id)).await;
    let sale = counter.until(sale.id, |sale| sale.state != SaleState::Pending).await;
    assert_eq!(sale.state, SaleState::Succeeded, "the enquiry decides, not the callback");
    counter.clock.forward(16_000);
    door.get("inspay", &format!("txid={}&status=Failure&opid=0", sale.order_id)).await;
    let now = counter.until(sale.id, |now| now.checks > sale.checks).await;
    assert_eq!((now.state, scripted.recharges()), (SaleState::Succeeded, 1));
    assert_eq!(heard(&counter.shop.callbacks().await, "inspay"), (6, 0));
}

#[tokio::test]
async fn a_true_reversal_is_found_at_once() {
    let (mut counter, scripted, door) = listening("Success").await;
    let sale = counter.sell(&airtel("9876543210")).await;
    assert_eq!(sale.state, SaleState::Succeeded);
    scripted.now_says("Failure");
    door.get("inspay", &format!("txid={}&status=Failure&opid=0", sale.order_id)).await;
    let sale = counter.until(sale.id, |sale| sale.state == SaleState::Reversed).await;
    assert_eq!(counter.shop.till().sale(sale.id).expect("the sale").postings.len(), 6);
    assert_owed_at(&counter.shop.till(), &sale);
}

/// The answer on its way was made up before the reversal: what it says is old when it arrives.
#[tokio::test]
async fn a_callback_during_an_enquiry_is_not_lost() {
    let (mut counter, scripted, door) = listening("Pending").await;
    let sale = counter.sell(&airtel("9876543210")).await;
    scripted.now_says("Success");
    scripted.holds_answers(true);
    door.get("inspay", &format!("txid={}&status=Success&opid=1", sale.order_id)).await;
    within(async {
        while scripted.enquiries() == 0 {
            tokio::task::yield_now().await;
        }
    })
    .await;
    scripted.now_says("Failure");
    counter.clock.forward(16_000);
    door.get("inspay", &format!("txid={}&status=Failure&opid=0", sale.order_id)).await;
    scripted.holds_answers(false);
    let sale = counter.until(sale.id, |sale| sale.state == SaleState::Reversed).await;
    assert_eq!((scripted.recharges(), sale.attempts.len()), (1, 1));
}

/// A provider tells of its refusal by callback too. That it repeats it at once is not what the later enquiry is for.
#[tokio::test]
async fn a_callback_about_a_refusal_does_not_take_the_place_of_the_later_enquiry() {
    let scripted = Scripted::saying("Failure").await;
    let simulator = Simulator::start(Config { port: 0, book: None, pace: QUICK }).await.expect("the simulator starts");
    let inspay = connection(company("inspay").expect("a company"), &scripted.base);
    let a1topup = connection(company("a1topup").expect("a company"), &simulator.base_address("a1topup"));
    let mut counter = Counter::on(simulator, vec![inspay, a1topup]).await;
    let door = Door::open(&counter).await;
    let sale = counter.sell(&airtel("9876543210")).await;
    assert_eq!((sale.provider.as_str(), sale.state), ("a1topup", SaleState::Succeeded));
    door.get("inspay", &format!("txid={}&status=Failure&opid=0", sale.attempts[0].order_id)).await;
    let journal = || counter.shop.till().sale(sale.id).expect("the sale").events.len();
    let before = journal();
    within(async {
        while scripted.enquiries() == 0 || journal() == before {
            tokio::task::yield_now().await;
        }
    })
    .await;
    scripted.now_says("Success");
    counter.clock.forward(601_000);
    // Any other sale wakes the watcher, which does not know that the clock was put forward.
    counter.sell(&airtel("9876543211")).await;
    let sale = counter.until(sale.id, |sale| sale.attention.is_some()).await;
    assert_eq!((sale.state, sale.attempts.len()), (SaleState::Succeeded, 2));
}

#[tokio::test]
async fn an_order_is_asked_about_at_its_own_provider_only() {
    let (mut counter, scripted, door) = listening("Pending").await;
    let sale = counter.sell(&airtel("9876543210")).await;
    let asked = scripted.enquiries();
    for (slug, form) in
        [("a1topup", "txid"), ("paygrt", "recharge_status=Success&api_ref_id"), ("inspay", "status=Success&opid")]
    {
        let form = format!("status=Success&{form}={}", sale.order_id);
        assert_eq!(door.get(slug, &form).await, 200);
        assert_eq!(heard(&counter.shop.callbacks().await, slug), (0, 1), "{slug}");
    }
    assert_eq!(scripted.enquiries(), asked);
}

#[tokio::test]
async fn a_thousand_callbacks_are_a_handful_of_enquiries() {
    let (mut counter, scripted, door) = listening("Pending").await;
    let sale = counter.sell(&airtel("9876543210")).await;
    let form = format!("txid={}&status=Success&opid=1", sale.order_id);
    for count in 0..1_000 {
        assert_eq!(door.get("inspay", &form).await, 200);
        if count % 10 == 0 {
            counter.clock.forward(16_000);
        }
    }
    // The shop's own schedule goes on meanwhile: 27 minutes of it, eleven enquiries.
    let asked = scripted.enquiries();
    assert!((1..=25).contains(&asked), "{asked}");
    assert_eq!(heard(&counter.shop.callbacks().await, "inspay"), (1_000, 0));
    // They did not use up the shop's own patience: it goes on asking.
    assert_eq!(counter.now(sale.id).attention.is_none(), counter.now(sale.id).next_check_at_ms.is_some());
    assert!(counter.now(sale.id).next_check_at_ms.is_some());
    assert_eq!(scripted.recharges(), 1);
}

#[tokio::test]
async fn the_simulators_own_callback_settles_a_sale_and_tells_the_commission() {
    let mut counter = Counter::with(&["rechargeopen"], Duration::from_millis(300)).await;
    let door = Door::open(&counter).await;
    counter.simulator.set_callback("rechargeopen", &door.url("rechargeopen")).expect("an address");
    let sale = counter.sell(&airtel("9876500002")).await;
    assert_eq!(sale.state, SaleState::Pending);
    let sale = counter.until(sale.id, |sale| sale.state == SaleState::Succeeded).await;
    assert!(sale.checks <= 1, "it was the callback, not the schedule: {sale:?}");
    let sale = counter.until(sale.id, |sale| sale.told_earned_paise.is_some()).await;
    assert_eq!(sale.told_earned_paise, Some(598));
    assert!(heard(&counter.shop.callbacks().await, "rechargeopen").0 >= 1);
}

#[tokio::test]
async fn what_a_callback_tells_of_the_cost_is_kept_and_posts_nothing() {
    let mut counter = Counter::with(&["rechargeopen"], NEVER).await;
    let door = Door::open(&counter).await;
    let sale = counter.sell(&airtel("9876500002")).await;
    let form = format!("TNO={}&ST=4&DP=0&DR=4.10&PRB=0&POB=0", sale.order_id);
    assert_eq!(door.post("rechargeopen", &form).await, 200);
    assert_eq!(counter.now(sale.id).told_earned_paise, Some(410));
    assert_eq!(door.post("rechargeopen", &form.replace("4.10", "9.99")).await, 200);
    assert_eq!(counter.now(sale.id).told_earned_paise, Some(410), "the first word stays");
    let other = counter.sell(&airtel("9876500102")).await;
    for lie in ["DR=299.00", "DR=-5", "DR=1e9", "DP=100", "PRB=1&POB=100000"] {
        assert_eq!(door.post("rechargeopen", &format!("TNO={}&ST=1&{lie}", other.order_id)).await, 200);
        assert_eq!(counter.now(other.id).told_earned_paise, None, "{lie}");
    }
    let detail = counter.shop.till().sale(sale.id).expect("the sale");
    assert_owed_at(&counter.shop.till(), &detail.sale);
}

#[tokio::test]
async fn an_address_that_is_not_this_computers_is_no_port_that_is_taken() {
    let counter = Counter::with(&["inspay"], QUICK).await;
    let view = counter.shop.save_callbacks(true, "192.0.2.1:8790").await.expect("it is kept");
    assert!(matches!(view.problem, Some(Problem::CallbackNotOpened { .. })), "{view:?}");
}

#[tokio::test]
async fn a_port_that_is_taken_is_told_and_the_shop_opens_all_the_same() {
    let mut counter = Counter::with(&["inspay"], QUICK).await;
    let taken = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = taken.local_addr().expect("an address").to_string();
    let view = counter.shop.save_callbacks(true, &address).await.expect("it is kept");
    assert_eq!((view.on, view.listening, view.problem), (true, false, Some(Problem::CallbackPortTaken)));
    counter = counter.reopened().await;
    let view = counter.shop.callbacks().await;
    assert_eq!((view.listening, view.problem), (false, Some(Problem::CallbackPortTaken)));
    assert_eq!(counter.sell(&airtel("9876500001")).await.state, SaleState::Succeeded);
    drop(taken);
    let view = counter.shop.save_callbacks(true, &address).await.expect("it listens");
    assert_eq!((view.listening, view.problem), (true, None));
}

#[tokio::test]
async fn whoever_turns_it_off_last_has_it_off() {
    let counter = Counter::with(&["inspay"], QUICK).await;
    let address = free_address().await;
    for _ in 0..20 {
        let (on, off) =
            tokio::join!(counter.shop.save_callbacks(true, &address), counter.shop.save_callbacks(false, &address));
        on.and(off).expect("both are saved");
        let view = counter.shop.callbacks().await;
        assert_eq!(view.on, view.listening, "{view:?}");
        assert_eq!(tokio::net::TcpStream::connect(&address).await.is_ok(), view.on);
    }
}

#[tokio::test]
async fn a_new_path_takes_the_place_of_the_old_one() {
    let counter = Counter::with_all().await;
    let door = Door::open(&counter).await;
    let form = "txid=NOSUCHORDER1&status=Success";
    for _ in 0..5 {
        let before = Door::of(&counter.shop.callbacks().await);
        let view = counter.shop.renew_callback("inspay").await.expect("a new path");
        assert_eq!((view.listening, view.problem.clone()), (true, None));
        let now = Door::of(&view);
        assert_ne!(now.path("inspay"), before.path("inspay"));
        assert_eq!(now.path("paygrt"), before.path("paygrt"));
        assert_eq!((before.get("inspay", form).await, now.get("inspay", form).await), (404, 200));
    }
    let unknown = Problem::ProviderNotConnected { provider: "nobody".into() };
    assert_eq!(counter.shop.renew_callback("nobody").await, Err(unknown));
    assert!(door.path("inspay").len() == 48);
}
