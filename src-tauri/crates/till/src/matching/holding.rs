//! The work on a file: reading it, and holding it against the book.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use domain::{Account, DAY_MS, Outcome, Paise, india_day};
use ledger::{CompanyAttempt, IgnoredRow, Span};
use providers::Company;

use super::book::Booked;
use super::columns::{Table, guessed, has_heading, table_of};
use super::done::Done;
use super::held::{Held, held, span};
use super::lines::{Line, LineKind, Reading, Told};
use super::preview::{StatementColumns, StatementPreview, date_order, faults, preview};
use super::run::{MatchRun, lock};
use super::settled::settled;
use super::view::{BalanceHeld, MatchResult, MatchStep, UnknownWord};
use crate::problem::field::{StatementFault, WordFault, WordField};
use crate::settings::statements::{KnownColumns, Meaning, plain};
use crate::{Problem, Till};

/// A file over more days is held against the days that it has lines of.
const MOST_DAYS: i64 = 1_100;
/// So many orders are looked up at once.
const ORDERS_AT_ONCE: usize = 400;
/// So many entries of a wallet are read at once.
const ENTRIES: usize = 200;
/// So many words that nobody knows are asked about.
const WORDS_ASKED: usize = 12;
/// The longest reason or name, in letters.
const TEXT_MAX: usize = 80;
const LINES_BETWEEN_LOOKS: usize = 500;

/// What a status of a company's statement says: as the shopkeeper said, else by the company's vocabulary.
fn says(company: &'static dyn Company, words: BTreeMap<String, Outcome>) -> impl Fn(&str) -> Option<Outcome> {
    move |status: &str| words.get(&plain(status)).copied().or_else(|| company.read_status(status))
}

impl Till {
    /// Reads the file, and finds the table in it.
    pub(crate) fn read_statement(&self, run: &MatchRun, known: &KnownColumns) -> Result<StatementPreview, Problem> {
        let bytes = std::mem::take(&mut *lock(&run.bytes));
        if bytes.len() != run.size {
            return Err(StatementFault::Broken.into());
        }
        run.enter(MatchStep::Reading, 0);
        let sheets = sheets::read::read(&bytes, &|rows| run.go_on(rows))?;
        let is_heading = sheets.iter().any(has_heading);
        let without = if is_heading { StatementFault::OnlyHeading } else { StatementFault::NoTable };
        let mut table = table_of(sheets).ok_or(without)?;
        let says = says(run.company, known.words.clone());
        let (mut ours, mut known_orders) = (Vec::new(), HashMap::new());
        for column in 0..table.headings.len() {
            let ids: Vec<String> = table.sample(column).into_iter().filter_map(super::cells::id).collect();
            let attempts = self.ledger.attempts_of_orders(&ids)?;
            ours.push(attempts.len());
            known_orders.extend(attempts.into_iter().map(|attempt| (attempt.order_id, attempt.submitted_at_ms)));
        }
        table.settled = settled(&table, &known_orders, self.clock.now_ms());
        let guess = guessed(&table, &says, &ours);
        let shown = preview(&table, guess, known);
        *lock(&run.table) = Some(Arc::new(table));
        Ok(shown)
    }

    /// Holds the file against the book, with its columns as the shopkeeper says.
    pub(crate) fn hold_statement(&self, run: &MatchRun, said: &StatementColumns) -> Result<MatchResult, Vec<Problem>> {
        let table = run.table().map_err(one)?;
        let problems = faults(&table, said);
        if !problems.is_empty() {
            return Err(problems);
        }
        let words = said.words.iter().map(|word| (plain(&word.word), word.outcome)).collect();
        let says = says(run.company, words);
        let reading = Reading::of(&table, &said.meanings, date_order(&table, said), &says);
        run.enter(MatchStep::Holding, table.rows.len());
        let mut lines = Vec::with_capacity(table.rows.len());
        for (place, row) in table.rows.iter().enumerate() {
            if place % LINES_BETWEEN_LOOKS == 0 {
                run.going_on(place).map_err(one)?;
            }
            lines.push(reading.line(row));
        }
        let result = self.hold_lines(run, &table, lines).map_err(one)?;
        let status = said.meanings.iter().position(|meaning| *meaning == Meaning::Status);
        let done = run.done().map_err(one)?;
        Ok(MatchResult { unknown_words: unknown_words(&table, status, &done.lines), ..result })
    }

    fn hold_lines(&self, run: &MatchRun, table: &Table, lines: Vec<Line>) -> Result<MatchResult, Problem> {
        let (first_ms, last_ms) = span(&lines).ok_or(StatementFault::NoLines)?;
        let mut book = self.book_of(run, &lines, first_ms, last_ms)?;
        let (elsewhere, other_company) = self.orders_elsewhere(run, &lines, &mut book)?;
        run.enter(MatchStep::Holding, 0);
        let is_elsewhere = |line: &Line| line.order_id.iter().chain(&line.reference).any(|id| elsewhere.contains(id));
        let go_on = || run.go_on(0);
        // The file of another company says nothing of this one: what looks alike in it would be booked for sales that it is not about.
        let held = match other_company {
            Some(_) => Held::default(),
            None => held(&lines, &book, &is_elsewhere, &go_on).ok_or(StatementFault::Stopped)?,
        };
        let mut done = Done::of(lines, book, held, self.ledger.ignored_of(run.slug())?);
        let balance = if other_company.is_none() { self.balance_held(run.slug(), &done)? } else { None };
        let mut result = done.result(table.is_cut, (first_ms, last_ms));
        (result.other_company, result.balance) = (other_company, balance);
        done.told = result.clone();
        *lock(&run.done) = Some(Arc::new(done));
        Ok(result)
    }

    /// The attempts of the days of the file and of a day on either side.
    fn book_of(&self, run: &MatchRun, lines: &[Line], first_ms: i64, last_ms: i64) -> Result<Vec<Booked>, Problem> {
        let around = |at_ms: i64| [at_ms - DAY_MS, at_ms, at_ms + DAY_MS];
        let days: BTreeSet<String> = if (last_ms - first_ms) / DAY_MS <= MOST_DAYS {
            let count = (last_ms - first_ms) / DAY_MS + 1;
            (-1..=count + 1).map(|day| india_day(first_ms + day * DAY_MS)).collect()
        } else {
            lines.iter().filter_map(|line| line.when).flat_map(|when| around(when.at_ms)).map(india_day).collect()
        };
        run.enter(MatchStep::Booking, days.len());
        let mut book = Vec::new();
        for (place, day) in days.iter().enumerate() {
            run.going_on(place)?;
            book.extend(self.ledger.attempts_of_day(run.slug(), day)?.into_iter().map(Booked::of));
        }
        Ok(book)
    }

    /// Orders that the file names and that are not among these: attempts of other days are added to them, and those of other companies
    /// are told, with the company that most of the file's orders went to.
    fn orders_elsewhere(
        &self,
        run: &MatchRun,
        lines: &[Line],
        book: &mut Vec<Booked>,
    ) -> Result<(HashSet<String>, Option<String>), Problem> {
        let known: HashSet<&str> = book.iter().map(|booked| booked.order_id.as_str()).collect();
        let named = lines.iter().flat_map(|line| [&line.order_id, &line.reference]).flatten();
        let (mut ours, mut asked) = (0_usize, BTreeSet::new());
        for id in named {
            match known.contains(id.as_str()) {
                true => ours += 1,
                false => drop(asked.insert(id.clone())),
            }
        }
        let asked: Vec<String> = asked.into_iter().collect();
        let (mut elsewhere, mut by_company): (HashSet<String>, BTreeMap<String, usize>) = Default::default();
        for part in asked.chunks(ORDERS_AT_ONCE) {
            run.going_on(0)?;
            for attempt in self.ledger.attempts_of_orders(part)? {
                if attempt.provider == run.slug() {
                    book.push(Booked::of(attempt));
                } else {
                    *by_company.entry(attempt.provider).or_default() += 1;
                    elsewhere.insert(attempt.order_id);
                }
            }
        }
        let other = by_company.into_iter().max_by_key(|(_, orders)| *orders).filter(|(_, orders)| *orders > ours);
        Ok((elsewhere, other.map(|(slug, _)| slug)))
    }

    /// The wallet at the last line that tells it, by the file and by the book.
    fn balance_held(&self, slug: &str, done: &Done) -> Result<Option<BalanceHeld>, Problem> {
        let told = || {
            let lines = done.lines.iter().enumerate().filter(|(_, line)| line.balance.is_some());
            lines.filter_map(|(place, line)| Some((line.when.filter(|when| !when.is_day)?, place)))
        };
        // Many files have the newest line first.
        let falls = told().next().zip(told().next_back()).is_some_and(|((first, _), (last, _))| first > last);
        let last =
            if falls { told().rev().max_by_key(|(when, _)| *when) } else { told().max_by_key(|(when, _)| *when) };
        let Some((when, place)) = last else { return Ok(None) };
        let line = &done.lines[place];
        // The book takes the money of a sale when the answer comes; the company's line is of a moment before that.
        let sale = done.paired_with(place).filter(|_| line.kind == LineKind::Sale);
        let after = sale.map(|booked| self.wallet_after(slug, &booked.attempt)).transpose()?.flatten();
        let book = after.map_or_else(|| self.wallet_at(slug, when.at_ms), Ok)?;
        let file = line.balance.map_or(0, Paise::get);
        Ok(Some(BalanceHeld { at_ms: when.at_ms, file_paise: file, book_paise: book.get() }))
    }

    /// What stood in a wallet after it paid for an attempt, by the book. `None`: it did not.
    fn wallet_after(&self, slug: &str, attempt: &CompanyAttempt) -> Result<Option<Paise>, Problem> {
        let account = Account::Wallet(slug.to_owned());
        for event in self.ledger.events(attempt.sale_id)? {
            if event.attempt_id != attempt.attempt_id {
                continue;
            }
            let span = Span { from: None, to: None, before: Some(event.seq + 1) };
            let part = self.ledger.statement(&account, span, 1)?;
            if let Some(row) = part.rows.first().filter(|row| row.seq == event.seq && row.amount < Paise::ZERO) {
                return Ok(Some(row.after));
            }
        }
        Ok(None)
    }

    /// What stood in a wallet at a moment, by the book.
    fn wallet_at(&self, slug: &str, at_ms: i64) -> Result<Paise, Problem> {
        let (account, day) = (Account::Wallet(slug.to_owned()), self.ledger.business_day(at_ms)?);
        let mut before = None;
        loop {
            let span = Span { from: Some(&day), to: Some(&day), before };
            let part = self.ledger.statement(&account, span, ENTRIES)?;
            if let Some(row) = part.rows.iter().find(|row| row.at_ms <= at_ms) {
                return Ok(row.after);
            }
            match part.more_before {
                Some(place) => before = Some(place),
                None => return Ok(part.brought),
            }
        }
    }

    /// Puts a leftover aside with a reason.
    pub(crate) fn ignore_leftover(
        &self,
        run: &MatchRun,
        fingerprint: &str,
        reason: &str,
        by: &str,
    ) -> Result<(), Vec<Problem>> {
        let done = run.done().map_err(one)?;
        if !done.items().any(|item| done.fingerprint(&item) == fingerprint) {
            return Err(vec![StatementFault::Gone.into()]);
        }
        let mut problems = Vec::new();
        let mut text = |field: WordField, typed: &str| {
            let text = domain::typed_line(typed);
            let fault = match text.chars().count() {
                0 => Some(WordFault::Missing),
                letters if letters > TEXT_MAX => Some(WordFault::TooLong),
                _ => None,
            };
            problems.extend(fault.map(|fault| Problem::Word { field, fault }));
            text
        };
        let (reason, by) = (text(WordField::Note, reason), text(WordField::By, by));
        if !problems.is_empty() {
            return Err(problems);
        }
        let row = IgnoredRow { fingerprint: fingerprint.to_owned(), reason, by, at_ms: self.clock.now_ms() };
        self.ledger.ignore(run.slug(), &row).map_err(|error| one(error.into()))
    }

    /// Takes a leftover out again.
    pub(crate) fn heed_leftover(&self, run: &MatchRun, fingerprint: &str) -> Result<(), Problem> {
        Ok(self.ledger.heed_again(run.slug(), fingerprint)?)
    }
}

fn one(problem: Problem) -> Vec<Problem> {
    vec![problem]
}

/// The words of the status that nobody knows, the commonest first.
fn unknown_words(table: &Table, status: Option<usize>, lines: &[Line]) -> Vec<UnknownWord> {
    let Some(column) = status else { return Vec::new() };
    let mut words: BTreeMap<&str, usize> = BTreeMap::new();
    for (row, line) in table.rows.iter().zip(lines) {
        if line.told == Told::Unknown && line.is_of_sale() {
            *words.entry(Table::cell(row, column)).or_default() += 1;
        }
    }
    let mut words: Vec<UnknownWord> =
        words.into_iter().map(|(word, lines)| UnknownWord { word: word.to_owned(), lines }).collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.lines));
    words.truncate(WORDS_ASKED);
    words
}
