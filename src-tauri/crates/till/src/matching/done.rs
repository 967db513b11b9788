//! What came of a file: its lists, and their rows for the window.

use std::collections::{BTreeMap, HashMap};

use domain::{Paise, india_day};
use ledger::IgnoredRow;

use super::book::Booked;
use super::held::{Held, Judged, LeftWhy};
use super::lines::{Line, LineKind, Told, digest};
use super::view::{BookLine, FileLine, IgnoredView, MatchGroup, MatchResult, MatchRow};

/// So many lines that nobody understands are named.
const UNCLEAR_NAMED: usize = 20;

/// What came of a file.
pub(crate) struct Done {
    pub(super) lines: Vec<Line>,
    pub(super) book: Vec<Booked>,
    pub(super) held: Held,
    pub(super) ignored: BTreeMap<String, IgnoredRow>,
    /// Its counts and sums, as the window shows them.
    pub(crate) told: MatchResult,
    /// What tells each line of `held.only_file` from every other.
    left: HashMap<usize, String>,
}

/// Lines that are left over may say the same as one another: which of them each is belongs to what tells it from the others.
fn told_apart(lines: &[Line], held: &Held) -> HashMap<usize, String> {
    let mut known: HashMap<String, usize> = HashMap::new();
    let of = |(place, _): &(usize, LeftWhy)| {
        let digest = digest(&lines[*place]);
        let count = known.entry(digest.clone()).or_default();
        *count += 1;
        (*place, format!("line:{digest}:{count}"))
    };
    held.only_file.iter().map(of).collect()
}

/// A row of a list, by the places of what it is of.
#[derive(Debug, Clone)]
pub(crate) enum Item<'a> {
    Pair(&'a Judged),
    File(usize, LeftWhy),
    Book(usize, LeftWhy),
}

impl Done {
    pub(super) fn of(lines: Vec<Line>, book: Vec<Booked>, held: Held, ignored: Vec<IgnoredRow>) -> Done {
        let ignored = ignored.into_iter().map(|row| (row.fingerprint.clone(), row)).collect();
        let told = MatchResult::default();
        Done { left: told_apart(&lines, &held), lines, book, held, ignored, told }
    }

    pub(super) fn items(&self) -> impl Iterator<Item = Item<'_>> {
        let left = self.held.only_file.iter().map(|(place, why)| Item::File(*place, *why));
        let booked = self.held.only_book.iter().map(|(place, why)| Item::Book(*place, *why));
        self.held.differ.iter().map(Item::Pair).chain(left).chain(booked)
    }

    pub(super) fn fingerprint(&self, item: &Item<'_>) -> String {
        match item {
            // Two lines without ids may say the same of two attempts.
            Item::Pair(judged) => {
                format!("pair:{}:{}", digest(&self.lines[judged.line]), self.book[judged.booked].order_id)
            }
            Item::File(place, _) => self.left.get(place).cloned().unwrap_or_default(),
            Item::Book(place, _) => format!("order:{}", self.book[*place].order_id),
        }
    }

    /// The attempt that a line tells the sale of.
    pub(super) fn paired_with(&self, line: usize) -> Option<&Booked> {
        let mut pairs = self.held.agree.iter().chain(&self.held.differ);
        pairs.find(|judged| judged.line == line).map(|judged| &self.book[judged.booked])
    }

    fn is_ignored(&self, item: &Item<'_>) -> bool {
        !self.ignored.is_empty() && self.ignored.contains_key(&self.fingerprint(item))
    }

    pub(crate) fn rows(&self, group: MatchGroup) -> Vec<Item<'_>> {
        let heeded = self.items().filter(|item| !self.is_ignored(item));
        match group {
            MatchGroup::Differ => heeded.filter(|item| matches!(item, Item::Pair(_))).collect(),
            MatchGroup::OnlyFile => heeded.filter(|item| matches!(item, Item::File(..))).collect(),
            MatchGroup::OnlyBook => heeded.filter(|item| matches!(item, Item::Book(..))).collect(),
            MatchGroup::Agree => self.held.agree.iter().map(Item::Pair).collect(),
            MatchGroup::Ignored => self.items().filter(|item| self.is_ignored(item)).collect(),
        }
    }

    pub(crate) fn view(&self, item: &Item<'_>) -> MatchRow {
        let fingerprint = self.fingerprint(item);
        let ignored = self.ignored.get(&fingerprint).map(|row| IgnoredView {
            reason: row.reason.clone(),
            by: row.by.clone(),
            at_ms: row.at_ms,
        });
        let (line, booked, why) = match item {
            Item::Pair(judged) => (Some((judged.line, judged.told)), Some(judged.booked), None),
            Item::File(place, why) => {
                (Some((*place, self.lines[*place].told)), self.held.of_attempts.get(place).copied(), Some(*why))
            }
            Item::Book(place, why) => (None, Some(*place), Some(*why)),
        };
        let judged = if let Item::Pair(judged) = item { Some(*judged) } else { None };
        MatchRow {
            fingerprint,
            file: line.map(|(place, told)| file_line(&self.lines[place], told)),
            book: booked.map(|place| self.book_line(&self.book[place])),
            by: judged.map(|judged| judged.by),
            differences: judged.map(|judged| judged.differences.clone()).unwrap_or_default(),
            why,
            ignored,
        }
    }

    /// The counts and sums of the file whose lines of sales have this span.
    pub(super) fn result(&self, is_cut: bool, span: (i64, i64)) -> MatchResult {
        let of_kind = |kind: LineKind| self.lines.iter().filter(move |line| line.kind == kind);
        let (only_file, only_book) = (self.rows(MatchGroup::OnlyFile), self.rows(MatchGroup::OnlyBook));
        let paise = |items: &[Item<'_>]| {
            let of = |item: &Item<'_>| match item {
                Item::Pair(judged) => Some(self.book[judged.booked].amount().get()),
                Item::File(place, _) => self.lines[*place].taken().map(Paise::get),
                Item::Book(place, _) => Some(self.book[*place].amount().get()),
            };
            items.iter().filter_map(of).fold(0_i64, i64::saturating_add)
        };
        MatchResult {
            first_day: india_day(span.0),
            last_day: india_day(span.1),
            agree: self.held.agree.len(),
            differ: self.rows(MatchGroup::Differ).len(),
            only_file: only_file.len(),
            only_file_paise: paise(&only_file),
            only_book: only_book.len(),
            only_book_paise: paise(&only_book),
            ignored: self.rows(MatchGroup::Ignored).len(),
            came_to_nothing: self.held.came_to_nothing,
            loads: of_kind(LineKind::Load).count(),
            fees: of_kind(LineKind::Fee).count(),
            totals: of_kind(LineKind::Total).count(),
            unclear: of_kind(LineKind::Unclear).map(|line| line.row).take(UNCLEAR_NAMED).collect(),
            unclear_lines: of_kind(LineKind::Unclear).count(),
            is_net: self.held.is_net,
            is_cut,
            without_amounts: self.has_pairs() && !self.held.has_amounts,
            without_numbers: self.has_pairs() && !self.held.has_numbers,
            unknown_lines: self.lines.iter().filter(|line| line.is_of_sale() && line.told == Told::Unknown).count(),
            other_company: None,
            unknown_words: Vec::new(),
            balance: None,
        }
    }

    fn has_pairs(&self) -> bool {
        !self.held.agree.is_empty() || !self.held.differ.is_empty()
    }

    fn book_line(&self, booked: &Booked) -> BookLine {
        let attempt = &booked.attempt;
        BookLine {
            sale_id: attempt.sale_id,
            order_id: attempt.order_id.clone(),
            service: attempt.service,
            operator: attempt.operator.clone(),
            number: attempt.number.clone(),
            amount_paise: attempt.amount.get(),
            at_ms: attempt.submitted_at_ms,
            state: attempt.state,
            earned_paise: booked.earned.get(),
            is_disputed: attempt.is_disputed,
            is_earlier: !attempt.is_newest,
        }
    }
}

fn file_line(line: &Line, told: Told) -> FileLine {
    FileLine {
        row: line.row,
        order_id: line.order_id.clone(),
        reference: line.reference.clone(),
        number: line.number.clone(),
        amount_paise: line.amount.map(Paise::get),
        taken_paise: line.taken().map(Paise::get),
        at_ms: line.when.map(|when| when.at_ms),
        is_day: line.when.is_some_and(|when| when.is_day),
        told: if let Told::Outcome(outcome) = told { Some(outcome) } else { None },
        commission_paise: line.commission.map(Paise::get),
    }
}
