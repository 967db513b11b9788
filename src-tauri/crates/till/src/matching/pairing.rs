//! Which line of a statement is about which attempt: by the order id, then by the company's or the operator's id, then by number, amount
//! and the nearest time. Each line and each attempt is used once.

use std::collections::HashMap;

use domain::Outcome;

use super::book::Booked;
use super::lines::{Line, LineKind, Told};

/// A company's clock may differ from ours by so much, in ms.
pub(crate) const CLOCKS_APART_MS: i64 = 3_600_000;

/// How a line found its attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum MatchedBy {
    /// By our order id.
    OrderId,
    /// By the company's or the operator's id.
    Reference,
    /// By number, amount and time.
    NumberAndTime,
}

/// A line with its attempt, by their places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Pair {
    pub(crate) line: usize,
    pub(crate) booked: usize,
    pub(crate) by: MatchedBy,
    /// A later line says that the money came back.
    pub(crate) came_back: bool,
}

/// What became of every line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Paired {
    pub(crate) pairs: Vec<Pair>,
    /// Lines of sales that no attempt belongs to.
    pub(crate) only_file: Vec<usize>,
    /// Lines that say again what another line has said of the same attempt, by the pair's place.
    pub(crate) twice: Vec<usize>,
    /// Attempts that no line is about.
    pub(crate) only_book: Vec<usize>,
}

/// The attempts by their ids. An id that two attempts have tells nothing.
struct Index<'a> {
    orders: HashMap<&'a str, usize>,
    references: HashMap<&'a str, Option<usize>>,
    numbers: HashMap<(&'a str, i64), Vec<usize>>,
}

impl<'a> Index<'a> {
    fn of(book: &'a [Booked]) -> Index<'a> {
        let mut index = Index { orders: HashMap::new(), references: HashMap::new(), numbers: HashMap::new() };
        for (place, booked) in book.iter().enumerate() {
            index.orders.insert(&booked.order_id, place);
            for reference in &booked.references {
                index
                    .references
                    .entry(reference)
                    .and_modify(|known| *known = known.filter(|known| *known == place))
                    .or_insert(Some(place));
            }
            if let Some(number) = &booked.number {
                index.numbers.entry((number, booked.amount().get())).or_default().push(place);
            }
        }
        index
    }

    fn by_order(&self, line: &Line) -> Option<usize> {
        let ids = [&line.order_id, &line.reference, &line.operator_ref];
        ids.into_iter().flatten().find_map(|id| self.orders.get(id.as_str()).copied())
    }

    fn by_reference(&self, line: &Line) -> Option<usize> {
        let ids = [&line.reference, &line.operator_ref, &line.order_id];
        ids.into_iter().flatten().find_map(|id| self.references.get(id.as_str()).copied().flatten())
    }
}

/// How far a line's time is from an attempt's, in ms; `None` for more than clocks are apart.
fn apart(line: &Line, booked: &Booked) -> Option<i64> {
    let when = line.when?;
    let before = when.at_ms - booked.at_ms();
    let after = booked.at_ms() - when.last_ms();
    let apart = before.max(after).max(0);
    (apart <= CLOCKS_APART_MS).then_some(apart)
}

struct Pairing<'a> {
    lines: &'a [Line],
    book: &'a [Booked],
    index: Index<'a>,
    /// The pair of each attempt.
    used: HashMap<usize, usize>,
    paired: Paired,
}

impl Pairing<'_> {
    fn pair(&mut self, line: usize, booked: usize, by: MatchedBy) {
        self.used.insert(booked, self.paired.pairs.len());
        self.paired.pairs.push(Pair { line, booked, by, came_back: false });
    }

    /// A second line about the same attempt: a later word about it, or the same once more.
    fn again(&mut self, line: usize, booked: usize) {
        let Some(pair) = self.used.get(&booked).and_then(|place| self.paired.pairs.get_mut(*place)) else { return };
        let says = |told: Told| match told {
            Told::Outcome(outcome) => Some(outcome),
            Told::Unknown | Told::Nothing => None,
        };
        let (first, second) = (says(self.lines[pair.line].told), says(self.lines[line].told));
        let is_back = |says: Option<Outcome>| matches!(says, Some(Outcome::Reversed | Outcome::Failed));
        match (is_back(first), is_back(second)) {
            (false, true) => pair.came_back = true,
            (true, false) => {
                (pair.line, pair.came_back) = (line, true);
            }
            (true, true) | (false, false) => self.paired.twice.push(line),
        }
    }

    fn by_ids(&mut self, by: MatchedBy, left: Vec<usize>) -> Vec<usize> {
        let mut rest = Vec::new();
        for line in left {
            let found = match by {
                MatchedBy::OrderId => self.index.by_order(&self.lines[line]),
                MatchedBy::Reference => self.index.by_reference(&self.lines[line]),
                MatchedBy::NumberAndTime => None,
            };
            match found {
                None => rest.push(line),
                Some(booked) if self.used.contains_key(&booked) => self.again(line, booked),
                Some(booked) => self.pair(line, booked, by),
            }
        }
        rest
    }

    /// By number, amount and time: the nearest two first, over all lines.
    fn by_time(&mut self, left: Vec<usize>) -> Vec<usize> {
        let mut near: Vec<(i64, usize, usize)> = Vec::new();
        for line in &left {
            let told = &self.lines[*line];
            let key = told.number.as_deref().zip(told.amount.map(domain::Paise::get));
            let places = key.and_then(|key| self.index.numbers.get(&key)).into_iter().flatten();
            near.extend(
                places
                    .filter(|place| !self.used.contains_key(place))
                    .filter_map(|place| Some((apart(told, &self.book[*place])?, *line, *place))),
            );
        }
        near.sort_unstable();
        let mut done = std::collections::HashSet::new();
        for (_, line, booked) in near {
            if !done.contains(&line) && !self.used.contains_key(&booked) {
                done.insert(line);
                self.pair(line, booked, MatchedBy::NumberAndTime);
            }
        }
        left.into_iter().filter(|line| !done.contains(line)).collect()
    }

    /// Money that came back: for the attempt that it names, else for the newest one before it of the same number and amount.
    fn refund(&mut self, line: usize) {
        let told = &self.lines[line];
        let named = self.index.by_order(told).or_else(|| self.index.by_reference(told));
        let found = named.or_else(|| {
            let key = told.number.as_deref().zip(told.amount.map(domain::Paise::get))?;
            let latest_ms = told.when?.last_ms() + CLOCKS_APART_MS;
            let places = self.index.numbers.get(&key)?.iter().copied();
            let is_free = |place: &usize| self.used.get(place).is_none_or(|pair| !self.paired.pairs[*pair].came_back);
            places
                .filter(|place| self.book[*place].at_ms() <= latest_ms)
                .filter(is_free)
                .max_by_key(|place| self.book[*place].at_ms())
        });
        let Some(booked) = found else {
            self.paired.only_file.push(line);
            return;
        };
        let by = if named.is_some() { MatchedBy::OrderId } else { MatchedBy::NumberAndTime };
        if !self.used.contains_key(&booked) {
            self.pair(line, booked, by);
        }
        if let Some(pair) = self.used.get(&booked).and_then(|place| self.paired.pairs.get_mut(*place)) {
            pair.came_back = true;
        }
    }
}

/// Pairs the lines with the attempts. `go_on` is asked between the steps.
pub(crate) fn paired(lines: &[Line], book: &[Booked], go_on: &dyn Fn() -> bool) -> Option<Paired> {
    let of_kind =
        |kind: LineKind| lines.iter().enumerate().filter(move |(_, line)| line.kind == kind).map(|(place, _)| place);
    let mut pairing = Pairing { lines, book, index: Index::of(book), used: HashMap::new(), paired: Paired::default() };
    let left = pairing.by_ids(MatchedBy::OrderId, of_kind(LineKind::Sale).collect());
    let has_ours = !pairing.paired.pairs.is_empty();
    let left = pairing.by_ids(MatchedBy::Reference, left);
    if !go_on() {
        return None;
    }
    // Where the statement bears our order ids, a line with another one was sold elsewhere, however like it is.
    let (named, unnamed): (Vec<usize>, Vec<usize>) =
        left.into_iter().partition(|line| has_ours && lines[*line].order_id.is_some());
    let left = pairing.by_time(unnamed);
    pairing.paired.only_file.extend(named.into_iter().chain(left));
    of_kind(LineKind::Refund).collect::<Vec<_>>().into_iter().for_each(|line| pairing.refund(line));
    let Pairing { used, mut paired, .. } = pairing;
    paired.only_file.sort_unstable();
    paired.only_book = (0..book.len()).filter(|place| !used.contains_key(place)).collect();
    go_on().then_some(paired)
}
