//! Slips that wait for the printer.

use domain::Event;

use super::{Books, NOW, rows};
use crate::{EventKind, Ledger, LedgerError, NewPrintJob, PrintJobRow, PrintState, Printed, rebuild_differences};

fn slip_job(slip: &str) -> NewPrintJob {
    NewPrintJob { slip: slip.to_owned(), languages: "hi en".to_owned(), drawer: true }
}

fn printed(slip: &str) -> Printed {
    Printed { slip: slip.to_owned(), ..Printed::default() }
}

/// Everything that can become of jobs.
pub(super) fn whole_life(ledger: &Ledger) -> Result<(), LedgerError> {
    let printed = printed("a close");
    let job_id = ledger.add_print_job(&slip_job("a close"), 9, NOW)?;
    ledger.note_print_trouble(job_id, "no paper")?;
    ledger.begin_print_job(job_id)?;
    ledger.ask_print_jobs(PrintState::Printing, "the program ended")?;
    ledger.want_print_job(job_id, NOW)?;
    ledger.begin_print_job(job_id)?;
    ledger.end_print_job(job_id, None, &printed, NOW)?;
    let job_id = ledger.add_print_job(&slip_job("another"), 9, NOW)?;
    ledger.ask_print_job(job_id, "")?;
    ledger.drop_print_job(job_id)
}

fn state(books: &Books, job_id: i64) -> Option<PrintState> {
    books.ledger.print_job(job_id).unwrap().map(|job| job.state)
}

#[test]
fn jobs_stand_in_the_order_in_which_they_were_made() {
    let books = Books::new();
    let made: Vec<i64> =
        ["a", "b", "c"].iter().map(|slip| books.ledger.add_print_job(&slip_job(slip), 9, NOW).unwrap()).collect();
    let kept = books.ledger.print_jobs(9).unwrap();
    assert_eq!(kept.iter().map(|job| job.job_id).collect::<Vec<_>>(), made);
    let first = PrintJobRow {
        job_id: made[0],
        job: slip_job("a"),
        state: PrintState::Waiting,
        made_at_ms: NOW,
        wanted_at_ms: NOW,
        trouble: String::new(),
    };
    assert_eq!(kept[0], first);
    assert_eq!(books.ledger.print_jobs(2).unwrap().len(), 2);
}

#[test]
fn a_slip_that_has_not_come_yet_is_wanted_once() {
    let books = Books::new();
    let job_id = books.ledger.add_print_job(&slip_job("a"), 9, NOW).unwrap();
    assert_eq!(books.ledger.add_print_job(&slip_job("a"), 9, NOW + 60_000), Ok(job_id));
    let job = books.ledger.print_job(job_id).unwrap().unwrap();
    assert_eq!((job.made_at_ms, job.wanted_at_ms), (NOW, NOW + 60_000));
    let other = NewPrintJob { languages: "hi".to_owned(), ..slip_job("a") };
    assert_ne!(books.ledger.add_print_job(&other, 9, NOW), Ok(job_id), "another paper");
    books.ledger.ask_print_job(job_id, "").unwrap();
    assert_ne!(books.ledger.add_print_job(&slip_job("a"), 9, NOW), Ok(job_id), "whether that one came is not known");
}

#[test]
fn a_queue_that_is_full_takes_no_more() {
    let books = Books::new();
    let first = books.ledger.add_print_job(&slip_job("a"), 2, NOW).unwrap();
    books.ledger.add_print_job(&slip_job("b"), 2, NOW).unwrap();
    assert_eq!(books.ledger.add_print_job(&slip_job("c"), 2, NOW), Err(LedgerError::MovedOn));
    assert_eq!(books.ledger.add_print_job(&slip_job("a"), 2, NOW), Ok(first), "it is in the queue already");
}

#[test]
fn no_number_is_given_twice() {
    let books = Books::new();
    let first = books.ledger.add_print_job(&slip_job("a"), 9, NOW).unwrap();
    books.ledger.drop_print_job(first).unwrap();
    let second = books.ledger.add_print_job(&slip_job("b"), 9, NOW + 1).unwrap();
    assert!(second > first);
    let third = books.ledger.add_print_job(&slip_job("c"), 9, NOW - 60_000).unwrap();
    assert!(third > second, "a clock that was set back changes no order");
}

#[test]
fn a_slip_that_is_on_paper_is_a_row_of_the_journal_and_no_job() {
    let books = Books::new();
    let sale = books.sale("9876543210", &[Event::Succeed]);
    let job_id = books.ledger.add_print_job(&slip_job("a sale"), 9, NOW).unwrap();
    let told = Printed { languages: "hi".to_owned(), ..printed("a sale") };
    let end = || books.ledger.end_print_job(job_id, Some(sale.sale_id), &told, NOW + 9);
    assert_eq!(end(), Err(LedgerError::MovedOn), "nothing of it was sent");
    assert!(!books.ledger.was_printed(sale.sale_id).unwrap(), "and nothing of it was written");
    books.ledger.begin_print_job(job_id).unwrap();
    assert_eq!(end(), Ok(()));
    assert_eq!(state(&books, job_id), None);
    let events = books.ledger.events(sale.sale_id).unwrap();
    let rows: Vec<_> = events.iter().filter(|event| event.kind == EventKind::Printed).collect();
    assert_eq!(rows.len(), 1);
    assert_eq!((rows[0].at_ms, rows[0].detail.printed.as_ref()), (NOW + 9, Some(&told)));
    assert_eq!(end(), Err(LedgerError::MovedOn), "once");
    assert_eq!(books.ledger.events(sale.sale_id).unwrap().len(), events.len());
}

#[test]
fn a_slip_about_no_sale_is_counted_by_its_name() {
    let books = Books::new();
    assert_eq!(books.ledger.times_slip_printed("close 4"), Ok(0));
    let job_id = books.ledger.add_print_job(&slip_job("close 4"), 9, NOW).unwrap();
    books.ledger.begin_print_job(job_id).unwrap();
    books.ledger.end_print_job(job_id, None, &printed("close 4"), NOW).unwrap();
    books.ledger.note_slip_printed(None, &Printed { by_person: true, ..printed("close 4") }, NOW).unwrap();
    assert_eq!(books.ledger.times_slip_printed("close 4"), Ok(2));
    assert_eq!(books.ledger.times_slip_printed("close 5"), Ok(0));
}

#[test]
fn a_job_that_was_being_printed_when_the_program_ended_is_asked_about() {
    let books = Books::new();
    let [waits, prints] = ["a", "b"].map(|slip| books.ledger.add_print_job(&slip_job(slip), 9, NOW).unwrap());
    books.ledger.begin_print_job(prints).unwrap();
    assert_eq!(books.ledger.ask_print_jobs(PrintState::Printing, "the program ended"), Ok(1));
    assert_eq!((state(&books, waits), state(&books, prints)), (Some(PrintState::Waiting), Some(PrintState::Asked)));
    assert_eq!(books.ledger.print_job(prints).unwrap().unwrap().trouble, "the program ended");
    assert_eq!(books.ledger.begin_print_job(prints), Err(LedgerError::MovedOn), "never twice by itself");
    assert_eq!(books.ledger.ask_print_jobs(PrintState::Waiting, "a copy"), Ok(1));
    assert_eq!(state(&books, waits), Some(PrintState::Asked), "nor what waits in a copy of the books");
    assert_eq!(books.ledger.print_job(prints).unwrap().unwrap().trouble, "the program ended");
}

#[test]
fn a_person_says_how_a_job_goes_on_that_may_be_on_paper() {
    let books = Books::new();
    let asked = |slip: &str| {
        let job_id = books.ledger.add_print_job(&slip_job(slip), 9, NOW).unwrap();
        books.ledger.begin_print_job(job_id).unwrap();
        assert_eq!(books.ledger.drop_print_job(job_id), Err(LedgerError::MovedOn), "its bytes are on their way");
        books.ledger.ask_print_job(job_id, "no paper").unwrap();
        job_id
    };
    let again = asked("a");
    books.ledger.want_print_job(again, NOW + 1).unwrap();
    let job = books.ledger.print_job(again).unwrap().unwrap();
    assert_eq!((job.state, job.wanted_at_ms, job.job.drawer), (PrintState::Waiting, NOW + 1, false));
    let on_paper = asked("b");
    let says = Printed { by_person: true, ..printed("b") };
    books.ledger.end_print_job(on_paper, None, &says, NOW).unwrap();
    assert_eq!(books.ledger.times_slip_printed("b"), Ok(1));
    let gone = asked("c");
    books.ledger.drop_print_job(gone).unwrap();
    assert_eq!((state(&books, gone), books.ledger.times_slip_printed("c")), (None, Ok(0)));
    assert_eq!(books.ledger.want_print_job(gone, NOW), Err(LedgerError::MovedOn));
}

#[test]
fn trouble_before_the_first_byte_leaves_a_job_where_it_was() {
    let books = Books::new();
    let job_id = books.ledger.add_print_job(&slip_job("a"), 9, NOW).unwrap();
    for trouble in ["not there", "no paper"] {
        books.ledger.note_print_trouble(job_id, trouble).unwrap();
        let job = books.ledger.print_job(job_id).unwrap().unwrap();
        assert_eq!((job.state, job.trouble.as_str(), job.job.drawer), (PrintState::Waiting, trouble, true));
    }
    books.ledger.begin_print_job(job_id).unwrap();
    assert_eq!(books.ledger.print_job(job_id).unwrap().unwrap().trouble, "", "it is forgotten when it goes on");
}

#[test]
fn a_backup_that_takes_the_place_of_the_books_prints_nothing() {
    let books = Books::new();
    books.ledger.add_print_job(&slip_job("a"), 9, NOW).unwrap();
    let (backup, staged) = (books.folder.path().join("backup.db"), books.folder.path().join("staged.db"));
    books.ledger.back_up(&backup, NOW, &Default::default()).unwrap();
    books.ledger.stage(&backup, &staged).unwrap();
    let jobs = |path: &std::path::Path| {
        let raw = rusqlite::Connection::open(path).unwrap();
        rows(&raw).into_iter().filter(|row| row.starts_with("print_job ")).count()
    };
    assert_eq!((jobs(&books.path()), jobs(&backup), jobs(&staged)), (1, 1, 0));
    assert_eq!(rebuild_differences(&staged), Ok(Vec::new()));
}
