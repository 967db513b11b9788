//! What amounts buy, as the shop knows it.

use std::collections::BTreeMap;

use domain::{DataPer, Language, Paise, PlanData, PlanSource};

use super::{Books, NOW, texts};
use crate::{PlanKey, PlanRow};

fn key(operator: &str, circle: &str, rupees: i64) -> PlanKey {
    let amount_paise = Paise::from_rupees(rupees).unwrap();
    PlanKey { operator: operator.to_owned(), circle: circle.to_owned(), amount_paise }
}

fn plan(operator: &str, circle: &str, rupees: i64, days: u32) -> PlanRow {
    PlanRow {
        key: key(operator, circle, rupees),
        days: Some(days),
        data: Some(PlanData { mb: 1_536, per: DataPer::Day }),
        words: [(Language::EN, "Calls to all".to_owned())].into(),
        source: PlanSource::File,
        told_by: String::new(),
        at_ms: NOW,
    }
}

#[test]
fn what_is_said_again_takes_the_place_of_what_was_said() {
    let books = Books::new();
    let bare = PlanRow { days: None, data: None, words: BTreeMap::new(), ..plan("airtel", "", 99, 1) };
    let (first, other) = (plan("airtel", "", 299, 28), plan("jio", "", 299, 28));
    books.ledger.keep_plans(&[first.clone(), other.clone(), bare.clone()], &[]).unwrap();
    assert_eq!(books.ledger.plans(), Ok(vec![bare.clone(), first.clone(), other.clone()]));

    let typed = PlanRow { source: PlanSource::Typed, at_ms: NOW + 1, ..plan("airtel", "", 299, 30) };
    books.ledger.keep_plans(std::slice::from_ref(&typed), &[]).unwrap();
    assert_eq!(books.ledger.plans(), Ok(vec![bare.clone(), typed, other.clone()]));
    books.ledger.drop_plans(&[first.key, key("airtel", "", 5)]).unwrap();
    assert_eq!(books.ledger.plans(), Ok(vec![bare.clone(), other.clone()]));
    let dearer = plan("jio", "", 349, 28);
    books.ledger.keep_plans(std::slice::from_ref(&dearer), &[other.key]).unwrap();
    assert_eq!(books.ledger.plans(), Ok(vec![bare.clone(), dearer]));
    let same = PlanRow { at_ms: NOW + 2, ..bare.clone() };
    books.ledger.keep_plans(std::slice::from_ref(&same), &[bare.key]).unwrap();
    assert_eq!(books.ledger.plans().unwrap().first(), Some(&same), "one that keeps its key stays");
    assert_eq!(books.ledger.verify(), Ok(()));
}

#[test]
fn what_is_said_of_a_circle_goes_before_what_is_said_of_all() {
    let books = Books::new();
    let (all, mumbai, delhi) = (plan("vi", "", 299, 28), plan("vi", "mumbai", 299, 24), plan("vi", "delhi", 199, 14));
    let jio = plan("jio", "", 299, 28);
    books.ledger.keep_plans(&[all.clone(), mumbai.clone(), delhi.clone(), jio.clone()], &[]).unwrap();
    let of = |circle: &str| books.ledger.plans_of("vi", circle).unwrap();
    assert_eq!(of("mumbai"), [mumbai]);
    assert_eq!(of("delhi"), [delhi, all.clone()]);
    assert_eq!((of(""), of("kerala")), (vec![all.clone()], vec![all]));
    assert_eq!(books.ledger.plans_of("jio", "delhi"), Ok(vec![jio]));
}

fn told(circle: &str, rupees: i64, days: u32) -> PlanRow {
    PlanRow { source: PlanSource::Told, told_by: "Soochna".to_owned(), ..plan("vi", circle, rupees, days) }
}

#[test]
fn what_is_told_takes_the_place_of_what_was_told_and_of_nothing_else() {
    let books = Books::new();
    let keep = |plans: &[PlanRow]| books.ledger.keep_told_plans("vi", "mumbai", plans).unwrap();
    let (file, jio) = (plan("vi", "mumbai", 299, 28), plan("jio", "mumbai", 299, 28));
    let typed = PlanRow { source: PlanSource::Typed, ..plan("vi", "mumbai", 199, 14) };
    let elsewhere = told("delhi", 299, 28);
    books.ledger.keep_plans(&[file.clone(), jio.clone(), typed.clone(), elsewhere.clone()], &[]).unwrap();
    let first = [told("mumbai", 299, 30), told("mumbai", 199, 24), told("mumbai", 666, 84), told("mumbai", 19, 1)];
    keep(&first);
    let all = [jio, told("mumbai", 19, 1), typed, elsewhere, file, told("mumbai", 666, 84)];
    assert_eq!(books.ledger.plans().unwrap(), all, "the shop's own stay");
    let newer = PlanRow { at_ms: NOW + 5, ..told("mumbai", 666, 70) };
    keep(&[newer.clone(), told("kerala", 5, 1)]);
    let [jio, _, typed, elsewhere, file, _] = all;
    assert_eq!(books.ledger.plans().unwrap(), [jio, typed, elsewhere, file, newer], "19 is told no more");
    let own = PlanRow { source: PlanSource::Typed, ..plan("vi", "mumbai", 666, 60) };
    books.ledger.keep_plans(std::slice::from_ref(&own), &[]).unwrap();
    assert!(books.ledger.plans().unwrap().contains(&own), "what is typed takes the place of what was told");
}

#[test]
fn what_the_shop_says_of_all_circles_goes_before_what_is_told_of_one() {
    let books = Books::new();
    let own = plan("vi", "", 299, 28);
    books.ledger.keep_plans(std::slice::from_ref(&own), &[]).unwrap();
    books.ledger.keep_told_plans("vi", "mumbai", &[told("mumbai", 299, 30), told("mumbai", 666, 84)]).unwrap();
    assert_eq!(books.ledger.plans_of("vi", "mumbai"), Ok(vec![own, told("mumbai", 666, 84)]));
}

#[test]
fn words_of_a_language_that_is_spoken_no_more_are_passed_over() {
    let books = Books::new();
    books.ledger.keep_plans(&[plan("vi", "", 299, 28)], &[]).unwrap();
    books.ledger.tamper();
    books.raw().execute("UPDATE recharge_plan SET words = '{\"en\": \"A\", \"zz\": \"B\"}'", ()).unwrap();
    let words = books.ledger.plans().unwrap().remove(0).words;
    assert_eq!(words, [(Language::EN, "A".to_owned())].into());
    assert_eq!(texts(&books.raw(), "SELECT data_per FROM recharge_plan"), ["day"]);
}
