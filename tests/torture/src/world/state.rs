//! Everything of one simulated world that outlives the program: the companies, the line, what the shopkeeper did.

use std::collections::{BTreeMap, BTreeSet};

pub use super::acts::{Counted, Forgotten, Moved, Ruled, Rules, Settled, Written};
use super::chance::Chance;
use super::firm::{Firm, Knock, Order, Word};
use super::mood::{Dated, Mood};
use super::trace::Trace;
use crate::disk::Disk;
use crate::mouth::habit::Habits;
use crate::mouth::{SLUGS, Wish};

/// Percent of commission of each company, in the order of [`SLUGS`]: whole, so that a wallet is exact to the paisa.
pub const PERCENT: [i64; SLUGS.len()] = {
    let mut all = [0; SLUGS.len()];
    let mut place = 0;
    while place < all.len() {
        all[place] = [2, 3, 4, 1][place % 4];
        place += 1;
    }
    all
};

/// What a run was made of.
#[derive(Debug, Clone, Copy, Default)]
pub struct Count {
    pub sales: u64,
    pub calls: u64,
    pub kills: u64,
    pub closings: u64,
    pub power_cuts: u64,
    pub restores: u64,
    pub jumps: u64,
    pub callbacks: u64,
    pub declared: u64,
    /// Sales that ended by a person's word, some of them wrongly, and complaints.
    pub said: u64,
    /// Of these, words that another word of a person's was mended by; and forms that a sale had moved on from meanwhile.
    pub mended: u64,
    pub moved_on: u64,
    pub disputed: u64,
    /// Vouchers that the till acknowledged.
    pub moved: u64,
    /// Customers' money that was given back, credited, or taken again.
    pub settled: u64,
    /// Shifts that were opened and closed.
    pub shifts: u64,
    /// Vouchers that were taken back, rules of money that were set, and customers who were forgotten.
    pub corrected: u64,
    pub ruled: u64,
    pub forgotten: u64,
    pub executions: u64,
    /// Attempts whose company said that they failed, charged all the same, and never said it.
    pub deceived: u64,
    pub unresolved: u64,
}

/// A sale that the till acknowledged.
#[derive(Debug, Clone)]
pub struct Sold {
    pub intent: String,
    pub sale_id: i64,
    pub order_id: String,
    /// Counts the restores: what was acknowledged before one may be gone.
    pub epoch: u32,
    pub number: String,
    pub operator: String,
    pub amount: String,
}

/// How many acts had been done when a copy was made: what was done since is not in it.
#[derive(Debug, Clone, Copy, Default)]
struct Acts {
    settled: usize,
    ruled: usize,
    forgotten: usize,
}

/// How bad the line is, in thousandths of its calls.
#[derive(Debug, Clone, Copy)]
pub struct Weather {
    pub unsent: i64,
    pub lost: i64,
    pub lingers: i64,
    pub doubled: i64,
    pub mute: i64,
    pub slow: i64,
}

impl Weather {
    fn draw(chance: &mut Chance) -> Weather {
        let mut some =
            |usual: i64, bad: i64| if chance.permille(120) { chance.below(bad) } else { chance.below(usual) };
        Weather {
            unsent: some(40, 300),
            lost: some(30, 200),
            lingers: some(6, 60),
            doubled: some(20, 200),
            mute: some(50, 300),
            slow: some(100, 500),
        }
    }
}

/// What is behind the lock.
pub struct State {
    pub chance: Chance,
    pub trace: Trace,
    pub firms: Vec<Firm>,
    pub weather: Weather,
    /// Whether the clock may be wrong by more than a year.
    pub is_clock_dead: bool,
    /// From now on everybody tells the truth and the line is good.
    pub is_honest: bool,
    pub count: Count,
    pub sold: Vec<Sold>,
    pub intents: BTreeSet<String>,
    /// What a person has written down of an order, and how much had been told by companies when he did it last.
    pub said: BTreeMap<(String, &'static str), u64>,
    /// The words that must be in the books, in the order in which they were written.
    pub written: Vec<Written>,
    /// Money that is no sale.
    pub moved: Vec<Moved>,
    pub counted: Vec<Counted>,
    /// In the order in which they were done.
    pub settled: Vec<Settled>,
    pub ruled: Vec<Ruled>,
    pub forgotten: Vec<Forgotten>,
    pub epoch: u32,
    /// Recharge calls that the till made, by order id.
    pub sends: BTreeMap<String, u32>,
    /// Orders of sales that a restore took away.
    pub rolled_back: BTreeSet<String>,
    /// Calls of something on the way that deliver later than anybody waits.
    lingering: BTreeMap<(i64, u64), (usize, Wish)>,
    /// Calls that were on their way when the program stopped caring about them.
    pub left_alone: Vec<(usize, Wish)>,
    pub knocks: BTreeMap<(i64, u64), Knock>,
    /// An old copy of the books, and how much had been told when it was made.
    pub backup: Option<Disk>,
    told_at_copy: u64,
    acts_at_copy: Acts,
    /// Words of which nobody knows whether the till could write them down.
    pub doubted: BTreeSet<u64>,
    /// Points of calls until the program is killed at one; `None`: it is not.
    pub kill_in: Option<i64>,
    pub violations: Vec<String>,
    serial: u64,
    told: u64,
}

impl State {
    pub fn new(seed: u64, prints: bool) -> State {
        let mut chance = Chance::new(seed);
        // By a chance of their own, so that the rest of a seed's run is what it was without them.
        let mut habits = Chance::new(!seed);
        let odd = Habits::draw::<{ SLUGS.len() }>(&mut habits);
        let mut firm = |place: usize, chance: &mut Chance| {
            let opening_paise = if chance.permille(100) { 200_000 } else { 900_000_000 };
            let mut firm = Firm::new(place, Mood::draw(chance), opening_paise, PERCENT[place]);
            (firm.dated, firm.habits) = (Dated::draw(&mut habits), odd[place]);
            firm
        };
        let firms = (0..SLUGS.len()).map(|place| firm(place, &mut chance)).collect();
        let weather = Weather::draw(&mut chance);
        let is_clock_dead = chance.permille(200);
        State {
            chance,
            trace: Trace::new(prints),
            firms,
            weather,
            is_clock_dead,
            is_honest: false,
            count: Count::default(),
            sold: Vec::new(),
            intents: BTreeSet::new(),
            said: BTreeMap::new(),
            written: Vec::new(),
            moved: Vec::new(),
            counted: Vec::new(),
            settled: Vec::new(),
            ruled: Vec::new(),
            forgotten: Vec::new(),
            epoch: 0,
            sends: BTreeMap::new(),
            rolled_back: BTreeSet::new(),
            lingering: BTreeMap::new(),
            left_alone: Vec::new(),
            knocks: BTreeMap::new(),
            backup: None,
            told_at_copy: 0,
            acts_at_copy: Acts::default(),
            doubted: BTreeSet::new(),
            kill_in: None,
            violations: Vec::new(),
            serial: 0,
            told: 0,
        }
    }

    /// A number that was never given out before in this world.
    pub fn serial(&mut self) -> u64 {
        self.serial += 1;
        self.serial
    }

    /// A call is delivered at that moment, when nobody waits for its answer any more.
    pub fn linger(&mut self, due_ms: i64, place: usize, wish: Wish) {
        let key = (due_ms, self.serial());
        self.lingering.insert(key, (place, wish));
    }

    /// Every second call that was left alone arrives all the same. The order in which a runtime drops its tasks is
    /// nobody's promise, so it is sorted out first.
    fn take_left_alone(&mut self, now_ms: i64) {
        let mut calls = std::mem::take(&mut self.left_alone);
        calls.sort_by(|(_, one), (_, other)| one.order_id.cmp(&other.order_id));
        for (place, wish) in calls {
            if self.chance.permille(500) {
                let due_ms = now_ms + self.chance.time(5_000);
                self.linger(due_ms, place, wish);
            }
        }
    }

    /// Lets everything happen that is due.
    pub fn advance(&mut self, now_ms: i64) {
        self.take_left_alone(now_ms);
        while let Some(entry) = self.lingering.first_entry().filter(|entry| entry.key().0 <= now_ms) {
            let ((at_ms, _), (place, wish)) = entry.remove_entry();
            self.trace.note(at_ms, format_args!("{} gets {} at last", SLUGS[place], wish.order_id));
            self.firms[place].receive(&wish, at_ms, true, &mut self.chance);
        }
        for (place, slug) in SLUGS.iter().enumerate() {
            for (knock, change) in self.firms[place].advance(now_ms) {
                self.trace.note(now_ms, format_args!("{slug}: {} {change:?}", knock.order_id));
                self.call_back(knock, now_ms);
            }
        }
    }

    /// A company means to tell the shop of a change: perhaps, perhaps late, perhaps more than once.
    pub fn call_back(&mut self, knock: Knock, now_ms: i64) {
        let chance = &mut self.chance;
        if !chance.permille(self.firms[knock.firm].mood.calls_back) {
            return;
        }
        let times = if chance.permille(100) { 3 } else { 1 };
        for _ in 0..times {
            self.serial += 1;
            let due_ms = now_ms + self.chance.time(600_000);
            self.knocks.insert((due_ms, self.serial), knock.clone());
        }
    }

    /// The order of that id at whichever company it arrived.
    pub fn order(&self, slug: &str, order_id: &str) -> Option<&Order> {
        let place = SLUGS.iter().position(|known| *known == slug)?;
        self.firms[place].orders.get(order_id)
    }

    /// What was told of an order.
    pub fn words(&self, slug: &str, order_id: &str) -> Vec<Word> {
        self.numbered_words(slug, order_id).iter().map(|(_, word)| *word).collect()
    }

    /// What was told of an order and must have been written down.
    pub fn certain_words(&self, slug: &str, order_id: &str) -> Vec<Word> {
        let words = self.numbered_words(slug, order_id).iter();
        words.filter(|(told, _)| !self.doubted.contains(told)).map(|(_, word)| *word).collect()
    }

    /// What was told of an order after a person had written down that it succeeded, and must have been written down.
    pub fn words_after_success_said(&self, slug: &str, order_id: &str) -> Vec<Word> {
        let said = self.said.get(&(order_id.to_owned(), "succeeded")).copied().unwrap_or(0);
        let words = self.numbered_words(slug, order_id).iter();
        words.filter(|(told, _)| *told > said && !self.doubted.contains(told)).map(|(_, word)| *word).collect()
    }

    /// A person writes down what is said of an order.
    pub fn note_said(&mut self, order_id: &str, said: &'static str) {
        self.said.insert((order_id.to_owned(), said), self.told);
    }

    fn numbered_words(&self, slug: &str, order_id: &str) -> &[(u64, Word)] {
        let firm = SLUGS.iter().position(|known| *known == slug).map(|place| &self.firms[place]);
        firm.and_then(|firm| firm.words.get(order_id)).map(Vec::as_slice).unwrap_or_default()
    }

    /// The till is being told a word about an order.
    pub fn told(&mut self, place: usize, order_id: &str, word: Option<Word>) {
        if let Some(word) = word {
            self.told += 1;
            self.firms[place].words.entry(order_id.to_owned()).or_default().push((self.told, word));
        }
    }

    /// A copy of the books is made: it knows what was told so far.
    pub fn note_copy(&mut self, disk: &Disk) {
        if !disk.is_off() {
            self.backup = Some(disk.after_kill());
            self.told_at_copy = self.told;
            self.acts_at_copy =
                Acts { settled: self.settled.len(), ruled: self.ruled.len(), forgotten: self.forgotten.len() };
        }
    }

    /// The disk has stopped: the newest word may have come too late to be written.
    pub fn doubt_newest_word(&mut self) {
        self.doubted.insert(self.told);
    }

    /// Money comes into a company's wallet, or goes out of it; any other account is none of the companies'.
    pub fn move_wallet(&mut self, account: &str, paise: i64) {
        let place = SLUGS.iter().position(|slug| account.strip_prefix("wallet:") == Some(slug));
        if let Some(place) = place {
            self.firms[place].wallet_paise += paise;
        }
    }

    /// The copy was put back: of what was done since, the books know nothing.
    pub fn forget_acts(&mut self) {
        let Acts { settled, ruled, forgotten } = self.acts_at_copy;
        self.settled.truncate(settled);
        self.ruled.truncate(ruled);
        self.forgotten.truncate(forgotten);
    }

    /// The same of what was told since.
    pub fn forget_words(&mut self) {
        let known = self.told_at_copy;
        for words in self.firms.iter_mut().flat_map(|firm| firm.words.values_mut()) {
            words.retain(|(told, _)| *told <= known);
        }
    }
}
