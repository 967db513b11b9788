//! What the columns of a file of plans are, by their names.

use domain::{Language, languages};
use serde::Serialize;

use crate::settings::statements::plain;

/// What a column has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "named as on the screen")]
pub enum PlanColumn {
    Operator,
    Circle,
    Amount,
    Days,
    Data,
    Words,
}

/// The names of each. A name counts where it stands in the heading as whole words.
const NAMES: &[(PlanColumn, &[&str])] = &[
    (PlanColumn::Operator, &["operator", "company", "network", "brand", "ऑपरेटर", "कंपनी"]),
    (PlanColumn::Circle, &["circle", "state", "region", "zone", "सर्कल", "राज्य"]),
    (
        PlanColumn::Amount,
        &["amount", "price", "mrp", "rs", "rupees", "inr", "denomination", "cost", "रकम", "राशि", "कीमत", "दाम", "रुपये"],
    ),
    (PlanColumn::Days, &["days", "day", "validity", "valid", "दिन", "वैधता", "वैलिडिटी"]),
    (PlanColumn::Data, &["data", "internet", "gb", "mb", "डेटा", "डाटा", "नेट"]),
    (
        PlanColumn::Words,
        &["words", "description", "details", "detail", "benefits", "benefit", "remarks", "talktime", "विवरण", "फ़ायदे"],
    ),
];

/// What a column is, with the language of its words where the heading names one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Heading {
    pub(super) column: PlanColumn,
    pub(super) language: Option<Language>,
}

/// What a heading names: of several names the one that stands first.
pub(super) fn heading_of(text: &str) -> Option<Heading> {
    let text = plain(text);
    let words: Vec<&str> = text.split(' ').collect();
    let place = |name: &str| words.iter().position(|word| *word == name);
    let places =
        NAMES.iter().flat_map(|(column, names)| names.iter().filter_map(move |name| Some((place(name)?, *column))));
    let (_, column) = places.min_by_key(|(place, _)| *place)?;
    let language = languages().iter().copied().find(|language| words.contains(&language.code()));
    Some(Heading { column, language: language.filter(|_| column == PlanColumn::Words) })
}
