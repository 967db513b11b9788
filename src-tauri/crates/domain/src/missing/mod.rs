//! The missing rupee: where a count or a wallet differs from the books, which mistakes of the day explain exactly that sum.

mod facts;
mod suspect;
mod suspects;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::{Deserialize, Serialize};
use specta_typescript::Number;

use crate::Paise;
pub use facts::{DayFacts, Due, SaleFact, Unopened, VoucherFact, WalletGap};
pub use suspect::{Mistake, Subject, Suspect};
pub use suspects::suspects;

/// One to three mistakes that explain the difference to the paisa.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Explanation {
    /// The mistakes.
    pub parts: Vec<Suspect>,
    /// So many more explanations are alike: the same mistake of the same sum, about something else.
    #[specta(type = Number)]
    pub alike: usize,
}

impl Explanation {
    /// Whether the other has its effects, and more.
    fn is_within(&self, other: &Explanation) -> bool {
        let has = |effect: Paise| other.parts.iter().any(|part| part.effect_paise == effect);
        self.parts.len() < other.parts.len() && self.parts.iter().all(|part| has(part.effect_paise))
    }

    fn weight(&self) -> u32 {
        let more = u32::try_from(self.parts.len().saturating_sub(1)).unwrap_or(u32::MAX);
        let parts = self.parts.iter().fold(0_u32, |sum, part| sum.saturating_add(part.weight));
        parts.saturating_add(more.saturating_mul(MORE_PARTS))
    }
}

/// So many explanations are told at most.
const TOLD: usize = 6;
/// Every further mistake makes an explanation so much less likely.
const MORE_PARTS: u32 = 40;
/// So many suspects are looked at, the likeliest.
const LOOKED_AT: usize = 4_000;
/// So many different effects are combined by twos, and so many by threes.
const BY_TWOS: usize = 2_000;
const BY_THREES: usize = 500;
/// Three mistakes at once are looked for only where fewer explanations than this were found.
const ENOUGH: usize = 2;

/// The explanations of a difference, likeliest first. None: the day explains nothing of it.
pub fn explain(gap: Paise, mut suspects: Vec<Suspect>) -> Vec<Explanation> {
    if gap == Paise::ZERO {
        return Vec::new();
    }
    suspects.retain(|suspect| suspect.effect_paise != Paise::ZERO);
    suspects.sort_by_key(|suspect| suspect.weight);
    suspects.truncate(LOOKED_AT);
    let mut found = alone(gap, &suspects);
    let by_effect = likeliest_by_effect(&suspects);
    found.extend(by_twos(gap, &by_effect));
    if found.len() < ENOUGH {
        found.extend(by_threes(gap, &by_effect));
    }
    found.sort_by_key(Explanation::weight);
    // Mistakes beside ones that explain all by themselves explain nothing.
    let all = found.clone();
    found.retain(|one| !all.iter().any(|other| other.is_within(one)));
    found.truncate(TOLD);
    found
}

/// Single mistakes, those that are alike told as one.
fn alone(gap: Paise, suspects: &[Suspect]) -> Vec<Explanation> {
    let mut by_mistake: BTreeMap<Mistake, Explanation> = BTreeMap::new();
    for suspect in suspects.iter().filter(|suspect| suspect.effect_paise == gap) {
        by_mistake
            .entry(suspect.mistake)
            .and_modify(|known| known.alike += 1)
            .or_insert_with(|| Explanation { parts: vec![suspect.clone()], alike: 0 });
    }
    by_mistake.into_values().collect()
}

/// The likeliest suspect of each effect, likeliest first.
fn likeliest_by_effect(suspects: &[Suspect]) -> Vec<&Suspect> {
    let mut seen = HashSet::new();
    suspects.iter().filter(|suspect| seen.insert(suspect.effect_paise)).collect()
}

fn places<'a>(suspects: &[&'a Suspect]) -> HashMap<Paise, (usize, &'a Suspect)> {
    suspects.iter().enumerate().map(|(place, suspect)| (suspect.effect_paise, (place, *suspect))).collect()
}

fn together(parts: &[&Suspect]) -> Option<Explanation> {
    let is_twice = |one: &&Suspect| parts.iter().filter(|other| other.subject == one.subject).count() > 1;
    let is_sound = !parts.iter().any(is_twice);
    is_sound.then(|| Explanation { parts: parts.iter().map(|part| (*part).clone()).collect(), alike: 0 })
}

fn by_twos(gap: Paise, suspects: &[&Suspect]) -> Vec<Explanation> {
    let suspects = &suspects[..suspects.len().min(BY_TWOS)];
    let places = places(suspects);
    let mut found = Vec::new();
    for (place, one) in suspects.iter().enumerate() {
        let other = gap.checked_sub(one.effect_paise).and_then(|rest| places.get(&rest));
        if let Some((_, other)) = other.filter(|(other, _)| *other > place) {
            found.extend(together(&[one, other]));
        }
    }
    found
}

fn by_threes(gap: Paise, suspects: &[&Suspect]) -> Vec<Explanation> {
    let suspects = &suspects[..suspects.len().min(BY_THREES)];
    let places = places(suspects);
    let mut found = Vec::new();
    for (first, one) in suspects.iter().enumerate() {
        for (second, other) in suspects.iter().enumerate().skip(first + 1) {
            let rest = gap.checked_sub(one.effect_paise).and_then(|rest| rest.checked_sub(other.effect_paise));
            let third = rest.and_then(|rest| places.get(&rest)).filter(|(place, _)| *place > second);
            if let Some((_, third)) = third {
                found.extend(together(&[one, other, third]));
            }
        }
    }
    found
}
