//! When the shop's time believes a clock.

use std::sync::atomic::{AtomicI64, Ordering};

use super::*;

/// The true time at the beginning.
const NOW: i64 = 1_795_000_000_000;
const HOUR_MS: i64 = 3_600_000;
const YEAR_MS: i64 = 365 * DAY_MS;
const A: &str = "a.invalid";
const B: &str = "b.invalid";

/// True time that passes by hand, and a computer that is wrong.
#[derive(Default)]
struct World {
    passed_ms: AtomicI64,
    wrong_ms: AtomicI64,
}

impl Clock for World {
    fn now_ms(&self) -> i64 {
        NOW + self.steady_ms() + self.wrong_ms.load(Ordering::SeqCst)
    }

    fn steady_ms(&self) -> i64 {
        self.passed_ms.load(Ordering::SeqCst)
    }
}

struct Shop {
    world: Arc<World>,
    clock: ShopClock,
}

impl Shop {
    /// A shop whose computer is wrong by so much, and whose journal ended at that time from now.
    fn new(wrong_ms: i64, journal: Option<i64>) -> Shop {
        let world = Arc::new(World::default());
        world.wrong_ms.store(wrong_ms, Ordering::SeqCst);
        let clock = ShopClock::new(world.clone(), journal.map(|journal| NOW + journal));
        clock.listen_to([A, B, "c.invalid", "127.0.0.1"].into_iter());
        Shop { world, clock }
    }

    fn pass(&self, ms: i64) {
        self.world.passed_ms.fetch_add(ms, Ordering::SeqCst);
    }

    /// A company whose clock is wrong by so much answers.
    fn hear(&self, host: &str, wrong_ms: i64) {
        self.clock.hear(host, NOW + self.world.steady_ms() + wrong_ms);
    }

    /// By how much the shop's time is wrong, and whose it is.
    fn wrong(&self) -> (i64, TimeFrom) {
        let reading = self.clock.read();
        (reading.at_ms - NOW - self.world.steady_ms(), reading.from)
    }
}

#[test]
fn a_computer_that_is_a_year_ahead_poisons_nothing() {
    let shop = Shop::new(YEAR_MS, None);
    assert_eq!(shop.wrong(), (YEAR_MS, TimeFrom::Computer));
    shop.hear(A, 0);
    assert_eq!(shop.wrong(), (0, TimeFrom::OneCompany));
    shop.hear(B, -2_000);
    assert_eq!(shop.wrong(), (0, TimeFrom::Companies));
    // Whatever is done to the computer's clock now, the shop's time goes on.
    shop.world.wrong_ms.store(-YEAR_MS, Ordering::SeqCst);
    shop.pass(3 * DAY_MS);
    assert_eq!(shop.wrong(), (0, TimeFrom::Companies));
    assert_eq!(shop.clock.parted().map(|apart| apart.shop_ms - apart.computer_ms), Some(YEAR_MS));
}

#[test]
fn a_company_that_is_years_off_is_never_sure_and_gives_way() {
    for wrong_ms in [20 * YEAR_MS, 400 * DAY_MS, -NOW, -YEAR_MS] {
        let shop = Shop::new(0, None);
        shop.hear(A, wrong_ms);
        assert_ne!(shop.wrong().1, TimeFrom::Companies, "{wrong_ms}");
        shop.hear(B, 0);
        assert_eq!(shop.wrong(), (0, TimeFrom::Companies), "{wrong_ms}");
        shop.hear(A, wrong_ms);
        shop.pass(HOUR_MS);
        assert_eq!(shop.wrong(), (0, TimeFrom::Companies), "{wrong_ms}");
    }
    // Two that differ, and a computer that differs from both: the earlier one, and nobody is sure.
    let shop = Shop::new(-5 * YEAR_MS, Some(-DAY_MS));
    shop.hear(A, 20 * YEAR_MS);
    shop.hear(B, 0);
    assert_eq!(shop.wrong(), (0, TimeFrom::OneCompany));
}

#[test]
fn the_journal_decides_between_one_company_and_the_computer() {
    let absurd = Shop::new(0, Some(-DAY_MS));
    absurd.hear(A, 20 * YEAR_MS);
    assert_eq!(absurd.wrong(), (0, TimeFrom::Computer));
    absurd.hear(A, -YEAR_MS);
    assert_eq!(absurd.wrong(), (0, TimeFrom::Computer), "it is behind the journal");
    for wrong_ms in [-YEAR_MS, YEAR_MS] {
        let computer = Shop::new(wrong_ms, Some(-DAY_MS));
        computer.hear(A, 0);
        assert_eq!(computer.wrong(), (0, TimeFrom::OneCompany), "{wrong_ms}");
    }
}

#[test]
fn nothing_is_earlier_than_where_the_journal_ends() {
    let shop = Shop::new(-YEAR_MS, Some(-HOUR_MS));
    assert_eq!(shop.wrong(), (-HOUR_MS, TimeFrom::Computer));
    shop.pass(30 * 60_000);
    assert_eq!(shop.wrong(), (-HOUR_MS, TimeFrom::Computer), "it goes on from there");
    assert!(shop.clock.parted().is_some());
    shop.hear(A, 0);
    shop.hear(B, 0);
    assert_eq!(shop.wrong(), (0, TimeFrom::Companies));
}

#[test]
fn sure_time_never_goes_back() {
    let shop = Shop::new(0, None);
    let mut before = i64::MIN;
    for (host, wrong_ms) in [(A, 2_000), (B, -60_000), (A, -240_000), (B, -HOUR_MS), (A, HOUR_MS), (A, 0)] {
        shop.hear(host, wrong_ms);
        let now_ms = shop.clock.now_ms();
        assert!(now_ms >= before, "{host} {wrong_ms}");
        before = now_ms;
    }
    assert_eq!(shop.wrong(), (2_000, TimeFrom::Companies));
}

#[test]
fn what_became_sure_by_a_computer_that_was_wrong_alike_is_taken_back_when_two_companies_are_against_it() {
    let shop = Shop::new(YEAR_MS, None);
    shop.hear(A, YEAR_MS);
    assert_eq!(shop.wrong(), (YEAR_MS, TimeFrom::Companies));
    let wrong_ms = shop.clock.now_ms();
    shop.hear(A, 0);
    assert_eq!(shop.wrong(), (YEAR_MS, TimeFrom::Companies), "one alone takes nothing back");
    shop.hear(B, -1_000);
    assert_eq!(shop.wrong(), (0, TimeFrom::Companies));
    let right_ms = shop.clock.now_ms();
    assert_eq!(shop.clock.mark(right_ms).corrected_ms, Some(NOW), "the journal tells it");
    assert_eq!(shop.clock.mark(wrong_ms).from, TimeFrom::Computer, "what was read before is not sure any more");
    shop.pass(HOUR_MS);
    assert_eq!(shop.wrong(), (0, TimeFrom::Companies), "and it stays, whatever the computer shows");
    assert_eq!(shop.clock.mark(shop.clock.now_ms()).corrected_ms, Some(NOW));
}

#[test]
fn a_journal_that_is_surely_ahead_of_two_companies_is_taken_back() {
    let shop = Shop::new(YEAR_MS, Some(YEAR_MS));
    shop.hear(A, 0);
    assert_eq!(shop.wrong().0, YEAR_MS);
    shop.hear(B, 0);
    assert_eq!(shop.wrong(), (0, TimeFrom::Companies));
}

#[test]
fn a_company_at_two_addresses_does_not_bear_itself_out() {
    // Its address is corrected within one run: with `www.`, with a dot at the end, or to another host altogether.
    for corrected in ["www.a.invalid", "a.invalid.", "www.a.invalid.", "elsewhere.invalid"] {
        let shop = Shop::new(0, None);
        shop.hear(A, YEAR_MS);
        shop.clock.listen_to([corrected, B].into_iter());
        shop.hear(corrected, YEAR_MS);
        // An answer of the old address that was still on its way.
        shop.hear(A, YEAR_MS);
        assert_ne!(shop.wrong().1, TimeFrom::Companies, "{corrected}");
        shop.hear(B, 0);
        assert_eq!(shop.wrong(), (0, TimeFrom::Companies), "{corrected}");
    }
}

#[test]
fn what_became_sure_wrongly_is_not_defended_by_an_address_that_is_gone() {
    let shop = Shop::new(YEAR_MS, None);
    shop.hear("c.invalid", YEAR_MS);
    assert_eq!(shop.wrong(), (YEAR_MS, TimeFrom::Companies));
    for host in [A, B] {
        shop.hear(host, 0);
    }
    assert_eq!(shop.wrong(), (YEAR_MS, TimeFrom::Companies), "it sides with what it has told");
    shop.clock.listen_to([A, B].into_iter());
    assert_eq!(shop.wrong(), (0, TimeFrom::Companies));
}

#[test]
fn a_time_that_was_ahead_for_a_moment_only_is_noticed_and_told_until_it_could_be_mended() {
    let shop = Shop::new(YEAR_MS, None);
    let mends = std::cell::Cell::new(0);
    let look = |result: Result<(), ()>| {
        let _ = shop.clock.when_set_back(|| {
            mends.set(mends.get() + 1);
            result
        });
        mends.take()
    };
    assert_eq!(look(Ok(())), 0, "nobody has read it yet");
    shop.wrong();
    shop.world.wrong_ms.fetch_sub(SET_BACK_MS, Ordering::SeqCst);
    shop.wrong();
    assert_eq!(look(Ok(())), 0, "it was adjusted");
    shop.hear(A, 0);
    shop.pass(20_000);
    shop.wrong();
    assert_eq!([look(Err(())), look(Ok(())), look(Ok(()))], [1, 1, 0], "it was set back");
}

#[test]
fn nothing_is_taken_back_with_which_a_company_sides() {
    let shop = Shop::new(0, None);
    shop.hear("c.invalid", 0);
    assert_eq!(shop.wrong(), (0, TimeFrom::Companies));
    for host in [A, B] {
        shop.hear(host, -HOUR_MS);
    }
    assert_eq!(shop.wrong(), (0, TimeFrom::Companies));
}

#[test]
fn the_time_of_one_company_does_not_go_back_before_two_agree() {
    let shop = Shop::new(YEAR_MS, None);
    for wrong_ms in [0, -HOUR_MS] {
        shop.hear(A, wrong_ms);
        assert_eq!(shop.wrong(), (0, TimeFrom::OneCompany));
    }
    shop.hear(B, -HOUR_MS);
    assert_eq!(shop.wrong(), (-HOUR_MS, TimeFrom::Companies));
}

#[test]
fn this_computer_bears_itself_out_in_nothing() {
    let shop = Shop::new(YEAR_MS, None);
    shop.hear("127.0.0.1", YEAR_MS);
    assert_ne!(shop.wrong().1, TimeFrom::Companies);
}

#[test]
fn a_row_is_sure_only_when_its_time_was_read_while_it_was_sure() {
    let shop = Shop::new(YEAR_MS, None);
    let early_ms = shop.clock.now_ms();
    assert_eq!(
        shop.clock.mark(early_ms),
        TimeMark { from: TimeFrom::Computer, computer_ms: early_ms, corrected_ms: None }
    );
    shop.hear(A, 0);
    shop.hear(B, 0);
    let sure_ms = shop.clock.now_ms();
    shop.pass(1_000);
    assert!(shop.clock.is_sure());
    let mark = TimeMark { from: TimeFrom::Companies, computer_ms: sure_ms + YEAR_MS, corrected_ms: None };
    assert_eq!(shop.clock.mark(sure_ms), mark);
    assert_eq!(shop.clock.mark(early_ms).from, TimeFrom::Computer, "written late, it is still the computer's");
}

/// A line that answers this.
struct Answering(Mutex<Reply>);

#[async_trait]
impl Http for Answering {
    async fn send(&self, _request: Request) -> Result<Reply, SendError> {
        Ok(self.0.lock().unwrap_or_else(PoisonError::into_inner).clone())
    }
}

#[tokio::test]
async fn what_stands_in_between_bears_no_clock_out() {
    let page = "<html><body>No connection</body></html>";
    for (status, body, is_heard) in [
        (200, r#"{"status":"Success","balance":"47.15"}"#, true),
        (200, page, false),
        (200, "", false),
        (403, page, false),
        (407, "Proxy Authentication Required", false),
        (502, "Bad Gateway", false),
        (302, "", false),
    ] {
        let shop = Shop::new(YEAR_MS, None);
        let reply = Reply { status, server_time_ms: Some(NOW + YEAR_MS), body: body.to_owned() };
        let clock = Arc::new(shop.clock);
        let line = Hearing { line: Arc::new(Answering(Mutex::new(reply))), clock: clock.clone() };
        let company = providers::company("inspay").unwrap();
        let credentials = ["username", "token"].map(|key| (key.to_owned(), "made-up".into()));
        let access = providers::Access::new(company.descriptor(), "https://a.invalid", false, credentials.into());
        line.send(company.balance_request(&access.unwrap()).unwrap()).await.unwrap();
        assert_eq!(clock.is_sure(), is_heard, "{status} {body}");
    }
}

#[test]
fn five_minutes_are_told_on_the_screen() {
    let shop = Shop::new(-AGREE_MS - 1, None);
    assert_eq!(shop.clock.parted(), None);
    shop.hear(A, 0);
    assert!(shop.clock.parted().is_some());
    shop.world.wrong_ms.store(-AGREE_MS, Ordering::SeqCst);
    assert_eq!(shop.clock.parted(), None);
    assert!(shop.clock.is_sure(), "and the computer bears the company out");
}
