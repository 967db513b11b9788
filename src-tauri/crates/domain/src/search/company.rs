//! Which operator of the list a provider means by its own spelling.
//!
//! Architecture invariant: nothing is folded or guessed here. A search may take `UPPCL` for a slip of `UPCL`, but they are
//! the companies of two states.

use super::phrases::words_of;
use crate::{Operator, Service, circle};

/// Words that do not help to tell companies apart.
const NOISE: &str = "ltd limited company co corp corporation private pvt the of and india";

/// Words by which a company divides its customers. If an entry's name has such a word, the provider's name must have it,
/// too.
const DIVIDES: &str = "old other rural urban prepaid meter fetch multiple special topup recharge corporate commercial \
                       rapdr non lapu gsm cdma lease leased ngb plus whiz 1x 3g";

/// The entry that a provider's own name means. `None` when there is none or more than one, or when the name has a word too
/// many. Live lists are merged by it, so a wrong guess would send money to another company. An entry is meant when
/// - the name is one of its names or aliases, whatever words of no meaning stand around it; else when
/// - it knows every word of the name, the name holds one of its names, and the name has the words that divide the company's
///   customers.
pub fn same_company<'a>(
    operators: impl Iterator<Item = &'a Operator>,
    name: &str,
    service: Service,
) -> Option<&'a Operator> {
    let said = Said::read(name, service);
    if said.words.is_empty() {
        return None;
    }
    let candidates: Vec<&Operator> = operators.filter(|operator| operator.service == service).collect();
    only(candidates.iter().copied().filter(|operator| said.is_named(operator)).collect())
        .or_else(|| only(candidates.into_iter().filter(|operator| said.is_described(operator)).collect()))
}

fn only(found: Vec<&Operator>) -> Option<&Operator> {
    if let [one] = found.as_slice() { Some(one) } else { None }
}

/// The words that matter, each once, sorted.
type Bag = Vec<String>;

fn bag(text: &str) -> Bag {
    let text = text.to_lowercase().replace("top up", "topup").replace("top-up", "topup").replace("stv", "special");
    let text = text.replace('&', " and ").replace('+', " plus ");
    let is_sign = |sign: char| sign.is_alphanumeric() || ('\u{900}'..='\u{963}').contains(&sign);
    let words = text.split(|sign: char| !is_sign(sign)).filter(|word| !word.is_empty());
    let mut bag: Bag = words.filter(|word| !NOISE.split(' ').any(|noise| noise == *word)).map(str::to_owned).collect();
    bag.sort();
    bag.dedup();
    bag
}

fn holds(bag: &Bag, part: &Bag) -> bool {
    part.iter().all(|word| bag.contains(word))
}

struct Said {
    service: Service,
    words: Bag,
    /// Words for the service itself. A name may have them or not.
    for_service: Bag,
}

impl Said {
    fn read(name: &str, service: Service) -> Said {
        Said { service, words: bag(name), for_service: bag(&words_of(service).collect::<Vec<_>>().join("|")) }
    }

    /// Whether the name is one of the entry's.
    fn is_named(&self, operator: &Operator) -> bool {
        self.names(operator).any(|known| bag(&known) == self.words)
    }

    /// The entry's names, with those of its aliases that are names. An abbreviation behind the name may be left out.
    fn names(&self, operator: &Operator) -> impl Iterator<Item = String> {
        let abbreviation = format!("({})", operator.short);
        let plain = operator.names.english().replace(&abbreviation, "");
        let names = operator.names.all().map(str::to_owned).chain([plain]);
        names.chain(operator.aliases().filter(|alias| self.is_a_name(alias)).map(str::to_owned))
    }

    /// Whether companies of this service may differ only by their places. So `Tata Power` alone means none of them.
    fn is_local(&self) -> bool {
        matches!(self.service, Service::Electricity | Service::Gas)
    }

    /// Whether an alias is a name. Local companies have places among their aliases, and a place may have several.
    fn is_a_name(&self, alias: &str) -> bool {
        !self.is_local() || alias.contains(' ')
    }

    /// Whether the name describes the entry.
    fn is_described(&self, operator: &Operator) -> bool {
        let place = operator.place.as_deref().and_then(circle).map_or("", |place| place.names.english());
        let mut known = self.for_service.clone();
        let texts = [operator.names.english(), operator.short.as_str(), place].into_iter();
        known.extend(texts.chain(operator.aliases()).flat_map(bag));
        if !holds(&known, &self.words) {
            return false;
        }
        let divides = |word: &String| DIVIDES.split(' ').any(|known| known == word);
        let must_be_said: Bag = bag(operator.names.english()).into_iter().filter(divides).collect();
        if !holds(&self.words, &must_be_said) {
            return false;
        }
        self.names(operator).chain([operator.short.clone()]).any(|name| self.is_held(&name))
    }

    /// Whether the provider's name holds this name. Words for the service need not be there, but for local companies, where
    /// they are a part of the name.
    fn is_held(&self, name: &str) -> bool {
        let all = bag(name);
        let own: Bag = all.iter().filter(|word| !self.for_service.contains(word)).cloned().collect();
        let wanted = if own.is_empty() || self.is_local() { &all } else { &own };
        !wanted.is_empty() && holds(&self.words, wanted)
    }
}
