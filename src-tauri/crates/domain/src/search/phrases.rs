//! The phrases by which an operator is found.

use std::sync::LazyLock;

use super::terms::{Phrase, Source};
use crate::table::read_words;
use crate::{Names, Operator, Service, circle};

/// The phrases of an operator: its names and aliases, the place where it sells, the words for its service.
pub(crate) fn phrases(operator: &Operator) -> Vec<Phrase> {
    let names = operator.names.all().chain([operator.short.as_str()]);
    let mut all: Vec<Phrase> = names.map(|name| Phrase::read(Source::Name, name)).collect();
    // The first alias is the best known one, and counts like a name: `vodafone` means Vi, and only then Vodafone's old
    // postpaid.
    let sources = std::iter::once(Source::Name).chain(std::iter::repeat(Source::Alias));
    all.extend(operator.aliases().zip(sources).map(|(alias, source)| Phrase::read(source, alias)));
    all.push(Phrase::read(Source::Alias, &operator.id));
    if let Some(place) = operator.place.as_deref().and_then(circle) {
        let said = place.names.all().chain(place.aliases());
        all.extend(said.map(|name| Phrase::read(Source::Place, name)));
    }
    all.extend(words_of(operator.service).map(|words| Phrase::read(Source::Service, words)));
    all
}

static SERVICE_WORDS: LazyLock<Vec<(String, Names)>> =
    LazyLock::new(|| read_words(include_str!("../../data/services.csv")).collect());

/// The words that people use for a service, in every language. Services of the desk have none, because they are chosen from
/// four buttons and never searched for.
pub(crate) fn words_of(service: Service) -> impl Iterator<Item = &'static str> {
    let known = SERVICE_WORDS.iter().find(move |(key, _)| key == service.as_str());
    known.into_iter().flat_map(|(_, words)| words.all()).flat_map(|words| words.split('|'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_service_that_is_searched_for_has_words_in_every_language() {
        for (service, word) in Service::ALL {
            let known = SERVICE_WORDS.iter().find(|(key, _)| key == word);
            assert_eq!(known.is_some(), !service.is_at_desk(), "{word}");
            let is_whole = |words: &Names| {
                words.is_whole() && words.all().flat_map(|all| all.split('|')).all(|one| !one.is_empty())
            };
            assert!(known.is_none_or(|(_, words)| is_whole(words)), "{word}");
        }
    }
}
