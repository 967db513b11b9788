//! Things that a dialect cannot do, each with the place where its paper says so. Whoever is not named here is held to
//! everything.

use providers::{Provider, sellers};

/// One thing that most dialects do and one does otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// The answer to a recharge call says "accepted" at best; how it ended, only an enquiry tells.
    AnswersOnlyAccepted,
    /// No answer repeats order, number or amount, so that an answer about something else cannot be told by them.
    EchoesNothing,
    /// There are no words of their own for an address that is not listed: it is an access refused like any other.
    HasNoWordForTheAddress,
    /// What was taken back is "refunded" and not "failed".
    SaysRefunded,
    /// GET only: what is sent stands in the address on the wire.
    SendsInTheAddress,
}

const MANNERS: &[(&str, Manner, &str)] = &[
    (
        "rechargeopen",
        Manner::AnswersOnlyAccepted,
        "\"Recharge Response\": status 0 is a request accepted, any other a request not accepted",
    ),
    (
        "rechargeopen",
        Manner::EchoesNothing,
        "\"Recharge Response\" has a status and its description; \"Transaction Status Response\" adds two foreign ids",
    ),
    ("rechargeopen", Manner::HasNoWordForTheAddress, "\"Error Codes\": 9999 for every access that is invalid"),
    ("rechargeopen", Manner::SaysRefunded, "\"Transaction Status Response\": status 5"),
    ("rechargeopen", Manner::SendsInTheAddress, "\"Recharge Request\": GET, and no other method"),
];

/// Whether a seller is excused.
pub fn has(provider: &dyn Provider, manner: Manner) -> bool {
    MANNERS.iter().any(|(slug, known, _)| *slug == provider.descriptor().slug && *known == manner)
}

#[test]
fn excuses_are_of_sellers_once_each_and_have_a_reason() {
    for (slug, manner, reason) in MANNERS {
        assert!(sellers().iter().any(|seller| seller.descriptor().slug == *slug), "{slug} is nobody");
        assert!(reason.len() > 20, "{slug}, {manner:?}");
        let alike = MANNERS.iter().filter(|(other, known, _)| (other, known) == (slug, manner));
        assert_eq!(alike.count(), 1, "{slug}, {manner:?}");
    }
    for seller in sellers() {
        let excused = MANNERS.iter().filter(|(slug, ..)| *slug == seller.descriptor().slug).count();
        assert!(excused == 0 || seller.descriptor().slug == "rechargeopen", "a new excuse wants a second look");
    }
}
