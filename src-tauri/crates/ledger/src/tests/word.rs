//! A person's word in the books.

use domain::{Account, Event, Paise, Said, SaleState, Whose, Word};

use super::{Books, DAY, NOW, airtel, at, opening, silent, step, texts};
use crate::open::MIGRATIONS;
use crate::{Attention, EventDetail, EventKind, Ledger, Page, PersonsWord, Remembered, SaleRow, Silent, Step};

pub(super) fn word(said: Option<Said>) -> PersonsWord {
    PersonsWord {
        said,
        by: "Asha".to_owned(),
        reference: "CMP-77/a".to_owned(),
        told_at_ms: Some(NOW),
        note: String::new(),
    }
}

pub(super) fn said(sale: &SaleRow, event: Event, said: Said) -> Step {
    said_at(sale, event, said, NOW + 1_000)
}

pub(super) fn said_at(sale: &SaleRow, event: Event, said: Said, at_ms: i64) -> Step {
    Step::said(sale, event, word(Some(said)), at_ms).ask_next(None).flag(None)
}

pub(super) fn contradicted(sale: &SaleRow) -> Step {
    silent(sale, Silent::Contradicted, NOW + 1_000).flag(Some(Attention::Contradicted))
}

#[test]
fn a_persons_word_is_posted_sealed_and_found_by_its_reference() {
    let books = Books::new();
    let waiting = books.sale("9876543210", &[Event::Accept]);
    let done = books.ledger.record(&said(&waiting, Event::DeclareSucceeded, Said::Succeeded)).unwrap();
    assert_eq!((done.state, done.whose()), (SaleState::Succeeded, Whose::Person));
    assert_eq!((done.word.clone(), done.doubt.declared_failed), (Some(word(Some(Said::Succeeded))), false));
    assert_eq!(books.ledger.account_balance(&Account::Cash).unwrap(), Paise::new(29_900));
    let by_reference = Remembered::Reference("CMP-77".to_owned());
    assert_eq!(
        books.ledger.remembered_sales(&by_reference, Page { after: 0, rows: 9 }).unwrap(),
        std::slice::from_ref(&done)
    );
    let back = books.ledger.record(&said(&done, Event::DeclareReversed, Said::GivenBack)).unwrap();
    assert_eq!((back.state, back.whose()), (SaleState::Reversed, Whose::Person));
    assert_eq!(books.kept(), 0);
    let told = books.ledger.events(done.sale_id).unwrap();
    let persons: Vec<_> = told.iter().filter(|event| event.kind == EventKind::PersonSaid).collect();
    assert_eq!(persons.len(), 2);
    assert_eq!(persons[1].detail.person, Some(word(Some(Said::GivenBack))));
    assert_eq!(books.ledger.verify_chain().unwrap().broken_at, None);
    // It is under the seal.
    books.ledger.tamper();
    books
        .raw()
        .execute_batch(
            "DROP TRIGGER sale_event_is_final; UPDATE sale_event SET detail = replace(detail, 'Asha', 'Ravi')",
        )
        .unwrap();
    assert!(books.ledger.verify_chain().unwrap().broken_at.is_some());
}

#[test]
fn money_given_back_before_it_was_taken_is_a_failure() {
    let books = Books::new();
    let lost = books.sale("9876543210", &[Event::LoseTrack]);
    let back = books.ledger.record(&said(&lost, Event::DeclareFailed, Said::GivenBack)).unwrap();
    assert_eq!((back.state, back.doubt.said, back.whose()), (SaleState::Failed, Some(Said::GivenBack), Whose::Person));
    assert_eq!((books.kept(), back.owed), (0, Paise::new(29_900)), "the customer has not got it yet");
    let admitted = books.ledger.record(&step(&back, Some(Event::Admit))).unwrap();
    assert_eq!(admitted.whose(), Whose::Company, "what was said does not hold any more");
}

#[test]
fn a_word_that_was_a_mistake_is_undone_to_the_paisa() {
    let accounts = [Account::Wallet("inspay".to_owned()), Account::Commission];
    let balances = |books: &Books| {
        let of = |account| books.ledger.account_balance(account).unwrap().get();
        [books.kept(), of(&accounts[0]), of(&accounts[1])]
    };
    let (books, sold) = (Books::new(), [29_900, -29_302, -598]);
    let done = books.sale("9876543210", &[Event::Succeed]);
    let back = books.ledger.record(&said(&done, Event::DeclareReversed, Said::GivenBack)).unwrap();
    assert_eq!(balances(&books), [0, 0, 0]);
    let mended = books.ledger.record(&said(&back, Event::Admit, Said::Succeeded)).unwrap();
    assert_eq!((mended.state, balances(&books)), (SaleState::Succeeded, sold));
    let wrong = books.ledger.record(&said(&mended, Event::DeclareFailed, Said::Failed)).unwrap();
    assert_eq!((wrong.state, wrong.doubt.said, balances(&books)), (SaleState::Failed, Some(Said::Failed), [0, 0, 0]));
    let mended = books.ledger.record(&said(&wrong, Event::Admit, Said::Succeeded)).unwrap();
    assert_eq!((mended.whose(), balances(&books)), (Whose::Person, sold));
    let totals = books.ledger.day_totals(DAY).unwrap();
    assert_eq!((totals.taken, totals.earned), (Paise::new(29_900), Paise::new(598)));
    assert_eq!(books.ledger.postings(done.sale_id).unwrap().len(), 15, "every entry stays");
    assert_eq!(books.ledger.verify_chain().unwrap().broken_at, None);
}

#[test]
fn what_contradicts_itself_is_to_be_dealt_with_once() {
    let books = Books::new();
    let quiet = books.sale("9876543210", &[Event::Reject]);
    let first = books.sale("9876543211", &[Event::LoseTrack]);
    let second = books.ledger.record_and_try(&step(&first, Some(Event::Reject)), &at("paygrt", 1), NOW).unwrap();
    let second = books.ledger.record(&step(&second, Some(Event::Succeed))).unwrap();
    let first = books.ledger.attempt(first.attempt_id).unwrap();
    books.ledger.record_only(&contradicted(&first)).unwrap();
    let loud = || books.ledger.sales_to_deal_with().unwrap().iter().map(|sale| sale.sale_id).collect::<Vec<_>>();
    assert_eq!(loud(), [second.sale_id]);
    let person = PersonsWord { by: "Asha".to_owned(), note: "₹ 299 came back".to_owned(), ..PersonsWord::default() };
    let dealt = books.ledger.deal_with(second.sale_id, &person, NOW + 5).unwrap();
    assert_eq!((dealt.state, dealt.doubt.contradicted), (SaleState::Succeeded, true), "it stays in doubt");
    assert!(loud().is_empty());
    assert_eq!(books.ledger.attempt(first.attempt_id).unwrap().dealt_at_ms, Some(NOW + 5));
    let rows = || books.ledger.events(second.sale_id).unwrap().len();
    let told = rows();
    books.ledger.deal_with(second.sale_id, &person, NOW + 6).unwrap();
    books.ledger.deal_with(quiet.sale_id, &person, NOW + 6).unwrap();
    assert_eq!(rows(), told, "there is nothing left to deal with");
    // If the company says the same once more, that is no news. If it says it about another attempt, it is.
    books.ledger.record_only(&contradicted(&books.ledger.attempt(first.attempt_id).unwrap())).unwrap();
    assert!(loud().is_empty());
    books.ledger.record_only(&contradicted(&dealt)).unwrap();
    assert_eq!(loud(), [second.sale_id]);
    // It is news about the same attempt, too, once the first contradiction was over.
    let first = books.ledger.attempt(first.attempt_id).unwrap();
    books.ledger.deal_with(second.sale_id, &person, NOW + 7).unwrap();
    books.ledger.record_only(&step(&first, None)).unwrap();
    assert!(loud().is_empty());
    books.ledger.record_only(&contradicted(&first)).unwrap();
    assert_eq!(loud(), [second.sale_id]);
    // Other words than those that were dealt with are news, too: "working on it" may become "done".
    books.ledger.deal_with(second.sale_id, &person, NOW + 8).unwrap();
    let detail = EventDetail { words: Some("Success".to_owned()), ..EventDetail::default() };
    let first = books.ledger.attempt(first.attempt_id).unwrap();
    books.ledger.record_only(&contradicted(&first).evidence(detail)).unwrap();
    assert_eq!(loud(), [second.sale_id]);
    // No words at all are news, too, because many companies say nothing with a success.
    books.ledger.deal_with(second.sale_id, &person, NOW + 9).unwrap();
    let first = books.ledger.attempt(first.attempt_id).unwrap();
    books.ledger.record_only(&contradicted(&first)).unwrap();
    assert_eq!(loud(), [second.sale_id]);
    assert_eq!(books.ledger.attempt(first.attempt_id).unwrap().words, "Success", "what was said stays");
}

#[test]
fn working_on_it_that_becomes_done_without_a_sentence_is_to_be_dealt_with_anew() {
    let books = Books::new();
    let sale = books.sale("9876543210", &[Event::Reject]);
    let hear = |heard| {
        let now = books.ledger.sale(sale.sale_id).unwrap();
        let detail = EventDetail { heard, ..EventDetail::default() };
        books.ledger.record(&contradicted(&now).evidence(detail)).unwrap().dealt_at_ms
    };
    let person = PersonsWord { by: "Asha".to_owned(), note: "called".to_owned(), ..PersonsWord::default() };
    let deal = || books.ledger.deal_with(sale.sale_id, &person, NOW + 5).unwrap();
    // A row of an earlier version does not have the word. So the next answer may be the same as the one of that row.
    hear(None);
    deal();
    assert_eq!(hear(Some(Word::Accepted)), Some(NOW + 5));
    for word in [Word::Succeeded, Word::Failed, Word::Refunded, Word::Accepted] {
        assert_eq!(hear(Some(word)), None, "{word:?}");
        deal();
        assert_eq!(hear(Some(word)), Some(NOW + 5), "the same once more: {word:?}");
    }
}

#[test]
fn who_looks_for_what_is_loud_reads_nothing_else() {
    let books = Books::new();
    let plan = "EXPLAIN QUERY PLAN SELECT 1 FROM sale WHERE sale.id IN (SELECT loud.sale_id FROM attempt AS loud
        WHERE loud.attention = 'contradicted' AND loud.dealt_at_ms IS NULL)";
    let raw = books.raw();
    let mut statement = raw.prepare(plan).unwrap();
    let steps: Vec<String> = statement.query_map((), |row| row.get(3)).unwrap().map(Result::unwrap).collect();
    assert!(steps.iter().any(|step| step.contains("attempt_to_deal_with")), "{steps:?}");
    assert!(steps.iter().all(|step| !step.starts_with("SCAN sale")), "{steps:?}");
}

#[test]
fn a_dispute_is_written_down_and_changes_nothing() {
    let books = Books::new();
    let sale = books.sale("9876543210", &[Event::Succeed]);
    let detail = EventDetail { person: Some(word(None)), ..EventDetail::default() };
    let step = silent(&sale, Silent::Disputed, NOW + 1_000).evidence(detail).ask_next(Some(NOW + 9));
    let disputed = books.ledger.record(&step).unwrap();
    assert_eq!((disputed.disputed_at_ms, disputed.next_check_at_ms), (Some(NOW + 1_000), Some(NOW + 9)));
    assert_eq!((disputed.state, disputed.word, disputed.doubt), (sale.state, None, sale.doubt));
}

#[test]
fn what_the_company_last_said_stays_until_it_says_something_else() {
    let books = Books::new();
    let told = |sale: &SaleRow, event, kind, words: Option<&str>| {
        let detail = EventDetail { words: words.map(str::to_owned), ..EventDetail::default() };
        let step = step(sale, event).evidence(detail);
        assert_eq!(step.kind(), kind);
        books.ledger.record(&step).unwrap()
    };
    let sale = books.sale("9876543210", &[Event::LoseTrack]);
    let sale = told(&sale, Some(Event::Accept), EventKind::Accepted, Some("With the operator"));
    let sale = told(&sale, None, EventKind::NoNews, None);
    let sale = told(&sale, Some(Event::Accept), EventKind::Accepted, None);
    assert_eq!(sale.words, "With the operator");
    let sale = told(&sale, Some(Event::Succeed), EventKind::Succeeded, None);
    assert_eq!(sale.words, "", "it is with the operator no more");
}

#[test]
fn a_long_answer_is_kept_in_part_with_a_digest_of_the_rest() {
    let short = "x".repeat(4_096);
    let kept = EventDetail::of_exchange(Some("POST".to_owned()), Some(short.clone()));
    assert_eq!((kept.received, kept.rest), (Some(short), None));
    // A sign is not cut in two: "€" has three bytes.
    let long = format!("{}€abc", "x".repeat(4_095));
    let kept = EventDetail::of_exchange(None, Some(long));
    assert_eq!(kept.received.map(|text| text.len()), Some(4_095));
    let rest = kept.rest.unwrap();
    // printf '€abc' | sha256sum
    assert_eq!(
        (rest.bytes, rest.sha256.as_str()),
        (6, "85ebb42adf349014379011e6caa2b0a8b6affb65fe2729a23d93c0255893bf92")
    );
}

#[test]
fn who_was_declared_failed_before_there_were_words_was_so_by_a_person() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    let raw = rusqlite::Connection::open(&path).unwrap();
    MIGRATIONS[..4].iter().for_each(|sql| raw.execute_batch(sql).unwrap());
    raw.execute_batch(
        "INSERT INTO sale (id, service, operator, number, circle, amount_paise, state, created_at_ms, day, intent) VALUES
            (1, 'prepaid', 'airtel', '9876543210', '', 100, 'failed', 1, '2026-11-20', 'a'),
            (2, 'wallet_load', 'wallet-load', '', '', 100, 'failed', 1, '2026-11-20', 'b');
         INSERT INTO attempt (id, sale_id, provider, code, account, order_id, state, submitted_at_ms, declared_failed) VALUES
            (1, 1, 'inspay', 'A', '', 'AAAAAA000001', 'failed', 1, 1), (2, 2, 'inspay', 'L', '', 'AAAAAA000002', 'failed', 1, 1);
         INSERT INTO sale_event (seq, sale_id, attempt_id, at_ms, kind, from_state, to_state, detail, key_id, mac) VALUES
            (1, 1, 1, 1, 'declared_failed', 'unknown', 'failed', '{}', 'old', x'00'),
            (2, 2, 2, 1, 'abandoned', 'unknown', 'failed', '{}', 'old', x'00');
         PRAGMA user_version = 4",
    )
    .unwrap();
    let ledger = Ledger::open(&path, opening(1, "a")).unwrap();
    let said = |sale_id| ledger.sale(sale_id).unwrap().doubt.said;
    assert_eq!((said(1), said(2)), (Some(Said::Failed), None));
    assert_eq!(texts(&raw, "SELECT said FROM attempt ORDER BY id"), ["failed", ""]);
}

#[test]
fn a_sale_that_begins_has_no_word() {
    let sale = Books::new().begin(&airtel("9876543210"));
    assert_eq!((sale.whose(), sale.word, sale.disputed_at_ms, sale.dealt_at_ms), (Whose::Company, None, None, None));
}
