//! What happens in the made-up month, before any of it is written.

use std::error::Error;

use domain::{DAY_MS, Payment, Service, india_time};

use super::Month;
use super::chance::Chance;
use super::companies::{BY_HOUR, BY_WEEKDAY, CUSTOMERS, SELLERS, WARES, Ware};

const HOUR_MS: i64 = 3_600_000;
/// Numbers of people who come by. A number comes again only after all others, so that two sales of it are never open together.
const NUMBERS: usize = 2_600;

/// What becomes of a sale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Done,
    Refused,
    /// Refused, and done by the next company.
    DoneByNext,
    /// It waits, and is refused so much later, in ms, on another day.
    RefusedLate(i64),
    /// It is done, and taken back so much later, in ms, on another day.
    TakenBack(i64),
    /// It is refused, and later the company says that it is done.
    Contradicted,
    /// It was asked about as often as the schedule allows.
    NeedsPerson,
    /// It waits to the end.
    Waits,
}

/// A sale that will be made.
#[derive(Debug, Clone)]
pub(super) struct Planned {
    pub(super) at_ms: i64,
    pub(super) ware: &'static Ware,
    pub(super) rupees: i64,
    pub(super) number: String,
    /// The place of the company in [`SELLERS`].
    pub(super) seller: usize,
    pub(super) payment: Payment,
    /// The place of the customer in [`CUSTOMERS`].
    pub(super) customer: Option<usize>,
    /// How long the company needs, in ms.
    pub(super) settles_ms: i64,
    pub(super) end: End,
}

/// The number of a customer, or of somebody who comes by.
pub(super) fn mobile(place: usize) -> String {
    format!("90000{:05}", (place * 31) % 100_000)
}

fn number(ware: &Ware, place: usize) -> String {
    let service = ware.0;
    if service == Service::Dth {
        format!("30000{:05}", (place * 37) % 100_000)
    } else if matches!(service, Service::Electricity | Service::Gas) {
        format!("2100{:08}", (place * 41) % 100_000_000)
    } else if service == Service::Fastag {
        format!("RJ14CA{:04}", place % 10_000)
    } else {
        mobile(place)
    }
}

/// How long after the start of a day its first hour of sales is over, in ms.
pub(super) fn first_sales_ms() -> i64 {
    BY_HOUR.iter().take_while(|sales| **sales == 0).map(|_| HOUR_MS).sum::<i64>() + HOUR_MS
}

/// When sales are made: so many, as often as hour, weekday and the first days of a month say, none after the end.
fn moments(month: &Month, chance: &mut Chance) -> Result<Vec<i64>, Box<dyn Error>> {
    let last = month.last_day_ms().ok_or("no such day")?;
    let days: Vec<i64> = (0..month.days).rev().map(|before| last - before * DAY_MS).collect();
    let weight = |start: &i64| {
        let day = india_time(*start);
        let weekday = usize::try_from(day.weekday().to_monday_zero_offset()).unwrap_or(0);
        BY_WEEKDAY[weekday] * if day.day() <= 7 { 13 } else { 10 }
    };
    let weights: Vec<i64> = days.iter().map(weight).collect();
    let mut moments = Vec::with_capacity(month.sales);
    while moments.len() < month.sales {
        let hour = i64::try_from(chance.weighted(&BY_HOUR))?;
        let at_ms = days[chance.weighted(&weights)] + hour * HOUR_MS + chance.between(0, HOUR_MS);
        if at_ms < month.end_ms {
            moments.push(at_ms);
        }
    }
    moments.sort_unstable();
    Ok(moments)
}

/// How long a company needs for a sale: mostly its usual time, sometimes many times that.
fn settles_ms(seller: usize, chance: &mut Chance) -> i64 {
    let times = *chance.of(&[5, 6, 7, 8, 9, 10, 10, 11, 12, 13, 14, 17, 22, 30, 60, 150]);
    SELLERS[seller].settles_ms * times / 10 + chance.between(0, 900)
}

fn sale(at_ms: i64, place: usize, chance: &mut Chance) -> Planned {
    let shares: Vec<i64> = SELLERS.iter().map(|habits| habits.share).collect();
    let often: Vec<i64> = WARES.iter().map(|ware| ware.2).collect();
    let (seller, ware) = (chance.weighted(&shares), &WARES[chance.weighted(&often)]);
    let customer = chance.in_thousand(170).then(|| {
        let drawn = chance.between(0, 24).min(chance.between(0, 24));
        usize::try_from(drawn).unwrap_or(0)
    });
    let payment = match (customer.is_some(), chance.between(0, 100)) {
        (true, 0..45) => Payment::Udhaar,
        (_, 0..63) => Payment::Cash,
        (_, _) => Payment::Upi,
    };
    let end = match (chance.in_thousand(SELLERS[seller].refuses), chance.in_thousand(350)) {
        (false, _) => End::Done,
        (true, false) => End::Refused,
        (true, true) => End::DoneByNext,
    };
    let number = number(ware, CUSTOMERS.len() + place % NUMBERS);
    let rupees = *chance.of(ware.3);
    Planned { at_ms, ware, rupees, number, seller, payment, customer, settles_ms: settles_ms(seller, chance), end }
}

/// So long after a sale, in ms: on another day, and at an hour at which the shop is open.
fn days_later(sale: &Planned, days: i64, chance: &mut Chance) -> i64 {
    days * DAY_MS + chance.between(-HOUR_MS, HOUR_MS) + (14 - i64::from(india_time(sale.at_ms).hour())) * HOUR_MS
}

/// Gives `many` sales that were planned as done another end, at even distances.
fn plant(sales: &mut [Planned], many: usize, mut end: impl FnMut(&Planned) -> End) {
    let step = (sales.len() / many.max(1)).max(1);
    for start in (0..sales.len()).step_by(step).take(many) {
        let stretch = &mut sales[start..(start + step)];
        if let Some(sale) = stretch.iter_mut().find(|sale| sale.end == End::Done && sale.ware.4 == 0) {
            sale.end = end(sale);
        }
    }
}

/// All sales of the month, the earliest first.
pub(super) fn sales(month: &Month) -> Result<Vec<Planned>, Box<dyn Error>> {
    let mut chance = Chance::new(month.seed);
    let moments = moments(month, &mut chance)?;
    let mut sales: Vec<Planned> =
        moments.into_iter().enumerate().map(|(place, at_ms)| sale(at_ms, place, &mut chance)).collect();
    // What ends days later begins early enough for that.
    let settled_from = month.end_ms - 5 * DAY_MS;
    let early = sales.partition_point(|sale| sale.at_ms < settled_from);
    let per_month = |many: usize| many * month.sales / super::SALES;
    plant(&mut sales[..early], per_month(super::LATE_FAILURES), |sale| {
        let days = chance.between(1, 3);
        End::RefusedLate(days_later(sale, days, &mut chance))
    });
    plant(&mut sales[..early], per_month(super::TAKEN_BACK), |sale| {
        let days = chance.between(1, 5);
        End::TakenBack(days_later(sale, days, &mut chance))
    });
    plant(&mut sales[..early], per_month(super::CONTRADICTED), |_| End::Contradicted);
    plant(&mut sales[early / 2..early], per_month(super::NEED_PERSON), |_| End::NeedsPerson);
    let newest = sales.len().saturating_sub(60);
    plant(&mut sales[newest..], super::WAITING, |_| End::Waits);
    Ok(sales)
}
