//! How customers pay: cash, UPI and udhaar, and a charge beside the amount.

use std::time::Duration;

use domain::{Payment, SaleState, UpiAddress};
use till::{ChargeInput, CustomerInput, PayView, Problem, Rules, SaleInput, SaleView, UpiPayee};

use super::books::books;
use super::slips::slip_of;
use super::stall::{Stall, airtel, found, intent, rules};

pub(super) const QUICK: Duration = Duration::from_millis(40);
/// Longer than a customer stands at the counter.
const GONE_MS: i64 = 121_000;

pub(super) fn paid(payment: Payment, number: &str) -> SaleInput {
    SaleInput { payment, ..airtel(number) }
}

fn charge(operator: Option<&str>, take: &str, most: &str) -> ChargeInput {
    ChargeInput { operator: operator.map(str::to_owned), take: take.into(), most: most.into(), by: "Asha".into() }
}

/// Ramesh, who may owe up to a limit in rupees.
pub(super) fn know_ramesh(stall: &Stall, number: &str, limit: &str) -> i64 {
    noted(stall, None, "Ramesh", number, limit)
}

pub(super) fn noted(stall: &Stall, id: Option<i64>, name: &str, numbers: &str, limit: &str) -> i64 {
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

pub(super) fn net(stall: &Stall, sale: &SaleView) -> Vec<(String, i64)> {
    let (sum, accounts) = books(stall, sale);
    assert_eq!(sum, 0);
    accounts.into_iter().filter(|(_, amount)| *amount != 0).collect()
}

/// A sale whose customer has gone home before it failed.
pub(super) async fn failed_late(stall: &mut Stall, input: &SaleInput) -> SaleView {
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
