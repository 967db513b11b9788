//! What the companies' words mean. The words are data: `vocabulary.csv` has those that every company may use, the file of
//! the same name in a company's folder adds its own; each line with its source. `docs/answers.md` is the page that is
//! followed here.
//!
//! A word counts whole, and a longer phrase counts before a shorter one inside of it: "no pending bill" is not "pending",
//! "not successful" is not "successful".

mod class;
mod said;

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use domain::Outcome;
use serde::Deserialize;

use crate::catalogue;
use crate::provider::Particulars;

pub(crate) use self::class::Class;
pub(crate) use self::said::Said;

const GATE: [Class; 5] =
    [Class::GateLogin, Class::GateAddress, Class::GateWallet, Class::GateRequest, Class::GateAccount];

/// Where a phrase counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Place {
    /// As the whole of a status field only.
    Status,
    /// As the whole of a clause.
    Whole,
    /// Anywhere inside of a sentence.
    Phrase,
    /// A word that other phrases are made of.
    Word,
    /// A noun of templates.
    Noun,
}

/// One line of a vocabulary.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct Entry {
    class: Class,
    place: Place,
    phrase: String,
    source: String,
}

/// The longest sentence that may be one of the gate, in signs.
const LONGEST_SENTENCE: usize = 200;

/// The words of a dialect.
#[derive(Debug)]
pub(crate) struct Vocabulary {
    /// What counts inside of a sentence, by its first word; the longest first.
    phrases: HashMap<String, Vec<(Vec<String>, Class)>>,
    /// What counts as a whole clause.
    wholes: HashMap<Vec<String>, Class>,
    /// What counts as the whole of a status field.
    statuses: HashMap<Vec<String>, Class>,
    /// What may stand around a status.
    subjects: BTreeSet<String>,
    /// What may stand around a sentence of the gate.
    fillers: BTreeSet<String>,
}

/// What stands between the fields that a text is made of.
pub(crate) const BETWEEN_FIELDS: &str = " · ";

static COMMON: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary::with("class,place,phrase,source\n"));

/// The words that every company may use.
pub(crate) fn common() -> &'static Vocabulary {
    &COMMON
}

/// Whether the words of an answer are a sentence of the gate as a whole.
pub(crate) fn is_gate(particulars: &Particulars) -> bool {
    particulars.words.as_deref().is_some_and(|words| common().gate(words).is_some())
}

impl Vocabulary {
    /// The common words with a dialect's own. A line that cannot be read is found by a test; at the counter it is a word
    /// that is not known, which decides nothing.
    pub(crate) fn with(own: &'static str) -> Vocabulary {
        let mut entries: Vec<Entry> = catalogue::read(own);
        entries.extend(catalogue::read::<Entry>(include_str!("vocabulary.csv")));
        let mut vocabulary = Vocabulary {
            phrases: HashMap::new(),
            wholes: HashMap::new(),
            statuses: HashMap::new(),
            subjects: BTreeSet::new(),
            fillers: BTreeSet::new(),
        };
        let nouns: Vec<(&Entry, Vec<String>)> = entries
            .iter()
            .filter(|entry| entry.place == Place::Noun)
            .map(|entry| (entry, words_of(&entry.phrase)))
            .collect();
        for entry in &entries {
            match entry.place {
                Place::Phrase => {
                    for words in expanded(&entry.phrase, &nouns) {
                        vocabulary.statuses.entry(words.clone()).or_insert(entry.class);
                        vocabulary.add_phrase(words, entry.class);
                    }
                }
                Place::Whole => {
                    let words = words_of(&entry.phrase);
                    vocabulary.statuses.entry(words.clone()).or_insert(entry.class);
                    vocabulary.wholes.entry(words).or_insert(entry.class);
                }
                Place::Status => {
                    vocabulary.statuses.entry(words_of(&entry.phrase)).or_insert(entry.class);
                }
                Place::Word if entry.class == Class::Subject => {
                    vocabulary.subjects.extend(words_of(&entry.phrase));
                }
                Place::Word => vocabulary.fillers.extend(words_of(&entry.phrase)),
                Place::Noun => {
                    if matches!(entry.class, Class::Login | Class::Ip) {
                        vocabulary.fillers.extend(words_of(&entry.phrase));
                    }
                }
            }
        }
        for phrases in vocabulary.phrases.values_mut() {
            phrases.sort_unstable_by(|one, other| (other.0.len(), other).cmp(&(one.0.len(), one)));
            phrases.dedup();
        }
        vocabulary
    }

    fn add_phrase(&mut self, words: Vec<String>, class: Class) {
        if let Some(first) = words.first().cloned() {
            self.phrases.entry(first).or_default().push((words, class));
        }
    }

    /// What a status field says; `None` for a word that nobody can know.
    pub(crate) fn status(&self, text: &str) -> Option<Class> {
        let words = words_of(text);
        if let Some(class) = self.statuses.get(&words) {
            return Some(*class);
        }
        let bare: Vec<String> = words.iter().filter(|word| !self.subjects.contains(*word)).cloned().collect();
        // "Recharge Successful". What is left must not have been taken apart by it.
        let together = words.windows(bare.len().max(1)).any(|part| part == bare.as_slice());
        if bare.is_empty() || !together { None } else { self.statuses.get(&bare).copied() }
    }

    /// How a sale ended, by the status that a statement has of it. A line of a statement is history and nothing is sold by it, so that a
    /// plain word is enough; where words contradict each other nobody knows.
    pub(crate) fn outcome(&self, text: &str) -> Option<Outcome> {
        let of_class = |class: Class| match class {
            Class::Done => Some(Outcome::Succeeded),
            Class::Working => Some(Outcome::Waiting),
            Class::Refused => Some(Outcome::Failed),
            Class::GivenBack => Some(Outcome::Reversed),
            Class::NoOrder
            | Class::LostTrack
            | Class::GateLogin
            | Class::GateAddress
            | Class::GateWallet
            | Class::GateRequest
            | Class::GateAccount
            | Class::Duplicate
            | Class::Erred
            | Class::Neutral
            | Class::Condition
            | Class::Subject
            | Class::Order
            | Class::OrderPart
            | Class::Login
            | Class::Ip
            | Class::Param
            | Class::Filler => None,
        };
        if let Some(outcome) = self.status(text).and_then(of_class) {
            return Some(outcome);
        }
        let told: BTreeSet<Outcome> = self.classes(&words_of(text)).into_iter().filter_map(of_class).collect();
        // "Failed, refunded" is one story.
        let is_given_back = told.contains(&Outcome::Reversed) && !told.contains(&Outcome::Waiting);
        match (is_given_back, told.len()) {
            (true, _) => Some(Outcome::Reversed),
            (false, 1) => told.first().copied(),
            (false, _) => None,
        }
    }

    /// What a text says, sentence by sentence.
    pub(crate) fn said(&self, text: &str) -> Said {
        let mut said = Said::default();
        for field in text.split(BETWEEN_FIELDS) {
            let mut of_field = Said::default();
            for clause in clauses(field) {
                let classes = self.classes(&words_of(clause));
                if !classes.contains(&Class::Condition) {
                    let of_clause = Said { plainly: classes.clone(), ..Said::default() };
                    said.a_sentence_hopes |= (of_clause.went_well() || of_clause.waits()) && !of_clause.is_over();
                    of_field.plainly.extend(classes.iter().copied());
                }
                of_field.anywhere.extend(classes);
            }
            said.a_field_denies |= of_field.is_over() && !of_field.went_well();
            said.plainly.extend(of_field.plainly);
            said.anywhere.extend(of_field.anywhere);
        }
        // A phrase may be divided by a sign that ends nothing, but for the one that we put between two leaves.
        let whole: BTreeSet<Class> = text.split('·').flat_map(|part| self.classes(&words_of(part))).collect();
        if !said.anywhere.contains(&Class::Condition) && !whole.contains(&Class::Condition) {
            said.plainly.extend(whole.iter().copied());
        }
        said.anywhere.extend(whole);
        said
    }

    fn classes(&self, words: &[String]) -> BTreeSet<Class> {
        let mut classes: BTreeSet<Class> = self.found(words).into_iter().map(|(.., class)| class).collect();
        classes.extend(self.wholes.get(words).copied());
        classes
    }

    /// The phrases in these words: place, length, class. One that lies inside of a longer one does not count, nor one that
    /// a neutral one of the same length covers.
    fn found(&self, words: &[String]) -> Vec<(usize, usize, Class)> {
        let mut all = Vec::new();
        for (at, word) in words.iter().enumerate() {
            let known = self.phrases.get(word).map(Vec::as_slice).unwrap_or_default();
            let begins = known.iter().filter(|(phrase, _)| words[at..].starts_with(phrase));
            all.extend(begins.map(|(phrase, class)| (at, phrase.len(), *class)));
        }
        let covers = |longer: &(usize, usize, Class), it: &(usize, usize, Class)| {
            let around = longer.0 <= it.0 && longer.0 + longer.1 >= it.0 + it.1;
            around && (longer.1 > it.1 || (longer.1 == it.1 && longer.2 == Class::Neutral && it.2 != Class::Neutral))
        };
        all.iter().filter(|it| !all.iter().any(|longer| covers(longer, it))).copied().collect()
    }

    /// Whether one of the fields that a text is made of is a sentence of the gate about the call. Beside good news that is
    /// doubt; a wallet that is low, or an account that waits for papers, may be told beside it.
    pub(crate) fn refuses_the_call(&self, text: &str) -> bool {
        let about_the_call = [Class::GateLogin, Class::GateAddress, Class::GateRequest];
        text.split(BETWEEN_FIELDS).any(|field| self.gate(field).is_some_and(|kind| about_the_call.contains(&kind)))
    }

    /// Of which kind of gate a text is, if the whole of it is a sentence of the gate: it is made of its phrases and of words
    /// that say nothing by themselves. Then nothing of a request can have reached an operator.
    pub(crate) fn gate(&self, text: &str) -> Option<Class> {
        let words = words_of(text);
        if text.chars().count() > LONGEST_SENTENCE || !self.said(text).is_of_the_gate_alone() {
            return None;
        }
        let found = self.found(&words);
        let of_gate = |(.., class): &&(usize, usize, Class)| GATE.contains(class);
        let is_covered =
            |at: usize| found.iter().filter(of_gate).any(|(from, length, _)| (*from..from + length).contains(&at));
        // An internet address may be named.
        let is_number = |word: &str| {
            word.bytes().all(|byte| byte.is_ascii_hexdigit()) && word.bytes().any(|byte| byte.is_ascii_digit())
        };
        let whole =
            words.iter().enumerate().all(|(at, word)| is_covered(at) || is_number(word) || self.fillers.contains(word));
        let mut kinds: Vec<Class> = found.iter().filter(of_gate).map(|(.., class)| *class).collect();
        kinds.sort();
        // Address and wallet are named before the login: "Unauthorized IP".
        let first = [Class::GateAddress, Class::GateWallet].into_iter().find(|kind| kinds.contains(kind));
        first.or_else(|| kinds.first().copied()).filter(|_| whole)
    }
}

/// A template (`{order} not found`) with each of its nouns in turn; a phrase without one as it stands. A noun is words of its own: it
/// touches no letter of its template.
fn expanded(phrase: &str, nouns: &[(&Entry, Vec<String>)]) -> Vec<Vec<String>> {
    let slots = [
        ("{order}", Class::Order),
        ("{order_part}", Class::OrderPart),
        ("{login}", Class::Login),
        ("{ip}", Class::Ip),
        ("{param}", Class::Param),
    ];
    let Some((slot, class)) = slots.into_iter().find(|(slot, _)| phrase.contains(slot)) else {
        return vec![words_of(phrase)];
    };
    let around: Vec<Vec<String>> = phrase.split(slot).map(words_of).collect();
    let of_class = nouns.iter().filter(|(noun, _)| noun.class == class);
    of_class.map(|(_, noun)| around.join(noun.as_slice())).collect()
}

/// The parts of a text that may each say something of their own.
fn clauses(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let ends = |(at, sign): &(usize, char)| match sign {
            ';' | '|' | '·' | '\n' | '\r' | '(' | ')' | '।' => true,
            // Inside of a number or a name these end nothing.
            '.' | ',' | ':' | '!' | '?' => rest[at + 1..].chars().next().is_none_or(char::is_whitespace),
            _ => false,
        };
        let (end, length) = rest.char_indices().find(ends).map_or((rest.len(), 0), |(at, sign)| (at, sign.len_utf8()));
        let clause = &rest[..end];
        rest = &rest[end + length..];
        Some(clause)
    })
}

/// The words of a text in small letters. An apostrophe is no end of one.
fn words_of(text: &str) -> Vec<String> {
    let lower = text.to_lowercase().replace(['\'', '’'], "");
    lower.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests;
