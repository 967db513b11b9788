//! What every provider must do with every outcome the simulator knows.

use domain::{Paise, Word};
use providers::call::{Finding, Submission, balance, enquire, submit};
use providers::{Access, Provider, ReqwestHttp, Trouble, sellers};
use simulator::{Outcome, Simulator, TEST_NUMBERS};

use crate::manners::{Manner, has};
use crate::{AT_ONCE, NEVER, access, access_with, is_good, line, order, order_of, practice, simulator};

/// One provider on a simulator of its own.
struct Counter {
    provider: &'static dyn Provider,
    simulator: Simulator,
    access: Access,
    line: ReqwestHttp,
}

impl Counter {
    async fn open(provider: &'static dyn Provider, pace: std::time::Duration) -> Counter {
        let simulator = simulator(pace).await;
        let access = access(provider, &simulator.base_address(provider.descriptor().slug));
        Counter { provider, simulator, access, line: line() }
    }

    /// Sells to the number that chooses the outcome and asks once: what came of it, and what the enquiry says.
    async fn sell(&self, order_id: &str, outcome: Outcome) -> (Submission, Finding) {
        let ending =
            TEST_NUMBERS.iter().find(|test| test.outcome == outcome).expect("every outcome has a number").ending;
        let order = order(self.provider, order_id, &format!("98123{ending}"));
        let sold = submit(&self.line, self.provider, &self.access, &order).await;
        let asked = enquire(&self.line, self.provider, &self.access, &order).await;
        let arrived = usize::from(outcome != Outcome::Unreachable);
        assert_eq!(
            self.simulator.recharge_count(order_id),
            arrived,
            "{outcome:?}: one request, and an enquiry is none"
        );
        for evidence in [sold.sent, sold.received, asked.sent, asked.received].into_iter().flatten() {
            for field in self.provider.descriptor().credentials.iter().filter(|field| field.secret) {
                let secret = &practice(self.provider)[field.key];
                assert!(!evidence.contains(secret.as_str()), "{} in {evidence}", field.key);
            }
        }
        (sold.outcome, asked.outcome)
    }
}

fn says(finding: &Finding, word: Word) -> bool {
    matches!(finding, Finding::Says(said, _) if *said == word)
}

/// Whether the outcome was told as it must be while nothing pending has settled.
fn is_right_at_first(provider: &dyn Provider, outcome: Outcome, sold: &Submission, found: &Finding) -> bool {
    let only_accepts = has(provider, Manner::AnswersOnlyAccepted);
    match outcome {
        Outcome::Success | Outcome::Reversed | Outcome::Slow => is_good(provider, sold) && says(found, Word::Succeeded),
        Outcome::PendingThenSuccess | Outcome::PendingThenFailure => {
            matches!(sold, Submission::Accepted(_)) && says(found, Word::Accepted)
        }
        Outcome::Failure | Outcome::EmptyWallet if only_accepts => {
            matches!(sold, Submission::Accepted(_)) && says(found, Word::Failed)
        }
        Outcome::Failure => {
            matches!(sold, Submission::Rejected(_, Trouble::ProviderSays { .. })) && says(found, Word::Failed)
        }
        Outcome::EmptyWallet => {
            matches!(sold, Submission::Rejected(_, Trouble::WalletEmpty { .. })) && says(found, Word::Failed)
        }
        Outcome::WrongEcho if has(provider, Manner::EchoesNothing) => {
            *sold == Submission::Unknown(Trouble::WebPageAtAddress) && says(found, Word::Succeeded)
        }
        Outcome::WrongEcho => *sold == Submission::Unknown(Trouble::AnswerNotOurs) && says(found, Word::Succeeded),
        Outcome::NoAnswer | Outcome::CutAnswer => {
            matches!(sold, Submission::Unknown(_)) && says(found, Word::Succeeded)
        }
        Outcome::Unreachable | Outcome::Lost => matches!((sold, found), (Submission::Unknown(_), Finding::NoRecord(_))),
    }
}

#[tokio::test]
async fn every_outcome_is_told_as_it_is() {
    for provider in sellers() {
        let counter = Counter::open(provider, NEVER).await;
        for (place, test) in TEST_NUMBERS.iter().filter(|test| test.outcome != Outcome::Slow).enumerate() {
            let (sold, found) = counter.sell(&format!("K7QX2M0001{place:02}"), test.outcome).await;
            let slug = provider.descriptor().slug;
            assert!(
                is_right_at_first(provider, test.outcome, &sold, &found),
                "{slug}, {:?}: {sold:?}, {found:?}",
                test.outcome
            );
        }
        let ids: Vec<_> = counter.simulator.requests().into_iter().map(|request| request.order_id).collect();
        assert!(ids.iter().all(|id| ids.iter().filter(|other| *other == id).count() == 1), "{ids:?}");
        assert_eq!(ids.len(), TEST_NUMBERS.len() - 2, "all but the slow and the unreachable one arrived");
    }
}

#[tokio::test]
async fn the_enquiry_tells_how_it_ended() {
    for provider in sellers() {
        let counter = Counter::open(provider, AT_ONCE).await;
        let taken_back = if has(provider, Manner::SaysRefunded) { Word::Refunded } else { Word::Failed };
        for (order_id, outcome, word) in [
            ("K7QX2M000201", Outcome::PendingThenSuccess, Word::Succeeded),
            ("K7QX2M000202", Outcome::PendingThenFailure, Word::Failed),
            ("K7QX2M000203", Outcome::Reversed, taken_back),
            ("K7QX2M000204", Outcome::Slow, Word::Succeeded),
        ] {
            let (sold, found) = counter.sell(order_id, outcome).await;
            assert!(says(&found, word), "{outcome:?}: {found:?}");
            let good_news = matches!(sold, Submission::Accepted(_) | Submission::Succeeded(_));
            assert!(good_news, "{outcome:?}: {sold:?}");
        }
    }
}

/// Landlines, insurance, electricity: whatever a row of the catalogue wants beside number and amount is sent with it.
#[tokio::test]
async fn every_kind_of_row_is_sold_with_what_it_wants() {
    for provider in sellers() {
        let counter = Counter::open(provider, NEVER).await;
        let mut kinds = Vec::new();
        for row in provider.catalogue() {
            let kind = (row.service, row.special, row.extras.clone());
            if kinds.contains(&kind) {
                continue;
            }
            let order = order_of(provider, row, &format!("K7QX2M0006{:02}", kinds.len()), "9812300045");
            let told = submit(&counter.line, provider, &counter.access, &order).await;
            assert!(is_good(provider, &told.outcome), "{}: {:?}", row.operator, told.outcome);
            let sent = told.sent.unwrap_or_default();
            assert!(order.extras.values().all(|value| sent.contains(value.as_str())), "{}: {sent}", row.operator);
            kinds.push(kind);
        }
        assert!(kinds.len() > 1, "{}: {kinds:?}", provider.descriptor().slug);
    }
}

#[tokio::test]
async fn a_success_carries_both_references() {
    for provider in sellers() {
        let counter = Counter::open(provider, NEVER).await;
        let (sold, found) = counter.sell("K7QX2M000301", Outcome::Success).await;
        let Finding::Says(_, found) = found else { panic!("{found:?}") };
        assert!(found.provider_ref.is_some() && found.operator_ref.is_some(), "{found:?}");
        match sold {
            Submission::Accepted(_) if has(provider, Manner::AnswersOnlyAccepted) => {}
            Submission::Succeeded(sold) => {
                assert_eq!((found.provider_ref, found.operator_ref), (sold.provider_ref, sold.operator_ref));
            }
            sold => panic!("no success: {sold:?}"),
        }
    }
}

#[tokio::test]
async fn a_second_request_of_one_id_is_a_duplicate_and_no_failure() {
    for provider in sellers() {
        let counter = Counter::open(provider, NEVER).await;
        let order = order(provider, "K7QX2M000302", "9812300001");
        let first = submit(&counter.line, provider, &counter.access, &order).await;
        assert!(is_good(provider, &first.outcome), "{:?}", first.outcome);
        let second = submit(&counter.line, provider, &counter.access, &order).await;
        assert_eq!(second.outcome, Submission::Unknown(Trouble::DuplicateOrder));
        assert_eq!(
            counter.simulator.recharge_count("K7QX2M000302"),
            2,
            "the control: the simulator counts a second one"
        );
    }
}

#[tokio::test]
async fn the_wallet_is_read_to_the_paisa() {
    for provider in sellers() {
        let counter = Counter::open(provider, NEVER).await;
        for paise in [0, 1, 99, 123_456, 10_000_000] {
            counter.simulator.set_balance(provider.descriptor().slug, paise);
            let read = balance(&counter.line, provider, &counter.access).await;
            assert_eq!(read, Ok(Paise::new(paise)));
        }
    }
}

#[tokio::test]
async fn wrong_credentials_sell_nothing_and_say_nothing() {
    let line = line();
    for provider in sellers() {
        let simulator = simulator(NEVER).await;
        let base = simulator.base_address(provider.descriptor().slug);
        let (known, unknown) =
            (order(provider, "K7QX2M000401", "9812300001"), order(provider, "K7QX2M000402", "9812300001"));
        submit(&line, provider, &access(provider, &base), &known).await;
        for field in provider.descriptor().credentials {
            let mut credentials = practice(provider);
            credentials.insert(field.key.to_owned(), "wrong".to_owned());
            let access = access_with(provider, &base, credentials);
            let read = balance(&line, provider, &access).await;
            assert!(matches!(read, Err(Trouble::CredentialsRefused { .. })), "{}: {read:?}", field.key);
            let sold = submit(&line, provider, &access, &unknown).await.outcome;
            assert!(matches!(sold, Submission::Rejected(..) | Submission::Unknown(_)), "{}: {sold:?}", field.key);
            for order in [&known, &unknown] {
                let found = enquire(&line, provider, &access, order).await.outcome;
                assert!(
                    matches!(found, Finding::SaysNothing(Trouble::CredentialsRefused { .. })),
                    "{}: {found:?}",
                    field.key
                );
            }
        }
    }
}

#[tokio::test]
async fn an_address_that_is_not_listed_is_said_to_be() {
    let line = line();
    for provider in sellers() {
        let simulator = simulator(NEVER).await;
        let mut credentials = practice(provider);
        for field in provider.descriptor().credentials.iter().filter(|field| field.secret) {
            credentials.insert(field.key.to_owned(), "not-listed".to_owned());
        }
        let access = access_with(provider, &simulator.base_address(provider.descriptor().slug), credentials);
        let order = order(provider, "K7QX2M000403", "9812300001");
        let listed = |trouble: &Trouble| match trouble {
            Trouble::AddressNotListed { .. } => true,
            Trouble::CredentialsRefused { .. } => has(provider, Manner::HasNoWordForTheAddress),
            _ => false,
        };
        let read = balance(&line, provider, &access).await;
        assert!(read.as_ref().is_err_and(listed), "{read:?}");
        let found = enquire(&line, provider, &access, &order).await.outcome;
        assert!(matches!(&found, Finding::SaysNothing(trouble) if listed(trouble)), "{found:?}");
        let sold = submit(&line, provider, &access, &order).await.outcome;
        assert!(
            matches!(&sold, Submission::Rejected(_, trouble) | Submission::Unknown(trouble) if listed(trouble)),
            "{sold:?}"
        );
    }
}
