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

/// A line that says once more what another has said of the same attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Again {
    pub(crate) line: usize,
    pub(crate) booked: usize,
    /// The company has done it under another id of its own.
    pub(crate) is_charged: bool,
}

/// What became of every line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Paired {
    pub(crate) pairs: Vec<Pair>,
    /// Lines of sales that no attempt belongs to.
    pub(crate) only_file: Vec<usize>,
    /// Lines that say again what another line has said of the same attempt.
    pub(crate) twice: Vec<Again>,
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

/// How far a line's word says that a sale is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    Open,
    Done,
    Back,
}

/// A line that tells no end was charged.
fn stage(told: Told) -> Stage {
    match told {
        Told::Unknown | Told::Outcome(Outcome::Waiting) => Stage::Open,
        Told::Nothing | Told::Outcome(Outcome::Succeeded) => Stage::Done,
        Told::Outcome(Outcome::Failed | Outcome::Reversed) => Stage::Back,
    }
}

/// Whether, of two lines about an attempt of which one says that it is done and the other that it is back, the latter is the later word.
/// The clock tells; where it does not, money came back after it was taken.
fn is_back_last(first: &Line, second: &Line, second_says: Stage) -> bool {
    let (done, back) = if second_says == Stage::Done { (second, first) } else { (first, second) };
    done.when.zip(back.when).is_none_or(|(done, back)| back.last_ms() >= done.at_ms)
}

struct Pairing<'a> {
    lines: &'a [Line],
    book: &'a [Booked],
    index: Index<'a>,
    /// Lines of orders that went to another company.
    is_elsewhere: &'a dyn Fn(&Line) -> bool,
    /// The pair of each attempt.
    used: HashMap<usize, usize>,
    paired: Paired,
}

impl Pairing<'_> {
    fn pair(&mut self, line: usize, booked: usize, by: MatchedBy) {
        self.used.insert(booked, self.paired.pairs.len());
        self.paired.pairs.push(Pair { line, booked, by, came_back: false });
    }

    /// A second line about the same attempt: another word about it, of which the later one counts, or the same once more.
    fn again(&mut self, line: usize, booked: usize) {
        let Some(pair) = self.used.get(&booked).and_then(|place| self.paired.pairs.get_mut(*place)) else { return };
        let (first, second) = (&self.lines[pair.line], &self.lines[line]);
        let (was, is) = (stage(first.told), stage(second.told));
        let has_other_id =
            first.reference.is_some() && second.reference.is_some() && first.reference != second.reference;
        if was == is {
            let is_charged = has_other_id && is == Stage::Done;
            // Failed, and given back: two words for the same.
            if is_charged || first.told == second.told {
                self.paired.twice.push(Again { line, booked, is_charged });
            }
            return;
        }
        // The line that tells the sale stays in view, with what came of it.
        let is_better = is == Stage::Done || was == Stage::Open;
        if was != Stage::Open && is != Stage::Open {
            pair.came_back = is_back_last(first, second, is);
        }
        if is_better {
            pair.line = line;
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

    /// Lines about the same order as a line that found its attempt by number and time: the company's own id says so.
    fn by_own_ids(&mut self, left: Vec<usize>) -> Vec<usize> {
        let ids = |line: &Line| [line.reference.clone(), line.order_id.clone()];
        let mut known = HashMap::new();
        for pair in &self.paired.pairs {
            known.extend(ids(&self.lines[pair.line]).into_iter().flatten().map(|id| (id, pair.booked)));
        }
        let mut rest = Vec::new();
        for line in left {
            match ids(&self.lines[line]).into_iter().flatten().find_map(|id| known.get(&id).copied()) {
                Some(booked) => self.again(line, booked),
                None => rest.push(line),
            }
        }
        rest
    }

    /// Money that came back: for the attempt that it names, else for the newest one before it of the same number and amount.
    fn refund(&mut self, line: usize) {
        let told = &self.lines[line];
        let by_order = self.index.by_order(told).map(|booked| (booked, MatchedBy::OrderId));
        let named = by_order.or_else(|| Some((self.index.by_reference(told)?, MatchedBy::Reference)));
        let found = named.or_else(|| {
            if (self.is_elsewhere)(told) {
                return None;
            }
            let key = told.number.as_deref().zip(told.amount.map(domain::Paise::get))?;
            let latest_ms = told.when?.last_ms() + CLOCKS_APART_MS;
            let places = self.index.numbers.get(&key)?.iter().copied();
            let is_free = |place: &usize| self.used.get(place).is_none_or(|pair| !self.paired.pairs[*pair].came_back);
            let newest = places
                .filter(|place| self.book[*place].at_ms() <= latest_ms)
                .filter(is_free)
                .max_by_key(|place| self.book[*place].at_ms())?;
            Some((newest, MatchedBy::NumberAndTime))
        });
        let Some((booked, by)) = found else {
            self.paired.only_file.push(line);
            return;
        };
        if !self.used.contains_key(&booked) {
            self.pair(line, booked, by);
        }
        if let Some(pair) = self.used.get(&booked).and_then(|place| self.paired.pairs.get_mut(*place)) {
            pair.came_back = true;
        }
    }
}

/// Pairs the lines with the attempts. `go_on` is asked between the steps. `is_elsewhere`: the line's order went to another company.
pub(crate) fn paired(
    lines: &[Line],
    book: &[Booked],
    is_elsewhere: &dyn Fn(&Line) -> bool,
    go_on: &dyn Fn() -> bool,
) -> Option<Paired> {
    let of_kind =
        |kind: LineKind| lines.iter().enumerate().filter(move |(_, line)| line.kind == kind).map(|(place, _)| place);
    let index = Index::of(book);
    let mut pairing = Pairing { lines, book, index, is_elsewhere, used: HashMap::new(), paired: Paired::default() };
    let left = pairing.by_ids(MatchedBy::OrderId, of_kind(LineKind::Sale).collect());
    let left = pairing.by_ids(MatchedBy::Reference, left);
    if !go_on() {
        return None;
    }
    // A line with an order id that the book does not have was sold elsewhere, however like a sale it is.
    let is_named = |line: &usize| lines[*line].order_id.is_some() || is_elsewhere(&lines[*line]);
    let (named, unnamed): (Vec<usize>, Vec<usize>) = left.into_iter().partition(is_named);
    let left = pairing.by_time(unnamed);
    let left = pairing.by_own_ids(left);
    pairing.paired.only_file.extend(named.into_iter().chain(left));
    of_kind(LineKind::Refund).collect::<Vec<_>>().into_iter().for_each(|line| pairing.refund(line));
    let Pairing { used, mut paired, .. } = pairing;
    paired.only_file.sort_unstable();
    paired.only_book = (0..book.len()).filter(|place| !used.contains_key(place)).collect();
    go_on().then_some(paired)
}
