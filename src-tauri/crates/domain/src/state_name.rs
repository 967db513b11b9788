//! India's states and union territories, as an address names them.

use std::sync::LazyLock;

use serde::Serialize;

use crate::Names;
use crate::search::folded;
use crate::table::read_names;

/// A state or union territory of the list in `data/states.csv`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct StateName {
    /// What it is called.
    pub names: Names,
}

static STATES: LazyLock<Vec<StateName>> =
    LazyLock::new(|| read_names(include_str!("../data/states.csv")).map(|names| StateName { names }).collect());

/// All 28 states and 8 union territories, by their English names.
pub fn india_states() -> &'static [StateName] {
    &STATES
}

/// The state of that name. The name may be in any language, in small letters or capitals, old or new: `Odisha`, `ORISSA`,
/// `ओडिशा`.
pub fn state_named(name: &str) -> Option<&'static StateName> {
    let wanted = folded(name);
    let named = |wanted: &str| {
        let mut found = india_states().iter();
        found.find(|state| state.names.all().any(|name| folded(name) == wanted))
    };
    if wanted.is_empty() {
        return None;
    }
    // Most circles of the mobile operators are states, and their list knows the old names.
    named(&wanted).or_else(|| named(&folded(crate::circle_named(name)?.names.english())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_has_every_state_once_and_finds_it_in_every_language() {
        assert_eq!(india_states().len(), 28 + 8);
        for state in india_states() {
            let english = state.names.english();
            for name in state.names.all() {
                assert_eq!(state_named(name), Some(state), "{english}: {name}");
            }
            assert_eq!(state_named(&format!(" {} ", english.to_uppercase())), Some(state));
            assert!(english.is_ascii());
            assert_eq!(crate::parse_place(english).as_deref(), Ok(english));
        }
        assert!(india_states().is_sorted_by_key(|state| state.names.english()));
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
            assert_eq!(state_named(name).map(|found| found.names.english()), Some(state), "{name}");
        }
        for name in ["", " ", "Mumbai", "North East", "Uttar Pradesh East", "Nepal", "अ"] {
            assert_eq!(state_named(name), None, "{name}");
        }
    }
}
