//! A company: what it did, which is the truth, and what it says, which may be anything while it is not honest.

use std::collections::BTreeMap;

use super::chance::Chance;
use super::mood::{Dated, Mood};
use crate::mouth::habit::Habits;
use crate::mouth::{Facts, Say, Wish};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;

/// Answers of a thousand in which a company that loses track of the operator says so, as a failure.
const LOST_TRACK: i64 = 80;

/// Where an order really stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Waiting,
    Done,
    Failed,
    Reversed,
}

/// What happens to an order later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    Execute,
    Fail,
    Reverse,
}

/// What the till was told in an answer that arrived whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    Done,
    Pending,
    Failed,
    NoRecord,
    /// An honest "no record", because the till asked about another day than the one on which the order came.
    WrongDay,
}

/// An order that has arrived.
#[derive(Debug, Clone)]
pub struct Order {
    pub serial: u64,
    pub wish: Wish,
    pub cost_paise: i64,
    pub at_ms: i64,
    pub standing: Standing,
    /// How often the customer was charged for it, and how often the money went back.
    pub executions: u32,
    pub refunds: u32,
    /// Refused without being written down.
    pub is_unwritten: bool,
    hidden_until_ms: i64,
    lie: Option<(i64, Say)>,
}

impl Order {
    /// Whether the customer stands charged.
    pub fn is_charged(&self) -> bool {
        self.executions > self.refunds
    }
}

/// A callback on its way.
#[derive(Debug, Clone)]
pub struct Knock {
    pub firm: usize,
    pub order_id: String,
    pub good_news: bool,
}

/// A company.
#[derive(Debug)]
pub struct Firm {
    pub mood: Mood,
    pub dated: Dated,
    pub habits: Habits,
    pub opening_paise: i64,
    pub wallet_paise: i64,
    pub orders: BTreeMap<String, Order>,
    /// What the till was told, by order id: each with its place among all words told in this world.
    pub words: BTreeMap<String, Vec<(u64, Word)>>,
    /// When it cannot be reached.
    pub away: Vec<(i64, i64)>,
    place: usize,
    percent: i64,
    due: BTreeMap<(i64, u64), (String, Change)>,
    serial: u64,
}

impl Firm {
    /// A company whose wallet holds so much, and which gives so many percent of commission.
    pub fn new(place: usize, mood: Mood, opening_paise: i64, percent: i64) -> Firm {
        Firm {
            mood,
            dated: Dated::Truly,
            habits: Habits::default(),
            opening_paise,
            wallet_paise: opening_paise,
            orders: BTreeMap::new(),
            words: BTreeMap::new(),
            away: Vec::new(),
            place,
            percent,
            due: BTreeMap::new(),
            serial: 0,
        }
    }

    /// Fills the wallet.
    pub fn fill(&mut self, paise: i64) {
        self.opening_paise += paise;
        self.wallet_paise += paise;
    }

    /// Whether it cannot be reached now.
    pub fn is_away(&self, now_ms: i64) -> bool {
        self.away.iter().any(|(from, until)| (*from..*until).contains(&now_ms))
    }

    fn charge(&mut self, order_id: &str) {
        if let Some(order) = self.orders.get_mut(order_id) {
            self.wallet_paise -= order.cost_paise;
            (order.standing, order.executions) = (Standing::Done, order.executions + 1);
        }
    }

    /// Does what is due. Gives the callbacks that follow.
    pub fn advance(&mut self, now_ms: i64) -> Vec<(Knock, Change)> {
        let mut knocks = Vec::new();
        while let Some(entry) = self.due.first_entry().filter(|entry| entry.key().0 <= now_ms) {
            let (order_id, change) = entry.remove();
            match change {
                Change::Execute => self.charge(&order_id),
                Change::Fail | Change::Reverse => {
                    let Some(order) = self.orders.get_mut(&order_id) else { continue };
                    if change == Change::Reverse {
                        self.wallet_paise += order.cost_paise;
                        order.refunds += 1;
                    }
                    order.standing = if change == Change::Reverse { Standing::Reversed } else { Standing::Failed };
                }
            }
            knocks.push((Knock { firm: self.place, order_id, good_news: change == Change::Execute }, change));
        }
        knocks
    }

    fn plan(&mut self, at_ms: i64, order_id: &str, change: Change) {
        self.serial += 1;
        self.due.insert((at_ms, self.serial), (order_id.to_owned(), change));
    }

    /// A recharge call arrives. `by_proxy`: something on the way has doubled it.
    pub fn receive(&mut self, wish: &Wish, now_ms: i64, by_proxy: bool, chance: &mut Chance) -> Say {
        if self.orders.contains_key(&wish.order_id) {
            if by_proxy || !self.mood.repeats {
                return Say::Duplicate;
            }
            self.charge(&wish.order_id);
            return Say::Done;
        }
        self.serial += 1;
        let amount_paise = wish.amount.parse::<i64>().unwrap_or(0) * 100;
        let order = Order {
            serial: self.serial,
            wish: wish.clone(),
            cost_paise: amount_paise - amount_paise * self.percent / 100,
            at_ms: now_ms,
            standing: Standing::Waiting,
            executions: 0,
            refunds: 0,
            is_unwritten: false,
            hidden_until_ms: 0,
            lie: None,
        };
        let is_short = order.cost_paise > self.wallet_paise;
        self.orders.insert(wish.order_id.clone(), order);
        let say = if is_short { self.fail(&wish.order_id) } else { self.decide(&wish.order_id, now_ms, chance) };
        if chance.permille(self.mood.mumble / 2) {
            return mumble(chance);
        }
        if self.habits.loses_track && chance.permille(LOST_TRACK) { Say::LostTrack } else { say }
    }

    fn fail(&mut self, order_id: &str) -> Say {
        if let Some(order) = self.orders.get_mut(order_id) {
            order.standing = Standing::Failed;
        }
        Say::Failed
    }

    /// What becomes of an order that is new.
    fn decide(&mut self, id: &str, now_ms: i64, chance: &mut Chance) -> Say {
        let mood = self.mood.clone();
        if chance.permille(mood.refuse) {
            if let Some(order) = self.orders.get_mut(id) {
                order.is_unwritten = true;
            }
            self.fail(id);
            return Say::Refused;
        }
        if chance.permille(mood.late) {
            // It says that it failed, and does it all the same, later.
            self.plan(now_ms + chance.time(3 * HOUR), id, Change::Execute);
            return self.fail(id);
        }
        if chance.permille(mood.fail) {
            return self.fail(id);
        }
        if chance.permille(mood.hide)
            && let Some(order) = self.orders.get_mut(id)
        {
            order.hidden_until_ms = now_ms + chance.time(4 * HOUR);
        }
        let mut done_ms = now_ms;
        let say = if chance.permille(mood.pend) {
            let longest_ms = if chance.permille(50) { 20 * HOUR } else { 20 * MINUTE };
            done_ms += chance.time(longest_ms);
            match chance.below(100) {
                0..2 => return Say::Pending,
                2..30 => {
                    self.plan(done_ms, id, Change::Fail);
                    return self.lying(id, now_ms, Say::Pending, chance);
                }
                _ => self.plan(done_ms, id, Change::Execute),
            }
            Say::Pending
        } else {
            self.charge(id);
            Say::Done
        };
        if chance.permille(mood.reverse) {
            self.plan(done_ms + chance.between(MINUTE, 60 * HOUR), id, Change::Reverse);
        }
        self.lying(id, now_ms, say, chance)
    }

    /// For a while it may say of an order what is not so.
    fn lying(&mut self, id: &str, now_ms: i64, say: Say, chance: &mut Chance) -> Say {
        if !chance.permille(self.mood.lie) {
            return say;
        }
        let lie = *chance.pick(&[Say::Done, Say::Failed, Say::Pending, Say::Refunded]);
        if let Some(order) = self.orders.get_mut(id) {
            order.lie = Some((now_ms + chance.time(6 * HOUR), lie));
        }
        if chance.permille(500) { lie } else { say }
    }

    /// An enquiry arrives. `on`: the day it is asked about, where the dialect has one; `today`: turns a moment into one.
    pub fn ask(
        &self,
        order_id: &str,
        on: Option<&str>,
        now_ms: i64,
        is_honest: bool,
        chance: &mut Chance,
    ) -> (Say, Option<Word>) {
        if !is_honest && chance.permille(self.mood.mumble) {
            let say = if chance.permille(200) { Say::NoRecord } else { mumble(chance) };
            return (say, (say == Say::NoRecord).then_some(Word::NoRecord));
        }
        if !is_honest && self.habits.loses_track && chance.permille(LOST_TRACK) {
            return (Say::LostTrack, None);
        }
        let Some(order) = self.orders.get(order_id).filter(|order| !order.is_unwritten) else {
            return (Say::NoRecord, Some(Word::NoRecord));
        };
        if !is_honest && now_ms < order.hidden_until_ms {
            return (Say::NoRecord, Some(Word::NoRecord));
        }
        if on.is_some_and(|day| day != domain::india_day(order.at_ms)) {
            return (Say::NoRecord, Some(Word::WrongDay));
        }
        let say = match order.standing {
            Standing::Waiting => Say::Pending,
            Standing::Done => Say::Done,
            Standing::Failed => Say::Failed,
            Standing::Reversed => Say::Refunded,
        };
        let say = order.lie.filter(|(until_ms, _)| !is_honest && now_ms < *until_ms).map_or(say, |(_, lie)| lie);
        (say, word_of(say))
    }

    /// What an answer about an order repeats.
    pub fn facts(&self, wish: &Wish) -> Facts {
        Facts {
            serial: self.orders.get(&wish.order_id).map_or(0, |order| order.serial),
            order_id: wish.order_id.clone(),
            number: wish.number.clone(),
            amount: wish.amount.clone(),
            balance_paise: self.wallet_paise,
            habits: self.habits,
        }
    }
}

/// The word in what is said; `None` where it says nothing of the order.
pub fn word_of(say: Say) -> Option<Word> {
    match say {
        Say::Done => Some(Word::Done),
        Say::Pending => Some(Word::Pending),
        Say::Failed | Say::Refunded | Say::Refused => Some(Word::Failed),
        Say::NoRecord => Some(Word::NoRecord),
        Say::Duplicate | Say::Another | Say::Page | Say::Empty | Say::Strange | Say::LostTrack | Say::Status(_) => None,
    }
}

fn mumble(chance: &mut Chance) -> Say {
    *chance.pick(&[
        Say::Page,
        Say::Empty,
        Say::Strange,
        Say::Another,
        Say::Another,
        Say::Status(500),
        Say::Status(503),
        Say::Status(429),
        Say::Status(302),
        Say::Status(204),
    ])
}
