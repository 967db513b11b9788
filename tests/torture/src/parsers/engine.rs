//! Tries one answer after the other. It keeps answers of a new kind, from which further ones are made, and makes each
//! finding small.

use std::collections::{BTreeMap, HashMap};
use std::time::{Duration, Instant};

use super::case::{ASKED, Call, Dialect, Input, Told};
use super::corpus;
use super::dice::Dice;
use super::grammar::{self, Draft};
use super::json::Node;
use super::mutate;
use super::subject::Subject;
use super::verdict::{Outcome, Violation, tried};

/// What is kept in memory of answers that are of a new kind.
const KEPT_MOST: usize = 6_000;
/// Longer ones are not kept.
const KEPT_LONGEST: usize = 800;
/// Trials to make one finding small.
const SHRINK_TRIALS: usize = 4_000;
/// Findings after which a run ends: they are of different kinds.
const FINDINGS_MOST: usize = 12;

/// The shortest input of each kind that is worth keeping for good.
pub fn distinct(dialect: Dialect, inputs: &[Input]) -> Vec<Input> {
    let subject = Subject::new(dialect);
    let mut kinds: BTreeMap<String, &Input> = BTreeMap::new();
    for input in inputs {
        let known = kinds.entry(tried(dialect, &subject, input).kind).or_insert(input);
        if input.body.len() < known.body.len() {
            *known = input;
        }
    }
    kinds.into_values().cloned().collect()
}

/// What was found.
#[derive(Debug, Clone)]
pub struct Finding {
    pub dialect: Dialect,
    pub input: Input,
    pub violation: Violation,
}

/// What was done.
#[derive(Debug, Default)]
pub struct Tally {
    pub inputs: u64,
    pub told: BTreeMap<(Call, Told), u64>,
    pub slowest: Duration,
    pub kept: Vec<Input>,
    pub findings: Vec<Finding>,
}

/// When a run ends.
#[derive(Debug, Clone, Copy)]
pub enum Limit {
    Until(Instant),
    /// After so many inputs: the same ones for the same seed, however fast the computer is.
    Inputs(u64),
    /// After so many inputs, or at the first finding.
    FirstOf(u64),
}

/// One stream of inputs for one dialect.
pub struct Engine {
    dialect: Dialect,
    subject: Subject,
    dice: Dice,
    /// Where in `tally.kept` the shortest input of a kind stands.
    kinds: HashMap<String, usize>,
    tally: Tally,
}

impl Engine {
    /// A stream of this seed and number.
    pub fn new(dialect: Dialect, seed: u64, stream: usize) -> Engine {
        let dice = Dice::new(seed, &format!("{} {stream}", dialect.slug()));
        Engine { dialect, subject: Subject::new(dialect), dice, kinds: HashMap::new(), tally: Tally::default() }
    }

    /// Tries what was kept of earlier runs, then new inputs until the limit.
    pub fn run(mut self, kept: &[Input], limit: Limit) -> Tally {
        for input in kept {
            self.attempt(input);
        }
        self.every_beginning(limit);
        while !self.is_over(limit) {
            let input = self.next();
            self.attempt(&input);
        }
        self.tally
    }

    fn is_over(&self, limit: Limit) -> bool {
        if self.tally.findings.len() >= FINDINGS_MOST {
            return true;
        }
        match limit {
            // Looking at the clock is not free.
            Limit::Until(end) => self.tally.inputs.is_multiple_of(64) && Instant::now() >= end,
            Limit::Inputs(most) => self.tally.inputs >= most,
            Limit::FirstOf(most) => self.tally.inputs >= most || !self.tally.findings.is_empty(),
        }
    }

    /// A good answer, cut after every one of its bytes.
    fn every_beginning(&mut self, limit: Limit) {
        for call in self.dialect.calls() {
            for asked in 0..ASKED.len() {
                let body = grammar::good(self.dialect, *call, asked, &mut self.dice).print();
                for end in 0..=body.len() {
                    if self.is_over(limit) {
                        return;
                    }
                    self.attempt(&Input { call: *call, asked, status: 200, body: body[..end].to_vec() });
                }
            }
        }
    }

    fn next(&mut self) -> Input {
        let (dialect, dice) = (self.dialect, &mut self.dice);
        let (call, asked) = (*dice.of(dialect.calls()), dice.below(ASKED.len()));
        let other = |dice: &mut Dice, kept: &[Input]| match dice.once_in(3) || kept.is_empty() {
            true => grammar::good(dialect, call, dice.below(ASKED.len()), dice).print(),
            false => dice.of(kept).body.clone(),
        };
        let usual = if dialect == Dialect::Inexopay { 4 } else { 60 };
        let mut status = 200;
        if dice.once_in(usual) {
            status = *dice.of(&[400, 401, 402, 403, 405, 500, 201, 204, 302, 404, 429, 503]);
        }
        let kept = &self.tally.kept;
        let body = match dice.below(20) {
            0 => noise(dice),
            kind @ 1..=6 if !kept.is_empty() => {
                let old = dice.of(kept).clone();
                let mut draft = Draft::of(&old.body);
                for _ in 0..dice.below(4) {
                    mutate::change(&mut draft, dice);
                }
                let mut body = draft.print();
                let from = if kind > 3 { 1 } else { 0 };
                for _ in 0..from + dice.below(3) {
                    let other = other(dice, kept);
                    mutate::change_bytes(&mut body, &other, dice);
                }
                // Most of the time as an answer to the call that it was kept for.
                let (call, asked) = if dice.once_in(8) { (call, asked) } else { (old.call, old.asked) };
                return Input { call, asked, status: if dice.once_in(4) { status } else { old.status }, body };
            }
            7 | 8 => grammar::good(dialect, call, asked, dice).print(),
            _ => {
                let mut draft = grammar::good(dialect, call, asked, dice);
                let changes = *dice.of(&[1, 1, 1, 1, 2, 2, 3, 6]);
                for _ in 0..changes {
                    mutate::change(&mut draft, dice);
                }
                let mut body = draft.print();
                if dice.once_in(4) {
                    let other = other(dice, kept);
                    mutate::change_bytes(&mut body, &other, dice);
                }
                body
            }
        };
        Input { call, asked, status, body }
    }

    fn attempt(&mut self, input: &Input) {
        let outcome = tried(self.dialect, &self.subject, input);
        self.tally.inputs += 1;
        *self.tally.told.entry((input.call, outcome.told)).or_default() += 1;
        self.tally.slowest = self.tally.slowest.max(outcome.took);
        match &outcome.violation {
            Some(violation) => self.found(input, violation),
            None => self.keep(input, outcome),
        }
    }

    fn keep(&mut self, input: &Input, outcome: Outcome) {
        if input.body.len() > KEPT_LONGEST {
            return;
        }
        let kept = &mut self.tally.kept;
        match self.kinds.get(&outcome.signature) {
            Some(place) if kept[*place].body.len() > input.body.len() => kept[*place] = input.clone(),
            Some(_) => {}
            None if kept.len() < KEPT_MOST => {
                self.kinds.insert(outcome.signature, kept.len());
                kept.push(input.clone());
            }
            None => {}
        }
    }

    fn found(&mut self, input: &Input, violation: &Violation) {
        let same = |known: &Finding| known.violation.kind == violation.kind && known.input.call == input.call;
        if self.tally.findings.iter().any(same) || self.tally.findings.len() >= FINDINGS_MOST {
            return;
        }
        let (input, violation) = self.smallest(input, violation);
        self.tally.findings.push(Finding { dialect: self.dialect, input, violation });
    }

    /// The same violation in a smaller input: without fields, without pieces, without bytes.
    fn smallest(&self, input: &Input, violation: &Violation) -> (Input, Violation) {
        let (mut best, mut seen, mut trials) = (input.clone(), violation.clone(), 0);
        let mut smaller = true;
        while smaller && trials < SHRINK_TRIALS {
            smaller = false;
            for body in pieces(&best.body) {
                trials += 1;
                let shorter = Input { body, ..best.clone() };
                let outcome = tried(self.dialect, &self.subject, &shorter);
                if let Some(still) = outcome.violation.filter(|still| still.kind == violation.kind) {
                    (best, seen, smaller) = (shorter, still, true);
                    break;
                }
            }
        }
        (best, seen)
    }
}

/// The body with something left out, the largest pieces first.
fn pieces(body: &[u8]) -> Vec<Vec<u8>> {
    let mut all = Vec::new();
    if let Ok(Node::Object(fields)) = Node::read(&String::from_utf8_lossy(body)) {
        for at in 0..fields.len() {
            let mut fewer = fields.clone();
            fewer.remove(at);
            all.push(Node::Object(fewer).print().into_bytes());
            if let Node::Object(inner) = &fields[at].1 {
                for place in 0..inner.len() {
                    let (mut outer, mut fewer) = (fields.clone(), inner.clone());
                    fewer.remove(place);
                    outer[at].1 = Node::Object(fewer);
                    all.push(Node::Object(outer).print().into_bytes());
                }
            }
        }
    }
    let mut length = body.len() / 2;
    while length > 0 {
        let starts = (0..body.len()).step_by(length).take(64);
        all.extend(starts.map(|at| [&body[..at], &body[(at + length).min(body.len())..]].concat()));
        length /= 2;
    }
    all.retain(|shorter| shorter.len() < body.len());
    all
}

/// Bytes that nobody meant, or words of all dialects in no order.
fn noise(dice: &mut Dice) -> Vec<u8> {
    let length = dice.below(400);
    match dice.below(3) {
        0 => (0..length).map(|_| dice.next() as u8).collect(),
        1 => (0..length).map(|_| 0x20 + dice.below(95) as u8).collect(),
        _ => {
            let mut body = Vec::new();
            for _ in 0..length / 16 {
                mutate::change_bytes(&mut body, b"", dice);
            }
            body
        }
    }
}

/// A finding with all that is needed to see it again.
pub fn told(finding: &Finding) -> String {
    let Finding { dialect, input, violation } = finding;
    format!("{}: {}\n    {}", dialect.slug(), violation.text, corpus::line(input))
}
