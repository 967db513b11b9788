//! Paper mode: the line is dead, chits are written, the line is back, and each chit is sold once by a deliberate act.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use domain::{DAY_MS, Payment, SaleState};
use providers::{Http, Reply, Request, ReqwestHttp, SendError, Trouble};
use till::{ChitFault, ChitInput, ChitStanding, ChitView, Problem, RestoreInput, Rules, SaleInput, SlipOf};

use super::counter::Counter;
use super::stall::{Stall, airtel, intent, read_all, rules, settings, within};

const QUICK: Duration = Duration::from_millis(40);
const PHONE: &str = "98765 22222";

/// A line that the test cuts and joins, and that counts what went over it.
struct Cable {
    line: ReqwestHttp,
    is_cut: AtomicBool,
    recharges: AtomicUsize,
}

impl Cable {
    fn new() -> Arc<Cable> {
        let line = ReqwestHttp::new().expect("a line");
        Arc::new(Cable { line, is_cut: AtomicBool::new(false), recharges: AtomicUsize::new(0) })
    }

    fn cut(&self, is_cut: bool) {
        self.is_cut.store(is_cut, Ordering::SeqCst);
    }

    /// Recharges that went over it.
    fn recharges(&self) -> usize {
        self.recharges.load(Ordering::SeqCst)
    }
}

#[async_trait]
impl Http for Cable {
    async fn send(&self, request: Request) -> Result<Reply, SendError> {
        if self.is_cut.load(Ordering::SeqCst) {
            return Err(SendError::NeverSent(Trouble::NoNetwork));
        }
        if request.address.path().ends_with("/api") {
            self.recharges.fetch_add(1, Ordering::SeqCst);
        }
        self.line.send(request).await
    }
}

async fn with_a_cable() -> (Stall, Arc<Cable>) {
    let mut stall = Stall::with("inspay", QUICK).await;
    let cable = Cable::new();
    stall.reopen_over(stall.connections.clone(), cable.clone());
    within(read_all(&stall.till)).await;
    (stall, cable)
}

fn chit_of(number: &str) -> ChitInput {
    ChitInput { sale: airtel(number), phone: PHONE.to_owned(), taken: None }
}

/// What the window sells for a chit: the fields of the chit in the form, by a deliberate act of its own.
fn sale_of(chit: &ChitView) -> SaleInput {
    SaleInput { chit: Some(chit.id), ..airtel(&chit.number) }
}

fn chits(stall: &Stall) -> Vec<ChitView> {
    stall.till.counter_now().expect("the counter").paper.chits
}

fn is_line_down(stall: &Stall) -> bool {
    stall.till.counter_now().expect("the counter").paper.is_line_down
}

fn refused(fault: ChitFault) -> Vec<Problem> {
    vec![Problem::Chit { fault }]
}

#[tokio::test]
async fn the_line_is_dead_chits_are_written_and_each_is_sold_once_when_it_is_back() {
    let (mut stall, cable) = with_a_cable().await;
    assert!(!is_line_down(&stall));
    cable.cut(true);
    let unsent = stall.till.sell(&airtel("9876500001")).await.expect("it begins");
    let unsent = stall.until(unsent.id, |sale| sale.state != SaleState::Submitted).await;
    assert_eq!(unsent.state, SaleState::NotSent);
    assert!(is_line_down(&stall), "nobody could be reached");

    let before = stall.till.counter_now().expect("the counter");
    for number in ["9876500001", "9876510001", "9876520001"] {
        stall.till.write_chit(&chit_of(number)).expect("a chit");
    }
    let now = stall.till.counter_now().expect("the counter");
    let numbers: Vec<i64> = now.paper.chits.iter().map(|chit| chit.day_number).collect();
    assert_eq!(numbers, [1, 2, 3]);
    assert_eq!(
        (now.pending, now.taken_paise, now.done_today, now.tiles.len()),
        (before.pending, before.taken_paise, before.done_today, before.tiles.len()),
        "a chit is no sale and books nothing"
    );

    cable.cut(false);
    within(stall.till.check_balance("inspay")).await.expect("the wallet");
    assert!(!is_line_down(&stall));
    // Nothing is sent by itself.
    stall.nudge();
    assert_eq!((cable.recharges(), chits(&stall).len()), (0, 3));
    for (sold, chit) in chits(&stall).into_iter().enumerate() {
        let input = sale_of(&chit);
        assert_eq!(stall.till.quote(&input).expect("a quote").repeat, None);
        let sale = stall.sell(&input).await;
        assert_eq!((sale.state, sale.number.as_str()), (SaleState::Succeeded, chit.number.as_str()));
        // The same click delivered twice is one sale; another act for the same chit is none.
        assert_eq!(stall.till.sell(&input).await.expect("the same sale").id, sale.id);
        assert_eq!(stall.till.sell(&sale_of(&chit)).await, Err(refused(ChitFault::Sold)));
        assert_eq!(stall.till.quote(&sale_of(&chit)), Err(refused(ChitFault::Sold)));
        assert_eq!((cable.recharges(), stall.arrived(&sale)), (sold + 1, 1));
    }
    assert!(chits(&stall).is_empty());
    assert_eq!(stall.till.counter_now().expect("the counter").done_today, before.done_today + 3);
    // Who looks at the one that never left is told that its customer has been served.
    let sold = stall.till.sale(unsent.id).expect("the sale").sale.sold_chit.expect("its chit");
    assert_eq!((sold.day_number, sold.is_done), (1, true));
}

#[tokio::test]
async fn the_same_chit_in_two_hands_is_sold_once() {
    let (stall, cable) = with_a_cable().await;
    let chit = stall.till.write_chit(&chit_of("9876500001")).expect("a chit");
    let (one, other) = (sale_of(&chit), sale_of(&chit));
    let (one, other) = tokio::join!(stall.till.sell(&one), stall.till.sell(&other));
    let (sold, refusal) = match (one, other) {
        (Ok(sold), Err(refusal)) | (Err(refusal), Ok(sold)) => (sold, refusal),
        both => panic!("one of them: {both:?}"),
    };
    assert_eq!(refusal, refused(ChitFault::Sold));
    within(async {
        while stall.now(sold.id).state == SaleState::Submitted {
            tokio::task::yield_now().await;
        }
    })
    .await;
    assert_eq!(cable.recharges(), 1);
}

#[tokio::test]
async fn what_was_sold_by_hand_since_is_asked_about_however_long_ago() {
    let (mut stall, _cable) = with_a_cable().await;
    let chit = stall.till.write_chit(&chit_of("9876500001")).expect("a chit");
    let by_hand = stall.sell(&airtel("9876500001")).await;
    assert_eq!(by_hand.state, SaleState::Succeeded);
    // Long after the minutes within which any sale is asked about.
    stall.till.set_rules(Rules { repeat_minutes: 0, ..rules() });
    assert_eq!(stall.till.quote(&airtel("9876500001")).expect("a quote").repeat, None, "another customer's");
    let input = sale_of(&chit);
    let repeat = stall.till.quote(&input).expect("a quote").repeat.expect("it is asked about");
    assert_eq!(repeat.sale_id, by_hand.id);
    let asked = stall.till.sell(&input).await.expect_err("it is asked about");
    assert!(matches!(asked.as_slice(), [Problem::RepeatRecent { sale_id, .. }] if *sale_id == by_hand.id), "{asked:?}");
    assert_eq!(chits(&stall).len(), 1, "the chit waits on");
    let sold = stall.till.sell(&SaleInput { repeat_confirmed: true, ..input }).await.expect("it is wanted");
    assert_ne!(sold.id, by_hand.id);
    assert!(chits(&stall).is_empty());
}

#[tokio::test]
async fn a_chit_expires_with_its_day_and_its_customer_can_be_told() {
    let (stall, cable) = with_a_cable().await;
    let input = ChitInput { taken: Some(Payment::Cash), ..chit_of("9876500001") };
    let chit = stall.till.write_chit(&input).expect("a chit");
    let slip = SlipOf::Chit { chit: chit.id };
    let text = |stall: &Stall| {
        let sheet = stall.till.sheet(&settings(), &slip, &[till::Language::EN])?;
        Ok::<String, Problem>(receipts::sheet_text(&sheet))
    };
    assert!(text(&stall).expect("a slip").contains("NOT SENT YET"));
    stall.clock.forward(chit.expires_at_ms - stall.till.counter_now().expect("the counter").now_ms + 1_000);
    assert_eq!(chits(&stall)[0].standing, ChitStanding::Expired);
    assert_eq!(stall.till.sell(&sale_of(&chit)).await, Err(refused(ChitFault::Gone)));
    assert_eq!(cable.recharges(), 0);
    assert!(text(&stall).expect("a slip").contains("EXPIRED"));
    let shared = stall.till.share_slip(&slip, &[]).expect("a message");
    assert_eq!(shared.mobile.as_deref(), Some("9876522222"));
    let page = stall.shelf.pages().pop().expect("a page").to_string();
    assert!(page.contains("919876522222") && page.contains("EXPIRED"), "{page}");
    stall.till.throw_chit_away(chit.id).expect("the customer was told");
    assert!(chits(&stall).is_empty());
    assert_eq!(text(&stall), Err(Problem::Chit { fault: ChitFault::Gone }));
    // One that nobody speaks of is listed for a day.
    let next = stall.till.write_chit(&chit_of("9876510001")).expect("a chit");
    assert_eq!(next.day_number, 1, "a new day counts anew");
    stall.clock.forward(2 * DAY_MS);
    assert!(chits(&stall).is_empty());
}

#[tokio::test]
async fn a_chit_that_is_thrown_away_is_not_sold() {
    let (stall, cable) = with_a_cable().await;
    let chit = stall.till.write_chit(&chit_of("9876500001")).expect("a chit");
    stall.till.throw_chit_away(chit.id).expect("it is thrown away");
    assert_eq!(stall.till.sell(&sale_of(&chit)).await, Err(refused(ChitFault::Gone)));
    assert_eq!(stall.till.keep_chit(chit.id), Err(Problem::Chit { fault: ChitFault::Gone }));
    assert_eq!((cable.recharges(), chits(&stall)), (0, Vec::new()));
}

#[tokio::test]
async fn everything_that_is_wrong_with_a_chit_is_told_at_once() {
    let (stall, cable) = with_a_cable().await;
    cable.cut(true);
    let sale = SaleInput { amount: "".into(), ..airtel("98765") };
    let told = stall.till.write_chit(&ChitInput { sale, phone: "12".into(), taken: None }).expect_err("three faults");
    assert!(told.contains(&Problem::Chit { fault: ChitFault::Phone }), "{told:?}");
    assert!(told.contains(&Problem::AmountMissing), "{told:?}");
    assert!(told.iter().any(|problem| matches!(problem, Problem::NumberTooShort { .. })), "{told:?}");
    let sale = SaleInput { operator: None, ..airtel("9876500001") };
    let told = stall.till.write_chit(&ChitInput { sale, ..chit_of("9876500001") });
    assert_eq!(told, Err(vec![Problem::OperatorMissing]));
    let on_credit = ChitInput { taken: Some(Payment::Udhaar), ..chit_of("9876500001") };
    assert_eq!(stall.till.write_chit(&on_credit), Err(vec![Problem::NotAllowedNow]), "udhaar is no money taken");
    assert!(chits(&stall).is_empty());
    // A click delivered twice is one chit.
    let input = chit_of("9876500001");
    let first = stall.till.write_chit(&input).expect("a chit");
    assert_eq!(stall.till.write_chit(&input).expect("the same").id, first.id);
    assert_eq!(chits(&stall).len(), 1);
}

#[tokio::test]
async fn a_chit_of_a_backup_is_not_sold_a_second_time() {
    let mut counter = Counter::with(&["inspay"], QUICK).await;
    let till = counter.shop.till();
    let chit = till.write_chit(&chit_of("9876500001")).expect("a chit");
    let other = till.write_chit(&chit_of("9876510001")).expect("a chit");
    drop(till);
    let backup = counter.shop.back_up_now().await.expect("a backup").backups.remove(0);
    let sold = counter.sell(&sale_of(&chit)).await;
    assert_eq!(sold.state, SaleState::Succeeded);
    let input = RestoreInput { name: backup.name, place: backup.place, with_settings: false };
    within(counter.shop.restore(&input)).await.expect("it is restored");

    let till = counter.shop.till();
    let listed = till.counter_now().expect("the counter").paper.chits;
    assert_eq!(listed.iter().map(|chit| chit.standing).collect::<Vec<_>>(), [ChitStanding::Unsure; 2]);
    assert_eq!(till.sell(&sale_of(&chit)).await, Err(refused(ChitFault::Gone)), "a person has to speak first");
    // Somebody says, wrongly, that it was not sold. The order was put back, so it is asked about all the same.
    till.keep_chit(chit.id).expect("a person's word");
    let refusal = till.sell(&sale_of(&chit)).await.expect_err("its sale is known");
    assert!(matches!(refusal.as_slice(), [Problem::AlreadyOpen { .. } | Problem::RepeatRecent { .. }]), "{refusal:?}");
    within(async {
        while till.counter_now().expect("the counter").pending > 0 {
            tokio::task::yield_now().await;
        }
    })
    .await;
    till.set_rules(Rules { repeat_minutes: 0, ..rules() });
    let refusal = till.sell(&sale_of(&chit)).await.expect_err("long after the minutes of any sale");
    assert!(matches!(refusal.as_slice(), [Problem::RepeatRecent { .. }]), "{refusal:?}");
    assert_eq!(counter.simulator.recharge_count(&sold.order_id), 1);
    // What was not sold is sold once a person says so.
    till.keep_chit(other.id).expect("a person's word");
    let input = SaleInput { intent: intent(), ..sale_of(&other) };
    drop(till);
    assert_eq!(counter.sell(&input).await.state, SaleState::Succeeded);
}
