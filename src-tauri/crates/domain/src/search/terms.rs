//! The phrases by which a search finds an operator, folded.

use std::sync::OnceLock;

use super::fold::{Word, spelling, words};

/// Where a phrase comes from. The nearer to the name, the more it weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    /// A name, whole or short, or the best known alias.
    Name,
    /// An alias, or the id.
    Alias,
    /// The circle where it sells.
    Place,
    /// A word for its service.
    Service,
}

impl Source {
    pub(crate) fn weight(self) -> u32 {
        match self {
            Source::Name => 10,
            Source::Alias => 8,
            Source::Place => 5,
            Source::Service => 3,
        }
    }
}

/// A phrase, folded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Phrase {
    pub(crate) source: Source,
    pub(crate) words: Vec<Word>,
    pub(crate) joined: Word,
    /// As it is spelt.
    pub(crate) spelling: String,
}

impl Phrase {
    pub(crate) fn read(source: Source, text: &str) -> Phrase {
        let words: Vec<Word> = words(text).into_iter().filter(|word| !word.is_and()).collect();
        Phrase { source, joined: Word::joined(&words), words, spelling: spelling(text) }
    }
}

/// An operator's phrases, folded when a search first asks for them. They follow from the operator's other fields. So two
/// operators are equal whether or not somebody has searched.
#[derive(Debug, Default)]
pub(crate) struct Terms(OnceLock<Vec<Phrase>>);

impl Clone for Terms {
    /// Somebody may change the copy, so it folds its own phrases.
    fn clone(&self) -> Terms {
        Terms::default()
    }
}

impl PartialEq for Terms {
    fn eq(&self, _: &Terms) -> bool {
        true
    }
}

impl Eq for Terms {}

impl Terms {
    /// Takes the phrases from `phrases`, unless that was done before.
    pub(crate) fn folded_with(&self, phrases: impl FnOnce() -> Vec<Phrase>) -> &[Phrase] {
        self.0.get_or_init(phrases)
    }
}
