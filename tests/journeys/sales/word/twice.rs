//! A person's word that is mended, doubted, or too late.

use super::*;

#[tokio::test]
async fn a_word_that_was_a_mistake_is_mended_as_if_it_had_been_said_right() {
    // One shop says it right from the start, the other first confuses two rows.
    let (right, _scripted, sale) = sold("no word that anybody knows").await;
    right.clock.forward(61_000);
    let done = right.till.say(sale.id, &heard(&right.clock, &sale, Said::Succeeded)).expect("a person's word");
    let (mut stall, scripted, sale) = sold("no word that anybody knows").await;
    stall.clock.forward(61_000);
    let back = stall.till.say(sale.id, &heard(&stall.clock, &sale, Said::GivenBack)).expect("a person's word");
    assert_eq!(
        (back.state, back.reason, &back.can_say),
        (SaleState::Failed, Reason::SaidGivenBack, &vec![Said::Succeeded])
    );
    assert_owed(&stall, &back);
    let mut blind = heard(&stall.clock, &back, Said::Succeeded);
    blind.last_four = "0000".into();
    assert!(stall.till.say(sale.id, &blind).is_err(), "the same two steps");
    let mended = stall.till.say(sale.id, &heard(&stall.clock, &back, Said::Succeeded)).expect("it is mended");
    assert_eq!((mended.verdict, mended.reason), (Verdict::Never, Reason::SaidDone));
    assert_sold(&stall, &mended);
    assert_eq!(books(&stall, &mended), books(&right, &done));
    assert_eq!(day_and_accounts(&stall), day_and_accounts(&right));
    // What the company says otherwise later is loud, and moves no money.
    scripted.now_says("Failure");
    asked_after(&mut stall, &sale, 11 * MINUTE_MS).await;
    let now = stall.until(sale.id, |now| now.is_loud).await;
    assert_sold(&stall, &now);
    assert_eq!(scripted.recharges(), 1);
}

#[tokio::test]
async fn a_success_that_was_booked_back_by_mistake_is_a_success_again_to_the_paisa() {
    let (stall, _scripted, sale) = sold("Success").await;
    assert_sold(&stall, &sale);
    let day = day_and_accounts(&stall);
    assert_eq!(sale.can_say, [Said::GivenBack], "the company itself said that it succeeded");
    let back = stall.till.say(sale.id, &heard(&stall.clock, &sale, Said::GivenBack)).expect("a person's word");
    assert_eq!((back.state, &back.can_say), (SaleState::Reversed, &vec![Said::Succeeded]));
    assert_owed(&stall, &back);
    let mended = stall.till.say(sale.id, &heard(&stall.clock, &back, Said::Succeeded)).expect("it is mended");
    assert_sold(&stall, &mended);
    assert_eq!((day_and_accounts(&stall), &mended.can_say), (day, &vec![Said::GivenBack]));
    let journal = stall.till.sale(sale.id).expect("the sale").events;
    let moved = journal.iter().filter(|event| event.person.is_some()).map(|event| (event.from, event.to));
    let (done, back) = (Some(SaleState::Succeeded), Some(SaleState::Reversed));
    assert_eq!(moved.collect::<Vec<_>>(), [(done, back), (back, done)], "both stay written down");
}

#[tokio::test]
async fn a_success_said_by_mistake_is_a_failure_and_may_be_a_success_again() {
    let (stall, _scripted, sale) = sold("no word that anybody knows").await;
    stall.clock.forward(61_000);
    let mut now = sale;
    for (said, state) in [
        (Said::Succeeded, SaleState::Succeeded),
        (Said::Failed, SaleState::Failed),
        (Said::Succeeded, SaleState::Succeeded),
        (Said::GivenBack, SaleState::Reversed),
        (Said::Succeeded, SaleState::Succeeded),
        (Said::Failed, SaleState::Failed),
    ] {
        now = stall.till.say(now.id, &heard(&stall.clock, &now, said)).expect("a person's word");
        assert_eq!((now.state, now.word.as_ref().and_then(|word| word.said)), (state, Some(said)));
        if state == SaleState::Succeeded {
            assert_sold(&stall, &now);
        } else {
            assert_owed(&stall, &now);
            assert_eq!(day_and_accounts(&stall).0, 0);
        }
    }
}

#[tokio::test]
async fn what_the_company_says_itself_is_overturned_by_nobody() {
    for (word, said, state) in
        [("Failure", Said::Failed, SaleState::Failed), ("Success", Said::Succeeded, SaleState::Succeeded)]
    {
        let (mut stall, scripted, sale) = sold("no word that anybody knows").await;
        stall.clock.forward(61_000);
        let ended = stall.till.say(sale.id, &heard(&stall.clock, &sale, said)).expect("a person's word");
        let other = if said == Said::Failed { Said::Succeeded } else { Said::Failed };
        assert!(ended.can_say.contains(&other), "a person may have been wrong");
        // The form is open, and the company says the same as the person did.
        scripted.now_says(word);
        let now = asked_after(&mut stall, &sale, 11 * MINUTE_MS).await;
        assert_eq!((now.state, now.is_loud, now.can_say.contains(&other)), (state, false, false), "{now:?}");
        let late = stall.till.say(sale.id, &heard(&stall.clock, &ended, other));
        assert_eq!(late, Err(vec![Problem::NotAllowedNow]));
    }
}

#[tokio::test]
async fn a_word_that_the_company_had_right_all_along_is_not_taken_back() {
    let (mut stall, scripted, sale) = sold("no word that anybody knows").await;
    stall.clock.forward(61_000);
    let failed = stall.till.say(sale.id, &heard(&stall.clock, &sale, Said::Failed)).expect("a person's word");
    assert_eq!((failed.says_now, failed.company_agrees), (None, false));
    // Twice the company says that it was done, without a sentence.
    scripted.now_says("Success");
    stall.check(sale.id).await;
    let now = asked_after(&mut stall, &sale, 11 * MINUTE_MS).await;
    let says = now.says_now.clone().expect("it says otherwise");
    assert_eq!((says.word, says.agrees, says.reference.as_deref()), (Some(Word::Succeeded), false, Some("BR31EW")));
    assert_eq!((says.order_id, says.provider_name), (now.order_id.clone(), now.provider_name.clone()));
    let done = stall.till.say(sale.id, &heard(&stall.clock, &now, Said::Succeeded)).expect("it is mended");
    assert_eq!((&done.can_say, done.company_agrees), (&vec![Said::GivenBack], true), "no enquiry is needed for it");
    let late = stall.till.say(sale.id, &heard(&stall.clock, &done, Said::Failed));
    assert_eq!(late, Err(vec![Problem::NotAllowedNow]));
    assert_sold(&stall, &done);
}

#[tokio::test]
async fn a_success_that_the_company_doubts_once_and_says_again_is_overturned_by_nobody() {
    let (mut stall, scripted, sale) = sold("Success").await;
    scripted.now_says("Pending");
    let blip = stall.check(sale.id).await;
    assert_eq!(blip.says_now.as_ref().and_then(|says| says.word), Some(Word::Accepted));
    assert!(blip.is_loud && blip.can_say.contains(&Said::Failed), "{blip:?}");
    scripted.now_says("Success");
    let now = asked_after(&mut stall, &sale, 11 * MINUTE_MS).await;
    assert!(!now.is_loud && now.can_deal, "nobody says otherwise any more, and somebody may look at it: {now:?}");
    assert_eq!(now.says_now.map(|says| (says.word, says.agrees)), Some((Some(Word::Succeeded), true)));
    assert_eq!(now.can_say, [Said::GivenBack]);
    let late = WordInput { said: Said::Failed, ..heard(&stall.clock, &stall.now(sale.id), Said::GivenBack) };
    assert_eq!(stall.till.say(sale.id, &late), Err(vec![Problem::NotAllowedNow]));
    assert_sold(&stall, &stall.now(sale.id));
    let heard = stall.till.sale(sale.id).expect("the sale").events.into_iter().filter_map(|event| event.heard);
    assert_eq!(heard.collect::<Vec<_>>(), [Word::Accepted, Word::Succeeded], "the day book names what was said");
}

#[tokio::test]
async fn a_slip_is_by_a_persons_word_until_the_company_agrees() {
    let (mut stall, scripted, sale) = sold("no word that anybody knows").await;
    stall.clock.forward(61_000);
    let done = stall.till.say(sale.id, &heard(&stall.clock, &sale, Said::Succeeded)).expect("a person's word");
    let by_word = slip_of(&stall.till, sale.id);
    assert!(by_word.contains("CMP-77") && !done.company_agrees, "{by_word}");
    scripted.now_says("Success");
    let now = asked_after(&mut stall, &sale, 11 * MINUTE_MS).await;
    assert!(now.company_agrees && now.word.is_some(), "{now:?}");
    let agreed = slip_of(&stall.till, sale.id);
    assert!(!agreed.contains("CMP-77"), "{agreed}");
}

#[tokio::test]
async fn a_word_about_a_sale_that_has_moved_on_meanwhile_is_not_taken() {
    // While the form is filled in, the company answers: "given back" would have been another event.
    let (stall, scripted, sale) = sold("no word that anybody knows").await;
    stall.clock.forward(61_000);
    let typed = heard(&stall.clock, &sale, Said::GivenBack);
    scripted.now_says("Success");
    let done = stall.check(sale.id).await;
    assert_eq!((done.state, &done.can_say), (SaleState::Succeeded, &vec![Said::GivenBack]));
    let moved = vec![Problem::SaleMovedOn { state: SaleState::Succeeded, words: done.words.clone() }];
    let rows = |stall: &Stall| stall.till.sale(sale.id).expect("the sale").events.len();
    let before = rows(&stall);
    assert_eq!(stall.till.say(sale.id, &typed), Err(moved.clone()));
    assert_eq!(
        stall.till.open_complaint(sale.id, &complaint(typed.told.clone())),
        Err(moved),
        "nor a complaint about what nobody saw"
    );
    assert_eq!(rows(&stall), before, "nothing was written");
    assert_sold(&stall, &done);
    // Whoever has looked again may say so.
    let seen = ToldInput { seen: done.seen.clone(), ..typed.told.clone() };
    let back = stall.till.say(sale.id, &WordInput { told: seen, ..typed }).expect("a person's word");
    assert_eq!(back.state, SaleState::Reversed);
}

#[tokio::test]
async fn a_contradiction_that_came_meanwhile_is_not_dealt_with_unseen() {
    let (mut stall, scripted, sale) = sold("no word that anybody knows").await;
    stall.clock.forward(61_000);
    stall.till.say(sale.id, &heard(&stall.clock, &sale, Said::Failed)).expect("a person's word");
    scripted.now_says_beside("Pending", "With the operator");
    asked_after(&mut stall, &sale, 11 * MINUTE_MS).await;
    let first = stall.until(sale.id, |now| now.is_loud).await;
    scripted.now_says_beside("Success", "BR31EW");
    let second = stall.check(sale.id).await;
    assert!(second.is_loud && second.seen != first.seen, "{second:?}");
    let dealt = |seen: &SaleView| DealtInput { seen: seen.seen.clone(), by: "Asha".into(), note: "called".into() };
    let moved = stall.till.deal_with(sale.id, &dealt(&first)).expect_err("it was not seen");
    assert!(matches!(moved.as_slice(), [Problem::SaleMovedOn { state: SaleState::Failed, .. }]), "{moved:?}");
    assert!(stall.now(sale.id).is_loud);
    assert!(!stall.till.deal_with(sale.id, &dealt(&second)).expect("it is dealt with").is_loud);
}

#[tokio::test]
async fn done_after_working_on_it_is_another_contradiction_also_with_the_same_sentence() {
    let (stall, scripted, sale) = sold("no word that anybody knows").await;
    scripted.now_says("Failure");
    assert_eq!(stall.check(sale.id).await.state, SaleState::Failed);
    let dealt = |seen: &SaleView| DealtInput { seen: seen.seen.clone(), by: "Asha".into(), note: "called".into() };
    scripted.now_says("Pending");
    let first = stall.check(sale.id).await;
    assert!(!stall.till.deal_with(sale.id, &dealt(&first)).expect("it is dealt with").is_loud);
    assert!(!stall.check(sale.id).await.is_loud, "the same once more is no news");
    scripted.now_says("Success");
    let done = stall.check(sale.id).await;
    assert!(done.is_loud && done.verdict == Verdict::Never, "{done:?}");
    let moved = stall.till.deal_with(sale.id, &dealt(&first)).expect_err("it was not seen");
    assert!(matches!(moved.as_slice(), [Problem::SaleMovedOn { state: SaleState::Failed, .. }]), "{moved:?}");
    assert!(!stall.till.deal_with(sale.id, &dealt(&done)).expect("it is dealt with").is_loud);
}
