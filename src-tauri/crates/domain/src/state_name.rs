//! India's states and union territories, as an address names them.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::search::folded;

/// A state or union territory of the list in `data/states.csv`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct StateName {
    /// Name in English: the one that is sent.
    pub name_en: String,
    /// Name in Hindi.
    pub name_hi: String,
}

static STATES: LazyLock<Vec<StateName>> =
    LazyLock::new(|| crate::table::read_table(include_str!("../data/states.csv")));

/// All 28 states and 8 union territories, by their English names.
pub fn india_states() -> &'static [StateName] {
    &STATES
}

/// The state of that name, in either language, in small letters or capitals, old or new: `Odisha`, `ORISSA`, `ओडिशा`.
pub fn state_named(name: &str) -> Option<&'static StateName> {
    let wanted = folded(name);
    let named = |wanted: &str| {
        let mut found = india_states().iter();
        found.find(|state| folded(&state.name_en) == wanted || folded(&state.name_hi) == wanted)
    };
    if wanted.is_empty() {
        return None;
    }
    // Most circles of the mobile operators are states, and their list knows the old names.
    named(&wanted).or_else(|| named(&folded(&crate::circle_named(name)?.name_en)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_has_every_state_once_in_both_languages() {
        assert_eq!(india_states().len(), 28 + 8);
        for state in india_states() {
            assert_eq!(state_named(&state.name_en), Some(state));
            assert_eq!(state_named(&state.name_hi), Some(state), "{}", state.name_en);
            assert_eq!(state_named(&format!(" {} ", state.name_en.to_uppercase())), Some(state));
            assert!(state.name_en.is_ascii() && !state.name_hi.is_ascii(), "{}", state.name_en);
            assert_eq!(crate::parse_place(&state.name_en).as_deref(), Ok(state.name_en.as_str()));
        }
        assert!(india_states().is_sorted_by_key(|state| &state.name_en));
    }

    #[test]
    fn old_names_are_known_and_circles_that_are_no_states_are_not() {
        for (name, state) in [
            ("Orissa", "Odisha"),
            ("pondicherry", "Puducherry"),
            ("उत्तरांचल", "Uttarakhand"),
            ("Jammu & Kashmir", "Jammu and Kashmir"),
            ("MP", "Madhya Pradesh"),
            ("Telangana", "Telangana"),
        ] {
            assert_eq!(state_named(name).map(|found| found.name_en.as_str()), Some(state), "{name}");
        }
        for name in ["", " ", "Mumbai", "North East", "Uttar Pradesh East", "Nepal", "अ"] {
            assert_eq!(state_named(name), None, "{name}");
        }
    }
}
