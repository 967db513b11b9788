//! Finding an operator by what a shopkeeper types: in English or Hindi, in part, misspelt, by city or by kind.
//!
//! Architecture invariant: pure and without a dependency. An operator's phrases are folded once and kept beside it, because
//! the list is searched at every key.

mod company;
mod edit;
mod fold;
mod person;
mod phrases;
mod terms;
#[cfg(test)]
mod tests;

pub use company::same_company;
pub(crate) use fold::folded;
pub use person::is_named;
pub(crate) use terms::Terms;

use std::sync::LazyLock;

use crate::{Operator, Service};
use edit::Distance;
use fold::{Word, spelling, words};
use phrases::phrases;
use terms::{Phrase, Source};

/// Words of a query that an operator need not have. They raise the rank of an operator that has them, and exclude none.
const LOOSE: &str = "and of the ltd limited company co corporation corp nigam department dept payment online ka ki ke ko \
                     का की के को में से वाला वाली भरना करना निगम लिमिटेड कंपनी";

static LOOSE_WORDS: LazyLock<Vec<Word>> = LazyLock::new(|| words(LOOSE));

/// How well a word of the query fits a word of an operator, out of a hundred.
const EXACT: u32 = 100;
const PREFIX_LEAST: u32 = 60;
const PREFIX_GROWS: u32 = 30;
const MISSPELT: u32 = 45;
const MISSPELT_PREFIX: u32 = 30;
/// Added to the rank for the whole query: when it is a name or an alias to the letter; when it is one after folding; when
/// one begins with it.
const WHOLE: u32 = 90;
const WHOLE_FOLDED: u32 = 45;
const BEGINS: u32 = 35;
/// A misspelt word that is shorter than this could mean half the list.
const MISSPELT_PREFIX_SIGNS: usize = 5;

/// Operators that the query means, best first, at most `limit`. Every word of the query must fit. An empty query gives
/// every operator of the service. Misspellings are tried only when nothing fits the words as they are spelt.
pub fn find<'a>(
    operators: impl Iterator<Item = &'a Operator>,
    query: &str,
    service: Option<Service>,
    limit: usize,
) -> Vec<&'a Operator> {
    let found = ranked(operators.collect(), query, service, true);
    found.into_iter().take(limit).collect()
}

/// The same, but a word that is misspelt finds nothing: for a search in which other things than operators may be meant.
pub fn find_as_spelt<'a>(
    operators: impl Iterator<Item = &'a Operator>,
    query: &str,
    service: Option<Service>,
    limit: usize,
) -> Vec<&'a Operator> {
    let found = ranked(operators.collect(), query, service, false);
    found.into_iter().take(limit).collect()
}

fn ranked<'a>(
    operators: Vec<&'a Operator>,
    query: &str,
    service: Option<Service>,
    may_guess: bool,
) -> Vec<&'a Operator> {
    let query = Query::read(query);
    let wanted: Vec<&Operator> =
        operators.into_iter().filter(|operator| service.is_none_or(|service| operator.service == service)).collect();
    let ranked = |may_guess: bool| -> Vec<(u32, &Operator)> {
        wanted.iter().filter_map(|operator| Some((query.rank(operator, may_guess)?, *operator))).collect()
    };
    let mut found = ranked(false);
    if found.is_empty() && may_guess {
        found = ranked(true);
    }
    // The sort is stable, so that operators of the same rank stay in the order of the list.
    found.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    found.into_iter().map(|(_, operator)| operator).collect()
}

struct Query {
    words: Vec<Asked>,
    /// The words without their blanks: `tata sky` is `tatasky`, and `b s n l` is `bsnl`.
    joined: Word,
    spelling: String,
}

struct Asked {
    word: Word,
    is_loose: bool,
}

impl Query {
    fn read(text: &str) -> Query {
        let words = words(text);
        let joined = Word::joined(words.iter().filter(|word| !word.is_and()));
        let is_loose = |word: &Word| LOOSE_WORDS.iter().any(|loose| loose.letters == word.letters);
        // If a query has only loose words, they count like others: `co` may become `coimbatore`.
        let all_loose = words.iter().all(is_loose);
        let ask = |word: Word| Asked { is_loose: !all_loose && is_loose(&word), word };
        Query { words: words.into_iter().map(ask).collect(), joined, spelling: spelling(text) }
    }

    /// How well the query fits an operator. `None` when it does not.
    fn rank(&self, operator: &Operator, may_guess: bool) -> Option<u32> {
        let phrases = operator.terms.folded_with(|| phrases(operator));
        let whole = phrases.iter().map(|phrase| self.whole(phrase)).max().unwrap_or(0);
        let mut score = whole;
        for asked in &self.words {
            match best(&asked.word, phrases, may_guess) {
                Some(worth) => score += worth,
                None if asked.is_loose => {}
                // `dish t v` is a name, although it is typed as three words.
                None if whole > 0 => return Some(whole),
                None => return None,
            }
        }
        Some(score)
    }

    /// How well the whole query fits a phrase.
    fn whole(&self, phrase: &Phrase) -> u32 {
        let may_begin = self.joined.mask & !phrase.joined.mask == 0;
        if !may_begin || phrase.source == Source::Service || self.joined.letters.len() < 2 {
            return 0;
        }
        let worth = if phrase.joined.letters == self.joined.letters {
            if phrase.spelling == self.spelling { WHOLE } else { WHOLE_FOLDED }
        } else if phrase.joined.letters.starts_with(&self.joined.letters) {
            BEGINS
        } else {
            return 0;
        };
        worth * phrase.source.weight()
    }
}

/// How well a word fits the best of the phrases.
fn best(word: &Word, phrases: &[Phrase], may_guess: bool) -> Option<u32> {
    let is_for_service = phrases.iter().any(|phrase| {
        phrase.source == Source::Service && phrase.words.iter().any(|known| known.letters == word.letters)
    });
    // `bijli` does not tell two sellers of electricity apart, even if only one has it in its name.
    if is_for_service {
        return Some(EXACT * Source::Service.weight());
    }
    let spelt = phrases.iter().filter_map(|phrase| Some(spelt(word, phrase)? * phrase.source.weight())).max();
    if spelt.is_some() || !may_guess || Distance::allowed(word.letters.len()) == 0 {
        return spelt;
    }
    phrases.iter().filter_map(|phrase| Some(guessed(word, phrase)? * phrase.source.weight())).max()
}

/// How well a word fits as it is spelt.
fn spelt(word: &Word, phrase: &Phrase) -> Option<u32> {
    if word.mask & !phrase.joined.mask != 0 {
        return None;
    }
    // `tatapower mumbai`: the joined phrase counts as a word of it.
    let joined = std::iter::once(&phrase.joined).filter(|_| phrase.words.len() > 1);
    let met = phrase.words.iter().chain(joined).filter(|known| known.letters.starts_with(&word.letters));
    met.map(|known| match (word.letters.len(), known.letters.len()) {
        (typed, whole) if typed == whole => EXACT,
        (typed, whole) => PREFIX_LEAST + PREFIX_GROWS * share(typed, whole) / 100,
    })
    .max()
}

/// Part of a whole in percent.
fn share(part: usize, whole: usize) -> u32 {
    u32::try_from(part * 100 / whole.max(1)).unwrap_or(100)
}

/// How well a word fits if it may have a slip or two.
fn guessed(word: &Word, phrase: &Phrase) -> Option<u32> {
    let joined = std::iter::once(&phrase.joined).filter(|_| phrase.words.len() > 1);
    let scores = phrase.words.iter().chain(joined).filter_map(|known| {
        let distance = Distance::within(word, known)?;
        let allowed = Distance::allowed(word.letters.len());
        if distance.to_whole <= allowed {
            Some(MISSPELT - u32::try_from(distance.to_whole).unwrap_or(0))
        } else if distance.to_prefix <= allowed
            && word.letters.len() >= MISSPELT_PREFIX_SIGNS
            && word.letters.first() == known.letters.first()
        {
            Some(MISSPELT_PREFIX - u32::try_from(distance.to_prefix).unwrap_or(0))
        } else {
            None
        }
    });
    scores.max()
}
