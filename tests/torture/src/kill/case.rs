//! One kill, with all that is needed to repeat it.

use std::fmt;

use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use super::bench::{Bench, Counts, Fell};
use super::cut::Cut;
use super::provider::{Fate, Manner, Provider};
use crate::mouth::SLUGS;

/// At what the child dies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A byte of the request.
    Out,
    /// A byte of the answer.
    In,
    /// An operation on the ledger's files during a sale.
    Disk,
    /// One during the recovery after a kill.
    Recovery,
    /// One during the very first opening.
    First,
    /// A moment, with several sales on the line, and moments of the recovery after it. The place is its seed.
    Chance,
}

const KINDS: [Kind; 6] = [Kind::Out, Kind::In, Kind::Disk, Kind::Recovery, Kind::First, Kind::Chance];

/// A kill.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Case {
    /// At what.
    pub kind: Kind,
    /// Who is asked first.
    pub seller: usize,
    /// What becomes of the sale.
    pub fate: Fate,
    /// Whether the provider carries out what has not come whole.
    pub eager: bool,
    /// Where, counted from 0 or 1.
    pub place: u64,
    /// After the operation instead of before it.
    pub after: bool,
}

impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Case { kind, seller, fate, eager, place, after } = self;
        write!(f, "{kind:?} {place} {} {fate:?}", SLUGS[seller % SLUGS.len()])?;
        write!(f, "{}{}", if *eager { " eager" } else { "" }, if *after { " after" } else { "" })
    }
}

impl Case {
    /// The whole case in a number, which is what `--seed N --replay` takes.
    pub fn seed(&self) -> u64 {
        let kind = KINDS.iter().position(|kind| *kind == self.kind).unwrap_or(0) as u64;
        let flags = u64::from(self.eager) | u64::from(self.after) << 1;
        kind << 60
            | (self.seller as u64 & 3) << 56
            | (self.fate.digit() as u64) << 52
            | flags << 48
            | self.place & PLACE
    }

    /// The case of a number.
    pub fn of(seed: u64) -> Option<Case> {
        Some(Case {
            kind: *KINDS.get((seed >> 60) as usize)?,
            seller: (seed >> 56 & 3) as usize,
            fate: *Fate::ALL.get((seed >> 52 & 15) as usize)?,
            eager: seed >> 48 & 1 == 1,
            after: seed >> 49 & 1 == 1,
            place: seed & PLACE,
        })
    }

    fn manner(&self) -> Manner {
        Manner { eager: self.eager, ..Manner::default() }
    }

    fn by_watcher(&self) -> bool {
        match self.kind {
            Kind::Out | Kind::Disk | Kind::Chance => self.place.is_multiple_of(8),
            Kind::In | Kind::Recovery | Kind::First => true,
        }
    }

    /// Does it on a shop, and has the shop settle and its books looked at. `Survived`: there is no such place.
    pub fn run(&self, bench: &mut Bench<'_>) -> Result<Fell, String> {
        match self.kind {
            Kind::Out => self.in_a_sale(bench, Cut::Out(self.place)),
            Kind::In => self.in_a_sale(bench, Cut::In(self.place)),
            Kind::Disk => self.in_a_sale(bench, Cut::Disk { at: self.place, after: self.after }),
            Kind::Recovery => self.in_the_recovery(bench),
            Kind::First => self.in_the_first_opening(bench),
            Kind::Chance => self.by_chance(bench).map(|()| Fell::Killed),
        }
    }

    fn in_a_sale(&self, bench: &mut Bench<'_>, cut: Cut) -> Result<Fell, String> {
        open(bench)?;
        let fell = bench.sell(self.fate, self.manner(), cut)?;
        open(bench)?;
        bench.settle_and_check(self.by_watcher())?;
        Ok(fell)
    }

    fn in_the_recovery(&self, bench: &mut Bench<'_>) -> Result<Fell, String> {
        open(bench)?;
        // The request is out, and of the answer there is one byte.
        if bench.sell(self.fate, self.manner(), Cut::In(1))? != Fell::Killed {
            return Err("an answer has no first byte".to_owned());
        }
        let fell = bench.start(Cut::Disk { at: self.place, after: self.after })?;
        open(bench)?;
        bench.settle_and_check(self.by_watcher())?;
        Ok(fell)
    }

    /// To be done on a folder in which nothing is.
    fn in_the_first_opening(&self, bench: &mut Bench<'_>) -> Result<Fell, String> {
        let fell = bench.start(Cut::Disk { at: self.place, after: self.after })?;
        open(bench)?;
        bench.sell(self.fate, self.manner(), Cut::None)?;
        bench.settle_and_check(self.by_watcher())?;
        Ok(fell)
    }

    fn by_chance(&self, bench: &mut Bench<'_>) -> Result<(), String> {
        let mut chance = StdRng::seed_from_u64(self.place);
        open(bench)?;
        let pause = |most_us: u64, chance: &mut StdRng| {
            // When the kill comes is what is tried out here; nothing waits for it.
            std::thread::sleep(std::time::Duration::from_micros(chance.random_range(0..most_us)));
        };
        bench.provider.behave(Manner { eager: self.eager, thinks_us: chance.random_range(0..12_000), hangs_up: false });
        for _ in 0..chance.random_range(2..=6) {
            bench.ask_for(Fate::ALL[chance.random_range(0..Fate::ALL.len())]);
            if chance.random_range(0..3) == 0 {
                pause(4_000, &mut chance);
            }
        }
        pause(20_000, &mut chance);
        bench.kill()?;
        for _ in 0..chance.random_range(0..3) {
            bench.spawn(Cut::None)?;
            pause(40_000, &mut chance);
            bench.kill()?;
        }
        open(bench)?;
        bench.settle_and_check(self.by_watcher())
    }
}

/// The signs of a seed that say where.
const PLACE: u64 = (1 << 48) - 1;

fn open(bench: &mut Bench<'_>) -> Result<(), String> {
    if bench.is_open() {
        return Ok(());
    }
    match bench.start(Cut::None)? {
        Fell::Survived(_) => Ok(()),
        Fell::Killed => Err("a child that was not to die is dead".to_owned()),
    }
}

/// How much there is to be cut in a sale of this kind, and in an opening: a sale that nobody disturbs.
pub fn measure(provider: &Provider, seller: usize, fate: Fate) -> Result<(Counts, Counts), String> {
    let mut bench = Bench::new(provider, seller, None)?;
    let Fell::Survived(opening) = bench.start(Cut::None)? else {
        return Err("a child that was not to die is dead".to_owned());
    };
    let Fell::Survived(sale) = bench.sell(fate, Manner::default(), Cut::None)? else {
        return Err("a child that was not to die is dead".to_owned());
    };
    bench.settle_and_check(true)?;
    bench.close()?;
    Ok((opening, sale))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_is_found_by_its_number() {
        for kind in KINDS {
            let case = Case { kind, seller: 3, fate: Fate::LateFailed, eager: true, place: 413, after: true };
            assert_eq!(Case::of(case.seed()), Some(case));
        }
        assert_eq!(Case::of(u64::MAX), None);
    }
}
