//! The information company of a till, and what it told today. All of it is held in memory only.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use domain::Service;
use providers::{BillQuestion, ToldBill, ToldNumber};

use crate::InformationConnection;

/// So many answers are held of each kind.
const REMEMBERED: usize = 2_000;
/// A company that did not answer is asked nothing by itself for so long, in ms of the count that nobody can set.
const PAUSE_MS: i64 = 60_000;

/// A bill with the moment at which it was told, in ms since 1970.
pub(crate) type BillOfDay = (ToldBill, i64);
/// With whom a number is, with the same moment; `None`: the company knows nothing of it.
pub(crate) type NumberOfDay = (Option<ToldNumber>, i64);

#[derive(Default)]
struct Told {
    /// The day that the rest is of.
    day: String,
    numbers: BTreeMap<(Service, String), NumberOfDay>,
    bills: BTreeMap<(String, String), BillOfDay>,
    /// Whose plans were asked for by themselves: operator and circle.
    plans: BTreeSet<(String, String)>,
    /// Until when nothing is asked by itself.
    quiet_until: Option<i64>,
}

/// The company, and what it told.
#[derive(Default)]
pub(crate) struct Information {
    connection: RwLock<Option<Arc<InformationConnection>>>,
    told: Mutex<Told>,
}

impl Information {
    /// The company; `None`: the shop has none that is asked.
    pub(crate) fn connection(&self) -> Option<Arc<InformationConnection>> {
        self.connection.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Another company tells from now on. What the one before told is forgotten.
    pub(crate) fn connect(&self, connection: Option<InformationConnection>) {
        *self.connection.write().unwrap_or_else(PoisonError::into_inner) = connection.map(Arc::new);
        *self.told.lock().unwrap_or_else(PoisonError::into_inner) = Told::default();
    }

    fn of<T>(&self, day: &str, look: impl FnOnce(&mut Told) -> T) -> T {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        if told.day != day {
            *told = Told { day: day.to_owned(), quiet_until: told.quiet_until, ..Told::default() };
        }
        look(&mut told)
    }

    /// What was told of a number on a day.
    pub(crate) fn number(&self, day: &str, service: Service, number: &str) -> Option<NumberOfDay> {
        self.of(day, |told| told.numbers.get(&(service, number.to_owned())).cloned())
    }

    /// Remembers it.
    pub(crate) fn keep_number(&self, day: &str, service: Service, number: &str, answer: NumberOfDay) {
        self.of(day, |told| {
            if told.numbers.len() >= REMEMBERED {
                told.numbers.clear();
            }
            told.numbers.insert((service, number.to_owned()), answer);
        });
    }

    /// The bill that was told on a day.
    pub(crate) fn bill(&self, day: &str, asked: &BillQuestion) -> Option<BillOfDay> {
        self.of(day, |told| told.bills.get(&key_of(asked)).cloned())
    }

    /// Remembers it; `None`: the company knows of none any more.
    pub(crate) fn keep_bill(&self, day: &str, asked: &BillQuestion, bill: Option<BillOfDay>) {
        self.of(day, |told| {
            if told.bills.len() >= REMEMBERED {
                told.bills.clear();
            }
            match bill {
                Some(bill) => drop(told.bills.insert(key_of(asked), bill)),
                None => drop(told.bills.remove(&key_of(asked))),
            }
        });
    }

    /// Whether nobody has asked by themselves for these plans on a day yet. It is told once.
    pub(crate) fn takes_plans(&self, day: &str, operator: &str, circle: &str) -> bool {
        self.of(day, |told| told.plans.insert((operator.to_owned(), circle.to_owned())))
    }

    /// Whether the company is left alone for a while.
    pub(crate) fn is_quiet(&self, steady_ms: i64) -> bool {
        let told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        told.quiet_until.is_some_and(|until| steady_ms < until)
    }

    /// Notes whether it answered.
    pub(crate) fn heard(&self, answered: bool, steady_ms: i64) {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        told.quiet_until = (!answered).then_some(steady_ms + PAUSE_MS);
    }
}

fn key_of(asked: &BillQuestion) -> (String, String) {
    let fields = asked.fields.iter().map(|(field, text)| format!("\n{}={text}", field.as_str()));
    (asked.operator.clone(), std::iter::once(asked.number.clone()).chain(fields).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(number: &str) -> BillQuestion {
        BillQuestion {
            service: Service::Gas,
            operator: "hp-gas".into(),
            operator_name: "HP Gas".into(),
            number: number.into(),
            fields: BTreeMap::new(),
        }
    }

    #[test]
    fn what_was_told_yesterday_is_forgotten() {
        let told = Information::default();
        told.keep_number("2026-11-20", Service::Prepaid, "9812300045", (None, 5));
        assert_eq!(told.number("2026-11-20", Service::Prepaid, "9812300045"), Some((None, 5)));
        assert_eq!(told.number("2026-11-20", Service::Postpaid, "9812300045"), None);
        assert!(told.takes_plans("2026-11-20", "vi", "goa") && !told.takes_plans("2026-11-20", "vi", "goa"));
        assert!(told.takes_plans("2026-11-20", "vi", "") && told.takes_plans("2026-11-21", "vi", "goa"));
        assert_eq!(told.number("2026-11-20", Service::Prepaid, "9812300045"), None);
    }

    #[test]
    fn a_bill_is_of_one_number_with_its_fields() {
        let told = Information::default();
        let paise = domain::Paise::new(500);
        let bill = ToldBill { amount: paise, name: None, due_date: None, bill_number: None, period: None };
        told.keep_bill("d", &asked("77771"), Some((bill.clone(), 5)));
        assert_eq!(told.bill("d", &asked("77771")), Some((bill, 5)));
        let other = BillQuestion { fields: [(domain::Field::BillGroup, "4".into())].into(), ..asked("77771") };
        assert_eq!((told.bill("d", &asked("77772")), told.bill("d", &other)), (None, None));
        told.keep_bill("d", &asked("77771"), None);
        assert_eq!(told.bill("d", &asked("77771")), None);
    }

    #[test]
    fn who_did_not_answer_is_left_alone_for_a_minute() {
        let told = Information::default();
        told.heard(false, 1_000);
        assert!(told.is_quiet(60_999) && !told.is_quiet(61_000));
        told.heard(true, 2_000);
        assert!(!told.is_quiet(2_001));
    }
}
