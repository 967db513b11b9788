//! The shared conditions of SQL, compared with the types of the domain.

use domain::{SaleState, Service};

use crate::EventKind;
use crate::sql::{AT_DESK, BY_PERSON, OPEN, OPEN_TWIN};

/// Words as a list of SQL.
fn list(words: impl Iterator<Item = &'static str>) -> String {
    format!("({})", words.map(|word| format!("'{word}'")).collect::<Vec<_>>().join(", "))
}

#[test]
fn shared_conditions_name_what_domain_names() {
    let open = list(SaleState::ALL.into_iter().filter(|(state, _)| state.is_open()).map(|(_, word)| word));
    assert_eq!(OPEN, format!("sale.state IN {open}"));
    assert!(OPEN_TWIN.ends_with(&format!("AND state IN {open}")), "{OPEN_TWIN}");
    let desk = list(Service::ALL.into_iter().filter(|(service, _)| service.is_at_desk()).map(|(_, word)| word));
    assert_eq!(AT_DESK, desk);
    let persons = EventKind::ALL.into_iter().filter(|(kind, _)| kind.by_person().is_some());
    assert_eq!(BY_PERSON, list(persons.map(|(_, word)| word)));
}
