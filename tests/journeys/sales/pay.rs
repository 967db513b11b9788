//! How customers pay: cash, UPI and udhaar, a charge beside the amount, and money that is to be given back.

use std::time::Duration;

use domain::{Payment, SaleState, UpiAddress};
use till::{ChargeInput, CustomerInput, MoneyBackWhat, PayView, Problem, Rules, SaleInput, SaleView, UpiPayee};

use super::books::books;
use super::slips::slip_of;
use super::stall::{Stall, airtel, found, intent, rules};

const QUICK: Duration = Duration::from_millis(40);
/// Longer than a customer stands at the counter.
const GONE_MS: i64 = 121_000;

fn paid(payment: Payment, number: &str) -> SaleInput {
    SaleInput { payment, ..airtel(number) }
}

fn charge(operator: Option<&str>, take: &str, most: &str) -> ChargeInput {
    ChargeInput { operator: operator.map(str::to_owned), take: take.into(), most: most.into(), by: "Asha".into() }
}

/// Ramesh, who may owe up to a limit in rupees.
fn know_ramesh(stall: &Stall, number: &str, limit: &str) -> i64 {
    noted(stall, None, "Ramesh", number, limit)
}

fn noted(stall: &Stall, id: Option<i64>, name: &str, numbers: &str, limit: &str) -> i64 {
    let input = CustomerInput {
        name: name.into(),
        numbers: numbers.into(),
        note: String::new(),
        language: None,
        limit: limit.into(),
        by: "Asha".into(),
        below_confirmed: false,
    };
    stall.till.save_customer(id, &input).expect("it is noted down").id
}

fn pay_of(stall: &Stall, number: &str) -> PayView {
    stall.till.quote(&airtel(number)).expect("a quote").pay
}

fn net(stall: &Stall, sale: &SaleView) -> Vec<(String, i64)> {
    let (sum, accounts) = books(stall, sale);
    assert_eq!(sum, 0);
    accounts.into_iter().filter(|(_, amount)| *amount != 0).collect()
}

/// A sale whose customer has gone home before it failed.
async fn failed_late(stall: &mut Stall, input: &SaleInput) -> SaleView {
    let sale = stall.sell(input).await;
    assert_eq!(sale.state, SaleState::Pending);
    stall.clock.forward(GONE_MS);
    stall.check_until(sale.id, SaleState::Failed).await
}

#[tokio::test]
async fn each_way_to_pay_has_its_account() {
    let mut stall = Stall::with("inspay", QUICK).await;
    let upi = stall.sell_to_the_end(&paid(Payment::Upi, "9876500001")).await;
    assert_eq!((upi.payment, net(&stall, &upi)[0].clone()), (Payment::Upi, ("commission".into(), -598)));
    assert!(net(&stall, &upi).contains(&("upi".into(), 29_900)), "{:?}", net(&stall, &upi));
    let nobody = stall.till.sell(&paid(Payment::Udhaar, "9876510001")).await;
    assert_eq!(nobody, Err(vec![Problem::PaymentNoCustomer]));
    let id = know_ramesh(&stall, "9876510001", "500");
    let owed = stall.sell_to_the_end(&paid(Payment::Udhaar, "9876510001")).await;
    assert_eq!((owed.payment, owed.customer), (Payment::Udhaar, Some(id)));
    assert!(net(&stall, &owed).contains(&(format!("customer:{id}"), 29_900)), "{:?}", net(&stall, &owed));
    let beyond = SaleInput { amount: "298".into(), ..paid(Payment::Udhaar, "9876510001") };
    let refused = stall.till.sell(&beyond).await.expect_err("it is beyond the limit");
    assert!(matches!(refused[..], [Problem::PaymentOverLimit { over_paise: 9_700, .. }]), "{refused:?}");
}

#[tokio::test]
async fn the_strip_begins_as_the_number_paid_last_and_never_beyond_the_limit() {
    let mut stall = Stall::with("inspay", QUICK).await;
    assert_eq!((pay_of(&stall, "9876500001").payment, pay_of(&stall, "9876500001").customer), (Payment::Cash, None));
    stall.sell_to_the_end(&paid(Payment::Upi, "9876500001")).await;
    assert_eq!(pay_of(&stall, "9876500001").payment, Payment::Upi);
    // What came to nothing is not remembered.
    stall.sell_to_the_end(&paid(Payment::Upi, "9876500004")).await;
    assert_eq!(pay_of(&stall, "9876500004").payment, Payment::Cash);
    know_ramesh(&stall, "9876510001", "700");
    stall.sell_to_the_end(&paid(Payment::Udhaar, "9876510001")).await;
    let pay = pay_of(&stall, "9876510001");
    assert_eq!((pay.payment, pay.customer.map(|known| known.name)), (Payment::Udhaar, Some("Ramesh".into())));
    let again = SaleInput { repeat_confirmed: true, ..paid(Payment::Udhaar, "9876510001") };
    stall.sell_to_the_end(&again).await;
    assert_eq!(pay_of(&stall, "9876510001").payment, Payment::Cash, "a third ₹ 299 would be more than ₹ 700");
}

#[tokio::test]
async fn the_strip_does_not_begin_with_udhaar_that_the_charge_takes_beyond_the_limit() {
    let mut stall = Stall::with("inspay", QUICK).await;
    know_ramesh(&stall, "9876510001", "599");
    stall.sell_to_the_end(&paid(Payment::Udhaar, "9876510001")).await;
    assert_eq!(pay_of(&stall, "9876510001").payment, Payment::Udhaar, "₹ 598 of ₹ 599");
    stall.till.save_charge(&charge(None, "2", "5")).expect("a rule");
    assert_eq!(pay_of(&stall, "9876510001").payment, Payment::Cash, "₹ 600 of ₹ 599");
}

#[tokio::test]
async fn a_service_charge_is_off_until_the_shop_sets_it_and_never_above_what_it_set() {
    let mut stall = Stall::with("inspay", QUICK).await;
    let with = |charge: &str| SaleInput { charge: charge.into(), ..airtel("9876500001") };
    assert_eq!(stall.till.sell(&with("5")).await, Err(vec![Problem::ChargeOff]));
    assert_eq!(pay_of(&stall, "9876500001").charge_most_paise, 0);
    stall.till.save_charge(&charge(None, "2", "5")).expect("a rule");
    stall.till.save_charge(&charge(Some("airtel"), "5", "10")).expect("a rule");
    let pay = pay_of(&stall, "9876500001");
    assert_eq!((pay.charge_take_paise, pay.charge_most_paise), (500, 1_000));
    for (typed, problem) in [
        ("10.01", Problem::ChargeAbove { max_paise: 1_000 }),
        ("five", Problem::ChargeNotANumber),
        ("1.005", Problem::ChargeNotANumber),
        ("-1", Problem::ChargeNotANumber),
    ] {
        assert_eq!(stall.till.sell(&with(typed)).await, Err(vec![problem]), "{typed}");
    }
    let sale = stall.sell_to_the_end(&with("₹ ७.50")).await;
    assert_eq!((sale.amount_paise, sale.charge_paise), (29_900, 750));
    let accounts = net(&stall, &sale);
    for (account, paise) in [("cash", 30_650), ("charges", -750), ("commission", -598), ("wallet:inspay", -29_302)] {
        assert!(accounts.contains(&(account.into(), paise)), "{account} in {accounts:?}");
    }
    let slip = slip_of(&stall.till, sale.id);
    for line in ["₹ 306.50", "Amount: ₹ 299", "Service charge: ₹ 7.50", "Paid by: Cash"] {
        assert!(slip.contains(line), "{line} is missing in\n{slip}");
    }
}

#[tokio::test]
async fn a_rule_of_the_charge_is_written_down_with_who_and_nothing_wrong_is() {
    let stall = Stall::with("inspay", QUICK).await;
    let bad = ChargeInput { by: " ".into(), ..charge(None, "6", "5") };
    assert_eq!(stall.till.save_charge(&bad), Err(vec![Problem::ChargeTakeAboveMost, Problem::ChargeByMissing]));
    let wrong = stall.till.save_charge(&charge(None, "x", "1000000"));
    assert_eq!(wrong, Err(vec![Problem::ChargeNotANumber, Problem::ChargeAbove { max_paise: 1_000_000 }]));
    assert_eq!(stall.till.save_charge(&charge(Some("no-such"), "1", "1")), Err(vec![Problem::OperatorMissing]));
    assert_eq!(stall.till.charges().expect("the rules"), vec![]);
    stall.till.save_charge(&charge(Some("airtel"), "", "")).expect("none is taken of Airtel");
    stall.till.save_charge(&charge(None, "1", "5")).expect("a rule");
    let rules = stall.till.charges().expect("the rules");
    assert_eq!(rules.iter().map(|rule| rule.operator.as_deref()).collect::<Vec<_>>(), [None, Some("airtel")]);
    assert_eq!(pay_of(&stall, "9876500001").charge_most_paise, 0, "the operator's own rule goes first");
}

#[tokio::test]
async fn a_code_asks_for_the_exact_total_and_its_note_finds_the_sale() {
    let mut stall = Stall::with("inspay", QUICK).await;
    let input = SaleInput { intent: format!("7K3M9Q2D-{}", intent()), ..paid(Payment::Upi, "9876500001") };
    assert!(!pay_of(&stall, "9876500001").has_code);
    assert_eq!(stall.till.pay_code(&input), Err(vec![Problem::NotAllowedNow]));
    let address = UpiAddress::parse("verma@okaxis").expect("an address");
    let upi = Some(UpiPayee { address, name: "Verma Telecom".into() });
    stall.till.set_rules(Rules { upi, ..rules() });
    stall.till.save_charge(&charge(None, "", "5")).expect("a rule");
    let input = SaleInput { charge: "4.50".into(), ..input };
    let code = stall.till.pay_code(&input).expect("a code");
    assert_eq!((code.total_paise, code.note.as_str(), code.payee.as_str()), (30_350, "7K3M9Q2D", "verma@okaxis"));
    assert!(stall.till.pay_code(&SaleInput { charge: "6".into(), ..input.clone() }).is_err());
    assert!(stall.till.pay_code(&SaleInput { amount: "1".into(), ..input.clone() }).is_err());
    let sale = stall.sell_to_the_end(&input).await;
    assert_eq!(sale.pay_note.as_deref(), Some("7K3M9Q2D"));
    assert_eq!(found(&stall.till, "7k3m9q2d").iter().map(|row| row.id).collect::<Vec<_>>(), [sale.id]);
    let slip = slip_of(&stall.till, sale.id);
    assert!(slip.contains("Paid by: UPI") && slip.contains("UPI note: 7K3M9Q2D"), "{slip}");
}

#[tokio::test]
async fn a_code_asks_for_no_money_that_the_shop_has_already() {
    let mut stall = Stall::with("inspay", QUICK).await;
    let address = UpiAddress::parse("verma@okaxis").expect("an address");
    let upi = Some(UpiPayee { address, name: "Verma Telecom".into() });
    stall.till.set_rules(Rules { upi, ..rules() });
    let old = failed_late(&mut stall, &paid(Payment::Upi, "9876500003")).await;
    let again = |amount: &str| SaleInput {
        intent: format!("7K3M9Q2D-{}", intent()),
        amount: amount.into(),
        instead_of: Some(old.id),
        ..paid(Payment::Upi, "9876500001")
    };
    assert_eq!(stall.till.pay_code(&again("349")).expect("a code").total_paise, 5_000);
    for amount in ["299", "199"] {
        assert_eq!(stall.till.pay_code(&again(amount)), Err(vec![Problem::NotAllowedNow]), "nothing is to be taken");
    }
}

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
