//! A company that contradicts itself for a while before it agrees again.

use super::*;

/// One sale that failed by the company's word, and what the counter makes of what it says later.
async fn failed() -> (Stall, Scripted, SaleView) {
    let (stall, scripted, sale) = sold("no word that anybody knows").await;
    scripted.now_says("Failure");
    let failed = stall.check(sale.id).await;
    assert_eq!((failed.state, failed.verdict), (SaleState::Failed, Verdict::Safe));
    (stall, scripted, failed)
}

fn stands(sale: &SaleView) -> (Verdict, Reason, bool, bool) {
    (sale.verdict, sale.reason, sale.is_loud, sale.can_deal)
}

#[tokio::test]
async fn the_reason_follows_the_word_that_was_heard_last() {
    let (stall, scripted, sale) = failed().await;
    let told = [
        ("Pending", (Verdict::Never, Reason::ContradictedWorking, true, true)),
        ("Success", (Verdict::Never, Reason::ContradictedDone, true, true)),
        ("Failure", (Verdict::NotYet, Reason::AgreesAgain, false, true)),
        ("Success", (Verdict::Never, Reason::ContradictedDone, true, true)),
        ("Failure", (Verdict::NotYet, Reason::AgreesAgain, false, true)),
    ];
    for (word, wanted) in told {
        scripted.now_says(word);
        assert_eq!(stands(&stall.check(sale.id).await), wanted, "{word}");
    }
    assert_given_back(&stall, &stall.now(sale.id));
}

#[tokio::test]
async fn a_company_that_agrees_again_is_loud_no_more_and_its_sale_is_still_asked_about_before_it_is_sold_again() {
    let (stall, scripted, sale) = failed().await;
    scripted.now_says("Pending");
    stall.check(sale.id).await;
    let lists = |stall: &Stall| {
        let now = stall.till.counter_now().expect("the counter");
        (now.loud.len(), stall.till.pending_sales().expect("the sales").len())
    };
    assert_eq!(lists(&stall), (1, 1));
    scripted.now_says("Failure");
    let again = stall.check(sale.id).await;
    assert_eq!(lists(&stall), (0, 1), "who wants to settle it finds it under Pending");
    // A month later too, until a person has looked at it.
    stall.clock.forward(30 * DAY_MS);
    let asked = |stall: &Stall| stall.till.quote(&airtel("9876543210")).expect("a quote").repeat;
    assert_eq!(asked(&stall).map(|repeat| (repeat.sale_id, repeat.contradicted)), Some((sale.id, true)));
    let sold = stall.till.sell(&SaleInput { intent: "once more".into(), ..airtel("9876543210") }).await;
    assert!(matches!(sold.expect_err("nobody confirmed it")[..], [Problem::RepeatRecent { contradicted: true, .. }]));
    let dealt = DealtInput { seen: again.seen.clone(), by: "Asha".into(), note: "nothing on the portal".into() };
    let quiet = stall.till.deal_with(sale.id, &dealt).expect("it is dealt with");
    assert_eq!(stands(&quiet), (Verdict::NotYet, Reason::AgreesAgain, false, false));
    assert_eq!((lists(&stall), asked(&stall)), ((0, 0), None));
}

#[tokio::test]
async fn a_company_that_comes_to_agree_with_a_persons_word_is_no_longer_said_to_deny_it() {
    let (stall, scripted, sale) = sold("no word that anybody knows").await;
    stall.clock.forward(61_000);
    stall.till.say(sale.id, &heard(&stall.clock, &sale, Said::Failed)).expect("a person's word");
    scripted.now_says("Success");
    assert_eq!(stands(&stall.check(sale.id).await), (Verdict::Never, Reason::SaidOtherwise, true, true));
    scripted.now_says("Failure");
    assert_eq!(stands(&stall.check(sale.id).await), (Verdict::NotYet, Reason::AgreesAgain, false, true));
}
