//! A complaint from the counter to its outcome: kept, listed, put on paper, and closed by a person.

use std::process::Command;
use std::time::Duration;

use domain::{ComplaintOutcome, ComplaintReason, DAY_MS, SaleState, india_day, india_time};
use ledger::{ComplaintFilter, ComplaintOrder, ComplaintsDue};
use till::{
    Clock, CloseComplaintInput, ComplaintDue, ComplaintInput, ComplaintNoteInput, ComplaintsQuery, Language,
    PackFormat, Problem, SaleComplaints, SaleView, WordFault, WordField,
};

use super::heard::{complaint, told};
use super::stall::{Stall, airtel};

async fn sold() -> (Stall, SaleView) {
    let mut stall = Stall::with("inspay", Duration::from_millis(40)).await;
    let sale = stall.sell(&airtel("9876543210")).await;
    assert_eq!(sale.state, SaleState::Succeeded);
    (stall, sale)
}

fn opened(stall: &Stall, sale: &SaleView, next_day: String) -> SaleComplaints {
    let input = ComplaintInput {
        note: "the customer has\nno talk time".into(),
        next_step: "call again".into(),
        next_day,
        ..complaint(told(&stall.clock, sale))
    };
    let first = stall.till.open_complaint(sale.id, &input).expect("a complaint");
    // The window may deliver one press twice.
    assert_eq!(stall.till.open_complaint(sale.id, &input), Ok(first.clone()));
    first
}

fn note(stall: &Stall, intent: &str, note: &str, next_day: &str) -> ComplaintNoteInput {
    let now_ms = stall.clock.now_ms();
    ComplaintNoteInput {
        intent: intent.into(),
        reference: String::new(),
        by: "Ravi".into(),
        told_day: india_day(now_ms),
        told_time: india_time(now_ms).strftime("%H:%M").to_string(),
        note: note.into(),
        next_step: "write a mail".into(),
        next_day: next_day.into(),
    }
}

fn list(stall: &Stall, order: ComplaintOrder) -> Vec<i64> {
    let page = stall
        .till
        .complaints(&ComplaintsQuery { order, filter: ComplaintFilter::default(), after: 0, rows: 50 })
        .expect("a list");
    page.rows.iter().map(|line| line.complaint.id).collect()
}

#[tokio::test]
async fn a_complaint_is_opened_gone_on_with_and_closed() {
    let (stall, sale) = sold().await;
    let before = stall.till.sale_complaints(sale.id).expect("its complaints");
    assert_eq!((before.requests.len(), before.complaints.len()), (1, 0));
    let tomorrow = india_day(stall.clock.now_ms() + DAY_MS);
    let open = opened(&stall, &sale, tomorrow.clone());
    let id = open.complaints[0].id;
    assert!(open.requests.is_empty(), "one complaint at a time");
    assert_eq!(
        (open.complaints[0].due, open.complaints[0].next_day.as_deref()),
        (Some(ComplaintDue::Later), Some(&*tomorrow))
    );
    assert_eq!(
        open.complaints[0].steps[0].person.as_ref().map(|person| person.note.as_str()),
        Some("the customer has\nno talk time")
    );
    let again = ComplaintInput { intent: "another".into(), ..complaint(told(&stall.clock, &sale)) };
    assert_eq!(stall.till.open_complaint(sale.id, &again), Err(vec![Problem::ComplaintMovedOn]));
    // Two days later it is overdue, and says so until something is noted.
    stall.clock.forward(2 * DAY_MS);
    assert_eq!(stall.till.complaints_due(), Ok(ComplaintsDue { open: 1, overdue: 1, today: 0 }));
    let today = india_day(stall.clock.now_ms());
    let noted = stall.till.note_complaint(id, &note(&stall, "n1", "wait two days", &today)).expect("a note");
    assert_eq!((noted.complaints[0].due, noted.complaints[0].age_days), (Some(ComplaintDue::Today), 2));
    assert_eq!(noted.complaints[0].reference.as_deref(), Some("CMP-77"), "its number stays");
    assert_eq!((list(&stall, ComplaintOrder::OpenByDay), list(&stall, ComplaintOrder::Closed)), (vec![id], vec![]));
    let end =
        |outcome, by: &str| CloseComplaintInput { intent: "end".into(), outcome, by: by.into(), note: String::new() };
    let missing = |field| Problem::Word { field, fault: WordFault::Missing };
    let refused = stall.till.close_complaint(id, &end(None, ""));
    assert_eq!(refused, Err(vec![missing(WordField::Outcome), missing(WordField::By)]));
    let closed = stall.till.close_complaint(id, &end(Some(ComplaintOutcome::MoneyBack), "Asha")).expect("its end");
    assert_eq!(
        (closed.complaints[0].outcome, closed.complaints[0].steps.len()),
        (Some(ComplaintOutcome::MoneyBack), 3)
    );
    assert_eq!((list(&stall, ComplaintOrder::OpenByAge), list(&stall, ComplaintOrder::Closed)), (vec![], vec![id]));
    let late = stall.till.note_complaint(id, &note(&stall, "n2", "too late", ""));
    assert_eq!(late, Err(vec![Problem::ComplaintMovedOn]));
    let now = stall.till.sale(sale.id).expect("the sale");
    assert_eq!((now.sale.state, now.postings.len()), (SaleState::Succeeded, 3), "it moved neither the sale nor money");
    // What is wrong after its end is another complaint.
    let seen = now.sale;
    let second = ComplaintInput {
        reason: ComplaintReason::Commission,
        intent: "second".into(),
        ..complaint(told(&stall.clock, &seen))
    };
    let both = stall.till.open_complaint(sale.id, &second).expect("a second complaint").complaints;
    assert_eq!((both.len(), both[0].steps.len(), both[1].steps.len()), (2, 1, 3));
}

#[tokio::test]
async fn a_form_tells_every_problem_at_its_field_and_writes_nothing() {
    let (stall, sale) = sold().await;
    let mut input = complaint(told(&stall.clock, &sale));
    input.told.by = String::new();
    input.told.told_time = "25:00".into();
    input.note = "x".repeat(2_001);
    input.next_step = "y".repeat(81);
    input.next_day = "01-01-2020".into();
    let word = |field, fault| Problem::Word { field, fault };
    let wanted = vec![
        word(WordField::By, WordFault::Missing),
        word(WordField::Time, WordFault::WrongForm),
        word(WordField::Words, WordFault::TooLong),
        word(WordField::NextStep, WordFault::TooLong),
        word(WordField::NextDay, WordFault::InPast),
    ];
    let rows = stall.till.sale(sale.id).expect("the sale").events.len();
    assert_eq!(stall.till.open_complaint(sale.id, &input), Err(wanted));
    let elsewhere = ComplaintInput { order_id: Some("NOSUCHORDER".into()), ..complaint(told(&stall.clock, &sale)) };
    assert_eq!(stall.till.open_complaint(sale.id, &elsewhere), Err(vec![Problem::NotAllowedNow]));
    assert_eq!(stall.till.sale(sale.id).expect("the sale").events.len(), rows);
}

#[tokio::test]
async fn the_pack_has_what_the_company_needs_and_is_saved_whole() {
    let (stall, sale) = sold().await;
    let open = opened(&stall, &sale, String::new());
    let id = open.complaints[0].id;
    let text = stall.till.complaint_text(id, Language::EN).expect("a pack");
    for wanted in ["INSPAY", &sale.order_id, "9876543210", "299", "CMP-77", "no talk time", "Done", "Success"] {
        assert!(text.whole.contains(wanted) && text.short.contains(wanted), "{wanted}: {}", text.whole);
    }
    assert!(text.short.chars().count() <= 4_000);
    let folder = tempfile::tempdir().expect("a folder");
    let save = |format| {
        stall
            .till
            .save_complaint(id, Language::of_code("hi").expect("Hindi"), format, folder.path())
            .expect("a file")
            .name
    };
    let (pdf, txt) = (save(PackFormat::Pdf), save(PackFormat::Text));
    assert!(pdf.ends_with(&format!("complaint {}.pdf", sale.order_id)), "{pdf}");
    let read = std::fs::read_to_string(folder.path().join(txt)).expect("the text");
    let paper = Command::new("pdftotext").arg(folder.path().join(pdf)).arg("-").output().expect("poppler-utils");
    let paper = String::from_utf8(paper.stdout).expect("text");
    for text in [read, paper] {
        assert!(text.contains(&sale.order_id) && text.contains("शिकायत"), "{text}");
    }
}
