//! The tables of states.

use super::*;
use proptest::prelude::*;

const WORDS: [Word; 4] = [Word::Accepted, Word::Succeeded, Word::Failed, Word::Refunded];

fn states() -> impl Iterator<Item = SaleState> {
    SaleState::ALL.into_iter().map(|(state, _)| state)
}

#[test]
fn the_table_is_exactly_this() {
    let mut legal = Vec::new();
    for state in states() {
        for event in Event::ALL {
            if let Ok(next) = apply(state, event) {
                legal.push(format!("{} {event:?} {}", state.as_str(), next.as_str()));
            }
        }
    }
    let expected = "intended Submit submitted, intended NeverLeave not_sent, submitted NeverLeave not_sent, \
        submitted Accept pending, submitted Succeed succeeded, submitted Reject failed, submitted LoseTrack unknown, \
        pending Accept pending, pending Succeed succeeded, pending Reject failed, \
        pending DeclareSucceeded succeeded, pending DeclareFailed failed, pending Abandon failed, \
        unknown Accept pending, unknown Succeed succeeded, unknown Reject failed, unknown LoseTrack unknown, \
        unknown DeclareSucceeded succeeded, unknown DeclareFailed failed, unknown Abandon failed, \
        succeeded Reverse reversed, succeeded DeclareFailed failed, succeeded DeclareReversed reversed, \
        failed Admit succeeded, reversed Admit succeeded";
    assert_eq!(legal.join(", "), expected.split_whitespace().collect::<Vec<_>>().join(" "));
}

#[test]
fn what_is_heard_can_always_be_applied() {
    for state in states() {
        for word in WORDS {
            for whose in [Whose::Company, Whose::Person] {
                if let Heard::Event(event) = hear(state, whose, word) {
                    assert!(apply(state, event).is_ok(), "{state:?} {word:?}");
                }
            }
        }
    }
}

#[test]
fn no_word_of_a_company_moves_what_a_person_has_said() {
    let settled = [SaleState::Succeeded, SaleState::Failed, SaleState::Reversed];
    for (state, word) in settled.into_iter().flat_map(|state| WORDS.map(|word| (state, word))) {
        let agrees = matches!(
            (state, word),
            (SaleState::Succeeded, Word::Succeeded)
                | (SaleState::Failed | SaleState::Reversed, Word::Failed | Word::Refunded)
        );
        let expected = if agrees { Heard::NothingNew } else { Heard::Contradiction };
        assert_eq!(hear(state, Whose::Person, word), expected, "{state:?} {word:?}");
        assert_eq!(word.holds(state), agrees, "{state:?} {word:?}");
    }
}

#[test]
fn what_a_person_says_is_exactly_this() {
    let mut table = Vec::new();
    for (state, (said, word)) in states().flat_map(|state| Said::ALL.map(|said| (state, said))) {
        let events = [false, true].map(|in_doubt| declared(state, said, in_doubt));
        for event in events.into_iter().flatten() {
            let next = apply(state, event).expect("what may be said can be applied");
            assert!(said.holds(next), "{state:?} {said:?}");
        }
        match events {
            [None, None] => {}
            [None, Some(event)] => table.push(format!("{} {word} {event:?} in doubt", state.as_str())),
            [sure, doubtful] => {
                assert_eq!(sure, doubtful, "doubt takes no word away");
                table.extend(sure.map(|event| format!("{} {word} {event:?}", state.as_str())));
            }
        }
    }
    let expected = [
        "pending succeeded DeclareSucceeded",
        "pending failed DeclareFailed",
        "pending given_back DeclareFailed",
        "unknown succeeded DeclareSucceeded",
        "unknown failed DeclareFailed",
        "unknown given_back DeclareFailed",
        "succeeded failed DeclareFailed in doubt",
        "succeeded given_back DeclareReversed",
        "failed succeeded Admit in doubt",
        "reversed succeeded Admit in doubt",
    ];
    assert_eq!(table, expected);
}

#[test]
fn words_of_the_database_are_read_back() {
    for (state, word) in SaleState::ALL {
        assert_eq!(SaleState::parse(word), Some(state));
        assert_eq!(state.as_str(), word);
    }
    assert_eq!(SaleState::parse("sent"), None);
}

proptest! {
    #[test]
    fn what_a_person_said_by_mistake_a_person_can_say_rightly(
        start in prop::sample::select(vec![SaleState::Pending, SaleState::Unknown, SaleState::Succeeded]),
        words in prop::collection::vec(prop::sample::select(Said::ALL.map(|(said, _)| said).to_vec()), 1..6),
    ) {
        let mut state = start;
        let mut in_doubt = false;
        for said in words {
            if let Some(event) = declared(state, said, in_doubt) {
                state = apply(state, event).expect("what may be said can be applied");
                in_doubt = true;
            }
            // However often persons were wrong, a person can still say that it succeeded, and that it did not.
            let may = |said: Said| said.holds(state) || declared(state, said, in_doubt).is_some();
            prop_assert!(may(Said::Succeeded) && may(Said::GivenBack), "{state:?}");
            prop_assert!(!in_doubt || state == SaleState::Reversed || may(Said::Failed), "{state:?}");
        }
    }

    #[test]
    fn no_history_leads_from_settled_back_to_open(events in prop::collection::vec(0_usize..Event::ALL.len(), 0..40)) {
        let mut state = SaleState::Intended;
        let mut settled = false;
        let mut booked = 0;
        for index in events {
            let event = Event::ALL[index];
            if let Ok(next) = apply(state, event) {
                // Only a person moves a settled state, except that the company may take a success back.
                let by_person = matches!(event, Event::Admit | Event::DeclareFailed | Event::DeclareReversed);
                prop_assert!(!settled || by_person || event == Event::Reverse, "{state:?} {event:?}");
                booked += i32::from(next == SaleState::Succeeded) - i32::from(state == SaleState::Succeeded);
                state = next;
            }
            prop_assert!(!(settled && state.is_open()));
            settled |= !state.is_open();
        }
        prop_assert_eq!(booked, i32::from(state == SaleState::Succeeded));
    }
}
