//! What is printed, in which order, and what waits.

use domain::{Payment, SaleState, Service, VoucherKind};
use printers::{Carrier, Trouble};
use till::{About, CustomerInput, JobAnswer, PrintJobState, Printer, Printing, Problem, SlipOf};

use super::tray::{Desk, slip};
use crate::money::{voucher, write};
use crate::sales::stall::airtel;

/// Longer than a slip is printed by itself.
const LONG_MS: i64 = 16 * 60_000;
/// Longer than a customer stands at the counter.
const GONE_MS: i64 = 121_000;
/// How a job begins, and how one does that opens the drawer.
const BEGINS: [u8; 4] = [0x1B, 0x40, 0x1C, 0x2E];
const OPENS: [u8; 9] = [0x1B, 0x40, 0x1C, 0x2E, 0x1B, 0x70, 0, 0x19, 0xFA];

#[tokio::test]
async fn a_slip_goes_to_the_printer_as_it_is_shown_and_is_written_down() {
    let mut desk = Desk::new(false).await;
    let sale = desk.sell("9876500001").await;
    let (first, shown) =
        (desk.bytes(&sale, true), desk.stall.till.slip_preview(&slip(&sale), &[], None).expect("a slip"));
    assert_eq!((shown.width, shown.png.starts_with("data:image/png;base64,")), (384, true));
    for words in ["Verma Telecom", "70000 00001", "Number: 98765 00001"] {
        assert!(shown.text.contains(words), "{words} in\n{}", shown.text);
    }
    desk.print(&sale);
    desk.until_printed(&sale, 1).await;
    assert_eq!(desk.tray.papers(), std::slice::from_ref(&first));
    let again = desk.bytes(&sale, false);
    assert_ne!(again, first, "it is a duplicate now");
    desk.print(&sale);
    desk.until_printed(&sale, 2).await;
    assert_eq!(desk.tray.papers(), [first, again]);
    assert!(desk.jobs().is_empty());
}

#[tokio::test]
async fn a_slip_is_printed_by_itself_once_after_success() {
    let mut desk = Desk::new(true).await;
    let sale = desk.sell("9876500001").await;
    desk.until_printed(&sale, 1).await;
    // News of the sale is no reason for another one.
    desk.stall.check(sale.id).await;
    let other = desk.sell("9876510001").await;
    desk.until_printed(&other, 1).await;
    assert_eq!((desk.printed(&sale), desk.tray.papers().len()), (1, 2));
}

/// The window looks when it is told that something changed. By then a quick printer may be done.
#[tokio::test]
async fn what_came_on_paper_is_told_though_nobody_saw_it_wait() {
    let mut desk = Desk::new(true).await;
    let told = |desk: &Desk| desk.stall.till.print_jobs().expect("the queue").printed;
    assert_eq!(told(&desk), []);
    let sale = desk.sell("9876500001").await;
    desk.until_printed(&sale, 1).await;
    desk.until_empty().await;
    let first = told(&desk);
    assert_eq!(first.iter().map(|job| job.slip.clone()).collect::<Vec<_>>(), [slip(&sale)]);
    // What a person says is on paper is, and what was thrown away is not.
    let others = [desk.sell("9876510001").await, desk.sell("9876520001").await];
    for other in &others {
        desk.until_printed(other, 1).await;
    }
    desk.tray.break_after(500);
    desk.print(&others[0]);
    desk.until(|states| states == [PrintJobState::MayBeOnPaper]).await;
    let asked = desk.jobs()[0].job_id;
    desk.stall.till.answer_jobs(&[asked], JobAnswer::OnPaper).expect("a person says so");
    desk.tray.take_paper_away();
    desk.print(&others[1]);
    let waits = desk.jobs()[0].job_id;
    desk.stall.till.answer_jobs(&[waits], JobAnswer::ThrowAway).expect("it is thrown away");
    let slips: Vec<_> = told(&desk).into_iter().map(|job| job.slip).collect();
    assert_eq!(slips, [slip(&sale), slip(&others[0]), slip(&others[1]), slip(&others[0])]);
}

#[tokio::test]
async fn a_slip_that_waits_says_what_it_is_about() {
    let mut desk = Desk::new(false).await;
    desk.tray.take_paper_away();
    let sale = desk.sell("9876500001").await;
    desk.print(&sale);
    let row = write(&desk.stall.till, &voucher(VoucherKind::WalletLoaded, "bank", "wallet:inspay", "500")).seq;
    desk.stall.till.print_slip(&SlipOf::Voucher { row }, &[]).expect("it is in the queue");
    let ramesh = CustomerInput {
        name: "Ramesh".into(),
        numbers: "9876500005".into(),
        note: String::new(),
        language: None,
        limit: String::new(),
        by: String::new(),
        below_confirmed: false,
    };
    let known = desk.stall.till.save_customer(None, &ramesh).expect("the customer").id;
    let statement = SlipOf::Statement { customer: known, from: String::new(), to: String::new() };
    desk.stall.till.print_slip(&statement, &[]).expect("it is in the queue");
    let told: Vec<_> =
        desk.jobs().into_iter().map(|job| (job.service, job.number, job.who, job.amount_paise)).collect();
    let of_sale = (Some(Service::Prepaid), Some("9876500001".to_owned()), None, Some(29_900));
    let of_customer = (None, None, Some("Ramesh".to_owned()), None);
    assert_eq!(told, [of_sale, (None, None, None, Some(50_000)), of_customer]);
}

#[tokio::test]
async fn a_success_that_comes_after_the_customer_went_prints_nothing_by_itself() {
    let mut desk = Desk::new(true).await;
    let late = desk.stall.sell(&airtel("9876500002")).await;
    assert_eq!(late.state, SaleState::Pending);
    desk.stall.clock.forward(GONE_MS);
    desk.stall.check_until(late.id, SaleState::Succeeded).await;
    let other = desk.sell("9876510001").await;
    desk.until_printed(&other, 1).await;
    assert_eq!((desk.printed(&late), desk.tray.papers().len()), (0, 1));
}

#[tokio::test]
async fn out_of_paper_slips_wait_and_come_once_in_order() {
    let mut desk = Desk::new(false).await;
    let (one, two) = (desk.sell("9876500001").await, desk.sell("9876510001").await);
    let wanted = [desk.bytes(&one, true), desk.bytes(&two, true)];
    desk.tray.take_paper_away();
    desk.print(&one);
    desk.print(&two);
    // Whoever asks twice for what has not come yet wants it once.
    desk.print(&one);
    desk.tray.asked_once_more().await;
    desk.until(|states| states == [PrintJobState::Waiting; 2]).await;
    assert!(desk.tray.papers().is_empty());
    // The one behind waits for the same reason, although the printer was never tried with it.
    while desk.jobs().iter().any(|job| job.problem.is_none()) {
        let _ = desk.stall.notices.recv().await;
    }
    assert!(desk.jobs().iter().all(|job| job.problem == Some(Trouble::PaperOut.into())));
    desk.tray.put_paper_in();
    desk.until_empty().await;
    assert_eq!(desk.tray.papers(), wanted);
    assert_eq!((desk.printed(&one), desk.printed(&two)), (1, 1));
}

#[tokio::test]
async fn trouble_is_told_with_its_kind() {
    let mut desk = Desk::new(false).await;
    let sale = desk.sell("9876500001").await;
    assert_eq!(desk.stall.till.print_slip(&slip(&sale), &[]), Ok(()));
    desk.until_empty().await;
    let closed = std::net::TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address").port();
    let carrier = Carrier::Network { host: "127.0.0.1".into(), port: closed };
    desk.set(Printing { printer: Some(Printer { carrier, ..desk.tray.printer() }), ..Printing::default() });
    desk.print(&sale);
    while desk.jobs()[0].problem.is_none() {
        let _ = desk.stall.notices.recv().await;
    }
    assert_eq!(desk.jobs()[0].problem, Some(Trouble::Refused.into()));
    // The right address, and it comes.
    desk.set(desk.printing());
    desk.until_empty().await;
    assert_eq!(desk.tray.papers().len(), 2);
    desk.set(Printing::default());
    assert_eq!(desk.stall.till.print_slip(&slip(&sale), &[]), Err(Problem::PrinterMissing));
}

#[tokio::test]
async fn slips_of_this_morning_do_not_pour_out_in_the_evening() {
    let mut desk = Desk::new(false).await;
    desk.tray.take_paper_away();
    let (one, two) = (desk.sell("9876500001").await, desk.sell("9876510001").await);
    desk.print(&one);
    desk.print(&two);
    desk.stall.clock.forward(LONG_MS);
    assert_eq!(desk.states(), [PrintJobState::Held; 2]);
    desk.tray.put_paper_in();
    let now = desk.sell("9876520001").await;
    desk.print(&now);
    desk.until_printed(&now, 1).await;
    assert_eq!((desk.states(), desk.tray.papers().len()), (vec![PrintJobState::Held; 2], 1));
    let first = desk.jobs()[0].job_id;
    let left = desk.stall.till.answer_jobs(&[first], JobAnswer::ThrowAway).expect("it is thrown away").jobs;
    assert_eq!(left.len(), 1);
    // The one that is gone already keeps nobody from the other.
    desk.stall.till.answer_jobs(&[first, left[0].job_id], JobAnswer::Print).expect("the other is printed");
    desk.until_empty().await;
    assert_eq!((desk.printed(&one), desk.printed(&two)), (0, 1));
    let papers = desk.tray.papers();
    assert!(papers[1].starts_with(&BEGINS) && !papers[1].starts_with(&OPENS), "a late slip opens no drawer");
    assert_eq!(desk.stall.till.answer_jobs(&[first], JobAnswer::Print), Err(Problem::NotAllowedNow), "it is gone");
}

#[tokio::test]
async fn an_answer_that_fails_in_the_middle_tells_what_was_done() {
    let mut desk = Desk::new(false).await;
    desk.tray.take_paper_away();
    for number in ["9876500001", "9876510001", "9876520001"] {
        let sale = desk.sell(number).await;
        desk.print(&sale);
    }
    while desk.jobs().iter().any(|job| job.problem.is_none()) {
        let _ = desk.stall.notices.recv().await;
    }
    // They came too late to be printed by themselves, so that the printer leaves them alone.
    desk.stall.clock.forward(LONG_MS);
    let jobs: Vec<i64> = desk.jobs().iter().map(|job| job.job_id).collect();
    let sticks = format!(
        "CREATE TRIGGER sticks BEFORE DELETE ON print_job WHEN old.id = {} BEGIN SELECT RAISE(ABORT, 'it sticks'); END",
        jobs[1]
    );
    let books = rusqlite::Connection::open(desk.stall.path()).expect("the books");
    books.execute_batch(&sticks).expect("a trigger");
    while desk.stall.notices.try_recv().is_ok() {}
    let answered = desk.stall.till.answer_jobs(&jobs, JobAnswer::ThrowAway);
    assert!(!matches!(answered, Ok(_) | Err(Problem::NotAllowedNow)), "{answered:?}");
    let told = std::iter::from_fn(|| desk.stall.notices.try_recv().ok()).any(|notice| notice.about == About::Slips);
    assert!(told, "one is thrown away");
    assert_eq!(desk.jobs().iter().map(|job| job.job_id).collect::<Vec<_>>(), jobs[1..]);
}

#[tokio::test]
async fn the_drawer_opens_with_cash_and_with_nothing_else() {
    let mut desk = Desk::new(false).await;
    let (cash, upi) = (desk.sell("9876500001").await, desk.sell_by("9876510001", Payment::Upi).await);
    for sale in [&cash, &upi, &cash] {
        desk.print(sale);
        desk.until_empty().await;
    }
    let opens: Vec<bool> = desk.tray.papers().iter().map(|paper| paper.starts_with(&OPENS)).collect();
    assert_eq!(opens, [true, false, false]);
}

#[tokio::test]
async fn what_came_out_of_the_systems_dialog_a_person_says() {
    let mut desk = Desk::new(false).await;
    let sale = desk.sell("9876500001").await;
    desk.stall.till.noted_printed(&slip(&sale), &[]).expect("it is written down");
    assert_eq!(desk.printed(&sale), 1);
    assert!(desk.tray.papers().is_empty());
}
