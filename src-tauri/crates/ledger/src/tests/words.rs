//! The words that persons wrote about orders come back after a loss of the books.

use std::collections::BTreeMap;
use std::fs;

use domain::{DAY_MS, Event, Heard, Paise, Said, SaleState, Whose, Word, declared, hear};
use proptest::prelude::*;

use super::word::{contradicted, said, said_at, word};
use super::{Books, NOW, airtel, silent, step};
use crate::{Attention, EventDetail, EventKind, FoundIn, LostOrder, PersonsWord, SaleRow, Silent, Step};

/// When orders are put back.
pub(super) const LATER: i64 = NOW + 3_600_000;

impl Books {
    fn lost(&self) -> Vec<LostOrder> {
        let newest = self.ledger.newest_attempt().unwrap();
        let lost =
            |id| LostOrder { order: self.ledger.logged_order(id).unwrap(), can_be_asked: true, found_in: FoundIn::Log };
        (1..=newest).map(lost).collect()
    }

    fn told(&self, sale: &SaleRow, word: Word) -> SaleRow {
        match hear(sale.state, sale.whose(), word) {
            Heard::Event(event) => self.ledger.record(&step(sale, Some(event))).unwrap(),
            Heard::NothingNew => self.ledger.record(&step(sale, None)).unwrap(),
            Heard::Contradiction => self.ledger.record(&contradicted(sale)).unwrap(),
        }
    }

    pub(super) fn disputed(&self, sale: &SaleRow, at_ms: i64) -> SaleRow {
        let detail = EventDetail { person: Some(word(None)), ..EventDetail::default() };
        let disputed = silent(sale, Silent::Disputed, at_ms).evidence(detail).flag(sale.attention);
        self.ledger.record(&disputed).unwrap()
    }
}

fn note(text: &str) -> PersonsWord {
    PersonsWord { by: "Asha".to_owned(), note: text.to_owned(), ..PersonsWord::default() }
}

/// The same file, as it was copied before.
fn copied(books: &Books) -> Books {
    let copy = Books::new();
    books.ledger.back_up(&copy.folder.path().join("copy.db"), NOW, &BTreeMap::new()).unwrap();
    copy.ledger.close();
    let staged = copy.folder.path().join("ledger.db");
    fs::remove_file(&staged).unwrap();
    books.ledger.stage(&copy.folder.path().join("copy.db"), &staged).unwrap();
    let ledger = super::Held::of(crate::Ledger::open(&staged, super::opening(2, "a")).unwrap());
    Books { ledger, ..copy }
}

fn kinds(books: &Books, sale_id: i64) -> Vec<EventKind> {
    books.ledger.events(sale_id).unwrap().iter().map(|event| event.kind).collect()
}

#[test]
fn a_sale_that_a_person_ended_is_put_back_as_ended_by_a_person() {
    let sold = Books::new();
    let done = sold.sale("9876543210", &[Event::LoseTrack]);
    let done = sold.ledger.record(&said(&done, Event::DeclareSucceeded, Said::Succeeded)).unwrap();
    let failed = sold.sale("9876543211", &[Event::Accept]);
    let failed = sold.ledger.record(&said(&failed, Event::DeclareFailed, Said::Failed)).unwrap();
    // As an earlier version wrote it, in which a person could only say that there is no record.
    let silent = sold.sale("9876543212", &[Event::LoseTrack]);
    let declared = Step::declared_failed(&silent, NOW + 1_000).ask_next(None).flag(None);
    let silent = sold.ledger.record(&declared).unwrap();
    let books = Books::new();
    let row = books.ledger.newest_row().unwrap();
    let put = books.ledger.put_back(&sold.lost(), 0, LATER).unwrap();
    assert_eq!(put.put_back.len(), 3);
    for before in [&done, &failed, &silent] {
        let now = books.ledger.sale(before.sale_id).unwrap();
        assert_eq!((now.state, now.whose(), &now.word), (before.state, Whose::Person, &before.word));
        assert_eq!((now.settled_at_ms, now.doubt), (before.settled_at_ms, before.doubt));
        assert_eq!(now.next_check_at_ms, Some(LATER), "the company is asked, and may say otherwise");
        assert_eq!(books.ledger.postings(before.sale_id).unwrap().len(), if before == &done { 5 } else { 2 });
    }
    assert_eq!(books.kept(), 29_900);
    // "Working on it" was known when it was said, and is no contradiction later.
    let last = books.ledger.events(failed.sale_id).unwrap().pop().unwrap();
    assert_eq!((last.kind, last.from), (EventKind::PersonSaid, Some(SaleState::Pending)));
    assert_eq!((last.at_ms, last.detail.first_at_ms), (LATER, Some(NOW + 1_000)));
    assert_eq!(books.ledger.words_put_back(row), Ok((3, 0)));
    assert_eq!(books.ledger.verify(), Ok(()));
    let rows = books.rows();
    books.ledger.put_back(&sold.lost(), 0, LATER + 1).unwrap();
    books.ledger.put_back(&books.lost(), 0, LATER + 2).unwrap();
    assert_eq!(books.rows(), rows, "once, by whichever log");
    assert_eq!(hear(done.state, books.ledger.sale(done.sale_id).unwrap().whose(), Word::Failed), Heard::Contradiction);
}

#[test]
fn money_that_was_given_back_is_given_back_once_and_asked_about_a_day_later() {
    let sold = Books::new();
    let done = sold.sale("9876543210", &[Event::Succeed]);
    let backup = copied(&sold);
    sold.ledger.record(&said(&done, Event::DeclareReversed, Said::GivenBack)).unwrap();
    for books in [Books::new(), backup] {
        books.ledger.put_back(&sold.lost(), 0, LATER).unwrap();
        books.ledger.ask_settled_now(LATER).unwrap();
        let now = books.ledger.sale(done.sale_id).unwrap();
        assert_eq!((now.state, now.whose()), (SaleState::Reversed, Whose::Person));
        assert_eq!(now.next_check_at_ms, Some(NOW + 1_000 + DAY_MS));
        assert_eq!(
            books.ledger.sale(done.sale_id).unwrap().owed,
            Paise::new(29_900),
            "the customer has not got it yet"
        );
        assert_eq!(books.kept(), 0);
        assert_eq!(books.ledger.verify(), Ok(()));
    }
}

#[test]
fn a_word_about_what_the_backup_has_open_ends_it() {
    let sold = Books::new();
    let open = sold.sale("9876543210", &[Event::LoseTrack]);
    let books = copied(&sold);
    sold.ledger.record(&said(&open, Event::DeclareSucceeded, Said::Succeeded)).unwrap();
    let order = sold.ledger.logged_order(open.attempt_id).unwrap();
    assert_eq!(books.ledger.lacks_words_of(&order), Ok(true));
    let put = books.ledger.put_back(&sold.lost(), books.ledger.newest_attempt().unwrap(), LATER).unwrap();
    assert_eq!(put.put_back, [], "it is no order that was lost");
    let now = books.ledger.sale(open.sale_id).unwrap();
    assert_eq!((now.state, now.word), (SaleState::Succeeded, Some(word(Some(Said::Succeeded)))));
    assert_eq!(books.ledger.postings(open.sale_id).unwrap().len(), 5);
    assert_eq!(books.ledger.lacks_words_of(&order), Ok(false));
    assert_eq!(books.ledger.verify(), Ok(()));
}

#[test]
fn a_dispute_and_what_was_dealt_with_are_as_they_were() {
    let sold = Books::new();
    let sale = sold.sale("9876543210", &[Event::LoseTrack]);
    let sale = sold.ledger.record(&said(&sale, Event::DeclareFailed, Said::Failed)).unwrap();
    let told = |books: &Books, sale: &SaleRow, words: &str| {
        let detail = EventDetail { words: Some(words.to_owned()), ..EventDetail::default() };
        books.ledger.record(&contradicted(sale).evidence(detail)).unwrap()
    };
    let sale = told(&sold, &sale, "Success");
    let sale = sold.ledger.deal_with(sale.sale_id, &note("the customer has paid"), NOW + 5_000).unwrap();
    let sale = sold.disputed(&sale, NOW + 6_000);
    let books = Books::new();
    let row = books.ledger.newest_row().unwrap();
    books.ledger.put_back(&sold.lost(), 0, LATER).unwrap();
    let now = books.ledger.sale(sale.sale_id).unwrap();
    assert_eq!((now.state, now.attention), (SaleState::Failed, Some(Attention::Contradicted)), "it stays in doubt");
    assert_eq!((now.disputed_at_ms, now.dealt_at_ms), (Some(NOW + 6_000), Some(NOW + 5_000)));
    assert_eq!(books.ledger.words_put_back(row), Ok((1, 1)));
    assert_eq!(books.ledger.sales_to_deal_with().unwrap(), []);
    let now = told(&books, &now, "Success");
    assert_eq!(now.dealt_at_ms, Some(NOW + 5_000), "that was known when it was dealt with");
    assert_eq!(told(&books, &now, "Done twice").dealt_at_ms, None, "that was not");
    assert_eq!(books.ledger.verify(), Ok(()));
}

/// The company said something else after a person had dealt with its contradiction. Nobody has dealt with that.
#[test]
fn what_was_dealt_with_before_the_news_is_loud_with_the_news() {
    let sold = Books::new();
    let sale = sold.sale("9876543210", &[Event::LoseTrack]);
    let sale = sold.ledger.record(&said(&sale, Event::DeclareFailed, Said::Failed)).unwrap();
    let told = |books: &Books, words: &str| {
        let detail = EventDetail { words: Some(words.to_owned()), ..EventDetail::default() };
        let sale = books.ledger.sale(sale.sale_id).unwrap();
        books.ledger.record_only(&contradicted(&sale).evidence(detail)).unwrap();
        books.ledger.sales_to_deal_with().unwrap().len()
    };
    assert_eq!(told(&sold, "Pending"), 1);
    sold.ledger.deal_with(sale.sale_id, &note("it is known"), NOW + 5_000).unwrap();
    let before = sold.lost();
    assert_eq!(told(&sold, "Success"), 1);
    let mut both = before.clone();
    both[0].order.add_said(&sold.lost()[0].order.said);
    for lost in [before, sold.lost(), both] {
        let books = Books::new();
        books.ledger.put_back(&lost, 0, LATER).unwrap();
        assert_eq!(books.ledger.sales_to_deal_with().unwrap(), []);
        assert_eq!(told(&books, "Success"), 1);
    }
}

/// A contradiction of an attempt that another one followed was dealt with. That changes neither this attempt nor the sale.
#[test]
fn an_older_attempt_that_was_dealt_with_is_so_again() {
    let sold = Books::new();
    let first = sold.begin(&airtel("9876543210"));
    let second = sold.ledger.record_and_try(&step(&first, Some(Event::Reject)), &super::at("paygrt", 1), NOW).unwrap();
    let second = sold.ledger.record(&step(&second, Some(Event::LoseTrack))).unwrap();
    let first = sold.ledger.attempt(first.attempt_id).unwrap();
    sold.ledger.record_only(&contradicted(&first)).unwrap();
    sold.ledger.deal_with(second.sale_id, &note("told"), NOW + 5_000).unwrap();
    sold.ledger.record(&said(&second, Event::DeclareSucceeded, Said::Succeeded)).unwrap();
    let books = Books::new();
    books.ledger.put_back(&sold.lost(), 0, LATER).unwrap();
    let now: Vec<_> = books.ledger.attempts(1).unwrap().iter().map(|one| (one.state, one.dealt_at_ms)).collect();
    assert_eq!(now, [(SaleState::Failed, Some(NOW + 5_000)), (SaleState::Succeeded, None)]);
    assert_eq!(books.ledger.sales_to_deal_with().unwrap(), []);
    assert_eq!(books.ledger.verify(), Ok(()));
}

#[test]
fn of_several_words_the_last_one_counts_and_none_comes_twice() {
    let sold = Books::new();
    let sale = sold.sale("9876543210", &[Event::LoseTrack]);
    let first = sold.ledger.record(&said(&sale, Event::DeclareFailed, Said::Failed)).unwrap();
    let half = copied(&sold);
    let at_ms = NOW + 9_000;
    let second = said_at(&first, Event::Admit, Said::Succeeded, at_ms);
    let now = sold.ledger.record(&second).unwrap();
    for books in [Books::new(), half] {
        books.ledger.put_back(&sold.lost(), 0, LATER).unwrap();
        let back = books.ledger.sale(sale.sale_id).unwrap();
        assert_eq!((back.state, back.whose(), &back.word), (SaleState::Succeeded, Whose::Person, &now.word));
        let words = kinds(&books, sale.sale_id).into_iter().filter(|kind| *kind == EventKind::PersonSaid).count();
        assert_eq!(words, 2);
        assert_eq!(books.kept(), 29_900);
        // A log that knows the first alone says nothing new.
        let mut old = sold.lost();
        old[0].order.said.truncate(1);
        let rows = books.rows();
        books.ledger.put_back(&old, 0, LATER + 1).unwrap();
        assert_eq!(books.rows(), rows);
        assert_eq!(books.ledger.verify(), Ok(()));
    }
}

/// A program that did not put words back let the company end the sale.
#[test]
fn a_word_that_comes_too_late_is_loud_and_moves_no_money() {
    let sold = Books::new();
    let sale = sold.sale("9876543210", &[Event::LoseTrack]);
    let books = copied(&sold);
    sold.ledger.record(&said(&sale, Event::DeclareFailed, Said::Failed)).unwrap();
    books.ledger.record(&step(&sale, Some(Event::Succeed))).unwrap();
    books.ledger.put_back(&sold.lost(), 0, LATER).unwrap();
    let now = books.ledger.sale(sale.sale_id).unwrap();
    assert_eq!((now.state, now.whose(), now.doubt.contradicted), (SaleState::Succeeded, Whose::Company, true));
    assert_eq!(now.word, Some(word(Some(Said::Failed))));
    assert_eq!(books.ledger.sales_to_deal_with().unwrap().len(), 1);
    assert_eq!(books.ledger.verify(), Ok(()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    /// Companies and persons say anything before and after a backup. Then each person's word, each dispute and each mark
    /// *dealt with* comes back once, and the accounts fit the sale.
    #[test]
    fn what_persons_wrote_comes_back_once(deeds in prop::collection::vec(0_u8..10, 1..9), at in 0_usize..9) {
        let sold = Books::new();
        let mut sale = sold.sale("9876543210", &[Event::LoseTrack]);
        let mut backup = None;
        for (place, deed) in deeds.iter().enumerate() {
            if place == at {
                backup = Some(copied(&sold));
            }
            let at_ms = NOW + 2_000 + place as i64;
            let in_doubt = sale.whose() == Whose::Person || sale.doubt.contradicted;
            sale = match deed {
                0 => sold.told(&sale, Word::Accepted),
                1 => sold.told(&sale, Word::Succeeded),
                2 => sold.told(&sale, Word::Failed),
                3..=7 => {
                    let (word, _) = Said::ALL[usize::from(*deed) % 3];
                    match declared(sale.state, word, in_doubt) {
                        Some(event) => sold.ledger.record(&said_at(&sale, event, word, at_ms)).unwrap(),
                        None => sale,
                    }
                }
                8 => sold.disputed(&sale, at_ms),
                _ => sold.ledger.deal_with(sale.sale_id, &note("told"), at_ms).unwrap(),
            };
        }
        for books in [Some(Books::new()), backup].into_iter().flatten() {
            let row = books.ledger.newest_row().unwrap();
            books.ledger.put_back(&sold.lost(), 0, LATER).unwrap();
            let now = books.ledger.sale(sale.sale_id).unwrap();
            if sale.whose() == Whose::Person {
                prop_assert_eq!((now.state, now.whose()), (sale.state, Whose::Person));
                prop_assert_eq!(books.kept(), sold.kept());
            }
            prop_assert_eq!(&now.word, &sale.word);
            prop_assert_eq!(now.disputed_at_ms, sale.disputed_at_ms);
            prop_assert!(sale.dealt_at_ms.is_none() || now.dealt_at_ms == sale.dealt_at_ms);
            prop_assert_eq!(books.ledger.verify(), Ok(()));
            let (rows, counted) = (books.rows(), books.ledger.words_put_back(row));
            books.ledger.put_back(&sold.lost(), 0, LATER + 1).unwrap();
            books.ledger.put_back(&books.lost(), 0, LATER + 2).unwrap();
            prop_assert_eq!((books.rows(), books.ledger.words_put_back(row)), (rows, counted));
        }
    }
}

/// A clock may be set back between a word and the word that corrects it. Then both have the same time.
#[test]
fn a_word_and_what_mends_it_at_the_same_moment_are_two() {
    let sold = Books::new();
    let sale = sold.sale("9876543210", &[Event::LoseTrack]);
    let sale = sold.ledger.record(&said(&sale, Event::DeclareSucceeded, Said::Succeeded)).unwrap();
    let before = copied(&sold);
    let sale = sold.ledger.record(&said(&sale, Event::DeclareFailed, Said::Failed)).unwrap();
    for books in [Books::new(), before] {
        books.ledger.put_back(&sold.lost(), 0, LATER).unwrap();
        books.ledger.put_back(&sold.lost(), 0, LATER).unwrap();
        let said = kinds(&books, sale.sale_id).into_iter().filter(|kind| *kind == EventKind::PersonSaid).count();
        assert_eq!((said, books.ledger.sale(sale.sale_id).unwrap().state), (2, SaleState::Failed));
        assert_eq!(books.kept(), 0);
    }
}

/// A word that came too late changes no state, but stands in the journal. So it is put back, once.
#[test]
fn a_word_that_came_too_late_is_put_back_once() {
    for after in [Event::Succeed, Event::Reject] {
        let sold = Books::new();
        let sale = sold.sale("9876543210", &[Event::LoseTrack]);
        let books = copied(&sold);
        sold.ledger.record(&said(&sale, Event::DeclareFailed, Said::Failed)).unwrap();
        books.ledger.record(&step(&sale, Some(after))).unwrap();
        books.ledger.put_back(&sold.lost(), 0, LATER).unwrap();
        assert_eq!(books.ledger.lacks_words_of(&sold.lost()[0].order), Ok(false), "{after:?}");
        let rows = kinds(&books, sale.sale_id).len();
        books.ledger.put_back(&sold.lost(), 0, LATER + 2).unwrap();
        assert_eq!(kinds(&books, sale.sale_id).len(), rows, "{after:?}");
    }
}
