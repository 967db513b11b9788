//! The shop's time. The computer's clock may be wrong by minutes or by years, may be set at any moment, and money hangs on
//! spans of days: so the till goes by what the companies' answers tell (their `Date`), and between two answers by a count
//! that nobody can set.
//!
//! Whom it believes, in this order, and why:
//!
//! 1. **Two that agree** within five minutes: two companies, or a company and the computer. That is *sure*, and from then
//!    on the shop's time never goes back. A single company whose clock is years off agrees with nobody, so it can never
//!    set the shop's time for good. Should two companies agree later that it is earlier, and none side with what was sure, then
//!    it had become sure by a company and a computer that were wrong alike: it is taken back, and the journal's rows say so.
//! 2. **One company alone**, when the computer shows something else: most computers that are wrong have an empty battery,
//!    and most companies' servers are right. It is not sure, and gives way as soon as two agree. Of several that all differ
//!    the earliest counts, since a wrong `Date` that lies behind the journal is known to be wrong and one that lies ahead is
//!    not. It is not believed where the journal sides with the computer: it ended not long before what the computer shows,
//!    and long before what the company says.
//! 3. **The computer**, while no company was heard: but never earlier than where the journal ends, by sure times.
//!
//! Each journal row says which of the three its time was, beside what the computer showed. Spans that matter are taken
//! between sure times only.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use domain::DAY_MS;
use domain::flaw::{self, Flaw};
use ledger::{TimeFrom, TimeMark};
use providers::{Http, Reply, Request, SendError};
use serde::Serialize;
use specta_typescript::Number;

use crate::Clock;

/// Two clocks agree when they part by no more, in ms; and by more the screen says so.
const AGREE_MS: i64 = 5 * 60_000;
/// 1 January 2026: this program is younger, so a `Date` before it is none.
const EARLIEST_MS: i64 = 1_767_225_600_000;
/// So long after its journal's end a shop is usually opened again, in ms: a season.
const SEASON_MS: i64 = 60 * DAY_MS;

/// The computer's clock and the shop's time, where they part by minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename = "ClockApart")]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct ClockView {
    #[specta(type = Number)]
    pub shop_ms: i64,
    #[specta(type = Number)]
    pub computer_ms: i64,
}

/// The shop's time, for one run of one till.
pub(crate) struct ShopClock {
    computer: Arc<dyn Clock>,
    /// The steady count when this run began.
    began_ms: i64,
    /// The journal's newest sure time at the opening, less the steady count of then.
    journal: Option<i64>,
    heard: Mutex<Heard>,
}

/// All clocks here are kept as what is to be added to the steady count.
#[derive(Default)]
struct Heard {
    /// The companies', by the host that answered.
    companies: BTreeMap<String, Told>,
    sure: Option<Sure>,
    /// The newest reading.
    last: Option<Reading>,
}

/// What one company told.
#[derive(Clone, Copy)]
struct Told {
    /// By its newest answer.
    now: i64,
    /// The furthest ahead in this run. While it is believed alone, its time does not go back either.
    furthest: i64,
}

#[derive(Clone, Copy)]
struct Sure {
    ahead: i64,
    /// The shop's time when it became sure, in ms.
    since_ms: i64,
    /// The same, where it was taken back then: two companies were against the time that was sure before.
    corrected_ms: Option<i64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Reading {
    at_ms: i64,
    from: TimeFrom,
    computer_ms: i64,
}

fn agree(one: i64, other: i64) -> bool {
    one.abs_diff(other) <= AGREE_MS.unsigned_abs()
}

/// Whether a host is this computer, whose clock is no second witness.
fn is_this_computer(host: &str) -> bool {
    matches!(host, "localhost" | "127.0.0.1" | "[::1]" | "::1")
}

impl Heard {
    /// The newest clock that two bear out.
    fn agreed(&self, computer: i64) -> Option<i64> {
        let is_borne_out = |(host, told): &(&String, &Told)| {
            let by_computer = !is_this_computer(host) && agree(told.now, computer);
            by_computer || self.companies.iter().any(|(other, known)| other != *host && agree(known.now, told.now))
        };
        let trusts_anybody = flaw::is_on(Flaw::OneClockBelieved);
        self.companies.iter().filter(|one| trusts_anybody || is_borne_out(one)).map(|(_, told)| told.now).max()
    }

    /// The newest clock that two companies bear out, where it is behind the one that was sure and no company sides with that: it
    /// became sure wrongly, by a computer whose clock was wrong like somebody's, and would stay so for good.
    fn against(&self, sure: i64) -> Option<i64> {
        if self.companies.values().any(|told| agree(told.now, sure)) {
            return None;
        }
        let others = |host: &str, now| self.companies.iter().any(|(other, told)| other != host && agree(told.now, now));
        let agreed =
            self.companies.iter().filter(|(host, told)| others(host, told.now)).map(|(_, told)| told.now).max();
        agreed.filter(|agreed| *agreed < sure)
    }

    /// What is sure now that this clock is borne out. `before`: what was, here or at the journal's end.
    fn surely(&self, agreed: i64, before: Option<i64>, steady_ms: i64) -> Sure {
        if let Some(right) = before.and_then(|before| self.against(before)) {
            let since_ms = steady_ms + right;
            return Sure { ahead: right, since_ms, corrected_ms: Some(since_ms) };
        }
        let ahead = before.map_or(agreed, |before| before.max(agreed));
        match self.sure {
            Some(sure) => Sure { ahead, ..sure },
            None => Sure { ahead, since_ms: steady_ms + ahead, corrected_ms: None },
        }
    }
}

impl ShopClock {
    /// Goes on from the journal's newest sure time, in ms.
    pub(crate) fn new(computer: Arc<dyn Clock>, journal_ms: Option<i64>) -> ShopClock {
        let journal = journal_ms.map(|journal_ms| journal_ms - computer.steady_ms());
        let began_ms = computer.steady_ms();
        ShopClock { computer, began_ms, journal, heard: Mutex::default() }
    }

    /// A count of ms that nobody can set, from any beginning.
    pub(crate) fn steady_ms(&self) -> i64 {
        self.computer.steady_ms()
    }

    /// What that count showed when this run began.
    pub(crate) fn began_ms(&self) -> i64 {
        self.began_ms
    }

    fn lock(&self) -> MutexGuard<'_, Heard> {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The shop's time, in ms since 1970.
    pub(crate) fn now_ms(&self) -> i64 {
        self.read().at_ms
    }

    /// A company answered, with this `Date`. The computer's clock is not read here: [`Self::read`] compares them.
    fn hear(&self, host: &str, date_ms: i64) {
        if date_ms < EARLIEST_MS {
            return;
        }
        let ahead = date_ms - self.computer.steady_ms();
        let mut heard = self.lock();
        let known = heard.companies.get(host).copied().unwrap_or(Told { now: ahead, furthest: ahead });
        // An answer that was long on its way does not take back what a quick one told.
        let now = if agree(known.now, ahead) { known.now.max(ahead) } else { ahead };
        heard.companies.insert(host.to_owned(), Told { now, furthest: known.furthest.max(ahead) });
    }

    fn read(&self) -> Reading {
        let computer_ms = self.computer.now_ms();
        let steady_ms = self.computer.steady_ms();
        let mut heard = self.lock();
        if let Some(agreed) = heard.agreed(computer_ms - steady_ms) {
            heard.sure = Some(match heard.sure {
                Some(_) if flaw::is_on(Flaw::OneClockBelieved) => {
                    Sure { ahead: agreed, since_ms: 0, corrected_ms: None }
                }
                Some(sure) => heard.surely(agreed, Some(sure.ahead), steady_ms),
                None => heard.surely(agreed, self.journal, steady_ms),
            });
        }
        let (ahead, from) = match (heard.sure, self.told_by_one(&heard, computer_ms - steady_ms, steady_ms)) {
            (Some(sure), _) => (sure.ahead, TimeFrom::Companies),
            (None, Some(ahead)) => (self.not_before_journal(ahead), TimeFrom::OneCompany),
            (None, None) => (self.not_before_journal(computer_ms - steady_ms), TimeFrom::Computer),
        };
        let reading = Reading { at_ms: steady_ms + ahead, from, computer_ms };
        heard.last = Some(reading);
        reading
    }

    fn not_before_journal(&self, ahead: i64) -> i64 {
        self.journal.map_or(ahead, |journal| journal.max(ahead))
    }

    /// The clock of a company that nobody bears out, where it is believed.
    fn told_by_one(&self, heard: &Heard, computer: i64, steady_ms: i64) -> Option<i64> {
        let end = self.journal.unwrap_or(EARLIEST_MS - steady_ms);
        let told = heard.companies.values().map(|told| told.furthest).filter(|ahead| *ahead >= end - AGREE_MS).min()?;
        let is_likely = |ahead: i64| (end - AGREE_MS..=end + SEASON_MS).contains(&ahead);
        let journal_sides_with_computer = is_likely(computer) && !is_likely(told);
        (!journal_sides_with_computer).then_some(told)
    }

    /// How a moment was known that was read here in this run. The clocks are not read anew: the ledger asks while it writes.
    pub(crate) fn mark(&self, at_ms: i64) -> TimeMark {
        let heard = self.lock();
        let by_computer = TimeMark { from: TimeFrom::Computer, computer_ms: at_ms, corrected_ms: None };
        let Some(last) = heard.last else { return by_computer };
        let computer_ms = at_ms + last.computer_ms - last.at_ms;
        let was_sure = heard.sure.is_some_and(|sure| (sure.since_ms..=last.at_ms).contains(&at_ms));
        match last.from {
            TimeFrom::Companies if !was_sure => by_computer,
            TimeFrom::Companies => {
                let corrected_ms = heard.sure.and_then(|sure| sure.corrected_ms);
                TimeMark { from: TimeFrom::Companies, computer_ms, corrected_ms }
            }
            from @ (TimeFrom::OneCompany | TimeFrom::Computer) => TimeMark { from, computer_ms, corrected_ms: None },
        }
    }

    /// Whether the shop's time is sure now.
    pub(crate) fn is_sure(&self) -> bool {
        self.read().from == TimeFrom::Companies
    }

    /// The shop's time and the computer's, in ms since 1970: one of them is right, where no company is years off.
    pub(crate) fn both_ms(&self) -> [i64; 2] {
        let reading = self.read();
        [reading.at_ms, reading.computer_ms]
    }

    /// Both times, where they part so far that the shopkeeper should set the computer's clock.
    pub(crate) fn parted(&self) -> Option<ClockView> {
        let Reading { at_ms, computer_ms, .. } = self.read();
        (!agree(at_ms, computer_ms)).then_some(ClockView { shop_ms: at_ms, computer_ms })
    }
}

/// A line on which every answer of a company is listened to for the time.
pub(crate) struct Hearing {
    pub(crate) line: Arc<dyn Http>,
    pub(crate) clock: Arc<ShopClock>,
}

#[async_trait]
impl Http for Hearing {
    async fn send(&self, request: Request) -> Result<Reply, SendError> {
        let host = request.address.host_str().unwrap_or_default().to_owned();
        let reply = self.line.send(request).await?;
        // What stands in between is no witness: a page of this computer's own guard would bear its clock out for good.
        if let Some(date_ms) = reply.server_time_ms.filter(|_| reply.may_be_the_companys()) {
            self.clock.hear(&host, date_ms);
        }
        Ok(reply)
    }
}

#[cfg(test)]
mod tests {
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
}
