//! Money of customers that is to be given back: what is owed, to whom, and what ends it.

use domain::{Payment, SaleState};
use till::{MoneyBackWhat, Problem, SaleInput};

use super::pay::{QUICK, failed_late, know_ramesh, net, noted, paid};
use super::slips::slip_of;
use super::stall::{Stall, airtel, found};

/// The sales of which the counter asks whether their customers have their money back.
fn asked_about(stall: &Stall) -> Vec<i64> {
    let now = stall.till.counter_now().expect("the counter");
    now.hand_back.into_iter().map(|sale| sale.id).collect()
}

#[tokio::test]
async fn whoever_was_elsewhere_when_a_sale_failed_is_asked_whether_its_money_went_back() {
    let mut stall = Stall::with("inspay", QUICK).await;
    know_ramesh(&stall, "9876700004", "500");
    stall.sell_to_the_end(&paid(Payment::Udhaar, "9876700004")).await;
    assert!(asked_about(&stall).is_empty(), "nothing was taken");
    let first = stall.sell_to_the_end(&airtel("9876500004")).await;
    let second = stall.sell_to_the_end(&paid(Payment::Upi, "9876600004")).await;
    assert_eq!(asked_about(&stall), [second.id, first.id]);
    let now = stall.till.counter_now().expect("the counter");
    assert_eq!((now.done_today, now.failed_today), (0, 3));
    stall.till.note_handed_back(first.id);
    assert_eq!(asked_about(&stall), [second.id]);
    assert_eq!(stall.now(first.id).back_paise, 29_900, "the books said so before");
    stall.till.settle_money(second.id, MoneyBackWhat::StillOwed, "", None).expect("it is owed");
    assert!(asked_about(&stall).is_empty());
    stall.till.settle_money(second.id, MoneyBackWhat::GivenBackUpi, "", None).expect("it is given back");
    assert!(asked_about(&stall).is_empty(), "a person has said so");
    let late = failed_late(&mut stall, &airtel("9876500003")).await;
    assert_eq!((asked_about(&stall).len(), stall.now(late.id).owed_paise), (0, 29_900));
}

/// The red bar, the list of *Pending*, its sum and the number beside the screen's name: one definition of what is to be given back.
#[tokio::test]
async fn what_is_to_be_given_back_is_one_sum_wherever_it_is_told() {
    let mut stall = Stall::with("inspay", QUICK).await;
    let failed = stall.sell_to_the_end(&SaleInput { amount: "349".into(), ..airtel("9876500004") }).await;
    let reversed = stall.sell_to_the_end(&SaleInput { amount: "199".into(), ..airtel("9876500005") }).await;
    let reversed = stall.check_until(reversed.id, SaleState::Reversed).await;
    let told = |stall: &Stall| {
        let now = stall.till.counter_now().expect("the counter");
        let listed = stall.till.owed().expect("the list");
        let listed: Vec<i64> = listed.iter().map(|owed| owed.sale.id).collect();
        assert_eq!(now.owed_sales, listed.len() as i64, "the number beside the name is the list's");
        (listed, now.owed_paise)
    };
    assert_eq!(told(&stall), (vec![failed.id, reversed.id], 34_900 + 19_900));
    stall.till.note_handed_back(failed.id);
    assert_eq!(told(&stall), (vec![reversed.id], 19_900));
    stall.till.settle_money(failed.id, MoneyBackWhat::StillOwed, "", None).expect("it was not given back after all");
    assert_eq!(told(&stall), (vec![failed.id, reversed.id], 34_900 + 19_900));
    for sale in [failed.id, reversed.id] {
        stall.till.settle_money(sale, MoneyBackWhat::GivenBackCash, "", None).expect("it is given back");
    }
    assert_eq!(told(&stall), (vec![], 0));
}

#[tokio::test]
async fn the_journal_says_what_went_back_and_what_is_owed() {
    let mut stall = Stall::with("inspay", QUICK).await;
    let sale = stall.sell_to_the_end(&airtel("9876500004")).await;
    stall.till.settle_money(sale.id, MoneyBackWhat::StillOwed, "", None).expect("it is owed");
    let owed: Vec<i64> =
        stall.till.sale(sale.id).expect("the sale").events.iter().map(|event| event.owed_paise).collect();
    assert_eq!(owed.last(), Some(&29_900));
    assert_eq!(owed.iter().sum::<i64>(), 29_900, "{owed:?}");
}

#[tokio::test]
async fn a_failure_before_the_customers_eyes_is_given_back_and_can_be_owed_all_the_same() {
    let mut stall = Stall::with("inspay", QUICK).await;
    let sale = stall.sell_to_the_end(&airtel("9876500004")).await;
    assert_eq!((sale.back_paise, sale.owed_paise), (29_900, 0));
    stall.till.settle_money(sale.id, MoneyBackWhat::StillOwed, "", None).expect("it is owed");
    let owed = stall.now(sale.id);
    assert_eq!((owed.back_paise, owed.owed_paise), (0, 29_900));
    assert_eq!(stall.till.settle_money(sale.id, MoneyBackWhat::StillOwed, "", None), Err(Problem::MoneyMoved));
    let now = stall.till.counter_now().expect("the counter");
    assert_eq!((now.owed_sales, now.owed_paise), (1, 29_900));
    let slip = slip_of(&stall.till, sale.id);
    assert!(slip.contains("Shop owes you: ₹ 299") && !slip.contains("Nothing was charged"), "{slip}");
    stall.till.settle_money(sale.id, MoneyBackWhat::GivenBackCash, "", None).expect("it is given back");
    assert_eq!((net(&stall, &sale), stall.till.owed()), (vec![], Ok(vec![])));
    assert_eq!(stall.till.settle_money(sale.id, MoneyBackWhat::GivenBackCash, "", None), Err(Problem::MoneyMoved));
    let slip = slip_of(&stall.till, sale.id);
    assert!(slip.contains("MONEY GIVEN BACK\n₹ 299"), "{slip}");
}

#[tokio::test]
async fn money_of_a_late_failure_is_owed_until_it_is_sold_for_again() {
    let mut stall = Stall::with("inspay", QUICK).await;
    let old = failed_late(&mut stall, &paid(Payment::Upi, "9876500003")).await;
    assert_eq!((old.owed_paise, old.back_paise), (29_900, 0));
    assert_eq!(net(&stall, &old), [("owed".into(), -29_900), ("upi".into(), 29_900)]);
    let [owed] = &stall.till.owed().expect("the list")[..] else { panic!("one sale is owed") };
    assert_eq!((owed.sale.id, owed.customer.as_ref()), (old.id, None));
    let again = SaleInput { instead_of: Some(old.id), ..paid(Payment::Upi, "9876500001") };
    let new = stall.sell_to_the_end(&again).await;
    assert_eq!((net(&stall, &old), stall.till.owed()), (vec![], Ok(vec![])));
    assert!(net(&stall, &new).contains(&("upi".into(), 29_900)));
    let twice = SaleInput { instead_of: Some(old.id), ..paid(Payment::Upi, "9876520001") };
    assert_eq!(stall.till.sell(&twice).await, Err(vec![Problem::MoneyMoved]), "the money was used");
    assert_eq!(found(&stall.till, "9876520001"), vec![]);
}

#[tokio::test]
async fn money_of_a_late_failure_can_be_kept_as_a_known_customers_credit() {
    let mut stall = Stall::with("inspay", QUICK).await;
    let old = failed_late(&mut stall, &airtel("9876500003")).await;
    assert_eq!(stall.till.settle_money(old.id, MoneyBackWhat::Credited, "", None), Err(Problem::CreditNoCustomer));
    let id = know_ramesh(&stall, "9876500003", "");
    stall.till.settle_money(old.id, MoneyBackWhat::Credited, "", None).expect("it is kept");
    assert_eq!(net(&stall, &old), [("cash".into(), 29_900), (format!("customer:{id}"), -29_900)]);
    assert_eq!((stall.now(old.id).back_paise, stall.till.owed()), (0, Ok(vec![])));
    assert_eq!(stall.till.settle_money(old.id, MoneyBackWhat::StillOwed, "", None), Err(Problem::MoneyMoved));
}

#[tokio::test]
async fn money_that_is_kept_belongs_to_whom_it_was_sold_and_who_says_so_stands_with_it() {
    let mut stall = Stall::with("inspay", QUICK).await;
    let ramesh = know_ramesh(&stall, "9876500003", "");
    let old = failed_late(&mut stall, &airtel("9876500003")).await;
    // The number goes to another customer before the money is settled.
    noted(&stall, Some(ramesh), "Ramesh", "9876500009", "");
    let sunita = noted(&stall, None, "Sunita", "9876500003", "");
    let [owed] = &stall.till.owed().expect("the list")[..] else { panic!("one sale is owed") };
    assert_eq!(owed.customer.as_ref().map(|customer| customer.id), Some(ramesh));
    stall.till.settle_money(old.id, MoneyBackWhat::Credited, " Meena  Rao ", None).expect("it is kept");
    assert_eq!(net(&stall, &old), [("cash".into(), 29_900), (format!("customer:{ramesh}"), -29_900)]);
    let told = stall.till.sale(old.id).expect("the sale").events;
    let who = told.last().and_then(|event| event.person.as_ref()).map(|person| person.by.clone());
    assert_eq!(who.as_deref(), Some("Meena Rao"));
    // Where somebody was shown and chosen, it is theirs.
    let other = failed_late(&mut stall, &SaleInput { amount: "199".into(), ..airtel("9876500003") }).await;
    let gone = stall.till.settle_money(other.id, MoneyBackWhat::Credited, "", Some(99));
    assert_eq!(gone, Err(Problem::CustomerNotFound));
    assert_eq!(stall.till.sale(other.id).expect("the sale").known_customer.map(|known| known.id), Some(sunita));
    stall.till.settle_money(other.id, MoneyBackWhat::Credited, "", Some(ramesh)).expect("it is kept");
    assert!(net(&stall, &other).contains(&(format!("customer:{ramesh}"), -19_900)));
    let gita = noted(&stall, None, "Gita", "9876520003", "");
    stall.till.forget_customer(gita, "Meena").expect("she owes nothing");
    let third = failed_late(&mut stall, &SaleInput { amount: "149".into(), ..airtel("9876500003") }).await;
    let forgotten = stall.till.settle_money(third.id, MoneyBackWhat::Credited, "", Some(gita));
    assert_eq!(forgotten, Err(Problem::CreditNoCustomer));
}

#[tokio::test]
async fn money_of_a_success_taken_back_is_owed_and_of_udhaar_the_customer_owes_less() {
    let mut stall = Stall::with("inspay", QUICK).await;
    let sale = stall.sell_to_the_end(&airtel("9876500005")).await;
    let sale = stall.check_until(sale.id, SaleState::Reversed).await;
    let to_tell = |stall: &Stall| -> Vec<i64> {
        stall.till.counter_now().expect("the counter").to_tell.iter().map(|sale| sale.id).collect()
    };
    assert_eq!(to_tell(&stall), [sale.id], "the customer has left and knows nothing");
    stall.till.note_customer_told(sale.id, "Meena").expect("it is noted");
    stall.till.note_customer_told(sale.id, "").expect("the second of two is no fault");
    assert!(to_tell(&stall).is_empty());
    assert_eq!(
        (sale.owed_paise, net(&stall, &sale)),
        (29_900, vec![("cash".into(), 29_900), ("owed".into(), -29_900)])
    );
    stall.till.settle_money(sale.id, MoneyBackWhat::GivenBackCash, "", None).expect("it is given back");
    assert_eq!((stall.now(sale.id).back_paise, net(&stall, &sale)), (29_900, vec![]));
    let id = know_ramesh(&stall, "9876500005", "500");
    let udhaar = stall.sell_to_the_end(&paid(Payment::Udhaar, "9876500005")).await;
    assert!(net(&stall, &udhaar).contains(&(format!("customer:{id}"), 29_900)));
    let udhaar = stall.check_until(udhaar.id, SaleState::Reversed).await;
    assert_eq!((udhaar.owed_paise, udhaar.back_paise, net(&stall, &udhaar)), (0, 0, vec![]));
    assert_eq!(to_tell(&stall), [udhaar.id], "who bought on credit is to know it, too");
    assert_eq!(stall.till.settle_money(udhaar.id, MoneyBackWhat::StillOwed, "", None), Err(Problem::MoneyMoved));
}

#[tokio::test]
async fn while_a_sale_waits_its_money_stays_with_it() {
    let mut stall = Stall::with("inspay", QUICK).await;
    let sale = stall.sell(&airtel("9876500002")).await;
    assert_eq!(
        (sale.owed_paise, net(&stall, &sale)),
        (29_900, vec![("cash".into(), 29_900), ("owed".into(), -29_900)])
    );
    for what in [MoneyBackWhat::GivenBackCash, MoneyBackWhat::StillOwed, MoneyBackWhat::CollectedCash] {
        assert_eq!(stall.till.settle_money(sale.id, what, "", None), Err(Problem::MoneyMoved));
    }
    assert_eq!(stall.till.owed(), Ok(vec![]), "it is no failure yet");
    let sale = stall.check_until(sale.id, SaleState::Succeeded).await;
    assert_eq!((sale.owed_paise, stall.till.sale(sale.id).expect("the sale").lost_paise), (0, 0));
}
