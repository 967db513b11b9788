//! The line to the companies: it loses, doubles, delays and cuts, and the till must make the best of it.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use providers::{Http, Reply, Request, SendError, Trouble};

use super::firm::{Standing, Word, word_of};
use super::shared::World;
use super::state::State;
use super::voice;
use super::wire::Call;
use crate::mouth::{Ask, MOUTHS, SLUGS, Say, Wish};

/// The real line gives up after this time.
const PATIENCE_MS: i64 = 60_000;

/// What happens to a call on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// It never leaves this computer.
    Unsent,
    /// It leaves, and nobody gets it.
    Lost,
    /// Somebody on the way keeps it, and delivers it when nobody waits any more.
    Lingers,
    /// It arrives, and the answer is lost.
    Mute,
    /// It arrives twice, and the second answer comes back.
    Doubled,
    /// It arrives once and is answered.
    Good,
}

struct Road {
    fate: Fate,
    connect_ms: i64,
    there_ms: i64,
    back_ms: i64,
    /// How it ends when nothing comes back.
    breaks: bool,
}

/// The line as the till's port.
pub struct Line(pub Arc<World>);

impl Line {
    fn road(&self, call: &Call) -> Road {
        let now_ms = self.0.time.now_ms();
        let mut state = self.0.lock();
        state.count.calls += 1;
        let State { chance, weather, firms, is_honest, .. } = &mut *state;
        if *is_honest {
            return Road { fate: Fate::Good, connect_ms: 5, there_ms: 20, back_ms: 20, breaks: false };
        }
        let is_away = firms[call.firm].is_away(now_ms);
        let fate = if is_away {
            *chance.pick(&[Fate::Unsent, Fate::Lost])
        } else if chance.permille(weather.unsent) {
            Fate::Unsent
        } else if chance.permille(weather.lost) {
            Fate::Lost
        } else if chance.permille(weather.lingers) {
            Fate::Lingers
        } else if chance.permille(weather.mute) {
            Fate::Mute
        } else if chance.permille(weather.doubled) {
            Fate::Doubled
        } else {
            Fate::Good
        };
        let slow = if chance.permille(weather.slow) { 70_000 } else { 900 };
        Road {
            fate,
            connect_ms: chance.time(300),
            there_ms: chance.time(slow),
            back_ms: chance.time(slow),
            breaks: chance.permille(500),
        }
    }

    /// A point at which the program may be killed.
    async fn point(&self, name: &str) {
        let dies = {
            let mut state = self.0.lock();
            state.kill_in = state.kill_in.map(|left| left - 1);
            state.kill_in.is_some_and(|left| left <= 0) || self.0.is_dead()
        };
        if dies {
            self.0.note(format_args!("killed, {name}"));
            self.0.kill.notify_one();
            std::future::pending::<()>().await;
        }
    }

    async fn wait(&self, ms: i64) {
        tokio::time::sleep(Duration::from_millis(u64::try_from(ms).unwrap_or(0))).await;
    }

    /// The call arrives. Gives what is answered, and the word in it.
    fn arrive(&self, call: &Call, by_proxy: bool) -> (u16, String, Option<Word>) {
        let now_ms = self.0.time.now_ms();
        let mut state = self.0.lock();
        state.advance(now_ms);
        let State { chance, firms, is_honest, trace, .. } = &mut *state;
        let firm = &mut firms[call.firm];
        let slug = SLUGS[call.firm];
        match &call.ask {
            Ask::Recharge(wish) => {
                let say = firm.receive(wish, now_ms, by_proxy, chance);
                let standing = firm.orders.get(&wish.order_id).map(|order| order.standing);
                trace.note(now_ms, format_args!("{slug} gets {}: {standing:?}, says {say:?}", wish.order_id));
                if standing.is_some_and(|standing| standing != Standing::Waiting) {
                    let good_news = standing == Some(Standing::Done);
                    let knock = super::firm::Knock { firm: call.firm, order_id: wish.order_id.clone(), good_news };
                    let facts = firm.facts(wish);
                    state.call_back(knock, now_ms);
                    let (status, text) = voice::recharge(call.firm, &facts, say);
                    return (status, text, self.word_in_recharge(call.firm, say));
                }
                let (status, text) = voice::recharge(call.firm, &firm.facts(wish), say);
                (status, text, self.word_in_recharge(call.firm, say))
            }
            Ask::Enquiry { order_id, on } => {
                let (say, word) = firm.ask(order_id, on.as_deref(), now_ms, *is_honest, chance);
                let wish = firm.orders.get(order_id).map(|order| order.wish.clone());
                let wish = wish.unwrap_or_else(|| Wish { order_id: order_id.clone(), ..Wish::default() });
                let (status, text) = voice::enquiry(call.firm, &firm.facts(&wish), say);
                trace.note(now_ms, format_args!("{slug} is asked about {order_id}: {say:?} {word:?}"));
                (status, text, word)
            }
            Ask::Balance => (200, voice::balance(call.firm, &firm.facts(&Wish::default())), None),
        }
    }

    /// In one dialect the answer to a recharge call says only that it was taken.
    fn word_in_recharge(&self, place: usize, say: Say) -> Option<Word> {
        match word_of(say) {
            Some(Word::Done) if MOUTHS[place].names_no_order() => Some(Word::Pending),
            Some(Word::NoRecord) => None,
            word => word,
        }
    }

    fn linger(&self, call: &Call) {
        if let Ask::Recharge(wish) = &call.ask {
            let now_ms = self.0.time.now_ms();
            let mut state = self.0.lock();
            let due_ms = now_ms + PATIENCE_MS + state.chance.time(2 * 3_600_000);
            state.linger(due_ms, call.firm, wish.clone());
        }
    }

    /// Counts what the till sends: a second recharge call for one order id is what must never be.
    fn count(&self, call: &Call) {
        if let Ask::Recharge(wish) = &call.ask {
            let mut state = self.0.lock();
            let sends = state.sends.entry(wish.order_id.clone()).or_default();
            *sends += 1;
            let now_ms = self.0.time.now_ms();
            state.trace.note(
                now_ms,
                format_args!("sent to {}: {} {} ₹{}", SLUGS[call.firm], wish.order_id, wish.number, wish.amount),
            );
        }
    }

    async fn travel(&self, call: &Call, road: &Road) -> Result<Reply, SendError> {
        let lost = |breaks: bool| SendError::MaybeSent(if breaks { Trouble::LineBroke } else { Trouble::TimedOut });
        self.point("before it left").await;
        self.wait(road.connect_ms).await;
        if road.fate == Fate::Unsent {
            let trouble = if road.breaks { Trouble::ConnectionRefused } else { Trouble::NoNetwork };
            return Err(SendError::NeverSent(trouble));
        }
        self.count(call);
        let on_its_way = OnItsWay { line: self, call, arrives: false };
        self.point("while it leaves").await;
        self.wait(road.there_ms).await;
        on_its_way.arrived();
        if matches!(road.fate, Fate::Lost | Fate::Lingers) {
            if road.fate == Fate::Lingers {
                self.linger(call);
            }
            self.wait(if road.breaks { 0 } else { PATIENCE_MS }).await;
            return Err(lost(road.breaks));
        }
        let (mut status, mut text, mut word) = self.arrive(call, false);
        if road.fate == Fate::Doubled && matches!(call.ask, Ask::Recharge(_)) {
            (status, text, word) = self.arrive(call, true);
        }
        let date_ms = self.0.lock().firms[call.firm].dated.date_ms(self.0.time.now_ms());
        self.point("before the answer left").await;
        self.wait(road.back_ms).await;
        if road.fate == Fate::Mute {
            self.wait(if road.breaks { 0 } else { PATIENCE_MS }).await;
            return Err(lost(road.breaks));
        }
        self.point("before the answer was read").await;
        self.tell(call, word);
        // A page is of something between the shop and the company, and goes by the clock of the shop's computer.
        let is_page = !(200..300).contains(&status) || text.trim_start().starts_with("<html");
        let server_time_ms = if is_page { Some(self.0.time.shown_ms()) } else { date_ms };
        Ok(Reply { status, server_time_ms, body: text })
    }

    /// The answer is handed to the till, which writes it before anything else can happen; except that on the real
    /// machine another thread may come in between.
    fn tell(&self, call: &Call, word: Option<Word>) {
        let Some(order_id) = call.order_id() else { return };
        let doubted = {
            let mut state = self.0.lock();
            state.told(call.firm, order_id, word);
            let words = state.words(SLUGS[call.firm], order_id);
            words.iter().filter(|word| **word == Word::NoRecord).count() > 2
                && word.is_some_and(|word| word != Word::NoRecord)
        };
        if doubted && matches!(call.ask, Ask::Enquiry { .. }) {
            self.0.interrupt(order_id);
        }
    }
}

/// A call that has left. Should the program end now, it may arrive all the same.
struct OnItsWay<'a> {
    line: &'a Line,
    call: &'a Call,
    arrives: bool,
}

impl OnItsWay<'_> {
    fn arrived(mut self) {
        self.arrives = true;
    }
}

impl Drop for OnItsWay<'_> {
    fn drop(&mut self) {
        if let (false, Ask::Recharge(wish)) = (self.arrives, &self.call.ask) {
            self.line.0.lock().left_alone.push((self.call.firm, wish.clone()));
        }
    }
}

#[async_trait]
impl Http for Line {
    async fn send(&self, request: Request) -> Result<Reply, SendError> {
        let Some(call) = Call::read(&request) else {
            self.0.lock().violations.push(format!("a call that no company knows: {request}"));
            return Err(SendError::NeverSent(Trouble::NoNetwork));
        };
        let road = self.road(&call);
        let whole = Duration::from_millis(PATIENCE_MS as u64);
        match tokio::time::timeout(whole, self.travel(&call, &road)).await {
            Ok(Err(SendError::MaybeSent(Trouble::TimedOut))) | Err(_) => Err(SendError::MaybeSent(Trouble::TimedOut)),
            Ok(ended) => ended,
        }
    }
}
