//! A slip is printed once, or asked about.

use till::{JobAnswer, PrintJobState, Problem};

use super::tray::Desk;

fn is_at_rest(states: &[PrintJobState]) -> bool {
    !states.iter().any(|state| matches!(state, PrintJobState::Waiting | PrintJobState::Printing))
}

#[tokio::test]
async fn a_printer_that_breaks_at_any_byte_is_asked_about_and_never_doubled() {
    let mut desk = Desk::new(false).await;
    let sale = desk.sell("9876500001").await;
    desk.print(&sale);
    desk.until_printed(&sale, 1).await;
    let whole = desk.tray.papers()[0].len();
    let places = (1..6).chain((6..whole).step_by(whole / 14)).chain(whole - 2..=whole);
    let mut papers = 1;
    for (count, place) in (1..).zip(places) {
        desk.tray.break_after(place);
        desk.print(&sale);
        desk.until(is_at_rest).await;
        papers += 1;
        assert_eq!(desk.tray.papers().len(), papers, "broken after {place} bytes: it is not sent again by itself");
        let asked = desk.jobs();
        assert_eq!(
            asked.iter().map(|job| job.state).collect::<Vec<_>>(),
            [PrintJobState::MayBeOnPaper],
            "after {place}"
        );
        assert!(asked[0].problem.is_some());
        assert_eq!(desk.printed(&sale), count);
        desk.stall.till.answer_jobs(&[asked[0].job_id], JobAnswer::Print).expect("once more");
        desk.until_empty().await;
        papers += 1;
        assert_eq!((desk.tray.papers().len(), desk.printed(&sale)), (papers, count + 1), "after {place}");
    }
}

#[tokio::test]
async fn those_behind_one_that_is_asked_about_go_on() {
    let mut desk = Desk::new(false).await;
    let (one, two) = (desk.sell("9876500001").await, desk.sell("9876510001").await);
    desk.tray.break_after(500);
    desk.print(&one);
    desk.print(&two);
    desk.until_printed(&two, 1).await;
    desk.until(|states| states == [PrintJobState::MayBeOnPaper]).await;
    let job_id = desk.jobs()[0].job_id;
    desk.stall.till.answer_jobs(&[job_id], JobAnswer::OnPaper).expect("a person says so");
    assert_eq!((desk.printed(&one), desk.jobs().len(), desk.tray.papers().len()), (1, 0, 2));
    assert_eq!(desk.stall.till.answer_jobs(&[job_id], JobAnswer::OnPaper), Err(Problem::NotAllowedNow));
    assert_eq!(desk.printed(&one), 1);
}

#[tokio::test]
async fn a_printer_that_is_gone_before_the_first_byte_keeps_the_slip_where_it_was() {
    let mut desk = Desk::new(false).await;
    let sale = desk.sell("9876500001").await;
    desk.tray.switch(false);
    desk.print(&sale);
    while desk.jobs()[0].problem.is_none() {
        let _ = desk.stall.notices.recv().await;
    }
    assert_eq!(desk.states(), [PrintJobState::Waiting]);
    desk.tray.switch(true);
    desk.until_empty().await;
    assert_eq!((desk.tray.papers().len(), desk.printed(&sale)), (1, 1));
}

#[tokio::test]
async fn what_waits_or_is_asked_about_is_so_after_a_restart() {
    let mut desk = Desk::new(false).await;
    let (one, two) = (desk.sell("9876500001").await, desk.sell("9876510001").await);
    desk.tray.break_after(500);
    desk.print(&one);
    desk.until(|states| states == [PrintJobState::MayBeOnPaper]).await;
    desk.tray.switch(false);
    desk.print(&two);
    desk.restart();
    assert_eq!(desk.states(), [PrintJobState::MayBeOnPaper, PrintJobState::Waiting]);
    desk.tray.switch(true);
    desk.set(desk.printing());
    desk.until_printed(&two, 1).await;
    assert_eq!((desk.states(), desk.tray.papers().len()), (vec![PrintJobState::MayBeOnPaper], 2));
}
