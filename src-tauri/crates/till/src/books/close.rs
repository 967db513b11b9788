//! The shift, from the counted drawer in the morning to the close.

use domain::{Account, Face, Language, Paise, SMALL_DIFFERENCE, SalesSum, faces, needs_reason, parse_time};
use ledger::{
    CloseRow, DAY_START, LedgerError, OpenShift, RuleChange, ShiftAct, ShiftDone, ShiftRefused, ShiftStanding,
};
use receipts::CloseSlip;
use serde::{Deserialize, Serialize};
use specta_typescript::Number;

use super::count::{CountInput, name_of, read_count};
use super::missing::Missing;
use crate::{About, MoneyFault, MoneyField, Problem, Settings, Till};

/// Closes on a page.
const PAGE: u32 = 30;
/// The longest reason, in letters.
const REASON_MAX: usize = 160;
/// A shift that is open longer than this was left open, in ms: the screen says so.
const LEFT_OPEN_MS: i64 = 20 * 3_600_000;

/// The shift as it stands. What is expected in the drawer is not in it: that is told after the count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct ShiftView {
    #[specta(type = Number)]
    pub now_ms: i64,
    pub day: String,
    /// When the shop's day starts, in minutes after midnight.
    #[specta(type = Number)]
    pub day_start_min: i64,
    pub opened: Option<OpenedView>,
    /// There is something to close: money has moved since the last shift was opened or closed.
    pub has_moved: bool,
    /// It is open longer than a working day.
    pub is_left_open: bool,
    /// The notes and coins to count.
    pub faces: Vec<Face>,
    /// Sales that wait: their money stays owed over a close.
    pub waiting: SalesSum,
    pub owed: SalesSum,
}

/// A shift that was opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct OpenedView {
    #[specta(type = Number)]
    pub at_ms: i64,
    pub by: String,
    #[specta(type = Number)]
    pub counted_paise: Paise,
    #[specta(type = Number)]
    pub over_short_paise: Paise,
}

/// A count, with what is expected and what explains the difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct CountView {
    /// The count's place in the journal: the shift is opened or closed with it.
    #[specta(type = Number)]
    pub count_seq: i64,
    #[specta(type = Number)]
    pub at_ms: i64,
    #[specta(type = Number)]
    pub counted_paise: Paise,
    #[specta(type = Number)]
    pub expected_paise: Paise,
    #[specta(type = Number)]
    pub over_short_paise: Paise,
    pub needs_reason: bool,
    /// Nobody ever said what the drawer held: a shift that is opened with this count takes the difference as that, and needs no reason.
    pub is_first: bool,
    /// The figures so far (X).
    pub slip: CloseSlip,
    pub missing: Missing,
}

/// A shift is to be opened or closed with a count.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct ShiftInput {
    #[specta(type = Number)]
    pub count_seq: i64,
    pub reason: String,
    pub by: String,
    pub intent: String,
}

/// A close in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct CloseLine {
    #[specta(type = Number)]
    pub number: i64,
    /// The number with its sign, as it stands on the paper.
    pub name: String,
    pub day: String,
    #[specta(type = Number)]
    pub at_ms: i64,
    pub by: String,
    #[specta(type = Number)]
    pub counted_paise: Paise,
    #[specta(type = Number)]
    pub over_short_paise: Paise,
    #[specta(type = Number)]
    pub seq: i64,
}

/// A page of closes, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct ClosePage {
    /// The closes.
    pub rows: Vec<CloseLine>,
    /// The place that the next page is before; `None`: there is no more.
    #[specta(type = Option<Number>)]
    pub more_before: Option<i64>,
}

/// One close (Z).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct CloseView {
    pub line: CloseLine,
    pub slip: CloseSlip,
}

impl ShiftInput {
    /// Who opens or closes. Everything that is wrong is told at once.
    fn read(&self) -> Result<String, Vec<Problem>> {
        let too_long = Problem::Money { field: MoneyField::Reason, fault: MoneyFault::TooLong };
        let reason = (self.reason.chars().count() > REASON_MAX).then_some(too_long);
        match (name_of(&self.by), reason) {
            (Ok(by), None) => Ok(by),
            (Ok(_), Some(reason)) => Err(vec![reason]),
            (Err(by), reason) => Err(reason.into_iter().chain([by]).collect()),
        }
    }
}

impl CloseLine {
    pub(super) fn of(row: &CloseRow) -> CloseLine {
        let closed = &row.closed;
        CloseLine {
            number: closed.number,
            name: closed.name(),
            day: closed.day.clone(),
            at_ms: row.at_ms,
            by: closed.by.clone(),
            counted_paise: closed.count.counted.sum_paise,
            over_short_paise: closed.count.over_short().unwrap_or_default(),
            seq: row.seq,
        }
    }
}

fn one(problem: impl Into<Problem>) -> Vec<Problem> {
    vec![problem.into()]
}

/// What the books refuse of a shift.
fn refused<T>(done: ShiftDone<T>) -> Result<T, Vec<Problem>> {
    done.map_err(|refused| {
        one(match refused {
            ShiftRefused::IsOpen => Problem::ShiftIsOpen,
            ShiftRefused::CountIsOld => Problem::CountIsOld,
            ShiftRefused::NoCount => Problem::CountIsGone,
            ShiftRefused::ReasonMissing => Problem::ShiftReasonMissing { small_paise: SMALL_DIFFERENCE.get() },
        })
    })
}

fn is_left_open(open: &OpenShift, now_ms: i64) -> bool {
    now_ms.saturating_sub(open.at_ms) > LEFT_OPEN_MS
}

impl Till {
    /// Since when a shift has been open that was left open.
    pub(crate) fn left_open_since_ms(&self, now_ms: i64) -> Result<Option<i64>, LedgerError> {
        let open = self.ledger.open_shift_now()?;
        Ok(open.filter(|open| is_left_open(open, now_ms)).map(|open| open.at_ms))
    }

    /// The shift as it stands.
    pub fn shift(&self) -> Result<ShiftView, Problem> {
        let now_ms = self.clock.now_ms();
        let ShiftStanding { open, has_moved, waiting, owed } = self.ledger.shift_standing()?;
        let is_left_open = open.as_ref().is_some_and(|open| is_left_open(open, now_ms));
        let opened = open.map(|open| OpenedView {
            at_ms: open.at_ms,
            by: open.opened.by,
            counted_paise: open.opened.counted.sum_paise,
            over_short_paise: open.opened.over_short_paise,
        });
        Ok(ShiftView {
            now_ms,
            day: self.ledger.business_day(now_ms)?,
            day_start_min: domain::day_start_of(self.ledger.rule(DAY_START)?.as_deref()),
            opened,
            has_moved,
            is_left_open,
            faces: faces().to_vec(),
            waiting,
            owed,
        })
    }

    /// Opens a shift with a count.
    pub fn open_shift(&self, input: &ShiftInput) -> Result<ShiftView, Vec<Problem>> {
        let by = input.read()?;
        let act = ShiftAct { by: &by, intent: &input.intent, at_ms: self.clock.now_ms() };
        refused(self.ledger.open_shift(&act, input.count_seq, &input.reason).map_err(one)?)?;
        self.tell(About::Books);
        self.shift().map_err(one)
    }

    /// Writes a count down, and only then tells what is expected, with what explains the difference.
    pub fn count_drawer(
        &self,
        settings: &Settings,
        input: &CountInput,
        language: Language,
    ) -> Result<CountView, Vec<Problem>> {
        let (counted, by) = read_count(input)?;
        let act = ShiftAct { by: &by, intent: &input.intent, at_ms: self.clock.now_ms() };
        let row = self.ledger.count_drawer(&act, &counted).map_err(one)?;
        self.tell(About::Books);
        let (expected_paise, over_short) = (row.count.expected_paise, row.count.over_short());
        let over_short_paise = over_short.ok_or_else(|| one(Problem::AmountTooLarge))?;
        let so_far = self.ledger.shift_so_far().map_err(one)?;
        let opening = so_far.open.as_ref().map(|open| &open.opened.counted);
        let missing = self.missing(over_short_paise, &counted, opening, &so_far.figures).map_err(one)?;
        let is_first = !self.ledger.unopened(vec![Account::Cash]).map_err(one)?.is_empty();
        Ok(CountView {
            count_seq: row.seq,
            at_ms: row.at_ms,
            counted_paise: counted.sum_paise,
            expected_paise,
            over_short_paise,
            needs_reason: needs_reason(over_short_paise),
            is_first: is_first && over_short_paise >= Paise::ZERO,
            slip: self.count_slip(settings, &row, &so_far, 0, language).map_err(one)?,
            missing,
        })
    }

    /// Closes the shift with a count.
    pub fn close_shift(
        &self,
        settings: &Settings,
        input: &ShiftInput,
        language: Language,
    ) -> Result<CloseView, Vec<Problem>> {
        let by = input.read()?;
        let act = ShiftAct { by: &by, intent: &input.intent, at_ms: self.clock.now_ms() };
        let row = refused(self.ledger.close_shift(&act, input.count_seq, &input.reason).map_err(one)?)?;
        self.tell(About::Books);
        Ok(self.close_view(settings, &row, language))
    }

    fn close_view(&self, settings: &Settings, row: &CloseRow, language: Language) -> CloseView {
        CloseView { line: CloseLine::of(row), slip: self.close_slip(settings, row, 0, language) }
    }

    /// A page of closes: those with places below `before`.
    pub fn closes(&self, before: Option<i64>) -> Result<ClosePage, Problem> {
        let mut rows = self.ledger.closes(before.unwrap_or(i64::MAX), PAGE + 1)?;
        let is_more = rows.len() > PAGE as usize;
        rows.truncate(PAGE as usize);
        let more_before = rows.last().filter(|_| is_more).map(|row| row.seq);
        Ok(ClosePage { rows: rows.iter().map(CloseLine::of).collect(), more_before })
    }

    /// Changes when the shop's day starts, as typed: `04:00`. It counts from now on. Like every rule of money it has a name.
    pub fn save_day_start(&self, typed: &str, by: &str) -> Result<ShiftView, Problem> {
        let start_ms = parse_time(typed).ok_or(Problem::DayStartWrong)?;
        let by = name_of(by)?;
        if by.is_empty() {
            return Err(Problem::Money { field: MoneyField::By, fault: MoneyFault::Missing });
        }
        let change = RuleChange { name: DAY_START.to_owned(), value: (start_ms / 60_000).to_string(), by };
        self.ledger.set_rule(&change, self.clock.now_ms())?;
        self.tell(About::Books);
        self.shift()
    }
}
