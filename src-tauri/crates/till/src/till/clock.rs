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

use std::collections::{BTreeMap, BTreeSet};
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
/// A time that goes back by more was set, not adjusted, in ms.
const SET_BACK_MS: i64 = 60_000;
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
    /// The hosts of the companies that are connected now. Nobody else is heard: a company whose address was corrected would
    /// otherwise bear itself out.
    connected: BTreeSet<String>,
    /// The companies', by the host that answered.
    companies: BTreeMap<String, Told>,
    sure: Option<Sure>,
    /// The newest reading.
    last: Option<Reading>,
    /// Whether the shop's time was set back, and the plans that were made before may lie far ahead.
    went_back: bool,
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
    ahead: i64,
}

fn agree(one: i64, other: i64) -> bool {
    one.abs_diff(other) <= AGREE_MS.unsigned_abs()
}

/// The host of a server: with `www.` and without it, or with the dot of a whole name, it is one and the same.
fn server_of(host: &str) -> &str {
    let host = host.trim_end_matches('.');
    host.strip_prefix("www.").unwrap_or(host)
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

    /// These are the hosts of the connected companies from now on: what others told is forgotten.
    pub(crate) fn listen_to<'a>(&self, hosts: impl Iterator<Item = &'a str>) {
        let mut heard = self.lock();
        let connected: BTreeSet<String> = hosts.map(|host| server_of(host).to_owned()).collect();
        heard.companies.retain(|host, _| connected.contains(host));
        heard.connected = connected;
    }

    /// A company answered, with this `Date`. The computer's clock is not read here: [`Self::read`] compares them.
    fn hear(&self, host: &str, date_ms: i64) {
        if date_ms < EARLIEST_MS {
            return;
        }
        let ahead = date_ms - self.computer.steady_ms();
        let host = server_of(host);
        let mut heard = self.lock();
        if !heard.connected.contains(host) {
            return;
        }
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
        let reading = Reading { at_ms: steady_ms + ahead, from, computer_ms, ahead };
        heard.went_back |= heard.last.is_some_and(|last| ahead < last.ahead - SET_BACK_MS);
        heard.last = Some(reading);
        reading
    }

    /// Runs `bring_forward` where the time was set back since it ran last with success. Every reading is compared with the one
    /// before, so that a time which was ahead for a moment only is noticed too.
    pub(crate) fn when_set_back<E>(&self, bring_forward: impl FnOnce() -> Result<(), E>) -> Result<(), E> {
        if !std::mem::take(&mut self.lock().went_back) {
            return Ok(());
        }
        bring_forward().inspect_err(|_| self.lock().went_back = true)
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
mod tests;
