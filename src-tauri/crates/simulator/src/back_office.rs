//! What all providers have in common: who may call, what is executed, which fault is shown.

use std::collections::HashMap;
use std::io;
use std::net::Ipv4Addr;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use crate::agency;
use crate::amount::paise_of;
use crate::application::Application;
use crate::book::{AGENT_SLUG, Book, SeenRequest};
use crate::calendar::{india_date, now_ms};
use crate::callback::{Address, Callback, Change, Due, Step, Subject};
use crate::credentials::{Caller, PRACTICE_CREDENTIALS};
use crate::desk::Load;
use crate::dialect::{self, Ask, Call, Dialect, Misdirected, Reason, Told, Verdict, Wish};
use crate::habit::{self, Habit};
use crate::order::{Order, State, cost_paise};
use crate::outcome::{Outcome, outcome_of};
use crate::reply::Reply;

/// The providers' common back office.
#[derive(Debug)]
pub(crate) struct BackOffice {
    book: Mutex<Book>,
    pace_ms: i64,
    port: u16,
    /// Where the shop wants each provider's callbacks.
    addresses: Mutex<HashMap<&'static str, Address>>,
    /// How the sellers print their answers.
    habits: Mutex<Vec<Habit>>,
    dues: UnboundedSender<Due>,
}

impl BackOffice {
    /// Opens the book. What comes out of the other end is to be told by [`crate::callback::run`].
    pub(crate) fn open(
        path: Option<&Path>,
        pace: Duration,
        port: u16,
    ) -> io::Result<(BackOffice, UnboundedReceiver<Due>)> {
        let pace_ms = i64::try_from(pace.as_millis()).unwrap_or(i64::MAX);
        let openings = dialect::ALL.iter().map(|dialect| (dialect.slug(), dialect.opening_paise()));
        let openings = openings.chain([(AGENT_SLUG, agency::OPENING_PAISE)]);
        let book = Book::open(path, pace_ms, openings)?;
        let (dues, due) = unbounded_channel();
        let office = BackOffice {
            book: Mutex::new(book),
            pace_ms,
            port,
            addresses: Mutex::default(),
            habits: Mutex::default(),
            dues,
        };
        office.owe_what_was_open();
        Ok((office, due))
    }

    /// The sellers' habits from now on.
    pub(crate) fn set_habits(&self, habits: &[Habit]) {
        *self.habits.lock().unwrap_or_else(PoisonError::into_inner) = habits.to_vec();
    }

    /// An answer of a seller in the habits of the office.
    pub(crate) fn dressed(&self, dialect: &dyn Dialect, text: String) -> String {
        let habits = self.habits.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let turns_away = |caller| dialect.turn_away(caller) == text;
        let kind = if text == dialect.answer_no_record() {
            habit::Kind::NoRecord
        } else if [Caller::Unknown, Caller::NotListed, Caller::WrongPin].into_iter().any(turns_away) {
            habit::Kind::Gate
        } else {
            habit::Kind::Other
        };
        habit::dressed(&habits, dialect, kind, text)
    }

    /// After a restart: what may still change is told when it does.
    fn owe_what_was_open(&self) {
        let after_ms = now_ms();
        let book = self.book();
        book.moving(after_ms).into_iter().for_each(|order| self.owe(Subject::Order(order), after_ms));
        book.desk().applications().iter().for_each(|application| self.owe_application(application, after_ms));
        book.desk().loads().iter().for_each(|load| self.owe_load(load, after_ms));
    }

    /// Has a subject's changes after a moment told to the shop. Nobody is at the other end once the simulator has been dropped.
    fn owe(&self, subject: Subject, after_ms: i64) {
        let _ = self.dues.send(Due { subject, after_ms });
    }

    /// The same for an application.
    pub(crate) fn owe_application(&self, application: &Application, after_ms: i64) {
        self.owe(Subject::Application(Box::new(application.clone())), after_ms);
    }

    /// The same for a wallet load.
    pub(crate) fn owe_load(&self, load: &Load, after_ms: i64) {
        self.owe(Subject::Load(load.clone()), after_ms);
    }

    /// How long "pending" lasts.
    pub(crate) fn pace_ms(&self) -> i64 {
        self.pace_ms
    }

    /// The base address of the agent services.
    pub(crate) fn agency_address(&self) -> String {
        format!("http://{}:{}/{AGENT_SLUG}", Ipv4Addr::LOCALHOST, self.port)
    }

    fn addresses(&self) -> MutexGuard<'_, HashMap<&'static str, Address>> {
        self.addresses.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Where a provider is to send its callbacks from now on.
    pub(crate) fn set_callback(&self, slug: &str, url: &str) -> io::Result<()> {
        let unknown = || io::Error::new(io::ErrorKind::InvalidInput, "no such provider");
        let (slug, _) = PRACTICE_CREDENTIALS.iter().find(|(known, _)| *known == slug).ok_or_else(unknown)?;
        self.addresses().insert(slug, Address::read(url)?);
        Ok(())
    }

    /// When a subject changes, and into what.
    pub(crate) fn changes_of(&self, subject: &Subject) -> Vec<(i64, Step)> {
        match subject {
            Subject::Order(order) => {
                order.changes(self.pace_ms).into_iter().map(|(at_ms, state)| (at_ms, Step::Order(state))).collect()
            }
            Subject::Application(application) => {
                let changes = application.changes(self.pace_ms);
                changes.into_iter().map(|(at_ms, standing)| (at_ms, Step::Application(standing))).collect()
            }
            Subject::Load(load) => load.moments_ms(self.pace_ms).into_iter().map(|at_ms| (at_ms, Step::Load)).collect(),
        }
    }

    /// What a change that has just happened is told as, and where; none if the shop wants no callbacks, or if something else has
    /// happened to the subject meanwhile.
    pub(crate) fn callback(&self, subject: &Subject, at_ms: i64, step: Step) -> Option<(Address, Callback)> {
        let address_of = |slug: &str| self.addresses().get(slug).cloned();
        match (subject, step) {
            (Subject::Order(order), Step::Order(state)) => {
                Some((address_of(&order.slug)?, self.order_callback(order, state)?))
            }
            (Subject::Application(application), Step::Application(standing)) => {
                let book = self.book();
                let known = book.desk().applications().iter().find(|known| known.serial == application.serial)?;
                let is_so = known.changes(self.pace_ms).contains(&(at_ms, standing));
                // An address of the application's own counts before the shop's.
                let address = Address::read(&known.return_url).ok().or_else(|| address_of(AGENT_SLUG));
                is_so
                    .then(|| agency::application_callback(known, standing, at_ms))
                    .and_then(|told| Some((address?, told)))
            }
            (Subject::Load(load), Step::Load) => Some((address_of(AGENT_SLUG)?, agency::load_callback(load, at_ms))),
            (Subject::Order(_) | Subject::Application(_) | Subject::Load(_), _) => None,
        }
    }

    fn order_callback(&self, order: &Order, state: State) -> Option<Callback> {
        let after_paise = self.book().balance_paise(&order.slug, now_ms());
        let moved_paise = match (state, order.outcome) {
            (State::Succeeded, _) => -cost_paise(order.amount_paise),
            (State::Failed, Outcome::Reversed | Outcome::PendingThenFailure) => cost_paise(order.amount_paise),
            (State::Failed | State::Pending, _) => 0,
        };
        let change = Change { order, state, before_paise: after_paise - moved_paise, after_paise };
        Some(dialect::of(&order.slug)?.callback(&change))
    }

    /// The book, locked. A panic elsewhere leaves it usable: each change of it is a single step.
    pub(crate) fn book(&self) -> MutexGuard<'_, Book> {
        self.book.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes a wallet hold so much. A line that cannot be written leaves it as it was.
    pub(crate) fn set_balance(&self, slug: &str, paise: i64) {
        // A test's or a practising shop's wish; there is nobody to tell, and the balance shown stays true.
        let _ = self.book().set_balance(slug, paise, now_ms());
    }

    pub(crate) fn add_balance(&self, slug: &str, paise: i64) {
        // The same.
        let _ = self.book().add_balance(slug, paise);
    }

    /// Answers one call to one provider.
    pub(crate) fn answer(&self, dialect: &dyn Dialect, call: &Call) -> Reply {
        let (caller, ask) = match dialect.read(call) {
            Ok(read) => read,
            Err(Misdirected::Path) => return Reply::NotFound,
            Err(Misdirected::Method) => return Reply::WrongMethod,
        };
        match ask {
            Ask::Recharge(wish) => self.recharge(dialect, caller, wish).unwrap_or(Reply::Broken),
            _ if caller != Caller::Known => Reply::Whole(dialect.turn_away(caller)),
            Ask::Enquiry { order_id, on } => self.enquiry(dialect, &order_id, on.as_deref()),
            Ask::Balance => {
                let balance_paise = self.book().balance_paise(dialect.slug(), now_ms());
                Reply::Whole(dialect.answer_balance(balance_paise))
            }
            Ask::Known(text) => Reply::Whole(text),
        }
    }

    fn enquiry(&self, dialect: &dyn Dialect, order_id: &str, on: Option<&str>) -> Reply {
        let book = self.book();
        let order =
            book.find(dialect.slug(), order_id).filter(|order| on.is_none_or(|date| date == india_date(order.at_ms)));
        Reply::Whole(match order {
            Some(order) => dialect.answer_enquiry(order, order.state(self.pace_ms, now_ms())),
            None => dialect.answer_no_record(),
        })
    }

    /// One recharge request, under one lock from first to last, so that two of the same order id cannot both be executed.
    fn recharge(&self, dialect: &dyn Dialect, caller: Caller, wish: Wish) -> io::Result<Reply> {
        let outcome = outcome_of(&wish.number);
        if outcome == Outcome::Unreachable {
            return Ok(Reply::Close);
        }
        let slug = dialect.slug();
        let at_ms = now_ms();
        let mut book = self.book();
        book.see(SeenRequest {
            slug: slug.to_owned(),
            order_id: wish.order_id.clone(),
            number: wish.number.clone(),
            amount: wish.amount.clone(),
            at: at_ms,
        })?;
        if caller != Caller::Known {
            return Ok(Reply::Whole(dialect.turn_away(caller)));
        }
        let balance_paise = book.balance_paise(slug, at_ms);
        let amount_paise = match check(&wish, book.find(slug, &wish.order_id)) {
            Ok(amount_paise) => amount_paise,
            Err(reason) => return Ok(Reply::Whole(refusal(dialect, &wish, reason, balance_paise))),
        };
        if outcome == Outcome::Lost {
            return Ok(Reply::Close);
        }
        let can_pay = outcome == Outcome::Failure || cost_paise(amount_paise) <= balance_paise;
        let order = Order {
            slug: slug.to_owned(),
            serial: book.next_serial(),
            order_id: wish.order_id,
            operator: wish.operator,
            number: wish.number,
            amount: wish.amount,
            amount_paise,
            outcome: if can_pay { outcome } else { Outcome::EmptyWallet },
            at_ms,
        };
        book.take(order.clone())?;
        self.owe(Subject::Order(order.clone()), i64::MIN);
        let balance_paise = book.balance_paise(slug, at_ms);
        Ok(self.show(dialect, &order, balance_paise))
    }

    /// The answer to an order just taken, with the fault its outcome asks for.
    fn show(&self, dialect: &dyn Dialect, order: &Order, balance_paise: i64) -> Reply {
        let told = |verdict| Told {
            serial: Some(order.serial),
            order_id: &order.order_id,
            operator: &order.operator,
            number: &order.number,
            amount: &order.amount,
            amount_paise: order.amount_paise,
            verdict,
            balance_paise,
        };
        let say = |verdict| dialect.answer_recharge(&told(verdict));
        match order.outcome {
            Outcome::Success | Outcome::Reversed => Reply::Whole(say(Verdict::Succeeded)),
            Outcome::PendingThenSuccess | Outcome::PendingThenFailure => Reply::Whole(say(Verdict::Pending)),
            Outcome::Failure => Reply::Whole(say(Verdict::Refused(Reason::Number))),
            Outcome::EmptyWallet => Reply::Whole(say(Verdict::Refused(Reason::Wallet))),
            Outcome::CutAnswer => Reply::Cut(say(Verdict::Succeeded)),
            Outcome::WrongEcho => {
                let number = another_number(&order.number);
                Reply::Whole(dialect.answer_astray(&Told { number: &number, ..told(Verdict::Succeeded) }))
            }
            Outcome::Slow => Reply::Late { until_ms: order.settles_at_ms(self.pace_ms), text: say(Verdict::Succeeded) },
            Outcome::NoAnswer | Outcome::Unreachable | Outcome::Lost => Reply::Close,
        }
    }
}

/// Whether the provider would take the order at all; the amount, if so.
fn check(wish: &Wish, before: Option<&Order>) -> Result<i64, Reason> {
    if wish.order_id.is_empty() || wish.number.is_empty() {
        return Err(Reason::Missing);
    }
    if before.is_some() {
        return Err(Reason::Repeated);
    }
    if let Some(flaw) = wish.flaw {
        return Err(flaw);
    }
    // The papers as scanned hold look-alike Cyrillic letters; a provider knows only the Latin ones.
    if wish.operator.is_empty() || !wish.operator.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return Err(Reason::Operator);
    }
    paise_of(&wish.amount).ok_or(Reason::Amount)
}

/// Refuses a request that never became an order.
fn refusal(dialect: &dyn Dialect, wish: &Wish, reason: Reason, balance_paise: i64) -> String {
    dialect.answer_recharge(&Told {
        serial: None,
        order_id: &wish.order_id,
        operator: &wish.operator,
        number: &wish.number,
        amount: &wish.amount,
        amount_paise: 0,
        verdict: Verdict::Refused(reason),
        balance_paise,
    })
}

/// A number that differs from the given one in its last digit.
fn another_number(number: &str) -> String {
    let mut other = number.to_owned();
    let last = other.pop();
    other.push(if last == Some('1') { '2' } else { '1' });
    other
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_number_is_never_the_same() {
        assert_eq!(another_number("9876500009"), "9876500001");
        assert_eq!(another_number("9876500001"), "9876500002");
    }
}
