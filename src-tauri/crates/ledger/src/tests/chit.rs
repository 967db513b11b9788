//! Chits: what was promised to be sold as soon as the line is back.

use std::collections::BTreeMap;

use domain::{DAY_MS, Event, Paise, Payment, SaleState, Service};

use super::{Books, DAY, Held, NOW, airtel, intent, number, opening, step};
use crate::{ChitState, EventDetail, Ledger, LedgerError, NO_FIELDS, NewChit, NewSale};

/// The end of the day of [`NOW`].
const EVENING: i64 = NOW + 6 * 3_600_000;

/// The chit of [`airtel`].
pub(super) fn chit_for(number: &str, day: &str) -> NewChit {
    NewChit {
        intent: intent(),
        day: day.to_owned(),
        expires_at_ms: EVENING,
        service: Service::Prepaid,
        operator: "airtel".to_owned(),
        circle: "mumbai".to_owned(),
        number: number.to_owned(),
        amount: Paise::new(29_900),
        fields: NO_FIELDS.to_owned(),
        phone: "9876500000".to_owned(),
        taken: Some(Payment::Cash),
    }
}

fn written(books: &Books, number: &str) -> i64 {
    books.ledger.write_chit(&chit_for(number, DAY), NOW).unwrap().chit_id
}

fn of_chit(chit: i64, number: &str) -> NewSale {
    NewSale { chit: Some(chit), ..airtel(number) }
}

fn state(books: &Ledger, chit: i64) -> ChitState {
    books.chit(chit).unwrap().unwrap().state
}

#[test]
fn a_chit_is_no_sale_and_moves_no_money() {
    let books = Books::new();
    let before = (books.ledger.newest_row(), books.ledger.balances());
    let new = chit_for("9876543210", DAY);
    let chit = books.ledger.write_chit(&new, NOW).unwrap();
    assert_eq!((chit.day_number, chit.made_at_ms, chit.state, chit.sale_id), (1, NOW, ChitState::Open, None));
    assert_eq!(chit.chit, new);
    assert_eq!(books.ledger.chit(chit.chit_id), Ok(Some(chit)));
    assert_eq!(books.ledger.sold_chit("9876543210", Paise::new(29_900), NOW), Ok(None), "it waits");
    assert_eq!((books.ledger.newest_row(), books.ledger.balances()), before);
    assert_eq!(books.ledger.count_sales(), Ok(0));
    assert_eq!(books.ledger.verify(), Ok(()));
}

#[test]
fn chits_are_numbered_by_the_day_and_one_act_is_one_chit() {
    let books = Books::new();
    let new = chit_for("9876543210", DAY);
    let first = books.ledger.write_chit(&new, NOW).unwrap();
    assert_eq!(books.ledger.write_chit(&new, NOW + 9), Ok(first.clone()), "delivered twice");
    let second = books.ledger.write_chit(&chit_for("9876543211", DAY), NOW).unwrap();
    let tomorrow = books.ledger.write_chit(&chit_for("9876543212", "2026-11-21"), NOW + DAY_MS).unwrap();
    assert_eq!([first.day_number, second.day_number, tomorrow.day_number], [1, 2, 1]);
    assert!(first.chit_id < second.chit_id && second.chit_id < tomorrow.chit_id, "no id twice");
}

#[test]
fn a_chit_begins_one_sale_and_never_a_second_one() {
    let books = Books::new();
    let chit = written(&books, "9876543210");
    let sale = books.begin(&of_chit(chit, "9876543210"));
    let sold = books.ledger.chit(chit).unwrap().unwrap();
    let found = |number: &str, paise, since_ms| books.ledger.sold_chit(number, Paise::new(paise), since_ms).unwrap();
    let (number, paise) = (sold.chit.number.as_str(), sold.chit.amount.get());
    assert_eq!(found(number, paise, NOW), Some(sold.clone()));
    assert!(
        found(number, paise, NOW + 1).is_none()
            && found(number, paise + 1, NOW).is_none()
            && found("9876543211", paise, NOW).is_none()
    );
    assert_eq!((sold.state, sold.sale_id), (ChitState::Sold, Some(sale.sale_id)));
    // Whatever became of the sale, and whoever confirms what.
    books.ledger.record(&step(&sale, Some(Event::Succeed))).unwrap();
    assert_eq!(books.ledger.begin_sale(&of_chit(chit, "9876543210"), NOW, NOW), Err(LedgerError::ChitSold));
    assert_eq!(books.ledger.throw_chit_away(chit), Err(LedgerError::ChitSold));
    assert_eq!(books.ledger.keep_chit(chit), Err(LedgerError::ChitSold));
    assert_eq!(books.ledger.count_sales(), Ok(1));
    // The control: without the chit the same is sold again.
    books.begin(&airtel("9876543210"));
}

#[test]
fn the_same_chit_in_two_hands_begins_one_sale() {
    let books = Books::new();
    let chit = written(&books, "9876543210");
    let begun: Vec<_> = std::thread::scope(|scope| {
        let hands: Vec<_> = (0..4)
            .map(|_| scope.spawn(|| books.ledger.begin_sale(&of_chit(chit, "9876543210"), NOW, NOW + 5_000)))
            .collect();
        hands.into_iter().map(|hand| hand.join().unwrap()).collect()
    });
    assert_eq!(begun.iter().filter(|begun| begun.is_ok()).count(), 1, "{begun:?}");
    assert!(begun.iter().all(|begun| begun.is_ok() || *begun == Err(LedgerError::ChitSold)), "{begun:?}");
    assert_eq!(books.ledger.count_sales(), Ok(1));
}

#[test]
fn a_sale_that_is_refused_leaves_its_chit_as_it_was() {
    let books = Books::new();
    let chit = written(&books, "9876543210");
    let twin = books.begin(&airtel("9876543210"));
    let refused = books.ledger.begin_sale(&of_chit(chit, "9876543210"), NOW, NOW);
    assert_eq!(refused, Err(LedgerError::TwinOpen { sale_id: twin.sale_id }));
    assert_eq!(state(&books.ledger, chit), ChitState::Open);
    books.ledger.record(&step(&twin, Some(Event::Succeed))).unwrap();
    // It was sold by hand since the chit was written.
    let asks = NewSale { ask_if_sold_since_ms: Some(NOW), ..of_chit(chit, "9876543210") };
    assert!(matches!(books.ledger.begin_sale(&asks, NOW, NOW), Err(LedgerError::SoldRecently { .. })));
    assert_eq!(state(&books.ledger, chit), ChitState::Open);
    assert_eq!(books.begin(&of_chit(chit, "9876543210")).number, "9876543210");
}

#[test]
fn a_chit_is_for_one_number_and_for_one_day() {
    let books = Books::new();
    let chit = written(&books, "9876543210");
    let gone = Err(LedgerError::ChitGone);
    assert_eq!(books.ledger.begin_sale(&of_chit(chit, "9876543211"), NOW, NOW), gone);
    assert_eq!(books.ledger.begin_sale(&of_chit(chit, "9876543210"), EVENING, EVENING), gone);
    assert_eq!(books.ledger.begin_sale(&of_chit(chit + 1, "9876543210"), NOW, NOW), gone);
    assert!(books.ledger.begin_sale(&of_chit(chit, "9876543210"), EVENING - 1, EVENING).is_ok());
    let thrown = written(&books, "9876543212");
    books.ledger.throw_chit_away(thrown).unwrap();
    assert_eq!(books.ledger.begin_sale(&of_chit(thrown, "9876543212"), NOW, NOW), gone);
    assert_eq!(books.ledger.keep_chit(thrown), Err(LedgerError::ChitGone));
}

#[test]
fn those_that_wait_are_listed_until_they_are_long_over() {
    let books = Books::new();
    let (first, second) = (written(&books, "9876543210"), written(&books, "9876543211"));
    let unpaid = NewChit { taken: None, ..chit_for("9876543212", DAY) };
    let third = books.ledger.write_chit(&unpaid, NOW).unwrap().chit_id;
    books.begin(&of_chit(first, "9876543210"));
    books.ledger.throw_chit_away(second).unwrap();
    let waiting = |after_ms| {
        let chits = books.ledger.waiting_chits(after_ms).unwrap();
        chits.into_iter().map(|chit| chit.chit_id).collect::<Vec<_>>()
    };
    assert_eq!((waiting(NOW), waiting(EVENING)), (vec![third], vec![]));
    // A month later the customers' numbers are gone, and the sale stays.
    let later = NOW + 33 * DAY_MS;
    books
        .ledger
        .write_chit(&NewChit { expires_at_ms: later + 1, ..chit_for("9876543213", "2026-12-23") }, later)
        .unwrap();
    assert_eq!(number(&books.raw(), "SELECT COUNT(*) FROM chit"), 1);
    assert_eq!(books.ledger.count_sales(), Ok(1));
    assert_eq!(books.ledger.verify(), Ok(()));
}

#[test]
fn money_that_was_taken_is_not_forgotten_before_a_person_says_that_it_was_given_back() {
    let books = Books::new();
    let chit = written(&books, "9876543210");
    let later = NOW + 400 * DAY_MS;
    let new = NewChit { expires_at_ms: later + 1, taken: None, ..chit_for("9876543213", "2027-12-23") };
    books.ledger.write_chit(&new, later).unwrap();
    let waiting = || {
        let chits = books.ledger.waiting_chits(later + DAY_MS).unwrap();
        chits.into_iter().map(|chit| chit.chit_id).collect::<Vec<_>>()
    };
    assert_eq!(waiting(), [chit]);
    books.ledger.throw_chit_away(chit).unwrap();
    assert!(waiting().is_empty());
}

#[test]
fn an_open_chit_of_a_backup_is_in_doubt_until_a_person_speaks() {
    let books = Books::new();
    let (sold, open) = (written(&books, "9876543210"), written(&books, "9876543211"));
    let sale = books.begin(&of_chit(sold, "9876543210"));
    books.ledger.record(&step(&sale, Some(Event::Succeed))).unwrap();
    let (copy, staged) = (books.folder.path().join("one.db"), books.folder.path().join("staged.db"));
    books.ledger.back_up(&copy, NOW, &BTreeMap::new()).unwrap();
    // Sold after the backup was made: no row of it tells.
    books.begin(&of_chit(open, "9876543211"));
    books.ledger.stage(&copy, &staged).unwrap();
    let restored = Held::of(Ledger::open(&staged, opening(2, "a")).unwrap());
    assert_eq!((state(&restored, sold), state(&restored, open)), (ChitState::Sold, ChitState::Unsure));
    assert_eq!(restored.waiting_chits(NOW).unwrap().len(), 1, "it is shown");
    assert_eq!(restored.begin_sale(&of_chit(open, "9876543211"), NOW, NOW), Err(LedgerError::ChitGone));
    restored.keep_chit(open).unwrap();
    assert!(restored.begin_sale(&of_chit(open, "9876543211"), NOW, NOW).is_ok());
    assert_eq!(restored.verify(), Ok(()));
}

/// The books as a kill at this moment leaves them, opened by the next start.
fn killed(books: &Books) -> (tempfile::TempDir, Held) {
    let folder = tempfile::tempdir().unwrap();
    for ending in ["", "-wal"] {
        let name = format!("ledger.db{ending}");
        std::fs::copy(books.folder.path().join(&name), folder.path().join(&name)).unwrap();
    }
    let left = Held::of(Ledger::open(&folder.path().join("ledger.db"), opening(3, "a")).unwrap());
    left.take_up_after_crash(NOW, &EventDetail::default()).unwrap();
    (folder, left)
}

#[test]
fn a_kill_leaves_the_chit_open_without_a_sale_or_sold_with_one() {
    let books = Books::new();
    let chit = written(&books, "9876543210");
    let (_before, left) = killed(&books);
    assert_eq!((state(&left, chit), left.count_sales()), (ChitState::Open, Ok(0)));
    assert!(left.begin_sale(&of_chit(chit, "9876543210"), NOW, NOW).is_ok());
    let sale = books.begin(&of_chit(chit, "9876543210"));
    let (_after, left) = killed(&books);
    assert_eq!((state(&left, chit), left.sale(sale.sale_id).unwrap().state), (ChitState::Sold, SaleState::Unknown));
    assert_eq!(left.begin_sale(&of_chit(chit, "9876543210"), NOW, NOW), Err(LedgerError::ChitSold));
}

#[test]
fn a_state_that_no_sale_bears_out_cannot_be_written() {
    let books = Books::new();
    let chit = written(&books, "9876543210");
    for change in [
        "UPDATE chit SET state = 'sold' WHERE id = ?1",
        "UPDATE chit SET sale_id = 1 WHERE id = ?1",
        "UPDATE chit SET state = 'sold', sale_id = 77 WHERE id = ?1",
    ] {
        assert!(books.raw().execute(change, [chit]).is_err(), "{change}");
    }
}
