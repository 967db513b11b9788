//! Makes a book and the statement of a company about it, with planted errors.

use domain::{Outcome, Paise, SaleState, Service, india_day_start_ms};
use ledger::CompanyAttempt;

use super::written::written;
use crate::matching::held::{Difference, LeftWhy};

/// The ways in which the five companies write their statements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// Commas, our order id, a status, a commission.
    Csv,
    /// A page that calls itself a workbook, with a heading of two rows and dates in words.
    Page,
    /// A workbook whose order ids are numbers, with titles above and sums below.
    Workbook,
    /// Tabs in UTF-16, the company's own id alone.
    Tabs,
    /// A wallet's ledger: debits without the commission, refunds as lines, loads, fees, balances.
    Wallet,
}

pub(super) const STYLES: [Style; 5] = [Style::Csv, Style::Page, Style::Workbook, Style::Tabs, Style::Wallet];

/// An error that was planted, or nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Plant {
    Differs(Difference),
    Left(LeftWhy),
}

/// Numbers that follow from a seed.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Dice {
        Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub(super) fn below(&mut self, most: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % most
    }

    fn one_of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[usize::try_from(self.below(all.len() as u64)).unwrap()]
    }

    fn shuffle<T>(&mut self, all: &mut [T]) {
        for place in (1..all.len()).rev() {
            all.swap(place, usize::try_from(self.below(place as u64 + 1)).unwrap());
        }
    }
}

/// A line of a statement before it is written.
#[derive(Debug, Clone)]
pub(super) struct Told {
    pub(super) order_id: String,
    pub(super) reference: String,
    pub(super) number: String,
    pub(super) amount: i64,
    pub(super) commission: i64,
    pub(super) at_ms: i64,
    pub(super) outcome: Outcome,
    pub(super) is_refund: bool,
}

/// What was made.
pub(super) struct Made {
    pub(super) book: Vec<CompanyAttempt>,
    pub(super) file: Vec<u8>,
    /// The planted errors: by the order id of the sale, or of the line.
    pub(super) planted: Vec<(String, Plant)>,
    pub(super) loads: usize,
    pub(super) fees: usize,
    /// Rows of sums, of the opening and the closing.
    pub(super) totals: usize,
}

const FIRST_DAY: &str = "2026-11-19";

fn attempt(dice: &mut Dice, style: Style, place: u64, at_ms: i64) -> CompanyAttempt {
    let order_id = match style {
        // A workbook holds these as numbers.
        Style::Workbook => format!("{}", 981_000_000_000 + place),
        Style::Csv | Style::Page | Style::Tabs | Style::Wallet => format!("QK7M{:08}", place * 7 + 13),
    };
    let amount = 1_000 + 100 * i64::try_from(dice.below(900)).unwrap();
    let state = match dice.below(10) {
        0 => SaleState::Failed,
        _ => SaleState::Succeeded,
    };
    CompanyAttempt {
        sale_id: i64::try_from(place).unwrap(),
        attempt_id: i64::try_from(place).unwrap(),
        provider: "inspay".to_owned(),
        order_id,
        provider_ref: if dice.below(2) == 0 { format!("T{}", 55_000 + place) } else { String::new() },
        operator_ref: String::new(),
        service: Service::Prepaid,
        operator: "airtel".to_owned(),
        number: format!("98{:08}", place * 104_729 % 100_000_000),
        amount: Paise::new(amount),
        state,
        submitted_at_ms: at_ms,
        earned: Paise::new(amount * 2 / 100),
        told_earned: None,
        is_disputed: false,
        is_newest: true,
    }
}

/// The errors that a style can show.
fn plants(style: Style) -> Vec<Plant> {
    let ended =
        [Difference::CompanyFailed, Difference::CompanyGaveBack, Difference::CompanyDone, Difference::BookWaits];
    let left = [LeftWhy::Missing, LeftWhy::Waits, LeftWhy::NotHere, LeftWhy::Twice];
    let mut plants: Vec<Plant> = left.into_iter().map(Plant::Left).collect();
    match style {
        Style::Csv | Style::Page | Style::Workbook => {
            // Excel has ruined every third number of the other.
            let has_numbers = style != Style::Csv;
            plants.extend(has_numbers.then_some(Plant::Differs(Difference::Number)));
            plants.extend(ended.into_iter().map(Plant::Differs));
            plants.extend([Difference::CompanyWaits, Difference::Commission, Difference::Amount].map(Plant::Differs));
        }
        // An amount that differs cannot be told from another sale, where only number, amount and time join the two.
        Style::Tabs => plants.extend(ended.into_iter().chain([Difference::CompanyWaits]).map(Plant::Differs)),
        Style::Wallet => plants.extend(
            [Difference::CompanyGaveBack, Difference::CompanyDone, Difference::BookWaits, Difference::Amount]
                .map(Plant::Differs),
        ),
    }
    plants
}

/// A book and a file while they are made.
#[derive(Default)]
struct Making {
    book: Vec<CompanyAttempt>,
    lines: Vec<Told>,
    planted: Vec<(String, Plant)>,
}

impl Making {
    /// A sale that book and file agree about. Some companies leave out what they did not do; a wallet's ledger always does.
    fn agree(&mut self, dice: &mut Dice, style: Style, attempt: CompanyAttempt, line: Told) {
        if line.outcome != Outcome::Failed || (style != Style::Wallet && dice.below(3) != 0) {
            self.lines.push(line);
        }
        self.book.push(attempt);
    }

    /// A sale with an error.
    fn plant(&mut self, dice: &mut Dice, style: Style, plant: Plant, attempt: CompanyAttempt, line: Told) {
        let (mut attempt, mut line) = (attempt, line);
        attempt.state = SaleState::Succeeded;
        line.outcome = Outcome::Succeeded;
        self.planted.push((attempt.order_id.clone(), plant));
        match plant {
            Plant::Differs(Difference::Amount) => line.amount += 5_000,
            Plant::Differs(Difference::Number) => line.number = format!("97{}", &line.number[2..]),
            Plant::Differs(Difference::Commission) => line.commission += 57,
            Plant::Differs(Difference::CompanyFailed) => line.outcome = Outcome::Failed,
            Plant::Differs(Difference::CompanyGaveBack) if style == Style::Wallet || dice.below(2) == 0 => {
                let at_ms = line.at_ms + 600_000;
                self.lines.push(Told { is_refund: true, outcome: Outcome::Reversed, at_ms, ..line.clone() });
            }
            Plant::Differs(Difference::CompanyGaveBack) => line.outcome = Outcome::Reversed,
            Plant::Differs(Difference::CompanyDone) => attempt.state = SaleState::Failed,
            Plant::Differs(Difference::CompanyWaits) => line.outcome = Outcome::Waiting,
            Plant::Differs(Difference::BookWaits) => attempt.state = SaleState::Unknown,
            Plant::Left(LeftWhy::Waits) => attempt.state = SaleState::Pending,
            Plant::Left(LeftWhy::Twice) => self.lines.push(line.clone()),
            Plant::Left(_) => {}
        }
        if !matches!(plant, Plant::Left(LeftWhy::Waits | LeftWhy::Missing)) {
            self.lines.push(line);
        }
        if plant != Plant::Left(LeftWhy::NotHere) {
            self.book.push(attempt);
        }
    }
}

/// Makes a statement of so many sales, one in four of them with an error.
pub(super) fn made(seed: u64, style: Style, sales: u64) -> Made {
    let mut dice = Dice::new(seed);
    let kinds = plants(style);
    let mut making = Making::default();
    let mut at_ms = india_day_start_ms(FIRST_DAY).unwrap() + 9 * 3_600_000;
    for place in 1..=sales {
        at_ms += 60_000 + i64::try_from(dice.below(2 * 864_000 * 10 / sales)).unwrap() * 100;
        let attempt = attempt(&mut dice, style, place, at_ms);
        // Nothing is planted at the edges, where a sale that is missing may stand in another file.
        let is_inside = place > 2 && place + 2 < sales;
        let plant = (is_inside && dice.below(4) == 0).then(|| *dice.one_of(&kinds));
        let line = Told {
            order_id: attempt.order_id.clone(),
            reference: format!("T{}", 55_000 + place),
            number: attempt.number.clone(),
            amount: attempt.amount.get(),
            commission: attempt.earned.get(),
            at_ms: at_ms + i64::try_from(dice.below(90_000)).unwrap(),
            outcome: Outcome::from(attempt.state),
            is_refund: false,
        };
        match plant {
            None => making.agree(&mut dice, style, attempt, line),
            Some(plant) => making.plant(&mut dice, style, plant, attempt, line),
        }
    }
    let Making { book, mut lines, planted } = making;
    match dice.below(3) {
        0 => lines.sort_by_key(|line| line.at_ms),
        1 => lines.sort_by_key(|line| std::cmp::Reverse(line.at_ms)),
        _ => dice.shuffle(&mut lines),
    }
    let is_wallet = style == Style::Wallet;
    let totals = match style {
        Style::Csv | Style::Tabs => 0,
        Style::Page | Style::Workbook => 1,
        Style::Wallet => 2,
    };
    Made {
        file: written(style, &lines),
        book,
        planted,
        loads: usize::from(is_wallet),
        fees: usize::from(is_wallet),
        totals,
    }
}
